//! The story of a parcel: from the seller's door over two hubs to the receiver's, step by step on the sandbox's clock.

pub(crate) mod carriers;

use serde::{Deserialize, Serialize};

use crate::catalogue::Platform;
use crate::pricing::Province;
use crate::pricing::freight::Distance;
use crate::refusal::Refusal;
use crate::state::Books;
use crate::state::due::Event;

const MINUTE: i64 = 60_000;

/// What happens to a parcel, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Stage {
    /// The carrier took it at the seller's.
    Collected,
    /// It came to the hub of the seller's city.
    OriginIn,
    OriginOut,
    /// It came to the hub of the receiver's city.
    DestinationIn,
    DestinationOut,
    /// A courier brings it.
    OutForDelivery,
    Signed,
}

use Stage::{Collected, DestinationIn, DestinationOut, OriginIn, OriginOut, OutForDelivery, Signed};

/// Every stage, and when it comes: in thousandths of the whole journey.
const JOURNEY: [(Stage, i64); 7] = [
    (Collected, 20),
    (OriginIn, 120),
    (OriginOut, 180),
    (DestinationIn, 750),
    (DestinationOut, 850),
    (OutForDelivery, 900),
    (Signed, 1000),
];

/// A stage that came, and when (real epoch ms).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) stage: Stage,
    pub(crate) at_ms: i64,
}

/// From where to where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route<'a> {
    pub(crate) from_province: &'a str,
    pub(crate) from_city: &'a str,
    pub(crate) to_province: &'a str,
    pub(crate) to_city: &'a str,
    pub(crate) to_district: &'a str,
    /// Who signs for it.
    pub(crate) receiver: &'a str,
}

impl Route<'_> {
    /// How long the journey takes, ms of the sandbox's clock.
    fn duration(&self) -> i64 {
        let hours =
            match Distance::between(Province::read(self.from_province), Province::read(self.to_province)) {
                Distance::Near => 20,
                Distance::Far => 46,
                Distance::Remote => 94,
            };
        hours * 60 * MINUTE
    }
}

/// Plans the first stage of an order's parcel, which leaves now.
pub(crate) fn leave(
    books: &Books<'_>,
    route: &Route<'_>,
    platform: Platform,
    order_id: &str,
) -> Result<(), Refusal> {
    plan_after(books, &[], route, platform, order_id)
}

/// The stages of a parcel that have come by a time, where it left at another; real epoch ms, as on a clock that was never
/// moved.
pub(crate) fn so_far(route: &Route<'_>, left_ms: i64, until_ms: i64) -> Vec<Step> {
    let duration = route.duration();
    JOURNEY
        .iter()
        .map(|(stage, share)| Step { stage: *stage, at_ms: left_ms + duration * share / 1000 })
        .take_while(|step| step.at_ms <= until_ms)
        .collect()
}

/// Adds the stage that has come to a parcel's trace and plans the one after it.
pub(crate) fn go_on(
    books: &Books<'_>,
    trace: &mut Vec<Step>,
    route: &Route<'_>,
    platform: Platform,
    order_id: &str,
) -> Result<(), Refusal> {
    if let Some((stage, _)) = JOURNEY.get(trace.len()) {
        trace.push(Step { stage: *stage, at_ms: books.now_ms });
        plan_after(books, trace, route, platform, order_id)?;
    }
    Ok(())
}

fn plan_after(
    books: &Books<'_>,
    trace: &[Step],
    route: &Route<'_>,
    platform: Platform,
    order_id: &str,
) -> Result<(), Refusal> {
    let Some((_, next)) = JOURNEY.get(trace.len()) else { return Ok(()) };
    let last = trace.len().checked_sub(1).and_then(|at| JOURNEY.get(at)).map_or(0, |(_, share)| *share);
    books.plan(route.duration() * (next - last) / 1000, Event::ParcelMoves, platform, order_id)
}

impl Step {
    /// What happened, as a carrier writes it.
    pub(crate) fn text(&self, route: &Route<'_>) -> String {
        let (from, to) = (hub(route.from_city), hub(route.to_city));
        match self.stage {
            Collected => format!("【{}】您的快件已由揽投员揽收", route.from_city),
            OriginIn => format!("【{}】快件已到达 {from}", route.from_city),
            OriginOut => format!("【{}】快件离开 {from}，发往 {to}", route.from_city),
            DestinationIn => format!("【{}】快件已到达 {to}", route.to_city),
            DestinationOut => format!("【{}】快件离开 {to}，发往 {}", route.to_city, depot(route)),
            OutForDelivery => format!("【{}】{} 的业务员正在派件", route.to_city, depot(route)),
            Signed => format!("【{}】快件已签收，签收人：{}", route.to_city, route.receiver),
        }
    }

    /// Taobao's code of the stage and its words.
    pub(crate) fn status(&self) -> (&'static str, &'static str) {
        match self.stage {
            Collected => ("ACCEPT", "已揽收"),
            OriginIn | OriginOut | DestinationIn | DestinationOut => ("TRANSPORT", "运输中"),
            OutForDelivery => ("DELIVERING", "派送中"),
            Signed => ("SIGN", "已签收"),
        }
    }

    /// The carrier's event code.
    pub(crate) fn action(&self) -> &'static str {
        match self.stage {
            Collected => "TMS_ACCEPT",
            OriginIn | DestinationIn => "TMS_STATION_IN",
            OriginOut | DestinationOut => "TMS_STATION_OUT",
            OutForDelivery => "TMS_DELIVERING",
            Signed => "TMS_SIGN",
        }
    }

    /// Whether it happened in the receiver's city.
    pub(crate) fn is_there(&self) -> bool {
        matches!(self.stage, DestinationIn | DestinationOut | OutForDelivery | Signed)
    }

    /// Where it happened.
    pub(crate) fn facility(&self, route: &Route<'_>) -> String {
        match self.stage {
            Collected => format!("{}营业部", route.from_city),
            OriginIn | OriginOut => hub(route.from_city),
            DestinationIn | DestinationOut => hub(route.to_city),
            OutForDelivery | Signed => depot(route),
        }
    }

    /// City and facility that it went to, for a stage that leaves a place.
    pub(crate) fn next<'r>(&self, route: &Route<'r>) -> Option<(&'r str, String)> {
        match self.stage {
            Collected => Some((route.from_city, hub(route.from_city))),
            OriginOut => Some((route.to_city, hub(route.to_city))),
            DestinationOut => Some((route.to_city, depot(route))),
            OriginIn | DestinationIn | OutForDelivery | Signed => None,
        }
    }
}

fn hub(city: &str) -> String {
    format!("{}转运中心", city.trim_end_matches('市'))
}

fn depot(route: &Route<'_>) -> String {
    let place = if route.to_district.is_empty() { route.to_city } else { route.to_district };
    format!("{place}网点")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journey_only_goes_forward_and_ends_at_the_door() {
        assert!(JOURNEY.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert_eq!(JOURNEY.last().unwrap().0, Signed);
    }

    #[test]
    fn what_leaves_a_place_names_the_next() {
        let route = Route {
            from_province: "广东省",
            from_city: "深圳市",
            to_province: "浙江省",
            to_city: "杭州市",
            to_district: "余杭区",
            receiver: "张三",
        };
        for (stage, _) in JOURNEY {
            let step = Step { stage, at_ms: 0 };
            assert_eq!(step.text(&route).contains("发往"), step.next(&route).is_some() && stage != Collected);
            assert!(step.text(&route).starts_with(if step.is_there() {
                "【杭州市】"
            } else {
                "【深圳市】"
            }));
        }
    }
}
