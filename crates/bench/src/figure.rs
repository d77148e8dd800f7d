//! One figure: ours beside its floor.

use serde::{Serialize, Serializer};

/// What ours may be, as a multiple of the floor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Goal {
    /// Less is better: times, sizes.
    AtMost(f64),
    /// More is better: rates.
    AtLeast(f64),
}

/// Something measured.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// What, beginning with its bench: `outbox intent p50`.
    pub(crate) name: String,
    /// Of floor and ours: `µs`, `rows/s`, `B`.
    pub(crate) unit: &'static str,
    /// The least that it could be, measured in the same run; none where there is nothing to compare with.
    pub(crate) floor: Option<f64>,
    /// What it is.
    pub(crate) ours: f64,
    /// What it must be, when something was promised.
    pub(crate) goal: Option<Goal>,
}

impl Figure {
    /// Ours as a multiple of the floor.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.floor.map(|floor| self.ours / floor)
    }

    /// Whether its goal is met; a figure without one is. A goal that cannot be judged is missed.
    pub(crate) fn is_met(&self) -> bool {
        match (self.goal, self.ratio()) {
            (None, _) => true,
            (Some(Goal::AtMost(most)), Some(ratio)) => ratio <= most,
            (Some(Goal::AtLeast(least)), Some(ratio)) => ratio >= least,
            (Some(_), None) => false,
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            name: &'a str,
            unit: &'a str,
            floor: Option<f64>,
            ours: f64,
            ratio: Option<f64>,
            goal: Option<Goal>,
            met: bool,
        }
        let Self { name, unit, floor, ours, goal } = self;
        let (ratio, met) = (self.ratio(), self.is_met());
        Told { name, unit, floor: *floor, ours: *ours, ratio, goal: *goal, met }.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(floor: Option<f64>, ours: f64, goal: Option<Goal>) -> Figure {
        Figure { name: "outbox intent p50".into(), unit: "µs", floor, ours, goal }
    }

    #[test]
    fn a_goal_is_judged_by_the_ratio() {
        assert!(figure(Some(2.0), 6.0, Some(Goal::AtMost(3.0))).is_met());
        assert!(!figure(Some(2.0), 6.1, Some(Goal::AtMost(3.0))).is_met());
        assert!(figure(Some(2.0), 1.0, Some(Goal::AtLeast(0.5))).is_met());
        assert!(!figure(Some(2.0), 0.9, Some(Goal::AtLeast(0.5))).is_met());
        assert!(figure(None, 9.0, None).is_met());
    }

    #[test]
    fn nothing_measured_meets_no_goal() {
        assert!(!figure(None, 1.0, Some(Goal::AtMost(3.0))).is_met());
        assert!(!figure(Some(0.0), 0.0, Some(Goal::AtMost(3.0))).is_met());
    }

    #[test]
    fn json_has_the_ratio_too() {
        let told = serde_json::to_string(&figure(Some(2.0), 5.0, Some(Goal::AtMost(3.0)))).unwrap();
        assert_eq!(
            told,
            r#"{"name":"outbox intent p50","unit":"µs","floor":2.0,"ours":5.0,"ratio":2.5,"goal":{"atMost":3.0},"met":true}"#
        );
    }
}
