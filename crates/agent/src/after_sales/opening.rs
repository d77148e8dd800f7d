//! Opening cases: looked at once more right before, then sent once each.

use pandapon::wire::{Fen, Link};
use pandapon::{Client, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, AfterSalesCase, CaseId, ChangeSource, Claim, ClaimFault, Evidence, LineClaim, Money, Order,
    Platform,
};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

use super::evidence::{self, Travelling};
use super::reading;
use super::terms::Ground;
use crate::api::*;
use crate::desk::Desk;
use crate::ordering::outgoing::{self, Guarded, Intent, Sent, Verdict};
use crate::orders;
use crate::reconcile::{Deed, Entry, OpenCase, Redone};
use crate::translate::{alibaba1688 as of_1688, taobao as of_taobao};

/// What would be sent for a claim, and why it cannot be. Nothing is sent, nothing is uploaded.
///
/// # Errors
/// [`ErrorCode::OrderMissing`], [`ErrorCode::EvidenceMissing`]; those of the calls and of the store.
pub async fn preview(desk: &Desk, request: CaseOpen) -> CommandResult<CasePreview> {
    let CaseOpen { account_id, order_id, claim } = request;
    let kept = orders::reading::kept(desk, &account_id, &order_id).await?.order;
    let client = desk.client(&account_id).await?;
    let ground = Ground::read(desk, &client, &kept, None).await?;
    let evidence = evidence::all(desk, &account_id, &claim.evidence).await?;
    let faults = faults(&client, &ground, &claim, &evidence).await?;
    let (sent, stays): (Vec<_>, Vec<_>) = evidence.into_iter().partition(Evidence::is_picture);
    let named = sent.iter().map(|picture| {
        let shown = picture.link.clone().unwrap_or_else(|| format!("base64 of sha256:{}", picture.sha256));
        Travelling { wire: shown.clone(), shown }
    });
    let named: Vec<_> = named.collect();
    let requests = parts(kept.platform, &claim).into_iter().map(|part| {
        let call = Call::new(&ground.order, &part, &named);
        CaseRequest {
            line_ids: part.lines.iter().map(|line| line.line_id.clone()).collect(),
            amount: amount(&part),
            operation: call.operation().id().to_owned(),
            request: serde_json::to_string_pretty(&call.shown(&named)).unwrap_or_default(),
        }
    });
    Ok(CasePreview {
        faults,
        requests: requests.collect(),
        sent: sent.into_iter().map(|evidence| evidence.evidence_id).collect(),
        kept: stays.into_iter().map(|evidence| evidence.evidence_id).collect(),
    })
}

pub(super) async fn open(desk: &Desk, request: CaseOpen) -> CommandResult<CaseOpened> {
    let CaseOpen { account_id, order_id, claim } = request;
    let kept = orders::reading::kept(desk, &account_id, &order_id).await?.order;
    let mut opened = CaseOpened::default();
    for part in parts(kept.platform, &claim) {
        let deed = OpenCase { order_id: order_id.clone(), claim: part, known: vec![] };
        outgoing::refuse_if_under_way(desk, &account_id, &Deed::OpenCase(Box::new(deed))).await?;
    }
    if claim.lines.is_empty() {
        return Err(faulty(&[ClaimFault::NoLine]));
    }
    for part in parts(kept.platform, &claim) {
        let sent = open_one(desk, &account_id, &kept, part, Entry::New).await;
        // What was opened before stands, whatever became of the rest.
        let (redone, case_id) = match sent {
            Err(error) if opened.opened.is_empty() => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "the rest of a claim was not sent");
                if let Some(last) = opened.opened.last_mut() {
                    last.error.get_or_insert(error);
                }
                break;
            }
            Ok(sent) => sent,
        };
        opened.opened.push(OpenedCase { operation: redone.operation, case_id, error: redone.error });
    }
    Ok(opened)
}

/// Opens a case that a deed tells of, when it still may be opened.
///
/// # Errors
/// As [`super::open`].
pub(crate) async fn open_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &OpenCase,
    entry: Entry,
) -> CommandResult<Redone> {
    let kept = orders::reading::kept(desk, account_id, &deed.order_id).await?.order;
    Ok(open_one(desk, account_id, &kept, deed.claim.clone(), entry).await?.0)
}

/// The claims that a claim becomes: on Taobao one a line, each with all of the evidence.
fn parts(platform: Platform, claim: &Claim) -> Vec<Claim> {
    match platform {
        Platform::Alibaba1688 => vec![claim.clone()],
        Platform::Taobao => {
            let part = |line: &LineClaim| Claim { lines: vec![line.clone()], ..claim.clone() };
            claim.lines.iter().map(part).collect()
        }
    }
}

async fn faults(
    client: &Client,
    ground: &Ground,
    claim: &Claim,
    evidence: &[Evidence],
) -> CommandResult<Vec<ClaimFault>> {
    let ids: Vec<_> = claim.lines.iter().map(|line| line.line_id.clone()).collect();
    if ids.is_empty() {
        return Ok(vec![ClaimFault::NoLine]);
    }
    let terms = ground.terms(client, &ids, claim.basis).await?;
    let pictures = evidence.iter().filter(|evidence| evidence.is_picture()).count();
    Ok(terms.faults(claim, u32::try_from(pictures).unwrap_or(u32::MAX)))
}

/// The refusal of a claim that cannot be sent as it is.
pub(super) fn faulty(faults: &[ClaimFault]) -> CommandError {
    let told = serde_json::to_string(faults).unwrap_or_default();
    CommandError::field(ErrorCode::ClaimFaulty, "claim").with("faults", told)
}

/// Everything that a claim asks back.
pub(super) fn amount(claim: &Claim) -> Money {
    Money::sum(claim.lines.iter().map(|line| line.amount).chain([claim.freight]))
}

async fn open_one(
    desk: &Desk,
    account_id: &AccountId,
    kept: &Order,
    claim: Claim,
    entry: Entry,
) -> CommandResult<(Redone, Option<CaseId>)> {
    let _turn = desk.inner.counter.turn.lock().await;
    let client = desk.client(account_id).await?;
    let ground = Ground::read(desk, &client, kept, None).await?;
    let evidence = evidence::all(desk, account_id, &claim.evidence).await?;
    let faults = faults(&client, &ground, &claim, &evidence).await?;
    if !faults.is_empty() {
        return Err(faulty(&faults));
    }
    let pictures = evidence::travelling(desk, &client, kept.platform, &evidence).await?;
    let known = ground.cases.iter().map(|case| case.case_id.clone()).collect();
    let deed = OpenCase { order_id: kept.order_id.clone(), claim, known };
    let call = Call::new(&ground.order, &deed.claim, &pictures);
    let intent = Intent {
        deed: Deed::OpenCase(Box::new(deed.clone())),
        entry,
        account_id: account_id.clone(),
        platform: Some(kept.platform),
        order_ids: vec![kept.order_id.clone()],
        subject: subject(&ground.order, &deed.claim),
        pieces: None,
        amount: Some(amount(&deed.claim)),
        call: call.operation(),
        request: call.shown(&pictures),
        guarded: Guarded::default(),
    };
    let (redone, number) = match call {
        Call::Taobao(claim) => {
            let call = |client: Client| async move { client.taobao().submit_reverse_order(&claim).await };
            let sent = outgoing::send(desk, intent, call, was_done).await?;
            let number = sent.answer.as_ref().and_then(|answer| {
                let told = answer.data.refund_id.as_ref();
                told.map(|id| id.as_str().to_owned())
            });
            (redone(sent), number)
        }
        Call::Alibaba1688(claim) => {
            let call = |client: Client| async move { client.alibaba1688().create_refund(&claim).await };
            let sent = outgoing::send(desk, intent, call, was_done).await?;
            let number = sent.answer.as_ref().and_then(|answer| {
                let told = answer.data.refund_id.as_ref();
                told.map(|id| id.as_str().to_owned())
            });
            (redone(sent), number)
        }
    };
    let number = number.filter(|number| !number.trim().is_empty());
    let case_id = match number {
        Some(number) => read_new(desk, &client, &ground.order, &number, &deed).await,
        None if redone.error.is_none() => found_new(desk, &client, &ground.order, &deed).await,
        None => None,
    };
    // The order shows the case on its lines.
    let (id, source) = (&ground.order.platform_order_id, ChangeSource::OwnAction);
    let order = orders::reading::read_and_keep(desk, &client, account_id, kept.platform, id, source);
    if let Err(failure) = order.await {
        tracing::warn!(%failure, order_id = %kept.order_id, "an order was not read back");
    }
    Ok((redone, case_id))
}

fn redone<T>(sent: Sent<T>) -> Redone {
    Redone { operation: sent.operation, error: sent.error }
}

/// An envelope that says success means that it was taken.
async fn was_done<T>(_answer: Arc<pandapon::Answer<T>>) -> Verdict {
    Verdict::Done(Vec::new())
}

/// What a claim is about, in words: the first title of its lines.
fn subject(order: &Order, claim: &Claim) -> String {
    let of_claim = order.lines.iter().find(|line| claim.lines.iter().any(|it| it.line_id == line.line_id));
    of_claim.map_or_else(|| order.platform_order_id.to_string(), |line| line.title.clone())
}

/// Reads a case that was just opened. What was done stands whether this gets through or not.
async fn read_new(
    desk: &Desk,
    client: &Client,
    order: &Order,
    number: &str,
    deed: &OpenCase,
) -> Option<CaseId> {
    let case_id = AfterSalesCase::id_for(order.platform, &number.into());
    let (id, source) = (number.into(), ChangeSource::OwnAction);
    let read = reading::read_and_keep(desk, client, &order.account_id, order.platform, &id, source);
    if let Err(failure) = read.await {
        tracing::warn!(%failure, %case_id, "a case was not read back");
    }
    attach(desk, deed, &case_id).await;
    Some(case_id)
}

/// Finds a case that was opened and not named.
async fn found_new(desk: &Desk, client: &Client, order: &Order, deed: &OpenCase) -> Option<CaseId> {
    let cases = reading::of_order(desk, client, order, ChangeSource::OwnAction).await.ok()?;
    let case_id = cases.into_iter().find(|case| deed.made(case))?.case_id;
    attach(desk, deed, &case_id).await;
    Some(case_id)
}

/// Notes with which case evidence was sent.
pub(crate) async fn attach(desk: &Desk, deed: &OpenCase, case_id: &CaseId) {
    let (ids, of_case) = (deed.claim.evidence.clone(), case_id.clone());
    if let Err(failure) = desk.store().run(move |store| store.attach_evidence(&ids, &of_case)).await {
        tracing::warn!(%failure, %case_id, "the case of evidence was not noted");
    }
    desk.changed(ChangedTable::Evidence, &deed.claim.evidence);
}

/// The call that a claim becomes.
enum Call {
    Taobao(taobao::SubmitReverseOrder),
    Alibaba1688(alibaba1688::CreateRefund),
}

impl Call {
    fn new(order: &Order, claim: &Claim, pictures: &[Travelling]) -> Self {
        let words = claim.words.trim().to_owned();
        match order.platform {
            Platform::Taobao => {
                let (refund_type, goods_status) = of_taobao::case::wire_basis(claim.basis);
                let line = claim.lines.first();
                Self::Taobao(taobao::SubmitReverseOrder {
                    sub_order_id: line.map_or("", |line| line.line_id.as_str()).into(),
                    refund_type,
                    goods_status,
                    reason_id: claim.reason_id.as_str().into(),
                    refund_fee: Fen(line.map_or(0, |line| line.amount.minor())),
                    refund_desc: (!words.is_empty()).then_some(words),
                    refund_images: pictures.iter().map(|picture| picture.wire.clone()).collect(),
                })
            }
            Platform::Alibaba1688 => {
                let lines = claim.lines.iter().map(|line| alibaba1688::LineId::new(line.line_id.as_str()));
                let goods = Money::sum(claim.lines.iter().map(|line| line.amount));
                let refund = alibaba1688::CreateRefund::new(
                    alibaba1688::OrderId::new(order.platform_order_id.as_str()),
                    lines,
                    of_1688::case::wire_kind(claim.basis, order.status.stage),
                    claim.reason_id.as_str().into(),
                    Fen(goods.minor()),
                    words,
                );
                let links = pictures.iter().map(|picture| Link::new(&picture.wire));
                Self::Alibaba1688(refund.carriage(Fen(claim.freight.minor())).vouchers(links))
            }
        }
    }

    const fn operation(&self) -> pandapon::Operation {
        match self {
            Self::Taobao(_) => pandapon::Operation::TaobaoSubmitReverseOrder,
            Self::Alibaba1688(_) => pandapon::Operation::Alibaba1688CreateRefund,
        }
    }

    /// The request as the outbox shows it: pictures by their links or hashes.
    fn shown(&self, pictures: &[Travelling]) -> Value {
        match self {
            Self::Taobao(claim) => shown_with(claim, "refundImages", pictures),
            Self::Alibaba1688(claim) => shown_with(claim, "vouchers", pictures),
        }
    }
}

/// A request as the outbox shows it, with its pictures named and not spelt out.
pub(super) fn shown_with(request: &impl Serialize, member: &str, pictures: &[Travelling]) -> Value {
    let mut shown = outgoing::shown(request);
    if let Some(members) = shown.as_object_mut().filter(|_| !pictures.is_empty()) {
        let named: Vec<_> = pictures.iter().map(|picture| &picture.shown).collect();
        members.insert(member.to_owned(), json!(named));
    }
    shown
}
