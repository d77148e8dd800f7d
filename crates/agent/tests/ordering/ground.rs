//! A desk on a real sandbox, over HTTP, and what tests do with both.

use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_agent::{Desk, files};
use pondesk_domain::{
    AccountId, AddressDraft, AddressId, CartLine, Operation, OperationId, OrderId, OrderStage, Platform,
};
use pondesk_sandbox::catalogue::{self, Catalogue};
use pondesk_sandbox::{Credentials, Sandbox};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::hand_clock::HandClock;
use crate::opening::{SEED, add_account, create_of, open_desk, start_sandbox};

pub(crate) use crate::opening::{picture, run};

const RICH_FEN: i64 = 100_000_000;

pub(crate) struct Ground {
    pub(crate) desk: Desk,
    pub(crate) account_id: AccountId,
    pub(crate) address_id: AddressId,
    pub(crate) clock: HandClock,
    keys: Credentials,
    sandbox: Option<Sandbox>,
    pub(crate) control: String,
    pub(crate) http: reqwest::Client,
    catalogue: Catalogue,
    folder: TempDir,
}

/// Something to buy: a SKU and the smallest quantity that can be ordered.
pub(crate) struct Goods {
    pub(crate) platform: Platform,
    pub(crate) offer_id: String,
    pub(crate) sku_id: String,
    pub(crate) moq: u32,
    pub(crate) stock: u32,
    seller: u64,
}

impl Ground {
    /// A desk with the sandbox's account and one address; the balance is ample.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = start_sandbox(&folder, 0).await;
        let clock = HandClock::default();
        let desk = open_desk(&folder, &clock).await;
        let keys = sandbox.credentials().clone();
        let account = add_account(&desk, &sandbox).await;
        let draft = AddressDraft {
            address_id: None,
            name: "张三".into(),
            phone: "13800000000".into(),
            province: "浙江省".into(),
            city: "杭州市".into(),
            district: "滨江区".into(),
            street: "网商路1号".into(),
        };
        let save = AddressSave { account_id: account.account_id.clone(), draft };
        let book: AddressBook = run(&desk, "address_save", &save).await.unwrap();
        let ground = Self {
            desk,
            account_id: account.account_id,
            address_id: book.addresses[0].address_id.clone(),
            clock,
            keys,
            control: sandbox.control_url(),
            sandbox: Some(sandbox),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            catalogue: Catalogue::generate(SEED),
            folder,
        };
        ground.control("set-balance", json!({ "fen": RICH_FEN })).await;
        ground
    }

    pub(crate) async fn run<R: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> CommandResult<R> {
        run(&self.desk, name, request).await
    }

    /// What signs for the sandbox's account.
    pub(crate) fn keys(&self) -> (String, String) {
        (self.keys.access_key.clone(), self.keys.access_secret.clone())
    }

    /// A call of the sandbox's control API.
    pub(crate) async fn control(&self, call: &str, body: Value) {
        let url = format!("{}/{call}", self.control);
        let body = serde_json::to_vec(&body).unwrap();
        let answer =
            self.http.post(url).header("content-type", "application/json").body(body).send().await.unwrap();
        let (status, said) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{call}: {said}");
    }

    pub(crate) async fn fault(&self, operation: &str, mut fault: Value) {
        fault["operation"] = json!(operation);
        self.control("faults", json!({ "faults": [fault] })).await;
    }

    /// What the sandbox itself knows.
    pub(crate) async fn state(&self) -> Value {
        let answer = self.http.get(format!("{}/state", self.control)).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    pub(crate) async fn orders_at_sandbox(&self, platform: Platform) -> usize {
        self.state().await["orders"][platform.as_str()].as_array().unwrap().len()
    }

    pub(crate) async fn balance_fen(&self) -> i64 {
        self.state().await["balanceFen"].as_i64().unwrap()
    }

    /// Stops the sandbox: what a broken line to PandaPon looks like.
    pub(crate) async fn stop_sandbox(&mut self) {
        self.sandbox.take().unwrap().stop().await;
    }

    /// Starts the sandbox anew, on its old state and under its old address.
    pub(crate) async fn start_sandbox_again(&mut self) {
        let port = reqwest::Url::parse(&self.control).unwrap().port().unwrap();
        let sandbox = start_sandbox(&self.folder, port).await;
        self.control = sandbox.control_url();
        self.sandbox = Some(sandbox);
    }

    /// Closes the desk and opens it again, as a restart of Pondesk does.
    pub(crate) async fn reopen(self) -> Self {
        let Self { desk, clock, .. } = self;
        drop(desk);
        let desk = open_desk(&self.folder, &clock).await;
        Self { desk, clock, ..self }
    }

    /// Enters the account's secret anew: it was kept for the run that ended.
    pub(crate) async fn sign_in(&self) {
        let keys = self.keys.clone();
        let entered = AccountSecret {
            account_id: self.account_id.clone(),
            access_key: keys.access_key,
            access_secret: keys.access_secret,
            memory_only: true,
        };
        let _: AccountView = self.run("account_secret", &entered).await.unwrap();
    }

    /// Lets the time go by until the outbox does something by itself next, and lets it do that. False when nothing is due
    /// any more.
    pub(crate) async fn tend(&self) -> bool {
        let Some(at) = self.desk.tend_due().await.unwrap() else { return false };
        self.clock.go_to(at);
        self.desk.tend_due().await.unwrap();
        true
    }

    /// An operation as it is now.
    pub(crate) async fn operation(&self, operation_id: &OperationId) -> Operation {
        let show = OutboxShow { operation_id: operation_id.clone() };
        self.run::<OperationView>("outbox_show", &show).await.unwrap().operation
    }

    /// Decides about an operation.
    pub(crate) async fn resolve(
        &self,
        operation_id: &OperationId,
        resolution: Resolution,
    ) -> CommandResult<OutboxResolved> {
        let request = OutboxResolve { operation_id: operation_id.clone(), resolution };
        self.run("outbox_resolve", &request).await
    }

    /// Another desk on the same account, which knows nothing of what happened here.
    pub(crate) async fn elsewhere(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = HandClock::default();
        let desk = open_desk(&folder, &clock).await;
        let account_id = add_account(&desk, self.sandbox.as_ref().unwrap()).await.account_id;
        Self {
            desk,
            account_id,
            address_id: self.address_id.clone(),
            clock,
            keys: self.keys.clone(),
            sandbox: None,
            control: self.control.clone(),
            http: self.http.clone(),
            catalogue: Catalogue::generate(SEED),
            folder,
        }
    }

    /// The same order placed by somebody else with the same account: this desk does not know of it.
    pub(crate) async fn order_elsewhere(&self, goods: &Goods) {
        let elsewhere = self.elsewhere().await;
        let addresses = AddressList { account_id: elsewhere.account_id.clone(), refresh: true };
        let _: AddressBook = elsewhere.run("address_list", &addresses).await.unwrap();
        let in_the_way: Vec<_> =
            elsewhere.cart(true).await.cart.groups.into_iter().flat_map(|group| group.lines).collect();
        if !in_the_way.is_empty() {
            let lines = in_the_way
                .into_iter()
                .map(|line| CartLineRef { platform: line.platform, line_id: line.line_id });
            let remove = CartRemove { account_id: elsewhere.account_id.clone(), lines: lines.collect() };
            let _: CartView = elsewhere.run("cart_remove", &remove).await.unwrap();
        }
        elsewhere.order(goods).await;
    }

    /// One order of these goods, sent into a fault of the sandbox, whether they were ordered before or not.
    pub(crate) async fn order_into(&self, goods: &Goods, fault: Value) -> Operation {
        let line = self.add(goods, goods.moq).await;
        let preview = self.preview(&[line]).await;
        self.fault(create_of(goods.platform), fault).await;
        let again = preview.orders.iter().map(|order| order.key.clone()).collect();
        let place = CheckoutPlace { again, ..placing(&preview, false) };
        let mut result: PlaceResult = self.run("checkout_place", &place).await.unwrap();
        result.placed.remove(0).operation
    }

    /// Goods of the `nth` seller of a platform.
    pub(crate) fn goods(&self, platform: Platform, nth: usize) -> Goods {
        let wanted = match platform {
            Platform::Taobao => catalogue::Platform::Taobao,
            Platform::Alibaba1688 => catalogue::Platform::Alibaba1688,
        };
        let mut sellers: Vec<Goods> = Vec::new();
        for offer in self.catalogue.offers.iter().filter(|offer| offer.platform == wanted) {
            let sku = offer.skus.iter().find(|sku| sku.stock >= offer.moq.max(1) * 3);
            if let Some(sku) = sku.filter(|_| sellers.iter().all(|goods| goods.seller != offer.seller.id)) {
                sellers.push(Goods {
                    platform,
                    offer_id: offer.id.to_string(),
                    sku_id: sku.id.to_string(),
                    moq: offer.moq.max(1),
                    stock: sku.stock,
                    seller: offer.seller.id,
                });
            }
        }
        sellers.swap_remove(nth)
    }

    /// Shows an offer and puts a quantity of its SKU into the cart.
    pub(crate) async fn try_add(&self, goods: &Goods, quantity: u32) -> CommandResult<CartView> {
        let show = OfferShow {
            account_id: self.account_id.clone(),
            platform: goods.platform,
            offer_id: goods.offer_id.as_str().into(),
            refresh: true,
        };
        let _: OfferView = self.run("offer_show", &show).await.unwrap();
        let add = CartAdd {
            account_id: self.account_id.clone(),
            platform: goods.platform,
            offer_id: goods.offer_id.as_str().into(),
            picked: vec![Picked { sku_id: goods.sku_id.as_str().into(), quantity }],
        };
        self.run("cart_add", &add).await
    }

    pub(crate) async fn add(&self, goods: &Goods, quantity: u32) -> CartLine {
        let view = self.try_add(goods, quantity).await.unwrap();
        line_of(&view, goods)
    }

    pub(crate) async fn cart(&self, refresh: bool) -> CartView {
        self.run("cart_list", &CartList { account_id: self.account_id.clone(), refresh }).await.unwrap()
    }

    pub(crate) async fn preview(&self, lines: &[CartLine]) -> CheckoutPreview {
        let lines =
            lines.iter().map(|line| CartLineRef { platform: line.platform, line_id: line.line_id.clone() });
        let request = CheckoutPreviewRequest {
            account_id: self.account_id.clone(),
            lines: lines.collect(),
            address_id: self.address_id.clone(),
        };
        self.run("checkout_preview", &request).await.unwrap()
    }

    /// Places all orders of a preview.
    pub(crate) async fn place(&self, preview: &CheckoutPreview, accept: bool) -> CommandResult<PlaceResult> {
        self.run("checkout_place", &placing(preview, accept)).await
    }

    /// One order of these goods, placed.
    pub(crate) async fn order(&self, goods: &Goods) -> OrderView {
        let line = self.add(goods, goods.moq).await;
        let preview = self.preview(&[line]).await;
        let result = self.place(&preview, false).await.unwrap();
        assert_eq!(result.changed, None);
        assert_eq!(result.placed[0].error, None);
        self.show(&result.placed[0].operation.order_ids[0], false).await
    }

    pub(crate) async fn show(&self, order_id: &OrderId, refresh: bool) -> OrderView {
        let show = OrderShow { account_id: self.account_id.clone(), order_id: order_id.clone(), refresh };
        self.run("order_show", &show).await.unwrap()
    }

    /// Reads an order until it stands in a stage; the sandbox needs a moment to build one.
    pub(crate) async fn until(&self, order_id: &OrderId, stage: OrderStage) -> OrderView {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        loop {
            let view = self.show(order_id, true).await;
            if view.order.status.stage == stage {
                return view;
            }
            assert!(tokio::time::Instant::now() < deadline, "still {:?}", view.order.status);
            tokio::task::yield_now().await;
        }
    }

    pub(crate) async fn pay(&self, orders: &[&OrderView]) -> PayResult {
        let orders = orders.iter().map(|view| OrderToPay {
            order_id: view.order.order_id.clone(),
            total: view.order.total.unwrap(),
        });
        let (account_id, looked_at) = (self.account_id.clone(), Vec::new());
        let pay = OrderPay { account_id, orders: orders.collect(), confirmed: None, looked_at };
        self.run("order_pay", &pay).await.unwrap()
    }

    pub(crate) async fn cancel(&self, order_id: &OrderId) -> CommandResult<OrderActed> {
        let reason = "不想要了".into();
        let cancel = OrderCancel { account_id: self.account_id.clone(), order_id: order_id.clone(), reason };
        self.run("order_cancel", &cancel).await
    }

    pub(crate) async fn confirm(&self, order_id: &OrderId) -> CommandResult<OrderActed> {
        let confirm = OrderConfirm { account_id: self.account_id.clone(), order_id: order_id.clone() };
        self.run("order_confirm", &confirm).await
    }

    /// Gives the desk a picture to hand in.
    pub(crate) async fn voucher_file(&self) -> String {
        files::take(&self.desk, "slip.png", picture()).await.unwrap().file_id
    }

    pub(crate) async fn hand_in(&self, order_id: &OrderId, file_id: &str) -> CommandResult<OrderActed> {
        let voucher = OrderVoucher {
            account_id: self.account_id.clone(),
            order_id: order_id.clone(),
            file_id: file_id.into(),
            remark: Some("bank slip".into()),
            link: None,
        };
        self.run("order_voucher", &voucher).await
    }

    pub(crate) async fn outbox(&self) -> OutboxView {
        self.run("outbox_list", &OutboxList { account_id: None, limit: 50 }).await.unwrap()
    }

    pub(crate) async fn list(&self) -> OrderPage {
        self.run("order_list", &json!({ "accountId": self.account_id, "words": "", "limit": 50 }))
            .await
            .unwrap()
    }
}

/// Sends it again, with nothing said beside.
pub(crate) fn send_again() -> Resolution {
    Resolution::SendAgain { confirmed: None, known: vec![] }
}

pub(crate) fn placing(preview: &CheckoutPreview, accept: bool) -> CheckoutPlace {
    let keys: Vec<String> = preview.orders.iter().map(|order| order.key.clone()).collect();
    CheckoutPlace {
        preview_id: preview.preview_id.clone(),
        accepted: if accept { keys.clone() } else { vec![] },
        keys,
        again: vec![],
        confirmed: None,
        messages: Default::default(),
    }
}

pub(crate) fn line_of(view: &CartView, goods: &Goods) -> CartLine {
    let mut lines = view.cart.groups.iter().flat_map(|group| &group.lines);
    lines.find(|line| line.sku_id.as_str() == goods.sku_id).cloned().unwrap()
}
