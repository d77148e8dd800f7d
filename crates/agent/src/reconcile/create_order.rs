//! An order that may have been placed: looked for in the order list.

use pondesk_domain::{
    AccountId, Address, Agreement, Fit, Found, Operation, OrderId, PreviewOrder, SoughtLine, SoughtOrder,
};
use pondesk_store::OrderRead;
use serde::{Deserialize, Serialize};

use super::{Entry, Finding, Glass, Reconciled, Redone};
use crate::api::{ChangedTable, CommandResult};
use crate::cart;
use crate::desk::Desk;
use crate::ordering;
use crate::orders::pages::{self, PageAsked};
use crate::orders::reading;

/// Pages that one look reads at most: 500 orders, which nobody places in the minutes that count.
const MOST_PAGES: u32 = 10;

/// Places one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateOrder {
    /// Where to.
    pub(crate) address: Address,
    /// What the user agreed to.
    pub(crate) order: PreviewOrder,
    /// Words to the seller.
    pub(crate) message: Option<String>,
}

impl CreateOrder {
    fn sought(&self, glass: &Glass<'_>) -> SoughtOrder {
        let lines = self.order.lines.iter().map(|line| SoughtLine {
            offer_id: line.offer_id.clone(),
            sku_id: line.sku_id.clone(),
            quantity: line.quantity,
        });
        // PandaPon dates orders by its own clock.
        let ahead = glass.client.clock_offset().as_millis();
        SoughtOrder {
            platform: self.order.platform,
            lines: lines.collect(),
            receiver: self.address.name.clone(),
            street: self.address.street.clone(),
            total: self.order.total,
            outer_id: None,
            sent_at: glass.sent_at.plus_ms(i64::try_from(ahead).unwrap_or_default()),
        }
    }
}

impl Reconciled for CreateOrder {
    /// Where to, which SKUs and in which number. Not the cart records: an order whose answer was lost may have emptied
    /// the cart, and the same goods put in anew get other ids.
    fn parts(&self) -> Vec<String> {
        let to = format!("to {}", self.address.receiver());
        let from = format!("from {} {}", self.order.platform, self.order.seller_id);
        let line = |line: &pondesk_domain::PreviewLine| {
            format!("{} {} × {}", line.offer_id, line.sku_id, line.quantity)
        };
        self.order.lines.iter().map(line).chain([to, from]).collect()
    }

    async fn look(&self, glass: &Glass<'_>) -> CommandResult<Finding> {
        let (mut wholly, mut nearly, mut broken) = (Vec::new(), Vec::new(), None);
        for page in 1..=MOST_PAGES {
            let account_id = &glass.operation.account_id;
            let asked = PageAsked { page, until: None };
            let platform = self.order.platform;
            let rows = pages::read(glass.desk, glass.client, account_id, platform, asked).await?;
            let rows = rows.readable()?;
            // After the read: its answer tells how PandaPon's clock goes.
            let sought = self.sought(glass);
            let last = rows.came < pages::PAGE_SIZE as usize
                || rows.reads.iter().all(|row| sought.is_too_old(row.order.placed_at));
            broken = broken.or(rows.first_broken());
            let mut kept = Vec::with_capacity(rows.reads.len());
            for row in rows.reads {
                let row = with_lines(glass, &sought, row).await?;
                match sought.fit(&row.order) {
                    Fit::Not => {}
                    _ if is_of_another(glass, &row.order.order_id).await? => {}
                    Fit::Wholly => wholly.push(row.order.order_id.clone()),
                    Fit::Nearly => nearly.push(row.order.order_id.clone()),
                }
                kept.push(row);
            }
            reading::keep(glass.desk, kept).await?;
            if last {
                break;
            }
        }
        // An order that cannot be read could be the one: such a look does not say that there is none.
        if let Some(broken) = broken.filter(|_| wholly.is_empty() && nearly.is_empty()) {
            return Err(broken);
        }
        Ok(match wholly.len() {
            1 => Finding::Happened(wholly),
            0 if nearly.is_empty() => Finding::Open(Found::Nothing),
            0 => Finding::Open(Found::Nearly { order_ids: nearly }),
            _ => Finding::Open(Found::Several { order_ids: wholly }),
        })
    }

    async fn redo(
        &self,
        desk: &Desk,
        account_id: &AccountId,
        entry: Entry,
        agreement: &Agreement,
    ) -> CommandResult<Redone> {
        ordering::place_again(desk, account_id, self, entry, agreement).await
    }

    /// The order took its records out of the cart.
    async fn settled(&self, desk: &Desk, operation: &Operation) {
        let read = async {
            let client = desk.background_client(&operation.account_id).await?;
            cart::reading::read(desk, &client, &operation.account_id, self.order.platform).await
        };
        if let Err(failure) = read.await {
            tracing::warn!(%failure, "the cart was not read after an order was found");
        }
        desk.changed(ChangedTable::Orders, &operation.order_ids);
    }
}

/// A list may leave an order's lines out; the order itself has them.
async fn with_lines(glass: &Glass<'_>, sought: &SoughtOrder, row: OrderRead) -> CommandResult<OrderRead> {
    let order = &row.order;
    if !order.lines.is_empty() || sought.is_too_old(order.placed_at) {
        return Ok(row);
    }
    let (account_id, id) = (&glass.operation.account_id, &order.platform_order_id);
    reading::read(glass.desk, glass.client, account_id, order.platform, id, row.source).await
}

/// Whether an order was known before this one was sent, or another operation made it.
async fn is_of_another(glass: &Glass<'_>, order_id: &OrderId) -> CommandResult<bool> {
    let (account_id, order_id) = (glass.operation.account_id.clone(), order_id.clone());
    let (own, sent_at) = (glass.operation.operation_id.clone(), glass.sent_at);
    let known = glass.desk.store().run(move |store| {
        let before = store.order_first_read_at(&account_id, &order_id)?.is_some_and(|at| at < sent_at);
        let maker = store.maker_of(&account_id, &order_id)?;
        Ok(before || maker.is_some_and(|maker| maker != own))
    });
    Ok(known.await?)
}
