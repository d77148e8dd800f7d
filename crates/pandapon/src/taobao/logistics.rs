//! Where parcels are inside China.

use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use super::Taobao;
use super::{SalesOrderId, SubPurchaseOrderId};
use crate::call::Call;
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Link, Moment, Text};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Traces the parcels of one line of an order inside China. Event times have no zone: Beijing time is taken.
    ///
    /// Reference: 获取物流详情 (`taobaoGetLogisticsDetail`); documented.
    ///
    /// # Errors
    /// See [`crate::Error`]. Before there is a trace, upstream refuses with 404.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let detail = client.taobao().logistics(&"200048859480".into()).await?.data;
    /// for parcel in &detail.pnm_logistics_details {
    ///     let newest = parcel.logistics_traces.first();
    ///     println!("{:?}: {:?}", parcel.mail_no, newest.and_then(|event| event.standerd_desc.as_deref()));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn logistics(&self, line: &SubPurchaseOrderId) -> Result<Answer<LogisticsDetail>> {
        self.client.send(&GetLogisticsDetail { sub_purchase_order_id: line.clone() }).await
    }
}

/// Request of `taobaoGetLogisticsDetail`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetLogisticsDetail {
    /// The line of a purchase order.
    pub sub_purchase_order_id: SubPurchaseOrderId,
}

impl Call for GetLogisticsDetail {
    const OPERATION: Operation = Operation::TaobaoGetLogisticsDetail;
    type Answer = LogisticsDetail;
}

/// The parcels of a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LogisticsDetail {
    /// Sub order number on Taobao (19 digits).
    pub purchase_order_outer_id: Option<SalesOrderId>,
    /// The parcels.
    pub pnm_logistics_details: Vec<Parcel>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A parcel on its way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Parcel {
    /// Waybill number.
    pub mail_no: Option<Text>,
    /// What happened to it, newest first in the reference's sample.
    pub logistics_traces: Vec<ParcelEvent>,
    /// Carriers.
    pub logistics_partner: Vec<Carrier>,
    /// Who receives it.
    pub receiver: Option<ParcelReceiver>,
    /// What is in it.
    pub logistics_goods: Vec<ParcelGoods>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One event on a parcel's way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ParcelEvent {
    /// When, Beijing time.
    pub time: Option<Moment>,
    /// Stage code, such as `TRANSPORT`. The reference has no list.
    pub status: Option<Text>,
    /// Stage in Chinese words.
    pub status_desc: Option<Text>,
    /// The carrier's event code, such as `TMS_STATION_IN`.
    pub action: Option<Text>,
    /// What happened, in words; misspelt on the wire.
    pub standerd_desc: Option<Text>,
    /// Province.
    pub province: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// District.
    pub district: Option<Text>,
    /// Depot.
    pub facility_name: Option<Text>,
    /// Next city.
    pub next_city: Option<Text>,
    /// Next depot.
    pub next_node_name: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A carrier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Carrier {
    /// Its name.
    pub company: Option<Text>,
    /// Its phone.
    pub company_contact: Option<Text>,
    /// Its logo.
    pub company_image_url: Option<Link>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Who receives a parcel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ParcelReceiver {
    /// Name.
    pub name: Option<Text>,
    /// Phone.
    pub phone: Option<Text>,
    /// Province.
    pub province: Option<Text>,
    /// City.
    pub city: Option<Text>,
    /// District.
    pub district: Option<Text>,
    /// Street and number.
    pub address: Option<Text>,
    /// Post code.
    pub zip_code: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Goods in a parcel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ParcelGoods {
    /// Title.
    pub title: Option<Text>,
    /// What sets the SKU apart, in words.
    pub property: Option<Text>,
    /// Picture.
    pub image_url: Option<Link>,
    /// Units; digits in text on the wire.
    pub quantity: Option<Count>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
