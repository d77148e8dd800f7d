//! Draws offers from a seed: designs first, then their listings on each platform.

use std::collections::{BTreeMap, HashSet};

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::kinds::{self, Kind, KindFacts};
use crate::pictures::{PictureKey, VIEWS};
use crate::sellers::{self, Seller, TRADES};
use crate::words::{COLOURS, HOOKS, LANGUAGES, Pattern, Words, w};
use crate::{Dimension, DimensionValue, Look, Offer, Platform, Sku, Tier};

/// Designs of each kind; the first [`SHARED`] are listed on both platforms, the others in turn on one.
const DESIGNS: usize = 11;
const SHARED: usize = 5;

const COLOUR: Words = w("颜色", "colour", "màu sắc", "สี", "color", "цвет");

/// Gives numbers that were not given before.
pub(super) struct Ids(HashSet<u64>);

impl Ids {
    /// A number of `digits` digits that begins with `first`.
    pub(super) fn fresh(&mut self, random: &mut ChaCha8Rng, digits: u32, first: char) -> u64 {
        let unit = 10u64.pow(digits - 1);
        let base = u64::from(first.to_digit(10).unwrap_or(1)) * unit;
        loop {
            let id = base + random.random_range(0..unit);
            if self.0.insert(id) {
                return id;
            }
        }
    }
}

/// Goods as a maker thought of them, before anyone lists them.
struct Design {
    facts: KindFacts,
    cut: usize,
    pattern: Pattern,
    trim: u8,
    /// Indexes into [`COLOURS`].
    colours: Vec<usize>,
    /// How many of the kind's sizes it is made in; 0 where there are none.
    sizes: usize,
    retail_fen: i64,
    material_zh: &'static str,
}

/// Words that buyers use for a kind.
pub(super) fn also_zh(kind: Kind) -> Option<&'static str> {
    kinds::all().find(|facts| facts.kind == kind).map(|facts| facts.also_zh)
}

/// Every offer of the catalogue that belongs to `seed`.
pub(super) fn offers(seed: u64) -> Vec<Offer> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut ids = Ids(HashSet::new());
    let platforms = [Platform::Taobao, Platform::Alibaba1688];
    let sellers = platforms.map(|platform| sellers::generate(platform, &mut random, &mut ids));
    let mut offers = Vec::new();
    for (nth_kind, facts) in kinds::all().enumerate() {
        for (nth, design) in designs(facts, &mut random).iter().enumerate() {
            for (at, platform) in platforms.into_iter().enumerate() {
                if nth < SHARED || nth % 2 == at {
                    let seller = pick_seller(&sellers[at], nth_kind, &mut random);
                    offers.push(listing(design, platform, seller, &mut random, &mut ids));
                }
            }
        }
    }
    offers
}

/// A seller of the trade that fits the kind: wear first, then electronics, then household.
fn pick_seller(sellers: &[Seller], nth_kind: usize, random: &mut ChaCha8Rng) -> Seller {
    let trade = match nth_kind {
        0..=19 => 0,
        20..=26 => 1,
        _ => 2,
    };
    sellers[random.random_range(0..sellers.len() / TRADES) * TRADES + trade].clone()
}

/// Designs of one kind that differ in form, pattern or detail, and lead with different colours.
fn designs(facts: KindFacts, random: &mut ChaCha8Rng) -> Vec<Design> {
    let mut leads: Vec<usize> = (0..COLOURS.len()).collect();
    leads.shuffle(random);
    let mut looks: Vec<(usize, Pattern, u8)> = Vec::new();
    for trim in 0..3 {
        for cut in 0..facts.cuts.len() {
            looks.extend(facts.patterns.iter().map(|pattern| (cut, *pattern, trim)));
        }
    }
    // Detail 0 first, so that forms and patterns repeat only where a kind has few of them.
    looks.shuffle(random);
    looks.sort_by_key(|(_, _, trim)| *trim);
    (0..DESIGNS)
        .map(|nth| {
            let (cut, pattern, _) = looks[nth];
            let count = match random.random_range(0..20) {
                0 => 1,
                1 if facts.sizes.is_some() => 30,
                2..=4 => 10 + random.random_range(0..4),
                _ => 3 + random.random_range(0..5),
            };
            let mut others: Vec<usize> = (0..COLOURS.len()).filter(|colour| *colour != leads[nth]).collect();
            others.shuffle(random);
            others.truncate(count - 1);
            let known = facts.sizes.map_or(0, |sizes| sizes.values.len());
            let sizes = match known {
                0 => 0,
                _ if count == 30 => known,
                _ => random.random_range(2..=known),
            };
            let (low, high) = facts.yuan;
            Design {
                facts,
                cut,
                pattern,
                trim: random.random_range(0..4),
                colours: std::iter::once(leads[nth]).chain(others).collect(),
                sizes,
                retail_fen: i64::from(random.random_range(low..=high)) * 100,
                material_zh: facts.materials_zh.choose(random).copied().unwrap_or("其他"),
            }
        })
        .collect()
}

/// One seller's offer of a design.
fn listing(
    design: &Design,
    platform: Platform,
    seller: Seller,
    random: &mut ChaCha8Rng,
    ids: &mut Ids,
) -> Offer {
    let facts = &design.facts;
    let wholesale = platform == Platform::Alibaba1688;
    let id = ids.fresh(random, 12, if wholesale { '7' } else { '6' });
    let mp_id = ids.fresh(random, 16, '3');
    let mut hooks: Vec<Words> = HOOKS.to_vec();
    hooks.retain(|hook| wholesale || !matches!(hook.zh, "厂家直销" | "跨境外贸" | "可定制logo"));
    hooks.shuffle(random);
    let base_fen = if wholesale {
        design.retail_fen * random.random_range(42..64) / 100
    } else {
        design.retail_fen * random.random_range(92..109) / 100 / 10 * 10 - 10
    };
    let shares = random.random_range(0..4);
    let free_shipping_from_fen = match shares {
        0 => None,
        1 => Some(0),
        _ => Some(i64::from(random.random_range(5..40u32)) * 1000),
    };
    let pictures = (0..VIEWS).map(|view| PictureKey { platform, offer_id: id, view, colour: 0 }).collect();
    let dimensions = dimensions(design, platform, id);
    let moq = if wholesale { *[1, 1, 2, 2, 3, 5, 10, 20].choose(random).unwrap_or(&1) } else { 1 };
    let by_quantity = wholesale
        && (dimensions.len() < 2
            || facts.sizes.is_none_or(|s| flat(s.price_percent))
            || random.random_bool(0.5));
    let skus = skus(design, &dimensions, id, base_fen, by_quantity, wholesale, random, ids);
    let tiers = if wholesale { tiers(&skus, moq, by_quantity, random) } else { Vec::new() };
    Offer {
        platform,
        id,
        mp_id,
        title_zh: title_zh(design, &hooks),
        translations: translations(design, &hooks),
        category_id: facts.category_id,
        category_zh: facts.category_zh.to_owned(),
        seller,
        dimensions,
        skus,
        tiers,
        moq,
        unit_zh: facts.unit_zh.to_owned(),
        sold: sold(random),
        repurchase_percent: random.random_range(3..62),
        ships_in_hours: *[24, 24, 48, 48, 72].choose(random).unwrap_or(&48),
        attributes: attributes(design, random),
        description_html: description(design, &hooks),
        pictures,
        free_shipping_from_fen,
        look: Look {
            kind: facts.kind,
            cut: design.cut,
            pattern: design.pattern,
            trim: design.trim,
            colours: design.colours.iter().map(|colour| COLOURS[*colour].rgb).collect(),
            scene: random.random(),
        },
    }
}

fn flat(percents: &[u32]) -> bool {
    percents.iter().all(|percent| *percent == percents[0])
}

/// Few sell thousands, most sell dozens.
fn sold(random: &mut ChaCha8Rng) -> u32 {
    let top = *[30, 200, 200, 900, 3000, 20_000].choose(random).unwrap_or(&200);
    random.random_range(0..top)
}

fn title_zh(design: &Design, hooks: &[Words]) -> String {
    let facts = &design.facts;
    let also: Vec<&str> = facts.also_zh.split(' ').filter(|word| !word.is_ascii()).take(2).collect();
    let pattern = design.pattern.words().zh;
    let cut = facts.cuts[design.cut].zh;
    format!(
        "{}{pattern}{cut}{}{}{}{}",
        hooks[0].zh,
        facts.noun.zh,
        design.material_zh,
        also.concat(),
        hooks[1].zh
    )
}

fn translations(design: &Design, hooks: &[Words]) -> BTreeMap<&'static str, String> {
    let facts = &design.facts;
    let pattern = design.pattern.words();
    LANGUAGES
        .iter()
        .map(|language| {
            let hook = hooks[0].in_language(language);
            let noun = facts.noun.in_language(language);
            let print = pattern.in_language(language);
            let title = match *language {
                "en" => {
                    let title = format!("{print} {noun}, {}, {hook}", facts.cuts[design.cut].en);
                    let mut letters = title.chars();
                    letters
                        .next()
                        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
                }
                "th" => format!("{noun}{print} {hook}"),
                "ru" => format!("{noun} {print}, {hook}"),
                _ => format!("{noun} {print}, {hook}"),
            };
            (*language, title)
        })
        .collect()
}

fn in_all(words: &Words) -> BTreeMap<&'static str, String> {
    LANGUAGES.iter().map(|language| (*language, words.in_language(language).to_owned())).collect()
}

/// Colour first where there are two or more, then size; none at all where there is one of each.
fn dimensions(design: &Design, platform: Platform, offer_id: u64) -> Vec<Dimension> {
    let mut dimensions = Vec::new();
    if design.colours.len() > 1 {
        let values = design.colours.iter().zip(0u8..).map(|(colour, at)| {
            let words = COLOURS[*colour].words;
            DimensionValue {
                value_zh: words.zh.to_owned(),
                translations: in_all(&words),
                picture: Some(PictureKey { platform, offer_id, view: 0, colour: at }),
            }
        });
        dimensions.push(Dimension {
            name_zh: COLOUR.zh.to_owned(),
            translations: in_all(&COLOUR),
            values: values.collect(),
        });
    }
    if let Some(run) = design.facts.sizes.filter(|_| design.sizes > 1) {
        let values = run.values.iter().take(design.sizes).map(|words| DimensionValue {
            value_zh: words.zh.to_owned(),
            translations: in_all(words),
            picture: None,
        });
        dimensions.push(Dimension {
            name_zh: run.name.zh.to_owned(),
            translations: in_all(&run.name),
            values: values.collect(),
        });
    }
    dimensions
}

#[allow(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
fn skus(
    design: &Design,
    dimensions: &[Dimension],
    offer_id: u64,
    base_fen: i64,
    one_price: bool,
    wholesale: bool,
    random: &mut ChaCha8Rng,
    ids: &mut Ids,
) -> Vec<Sku> {
    let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
    for dimension in dimensions {
        combinations = combinations
            .into_iter()
            .flat_map(|head| {
                (0..dimension.values.len())
                    .map(move |at| head.iter().copied().chain([at]).collect::<Vec<_>>())
            })
            .collect();
    }
    let sized = design.facts.sizes.filter(|_| design.sizes > 1);
    let promotion = (!wholesale && random.random_bool(0.45)).then(|| random.random_range(78..95i64));
    let usual_stock = *[40, 200, 800, 5000].choose(random).unwrap_or(&200);
    combinations
        .into_iter()
        .map(|values| {
            let percent = match (sized, values.last()) {
                (Some(run), Some(at)) => run.price_percent[*at],
                _ => 100,
            };
            let price_fen = if one_price { base_fen } else { base_fen * i64::from(percent) / 100 };
            Sku {
                id: ids.fresh(random, 13, if wholesale { '4' } else { '5' }),
                mp_sku_id: ids.fresh(random, 16, '8'),
                spec_id: spec_id(offer_id, &values),
                price_fen,
                promotion_price_fen: promotion.map(|share| price_fen * share / 100),
                stock: match random.random_range(0..25) {
                    0 => 0,
                    1 | 2 => random.random_range(1..10),
                    _ => random.random_range(usual_stock / 4..usual_stock),
                },
                weight_g: design.facts.grams * (100 + (percent.saturating_sub(100)) * 2 / 3) / 100,
                values,
            }
        })
        .collect()
}

fn spec_id(offer_id: u64, values: &[usize]) -> String {
    use md5::{Digest, Md5};
    hex::encode(Md5::digest(format!("{offer_id}:{values:?}")))
}

/// Steps of an offer that is priced by quantity; a single one, at the lowest SKU price, where SKUs set the price.
fn tiers(skus: &[Sku], moq: u32, by_quantity: bool, random: &mut ChaCha8Rng) -> Vec<Tier> {
    let lowest = skus.iter().map(|sku| sku.price_fen).min().unwrap_or(0);
    let mut tiers = vec![Tier { from: moq, price_fen: lowest }];
    if by_quantity {
        let mut from = moq;
        let mut price_fen = lowest;
        for _ in 0..random.random_range(1..=3) {
            from = if from < 10 { from * 5 } else { from * 4 };
            price_fen = price_fen * random.random_range(88..96) / 100;
            tiers.push(Tier { from, price_fen });
        }
    }
    tiers
}

fn attributes(design: &Design, random: &mut ChaCha8Rng) -> Vec<(String, String)> {
    let code = format!(
        "{}{}",
        ["A", "K", "QH", "MB", "JX"][random.random_range(0..5)],
        random.random_range(100..9999)
    );
    [
        ("材质", design.material_zh.to_owned()),
        ("图案", design.pattern.words().zh.to_owned()),
        ("款式", design.facts.cuts[design.cut].zh.to_owned()),
        ("货号", code),
        ("产地", "中国大陆".to_owned()),
        ("上市时间", format!("2026年{}月", random.random_range(1..=11))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn description(design: &Design, hooks: &[Words]) -> String {
    let facts = &design.facts;
    format!(
        "<h3>{noun} · {cut}</h3><p>{material}面料/材质，{pattern}设计，{hook}。</p>\
         <ul><li>重量约{grams}克/{unit}</li><li>手工测量，误差1-3cm属正常</li><li>光线与显示器会造成轻微色差，以实物为准</li></ul>",
        noun = facts.noun.zh,
        cut = facts.cuts[design.cut].zh,
        material = design.material_zh,
        pattern = design.pattern.words().zh,
        hook = hooks[2].zh,
        grams = facts.grams,
        unit = facts.unit_zh,
    )
}
