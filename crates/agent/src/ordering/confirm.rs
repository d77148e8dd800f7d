//! Confirming that an order's goods arrived (1688): the seller gets the money then.

use std::sync::Arc;

use pandapon::{Answer, Client, Operation};
use pondesk_domain::{AccountId, Order, OrderAction};
use serde_json::{Map, Value, json};

use super::cancel::{read_allowing, read_back, subject};
use super::outgoing::{self, Intent, Verdict};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;
use crate::reconcile::{ConfirmReceipt, Deed, Entry, Redone};
use crate::translate::values::needed;

pub(crate) async fn send(
    desk: &Desk,
    account_id: &AccountId,
    deed: &ConfirmReceipt,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let kept = reading::kept(desk, account_id, &deed.order_id).await?;
    let order = read_allowing(desk, &kept.order, OrderAction::ConfirmReceipt).await?;
    let fields = fields(&order)?;
    let intent = Intent {
        deed: Deed::ConfirmReceipt(deed.clone()),
        entry,
        account_id: account_id.clone(),
        platform: Some(order.platform),
        order_ids: vec![order.order_id.clone()],
        subject: subject(&order),
        pieces: None,
        amount: order.total,
        call: Operation::Alibaba1688ConfirmReceipt,
        request: Value::Object(fields.clone()),
    };
    let call =
        |client: Client| async move { client.call_raw(Operation::Alibaba1688ConfirmReceipt, fields).await };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    read_back(desk, &order).await;
    Ok(Redone { operation: sent.operation, error: sent.error })
}

/// All lines of the order, as numbers of 64 bits.
fn fields(order: &Order) -> CommandResult<Map<String, Value>> {
    let number = |id: &str| needed(id.parse::<u64>().ok(), "orderEntryIds");
    let lines = order.lines.iter().map(|line| number(line.line_id.as_str()));
    let lines = lines.collect::<CommandResult<Vec<_>>>()?;
    let fields = [
        ("orderId".to_owned(), json!(number(order.platform_order_id.as_str())?)),
        ("orderEntryIds".to_owned(), json!(lines)),
    ];
    Ok(fields.into_iter().collect())
}

/// An answer that says success may hold a plain no, with its own code and words.
async fn judge(answer: Arc<Answer<Value>>) -> Verdict {
    let told = |name: &str| answer.data.get(name).and_then(Value::as_str).map(str::to_owned);
    if answer.data.get("success") == Some(&Value::Bool(false)) {
        return Verdict::Rejected(told("errorCode"), told("errorInfo"));
    }
    Verdict::Done(Vec::new())
}
