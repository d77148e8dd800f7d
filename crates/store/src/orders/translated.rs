//! Titles in other languages. Orders come without; the offers that they are of may have told them.

use pondesk_domain::{Offer, Order};
use rusqlite::{Connection, Transaction};

use super::index::Waiting;
use super::{own, rows};
use crate::StoreError;
use crate::column::id;

/// Keeps the translations of an offer's title, and makes its orders found by those that are new.
pub(crate) fn note_translations(tx: &Transaction<'_>, offer: &Offer) -> Result<(), StoreError> {
    let (platform, offer_id) = (offer.platform.as_str(), offer.offer_id.as_str());
    let mut changed = 0;
    for (language, title) in &offer.title.translations {
        changed += tx
            .prepare_cached(
                "INSERT INTO offer_titles (platform, offer_id, language, title) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET title = excluded.title WHERE title <> excluded.title",
            )?
            .execute((platform, offer_id, language, title))?;
    }
    if changed == 0 {
        return Ok(());
    }
    let names = tx
        .prepare_cached(
            "SELECT DISTINCT account_id, order_id FROM order_lines JOIN orders USING (order_key)
             WHERE offer_id = ? AND platform = ?",
        )?
        .query_and_then((offer_id, platform), |row| Ok((id(row, "account_id")?, id(row, "order_id")?)))?
        .collect::<Result<Vec<_>, StoreError>>()?;
    let mut entries = Waiting::default();
    for (account_id, order_id) in names {
        let Some((_, kept)) = rows::load(tx, &account_id, &order_id)? else { continue };
        let own = own::load_words(tx, &account_id, &order_id)?;
        entries.put(tx, kept.place, kept.place.unwrap_or_default(), &kept.order, &own)?;
    }
    entries.write(tx)
}

/// All that is known of the titles of an order's offers in other languages.
pub(super) fn titles_of(db: &Connection, order: &Order) -> Result<Vec<String>, StoreError> {
    let mut titles = Vec::new();
    let mut of_offer =
        db.prepare_cached("SELECT title FROM offer_titles WHERE platform = ? AND offer_id = ?")?;
    for line in &order.lines {
        let found =
            of_offer.query_map((order.platform.as_str(), line.offer_id.as_str()), |row| row.get(0))?;
        titles.extend(found.collect::<Result<Vec<String>, _>>()?);
    }
    titles.sort_unstable();
    titles.dedup();
    Ok(titles)
}
