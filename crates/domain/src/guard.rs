//! Guards before money moves: what may be spent on a day, what is asked before, and what looks like the same order again.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    CartLineId, Consent, EpochMs, Money, OfferId, OperationId, OperationState, OrderId, OrderStage,
    PreviewLine, SkuId, SumKind, SumShift,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// What an account may do without being stopped or asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Limits {
    /// Most that orders and payments of one day may come to; any sum when `None`.
    pub daily: Option<Money>,
    /// A sum above this wants an explicit yes; none does when `None`.
    pub confirm_above: Option<Money>,
    /// The same goods to the same address are asked about for so many hours; 0 never asks.
    pub duplicate_hours: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { daily: None, confirm_above: None, duplicate_hours: 24 }
    }
}

/// Why a sum does not go out as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitStop {
    /// With it, the day would come to more than the account's daily limit.
    Daily {
        /// The limit.
        limit: Money,
        /// What the day came to before.
        spent: Money,
    },
    /// It is above the amount from which the user wants to be asked, and he was not.
    Confirm {
        /// That amount.
        limit: Money,
    },
}

impl Limits {
    /// Largest amount that a limit may be: ¥99,999,999.99.
    pub const MOST: Money = Money::fen(9_999_999_999);

    /// Longest window in which the same goods are asked about, in hours: four weeks.
    pub const MOST_HOURS: u32 = 28 * 24;

    /// Whether `sum` may go out on a day that came to `spent` so far, `new` of it being money that the day has not
    /// counted yet. `confirmed` is the sum that the user said yes to. What he was asked for comes back, to be recorded.
    ///
    /// # Errors
    /// [`LimitStop`]; the daily limit first, since no yes lifts it.
    pub fn check(
        &self,
        spent: Money,
        new: Money,
        sum: Money,
        confirmed: Option<Money>,
    ) -> Result<Option<Consent>, LimitStop> {
        let day = Money::sum([spent, new]);
        if let Some(limit) = self.daily.filter(|limit| new.minor() > 0 && day.minor() > limit.minor()) {
            return Err(LimitStop::Daily { limit, spent });
        }
        match self.confirm_above.filter(|limit| sum.minor() > limit.minor()) {
            None => Ok(None),
            Some(limit) if confirmed.is_some_and(|yes| sum.minor() <= yes.minor()) => {
                Ok(Some(Consent::AboveAmount { limit, sum }))
            }
            Some(limit) => Err(LimitStop::Confirm { limit }),
        }
    }

    /// The moment from which on the same goods are asked about.
    pub fn duplicates_since(&self, now: EpochMs) -> EpochMs {
        now.plus_ms(-i64::from(self.duplicate_hours) * HOUR_MS)
    }
}

/// Goods of an order as it was sent: what makes two lines the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderedLine {
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: u32,
    /// Where to: [`crate::Address::receiver`].
    pub receiver: String,
}

/// An order that this desk sent and that was not refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierOrder {
    /// The operation that sent it.
    pub operation_id: OperationId,
    /// How far that is.
    pub state: OperationState,
    /// When the user decided it.
    pub at: EpochMs,
    /// The orders it made, as they stand now.
    pub orders: Vec<CountedOrder>,
    /// Its goods.
    pub lines: Vec<OrderedLine>,
}

/// The same goods, ordered a short while ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Duplicate {
    /// The operation that ordered them.
    pub operation_id: OperationId,
    /// How far that is: what is unknown may have been ordered.
    pub state: OperationState,
    /// The orders it made.
    pub order_ids: Vec<OrderId>,
    /// When.
    pub at: EpochMs,
    /// The lines that are the same.
    pub cart_line_ids: Vec<CartLineId>,
}

/// Earlier orders that hold a line of these in the same number to the same receiver, in the order of `earlier`.
/// An order that was closed since holds nothing any more.
pub fn duplicates(lines: &[PreviewLine], receiver: &str, earlier: &[EarlierOrder]) -> Vec<Duplicate> {
    let same = |line: &PreviewLine, other: &OrderedLine| {
        line.offer_id == other.offer_id
            && line.sku_id == other.sku_id
            && line.quantity == other.quantity
            && other.receiver == receiver
    };
    let among = |earlier: &EarlierOrder| {
        let again = lines.iter().filter(|line| earlier.lines.iter().any(|other| same(line, other)));
        let cart_line_ids: Vec<_> = again.map(|line| line.cart_line_id.clone()).collect();
        (!cart_line_ids.is_empty()).then(|| Duplicate {
            operation_id: earlier.operation_id.clone(),
            state: earlier.state,
            order_ids: earlier.orders.iter().map(|order| order.order_id.clone()).collect(),
            at: earlier.at,
            cart_line_ids,
        })
    };
    earlier.iter().filter(|earlier| !all_closed(&earlier.orders)).filter_map(among).collect()
}

/// How the total of an order rose since this desk first knew it; none where it costs no more than then.
pub fn rise(first: Money, now: Money) -> Option<SumShift> {
    let effect = Money::fen(now.minor() - first.minor());
    (effect.minor() > 0).then_some(SumShift { sum: SumKind::Total, was: first, is: now, effect })
}

/// Whether a rise keeps an order out of a payment of so many: alone it stands before the user's eyes, among others it does
/// only when he looked at it.
pub fn wants_a_look(paid_together: usize, looked: bool) -> bool {
    paid_together > 1 && !looked
}

/// An order as a guard counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedOrder {
    /// The order.
    pub order_id: OrderId,
    /// What it costs, as far as known.
    pub total: Option<Money>,
    /// Where it stands.
    pub stage: OrderStage,
}

/// What an outlay does with money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlayKind {
    /// Placed orders.
    Placed,
    /// Paid orders.
    Paid,
}

/// An operation that commits or moves money and was not refused: done, on its way, or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlay {
    /// The operation.
    pub operation_id: OperationId,
    /// What it does.
    pub kind: OutlayKind,
    /// How far it is.
    pub state: OperationState,
    /// Its sum when it was decided.
    pub amount: Option<Money>,
    /// Its orders as they stand now; none while it is not known which it made.
    pub orders: Vec<CountedOrder>,
}

/// What a day's outlays come to. Each order counts once: placed and paid on the same day is one expense. What is unknown
/// counts in full; what was closed, or was denied its payment, does not.
pub fn spent(outlays: &[Outlay]) -> Money {
    let placed = placed_orders(outlays);
    let of_outlay = |outlay: &Outlay| match outlay.kind {
        OutlayKind::Placed if outlay.orders.is_empty() => outlay.amount.unwrap_or(Money::ZERO),
        OutlayKind::Placed if all_closed(&outlay.orders) => Money::ZERO,
        OutlayKind::Placed => {
            let open = outlay.orders.iter().filter(|order| order.stage != OrderStage::Closed);
            let totals = open.map(|order| order.total).collect::<Option<Vec<_>>>();
            totals.map_or(outlay.amount.unwrap_or(Money::ZERO), Money::sum)
        }
        OutlayKind::Paid => {
            let counts = |order: &&CountedOrder| {
                !placed.contains(&order.order_id)
                    && (outlay.state != OperationState::Done || order.stage.is_paid())
            };
            Money::sum(outlay.orders.iter().filter(counts).filter_map(|order| order.total))
        }
    };
    Money::sum(outlays.iter().map(of_outlay))
}

/// Of these orders, what the day's outlays have not counted yet.
pub fn not_counted<'o>(outlays: &[Outlay], orders: impl IntoIterator<Item = (&'o OrderId, Money)>) -> Money {
    let placed = placed_orders(outlays);
    Money::sum(orders.into_iter().filter(|(order_id, _)| !placed.contains(order_id)).map(|(_, total)| total))
}

fn placed_orders(outlays: &[Outlay]) -> HashSet<&OrderId> {
    let placed = outlays.iter().filter(|outlay| outlay.kind == OutlayKind::Placed);
    placed.flat_map(|outlay| &outlay.orders).map(|order| &order.order_id).collect()
}

fn all_closed(orders: &[CountedOrder]) -> bool {
    !orders.is_empty() && orders.iter().all(|order| order.stage == OrderStage::Closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use OperationState::{Done, Unknown};

    fn order(id: &str, total: i64, stage: OrderStage) -> CountedOrder {
        CountedOrder { order_id: id.into(), total: Some(Money::fen(total)), stage }
    }

    fn outlay(kind: OutlayKind, state: OperationState, amount: i64, orders: Vec<CountedOrder>) -> Outlay {
        Outlay { operation_id: "01".into(), kind, state, amount: Some(Money::fen(amount)), orders }
    }

    #[test]
    fn an_order_that_rose_is_paid_with_others_only_after_a_look() {
        let risen = rise(Money::fen(500), Money::fen(520)).unwrap();
        assert_eq!((risen.was, risen.is, risen.effect), (Money::fen(500), Money::fen(520), Money::fen(20)));
        assert_eq!(rise(Money::fen(500), Money::fen(500)), None);
        assert_eq!(rise(Money::fen(500), Money::fen(480)), None);
        assert!(wants_a_look(2, false));
        assert!(!wants_a_look(2, true) && !wants_a_look(1, false));
    }

    #[test]
    fn an_order_counts_once_a_day_however_it_is_told() {
        use OutlayKind::{Paid, Placed};
        let placed = outlay(Placed, Done, 500, vec![order("a", 500, OrderStage::ToShip)]);
        let paid = outlay(Paid, Done, 500, vec![order("a", 500, OrderStage::ToShip)]);
        assert_eq!(spent(&[placed.clone(), paid.clone()]), Money::fen(500));
        assert_eq!(spent(std::slice::from_ref(&paid)), Money::fen(500), "placed on another day");
        assert_eq!(not_counted(&[placed], [(&"a".into(), Money::fen(500))]), Money::ZERO);
        assert_eq!(not_counted(&[], [(&"a".into(), Money::fen(500))]), Money::fen(500));
    }

    #[test]
    fn what_is_unknown_counts_and_what_is_over_does_not() {
        use OutlayKind::{Paid, Placed};
        assert_eq!(spent(&[outlay(Placed, Unknown, 700, vec![])]), Money::fen(700));
        assert_eq!(
            spent(&[outlay(Placed, Done, 700, vec![order("a", 700, OrderStage::Closed)])]),
            Money::ZERO
        );
        let unpaid = vec![order("a", 700, OrderStage::ToPay), order("b", 50, OrderStage::ToShip)];
        assert_eq!(spent(&[outlay(Paid, Done, 750, unpaid.clone())]), Money::fen(50), "one was denied");
        assert_eq!(spent(&[outlay(Paid, Unknown, 750, unpaid)]), Money::fen(750));
    }

    #[test]
    fn a_limit_stops_and_an_amount_asks() {
        let limits = Limits {
            daily: Some(Money::fen(1000)),
            confirm_above: Some(Money::fen(300)),
            ..Limits::default()
        };
        let check = |spent, sum, confirmed: Option<i64>| {
            limits.check(Money::fen(spent), Money::fen(sum), Money::fen(sum), confirmed.map(Money::fen))
        };
        assert_eq!(check(0, 300, None), Ok(None));
        assert_eq!(check(700, 300, None), Ok(None), "exactly the limit");
        assert_eq!(check(0, 301, None), Err(LimitStop::Confirm { limit: Money::fen(300) }));
        assert_eq!(check(0, 301, Some(300)), Err(LimitStop::Confirm { limit: Money::fen(300) }));
        let yes = Consent::AboveAmount { limit: Money::fen(300), sum: Money::fen(301) };
        assert_eq!(check(0, 301, Some(301)), Ok(Some(yes)));
        let stop = LimitStop::Daily { limit: Money::fen(1000), spent: Money::fen(700) };
        assert_eq!(check(700, 301, Some(301)), Err(stop), "no yes lifts the day's limit");
        let counted = limits.check(Money::fen(1200), Money::ZERO, Money::fen(200), None);
        assert_eq!(counted, Ok(None), "what the day has counted already may be paid");
        assert_eq!(
            Limits::default().check(Money::ZERO, Money::fen(i64::MAX), Money::fen(i64::MAX), None),
            Ok(None)
        );
    }

    fn earlier(quantity: u32, orders: Vec<CountedOrder>) -> EarlierOrder {
        let line =
            OrderedLine {
                offer_id: "1".into(), sku_id: "2".into(), quantity, receiver: "张三 杭州".into()
            };
        EarlierOrder { operation_id: "01".into(), state: Done, at: EpochMs(5), orders, lines: vec![line] }
    }

    fn line(id: &str, sku: &str, quantity: u32) -> PreviewLine {
        PreviewLine {
            cart_line_id: id.into(),
            offer_id: "1".into(),
            sku_id: sku.into(),
            title: "杯".into(),
            variant: None,
            picture: None,
            quantity,
            unit_price: Money::fen(100),
            sum: Money::fen(100),
        }
    }

    #[test]
    fn the_same_goods_in_the_same_number_to_the_same_address_are_found() {
        let lines = [line("x", "2", 3), line("y", "9", 3)];
        let open = earlier(3, vec![order("1688:7", 1, OrderStage::ToShip)]);
        let found = duplicates(&lines, "张三 杭州", std::slice::from_ref(&open));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].cart_line_ids, vec!["x".into()]);
        assert_eq!(found[0].order_ids, vec!["1688:7".into()]);
        assert_eq!(duplicates(&lines, "李四 上海", &[open]), vec![]);
        assert_eq!(duplicates(&lines, "张三 杭州", &[earlier(4, vec![])]), vec![]);
        let closed = earlier(3, vec![order("1688:7", 1, OrderStage::Closed)]);
        assert_eq!(duplicates(&lines, "张三 杭州", &[closed]), vec![]);
        assert_eq!(
            duplicates(&lines, "张三 杭州", &[earlier(3, vec![])]).len(),
            1,
            "not known which it made"
        );
    }

    #[test]
    fn the_window_ends_at_its_hour() {
        let limits = Limits { duplicate_hours: 2, ..Limits::default() };
        assert_eq!(limits.duplicates_since(EpochMs(10_000_000)), EpochMs(2_800_000));
    }
}
