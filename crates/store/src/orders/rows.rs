//! An order between its rows and its type.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pondesk_domain::{
    AccountId, Order, OrderId, OrderLine, OrderStatus, Parcel, Payment, Platform, PlatformOrderId, SkuId,
    Turn, next_look,
};
use rusqlite::{Connection, Row, ToSql, Transaction, params_from_iter};

use super::index;
use super::merge::Kept;
use crate::StoreError;
use crate::column::{
    fen, from_json, id, json, maybe_id, maybe_time, money, ms, platform as platform_from, time,
};

/// The status of a row. Its meaning is read anew from the platform's word, so a newer Pondesk knows more of old rows.
pub(super) fn status_from(row: &Row<'_>) -> Result<OrderStatus, StoreError> {
    Ok(OrderStatus::read(platform_from(row, "platform")?, &row.get::<_, String>("status_raw")?))
}

/// An order with its key.
pub(super) fn load(
    db: &Connection,
    account_id: &AccountId,
    order_id: &OrderId,
) -> Result<Option<(i64, Kept)>, StoreError> {
    let found = db
        .prepare_cached("SELECT * FROM orders WHERE account_id = ? AND order_id = ?")?
        .query_and_then((account_id.as_str(), order_id.as_str()), |row| {
            Ok::<_, StoreError>((row.get::<_, i64>("order_key")?, kept_from(row)?))
        })?
        .next()
        .transpose()?;
    let Some((order_key, mut kept)) = found else { return Ok(None) };
    let platform = kept.order.platform;
    for line in db
        .prepare_cached("SELECT * FROM order_lines WHERE order_key = ? ORDER BY position, line_id")?
        .query_and_then([order_key], |row| {
            let since = Turn(row.get("first_turn")?);
            Ok::<_, StoreError>((row.get::<_, bool>("listed")?, since, line_from(row, platform)?))
        })?
    {
        let (listed, since, line) = line?;
        kept.lines_since.insert(line.line_id.clone(), since);
        if listed { kept.order.lines.push(line) } else { kept.unlisted.push(line) }
    }
    kept.order.parcels = db
        .prepare_cached("SELECT carrier, waybill FROM parcels WHERE order_key = ? ORDER BY position")?
        .query_and_then([order_key], |row| {
            Ok(Parcel { carrier: row.get("carrier")?, waybill: row.get("waybill")? })
        })?
        .collect::<Result<_, StoreError>>()?;
    Ok(Some((order_key, kept)))
}

/// Writes an order with its lines and parcels, and returns its key: the one that it has, or a new one.
pub(super) fn save(tx: &Transaction<'_>, order_key: Option<i64>, kept: &Kept) -> Result<i64, StoreError> {
    let saved_key = save_order(tx, order_key, kept)?;
    save_lines(tx, order_key.is_none(), saved_key, kept)?;
    if order_key.is_some() {
        tx.prepare_cached("DELETE FROM parcels WHERE order_key = ?")?.execute([saved_key])?;
    }
    let mut parcels =
        tx.prepare_cached("INSERT INTO parcels (order_key, position, carrier, waybill) VALUES (?, ?, ?, ?)")?;
    for (position, parcel) in (0_u32..).zip(&kept.order.parcels) {
        parcels.execute((saved_key, position, &parcel.carrier, &parcel.waybill))?;
    }
    Ok(saved_key)
}

fn save_lines(tx: &Transaction<'_>, new: bool, order_key: i64, kept: &Kept) -> Result<(), StoreError> {
    const COLUMNS: &str =
        "INTO order_lines (order_key, line_id, position, listed, offer_id, sku_id, title, variant,
         picture, quantity, unit_price_fen, sum_fen, status_raw, status_stage, after_sales, first_turn)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static INSERT: LazyLock<String> = LazyLock::new(|| format!("INSERT {COLUMNS}"));
    static REPLACE: LazyLock<String> = LazyLock::new(|| format!("INSERT OR REPLACE {COLUMNS}"));
    let mut lines = tx.prepare_cached(if new { &INSERT } else { &REPLACE })?;
    let listed = kept.order.lines.iter().map(|line| (true, line));
    let unlisted = kept.unlisted.iter().map(|line| (false, line));
    for (position, (listed, line)) in (0_u32..).zip(listed.chain(unlisted)) {
        lines.execute((
            order_key,
            line.line_id.as_str(),
            position,
            listed,
            line.offer_id.as_str(),
            line.sku_id.as_ref().map(SkuId::as_str),
            &line.title,
            &line.variant,
            &line.picture,
            line.quantity,
            fen(line.unit_price),
            fen(line.sum),
            line.status.as_ref().map(|status| &status.raw),
            line.status.as_ref().map(|status| status.stage.as_str()),
            &line.after_sales,
            kept.lines_since.get(&line.line_id).copied().unwrap_or_default().0,
        ))?;
    }
    Ok(())
}

/// What an order is known by; it never changes.
const NAMED_BY: [&str; 4] = ["account_id", "order_id", "platform", "platform_order_id"];
/// The other columns of an order, in the order in which [`save_order`] has their values.
const TOLD: [&str; 29] = [
    "purchase_order_id",
    "sales_order_id",
    "outer_id",
    "status_raw",
    "stage",
    "seller_name",
    "goods_fen",
    "freight_fen",
    "discount_fen",
    "total_fen",
    "was_total_fen",
    "placed_at",
    "paid_at",
    "pay_before",
    "receiver",
    "closed_reason",
    "first_read_at",
    "read_at",
    "told_at",
    "turn",
    "first_turn",
    "place",
    "title",
    "picture",
    "line_count",
    "pieces",
    "after_sales",
    "changed_at",
    "look_at",
];

fn save_order(tx: &Transaction<'_>, order_key: Option<i64>, kept: &Kept) -> Result<i64, StoreError> {
    static INSERT: LazyLock<String> = LazyLock::new(|| {
        let columns = [&TOLD[..], &NAMED_BY[..]].concat();
        format!(
            "INSERT INTO orders ({}) VALUES ({})",
            columns.join(", "),
            vec!["?"; columns.len()].join(", ")
        )
    });
    static UPDATE: LazyLock<String> =
        LazyLock::new(|| format!("UPDATE orders SET {} = ? WHERE order_key = ?", TOLD.join(" = ?, ")));
    let order = &kept.order;
    let (first, none) = (order.lines.first(), String::new());
    let told: [&dyn ToSql; TOLD.len()] = [
        &order.purchase_order_id.as_ref().map(PlatformOrderId::as_str),
        &order.sales_order_id.as_ref().map(PlatformOrderId::as_str),
        &order.outer_id,
        &order.status.raw,
        &order.status.stage.as_str(),
        &order.seller_name,
        &fen(order.goods),
        &fen(order.freight),
        &fen(order.discount),
        &fen(order.total),
        &fen(kept.was_total),
        &ms(order.placed_at),
        &ms(order.payment.paid_at),
        &ms(order.payment.pay_before),
        &order.receiver,
        &order.closed_reason,
        &kept.first_read_at.0,
        &kept.read_at.0,
        &json(&kept.told_at, "turns of fields")?,
        &kept.turn.0,
        &kept.first_turn.0,
        &kept.place,
        &first.map_or(&none, |line| &line.title),
        &first.and_then(|line| line.picture.as_ref()),
        &u32::try_from(order.lines.len()).unwrap_or(u32::MAX),
        &order.pieces(),
        &index::has_case(order),
        &kept.changed_at.0,
        &ms(next_look(order.status.stage, kept.changed_at, kept.read_at)),
    ];
    if let Some(order_key) = order_key {
        let key: [&dyn ToSql; 1] = [&order_key];
        tx.prepare_cached(&UPDATE)?.execute(params_from_iter(told.into_iter().chain(key)))?;
        return Ok(order_key);
    }
    let named_by: [&dyn ToSql; NAMED_BY.len()] = [
        &order.account_id.as_str(),
        &order.order_id.as_str(),
        &order.platform.as_str(),
        &order.platform_order_id.as_str(),
    ];
    Ok(tx.prepare_cached(&INSERT)?.insert(params_from_iter(told.into_iter().chain(named_by)))?)
}

/// Notes that an order was told again just as it is kept.
pub(super) fn save_age(tx: &Transaction<'_>, order_key: i64, kept: &Kept) -> Result<(), StoreError> {
    let look_at = next_look(kept.order.status.stage, kept.changed_at, kept.read_at);
    tx.prepare_cached(
        "UPDATE orders SET turn = ?, read_at = ?, told_at = ?, changed_at = ?, look_at = ? WHERE order_key = ?",
    )?
    .execute((
        kept.turn.0,
        kept.read_at.0,
        json(&kept.told_at, "turns of fields")?,
        kept.changed_at.0,
        ms(look_at),
        order_key,
    ))?;
    Ok(())
}

fn kept_from(row: &Row<'_>) -> Result<Kept, StoreError> {
    let told_at: BTreeMap<String, Turn> = from_json(&row.get::<_, String>("told_at")?, "turns of fields")?;
    let order = Order {
        order_id: id(row, "order_id")?,
        account_id: id(row, "account_id")?,
        platform: platform_from(row, "platform")?,
        platform_order_id: id(row, "platform_order_id")?,
        purchase_order_id: maybe_id(row, "purchase_order_id")?,
        sales_order_id: maybe_id(row, "sales_order_id")?,
        outer_id: row.get("outer_id")?,
        status: status_from(row)?,
        seller_name: row.get("seller_name")?,
        lines: vec![],
        goods: money(row, "goods_fen")?,
        freight: money(row, "freight_fen")?,
        discount: money(row, "discount_fen")?,
        total: money(row, "total_fen")?,
        placed_at: maybe_time(row, "placed_at")?,
        payment: Payment { paid_at: maybe_time(row, "paid_at")?, pay_before: maybe_time(row, "pay_before")? },
        receiver: row.get("receiver")?,
        parcels: vec![],
        closed_reason: row.get("closed_reason")?,
    };
    Ok(Kept {
        order,
        unlisted: vec![],
        was_total: money(row, "was_total_fen")?,
        first_turn: Turn(row.get("first_turn")?),
        first_read_at: time(row, "first_read_at")?,
        turn: Turn(row.get("turn")?),
        read_at: time(row, "read_at")?,
        told_at,
        lines_since: BTreeMap::new(),
        place: row.get("place")?,
        changed_at: time(row, "changed_at")?,
    })
}

fn line_from(row: &Row<'_>, platform: Platform) -> Result<OrderLine, StoreError> {
    Ok(OrderLine {
        line_id: id(row, "line_id")?,
        offer_id: id(row, "offer_id")?,
        sku_id: maybe_id(row, "sku_id")?,
        title: row.get("title")?,
        variant: row.get("variant")?,
        picture: row.get("picture")?,
        quantity: row.get("quantity")?,
        unit_price: money(row, "unit_price_fen")?,
        sum: money(row, "sum_fen")?,
        status: row.get::<_, Option<String>>("status_raw")?.map(|raw| OrderStatus::read(platform, &raw)),
        after_sales: row.get("after_sales")?,
    })
}
