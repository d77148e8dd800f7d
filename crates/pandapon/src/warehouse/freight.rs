//! What overseas freight would cost.

use std::num::NonZeroU32;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};

use super::{FreightId, ItemId, RenderId, SkuId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Extra, Text};

/// Where to deliver abroad. The reference marks nothing as required; the fields without `Option` are what every
/// shipment needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverseasAddress {
    /// Receiver.
    pub name: String,
    /// E-mail.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Mobile number.
    pub mobile_phone: Option<String>,
    /// Street and number.
    pub address: String,
    /// Tax id of the receiver.
    pub tax_id: Option<String>,
    /// Country, two letters as in `US`.
    pub country: String,
    /// City.
    pub city: String,
    /// Post code.
    pub zip: String,
    /// State or province, written out.
    pub state: Option<String>,
}

/// A price in a currency. The reference does not say whether it counts whole units or cents; its samples (`10.00`) look
/// like whole units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Price {
    /// Code of the currency, such as `USD`.
    pub currency: String,
    /// How much; travels as text with exactly these digits.
    #[serde(rename = "price", serialize_with = "as_text")]
    pub amount: Decimal,
}

impl Price {
    /// An amount in a currency.
    pub fn new(currency: impl Into<String>, amount: Decimal) -> Self {
        Self { currency: currency.into(), amount }
    }
}

fn as_text<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

/// A freight service: an offer in a quote, and the choice in a request. Give a quote's own back: what it holds beside
/// the three known fields travels along.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FreightInfo {
    /// Its id.
    pub service_id: Option<FreightId>,
    /// Carrier; empty in the samples.
    pub company_name: Option<Text>,
    /// Class of the service; empty in the samples.
    pub service_category: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Writes a chosen service as the samples show it: the known members always, empty where nothing is known.
pub(super) fn chosen<S: Serializer>(service: &FreightInfo, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = Extra::new();
    let known = [
        ("serviceId", service.service_id.as_ref().map(FreightId::as_str)),
        ("companyName", service.company_name.as_deref()),
        ("serviceCategory", service.service_category.as_deref()),
    ];
    for (name, text) in known {
        members.insert(name.to_owned(), text.unwrap_or_default().into());
    }
    members.extend(service.extra.clone());
    members.serialize(serializer)
}

/// Request of `warehouseEstimateItemFreight`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EstimateItemFreight {
    /// The product.
    pub item_id: ItemId,
    /// Its SKU.
    pub sku_id: SkuId,
    /// Where to deliver.
    pub receiver_address: OverseasAddress,
    /// Pieces.
    pub quantity: NonZeroU32,
    /// Price of the goods.
    #[serde(flatten)]
    pub price: Price,
}

impl Call for EstimateItemFreight {
    const OPERATION: Operation = Operation::WarehouseEstimateItemFreight;
    type Answer = FreightQuote;

    /// A bare list of services is read too.
    fn reshape(data: Value) -> Value {
        match data {
            Value::Array(_) => json!({ "freightInfos": data }),
            other => other,
        }
    }
}

/// What freight would cost. Its form is a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct FreightQuote {
    /// The services to choose from.
    pub freight_infos: Vec<FreightInfo>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Request of `warehousePreviewOrderFreight`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewOrderFreight {
    /// Where to deliver.
    pub receiver_address: OverseasAddress,
    /// The items, at least one.
    pub render_items: Vec<RenderItem>,
}

/// An item whose freight is previewed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderItem {
    /// The product.
    pub item_id: ItemId,
    /// Its SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: NonZeroU32,
    /// The chosen service.
    #[serde(serialize_with = "chosen")]
    pub freight_info: FreightInfo,
    /// Price of the goods.
    #[serde(flatten)]
    pub price: Price,
}

impl Call for PreviewOrderFreight {
    const OPERATION: Operation = Operation::WarehousePreviewOrderFreight;
    type Answer = OrderFreightPreview;

    fn check(&self) -> Result<(), String> {
        call::not_empty("renderItems", &self.render_items)
    }

    /// A bare id is read too.
    fn reshape(data: Value) -> Value {
        match data {
            Value::String(_) => json!({ "renderId": data }),
            other => other,
        }
    }
}

/// A freight preview. Its form is a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OrderFreightPreview {
    /// Its id: booking takes it.
    pub render_id: Option<RenderId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
