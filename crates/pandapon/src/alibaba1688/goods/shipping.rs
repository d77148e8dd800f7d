//! Size, weight and dispatch of an offer.

use serde::{Deserialize, Serialize};

use crate::alibaba1688::{SkuId, SpecId};
use crate::wire::{Extra, Measure, Text};

/// Package and dispatch. Centimetres and kilograms, save where a field says grams.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ProductShippingInfo {
    /// Place of dispatch.
    pub send_goods_address_text: Option<Text>,
    /// Kilograms.
    pub weight: Option<Measure>,
    /// Centimetres.
    pub width: Option<Measure>,
    /// Centimetres.
    pub height: Option<Measure>,
    /// Centimetres.
    pub length: Option<Measure>,
    /// `shipIn24Hours` or `shipIn48Hours`.
    pub shipping_time_guarantee: Option<Text>,
    /// Sizes by SKU, weight in grams.
    pub sku_shipping_info_list: Vec<SkuShippingInfo>,
    /// Sizes by SKU, weight in kilograms.
    pub sku_shipping_details: Vec<SkuShippingDetail>,
    /// Where the figures come from.
    pub pkg_size_source: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Size of a SKU; its weight is in grams here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuShippingInfo {
    /// Specification.
    pub spec_id: Option<SpecId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Centimetres.
    pub width: Option<Measure>,
    /// Centimetres.
    pub length: Option<Measure>,
    /// Centimetres.
    pub height: Option<Measure>,
    /// Grams.
    pub weight: Option<Measure>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Size of a SKU; its weight is in kilograms here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SkuShippingDetail {
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Centimetres.
    pub width: Option<Measure>,
    /// Centimetres.
    pub length: Option<Measure>,
    /// Centimetres.
    pub height: Option<Measure>,
    /// Kilograms.
    pub weight: Option<Measure>,
    /// Where the figures come from.
    pub pkg_size_source: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
