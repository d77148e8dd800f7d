//! The goods of the sandbox: offers of both platforms, all drawn from one seed.
//!
//! The same seed gives the same catalogue, byte for byte. Most designs are listed on both platforms, by different
//! sellers at different prices, so that they can be compared side by side.

mod categories;
mod generate;
mod kinds;
pub mod likeness;
mod package;
pub mod pictures;
mod search;
mod sellers;
mod sizes;
mod words;

use std::collections::{BTreeMap, HashMap};

pub use categories::{Category, department_id};
pub use kinds::Kind;
pub use package::Package;
pub use sellers::Seller;
pub use words::Pattern;

use crate::pictures::PictureKey;

/// A stable id of so many digits for a name that the catalogue has no id for (properties and their values).
pub fn name_id(name: &str, digits: u32) -> u64 {
    // FNV-1a: any spread will do, but it must never change.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let unit = 10_u64.pow(digits - 1);
    unit + hash % (9 * unit)
}

/// The marketplace that an offer is listed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Platform {
    /// taobao.com, retail.
    Taobao,
    /// 1688.com, wholesale.
    Alibaba1688,
}

/// A price step of a 1688 offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// Smallest quantity that the step applies to.
    pub from: u32,
    /// Price of one piece, fen.
    pub price_fen: i64,
}

/// One choice within a [`Dimension`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DimensionValue {
    /// The value in Chinese, such as 鼠尾草绿.
    pub value_zh: String,
    /// The value by language (`en`, `vi`, `th`, `es`, `ru`).
    pub translations: BTreeMap<&'static str, String>,
    /// Picture of the goods in this value; colours have one.
    pub picture: Option<PictureKey>,
}

/// A property that SKUs differ by, such as colour or size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Name in Chinese.
    pub name_zh: String,
    /// Name by language.
    pub translations: BTreeMap<&'static str, String>,
    /// The choices, in the order shown.
    pub values: Vec<DimensionValue>,
}

/// One variant of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sku {
    /// SKU id, 13 digits.
    pub id: u64,
    /// SKU id on Taobao's supply platform, 16 digits.
    pub mp_sku_id: u64,
    /// Specification hash of 1688, 32 hexadecimal digits.
    pub spec_id: String,
    /// Index of the value in each dimension; empty where the offer has no dimensions.
    pub values: Vec<usize>,
    /// List price of one piece, fen.
    pub price_fen: i64,
    /// Price after promotion, fen; below the list price.
    pub promotion_price_fen: Option<i64>,
    /// Pieces that can be ordered.
    pub stock: u32,
    /// Weight of one piece, grams.
    pub weight_g: u32,
}

/// What an offer's pictures show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The kind of goods.
    pub kind: Kind,
    /// Which of the kind's forms.
    pub cut: usize,
    /// What is printed on it.
    pub pattern: Pattern,
    /// Which accessory or detail it has.
    pub trim: u8,
    /// Colours of the first dimension (or the only colour), red, green, blue.
    pub colours: Vec<[u8; 3]>,
    /// Chooses background, light and position; differs between offers of the same design.
    pub scene: u64,
}

/// Goods that a seller offers on one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where it is listed.
    pub platform: Platform,
    /// Offer or item id, 12 digits, unique over both platforms.
    pub id: u64,
    /// Item id on Taobao's supply platform, 16 digits.
    pub mp_id: u64,
    /// Title as the seller wrote it.
    pub title_zh: String,
    /// Title by language (`en`, `vi`, `th`, `es`, `ru`).
    pub translations: BTreeMap<&'static str, String>,
    /// Leaf category.
    pub category_id: u64,
    /// Names of the categories from the top, joined by `->`.
    pub category_zh: String,
    /// Who sells it.
    pub seller: Seller,
    /// None, one or two properties that SKUs differ by; colour comes first.
    pub dimensions: Vec<Dimension>,
    /// Every combination of the dimensions' values, the last dimension changing fastest.
    pub skus: Vec<Sku>,
    /// Price steps, 1688 only, rising by quantity; see [`Offer::unit_price_fen`].
    pub tiers: Vec<Tier>,
    /// Smallest quantity of an order.
    pub moq: u32,
    /// Unit of sale.
    pub unit_zh: String,
    /// Pieces sold in 30 days.
    pub sold: u32,
    /// Share of buyers who came back, percent.
    pub repurchase_percent: u32,
    /// Promised time until dispatch, hours: 24, 48 or 72.
    pub ships_in_hours: u32,
    /// Name and value of descriptive attributes, in Chinese.
    pub attributes: Vec<(String, String)>,
    /// Detail text as the seller wrote it.
    pub description_html: String,
    /// The gallery, main picture first.
    pub pictures: Vec<PictureKey>,
    /// Amount from which domestic freight is free, fen.
    pub free_shipping_from_fen: Option<i64>,
    /// What the pictures show.
    pub look: Look,
}

impl Offer {
    /// Price of one piece of `sku` when `quantity` pieces of this offer are ordered, fen.
    ///
    /// With two or more tiers the quantity sets the price, the same for every SKU; else the SKU does.
    pub fn unit_price_fen(&self, sku: &Sku, quantity: u32) -> i64 {
        if self.tiers.len() < 2 {
            return sku.promotion_price_fen.unwrap_or(sku.price_fen);
        }
        self.tiers
            .iter()
            .rev()
            .find(|tier| tier.from <= quantity)
            .map_or(sku.price_fen, |tier| tier.price_fen)
    }

    /// Lowest price of one piece at the smallest quantity, fen.
    pub fn lowest_price_fen(&self) -> i64 {
        self.skus.iter().map(|sku| self.unit_price_fen(sku, self.moq)).min().unwrap_or(0)
    }

    /// Pieces of all SKUs together.
    pub fn stock(&self) -> u32 {
        self.skus.iter().map(|sku| sku.stock).sum()
    }

    /// The SKU with this id.
    pub fn sku(&self, id: u64) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.id == id)
    }

    /// The SKU with this specification hash (1688).
    pub fn sku_by_spec(&self, spec_id: &str) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.spec_id == spec_id)
    }
}

/// Every offer of the sandbox.
#[derive(Debug)]
pub struct Catalogue {
    /// The seed that it was drawn from.
    pub seed: u64,
    /// The offers of both platforms.
    pub offers: Vec<Offer>,
    by_id: HashMap<(Platform, u64), usize>,
    index: search::Index,
}

impl Catalogue {
    /// Draws the catalogue that belongs to `seed`; takes some milliseconds.
    pub fn generate(seed: u64) -> Self {
        let offers = generate::offers(seed);
        let by_id = offers.iter().enumerate().map(|(at, offer)| ((offer.platform, offer.id), at)).collect();
        let index = search::Index::of(&offers);
        Self { seed, offers, by_id, index }
    }

    /// The offer with this id on this platform.
    pub fn offer(&self, platform: Platform, offer_id: u64) -> Option<&Offer> {
        self.by_id.get(&(platform, offer_id)).and_then(|&at| self.offers.get(at))
    }

    /// Every category, departments first, each followed by its kinds of goods.
    pub fn categories(&self) -> Vec<Category> {
        categories::all()
    }

    /// Offers of `platform` that fit `words`, best first; Chinese and every language of the translations.
    ///
    /// Every word must fit; where no offer has them all, those that have half of them are given. Ties go to the offer
    /// that sold more. Empty words give every offer.
    pub fn search(&self, platform: Platform, words: &str) -> Vec<&Offer> {
        let mut hits: Vec<(u32, &Offer)> = self
            .index
            .search(words)
            .into_iter()
            .filter_map(|(at, score)| self.offers.get(at).map(|offer| (score, offer)))
            .filter(|(_, offer)| offer.platform == platform)
            .collect();
        hits.sort_by_key(|(score, offer)| (std::cmp::Reverse((*score, offer.sold)), offer.id));
        let full = hits.iter().any(|(score, _)| *score >= search::ALL_WORDS);
        hits.into_iter()
            .filter(|(score, _)| !full || *score >= search::ALL_WORDS)
            .map(|(_, offer)| offer)
            .collect()
    }
}
