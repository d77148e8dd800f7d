//! A 1688 order as the platform describes it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{NativeLogistics, ReceiverInfo};
use crate::alibaba1688::{LineId, OfferId, OrderId, OrderStatus, RefundId, RefundStatus, SkuId, SpecId};
use crate::wire::{Count, Extra, Fen, Link, Measure, Moment, Text, Yuan, flag};

/// A whole 1688 order. Amounts in yuan unless a field says fen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TradeInfo {
    /// The order itself.
    pub base_info: Option<OrderBaseInfo>,
    /// Delivery inside China.
    pub native_logistics: Option<NativeLogistics>,
    /// Its lines.
    pub product_items: Vec<ProductItem>,
    /// Payments.
    pub trade_terms: Vec<TradeTerm>,
    /// Further attributes.
    pub ext_attributes: Vec<ExtAttribute>,
    /// Ratings: 4 rated, 5 not rated, 6 none needed.
    pub order_rate_info: Option<Value>,
    /// Guarantee; a single object here, a list on a line.
    pub guarantees_terms: Option<GuaranteesTerm>,
    /// Only null was seen.
    pub international_logistics: Option<Value>,
    /// Invoice data.
    pub order_invoice_info: Option<Value>,
    /// Customs declaration.
    pub customs: Option<Value>,
    /// Cross-border address.
    pub overseas_extra_address: Option<Value>,
    /// Business flags.
    pub order_biz_info: Option<Value>,
    /// Quotes.
    pub quote_list: Vec<Quote>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Head of a 1688 order. Amounts in yuan unless a field says fen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderBaseInfo {
    /// The id as a number; already rounded in the published sample. Use `id_of_str`.
    #[serde(rename = "id")]
    pub rounded_id: Option<Text>,
    /// Order id, exact.
    pub id_of_str: Option<OrderId>,
    /// Its status.
    pub status: Option<OrderStatus>,
    /// Refund status before the order is completed.
    pub refund_status: Option<RefundStatus>,
    /// Refund status after the order is completed.
    pub refund_status_for_as: Option<RefundStatus>,
    /// Refund id.
    pub refund_id: Option<RefundId>,
    /// Kind: `cn` ordinary, `cb` cross-border.
    pub business_type: Option<Text>,
    /// Trade type as digits; 50060 is a staged trade.
    pub trade_type: Option<Text>,
    /// Trade type given at creation.
    pub trade_type_code: Option<Text>,
    /// Label of the trade type.
    pub trade_type_desc: Option<Text>,
    /// Total to pay: goods and freight.
    pub total_amount: Option<Yuan>,
    /// Goods.
    pub sum_product_payment: Option<Yuan>,
    /// Freight.
    pub shipping_fee: Option<Yuan>,
    /// Discount in fen, unlike the totals beside it; negative when the price was lowered.
    pub discount: Option<Fen>,
    /// Refunded.
    pub refund: Option<Yuan>,
    /// Refunded; its unit is not stated.
    pub refund_payment: Option<Measure>,
    /// Created.
    pub create_time: Option<Moment>,
    /// First paid.
    pub pay_time: Option<Moment>,
    /// Changed.
    pub modify_time: Option<Moment>,
    /// Everything shipped.
    pub all_delivered_time: Option<Moment>,
    /// Everything received.
    pub receiving_time: Option<Moment>,
    /// Confirmed.
    pub confirmed_time: Option<Moment>,
    /// Completed.
    pub complete_time: Option<Moment>,
    /// Buyer, `b2b-…`.
    #[serde(rename = "buyerID")]
    pub buyer_id: Option<Text>,
    /// Seller, `b2b-…`.
    #[serde(rename = "sellerID")]
    pub seller_id: Option<Text>,
    /// The buyer's login.
    pub buyer_login_id: Option<Text>,
    /// The seller's login.
    pub seller_login_id: Option<Text>,
    /// The buyer's number.
    pub buyer_user_id: Option<Text>,
    /// The seller's number.
    pub seller_user_id: Option<Text>,
    /// The buyer's Alipay id.
    pub buyer_alipay_id: Option<Text>,
    /// The seller's Alipay id.
    pub seller_alipay_id: Option<Text>,
    /// Payment id.
    pub alipay_trade_id: Option<Text>,
    /// The buyer.
    pub buyer_contact: Option<TradeContact>,
    /// The seller.
    pub seller_contact: Option<TradeContact>,
    /// The receiver.
    pub receiver_info: Option<ReceiverInfo>,
    /// Paid at once.
    #[serde(deserialize_with = "flag")]
    pub step_pay_all: Option<bool>,
    /// Why it was closed: buyerCancel, sellerGoodsLack, other, BUYER_NO_PAY.
    pub close_reason: Option<Text>,
    /// Who closed it: CLOSE_TRADE_BY_SELLER, …_BOPS, …_SYSTEM, …_BUYER, …_CREADIT (sic).
    pub close_operate_type: Option<Text>,
    /// Note on closing.
    pub close_remark: Option<Text>,
    /// The buyer's message.
    pub buyer_feedback: Option<Text>,
    /// The buyer's memo.
    pub buyer_memo: Option<Text>,
    /// Note given at creation.
    pub remark: Option<Text>,
    /// Seconds until an unpaid order closes.
    pub pay_timeout: Option<Count>,
    /// Payment channels in Chinese.
    pub pay_channel_list: Vec<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A party of the trade.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TradeContact {
    /// Phone.
    pub phone: Option<Text>,
    /// Fax.
    pub fax: Option<Text>,
    /// E-mail.
    pub email: Option<Text>,
    /// Wangwang login.
    pub im_in_platform: Option<Text>,
    /// Name.
    pub name: Option<Text>,
    /// Mobile number.
    pub mobile: Option<Text>,
    /// Company.
    pub company_name: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a 1688 order. Amounts in yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductItem {
    /// The line id as a number, rounded in the published sample. Use [`ProductItem::line_id`].
    #[serde(rename = "subItemID")]
    pub rounded_sub_item_id: Option<Text>,
    /// Line id, exact; missing on some lines.
    #[serde(rename = "subItemIDString")]
    pub sub_item_id_string: Option<LineId>,
    /// Offer id.
    #[serde(rename = "productID")]
    pub product_id: Option<OfferId>,
    /// SKU id.
    #[serde(rename = "skuID")]
    pub sku_id: Option<SkuId>,
    /// Specification.
    pub spec_id: Option<SpecId>,
    /// Title.
    pub name: Option<Text>,
    /// Quantity, in `unit`.
    pub quantity: Option<Measure>,
    /// Precision of quantity: 1000 means three decimals.
    pub quantity_factor: Option<Measure>,
    /// Sales unit in Chinese.
    pub unit: Option<Text>,
    /// Original unit price.
    pub price: Option<Yuan>,
    /// Amount paid for the line.
    pub item_amount: Option<Yuan>,
    /// Price change on the line; its unit is not stated.
    pub entry_discount: Option<Measure>,
    /// Refunded.
    pub refund: Option<Yuan>,
    /// Pictures; the first is a thumbnail of 80 by 80.
    pub product_img_url: Vec<Link>,
    /// Snapshot page; its order_entry_id is the exact line id.
    pub product_snapshot_url: Option<Link>,
    /// Its status; can differ from the order's.
    pub status: Option<OrderStatus>,
    /// Its status in Chinese.
    pub status_str: Option<Text>,
    /// Its refund status.
    pub refund_status: Option<RefundStatus>,
    /// Refund id before completion.
    pub refund_id: Option<RefundId>,
    /// Refund id after completion.
    pub refund_id_for_as: Option<RefundId>,
    /// 1 not shipped, 2 shipped, 3 received, 4 returned, 5 partly shipped, 8 no logistics order yet.
    pub logistics_status: Option<Text>,
    /// Always `common` so far.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Guarantees; a list here, a single object on the order.
    pub guarantees_terms: Vec<GuaranteesTerm>,
    /// What sets the SKU apart.
    pub sku_infos: Vec<SkuInfoPair>,
    /// Created.
    pub gmt_create: Option<Moment>,
    /// Changed.
    pub gmt_modified: Option<Moment>,
    /// Completed.
    pub gmt_completed: Option<Moment>,
    /// Until when stock is held.
    pub gmt_pay_expire_time: Option<Moment>,
    /// Why it was closed.
    pub close_reason: Option<Text>,
    /// The seller's article number of the SKU.
    pub cargo_number: Option<Text>,
    /// The seller's article number of the offer.
    pub product_cargo_number: Option<Text>,
    /// Unused on 1688.
    pub description: Option<Text>,
    /// Unused on 1688.
    pub sort: Option<Count>,
    /// Weight, in `weight_unit`.
    pub weight: Option<Measure>,
    /// Unit of the weight.
    pub weight_unit: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A guarantee.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct GuaranteesTerm {
    /// Its text.
    pub assurance_info: Option<Text>,
    /// Its kind.
    pub assurance_type: Option<Text>,
    /// Kind of quality.
    pub quality_assurance_type: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One attribute of an ordered SKU.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuInfoPair {
    /// Attribute.
    pub name: Option<Text>,
    /// Value.
    pub value: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A payment of an order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TradeTerm {
    /// 1 unpaid, 2 paid, 4 fully refunded, 6 paid out, 7 none created, 8 cancelled, 9 in progress, 12 credit.
    pub pay_status: Option<Text>,
    /// Paid.
    pub pay_time: Option<Moment>,
    /// 1 Alipay, 2 bank trust, 3 credit, 4 bank transfer, 6 acceptance bill, 7 period, 8 merged, 13 platform.
    pub pay_way: Option<Text>,
    /// Amount; misspelt on the wire.
    pub phas_amount: Option<Yuan>,
    /// Phase id.
    pub phase: Option<Text>,
    /// Unused on 1688.
    pub phase_condition: Option<Text>,
    /// Unused on 1688.
    pub phase_date: Option<Text>,
    /// By bank card.
    #[serde(deserialize_with = "flag")]
    pub card_pay: Option<bool>,
    /// Quick pay.
    #[serde(deserialize_with = "flag")]
    pub express_pay: Option<bool>,
    /// Label of payWay.
    pub pay_way_desc: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A further attribute.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ExtAttribute {
    /// Name.
    pub key: Option<Text>,
    /// Value.
    pub value: Option<Text>,
    /// What it means.
    pub description: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Quote {
    /// Name.
    pub product_quote_name: Option<Text>,
    /// Unit price.
    pub price: Option<Yuan>,
    /// Quantity.
    pub count: Option<Measure>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ProductItem {
    /// The exact line id: its text twin, else the one in the snapshot page's address. Never the rounded number.
    #[must_use]
    pub fn line_id(&self) -> Option<LineId> {
        let from_snapshot = || self.product_snapshot_url.as_ref()?.query("order_entry_id").map(LineId::from);
        self.sub_item_id_string.clone().or_else(from_snapshot)
    }
}
