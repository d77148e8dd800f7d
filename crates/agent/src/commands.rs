//! The command list: name, request, response, declared once.
//!
//! [`dispatch`] runs a command by name, so every host (desktop, web, terminal) offers exactly this list;
//! [`bindings`] writes the same list as TypeScript. A test compares it with the committed file.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::{Config, TS, TypeVisitor};

use crate::api::*;
use crate::desk::Desk;
use crate::{
    accounts, addressing, cart, checkout, desk_status, files, offers, ordering, orders, outbox, safekeeping,
    search,
};

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident = $handler:path: $request:ty => $response:ty;)+) => {
        /// Names of all commands, in the order of the list.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Runs the command `name` with a JSON request.
        ///
        /// # Errors
        /// [`ErrorCode::UnknownCommand`], [`ErrorCode::BadRequest`], and whatever the use case refuses.
        pub async fn dispatch(desk: &Desk, name: &str, request: Value) -> CommandResult<Value> {
            match name {
                $(stringify!($name) => answer(Box::pin($handler(desk, read(request)?)).await?),)+
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
    settings_save = desk_status::save_settings: Settings => Settings;
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
    account_try = accounts::try_draft: AccountAdd => ConnectionTest;
    /// Tests the connection of an account and keeps the settings that worked.
    account_test = accounts::test: AccountRef => ConnectionTest;
    /// Makes an account the one in use.
    account_select = accounts::select: AccountRef => DeskStatus;
    /// Enters key and secret of a known account again.
    account_secret = accounts::enter_secret: AccountSecret => AccountView;
    /// Removes an account, its secret and nothing else: its orders stay.
    account_remove = accounts::remove: AccountRef => DeskStatus;

    /// Fetches a picture from an allowed host.
    file_from_link = files::from_link: FileFromLink => FileRef;

    /// Finds offers by words.
    search_keyword = search::by_keyword: SearchKeyword => OfferPage;
    /// Finds offers by a picture.
    search_image = search::by_image: SearchImage => OfferPage;
    /// The last results, from this desk.
    search_last = search::last: SearchLast => Vec<OfferPage>;
    /// Reads a link, an id or a share text.
    search_link = search::link: SearchLink => LinkTarget;

    /// Shows an offer.
    offer_show = offers::show: OfferShow => OfferView;
    /// Prices a selection of an offer's SKUs, without the net.
    offer_price = offers::price: OfferPrice => pondesk_domain::SelectionSum;

    /// Both carts by seller.
    cart_list = cart::list: CartList => CartView;
    /// Puts SKUs of one offer into the cart.
    cart_add = cart::add: CartAdd => CartView;
    /// Changes the quantity of a cart record.
    cart_edit = cart::edit: CartEdit => CartView;
    /// Removes cart records.
    cart_remove = cart::remove: CartRemove => CartView;
    /// Prices cart records by seller; orders nothing.
    checkout_preview = checkout::preview: CheckoutPreviewRequest => CheckoutPreview;
    /// Places orders of a preview, each through the outbox.
    checkout_place = ordering::place: CheckoutPlace => PlaceResult;

    /// The addresses of an account.
    address_list = addressing::list: AddressList => AddressBook;
    /// Adds or changes an address.
    address_save = addressing::save: AddressSave => AddressBook;

    /// Orders of this desk; needs no net.
    order_list = orders::list: OrderList => OrderPage;
    /// Reads the newest orders of both platforms.
    order_refresh = orders::refresh: OrderRefresh => OrderRefreshed;
    /// An order with its story.
    order_show = orders::show: OrderShow => OrderView;
    /// Pays orders after a fresh read of each.
    order_pay = ordering::pay: OrderPay => PayResult;
    /// Keeps a voucher and hands it in.
    order_voucher = ordering::hand_in_voucher: OrderVoucher => OrderActed;
    /// Cancels an order.
    order_cancel = ordering::cancel: OrderCancel => OrderActed;
    /// Confirms that an order's goods arrived.
    order_confirm = ordering::confirm: OrderConfirm => OrderActed;

    /// The outbox.
    outbox_list = outbox::list: OutboxList => OutboxView;
    /// An operation with its story.
    outbox_show = outbox::show: OutboxShow => OperationView;
    /// Reads PandaPon now, to find out what became of an operation.
    outbox_look = outbox::look: OutboxLook => pondesk_domain::Operation;
    /// Does what the user decided about an operation.
    outbox_resolve = outbox::resolve: OutboxResolve => OutboxResolved;
}

fn read<T: DeserializeOwned>(request: Value) -> CommandResult<T> {
    serde_path_to_error::deserialize(request).map_err(|error| {
        let path = error.path().to_string();
        CommandError::field(ErrorCode::BadRequest, &path).saying(error.into_inner())
    })
}

fn answer<T: Serialize>(response: T) -> CommandResult<Value> {
    serde_json::to_value(response).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
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
