//! Opening a claim, changing it, taking it back.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{CURRENCY, DISTRIBUTOR_ID, ReverseCase, Role};
use super::limits::{self, Kind};
use super::machine::{self, Status};
use crate::after_sales::evidence::{self, Picture};
use crate::after_sales::limits::{Claimed, Refusals};
use crate::after_sales::moves::Mover;
use crate::catalogue::{Platform, name_id};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::taobao::order::TaobaoOrder;

const REFUSALS: Refusals = Refusals {
    reason: (Code::ClaimReason, "reasonId"),
    evidence: Code::EvidenceNeeded,
    sum: (Code::ClaimAmount, "refundFee"),
    words: (Code::ClaimWords, "refundDesc"),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Render {
    sub_order_id: Option<String>,
    refund_type: i64,
    goods_status: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submit {
    sub_order_id: String,
    refund_type: i64,
    goods_status: i64,
    reason_id: i64,
    refund_fee: i64,
    refund_desc: Option<String>,
    refund_images: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Modify {
    refund_id: String,
    refund_type: Option<i64>,
    goods_status: Option<i64>,
    reason_id: Option<i64>,
    refund_fee: Option<i64>,
    refund_desc: Option<String>,
    refund_images: Option<String>,
}

/// What is claimed, checked against what may be.
struct Claim {
    kind: Kind,
    goods_status: i64,
    reason_id: i64,
    fee_fen: i64,
    description: String,
}

impl Claim {
    fn check(&self, order: &TaobaoOrder, at: usize, has_evidence: bool) -> Result<(), Refusal> {
        check_goods(order, self.kind, self.goods_status)?;
        let claimed = Claimed {
            reason_id: self.reason_id,
            sum_fen: self.fee_fen,
            words: &self.description,
            has_evidence,
        };
        limits::of(order, at, self.kind, self.goods_status).check(&claimed, &REFUSALS)?;
        Ok(())
    }
}

pub(super) fn render(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Render = asked.body()?;
    // Optional in the reference, yet nothing can be rendered without it.
    let line_id = request
        .sub_order_id
        .filter(|id| !id.is_empty())
        .ok_or_else(|| Refusal::new(Code::BadParameter, "subOrderId is missing"))?;
    let kind = read_kind(request.refund_type)?;
    market.books(|books| {
        let (order, at) = find_line(books, &line_id)?;
        // Rendered before a claim, and before a change of the one that stands.
        let changed = limits::open_case(books, &order, at)?.filter(|case| case.status.may_modify());
        let objection = if changed.is_some() { None } else { limits::objection(books, &order, at)? };
        if objection.is_none() {
            check_goods(&order, kind, request.goods_status)?;
        }
        let mut template = template(&order, at, kind, request.goods_status, objection);
        if let Some(case) = changed {
            template["refundOrderTemplate"]["refundOrder"] = case.as_rendered(books, &order)?;
        }
        Ok(template)
    })
}

/// What may be claimed; a line without after-sales says so by `saleFlag` and why by the tips.
fn template(
    order: &TaobaoOrder,
    at: usize,
    kind: Kind,
    goods_status: i64,
    objection: Option<Refusal>,
) -> Value {
    let open = objection.is_none();
    let range = limits::range(order, at, goods_status);
    let most_fen = if open { range.most_fen } else { 0 };
    let least_fen = if open { range.least_fen } else { 0 };
    let tips = objection.map_or_else(|| range.tips(), |refusal| refusal.msg);
    let offered = if open { limits::reasons(order, kind, goods_status) } else { Vec::new() };
    let reasons: Vec<Value> = offered
        .iter()
        .map(|reason| {
            let tips = if reason.needs_evidence { "请上传凭证图片" } else { "" };
            json!({ "reasonId": reason.id, "reasonDesc": reason.words, "tips": tips })
        })
        .collect();
    let states: Vec<String> = limits::goods_states(order, kind).iter().map(i64::to_string).collect();
    let first = offered.first();
    json!({
        "refundOrderTemplate": {
            "refundReasons": reasons,
            "goodsStatusList": if open { states } else { Vec::new() },
            // What a submit would begin with; the status is text on this page.
            "refundOrder": {
                "refundId": "",
                "payOrderId": name_id(&order.order_id, 18).to_string(),
                "refundStatus": i64::from(Status::NotAsked).to_string(),
                "refundType": i64::from(kind),
                "goodsStatus": goods_status,
                "reasonId": first.map_or(0, |reason| reason.id),
                "reasonDesc": first.map_or("", |reason| reason.words),
                "refundDesc": "",
                "refundFee": most_fen,
                "feeTips": tips.clone(),
                "canEditFee": open && range.can_edit,
                "timeoutDate": "",
                "timeoutType": "",
                "remainingTime": "",
                "sellerRefuseReason": "",
                "sellerRefuseReasonDescribe": "",
            },
            "maxRefundFee": {
                "refundFee": most_fen,
                "minRefundFee": least_fen,
                "feeTips": tips,
                "canEditRefundFee": open && range.can_edit,
            },
        },
        "distributorId": DISTRIBUTOR_ID,
        "currency": CURRENCY,
        "saleFlag": open,
    })
}

pub(super) fn submit(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Submit = asked.body()?;
    let claim = Claim {
        kind: read_kind(request.refund_type)?,
        goods_status: request.goods_status,
        reason_id: request.reason_id,
        fee_fen: request.refund_fee,
        description: request.refund_desc.unwrap_or_default(),
    };
    let pictures = evidence::read_pictures(request.refund_images.as_deref())?;
    market.books(|books| {
        let (mut order, at) = find_line(books, &request.sub_order_id)?;
        if let Some(refusal) = limits::objection(books, &order, at)? {
            return Err(refusal);
        }
        claim.check(&order, at, !pictures.is_empty())?;
        let mut case = ReverseCase {
            refund_id: books.new_case_id(Platform::Taobao, "", 12)?,
            order_id: order.order_id.clone(),
            sub_purchase_order_id: request.sub_order_id.clone(),
            status: Status::NotAsked,
            kind: claim.kind,
            goods_status: claim.goods_status,
            reason_id: claim.reason_id,
            fee_fen: claim.fee_fen,
            description: claim.description.clone(),
            refusals: 0,
            goods_refusals: 0,
            asked: false,
            answered: false,
            refuse_reason: None,
            agreed_words: None,
            parcel: None,
            messages: Vec::new(),
            created_ms: books.now_ms,
            modified_ms: books.now_ms,
            deadline_moment_ms: None,
        };
        speak(books, &mut case, &pictures)?;
        machine::step(books, &mut case, &mut order, Status::Asked, Mover::Buyer)?;
        result_wire(books, &case, &order)
    })
}

pub(super) fn modify(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Modify = asked.body()?;
    let pictures = evidence::read_pictures(request.refund_images.as_deref())?;
    market.books(|books| {
        let (mut case, mut order) = ReverseCase::with_order(books, &request.refund_id)?;
        machine::allow(&case, case.status.may_modify(), "only 10 and -10 can be changed")?;
        let claim = Claim {
            kind: request.refund_type.map_or(Ok(case.kind), read_kind)?,
            goods_status: request.goods_status.unwrap_or(case.goods_status),
            reason_id: request.reason_id.unwrap_or(case.reason_id),
            fee_fen: request.refund_fee.unwrap_or(case.fee_fen),
            description: request.refund_desc.clone().unwrap_or_else(|| case.description.clone()),
        };
        let at = case.line_at(&order)?;
        let sent_before =
            case.messages.iter().any(|message| message.role == Role::Buyer && !message.pictures.is_empty());
        claim.check(&order, at, sent_before || !pictures.is_empty())?;
        case.kind = claim.kind;
        case.goods_status = claim.goods_status;
        case.reason_id = claim.reason_id;
        case.fee_fen = claim.fee_fen;
        case.description = claim.description;
        case.answered = case.asked;
        case.refuse_reason = None;
        case.parcel = None;
        speak(books, &mut case, &pictures)?;
        machine::step(books, &mut case, &mut order, Status::Asked, Mover::Buyer)?;
        result_wire(books, &case, &order)
    })
}

pub(super) fn cancel(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let refund_id = asked.parameter("refundId").unwrap_or_default();
    market.books(|books| {
        let (mut case, mut order) = ReverseCase::with_order(books, refund_id)?;
        case.say(books, Role::Buyer, "买家撤销售后申请", Vec::new());
        machine::step(books, &mut case, &mut order, Status::Closed, Mover::Buyer)?;
        let mut aggregate = case.aggregate(books, &order)?;
        // This page alone spells the carrier's code so.
        if let Some(company) = aggregate.pointer_mut("/logistics/logisticsCompany") {
            company["logisticCompanyCode"] = company["logisticsCompanyCode"].take();
            if let Some(fields) = company.as_object_mut() {
                fields.remove("logisticsCompanyCode");
            }
        }
        Ok(json!({
            "cancelSuccess": true,
            "currency": CURRENCY,
            "distributorId": DISTRIBUTOR_ID,
            "refundOrderAggregate": aggregate,
        }))
    })
}

/// The answer to what changes a case.
pub(super) fn result_wire(
    books: &Books<'_>,
    case: &ReverseCase,
    order: &TaobaoOrder,
) -> Result<Value, Refusal> {
    Ok(json!({
        "refundId": case.refund_id,
        "currency": CURRENCY,
        "distributorId": DISTRIBUTOR_ID,
        "refundOrderAggregate": case.aggregate(books, order)?,
    }))
}

/// Puts the buyer's words and pictures into the thread.
fn speak(books: &Books<'_>, case: &mut ReverseCase, pictures: &[Picture]) -> Result<(), Refusal> {
    let places = pictures.iter().map(|picture| picture.keep(books)).collect::<Result<Vec<_>, _>>()?;
    let reason = limits::words_of(case.reason_id);
    let words = if case.description.is_empty() { reason } else { &case.description }.to_owned();
    case.say(books, Role::Buyer, &words, places);
    Ok(())
}

fn read_kind(number: i64) -> Result<Kind, Refusal> {
    Kind::try_from(number).map_err(|detail| Refusal::new(Code::ClaimGoodsStatus, detail))
}

fn check_goods(order: &TaobaoOrder, kind: Kind, goods_status: i64) -> Result<(), Refusal> {
    let allowed = limits::goods_states(order, kind);
    if allowed.contains(&goods_status) {
        return Ok(());
    }
    let detail = format!(
        "refundType {} and goodsStatus {goods_status}, for an order in {} it may be {allowed:?}",
        i64::from(kind),
        order.status.raw()
    );
    Err(Refusal::new(Code::ClaimGoodsStatus, detail))
}

/// The order that has a line of this id, and where in it.
fn find_line(books: &Books<'_>, line_id: &str) -> Result<(TaobaoOrder, usize), Refusal> {
    let order: TaobaoOrder = books.order_by_line(line_id)?;
    let at = order.lines.iter().position(|line| line.sub_purchase_order_id == line_id);
    at.map(|at| (order, at)).ok_or_else(|| Refusal::new(Code::NoSuchOrder, format_args!("line {line_id}")))
}
