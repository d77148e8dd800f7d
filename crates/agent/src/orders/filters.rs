//! Filters as they are typed, read with this machine's days and this desk's accounts.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pondesk_domain::{AccountId, EpochMs, FilterPart, FilterWords, OrderFilter};
use pondesk_store::Store;

use crate::api::CommandResult;
use crate::desk::Desk;

/// Reads what was typed: the filter, and its parts.
///
/// # Errors
/// Those of the store.
pub(crate) async fn read(desk: &Desk, text: &str) -> CommandResult<(OrderFilter, Vec<FilterPart>)> {
    let accounts = desk.store().run(Store::accounts).await?;
    let account = |name: &str| -> Option<AccountId> {
        let meant = |account: &&pondesk_store::Account| {
            account.account_id.as_str() == name || account.name.to_lowercase() == name.to_lowercase()
        };
        accounts.iter().find(meant).map(|account| account.account_id.clone())
    };
    let zone = TimeZone::system();
    let day = |year: i16, month: i8, day: i8| {
        let start = Date::new(year, month, day).ok()?.to_zoned(zone.clone()).ok()?;
        Some(EpochMs(start.timestamp().as_millisecond()))
    };
    Ok(OrderFilter::read(text, &FilterWords { day: &day, account: &account }))
}
