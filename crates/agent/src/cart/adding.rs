//! Putting SKUs into the cart.

use std::num::NonZeroU32;

use pandapon::alibaba1688::ProductDetail;
use pandapon::taobao::Product;
use pandapon::{Client, Outcome};
use pondesk_domain::{AccountId, Platform, SelectionSum, SkuId};
use pondesk_store::{CartLineSeen, KeptOffer};

use super::{after_write, faulty, reading, taken};
use crate::api::*;
use crate::desk::Desk;
use crate::translate;

/// Puts SKUs of one offer, shown before, into the cart. Each SKU is one call, sent once; what came before a failure
/// stays in the cart, `added` says how many SKUs.
///
/// # Errors
/// Before anything is sent: [`ErrorCode::NothingPicked`], [`ErrorCode::OfferMissing`], [`ErrorCode::SelectionFaulty`].
/// Else those of the calls and of the store; [`ErrorCode::TimedOut`] when no answer came and the cart does not show it.
pub async fn add(desk: &Desk, request: CartAdd) -> CommandResult<CartView> {
    let CartAdd { account_id, platform, offer_id, picked } = request;
    if picked.is_empty() {
        return Err(CommandError::field(ErrorCode::NothingPicked, "picked"));
    }
    let (id, of) = (account_id.clone(), offer_id.clone());
    let kept = desk.store().run(move |store| store.offer(&id, platform, &of)).await?;
    let kept = kept
        .ok_or_else(|| CommandError::field(ErrorCode::OfferMissing, "offerId").with("offerId", &offer_id))?;
    let picked: Vec<(SkuId, u32)> =
        picked.into_iter().map(|picked| (picked.sku_id, picked.quantity)).collect();
    let sum = kept.offer.price_selection(&picked);
    if !sum.faults.is_empty() {
        return Err(faulty("picked", &sum.faults));
    }
    let additions = Additions::of(&kept, &sum)?;
    let client = desk.client(&account_id).await?;
    let seen: Vec<CartLineSeen> = sum
        .lines
        .iter()
        .map(|line| CartLineSeen {
            platform,
            offer_id: offer_id.clone(),
            sku_id: line.sku_id.clone(),
            unit_price: Some(line.unit_price),
            added_at: desk.now(),
        })
        .collect();
    let sent = additions.send(desk, &client, &account_id).await;
    let added = sent.as_ref().map_or_else(|(added, _)| *added, |()| seen.len());
    let note: Vec<_> = seen.into_iter().take(added).collect();
    let id = account_id.clone();
    desk.store().run(move |store| store.note_added_to_cart(&id, &note)).await?;
    let view = after_write(desk, &client, &account_id, platform).await;
    match sent {
        Ok(()) => view,
        Err((added, error)) => Err(error.with("added", added)),
    }
}

/// The requests, one per SKU, all made before the first is sent.
enum Additions {
    Taobao(Vec<pandapon::taobao::AddToCart>),
    Alibaba1688(Vec<pandapon::alibaba1688::AddToCart>),
}

impl Additions {
    fn of(kept: &KeptOffer, sum: &SelectionSum) -> CommandResult<Self> {
        let unreadable = |error: pandapon::wire::Misfit| {
            CommandError::new(ErrorCode::Unreadable).with("path", &error.path).saying(error.reason)
        };
        let lines = sum.lines.iter().filter_map(|line| Some((line, NonZeroU32::new(line.quantity)?)));
        match kept.offer.platform {
            Platform::Taobao => {
                let item: Product = pandapon::wire::read_text(&kept.raw).map_err(unreadable)?;
                let made = lines
                    .map(|(line, pieces)| translate::taobao::cart::addition(&item, &line.sku_id, pieces));
                Ok(Self::Taobao(made.collect::<CommandResult<_>>()?))
            }
            Platform::Alibaba1688 => {
                let offer: ProductDetail = pandapon::wire::read_text(&kept.raw).map_err(unreadable)?;
                let made = lines.map(|(line, pieces)| {
                    translate::alibaba1688::cart::addition(&offer, &line.sku_id, pieces, line.unit_price)
                });
                Ok(Self::Alibaba1688(made.collect::<CommandResult<_>>()?))
            }
        }
    }

    /// Sends them one after another; on a failure says how many were taken before it.
    async fn send(
        &self,
        desk: &Desk,
        client: &Client,
        account_id: &AccountId,
    ) -> Result<(), (usize, CommandError)> {
        let (platform, count) = match self {
            Self::Taobao(items) => (Platform::Taobao, items.len()),
            Self::Alibaba1688(items) => (Platform::Alibaba1688, items.len()),
        };
        for at in 0..count {
            let before = pieces_in_cart(desk, account_id, platform, &self.sku(at)).await;
            let answer = match self {
                Self::Taobao(items) => client.taobao().add_to_cart(&items[at]).await,
                Self::Alibaba1688(items) => client.alibaba1688().add_to_cart(&items[at]).await,
            };
            let outcome = match answer {
                Ok(answer) => taken(&answer.data),
                Err(error) if error.outcome() == Outcome::Unknown => {
                    self.look_it_up(desk, client, account_id, platform, at, before).await
                }
                Err(error) => Err(error.into()),
            };
            outcome.map_err(|error| (at, error))?;
        }
        Ok(())
    }

    fn sku(&self, at: usize) -> SkuId {
        match self {
            Self::Taobao(items) => SkuId::new(items[at].sku_id.as_str()),
            Self::Alibaba1688(items) => SkuId::new(items[at].sku_id.as_ref().map_or("", |id| id.as_str())),
        }
    }

    /// No answer came: the cart itself says whether the SKU is in it now. It is never sent again from here.
    async fn look_it_up(
        &self,
        desk: &Desk,
        client: &Client,
        account_id: &AccountId,
        platform: Platform,
        at: usize,
        before: u32,
    ) -> CommandResult<()> {
        reading::read(desk, client, account_id, platform).await?;
        let after = pieces_in_cart(desk, account_id, platform, &self.sku(at)).await;
        if after > before { Ok(()) } else { Err(CommandError::new(ErrorCode::TimedOut)) }
    }
}

/// Pieces of a SKU in the cart as this desk keeps it.
async fn pieces_in_cart(desk: &Desk, account_id: &AccountId, platform: Platform, sku_id: &SkuId) -> u32 {
    let kept = reading::kept(desk, account_id, platform).await.ok().flatten();
    let lines = kept.iter().flat_map(|cart| &cart.groups).flat_map(|group| &group.lines);
    lines.filter(|line| line.sku_id == *sku_id).fold(0, |sum, line| sum.saturating_add(line.quantity))
}
