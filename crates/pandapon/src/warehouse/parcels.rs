//! Domestic parcels on their way to the warehouse.

use std::num::NonZeroU32;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::{InternationalNumber, InternationalOrderId, ItemId, PlatformOrderId, SkuId};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::wire::Done;

/// Request of `warehouseUpdateDomesticLogistics`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateDomesticLogistics {
    /// The international order.
    pub order_id: InternationalOrderId,
    /// Its purchase on the platform.
    pub tmall_order_id: Option<PlatformOrderId>,
    /// The lines with their parcels, at least one.
    pub logistic_infos: Vec<LineParcels>,
}

/// The parcels of one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineParcels {
    /// The line.
    pub line_item: ParcelItem,
    /// Number of its international shipment. Misspelt on the wire.
    #[serde(rename = "logisticNumer")]
    pub international_number: Option<InternationalNumber>,
    /// Its parcels, at least one.
    #[serde(rename = "domesticLogisticInfo")]
    pub parcels: Vec<DomesticParcel>,
}

/// What is in the parcels of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParcelItem {
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
}

/// One domestic parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DomesticParcel {
    /// Waybill number. Misspelt on the wire.
    #[serde(rename = "logisticNumer")]
    pub waybill: String,
    /// Carrier, in Chinese in the sample.
    #[serde(rename = "logisticCompanyName")]
    pub carrier: String,
    /// When the seller handed it over (our reading of `rtsTime`); travels as Unix seconds in text.
    #[serde(rename = "rtsTime", serialize_with = "as_unix_seconds")]
    pub handed_over_at: Option<Timestamp>,
}

fn as_unix_seconds<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.as_second().to_string()).serialize(serializer)
}

impl Call for UpdateDomesticLogistics {
    const OPERATION: Operation = Operation::WarehouseUpdateDomesticLogistics;
    type Answer = Done;

    fn check(&self) -> Result<(), String> {
        call::not_empty("logisticInfos", &self.logistic_infos)?;
        for line in &self.logistic_infos {
            call::not_empty("domesticLogisticInfo", &line.parcels)?;
            for parcel in &line.parcels {
                call::not_blank("domesticLogisticInfo.logisticNumer", &parcel.waybill)?;
            }
        }
        Ok(())
    }
}
