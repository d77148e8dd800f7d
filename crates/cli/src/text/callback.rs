//! Pushed messages in words.

use pondesk_agent::api::{CallbackPage, CallbackView};
use pondesk_domain::{Callback, CallbackReason, CallbackState, SignatureVerdict};

use super::{lines, maybe_money, plain, time};

pub(crate) fn callbacks(page: &CallbackPage) -> String {
    let next = page.next.iter().map(|next| format!("more: --after {next}"));
    lines(page.rows.iter().map(callback).chain(next))
}

/// One line: id, when it came, how far it is, type, order, how often it came.
pub(crate) fn callback(callback: &Callback) -> String {
    let why = callback.reason.map(reason);
    let order = callback.order_id.as_ref().map(ToString::to_string);
    [
        callback.callback_id.to_string(),
        time(callback.received_at),
        why.map_or_else(
            || state(callback.state).to_owned(),
            |why| format!("{}: {why}", state(callback.state)),
        ),
        plain(callback.message_type.as_deref().unwrap_or("-")),
        plain(order.or_else(|| callback.order_name.clone()).as_deref().unwrap_or("-")),
        if callback.times > 1 { format!("x{}", callback.times) } else { String::new() },
    ]
    .join("\t")
}

pub(crate) fn callback_view(view: &CallbackView) -> String {
    let callback = &view.callback;
    let signature = match callback.signature {
        SignatureVerdict::Right => "right",
        SignatureVerdict::Wrong => "wrong",
        SignatureVerdict::Missing => "missing",
        SignatureVerdict::NotChecked => "not checked",
    };
    let said = [
        Some(self::callback(callback)),
        callback.said.as_deref().map(|said| format!("because: {}", plain(said))),
        Some(format!("signature: {signature}")),
        callback.facts.total.map(|total| format!("it says: total {}", maybe_money(Some(total)))),
        callback.facts.status.as_ref().map(|status| format!("it says: status {}", plain(&status.raw))),
        callback.confirmed_at.map(|at| format!("order fetched {}", time(at))),
        // As it came, but for what would steer the terminal.
        Some(view.text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()),
    ];
    lines(said.into_iter().flatten())
}

fn state(state: CallbackState) -> &'static str {
    match state {
        CallbackState::Waiting => "waiting",
        CallbackState::Applied => "applied",
        CallbackState::Unmatched => "unmatched",
        CallbackState::UnknownType => "unknown type",
        CallbackState::Unreadable => "unreadable",
        CallbackState::Refused => "refused",
    }
}

fn reason(reason: CallbackReason) -> &'static str {
    match reason {
        CallbackReason::Offline => "PandaPon is not reached",
        CallbackReason::NoSecret => "the account's secret cannot be read",
        CallbackReason::NotTold => "PandaPon would not tell the order",
        CallbackReason::NoOrder => "it names no order",
        CallbackReason::UnknownOrder => "no such order of this account",
        CallbackReason::OtherAccount => "the order is another account's",
        CallbackReason::UnknownType => "not known to this Pondesk",
        CallbackReason::Empty => "nothing in it",
        CallbackReason::NoJson => "no JSON",
        CallbackReason::NoMessage => "no message",
        CallbackReason::TooLarge => "too large",
        CallbackReason::NoSignature => "not signed",
        CallbackReason::WrongSignature => "signed wrongly",
    }
}
