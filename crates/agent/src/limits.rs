//! What an account may do without being stopped or asked.

use pondesk_domain::{AccountId, Limits, Money, guard};

use crate::api::*;
use crate::desk::Desk;

/// The limits of an account, and what its day came to so far.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], and those of the store.
pub async fn show(desk: &Desk, request: AccountRef) -> CommandResult<AccountLimits> {
    let account = desk.account(&request.account_id).await?;
    view(desk, account.account_id).await
}

/// Keeps the limits of an account as they were typed.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] with the field and its limit, [`ErrorCode::AccountMissing`], and those of the store.
pub async fn save(desk: &Desk, request: AccountLimitsSave) -> CommandResult<AccountLimits> {
    let limits = Limits {
        daily: amount("daily", &request.daily)?,
        confirm_above: amount("confirmAbove", &request.confirm_above)?,
        duplicate_hours: hours("duplicateHours", &request.duplicate_hours)?,
    };
    let account_id = desk.account(&request.account_id).await?.account_id;
    let id = account_id.clone();
    desk.store().run(move |store| store.save_limits(&id, &limits)).await?;
    desk.changed(ChangedTable::Accounts, [&account_id]);
    view(desk, account_id).await
}

async fn view(desk: &Desk, account_id: AccountId) -> CommandResult<AccountLimits> {
    let (id, day_start) = (account_id.clone(), desk.day_start());
    let read = desk.store().run(move |store| Ok((store.limits(&id)?, store.outlays_since(&id, day_start)?)));
    let (limits, outlays) = read.await?;
    Ok(AccountLimits { account_id, limits, spent_today: guard::spent(&outlays), day_start })
}

/// A sum in yuan; nothing typed means no limit.
fn amount(field: &str, typed: &str) -> CommandResult<Option<Money>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let read = Money::typed(typed).ok().filter(|money| money.minor() <= Limits::MOST.minor());
    let invalid = || CommandError::field(ErrorCode::FieldInvalid, field);
    read.map(Some).ok_or_else(|| invalid().with("limit", format!("¥0 – ¥{}", Limits::MOST.to_yuan())))
}

fn hours(field: &str, typed: &str) -> CommandResult<u32> {
    let most = Limits::MOST_HOURS;
    let read = typed.trim().parse().ok().filter(|hours| *hours <= most);
    read.ok_or_else(|| {
        CommandError::field(ErrorCode::FieldInvalid, field).with("limit", format!("0 – {most}"))
    })
}
