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

/// What a desk said before it was killed.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// How many operations were durable at least.
    pub(super) written_down: usize,
    /// What the user was told of each operation last.
    pub(super) acknowledged: BTreeMap<OperationId, OperationState>,
}

/// An operation, as it stands in the database.
struct Row {
    kind: String,
    state: String,
    request: String,
    adopted: bool,
    /// Whether the voucher that it hands in is kept, when it hands one in.
    voucher_kept: Option<bool>,
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
        // A desk that found its file damaged has put another in its place and goes on.
        if data_dir.join("moved-aside").exists() {
            findings.push(Finding::Corruption("the database was moved aside".into()));
        }
        check_vouchers(&db, data_dir, &mut findings)?;
        Ok(Self { operations: operations(&db)?, findings })
    }

    /// How many operations there are, and how many of them were adopted.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.operations.len(), self.operations.values().filter(|row| row.adopted).count())
    }

    /// Compares with what really happened, when everything is over.
    pub(super) fn compare(mut self, truth: &Truth, told: &Told) -> Vec<Finding> {
        self.all_are_over();
        self.none_is_missing(told);
        let received = [OrderStage::Received, OrderStage::Completed];
        self.match_up("createOrder", "order", &once_each(truth.orders.iter().map(|order| &order.order_id)));
        self.match_up("payOrders", "payment", &truth.payments);
        self.match_up("handInVoucher", "voucher", &truth.vouchers);
        self.match_up("cancelOrder", "cancellation", &once_each(truth.in_stages(&[OrderStage::Closed])));
        self.match_up("confirmReceipt", "receipt", &once_each(truth.in_stages(&received)));
        self.addresses_stand(truth);
        self.findings
    }

    fn all_are_over(&mut self) {
        for (id, row) in &self.operations {
            if !["done", "rejected", "dropped"].contains(&row.state.as_str()) {
                self.findings.push(Finding::Stuck(format!("{} {id} is still {}", row.kind, row.state)));
            }
        }
    }

    /// What was written down is there with its voucher, and what the user was told stays so.
    fn none_is_missing(&mut self, told: &Told) {
        let (count, written_down) = (self.operations.len(), told.written_down);
        if count < written_down {
            self.findings.push(Finding::Loss(format!("{count} operations of {written_down} written down")));
        }
        for (id, _) in self.operations.iter().filter(|(_, row)| row.voucher_kept == Some(false)) {
            self.findings.push(Finding::Loss(format!("the voucher of {id} is not kept")));
        }
        for (id, state) in &told.acknowledged {
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
    fn addresses_stand(&mut self, truth: &Truth) {
        for (id, row) in &self.operations {
            if row.kind != "saveAddress" && row.kind != "call" {
                continue;
            }
            // The quotes keep "… 1" from passing as "… 12".
            let is_this = |street: &&String| row.request.contains(&format!("\"{street}\""));
            let really = truth.streets.iter().filter(is_this).count();
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
             WHERE step.operation_id = operations.operation_id AND step.event = 'adopted'),
             CASE kind WHEN 'handInVoucher' THEN EXISTS (
                 SELECT 1 FROM vouchers WHERE voucher_id = deed ->> '$.voucherId') END
         FROM operations",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let (kind, state, request) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let (adopted, voucher_kept) = (row.get(4)?, row.get(5)?);
        let row = Row { kind, state, request, adopted, voucher_kept, order_ids: Vec::new() };
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
    use pondesk_store::{Account, NewOperation, NewVoucher, Step, Store};

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
            deed: r#"{"voucherId":"01V"}"#.into(),
            again_of: None,
            lines: Vec::new(),
            consents: Vec::new(),
            written_at: EpochMs(2),
        };
        store.write_intent(intent).unwrap();
        for next in [OperationState::Sending, state] {
            store.move_to(&"01OP".into(), Step::to(next, EpochMs(3))).unwrap();
        }
        folder
    }

    fn voucher() -> NewVoucher {
        NewVoucher {
            voucher_id: "01V".into(),
            account_id: "A".into(),
            order_id: "taobao:1".into(),
            file_name: "slip.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: b"%PDF-1.4".to_vec(),
            remark: None,
            kept_at: EpochMs(4),
        }
    }

    fn found(folder: &tempfile::TempDir, truth: &Truth) -> Vec<Finding> {
        Books::read(folder.path()).unwrap().compare(truth, &Told::default())
    }

    fn paid(times: u32) -> Truth {
        Truth { payments: BTreeMap::from([("1688:1".into(), times)]), ..Truth::default() }
    }

    fn at(streets: &[&str]) -> Truth {
        Truth { streets: streets.iter().map(|street| (*street).to_owned()).collect(), ..Truth::default() }
    }

    #[test]
    fn books_that_agree_are_well() {
        let done = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Done);
        assert_eq!(found(&done, &paid(1)), []);
        let rejected = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Rejected);
        assert_eq!(found(&rejected, &Truth::default()), []);
    }

    #[test]
    fn what_happened_twice_or_is_not_known_or_never_happened_is_found() {
        let done = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Done);
        assert!(matches!(found(&done, &paid(2))[..], [Finding::Duplicate(_)]));
        assert!(matches!(found(&done, &Truth::default())[..], [Finding::Loss(_)]));
        let rejected = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Rejected);
        assert!(matches!(found(&rejected, &paid(1))[..], [Finding::Loss(_)]));
        let unknown = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Unknown);
        assert!(matches!(found(&unknown, &Truth::default())[..], [Finding::Stuck(_)]));
    }

    #[test]
    fn addresses_are_counted() {
        let done = desk(OperationKind::SaveAddress, &[], OperationState::Done);
        assert_eq!(found(&done, &at(&[STREET, "crash 1 2 33"])), []);
        assert!(matches!(found(&done, &at(&[]))[..], [Finding::Loss(_)]));
        assert!(matches!(found(&done, &at(&[STREET, STREET]))[..], [Finding::Duplicate(_)]));
    }

    #[test]
    fn what_was_promised_and_forgotten_is_a_loss() {
        let rejected = desk(OperationKind::SaveAddress, &[], OperationState::Rejected);
        let told = |written_down, acknowledged: &[(&str, OperationState)]| {
            let acknowledged = acknowledged.iter().map(|(id, state)| ((*id).into(), *state)).collect();
            let told = Told { written_down, acknowledged };
            Books::read(rejected.path()).unwrap().compare(&Truth::default(), &told)
        };
        assert_eq!(told(1, &[("01OP", OperationState::Unknown)]), []);
        let words = [("01OP", OperationState::Done), ("02OP", OperationState::Unknown)];
        assert!(matches!(told(1, &words)[..], [Finding::Loss(_), Finding::Loss(_)]));
        assert!(matches!(told(2, &[])[..], [Finding::Loss(_)]));
    }

    #[test]
    fn a_voucher_that_is_not_kept_or_changed_is_found() {
        let done = desk(OperationKind::HandInVoucher, &["taobao:1"], OperationState::Done);
        let truth = Truth { vouchers: BTreeMap::from([("taobao:1".into(), 1)]), ..Truth::default() };
        assert!(matches!(found(&done, &truth)[..], [Finding::Loss(_)]), "it was never kept");

        let store = Store::open(done.path(), EpochMs(4)).unwrap();
        store.keep_voucher(voucher()).unwrap();
        drop(store);
        let file = std::fs::read_dir(done.path().join("vouchers")).unwrap().next().unwrap().unwrap().path();
        let with_its_file = found(&done, &truth);
        std::fs::write(&file, "torn").unwrap();
        let torn = found(&done, &truth);
        std::fs::remove_file(&file).unwrap();
        let gone = found(&done, &truth);
        assert_eq!(with_its_file, []);
        assert!(matches!(torn[..], [Finding::Corruption(_)]), "{torn:?}");
        assert!(matches!(gone[..], [Finding::Loss(_)]), "{gone:?}");
    }

    #[test]
    fn a_file_that_was_replaced_is_found() {
        let done = desk(OperationKind::PayOrders, &["1688:1"], OperationState::Done);
        std::fs::create_dir(done.path().join("moved-aside")).unwrap();
        assert!(matches!(found(&done, &paid(1))[..], [Finding::Corruption(_)]));
    }
}
