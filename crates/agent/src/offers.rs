//! Offers: shown with their age and the prices this desk saw, priced without the net.

use pandapon::alibaba1688::{GetProductDetail, OfferId as AlibabaOfferId};
use pandapon::taobao::ItemId;
use pondesk_domain::{EpochMs, Offer, OfferId, Platform, SelectionSum};
use pondesk_store::KeptOffer;

use crate::api::*;
use crate::desk::Desk;
use crate::errors::{is_about_the_way, says_offer_missing};
use crate::translate::values::Origin;
use crate::translate::{alibaba1688, taobao};

/// An offer read so lately is shown again without asking.
const FRESH_MS: i64 = 10 * 60 * 1000;

/// Shows an offer: from this desk when it was read in the last 10 minutes, else from PandaPon, and from this desk again
/// when PandaPon cannot be asked: not reached, or the keychain is locked.
///
/// # Errors
/// [`ErrorCode::OfferMissing`] when PandaPon has no such offer; what stands in the way of asking when this desk knows
/// it neither.
pub async fn show(desk: &Desk, request: OfferShow) -> CommandResult<OfferView> {
    let kept = kept(desk, &request.account_id, request.platform, &request.offer_id).await?;
    let fresh = kept.as_ref().filter(|kept| !request.refresh && is_fresh(kept.read_at, desk.now()));
    if let Some(fresh) = fresh {
        return view(desk, &request, fresh.offer.clone(), fresh.read_at, None).await;
    }
    match read(desk, &request).await {
        Ok((offer, read_at)) => view(desk, &request, offer, read_at, None).await,
        Err(error) if is_about_the_way(&error) => match kept {
            Some(kept) => view(desk, &request, kept.offer, kept.read_at, Some(error)).await,
            None => Err(error),
        },
        Err(error) if says_offer_missing(&error) => {
            Err(CommandError { code: ErrorCode::OfferMissing, ..error })
        }
        Err(error) => Err(error),
    }
}

/// Prices a selection of an offer's SKUs, without the net. What stands in the way is part of the answer.
///
/// # Errors
/// [`ErrorCode::OfferMissing`] when the offer was never shown on this desk.
pub async fn price(desk: &Desk, request: OfferPrice) -> CommandResult<SelectionSum> {
    let kept = kept(desk, &request.account_id, request.platform, &request.offer_id).await?;
    let kept = kept.ok_or_else(|| CommandError::field(ErrorCode::OfferMissing, "offerId"))?;
    let picked: Vec<_> = request.picked.into_iter().map(|picked| (picked.sku_id, picked.quantity)).collect();
    let mut sum = kept.offer.price_selection(&picked);
    sum.rows = kept.offer.row_sums(&sum.lines, request.across);
    Ok(sum)
}

/// The offer as this desk last read it.
async fn kept(
    desk: &Desk,
    account_id: &pondesk_domain::AccountId,
    platform: Platform,
    offer_id: &OfferId,
) -> CommandResult<Option<KeptOffer>> {
    let (account_id, offer_id) = (account_id.clone(), offer_id.clone());
    Ok(desk.store().run(move |store| store.offer(&account_id, platform, &offer_id)).await?)
}

fn is_fresh(read_at: EpochMs, now: EpochMs) -> bool {
    // A time in the future is no age: the clock was put back.
    (0..FRESH_MS).contains(&now.since(read_at))
}

/// Asks PandaPon and keeps what it says.
async fn read(desk: &Desk, request: &OfferShow) -> CommandResult<(Offer, EpochMs)> {
    let client = desk.client(&request.account_id).await?;
    let origin = Origin { account_id: &request.account_id, base_url: client.connection().base_url() };
    let (offer, raw, received_at) = match request.platform {
        Platform::Taobao => {
            let answer = client.taobao().product(&ItemId::new(request.offer_id.as_str())).await?;
            (taobao::offer::offer(&answer.data, origin)?, answer.raw, answer.received_at)
        }
        Platform::Alibaba1688 => {
            let detail = GetProductDetail::new(AlibabaOfferId::new(request.offer_id.as_str()));
            let answer = client.alibaba1688().product(&detail).await?;
            (alibaba1688::offer::offer(&answer.data, origin)?, answer.raw, answer.received_at)
        }
    };
    let read_at = EpochMs(received_at.as_millisecond());
    let (account_id, row) = (request.account_id.clone(), offer.clone());
    desk.store().run(move |store| store.keep_offer(&account_id, &row, &raw, read_at)).await?;
    desk.changed(ChangedTable::Offers, [&offer.offer_id]);
    Ok((offer, read_at))
}

async fn view(
    desk: &Desk,
    request: &OfferShow,
    offer: Offer,
    read_at: EpochMs,
    failed: Option<CommandError>,
) -> CommandResult<OfferView> {
    let (account_id, platform, offer_id) =
        (request.account_id.clone(), request.platform, offer.offer_id.clone());
    let seen = desk.store().run(move |store| store.prices_seen(&account_id, platform, &offer_id)).await?;
    let prices_seen =
        seen.into_iter().map(|point| PricePoint { seen_at: point.seen_at, price: point.price }).collect();
    Ok(OfferView { offer, prices_seen, read_at, offline: failed.is_some(), failed })
}
