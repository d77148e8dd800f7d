//! Where an order stands among all others: one number, so that the newest come first by it alone.

use pondesk_domain::{EpochMs, Order};
use rusqlite::{OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// Bits that tell orders of the same second apart.
const TIE_BITS: u32 = 12;
/// Past this second, in the year 2248, everything is as new.
const LAST_SECOND: i64 = (1 << 33) - 1;

/// The first place of a time: every order of this second or later stands here or behind.
pub(super) fn first_of(at: EpochMs) -> i64 {
    second_of(at) << TIE_BITS
}

fn second_of(at: EpochMs) -> i64 {
    at.0.div_euclid(1000).clamp(0, LAST_SECOND)
}

/// What an order is sorted by: one whose date nobody told stands where it was first seen.
pub(super) fn sorted_at(order: &Order, first_read_at: EpochMs) -> EpochMs {
    order.placed_at.unwrap_or(first_read_at)
}

/// A free place for an order of this time, the same whenever it is asked for as long as no other order took it.
pub(super) fn free(tx: &Transaction<'_>, order: &Order, at: EpochMs) -> Result<i64, StoreError> {
    let digest = Sha256::new()
        .chain_update(order.account_id.as_str())
        .chain_update(b"\0")
        .chain_update(order.order_id.as_str())
        .finalize();
    let tie = ((i64::from(digest[0]) << 8) | i64::from(digest[1])) >> (16 - TIE_BITS);
    let mut place = first_of(at) | tie;
    let mut taken = tx.prepare_cached("SELECT 1 FROM orders WHERE place = ?")?;
    while taken.query_row([place], |_| Ok(())).optional()?.is_some() {
        place += 1;
    }
    Ok(place)
}
