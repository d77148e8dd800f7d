//! Asking for a refund: reasons, pictures, the request itself, and what the buyer does on 1688's own pages.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{GoodsStatus, RefundCase, Request};
use super::machine::{self, Deed, Status};
use super::reasons;
use crate::after_sales::evidence::{Evidence, place_of_upload};
use crate::after_sales::limits::{Claimed, Limits, Refusals};
use crate::after_sales::moves::Mover;
use crate::alibaba::order::AlibabaOrder;
use crate::catalogue::Platform;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::orders::random_digits;

/// Upstream's limits.
const DESCRIPTION_CHARS: std::ops::RangeInclusive<usize> = 2..=150;
const MOST_VOUCHERS: usize = 5;

const REFUSALS: Refusals = Refusals {
    reason: (Code::RefundReason, "applyReasonId"),
    evidence: Code::RefundEvidenceNeeded,
    sum: (Code::RefundAmount, "applyPayment"),
    words: (Code::RefundDescription, "description"),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListReasons {
    order_id: u64,
    order_entry_ids: Vec<u64>,
    goods_status: GoodsStatus,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UploadVoucher {
    image_data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    order_id: u64,
    order_entry_ids: Vec<u64>,
    dispute_request: Request,
    apply_payment: i64,
    apply_carriage: i64,
    apply_reason_id: i64,
    description: String,
    goods_status: GoodsStatus,
    vouchers: Option<Vec<String>>,
    order_entry_count_list: Option<Vec<Count>>,
}

#[derive(Deserialize)]
struct Count {
    id: Option<u64>,
    count: Option<i64>,
}

/// What the buyer changes on 1688's own pages; PandaPon has no call for it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    pub(crate) apply_payment_fen: Option<i64>,
    pub(crate) apply_carriage_fen: Option<i64>,
    pub(crate) reason_id: Option<i64>,
    pub(crate) description: Option<String>,
}

pub(super) fn reasons(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: ListReasons = asked.body()?;
    market.books(|books| {
        let order = find_order(books, request.order_id)?;
        check_lines(&order, &request.order_entry_ids)?;
        check_goods(&order, request.goods_status)?;
        let reasons: Vec<Value> = reasons::for_goods(request.goods_status).map(reasons::wire).collect();
        Ok(json!({ "reasons": reasons }))
    })
}

pub(super) fn upload_voucher(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: UploadVoucher = asked.body()?;
    let evidence = Evidence::of_1688(&request.image_data)?;
    market.books(|books| {
        let place = evidence.keep(books)?;
        Ok(json!({ "imageDomain": books.base_url, "imageRelativeUrl": place }))
    })
}

pub(super) fn create(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Create = asked.body()?;
    market.books(|books| {
        let mut order = find_order(books, request.order_id)?;
        let line_ids = check_lines(&order, &request.order_entry_ids)?;
        refuse_second(books, &order, &line_ids)?;
        check_goods(&order, request.goods_status)?;
        let mut case = RefundCase {
            refund_id: books.new_case_id(Platform::Alibaba1688, "TQ", 16)?,
            row: random_digits(12),
            order_id: order.order_id.clone(),
            counts: counts(&order, &line_ids, request.order_entry_count_list.as_deref())?,
            line_ids,
            status: Status::WaitSellerAgree,
            request: request.dispute_request,
            goods_status: request.goods_status,
            payment_fen: request.apply_payment,
            carriage_fen: request.apply_carriage,
            reason_id: request.apply_reason_id,
            description: request.description.clone(),
            vouchers: vouchers(
                books,
                request.vouchers.as_deref(),
                MOST_VOUCHERS,
                Code::RefundEvidenceNeeded,
            )?,
            reject_reason: None,
            reject_times: 0,
            asked: false,
            remark: None,
            parcel: None,
            refunded_payment_fen: 0,
            refunded_carriage_fen: 0,
            created_ms: books.now_ms,
            modified_ms: books.now_ms,
            completed_ms: None,
            deadline_moment_ms: None,
        };
        check(&case, &order)?;
        machine::begin(books, &mut case, &mut order)?;
        Ok(json!({ "refundId": case.refund_id }))
    })
}

/// The buyer changes a refused request on 1688's own pages.
pub(crate) fn modify(books: &Books<'_>, refund_id: &str, change: &Change) -> Result<(), Refusal> {
    let (mut case, mut order) = RefundCase::with_order(books, refund_id)?;
    case.payment_fen = change.apply_payment_fen.unwrap_or(case.payment_fen);
    case.carriage_fen = change.apply_carriage_fen.unwrap_or(case.carriage_fen);
    case.reason_id = change.reason_id.unwrap_or(case.reason_id);
    if let Some(description) = &change.description {
        case.description.clone_from(description);
    }
    check(&case, &order)?;
    let deed = Deed::of("buyer", "BUYER_MODIFY_REFUND_PROTOCOL");
    machine::step(books, &mut case, &mut order, Status::WaitSellerAgree, Mover::Buyer, deed)
}

/// The buyer takes a request back on 1688's own pages.
pub(crate) fn withdraw(books: &Books<'_>, refund_id: &str) -> Result<(), Refusal> {
    let (mut case, mut order) = RefundCase::with_order(books, refund_id)?;
    let deed = Deed::of("buyer", "BUYER_CANCEL_REFUND_CLOSE");
    machine::step(books, &mut case, &mut order, Status::Close, Mover::Buyer, deed)
}

/// Checks what is asked for against what can be: reason, evidence, sums, words.
fn check(case: &RefundCase, order: &AlibabaOrder) -> Result<(), Refusal> {
    let goods = case.goods_status;
    if case.request == Request::ReturnRefund && !goods.is_received() {
        return Err(Refusal::new(Code::RefundGoodsStatus, "returnRefund needs goods that were received"));
    }
    let most_fen = case.refundable_fen(order);
    let all_of_it = goods == GoodsStatus::RefundWaitSellerSend;
    let limits = Limits {
        reasons: reasons::for_goods(goods).collect(),
        least_fen: if all_of_it { most_fen } else { 1 },
        most_fen,
        chars: DESCRIPTION_CHARS,
    };
    let claimed = Claimed {
        reason_id: case.reason_id,
        sum_fen: case.payment_fen,
        words: &case.description,
        has_evidence: !case.vouchers.is_empty(),
    };
    let reason = limits.check(&claimed, &REFUSALS)?;
    let most_carriage_fen =
        if reason.with_freight { (order.shipping_fee - order.refunded_carriage_fen).max(0) } else { 0 };
    if !(0..=most_carriage_fen).contains(&case.carriage_fen) {
        let detail = format!("applyCarriage {}, at most {most_carriage_fen} fen", case.carriage_fen);
        return Err(Refusal::new(Code::RefundCarriage, detail));
    }
    Ok(())
}

fn find_order(books: &Books<'_>, id: u64) -> Result<AlibabaOrder, Refusal> {
    books.order(&id.to_string()).map_err(|refusal| {
        if refusal.code == Code::NoSuchOrder.row().1 {
            Refusal::new(Code::RefundNoSuchOrder, id)
        } else {
            refusal
        }
    })
}

/// The named lines, each of which must be one of the order's and named once.
fn check_lines(order: &AlibabaOrder, ids: &[u64]) -> Result<Vec<String>, Refusal> {
    let mut named: Vec<String> = Vec::with_capacity(ids.len());
    for id in ids {
        let id = id.to_string();
        let known = order.lines.iter().any(|line| line.sub_item_id == id);
        if !known || named.contains(&id) {
            let what = if known { "named twice" } else { "not of this order" };
            return Err(Refusal::new(Code::RefundNoSuchOrder, format_args!("line {id} is {what}")));
        }
        named.push(id);
    }
    if named.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "orderEntryIds is empty"));
    }
    Ok(named)
}

fn check_goods(order: &AlibabaOrder, status: GoodsStatus) -> Result<(), Refusal> {
    if order.paid_ms.is_none() || !order.status.has_refunds() {
        let detail = format!("order {} is {}", order.order_id, order.status.word());
        return Err(Refusal::new(Code::RefundState, detail));
    }
    if status.fits(order.status) {
        return Ok(());
    }
    let detail = format!("{status:?} does not fit an order that is {}", order.status.word());
    Err(Refusal::new(Code::RefundGoodsStatus, detail))
}

fn refuse_second(books: &Books<'_>, order: &AlibabaOrder, line_ids: &[String]) -> Result<(), Refusal> {
    for case in books.cases::<RefundCase>(Some(&order.order_id))? {
        if let Some(line) = case.line_ids.iter().find(|id| case.status.is_open() && line_ids.contains(id)) {
            let detail = format!("line {line} has refund {} ({})", case.refund_id, case.status.word());
            return Err(Refusal::new(Code::RefundState, detail));
        }
    }
    Ok(())
}

fn counts(
    order: &AlibabaOrder,
    line_ids: &[String],
    given: Option<&[Count]>,
) -> Result<Vec<(String, u32)>, Refusal> {
    let mut counts = Vec::new();
    for entry in given.unwrap_or_default() {
        let (Some(id), Some(count)) = (entry.id, entry.count) else {
            return Err(Refusal::new(Code::BadParameter, "orderEntryCountList: id and count are needed"));
        };
        let id = id.to_string();
        let line = order.lines.iter().find(|line| line.sub_item_id == id && line_ids.contains(&id));
        let quantity = line.map_or(0, |line| line.quantity);
        let count = u32::try_from(count).ok().filter(|count| (1..=quantity).contains(count));
        let count = count.ok_or_else(|| {
            let detail = format!("orderEntryCountList: line {id} has {quantity} pieces in this request");
            Refusal::new(Code::BadQuantity, detail)
        })?;
        counts.push((id, count));
    }
    Ok(counts)
}

/// The places of vouchers, which must come from the upload.
pub(super) fn vouchers(
    books: &Books<'_>,
    given: Option<&[String]>,
    most: usize,
    code: Code,
) -> Result<Vec<String>, Refusal> {
    let given = given.unwrap_or_default();
    if given.len() > most {
        return Err(Refusal::new(code, format_args!("{} vouchers, at most {most}", given.len())));
    }
    given
        .iter()
        .map(|address| {
            place_of_upload(books, address)?
                .ok_or_else(|| Refusal::new(code, format_args!("{address} is not from the voucher upload")))
        })
        .collect()
}
