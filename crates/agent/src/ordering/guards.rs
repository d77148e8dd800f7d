//! Guards before money moves: what an account's limits and its latest outlays say to what is about to be sent.

use pondesk_domain::{
    AccountId, Address, Consent, Duplicate, EarlierOrder, LimitStop, Limits, Money, OperationId, Order,
    Outlay, PreviewLine, guard,
};

use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;

/// What guards look at, read in one moment.
pub(crate) struct Guards {
    limits: Limits,
    /// What moved money since the day began.
    outlays: Vec<Outlay>,
    /// What was ordered in the window of duplicates, newest first.
    earlier: Vec<EarlierOrder>,
}

impl Guards {
    /// Reads what guards look at. `replaced` is the operation in whose place something is sent: it counts no more.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) async fn read(
        desk: &Desk,
        account_id: &AccountId,
        replaced: Option<&OperationId>,
    ) -> CommandResult<Self> {
        let (account_id, now, day_start) = (account_id.clone(), desk.now(), desk.day_start());
        let read = desk.store().run(move |store| {
            let limits = store.limits(&account_id)?;
            let outlays = store.outlays_since(&account_id, day_start)?;
            let earlier = store.orders_sent_since(&account_id, limits.duplicates_since(now))?;
            Ok(Self { limits, outlays, earlier })
        });
        let mut read = read.await?;
        read.outlays.retain(|outlay| replaced != Some(&outlay.operation_id));
        read.earlier.retain(|earlier| replaced != Some(&earlier.operation_id));
        Ok(read)
    }

    /// Earlier orders that hold the same goods in the same number to the same address.
    pub(crate) fn duplicates(&self, lines: &[PreviewLine], address: &Address) -> Vec<Duplicate> {
        guard::duplicates(lines, &address.receiver(), &self.earlier)
    }

    /// Whether new orders of `sum` in all may be placed. `confirmed` is the sum that the user said yes to.
    ///
    /// # Errors
    /// [`ErrorCode::DailyLimit`] and [`ErrorCode::ConfirmationNeeded`], with their figures.
    pub(crate) fn check_orders(
        &self,
        sum: Money,
        confirmed: Option<Money>,
    ) -> CommandResult<Option<Consent>> {
        self.check(sum, sum, confirmed)
    }

    /// Whether these orders may be paid. What was placed today is in the day's sum already.
    ///
    /// # Errors
    /// As [`Guards::check_orders`].
    pub(crate) fn check_payment<'o>(
        &self,
        orders: impl IntoIterator<Item = &'o Order>,
        confirmed: Option<Money>,
    ) -> CommandResult<Option<Consent>> {
        let orders = orders.into_iter().filter_map(|order| Some((&order.order_id, order.total?)));
        let orders: Vec<_> = orders.collect();
        let sum = Money::sum(orders.iter().map(|(_, total)| *total));
        self.check(guard::not_counted(&self.outlays, orders), sum, confirmed)
    }

    fn check(&self, new: Money, sum: Money, confirmed: Option<Money>) -> CommandResult<Option<Consent>> {
        let checked = self.limits.check(guard::spent(&self.outlays), new, sum, confirmed);
        checked.map_err(|stop| match stop {
            LimitStop::Daily { limit, spent } => CommandError::new(ErrorCode::DailyLimit)
                .with("limit", limit.minor())
                .with("spent", spent.minor())
                .with("sum", new.minor()),
            LimitStop::Confirm { limit } => CommandError::new(ErrorCode::ConfirmationNeeded)
                .with("limit", limit.minor())
                .with("sum", sum.minor()),
        })
    }
}
