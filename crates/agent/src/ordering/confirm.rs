//! Confirming that an order's goods arrived (1688): the seller gets the money then.

use std::sync::Arc;

use pandapon::{Answer, Client, Operation, alibaba1688};
use pondesk_domain::{AccountId, OrderAction};

use super::cancel::{read_allowing, read_back, subject};
use super::outgoing::{self, Guarded, Intent, Verdict};
use crate::api::*;
use crate::desk::Desk;
use crate::orders::reading;
use crate::reconcile::{ConfirmReceipt, Deed, Entry, Redone};
use crate::translate::values::words;

pub(crate) async fn send(
    desk: &Desk,
    account_id: &AccountId,
    deed: &ConfirmReceipt,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let kept = reading::kept(desk, account_id, &deed.order_id).await?;
    let order = read_allowing(desk, &kept.order, OrderAction::ConfirmReceipt).await?;
    let id = alibaba1688::OrderId::new(order.platform_order_id.as_str());
    let lines = order.lines.iter().map(|line| alibaba1688::LineId::new(line.line_id.as_str()));
    let receipt = alibaba1688::ConfirmReceipt::new(id, lines);
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
        request: outgoing::shown(&receipt),
        guarded: Guarded::default(),
    };
    let call = |client: Client| async move { client.alibaba1688().confirm_receipt(&receipt).await };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    read_back(desk, &order).await;
    Ok(Redone { operation: sent.operation, error: sent.error })
}

/// An answer that says success may hold a plain no, with its own code and words.
async fn judge(answer: Arc<Answer<alibaba1688::Verdict>>) -> Verdict {
    let told = &answer.data;
    if told.success == Some(false) {
        return Verdict::Rejected(words(told.error_code.as_ref()), words(told.error_info.as_ref()));
    }
    Verdict::Done(Vec::new())
}
