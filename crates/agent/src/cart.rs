//! The carts of both platforms: list, add, change, remove.

mod adding;
pub(crate) mod reading;

use std::num::NonZeroU32;

use pandapon::wire::Done;
use pandapon::{Client, alibaba1688, taobao};
use pondesk_domain::{AccountId, CartGroup, CartLine, LineFault, Offer, Platform};

use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_about_the_way;

pub use adding::add;

/// Both carts by seller. A platform that cannot be read is told from this desk, with the reason beside it.
///
/// # Errors
/// Those of the store; what went wrong when neither cart is known.
pub async fn list(desk: &Desk, request: CartList) -> CommandResult<CartView> {
    let account_id = &request.account_id;
    let wanted = |platform| async move {
        Ok::<_, CommandError>(request.refresh || reading::kept(desk, account_id, platform).await?.is_none())
    };
    let asked = [wanted(Platform::Taobao).await?, wanted(Platform::Alibaba1688).await?];
    if asked == [false, false] {
        return reading::view(desk, account_id, Vec::new()).await;
    }
    let read = |platform: Platform, asked: bool| async move {
        if !asked {
            return None;
        }
        let read = async {
            let client = desk.client(account_id).await?;
            reading::read(desk, &client, account_id, platform).await
        };
        read.await.err().map(|error| PlatformFailure { platform, error })
    };
    let (taobao, alibaba1688) =
        tokio::join!(read(Platform::Taobao, asked[0]), read(Platform::Alibaba1688, asked[1]));
    let failed: Vec<_> = taobao.into_iter().chain(alibaba1688).collect();
    let view = reading::view(desk, account_id, failed).await?;
    match view.failed.first() {
        Some(failure) if view.read_at.is_none() => Err(failure.error.clone()),
        _ => Ok(view),
    }
}

/// Changes the quantity of a record.
///
/// # Errors
/// [`ErrorCode::SelectionFaulty`] before anything is sent, for a quantity that cannot be ordered;
/// [`ErrorCode::CartLineMissing`]; those of the call and of the store.
pub async fn edit(desk: &Desk, request: CartEdit) -> CommandResult<CartView> {
    let CartEdit { account_id, line, quantity } = request;
    let groups = known_groups(desk, &account_id, line.platform).await?;
    let record = reading::find(&groups, &line.line_id)
        .ok_or_else(|| CommandError::field(ErrorCode::CartLineMissing, "line").with("line", &line.line_id))?;
    let (id, platform, offer_id) = (account_id.clone(), record.platform, record.offer_id.clone());
    let kept = desk.store().run(move |store| store.offer(&id, platform, &offer_id)).await?;
    let faults = faults_of(record, quantity, &groups, kept.map(|kept| kept.offer).as_ref());
    let Some(pieces) = NonZeroU32::new(quantity).filter(|_| faults.is_empty()) else {
        return Err(faulty("quantity", &faults));
    };
    let client = desk.client(&account_id).await?;
    let answer = match line.platform {
        Platform::Taobao => {
            let id = taobao::CartRecordId::new(line.line_id.as_str());
            client.taobao().edit_cart_quantity(&id, pieces).await?
        }
        Platform::Alibaba1688 => {
            let id = alibaba1688::CartRowId::new(line.line_id.as_str());
            client.alibaba1688().edit_cart_quantity(&id, pieces).await?
        }
    };
    taken(&answer.data)?;
    after_write(desk, &client, &account_id, line.platform).await
}

/// Removes records, of both platforms at once.
///
/// # Errors
/// [`ErrorCode::NothingPicked`]; those of the calls and of the store. Records of the platform that answered are gone.
pub async fn remove(desk: &Desk, request: CartRemove) -> CommandResult<CartView> {
    let CartRemove { account_id, lines } = request;
    if lines.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "lines"));
    }
    let client = desk.client(&account_id).await?;
    let mut unread = Vec::new();
    for platform in Platform::ALL {
        let of_platform =
            lines.iter().filter(|line| line.platform == platform).map(|line| line.line_id.as_str());
        let ids: Vec<&str> = of_platform.collect();
        if ids.is_empty() {
            continue;
        }
        let answer = match platform {
            Platform::Taobao => {
                let ids: Vec<_> = ids.into_iter().map(taobao::CartRecordId::from).collect();
                client.taobao().delete_from_cart(&ids).await?
            }
            Platform::Alibaba1688 => {
                let ids: Vec<_> = ids.into_iter().map(alibaba1688::CartRowId::from).collect();
                client.alibaba1688().delete_from_cart(&ids).await?
            }
        };
        taken(&answer.data)?;
        unread.extend(read_or_mark(desk, &client, &account_id, platform).await?);
    }
    reading::view(desk, &account_id, unread).await
}

/// The records of a platform as this desk keeps them, read first when it does not.
async fn known_groups(
    desk: &Desk,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Vec<CartGroup>> {
    if let Some(cart) = reading::kept(desk, account_id, platform).await? {
        return Ok(cart.groups);
    }
    let client = desk.client(account_id).await?;
    reading::read(desk, &client, account_id, platform).await
}

/// The view after a write that went well.
async fn after_write(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<CartView> {
    let unread = read_or_mark(desk, client, account_id, platform).await?;
    reading::view(desk, account_id, unread.into_iter().collect()).await
}

/// Reads a cart after a write. The write went well, so a read that does not get through is no error: it is told beside
/// what this desk keeps.
async fn read_or_mark(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    platform: Platform,
) -> CommandResult<Option<PlatformFailure>> {
    match reading::read(desk, client, account_id, platform).await {
        Ok(_) => Ok(None),
        Err(error) if is_about_the_way(&error) => Ok(Some(PlatformFailure { platform, error })),
        Err(error) => Err(error),
    }
}

/// A plain no inside an answer that says success.
fn taken(done: &Done) -> CommandResult<()> {
    if done.said() == Some(false) {
        Err(CommandError::new(ErrorCode::Refused).saying(done.data()))
    } else {
        Ok(())
    }
}

/// Quantities that cannot be ordered, as an error about a field.
fn faulty(field: &str, faults: &[LineFault]) -> CommandError {
    let faults = serde_json::to_string(faults).unwrap_or_default();
    CommandError::field(ErrorCode::SelectionFaulty, field).with("faults", faults)
}

/// What stands in the way of a new quantity of a record. The cart's own word on stock is newer than the offer's; the
/// minimum counts all records of the offer.
fn faults_of(
    record: &CartLine,
    quantity: u32,
    groups: &[CartGroup],
    offer: Option<&Offer>,
) -> Vec<LineFault> {
    let sku_id = record.sku_id.clone();
    if quantity == 0 {
        return vec![LineFault::ZeroQuantity { sku_id }];
    }
    let of_offer =
        groups.iter().flat_map(|group| &group.lines).filter(|line| line.offer_id == record.offer_id);
    let others = of_offer.filter(|line| line.line_id != record.line_id && line.buyable);
    let picked = others.fold(quantity, |sum, line| sum.saturating_add(line.quantity));
    let moq = offer.map_or(1, |offer| offer.moq);
    let of_sku = || offer?.skus.iter().find(|sku| sku.sku_id == record.sku_id)?.stock;
    let mut faults = Vec::new();
    if let Some(stock) = record.stock.or_else(of_sku).filter(|stock| *stock < quantity) {
        faults.push(LineFault::AboveStock { sku_id, stock });
    }
    if picked < moq {
        faults.push(LineFault::BelowMinimum { moq, picked });
    }
    faults
}
