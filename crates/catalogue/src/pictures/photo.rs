//! What a camera adds: the goods' shadow, light that falls off, grain.

use image::{Rgb, RgbImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::chance::Chance;

/// Pixels a side of the blurred shadow, which needs no detail.
const SHADOW: usize = 50;

/// Takes pictures of one size, and remembers the last background: colours of an offer share theirs.
pub(super) struct Camera {
    side: u32,
    last: Option<(String, Pixmap)>,
}

impl Camera {
    pub(super) const fn new(side: u32) -> Self {
        Self { side, last: None }
    }

    /// Photographs `goods` before `background` (both whole SVG documents); `None` only if one were ill-formed.
    pub(super) fn take(&mut self, background: String, goods: &str, chance: &mut Chance) -> Option<RgbImage> {
        let side = self.side;
        let behind = match self.last.take() {
            Some((svg, pixmap)) if svg == background => pixmap,
            _ => render(&background, side)?,
        };
        let picture = expose(&behind, &render(goods, side)?, chance);
        self.last = Some((background, behind));
        Some(picture)
    }
}

/// Puts the goods and their shadow before the background, in the light of the day.
fn expose(behind: &Pixmap, goods: &Pixmap, chance: &mut Chance) -> RgbImage {
    let side = behind.width();
    let shadow = Shadow::of(goods, chance);
    let light = Light::by(chance);
    let grain_seed = chance.bits() as u32;
    let mut picture = RgbImage::new(side, side);
    let scale = 1.0 / side as f32;
    let pixels = behind.pixels().iter().zip(goods.pixels());
    for ((behind, front), (x, y, out)) in pixels.zip(picture.enumerate_pixels_mut()) {
        let (u, v) = (x as f32 * scale, y as f32 * scale);
        let shade = 1.0 - 0.4 * shadow.at(u, v);
        let left = f32::from(255 - front.alpha()) / 255.0;
        let factor = light.at(u, v);
        let noise = grain(x, y, grain_seed);
        let channel = |front: u8, behind: u8, warmth: f32| {
            let colour = f32::from(front) + f32::from(behind) * left * shade;
            (colour * factor * warmth + noise).clamp(0.0, 255.0) as u8
        };
        *out = Rgb([
            channel(front.red(), behind.red(), light.warmth),
            channel(front.green(), behind.green(), 1.0),
            channel(front.blue(), behind.blue(), 2.0 - light.warmth),
        ]);
    }
    picture
}

fn render(svg: &str, side: u32) -> Option<Pixmap> {
    let tree = Tree::from_str(svg, &Options::default()).ok()?;
    let mut pixmap = Pixmap::new(side, side)?;
    let scale = side as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Some(pixmap)
}

/// Grain of a sensor, about ±3 levels.
fn grain(x: u32, y: u32, seed: u32) -> f32 {
    let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed;
    h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 13;
    // Two dice instead of one: small deviations are more frequent.
    ((h & 0xff) as f32 + ((h >> 8) & 0xff) as f32 - 255.0) / 80.0
}

struct Light {
    x: f32,
    y: f32,
    fall: f32,
    warmth: f32,
}

impl Light {
    fn by(chance: &mut Chance) -> Self {
        Self {
            x: chance.between(0.2, 0.6),
            y: chance.between(0.1, 0.4),
            fall: chance.between(0.1, 0.24),
            warmth: chance.between(0.985, 1.02),
        }
    }

    fn at(&self, u: f32, v: f32) -> f32 {
        let (dx, dy) = (u - self.x, v - self.y);
        1.035 - self.fall * (dx * dx + dy * dy)
    }
}

/// The goods' outline, blurred and moved away from the light.
struct Shadow {
    field: Vec<f32>,
    dx: f32,
    dy: f32,
}

impl Shadow {
    fn of(goods: &Pixmap, chance: &mut Chance) -> Self {
        let side = goods.width() as usize;
        let mut field: Vec<f32> = (0..SHADOW * SHADOW)
            .map(|at| {
                let (x, y) = ((at % SHADOW) * side / SHADOW, (at / SHADOW) * side / SHADOW);
                goods.pixels().get(y * side + x).map_or(0.0, |pixel| f32::from(pixel.alpha()) / 255.0)
            })
            .collect();
        for _ in 0..3 {
            blur(&mut field, 1, SHADOW);
            blur(&mut field, SHADOW, 1);
        }
        Self { field, dx: chance.between(0.005, 0.028), dy: chance.between(0.012, 0.034) }
    }

    /// How much of the light the goods take at this place, 0 to 1, interpolated.
    fn at(&self, u: f32, v: f32) -> f32 {
        let last = (SHADOW - 1) as f32;
        let x = ((u - self.dx) * SHADOW as f32).clamp(0.0, last);
        let y = ((v - self.dy) * SHADOW as f32).clamp(0.0, last);
        let (x0, y0) = (x as usize, y as usize);
        let (x1, y1) = ((x0 + 1).min(SHADOW - 1), (y0 + 1).min(SHADOW - 1));
        let (fx, fy) = (x - x0 as f32, y - y0 as f32);
        let row = |y: usize| self.field[y * SHADOW + x0] * (1.0 - fx) + self.field[y * SHADOW + x1] * fx;
        row(y0) * (1.0 - fy) + row(y1) * fy
    }
}

/// A running mean of three along lines whose pixels are `step` apart and whose starts are `across` apart.
fn blur(field: &mut [f32], step: usize, across: usize) {
    let mut line = [0.0; SHADOW];
    for start in 0..SHADOW {
        for (at, value) in line.iter_mut().enumerate() {
            *value = field[start * across + at * step];
        }
        for at in 0..SHADOW {
            let (from, to) = (at.saturating_sub(1), (at + 2).min(SHADOW));
            field[start * across + at * step] = line[from..to].iter().sum::<f32>() / (to - from) as f32;
        }
    }
}
