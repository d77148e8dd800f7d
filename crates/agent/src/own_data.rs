//! What the user keeps beside orders: notes, tags, clients, files; and the filters that he saved.

use pondesk_domain::{OwnData, OwnEdit};
use pondesk_store as kept;
use pondesk_store::Store;

use crate::api::*;
use crate::connecting::required;
use crate::desk::Desk;
use crate::orders::filters;

/// Longest name of a tag, a client or a filter, in characters.
const LONGEST_NAME: usize = 60;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 10_000;
/// Most files beside one order.
const MOST_FILES: usize = 50;
/// Most orders that are changed at once.
const MOST_ORDERS: usize = 10_000;

/// Changes what the user keeps beside orders, all or nothing.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] with the field, [`ErrorCode::OrderMissing`], and those of the store.
pub async fn edit(desk: &Desk, request: OrderOwnEdit) -> CommandResult<OrderOwnEdited> {
    let OrderOwnEdit { orders, note, client, add_tags, remove_tags } = request;
    within("orders", orders.len(), MOST_ORDERS)?;
    within("note", length(note.as_deref()), LONGEST_NOTE)?;
    within("client", length(client.as_deref()), LONGEST_NAME)?;
    for tag in &add_tags {
        within("addTags", length(Some(tag)), LONGEST_NAME)?;
        // A comma would make two of it where tags stand in one line.
        if tag.contains([',', '"']) {
            return Err(CommandError::field(ErrorCode::FieldInvalid, "addTags").with("limit", "form"));
        }
    }
    let edit = OwnEdit { note, client, add_tags, remove_tags };
    let names = orders.into_iter().map(|order| (order.account_id, order.order_id)).collect();
    let (turn, now) = (desk.next_turn(), desk.now());
    let changed = desk.store().run(move |store| store.edit_own(names, edit, turn, now)).await?;
    if !changed.is_empty() {
        desk.changed(ChangedTable::Orders, changed.iter().map(|(_, order_id)| order_id));
    }
    let orders = changed.into_iter().map(|(account_id, order_id)| OrderRef { account_id, order_id });
    Ok(OrderOwnEdited { orders: orders.collect() })
}

/// Puts a file to an order: a picture or a PDF, checked when it was taken. The same file again changes its name at most.
///
/// # Errors
/// [`ErrorCode::FileMissing`], [`ErrorCode::OrderMissing`], [`ErrorCode::FieldInvalid`] in `files` when the order has fifty,
/// and those of the store.
pub async fn add_file(desk: &Desk, request: OrderFileAdd) -> CommandResult<OwnData> {
    let OrderFileAdd { account_id, order_id, file_id } = request;
    let held = desk.inner.files.get(&file_id)?;
    let new = kept::NewOrderFile {
        file_name: held.file.name.clone(),
        media_type: held.file.media_type.clone(),
        bytes: held.bytes.clone(),
    };
    let (turn, now, id) = (desk.next_turn(), desk.now(), order_id.clone());
    let own = desk
        .store()
        .run(move |store| store.attach_file(&account_id, &order_id, new, MOST_FILES, turn, now))
        .await?;
    desk.changed(ChangedTable::Orders, [&id]);
    Ok(own)
}

/// Takes a file away from an order. Its bytes stay in the data folder: a backup may still name them.
///
/// # Errors
/// [`ErrorCode::OrderMissing`], and those of the store.
pub async fn drop_file(desk: &Desk, request: OrderFileRef) -> CommandResult<OwnData> {
    let OrderFileRef { account_id, order_id, sha256 } = request;
    let (turn, now, id) = (desk.next_turn(), desk.now(), order_id.clone());
    let own =
        desk.store().run(move |store| store.detach_file(&account_id, &order_id, &sha256, turn, now)).await?;
    desk.changed(ChangedTable::Orders, [&id]);
    Ok(own)
}

/// Tags and clients that are in use.
///
/// # Errors
/// Those of the store.
pub async fn names(desk: &Desk, _request: Nothing) -> CommandResult<OrderNames> {
    let used = |names: Vec<kept::UsedName>| {
        names.into_iter().map(|used| UsedName { name: used.name, orders: used.orders }).collect()
    };
    let names = desk.store().run(|store| Ok((store.used_tags()?, store.used_clients()?))).await?;
    Ok(OrderNames { tags: used(names.0), clients: used(names.1) })
}

/// The parts of a typed filter.
///
/// # Errors
/// Those of the store.
pub async fn read_filter(desk: &Desk, request: OrderFilterRead) -> CommandResult<OrderFilterParts> {
    let (_, parts) = desk.store().run(move |store| filters::read(store, &request.text)).await?;
    Ok(OrderFilterParts { parts })
}

/// All saved filters.
///
/// # Errors
/// Those of the store.
pub async fn saved_filters(desk: &Desk, _request: Nothing) -> CommandResult<Vec<SavedFilter>> {
    let saved = desk.store().run(Store::saved_filters).await?;
    Ok(saved.into_iter().map(|saved| SavedFilter { name: saved.name, text: saved.filter }).collect())
}

/// Saves a filter, in place of one of the same name.
///
/// # Errors
/// [`ErrorCode::FieldMissing`] or [`ErrorCode::FieldInvalid`] with the field, and those of the store.
pub async fn save_filter(desk: &Desk, request: SavedFilter) -> CommandResult<Vec<SavedFilter>> {
    let name = required("name", &request.name)?;
    within("name", length(Some(&name)), LONGEST_NAME)?;
    let (saved, now) = (kept::SavedFilter { name, filter: request.text.trim().to_owned() }, desk.now());
    desk.store().run(move |store| store.save_filter(saved, now)).await?;
    desk.changed_all(ChangedTable::Filters);
    saved_filters(desk, Nothing {}).await
}

/// Takes a saved filter away.
///
/// # Errors
/// Those of the store.
pub async fn drop_filter(desk: &Desk, request: OrderFilterDrop) -> CommandResult<Vec<SavedFilter>> {
    desk.store().run(move |store| store.drop_filter(&request.name)).await?;
    desk.changed_all(ChangedTable::Filters);
    saved_filters(desk, Nothing {}).await
}

fn length(text: Option<&str>) -> usize {
    text.map_or(0, |text| text.chars().count())
}

fn within(field: &str, length: usize, most: usize) -> CommandResult<()> {
    if length <= most {
        return Ok(());
    }
    Err(CommandError::field(ErrorCode::FieldInvalid, field).with("limit", most))
}
