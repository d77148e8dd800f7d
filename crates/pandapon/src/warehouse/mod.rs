//! Overseas freight: estimates, previews, booking, and the domestic parcels that reach the warehouse.
//!
//! The reference shows the requests and cuts the answers off, so the answers keep whatever comes in `extra`. Its pages
//! document `timestamp` and `sign` as query parameters as well; see
//! [`Connection::with_warehouse_query_pair`](crate::Connection::with_warehouse_query_pair).

mod booking;
mod freight;
mod parcels;

pub use booking::{BookingItem, CreateInternationalOrder, InternationalOrder, PlatformOrder};
pub use freight::{
    EstimateItemFreight, FreightInfo, FreightQuote, OrderFreightPreview, OverseasAddress,
    PreviewOrderFreight, Price, RenderItem,
};
pub use parcels::{DomesticParcel, LineParcels, ParcelItem, UpdateDomesticLogistics};

#[cfg(feature = "client")]
use crate::client::Client;
use crate::envelope::Answer;
use crate::error::Result;
use crate::wire::{Done, ids};

ids! {
    /// Id of a product (16 digits in the samples, like the `mpId` of Taobao's product pages).
    ItemId;
    /// Id of a product's SKU.
    SkuId;
    /// Id of a freight preview, `FF…`: booking takes it.
    RenderId;
    /// Id of a freight service.
    FreightId;
    /// Id of an international order.
    InternationalOrderId;
    /// Number of a line's international shipment, `FARJP…`.
    InternationalNumber;
    /// Order id on the platform where the goods were bought.
    PlatformOrderId;
}

/// The operations of overseas freight.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug)]
pub struct Warehouse<'a> {
    pub(crate) client: &'a Client,
}

#[cfg(feature = "client")]
impl Warehouse<'_> {
    /// Estimates the freight of one SKU to one address.
    ///
    /// Reference: 商详海外运费预估 (`warehouseEstimateItemFreight`). Path and request seen, the answer guessed.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use std::num::NonZeroU32;
    ///
    /// use pandapon::warehouse::{EstimateItemFreight, OverseasAddress, Price};
    ///
    /// let request = EstimateItemFreight {
    ///     item_id: "2048232789087639".into(),
    ///     sku_id: "4970432383383".into(),
    ///     receiver_address: OverseasAddress { country: "US".into(), ..OverseasAddress::default() },
    ///     quantity: NonZeroU32::MIN,
    ///     price: Price::new("USD", "10.00".parse()?),
    /// };
    /// let quote = client.warehouse().estimate_item_freight(&request).await?.data;
    /// println!("{} services", quote.freight_infos.len());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn estimate_item_freight(&self, request: &EstimateItemFreight) -> Result<Answer<FreightQuote>> {
        self.client.send(request).await
    }

    /// Previews the freight of an order's items; what it answers can be booked.
    ///
    /// Reference: 订单海外运费预览 (`warehousePreviewOrderFreight`). Path and request seen, the answer guessed.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when no item is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client, quote: pandapon::warehouse::FreightQuote)
    /// #     -> Result<(), Box<dyn std::error::Error>> {
    /// use std::num::NonZeroU32;
    ///
    /// use pandapon::warehouse::{OverseasAddress, PreviewOrderFreight, Price, RenderItem};
    ///
    /// let item = RenderItem {
    ///     item_id: "2048020617114736".into(),
    ///     sku_id: "413185732720".into(),
    ///     quantity: NonZeroU32::MIN,
    ///     freight_info: quote.freight_infos.first().ok_or("no service goes there")?.clone(),
    ///     price: Price::new("USD", "10.00".parse()?),
    /// };
    /// let request =
    ///     PreviewOrderFreight { receiver_address: OverseasAddress::default(), render_items: vec![item] };
    /// let preview = client.warehouse().preview_order_freight(&request).await?.data;
    /// println!("{:?}", preview.render_id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview_order_freight(
        &self,
        request: &PreviewOrderFreight,
    ) -> Result<Answer<OrderFreightPreview>> {
        self.client.send(request).await
    }

    /// Books the international shipment of an order. Never send it twice blindly.
    ///
    /// Reference: 创建国际物流订单 (`warehouseCreateInternationalOrder`). Path and request seen, the answer guessed.
    ///
    /// # Errors
    /// See [`crate::Error`], above all [`crate::Error::outcome`]; also when no item is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use std::num::NonZeroU32;
    ///
    /// use pandapon::warehouse::{
    ///     BookingItem, CreateInternationalOrder, FreightInfo, OverseasAddress, PlatformOrder,
    /// };
    ///
    /// let booking = CreateInternationalOrder {
    ///     render_id: "FF2024080200007".into(),
    ///     receiver_address: OverseasAddress { country: "US".into(), ..OverseasAddress::default() },
    ///     line_items: vec![BookingItem {
    ///         item_id: "2048020617114736".into(),
    ///         sku_id: "413185732720".into(),
    ///         quantity: NonZeroU32::MIN,
    ///         title: Some("杯子".to_owned()),
    ///         image_url: None,
    ///         freight_info: FreightInfo { service_id: Some("1".into()), ..FreightInfo::default() },
    ///         price: None,
    ///     }],
    ///     tmall_order_info: PlatformOrder { tmall_order_id: Some("123123444".into()), remark: None },
    /// };
    /// let order = client.warehouse().create_international_order(&booking).await?.data;
    /// println!("{:?}", order.order_id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_international_order(
        &self,
        booking: &CreateInternationalOrder,
    ) -> Result<Answer<InternationalOrder>> {
        self.client.send(booking).await
    }

    /// Tells the warehouse which domestic parcels belong to an international order.
    ///
    /// Reference: 更新国内物流信息 (`warehouseUpdateDomesticLogistics`). Path and request seen, the answer cut off.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when no line, or a line without parcels, is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use std::num::NonZeroU32;
    ///
    /// use pandapon::warehouse::{DomesticParcel, LineParcels, ParcelItem, UpdateDomesticLogistics};
    ///
    /// let update = UpdateDomesticLogistics {
    ///     order_id: "21".into(),
    ///     tmall_order_id: Some("12345667".into()),
    ///     logistic_infos: vec![LineParcels {
    ///         line_item: ParcelItem {
    ///             item_id: "2048020617114736".into(),
    ///             sku_id: "413185732720".into(),
    ///             quantity: NonZeroU32::MIN,
    ///             title: None,
    ///             image_url: None,
    ///         },
    ///         international_number: Some("FARJP2408000013YQ".into()),
    ///         parcels: vec![DomesticParcel {
    ///             waybill: "SF1234521212678".to_owned(),
    ///             carrier: "顺丰".to_owned(),
    ///             handed_over_at: None,
    ///         }],
    ///     }],
    /// };
    /// client.warehouse().update_domestic_logistics(&update).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update_domestic_logistics(&self, update: &UpdateDomesticLogistics) -> Result<Answer<Done>> {
        self.client.send(update).await
    }
}
