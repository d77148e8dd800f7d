//! Offers that were shown, and the prices seen.

use pondesk_domain::{AccountId, EpochMs, Money, Offer, OfferId, Platform, SkuId};
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::column::{from_json, json, time};
use crate::orders::note_translations;
use crate::{Store, StoreError};

/// An offer as it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOffer {
    /// The offer.
    pub offer: Offer,
    /// The answer as it came.
    pub raw: String,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// A price that this desk saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricePoint {
    /// When.
    pub seen_at: EpochMs,
    /// The price per piece then.
    pub price: Money,
}

impl Store {
    /// Keeps an offer with the answer that told it in the cache, and in the desk's file a price point for each price that
    /// changed: the lowest of the offer and that of each SKU; and its title in other languages, by which its orders are found
    /// as well. An offer that was read before the one kept changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn keep_offer(
        &self,
        account_id: &AccountId,
        offer: &Offer,
        raw: &str,
        read_at: EpochMs,
    ) -> Result<(), StoreError> {
        let text = json(offer, "offer")?;
        let kept = self.cache().run(|db| {
            let sql = "INSERT INTO offers (account_id, platform, offer_id, offer, raw, read_at) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT (account_id, platform, offer_id) DO UPDATE
                 SET offer = excluded.offer, raw = excluded.raw, read_at = excluded.read_at
                 WHERE excluded.read_at >= read_at";
            let platform = offer.platform.as_str();
            let offer_id = offer.offer_id.as_str();
            let row = (account_id.as_str(), platform, offer_id, &text, raw, read_at.0);
            Ok(db.prepare_cached(sql)?.execute(row)?)
        });
        if kept == Some(0) {
            return Ok(());
        }
        let (account_id, offer) = (account_id.clone(), offer.clone());
        self.write("keep the prices seen", move |tx| {
            note_translations(tx, &offer)?;
            if let Some(lowest) = lowest_price(&offer) {
                note_price(tx, &account_id, &offer, None, lowest, read_at)?;
            }
            for sku in &offer.skus {
                if let Some(price) = sku.price {
                    note_price(tx, &account_id, &offer, Some(&sku.sku_id), price, read_at)?;
                }
            }
            Ok(())
        })
    }

    /// The offer as it was last read.
    ///
    /// # Errors
    /// None today: a cache that fails is none.
    pub fn offer(
        &self,
        account_id: &AccountId,
        platform: Platform,
        offer_id: &OfferId,
    ) -> Result<Option<KeptOffer>, StoreError> {
        let kept = self.cache().run(|db| {
            db.prepare_cached(
                "SELECT offer, raw, read_at FROM offers WHERE account_id = ? AND platform = ? AND offer_id = ?",
            )?
            .query_and_then((account_id.as_str(), platform.as_str(), offer_id.as_str()), |row| {
                Ok(KeptOffer {
                    offer: from_json(&row.get::<_, String>("offer")?, "offer")?,
                    raw: row.get("raw")?,
                    read_at: time(row, "read_at")?,
                })
            })?
            .next()
            .transpose()
        });
        Ok(kept.flatten())
    }

    /// The lowest prices seen of an offer, oldest first, one point for each change.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn prices_seen(
        &self,
        account_id: &AccountId,
        platform: Platform,
        offer_id: &OfferId,
    ) -> Result<Vec<PricePoint>, StoreError> {
        self.read("read the prices seen", |db| price_points(db, account_id, platform, offer_id, None))
    }

    /// The prices seen of one SKU, oldest first, one point for each change.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sku_prices_seen(
        &self,
        account_id: &AccountId,
        platform: Platform,
        offer_id: &OfferId,
        sku_id: &SkuId,
    ) -> Result<Vec<PricePoint>, StoreError> {
        self.read("read the prices seen", |db| price_points(db, account_id, platform, offer_id, Some(sku_id)))
    }
}

/// The lowest price per piece that the offer names, tiers included.
fn lowest_price(offer: &Offer) -> Option<Money> {
    let skus = offer.skus.iter().filter_map(|sku| sku.price);
    skus.chain(offer.tiers.iter().map(|tier| tier.price)).min_by_key(|price| price.minor())
}

fn note_price(
    tx: &Transaction<'_>,
    account_id: &AccountId,
    offer: &Offer,
    sku_id: Option<&SkuId>,
    price: Money,
    seen_at: EpochMs,
) -> Result<(), StoreError> {
    let key =
        (account_id.as_str(), offer.platform.as_str(), offer.offer_id.as_str(), sku_id.map(SkuId::as_str));
    let last: Option<(i64, i64)> = tx
        .prepare_cached(
            "SELECT price_fen, seen_at FROM price_points
             WHERE account_id = ? AND platform = ? AND offer_id = ? AND sku_id IS ?
             ORDER BY seen_at DESC, point_key DESC LIMIT 1",
        )?
        .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // Without the cache, the last point says that an answer is late.
    if last.is_none_or(|(fen, at)| fen != price.minor() && at <= seen_at.0) {
        tx.prepare_cached(
            "INSERT INTO price_points (account_id, platform, offer_id, sku_id, price_fen, seen_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute((key.0, key.1, key.2, key.3, price.minor(), seen_at.0))?;
    }
    Ok(())
}

fn price_points(
    db: &Connection,
    account_id: &AccountId,
    platform: Platform,
    offer_id: &OfferId,
    sku_id: Option<&SkuId>,
) -> Result<Vec<PricePoint>, StoreError> {
    db.prepare_cached(
        "SELECT seen_at, price_fen FROM price_points
         WHERE account_id = ? AND platform = ? AND offer_id = ? AND sku_id IS ? ORDER BY seen_at, point_key",
    )?
    .query_and_then(
        (account_id.as_str(), platform.as_str(), offer_id.as_str(), sku_id.map(SkuId::as_str)),
        |row| Ok(PricePoint { seen_at: time(row, "seen_at")?, price: Money::fen(row.get("price_fen")?) }),
    )?
    .collect()
}
