//! What of a picture is compared.

use image::{DynamicImage, imageops::FilterType};

/// Pixels a side of a print.
const SIDE: usize = 32;
const CHANNELS: usize = 3;
/// Bytes of a print.
pub(super) const BYTES: usize = SIDE * SIDE * CHANNELS;

/// A picture in 32 × 32 pixels, light and two colour differences.
#[derive(Debug, Clone)]
pub(super) struct Print(Box<[u8; BYTES]>);

/// What is cut off a picture, as shares of its width and height.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crop {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Crop {
    pub(super) const NONE: Self = Self { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
    /// Slightly more than the 15 % that are promised.
    const MOST: f32 = 0.165;

    /// Width through height of what remains of a square.
    pub(super) fn proportion(&self) -> f32 {
        (1.0 - self.left - self.right) / (1.0 - self.top - self.bottom)
    }

    /// Crops with a side or two moved by `step`.
    pub(super) fn moved(&self, step: f32) -> impl Iterator<Item = Self> + use<> {
        const MOVES: [[f32; 4]; 16] = [
            [1.0, 0.0, 0.0, 0.0],
            [-1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
            [0.0, -1.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0],
            [0.0, 0.0, -1.0, 0.0],
            [0.0, 0.0, 0.0, 1.0],
            [0.0, 0.0, 0.0, -1.0],
            [1.0, 0.0, -1.0, 0.0],
            [-1.0, 0.0, 1.0, 0.0],
            [0.0, 1.0, 0.0, -1.0],
            [0.0, -1.0, 0.0, 1.0],
            [1.0, 0.0, 1.0, 0.0],
            [-1.0, 0.0, -1.0, 0.0],
            [0.0, 1.0, 0.0, 1.0],
            [0.0, -1.0, 0.0, -1.0],
        ];
        let crop = *self;
        MOVES.into_iter().map(move |[left, top, right, bottom]| Self {
            left: (crop.left + left * step).clamp(0.0, Self::MOST),
            top: (crop.top + top * step).clamp(0.0, Self::MOST),
            right: (crop.right + right * step).clamp(0.0, Self::MOST),
            bottom: (crop.bottom + bottom * step).clamp(0.0, Self::MOST),
        })
    }
}

impl Print {
    /// The print of a picture of any size and proportions.
    pub(super) fn of(picture: &DynamicImage) -> Self {
        // In two steps: a box filter to something small, then an exact one.
        let small = picture.thumbnail_exact(96, 96);
        let small = small.resize_exact(SIDE as u32, SIDE as u32, FilterType::Triangle).to_rgb8();
        let mut bytes = Box::new([0; BYTES]);
        for (pixel, out) in small.pixels().zip(bytes.chunks_exact_mut(CHANNELS)) {
            let [r, g, b] = pixel.0.map(f32::from);
            let light = 0.299 * r + 0.587 * g + 0.114 * b;
            out[0] = light as u8;
            out[1] = (128.0 + (b - light) * 0.56).clamp(0.0, 255.0) as u8;
            out[2] = (128.0 + (r - light) * 0.71).clamp(0.0, 255.0) as u8;
        }
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    pub(super) fn from_bytes(bytes: [u8; BYTES]) -> Self {
        Self(Box::new(bytes))
    }

    /// Sums over all pixels above and left of each corner, so that the mean of any rectangle is four look-ups.
    pub(super) fn sums(&self) -> Sums {
        let mut sums = vec![[0.0; CHANNELS]; (SIDE + 1) * (SIDE + 1)];
        for y in 0..SIDE {
            let mut row = [0.0; CHANNELS];
            for x in 0..SIDE {
                let above = sums[y * (SIDE + 1) + x + 1];
                for channel in 0..CHANNELS {
                    row[channel] += f32::from(self.0[(y * SIDE + x) * CHANNELS + channel]) - 128.0;
                }
                sums[(y + 1) * (SIDE + 1) + x + 1] =
                    std::array::from_fn(|channel| above[channel] + row[channel]);
            }
        }
        Sums(sums)
    }
}

/// See [`Print::sums`].
pub(super) struct Sums(Vec<[f32; CHANNELS]>);

/// `N` × `N` means of a print or of a part of it.
pub(super) struct Grid<const N: usize> {
    light: Vec<f32>,
    colour: Vec<f32>,
}

impl<const N: usize> Grid<N> {
    /// The grid over what `crop` leaves.
    pub(super) fn of(sums: &Sums, crop: Crop) -> Self {
        let side = SIDE as f32;
        let edge = |from: f32, to: f32, at: usize| (from + (1.0 - from - to) * at as f32 / N as f32) * side;
        let row_sums = |y: f32| -> Vec<[f32; CHANNELS]> {
            let (y0, fy) = split(y);
            (0..=N)
                .map(|column| {
                    let (x0, fx) = split(edge(crop.left, crop.right, column));
                    let corner = |x: usize, y: usize| sums.0[y * (SIDE + 1) + x];
                    let (a, b) = (corner(x0, y0), corner(x0 + 1, y0));
                    let (c, d) = (corner(x0, y0 + 1), corner(x0 + 1, y0 + 1));
                    std::array::from_fn(|channel| {
                        let upper = a[channel] + (b[channel] - a[channel]) * fx;
                        let lower = c[channel] + (d[channel] - c[channel]) * fx;
                        upper + (lower - upper) * fy
                    })
                })
                .collect()
        };
        let area =
            (1.0 - crop.left - crop.right) * (1.0 - crop.top - crop.bottom) * side * side / (N * N) as f32;
        let mut grid = Self { light: Vec::with_capacity(N * N), colour: Vec::with_capacity(N * N * 2) };
        let mut upper = row_sums(edge(crop.top, crop.bottom, 0));
        for row in 1..=N {
            let lower = row_sums(edge(crop.top, crop.bottom, row));
            for column in 0..N {
                let mean = |channel: usize| {
                    (lower[column + 1][channel] - lower[column][channel] - upper[column + 1][channel]
                        + upper[column][channel])
                        / area
                };
                grid.light.push(mean(0));
                grid.colour.extend([mean(1), mean(2)]);
            }
            upper = lower;
        }
        grid
    }

    /// How alike two grids are: 1 the same, about 0.3 nothing in common. Brightness and contrast do not matter.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let light = correlation(&self.light, &other.light);
        let edges = correlation(&self.edges(), &other.edges());
        0.4 * light + 0.2 * edges + 0.4 * self.colour_likeness(other)
    }

    /// Differences between neighbours, across and down.
    fn edges(&self) -> Vec<f32> {
        let mut edges = Vec::with_capacity(N * N * 2);
        for y in 0..N {
            for x in 0..N {
                let here = self.light[y * N + x];
                edges.push(if x + 1 < N { self.light[y * N + x + 1] - here } else { 0.0 });
                edges.push(if y + 1 < N { self.light[(y + 1) * N + x] - here } else { 0.0 });
            }
        }
        edges
    }

    fn colour_likeness(&self, other: &Self) -> f32 {
        let product: f32 = self.colour.iter().zip(&other.colour).map(|(a, b)| a * b).sum();
        let own: f32 = self.colour.iter().map(|a| a * a).sum();
        // Brightening by a factor strengthens the colours by it, too.
        let gain = (product / own.max(1.0)).clamp(0.8, 1.25);
        let apart: f32 = self.colour.iter().zip(&other.colour).map(|(a, b)| (a * gain - b).powi(2)).sum();
        let mean = apart / (N * N) as f32;
        1.0 / (1.0 + mean / 160.0)
    }
}

/// Cell and place within it; the far edge belongs to the last cell.
fn split(at: f32) -> (usize, f32) {
    let cell = (at as usize).min(SIDE - 1);
    (cell, at - cell as f32)
}

/// Correlation of two series, -1 to 1; near 0 where one of them is flat.
fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let count = a.len() as f32;
    let (mean_a, mean_b) = (a.iter().sum::<f32>() / count, b.iter().sum::<f32>() / count);
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    ab / (aa * bb + count).sqrt()
}
