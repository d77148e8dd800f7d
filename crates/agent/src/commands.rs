//! The command list: name, request, response, declared once.
//!
//! [`dispatch`] runs a command by name, so every host (desktop, web, terminal) offers exactly this list;
//! [`bindings`] writes the same list as TypeScript. A test compares it with the committed file. After `asks` stand the
//! operations of PandaPon that a command may call: `docs/coverage.md` is made from them, and a test compares them with
//! what is really called.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use pandapon::Operation;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use ts_rs::{Config, TS, TypeVisitor};

use crate::api::*;
use crate::desk::Desk;
use crate::{
    accounts, addressing, after_sales, callbacks, cart, checkout, desk_status, diagnostics, files, limits,
    notices, offers, ordering, orders, outbox, overriding, own_data, papers, prices, safekeeping, search,
    sync,
};

macro_rules! commands {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident = $handler:path: $request:ty => $response:ty $(, asks [$($asked:ident),+ $(,)?])?;
    )+) => {
        /// Names of all commands, in the order of the list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// The operations of PandaPon that each command may ask, in the order of the list. Commands whose user names the
        /// operation (`api_call`) may ask any and list none.
        pub const ASKS: &[(&str, &[Operation])] = &[
            $((stringify!($name), &[$($(Operation::$asked),+)?])),+
        ];

        /// Runs the command `name` with a JSON request, and answers with JSON text that a host hands on as it is.
        ///
        /// # Errors
        /// [`ErrorCode::UnknownCommand`], [`ErrorCode::BadRequest`], and whatever the use case refuses.
        pub async fn dispatch(desk: &Desk, name: &str, request: Value) -> CommandResult<Box<RawValue>> {
            match name {
                $(stringify!($name) => answer(&Box::pin($handler(desk, read(request)?)).await?),)+
                _ => Err(CommandError::new(ErrorCode::UnknownCommand).with("name", name)),
            }
        }

        fn visit_all(types: &mut Types<'_>, commands: &mut String) {
            $(
                types.visit::<$request>();
                types.visit::<$response>();
                for line in [$($doc),+] {
                    commands.push_str(&format!("  /** {} */\n", line.trim()));
                }
                commands.push_str(&format!(
                    "  {}: {{ request: {}; response: {} }};\n",
                    stringify!($name),
                    <$request as TS>::name(types.config),
                    <$response as TS>::name(types.config),
                ));
            )+
        }
    };
}

commands! {
    /// All that the frame of the UI shows.
    desk_status = desk_status::show: Nothing => DeskStatus;
    /// Keeps the user's choices.
    settings_save = desk_status::save_settings: SettingsChange => Settings;
    /// A notice in the status was read.
    notice_read = safekeeping::read_notice: NoticeRead => DeskStatus;

    /// The desk's own data and its backups.
    data_show = safekeeping::show: Nothing => DataView;
    /// Reads the whole database and all vouchers; changes nothing.
    data_check = safekeeping::check: Nothing => DataChecked;
    /// Makes a backup now.
    backup_make = safekeeping::back_up: Nothing => BackupView;
    /// Puts a backup in the place of the database, which is moved aside.
    backup_restore = safekeeping::restore: BackupRestore => RestoreNotice;

    /// Opens the embedded sandbox and makes its account the one in use.
    account_add_sandbox = accounts::add_sandbox: AccountAddSandbox => AccountView;
    /// Adds an account and makes it the one in use.
    account_add = accounts::add: AccountAdd => AccountView;
    /// Tests an account that is not added yet; nothing is kept.
    account_try = accounts::try_draft: AccountAdd => ConnectionTest, asks [BaseGetUserAddresses];
    /// Tests the connection of an account and keeps the settings that worked.
    account_test = accounts::test: AccountRef => ConnectionTest, asks [BaseGetUserAddresses];
    /// Makes an account the one in use.
    account_select = accounts::select: AccountRef => DeskStatus;
    /// Enters key and secret of a known account again.
    account_secret = accounts::enter_secret: AccountSecret => AccountView;
    /// What an account may do unasked, and what its day came to.
    account_limits = limits::show: AccountRef => AccountLimits;
    /// Keeps what an account may do unasked.
    account_limits_save = limits::save: AccountLimitsSave => AccountLimits;
    /// Removes an account, its secret and nothing else: its orders stay.
    account_remove = accounts::remove: AccountRef => DeskStatus;
    /// Chooses the edition of the reference that an account speaks.
    account_edition = overriding::choose_edition: AccountEdition => AccountView;
    /// Sends one operation of an account elsewhere than the operation table says.
    account_override = overriding::set: AccountOverride => AccountView;
    /// Sends one operation of an account, or all, where the operation table says again.
    account_override_clear = overriding::clear: AccountOverrideClear => AccountView;

    /// Fetches a picture from an allowed host.
    file_from_link = files::from_link: FileFromLink => FileRef;

    /// Finds offers by words.
    search_keyword = search::by_keyword: SearchKeyword => OfferPage, asks [
        TaobaoSearchByKeyword,
        Alibaba1688SearchByKeyword,
    ];
    /// Finds offers by a picture.
    search_image = search::by_image: SearchImage => OfferPage, asks [
        TaobaoSearchByImage,
        Alibaba1688SearchByImage,
    ];
    /// The last results, from this desk.
    search_last = search::last: SearchLast => Vec<OfferPage>;
    /// Reads a link, an id or a share text.
    search_link = search::link: SearchLink => LinkTarget;

    /// Shows an offer.
    offer_show = offers::show: OfferShow => OfferView, asks [
        TaobaoGetProductById,
        Alibaba1688GetProductDetail,
    ];
    /// Prices a selection of an offer's SKUs, without the net.
    offer_price = offers::price: OfferPrice => pondesk_domain::SelectionSum;

    /// Both carts by seller.
    cart_list = cart::list: CartList => CartView, asks [TaobaoListCart, Alibaba1688CartList];
    /// Puts SKUs of one offer into the cart.
    cart_add = cart::add: CartAdd => CartView, asks [
        TaobaoAddCartItem,
        Alibaba1688CartAdd,
        TaobaoListCart,
        Alibaba1688CartList,
    ];
    /// Changes the quantity of a cart record.
    cart_edit = cart::edit: CartEdit => CartView, asks [
        TaobaoEditCartQuantity,
        Alibaba1688CartEditQuantity,
        TaobaoListCart,
        Alibaba1688CartList,
    ];
    /// Removes cart records.
    cart_remove = cart::remove: CartRemove => CartView, asks [
        TaobaoDeleteCartItems,
        Alibaba1688CartDelete,
        TaobaoListCart,
        Alibaba1688CartList,
    ];
    /// Prices cart records by seller; orders nothing.
    checkout_preview = checkout::preview: CheckoutPreviewRequest => CheckoutPreview, asks [
        TaobaoListCart,
        Alibaba1688CartList,
        TaobaoCartPreviewOrder,
        Alibaba1688CartPreviewOrder,
    ];
    /// Places orders of a preview, each through the outbox.
    checkout_place = ordering::place: CheckoutPlace => PlaceResult, asks [
        TaobaoListCart,
        Alibaba1688CartList,
        TaobaoCartPreviewOrder,
        Alibaba1688CartPreviewOrder,
        TaobaoCartCreateOrder,
        Alibaba1688CartCreateOrder,
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
    ];

    /// The addresses of an account.
    address_list = addressing::list: AddressList => AddressBook, asks [BaseGetUserAddresses];
    /// Adds or changes an address.
    address_save = addressing::save: AddressSave => AddressBook, asks [
        BaseSaveUserAddress,
        BaseGetUserAddresses,
    ];

    /// Orders of this desk; needs no net.
    order_list = orders::list: OrderList => OrderPage;
    /// Reads the newest orders of both platforms.
    order_refresh = orders::refresh: OrderRefresh => OrderRefreshed, asks [
        TaobaoPageOrders,
        Alibaba1688ListOrders,
    ];
    /// An order with its story.
    order_show = orders::show: OrderShow => OrderView, asks [TaobaoGetOrder, Alibaba1688GetOrderDetail];
    /// How many orders of a filter stand in each stage; needs no net.
    order_counts = orders::counts: OrderCounts => Vec<FoundCount>;
    /// How long a list is, and where its pages begin; needs no net.
    order_marks = orders::marks: OrderMarksAsked => OrderMarks;
    /// Reads these orders anew.
    order_refresh_some = orders::refresh_some: OrderRefreshSome => OrderRefreshed, asks [
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
    ];
    /// Orders that could not be read, as they came.
    order_broken = sync::broken: OrderBroken => Vec<BrokenOrder>;
    /// Changes what the user keeps beside orders.
    order_own_edit = own_data::edit: OrderOwnEdit => OrderOwnEdited;
    /// Puts a file to an order, on this desk alone.
    order_file_add = own_data::add_file: OrderFileAdd => pondesk_domain::OwnData;
    /// Takes a file away from an order.
    order_file_drop = own_data::drop_file: OrderFileRef => pondesk_domain::OwnData;
    /// Tags and clients that are in use.
    order_names = own_data::names: Nothing => OrderNames;
    /// The parts of a typed filter.
    order_filter_read = own_data::read_filter: OrderFilterRead => OrderFilterParts;
    /// Saved filters.
    order_filters = own_data::saved_filters: Nothing => Vec<SavedFilter>;
    /// Saves a filter.
    order_filter_save = own_data::save_filter: SavedFilter => Vec<SavedFilter>;
    /// Takes a saved filter away.
    order_filter_drop = own_data::drop_filter: OrderFilterDrop => Vec<SavedFilter>;
    /// Pays orders after a fresh read of each.
    order_pay = ordering::pay: OrderPay => PayResult, asks [
        TaobaoPayOrder,
        Alibaba1688BatchSubmitPayment,
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
    ];
    /// Keeps a voucher and hands it in.
    order_voucher = ordering::hand_in_voucher: OrderVoucher => OrderActed, asks [
        TaobaoUploadPaymentVoucher,
        TaobaoGetOrder,
    ];
    /// Cancels an order.
    order_cancel = ordering::cancel: OrderCancel => OrderActed, asks [
        TaobaoCancelOrder,
        Alibaba1688CancelOrder,
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
    ];
    /// Confirms that an order's goods arrived.
    order_confirm = ordering::confirm: OrderConfirm => OrderActed, asks [
        Alibaba1688ConfirmReceipt,
        Alibaba1688GetOrderDetail,
    ];
    /// Begins to write orders of a filter or a selection to a file; needs no net.
    order_export = papers::export: OrderExport => PaperView;
    /// Begins to write changes of sums to a file; needs no net.
    price_export = papers::price_export: PriceExport => PaperView;
    /// Makes the page of an order to print; needs no net.
    order_sheet = papers::order_sheet: OrderSheet => PaperView;
    /// Makes a copy of a file that is kept beside an order, to be saved elsewhere.
    order_file_copy = papers::order_file: OrderFileRef => PaperView;
    /// Makes the evidence pack of a case; needs no net.
    case_pack = papers::case_pack: CasePack => PaperView;

    /// How far a file is that leaves the desk.
    paper_show = papers::show: PaperRef => PaperView;
    /// Stops a file that is being written.
    paper_cancel = papers::cancel: PaperRef => PaperView;

    /// Changes of sums of orders, newest first.
    price_changes = prices::list: PriceChanges => PriceChangePage;
    /// What changed of orders without the user's doing, newest first.
    notice_list = notices::list: NoticeList => NoticePage;
    /// Notices that the desktop is to show as well, each once.
    /// The user read a notice, or all of them.
    notice_mark = notices::mark: NoticeMark => Nothing;

    /// Where pushed messages come in, and how the receiver is.
    callback_settings = callbacks::show_settings: Nothing => CallbackSettings;
    /// Keeps where pushed messages come in.
    callback_settings_save = callbacks::save_settings: ReceiverChange => CallbackSettings;
    /// Keeps how messages of one account come in.
    callback_door_save = callbacks::save_door: CallbackDoorChange => CallbackSettings;
    /// Does what PandaPon's Verify does.
    callback_test = callbacks::self_test: AccountRef => CallbackTest;
    /// Pushed messages, newest first.
    callback_list = callbacks::list: CallbackList => CallbackPage;
    /// A pushed message with all that came.
    callback_show = callbacks::show: CallbackRef => CallbackView;
    /// Looks at messages again that were not applied.
    callback_retry = callbacks::retry: CallbackRetry => CallbackRetried;
    /// Takes a message that the user has from elsewhere.
    callback_ingest = callbacks::ingest: CallbackIngest => pondesk_domain::Callback;
    /// After-sales cases of this desk, what needs the user next first; needs no net.
    case_list = after_sales::list: CaseList => CasePage;
    /// Reads the newest cases of both platforms, and all that go on.
    case_refresh = after_sales::refresh: CaseRefresh => CaseRefreshed, asks [
        TaobaoListReverseOrders,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        Alibaba1688GetRefund,
        Alibaba1688GetOrderDetail,
    ];
    /// A case with its story.
    case_show = after_sales::show: CaseShow => CaseView, asks [
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        Alibaba1688GetRefund,
    ];
    /// What may be claimed for lines of an order, or changed on a case.
    case_terms = after_sales::terms: CaseTermsAsked => CaseTerms, asks [
        TaobaoRenderReverseOrder,
        TaobaoListReverseOrders,
        TaobaoGetOrder,
        Alibaba1688ListRefundReasons,
        Alibaba1688GetRefund,
        Alibaba1688GetOrderDetail,
    ];
    /// What would be sent for a claim, and why it cannot be; sends nothing.
    case_preview = after_sales::preview: CaseOpen => CasePreview, asks [
        TaobaoRenderReverseOrder,
        TaobaoListReverseOrders,
        TaobaoGetOrder,
        Alibaba1688ListRefundReasons,
        Alibaba1688GetRefund,
        Alibaba1688GetOrderDetail,
    ];
    /// Opens cases for lines of an order, each through the outbox.
    case_open = after_sales::open: CaseOpen => CaseOpened, asks [
        TaobaoRenderReverseOrder,
        TaobaoSubmitReverseOrder,
        TaobaoListReverseOrders,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        TaobaoGetOrder,
        Alibaba1688ListRefundReasons,
        Alibaba1688UploadRefundVoucher,
        Alibaba1688CreateRefund,
        Alibaba1688GetRefund,
        Alibaba1688GetOrderDetail,
    ];
    /// Changes what a case asks.
    case_modify = after_sales::modify: CaseModify => CaseActed, asks [
        TaobaoModifyReverseOrder,
        TaobaoRenderReverseOrder,
        TaobaoListReverseOrders,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        TaobaoGetOrder,
    ];
    /// Withdraws a case.
    case_withdraw = after_sales::withdraw: CaseWithdraw => CaseActed, asks [
        TaobaoCancelReverseOrder,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
    ];
    /// Writes to the seller on a case.
    case_message = after_sales::message: CaseSay => CaseActed, asks [
        TaobaoSubmitReverseMessage,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
    ];
    /// How the goods of a case can go back.
    case_carriers = after_sales::carriers: CaseCarriersAsked => CaseCarriers, asks [
        TaobaoRenderReturnLogistics,
        Alibaba1688ListLogisticsCompanies,
    ];
    /// Says how the goods of a case went back.
    case_return = after_sales::send_back: CaseReturn => CaseActed, asks [
        TaobaoRenderReturnLogistics,
        TaobaoSubmitReturnLogistics,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        Alibaba1688ListLogisticsCompanies,
        Alibaba1688UploadRefundVoucher,
        Alibaba1688SubmitReturnShipment,
        Alibaba1688GetRefund,
    ];
    /// Keeps a file of the user as evidence; sends nothing.
    evidence_keep = after_sales::keep_evidence: EvidenceKeep => pondesk_domain::Evidence;
    /// Hands one picture to the platform, where it wants that before a claim.
    evidence_upload = after_sales::upload_evidence: EvidenceUpload => pondesk_domain::Evidence, asks [
        Alibaba1688UploadRefundVoucher,
    ];

    /// How far orders are fetched; needs no net.
    sync_status = sync::status: Nothing => SyncStatus;
    /// Fetches what is due at once, and lets a first fill go on.
    sync_start = sync::start: AccountRef => SyncStatus;
    /// Lets the first fill of an account wait.
    sync_cancel = sync::cancel: AccountRef => SyncStatus;

    /// The outbox.
    outbox_list = outbox::list: OutboxList => OutboxView;
    /// An operation with its story.
    outbox_show = outbox::show: OutboxShow => OperationView;
    /// Reads PandaPon now, to find out what became of an operation.
    outbox_look = outbox::look: OutboxLook => pondesk_domain::Operation, asks [
        TaobaoPageOrders,
        Alibaba1688ListOrders,
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
        TaobaoListCart,
        Alibaba1688CartList,
        BaseGetUserAddresses,
        TaobaoListReverseOrders,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        Alibaba1688GetRefund,
    ];
    /// Does what the user decided about an operation; sending a call of his own again may ask any.
    outbox_resolve = outbox::resolve: OutboxResolve => OutboxResolved, asks [
        TaobaoPageOrders,
        Alibaba1688ListOrders,
        TaobaoGetOrder,
        Alibaba1688GetOrderDetail,
        TaobaoListCart,
        Alibaba1688CartList,
        BaseGetUserAddresses,
        TaobaoCartPreviewOrder,
        Alibaba1688CartPreviewOrder,
        TaobaoCartCreateOrder,
        Alibaba1688CartCreateOrder,
        TaobaoPayOrder,
        Alibaba1688BatchSubmitPayment,
        TaobaoUploadPaymentVoucher,
        TaobaoCancelOrder,
        Alibaba1688CancelOrder,
        Alibaba1688ConfirmReceipt,
        BaseSaveUserAddress,
        TaobaoListReverseOrders,
        TaobaoGetReverseOrder,
        TaobaoListReverseMessages,
        TaobaoRenderReverseOrder,
        TaobaoSubmitReverseOrder,
        TaobaoModifyReverseOrder,
        TaobaoCancelReverseOrder,
        TaobaoSubmitReverseMessage,
        TaobaoRenderReturnLogistics,
        TaobaoSubmitReturnLogistics,
        Alibaba1688GetRefund,
        Alibaba1688ListRefundReasons,
        Alibaba1688UploadRefundVoucher,
        Alibaba1688CreateRefund,
        Alibaba1688ListLogisticsCompanies,
        Alibaba1688SubmitReturnShipment,
    ];

    /// The operation table, with where an account sends each operation.
    api_list = diagnostics::list: ApiList => Vec<OperationRow>;
    /// A request as it would be sent, with what is secret masked; opens no socket.
    api_sketch = diagnostics::sketch: ApiCall => ApiSketch;
    /// Sends any operation, signed; what changes something goes through the outbox.
    api_call = diagnostics::call: ApiCall => ApiAnswer;
    /// The last calls of this run.
    call_list = diagnostics::calls: CallList => LastCalls;
    /// One of the last calls with its bodies.
    call_show = diagnostics::show: CallShow => CallView;
    /// What somebody who helps needs to know; never a secret.
    support_report = diagnostics::report: SupportReportRequest => SupportReport;
}

fn read<T: DeserializeOwned>(request: Value) -> CommandResult<T> {
    serde_path_to_error::deserialize(request).map_err(|error| {
        let path = error.path().to_string();
        CommandError::field(ErrorCode::BadRequest, &path).saying(error.into_inner())
    })
}

fn answer<T: Serialize>(response: &T) -> CommandResult<Box<RawValue>> {
    to_raw_value(response).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}

/// Collects declarations of types and of all that they need, each once, by name.
struct Types<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.declarations
                .insert(T::ident(self.config), format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The TypeScript twin of the command list and of all its types: the text of `ui/src/bindings/index.ts`.
pub fn bindings() -> String {
    let config = Config::new().with_large_int("never");
    let mut types = Types { config: &config, seen: HashSet::new(), declarations: BTreeMap::new() };
    let mut commands = String::new();
    visit_all(&mut types, &mut commands);
    types.visit::<CommandError>();
    types.visit::<ChangeEvent>();
    let declarations: Vec<_> = types.declarations.into_values().collect();
    format!(
        "// Written by `cargo xtask bindings` from the command list in crates/agent/src/commands.rs. Not edited by hand.\n\n\
         {}\n/** Every command with its request and response. */\nexport interface Commands {{\n{commands}}}\n\n\
         /** The name of a command. */\nexport type CommandName = keyof Commands;\n",
        declarations.join("\n")
    )
}
