//! From the SDK's and the store's errors to those of the command boundary: the one place.

use pandapon::wire::BrokenRow;
use pandapon::{Error, Fault, Outcome};
use pondesk_domain::RequestId;
use pondesk_store::StoreError;

use crate::api::{CommandError, ErrorCode};

/// Envelope codes and words by which a refusal is known to be about the clock.
const CLOCK_WORDS: [&str; 5] = ["timestamp", "时间戳", "expired request", "clock", "请求已过期"];

/// Words by which PandaPon says that it has not built an operation yet.
const UNBUILT_WORDS: [&str; 4] = ["in development", "开发中", "not support this api", "接口不存在"];

/// Envelope codes with which the upstream platforms or PandaPon say that an offer is not there.
const OFFER_MISSING_WORDS: [&str; 4] = ["商品不存在", "no such offer", "offer not found", "item not found"];

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        let code = code_of(&error);
        let mut told = CommandError::new(code).with("operation", error.operation());
        told.said = error.msg().map(str::to_owned).or_else(|| said_by_the_net(error.fault()));
        told.platform_code = error.code().map(str::to_owned);
        told.request_id = error.request_id().map(RequestId::from);
        if let Some(status) = error.http_status() {
            told = told.with("httpStatus", status);
        }
        if let Some(path) = error.json_path() {
            told = told.with("path", path);
        }
        told
    }
}

/// A row of a list that could not be read, where the others could.
pub(crate) fn unreadable_row(row: &BrokenRow, list: &str) -> CommandError {
    CommandError::new(ErrorCode::Unreadable)
        .with("path", format_args!("data.{list}{}", row.path))
        .saying(&row.reason)
}

/// Whether PandaPon was not reached at all; the embedded sandbox counts when it cannot be opened.
pub(crate) fn is_out_of_reach(error: &CommandError) -> bool {
    matches!(error.code, ErrorCode::NotReached | ErrorCode::TimedOut | ErrorCode::SandboxFailed)
}

/// Whether the error is about the way to PandaPon and says nothing of what was asked for: what this desk keeps of it
/// still stands, and is shown with the error beside it.
pub(crate) fn is_about_the_way(error: &CommandError) -> bool {
    use ErrorCode as Code;
    is_out_of_reach(error)
        || matches!(
            error.code,
            Code::KeychainLocked
                | Code::KeychainDenied
                | Code::SecretMissing
                | Code::SignatureRefused
                | Code::ClockRefused
                | Code::NotServed
                | Code::Unreadable
        )
}

/// Whether PandaPon said that there is no such offer.
pub(crate) fn says_offer_missing(error: &CommandError) -> bool {
    error.code == ErrorCode::Refused && says(error.said.as_deref(), &OFFER_MISSING_WORDS)
}

fn code_of(error: &Error) -> ErrorCode {
    let is_write = !error.operation().is_repeatable();
    if is_write && error.outcome() == Outcome::Unknown {
        return ErrorCode::OutcomeUnknown;
    }
    match error.fault() {
        Fault::Request(_) => ErrorCode::BadRequest,
        Fault::NoConnection(_) | Fault::ConnectionBroke(_) => ErrorCode::NotReached,
        Fault::TimedOut => ErrorCode::TimedOut,
        Fault::TooLarge { .. } | Fault::Misfit { .. } => ErrorCode::Unreadable,
        Fault::Refused | Fault::NoEnvelope => code_of_refusal(error.http_status(), error.msg()),
    }
}

/// PandaPon documents neither statuses nor codes, so the status says the kind and the words the finer points.
fn code_of_refusal(http_status: Option<u16>, msg: Option<&str>) -> ErrorCode {
    match http_status {
        Some(401 | 403) if says(msg, &CLOCK_WORDS) => ErrorCode::ClockRefused,
        Some(401 | 403) => ErrorCode::SignatureRefused,
        Some(404 | 405 | 501) => ErrorCode::NotServed,
        // A gateway speaks for a PandaPon that it did not reach either.
        Some(502..=504) => ErrorCode::NotReached,
        _ if says(msg, &UNBUILT_WORDS) => ErrorCode::NotServed,
        _ => ErrorCode::Refused,
    }
}

fn says(msg: Option<&str>, words: &[&str]) -> bool {
    let msg = msg.unwrap_or_default().to_lowercase();
    words.iter().any(|word| msg.contains(word))
}

fn said_by_the_net(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Request(words) | Fault::NoConnection(words) | Fault::ConnectionBroke(words) => {
            Some(words.clone())
        }
        Fault::Misfit { reason, .. } => Some(reason.clone()),
        Fault::TimedOut | Fault::TooLarge { .. } | Fault::Refused | Fault::NoEnvelope => None,
    }
}

/// Folders and files are not named: paths are not for the UI.
impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        use ErrorCode as Code;
        match error {
            StoreError::InUse { .. } => Self::new(Code::DeskInUse),
            StoreError::Newer { found, known } => {
                Self::new(Code::StoreNewer).with("found", found).with("known", known)
            }
            StoreError::ReadOnlyFolder { .. } | StoreError::ReadOnly => Self::new(Code::StoreReadOnly),
            StoreError::DiskFull => Self::new(Code::DiskFull),
            StoreError::Damaged { said } => Self::new(Code::StoreDamaged).saying(said),
            StoreError::VoucherTampered { .. } | StoreError::Unreadable { .. } => {
                Self::new(Code::StoreDamaged).saying(error)
            }
            StoreError::NoSuchAccount => Self::field(Code::AccountMissing, "accountId"),
            StoreError::NoSuchOperation { operation_id } => {
                Self { operation_id: Some(operation_id), ..Self::new(Code::OperationMissing) }
            }
            StoreError::AlreadyUnderWay { operation_id } => {
                Self { operation_id: Some(operation_id), ..Self::new(Code::AlreadyUnderWay) }
            }
            StoreError::OrderTaken { order_id, by } => Self {
                operation_id: Some(by),
                ..Self::field(Code::OrderTaken, "orderId").with("orderId", order_id)
            },
            StoreError::NoSuchVoucher | StoreError::VoucherMissing { .. } => Self::new(Code::FileMissing),
            StoreError::TooManyFiles { most } => Self::field(Code::FieldInvalid, "files").with("limit", most),
            StoreError::NoSuchOrder { order_id } => {
                Self::field(Code::OrderMissing, "orderId").with("orderId", order_id)
            }
            StoreError::NoSuchBackup => Self::field(Code::BackupMissing, "name"),
            StoreError::BadCursor => Self::field(Code::BadRequest, "after"),
            StoreError::Missing { .. } => Self::new(Code::Internal).saying("there is no database"),
            StoreError::File { source, .. } => Self::new(Code::Internal).saying(source.kind()),
            // Somebody was faster: another window, or the outbox itself.
            StoreError::IllegalMove { operation_id, from, .. } => Self {
                operation_id: Some(operation_id),
                ..Self::new(Code::ChoiceClosed).with("state", from.as_str())
            },
            StoreError::Stopped | StoreError::Sql { .. } => Self::new(Code::Internal).saying(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_words_say_which_refusal() {
        let table = [
            (Some(401), Some("签名错误 (wrong signature)"), ErrorCode::SignatureRefused),
            (Some(401), Some("时间戳已过期 (timestamp more than 600 s off)"), ErrorCode::ClockRefused),
            (Some(403), None, ErrorCode::SignatureRefused),
            (Some(404), None, ErrorCode::NotServed),
            (Some(200), Some("接口开发中"), ErrorCode::NotServed),
            (Some(200), Some("余额不足"), ErrorCode::Refused),
            (Some(502), None, ErrorCode::NotReached),
            (Some(500), None, ErrorCode::Refused),
            (None, None, ErrorCode::Refused),
        ];
        for (status, msg, code) in table {
            assert_eq!(code_of_refusal(status, msg), code, "{status:?} {msg:?}");
        }
    }
}
