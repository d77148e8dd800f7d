//! The desk's books beside the sandbox's. It reads the database itself and shares no code with what wrote it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use pondesk_domain::{OperationId, OperationState, OrderId, OrderStage};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use crate::Truth;

/// What is wrong, in a word for the figures and in all words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// It happened twice.
    Duplicate(String),
    /// What was decided, sent or kept is not in the books, or stands there as what it is not.
    Loss(String),
    /// The database or a file is not whole.
    Corruption(String),
    /// The desk did not come to the end of a cycle.
    Stuck(String),
}

/// An operation, as it stands in the database.
struct Row {
    kind: String,
    state: String,
    request: String,
    adopted: bool,
    order_ids: Vec<OrderId>,
}

/// The outbox of a desk.
pub(super) struct Books {
    operations: BTreeMap<OperationId, Row>,
    findings: Vec<Finding>,
}

impl Books {
    /// Reads a desk's database beside the desk, and checks it and its voucher files.
    pub(super) fn read(data_dir: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(data_dir.join("desk.sqlite"), flags)?;
        let mut findings = Vec::new();
        let said: String = db.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if said != "ok" {
            findings.push(Finding::Corruption(format!("quick_check: {said}")));
        }
        check_vouchers(&db, data_dir, &mut findings)?;
        Ok(Self { operations: operations(&db)?, findings })
    }

    /// How many operations there are, and how many of them were adopted.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.operations.len(), self.operations.values().filter(|row| row.adopted).count())
    }

    /// Compares with what really happened, when everything is over.
    pub(super) fn compare(
        mut self,
        truth: &Truth,
        streets: &[String],
        acknowledged: &BTreeMap<OperationId, OperationState>,
    ) -> Vec<Finding> {
        self.all_are_over();
        self.acknowledged_stand(acknowledged);
        let received = [OrderStage::Received, OrderStage::Completed];
        self.match_up("createOrder", "order", &once_each(truth.orders.iter().map(|order| &order.order_id)));
        self.match_up("payOrders", "payment", &truth.payments);
        self.match_up("handInVoucher", "voucher", &truth.vouchers);
        self.match_up("cancelOrder", "cancellation", &once_each(truth.in_stages(&[OrderStage::Closed])));
        self.match_up("confirmReceipt", "receipt", &once_each(truth.in_stages(&received)));
        self.addresses_stand(streets);
        self.findings
    }

    fn all_are_over(&mut self) {
        for (id, row) in &self.operations {
            if !["done", "rejected", "dropped"].contains(&row.state.as_str()) {
                self.findings.push(Finding::Stuck(format!("{} {id} is still {}", row.kind, row.state)));
            }
        }
    }

    /// What the user was told stays so.
    fn acknowledged_stand(&mut self, acknowledged: &BTreeMap<OperationId, OperationState>) {
        for (id, state) in acknowledged {
            let now = self.operations.get(id).map(|row| row.state.as_str());
            let stands = now.is_some_and(|now| !state.is_over() || now == state.as_str());
            if !stands {
                let state = state.as_str();
                self.findings.push(Finding::Loss(format!("{id} was told as {state} and now is {now:?}")));
            }
        }
    }

    /// Each thing that happened with an order belongs to exactly one done operation, and the other way round.
    fn match_up(&mut self, kind: &str, what: &str, happened: &BTreeMap<OrderId, u32>) {
        let mut done: BTreeMap<&OrderId, u32> = BTreeMap::new();
        for row in self.operations.values().filter(|row| row.kind == kind && row.state == "done") {
            for order_id in &row.order_ids {
                *done.entry(order_id).or_default() += 1;
            }
        }
        let ids: BTreeSet<&OrderId> = happened.keys().chain(done.keys().copied()).collect();
        for id in ids {
            let (really, told) = (happened.get(id).copied().unwrap_or(0), done.get(id).copied().unwrap_or(0));
            let line = format!("{what} of {id}: {really} at the sandbox, {told} in the outbox");
            match (really, told) {
                (1, 1) => {}
                (2.., _) => self.findings.push(Finding::Duplicate(line)),
                _ => self.findings.push(Finding::Loss(line)),
            }
        }
    }

    /// An address is there once when its operation is done and not at all when it is over otherwise; of a call typed by
    /// hand nobody can tell after it was dropped.
    fn addresses_stand(&mut self, streets: &[String]) {
        for (id, row) in &self.operations {
            if row.kind != "saveAddress" && row.kind != "call" {
                continue;
            }
            // The quotes keep "… 1" from passing as "… 12".
            let is_this = |street: &&String| row.request.contains(&format!("\"{street}\""));
            let really = streets.iter().filter(is_this).count();
            // The same address may be decided twice, by an operation that was sent again.
            let told = self.operations.values().filter(|other| other.request == row.request);
            let told = told.filter(|other| other.state == "done").count();
            let line = format!("address of {id}: {really} at the sandbox, {told} done in the outbox");
            match (really, told) {
                (really, told) if really == told => {}
                (1, 0) if row.kind == "call" && row.state == "dropped" => {}
                (really, told) if really > told && really > 1 => self.findings.push(Finding::Duplicate(line)),
                _ => self.findings.push(Finding::Loss(line)),
            }
        }
    }
}

fn once_each<'a>(ids: impl Iterator<Item = &'a OrderId>) -> BTreeMap<OrderId, u32> {
    ids.map(|id| (id.clone(), 1)).collect()
}

fn operations(db: &Connection) -> Result<BTreeMap<OperationId, Row>> {
    let mut operations = BTreeMap::new();
    let mut rows = db.prepare(
        "SELECT operation_id, kind, state, request, EXISTS (
             SELECT 1 FROM operation_steps AS step
             WHERE step.operation_id = operations.operation_id AND step.event = 'adopted')
         FROM operations",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let (kind, state, request) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let row = Row { kind, state, request, adopted: row.get(4)?, order_ids: Vec::new() };
        operations.insert(OperationId::from(id), row);
    }
    let mut links = db.prepare("SELECT operation_id, order_id FROM operation_orders")?;
    let mut links = links.query([])?;
    while let Some(link) = links.next()? {
        let (id, order_id): (String, String) = (link.get(0)?, link.get(1)?);
        let row = operations.get_mut(&OperationId::from(id)).context("a link without its operation")?;
        row.order_ids.push(OrderId::from(order_id));
    }
    Ok(operations)
}

/// Every voucher's bytes are there and are what their hash says.
fn check_vouchers(db: &Connection, data_dir: &Path, findings: &mut Vec<Finding>) -> Result<()> {
    let mut kept = BTreeMap::new();
    let folder = data_dir.join("vouchers");
    if folder.exists() {
        for file in std::fs::read_dir(&folder)? {
            let path = file?.path();
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            kept.insert(name, hex::encode(Sha256::digest(std::fs::read(&path)?)));
        }
    }
    let mut rows = db.prepare("SELECT voucher_id, sha256 FROM vouchers")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (id, sha256): (String, String) = (row.get(0)?, row.get(1)?);
        match kept.get(&sha256) {
            Some(found) if *found == sha256 => {}
            Some(_) => findings.push(Finding::Corruption(format!("the file of voucher {id} is another"))),
            None => findings.push(Finding::Loss(format!("the file of voucher {id} is gone"))),
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use pondesk_domain::{EpochMs, OperationKind};
    use pondesk_store::{Account, NewOperation, Step, Store};

    use super::*;

    const STREET: &str = "crash 1 2 3";

    fn account() -> Account {
        Account {
            account_id: "A".into(),
            name: "Trial".into(),
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

    /// A desk with one operation that was sent and came to this state.
    fn desk(kind: OperationKind, order_ids: &[&str], state: OperationState) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), EpochMs(1)).unwrap();
        store.save_account(&account()).unwrap();
        let intent = NewOperation {
            operation_id: "01OP".into(),
            account_id: "A".into(),
            kind,
            platform: None,
            order_ids: order_ids.iter().map(|id| OrderId::from(*id)).collect(),
            subject: String::new(),
            pieces: None,
            amount: None,
            fingerprint: "f".into(),
            request_line: "POST /".into(),
            request: format!("{{\"address\":\"{STREET}\"}}"),
            deed: "{}".into(),
            again_of: None,
            written_at: EpochMs(2),
        };
        store.write_intent(intent).unwrap();
        for next in [OperationState::Sending, state] {
            store.move_to(&"01OP".into(), Step::to(next, EpochMs(3))).unwrap();
        }
        folder
    }

    fn found(folder: &tempfile::TempDir, truth: &Truth, streets: &[&str]) -> Vec<Finding> {
        let streets: Vec<_> = streets.iter().map(|street| (*street).to_owned()).collect();
        Books::read(folder.path()).unwrap().compare(truth, &streets, &BTreeMap::new())
    }

    fn paid(times: u32) -> Truth {
        Truth { payments: BTreeMap::from([("1688:1".into(), times)]), ..Truth::default() }
    }

    #[test]
    fn books_that_agree_are_well() {
        let done = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Done);
        assert_eq!(found(&done, &paid(1), &[]), []);
        let rejected = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Rejected);
        assert_eq!(found(&rejected, &Truth::default(), &[]), []);
    }

    #[test]
    fn what_happened_twice_or_is_not_known_or_never_happened_is_found() {
        let done = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Done);
        assert!(matches!(found(&done, &paid(2), &[])[..], [Finding::Duplicate(_)]));
        assert!(matches!(found(&done, &Truth::default(), &[])[..], [Finding::Loss(_)]));
        let rejected = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Rejected);
        assert!(matches!(found(&rejected, &paid(1), &[])[..], [Finding::Loss(_)]));
        let unknown = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Unknown);
        assert!(matches!(found(&unknown, &Truth::default(), &[])[..], [Finding::Stuck(_)]));
    }

    #[test]
    fn addresses_are_counted() {
        let done = desk(OperationKind::SaveAddress, &[], OperationState::Done);
        let truth = Truth::default();
        assert_eq!(found(&done, &truth, &[STREET, "crash 1 2 33"]), []);
        assert!(matches!(found(&done, &truth, &[])[..], [Finding::Loss(_)]));
        assert!(matches!(found(&done, &truth, &[STREET, STREET])[..], [Finding::Duplicate(_)]));
    }

    #[test]
    fn a_forgotten_word_to_the_user_is_a_loss() {
        let rejected = desk(OperationKind::SaveAddress, &[], OperationState::Rejected);
        let told =
            BTreeMap::from([("01OP".into(), OperationState::Done), ("02OP".into(), OperationState::Unknown)]);
        let found = Books::read(rejected.path()).unwrap().compare(&Truth::default(), &[], &told);
        assert!(matches!(found[..], [Finding::Loss(_), Finding::Loss(_)]), "{found:?}");
    }
}
