//! What an order is found by, and keeping that in step with the order and what the user keeps beside it.

use std::collections::{BTreeMap, BTreeSet};

use pondesk_domain::{AccountId, Money, Order, OrderStage, OwnData, Platform, PlatformOrderId, SkuId};
use rusqlite::Transaction;

use super::search_text::{fold, grams, words};
use super::{own, place, rows, translated};
use crate::StoreError;

/// Rises when the columns below are made by other rules: older databases make theirs anew when they are opened.
const RULES: u32 = 2;

/// Entries that are made anew before they are written.
const TOGETHER: usize = 1_000;

/// Binary digits that sums in fen are told apart by; larger ones, of ten billion yuan, are alike.
pub(super) const MOST_DIGITS: u32 = 40;

/// The columns of the index.
struct Entry {
    words: String,
    numbers: String,
    facets: String,
}

impl Entry {
    /// `translations`: titles of its offers in other languages.
    fn of(order: &Order, own: &OwnData, translations: &[String]) -> Self {
        let mut texts: Vec<&str> = [&order.seller_name, &order.receiver, &own.note, &own.client]
            .into_iter()
            .flatten()
            .chain(&own.tags)
            .chain(translations)
            .map(String::as_str)
            .collect();
        let mut numbers = vec![order.platform_order_id.as_str()];
        numbers.extend(order.purchase_order_id.as_ref().map(PlatformOrderId::as_str));
        numbers.extend(order.sales_order_id.as_ref().map(PlatformOrderId::as_str));
        numbers.extend(order.outer_id.as_deref());
        for line in &order.lines {
            texts.push(&line.title);
            texts.extend(line.variant.as_deref());
            numbers.extend([line.line_id.as_str(), line.offer_id.as_str()]);
            numbers.extend(line.sku_id.as_ref().map(SkuId::as_str));
        }
        for parcel in &order.parcels {
            texts.extend(parcel.carrier.as_deref());
            // Waybills may be words, and begin with letters.
            texts.extend(parcel.waybill.as_deref());
            numbers.extend(parcel.waybill.as_deref());
        }
        numbers.sort_unstable();
        numbers.dedup();
        // A word that no text holds stands between texts, so that no phrase reaches from one into the next.
        let texts: Vec<String> = texts.into_iter().map(words).collect();
        let numbers: Vec<String> = numbers.into_iter().map(grams).collect();
        Self { words: texts.join(" ¦ "), numbers: numbers.join(" ¦ "), facets: facets(order, own) }
    }
}

fn facets(order: &Order, own: &OwnData) -> String {
    let mut facets = vec![
        account(&order.account_id),
        platform(order.platform),
        stage(order.status.stage),
        status(&order.status.raw),
        after_sales(has_case(order)),
    ];
    facets.extend(order.total.map(magnitude));
    facets.extend(own.tags.iter().map(|name| tag(name)));
    facets.extend(own.client.as_deref().map(client));
    facets.join(" ")
}

/// Whether a line of it has an after-sales case.
pub(super) fn has_case(order: &Order) -> bool {
    order.lines.iter().any(|line| line.after_sales.is_some())
}

pub(super) fn account(account_id: &AccountId) -> String {
    format!("a{}", hex::encode(account_id.as_str()))
}

pub(super) fn platform(platform: Platform) -> String {
    format!("p{}", platform.as_str())
}

pub(super) fn stage(stage: OrderStage) -> String {
    format!("s{}", stage.as_str())
}

/// The platform's own word, capitals aside.
pub(super) fn status(raw: &str) -> String {
    format!("w{}", hex::encode(fold(raw.trim())))
}

pub(super) fn after_sales(has_case: bool) -> String {
    format!("c{}", u8::from(has_case))
}

pub(super) fn tag(name: &str) -> String {
    format!("t{}", hex::encode(fold(name.trim())))
}

pub(super) fn client(name: &str) -> String {
    format!("k{}", hex::encode(fold(name.trim())))
}

/// How many binary digits a sum in fen has: narrows a search by sums to those that come near.
pub(super) fn magnitude(total: Money) -> String {
    format!("m{}", magnitude_of(total))
}

pub(super) fn magnitude_of(total: Money) -> u32 {
    (i64::BITS - total.minor().max(0).leading_zeros()).min(MOST_DIGITS)
}

/// Entries that wait to be written together, by their places.
///
/// FTS5 gathers entries and writes them as one piece, unless a statement comes between that could be rolled back alone, as
/// that of a table with a trigger, or an entry that belongs before the last one: then each entry is a piece of its own,
/// and putting all these together costs more than anything else that keeping an order does.
#[derive(Default)]
pub(super) struct Waiting {
    gone: BTreeSet<i64>,
    entries: BTreeMap<i64, Entry>,
}

impl Waiting {
    /// Adds the entry of an order; `before` is the place under which there is one.
    pub(super) fn put(
        &mut self,
        tx: &Transaction<'_>,
        before: Option<i64>,
        place: i64,
        order: &Order,
        own: &OwnData,
    ) -> Result<(), StoreError> {
        if let Some(before) = before
            && self.entries.remove(&before).is_none()
        {
            self.gone.insert(before);
        }
        let translations = translated::titles_of(tx, order)?;
        self.entries.insert(place, Entry::of(order, own, &translations));
        Ok(())
    }

    /// Writes all of them.
    pub(super) fn write(self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        let mut delete = tx.prepare_cached("DELETE FROM order_index WHERE rowid = ?")?;
        for place in self.gone {
            delete.execute([place])?;
        }
        let mut insert =
            tx.prepare_cached("INSERT INTO order_index (rowid, words, numbers, facets) VALUES (?, ?, ?, ?)")?;
        for (place, Entry { words, numbers, facets }) in self.entries {
            insert.execute((place, words, numbers, facets))?;
        }
        Ok(())
    }
}

/// Makes everything anew that is derived from the orders, when it was made by older rules.
pub(crate) fn bring_up(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let rules: u32 = tx.query_row("SELECT rules FROM order_index_rules", [], |row| row.get(0))?;
    if rules == RULES {
        return Ok(());
    }
    tx.execute_batch(
        "DROP TABLE order_index;
         CREATE VIRTUAL TABLE order_index USING fts5 (
             words, numbers, facets, content = '', contentless_delete = 1, tokenize = 'ascii'
         );",
    )?;
    let mut names = tx.prepare("SELECT account_id, order_id FROM orders ORDER BY place, order_key")?;
    let names = names
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for names in names.chunks(TOGETHER) {
        let mut entries = Waiting::default();
        for (account_id, order_id) in names {
            let (account_id, order_id) = (account_id.as_str().into(), order_id.as_str().into());
            let Some((order_key, mut kept)) = rows::load(tx, &account_id, &order_id)? else { continue };
            if kept.place.is_none() {
                let sorted_at = place::sorted_at(&kept.order, kept.first_read_at);
                kept.place = Some(place::free(tx, &kept.order, sorted_at)?);
            }
            rows::save(tx, Some(order_key), &kept)?;
            let own = own::load_words(tx, &account_id, &order_id)?;
            entries.put(tx, None, kept.place.unwrap_or_default(), &kept.order, &own)?;
        }
        entries.write(tx)?;
    }
    tx.execute("UPDATE order_index_rules SET rules = ?", [RULES])?;
    Ok(())
}
