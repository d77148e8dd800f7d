//! A desk with one account at a sandbox, worked through the command list as a host does.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use pondesk_agent::api::*;
use pondesk_agent::{Desk, DeskOptions, MemoryVault, Pace, RateLimit, commands, files};
use pondesk_domain::{
    AccountId, Address, AddressDraft, Operation, OperationId, OperationKind, OrderId, OrderStage, Platform,
};
use pondesk_sandbox::Credentials;
use pondesk_store::Store;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Control, Goods, TrialClock};

/// How long the lock of a desk that was just closed may be held by its last background task, and how long an order may
/// need to get where it goes.
const PATIENCE: Duration = Duration::from_secs(20);

/// More rounds than looks and tries ever need.
pub const MOST_ROUNDS: usize = 200;

/// Where an account is, and its keys.
#[derive(Debug, Clone)]
pub struct Access {
    /// Where PandaPon is reached, by itself or through a line that breaks.
    pub base_url: String,
    /// The control API of the sandbox behind it.
    pub control: Control,
    /// The keys.
    pub keys: Credentials,
}

/// Someone who buys at the sandbox.
#[derive(Clone)]
pub struct Buyer {
    /// The desk.
    pub desk: Desk,
    /// Its clock.
    pub clock: TrialClock,
    /// The sandbox's control API.
    pub control: Control,
    /// Its account.
    pub account_id: AccountId,
}

impl Buyer {
    /// Opens the desk of a folder and enters the account's secret, for this run only. A desk without an account gets it.
    ///
    /// # Errors
    /// When the folder cannot be opened or the account not be added.
    pub async fn open(folder: &Path, clock: TrialClock, pace: Pace, access: &Access) -> Result<Self> {
        let desk = open_desk(folder, &clock, pace).await?;
        let known = desk.store().run(Store::accounts).await?.pop();
        let Credentials { access_key, access_secret, user_id } = access.keys.clone();
        let account: AccountView = match known {
            Some(known) => {
                let account_id = known.account_id;
                let secret = AccountSecret { account_id, access_key, access_secret, memory_only: true };
                run(&desk, "account_secret", &secret).await?
            }
            None => {
                let add = AccountAdd {
                    name: "Trial".into(),
                    base_url: access.base_url.clone(),
                    access_key,
                    access_secret,
                    user_id,
                    connection: ConnectionSettings::default(),
                    memory_only: true,
                    control_url: Some(access.control.url().to_owned()),
                };
                run(&desk, "account_add", &add).await?
            }
        };
        Ok(Self { desk, clock, control: access.control.clone(), account_id: account.account_id })
    }

    /// Runs a command.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn run<R: DeserializeOwned>(&self, name: &str, request: &impl Serialize) -> CommandResult<R> {
        run(&self.desk, name, request).await
    }

    /// Takes pushed messages in from now on, on any free port; where those of the account come in.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub async fn receive(&self) -> Result<String> {
        self.desk.receive_callbacks();
        let receiver = ReceiverChange { on: Some(true), port: Some(0), ..ReceiverChange::default() };
        let settings: CallbackSettings = self.run("callback_settings_save", &receiver).await?;
        let address = settings.standing.listening.context("nobody listens")?;
        let door = settings.doors.into_iter().find(|door| door.account_id == self.account_id);
        Ok(format!("http://{address}{}", door.context("the account has no door")?.path))
    }

    /// The addresses, as PandaPon tells them now.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn addresses(&self) -> CommandResult<Vec<Address>> {
        let list = AddressList { account_id: self.account_id.clone(), refresh: true };
        Ok(self.run::<AddressBook>("address_list", &list).await?.addresses)
    }

    /// Saves an address.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn save_address(&self, draft: AddressDraft) -> CommandResult<AddressBook> {
        self.run("address_save", &AddressSave { account_id: self.account_id.clone(), draft }).await
    }

    /// Puts the smallest quantity of each of these goods into the cart, to be sent to the first address.
    ///
    /// # Errors
    /// When a command fails, or there is no address.
    pub async fn fill_cart(&self, goods: &[&Goods]) -> Result<CheckoutPreviewRequest> {
        let mut lines = Vec::with_capacity(goods.len());
        for goods in goods {
            lines.push(self.add_to_cart(goods).await?);
        }
        let address = self.addresses().await?.into_iter().next().context("there is no address")?;
        Ok(CheckoutPreviewRequest {
            account_id: self.account_id.clone(),
            lines,
            address_id: address.address_id,
        })
    }

    /// Previews what is in the cart and places its orders, agreeing to all that is asked.
    ///
    /// # Errors
    /// Those of the commands.
    pub async fn place(&self, cart: &CheckoutPreviewRequest) -> CommandResult<PlaceResult> {
        let preview: CheckoutPreview = self.run("checkout_preview", cart).await?;
        let keys: Vec<_> = preview.orders.iter().map(|order| order.key.clone()).collect();
        let placing = CheckoutPlace {
            preview_id: preview.preview_id,
            accepted: keys.clone(),
            again: keys.clone(),
            confirmed: None,
            keys,
            messages: Default::default(),
        };
        self.run("checkout_place", &placing).await
    }

    async fn add_to_cart(&self, goods: &Goods) -> Result<CartLineRef> {
        let (account_id, platform) = (self.account_id.clone(), goods.platform);
        let offer_id: pondesk_domain::OfferId = goods.offer_id.as_str().into();
        let show = OfferShow {
            account_id: account_id.clone(),
            platform,
            offer_id: offer_id.clone(),
            refresh: false,
        };
        let _: OfferView = self.run("offer_show", &show).await?;
        let picked = vec![Picked { sku_id: goods.sku_id.as_str().into(), quantity: goods.moq }];
        let add = CartAdd { account_id, platform, offer_id, picked };
        let view: CartView = self.run("cart_add", &add).await?;
        let mut lines = view.cart.groups.iter().flat_map(|group| &group.lines);
        let line = lines.find(|line| line.sku_id.as_str() == goods.sku_id);
        let line = line.with_context(|| format!("{} is not in the cart", goods.sku_id))?;
        Ok(CartLineRef { platform, line_id: line.line_id.clone() })
    }

    /// Orders of these goods, placed and ready to be paid.
    ///
    /// # Errors
    /// When one is not placed.
    pub async fn order(&self, goods: &[&Goods]) -> Result<Vec<OrderToPay>> {
        let result = self.place(&self.fill_cart(goods).await?).await?;
        ensure!(result.changed.is_none(), "the terms changed");
        let mut orders = Vec::new();
        for placed in result.placed {
            let made = placed.operation.order_ids.first().cloned();
            let order_id = made.with_context(|| format!("not placed: {:?}", placed.error))?;
            if placed.operation.platform == Some(Platform::Taobao) {
                // Taobao builds an order for two seconds.
                self.control.advance(3).await?;
            }
            orders.push(self.until(&order_id, OrderStage::ToPay).await?);
        }
        Ok(orders)
    }

    /// Pays orders, and says what became of it.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn pay(&self, orders: Vec<OrderToPay>) -> CommandResult<PayResult> {
        self.run(
            "order_pay",
            &OrderPay { account_id: self.account_id.clone(), orders, confirmed: None, looked_at: Vec::new() },
        )
        .await
    }

    /// Reads an order until it stands in a stage.
    ///
    /// # Errors
    /// When it does not get there in time.
    pub async fn until(&self, order_id: &OrderId, stage: OrderStage) -> Result<OrderToPay> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let account_id = self.account_id.clone();
        let show = OrderShow { account_id, order_id: order_id.clone(), refresh: true };
        loop {
            let view: OrderView = self.run("order_show", &show).await?;
            if view.order.status.stage == stage {
                let total = view.order.total.context("an order without a sum")?;
                return Ok(OrderToPay { order_id: order_id.clone(), total });
            }
            ensure!(tokio::time::Instant::now() < deadline, "{order_id} is still {:?}", view.order.status);
            tokio::task::yield_now().await;
        }
    }

    /// Wants to be asked about nothing before money moves.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn lift_limits(&self) -> CommandResult<()> {
        let save = AccountLimitsSave {
            account_id: self.account_id.clone(),
            daily: String::new(),
            confirm_above: String::new(),
            duplicate_hours: "0".into(),
        };
        self.run::<AccountLimits>("account_limits_save", &save).await.map(drop)
    }

    /// Gives the desk a file; what it says is told apart by `mark`.
    ///
    /// # Errors
    /// When the desk does not take it.
    pub async fn voucher_file(&self, mark: &str) -> CommandResult<String> {
        let slip = format!("%PDF-1.4\n1 0 obj\n% {mark}\n").into_bytes();
        Ok(files::take(&self.desk, "slip.pdf", slip).await?.file_id)
    }

    /// The outbox, with this many operations of those that are over.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn outbox(&self, limit: u32) -> CommandResult<OutboxView> {
        self.run("outbox_list", &OutboxList { account_id: None, limit }).await
    }

    /// An operation as it is now.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn operation(&self, operation_id: &OperationId) -> CommandResult<Operation> {
        let show = OutboxShow { operation_id: operation_id.clone() };
        Ok(self.run::<OperationView>("outbox_show", &show).await?.operation)
    }

    /// The operation of a kind that was written down last.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn newest(&self, kind: OperationKind) -> CommandResult<Option<Operation>> {
        let OutboxView { unknown, unsent, under_way, over } = self.outbox(20).await?;
        let all = [unknown, unsent, under_way, over].into_iter().flatten();
        Ok(all.filter(|operation| operation.kind == kind).max_by_key(|operation| operation.written_at))
    }

    /// Decides about an operation.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn resolve(
        &self,
        operation_id: &OperationId,
        resolution: Resolution,
    ) -> CommandResult<OutboxResolved> {
        self.run("outbox_resolve", &OutboxResolve { operation_id: operation_id.clone(), resolution }).await
    }

    /// Has an operation sent again, with nothing said beside.
    ///
    /// # Errors
    /// Those of the command.
    pub async fn send_again(&self, operation_id: &OperationId) -> CommandResult<OutboxResolved> {
        self.resolve(operation_id, Resolution::SendAgain { confirmed: None, known: Vec::new() }).await
    }

    /// Lets the desk do what is due in the outbox now, and puts the clock to when something is due next. False when
    /// nothing is due by itself any more.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn tend_once(&self) -> CommandResult<bool> {
        let due = self.desk.tend_due().await?;
        if let Some(at) = due {
            self.clock.go_to(at);
        }
        Ok(due.is_some())
    }

    /// The same until nothing is due by itself any more.
    ///
    /// # Errors
    /// When that takes more rounds than it ever should, or the store fails.
    pub async fn tend(&self) -> Result<()> {
        for _ in 0..MOST_ROUNDS {
            if !self.tend_once().await? {
                return Ok(());
            }
        }
        let outbox = self.outbox(0).await?;
        bail!("the outbox is due again and again: {outbox:?}")
    }
}

/// Calls wait for no turn.
pub fn in_a_hurry() -> Pace {
    const MANY: NonZeroU32 = NonZeroU32::MIN.saturating_add(9_999);
    Pace { rate_limit: RateLimit { per_second: MANY, burst: MANY }, ..Pace::default() }
}

/// An address in a street of its own.
pub fn address_in(street: &str) -> AddressDraft {
    AddressDraft {
        address_id: None,
        name: "张三".into(),
        phone: "13800000000".into(),
        province: "浙江省".into(),
        city: "杭州市".into(),
        district: "滨江区".into(),
        street: street.into(),
    }
}

async fn open_desk(folder: &Path, clock: &TrialClock, pace: Pace) -> CommandResult<Desk> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let options = DeskOptions {
            data_dir: folder.to_owned(),
            clock: Arc::new(clock.clone()),
            vault: Arc::new(MemoryVault::new()),
            practice: None,
            pace,
        };
        match Desk::open(options).await {
            Err(error) if error.code == ErrorCode::DeskInUse && tokio::time::Instant::now() < deadline => {
                tokio::task::yield_now().await;
            }
            opened => return opened,
        }
    }
}

async fn run<R: DeserializeOwned>(desk: &Desk, name: &str, request: &impl Serialize) -> CommandResult<R> {
    let unreadable = |error: serde_json::Error| CommandError::new(ErrorCode::Internal).saying(error);
    let answer = commands::dispatch(desk, name, serde_json::to_value(request).map_err(unreadable)?).await?;
    serde_json::from_str(answer.get()).map_err(unreadable)
}
