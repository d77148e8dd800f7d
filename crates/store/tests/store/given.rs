//! What the tests start from.

use std::path::Path;
use std::time::{Duration, Instant};

use pondesk_domain::{
    AccountId, ChangeSource, EpochMs, Money, OperationId, OperationKind, OperationState, Order, OrderId,
    OrderLine, OrderStatus, Parcel, Payment, Platform, PlatformOrderId, Turn,
};
use pondesk_store::{Account, NewOperation, OrderRead, Step, Store, StoreError};
use tempfile::TempDir;

pub(crate) fn account_id() -> AccountId {
    "01ACCOUNT".into()
}

pub(crate) fn account() -> Account {
    Account {
        account_id: account_id(),
        name: "Hanoi desk".into(),
        environment: "sandbox".into(),
        base_url: None,
        access_key_hint: "abcd…wxyz".into(),
        user_id: "7".into(),
        connection: "{}".into(),
        control_url: None,
        memory_only: false,
        added_at: EpochMs(1),
        removed_at: None,
    }
}

/// An open store with one account, and its folder.
pub(crate) fn desk() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.save_account(&account()).unwrap();
    (folder, store)
}

/// A program that another test is just starting has our lock too, until it runs.
pub(crate) fn open(folder: &Path) -> Store {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        match Store::open(folder, EpochMs(1_000)) {
            Err(StoreError::InUse { .. }) if Instant::now() < deadline => std::thread::yield_now(),
            opened => return opened.unwrap(),
        }
    }
}

pub(crate) fn order_id(number: &str) -> OrderId {
    Order::id_for(Platform::Taobao, &PlatformOrderId::from(number))
}

pub(crate) fn line(line_id: &str, title: &str) -> OrderLine {
    OrderLine {
        line_id: line_id.into(),
        offer_id: "612345678901".into(),
        sku_id: Some("5012345678901".into()),
        title: title.into(),
        variant: Some("白色".into()),
        picture: None,
        quantity: 3,
        unit_price: Some(Money::fen(4100)),
        sum: Some(Money::fen(12_300)),
        status: None,
        after_sales: None,
    }
}

pub(crate) fn order(number: &str, title: &str) -> Order {
    Order {
        order_id: order_id(number),
        account_id: account_id(),
        platform: Platform::Taobao,
        platform_order_id: number.into(),
        purchase_order_id: None,
        sales_order_id: None,
        outer_id: None,
        status: OrderStatus::read(Platform::Taobao, "0"),
        seller_name: Some("青禾服饰".into()),
        lines: vec![line("L1", title)],
        goods: Some(Money::fen(12_300)),
        freight: Some(Money::fen(800)),
        discount: None,
        total: Some(Money::fen(13_100)),
        placed_at: Some(EpochMs(500_000)),
        payment: Payment { paid_at: None, pay_before: None },
        receiver: None,
        parcels: Vec::<Parcel>::new(),
        closed_reason: None,
    }
}

pub(crate) fn read(order: Order, read_at: i64) -> OrderRead {
    OrderRead {
        raw: format!("{{\"readAt\":{read_at}}}"),
        operation: "orderDetail".into(),
        source: ChangeSource::Sync,
        request_id: Some(format!("request-{read_at}").into()),
        turn: Turn(read_at),
        read_at: EpochMs(read_at),
        order,
    }
}

pub(crate) fn intent(operation_id: &str, fingerprint: &str) -> NewOperation {
    NewOperation {
        operation_id: operation_id.into(),
        account_id: account_id(),
        kind: OperationKind::CreateOrder,
        platform: Some(Platform::Taobao),
        order_ids: vec![],
        subject: "青禾服饰".into(),
        pieces: Some(3),
        amount: Some(Money::fen(13_100)),
        fingerprint: fingerprint.into(),
        request_line: "POST /taobao/order/create".into(),
        request: "{\"lines\":[1]}".into(),
        deed: "{}".into(),
        again_of: None,
        lines: vec![],
        consents: vec![],
        written_at: EpochMs(10),
    }
}

/// Takes an operation along `states`.
pub(crate) fn walk(store: &Store, operation_id: &str, states: &[OperationState]) {
    for state in states {
        store.move_to(&OperationId::from(operation_id), Step::to(*state, EpochMs(20))).unwrap();
    }
}

/// A second, raw connection to the file of a store.
pub(crate) fn raw_connection(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("desk.sqlite")).unwrap()
}

/// The schema of [`older_desk`].
pub(crate) const OLDER: u32 = 4;

/// A folder as an older Pondesk left it: [`account`], and a megabyte of searches.
pub(crate) fn older_desk(folder: &Path) {
    let db = raw_connection(folder);
    for step in [
        include_str!("../../migrations/0001_accounts.sql"),
        include_str!("../../migrations/0002_goods.sql"),
        include_str!("../../migrations/0003_orders.sql"),
        include_str!("../../migrations/0004_outbox.sql"),
    ] {
        db.execute_batch(step).unwrap();
    }
    let Account { account_id, name, environment, access_key_hint, user_id, connection, added_at, .. } =
        account();
    db.execute(
        "INSERT INTO accounts
             (account_id, name, environment, access_key_hint, user_id, connection, memory_only, added_at)
         VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
        (account_id.as_str(), name, environment, access_key_hint, user_id, connection, added_at.0),
    )
    .unwrap();
    db.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
         INSERT INTO searches (account_id, platform, query, page, read_at)
         SELECT ?, 'taobao', '{}', hex(randomblob(500)), i FROM n",
        [account_id.as_str()],
    )
    .unwrap();
    db.execute_batch(&format!("PRAGMA user_version = {OLDER}; PRAGMA journal_mode = WAL;")).unwrap();
}
