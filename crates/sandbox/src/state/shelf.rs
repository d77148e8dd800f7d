//! Today's prices and stock: the catalogue, and over it what orders and the control API changed.

use rusqlite::{OptionalExtension, params};

use super::{Books, platform_name, sql_id};
use crate::catalogue::{Offer, Sku, Tier};
use crate::refusal::Refusal;

/// Stands for the whole offer in the `sku_id` column.
const WHOLE_OFFER: u64 = 0;

/// List price and, when lower, the price after promotion; fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SkuPrice {
    pub(crate) list_fen: i64,
    pub(crate) promotion_fen: Option<i64>,
}

impl SkuPrice {
    /// What a unit costs today.
    pub(crate) fn pays(self) -> i64 {
        self.promotion_fen.unwrap_or(self.list_fen)
    }
}

impl Books<'_> {
    /// A SKU's price today.
    pub(crate) fn sku_price(&self, offer: &Offer, sku: &Sku) -> Result<SkuPrice, Refusal> {
        let changed = match self.changed_price(offer, sku.id)? {
            Some(fen) => Some(fen),
            None => self.changed_price(offer, WHOLE_OFFER)?,
        };
        Ok(match changed {
            Some(fen) if fen < sku.price_fen => {
                SkuPrice { list_fen: sku.price_fen, promotion_fen: Some(fen) }
            }
            Some(fen) => SkuPrice { list_fen: fen, promotion_fen: None },
            None => SkuPrice { list_fen: sku.price_fen, promotion_fen: sku.promotion_price_fen },
        })
    }

    /// A 1688 offer's price ladder today, lowest quantity first. A changed price moves the whole ladder in proportion.
    pub(crate) fn tiers(&self, offer: &Offer) -> Result<Vec<Tier>, Refusal> {
        let mut tiers = offer.tiers.clone();
        let (Some(changed), Some(first)) =
            (self.changed_price(offer, WHOLE_OFFER)?, tiers.first().map(|tier| tier.price_fen.max(1)))
        else {
            return Ok(tiers);
        };
        for tier in &mut tiers {
            tier.price_fen = (tier.price_fen * changed / first).max(1);
        }
        Ok(tiers)
    }

    /// What is in stock of a SKU today.
    pub(crate) fn stock(&self, offer: &Offer, sku: &Sku) -> Result<u32, Refusal> {
        let changed: Option<Option<u32>> = self
            .tx
            .prepare_cached("SELECT stock FROM shelf WHERE platform = ?1 AND offer_id = ?2 AND sku_id = ?3")?
            .query_row(params![platform_name(offer.platform), sql_id(offer.id), sql_id(sku.id)], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(changed.flatten().unwrap_or(sku.stock))
    }

    /// Sets the price of a SKU, or of the whole offer; fen.
    pub(crate) fn set_price(&self, offer: &Offer, sku: Option<&Sku>, fen: i64) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO shelf (platform, offer_id, sku_id, price_fen) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (platform, offer_id, sku_id) DO UPDATE SET price_fen = excluded.price_fen",
            params![
                platform_name(offer.platform),
                sql_id(offer.id),
                sql_id(sku.map_or(WHOLE_OFFER, |sku| sku.id)),
                fen
            ],
        )?;
        Ok(())
    }

    /// Sets a SKU's stock.
    pub(crate) fn set_stock(&self, offer: &Offer, sku: &Sku, stock: u32) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO shelf (platform, offer_id, sku_id, stock) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (platform, offer_id, sku_id) DO UPDATE SET stock = excluded.stock",
            params![platform_name(offer.platform), sql_id(offer.id), sql_id(sku.id), stock],
        )?;
        Ok(())
    }

    fn changed_price(&self, offer: &Offer, sku_id: u64) -> Result<Option<i64>, Refusal> {
        let found: Option<Option<i64>> = self
            .tx
            .prepare_cached(
                "SELECT price_fen FROM shelf WHERE platform = ?1 AND offer_id = ?2 AND sku_id = ?3",
            )?
            .query_row(params![platform_name(offer.platform), sql_id(offer.id), sql_id(sku_id)], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(found.flatten())
    }
}
