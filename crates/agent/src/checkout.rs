//! What chosen cart records would cost, by seller. Orders nothing.

pub(crate) mod kept;
pub(crate) mod previewing;

use futures::future::try_join_all;
use pondesk_domain::{AccountId, Address, AddressId, CartGroup, CartLine, Platform, PreviewId};

use crate::api::*;
use crate::cart;
use crate::desk::Desk;
use crate::ordering::guards::Guards;
use kept::KeptPreview;
use previewing::{Chosen, Priced, price, shifts};

/// Prices cart records by seller and remembers what would be sent. Each price is compared with the one that this desk
/// saw when the record was put into the cart, or else with the cart's own; sums with those of the last look at the same
/// goods; goods with what was ordered lately.
///
/// # Errors
/// [`ErrorCode::NothingPicked`], [`ErrorCode::AddressMissing`], [`ErrorCode::CartLineMissing`]; those of the calls and
/// of the store. What PandaPon refuses to order is a problem of its order, not an error.
pub async fn preview(desk: &Desk, request: CheckoutPreviewRequest) -> CommandResult<CheckoutPreview> {
    let CheckoutPreviewRequest { account_id, lines, address_id } = request;
    if lines.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "lines"));
    }
    let address = address(desk, &account_id, &address_id).await?;
    let chosen = choose(desk, &account_id, &lines).await?;
    let client = desk.client(&account_id).await?;
    let mut orders = try_join_all(chosen.into_iter().map(|chosen| price(&client, &address, chosen))).await?;
    let guards = Guards::read(desk, &account_id, None).await?;
    let counter = &desk.inner.counter;
    for priced in &mut orders {
        let Priced { chosen, order, .. } = priced;
        let group = std::slice::from_ref(&chosen.group);
        order.shifts = shifts(order, |line_id| {
            let line = cart::reading::find(group, line_id)?;
            line.was_unit_price.or(line.unit_price)
        });
        if let Some(last) = counter.last_look(&account_id, &address, order) {
            order.sum_shifts = order.sums_since(&last.as_agreed());
        }
        order.duplicates = guards.duplicates(&order.lines, &address);
    }
    let preview_id = PreviewId::new(desk.new_ulid());
    let preview = KeptPreview { preview_id, account_id, address, orders, read_at: desk.now() };
    Ok(counter.keep(preview).view())
}

async fn address(desk: &Desk, account_id: &AccountId, address_id: &AddressId) -> CommandResult<Address> {
    let id = account_id.clone();
    let kept = desk.store().run(move |store| store.addresses(&id)).await?;
    let known =
        kept.into_iter().flat_map(|kept| kept.addresses).find(|address| address.address_id == *address_id);
    known.ok_or_else(|| {
        CommandError::field(ErrorCode::AddressMissing, "addressId").with("addressId", address_id)
    })
}

/// The chosen records by platform and seller, in the order of the cart. A record that this desk does not know is looked
/// for once in the cart itself.
pub(crate) async fn choose(
    desk: &Desk,
    account_id: &AccountId,
    lines: &[CartLineRef],
) -> CommandResult<Vec<Chosen>> {
    let mut chosen = Vec::new();
    for platform in Platform::ALL {
        let wanted: Vec<_> = lines.iter().filter(|line| line.platform == platform).collect();
        if wanted.is_empty() {
            continue;
        }
        let kept = cart::reading::kept(desk, account_id, platform).await?;
        let mut groups = kept.map(|cart| cart.groups).unwrap_or_default();
        if wanted.iter().any(|line| cart::reading::find(&groups, &line.line_id).is_none()) {
            let client = desk.client(account_id).await?;
            cart::reading::read(desk, &client, account_id, platform).await?;
            let kept = cart::reading::kept(desk, account_id, platform).await?;
            groups = kept.map(|cart| cart.groups).unwrap_or_default();
        }
        if let Some(gone) = wanted.iter().find(|line| cart::reading::find(&groups, &line.line_id).is_none()) {
            return Err(CommandError::field(ErrorCode::CartLineMissing, "lines").with("line", &gone.line_id));
        }
        let is_wanted = |line: &CartLine| wanted.iter().any(|wanted| wanted.line_id == line.line_id);
        chosen.extend(groups.into_iter().filter_map(|group| part_of(group, is_wanted)));
    }
    Ok(chosen)
}

/// A seller with the wanted records only.
fn part_of(mut group: CartGroup, is_wanted: impl Fn(&CartLine) -> bool) -> Option<Chosen> {
    group.lines.retain(is_wanted);
    let key = format!("{}:{}", group.platform, group.seller_id);
    (!group.lines.is_empty()).then_some(Chosen { key, group })
}
