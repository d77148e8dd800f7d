//! Where an order goes, and in which parcels.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::alibaba1688::{LineId, LogisticsId};
use crate::wire::{Extra, Moment, Text, Yuan};

/// The receiver.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReceiverInfo {
    /// Name.
    pub to_full_name: Option<Text>,
    /// District code.
    pub to_division_code: Option<Text>,
    /// Post code.
    pub to_post: Option<Text>,
    /// Town code.
    pub to_town_code: Option<Text>,
    /// Area, parts set apart by blanks.
    pub to_area: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Delivery inside China.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NativeLogistics {
    /// Street.
    pub address: Option<Text>,
    /// District.
    pub area: Option<Text>,
    /// District code.
    pub area_code: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// Receiver.
    pub contact_person: Option<Text>,
    /// Mobile number.
    pub mobile: Option<Text>,
    /// Province.
    pub province: Option<Text>,
    /// Post code.
    pub zip: Option<Text>,
    /// Town code.
    pub town_code: Option<Text>,
    /// Town.
    pub town: Option<Text>,
    /// Phone.
    pub telephone: Option<Text>,
    /// Fax.
    pub fax: Option<Text>,
    /// Only null was seen.
    pub caid: Option<Value>,
    /// Only null was seen.
    pub real_logistics_company_no: Option<Value>,
    /// Parcels.
    pub logistics_items: Vec<LogisticsItem>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A parcel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LogisticsItem {
    /// Key.
    pub id: Option<Text>,
    /// Logistics code (`BX…`); [`GetLogisticsTrace`](super::GetLogisticsTrace) takes it.
    pub logistics_code: Option<LogisticsId>,
    /// 0 seller ships, 1 shipped online, 2 no logistics needed.
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// State, such as `alreadysend`.
    pub status: Option<Text>,
    /// Shipped.
    pub delivered_time: Option<Moment>,
    /// Created.
    pub gmt_create: Option<Moment>,
    /// Changed.
    pub gmt_modified: Option<Moment>,
    /// The sender's phone.
    pub from_phone: Option<Text>,
    /// The sender's mobile number.
    pub from_mobile: Option<Text>,
    /// Waybill number; can be a Chinese note that none is needed.
    pub logistics_bill_no: Option<Text>,
    /// Ids of its lines, see [`LogisticsItem::line_ids`].
    pub sub_item_ids: Option<Text>,
    /// Freight.
    pub carriage: Option<Yuan>,
    /// Carrier id.
    pub logistics_company_id: Option<Text>,
    /// Carrier code.
    pub logistics_company_no: Option<Text>,
    /// Carrier.
    pub logistics_company_name: Option<Text>,
    /// Why no logistics: 1 third party, 2 price difference, 3 seller delivers, 4 buyer collects, 5 other.
    pub no_logistics_condition: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LogisticsItem {
    /// Ids of the lines in this parcel; the wire holds them in one text with commas and stray white space.
    #[must_use]
    pub fn line_ids(&self) -> Vec<LineId> {
        let ids = self.sub_item_ids.as_deref().unwrap_or_default();
        ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(LineId::from).collect()
    }
}
