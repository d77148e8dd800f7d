//! How a verb ends: exit codes that mean something, and one message on standard error.

use std::process::ExitCode;

use pondesk_agent::api::{CommandError, ErrorCode};

/// Why a verb failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A command was refused.
    Command(Box<CommandError>),
    /// Done in part, or not at all: the response is already printed.
    Printed(u8),
    /// The terminal's own fault: a file, a port, a runtime.
    Other(anyhow::Error),
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Command(Box::new(error))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}

impl Failure {
    /// Says why, as JSON or in words, and gives the exit code.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        let code = match self {
            Self::Command(error) => {
                if json {
                    eprintln!("{}", serde_json::to_string(error).unwrap_or_else(|_| error.to_string()));
                } else {
                    eprintln!("{}", in_words(error));
                }
                code_of(error)
            }
            Self::Printed(code) => *code,
            Self::Other(error) => {
                eprintln!("{error:#}");
                1
            }
        };
        ExitCode::from(code)
    }
}

/// The exit code of a refused command; the table is in `--help`.
pub(crate) fn code_of(error: &CommandError) -> u8 {
    use ErrorCode as E;
    match error.code {
        E::BadRequest
        | E::FieldMissing
        | E::FieldInvalid
        | E::AccountMissing
        | E::FileMissing
        | E::NotAPicture
        | E::PictureKind
        | E::FileTooLarge
        | E::TooManyPixels
        | E::PictureAnimated
        | E::PictureDamaged
        | E::VoucherKind
        | E::VoucherLinkNeeded
        | E::LinkUnknown
        | E::LinkForbidden
        | E::OfferMissing
        | E::SelectionFaulty
        | E::NothingPicked
        | E::CartLineMissing
        | E::AddressMissing
        | E::PreviewMissing
        | E::OrderMissing
        | E::OrderTaken
        | E::ChoiceClosed
        | E::BackupMissing
        | E::OperationMissing
        | E::OverrideRefused
        | E::AgreementMissing
        | E::PaperMissing
        | E::CallMissing
        | E::CallbackMissing
        | E::CaseMissing
        | E::ClaimFaulty
        | E::ClaimUnchanged
        | E::EvidenceMissing
        | E::CarrierUnknown
        | E::PortTaken
        | E::CannotListen
        | E::DesktopSilent => 3,
        E::KeychainLocked | E::KeychainDenied | E::SecretMissing => 4,
        E::NotReached | E::TimedOut | E::WaitsInOutbox => 5,
        E::SignatureRefused
        | E::ClockRefused
        | E::Refused
        | E::NotServed
        | E::Unreadable
        | E::PreviewProblem
        | E::OrderStateForbids
        | E::CaseStateForbids
        | E::BalanceTooSmall
        | E::CancelTooSoon => 6,
        E::OutcomeUnknown | E::AlreadyUnderWay => 7,
        E::PriceRose | E::TotalChanged | E::RiseNotLookedAt => 8,
        E::OrderedAlready | E::DailyLimit | E::ConfirmationNeeded => 10,
        E::DeskInUse
        | E::StoreNewer
        | E::StoreReadOnly
        | E::DiskFull
        | E::StoreDamaged
        | E::BackupDamaged
        | E::PaperNotWritten => 9,
        E::UnknownCommand | E::SandboxFailed | E::NoFont | E::Internal => 1,
    }
}

/// A refused command in plain English for a terminal; the UI has its own texts in every language.
fn in_words(error: &CommandError) -> String {
    use ErrorCode as E;
    let what = match error.code {
        E::KeychainLocked => "The keychain is locked. Unlock it and try again.",
        E::SecretMissing => "The keychain has no secret for this account. Add the account again.",
        E::KeychainDenied => {
            "There is no keychain, or it refused. Use --memory to give the secret for this run only."
        }
        E::NotReached => "PandaPon was not reached. Nothing was sent.",
        E::TimedOut => "PandaPon did not answer in time.",
        E::SignatureRefused => "PandaPon refused key or signature. Run `account test`.",
        E::ClockRefused => "PandaPon refused this computer's clock. Set the clock right.",
        E::Refused => "PandaPon said no.",
        E::OutcomeUnknown => {
            "It was sent and no answer came. It is kept as unknown and not sent again by itself."
        }
        E::WaitsInOutbox => {
            "PandaPon was not reached, so nothing was sent. It waits in the outbox: see `outbox list`."
        }
        E::ChoiceClosed => "The outbox does not offer this now: see `outbox show`.",
        E::OrderTaken => "Another operation made this order.",
        E::AlreadyUnderWay => "The same is already on its way or unknown: see `outbox list`.",
        E::PriceRose => "A price or a sum got worse. Nothing was sent. Use --accept-rises to agree.",
        E::OrderedAlready => {
            "The same goods were ordered to the same address a short while ago. Use --again to order them again."
        }
        E::DailyLimit => {
            "The day would come to more than the daily limit. Nothing was sent. See `account limits`."
        }
        E::ConfirmationNeeded => {
            "The sum is above the amount from which you want to be asked. Name it with --total to agree."
        }
        E::RiseNotLookedAt => {
            "The order rose and was not paid with the others. Look at it, then pay it alone or with --accept-rises."
        }
        E::TotalChanged => "The sum is not the one you named. Nothing was sent.",
        E::BalanceTooSmall => "The balance is too small. Nothing was paid. Top up, or pay with a voucher.",
        E::DeskInUse => "Another Pondesk has this data folder open. Close it, or use another --data-dir.",
        E::StoreNewer => "A newer Pondesk wrote this data. Use that one; nothing was touched.",
        E::StoreReadOnly => {
            "The data folder cannot be written to. Allow it, or use another --data-dir. Nothing was touched."
        }
        E::DiskFull => "The disk is full. Free some room and try again; nothing that was kept is lost.",
        E::StoreDamaged => "The database is damaged. The next start restores the newest good backup.",
        E::BackupMissing => "There is no such backup: `db check` lists them.",
        E::CallbackMissing => "No such message, or it was applied already: see `callback list`.",
        E::PortTaken => {
            "Another program listens on this port. Choose another with --port, or close that program."
        }
        E::CannotListen => "This computer cannot listen there. Choose another --host or --port.",
        E::BackupDamaged => "This backup is damaged. Nothing was changed; take another one.",
        E::PaperNotWritten => "The file cannot be written there. Nothing that stood there was touched.",
        E::NoFont => "This computer has no font to print with. Install one, such as Noto Sans CJK.",
        E::FieldMissing => "A field is empty.",
        E::FieldInvalid => "A field breaks its rule.",
        E::SelectionFaulty => "These quantities cannot be ordered.",
        E::OrderStateForbids => "The order's state does not allow this.",
        E::CaseMissing => "This desk has no such case. Use `case list --refresh`.",
        E::CaseStateForbids => "The case's state does not allow this. Nothing was sent.",
        E::ClaimFaulty => "The claim cannot be sent as it is: see `faults`. Nothing was sent.",
        E::ClaimUnchanged => "The case asks exactly this already. Nothing was sent.",
        E::CarrierUnknown => {
            "The platform does not take this carrier. `case return CASE` lists those it takes."
        }
        E::CancelTooSoon => "1688 takes a cancellation only 10 s after the order was made. Try again then.",
        E::NotAPicture => "This is not a picture (JPEG, PNG or WebP).",
        E::OverrideRefused => "This override cannot be used. Nothing was changed.",
        E::AgreementMissing => {
            "This changes something at PandaPon. Nothing was sent. Look at it with --dry-run, send it with --yes."
        }
        E::VoucherKind => "A voucher must be a JPEG, PNG or WebP picture, or a PDF.",
        _ => "",
    };
    if what.is_empty() { error.to_string() } else { format!("{what} [{error}]") }
}
