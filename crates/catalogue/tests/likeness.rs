//! Search by picture finds transformed catalogue pictures among the first three, on both platforms.

#![allow(clippy::expect_used, reason = "a test that cannot go on says why")]

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, Rgb, RgbImage};
use pondesk_catalogue::likeness::Index;
use pondesk_catalogue::pictures::{self, PictureKey};
use pondesk_catalogue::{Catalogue, Offer, Platform};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 20_261_122;

/// Offers of each platform whose pictures are transformed.
const OFFERS: usize = 30;

/// What happens to a picture between the shop and the agent's desk.
#[derive(Debug, Clone, Copy)]
struct Change {
    scale: f32,
    /// Shares cut off left, top, right, bottom.
    crop: [f32; 4],
    quality: u8,
    /// Added to every channel, −51 to 51 (±20 % of full).
    lift: i32,
    /// Multiplies every channel.
    gain: f32,
}

const NONE: Change = Change { scale: 1.0, crop: [0.0; 4], quality: 90, lift: 0, gain: 1.0 };

impl Change {
    /// Anything within the promised limits, all at once.
    fn any(random: &mut ChaCha8Rng) -> Self {
        let additive = random.random_bool(0.5);
        Self {
            scale: random.random_range(0.3..1.5),
            crop: std::array::from_fn(|_| random.random_range(0.0..0.15)),
            quality: random.random_range(40..95),
            lift: if additive { random.random_range(-51..=51) } else { 0 },
            gain: if additive { 1.0 } else { random.random_range(0.8..1.2) },
        }
    }

    fn apply(&self, picture: &RgbImage) -> DynamicImage {
        let (width, height) = picture.dimensions();
        let [left, top, right, bottom] = self.crop;
        let cut = |side: u32, from: f32, to: f32| {
            ((side as f32 * from) as u32, (side as f32 * (1.0 - from - to)).round() as u32)
        };
        let ((x, w), (y, h)) = (cut(width, left, right), cut(height, top, bottom));
        let part = DynamicImage::ImageRgb8(picture.clone()).crop_imm(x, y, w, h);
        let scaled = |side: u32| ((side as f32 * self.scale).round() as u32).max(1);
        let mut part = part.resize_exact(scaled(w), scaled(h), FilterType::Triangle).to_rgb8();
        for Rgb(channels) in part.pixels_mut() {
            *channels = channels
                .map(|value| (f32::from(value) * self.gain + self.lift as f32).clamp(0.0, 255.0) as u8);
        }
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, self.quality).encode_image(&part).expect("a JPEG");
        image::load_from_memory(&bytes).expect("a picture")
    }
}

/// One index for all tests, since drawing it is the slow part.
fn index() -> (&'static Arc<Catalogue>, &'static Index) {
    let (_, catalogue, index) = SHARED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue = Arc::new(Catalogue::generate(SEED));
        let index = Index::open(Arc::clone(&catalogue), folder.path());
        let started = Instant::now();
        index.build();
        println!("index built in {:?}", started.elapsed());
        (folder, catalogue, index)
    });
    (catalogue, index)
}

static SHARED: OnceLock<(tempfile::TempDir, Arc<Catalogue>, Index)> = OnceLock::new();

/// The file of the shared index.
fn kept_at() -> PathBuf {
    SHARED.get().expect("the index is built").0.path().join("likeness.bin")
}

fn picture_of(catalogue: &Catalogue, key: &PictureKey) -> RgbImage {
    pictures::draw(catalogue, key).expect("a picture")
}

// A test for each platform, so that both cores have one.
#[test]
fn transformed_pictures_of_taobao_are_found_among_the_first_three() {
    find_transformed(Platform::Taobao);
}

#[test]
fn transformed_pictures_of_1688_are_found_among_the_first_three() {
    find_transformed(Platform::Alibaba1688);
}

fn find_transformed(platform: Platform) {
    let (catalogue, index) = index();

    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut ranks = [0_usize; 4];
    let mut lowest = 100;
    let mut missed = Vec::new();
    let mut spent = std::time::Duration::ZERO;
    let offers: Vec<&Offer> = catalogue.offers.iter().filter(|offer| offer.platform == platform).collect();
    for offer in offers.choose_multiple(&mut random, OFFERS) {
        // The main picture, or one that a buyer scrolled to.
        let mut keys = offer.pictures.clone();
        keys.extend(
            offer.dimensions.iter().flat_map(|d| &d.values).filter_map(|value| value.picture).take(12),
        );
        let key = if random.random_bool(0.5) { keys[0] } else { *keys.choose(&mut random).expect("a key") };
        let picture = picture_of(catalogue, &key);
        let changes = [
            Change { scale: 0.3, quality: 40, ..NONE },
            Change { scale: 1.5, lift: 51, ..NONE },
            Change { crop: [0.15, 0.15, 0.15, 0.15], gain: 0.8, ..NONE },
            Change { crop: [0.15, 0.0, 0.0, 0.15], gain: 1.2, ..NONE },
            Change { lift: -51, quality: 40, ..NONE },
            Change::any(&mut random),
            Change::any(&mut random),
            Change::any(&mut random),
        ];
        for change in changes {
            let query = change.apply(&picture);
            let started = Instant::now();
            let found = index.search(platform, &query, 20);
            spent += started.elapsed();
            assert!(found.windows(2).all(|pair| pair[0].1 >= pair[1].1), "best first");
            match found.iter().position(|(id, _)| *id == offer.id) {
                Some(rank) if rank < 3 => {
                    ranks[rank] += 1;
                    lowest = lowest.min(found[rank].1);
                }
                rank => {
                    ranks[3] += 1;
                    missed
                        .push(format!("{key} {:?} {change:?} at {rank:?}, first {:?}", offer.look, found[0]));
                }
            }
        }
    }
    let searches: usize = ranks.iter().sum();
    println!("first, second, third, later: {ranks:?}; lowest score of a hit {lowest} %");
    println!("{:?} a search", spent / u32::try_from(searches).expect("few"));
    assert_eq!(searches, OFFERS * 8);
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
    assert!(lowest >= 60, "a picture of the goods themselves looks like them");
}

#[test]
fn what_is_no_picture_of_goods_scores_low() {
    let (_, index) = index();
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let noise = RgbImage::from_fn(300, 200, |_, _| Rgb(std::array::from_fn(|_| random.random())));
    let bars = RgbImage::from_fn(400, 400, |x, y| match (x / 40 + y / 130) % 3 {
        0 => Rgb([20, 200, 40]),
        1 => Rgb([250, 20, 220]),
        _ => Rgb([10, 10, 250]),
    });
    let slope = RgbImage::from_fn(500, 300, |x, y| Rgb([(x / 2) as u8, (255 - x / 2) as u8, (y / 2) as u8]));
    let flat = RgbImage::from_pixel(64, 64, Rgb([90, 10, 160]));
    for (name, picture) in [("noise", noise), ("bars", bars), ("slope", slope), ("flat", flat)] {
        let found = index.search(Platform::Taobao, &DynamicImage::ImageRgb8(picture), 3);
        println!("{name}: {found:?}");
        assert!(found.iter().all(|(_, score)| *score < 50), "{name}: {found:?}");
    }
}

#[test]
fn the_index_is_kept_for_the_next_start_and_another_catalogue_gets_its_own() {
    let (catalogue, shared) = index();
    let offer = &catalogue.offers[100];
    let query = DynamicImage::ImageRgb8(picture_of(catalogue, &offer.pictures[0]));
    let found = shared.search(offer.platform, &query, 10);
    assert_eq!(found[0].0, offer.id);

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("likeness.bin");
    std::fs::copy(kept_at(), &file).expect("the shared index is kept");
    assert_eq!(Index::open(Arc::clone(catalogue), folder.path()).search(offer.platform, &query, 10), found);

    // Blackened prints that nobody looks like: what is kept is used indeed.
    let mut kept = std::fs::read(&file).expect("the index");
    let good = kept.clone();
    kept[16..].fill(0);
    std::fs::write(&file, &kept).expect("written");
    let blackened = Index::open(Arc::clone(catalogue), folder.path()).search(offer.platform, &query, 10);
    assert!(blackened.iter().all(|(_, score)| *score < 50), "{blackened:?}");

    std::fs::write(&file, &good).expect("written");
    let other = Arc::new(Catalogue::generate(4));
    let stranger = &other.offers[100];
    let query = DynamicImage::ImageRgb8(picture_of(&other, &stranger.pictures[0]));
    let of_other = Index::open(Arc::clone(&other), folder.path());
    assert_eq!(of_other.search(stranger.platform, &query, 1)[0].0, stranger.id);
    assert_ne!(std::fs::read(&file).expect("the index"), good, "the other catalogue's index replaces it");
}

#[test]
fn odd_pictures_do_no_harm() {
    let (_, index) = index();
    for (width, height) in [(1, 1), (1, 3000), (3000, 1), (7, 5)] {
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 30, 30])));
        let found = index.search(Platform::Alibaba1688, &picture, 5);
        assert_eq!(found.len(), 5);
        assert!(index.search(Platform::Taobao, &picture, 0).is_empty());
    }
}
