//! How sellers meet claims when nobody orders otherwise: drawn from the seed, the same for a seller at every start.

use serde::{Deserialize, Serialize};

use super::{DAY, HOUR};
use crate::catalogue::name_id;
use crate::refusal::Refusal;
use crate::state::{Books, settings};

/// A seller's way with claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Temper {
    /// Agrees, and takes goods back.
    Agrees,
    /// Refuses a claim once, and returned goods once.
    Refuses,
    /// Asks first; agrees when answered, refuses when not.
    Asks,
    /// Does nothing: deadlines decide.
    Silent,
}

/// What a seller does about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Agree,
    Refuse,
    Ask,
    /// Says that the returned goods are there.
    Receive,
    /// Refuses the returned goods.
    RefuseGoods,
}

/// What has happened on a case, as far as it moves a seller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Past {
    pub(crate) refusals: u32,
    /// The seller has asked.
    pub(crate) asked: bool,
    /// The buyer has answered that.
    pub(crate) answered: bool,
    /// Returned goods can be refused on this platform, and have not been.
    pub(crate) may_refuse_goods: bool,
}

/// How long a seller waits for an answer to a question.
const WAITS_FOR_ANSWER: i64 = DAY;
/// How long goods are under way to the seller.
const ON_THE_WAY: i64 = 2 * DAY;

impl Temper {
    /// What a seller of this temper does about a new claim, and after which part of its pace.
    pub(crate) fn on_claim(self, past: Past) -> Option<(Act, i64)> {
        match self {
            Temper::Silent => None,
            Temper::Refuses if past.refusals == 0 => Some((Act::Refuse, 0)),
            Temper::Asks if !past.asked => Some((Act::Ask, 0)),
            Temper::Asks if !past.answered && past.refusals == 0 => Some((Act::Refuse, WAITS_FOR_ANSWER)),
            Temper::Agrees | Temper::Refuses | Temper::Asks => Some((Act::Agree, 0)),
        }
    }

    /// What a seller of this temper does about goods that were sent back.
    pub(crate) fn on_return(self, past: Past) -> Option<(Act, i64)> {
        match self {
            Temper::Silent => None,
            Temper::Refuses if past.may_refuse_goods => Some((Act::RefuseGoods, ON_THE_WAY)),
            Temper::Agrees | Temper::Refuses | Temper::Asks => Some((Act::Receive, ON_THE_WAY)),
        }
    }
}

const OF_ALL: &str = "temper";

fn name_of(seller_id: u64) -> String {
    format!("{OF_ALL}/{seller_id}")
}

impl Books<'_> {
    /// A seller's temper: as ordered, else as drawn from the seed.
    pub(crate) fn temper(&self, seller_id: u64) -> Result<Temper, Refusal> {
        for name in [name_of(seller_id), OF_ALL.to_owned()] {
            if let Some(ordered) = settings::get(&self.tx, &name)? {
                return Ok(ordered);
            }
        }
        Ok(match self.draw(seller_id, "temper") % 10 {
            0..=4 => Temper::Agrees,
            5 | 6 => Temper::Refuses,
            7 | 8 => Temper::Asks,
            _ => Temper::Silent,
        })
    }

    /// Orders a seller's temper, or that of every seller who has no order of its own.
    pub(crate) fn set_temper(&self, seller_id: Option<u64>, temper: Temper) -> Result<(), Refusal> {
        let name = seller_id.map_or_else(|| OF_ALL.to_owned(), name_of);
        settings::set(&self.tx, &name, &temper)
    }

    /// How long a seller takes for anything, one to eight hours of the sandbox's clock.
    pub(crate) fn pace_ms(&self, seller_id: u64) -> i64 {
        let hours = 1 + self.draw(seller_id, "pace") % 8;
        hours.cast_signed() * HOUR
    }

    fn draw(&self, seller_id: u64, what: &str) -> u64 {
        name_id(&format!("{}/{seller_id}/{what}", self.catalogue.seed), 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_refuses_or_asks_agrees_in_the_end() {
        let fresh = Past::default();
        let refused = Past { refusals: 1, ..fresh };
        assert_eq!(Temper::Refuses.on_claim(fresh).unwrap().0, Act::Refuse);
        assert_eq!(Temper::Refuses.on_claim(refused).unwrap().0, Act::Agree);
        assert_eq!(Temper::Asks.on_claim(fresh).unwrap().0, Act::Ask);
        let asked = Past { asked: true, ..fresh };
        assert_eq!(Temper::Asks.on_claim(asked).unwrap(), (Act::Refuse, DAY));
        assert_eq!(Temper::Asks.on_claim(Past { answered: true, ..asked }).unwrap().0, Act::Agree);
        assert_eq!(Temper::Asks.on_claim(Past { refusals: 1, ..asked }).unwrap().0, Act::Agree);
        assert_eq!(Temper::Silent.on_claim(fresh), None);
    }

    #[test]
    fn goods_are_refused_where_that_is_possible_and_only_by_who_refuses() {
        let can = Past { may_refuse_goods: true, ..Past::default() };
        assert_eq!(Temper::Refuses.on_return(can).unwrap().0, Act::RefuseGoods);
        assert_eq!(Temper::Refuses.on_return(Past::default()).unwrap().0, Act::Receive);
        assert_eq!(Temper::Agrees.on_return(can).unwrap().0, Act::Receive);
        assert_eq!(Temper::Silent.on_return(can), None);
    }
}
