//! Pages of A4: what stands where, drawn at the end, when their number is known.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};

use super::fonts::{Chooser, Weighted};
use super::text::{Shaped, shape, wrap};
use crate::PaperError;

/// A4 in points of 1/72 inch.
const SIZE: (f32, f32) = (595.28, 841.89);
/// Free on every side.
pub(super) const MARGIN: f32 = 48.0;
/// Where lines end.
pub(super) const RIGHT: f32 = SIZE.0 - MARGIN;
/// Where a page ends, above its foot.
const BOTTOM: f32 = SIZE.1 - MARGIN - 18.0;
/// From one baseline to the next, in shares of the font size.
const LEADING: f32 = 1.42;

/// Ink of the design language, as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Full,
    Second,
    Line,
}

impl Ink {
    fn colour(self) -> rgb::Color {
        match self {
            Self::Full => rgb::Color::new(0x15, 0x20, 0x1d),
            Self::Second => rgb::Color::new(0x47, 0x55, 0x52),
            Self::Line => rgb::Color::new(0xc4, 0xcd, 0xca),
        }
    }
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weighted,
    pub(super) ink: Ink,
}

enum Item {
    Text { x: f32, y: f32, size: f32, ink: Ink, line: Shaped },
    Rule { from: f32, to: f32, y: f32 },
    Picture { x: f32, y: f32, size: Size, image: Image },
}

/// Pages being filled from top to bottom.
pub(super) struct Pages {
    pub(super) chooser: Chooser,
    pages: Vec<Vec<Item>>,
    /// Where the next thing begins, from the top.
    pub(super) y: f32,
}

impl Pages {
    pub(super) fn new(chooser: Chooser) -> Self {
        Self { chooser, pages: vec![Vec::new()], y: MARGIN }
    }

    /// Begins a page unless so much fits on this one; says whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        // What is higher than a whole page is begun where it stands.
        let breaks = self.y + height > BOTTOM && self.y > MARGIN;
        if breaks {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
        breaks
    }

    /// How high so many lines are.
    pub(super) fn height(lines: usize, style: Style) -> f32 {
        let lines = lines as f32;
        lines * style.size * LEADING
    }

    /// Breaks text into lines no wider than `width` points.
    pub(super) fn lines(&mut self, text: &str, style: Style, width: f32) -> Vec<Shaped> {
        wrap(&mut self.chooser, text, style.weight, width / style.size)
    }

    /// Puts lines at `x`, the first with its top at `y`; answers with where they end.
    pub(super) fn put(&mut self, lines: Vec<Shaped>, style: Style, x: f32, y: f32) -> f32 {
        let mut y = y;
        for line in lines {
            self.add(Item::Text { x, y: y + style.size, size: style.size, ink: style.ink, line });
            y += style.size * LEADING;
        }
        y
    }

    /// Puts text on one line with its top at `y`, ending at `right`.
    pub(super) fn put_right(&mut self, text: &str, style: Style, right: f32, y: f32) {
        let line = shape(&mut self.chooser, text, style.weight);
        let x = right - line.width * style.size;
        self.add(Item::Text { x, y: y + style.size, size: style.size, ink: style.ink, line });
    }

    /// Draws a thin line across at the present height.
    pub(super) fn rule(&mut self, from: f32, to: f32) {
        let y = self.y;
        self.add(Item::Rule { from, to, y });
    }

    /// Puts a JPEG with its top at `y`, as large as it fits into `most` and never larger than it is; answers with its height,
    /// or nothing where the JPEG is damaged.
    pub(super) fn picture(&mut self, jpeg: &[u8], x: f32, y: f32, most: (f32, f32)) -> Option<f32> {
        let image = Image::from_jpeg(jpeg.to_vec().into(), true).ok()?;
        let (width, height) = (image.size().0 as f32, image.size().1 as f32);
        let scale = (most.0 / width).min(most.1 / height).min(1.0);
        let size = Size::from_wh(width * scale, height * scale)?;
        self.add(Item::Picture { x, y, size, image });
        Some(size.height())
    }

    fn add(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.push(item);
        }
    }

    /// Draws all pages, each with its foot, and returns the document with the characters that no font has.
    pub(super) fn finish(
        mut self,
        metadata: Metadata,
        foot: Style,
        foot_of: impl Fn(usize, usize) -> (String, String),
    ) -> Result<(Vec<u8>, String), PaperError> {
        let count = self.pages.len();
        let mut document = krilla::Document::new();
        document.set_metadata(metadata);
        for (at, mut items) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let (left, right) = foot_of(at + 1, count);
            let y = SIZE.1 - MARGIN + 6.0;
            let left = shape(&mut self.chooser, &left, foot.weight);
            let right = shape(&mut self.chooser, &right, foot.weight);
            let x = RIGHT - right.width * foot.size;
            items.push(Item::Text { x: MARGIN, y, size: foot.size, ink: foot.ink, line: left });
            items.push(Item::Text { x, y, size: foot.size, ink: foot.ink, line: right });
            let settings = PageSettings::from_wh(SIZE.0, SIZE.1)
                .ok_or_else(|| PaperError::Page("A4 is no size".into()))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for item in &items {
                draw(&mut surface, &mut self.chooser, item);
            }
            surface.finish();
            page.finish();
        }
        let pdf = document.finish().map_err(|error| PaperError::Page(format!("{error:?}")))?;
        Ok((pdf, self.chooser.unwritten.into_iter().collect()))
    }
}

fn draw(surface: &mut krilla::surface::Surface<'_>, chooser: &mut Chooser, item: &Item) {
    match item {
        Item::Text { x, y, size, ink, line } => {
            surface.set_fill(Some(Fill {
                paint: ink.colour().into(),
                opacity: NormalizedF32::ONE,
                rule: krilla::paint::FillRule::default(),
            }));
            surface.set_stroke(None);
            let mut x = *x;
            for run in &line.runs {
                let Some(face) = chooser.face(run.font) else { continue };
                let font = face.font.clone();
                surface.draw_glyphs(Point::from_xy(x, *y), &run.glyphs, font, &run.text, *size, false);
                x += run.width * size;
            }
        }
        Item::Picture { x, y, size, image } => {
            surface.push_transform(&Transform::from_translate(*x, *y));
            surface.draw_image(image.clone(), *size);
            surface.pop();
        }
        Item::Rule { from, to, y } => {
            let mut path = PathBuilder::new();
            path.move_to(*from, *y);
            path.line_to(*to, *y);
            let Some(path) = path.finish() else { return };
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: Ink::Line.colour().into(),
                width: 0.6,
                ..Stroke::default()
            }));
            surface.draw_path(&path);
        }
    }
}
