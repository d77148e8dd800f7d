//! Freight previews and international orders of the warehouse, each as its own JSON.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::Books;
use super::orders::random_digits;
use crate::catalogue::{Offer, Platform, Sku};
use crate::refusal::Refusal;
use crate::warehouse::ForeignAddress;
use crate::wire;

/// The platform that goods were bought on, as kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum BoughtOn {
    #[serde(rename = "taobao")]
    Taobao,
    #[serde(rename = "1688")]
    Alibaba1688,
}

impl From<Platform> for BoughtOn {
    fn from(platform: Platform) -> Self {
        match platform {
            Platform::Taobao => BoughtOn::Taobao,
            Platform::Alibaba1688 => BoughtOn::Alibaba1688,
        }
    }
}

impl BoughtOn {
    /// Whether it is this platform.
    pub(crate) fn is(self, platform: Platform) -> bool {
        self == BoughtOn::from(platform)
    }
}

/// Goods with the service that was chosen for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewedItem {
    pub(crate) platform: BoughtOn,
    pub(crate) offer_id: u64,
    pub(crate) sku_id: u64,
    pub(crate) quantity: u32,
    pub(crate) service_id: String,
}

impl PreviewedItem {
    /// Whether it is of this SKU.
    pub(crate) fn is(&self, offer: &Offer, sku: &Sku) -> bool {
        self.platform.is(offer.platform) && self.offer_id == offer.id && self.sku_id == sku.id
    }
}

/// A preview of freight that can be booked once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FreightPreview {
    pub(crate) render_id: String,
    /// On the sandbox's clock.
    pub(crate) made_moment_ms: i64,
    pub(crate) address: ForeignAddress,
    pub(crate) items: Vec<PreviewedItem>,
    pub(crate) freight_fen: i64,
    pub(crate) booked: bool,
}

/// A parcel from a seller to the warehouse.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DomesticParcel {
    pub(crate) waybill: String,
    pub(crate) carrier: String,
    /// When the seller handed it over, Unix seconds.
    pub(crate) handed_over_s: i64,
}

/// One line of an international order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InternationalLine {
    #[serde(flatten)]
    pub(crate) item: PreviewedItem,
    /// The international number, FARJP….
    pub(crate) number: String,
    pub(crate) parcels: Vec<DomesticParcel>,
}

/// Goods booked to go abroad; freight in fen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InternationalOrder {
    pub(crate) order_id: String,
    pub(crate) render_id: String,
    /// The order that the goods were bought with.
    pub(crate) purchase_order_id: String,
    pub(crate) remark: Option<String>,
    pub(crate) address: ForeignAddress,
    pub(crate) freight_fen: i64,
    pub(crate) created_ms: i64,
    pub(crate) lines: Vec<InternationalLine>,
}

impl Books<'_> {
    /// The next id of a preview: FF, the day in Beijing, a number that counts up within it.
    pub(crate) fn new_render_id(&self) -> Result<String, Refusal> {
        let day = wire::beijing_time(self.now_ms).replace('-', "");
        let prefix = format!("FF{}", day.get(..8).unwrap_or_default());
        let count: i64 = self
            .tx
            .prepare_cached("SELECT COUNT(*) FROM freight_previews WHERE substr(render_id, 1, 10) = ?1")?
            .query_row([&prefix], |row| row.get(0))?;
        Ok(format!("{prefix}{:05}", count + 1))
    }

    /// Keeps a preview, new or changed.
    pub(crate) fn keep_freight_preview(&self, preview: &FreightPreview) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT OR REPLACE INTO freight_previews (render_id, body) VALUES (?, ?)",
            params![preview.render_id, serde_json::to_string(preview)?],
        )?;
        Ok(())
    }

    /// The preview with an id.
    pub(crate) fn freight_preview(&self, render_id: &str) -> Result<Option<FreightPreview>, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached("SELECT body FROM freight_previews WHERE render_id = ?1")?
            .query_row([render_id], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// A new id of an international order.
    pub(crate) fn new_international_id(&self) -> Result<String, Refusal> {
        loop {
            let id = random_digits(12);
            if self.international_order(&id)?.is_none() {
                return Ok(id);
            }
        }
    }

    /// Keeps an international order, new or changed.
    pub(crate) fn keep_international_order(&self, order: &InternationalOrder) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT OR REPLACE INTO international_orders (order_id, created_ms, body) VALUES (?, ?, ?)",
            params![order.order_id, order.created_ms, serde_json::to_string(order)?],
        )?;
        Ok(())
    }

    /// The international order with an id.
    pub(crate) fn international_order(&self, order_id: &str) -> Result<Option<InternationalOrder>, Refusal> {
        let body: Option<String> = self
            .tx
            .prepare_cached("SELECT body FROM international_orders WHERE order_id = ?1")?
            .query_row([order_id], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// All international orders, oldest first.
    pub(crate) fn international_orders(&self) -> Result<Vec<InternationalOrder>, Refusal> {
        let mut statement =
            self.tx.prepare("SELECT body FROM international_orders ORDER BY created_ms, order_id")?;
        let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut orders = Vec::new();
        for body in bodies {
            orders.push(serde_json::from_str(&body?)?);
        }
        Ok(orders)
    }
}
