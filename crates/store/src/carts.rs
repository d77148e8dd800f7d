//! The carts as last read, and what this desk put into them.

use pondesk_domain::{AccountId, CartGroup, EpochMs, Money, OfferId, Platform, SkuId};
use rusqlite::Row;

use crate::column::{fen, from_json, id, json, money, platform as platform_from, time};
use crate::{Store, StoreError};

/// The cart of one platform as it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCart {
    /// Its records by seller.
    pub groups: Vec<CartGroup>,
    /// The answer as it came.
    pub raw: String,
    /// When PandaPon told it.
    pub read_at: EpochMs,
}

/// What this desk put into a cart: carts do not say at which price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLineSeen {
    /// Which platform's cart.
    pub platform: Platform,
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: SkuId,
    /// Price per piece then.
    pub unit_price: Option<Money>,
    /// When.
    pub added_at: EpochMs,
}

impl Store {
    /// Keeps the cart of a platform in the cache. A cart that was read before the one kept changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when it is not fit for JSON. A cache that fails is none.
    pub fn keep_cart(
        &self,
        account_id: &AccountId,
        platform: Platform,
        groups: &[CartGroup],
        raw: &str,
        read_at: EpochMs,
    ) -> Result<(), StoreError> {
        let line_count: usize = groups.iter().map(|group| group.lines.len()).sum();
        let line_count = u32::try_from(line_count).unwrap_or(u32::MAX);
        let groups = json(groups, "cart")?;
        self.cache().run(|db| {
            db.prepare_cached(
                "INSERT INTO carts (account_id, platform, groups, line_count, raw, read_at) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT (account_id, platform) DO UPDATE SET groups = excluded.groups,
                     line_count = excluded.line_count, raw = excluded.raw, read_at = excluded.read_at
                 WHERE excluded.read_at >= read_at",
            )?
            .execute((account_id.as_str(), platform.as_str(), &groups, line_count, raw, read_at.0))?;
            Ok(())
        });
        Ok(())
    }

    /// The cart of a platform as it was last read.
    ///
    /// # Errors
    /// None today: a cache that fails is none.
    pub fn cart(&self, account_id: &AccountId, platform: Platform) -> Result<Option<KeptCart>, StoreError> {
        let kept = self.cache().run(|db| {
            db.prepare_cached("SELECT groups, raw, read_at FROM carts WHERE account_id = ? AND platform = ?")?
                .query_and_then((account_id.as_str(), platform.as_str()), |row| {
                    Ok(KeptCart {
                        groups: from_json(&row.get::<_, String>("groups")?, "cart")?,
                        raw: row.get("raw")?,
                        read_at: time(row, "read_at")?,
                    })
                })?
                .next()
                .transpose()
        });
        Ok(kept.flatten())
    }

    /// Records in both carts of an account, as last read.
    ///
    /// # Errors
    /// None today: a cache that fails is none.
    pub fn cart_line_count(&self, account_id: &AccountId) -> Result<u32, StoreError> {
        let counted = self.cache().run(|db| {
            let sql = "SELECT coalesce(sum(line_count), 0) FROM carts WHERE account_id = ?";
            Ok(db.prepare_cached(sql)?.query_row([account_id.as_str()], |row| row.get(0))?)
        });
        Ok(counted.unwrap_or_default())
    }

    /// Notes what was put into a cart and at which price. Adding a SKU again replaces its note.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAccount`].
    pub fn note_added_to_cart(
        &self,
        account_id: &AccountId,
        lines: &[CartLineSeen],
    ) -> Result<(), StoreError> {
        let (account_id, lines) = (account_id.clone(), lines.to_vec());
        self.write("note what was put into the cart", move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT OR REPLACE INTO cart_lines_seen
                     (account_id, platform, offer_id, sku_id, unit_price_fen, added_at)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?;
            for line in lines {
                insert.execute((
                    account_id.as_str(),
                    line.platform.as_str(),
                    line.offer_id.as_str(),
                    line.sku_id.as_str(),
                    fen(line.unit_price),
                    line.added_at.0,
                ))?;
            }
            Ok(())
        })
    }

    /// What this desk put into the cart of a platform, newest first. Some of it may have left the cart since.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn cart_lines_seen(
        &self,
        account_id: &AccountId,
        platform: Platform,
    ) -> Result<Vec<CartLineSeen>, StoreError> {
        self.read("read what was put into the cart", |db| {
            db.prepare_cached(
                "SELECT * FROM cart_lines_seen WHERE account_id = ? AND platform = ?
                 ORDER BY added_at DESC, offer_id, sku_id",
            )?
            .query_and_then((account_id.as_str(), platform.as_str()), line_from)?
            .collect()
        })
    }
}

fn line_from(row: &Row<'_>) -> Result<CartLineSeen, StoreError> {
    Ok(CartLineSeen {
        platform: platform_from(row, "platform")?,
        offer_id: id(row, "offer_id")?,
        sku_id: id(row, "sku_id")?,
        unit_price: money(row, "unit_price_fen")?,
        added_at: time(row, "added_at")?,
    })
}
