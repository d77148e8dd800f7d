//! Previews that the user looked at: kept in memory until Pondesk is closed, with exactly what would be sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pondesk_domain::{AccountId, Address, EpochMs, Money, PreviewId, PreviewOrder};

use super::previewing::Priced;
use crate::api::CheckoutPreview;

/// Previews that are kept; older ones are forgotten.
const KEPT: usize = 64;

/// A preview that the user looked at.
#[derive(Debug, Clone)]
pub(crate) struct KeptPreview {
    /// Its id.
    pub(crate) preview_id: PreviewId,
    /// For whom.
    pub(crate) account_id: AccountId,
    /// Where to.
    pub(crate) address: Address,
    /// Its orders.
    pub(crate) orders: Vec<Priced>,
    /// When PandaPon told it.
    pub(crate) read_at: EpochMs,
}

impl KeptPreview {
    /// What the user sees.
    pub(crate) fn view(&self) -> CheckoutPreview {
        let ready = self.orders.iter().filter(|priced| priced.order.is_ready());
        CheckoutPreview {
            preview_id: self.preview_id.clone(),
            orders: self.orders.iter().map(|priced| priced.order.clone()).collect(),
            address: self.address.clone(),
            ready_total: Money::sum(ready.map(|priced| priced.order.total)),
            total: Money::sum(self.orders.iter().map(|priced| priced.order.total)),
            read_at: self.read_at,
        }
    }
}

/// The previews of one run, and the turn that checkouts and payments take one after another: two clicks must not look
/// at the same state twice before either has changed it.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    previews: Mutex<VecDeque<Arc<KeptPreview>>>,
    /// Held by whoever orders or pays.
    pub(crate) turn: tokio::sync::Mutex<()>,
}

impl Counter {
    /// Keeps a preview.
    pub(crate) fn keep(&self, preview: KeptPreview) -> Arc<KeptPreview> {
        let preview = Arc::new(preview);
        let mut previews = self.previews();
        if previews.len() == KEPT {
            previews.pop_front();
        }
        previews.push_back(Arc::clone(&preview));
        preview
    }

    /// A preview, when it is still kept.
    pub(crate) fn preview(&self, preview_id: &PreviewId) -> Option<Arc<KeptPreview>> {
        self.previews().iter().find(|preview| preview.preview_id == *preview_id).cloned()
    }

    /// The last look at the same goods to the same address, when one is still kept.
    pub(crate) fn last_look(
        &self,
        account_id: &AccountId,
        address: &Address,
        order: &PreviewOrder,
    ) -> Option<PreviewOrder> {
        let previews = self.previews();
        let mut same_way = previews.iter().rev().filter(|preview| {
            preview.account_id == *account_id && preview.address.receiver() == address.receiver()
        });
        same_way.find_map(|preview| {
            let mut looks = preview.orders.iter().map(|priced| &priced.order);
            looks.find(|look| look.is_of_same_goods(order) && look.problems.is_empty()).cloned()
        })
    }

    /// Takes a placed order out of its preview, so that the preview cannot order it again.
    pub(crate) fn strike_off(&self, preview_id: &PreviewId, key: &str) {
        for preview in self.previews().iter_mut().filter(|preview| preview.preview_id == *preview_id) {
            let mut rest = KeptPreview::clone(preview);
            rest.orders.retain(|priced| priced.chosen.key != key);
            *preview = Arc::new(rest);
        }
    }

    fn previews(&self) -> MutexGuard<'_, VecDeque<Arc<KeptPreview>>> {
        self.previews.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
