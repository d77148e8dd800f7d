//! One offer in full.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shipping::ProductShippingInfo;
use crate::alibaba1688::{CategoryId, LANGUAGE, OfferId, SellerOpenId, SkuId, SpecId};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Link, Moment, Text, Yuan, codes, flag, id_as_number};

codes! {
    /// How an offer is priced.
    QuoteType {
        /// No SKUs, price by quantity.
        ByQuantity = "0",
        /// Price by SKU.
        BySku = "1",
        /// SKUs, yet price by quantity.
        SkusByQuantity = "2",
    }
}

/// Request of `alibaba1688GetProductDetail`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetProductDetail {
    #[serde(serialize_with = "id_as_number")]
    offer_id: OfferId,
    country: String,
    out_member_id: Option<String>,
}

impl GetProductDetail {
    /// One offer, texts in English beside the Chinese ones.
    #[must_use]
    pub fn new(offer_id: OfferId) -> Self {
        Self { offer_id, country: LANGUAGE.to_owned(), out_member_id: None }
    }

    /// Language of the translated texts; the reference says to send `en` always, a public client sends `vi`.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.country = language.into();
        self
    }

    /// The caller's own end-user id.
    #[must_use]
    pub fn out_member_id(mut self, id: impl Into<String>) -> Self {
        self.out_member_id = Some(id.into());
        self
    }
}

impl Call for GetProductDetail {
    const OPERATION: Operation = Operation::Alibaba1688GetProductDetail;
    type Answer = ProductDetail;
}

/// One offer with SKUs, prices and translated texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductDetail {
    /// Offer id.
    pub offer_id: Option<OfferId>,
    /// Leaf category id.
    pub category_id: Option<CategoryId>,
    /// Category name.
    pub category_name: Option<Text>,
    /// Chinese title.
    pub subject: Option<Text>,
    /// Translated title.
    pub subject_trans: Option<Text>,
    /// Detail section, hostile HTML.
    pub description: Option<Text>,
    /// Main video.
    pub main_video: Option<Link>,
    /// Detail video.
    pub detail_video: Option<Link>,
    /// Pictures.
    pub product_image: Option<ProductImage>,
    /// Descriptive attributes.
    pub product_attribute: Vec<ProductAttribute>,
    /// SKUs.
    pub product_sku_infos: Vec<SkuInfo>,
    /// Stock and prices.
    pub product_sale_info: Option<ProductSaleInfo>,
    /// Package and dispatch.
    pub product_shipping_info: Option<ProductShippingInfo>,
    /// Curated-supply offer.
    #[serde(deserialize_with = "flag")]
    pub is_jxhy: Option<bool>,
    /// Encrypted seller id: store search, chat link and orders take it.
    pub seller_open_id: Option<SellerOpenId>,
    /// Minimum order quantity.
    pub min_order_quantity: Option<Count>,
    /// Pieces a lot.
    pub batch_number: Option<Count>,
    /// `published` when on sale.
    pub status: Option<Text>,
    /// Service tags.
    pub tag_info_list: Vec<ProductTag>,
    /// Tracking text to report back to 1688.
    pub trace_info: Option<Text>,
    /// The seller's company.
    pub company_name: Option<Text>,
    /// The seller's ratings.
    pub seller_data_info: Option<SellerDataInfo>,
    /// Rules for mixed lots.
    pub seller_mix_setting: Option<SellerMixSetting>,
    /// The seller's article number.
    pub product_cargo_number: Option<Text>,
    /// Units sold (no sign of being out of stock).
    pub sold_out: Option<Text>,
    /// Rating, such as `5.0`.
    pub trade_score: Option<Text>,
    /// Category of the first level.
    pub top_category_id: Option<CategoryId>,
    /// Category of the second level.
    pub second_category_id: Option<CategoryId>,
    /// Category of the third level.
    pub third_category_id: Option<CategoryId>,
    /// Selling points.
    pub selling_point: Vec<Value>,
    /// Marks of seller or offer.
    pub offer_identities: Vec<Text>,
    /// When it was created.
    pub create_date: Option<Moment>,
    /// Page on 1688.
    pub promotion_url: Option<Link>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Pictures of an offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductImage {
    /// Pictures.
    pub images: Vec<Link>,
    /// Picture on white.
    pub white_image: Option<Link>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A descriptive attribute.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductAttribute {
    /// Attribute id.
    pub attribute_id: Option<Text>,
    /// Name in Chinese.
    pub attribute_name: Option<Text>,
    /// Value in Chinese.
    pub value: Option<Text>,
    /// Name, translated.
    pub attribute_name_trans: Option<Text>,
    /// Value, translated.
    pub value_trans: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A SKU of an offer. Prices in yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuInfo {
    /// Stock.
    pub amount_on_sale: Option<Count>,
    /// Price.
    pub price: Option<Yuan>,
    /// Curated-supply price; deprecated upstream.
    pub jxhy_price: Option<Yuan>,
    /// Curated-supply wholesale price; deprecated upstream.
    pub pf_jxhy_price: Option<Yuan>,
    /// Dropshipping price; deprecated upstream.
    pub consign_price: Option<Yuan>,
    /// Promotional price.
    pub promotion_price: Option<Yuan>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Specification: orders take it.
    pub spec_id: Option<SpecId>,
    /// What sets this SKU apart.
    pub sku_attributes: Vec<SkuAttribute>,
    /// The seller's article number.
    pub cargo_number: Option<Text>,
    /// Distribution prices.
    pub fenxiao_price_info: Option<FenxiaoPriceInfo>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One attribute of a SKU, such as colour: red.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuAttribute {
    /// Attribute id.
    pub attribute_id: Option<Text>,
    /// Name in Chinese.
    pub attribute_name: Option<Text>,
    /// Name, translated.
    pub attribute_name_trans: Option<Text>,
    /// Value in Chinese.
    pub value: Option<Text>,
    /// Value, translated.
    pub value_trans: Option<Text>,
    /// Picture.
    pub sku_image_url: Option<Link>,
    /// Picture with translated text.
    pub sku_image_url_trans: Option<Link>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Distribution prices of a SKU, yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FenxiaoPriceInfo {
    /// Price of a single piece, postage included.
    pub one_piece_price: Option<Yuan>,
    /// Distribution price.
    pub offer_price: Option<Yuan>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Stock and prices of an offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductSaleInfo {
    /// Stock in all.
    pub amount_on_sale: Option<Count>,
    /// Tier prices.
    pub price_range_list: Vec<PriceRange>,
    /// How it is priced.
    pub quote_type: Option<QuoteType>,
    /// Sales unit.
    pub unit_info: Option<UnitInfo>,
    /// Distribution terms.
    pub fenxiao_sale_info: Option<FenxiaoSaleInfo>,
    /// Deprecated upstream.
    pub consign_price: Option<Yuan>,
    /// Deprecated upstream.
    pub jxhy_price: Option<Yuan>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One tier of prices.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PriceRange {
    /// Smallest quantity that it holds for.
    pub start_quantity: Option<Count>,
    /// Unit price.
    pub price: Option<Yuan>,
    /// Promotional unit price.
    pub promotion_price: Option<Yuan>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Sales unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct UnitInfo {
    /// In Chinese.
    pub unit: Option<Text>,
    /// Translated.
    pub trans_unit: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Distribution terms. Prices in yuan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FenxiaoSaleInfo {
    /// Single pieces ship free.
    #[serde(deserialize_with = "flag")]
    pub one_piece_free_postage: Option<bool>,
    /// Minimum quantity.
    pub start_quantity: Option<Count>,
    /// Price of a single piece, postage included.
    pub one_piece_price: Option<Yuan>,
    /// Distribution price.
    pub offer_price: Option<Yuan>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A service tag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductTag {
    /// Name, such as `isOnePsale` or `noReason7DReturn`.
    pub key: Option<Text>,
    /// Whether it is on.
    #[serde(deserialize_with = "flag")]
    pub value: Option<bool>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The seller's ratings, as text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SellerDataInfo {
    /// Trade badge level.
    pub trade_medal_level: Option<Text>,
    /// Service over all.
    pub composite_service_score: Option<Text>,
    /// Logistics.
    pub logistics_experience_score: Option<Text>,
    /// Disputes.
    pub dispute_complaint_score: Option<Text>,
    /// Goods.
    pub offer_experience_score: Option<Text>,
    /// Enquiries.
    pub consulting_experience_score: Option<Text>,
    /// After-sales.
    pub after_sales_experience_score: Option<Text>,
    /// Share of buyers who came back, as a fraction such as `0.4666`.
    pub repeat_purchase_percent: Option<Text>,
    /// Share collected by the carrier within 48 hours, last 30 days.
    #[serde(rename = "collect30DayWithin48HPercent")]
    pub collect_30_day_within_48h_percent: Option<Text>,
    /// Refunds for quality, last 30 days.
    pub quality_refund_within_30_day: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Rules for mixed lots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SellerMixSetting {
    /// Mixed lots allowed.
    #[serde(deserialize_with = "flag")]
    pub general_hunpi: Option<bool>,
    /// Least amount; its unit is not stated.
    pub mix_amount: Option<Count>,
    /// Least number of pieces.
    pub mix_number: Option<Count>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
