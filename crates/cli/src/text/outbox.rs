//! The outbox in words.

use pondesk_agent::api::{OperationView, OutboxView};
use pondesk_domain::{
    Choice, Consent, EpochMs, Operation, OperationKind, OperationState, OperationStep, OrderId, Standing,
    StepEvent,
};

use super::{lines, maybe_money, money, plain};

pub(crate) fn outbox(view: &OutboxView) -> String {
    let groups = [&view.unknown, &view.unsent, &view.under_way, &view.over];
    lines(groups.into_iter().flatten().map(operation))
}

/// One line: id, what it does, how far it is, sum, orders, what Pondesk does with it now.
pub(crate) fn operation(operation: &Operation) -> String {
    [
        operation.operation_id.to_string(),
        deed(operation),
        state(operation.state).to_owned(),
        maybe_money(operation.amount),
        orders(&operation.order_ids),
        standing(operation),
    ]
    .join("\t")
}

pub(crate) fn operation_view(view: &OperationView) -> String {
    let operation = &view.operation;
    let steps = view.steps.iter().map(step);
    let choices = operation.choices.iter().map(|choice| {
        let verb = match choice {
            Choice::SendAgain => "send-again",
            Choice::Drop => "drop",
            Choice::Adopt => "adopt ORDER",
        };
        format!("you can: outbox resolve {} {verb}", operation.operation_id)
    });
    let agreed = view.consents.iter().map(|consent| format!("agreed to {}", agreed_to(consent)));
    let sent = [format!("sent: {}", view.request_line), view.request.clone()];
    let answer = view.answer.iter().map(|answer| format!("came back: {}", plain(answer)));
    lines(
        [self::operation(operation)]
            .into_iter()
            .chain(agreed)
            .chain(steps)
            .chain(choices)
            .chain(sent)
            .chain(answer),
    )
}

fn agreed_to(consent: &Consent) -> String {
    match consent {
        Consent::Dearer { shifts, sums } => {
            let prices = shifts.iter().map(|shift| format!("{} -> {}", money(shift.was), money(shift.is)));
            let sums = sums
                .iter()
                .map(|shift| format!("{:?} {} -> {}", shift.sum, money(shift.was), money(shift.is)));
            prices.chain(sums).collect::<Vec<_>>().join(", ")
        }
        Consent::Again { earlier } => {
            let earlier: Vec<_> = earlier.iter().map(ToString::to_string).collect();
            format!("the same goods as {}", earlier.join(" "))
        }
        Consent::AboveAmount { limit, sum } => format!("{}, above {}", money(*sum), money(*limit)),
    }
}

fn deed(operation: &Operation) -> String {
    let does = match operation.kind {
        OperationKind::CreateOrder => "create order",
        OperationKind::PayOrders => "pay",
        OperationKind::HandInVoucher => "hand in voucher",
        OperationKind::CancelOrder => "cancel order",
        OperationKind::ConfirmReceipt => "confirm receipt",
        OperationKind::SaveAddress => "save address",
        OperationKind::OpenCase => "open case",
        OperationKind::ModifyCase => "modify case",
        OperationKind::WithdrawCase => "withdraw case",
        OperationKind::MessageCase => "write on case",
        OperationKind::SendBack => "send goods back",
        OperationKind::Call => "call",
    };
    format!("{does}: {}", plain(&operation.subject))
}

fn state(state: OperationState) -> &'static str {
    match state {
        OperationState::Ready => "ready",
        OperationState::Sending => "sending",
        OperationState::Done => "done",
        OperationState::Rejected => "rejected",
        OperationState::Unknown => "unknown",
        OperationState::Dropped => "dropped",
    }
}

fn standing(operation: &Operation) -> String {
    match &operation.standing {
        Standing::Over => over(operation),
        Standing::UnderWay => String::new(),
        Standing::Retried { number, of, at } => {
            format!("was not sent; try {number} of {of} at {}", time(*at))
        }
        Standing::Unsent => "was not sent; you decide".to_owned(),
        Standing::LookedFor { number, of, at, candidates } => {
            format!("look {number} of {of} at {}{}", time(*at), could_be(candidates))
        }
        Standing::Undecided { looks, candidates } if candidates.is_empty() => {
            format!("not found after {looks} looks; you decide")
        }
        Standing::Undecided { candidates, .. } => format!("you decide{}", could_be(candidates)),
    }
}

fn over(operation: &Operation) -> String {
    match (operation.last.event, &operation.sent_again_as) {
        (Some(StepEvent::Adopted), _) => "found".to_owned(),
        (Some(StepEvent::Claimed), _) => "as you said".to_owned(),
        (_, Some(again)) => format!("sent again as {again}"),
        _ => String::new(),
    }
}

fn could_be(candidates: &[OrderId]) -> String {
    if candidates.is_empty() { String::new() } else { format!("; could be {}", orders(candidates)) }
}

fn orders(ids: &[OrderId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn step(step: &OperationStep) -> String {
    let happened = match step.event {
        None => state(step.state),
        Some(StepEvent::Interrupted) => "Pondesk ended before it was over",
        Some(StepEvent::NotConnected) => "no connection, nothing was sent",
        Some(StepEvent::Held) => "held back: something changed",
        Some(StepEvent::Looked) => match step.found.as_ref().map(|found| found.candidates().is_empty()) {
            Some(false) => "looked: some could be it",
            _ => "looked: nothing fits",
        },
        Some(StepEvent::Adopted) => "found at PandaPon",
        Some(StepEvent::Claimed) => "you said which order it is",
        Some(StepEvent::SentAgain) => "you had it sent again",
    };
    let why = step.said.as_deref().or(step.code.as_deref()).unwrap_or("");
    format!("  {}\t{happened}\t{}", time(step.at), plain(why))
}

fn time(at: EpochMs) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |at| format!("{at:.0}"))
}
