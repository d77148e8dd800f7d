//! The inbox of a desk beside what was pushed at it. It reads the files itself and shares no code with what wrote them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use pondesk_domain::{Money, OrderId};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::judge::Finding;
use super::pushing::Pushed;
use crate::Truth;

/// What the inbox has of a message and its repeats.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Kept {
    times: u32,
    waiting: bool,
}

/// What is wrong with the inbox once all of it was worked on, and with the orders that its messages tell of.
///
/// # Errors
/// When a file cannot be read at all.
pub(super) fn compare(data_dir: &Path, truth: &Truth, pushed: &Pushed) -> Result<Vec<Finding>> {
    let file = data_dir.join("inbox.sqlite");
    let mut findings = Vec::new();
    let inbox = open(&file)?;
    let said: String = inbox.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    if said != "ok" {
        findings.push(Finding::Corruption(format!("quick_check of the inbox: {said}")));
    }
    let kept = read(&inbox)?;
    for (mark, answered) in &pushed.answered {
        let found = kept.get(mark).cloned().unwrap_or_default();
        if found.times < *answered {
            let line = format!("message {mark}: answered {answered} times, kept {}", found.times);
            findings.push(Finding::Loss(line));
        }
    }
    for (mark, _) in kept.iter().filter(|(_, kept)| kept.waiting) {
        findings.push(Finding::Stuck(format!("message {mark} still waits")));
    }
    let desk = open(&data_dir.join("desk.sqlite"))?;
    for order_id in &pushed.told_of {
        let really = truth.total(order_id);
        let told = total(&desk, order_id)?;
        if really != told {
            let line = format!("{order_id} costs {really:?} at the sandbox, {told:?} on the desk");
            findings.push(Finding::Loss(line));
        }
    }
    Ok(findings)
}

fn open(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(file, flags)?)
}

fn read(inbox: &Connection) -> Result<BTreeMap<String, Kept>> {
    let mut kept = BTreeMap::<String, Kept>::new();
    let mut rows = inbox.prepare("SELECT CAST(bytes AS TEXT), times, state FROM messages")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (text, times, state): (String, u32, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let message = kept.entry(mark(&text)).or_default();
        message.times += times;
        message.waiting |= state == "waiting";
    }
    Ok(kept)
}

/// The mark in a message: `crash-` and the numbers behind it.
fn mark(text: &str) -> String {
    let from = text.find("crash-").map_or("", |at| &text[at..]);
    let end = from.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(from.len());
    from[..end].to_owned()
}

fn total(desk: &Connection, order_id: &OrderId) -> Result<Option<Money>> {
    let asked = "SELECT total_fen FROM orders WHERE order_id = ?";
    let fen: Option<Option<i64>> = desk.query_row(asked, [order_id.as_str()], |row| row.get(0)).optional()?;
    Ok(fen.flatten().map(Money::fen))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use pondesk_domain::{CallbackId, CallbackOrigin, EpochMs};
    use pondesk_store::{NewCallback, Store};

    use super::*;
    use crate::crash::pushing::News;

    fn desk(bytes: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), EpochMs(1)).unwrap();
        let message = NewCallback {
            callback_id: CallbackId::from("01C"),
            account_id: "A".into(),
            origin: CallbackOrigin::Pushed,
            authorization: None,
            bytes: bytes.into(),
            received_at: EpochMs(2),
        };
        tokio::runtime::Runtime::new().unwrap().block_on(store.inbox().keep(message)).unwrap();
        folder
    }

    fn answered(marks: &[&str]) -> Pushed {
        let mut pushed = Pushed::default();
        for mark in marks {
            pushed.note(News::Answered((*mark).to_owned(), None));
        }
        pushed
    }

    #[test]
    fn what_was_answered_and_is_not_kept_is_found() {
        let folder = desk("{\"mark\":\"crash-1-2-3\"}");
        let found = |marks: &[&str]| compare(folder.path(), &Truth::default(), &answered(marks)).unwrap();
        let waits = Finding::Stuck("message crash-1-2-3 still waits".into());
        assert_eq!(found(&["crash-1-2-3"]), std::slice::from_ref(&waits));
        let twice = Finding::Loss("message crash-1-2-3: answered 2 times, kept 1".into());
        assert_eq!(found(&["crash-1-2-3", "crash-1-2-3"]), [twice, waits.clone()]);
        let gone = Finding::Loss("message crash-1-2-4: answered 1 times, kept 0".into());
        assert_eq!(found(&["crash-1-2-4"]), [gone, waits]);
    }

    #[test]
    fn an_order_that_a_message_told_of_costs_what_it_costs_at_the_sandbox() {
        let folder = desk("half of crash-1-2-3");
        let mut pushed = Pushed::default();
        pushed.note(News::Answered("crash-1-2-3".into(), Some("1688:7".into())));
        assert_eq!(compare(folder.path(), &Truth::default(), &pushed).unwrap().len(), 1, "it still waits");
        let order = serde_json::json!({ "orders": { "taobao": [], "1688": [
            { "baseInfo": { "idOfStr": "7", "status": "waitbuyerpay", "totalAmount": "12.30" } } ] },
            "ledger": [], "vouchers": [], "addresses": [] });
        let truth = Truth::read(&order, &serde_json::json!([])).unwrap();
        assert_eq!(truth.total(&"1688:7".into()), Some(Money::fen(1230)));
        assert_eq!(compare(folder.path(), &truth, &pushed).unwrap().len(), 2, "the desk knows no such order");
        pushed.note(News::Changing("1688:7".into()));
        assert_eq!(compare(folder.path(), &truth, &pushed).unwrap().len(), 1, "it changed again since");
    }
}
