//! A reverse order as the sandbox keeps it, and as the wire shows it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::limits::{self, Kind};
use super::machine::Status;
use crate::after_sales::{ReturnAddress, real_time_of};
use crate::catalogue::{Platform, name_id};
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::cases::KeptCase;
use crate::taobao::order::TaobaoOrder;
use crate::wire::{self, number};

/// The account that buys, as after-sales pages name it.
pub(super) const DISTRIBUTOR_ID: &str = "2100005349129";
pub(super) const CURRENCY: &str = "CNY";

/// A claim about one line; sums in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ReverseCase {
    pub(crate) refund_id: String,
    pub(crate) order_id: String,
    pub(crate) sub_purchase_order_id: String,
    pub(crate) status: Status,
    pub(crate) kind: Kind,
    pub(crate) goods_status: i64,
    pub(crate) reason_id: i64,
    pub(crate) fee_fen: i64,
    pub(crate) description: String,
    pub(crate) refusals: u32,
    pub(crate) goods_refusals: u32,
    pub(crate) asked: bool,
    pub(crate) answered: bool,
    pub(crate) refuse_reason: Option<String>,
    /// What the seller said when agreeing to a return.
    pub(crate) agreed_words: Option<String>,
    pub(crate) parcel: Option<Parcel>,
    pub(crate) messages: Vec<Message>,
    pub(crate) created_ms: i64,
    pub(crate) modified_ms: i64,
    /// Until when the present step must be taken, on the sandbox's clock.
    pub(crate) deadline_moment_ms: Option<i64>,
}

/// Goods on the way back to the seller.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Parcel {
    pub(crate) carrier_code: String,
    pub(crate) carrier_name: String,
    pub(crate) waybill: String,
    pub(crate) phone: String,
    pub(crate) note: String,
}

/// Who writes on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Buyer,
    Seller,
    Platform,
}

/// Something said on a case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) at_ms: i64,
    pub(crate) role: Role,
    pub(crate) text: String,
    /// Addresses, or places below this sandbox's own address.
    pub(crate) pictures: Vec<String>,
}

impl KeptCase for ReverseCase {
    const PLATFORM: Platform = Platform::Taobao;
    const MISSING: Code = Code::NoSuchCase;

    fn case_id(&self) -> &str {
        &self.refund_id
    }
    fn order_id(&self) -> &str {
        &self.order_id
    }
    fn created_ms(&self) -> i64 {
        self.created_ms
    }
}

impl ReverseCase {
    /// The case with an id, and its order.
    pub(crate) fn with_order(books: &Books<'_>, refund_id: &str) -> Result<(Self, TaobaoOrder), Refusal> {
        let case: ReverseCase = books.case(refund_id)?;
        let order = books.order(&case.order_id)?;
        Ok((case, order))
    }

    /// Where the case's line stands in its order.
    pub(super) fn line_at(&self, order: &TaobaoOrder) -> Result<usize, Refusal> {
        order
            .lines
            .iter()
            .position(|line| line.sub_purchase_order_id == self.sub_purchase_order_id)
            .ok_or_else(|| Refusal::new(Code::Broken, "a case without its line"))
    }

    /// Adds something said.
    pub(crate) fn say(&mut self, books: &Books<'_>, role: Role, text: &str, pictures: Vec<String>) {
        self.messages.push(Message { at_ms: books.now_ms, role, text: text.to_owned(), pictures });
    }

    /// The case as `TaobaoRefundOrderAggregate`.
    pub(crate) fn aggregate(&self, books: &Books<'_>, order: &TaobaoOrder) -> Result<Value, Refusal> {
        Ok(json!({
            "logistics": self.logistics_wire(books, order)?,
            "refundOrder": self.refund_wire(books, order)?,
            "purchaseOrderLine": line_wire(books, order, self.line_at(order)?),
        }))
    }

    fn logistics_wire(&self, books: &Books<'_>, order: &TaobaoOrder) -> Result<Value, Refusal> {
        let parcel = self.parcel.as_ref();
        let text = |part: fn(&Parcel) -> &str| parcel.map_or("", part);
        // The seller's address is told to whom it agreed to a return with.
        let told = matches!(self.status, Status::Agreed | Status::Returned) || parcel.is_some();
        let address = if told { return_address(books, order, self.line_at(order)?) } else { None };
        Ok(json!({
            "buyerPhone": text(|parcel| &parcel.phone),
            "logisticsNo": text(|parcel| &parcel.waybill),
            "logisticsCompany": {
                "logisticsCompanyCode": text(|parcel| &parcel.carrier_code),
                "logisticsCompanyName": text(|parcel| &parcel.carrier_name),
            },
            "receiverAddress": address_wire(address.as_ref()),
            "returnGoodsDesc": text(|parcel| &parcel.note),
            "sellerAgreeReturnDescribe": self.agreed_words.as_deref().unwrap_or_default(),
        }))
    }

    /// The claim as it stands, in a rendered template; the status is text on that page.
    pub(super) fn as_rendered(&self, books: &Books<'_>, order: &TaobaoOrder) -> Result<Value, Refusal> {
        let mut refund = self.refund_wire(books, order)?;
        refund["refundStatus"] = json!(i64::from(self.status).to_string());
        Ok(refund)
    }

    fn refund_wire(&self, books: &Books<'_>, order: &TaobaoOrder) -> Result<Value, Refusal> {
        let range = limits::range(order, self.line_at(order)?, self.goods_status);
        let deadline_ms = self.deadline_moment_ms.map(|at| real_time_of(books, at));
        let reason = limits::words_of(self.reason_id);
        Ok(json!({
            "refundId": self.refund_id,
            "payOrderId": name_id(&order.order_id, 18).to_string(),
            "refundStatus": i64::from(self.status),
            "refundType": i64::from(self.kind),
            "goodsStatus": self.goods_status,
            "reasonId": self.reason_id,
            "reasonDesc": reason,
            "refundDesc": self.description,
            "refundFee": self.fee_fen,
            "feeTips": range.tips(),
            "canEditFee": self.status.may_modify() && range.can_edit,
            "timeoutDate": deadline_ms.map(wire::beijing_time).unwrap_or_default(),
            "timeoutType": self.status.at_deadline(self.kind),
            "remainingTime": deadline_ms.map(|at| (at - books.now_ms).max(0).to_string()).unwrap_or_default(),
            "sellerRefuseReason": self.refuse_reason.as_deref().unwrap_or_default(),
            "sellerRefuseReasonDescribe": match self.refuse_reason {
                Some(_) if self.parcel.is_some() => "卖家拒绝签收退货",
                Some(_) => "卖家拒绝退款申请",
                None => "",
            },
        }))
    }
}

/// Where the goods of a line are sent back to.
pub(super) fn return_address(books: &Books<'_>, order: &TaobaoOrder, at: usize) -> Option<ReturnAddress> {
    ReturnAddress::of_offer(books, Platform::Taobao, order.lines.get(at)?.item_id)
}

/// An address as `receiverAddress`; blank while there is none.
pub(super) fn address_wire(address: Option<&ReturnAddress>) -> Value {
    let text = |part: fn(&ReturnAddress) -> &str| address.map_or("", part);
    json!({
        "detailAddress": text(|address| &address.address),
        "phone": text(|address| &address.mobile),
        "receiver": text(|address| &address.receiver),
    })
}

fn line_wire(books: &Books<'_>, order: &TaobaoOrder, at: usize) -> Value {
    let Some(line) = order.lines.get(at) else { return Value::Null };
    let post_fee = order.post_fee(at);
    json!({
        "purchaseOrderId": number(&order.purchase_order_id),
        "purchaseOrderLineId": number(&line.sub_purchase_order_id),
        "salesOrderId": order.sales_order_id,
        "supplierId": order.shop_id,
        "itemTitle": line.title,
        "itemImageUrl": line.picture.as_ref().map(|key| books.picture_url(key)).unwrap_or_default(),
        "quantity": line.quantity,
        "currency": CURRENCY,
        "price": line.unit_fen,
        "productFee": line.goods_fen(),
        "postFee": post_fee,
        "totalPrice": line.goods_fen() + post_fee,
        "salesMarket": "CN",
        "createTime": order.created_ms,
    })
}
