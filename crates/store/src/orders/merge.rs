//! Merging reads of an order: the newest word on each field wins, so the order in which reads arrive does not matter.

use std::collections::{BTreeMap, HashMap};

use pondesk_domain::{EpochMs, Money, Order, OrderLine, OrderLineId, OrderStatus, Parcel, Turn};

/// An order as all reads so far told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The order with the lines of the newest list of lines.
    pub(super) order: Order,
    /// Lines that the newest list of lines lacks.
    pub(super) unlisted: Vec<OrderLine>,
    /// The total before it last changed.
    pub(super) was_total: Option<Money>,
    /// The oldest read.
    pub(super) first_turn: Turn,
    /// When that was.
    pub(super) first_read_at: EpochMs,
    /// The newest read.
    pub(super) turn: Turn,
    /// When that was.
    pub(super) read_at: EpochMs,
    /// The read that last told each field, where that is not the newest.
    pub(super) told_at: BTreeMap<String, Turn>,
    /// The read that first told each line.
    pub(super) lines_since: BTreeMap<OrderLineId, Turn>,
    /// Where it stands among all orders; `None` before it was first written.
    pub(super) place: Option<i64>,
    /// When it last changed, or was last touched from here.
    pub(super) changed_at: EpochMs,
}

impl Kept {
    /// An order as its first read told it.
    pub(super) fn first(read: &Order, turn: Turn, read_at: EpochMs) -> Self {
        let mut lines: Vec<OrderLine> = Vec::with_capacity(read.lines.len());
        for line in &read.lines {
            // Told twice, it stands where it came first, and says what it said last.
            match lines.iter_mut().find(|known| known.line_id == line.line_id) {
                Some(known) => known.clone_from(line),
                None => lines.push(line.clone()),
            }
        }
        Self {
            lines_since: lines.iter().map(|line| (line.line_id.clone(), turn)).collect(),
            order: Order { lines, ..read.clone() },
            unlisted: vec![],
            was_total: None,
            first_turn: turn,
            first_read_at: read_at,
            turn,
            read_at,
            told_at: BTreeMap::new(),
            place: None,
            changed_at: read_at,
        }
    }

    /// The order with what another read told of it.
    pub(super) fn with(mut self, read: &Order, turn: Turn, read_at: EpochMs) -> Self {
        let newest = self.turn;
        let mut merge = Merge { told_at: &mut self.told_at, newest, turn };
        let order = &mut self.order;
        merge.status(&mut order.status, &read.status);
        merge.field("total", &mut order.total, read.total.as_ref());
        merge.field("goods", &mut order.goods, read.goods.as_ref());
        merge.field("freight", &mut order.freight, read.freight.as_ref());
        merge.field("discount", &mut order.discount, read.discount.as_ref());
        merge.field("receiver", &mut order.receiver, read.receiver.as_ref());
        merge.field("closedReason", &mut order.closed_reason, read.closed_reason.as_ref());
        merge.field("paidAt", &mut order.payment.paid_at, read.payment.paid_at.as_ref());
        merge.field("payBefore", &mut order.payment.pay_before, read.payment.pay_before.as_ref());
        merge.field("placedAt", &mut order.placed_at, read.placed_at.as_ref());
        merge.field("purchaseOrderId", &mut order.purchase_order_id, read.purchase_order_id.as_ref());
        merge.field("salesOrderId", &mut order.sales_order_id, read.sales_order_id.as_ref());
        merge.field("outerId", &mut order.outer_id, read.outer_id.as_ref());
        merge.field("sellerName", &mut order.seller_name, read.seller_name.as_ref());
        merge.parcels(&mut order.parcels, &read.parcels);
        merge.lines(&mut order.lines, &mut self.unlisted, &read.lines);
        for line in &read.lines {
            let since = self.lines_since.entry(line.line_id.clone()).or_insert(turn);
            *since = turn.min(*since);
        }
        if turn < self.first_turn {
            (self.first_turn, self.first_read_at) = (turn, read_at);
        }
        if turn >= self.turn {
            (self.turn, self.read_at) = (turn, read_at);
        }
        self.told_at.retain(|_, last| *last != self.turn);
        self
    }

    /// The first turn and the title of every line, listed or not.
    pub(super) fn titles(&self) -> HashMap<String, (Turn, String)> {
        let lines = self.order.lines.iter().chain(&self.unlisted);
        let since = |line: &OrderLine| self.lines_since.get(&line.line_id).copied().unwrap_or_default();
        lines.map(|line| (line.line_id.to_string(), (since(line), line.title.clone()))).collect()
    }
}

/// One read on its way into what is kept.
struct Merge<'a> {
    told_at: &'a mut BTreeMap<String, Turn>,
    newest: Turn,
    turn: Turn,
}

impl Merge<'_> {
    /// Whether this read has the newest word on a field. `known`: an earlier read told it; `told`: this one does.
    fn wins(&mut self, field: &str, known: bool, told: bool) -> bool {
        let last = self.told_at.get(field).copied().or(known.then_some(self.newest));
        let wins = told && last.is_none_or(|last| self.turn >= last);
        if let Some(turn) = if wins { Some(self.turn) } else { last } {
            self.told_at.insert(field.to_owned(), turn);
        }
        wins
    }

    /// Merges one field.
    fn field<T: Clone + PartialEq>(&mut self, field: &str, kept: &mut Option<T>, read: Option<&T>) {
        if self.wins(field, kept.is_some(), read.is_some()) {
            *kept = read.cloned();
        }
    }

    /// An empty word tells nothing.
    fn status(&mut self, kept: &mut OrderStatus, read: &OrderStatus) {
        let told = |status: &OrderStatus| (!status.raw.is_empty()).then(|| status.clone());
        let mut merged = told(kept);
        self.field("status", &mut merged, told(read).as_ref());
        if let Some(status) = merged {
            *kept = status;
        }
    }

    /// Parcels are told all together; none tells nothing.
    fn parcels(&mut self, kept: &mut Vec<Parcel>, read: &[Parcel]) {
        if self.wins("parcels", !kept.is_empty(), !read.is_empty()) {
            *kept = read.to_vec();
        }
    }

    /// Merges every line field by field, then takes over the list of lines when this read has the newest one.
    fn lines(&mut self, listed: &mut Vec<OrderLine>, unlisted: &mut Vec<OrderLine>, read: &[OrderLine]) {
        let were_listed: Vec<OrderLineId> = listed.iter().map(|line| line.line_id.clone()).collect();
        let mut lines: BTreeMap<OrderLineId, OrderLine> =
            listed.drain(..).chain(unlisted.drain(..)).map(|line| (line.line_id.clone(), line)).collect();
        let told: BTreeMap<&OrderLineId, &OrderLine> =
            read.iter().map(|line| (&line.line_id, line)).collect();
        for (line_id, line) in &mut lines {
            self.line(line, told.get(line_id).copied());
        }
        for (line_id, line) in &told {
            if !lines.contains_key(*line_id) {
                lines.insert((*line_id).clone(), self.first_seen(line));
            }
        }
        let now_listed = if self.wins("lines", !were_listed.is_empty(), !read.is_empty()) {
            let mut ids: Vec<OrderLineId> = vec![];
            for line in read {
                if !ids.contains(&line.line_id) {
                    ids.push(line.line_id.clone());
                }
            }
            ids
        } else {
            were_listed
        };
        listed.extend(now_listed.iter().filter_map(|line_id| lines.remove(line_id)));
        unlisted.extend(lines.into_values());
    }

    /// Merges a line that was known before.
    fn line(&mut self, kept: &mut OrderLine, read: Option<&OrderLine>) {
        let line_id = kept.line_id.clone();
        let field = |name: &str| format!("line:{line_id}:{name}");
        let mut pieces = Some(kept.quantity);
        self.field(&field("quantity"), &mut pieces, read.map(|line| &line.quantity));
        kept.quantity = pieces.unwrap_or_default();
        self.field(&field("unitPrice"), &mut kept.unit_price, read.and_then(|line| line.unit_price.as_ref()));
        self.field(&field("status"), &mut kept.status, read.and_then(|line| line.status.as_ref()));
        self.field(
            &field("afterSales"),
            &mut kept.after_sales,
            read.and_then(|line| line.after_sales.as_ref()),
        );
        self.field(&field("sum"), &mut kept.sum, read.and_then(|line| line.sum.as_ref()));
        self.field(&field("skuId"), &mut kept.sku_id, read.and_then(|line| line.sku_id.as_ref()));
        self.field(&field("variant"), &mut kept.variant, read.and_then(|line| line.variant.as_ref()));
        self.field(&field("picture"), &mut kept.picture, read.and_then(|line| line.picture.as_ref()));
        // Empty text tells nothing.
        let told = read.map(|line| &line.title).filter(|title| !title.is_empty());
        let mut text = Some(std::mem::take(&mut kept.title)).filter(|title| !title.is_empty());
        self.field(&field("title"), &mut text, told);
        kept.title = text.unwrap_or_default();
        let told = read.map(|line| &line.offer_id).filter(|id| !id.as_str().is_empty());
        let mut id = Some(kept.offer_id.clone()).filter(|id| !id.as_str().is_empty());
        self.field(&field("offerId"), &mut id, told);
        kept.offer_id = id.unwrap_or_else(|| "".into());
    }

    /// A line that this read is the first to tell: its fields are as old as this read.
    fn first_seen(&mut self, read: &OrderLine) -> OrderLine {
        let mut blank = OrderLine {
            offer_id: "".into(),
            sku_id: None,
            title: String::new(),
            variant: None,
            picture: None,
            unit_price: None,
            sum: None,
            status: None,
            after_sales: None,
            ..read.clone()
        };
        // Its quantity is told here too, though the blank line looks as if it had been known.
        self.told_at.insert(format!("line:{}:quantity", read.line_id), self.turn);
        self.line(&mut blank, Some(read));
        blank
    }
}
