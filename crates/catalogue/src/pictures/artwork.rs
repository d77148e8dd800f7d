//! The artworks in `goods/*.svg` and their small notation.
//!
//! An artwork is SVG on a ground of 200 × 200 with these additions:
//! - `cut="0 2"` and `trim="1"` on any element: it is there only in these forms and with these details;
//! - `<f d="…" c="base" p="1" s="round"/>`: a form in colour `c`, with the offer's print where `p` is given, under the
//!   shade `s` of `paint`;
//! - `<dots>`: a perforated field; `<keys>`: the keys of a keyboard;
//! - `$base`, `$dark`, `$accent` and so on in any attribute: colours of the offer's palette.
//!
//! `floor` of the root is where the goods stand (0 for goods that hang or lie), `span` half the width of their foot.

use std::fmt::Write as _;

use resvg::usvg::roxmltree::{Document, Node};

use super::paint::{self, Palette};
use crate::{Kind, Look, Pattern};

/// An artwork in the colours of one offer.
#[derive(Debug)]
pub(super) struct Artwork {
    /// SVG definitions that the drawing refers to.
    pub(super) defs: String,
    /// SVG elements.
    pub(super) body: String,
    /// Height at which the goods stand; `None` where they hang or lie.
    pub(super) floor: Option<Floor>,
}

/// Where goods stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floor {
    /// Middle of the foot.
    pub(super) x: f32,
    pub(super) y: f32,
    /// Half the width of the foot.
    pub(super) span: f32,
}

impl Artwork {
    /// The artwork of `look` in its colour number `colour`; `None` only if an artwork file were ill-formed.
    pub(super) fn of(look: &Look, colour: usize) -> Option<Self> {
        let document = Document::parse(source(look.kind)).ok()?;
        let root = document.root_element();
        // The same design has the same accents on every platform and in every colour.
        let choice = look.cut * 5 + usize::from(look.trim) * 3 + look.pattern as usize;
        let palette = Palette::of(*look.colours.get(colour)?, choice);
        let expansion = Expansion { look, palette: &palette };
        let mut body = String::new();
        for node in root.children() {
            expansion.element(node, &mut body);
        }
        let number = |name| root.attribute(name).and_then(|text| text.parse::<f32>().ok());
        let floor = number("floor").filter(|y| *y > 0.0).map(|y| Floor {
            x: 100.0,
            y,
            span: number("span").unwrap_or(60.0),
        });
        let scale = 0.85 + 0.15 * f32::from(look.trim);
        let turn = if matches!(look.pattern, Pattern::Stripes) && look.trim == 3 { 90.0 } else { 0.0 };
        Some(Self {
            defs: format!("{}{}", paint::shades(&body), paint::print(look.pattern, &palette, scale, turn)),
            body,
            floor,
        })
    }
}

struct Expansion<'a> {
    look: &'a Look,
    palette: &'a Palette,
}

impl Expansion<'_> {
    fn element(&self, node: Node<'_, '_>, out: &mut String) {
        let listed = |name, value: usize| {
            node.attribute(name).is_none_or(|list| list.split(' ').any(|one| one.parse() == Ok(value)))
        };
        if !node.is_element() || !listed("cut", self.look.cut) || !listed("trim", usize::from(self.look.trim))
        {
            return;
        }
        match node.tag_name().name() {
            "f" => self.form(node, out),
            "dots" => self.dots(node, out),
            "keys" => self.keys(node, out),
            name => {
                let _ = write!(out, "<{name}");
                for attribute in node.attributes().filter(|a| !matches!(a.name(), "cut" | "trim")) {
                    let _ = write!(out, r#" {}="{}""#, attribute.name(), self.coloured(attribute.value()));
                }
                out.push('>');
                for child in node.children() {
                    self.element(child, out);
                }
                let _ = write!(out, "</{name}>");
            }
        }
    }

    fn form(&self, node: Node<'_, '_>, out: &mut String) {
        let d = node.attribute("d").unwrap_or_default();
        let colour = node.attribute("c").unwrap_or("base");
        let fill =
            if colour.starts_with('#') { colour.to_owned() } else { paint::css(self.palette.named(colour)) };
        let _ = write!(out, r#"<path d="{d}" fill="{fill}"/>"#);
        if node.has_attribute("p") && self.look.pattern != Pattern::Plain {
            let _ = write!(out, r#"<path d="{d}" fill="url(#print)"/>"#);
        }
        if let Some(shade) = node.attribute("s") {
            let _ = write!(out, r#"<path d="{d}" fill="url(#s-{shade})"/>"#);
        }
    }

    fn dots(&self, node: Node<'_, '_>, out: &mut String) {
        let number = |name| node.attribute(name).and_then(|text| text.parse::<f32>().ok()).unwrap_or(1.0);
        let (step, radius) = (number("step"), number("r"));
        let fill = self.coloured(node.attribute("c").unwrap_or("$deep"));
        let _ = write!(out, r#"<g fill="{fill}">"#);
        let mut y = number("y") + step / 2.0;
        while y < number("y") + number("h") {
            let mut x = number("x") + step / 2.0;
            while x < number("x") + number("w") {
                let _ = write!(out, r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}"/>"#);
                x += step;
            }
            y += step;
        }
        out.push_str("</g>");
    }

    /// Rows of keys; more columns for the larger forms, colours after the pattern.
    fn keys(&self, node: Node<'_, '_>, out: &mut String) {
        let number = |name| node.attribute(name).and_then(|text| text.parse::<f32>().ok()).unwrap_or(1.0);
        let (left, top, width, height, rows) =
            (number("x"), number("y"), number("w"), number("h"), number("rows") as usize);
        let columns = 13 + self.look.cut * 2;
        let (w, h) = (width / columns as f32, height / rows as f32);
        let palette = self.palette;
        for row in 0..rows {
            let mut column = 0;
            while column < columns {
                let wide = match (row, column) {
                    (r, 3) if r + 1 == rows => 6,
                    (2 | 3, 0) => 2,
                    _ => 1,
                };
                let wide = wide.min(columns - column);
                let edge = column == 0 || column + wide == columns || (row + 1 == rows && wide == 1);
                let colour = match self.look.pattern {
                    Pattern::Gradient => {
                        paint::mix(palette.named("light"), palette.accent, column as f32 / columns as f32)
                    }
                    Pattern::TwoTone if edge => palette.accent,
                    Pattern::Waves if (row + column).is_multiple_of(3) => palette.named("accentlight"),
                    _ if row == 0 && column == 0 => palette.accent,
                    Pattern::Plain if edge => palette.base,
                    _ => palette.named("light"),
                };
                let (x, y) = (left + column as f32 * w, top + row as f32 * h);
                let _ = write!(
                    out,
                    r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="2" fill="{}"/><rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="1.5" fill="{}"/>"#,
                    x + 0.6,
                    y + 0.6,
                    w * wide as f32 - 1.2,
                    h - 1.0,
                    paint::css(paint::mix(colour, [20, 18, 28], 0.22)),
                    x + 1.6,
                    y + 1.0,
                    w * wide as f32 - 3.2,
                    h - 3.4,
                    paint::css(colour),
                );
                column += wide;
            }
        }
    }

    /// `text` with every `$name` replaced by its colour.
    fn coloured(&self, text: &str) -> String {
        let Some((head, tail)) = text.split_once('$') else { return text.to_owned() };
        let end = tail.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(tail.len());
        format!("{head}{}{}", paint::css(self.palette.named(&tail[..end])), self.coloured(&tail[end..]))
    }
}

const fn source(kind: Kind) -> &'static str {
    match kind {
        Kind::Dress => include_str!("goods/dress.svg"),
        Kind::Tee => include_str!("goods/tee.svg"),
        Kind::Hoodie => include_str!("goods/hoodie.svg"),
        Kind::Shirt => include_str!("goods/shirt.svg"),
        Kind::Skirt => include_str!("goods/skirt.svg"),
        Kind::Trousers => include_str!("goods/trousers.svg"),
        Kind::Puffer => include_str!("goods/puffer.svg"),
        Kind::Sweater => include_str!("goods/sweater.svg"),
        Kind::Socks => include_str!("goods/socks.svg"),
        Kind::Sneaker => include_str!("goods/sneaker.svg"),
        Kind::Slippers => include_str!("goods/slippers.svg"),
        Kind::Boots => include_str!("goods/boots.svg"),
        Kind::Backpack => include_str!("goods/backpack.svg"),
        Kind::Handbag => include_str!("goods/handbag.svg"),
        Kind::Wallet => include_str!("goods/wallet.svg"),
        Kind::Cap => include_str!("goods/cap.svg"),
        Kind::Scarf => include_str!("goods/scarf.svg"),
        Kind::Sunglasses => include_str!("goods/sunglasses.svg"),
        Kind::Watch => include_str!("goods/watch.svg"),
        Kind::Umbrella => include_str!("goods/umbrella.svg"),
        Kind::Headphones => include_str!("goods/headphones.svg"),
        Kind::Earbuds => include_str!("goods/earbuds.svg"),
        Kind::Keyboard => include_str!("goods/keyboard.svg"),
        Kind::Mouse => include_str!("goods/mouse.svg"),
        Kind::Speaker => include_str!("goods/speaker.svg"),
        Kind::PowerBank => include_str!("goods/power-bank.svg"),
        Kind::PhoneCase => include_str!("goods/phone-case.svg"),
        Kind::Lamp => include_str!("goods/lamp.svg"),
        Kind::Mug => include_str!("goods/mug.svg"),
        Kind::Vase => include_str!("goods/vase.svg"),
        Kind::Kettle => include_str!("goods/kettle.svg"),
        Kind::Bottle => include_str!("goods/bottle.svg"),
        Kind::Bowl => include_str!("goods/bowl.svg"),
        Kind::Saucepan => include_str!("goods/saucepan.svg"),
        Kind::Candle => include_str!("goods/candle.svg"),
        Kind::Clock => include_str!("goods/clock.svg"),
        Kind::Pillow => include_str!("goods/pillow.svg"),
        Kind::Chair => include_str!("goods/chair.svg"),
        Kind::Planter => include_str!("goods/planter.svg"),
        Kind::Basket => include_str!("goods/basket.svg"),
        Kind::Bear => include_str!("goods/bear.svg"),
        Kind::ToyCar => include_str!("goods/toy-car.svg"),
        Kind::Notebook => include_str!("goods/notebook.svg"),
        Kind::YogaMat => include_str!("goods/yoga-mat.svg"),
    }
}
