//! What happens by itself later: kept, so that a restart forgets nothing.

use rusqlite::{OptionalExtension, params};

use super::{Books, platform_name};
use crate::catalogue::Platform;
use crate::refusal::Refusal;

/// Something that the platform, finance, a seller or a deadline does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Taobao: the order is built and can be paid.
    Built,
    /// Taobao: finance looks at the voucher and approves.
    FinanceApproves,
    /// Taobao: an approved order joins the queue of those that PandaPon pays.
    Queued,
    /// Taobao: PandaPon has paid Taobao.
    PaidOut,
    /// The seller ships.
    SellerShips,
    /// Nobody paid in time.
    PaymentDeadline,
    /// 1688: nobody confirmed receipt in time.
    ReceiptDeadline,
    /// 1688: the seller got the money.
    Settled,
    /// The present step of an after-sales case was not taken in time.
    CaseDeadline,
    /// A seller does something about an after-sales case.
    SellerActs,
    /// A parcel comes to the next place of its journey.
    ParcelMoves,
}

const NAMES: [(Event, &str); 11] = [
    (Event::Built, "built"),
    (Event::FinanceApproves, "finance-approves"),
    (Event::Queued, "queued"),
    (Event::PaidOut, "paid-out"),
    (Event::SellerShips, "seller-ships"),
    (Event::PaymentDeadline, "payment-deadline"),
    (Event::ReceiptDeadline, "receipt-deadline"),
    (Event::Settled, "settled"),
    (Event::CaseDeadline, "case-deadline"),
    (Event::SellerActs, "seller-acts"),
    (Event::ParcelMoves, "parcel-moves"),
];

impl Event {
    fn name(self) -> &'static str {
        NAMES.iter().find(|(event, _)| *event == self).map_or("", |(_, name)| name)
    }

    /// Whether it is about an after-sales case, not an order.
    pub(crate) fn is_of_case(self) -> bool {
        matches!(self, Event::CaseDeadline | Event::SellerActs)
    }

    fn named(name: &str) -> Option<Event> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(event, _)| *event)
    }
}

/// An event whose time has come.
pub(crate) struct DueEvent {
    pub(crate) id: i64,
    pub(crate) due_ms: i64,
    /// `None` for a name that this version does not know.
    pub(crate) event: Option<Event>,
    pub(crate) platform: Platform,
    /// Id of the order, or of the case where it is about one.
    pub(crate) subject: String,
}

impl Books<'_> {
    /// Plans an event of an order or a case, `after_ms` on the sandbox's clock.
    pub(crate) fn plan(
        &self,
        after_ms: i64,
        event: Event,
        platform: Platform,
        subject: &str,
    ) -> Result<(), Refusal> {
        self.tx.execute(
            "INSERT INTO due (due_ms, event, platform, order_id) VALUES (?1, ?2, ?3, ?4)",
            params![self.moment_ms.get() + after_ms, event.name(), platform_name(platform), subject],
        )?;
        Ok(())
    }

    /// Drops a planned event of an order or a case.
    pub(crate) fn unplan(&self, event: Event, platform: Platform, subject: &str) -> Result<(), Refusal> {
        self.tx.execute(
            "DELETE FROM due WHERE platform = ?1 AND order_id = ?2 AND event = ?3",
            params![platform_name(platform), subject, event.name()],
        )?;
        Ok(())
    }

    /// The next event that is due by a time of the sandbox's clock.
    pub(crate) fn next_due(&self, by_ms: i64) -> Result<Option<DueEvent>, Refusal> {
        let found = self
            .tx
            .prepare_cached(
                "SELECT id, due_ms, event, platform, order_id FROM due WHERE due_ms <= ?1 ORDER BY due_ms, id LIMIT 1",
            )?
            .query_row([by_ms], |row| {
                let platform: String = row.get(3)?;
                Ok(DueEvent {
                    id: row.get(0)?,
                    due_ms: row.get(1)?,
                    event: Event::named(&row.get::<_, String>(2)?),
                    platform: if platform == "taobao" { Platform::Taobao } else { Platform::Alibaba1688 },
                    subject: row.get(4)?,
                })
            })
            .optional()?;
        Ok(found)
    }

    /// Strikes an event off.
    pub(crate) fn strike_off(&self, event: &DueEvent) -> Result<(), Refusal> {
        self.tx.execute("DELETE FROM due WHERE id = ?1", [event.id])?;
        Ok(())
    }

    /// When the next event is due, on the sandbox's clock.
    pub(crate) fn next_due_ms(&self) -> Result<Option<i64>, Refusal> {
        Ok(self.tx.query_row("SELECT MIN(due_ms) FROM due", [], |row| row.get(0))?)
    }
}
