//! Pages of lists: numbers from 1, sizes within bounds.

use crate::refusal::{Code, Refusal};

const USUAL_SIZE: i64 = 20;
const LARGEST_SIZE: i64 = 100;

/// A page that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// From 1.
    pub(crate) number: u32,
    pub(crate) size: u32,
}

impl Page {
    /// The page asked for; larger sizes than 100 become 100, as the answer's own page size says.
    pub(crate) fn asked(number: Option<i64>, size: Option<i64>) -> Result<Page, Refusal> {
        let number = number.unwrap_or(1);
        let size = size.unwrap_or(USUAL_SIZE);
        if number < 1 || size < 1 {
            let detail = format!("page number {number} and page size {size} must be at least 1");
            return Err(Refusal::new(Code::BadParameter, detail));
        }
        let within = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        Ok(Page { number: within(number), size: within(size.min(LARGEST_SIZE)) })
    }

    /// The page's part of a list.
    pub(crate) fn of<T>(self, all: Vec<T>) -> Vec<T> {
        let skipped = (self.number as usize - 1).saturating_mul(self.size as usize);
        all.into_iter().skip(skipped).take(self.size as usize).collect()
    }

    /// How many pages so many rows make.
    pub(crate) fn count(self, rows: usize) -> usize {
        rows.div_ceil(self.size as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn pages_count_from_one() {
        let page = Page::asked(Some(2), Some(3)).unwrap();
        assert_eq!(page.of((1..=7).collect()), [4, 5, 6]);
        assert_eq!(page.count(7), 3);
        assert!(Page::asked(Some(0), None).is_err());
        assert!(Page::asked(None, Some(0)).is_err());
        assert_eq!(Page::asked(None, Some(5000)).unwrap().size, 100);
    }
}
