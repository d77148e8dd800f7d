//! The carts as PandaPon tells them now, and as this desk keeps them.

use pandapon::Client;
use pondesk_domain::{AccountId, Cart, CartGroup, CartLine, CartLineId, EpochMs, Platform};
use pondesk_store::{CartLineSeen, KeptCart};

use crate::api::{CartView, ChangedTable, CommandResult, PlatformFailure};
use crate::desk::Desk;
use crate::translate;
use crate::translate::values::Origin;

/// Reads one platform's cart and keeps it.
///
/// # Errors
/// Those of the call and of the store.
pub(crate) async fn read(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Vec<CartGroup>> {
    let origin = Origin { account_id, base_url: client.connection().base_url() };
    let (groups, raw, read_at) = match platform {
        Platform::Taobao => {
            let answer = client.taobao().cart().await?;
            let read_at = EpochMs(answer.received_at.as_millisecond());
            (translate::taobao::cart::groups(&answer.data, origin, read_at), answer.raw, read_at)
        }
        Platform::Alibaba1688 => {
            let answer = client.alibaba1688().cart().await?;
            let read_at = EpochMs(answer.received_at.as_millisecond());
            (translate::alibaba1688::cart::groups(&answer.data, origin, read_at), answer.raw, read_at)
        }
    };
    let (id, kept) = (account_id.clone(), groups.clone());
    desk.store().run(move |store| store.keep_cart(&id, platform, &kept, &raw, read_at)).await?;
    desk.changed(ChangedTable::Cart, [platform]);
    Ok(groups)
}

/// One platform's cart as this desk keeps it, with what it saw when records were added.
///
/// # Errors
/// Those of the store.
pub(crate) async fn kept(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Option<KeptCart>> {
    let id = account_id.clone();
    let kept = desk
        .store()
        .run(move |store| Ok((store.cart(&id, platform)?, store.cart_lines_seen(&id, platform)?)));
    let (cart, seen) = kept.await?;
    Ok(cart.map(|mut cart| {
        for line in cart.groups.iter_mut().flat_map(|group| &mut group.lines) {
            remember(line, &seen);
        }
        cart
    }))
}

/// Both carts as this desk keeps them; with the platforms that could not be read just now.
///
/// # Errors
/// Those of the store.
pub(super) async fn view(
    desk: &Desk,
    account_id: &AccountId,
    failed: Vec<PlatformFailure>,
) -> CommandResult<CartView> {
    let mut groups = Vec::new();
    let mut read_at: Option<EpochMs> = None;
    for platform in Platform::ALL {
        if let Some(cart) = kept(desk, account_id, platform).await? {
            groups.extend(cart.groups);
            read_at = Some(read_at.map_or(cart.read_at, |at| at.min(cart.read_at)));
        }
    }
    let lines = groups.iter().map(|group| group.lines.len()).sum::<usize>();
    let cart = Cart { groups, line_count: u32::try_from(lines).unwrap_or(u32::MAX) };
    Ok(CartView { cart, read_at, offline: !failed.is_empty(), failed })
}

/// The record with an id.
pub(crate) fn find<'g>(groups: &'g [CartGroup], line_id: &CartLineId) -> Option<&'g CartLine> {
    groups.iter().flat_map(|group| &group.lines).find(|line| line.line_id == *line_id)
}

/// Puts beside a record what this desk saw when it was added.
fn remember(line: &mut CartLine, seen: &[CartLineSeen]) {
    let of_line = |seen: &&CartLineSeen| seen.offer_id == line.offer_id && seen.sku_id == line.sku_id;
    let Some(seen) = seen.iter().rev().find(of_line) else { return };
    line.added_at = Some(seen.added_at);
    line.was_unit_price = seen.unit_price.filter(|price| Some(*price) != line.unit_price);
}
