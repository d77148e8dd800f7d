//! What the order operations answer.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{OrderBaseInfo, ProductItem, TradeInfo};
use crate::alibaba1688::{OfferId, OrderId, SkuId, SpecId};
use crate::wire::{Count, Extra, Fen, Link, Rows, Text, Yuan, flag};

/// What lines would cost, one per call or per seller.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderPreviewResult {
    /// The previews, one per order that would be made. Misspelt on the wire.
    #[serde(rename = "orderPreviewResuslt")]
    pub order_preview_result: Vec<OrderPreview>,
    /// Whether the preview worked.
    #[serde(deserialize_with = "flag")]
    pub success: Option<bool>,
    /// Error code, `500_001` to `500_009` upstream.
    pub error_code: Option<Text>,
    /// Error text.
    pub error_msg: Option<Text>,
    /// Offers whose freight is only given in words.
    pub post_fee_by_desc_offer_list: Vec<Value>,
    /// Consignment offers.
    pub consign_offer_list: Vec<Value>,
    /// Offers that cross-border payment cannot settle.
    pub unsupported_cross_border_pay_offer_list: Vec<OfferId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What one order would cost. Sums in fen; the unit prices of its lines in yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderPreview {
    /// Further reduction after the goods total.
    pub discount_fee: Option<Fen>,
    /// Trade types that creation accepts; none: cannot be ordered here.
    pub trade_mode_name_list: Vec<Text>,
    /// Whether it can be ordered.
    #[serde(deserialize_with = "flag")]
    pub status: Option<bool>,
    /// False: a single-item promotion exists. Inverted upstream.
    #[serde(deserialize_with = "flag")]
    pub tao_sample_single_promotion: Option<bool>,
    /// Total to pay.
    pub sum_payment: Option<Fen>,
    /// Message.
    pub message: Option<Text>,
    /// Freight.
    pub sum_carriage: Option<Fen>,
    /// Result code.
    pub result_code: Option<Text>,
    /// Goods without freight.
    pub sum_payment_no_carriage: Option<Fen>,
    /// Surcharge.
    pub additional_fee: Option<Fen>,
    /// Flow to create the order with.
    pub flow_flag: Option<Text>,
    /// Lines.
    pub cargo_list: Vec<PreviewCargo>,
    /// The shop's promotions.
    pub shop_promotion_list: Vec<Promotion>,
    /// Trade types with labels.
    pub trade_model_list: Vec<TradeMode>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a preview. Amounts in yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PreviewCargo {
    /// Line total.
    pub amount: Option<Yuan>,
    /// Message.
    pub message: Option<Text>,
    /// Unit price after promotions.
    pub final_unit_price: Option<Yuan>,
    /// Specification.
    pub spec_id: Option<SpecId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// 200 when the line is fine.
    pub result_code: Option<Text>,
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Encrypted offer id.
    pub open_offer_id: Option<Text>,
    /// Promotions on the line.
    pub cargo_promotion_list: Vec<Promotion>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A promotion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Promotion {
    /// Its id; creation takes it as shopPromotionId.
    pub promotion_id: Option<Text>,
    /// Selected by default.
    #[serde(deserialize_with = "flag")]
    pub selected: Option<bool>,
    /// Name.
    pub text: Option<Text>,
    /// Description.
    pub desc: Option<Text>,
    /// Gives free freight.
    #[serde(deserialize_with = "flag")]
    pub free_postage: Option<bool>,
    /// Amount off, fen.
    pub discount_fee: Option<Fen>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A trade type with its label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct TradeMode {
    /// Label.
    pub name: Option<Text>,
    /// Description.
    pub description: Option<Text>,
    /// Value for creation.
    pub trade_type: Option<Text>,
    /// False: not usable here.
    #[serde(deserialize_with = "flag")]
    pub op_support: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a creation answered: the upstream summary, or whole orders. Sums in fen, save in `base_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedOrder {
    /// The order; none when one call made several, see `order_list`.
    pub order_id: Option<OrderId>,
    /// Total.
    pub total_success_amount: Option<Fen>,
    /// Freight.
    pub post_fee: Option<Fen>,
    /// Not to be trusted alone: seen false beside a valid order id. Read the order back.
    #[serde(deserialize_with = "flag")]
    pub success: Option<bool>,
    /// Offers that could not be ordered.
    pub failed_offer_list: Vec<FailedOffer>,
    /// The orders, when one call made several.
    pub order_list: Vec<OrderListEntry>,
    /// Head of the order, when whole orders came.
    pub base_info: Option<OrderBaseInfo>,
    /// Its lines, when whole orders came.
    pub product_items: Vec<ProductItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One of several orders that one call made. Sums in fen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderListEntry {
    /// The order.
    pub order_id: Option<OrderId>,
    /// Total; misspelt on the wire.
    #[serde(rename = "orderAmmount")]
    pub order_amount: Option<Fen>,
    /// Freight.
    pub post_fee: Option<Fen>,
    /// Whether it was made.
    #[serde(deserialize_with = "flag")]
    pub success: Option<bool>,
    /// Result code.
    pub result_code: Option<Text>,
    /// Message.
    pub message: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An offer that could not be ordered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FailedOffer {
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Specification.
    pub spec_id: Option<SpecId>,
    /// Error code.
    pub error_code: Option<Text>,
    /// Error text.
    pub error_message: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A page of orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderPage {
    /// Rows in all.
    pub total: Option<Count>,
    /// The orders; those that cannot be read are kept beside the others.
    pub records: Rows<TradeInfo>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a payment came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PayUrl {
    /// The order.
    pub order_id: Option<OrderId>,
    /// True: paid by agreement at once.
    #[serde(deserialize_with = "flag")]
    pub protocol_pay_success: Option<bool>,
    /// Cashier page for paying by hand.
    pub pay_url: Option<Link>,
    /// Orders that cannot be paid.
    pub cant_pay_order_list: Vec<Value>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl CreatedOrder {
    /// Every order that this answer names.
    #[must_use]
    pub fn order_ids(&self) -> Vec<OrderId> {
        let head = self.base_info.as_ref().and_then(|head| head.id_of_str.clone());
        let several = self.order_list.iter().filter_map(|entry| entry.order_id.clone());
        let mut ids = Vec::new();
        for id in self.order_id.clone().into_iter().chain(head).chain(several) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}
