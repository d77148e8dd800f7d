//! How a word that is still typed may go on: the words of the index that begin with it.
//!
//! FTS5 puts all orders of a beginning together before it hands out the newest, however many these are. Asked for a few
//! whole words it goes through their orders from the newest on, and stops when a page is full.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::search_text;
use crate::StoreError;

/// Most words that a beginning is replaced by; one that more words begin with is searched as it is.
const MOST: usize = 8;

/// The words of the index one by one, as a reading connection needs it. It stands beside the file.
pub(crate) const VIEW: &str =
    "CREATE VIRTUAL TABLE temp.order_index_terms USING fts5vocab(main, order_index, instance);";

/// For beginnings of words all words of the index that they begin, where these are few.
#[derive(Debug, Default)]
pub(super) struct Endings(HashMap<String, Vec<String>>);

impl Endings {
    /// For what is searched for.
    pub(super) fn of(db: &Connection, searched: &str) -> Result<Self, StoreError> {
        let mut endings = HashMap::new();
        for beginning in search_text::beginnings(searched) {
            if let Some(words) = begun_with(db, &beginning)? {
                endings.insert(beginning, words);
            }
        }
        Ok(Self(endings))
    }

    /// The words that `beginning` begins, itself among them; `None` when they are many, or were not asked for.
    pub(super) fn get(&self, beginning: &str) -> Option<&[String]> {
        self.0.get(beginning).map(Vec::as_slice)
    }
}

fn begun_with(db: &Connection, beginning: &str) -> Result<Option<Vec<String>>, StoreError> {
    let mut next = db.prepare_cached("SELECT term FROM temp.order_index_terms WHERE term >= ? LIMIT 1")?;
    let mut words = Vec::new();
    let mut from = beginning.to_owned();
    while let Some(word) = next.query_row([&from], |row| row.get::<_, String>(0)).optional()? {
        if !word.starts_with(beginning) {
            break;
        }
        if words.len() == MOST {
            return Ok(None);
        }
        // No word has a control character: this stands right behind it.
        from = format!("{word}\u{1}");
        words.push(word);
    }
    Ok(Some(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index_of(words: &[&str]) -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE VIRTUAL TABLE order_index USING fts5 (words, tokenize = 'ascii')").unwrap();
        db.execute_batch(VIEW).unwrap();
        for words in words {
            db.execute("INSERT INTO order_index (words) VALUES (?)", [words]).unwrap();
        }
        db
    }

    #[test]
    fn a_beginning_tells_all_words_that_it_begins_unless_they_are_many() {
        let db = index_of(&["nguyen thi ha", "ngu", "nguyen van", "nguyenova", "nha 耳 机", "thé"]);
        let words = |beginning| begun_with(&db, beginning).unwrap();
        let some = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words("nguyen"), some(&["nguyen", "nguyenova"]));
        assert_eq!(words("ngu"), some(&["ngu", "nguyen", "nguyenova"]));
        assert_eq!(words("th"), some(&["thi", "thé"]));
        assert_eq!(words("x"), some(&[]));

        let many: Vec<String> = (0..=MOST).map(|nth| format!("many{nth}")).collect();
        let texts: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(begun_with(&index_of(&texts), "many").unwrap(), None);
        assert_eq!(begun_with(&index_of(&texts[1..]), "many").unwrap().unwrap().len(), MOST);
    }

    #[test]
    fn a_search_asks_for_the_words_themselves() {
        let db = index_of(&["ha noi nguyen", "ha noi nguyenova", "ha noi thi"]);
        let asks = |words: &str| search_text::expression(words, &Endings::of(&db, words).unwrap()).unwrap();
        assert_eq!(asks("Nguyễn"), r#"words : ("nguyen" OR "nguyenova")"#);
        assert_eq!(asks("thi ha-noi"), r#"words : "thi" AND words : "ha noi""#);
        assert_eq!(asks("noi-ngu"), r#"words : ("noi nguyen" OR "noi nguyenova")"#);
        assert_eq!(asks("nobody"), r#"words : "nobody""#);
    }
}
