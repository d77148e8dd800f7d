//! Merging reads of an order: the newest word on each field wins, so the order in which reads arrive does not matter.

use std::collections::BTreeMap;

use pondesk_domain::{EpochMs, Money, Order, OrderLine, OrderLineId, OrderStatus, Parcel, Payment};

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
    pub(super) first_read_at: EpochMs,
    /// The newest read.
    pub(super) read_at: EpochMs,
    /// When each field was last told, where that is not `read_at`.
    pub(super) told_at: BTreeMap<String, EpochMs>,
}

/// A field that differs, for the history.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) field: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Kept {
    /// An order of which nothing is known but its ids.
    pub(super) fn unread(read: &Order, read_at: EpochMs) -> Self {
        let order = Order {
            purchase_order_id: None,
            sales_order_id: None,
            outer_id: None,
            status: OrderStatus::read(read.platform, ""),
            seller_name: None,
            lines: vec![],
            goods: None,
            freight: None,
            discount: None,
            total: None,
            placed_at: None,
            payment: Payment { paid_at: None, pay_before: None },
            receiver: None,
            parcels: vec![],
            closed_reason: None,
            ..read.clone()
        };
        Self {
            order,
            unlisted: vec![],
            was_total: None,
            first_read_at: read_at,
            read_at,
            told_at: BTreeMap::new(),
        }
    }

    /// Takes in what a read told, and says what differed.
    pub(super) fn merge(&mut self, read: &Order, read_at: EpochMs) -> Vec<Difference> {
        let was_read_at = self.read_at;
        let mut merge = Merge { told_at: &mut self.told_at, was_read_at, read_at, differences: vec![] };
        let order = &mut self.order;
        merge.status("status", &mut order.status, &read.status);
        let total_before = order.total;
        merge.noted("total", &mut order.total, read.total.as_ref(), fen);
        if order.total != total_before && total_before.is_some() {
            self.was_total = total_before;
        }
        merge.noted("goods", &mut order.goods, read.goods.as_ref(), fen);
        merge.noted("freight", &mut order.freight, read.freight.as_ref(), fen);
        merge.noted("discount", &mut order.discount, read.discount.as_ref(), fen);
        merge.noted("receiver", &mut order.receiver, read.receiver.as_ref(), String::clone);
        merge.noted("closedReason", &mut order.closed_reason, read.closed_reason.as_ref(), String::clone);
        merge.noted("paidAt", &mut order.payment.paid_at, read.payment.paid_at.as_ref(), |at| {
            at.0.to_string()
        });
        merge.quiet("payBefore", &mut order.payment.pay_before, read.payment.pay_before.as_ref());
        merge.quiet("placedAt", &mut order.placed_at, read.placed_at.as_ref());
        merge.quiet("purchaseOrderId", &mut order.purchase_order_id, read.purchase_order_id.as_ref());
        merge.quiet("salesOrderId", &mut order.sales_order_id, read.sales_order_id.as_ref());
        merge.quiet("outerId", &mut order.outer_id, read.outer_id.as_ref());
        merge.quiet("sellerName", &mut order.seller_name, read.seller_name.as_ref());
        merge.parcels(&mut order.parcels, &read.parcels);
        merge.lines(&mut order.lines, &mut self.unlisted, &read.lines);
        let differences = merge.differences;
        self.first_read_at = self.first_read_at.min(read_at);
        self.read_at = was_read_at.max(read_at);
        self.told_at.retain(|_, at| *at != self.read_at);
        differences
    }
}

/// One read on its way into what is kept.
struct Merge<'a> {
    told_at: &'a mut BTreeMap<String, EpochMs>,
    was_read_at: EpochMs,
    read_at: EpochMs,
    differences: Vec<Difference>,
}

impl Merge<'_> {
    /// Whether this read has the newest word on a field. `known`: an earlier read told it; `told`: this one does.
    fn wins(&mut self, field: &str, known: bool, told: bool) -> bool {
        let last = self.told_at.get(field).copied().or(known.then_some(self.was_read_at));
        let wins = told && last.is_none_or(|last| self.read_at >= last);
        if let Some(at) = if wins { Some(self.read_at) } else { last } {
            self.told_at.insert(field.to_owned(), at);
        }
        wins
    }

    /// Merges a field without history.
    fn quiet<T: Clone + PartialEq>(&mut self, field: &str, kept: &mut Option<T>, read: Option<&T>) {
        if self.wins(field, kept.is_some(), read.is_some()) {
            *kept = read.cloned();
        }
    }

    /// Merges a field whose changes are history.
    fn noted<T: Clone + PartialEq>(
        &mut self,
        field: &str,
        kept: &mut Option<T>,
        read: Option<&T>,
        show: impl Fn(&T) -> String,
    ) {
        let before = kept.clone();
        self.quiet(field, kept, read);
        if *kept != before {
            self.note(field, before.as_ref().map(&show), kept.as_ref().map(&show));
        }
    }

    fn note(&mut self, field: &str, old: Option<String>, new: Option<String>) {
        self.differences.push(Difference { field: field.to_owned(), old, new });
    }

    /// An empty word tells nothing.
    fn status(&mut self, field: &str, kept: &mut OrderStatus, read: &OrderStatus) {
        let told = |status: &OrderStatus| (!status.raw.is_empty()).then(|| status.clone());
        let mut merged = told(kept);
        self.noted(field, &mut merged, told(read).as_ref(), |status| status.raw.clone());
        if let Some(status) = merged {
            *kept = status;
        }
    }

    /// Parcels are told all together; none tells nothing.
    fn parcels(&mut self, kept: &mut Vec<Parcel>, read: &[Parcel]) {
        let before = kept.clone();
        if self.wins("parcels", !kept.is_empty(), !read.is_empty()) {
            *kept = read.to_vec();
        }
        if *kept != before {
            self.note("parcels", parcels_in_words(&before), parcels_in_words(kept));
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
            were_listed.clone()
        };
        for line_id in were_listed.iter().filter(|line_id| !now_listed.contains(line_id)) {
            let title = lines.get(line_id).map(|line| line.title.clone());
            self.note(&format!("line:{line_id}"), title, None);
        }
        for line_id in now_listed.iter().filter(|line_id| !were_listed.contains(line_id)) {
            let title = lines.get(line_id).map(|line| line.title.clone());
            self.note(&format!("line:{line_id}"), None, title);
        }
        listed.extend(now_listed.iter().filter_map(|line_id| lines.remove(line_id)));
        unlisted.extend(lines.into_values());
    }

    /// Merges a line that was known before.
    fn line(&mut self, kept: &mut OrderLine, read: Option<&OrderLine>) {
        let field = |name: &str| format!("line:{}:{name}", kept.line_id);
        let [quantity, unit_price, status, after_sales] =
            [field("quantity"), field("unitPrice"), field("status"), field("afterSales")];
        let [sum, offer_id, sku_id, title, variant, picture] = [
            field("sum"),
            field("offerId"),
            field("skuId"),
            field("title"),
            field("variant"),
            field("picture"),
        ];
        let mut pieces = Some(kept.quantity);
        self.noted(&quantity, &mut pieces, read.map(|line| &line.quantity), u32::to_string);
        kept.quantity = pieces.unwrap_or_default();
        self.noted(&unit_price, &mut kept.unit_price, read.and_then(|line| line.unit_price.as_ref()), fen);
        self.noted(&status, &mut kept.status, read.and_then(|line| line.status.as_ref()), |status| {
            status.raw.clone()
        });
        self.noted(
            &after_sales,
            &mut kept.after_sales,
            read.and_then(|line| line.after_sales.as_ref()),
            String::clone,
        );
        self.quiet(&sum, &mut kept.sum, read.and_then(|line| line.sum.as_ref()));
        self.quiet(&sku_id, &mut kept.sku_id, read.and_then(|line| line.sku_id.as_ref()));
        self.quiet(&variant, &mut kept.variant, read.and_then(|line| line.variant.as_ref()));
        self.quiet(&picture, &mut kept.picture, read.and_then(|line| line.picture.as_ref()));
        // Empty text tells nothing.
        let told = read.map(|line| &line.title).filter(|title| !title.is_empty());
        let mut text = Some(std::mem::take(&mut kept.title)).filter(|title| !title.is_empty());
        self.quiet(&title, &mut text, told);
        kept.title = text.unwrap_or_default();
        let told = read.map(|line| &line.offer_id).filter(|id| !id.as_str().is_empty());
        let mut id = Some(kept.offer_id.clone()).filter(|id| !id.as_str().is_empty());
        self.quiet(&offer_id, &mut id, told);
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
        let history = self.differences.len();
        // Its quantity is told here too, though the blank line looks as if it had been known.
        self.told_at.insert(format!("line:{}:quantity", read.line_id), self.read_at);
        self.line(&mut blank, Some(read));
        self.differences.truncate(history);
        blank
    }
}

fn fen(money: &Money) -> String {
    money.minor().to_string()
}

/// Parcels for the history, `carrier waybill` each.
fn parcels_in_words(parcels: &[Parcel]) -> Option<String> {
    let words = |parcel: &Parcel| {
        let parts: Vec<&str> =
            [&parcel.carrier, &parcel.waybill].into_iter().flatten().map(String::as_str).collect();
        parts.join(" ")
    };
    (!parcels.is_empty()).then(|| parcels.iter().map(words).collect::<Vec<_>>().join("; "))
}
