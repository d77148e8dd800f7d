//! What it costs to decide something: an outbox write is on disk before a socket opens, and the user waits for it.

use std::path::Path;

use anyhow::{Result, ensure};
use pondesk_domain::{
    AccountId, EpochMs, Money, OperationId, OperationKind, OperationState, OrderedLine, Platform,
};
use pondesk_store::{Account, NewOperation, Step, Store};
use rusqlite::Connection;

use crate::figure::{Figure, Goal};
use crate::samples::Samples;

pub(crate) const WHAT: &str = "a durable write of the outbox (an intent with its order, its goods, its first step and the \
     checks before it; a step of an operation), 5,000 commits each, against one durable insert of the intent's row in a \
     bare SQLite file with the same settings, in turns";

const OPERATIONS: u32 = 5_000;
/// Commits before the first that counts: files grow, statements are prepared.
const WARM_UP: u32 = 100;

pub(crate) fn run(folder: &Path) -> Result<Vec<Figure>> {
    let account_id = AccountId::from("A");
    let store = Store::open(&folder.join("desk"), EpochMs(1))?;
    store.save_account(&account(&account_id))?;
    let floor = Floor::open(&folder.join("floor.sqlite"))?;
    let (mut bare, mut intent, mut step) = (Samples::default(), Samples::default(), Samples::default());
    for number in 0..WARM_UP + OPERATIONS {
        if number == WARM_UP {
            (bare, intent, step) = (Samples::default(), Samples::default(), Samples::default());
        }
        let new = new_operation(number, &account_id);
        let (operation_id, at) = (new.operation_id.clone(), new.written_at);
        bare.time(|| floor.insert(&new))?;
        intent.time(|| store.write_intent(new))?;
        step.time(|| store.move_to(&operation_id, Step::to(OperationState::Sending, at)))?;
        // So that the next intents find no more under way than a desk has.
        store.move_to(&operation_id, Step::to(OperationState::Done, at))?;
    }
    floor.ensure_holds(WARM_UP + OPERATIONS)?;
    let mut figures = Vec::new();
    for (what, samples) in [("intent", &intent), ("step", &step)] {
        for (percent, most) in [(50, 3.0), (99, 10.0)] {
            figures.push(Figure {
                name: format!("outbox {what} p{percent}"),
                unit: "µs",
                floor: Some(bare.percentile(percent)?),
                ours: samples.percentile(percent)?,
                goal: Some(Goal::AtMost(most)),
            });
        }
    }
    Ok(figures)
}

/// The least that makes an intent durable: a table without indexes but its key, one insert, one commit.
struct Floor(Connection);

impl Floor {
    fn open(file: &Path) -> Result<Self> {
        let connection = Connection::open(file)?;
        // As the store sets them.
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON;
             CREATE TABLE operations (
                 operation_id TEXT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, kind TEXT NOT NULL,
                 subject TEXT NOT NULL, amount_fen INTEGER, fingerprint TEXT NOT NULL,
                 request_line TEXT NOT NULL, request TEXT NOT NULL, deed TEXT NOT NULL, state TEXT NOT NULL,
                 written_at INTEGER NOT NULL
             ) STRICT;",
        )?;
        Ok(Self(connection))
    }

    fn insert(&self, new: &NewOperation) -> rusqlite::Result<usize> {
        self.0
            .prepare_cached("INSERT INTO operations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?)")?
            .execute((
                new.operation_id.as_str(),
                new.account_id.as_str(),
                new.kind.as_str(),
                &new.subject,
                new.amount.map(Money::minor),
                &new.fingerprint,
                &new.request_line,
                &new.request,
                &new.deed,
                new.written_at.0,
            ))
    }

    /// Makes sure that nothing was measured that did not happen.
    fn ensure_holds(&self, operations: u32) -> Result<()> {
        let held: u32 = self.0.query_row("SELECT count(*) FROM operations", [], |row| row.get(0))?;
        ensure!(held == operations, "the floor holds {held} of {operations} rows");
        Ok(())
    }
}

fn account(account_id: &AccountId) -> Account {
    Account {
        account_id: account_id.clone(),
        name: "Bench".into(),
        environment: "sandbox".into(),
        base_url: None,
        access_key_hint: "abcd…wxyz".into(),
        user_id: "1".into(),
        connection: "{}".into(),
        control_url: None,
        memory_only: true,
        added_at: EpochMs(1),
        removed_at: None,
    }
}

/// An order of two lines as a desk writes it down. Ids go up as ULIDs do, fingerprints are spread as hashes are.
fn new_operation(number: u32, account_id: &AccountId) -> NewOperation {
    let spread = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let line = r#"{"offerId":"671234567890","skuId":"5012345678901","quantity":12,"cartId":"8812345678"}"#;
    let receiver = r#"{"name":"张三","phone":"13800000000","address":"浙江省杭州市滨江区网商路1号"}"#;
    NewOperation {
        operation_id: OperationId::from(format!("01JD0000000000000000{number:06}")),
        account_id: account_id.clone(),
        kind: OperationKind::CreateOrder,
        platform: Some(Platform::Alibaba1688),
        order_ids: vec![format!("1688:4{number:018}").into()],
        subject: "义乌市晨曦日用百货有限公司".into(),
        pieces: Some(24),
        amount: Some(Money::fen(128_600)),
        fingerprint: format!("{spread:016x}").repeat(4),
        request_line: "POST /openapi/1688/cart/createOrder".into(),
        request: format!(
            r#"{{"lines":[{line},{line}],"receiver":{receiver},"flow":"general","message":""}}"#
        ),
        deed: format!(
            r#"{{"createOrder":{{"lines":[{line},{line}],"receiver":{receiver},"total":"128600"}}}}"#
        ),
        again_of: None,
        lines: ["5012345678901", "5012345678902"].map(ordered).to_vec(),
        consents: Vec::new(),
        written_at: EpochMs(1_763_856_000_000 + i64::from(number)),
    }
}

fn ordered(sku_id: &str) -> OrderedLine {
    OrderedLine {
        offer_id: "671234567890".into(),
        sku_id: sku_id.into(),
        quantity: 12,
        receiver: "张三|13800000000|浙江省|杭州市|滨江区|网商路1号".into(),
    }
}
