//! A refund of 1688. Its sums are fen. It lists no messages; what seller and platform note stands on the refund itself.

use pandapon::alibaba1688::{
    GoodsCondition, GoodsStatus, LogisticsCompany, ReceivedGoods, Refund, RefundKind, RefundReason,
    RefundStatus, TradeInfo,
};
use pandapon::wire::Link;
use pondesk_domain::{
    AfterSalesCase, CaseDeadline, CaseKind, ClaimBasis, ClaimReason, DeadlineOutcome, GoodsState, Money,
    Order, OrderLineId, OrderStage, Platform, PlatformCaseId, PlatformOrderId, ReasonId, ReturnAddress,
    ReturnCarrier, ReturnShipment,
};
use serde_json::Value;

use crate::api::CommandResult;
use crate::translate::values::{Origin, fen, instant, needed, picture, words};

/// The case as the domain knows it; titles and pictures are the order's, where this desk has it.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id.
pub(crate) fn case(
    origin: Origin<'_>,
    wire: &Refund,
    order: Option<&Order>,
) -> CommandResult<AfterSalesCase> {
    let id = PlatformCaseId::new(needed(wire.refund_id.as_ref(), "refundId")?.as_str());
    let raw = wire.status.as_ref().map(RefundStatus::code).unwrap_or_default();
    let case = AfterSalesCase::unread(origin.account_id.clone(), Platform::Alibaba1688, id, raw);
    let order_name = wire.order_id.as_ref().map(|id| PlatformOrderId::new(id.as_str()));
    let line_ids: Vec<OrderLineId> = wire.order_entry_id_list.iter().filter_map(line_id).collect();
    let lines: Vec<_> =
        order.iter().flat_map(|order| &order.lines).filter(|line| line_ids.contains(&line.line_id)).collect();
    let back = [fen(wire.refund_payment), fen(wire.refund_carriage)];
    let refunded = Money::sum(back.into_iter().flatten());
    Ok(AfterSalesCase {
        order_id: order_name.as_ref().map(|id| Order::id_for(Platform::Alibaba1688, id)),
        order_name,
        title: lines.first().map(|line| line.title.clone()).or_else(|| words(wire.product_name.as_ref())),
        picture: lines.iter().find_map(|line| line.picture.clone()),
        quantity: (!lines.is_empty())
            .then(|| lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.quantity))),
        line_ids,
        seller_name: order
            .and_then(|order| order.seller_name.clone())
            .or_else(|| words(wire.seller_login_id.as_ref())),
        kind: kind(wire),
        goods: goods(wire, order),
        reason_id: wire.apply_reason_id.as_ref().map(|id| ReasonId::new(id.as_str())),
        reason: words(wire.apply_reason.as_ref()),
        words: extra_text(wire, "description"),
        asked: fen(wire.apply_payment),
        asked_freight: fen(wire.apply_carriage),
        refundable: fen(wire.can_refund_payment),
        refunded: (refunded.minor() > 0).then_some(refunded),
        refusal: words(wire.reject_reason.as_ref()),
        note: words(wire.remark.as_ref()),
        deadline: deadline(wire).filter(|_| case.status.stage.is_open()),
        return_to: address(wire),
        returned: shipment(wire),
        pictures: extra_links(wire, "vouchers")
            .iter()
            .filter_map(|link| picture(origin, Some(link)))
            .collect(),
        opened_at: instant(wire.gmt_apply.as_ref()).or_else(|| instant(wire.gmt_create.as_ref())),
        changed_at: instant(wire.gmt_modified.as_ref()),
        ended_at: instant(wire.gmt_completed.as_ref()),
        ..case
    })
}

/// Ids come as numbers or as text.
fn line_id(value: &Value) -> Option<OrderLineId> {
    match value {
        Value::String(text) => Some(OrderLineId::new(text.trim())),
        Value::Number(number) => Some(OrderLineId::new(number.to_string())),
        _ => None,
    }
}

fn kind(wire: &Refund) -> CaseKind {
    let asked = wire.dispute_request.as_deref().map(str::trim);
    match (wire.refund_goods, wire.only_refund, asked) {
        (Some(true), ..) | (None, Some(false), _) | (None, None, Some("3" | "returnRefund")) => {
            CaseKind::ReturnAndRefund
        }
        (_, Some(true), _) | (Some(false), None, _) | (None, None, Some("1" | "refund")) => {
            CaseKind::RefundOnly
        }
        _ => CaseKind::Unknown,
    }
}

/// 1688 tells received or not; that nothing was shipped is the order's word.
fn goods(wire: &Refund, order: Option<&Order>) -> GoodsState {
    match &wire.goods_status {
        Some(GoodsCondition::NotReceived) => {
            let unshipped = order.is_some_and(|order| order.status.stage == OrderStage::ToShip);
            if unshipped { GoodsState::NotShipped } else { GoodsState::NotReceived }
        }
        Some(GoodsCondition::Received) => GoodsState::Received,
        Some(GoodsCondition::Returned) => GoodsState::SentBack,
        Some(GoodsCondition::Unknown(_)) | None => GoodsState::Unknown,
    }
}

fn deadline(wire: &Refund) -> Option<CaseDeadline> {
    let raw = words(wire.time_out_operate_type.as_ref());
    Some(CaseDeadline {
        at: instant(wire.gmt_time_out.as_ref()).filter(|_| wire.time_out_freeze != Some(true))?,
        then: raw.as_deref().map_or(DeadlineOutcome::Unknown, DeadlineOutcome::read),
        raw,
    })
}

fn address(wire: &Refund) -> Option<ReturnAddress> {
    let address = ReturnAddress {
        receiver: words(wire.seller_real_name.as_ref()),
        phone: words(wire.seller_mobile.as_ref()).or_else(|| words(wire.seller_tel.as_ref())),
        address: words(wire.seller_receive_address.as_ref()),
    };
    (!address.is_blank()).then_some(address)
}

fn shipment(wire: &Refund) -> Option<ReturnShipment> {
    Some(ReturnShipment {
        carrier_code: None,
        carrier: words(wire.buyer_logistics_name.as_ref()),
        waybill: Some(words(wire.freight_bill.as_ref())?),
        note: extra_text(wire, "returnDescription"),
    })
}

fn extra_text(wire: &Refund, name: &str) -> Option<String> {
    let text = wire.ext_info.as_ref()?.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn extra_links(wire: &Refund, name: &str) -> Vec<Link> {
    let listed = wire.ext_info.as_ref().and_then(|info| info.get(name)?.as_array());
    listed.into_iter().flatten().filter_map(Value::as_str).map(Link::new).collect()
}

/// The refunds that an order and its lines name, each once.
pub(crate) fn named_by(order: &TradeInfo) -> Vec<PlatformCaseId> {
    let head = order.base_info.as_ref().and_then(|head| head.refund_id.as_ref());
    let lines = order.product_items.iter().flat_map(|item| [&item.refund_id, &item.refund_id_for_as]);
    let mut ids: Vec<PlatformCaseId> = Vec::new();
    for id in head.into_iter().chain(lines.flatten()).map(|id| PlatformCaseId::new(id.as_str().trim())) {
        if !id.as_str().is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Where the goods are, in 1688's word, which also says whether the order is completed.
pub(crate) fn wire_goods(basis: ClaimBasis, stage: OrderStage) -> GoodsStatus {
    let completed = stage == OrderStage::Completed;
    match basis.goods {
        GoodsState::NotShipped => GoodsStatus::RefundWaitSellerSend,
        GoodsState::NotReceived if completed => GoodsStatus::AftersaleBuyerNotReceived,
        GoodsState::NotReceived | GoodsState::Unknown => GoodsStatus::RefundWaitBuyerReceive,
        GoodsState::Received | GoodsState::SentBack | GoodsState::SellerHasThem if completed => {
            GoodsStatus::AftersaleBuyerReceived
        }
        GoodsState::Received | GoodsState::SentBack | GoodsState::SellerHasThem => {
            GoodsStatus::RefundBuyerReceived
        }
    }
}

/// What is asked for, in 1688's words.
pub(crate) fn wire_kind(basis: ClaimBasis, stage: OrderStage) -> RefundKind {
    match basis.kind {
        CaseKind::ReturnAndRefund if stage == OrderStage::Completed => {
            RefundKind::WithReturn(ReceivedGoods::OrderCompleted)
        }
        CaseKind::ReturnAndRefund => RefundKind::WithReturn(ReceivedGoods::OrderOpen),
        CaseKind::RefundOnly | CaseKind::Unknown => RefundKind::MoneyOnly(wire_goods(basis, stage)),
    }
}

/// A reason that can be chosen; one without an id cannot.
pub(crate) fn reason(wire: &RefundReason) -> Option<ClaimReason> {
    Some(ClaimReason {
        reason_id: ReasonId::new(wire.id.as_ref()?.as_str()),
        words: words(wire.name.as_ref()).unwrap_or_default(),
        tip: words(wire.tip.as_ref()),
        needs_evidence: wire.need_voucher == Some(true),
        refunds_freight: wire.no_refund_carriage != Some(true),
    })
}

/// A carrier that can be chosen; one without a code cannot.
pub(crate) fn carrier(wire: &LogisticsCompany) -> Option<ReturnCarrier> {
    let code = wire.company_no.as_ref()?.as_str().trim().to_owned();
    let name = words(wire.company_name.as_ref()).unwrap_or_else(|| code.clone());
    (!code.is_empty()).then_some(ReturnCarrier { code, name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use pondesk_domain::{AccountId, CaseStage};

    fn read(text: &str) -> AfterSalesCase {
        let wire: Refund = pandapon::wire::read_text(text).unwrap();
        let account_id = AccountId::from("1");
        let base_url = "https://api.example".parse().unwrap();
        case(Origin { account_id: &account_id, base_url: &base_url }, &wire, None).unwrap()
    }

    #[test]
    fn ids_of_nineteen_digits_and_unknown_words_survive() {
        let case = read(
            r#"{"refundId":"TQ8651493722961198","orderId":2542285634920880794,"status":"waitmoonphase",
            "orderEntryIdList":[2542285634921880794,"2542285634921880795"],"disputeRequest":3,"goodsStatus":9,
            "applyPayment":1900,"applyCarriage":600,"refundPayment":0}"#,
        );
        assert_eq!(case.status.stage, CaseStage::Unknown);
        assert_eq!(case.order_id, Some("1688:2542285634920880794".into()));
        assert_eq!(case.line_ids, vec!["2542285634921880794".into(), "2542285634921880795".into()]);
        assert_eq!((case.kind, case.goods), (CaseKind::ReturnAndRefund, GoodsState::Unknown));
        assert_eq!((case.asked_in_all(), case.refunded), (Some(Money::fen(2500)), None));
        assert_eq!(case.returned, None);
    }

    #[test]
    fn what_is_frozen_has_no_deadline_and_what_is_over_has_none_either() {
        let at = |status: &str, frozen: bool| {
            read(&format!(
                r#"{{"refundId":"TQ1","status":"{status}","gmtTimeOut":"20261130100000000+0800","timeOutFreeze":{frozen}}}"#
            ))
            .deadline
        };
        assert!(at("waitbuyersend", false).is_some());
        assert_eq!(at("waitbuyersend", true), None);
        assert_eq!(at("refundsuccess", false), None);
    }
}
