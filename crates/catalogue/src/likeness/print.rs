//! What of a picture is compared.

use image::RgbImage;

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
    /// The print of a picture of any size and proportions: each of its pixels is the mean of what it covers.
    pub(super) fn of(picture: &RgbImage) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut bytes = Box::new([0; BYTES]);
        if width == 0 || height == 0 {
            return Self(bytes);
        }
        // At least one pixel, also of a picture smaller than the print.
        let span = |at: usize, side: usize| {
            let from = at * side / SIDE;
            from..((at + 1) * side / SIDE).max(from + 1)
        };
        for (at, out) in bytes.chunks_exact_mut(CHANNELS).enumerate() {
            let (columns, rows) = (span(at % SIDE, width), span(at / SIDE, height));
            let mut sum = [0_u64; CHANNELS];
            for y in rows.clone() {
                let line = &picture.as_raw()[(y * width + columns.start) * 3..(y * width + columns.end) * 3];
                for pixel in line.chunks_exact(3) {
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += u64::from(*value);
                    }
                }
            }
            let count = (rows.len() * columns.len()) as f32;
            let [r, g, b] = sum.map(|sum| sum as f32 / count);
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
        let mut sums = [[[0.0; CHANNELS]; SIDE + 1]; SIDE + 1];
        for (y, line) in self.0.chunks_exact(SIDE * CHANNELS).enumerate() {
            let mut row = [0.0; CHANNELS];
            for (x, pixel) in line.chunks_exact(CHANNELS).enumerate() {
                for (sum, value) in row.iter_mut().zip(pixel) {
                    *sum += f32::from(*value) - 128.0;
                }
                let above = sums[y][x + 1];
                sums[y + 1][x + 1] = std::array::from_fn(|channel| above[channel] + row[channel]);
            }
        }
        Sums(sums)
    }
}

/// See [`Print::sums`].
pub(super) struct Sums([[[f32; CHANNELS]; SIDE + 1]; SIDE + 1]);

/// `N` × `N` means of a print or of a part of it, at most 16 × 16.
pub(super) struct Grid<const N: usize> {
    light: [[f32; N]; N],
    blue: [[f32; N]; N],
    red: [[f32; N]; N],
}

impl<const N: usize> Grid<N> {
    /// The grid over what `crop` leaves.
    pub(super) fn of(sums: &Sums, crop: Crop) -> Self {
        let side = SIDE as f32;
        let edge =
            |from: f32, to: f32, at: usize| split((from + (1.0 - from - to) * at as f32 / N as f32) * side);
        let across: [(usize, f32); N] = std::array::from_fn(|column| edge(crop.left, crop.right, column + 1));
        let start = edge(crop.left, crop.right, 0);
        let line = |row: usize| {
            let (y, fy) = edge(crop.top, crop.bottom, row);
            let (upper, lower) = (&sums.0[y], &sums.0[y + 1]);
            let corner = |(x, fx): (usize, f32)| -> [f32; CHANNELS] {
                std::array::from_fn(|channel| {
                    let above = upper[x][channel] + (upper[x + 1][channel] - upper[x][channel]) * fx;
                    let below = lower[x][channel] + (lower[x + 1][channel] - lower[x][channel]) * fx;
                    above + (below - above) * fy
                })
            };
            (corner(start), across.map(corner))
        };
        let area =
            (1.0 - crop.left - crop.right) * (1.0 - crop.top - crop.bottom) * side * side / (N * N) as f32;
        let mut grid = Self { light: [[0.0; N]; N], blue: [[0.0; N]; N], red: [[0.0; N]; N] };
        let mut upper = line(0);
        for row in 0..N {
            let lower = line(row + 1);
            let mut left = (upper.0, lower.0);
            for column in 0..N {
                let right = (upper.1[column], lower.1[column]);
                let mean = |channel: usize| {
                    (right.1[channel] - left.1[channel] - right.0[channel] + left.0[channel]) / area
                };
                grid.light[row][column] = mean(0);
                grid.blue[row][column] = mean(1);
                grid.red[row][column] = mean(2);
                left = right;
            }
            upper = lower;
        }
        grid
    }

    /// How alike two grids are in light and colour: 1 the same, about 0.3 nothing in common. Brightness and contrast do
    /// not matter.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let light = correlation(self.light.as_flattened(), other.light.as_flattened());
        0.5 * light + 0.5 * self.colour_likeness(other)
    }

    /// Like [`Grid::likeness`], with edges compared too.
    pub(super) fn likeness_with_edges(&self, other: &Self) -> f32 {
        let light = correlation(self.light.as_flattened(), other.light.as_flattened());
        let (across, down) = (self.edges(), other.edges());
        let edges = correlation(across.as_flattened().as_flattened(), down.as_flattened().as_flattened());
        0.4 * light + 0.2 * edges + 0.4 * self.colour_likeness(other)
    }

    /// Differences between neighbours, across and down.
    fn edges(&self) -> [[[f32; 2]; N]; N] {
        let light = &self.light;
        std::array::from_fn(|y| {
            std::array::from_fn(|x| {
                let here = light[y][x];
                let right = if x + 1 < N { light[y][x + 1] - here } else { 0.0 };
                let below = if y + 1 < N { light[y + 1][x] - here } else { 0.0 };
                [right, below]
            })
        })
    }

    fn colour_likeness(&self, other: &Self) -> f32 {
        let planes = [(&self.blue, &other.blue), (&self.red, &other.red)];
        let (mut product, mut own, mut others) = (0.0, 0.0, 0.0);
        for (a, b) in planes {
            let (a, b) = (a.as_flattened(), b.as_flattened());
            product += dot(a, b);
            own += dot(a, a);
            others += dot(b, b);
        }
        // Brightening by a factor strengthens the colours by it, too.
        let gain = (product / f32::max(own, 1.0)).clamp(0.8, 1.25);
        let apart = gain * gain * own - 2.0 * gain * product + others;
        let mean = f32::max(apart, 0.0) / (N * N) as f32;
        1.0 / (1.0 + mean / 160.0)
    }
}

/// Sum of products, in eight lanes so that the processor's vector unit does the work.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

/// Sum, in eight lanes.
fn sum(a: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    for a in a.chunks_exact(8) {
        for (lane, a) in lanes.iter_mut().zip(a) {
            *lane += a;
        }
    }
    lanes.iter().sum()
}

/// Cell and place within it; the far edge belongs to the last cell.
fn split(at: f32) -> (usize, f32) {
    let cell = (at as usize).min(SIDE - 1);
    (cell, at - cell as f32)
}

/// Correlation of two series of the same length, a multiple of eight: -1 to 1, near 0 where one of them is flat.
fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let count = a.len() as f32;
    let (mean_a, mean_b) = (sum(a) / count, sum(b) / count);
    let ab = dot(a, b) - count * mean_a * mean_b;
    let aa = dot(a, a) - count * mean_a * mean_a;
    let bb = dot(b, b) - count * mean_b * mean_b;
    ab / (f32::max(aa, 0.0) * f32::max(bb, 0.0) + count).sqrt()
}
