//! What the user agreed to when he placed orders, and what a fresh look at them says.

use pondesk_domain::{Agreement, Consent, Duplicate, PreviewOrder, Problem};

use crate::api::*;
use crate::checkout::kept::KeptPreview;
use crate::checkout::previewing::{Priced, shifts};

/// The orders to place, when the user agreed to each as it is.
pub(super) fn agreed(preview: &KeptPreview, request: &CheckoutPlace) -> CommandResult<Vec<Priced>> {
    if request.keys.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "keys"));
    }
    let mut seen: Vec<Priced> = Vec::with_capacity(request.keys.len());
    for key in &request.keys {
        if seen.iter().any(|priced| priced.chosen.key == *key) {
            continue;
        }
        let priced = preview.orders.iter().find(|priced| priced.chosen.key == *key);
        let priced = priced.ok_or_else(|| about(CommandError::new(ErrorCode::PreviewMissing), key))?;
        if let Some(problem) = priced.order.problems.first() {
            return Err(about(stands_in_the_way(problem), key));
        }
        if priced.order.is_worse() && !request.accepted.contains(key) {
            return Err(about(worse(&priced.order), key));
        }
        seen.push(priced.clone());
    }
    Ok(seen)
}

/// Refuses goods that were ordered a short while ago, as the user saw, and that he did not ask for again.
pub(super) fn refuse_again(order: &PreviewOrder, again: &[String]) -> CommandResult<()> {
    if order.duplicates.is_empty() || again.contains(&order.key) {
        return Ok(());
    }
    Err(about(ordered_already(&order.duplicates), &order.key))
}

/// Refuses goods that were ordered a short while ago, when the user does not know of it.
pub(super) fn refuse_news(duplicates: &[Duplicate], agreement: &Agreement) -> CommandResult<()> {
    let mut news = duplicates.iter().filter(|found| !agreement.knows(&found.operation_id)).peekable();
    if news.peek().is_none() { Ok(()) } else { Err(ordered_already(news)) }
}

/// Puts beside a fresh look how it differs from what the user saw.
pub(super) fn compare(fresh: &mut PreviewOrder, seen: &PreviewOrder) {
    let was = |line_id: &_| {
        seen.lines.iter().find(|line| line.cart_line_id == *line_id).map(|line| line.unit_price)
    };
    fresh.shifts = shifts(fresh, was);
    fresh.sum_shifts = fresh.sums_since(seen);
    fresh.quantity_shifts = fresh.quantities_since(seen);
}

/// What the user said yes to by placing an order as he saw it.
pub(super) fn consents(seen: &PreviewOrder) -> Vec<Consent> {
    let dearer = seen.is_worse().then(|| Consent::Dearer {
        shifts: seen.shifts.iter().filter(|shift| shift.rose()).cloned().collect(),
        sums: seen.sum_shifts.iter().filter(|shift| shift.is_worse()).cloned().collect(),
    });
    let earlier: Vec<_> = seen.duplicates.iter().map(|known| known.operation_id.clone()).collect();
    let again = (!earlier.is_empty()).then_some(Consent::Again { earlier });
    dearer.into_iter().chain(again).collect()
}

/// The refusal of an order that got worse, with the first figure that did.
pub(super) fn worse(order: &PreviewOrder) -> CommandError {
    let error = CommandError::new(ErrorCode::PriceRose);
    if let Some(rise) = order.shifts.iter().find(|shift| shift.rose()) {
        let error = error.with("line", &rise.cart_line_id);
        return error.with("was", rise.was.minor()).with("is", rise.is.minor());
    }
    match order.sum_shifts.iter().find(|shift| shift.is_worse()) {
        Some(shift) => error.with("was", shift.was.minor()).with("is", shift.is.minor()),
        None => error,
    }
}

/// The refusal of an order that PandaPon would not take.
pub(super) fn stands_in_the_way(problem: &Problem) -> CommandError {
    let Problem { cart_line_id: _, code, said } = problem.clone();
    CommandError { platform_code: code, said, ..CommandError::new(ErrorCode::PreviewProblem) }
}

/// The refusal of goods that were ordered a short while ago, with the operations that did.
fn ordered_already<'d>(duplicates: impl IntoIterator<Item = &'d Duplicate>) -> CommandError {
    let earlier: Vec<_> = duplicates.into_iter().map(|known| known.operation_id.clone()).collect();
    let names = earlier.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let error = CommandError::new(ErrorCode::OrderedAlready).with("earlier", names);
    CommandError { operation_id: earlier.into_iter().next(), ..error }
}

/// The same error about an order of the preview.
pub(super) fn about(error: CommandError, key: &str) -> CommandError {
    CommandError { field: Some("keys".into()), ..error }.with("key", key)
}
