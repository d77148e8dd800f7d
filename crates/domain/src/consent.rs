//! What the user was asked before money moves, and said yes to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Money, OperationId, PriceShift, SumShift};

/// Something that the user was asked and said yes to; kept with the operation that followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Consent {
    /// Prices or sums that got worse since they were last seen.
    Dearer {
        /// Prices per piece.
        shifts: Vec<PriceShift>,
        /// Sums of the order.
        sums: Vec<SumShift>,
    },
    /// The same goods to the same address as a short while ago.
    Again {
        /// The operations that ordered them.
        earlier: Vec<OperationId>,
    },
    /// A sum above the amount from which the account's user wants to be asked.
    AboveAmount {
        /// That amount.
        limit: Money,
        /// What goes out with this press of the button.
        sum: Money,
    },
}

/// What the user said about a deed that is done again in the place of an earlier operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// What he said yes to before the earlier operation and need not be asked again.
    pub before: Vec<Consent>,
    /// The sum that he says yes to now.
    pub confirmed: Option<Money>,
    /// Operations that ordered the same goods, of which he knows now.
    pub known: Vec<OperationId>,
}

impl Agreement {
    /// Whether he knows that this operation ordered the same goods.
    pub fn knows(&self, operation_id: &OperationId) -> bool {
        self.known.contains(operation_id) || self.knew(operation_id)
    }

    /// The largest sum that he said yes to.
    pub fn confirmed(&self) -> Option<Money> {
        self.confirmed_before().chain(self.confirmed).max_by_key(|sum| sum.minor())
    }

    /// Everything that he said yes to: what he said before, and what guards asked now that this does not cover.
    pub fn consents(&self, again: Vec<OperationId>, above: Option<Consent>) -> Vec<Consent> {
        let earlier: Vec<_> = again.into_iter().filter(|operation_id| !self.knew(operation_id)).collect();
        let again = (!earlier.is_empty()).then_some(Consent::Again { earlier });
        let is_within = |sum: &Money| self.confirmed_before().any(|before| sum.minor() <= before.minor());
        let above =
            above.filter(|consent| !matches!(consent, Consent::AboveAmount { sum, .. } if is_within(sum)));
        self.before.iter().cloned().chain(again).chain(above).collect()
    }

    fn confirmed_before(&self) -> impl Iterator<Item = Money> {
        self.before.iter().filter_map(|consent| match consent {
            Consent::AboveAmount { sum, .. } => Some(*sum),
            _ => None,
        })
    }

    fn knew(&self, operation_id: &OperationId) -> bool {
        self.before.iter().any(|consent| match consent {
            Consent::Again { earlier } => earlier.contains(operation_id),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn above(sum: i64) -> Consent {
        Consent::AboveAmount { limit: Money::fen(100), sum: Money::fen(sum) }
    }

    fn again(operation_id: &str) -> Consent {
        Consent::Again { earlier: vec![operation_id.into()] }
    }

    #[test]
    fn what_was_said_before_is_not_asked_or_written_again() {
        let agreement = Agreement { before: vec![again("01"), above(900)], ..Agreement::default() };
        assert!(agreement.knows(&"01".into()) && !agreement.knows(&"02".into()));
        assert_eq!(agreement.confirmed(), Some(Money::fen(900)));
        let said = agreement.consents(vec!["01".into()], Some(above(300)));
        assert_eq!(said, agreement.before, "a sum within the one agreed to");
    }

    #[test]
    fn what_is_said_now_stands_beside_it() {
        let agreement = Agreement {
            before: vec![again("01")],
            confirmed: Some(Money::fen(300)),
            known: vec!["02".into()],
        };
        assert!(agreement.knows(&"01".into()) && agreement.knows(&"02".into()));
        assert_eq!(agreement.confirmed(), Some(Money::fen(300)));
        let said = agreement.consents(vec!["01".into(), "02".into()], Some(above(300)));
        assert_eq!(said, vec![again("01"), again("02"), above(300)]);
    }
}
