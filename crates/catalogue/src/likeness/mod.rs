//! Search by picture: which offers look like this?
//!
//! Every catalogue picture is kept as a small [`Print`]. A query is laid over each of them in every way that a crop of
//! up to 15 % a side allows, coarsely first; the best are aligned finely and compared in light, edges and colour. Both
//! comparisons ignore a change of brightness and contrast.

mod cache;
mod print;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use image::DynamicImage;

use crate::pictures::{self, PictureKey};
use crate::{Catalogue, Offer, Platform};
use print::{Crop, Grid, Print};

/// Colours of an offer that are compared; the others differ in colour alone.
const COLOURS: usize = 8;
/// Pixels that a picture is drawn at to take its print.
const DRAWN: u32 = 48;
/// Pictures that are tried in every crop, after a few crops were tried on all.
const LONGLIST: usize = 700;
/// Every which crop is tried on all pictures.
const FEW: usize = 5;
/// Pictures that are aligned finely.
const SHORTLIST: usize = 48;
/// Crops tried coarsely, as shares of a side.
const STEPS: [f32; 3] = [0.0, 0.075, 0.15];
/// How far the proportions of a crop may be from the query's.
const PROPORTION: f32 = 0.065;

/// One picture of the catalogue, ready to be compared.
#[derive(Debug, Clone)]
struct Entry {
    key: PictureKey,
    print: Print,
}

/// Prints of all catalogue pictures.
#[derive(Debug)]
pub struct Index {
    catalogue: Arc<Catalogue>,
    cache: PathBuf,
    entries: OnceLock<Vec<Entry>>,
}

impl Index {
    /// The index of `catalogue`, cached in `data_dir`. Returns at once; the first search (or [`Index::build`]) reads the
    /// cache or, where it is missing or of another catalogue, draws all pictures, which takes some seconds.
    pub fn open(catalogue: Arc<Catalogue>, data_dir: &Path) -> Self {
        Self { catalogue, cache: data_dir.join("likeness.bin"), entries: OnceLock::new() }
    }

    /// Builds the index if it is not built; blocks until it is. Meant for a thread of its own.
    pub fn build(&self) {
        self.entries();
    }

    /// The offers of `platform` that look most like `picture`, best first: id and likeness in percent, at most `limit`.
    ///
    /// Works the processor for some 100 ms: not for an async thread.
    pub fn search(&self, platform: Platform, picture: &DynamicImage, limit: usize) -> Vec<(u64, u8)> {
        let query = Print::of(&picture.to_rgb8());
        let crops = coarse_crops(picture.width() as f32 / picture.height().max(1) as f32);
        let coarse = Grid::<8>::of(&query.sums(), Crop::NONE);
        let candidates: Vec<&Entry> =
            self.entries().iter().filter(|entry| entry.key.platform == platform).collect();
        let few: Vec<Crop> = crops.iter().copied().skip(crops.len() / FEW / 2).step_by(FEW).collect();
        let mut promising = in_parallel(&candidates, |entry| Some(best_crop(entry, &coarse, &few)));
        keep_best(&mut promising, LONGLIST);
        let mut ranked = in_parallel(&promising, |(_, _, entry)| Some(best_crop(entry, &coarse, &crops)));
        keep_best(&mut ranked, SHORTLIST.max(limit));

        let fine = Grid::<16>::of(&query.sums(), Crop::NONE);
        let aligned = in_parallel(&ranked, |(_, crop, entry)| {
            Some((entry.key.offer_id, align(&entry.print, &fine, *crop)))
        });
        let mut best: HashMap<u64, f32> = HashMap::new();
        for (offer_id, score) in aligned {
            let known = best.entry(offer_id).or_insert(score);
            *known = known.max(score);
        }
        let mut offers: Vec<(u64, f32)> = best.into_iter().collect();
        offers.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        offers.into_iter().take(limit).map(|(offer_id, score)| (offer_id, percent(score))).collect()
    }

    fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(|| {
            let keys: Vec<PictureKey> = self.catalogue.offers.iter().flat_map(keys).collect();
            let fingerprint = self.fingerprint();
            if let Some(entries) = cache::read(&self.cache, &keys, &fingerprint) {
                return entries;
            }
            let offers: Vec<&Offer> = self.catalogue.offers.iter().collect();
            let entries: Vec<Entry> =
                in_parallel(&offers, |offer| Some(entries_of(offer))).into_iter().flatten().collect();
            if let Err(error) = cache::write(&self.cache, &entries, &fingerprint) {
                // Only the next start is slower.
                tracing::warn!(%error, "the index of pictures could not be kept");
            }
            entries
        })
    }

    /// Changes with the seed and, since a sample is drawn, with how pictures are drawn.
    fn fingerprint(&self) -> [u8; 16] {
        use md5::{Digest, Md5};
        // One offer of every kind, about.
        let sample: Vec<&Offer> = self.catalogue.offers.iter().step_by(16).collect();
        let mut digest = Md5::new();
        digest.update(self.catalogue.seed.to_le_bytes());
        for picture in in_parallel(&sample, |offer| {
            pictures::draw_small(&offer.look, offer.pictures.first(), DRAWN).pop()
        }) {
            digest.update(picture.1.as_raw());
        }
        digest.finalize().into()
    }
}

/// Every picture of the offer that is compared: its gallery and its colours.
fn keys(offer: &Offer) -> Vec<PictureKey> {
    let values = offer.dimensions.iter().flat_map(|dimension| &dimension.values);
    // The first colour is the main picture. Pictures of one view follow each other, they are drawn faster so.
    let colours = values.filter_map(|value| value.picture).take(COLOURS).skip(1);
    let (main, others) = offer.pictures.split_at(offer.pictures.len().min(1));
    main.iter().copied().chain(colours).chain(others.iter().copied()).collect()
}

fn entries_of(offer: &Offer) -> Vec<Entry> {
    let pictures = pictures::draw_small(&offer.look, &keys(offer), DRAWN);
    pictures.into_iter().map(|(key, picture)| Entry { key, print: Print::of(&picture) }).collect()
}

/// How well the best of `crops` fits, which it is, and of what.
type Fit<'a> = (f32, Crop, &'a Entry);

fn best_crop<'a>(entry: &'a Entry, query: &Grid<8>, crops: &[Crop]) -> Fit<'a> {
    let sums = entry.print.sums();
    let mut best = (f32::MIN, Crop::NONE, entry);
    for crop in crops {
        let likeness = Grid::<8>::of(&sums, *crop).likeness(query);
        if likeness > best.0 {
            best = (likeness, *crop, entry);
        }
    }
    best
}

/// The best `count`, best first.
fn keep_best(fits: &mut Vec<Fit<'_>>, count: usize) {
    fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.key.cmp(&b.2.key)));
    fits.truncate(count);
}

/// The crops that give a picture of these proportions (width through height); all where none does, as when the query is
/// no catalogue picture.
fn coarse_crops(proportion: f32) -> Vec<Crop> {
    let mut all = Vec::new();
    for left in STEPS {
        for right in STEPS {
            for top in STEPS {
                for bottom in STEPS {
                    all.push(Crop { left, top, right, bottom });
                }
            }
        }
    }
    let fitting: Vec<Crop> = all
        .iter()
        .copied()
        .filter(|crop| (crop.proportion() / proportion - 1.0).abs() <= PROPORTION)
        .collect();
    if fitting.is_empty() { all } else { fitting }
}

/// Likeness in the best crop around `crop`, found in ever smaller steps.
fn align(print: &Print, query: &Grid<16>, crop: Crop) -> f32 {
    let sums = print.sums();
    let likeness = |crop: Crop| Grid::<16>::of(&sums, crop).likeness_with_edges(query);
    let mut best = (likeness(crop), crop);
    for step in [0.0375, 0.019, 0.01, 0.005] {
        // One side after the other; the sides hardly depend on each other.
        for _ in 0..2 {
            let before = best.0;
            for moved in best.1.moved(step) {
                let score = likeness(moved);
                if score > best.0 {
                    best = (score, moved);
                }
            }
            if best.0 <= before {
                break;
            }
        }
    }
    best.0
}

/// Percent as shown: what is not alike at all has a likeness of about 0.4, the same picture about 0.97.
fn percent(score: f32) -> u8 {
    ((score - 0.3) / 0.66 * 100.0).clamp(0.0, 99.0) as u8
}

/// Applies `each` to all items on every core, keeps what it gives, in order.
fn in_parallel<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> Option<R> + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = items.len().div_ceil(cores).max(1);
    let each = &each;
    std::thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(share)
            .map(|chunk| scope.spawn(move || chunk.iter().filter_map(each).collect::<Vec<R>>()))
            .collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, Vec<R>>| match worker.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(join).collect()
    })
}
