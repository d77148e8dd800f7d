//! The fonts of this computer, and which of them writes a character.
//!
//! The UI shows Chinese and Thai with the system's fonts: Windows and macOS have them, the Debian package
//! recommends them. A page
//! embeds the glyphs that it uses and needs no font where it is read. A character that no font here has is drawn as the
//! font's sign for that and told beside the page.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use fontdb::{Database, Family, ID, Query, Weight};
use rustybuzz::ttf_parser;

use crate::PaperError;

/// The first that has a character writes it: for Latin and Vietnamese, for Chinese, for Thai, of each system.
const FAMILIES: [&str; 20] = [
    "Inter",
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "DejaVu Sans",
    "Liberation Sans",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Thonburi",
    "Tahoma",
    "Noto Sans Symbols2",
];

/// The fonts that this computer has. Finding them takes some tenths of a second: keep it.
#[derive(Debug, Clone)]
pub struct Fonts(Arc<Database>);

impl Fonts {
    /// Looks for the fonts of the system and of the user.
    #[must_use]
    pub fn of_this_computer() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self(Arc::new(database))
    }
}

/// A font's file in memory.
#[derive(Clone)]
pub(super) struct Face {
    pub(super) data: Arc<Vec<u8>>,
    pub(super) index: u32,
    pub(super) font: krilla::text::Font,
}

fn has(data: &[u8], index: u32, character: char) -> bool {
    ttf_parser::Face::parse(data, index).is_ok_and(|face| face.glyph_index(character).is_some())
}

/// Text in one of the two weights of the design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weighted {
    Text,
    Strong,
}

/// Fonts for the characters of one document, each loaded when it is first needed.
pub(super) struct Chooser {
    database: Arc<Database>,
    preferred: HashMap<Weighted, Vec<ID>>,
    loaded: HashMap<ID, Option<Face>>,
    chosen: HashMap<(char, Weighted), Option<ID>>,
    /// Widths of what was measured, in shares of the font size.
    pub(super) widths: HashMap<(String, Weighted), f32>,
    /// Characters that no font of this computer has.
    pub(super) unwritten: BTreeSet<char>,
}

impl Chooser {
    pub(super) fn new(fonts: &Fonts) -> Result<Self, PaperError> {
        let database = Arc::clone(&fonts.0);
        let of = |weight| -> Vec<ID> {
            FAMILIES
                .iter()
                .filter_map(|name| {
                    let families = [Family::Name(name)];
                    database.query(&Query { families: &families, weight, ..Query::default() })
                })
                .collect()
        };
        let preferred =
            HashMap::from([(Weighted::Text, of(Weight::NORMAL)), (Weighted::Strong, of(Weight::SEMIBOLD))]);
        if database.is_empty() {
            return Err(PaperError::NoFont);
        }
        Ok(Self {
            database,
            preferred,
            loaded: HashMap::new(),
            chosen: HashMap::new(),
            widths: HashMap::new(),
            unwritten: BTreeSet::new(),
        })
    }

    /// The font for a character; `None` where no font of this computer has it.
    pub(super) fn choose(&mut self, character: char, weight: Weighted) -> Option<ID> {
        if let Some(chosen) = self.chosen.get(&(character, weight)) {
            return *chosen;
        }
        let preferred = self.preferred.get(&weight).cloned().unwrap_or_default();
        let chosen = preferred.into_iter().find(|id| self.has(*id, character)).or_else(|| {
            // A rare script: whichever font has it. They are looked into where they lie, since there are hundreds.
            let mut all = self.database.faces().map(|face| face.id);
            all.find(|id| {
                let found = self.database.with_face_data(*id, |data, index| has(data, index, character));
                found.unwrap_or(false)
            })
        });
        if chosen.is_none() && is_seen(character) {
            self.unwritten.insert(character);
        }
        self.chosen.insert((character, weight), chosen);
        chosen
    }

    /// The font that writes the sign for a character that no font has.
    pub(super) fn any(&mut self, weight: Weighted) -> Option<ID> {
        let preferred = self.preferred.get(&weight).and_then(|ids| ids.first().copied());
        preferred.or_else(|| self.database.faces().next().map(|face| face.id))
    }

    pub(super) fn face(&mut self, id: ID) -> Option<&Face> {
        let database = Arc::clone(&self.database);
        self.loaded.entry(id).or_insert_with(|| load(&database, id)).as_ref()
    }

    fn has(&mut self, id: ID, character: char) -> bool {
        self.face(id).is_some_and(|face| has(&face.data, face.index, character))
    }
}

/// Whether a reader would miss it: blanks, joiners and variation selectors leave nothing on paper.
fn is_seen(character: char) -> bool {
    let leaves_nothing = character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    !leaves_nothing
}

fn load(database: &Database, id: ID) -> Option<Face> {
    let (data, index) = database.with_face_data(id, |data, index| (Arc::new(data.to_vec()), index))?;
    let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(&data);
    let font = krilla::text::Font::new(shared.into(), index)?;
    Some(Face { data, index, font })
}
