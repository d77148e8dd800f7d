//! Past orders: years of buying on both platforms, so that a desk can be tried with a history of any size.
//!
//! The same seed, number and end give the same orders, byte for byte. They are bought with no money of the balance, and
//! what is under way stays as it is until someone does something with it: finance, sellers and deadlines look at orders
//! that were placed here.

mod alibaba;
mod buyers;
mod taobao;

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Offer, Platform, Sku};
use crate::clock::real_ms;
use crate::market::Market;
use crate::refusal::Refusal;
use crate::state::{Books, settings};
use crate::{SandboxError, SandboxOptions};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// From the newest order back to the oldest.
const YEARS_OF_BUYING: i64 = 4 * 365 * DAY;
/// Orders younger than this may still be under way.
const UNDER_WAY: i64 = 3 * DAY;
/// At least so many are young, where a quarter of all is as many: each status occurs then.
const YOUNG_ORDERS: u32 = 40;
/// Orders of one transaction.
const CHUNK: u32 = 2000;

/// How many orders a sandbox shall have in its past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastOrders {
    /// So many, over both platforms.
    pub orders: u32,
    /// Until when they were placed, epoch milliseconds; `None` for now.
    pub until_ms: Option<i64>,
}

/// What a seeding did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// Orders written by this call; fewer than were asked for when a call before it was cut short, none when it was not.
    pub written: u32,
    /// Past orders that the sandbox has now.
    pub orders: u32,
    /// When the oldest was placed, epoch milliseconds.
    pub since_ms: i64,
    /// Until when they were placed, epoch milliseconds.
    pub until_ms: i64,
}

/// What was seeded, as it is kept.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    orders: u32,
    until_ms: i64,
    written: u32,
}

/// Gives a sandbox its past orders, also while it is served. Cut short, the next call goes on where it stopped; a folder
/// keeps the number and the end of its first seeding.
///
/// # Errors
/// [`SandboxError::OtherPast`] when it has another number of past orders; those of [`start`](crate::start).
pub fn seed(options: SandboxOptions, past: PastOrders) -> Result<Seeded, SandboxError> {
    let market = Market::open(options, String::new())?;
    let broken = |refusal: Refusal| SandboxError::Broken(refusal.msg);
    let mut kept = market.books(|books| begin(books, past)).map_err(broken)?;
    if kept.orders != past.orders {
        return Err(SandboxError::OtherPast { kept: kept.orders, asked: past.orders });
    }
    let before = kept.written;
    let town = Town::of(&market.catalogue);
    while kept.written < kept.orders {
        kept = market.books(|books| write_chunk(books, &town, kept)).map_err(broken)?;
    }
    Ok(Seeded {
        written: kept.written - before,
        orders: kept.orders,
        since_ms: Moment::of(kept.orders.saturating_sub(1), &kept).start_ms,
        until_ms: kept.until_ms,
    })
}

fn begin(books: &Books<'_>, past: PastOrders) -> Result<Kept, Refusal> {
    if let Some(kept) = settings::get(&books.tx, settings::PAST)? {
        return Ok(kept);
    }
    let until_ms = past.until_ms.unwrap_or_else(real_ms);
    let kept = Kept { orders: past.orders, until_ms, written: 0 };
    settings::set(&books.tx, settings::PAST, &kept)?;
    Ok(kept)
}

fn write_chunk(books: &Books<'_>, town: &Town<'_>, kept: Kept) -> Result<Kept, Refusal> {
    let written = kept.orders.min(kept.written + CHUNK);
    for index in kept.written..written {
        let mut purchase = Purchase::draw(books.catalogue.seed, index, town, &kept);
        match purchase.platform {
            Platform::Taobao => taobao::write(books, &mut purchase)?,
            Platform::Alibaba1688 => alibaba::write(books, &mut purchase)?,
        }
    }
    let kept = Kept { written, ..kept };
    settings::set(&books.tx, settings::PAST, &kept)?;
    Ok(kept)
}

/// Every seller with his offers, so that an order's lines are one seller's.
struct Town<'c> {
    taobao: Vec<Vec<&'c Offer>>,
    alibaba: Vec<Vec<&'c Offer>>,
}

impl<'c> Town<'c> {
    fn of(catalogue: &'c Catalogue) -> Self {
        let shops = |platform| {
            let mut shops: BTreeMap<u64, Vec<&'c Offer>> = BTreeMap::new();
            for offer in catalogue.offers.iter().filter(|offer| offer.platform == platform) {
                shops.entry(offer.seller.id).or_default().push(offer);
            }
            shops.into_values().collect()
        };
        Town { taobao: shops(Platform::Taobao), alibaba: shops(Platform::Alibaba1688) }
    }
}

/// The span of time in which an order of a number was placed.
struct Moment {
    /// Its earliest instant.
    start_ms: i64,
    length_ms: i64,
}

impl Moment {
    /// Number 0 is the newest. Business grew: the older the fewer.
    fn of(index: u32, kept: &Kept) -> Self {
        let young = (kept.orders / 80).max(YOUNG_ORDERS.min(kept.orders / 4)).max(1);
        let age = |place: u32| {
            if place <= young {
                return share(UNDER_WAY, i128::from(place), i128::from(young));
            }
            // The square of the share, averaged with the share itself.
            let (at, of) = (i128::from(place - young), i128::from((kept.orders - young).max(1)));
            UNDER_WAY + share(YEARS_OF_BUYING / 2, at, of) + share(YEARS_OF_BUYING / 2, at * at, of * of)
        };
        let (youngest, oldest) = (age(index), age(index + 1));
        Moment { start_ms: kept.until_ms - oldest, length_ms: (oldest - youngest).max(1) }
    }
}

fn share(of: i64, part: i128, whole: i128) -> i64 {
    i64::try_from(i128::from(of) * part / whole).unwrap_or(i64::MAX)
}

/// What was bought, of whom, when and for whom: what both platforms' orders have in common.
struct Purchase<'c> {
    index: u32,
    platform: Platform,
    random: ChaCha8Rng,
    /// When it was placed, epoch milliseconds.
    created_ms: i64,
    /// How old it is at the end of the past.
    age_ms: i64,
    picked: Vec<Picked<'c>>,
    shipping_fen: i64,
    buyer: &'static buyers::Buyer,
}

/// A line.
struct Picked<'c> {
    offer: &'c Offer,
    sku: &'c Sku,
    quantity: u32,
    unit_fen: i64,
    /// The title as it was then.
    title: String,
}

impl<'c> Purchase<'c> {
    fn draw(seed: u64, index: u32, town: &Town<'c>, kept: &Kept) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        // A stream of its own for each order: none depends on how many were drawn before it.
        random.set_stream(u64::from(index) + 1);
        let platform = if index.is_multiple_of(2) { Platform::Taobao } else { Platform::Alibaba1688 };
        let moment = Moment::of(index, kept);
        let created_ms = moment.start_ms + random.random_range(0..moment.length_ms);
        let shops = match platform {
            Platform::Taobao => &town.taobao,
            Platform::Alibaba1688 => &town.alibaba,
        };
        let picked = shops
            .get(random.random_range(0..shops.len().max(1)))
            .map(|shop| pick(shop, &mut random, created_ms))
            .unwrap_or_default();
        let shipping_fen = [0, 0, 600, 800, 1000, 1500][random.random_range(0..6)];
        let buyer = buyers::draw(&mut random);
        let age_ms = kept.until_ms - created_ms;
        Purchase { index, platform, random, created_ms, age_ms, picked, shipping_fen, buyer }
    }

    /// Whether it is the one of so many that is meant.
    fn one_in(&mut self, of: u32) -> bool {
        self.random.random_ratio(1, of)
    }

    /// A number of so many digits (at most 19) beginning with 1 to 8.
    fn digits(&mut self, digits: u32) -> String {
        crate::state::orders::digits_from(&mut self.random, digits)
    }

    /// A time so far into the order's life: between two numbers of minutes after it was placed.
    fn minutes_later(&mut self, from: i64, to: i64) -> i64 {
        self.created_ms + self.random.random_range(from * MINUTE..to * MINUTE)
    }

    /// Hours within which its sellers promise to ship.
    fn ships_in_hours(&self) -> u32 {
        self.picked.iter().map(|line| line.offer.ships_in_hours).max().unwrap_or(48)
    }

    /// A number of 12 digits that no other such order or line of a platform has; `line` is below 8.
    fn own_number(&self, first: u64, line: u64) -> String {
        /// Shares no factor with the number of numbers, so that each is met once.
        const STRIDE: u64 = 77_777_777_771;
        const NUMBERS: u64 = 100_000_000_000;
        let nth = u64::from(self.index) * 8 + line;
        (first * NUMBERS + (nth % NUMBERS).wrapping_mul(STRIDE) % NUMBERS).to_string()
    }
}

/// One to four lines of a shop, each SKU once.
fn pick<'c>(shop: &[&'c Offer], random: &mut ChaCha8Rng, at_ms: i64) -> Vec<Picked<'c>> {
    let wanted = [1, 1, 1, 2, 2, 3, 4][random.random_range(0..7)];
    let mut picked: Vec<Picked<'c>> = Vec::new();
    for _ in 0..wanted {
        let Some(offer) = shop.get(random.random_range(0..shop.len().max(1))) else { continue };
        let Some(sku) = offer.skus.get(random.random_range(0..offer.skus.len().max(1))) else { continue };
        if picked.iter().any(|line| line.sku.id == sku.id) {
            continue;
        }
        let quantity = match offer.platform {
            Platform::Taobao => random.random_range(1..=6),
            Platform::Alibaba1688 => offer.moq.max(1) * random.random_range(1..=20),
        };
        // Prices have moved since.
        let unit_fen = (offer.unit_price_fen(sku, quantity) * random.random_range(88..=106) / 100).max(1);
        let title = buyers::title_then(&offer.title_zh, at_ms, random);
        picked.push(Picked { offer, sku, quantity, unit_fen, title });
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIL: i64 = 1_795_000_000_000;

    #[test]
    fn orders_lie_one_after_the_other_over_years_and_some_are_young() {
        for orders in [1, 3, 100, 5000] {
            let kept = Kept { orders, until_ms: UNTIL, written: 0 };
            let mut end = UNTIL;
            for index in 0..orders {
                let moment = Moment::of(index, &kept);
                assert_eq!(moment.start_ms + moment.length_ms, end, "{index} of {orders}");
                end = moment.start_ms;
            }
            if orders > 3 {
                assert_eq!(end, UNTIL - UNDER_WAY - YEARS_OF_BUYING);
                let young =
                    (0..orders).filter(|i| Moment::of(*i, &kept).start_ms >= UNTIL - UNDER_WAY).count();
                assert!(young >= (orders as usize / 4).min(YOUNG_ORDERS as usize), "{young} of {orders}");
            }
        }
    }

    #[test]
    fn an_order_is_the_same_however_many_were_drawn_before() {
        let catalogue = Catalogue::generate(7);
        let town = Town::of(&catalogue);
        let kept = Kept { orders: 500, until_ms: UNTIL, written: 0 };
        let draw = |index| {
            let purchase = Purchase::draw(7, index, &town, &kept);
            let lines: Vec<_> =
                purchase.picked.iter().map(|line| (line.sku.id, line.quantity, line.title.clone())).collect();
            (purchase.created_ms, lines, purchase.buyer.name)
        };
        assert_eq!(draw(321), draw(321));
        assert_ne!(draw(321), draw(323));
    }

    #[test]
    fn numbers_of_orders_and_lines_never_meet() {
        let catalogue = Catalogue::generate(7);
        let town = Town::of(&catalogue);
        let kept = Kept { orders: 3000, until_ms: UNTIL, written: 0 };
        let mut met = std::collections::HashSet::new();
        for index in 0..3000 {
            let purchase = Purchase::draw(7, index, &town, &kept);
            for line in 0..8 {
                assert!(met.insert(purchase.own_number(3, line)), "{index} {line}");
            }
        }
    }
}
