//! A reverse order of Taobao. Its sums are fen.

use pandapon::taobao::{
    GoodsStatus, RefundOrder, RefundType, ReturnAddress as WireAddress, ReturnCarrier as WireCarrier,
    ReturnLogistics, ReverseMessage, ReverseOrder, ReverseRenderResult, ReverseStatus,
};
use pondesk_domain::{
    AfterSalesCase, CaseDeadline, CaseKind, CaseMessage, CaseStage, ClaimBasis, ClaimReason, DeadlineOutcome,
    GoodsState, LineBlock, LineTerms, Money, OrderLineId, Platform, PlatformCaseId, PlatformOrderId,
    ReasonId, ReturnAddress, ReturnCarrier, ReturnShipment, Speaker,
};

use crate::api::CommandResult;
use crate::translate::values::{Origin, fen, instant, needed, picture, pieces, words};

/// What Taobao's hints say where a reason needs evidence; it has no field for that.
const EVIDENCE_WORD: &str = "凭证";

/// The case as the domain knows it.
///
/// # Errors
/// [`crate::api::ErrorCode::Unreadable`] when it has no id.
pub(crate) fn case(origin: Origin<'_>, wire: &ReverseOrder) -> CommandResult<AfterSalesCase> {
    let refund = needed(wire.refund_order.as_ref(), "refundOrder")?;
    let id = PlatformCaseId::new(needed(refund.refund_id.as_ref(), "refundOrder.refundId")?.as_str());
    let raw = refund.refund_status.as_ref().map(ReverseStatus::code).unwrap_or_default();
    let mut case = AfterSalesCase::unread(origin.account_id.clone(), Platform::Taobao, id, raw);
    if let Some(line) = &wire.purchase_order_line {
        case.order_name = line.purchase_order_id.as_ref().map(|id| PlatformOrderId::new(id.as_str()));
        case.line_ids = line.purchase_order_line_id.iter().map(|id| OrderLineId::new(id.as_str())).collect();
        case.title = words(line.item_title.as_ref());
        case.picture = picture(origin, line.item_image_url.as_ref());
        case.quantity = pieces(line.quantity);
    }
    let asked = fen(refund.refund_fee);
    let is_refunded = case.status.stage == CaseStage::Refunded;
    Ok(AfterSalesCase {
        kind: kind(refund.refund_type.as_ref()),
        goods: goods(refund.goods_status.as_ref()),
        reason_id: refund.reason_id.as_ref().map(|id| ReasonId::new(id.as_str())),
        reason: words(refund.reason_desc.as_ref()),
        words: words(refund.refund_desc.as_ref()),
        asked,
        refunded: asked.filter(|_| is_refunded),
        refusal: words(refund.seller_refuse_reason.as_ref())
            .or_else(|| words(refund.seller_refuse_reason_describe.as_ref())),
        note: wire.logistics.as_ref().and_then(|it| words(it.seller_agree_return_describe.as_ref())),
        deadline: deadline(refund).filter(|_| case.status.stage.is_open()),
        return_to: wire.logistics.as_ref().and_then(|it| address(it.receiver_address.as_ref())),
        returned: wire.logistics.as_ref().and_then(shipment),
        ..case
    })
}

fn kind(kind: Option<&RefundType>) -> CaseKind {
    match kind {
        Some(RefundType::RefundOnly) => CaseKind::RefundOnly,
        Some(RefundType::ReturnAndRefund) => CaseKind::ReturnAndRefund,
        Some(RefundType::Unknown(_)) | None => CaseKind::Unknown,
    }
}

fn goods(goods: Option<&GoodsStatus>) -> GoodsState {
    match goods {
        Some(GoodsStatus::NotShipped) => GoodsState::NotShipped,
        Some(GoodsStatus::NotReceived | GoodsStatus::Shipped) => GoodsState::NotReceived,
        Some(GoodsStatus::Received) => GoodsState::Received,
        Some(GoodsStatus::SentBack) => GoodsState::SentBack,
        Some(GoodsStatus::SellerReceived) => GoodsState::SellerHasThem,
        Some(GoodsStatus::Unknown(_)) | None => GoodsState::Unknown,
    }
}

/// What a claim rests on, in Taobao's codes.
pub(crate) fn wire_basis(basis: ClaimBasis) -> (RefundType, GoodsStatus) {
    let kind = match basis.kind {
        CaseKind::ReturnAndRefund => RefundType::ReturnAndRefund,
        CaseKind::RefundOnly | CaseKind::Unknown => RefundType::RefundOnly,
    };
    let goods = match basis.goods {
        GoodsState::NotShipped => GoodsStatus::NotShipped,
        GoodsState::Received => GoodsStatus::Received,
        GoodsState::SentBack => GoodsStatus::SentBack,
        GoodsState::SellerHasThem => GoodsStatus::SellerReceived,
        GoodsState::NotReceived | GoodsState::Unknown => GoodsStatus::NotReceived,
    };
    (kind, goods)
}

fn deadline(refund: &RefundOrder) -> Option<CaseDeadline> {
    let raw = words(refund.timeout_type.as_ref());
    Some(CaseDeadline {
        at: instant(refund.timeout_date.as_ref())?,
        then: raw.as_deref().map_or(DeadlineOutcome::Unknown, DeadlineOutcome::read),
        raw,
    })
}

/// Where goods go back to; none while nothing of it is told.
pub(crate) fn address(wire: Option<&WireAddress>) -> Option<ReturnAddress> {
    let address = match wire? {
        WireAddress::Text(text) => ReturnAddress { address: words(Some(text)), ..ReturnAddress::default() },
        WireAddress::Parts(parts) => ReturnAddress {
            receiver: words(parts.receiver.as_ref()),
            phone: words(parts.phone.as_ref()),
            address: words(parts.detail_address.as_ref()),
        },
    };
    (!address.is_blank()).then_some(address)
}

fn shipment(wire: &ReturnLogistics) -> Option<ReturnShipment> {
    let waybill = words(wire.logistics_no.as_ref())?;
    let carrier = wire.logistics_company.as_ref();
    Some(ReturnShipment {
        carrier_code: carrier.and_then(|it| words(it.code())),
        carrier: carrier.and_then(|it| words(it.logistics_company_name.as_ref())),
        waybill: Some(waybill),
        note: words(wire.return_goods_desc.as_ref()),
    })
}

/// A carrier that can be chosen; one without a code cannot.
pub(crate) fn carrier(wire: &WireCarrier) -> Option<ReturnCarrier> {
    let code = words(wire.code())?;
    Some(ReturnCarrier {
        name: words(wire.logistics_company_name.as_ref()).unwrap_or_else(|| code.clone()),
        code,
    })
}

/// Something said on a case.
pub(crate) fn message(origin: Origin<'_>, wire: &ReverseMessage) -> CaseMessage {
    let speaker = match words(wire.owner_role.as_ref()).unwrap_or_default().to_lowercase().as_str() {
        "buyer" => Speaker::Buyer,
        "seller" => Speaker::Seller,
        "platform" | "system" => Speaker::Platform,
        _ => Speaker::Unknown,
    };
    CaseMessage {
        at: instant(wire.message_time.as_ref()),
        speaker,
        nick: words(wire.owner_nick.as_ref()),
        words: words(wire.content.as_ref()).unwrap_or_default(),
        pictures: wire.pic_urls.iter().filter_map(|link| picture(origin, Some(link))).collect(),
    }
}

/// What Taobao offers for a line: its terms, and its reasons.
pub(crate) fn terms(
    line_id: OrderLineId,
    paid: Option<Money>,
    wire: &ReverseRenderResult,
    of_case: Option<&PlatformCaseId>,
) -> (LineTerms, Vec<ClaimReason>) {
    let template = wire.refund_order_template.clone().unwrap_or_default();
    let limits = template.max_refund_fee.unwrap_or_default();
    let tip = words(limits.fee_tips.as_ref());
    let rendered = template.refund_order.as_ref().and_then(|refund| refund.refund_id.as_ref());
    let other = rendered.map(|id| PlatformCaseId::new(id.as_str().trim()));
    let other = other.filter(|id| !id.as_str().is_empty() && Some(id) != of_case);
    let blocked = match (other, wire.sale_flag) {
        (Some(id), _) => Some(LineBlock::CaseOpen { case_id: AfterSalesCase::id_for(Platform::Taobao, &id) }),
        (None, Some(false)) => Some(LineBlock::Refused { said: tip.clone() }),
        (None, _) => None,
    };
    let most = fen(limits.refund_fee);
    let whole_only = limits.can_edit_refund_fee == Some(false);
    let least = fen(limits.min_refund_fee).unwrap_or(if whole_only {
        most.unwrap_or_default()
    } else {
        Money::fen(1)
    });
    let refunded = match (paid, most) {
        (Some(paid), Some(most)) if blocked.is_none() => Money::fen((paid.minor() - most.minor()).max(0)),
        _ => Money::ZERO,
    };
    let reasons = template.refund_reasons.iter().filter_map(|reason| {
        let tip = words(reason.tips.as_ref());
        Some(ClaimReason {
            reason_id: ReasonId::new(reason.reason_id.as_ref()?.as_str()),
            words: words(reason.reason_desc.as_ref()).unwrap_or_default(),
            needs_evidence: tip.as_deref().is_some_and(|tip| tip.contains(EVIDENCE_WORD)),
            tip,
            refunds_freight: false,
        })
    });
    (LineTerms { line_id, paid, refunded, least, most, whole_only, tip, blocked }, reasons.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pondesk_domain::AccountId;

    fn read(text: &str) -> AfterSalesCase {
        let wire: ReverseOrder = pandapon::wire::read_text(text).unwrap();
        let account_id = AccountId::from("1");
        let base_url = "https://api.example".parse().unwrap();
        case(Origin { account_id: &account_id, base_url: &base_url }, &wire).unwrap()
    }

    #[test]
    fn a_case_with_an_unknown_status_and_either_address_is_read() {
        let read_one = |address: &str| {
            read(&format!(
                r#"{{"refundOrder":{{"refundId":"110000235001","refundStatus":1,"refundType":1,"goodsStatus":2,
                "refundFee":5900,"timeoutDate":"2026-11-30 10:00:00","timeoutType":"SYSTEM_CLOSE"}},
                "logistics":{{"receiverAddress":{address},"logisticsNo":"SF1","logisticsCompany":{{"logisticCompanyCode":"SF"}}}},
                "purchaseOrderLine":{{"purchaseOrderId":1,"purchaseOrderLineId":200048859480,"quantity":2}}}}"#
            ))
        };
        let case = read_one(r#"{"detailAddress":"杭州","phone":"","receiver":"售后"}"#);
        assert_eq!(case.status.raw, "1");
        assert_eq!(case.status.stage, CaseStage::Unknown);
        assert_eq!((case.kind, case.goods), (CaseKind::RefundOnly, GoodsState::Received));
        assert_eq!(case.line_ids, vec!["200048859480".into()]);
        assert_eq!(case.deadline.unwrap().then, DeadlineOutcome::Close);
        assert_eq!(case.returned.unwrap().carrier_code.as_deref(), Some("SF"));
        assert_eq!(case.return_to.unwrap().receiver.as_deref(), Some("售后"));
        let text = read_one(r#""杭州市创业路1号""#).return_to.unwrap();
        assert_eq!(text.address.as_deref(), Some("杭州市创业路1号"));
        assert_eq!(read_one(r#"{"detailAddress":"","phone":"","receiver":""}"#).return_to, None);
    }
}
