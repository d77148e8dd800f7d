//! After-sales cases.

use pondesk_domain::{
    AccountId, AfterSalesCase, CaseAction, CaseChange, CaseId, CaseMessage, CaseTurn, Claim, ClaimBasis,
    ClaimFault, ClaimTerms, EpochMs, Evidence, EvidenceId, EvidenceLimits, Money, Operation, OrderId,
    OrderLineId, Platform, ReturnAddress, ReturnCarrier, Speaker,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, PlatformFailure};

/// `case_list`: cases of this desk; what needs the user next stands first. Needs no net.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CaseList {
    /// Only this account.
    pub account_id: Option<AccountId>,
    /// Only this platform.
    pub platform: Option<Platform>,
    /// Only in these turns; empty for all.
    pub turns: Vec<CaseTurn>,
    /// Words or a part of an id.
    pub words: String,
    /// Cursor of the page before.
    pub after: Option<String>,
    /// Rows wanted, at most 500.
    pub limit: u32,
}

/// A case as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseRow {
    /// The case.
    pub case: AfterSalesCase,
    /// Whose turn it is.
    pub turn: CaseTurn,
    /// Who spoke last on it.
    pub spoke_last: Option<Speaker>,
    /// All that is asked back, freight counted in.
    pub asked: Option<Money>,
    /// What may be done with it.
    pub actions: Vec<CaseAction>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
}

/// How many cases are in a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TurnCount {
    /// The turn.
    pub turn: CaseTurn,
    /// How many.
    pub count: u32,
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CasePage {
    /// The rows: by turn, and within it what runs out first; of what is over, what ended last.
    pub rows: Vec<CaseRow>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// Counts over account and platform, whatever turn is chosen.
    pub counts: Vec<TurnCount>,
    /// The oldest read of a case that goes on.
    pub read_at: Option<EpochMs>,
}

/// `case_refresh`: reads the newest cases of both platforms, and every one that goes on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseRefresh {
    /// The account.
    pub account_id: AccountId,
}

/// What a refresh found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseRefreshed {
    /// Cases read.
    pub read: u32,
    /// Of them changed or new.
    pub changed: u32,
    /// New messages of sellers and platforms.
    pub messages: u32,
    /// A platform that could not be read, or not wholly, and why; all else was read all the same.
    pub failed: Vec<PlatformFailure>,
}

/// `case_show`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseShow {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// Ask PandaPon first.
    #[serde(default)]
    pub refresh: bool,
}

/// A case with its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// The case.
    pub case: AfterSalesCase,
    /// Whose turn it is.
    pub turn: CaseTurn,
    /// What may be done with it, and nothing else.
    pub actions: Vec<CaseAction>,
    /// What the platform itself allows and PandaPon has no call for.
    pub elsewhere: Vec<CaseAction>,
    /// Whether PandaPon has messages on cases of this platform.
    pub has_messages: bool,
    /// What was said, oldest first.
    pub messages: Vec<CaseMessage>,
    /// When they were last read.
    pub messages_read_at: Option<EpochMs>,
    /// What changed, newest first.
    pub changes: Vec<CaseChange>,
    /// Evidence that was sent with it from this desk, oldest first.
    pub evidence: Vec<Evidence>,
    /// What this platform takes as evidence.
    pub limits: EvidenceLimits,
    /// What was done with it from this desk, newest first.
    pub operations: Vec<Operation>,
    /// What was paid for its lines, when this desk knows the order.
    pub paid: Option<Money>,
    /// What came back for its lines by other cases.
    pub refunded_before: Money,
    /// What can be asked.
    pub can_be_asked: Option<Money>,
    /// When PandaPon last told it.
    pub read_at: EpochMs,
    /// Taken from this desk because PandaPon could not be asked.
    pub offline: bool,
    /// Why it could not be asked.
    pub failed: Option<CommandError>,
}

/// `case_terms`: what may be claimed for lines of an order, or changed on a case.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseTermsAsked {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// The lines; none for all.
    #[serde(default)]
    pub line_ids: Vec<OrderLineId>,
    /// What the claim rests on; left out, the first that is offered.
    #[serde(default)]
    pub basis: Option<ClaimBasis>,
    /// The case that is changed.
    #[serde(default)]
    pub case_id: Option<CaseId>,
}

/// What may be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseTerms {
    /// What a claim about this order may rest on; empty where it takes none.
    pub bases: Vec<ClaimBasis>,
    /// The terms on one of them, when there is one.
    pub terms: Option<ClaimTerms>,
    /// Cases of this order.
    pub cases: Vec<CaseRow>,
    /// Evidence that was kept for this order and belongs to no case yet.
    pub evidence: Vec<Evidence>,
}

/// `case_preview`, `case_open`: a claim about lines of an order.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseOpen {
    /// The account.
    pub account_id: AccountId,
    /// The order.
    pub order_id: OrderId,
    /// What is asked.
    pub claim: Claim,
}

/// One call that a claim becomes: Taobao takes a case for each line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseRequest {
    /// The lines that it is about.
    pub line_ids: Vec<OrderLineId>,
    /// All that it asks back.
    pub amount: Money,
    /// The operation of PandaPon.
    pub operation: String,
    /// What is sent, as JSON text. Pictures are named by their hashes.
    pub request: String,
}

/// What would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CasePreview {
    /// Why it cannot be sent as it is; empty when it can.
    pub faults: Vec<ClaimFault>,
    /// The calls.
    pub requests: Vec<CaseRequest>,
    /// Evidence that is sent along.
    pub sent: Vec<EvidenceId>,
    /// Evidence that the platform does not take: it stays on this desk and in the evidence pack.
    pub kept: Vec<EvidenceId>,
}

/// What became of one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedCase {
    /// The outbox operation.
    pub operation: Operation,
    /// The case that it made, as far as known.
    pub case_id: Option<CaseId>,
    /// Why it did not go well.
    pub error: Option<CommandError>,
}

/// What became of a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseOpened {
    /// Its calls, in the order in which they were sent.
    pub opened: Vec<OpenedCase>,
}

/// `case_modify`: changes what a case asks (Taobao).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseModify {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// What is asked now.
    pub claim: Claim,
}

/// `case_withdraw` (Taobao).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseWithdraw {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
}

/// `case_message`: writes to the seller (Taobao).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseSay {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// The words.
    pub words: String,
    /// Pictures, as they were kept.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
}

/// `case_carriers`: how the goods of a case can go back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseCarriersAsked {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
}

/// How the goods of a case can go back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseCarriers {
    /// The carriers, as the platform lists them.
    pub carriers: Vec<ReturnCarrier>,
    /// Where the seller wants the goods.
    pub return_to: Option<ReturnAddress>,
}

/// `case_return`: says how the goods of a case went back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseReturn {
    /// The account.
    pub account_id: AccountId,
    /// The case.
    pub case_id: CaseId,
    /// The carrier's code, from `case_carriers`.
    pub carrier_code: String,
    /// Waybill number.
    pub waybill: String,
    /// Phone of the sender (Taobao).
    #[serde(default)]
    pub phone: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<String>,
    /// Pictures of the parcel, as they were kept (1688).
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
}

/// What became of one step with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseActed {
    /// The outbox operation.
    pub operation: Operation,
    /// Why it did not go well.
    pub error: Option<CommandError>,
}

/// `evidence_keep`: keeps a file of the user as evidence; nothing is sent.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceKeep {
    /// The account.
    pub account_id: AccountId,
    /// The order that it is about.
    pub order_id: OrderId,
    /// The case, when there is one already.
    #[serde(default)]
    pub case_id: Option<CaseId>,
    /// The file, from `FileRef`.
    pub file_id: String,
    /// A link to it, where the connection sends links only.
    #[serde(default)]
    pub link: Option<String>,
}

/// `evidence_upload`: hands one picture to the platform, where it wants that before a claim (1688). One that is there already
/// is left as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceUpload {
    /// The account.
    pub account_id: AccountId,
    /// The evidence.
    pub evidence_id: EvidenceId,
}
