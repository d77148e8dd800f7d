//! Text as glyphs: each character in a font that has it, shaped, measured and broken into lines.

use fontdb::ID;
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::UnicodeBuffer;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::fonts::{Chooser, Weighted};

/// A stretch of text in one font.
pub(super) struct Run {
    pub(super) font: ID,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In shares of the font size.
    pub(super) width: f32,
}

/// A line of text, ready to be drawn.
#[derive(Default)]
pub(super) struct Shaped {
    pub(super) runs: Vec<Run>,
    /// In shares of the font size.
    pub(super) width: f32,
}

/// Shapes text that stays on one line.
pub(super) fn shape(chooser: &mut Chooser, text: &str, weight: Weighted) -> Shaped {
    let mut shaped = Shaped::default();
    let mut stretch: Option<(ID, String)> = None;
    for character in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        let Some(font) = chooser.choose(character, weight).or_else(|| chooser.any(weight)) else { continue };
        match &mut stretch {
            Some((same, text)) if *same == font => text.push(character),
            _ => {
                if let Some((font, text)) = stretch.replace((font, character.to_string())) {
                    add(chooser, &mut shaped, font, text);
                }
            }
        }
    }
    if let Some((font, text)) = stretch {
        add(chooser, &mut shaped, font, text);
    }
    shaped
}

fn add(chooser: &mut Chooser, shaped: &mut Shaped, font: ID, text: String) {
    if let Some(run) = run(chooser, font, text) {
        shaped.width += run.width;
        shaped.runs.push(run);
    }
}

fn run(chooser: &mut Chooser, font: ID, text: String) -> Option<Run> {
    let face = chooser.face(font)?;
    let face = rustybuzz::Face::from_slice(&face.data, face.index)?;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(&face, &[], buffer);
    // Shares of the font size; units of a font are far below 2^24.
    let em = |units: i32| units as f32 / face.units_per_em() as f32;
    let infos = shaped.glyph_infos();
    let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    let glyphs: Vec<KrillaGlyph> = infos
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, place)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                em(place.x_advance),
                em(place.x_offset),
                em(place.y_offset),
                em(place.y_advance),
                start..end,
                None,
            )
        })
        .collect();
    let width = shaped.glyph_positions().iter().map(|place| em(place.x_advance)).sum();
    Some(Run { font, text, glyphs, width })
}

/// The width of text on one line, in shares of the font size; blanks at its end do not count.
fn width_of(chooser: &mut Chooser, text: &str, weight: Weighted) -> f32 {
    let text = text.trim_end();
    let key = (text.to_owned(), weight);
    if let Some(width) = chooser.widths.get(&key) {
        return *width;
    }
    let width = shape(chooser, text, weight).width;
    chooser.widths.insert(key, width);
    width
}

/// Breaks text into lines no wider than `width`, a multiple of the font size; a word that is wider is cut. Each word is
/// measured by itself: shaping whole lines again for every word that joins them would take seconds for a long order.
pub(super) fn wrap(chooser: &mut Chooser, text: &str, weight: Weighted, width: f32) -> Vec<Shaped> {
    let blank = width_of(chooser, "x x", weight) - width_of(chooser, "xx", weight);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut so_far = 0.0;
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        for piece in pieces(chooser, text.get(start..end).unwrap_or_default(), weight, width) {
            let seen = width_of(chooser, &piece, weight);
            if !line.is_empty() && so_far + seen > width {
                lines.push(shape(chooser, line.trim_end(), weight));
                line.clear();
                so_far = 0.0;
            }
            let blanks = piece.chars().rev().take_while(|c| c.is_whitespace()).count();
            so_far += seen + blank * blanks as f32;
            line.push_str(&piece);
        }
        start = end;
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(shape(chooser, line.trim_end(), weight));
            line.clear();
            so_far = 0.0;
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(shape(chooser, line.trim_end(), weight));
    }
    lines
}

/// A word as it is, or cut where it is wider than a line.
fn pieces(chooser: &mut Chooser, word: &str, weight: Weighted, width: f32) -> Vec<String> {
    if width_of(chooser, word, weight) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut so_far = 0.0;
    for character in word.chars() {
        let seen = width_of(chooser, character.encode_utf8(&mut [0; 4]), weight);
        if !piece.is_empty() && so_far + seen > width {
            pieces.push(std::mem::take(&mut piece));
            so_far = 0.0;
        }
        so_far += seen;
        piece.push(character);
    }
    pieces.push(piece);
    pieces
}
