//! Colours, shading and prints as SVG definitions.

use std::fmt::Write as _;

use crate::Pattern;

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// `colour` with a `share` (0 to 1) of `other` mixed in.
pub(super) fn mix(colour: Rgb, other: Rgb, share: f32) -> Rgb {
    std::array::from_fn(|at| {
        let mixed = f32::from(colour[at]) * (1.0 - share) + f32::from(other[at]) * share;
        mixed.round().clamp(0.0, 255.0) as u8
    })
}

/// `#rrggbb`.
pub(super) fn css(colour: Rgb) -> String {
    format!("#{}", hex::encode(colour))
}

fn lightness(colour: Rgb) -> f32 {
    0.3 * f32::from(colour[0]) + 0.59 * f32::from(colour[1]) + 0.11 * f32::from(colour[2])
}

/// The colours that an artwork names by `$base`, `$dark` and so on.
#[derive(Debug, Clone)]
pub(super) struct Palette {
    pub(super) base: Rgb,
    pub(super) accent: Rgb,
}

const SHADE: Rgb = [24, 22, 34];
const LIGHT: Rgb = [255, 252, 246];
const ACCENTS: [Rgb; 9] = [
    [244, 236, 219],
    [215, 165, 68],
    [47, 66, 99],
    [217, 107, 82],
    [58, 107, 88],
    [250, 250, 248],
    [143, 193, 214],
    [180, 72, 92],
    [72, 58, 52],
];

impl Palette {
    /// The palette of `base`; the accent is the `choice`-th of those that stand out against it.
    pub(super) fn of(base: Rgb, choice: usize) -> Self {
        let far = |accent: &&Rgb| {
            let apart: i32 = (0..3).map(|at| (i32::from(accent[at]) - i32::from(base[at])).abs()).sum();
            apart > 150
        };
        let apart: Vec<&Rgb> = ACCENTS.iter().filter(far).collect();
        let accent = apart.get(choice % apart.len().max(1)).map_or(ACCENTS[0], |accent| **accent);
        Self { base, accent }
    }

    /// The colour that an artwork calls `name`; the base for an unknown name.
    pub(super) fn named(&self, name: &str) -> Rgb {
        let base = self.base;
        match name {
            "dark" => mix(base, SHADE, 0.2),
            "deep" => mix(base, SHADE, 0.45),
            "light" => mix(base, LIGHT, 0.25),
            "pale" => mix(base, LIGHT, 0.62),
            "accent" => self.accent,
            "accentdark" => mix(self.accent, SHADE, 0.3),
            "accentlight" => mix(self.accent, LIGHT, 0.4),
            "face" => {
                if self.is_dark() {
                    mix(base, SHADE, 0.35)
                } else {
                    mix(base, LIGHT, 0.86)
                }
            }
            "ink" => {
                if self.is_dark() {
                    mix(base, LIGHT, 0.85)
                } else {
                    [46, 44, 50]
                }
            }
            _ => base,
        }
    }

    fn is_dark(&self) -> bool {
        lightness(self.base) < 90.0
    }

    /// A colour that a print shows well in on the base.
    fn print(&self) -> Rgb {
        if lightness(self.base) > 170.0 { mix(self.base, SHADE, 0.28) } else { mix(self.base, LIGHT, 0.58) }
    }
}

/// Light and shade that lie over every form: gradients of black and white, by the form's own box. Name and definition.
const SHADES: [(&str, &str); 8] = [
    (
        "s-round",
        r##"<linearGradient id="s-round"><stop offset="0" stop-color="#14121c" stop-opacity=".3"/><stop offset=".2" stop-color="#fff" stop-opacity=".06"/><stop offset=".34" stop-color="#fff" stop-opacity=".26"/><stop offset=".55" stop-color="#14121c" stop-opacity=".02"/><stop offset=".85" stop-color="#14121c" stop-opacity=".26"/><stop offset="1" stop-color="#14121c" stop-opacity=".36"/></linearGradient>"##,
    ),
    (
        "s-soft",
        r##"<radialGradient id="s-soft" cx=".36" cy=".28" r=".85"><stop offset="0" stop-color="#fff" stop-opacity=".3"/><stop offset=".42" stop-color="#fff" stop-opacity=".03"/><stop offset=".75" stop-color="#14121c" stop-opacity=".13"/><stop offset="1" stop-color="#14121c" stop-opacity=".34"/></radialGradient>"##,
    ),
    (
        "s-flat",
        r##"<linearGradient id="s-flat" x2=".25" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".2"/><stop offset=".45" stop-color="#fff" stop-opacity=".02"/><stop offset="1" stop-color="#14121c" stop-opacity=".22"/></linearGradient>"##,
    ),
    (
        "s-fold",
        r##"<linearGradient id="s-fold" x1="0" y1=".05" x2="1" y2=".2"><stop offset="0" stop-color="#14121c" stop-opacity=".22"/><stop offset=".16" stop-color="#fff" stop-opacity=".1"/><stop offset=".3" stop-color="#fff" stop-opacity=".2"/><stop offset=".42" stop-color="#14121c" stop-opacity=".07"/><stop offset=".52" stop-color="#fff" stop-opacity=".08"/><stop offset=".66" stop-color="#14121c" stop-opacity=".1"/><stop offset=".76" stop-color="#fff" stop-opacity=".05"/><stop offset="1" stop-color="#14121c" stop-opacity=".3"/></linearGradient>"##,
    ),
    (
        "s-metal",
        r##"<linearGradient id="s-metal"><stop offset="0" stop-color="#14121c" stop-opacity=".4"/><stop offset=".16" stop-color="#fff" stop-opacity=".5"/><stop offset=".3" stop-color="#14121c" stop-opacity=".16"/><stop offset=".5" stop-color="#fff" stop-opacity=".5"/><stop offset=".72" stop-color="#14121c" stop-opacity=".22"/><stop offset=".88" stop-color="#fff" stop-opacity=".2"/><stop offset="1" stop-color="#14121c" stop-opacity=".42"/></linearGradient>"##,
    ),
    (
        "s-face",
        r##"<radialGradient id="s-face" cx=".5" cy=".55" r=".56"><stop offset=".8" stop-color="#14121c" stop-opacity="0"/><stop offset="1" stop-color="#14121c" stop-opacity=".2"/></radialGradient>"##,
    ),
    (
        "lens",
        r##"<linearGradient id="lens" y2="1"><stop offset="0" stop-color="#20242c" stop-opacity=".96"/><stop offset="1" stop-color="#5e6470" stop-opacity=".78"/></linearGradient>"##,
    ),
    (
        "glow",
        r##"<radialGradient id="glow"><stop offset="0" stop-color="#fff0bd" stop-opacity=".75"/><stop offset="1" stop-color="#fff0bd" stop-opacity="0"/></radialGradient>"##,
    ),
];

/// The definitions of the shades that `body` refers to.
pub(super) fn shades(body: &str) -> String {
    let used = |name: &str| body.contains(&format!("url(#{name})"));
    SHADES.iter().filter(|(name, _)| used(name)).map(|(_, definition)| *definition).collect()
}

/// The print as a paint server with id `print`; nothing for plain goods. `scale` is 1 for goods of usual size.
pub(super) fn print(pattern: Pattern, palette: &Palette, scale: f32, turn: f32) -> String {
    let ink = css(palette.print());
    let deep = css(palette.named("deep"));
    let accent = css(palette.accent);
    let (tile, body) = match pattern {
        Pattern::Plain => return String::new(),
        Pattern::Gradient => {
            let (from, to) = (css(palette.named("light")), css(mix(palette.base, palette.accent, 0.75)));
            return format!(
                r#"<linearGradient id="print" y2="1" x2=".1"><stop offset=".1" stop-color="{from}" stop-opacity=".6"/><stop offset=".5" stop-color="{to}" stop-opacity=".15"/><stop offset="1" stop-color="{to}"/></linearGradient>"#
            );
        }
        Pattern::TwoTone => {
            return format!(
                r#"<linearGradient id="print" x2="0" y2="1"><stop offset=".585" stop-color="{accent}" stop-opacity="0"/><stop offset=".59" stop-color="{accent}"/></linearGradient>"#
            );
        }
        Pattern::Floral => (
            24,
            format!(
                r#"<g fill="{ink}"><circle cx="6" cy="4" r="2.3"/><circle cx="9" cy="7" r="2.3"/><circle cx="6" cy="10" r="2.3"/><circle cx="3" cy="7" r="2.3"/><circle cx="19" cy="18" r="1.6"/><circle cx="21" cy="20" r="1.600"/><circle cx="19" cy="22" r="1.600"/><circle cx="17" cy="20" r="1.600"/></g><circle cx="6" cy="7" r="1.500" fill="{accent}"/><circle cx="19" cy="20" r="1.100" fill="{accent}"/><path d="M13 12q4-1 5 3q-4 1-5-3M8 17q-3 0-4 3q3 1 4-3" fill="{deep}" opacity=".6"/>"#
            ),
        ),
        Pattern::Dots => (
            16,
            format!(
                r#"<g fill="{ink}"><circle cx="4" cy="4" r="2.3"/><circle cx="12" cy="12" r="2.3"/></g>"#
            ),
        ),
        Pattern::Stripes => (18, format!(r#"<path d="M-1 4.500H20" stroke="{ink}" stroke-width="6"/>"#)),
        Pattern::Check => (
            26,
            format!(
                r#"<g stroke="{ink}" opacity=".65"><path d="M6 -1V27" stroke-width="8"/><path d="M-1 6H27" stroke-width="8"/></g><path d="M19 -1V27M-1 19H27" stroke="{accent}" stroke-width="1.300" opacity=".75"/>"#
            ),
        ),
        Pattern::Leaves => (
            28,
            format!(
                r#"<g fill="{ink}"><path d="M4 4q10-2 12 9q-11 2-12-9"/><path d="M18 16q8-4 9 5q-8 4-9-5" opacity=".8"/></g><path d="M6 18q-5 4-2 9q5-3 2-9" fill="{deep}" opacity=".55"/><path d="M5 5L15 13" stroke="{deep}" stroke-width=".7"/>"#
            ),
        ),
        Pattern::Diamonds => (
            24,
            format!(
                r#"<path d="M12 0L24 12L12 24L0 12Z" fill="{ink}" opacity=".75"/><path d="M12 7L17 12L12 17L7 12Z" fill="{accent}"/><path d="M0 0L24 24M24 0L0 24" stroke="{deep}" stroke-width=".8" stroke-dasharray="2 1.500" opacity=".7"/>"#
            ),
        ),
        Pattern::Stars => (
            26,
            format!(
                r#"<g fill="{ink}"><path d="M7 2l1.500 3.400 3.700.4-2.700 2.500.8 3.600L7 10.100l-3.300 1.800.8-3.600L1.800 5.800l3.700-.4Z"/><path d="M19 14l1.100 2.600 2.800.3-2.100 1.900.6 2.700-2.400-1.400-2.400 1.400.6-2.700-2.100-1.900 2.800-.3Z"/></g><circle cx="20" cy="6" r="1.200" fill="{accent}"/><circle cx="7" cy="20" r="1.200" fill="{accent}"/>"#
            ),
        ),
        Pattern::Waves => (
            20,
            format!(
                r#"<path d="M-5 5q5-6 10 0t10 0t10 0M-5 15q5-6 10 0t10 0t10 0" fill="none" stroke="{ink}" stroke-width="2.600" opacity=".85"/>"#
            ),
        ),
        Pattern::Hearts => (
            24,
            format!(
                r#"<path d="M7 5q-4-4.500-6 0q0 3.500 6 7q6-3.500 6-7q-2-4.500-6 0" fill="{ink}"/><path d="M19 16q-2.500-3-4 0q0 2.300 4 4.700q4-2.400 4-4.700q-1.500-3-4 0" fill="{accent}"/>"#
            ),
        ),
    };
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        r#"<pattern id="print" width="{tile}" height="{tile}" patternUnits="userSpaceOnUse" patternTransform="scale({scale:.2}) rotate({turn:.0})">{body}</pattern>"#
    );
    out
}
