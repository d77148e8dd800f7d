//! Booking an international shipment.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::freight::{FreightInfo, OverseasAddress, Price, chosen};
use super::{InternationalOrderId, ItemId, PlatformOrderId, RenderId, SkuId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::{Extra, scalar_text};

/// Request of `warehouseCreateInternationalOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInternationalOrder {
    /// The freight preview that is booked.
    pub render_id: RenderId,
    /// Where to deliver.
    pub receiver_address: OverseasAddress,
    /// The items, at least one.
    pub line_items: Vec<BookingItem>,
    /// The purchase that this shipment belongs to.
    pub tmall_order_info: PlatformOrder,
}

/// An item that is shipped.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookingItem {
    /// The product.
    pub item_id: ItemId,
    /// Its SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: NonZeroU32,
    /// Title.
    pub title: Option<String>,
    /// Picture URL.
    pub image_url: Option<String>,
    /// The chosen service.
    #[serde(serialize_with = "chosen")]
    pub freight_info: FreightInfo,
    /// Price of the goods.
    #[serde(flatten)]
    pub price: Option<Price>,
}

/// A purchase on the platform where the goods were bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlatformOrder {
    /// Its order id there.
    pub tmall_order_id: Option<PlatformOrderId>,
    /// Note; whether it belongs here or a level above is not clear from the page.
    pub remark: Option<String>,
}

impl Call for CreateInternationalOrder {
    const OPERATION: Operation = Operation::WarehouseCreateInternationalOrder;
    type Answer = InternationalOrder;

    fn check(&self) -> Result<(), String> {
        call::not_blank("renderId", self.render_id.as_str())?;
        call::not_empty("lineItems", &self.line_items)
    }

    /// A bare id is read too.
    fn reshape(data: Value) -> Value {
        match &data {
            Value::String(_) | Value::Number(_) => json!({ "orderId": scalar_text(&data) }),
            _ => data,
        }
    }
}

/// A booked shipment. Its form is a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct InternationalOrder {
    /// Its id.
    pub order_id: Option<InternationalOrderId>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
