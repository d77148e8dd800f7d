//! What is done with a case that goes on: changed, withdrawn, written to, sent back. Each after a fresh read of it.

use std::sync::Arc;

use pandapon::wire::{Fen, Link};
use pandapon::{Answer, Client, Operation, alibaba1688, taobao};
use pondesk_domain::{
    AccountId, AfterSalesCase, CaseAction, CaseId, CaseStage, ChangeSource, EvidenceLimits,
    MOST_MESSAGE_CHARS, Platform, Speaker,
};

use super::evidence;
use super::opening::{amount, faulty, shown_with};
use super::terms::Ground;
use super::{carriers, reading};
use crate::api::*;
use crate::desk::Desk;
use crate::ordering::outgoing::{self, Guarded, Intent, Sent, Verdict};
use crate::orders;
use crate::reconcile::{Deed, Entry, MessageCase, ModifyCase, Redone, SendBack, WithdrawCase};
use crate::translate::taobao as of_taobao;
use crate::translate::values::words;

/// Characters of a note on a return, upstream's on 1688.
const NOTE_CHARS: std::ops::RangeInclusive<usize> = 2..=200;

/// The refusal of a step that the case's state does not allow.
pub(super) fn state_forbids(case: &AfterSalesCase) -> CommandError {
    let error = CommandError::field(ErrorCode::CaseStateForbids, "caseId").with("caseId", &case.case_id);
    error.with("status", &case.status.raw)
}

/// A case as it is now, when its state allows a step.
async fn read_allowing(
    desk: &Desk,
    account_id: &AccountId,
    case_id: &CaseId,
    action: CaseAction,
) -> CommandResult<AfterSalesCase> {
    let kept = reading::kept(desk, account_id, case_id).await?.case;
    let case = reading::read_again(desk, &kept, ChangeSource::Sync).await?;
    if case.status.stage.actions(case.platform).contains(&action) {
        Ok(case)
    } else {
        Err(state_forbids(&case))
    }
}

/// Reads a case and its order after a write. What was done stands whether this gets through or not.
async fn read_back(desk: &Desk, case: &AfterSalesCase) {
    if let Err(failure) = reading::read_again(desk, case, ChangeSource::OwnAction).await {
        tracing::warn!(%failure, case_id = %case.case_id, "a case was not read back");
    }
}

fn intent_of(case: &AfterSalesCase, deed: Deed, entry: Entry, call: Operation) -> Intent {
    Intent {
        deed,
        entry,
        account_id: case.account_id.clone(),
        platform: Some(case.platform),
        order_ids: case.order_id.iter().cloned().collect(),
        subject: case.title.clone().unwrap_or_else(|| case.platform_case_id.to_string()),
        pieces: None,
        amount: case.asked_in_all(),
        call,
        request: serde_json::Value::Null,
        guarded: Guarded::default(),
    }
}

/// An envelope that says success means that it was taken.
async fn was_done<T>(_answer: Arc<Answer<T>>) -> Verdict {
    Verdict::Done(Vec::new())
}

fn redone<T>(sent: Sent<T>) -> Redone {
    Redone { operation: sent.operation, error: sent.error }
}

impl From<Redone> for CaseActed {
    fn from(redone: Redone) -> Self {
        Self { operation: redone.operation, error: redone.error }
    }
}

pub(super) async fn modify(desk: &Desk, request: CaseModify) -> CommandResult<CaseActed> {
    let CaseModify { account_id, case_id, claim } = request;
    let deed = ModifyCase { case_id, claim, was: None };
    Ok(modify_again(desk, &account_id, &deed, Entry::New).await?.into())
}

/// Changes what a case asks, when it still may be changed.
///
/// # Errors
/// As [`super::modify`].
pub(crate) async fn modify_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &ModifyCase,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let case = read_allowing(desk, account_id, &deed.case_id, CaseAction::Modify).await?;
    let order_id = case.order_id.as_ref();
    let order_id = order_id.ok_or_else(|| CommandError::field(ErrorCode::OrderMissing, "caseId"))?;
    let kept = orders::reading::kept(desk, account_id, order_id).await?.order;
    let client = desk.client(account_id).await?;
    let ground = Ground::read(desk, &client, &kept, Some(deed.case_id.clone())).await?;
    let claim = &deed.claim;
    let terms = ground.terms(&client, &[], claim.basis).await?;
    let evidence = evidence::all(desk, account_id, &claim.evidence).await?;
    let pictures = evidence.iter().filter(|evidence| evidence.is_picture()).count();
    let sent_before = pictures == 0 && said_with_pictures(desk, &case).await?;
    let counted = if sent_before { 1 } else { u32::try_from(pictures).unwrap_or(u32::MAX) };
    let faults = terms.faults(claim, counted);
    if !faults.is_empty() {
        return Err(faulty(&faults));
    }
    let deed = ModifyCase { was: Some(case.status.stage), ..deed.clone() };
    if case.status.stage == CaseStage::Asked && deed.stands(&case) {
        return Err(CommandError::field(ErrorCode::ClaimUnchanged, "claim"));
    }
    let pictures = evidence::travelling(desk, &client, case.platform, &evidence).await?;
    let (refund_type, goods_status) = of_taobao::case::wire_basis(claim.basis);
    let mut change = taobao::ModifyReverseOrder::of(case.platform_case_id.as_str());
    change.refund_type = Some(refund_type);
    change.goods_status = Some(goods_status);
    change.reason_id = Some(claim.reason_id.as_str().into());
    change.refund_fee = Some(Fen(amount(claim).minor()));
    change.refund_desc = Some(claim.words.trim().to_owned());
    change.refund_images = pictures.iter().map(|picture| picture.wire.clone()).collect();
    let call = Operation::TaobaoModifyReverseOrder;
    let intent = Intent {
        request: shown_with(&change, "refundImages", &pictures),
        amount: Some(amount(claim)),
        ..intent_of(&case, Deed::ModifyCase(Box::new(deed.clone())), entry, call)
    };
    let call = |client: Client| async move { client.taobao().modify_reverse_order(&change).await };
    let sent = outgoing::send(desk, intent, call, was_done).await?;
    let (ids, of_case) = (claim.evidence.clone(), case.case_id.clone());
    desk.store().run(move |store| store.attach_evidence(&ids, &of_case)).await?;
    read_back(desk, &case).await;
    Ok(redone(sent))
}

/// Whether the buyer sent pictures on a case before: a reason that needs evidence has it then.
async fn said_with_pictures(desk: &Desk, case: &AfterSalesCase) -> CommandResult<bool> {
    let (account_id, case_id) = (case.account_id.clone(), case.case_id.clone());
    let said = desk.store().run(move |store| store.messages(&account_id, &case_id)).await?;
    Ok(said.iter().any(|message| message.speaker == Speaker::Buyer && !message.pictures.is_empty()))
}

pub(super) async fn withdraw(desk: &Desk, request: CaseWithdraw) -> CommandResult<CaseActed> {
    let deed = WithdrawCase { case_id: request.case_id };
    Ok(withdraw_again(desk, &request.account_id, &deed, Entry::New).await?.into())
}

/// Withdraws a case, when it still may be withdrawn.
///
/// # Errors
/// As [`super::withdraw`].
pub(crate) async fn withdraw_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &WithdrawCase,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let case = read_allowing(desk, account_id, &deed.case_id, CaseAction::Withdraw).await?;
    let id = taobao::RefundId::new(case.platform_case_id.as_str());
    let withdrawal = taobao::CancelReverseOrder { refund_id: id.clone() };
    let call = Operation::TaobaoCancelReverseOrder;
    let intent = Intent {
        request: outgoing::shown(&withdrawal),
        ..intent_of(&case, Deed::WithdrawCase(deed.clone()), entry, call)
    };
    let call = |client: Client| async move { client.taobao().cancel_reverse_order(&id).await };
    let judge = |answer: Arc<Answer<taobao::ReverseCancelResult>>| async move {
        if answer.data.cancel_success == Some(false) {
            Verdict::Rejected(None, None)
        } else {
            Verdict::Done(Vec::new())
        }
    };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    read_back(desk, &case).await;
    Ok(redone(sent))
}

pub(super) async fn message(desk: &Desk, request: CaseSay) -> CommandResult<CaseActed> {
    let CaseSay { account_id, case_id, words, evidence } = request;
    let words = words.trim().to_owned();
    if words.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "words"));
    }
    if words.chars().count() > MOST_MESSAGE_CHARS as usize {
        return Err(CommandError::field(ErrorCode::FieldInvalid, "words").with("limit", MOST_MESSAGE_CHARS));
    }
    let deed = MessageCase { case_id, words, evidence, said_before: 0 };
    Ok(message_again(desk, &account_id, &deed, Entry::New).await?.into())
}

/// Writes to the seller, when the case still takes messages.
///
/// # Errors
/// As [`super::message`].
pub(crate) async fn message_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &MessageCase,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let case = read_allowing(desk, account_id, &deed.case_id, CaseAction::Message).await?;
    let client = desk.client(account_id).await?;
    let evidence = evidence::all(desk, account_id, &deed.evidence).await?;
    let most = EvidenceLimits::of(case.platform).most;
    if evidence.iter().filter(|evidence| evidence.is_picture()).count() > most as usize {
        return Err(faulty(&[pondesk_domain::ClaimFault::TooMuchEvidence { most }]));
    }
    let pictures = evidence::travelling(desk, &client, case.platform, &evidence).await?;
    // The thread was read a moment ago: what stands there already with the same words is not this message.
    let (id, of_case) = (account_id.clone(), case.case_id.clone());
    let said = desk.store().run(move |store| store.messages(&id, &of_case)).await?;
    let deed = MessageCase { said_before: deed.count_in(&said), ..deed.clone() };
    let message = taobao::SubmitReverseMessage {
        refund_id: taobao::RefundId::new(case.platform_case_id.as_str()),
        refund_message: deed.words.clone(),
        refund_images: pictures.iter().map(|picture| picture.wire.clone()).collect(),
    };
    let call = Operation::TaobaoSubmitReverseMessage;
    let intent = Intent {
        request: shown_with(&message, "refundImages", &pictures),
        amount: None,
        ..intent_of(&case, Deed::MessageCase(deed.clone()), entry, call)
    };
    let call = |client: Client| async move { client.taobao().submit_reverse_message(&message).await };
    let judge = |answer: Arc<Answer<taobao::ReverseMessageSubmitResult>>| async move {
        if answer.data.success == Some(false) {
            Verdict::Rejected(None, None)
        } else {
            Verdict::Done(Vec::new())
        }
    };
    let sent = outgoing::send(desk, intent, call, judge).await?;
    let (ids, of_case) = (deed.evidence.clone(), case.case_id.clone());
    desk.store().run(move |store| store.attach_evidence(&ids, &of_case)).await?;
    read_back(desk, &case).await;
    Ok(redone(sent))
}

pub(super) async fn send_back(desk: &Desk, request: CaseReturn) -> CommandResult<CaseActed> {
    let CaseReturn { account_id, case_id, carrier_code, waybill, phone, note, evidence } = request;
    let blank_is_none =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (waybill, note) = (waybill.trim().to_owned(), blank_is_none(note));
    if waybill.is_empty() {
        return Err(CommandError::field(ErrorCode::FieldMissing, "waybill"));
    }
    if note.as_ref().is_some_and(|note| !NOTE_CHARS.contains(&note.chars().count())) {
        let limit = format!("{}–{}", NOTE_CHARS.start(), NOTE_CHARS.end());
        return Err(CommandError::field(ErrorCode::FieldInvalid, "note").with("limit", limit));
    }
    let carrier_code = carrier_code.trim().to_owned();
    let deed = SendBack { case_id, carrier_code, waybill, phone: blank_is_none(phone), note, evidence };
    Ok(send_back_again(desk, &account_id, &deed, Entry::New).await?.into())
}

/// Says how goods went back, when the case still waits for them.
///
/// # Errors
/// As [`super::send_back`].
pub(crate) async fn send_back_again(
    desk: &Desk,
    account_id: &AccountId,
    deed: &SendBack,
    entry: Entry,
) -> CommandResult<Redone> {
    let _turn = desk.inner.counter.turn.lock().await;
    let case = read_allowing(desk, account_id, &deed.case_id, CaseAction::SendBack).await?;
    let client = desk.client(account_id).await?;
    let carrier = carriers::known(&client, &case, &deed.carrier_code).await?;
    let intent =
        |call, request| Intent { request, ..intent_of(&case, Deed::SendBack(deed.clone()), entry, call) };
    let sent = match case.platform {
        Platform::Taobao => {
            let shipment = taobao::SubmitReturnLogistics {
                refund_id: taobao::RefundId::new(case.platform_case_id.as_str()),
                logistics_company_code: carrier.code,
                logistics_company_name: Some(carrier.name),
                logistics_no: deed.waybill.clone(),
                buyer_phone: deed.phone.clone(),
                return_goods_desc: deed.note.clone(),
            };
            let intent = intent(Operation::TaobaoSubmitReturnLogistics, outgoing::shown(&shipment));
            let call =
                |client: Client| async move { client.taobao().submit_return_logistics(&shipment).await };
            redone(outgoing::send(desk, intent, call, was_done).await?)
        }
        Platform::Alibaba1688 => {
            let evidence = evidence::all(desk, account_id, &deed.evidence).await?;
            let most = EvidenceLimits::of(case.platform).most_of_return;
            if evidence.iter().filter(|evidence| evidence.is_picture()).count() > most as usize {
                return Err(faulty(&[pondesk_domain::ClaimFault::TooMuchEvidence { most }]));
            }
            let pictures = evidence::travelling(desk, &client, case.platform, &evidence).await?;
            let id = alibaba1688::RefundId::new(case.platform_case_id.as_str());
            let code = alibaba1688::CarrierCode::new(carrier.code);
            let mut shipment = alibaba1688::ReturnShipment::new(id, code, deed.waybill.clone());
            if let Some(note) = &deed.note {
                shipment = shipment.description(note.clone());
            }
            let shipment = shipment.vouchers(pictures.iter().map(|picture| Link::new(&picture.wire)));
            let intent = intent(Operation::Alibaba1688SubmitReturnShipment, outgoing::shown(&shipment));
            let call =
                |client: Client| async move { client.alibaba1688().submit_return_shipment(&shipment).await };
            let judge = |answer: Arc<Answer<alibaba1688::Verdict>>| async move {
                let told = &answer.data;
                if told.success == Some(false) {
                    Verdict::Rejected(words(told.error_code.as_ref()), words(told.error_info.as_ref()))
                } else {
                    Verdict::Done(Vec::new())
                }
            };
            redone(outgoing::send(desk, intent, call, judge).await?)
        }
    };
    let (ids, of_case) = (deed.evidence.clone(), case.case_id.clone());
    desk.store().run(move |store| store.attach_evidence(&ids, &of_case)).await?;
    read_back(desk, &case).await;
    Ok(sent)
}
