//! Knowing an order again that was sent and never answered.

use crate::{EpochMs, Money, OfferId, Order, Platform, SkuId};

/// How long before it was sent an order may seem to be placed: clocks differ, and PandaPon's dates have whole seconds.
const EARLY_MS: i64 = 2 * 60_000;
/// How long after it was sent an order may be placed.
const LATE_MS: i64 = 15 * 60_000;

/// A line of the order that is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtLine {
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: SkuId,
    /// Pieces.
    pub quantity: u32,
}

/// What is known of an order that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtOrder {
    /// Where.
    pub platform: Platform,
    /// Its lines.
    pub lines: Vec<SoughtLine>,
    /// The receiver's name.
    pub receiver: String,
    /// Street and number.
    pub street: String,
    /// The sum agreed to.
    pub total: Money,
    /// The number that this desk gave it, where the call takes one.
    pub outer_id: Option<String>,
    /// When it was sent, by PandaPon's clock.
    pub sent_at: EpochMs,
}

/// How well an order fits what is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// In everything that PandaPon told.
    Wholly,
    /// But for its sum or receiver, or with a part of the lines.
    Nearly,
    /// Another order.
    Not,
}

impl SoughtOrder {
    /// Whether an order that was placed then is too old to be it. One without a date is not.
    pub fn is_too_old(&self, placed_at: Option<EpochMs>) -> bool {
        placed_at.is_some_and(|at| at < self.sent_at.plus_ms(-EARLY_MS))
    }

    /// How well an order fits, by platform, number, time, SKUs and their quantities, sum and receiver.
    pub fn fit(&self, order: &Order) -> Fit {
        let late = order.placed_at.is_some_and(|at| at > self.sent_at.plus_ms(LATE_MS));
        if order.platform != self.platform || late || self.is_too_old(order.placed_at) {
            return Fit::Not;
        }
        // The number is this desk's own: it settles the matter where it came along, either way.
        if let Some(number) = order.outer_id.as_deref().filter(|number| !number.is_empty()) {
            return if self.outer_id.as_deref() == Some(number) { Fit::Wholly } else { Fit::Not };
        }
        let mut missing: Vec<_> =
            self.lines.iter().map(|line| (&line.offer_id, Some(&line.sku_id), line.quantity)).collect();
        for line in &order.lines {
            let seen = (&line.offer_id, line.sku_id.as_ref(), line.quantity);
            let Some(at) = missing.iter().position(|sought| *sought == seen) else { return Fit::Not };
            missing.swap_remove(at);
        }
        if order.lines.is_empty() {
            return Fit::Not;
        }
        // One call can come back as several orders, so a part of the lines is worth a look by the user.
        let whole = missing.is_empty() && order.total == Some(self.total) && self.goes_where(order);
        if whole { Fit::Wholly } else { Fit::Nearly }
    }

    /// A platform may mask a name or leave the street out; one of both must stand there, when anything does.
    fn goes_where(&self, order: &Order) -> bool {
        order
            .receiver
            .as_deref()
            .is_none_or(|told| told.contains(&self.receiver) || told.contains(&self.street))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrderLine, OrderStatus, Payment, PlatformOrderId};

    const SENT: i64 = 1_000_000_000;

    fn sought() -> SoughtOrder {
        let line = |sku: &str, quantity| SoughtLine { offer_id: "1".into(), sku_id: sku.into(), quantity };
        SoughtOrder {
            platform: Platform::Alibaba1688,
            lines: vec![line("a", 2), line("b", 3)],
            receiver: "张三".into(),
            street: "网商路1号".into(),
            total: Money::fen(500),
            outer_id: None,
            sent_at: EpochMs(SENT),
        }
    }

    fn order() -> Order {
        let id = PlatformOrderId::from("7");
        let line = |sku: &str, quantity| OrderLine {
            line_id: sku.into(),
            offer_id: "1".into(),
            sku_id: Some(sku.into()),
            title: String::new(),
            variant: None,
            picture: None,
            quantity,
            unit_price: None,
            sum: None,
            status: None,
            after_sales: None,
        };
        Order {
            order_id: Order::id_for(Platform::Alibaba1688, &id),
            account_id: "A".into(),
            platform: Platform::Alibaba1688,
            platform_order_id: id,
            purchase_order_id: None,
            sales_order_id: None,
            outer_id: None,
            status: OrderStatus::read(Platform::Alibaba1688, "waitbuyerpay"),
            seller_name: None,
            lines: vec![line("b", 3), line("a", 2)],
            goods: None,
            freight: None,
            discount: None,
            total: Some(Money::fen(500)),
            placed_at: Some(EpochMs(SENT + 1_000)),
            payment: Payment { paid_at: None, pay_before: None },
            receiver: Some("浙江省 杭州市 网商路1号 张三".into()),
            parcels: vec![],
            closed_reason: None,
        }
    }

    #[test]
    fn every_part_counts() {
        assert_eq!(sought().fit(&order()), Fit::Wholly);
        type Change = fn(&mut Order);
        let table: [(Change, Fit); 13] = [
            (|order| order.platform = Platform::Taobao, Fit::Not),
            (|order| order.lines[0].quantity = 4, Fit::Not),
            (|order| order.lines[0].sku_id = None, Fit::Not),
            (|order| order.lines.clear(), Fit::Not),
            (|order| order.lines.push(order.lines[0].clone()), Fit::Not),
            (|order| _ = order.lines.pop(), Fit::Nearly),
            (|order| order.placed_at = Some(EpochMs(SENT - EARLY_MS - 1)), Fit::Not),
            (|order| order.placed_at = Some(EpochMs(SENT + LATE_MS + 1)), Fit::Not),
            (|order| order.outer_id = Some("of another desk".into()), Fit::Not),
            (|order| order.total = Some(Money::fen(501)), Fit::Nearly),
            (|order| order.total = None, Fit::Nearly),
            (|order| order.receiver = Some("上海市 李四".into()), Fit::Nearly),
            (|order| order.receiver = Some("浙江省 杭州市 网商路1号 张*".into()), Fit::Wholly),
        ];
        for (at, (change, fit)) in table.into_iter().enumerate() {
            let mut other = order();
            change(&mut other);
            assert_eq!(sought().fit(&other), fit, "row {at}");
        }
    }

    #[test]
    fn what_is_not_told_does_not_count_against_an_order() {
        let thin = Order { placed_at: None, receiver: None, ..order() };
        assert_eq!(sought().fit(&thin), Fit::Wholly);
    }

    #[test]
    fn a_number_of_our_own_settles_it() {
        let sought = SoughtOrder { outer_id: Some("01OP".into()), ..sought() };
        let marked = Order { outer_id: Some("01OP".into()), total: None, lines: vec![], ..order() };
        assert_eq!(sought.fit(&marked), Fit::Wholly);
    }
}
