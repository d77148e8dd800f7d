//! What one answer told of an order, in the words of its history.

use std::collections::{BTreeMap, HashMap};

use pondesk_domain::{Money, Order, OrderLine};
use serde::{Deserialize, Serialize};

use super::merge::Kept;

/// What an answer told, of all that has a history.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) fields: BTreeMap<String, String>,
    /// Lines with their titles; none tells nothing of them.
    pub(super) lines: BTreeMap<String, String>,
}

impl Told {
    /// What `order` says. Empty text tells nothing.
    pub(super) fn of(order: &Order) -> Self {
        let mut told = Self::default();
        let mut note = |field: &str, value: Option<String>| {
            if let Some(value) = value {
                told.fields.insert(field.to_owned(), value);
            }
        };
        let fen = |money: Option<Money>| money.map(|money| money.minor().to_string());
        note("status", (!order.status.raw.is_empty()).then(|| order.status.raw.clone()));
        note("total", fen(order.total));
        note("goods", fen(order.goods));
        note("freight", fen(order.freight));
        note("discount", fen(order.discount));
        note("receiver", order.receiver.clone());
        note("closedReason", order.closed_reason.clone());
        note("paidAt", order.payment.paid_at.map(|at| at.0.to_string()));
        note("parcels", parcels_in_words(order));
        told.add_lines(&order.lines);
        told.lines.extend(order.lines.iter().map(|line| (line.line_id.to_string(), line.title.clone())));
        told
    }

    /// What stands: the order, and of lines that are listed no more what was last said of them.
    pub(super) fn of_kept(kept: &Kept) -> Self {
        let mut told = Self::of(&kept.order);
        told.add_lines(&kept.unlisted);
        told
    }

    fn add_lines(&mut self, lines: &[OrderLine]) {
        for line in lines {
            let values = [
                ("quantity", Some(line.quantity.to_string())),
                ("unitPrice", line.unit_price.map(|price| price.minor().to_string())),
                ("status", line.status.as_ref().map(|status| status.raw.clone())),
                ("afterSales", line.after_sales.clone()),
            ];
            for (name, value) in values {
                if let Some(value) = value {
                    self.fields.insert(format!("line:{}:{name}", line.line_id), value);
                }
            }
        }
    }

    /// What was told, with lines that an answer about lines leaves out as gone.
    pub(super) fn values(&self, stands: &HashMap<String, Option<String>>) -> Vec<(String, Option<String>)> {
        let mut values: Vec<_> =
            self.fields.iter().map(|(field, value)| (field.clone(), Some(value.clone()))).collect();
        if self.lines.is_empty() {
            return values;
        }
        let listed = |field: &str| match line_of(field) {
            Some((line_id, None)) => self.lines.contains_key(line_id),
            _ => true,
        };
        let gone = stands.iter().filter(|(field, value)| value.is_some() && !listed(field));
        values.extend(gone.map(|(field, _)| (field.clone(), None)));
        // A line that stays is no change though its title reads otherwise.
        for (line_id, title) in &self.lines {
            let field = format!("line:{line_id}");
            let title = stands.get(&field).cloned().flatten().unwrap_or_else(|| title.clone());
            values.push((field, Some(title)));
        }
        values
    }
}

/// Parcels, `carrier waybill` each.
fn parcels_in_words(order: &Order) -> Option<String> {
    let words = order.parcels.iter().map(|parcel| {
        let parts: Vec<&str> =
            [&parcel.carrier, &parcel.waybill].into_iter().flatten().map(String::as_str).collect();
        parts.join(" ")
    });
    (!order.parcels.is_empty()).then(|| words.collect::<Vec<_>>().join("; "))
}

/// The line that a field is of: `line:<id>` or `line:<id>:<name>`. Names have no colon.
pub(super) fn line_of(field: &str) -> Option<(&str, Option<&str>)> {
    let rest = field.strip_prefix("line:")?;
    match rest.rsplit_once(':') {
        Some((id, name @ ("quantity" | "unitPrice" | "status" | "afterSales"))) => Some((id, Some(name))),
        _ => Some((rest, None)),
    }
}
