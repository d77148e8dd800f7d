//! Errors across the command boundary: a code, what it concerns, and what PandaPon said. Texts live in the UI's messages.

use std::collections::BTreeMap;

use pondesk_domain::{OperationId, RequestId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong. The UI has a text and a way out for each code, in every language, and matches nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCode {
    /// The request does not fit the command.
    BadRequest,
    /// No such command.
    UnknownCommand,
    /// A field is empty. `field` names it.
    FieldMissing,
    /// A field breaks its rule. `field` names it, `limit` says the rule.
    FieldInvalid,
    /// No such account on this desk.
    AccountMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain has no secret for this account.
    SecretMissing,
    /// The keychain refused, or there is none.
    KeychainDenied,
    /// The sandbox could not be started.
    SandboxFailed,
    /// PandaPon was not reached; nothing was sent.
    NotReached,
    /// PandaPon did not answer a read in time.
    TimedOut,
    /// PandaPon refused key or signature.
    SignatureRefused,
    /// PandaPon refused the clock even after it was corrected.
    ClockRefused,
    /// PandaPon said no. `said` and `platformCode` are its words.
    Refused,
    /// PandaPon does not serve this operation (yet).
    NotServed,
    /// PandaPon's answer could not be read. `path` says where.
    Unreadable,
    /// A write was sent and no answer came: it is in the outbox as unknown.
    OutcomeUnknown,
    /// The same write is already on its way or unknown.
    AlreadyUnderWay,
    /// PandaPon was not reached, so nothing was sent: it waits in the outbox and is tried again.
    WaitsInOutbox,
    /// The outbox does not offer this decision about the operation now. `state` is how far it is.
    ChoiceClosed,
    /// Another operation made this order.
    OrderTaken,
    /// The file is not there any more: give it again.
    FileMissing,
    /// Not a picture.
    NotAPicture,
    /// A picture, but of a kind that is not taken. `mediaType` names it.
    PictureKind,
    /// The file is too large. `bytes` and `limit`.
    FileTooLarge,
    /// The picture has too many pixels. `width`, `height` and `limit`.
    TooManyPixels,
    /// The picture is animated.
    PictureAnimated,
    /// The picture ends too early or is damaged.
    PictureDamaged,
    /// A voucher must be a picture or a PDF.
    VoucherKind,
    /// This account's connection wants a link for each voucher.
    VoucherLinkNeeded,
    /// Not a link that Pondesk knows.
    LinkUnknown,
    /// The link leads to a host that is not allowed.
    LinkForbidden,
    /// The offer is gone or was never there.
    OfferMissing,
    /// The quantities cannot be ordered. `faults` has them as JSON.
    SelectionFaulty,
    /// Nothing was picked.
    NothingPicked,
    /// The cart has no such record any more.
    CartLineMissing,
    /// No such address.
    AddressMissing,
    /// The preview is gone (Pondesk was closed since): look again.
    PreviewMissing,
    /// An order of the preview cannot be placed.
    PreviewProblem,
    /// A price or a sum got worse since it was last seen, and nobody agreed yet. `was` and `is` in fen.
    PriceRose,
    /// The same goods were ordered to the same address a short while ago, and nobody agreed yet. `earlier` names the
    /// operations, with blanks between them.
    OrderedAlready,
    /// The day would come to more than the account's limit. `limit`, `spent` (today) and `sum` (this) in fen.
    DailyLimit,
    /// The sum is above the amount from which the user wants to be asked. `limit` and `sum` in fen.
    ConfirmationNeeded,
    /// No such order on this desk.
    OrderMissing,
    /// The order's state does not allow this step. `status` is the state.
    OrderStateForbids,
    /// No such after-sales case on this desk.
    CaseMissing,
    /// The case's state does not allow this step. `status` is the state.
    CaseStateForbids,
    /// A claim cannot be sent as it is. `faults` has why as JSON.
    ClaimFaulty,
    /// The case asks exactly this already.
    ClaimUnchanged,
    /// This evidence is not kept on this desk.
    EvidenceMissing,
    /// The platform does not take this carrier for returns. `code` is its code.
    CarrierUnknown,
    /// The sum to pay is not the one the user saw. `was` and `is` in fen.
    TotalChanged,
    /// The order rose since it was first known and is not paid with others before the user looked. `was` and `is` in fen.
    RiseNotLookedAt,
    /// The balance is too small.
    BalanceTooSmall,
    /// 1688 takes a cancellation only 10 s after the order was made.
    CancelTooSoon,
    /// No such outbox operation.
    OperationMissing,
    /// No such pushed message.
    CallbackMissing,
    /// The receiver cannot listen on this port: another program has it. `port` names it.
    PortTaken,
    /// The receiver cannot listen there. `host` and `port`.
    CannotListen,
    /// The desktop shows no notices.
    DesktopSilent,
    /// No such backup.
    BackupMissing,
    /// The backup itself is damaged.
    BackupDamaged,
    /// An override cannot be used. `operation` names the row, `rule` says which rule it breaks: `operation`, `nothing`,
    /// `root`, `length` (`limit`), `character` (`character`), `segment`, `placeholders` (`wanted`), `taken` (`other`),
    /// `edition`.
    OverrideRefused,
    /// A call that changes something at PandaPon needs an explicit yes. `operation` names it.
    AgreementMissing,
    /// The call is not among the last ones any more.
    CallMissing,
    /// No such file is made here, or it is not done.
    PaperMissing,
    /// A file could not be written where the user wants it. `said` is the system's word.
    PaperNotWritten,
    /// There is no font on this computer to print with.
    NoFont,
    /// Another Pondesk has this data folder open.
    DeskInUse,
    /// The database is from a newer Pondesk.
    StoreNewer,
    /// The data folder cannot be written.
    StoreReadOnly,
    /// The disk is full.
    DiskFull,
    /// The database is damaged.
    StoreDamaged,
    /// A fault of Pondesk itself.
    Internal,
}

/// An error of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{code:?}{}", self.suffix())]
pub struct CommandError {
    /// What went wrong.
    pub code: ErrorCode,
    /// The field of the request it concerns, in camelCase.
    pub field: Option<String>,
    /// Figures and names for the text.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    /// The platform's own words.
    pub said: Option<String>,
    /// The platform's own code.
    pub platform_code: Option<String>,
    /// The call.
    pub request_id: Option<RequestId>,
    /// The outbox operation it concerns.
    pub operation_id: Option<OperationId>,
}

impl CommandError {
    /// An error with nothing but its code.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            field: None,
            details: BTreeMap::new(),
            said: None,
            platform_code: None,
            request_id: None,
            operation_id: None,
        }
    }

    /// An error about a field of the request.
    pub fn field(code: ErrorCode, field: &str) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(code) }
    }

    /// The same with a figure or name for its text.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same with words of the platform, the system or a library.
    #[must_use]
    pub fn saying(mut self, words: impl ToString) -> Self {
        self.said = Some(words.to_string());
        self
    }

    fn suffix(&self) -> String {
        let field = self.field.iter().map(|field| format!(" in {field}"));
        let details = self.details.iter().map(|(name, value)| format!(", {name} {value}"));
        let said = self.said.iter().map(|said| format!(": {said}"));
        field.chain(details).chain(said).collect()
    }
}

/// The result of every command.
pub type CommandResult<T> = Result<T, CommandError>;
