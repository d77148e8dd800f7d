//! Any other call that changes something, as the user typed it: through the outbox like all others.

use std::sync::Arc;

use pandapon::{CallObserver, Client};
use pondesk_domain::AccountId;
use serde_json::Value;

use super::outgoing::{self, Guarded, Intent, Sent, judge_any};
use crate::api::CommandResult;
use crate::desk::Desk;
use crate::reconcile::{Call, Deed, Entry};

pub(crate) async fn send(
    desk: &Desk,
    account_id: &AccountId,
    deed: &Call,
    entry: Entry,
) -> CommandResult<Sent<Value>> {
    send_watched(desk, account_id, deed, entry, None).await
}

/// The same, seen by whoever shows what was sent and what came back.
pub(super) async fn send_watched(
    desk: &Desk,
    account_id: &AccountId,
    deed: &Call,
    entry: Entry,
    watcher: Option<Arc<dyn CallObserver>>,
) -> CommandResult<Sent<Value>> {
    let intent = Intent {
        deed: Deed::Call(deed.clone()),
        entry,
        account_id: account_id.clone(),
        platform: None,
        order_ids: Vec::new(),
        subject: deed.operation.to_string(),
        pieces: None,
        amount: None,
        call: deed.operation,
        request: Value::Object(deed.fields.clone()),
        guarded: Guarded::default(),
    };
    let (operation, fields) = (deed.operation, deed.fields.clone());
    let call = |client: Client| async move {
        let client = watcher.map_or_else(|| client.clone(), |watcher| client.watched_by(watcher));
        client.call_raw(operation, fields).await
    };
    outgoing::send(desk, intent, call, judge_any).await
}
