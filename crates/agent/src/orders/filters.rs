//! Filters as they are typed, read with this machine's days and this desk's accounts.

use std::cell::{LazyCell, OnceCell};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pondesk_domain::{AccountId, EpochMs, FilterPart, FilterWords, OrderFilter};
use pondesk_store::{Account, Store, StoreError};

/// Reads what was typed: the filter, and its parts. Accounts and days are looked up only where it names some.
///
/// # Errors
/// Those of the store.
pub(crate) fn read(store: &Store, text: &str) -> Result<(OrderFilter, Vec<FilterPart>), StoreError> {
    let accounts = OnceCell::new();
    let account = |name: &str| -> Option<AccountId> {
        let accounts = accounts.get_or_init(|| store.accounts()).as_ref().ok()?;
        let meant = |account: &&Account| {
            account.account_id.as_str() == name || account.name.to_lowercase() == name.to_lowercase()
        };
        accounts.iter().find(meant).map(|account| account.account_id.clone())
    };
    let zone = LazyCell::new(TimeZone::system);
    let day = |year: i16, month: i8, day: i8| {
        let start = Date::new(year, month, day).ok()?.to_zoned(zone.clone()).ok()?;
        Some(EpochMs(start.timestamp().as_millisecond()))
    };
    let read = OrderFilter::read(text, &FilterWords { day: &day, account: &account });
    match accounts.into_inner() {
        Some(Err(error)) => Err(error),
        _ => Ok(read),
    }
}
