//! The support report: everything that somebody who helps needs to know, and no secret.

use std::fmt::Write as _;

use jiff::Timestamp;
use pandapon::MASK;
use pondesk_domain::EpochMs;

use super::personal::{covered_body, covered_text};
use crate::api::*;
use crate::connecting;
use crate::desk::Desk;
use crate::desk_status;

/// Failed calls whose bodies go into a report.
const FAILED_WITH_BODIES: usize = 20;

/// What somebody who helps needs to know of an account's way to PandaPon: settings, clock, outbox, the last calls.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], and those of the store.
pub async fn report(desk: &Desk, request: SupportReportRequest) -> CommandResult<SupportReport> {
    let status = desk_status::show(desk, Nothing {}).await?;
    let account = status.accounts.iter().find(|account| account.account_id == request.account_id);
    let account = account.ok_or_else(|| CommandError::field(ErrorCode::AccountMissing, "accountId"))?;
    let calls = super::calls(desk, CallList { account_id: Some(request.account_id.clone()) }).await?;
    let mut text = head(desk.now(), &status, account, request.personal);
    text.push_str(&call_table(&calls, request.personal));
    if request.bodies {
        let kept = desk.inner.clients.calls.of(Some(&request.account_id));
        let failed = kept.filter(|kept| kept.call.failed.is_some());
        for kept in failed.take(FAILED_WITH_BODIES) {
            text.push_str(&bodies(&kept, request.personal));
        }
    }
    Ok(SupportReport { text })
}

fn head(now: EpochMs, status: &DeskStatus, account: &AccountView, personal: bool) -> String {
    let connection = &account.connection;
    let scheme = connecting::scheme_number(connection.scheme);
    let overrides: Vec<String> = connection.overrides.iter().map(override_line).collect();
    let offset = status.clock_offset_ms.filter(|_| status.current.as_ref() == Some(&account.account_id));
    let outbox = status.outbox;
    [
        "Pondesk support report".to_owned(),
        format!("Made         {}", moment(now)),
        format!("Pondesk      {} on {} {}", status.version, std::env::consts::OS, std::env::consts::ARCH),
        format!("PandaPon     {}", account.base_url.as_deref().unwrap_or("the embedded sandbox")),
        format!("Environment  {:?}", account.environment),
        format!("AccessKey    {}", account.access_key_hint),
        format!("user-id      {}", if personal { &account.user_id } else { MASK }),
        format!("Secret       {:?}", account.secret),
        format!(
            "Connection   signature scheme {scheme}, timestamp in {:?}, edition {:?}, vouchers as {:?}",
            connection.timestamp_unit, connection.edition, connection.voucher_transport
        ),
        format!("Overrides    {}", if overrides.is_empty() { "none".into() } else { overrides.join("; ") }),
        format!(
            "Clock        {}",
            offset.map_or_else(
                || "not compared yet".to_owned(),
                |ms| format!("this computer minus PandaPon: {ms} ms")
            )
        ),
        format!("Reached      {}", if status.online { "at the last call" } else { "not at the last call" }),
        format!(
            "Outbox       {} ready, {} sending, {} unknown",
            outbox.ready, outbox.sending, outbox.unknown
        ),
    ]
    .join("\n")
        + "\n"
}

fn override_line(place: &PlaceOverride) -> String {
    let method = place.method.map_or("", |method| match method {
        HttpMethod::Get => "GET ",
        HttpMethod::Post => "POST ",
    });
    format!("{} → {method}{}", place.operation, place.path.as_deref().unwrap_or("same path"))
}

/// Heads of the columns of the last calls.
const COLUMNS: [&str; 11] =
    ["#", "time", "operation", "method", "path", "HTTP", "code", "bytes", "ms", "requestId", "ended"];

fn call_table(calls: &LastCalls, personal: bool) -> String {
    let median = calls.median_ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms} ms"));
    let heading = format!(
        "\nLast {} calls, newest first: {} failed, {} slow, median {median}\n",
        calls.calls.len(),
        calls.failed,
        calls.slow
    );
    let rows: Vec<_> = std::iter::once(COLUMNS.map(str::to_owned))
        .chain(calls.calls.iter().map(|kept| columns(kept, personal)))
        .collect();
    heading + &aligned(&rows)
}

fn columns(kept: &NumberedCall, personal: bool) -> [String; COLUMNS.len()] {
    let call = &kept.call;
    let maybe = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let columns = [
        kept.call_id.to_string(),
        moment(call.at),
        call.operation.clone(),
        format!("{:?}", call.method).to_uppercase(),
        call.path.clone(),
        maybe(call.http_status.map(|status| status.to_string())),
        maybe(call.code.clone()),
        call.received_bytes.to_string(),
        call.took_ms.to_string(),
        maybe(call.request_id.as_ref().map(ToString::to_string)),
        call.failed.map_or_else(|| "well".to_owned(), |failed| format!("{failed:?}")),
    ];
    columns.map(|column| {
        let column: String = column.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if personal { column } else { covered_text(&column) }
    })
}

/// Rows one below the other, each column as wide as its widest.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, width) in row.iter().zip(widths) {
            let _ = write!(line, "{column:width$}  ");
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn bodies(kept: &CallView, personal: bool) -> String {
    let shown = |body: &KeptBody| {
        let cut = if body.cut { " …" } else { "" };
        if personal {
            return format!("{}{cut}", body.text);
        }
        // Half a body cannot be read, so it cannot be told what of it is personal.
        covered_body(&body.text).unwrap_or_else(|| "(left out: it cannot be masked)".to_owned()) + cut
    };
    format!(
        "\n#{} {}\nsent: {}\ncame back: {}\n",
        kept.call_id,
        kept.call.operation,
        shown(&kept.request),
        kept.answer.as_ref().map_or_else(|| "nothing".to_owned(), shown)
    )
}

fn moment(at: EpochMs) -> String {
    Timestamp::from_millisecond(at.0).map_or_else(|_| "-".to_owned(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_one_below_the_other() {
        let rows = [["#", "path", "ended"], ["12", "/a", "well"], ["3", "/open/字", "Refused"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "#   path     ended\n12  /a       well\n3   /open/字  Refused\n");
    }
}
