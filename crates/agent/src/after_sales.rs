//! After-sales cases: listed from this desk, read from PandaPon, opened, changed, withdrawn, talked about, sent back.

mod acting;
pub(crate) mod carriers;
mod evidence;
mod opening;
pub(crate) mod reading;
pub(crate) mod rounds;
mod terms;

use pondesk_domain::{AfterSalesCase, EvidenceLimits, Money, Order, Platform, freight_left, refunded_before};
use pondesk_store::{CaseFilter, KeptCase};

use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_about_the_way;
use crate::ordering::outgoing;

pub(crate) use acting::{message_again, modify_again, send_back_again, withdraw_again};
pub use carriers::list as carriers;
pub use evidence::{keep as keep_evidence, upload as upload_evidence};
pub use opening::preview;
pub(crate) use opening::{attach, open_again};
pub use terms::ask as terms;

/// Most rows of one answer.
const MOST_ROWS: u32 = 500;

/// Cases of this desk; what needs the user next stands first. Needs no net.
///
/// # Errors
/// Those of the store; [`ErrorCode::BadRequest`] for a cursor of another list.
pub async fn list(desk: &Desk, request: CaseList) -> CommandResult<CasePage> {
    let filter = CaseFilter {
        account_id: request.account_id,
        platform: request.platform,
        turns: request.turns,
        words: request.words,
    };
    let (after, limit) = (request.after, request.limit.clamp(1, MOST_ROWS));
    let page = desk.store().run(move |store| store.cases_page(&filter, after.as_deref(), limit)).await?;
    Ok(CasePage {
        rows: page.rows.into_iter().map(row).collect(),
        next: page.next,
        counts: page.counts.into_iter().map(|(turn, count)| TurnCount { turn, count }).collect(),
        read_at: page.read_at,
    })
}

/// A case as lists show it.
fn row(kept: KeptCase) -> CaseRow {
    CaseRow {
        turn: kept.turn,
        spoke_last: kept.spoke_last,
        asked: kept.case.asked_in_all(),
        actions: kept.case.status.stage.actions(kept.case.platform),
        read_at: kept.read_at,
        case: kept.case,
    }
}

/// Reads the newest cases of both platforms and all that go on; a platform that fails leaves the other's fresh all the same.
///
/// # Errors
/// Those of [`Desk::client`] and of the store.
pub async fn refresh(desk: &Desk, request: CaseRefresh) -> CommandResult<CaseRefreshed> {
    let account_id = &request.account_id;
    desk.client(account_id).await?;
    let mut refreshed = CaseRefreshed::default();
    for platform in Platform::ALL {
        match rounds::read_all(desk, account_id, platform).await {
            Ok(tally) => {
                refreshed.read += tally.read;
                refreshed.changed += tally.changed;
                refreshed.messages += tally.messages;
                refreshed.failed.extend(tally.broken.map(|error| PlatformFailure { platform, error }));
            }
            Err(error) => refreshed.failed.push(PlatformFailure { platform, error }),
        }
    }
    Ok(refreshed)
}

/// A case with its story. With `refresh`, PandaPon is asked first; when it cannot be asked, the case is told from this desk
/// with the reason beside it.
///
/// # Errors
/// [`ErrorCode::CaseMissing`]; a refusal of PandaPon; those of the store.
pub async fn show(desk: &Desk, request: CaseShow) -> CommandResult<CaseView> {
    let CaseShow { account_id, case_id, refresh } = request;
    let mut kept = reading::kept(desk, &account_id, &case_id).await?;
    let mut failed = None;
    if refresh {
        match reading::read_again(desk, &kept.case, pondesk_domain::ChangeSource::Sync).await {
            Ok(_) => kept = reading::kept(desk, &account_id, &case_id).await?,
            Err(error) if is_about_the_way(&error) => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    let of_order = kept.case.order_id.clone();
    let story = desk.store().run(move |store| {
        let (order, cases, evidence) = match &of_order {
            Some(order_id) => (
                store.order(&account_id, order_id)?,
                store.cases_of_order(&account_id, order_id)?,
                store.evidence_of(&account_id, order_id, Some(&case_id))?,
            ),
            None => (None, vec![], vec![]),
        };
        let told = (
            store.case_changes(&account_id, &case_id)?,
            store.messages(&account_id, &case_id)?,
            store.operations_for_case(&account_id, &case_id)?,
        );
        Ok((order, cases, evidence, told))
    });
    let (order, cases, evidence, (changes, messages, operations)) = story.await?;
    let others: Vec<AfterSalesCase> =
        cases.into_iter().map(|kept| kept.case).filter(|case| case.case_id != kept.case.case_id).collect();
    let sums = Sums::of(order.as_ref().map(|kept| &kept.order), &kept.case, &others);
    let (platform, stage) = (kept.case.platform, kept.case.status.stage);
    let opened_at = kept.case.opened_at.or(Some(kept.first_read_at));
    Ok(CaseView {
        actions: stage.actions(platform),
        elsewhere: stage.elsewhere(platform),
        has_messages: platform == Platform::Taobao,
        messages,
        messages_read_at: kept.messages_read_at,
        changes,
        evidence,
        limits: EvidenceLimits::of(platform),
        operations,
        paid: sums.paid,
        refunded_before: sums.refunded_before,
        can_be_asked: sums.can_be_asked,
        read_at: kept.read_at,
        turn: kept.turn,
        case: AfterSalesCase { opened_at, ..kept.case },
        offline: failed.is_some(),
        failed,
    })
}

/// The sums around a case.
struct Sums {
    paid: Option<Money>,
    refunded_before: Money,
    can_be_asked: Option<Money>,
}

impl Sums {
    fn of(order: Option<&Order>, case: &AfterSalesCase, others: &[AfterSalesCase]) -> Self {
        let lines: Vec<_> = order
            .iter()
            .flat_map(|order| &order.lines)
            .filter(|line| case.line_ids.contains(&line.line_id))
            .cloned()
            .collect();
        let sums: Option<Vec<Money>> = lines.iter().map(|line| line.sum).collect();
        let paid = sums.filter(|sums| !sums.is_empty()).map(Money::sum);
        let before = refunded_before(&lines, others);
        let refunded_before = Money::sum(lines.iter().filter_map(|line| before.get(&line.line_id).copied()));
        let freight = freight_left(order.and_then(|order| order.freight), others);
        let left = paid.map(|paid| (paid.minor() - refunded_before.minor()).max(0));
        let with_freight = case.asked_freight.is_some_and(|asked| asked.minor() > 0);
        let freight = if with_freight { freight.minor() } else { 0 };
        Self {
            paid,
            refunded_before,
            can_be_asked: left.map(|left| Money::fen(left + freight)).or(case.refundable),
        }
    }
}

/// Opens cases for lines of an order: one on 1688, one a line on Taobao. Each is sent once, through the outbox.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::OrderMissing`], [`ErrorCode::ClaimFaulty`], [`ErrorCode::FileMissing`],
/// [`ErrorCode::AlreadyUnderWay`]; those of uploading evidence, of the calls and of the store. What became of a case that
/// was sent stands in the answer.
pub async fn open(desk: &Desk, request: CaseOpen) -> CommandResult<CaseOpened> {
    let desk = desk.clone();
    outgoing::see_through(async move { opening::open(&desk, request).await }).await
}

/// Changes what a case asks (Taobao).
///
/// # Errors
/// Before anything is sent: [`ErrorCode::CaseMissing`], [`ErrorCode::CaseStateForbids`], [`ErrorCode::ClaimFaulty`],
/// [`ErrorCode::ClaimUnchanged`], [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. A refusal stands in the
/// answer.
pub async fn modify(desk: &Desk, request: CaseModify) -> CommandResult<CaseActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { acting::modify(&desk, request).await }).await
}

/// Withdraws a case (Taobao).
///
/// # Errors
/// Before anything is sent: [`ErrorCode::CaseMissing`], [`ErrorCode::CaseStateForbids`], [`ErrorCode::AlreadyUnderWay`]; those
/// of the calls and of the store. A refusal stands in the answer.
pub async fn withdraw(desk: &Desk, request: CaseWithdraw) -> CommandResult<CaseActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { acting::withdraw(&desk, request).await }).await
}

/// Writes to the seller on a case (Taobao).
///
/// # Errors
/// Before anything is sent: [`ErrorCode::CaseMissing`], [`ErrorCode::CaseStateForbids`], [`ErrorCode::FieldMissing`] and
/// [`ErrorCode::FieldInvalid`] in `words`, [`ErrorCode::AlreadyUnderWay`]; those of the calls and of the store. A refusal
/// stands in the answer.
pub async fn message(desk: &Desk, request: CaseSay) -> CommandResult<CaseActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { acting::message(&desk, request).await }).await
}

/// Says how the goods of a case went back.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::CaseMissing`], [`ErrorCode::CaseStateForbids`], [`ErrorCode::FieldMissing`] in
/// `waybill`, [`ErrorCode::FieldInvalid`] in `note`, [`ErrorCode::CarrierUnknown`], [`ErrorCode::AlreadyUnderWay`]; those of
/// the calls and of the store. A refusal stands in the answer.
pub async fn send_back(desk: &Desk, request: CaseReturn) -> CommandResult<CaseActed> {
    let desk = desk.clone();
    outgoing::see_through(async move { acting::send_back(&desk, request).await }).await
}
