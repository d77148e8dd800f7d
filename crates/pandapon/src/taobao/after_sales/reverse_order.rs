//! What after-sales operations answer.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{GoodsStatus, PayOrderId, ReasonId, RefundId, RefundType};
use crate::taobao::{PurchaseOrderId, ReverseStatus, SalesOrderId, SubPurchaseOrderId};
use crate::wire::{Count, Extra, Fen, Link, Moment, Rows, Text, flag, from_tidied};

/// A page of reverse orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseOrderPage {
    /// Rows in all.
    pub total: Option<Count>,
    /// This page, from 1.
    pub page_no: Option<Count>,
    /// Rows a page.
    pub page_size: Option<Count>,
    /// Distributor id.
    pub distributor_id: Option<Text>,
    /// Currency code.
    pub currency: Option<Text>,
    /// The reverse orders; those that cannot be read are kept beside the others.
    pub refund_order_aggregates: Rows<ReverseOrder>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One reverse order, read alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseOrderDetail {
    /// Distributor id.
    pub distributor_id: Option<Text>,
    /// Currency code.
    pub currency: Option<Text>,
    /// The reverse order.
    pub refund_order_aggregate: Option<ReverseOrder>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A reverse order: the claim, the order line it is about, and the return.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseOrder {
    /// The return.
    pub logistics: Option<ReturnLogistics>,
    /// The claim.
    pub refund_order: Option<RefundOrder>,
    /// The order line.
    pub purchase_order_line: Option<RefundedLine>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A claim. Sums in fen, which is a reading of the reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundOrder {
    /// Reverse order id (12 digits).
    pub refund_id: Option<RefundId>,
    /// Payment order id.
    pub pay_order_id: Option<PayOrderId>,
    /// Its status. The samples show 1, which no list has: it may be Taobao's own code, and reads as unknown.
    pub refund_status: Option<ReverseStatus>,
    /// Kind of claim.
    pub refund_type: Option<RefundType>,
    /// Where the goods are.
    pub goods_status: Option<GoodsStatus>,
    /// Reason id.
    pub reason_id: Option<ReasonId>,
    /// Reason in words.
    pub reason_desc: Option<Text>,
    /// The buyer's words.
    pub refund_desc: Option<Text>,
    /// Amount asked.
    pub refund_fee: Option<Fen>,
    /// Hint on the amount.
    pub fee_tips: Option<Text>,
    /// Whether the amount may be changed.
    #[serde(deserialize_with = "flag")]
    pub can_edit_fee: Option<bool>,
    /// Deadline of the current step.
    pub timeout_date: Option<Moment>,
    /// What happens at the deadline.
    pub timeout_type: Option<Text>,
    /// Time left, unit not stated.
    pub remaining_time: Option<Text>,
    /// Why the seller refused.
    pub seller_refuse_reason: Option<Text>,
    /// The same, explained.
    pub seller_refuse_reason_describe: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The order line that a claim is about. Sums in fen, which is a reading of the reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundedLine {
    /// Purchase order id.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// Id of the line.
    pub purchase_order_line_id: Option<SubPurchaseOrderId>,
    /// Order number on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// Seller id.
    pub supplier_id: Option<Text>,
    /// Title.
    pub item_title: Option<Text>,
    /// Picture.
    pub item_image_url: Option<Link>,
    /// Units.
    pub quantity: Option<Count>,
    /// Currency code.
    pub currency: Option<Text>,
    /// Unit price.
    pub price: Option<Fen>,
    /// Goods.
    pub product_fee: Option<Fen>,
    /// Freight.
    pub post_fee: Option<Fen>,
    /// Total.
    pub total_price: Option<Fen>,
    /// Sales market.
    pub sales_market: Option<Text>,
    /// When it was created, epoch milliseconds.
    pub create_time: Option<Moment>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How goods go back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReturnLogistics {
    /// Phone of the sender.
    pub buyer_phone: Option<Text>,
    /// Waybill number.
    pub logistics_no: Option<Text>,
    /// Carrier.
    pub logistics_company: Option<ReturnCarrier>,
    /// Where to.
    pub receiver_address: Option<ReturnAddress>,
    /// Note on the return.
    pub return_goods_desc: Option<Text>,
    /// The seller's note on the return.
    pub seller_agree_return_describe: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A carrier for a return.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReturnCarrier {
    /// Its code.
    pub logistics_company_code: Option<Text>,
    /// Its code, as the cancel page spells the member. See [`ReturnCarrier::code`].
    pub logistic_company_code: Option<Text>,
    /// Its name.
    pub logistics_company_name: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ReturnCarrier {
    /// Its code, in either spelling of the member.
    #[must_use]
    pub fn code(&self) -> Option<&Text> {
        self.logistics_company_code.as_ref().or(self.logistic_company_code.as_ref())
    }
}

/// Where a return goes: one text on one page of the reference, parts on another.
#[derive(Clone, Debug, PartialEq)]
pub enum ReturnAddress {
    /// One text.
    Text(Text),
    /// Parts.
    Parts(Box<ReturnAddressParts>),
}

impl Serialize for ReturnAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Parts(parts) => parts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ReturnAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Value::deserialize(deserializer)?;
        let read = if told.is_object() {
            from_tidied(&told).map(Self::Parts)
        } else {
            from_tidied(&told).map(Self::Text)
        };
        read.map_err(serde::de::Error::custom)
    }
}

/// An address in parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReturnAddressParts {
    /// Address in one text.
    pub detail_address: Option<Text>,
    /// Phone.
    pub phone: Option<Text>,
    /// Name.
    pub receiver: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a claim may ask for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseRenderResult {
    /// Reasons and limits.
    pub refund_order_template: Option<ReverseTemplate>,
    /// Distributor id.
    pub distributor_id: Option<Text>,
    /// Currency code.
    pub currency: Option<Text>,
    /// Whether a claim can be opened for this line.
    #[serde(deserialize_with = "flag")]
    pub sale_flag: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Reasons and limits of a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseTemplate {
    /// Reasons to choose from.
    pub refund_reasons: Vec<RefundReason>,
    /// Where the goods may be said to be.
    pub goods_status_list: Vec<GoodsStatus>,
    /// The claim as it stands, when there is one.
    pub refund_order: Option<RefundOrder>,
    /// How much may be asked.
    pub max_refund_fee: Option<RefundFeeLimits>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A reason for a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundReason {
    /// Its id.
    pub reason_id: Option<ReasonId>,
    /// Words.
    pub reason_desc: Option<Text>,
    /// Hint.
    pub tips: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How much may be asked, fen, which is a reading of the reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RefundFeeLimits {
    /// The most.
    pub refund_fee: Option<Fen>,
    /// The least.
    pub min_refund_fee: Option<Fen>,
    /// Hint.
    pub fee_tips: Option<Text>,
    /// Whether another amount than the most may be asked.
    #[serde(deserialize_with = "flag")]
    pub can_edit_refund_fee: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a claim came to when it was opened, changed, or its return reported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseSubmitResult {
    /// Reverse order id.
    pub refund_id: Option<RefundId>,
    /// Currency code.
    pub currency: Option<Text>,
    /// Distributor id.
    pub distributor_id: Option<Text>,
    /// The reverse order as it stands now.
    pub refund_order_aggregate: Option<ReverseOrder>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a withdrawal came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseCancelResult {
    /// Whether it was withdrawn. An envelope that says success can still say no here.
    #[serde(deserialize_with = "flag")]
    pub cancel_success: Option<bool>,
    /// Currency code.
    pub currency: Option<Text>,
    /// Distributor id.
    pub distributor_id: Option<Text>,
    /// The reverse order as it stands now.
    pub refund_order_aggregate: Option<ReverseOrder>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How goods can go back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReturnLogisticsTemplate {
    /// Reverse order id.
    pub refund_id: Option<RefundId>,
    /// Carriers to choose from.
    pub logistics_company_list: Vec<ReturnCarrier>,
    /// Where to send the goods.
    pub receiver_address: Option<ReturnAddress>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether a message was taken.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseMessageSubmitResult {
    /// Whether it was taken.
    #[serde(deserialize_with = "flag")]
    pub success: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Messages on a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseMessagePage {
    /// Rows in all.
    pub total: Option<Count>,
    /// The messages; those that cannot be read are kept beside the others.
    pub messages: Rows<ReverseMessage>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A message on a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReverseMessage {
    /// When, epoch milliseconds.
    pub message_time: Option<Moment>,
    /// Who wrote it.
    pub owner_nick: Option<Text>,
    /// `seller` was seen; buyer and platform are said to write too.
    pub owner_role: Option<Text>,
    /// What it says.
    pub content: Option<Text>,
    /// Pictures.
    pub pic_urls: Vec<Link>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
