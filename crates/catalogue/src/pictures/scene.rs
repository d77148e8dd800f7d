//! Where the goods are photographed: backgrounds and the place of the goods before them.

use std::fmt::Write as _;

use super::PictureKey;
use super::artwork::{Artwork, Floor};
use super::chance::Chance;
use super::paint::{Rgb, css, mix};
use crate::Look;

/// Pale walls and papers.
const WALLS: [Rgb; 14] = [
    [240, 236, 230],
    [228, 235, 232],
    [232, 229, 240],
    [240, 229, 226],
    [243, 237, 220],
    [225, 232, 240],
    [236, 240, 228],
    [247, 246, 244],
    [214, 222, 219],
    [226, 212, 196],
    [205, 214, 226],
    [233, 217, 214],
    [196, 204, 190],
    [188, 182, 178],
];
const WOODS: [Rgb; 4] = [[203, 172, 134], [168, 128, 92], [222, 200, 170], [128, 100, 78]];

/// Where the goods are before the camera: on a ground of 200 × 200.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    dx: f32,
    dy: f32,
    scale: f32,
    mirror: bool,
    /// Degrees; goods that stand are upright.
    turn: f32,
}

impl Place {
    /// A place for goods that stand on `floor` or hang; close to the camera in the close view.
    pub(super) fn of(key: &PictureKey, floor: Option<Floor>, chance: &mut Chance) -> Self {
        let close = key.view == 2;
        let zoom = if close { 1.75 } else { 1.0 };
        Self {
            scale: chance.between(0.84, 0.98) * zoom,
            mirror: chance.between(0.0, 1.0) < 0.3,
            turn: if floor.is_some() { 0.0 } else { chance.between(-4.0, 4.0) },
            dx: chance.between(-7.0, 7.0) * zoom,
            dy: if close { chance.between(-14.0, 18.0) } else { chance.between(-3.0, 4.0) },
        }
    }

    /// Where the floor of the artwork comes to be.
    pub(super) fn floor(&self, floor: Floor) -> Floor {
        Floor {
            x: floor.x + self.dx,
            y: 100.0 + self.dy + (floor.y - 100.0) * self.scale,
            span: floor.span * self.scale,
        }
    }

    fn put(&self, body: &str) -> String {
        let across = if self.mirror { -self.scale } else { self.scale };
        format!(
            r#"<g transform="translate({:.2} {:.2}) rotate({:.2}) scale({across:.3} {:.3}) translate(-100 -100)">{body}</g>"#,
            100.0 + self.dx,
            100.0 + self.dy,
            self.turn,
            self.scale
        )
    }
}

/// The goods as a whole SVG document: one piece or, in the last view, pieces in up to three colours.
pub(super) fn arrange(look: &Look, key: &PictureKey, artwork: &Artwork, place: Place) -> Option<String> {
    let mut inside = String::new();
    if key.view == 3 {
        let count = look.colours.len().clamp(2, 3);
        for nth in 0..count {
            let colour = (usize::from(key.colour) + nth) % look.colours.len();
            let other = Artwork::of(look, colour)?;
            let x = if count == 2 { nth as f32 * 88.0 - 44.0 } else { nth as f32 * 56.0 - 56.0 };
            let piece = Place { dx: x, dy: if nth == 1 { 10.0 } else { -8.0 }, scale: 0.47, ..place };
            // Every artwork brings its own print.
            let defs = other.defs.replace("id=\"print\"", &format!("id=\"print{nth}\""));
            let body = other.body.replace("url(#print)", &format!("url(#print{nth})"));
            let _ = write!(inside, "<defs>{defs}</defs>{}", piece.put(&body));
        }
    } else {
        let _ = write!(inside, "<defs>{}</defs>{}", artwork.defs, place.put(&artwork.body));
    }
    Some(document(&inside))
}

/// What is behind the goods as a whole SVG document, for goods that stand on `floor` or hang.
pub(super) fn background(floor: Option<Floor>, chance: &mut Chance) -> String {
    let wall = *chance.pick(&WALLS);
    let mut inside = format!(
        r##"<defs><radialGradient id="wall" cx=".45" cy=".36" r=".8"><stop offset="0" stop-color="{}"/><stop offset="1" stop-color="{}"/></radialGradient><linearGradient id="fall" x2="0" y2="1"><stop offset="0" stop-color="#10141a" stop-opacity=".16"/><stop offset=".3" stop-color="#10141a" stop-opacity="0"/></linearGradient><radialGradient id="foot"><stop offset="0" stop-color="#101a18" stop-opacity=".42"/><stop offset=".55" stop-color="#101a18" stop-opacity=".18"/><stop offset="1" stop-color="#101a18" stop-opacity="0"/></radialGradient></defs><rect width="200" height="200" fill="url(#wall)"/>"##,
        css(mix(wall, [255, 255, 255], 0.35)),
        css(mix(wall, [60, 56, 66], 0.09)),
    );
    let choice = chance.bits() % 10;
    match choice {
        0 | 1 => {}
        2 => table(&mut inside, mix(wall, *chance.pick(&WALLS), 0.7), floor, chance),
        3 => table(&mut inside, *chance.pick(&WOODS), floor, chance),
        4 => planks(&mut inside, *chance.pick(&WOODS), chance),
        5 => marble(&mut inside, chance),
        6 => arch(&mut inside, wall, floor, chance),
        7 => window(&mut inside, chance),
        8 => leaves(&mut inside, chance),
        _ => linen(&mut inside, wall, chance),
    }
    if let Some(Floor { x, y, span }) = floor {
        let _ = write!(
            inside,
            r##"<ellipse cx="{:.1}" cy="{y:.1}" rx="{:.1}" ry="9" fill="url(#foot)"/>"##,
            x + 2.0,
            span * 1.15
        );
    }
    document(&inside)
}

fn document(inside: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">{inside}</svg>"#)
}

/// A table that the goods stand on; for goods that hang, a shelf far below.
fn table(out: &mut String, colour: Rgb, floor: Option<Floor>, chance: &mut Chance) {
    let edge = floor.map_or(186.0, |floor| floor.y - chance.between(14.0, 34.0));
    let _ = write!(
        out,
        r##"<rect y="{edge:.1}" width="200" height="{:.1}" fill="{}"/><rect y="{edge:.1}" width="200" height="{:.1}" fill="url(#fall)"/>"##,
        200.0 - edge,
        css(colour),
        200.0 - edge,
    );
    let line = css(mix(colour, [40, 26, 18], 0.25));
    for nth in 0..9 {
        let y = edge + 3.0 + (nth * nth) as f32 * 0.9 + chance.between(0.0, 2.0);
        let _ = write!(
            out,
            r#"<path d="M-5 {y:.1}Q{:.0} {:.1} 205 {:.1}" fill="none" stroke="{line}" stroke-width=".8" opacity=".22"/>"#,
            chance.between(40.0, 160.0),
            y + chance.between(-2.0, 2.0),
            y + chance.between(-1.0, 1.0)
        );
    }
}

/// Boards seen from above.
fn planks(out: &mut String, wood: Rgb, chance: &mut Chance) {
    let width = chance.between(30.0, 46.0);
    let mut x = -chance.between(0.0, 20.0);
    while x < 200.0 {
        let tone = mix(wood, [255, 244, 226], chance.between(0.18, 0.42));
        let _ =
            write!(out, r#"<rect x="{x:.1}" width="{:.1}" height="200" fill="{}"/>"#, width - 0.8, css(tone));
        let grain = css(mix(tone, [70, 44, 24], 0.35));
        for _ in 0..4 {
            let gx = x + chance.between(3.0, width - 4.0);
            let _ = write!(
                out,
                r#"<path d="M{gx:.1} -4Q{:.1} {:.0} {:.1} 204" fill="none" stroke="{grain}" stroke-width=".9" opacity=".35"/>"#,
                gx + chance.between(-5.0, 5.0),
                chance.between(40.0, 160.0),
                gx + chance.between(-2.0, 2.0)
            );
        }
        x += width;
    }
}

/// Pale stone with veins.
fn marble(out: &mut String, chance: &mut Chance) {
    out.push_str(r##"<rect width="200" height="200" fill="#f1f0ef" opacity=".75"/>"##);
    for _ in 0..9 {
        let (x, y) = (chance.between(-20.0, 180.0), chance.between(-20.0, 120.0));
        let (a, b) = (chance.between(20.0, 60.0), chance.between(30.0, 80.0));
        let _ = write!(
            out,
            r##"<path d="M{x:.0} {y:.0}q{:.0} {:.0} {a:.0} {b:.0}t{:.0} {:.0}" fill="none" stroke="#8e9299" stroke-width="{:.1}" opacity="{:.2}"/>"##,
            a * 0.7,
            b * 0.2,
            chance.between(-10.0, 50.0),
            chance.between(10.0, 60.0),
            chance.between(0.5, 3.5),
            chance.between(0.08, 0.24)
        );
    }
}

/// An arch on the wall and a round block under the goods.
fn arch(out: &mut String, wall: Rgb, floor: Option<Floor>, chance: &mut Chance) {
    let tone = css(mix(wall, *chance.pick(&WALLS[8..]), 0.75));
    let left = chance.between(26.0, 44.0);
    let ground = floor.map_or(205.0, |floor| floor.y + 4.0);
    let _ = write!(
        out,
        r#"<path d="M{left:.0} {ground:.0}V90Q{left:.0} {top:.0} 100 {top:.0}Q{right:.0} {top:.0} {right:.0} 90V{ground:.0}Z" fill="{tone}"/>"#,
        top = chance.between(10.0, 24.0),
        right = 200.0 - left
    );
    if let Some(Floor { x, y, span }) = floor {
        let r = span + 18.0;
        let (lid, side) = (css(mix(wall, [255, 255, 255], 0.5)), css(mix(wall, [50, 46, 56], 0.16)));
        let _ = write!(
            out,
            r##"<path d="M{:.0} {y:.0}V210H{:.0}V{y:.0}Z" fill="{side}"/><ellipse cx="{x:.0}" cy="{y:.0}" rx="{r:.0}" ry="13" fill="{lid}"/>"##,
            x - r,
            x + r
        );
    }
}

/// Light that falls through a window.
fn window(out: &mut String, chance: &mut Chance) {
    let (x, lean) = (chance.between(10.0, 60.0), chance.between(-50.0, 50.0));
    out.push_str(
        r##"<rect width="200" height="200" fill="#3a3f4c" opacity=".1"/><g fill="#fffaf0" opacity=".5">"##,
    );
    for column in 0..2 {
        for row in 0..2 {
            let (a, b) = (x + column as f32 * 56.0, 8.0 + row as f32 * 84.0);
            let slip = lean * b / 200.0;
            let end = lean * (b + 76.0) / 200.0;
            let _ = write!(
                out,
                r#"<path d="M{:.0} {b:.0}H{:.0}L{:.0} {:.0}H{:.0}Z"/>"#,
                a + slip,
                a + 50.0 + slip,
                a + 50.0 + end,
                b + 76.0,
                a + end
            );
        }
    }
    out.push_str("</g>");
}

/// The shadow of a branch.
fn leaves(out: &mut String, chance: &mut Chance) {
    let right = chance.between(0.0, 1.0) < 0.5;
    let flip = if right { "translate(200 0) scale(-1 1)" } else { "translate(0 0)" };
    let _ = write!(out, r##"<g transform="{flip}" fill="#2d3a36" opacity=".13">"##);
    for nth in 0..11 {
        let (x, y) = (nth as f32 * 11.0 - 14.0, 92.0 - nth as f32 * 10.0 + chance.between(-5.0, 5.0));
        let angle = if nth % 2 == 0 { chance.between(10.0, 60.0) } else { chance.between(-100.0, -50.0) };
        let _ = write!(
            out,
            r#"<path transform="translate({x:.0} {y:.0}) rotate({angle:.0})" d="M0 0Q22 -15 56 0Q22 15 0 0"/>"#
        );
    }
    out.push_str("</g>");
}

/// Woven cloth with a few folds.
fn linen(out: &mut String, wall: Rgb, chance: &mut Chance) {
    let thread = css(mix(wall, [70, 62, 56], 0.3));
    let _ = write!(
        out,
        r##"<defs><pattern id="weave" width="3" height="3" patternUnits="userSpaceOnUse"><path d="M0 1H3M1 0V3" stroke="{thread}" stroke-width=".5" opacity=".35"/></pattern></defs><rect width="200" height="200" fill="url(#weave)"/>"##
    );
    for _ in 0..4 {
        let x = chance.between(-30.0, 200.0);
        let _ = write!(
            out,
            r##"<path d="M{x:.0} -10Q{:.0} 90 {:.0} 210" fill="none" stroke="#fff" stroke-width="9" opacity=".16"/><path d="M{:.0} -10Q{:.0} 90 {:.0} 210" fill="none" stroke="#3b342e" stroke-width="5" opacity=".06"/>"##,
            x + chance.between(-20.0, 40.0),
            x + 20.0,
            x + 8.0,
            x + 24.0,
            x + 28.0
        );
    }
}
