//! An order between its rows and its type.

use std::collections::BTreeMap;

use pondesk_domain::{
    AccountId, Order, OrderId, OrderLine, OrderStatus, Parcel, Payment, Platform, PlatformOrderId, SkuId,
    Turn, next_look,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

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

/// Writes an order with its lines and parcels, and returns its key.
pub(super) fn save(tx: &Transaction<'_>, order_key: Option<i64>, kept: &Kept) -> Result<i64, StoreError> {
    let new = order_key.is_none();
    let order_key =
        save_order(tx, kept)?.or(order_key).ok_or(StoreError::Unreadable { what: "order key" })?;
    let mut lines = tx.prepare_cached(
        "INSERT OR REPLACE INTO order_lines (order_key, line_id, position, listed, offer_id, sku_id, title, variant,
             picture, quantity, unit_price_fen, sum_fen, status_raw, status_stage, after_sales, first_turn)
         VALUES (:order_key, :line_id, :position, :listed, :offer_id, :sku_id, :title, :variant,
             :picture, :quantity, :unit_price_fen, :sum_fen, :status_raw, :status_stage, :after_sales, :first_turn)",
    )?;
    let listed = kept.order.lines.iter().map(|line| (true, line));
    let unlisted = kept.unlisted.iter().map(|line| (false, line));
    for (position, (listed, line)) in (0_u32..).zip(listed.chain(unlisted)) {
        lines.execute(named_params! {
            ":order_key": order_key,
            ":line_id": line.line_id.as_str(),
            ":position": position,
            ":listed": listed,
            ":offer_id": line.offer_id.as_str(),
            ":sku_id": line.sku_id.as_ref().map(SkuId::as_str),
            ":title": line.title,
            ":variant": line.variant,
            ":picture": line.picture,
            ":quantity": line.quantity,
            ":unit_price_fen": fen(line.unit_price),
            ":sum_fen": fen(line.sum),
            ":status_raw": line.status.as_ref().map(|status| &status.raw),
            ":status_stage": line.status.as_ref().map(|status| status.stage.as_str()),
            ":after_sales": line.after_sales,
            ":first_turn": kept.lines_since.get(&line.line_id).copied().unwrap_or_default().0,
        })?;
    }
    if !new {
        tx.prepare_cached("DELETE FROM parcels WHERE order_key = ?")?.execute([order_key])?;
    }
    let mut parcels =
        tx.prepare_cached("INSERT INTO parcels (order_key, position, carrier, waybill) VALUES (?, ?, ?, ?)")?;
    for (position, parcel) in (0_u32..).zip(&kept.order.parcels) {
        parcels.execute((order_key, position, &parcel.carrier, &parcel.waybill))?;
    }
    Ok(order_key)
}

fn save_order(tx: &Transaction<'_>, kept: &Kept) -> Result<Option<i64>, StoreError> {
    let order = &kept.order;
    let (first, none) = (order.lines.first(), String::new());
    Ok(tx
        .prepare_cached(
            "INSERT INTO orders (account_id, order_id, platform, platform_order_id, purchase_order_id,
                 sales_order_id, outer_id, status_raw, stage, seller_name, goods_fen, freight_fen, discount_fen, total_fen, was_total_fen, placed_at,
                 paid_at, pay_before, receiver, closed_reason, first_read_at, read_at, told_at, turn, first_turn,
                 place, title, picture, line_count, pieces, after_sales, changed_at, look_at)
             VALUES (:account_id, :order_id, :platform, :platform_order_id, :purchase_order_id, :sales_order_id, :outer_id,
                 :status_raw, :stage, :seller_name, :goods_fen, :freight_fen, :discount_fen, :total_fen,
                 :was_total_fen, :placed_at, :paid_at, :pay_before, :receiver, :closed_reason, :first_read_at,
                 :read_at, :told_at, :turn, :first_turn, :place, :title, :picture, :line_count, :pieces,
                 :after_sales, :changed_at, :look_at)
             ON CONFLICT (account_id, order_id) DO UPDATE SET
                 purchase_order_id = excluded.purchase_order_id, sales_order_id = excluded.sales_order_id,
                 outer_id = excluded.outer_id,
                 status_raw = excluded.status_raw, stage = excluded.stage, seller_name = excluded.seller_name,
                 goods_fen = excluded.goods_fen, freight_fen = excluded.freight_fen,
                 discount_fen = excluded.discount_fen, total_fen = excluded.total_fen,
                 was_total_fen = excluded.was_total_fen, placed_at = excluded.placed_at,
                 paid_at = excluded.paid_at, pay_before = excluded.pay_before, receiver = excluded.receiver,
                 closed_reason = excluded.closed_reason, first_read_at = excluded.first_read_at,
                 read_at = excluded.read_at, told_at = excluded.told_at, turn = excluded.turn,
                 first_turn = excluded.first_turn, place = excluded.place, title = excluded.title,
                 picture = excluded.picture, line_count = excluded.line_count, pieces = excluded.pieces,
                 after_sales = excluded.after_sales, changed_at = excluded.changed_at,
                 look_at = excluded.look_at
             RETURNING order_key",
        )?
        .query_row(
            named_params! {
                ":account_id": order.account_id.as_str(),
                ":order_id": order.order_id.as_str(),
                ":platform": order.platform.as_str(),
                ":platform_order_id": order.platform_order_id.as_str(),
                ":purchase_order_id": order.purchase_order_id.as_ref().map(PlatformOrderId::as_str),
                ":sales_order_id": order.sales_order_id.as_ref().map(PlatformOrderId::as_str),
                ":outer_id": order.outer_id,
                ":status_raw": order.status.raw,
                ":stage": order.status.stage.as_str(),
                ":seller_name": order.seller_name,
                ":goods_fen": fen(order.goods),
                ":freight_fen": fen(order.freight),
                ":discount_fen": fen(order.discount),
                ":total_fen": fen(order.total),
                ":was_total_fen": fen(kept.was_total),
                ":placed_at": ms(order.placed_at),
                ":paid_at": ms(order.payment.paid_at),
                ":pay_before": ms(order.payment.pay_before),
                ":receiver": order.receiver,
                ":closed_reason": order.closed_reason,
                ":first_read_at": kept.first_read_at.0,
                ":read_at": kept.read_at.0,
                ":told_at": json(&kept.told_at, "turns of fields")?,
                ":turn": kept.turn.0,
                ":first_turn": kept.first_turn.0,
                ":place": kept.place,
                ":title": first.map(|line| &line.title).unwrap_or(&none),
                ":picture": first.and_then(|line| line.picture.as_ref()),
                ":line_count": u32::try_from(order.lines.len()).unwrap_or(u32::MAX),
                ":pieces": order.pieces(),
                ":after_sales": index::has_case(order),
                ":changed_at": kept.changed_at.0,
                ":look_at": ms(next_look(order.status.stage, kept.changed_at, kept.read_at)),
            },
            |row| row.get(0),
        )
        .optional()?)
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
