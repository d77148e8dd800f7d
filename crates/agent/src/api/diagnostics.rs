//! The operation table, raw calls, the last calls, the support report.

use pondesk_domain::{AccountId, EpochMs, Operation, RequestId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CommandError, HttpMethod};

/// Section of the reference that an operation belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OperationGroup {
    /// Taobao offers.
    TaobaoGoods,
    /// The Taobao cart.
    TaobaoCart,
    /// Taobao orders and their payment.
    TaobaoOrders,
    /// Taobao after-sales cases.
    TaobaoAfterSales,
    /// 1688 offers.
    Alibaba1688Goods,
    /// 1688 selections and rankings.
    Alibaba1688Marketing,
    /// The 1688 cart.
    Alibaba1688Cart,
    /// 1688 orders and their payment.
    Alibaba1688Orders,
    /// 1688 refunds.
    Alibaba1688AfterSales,
    /// Addresses.
    Base,
    /// Overseas freight and booking.
    Warehouse,
}

/// How much of an operation's description was seen in PandaPon's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Sureness {
    /// Request and answer seen.
    Documented,
    /// Path and request seen, answer cut off.
    Partial,
    /// Built from sibling operations and the upstream platforms.
    Inferred,
}

/// Method and path of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationPlace {
    /// Method.
    pub method: HttpMethod,
    /// Path below the base URL, with `{name}` placeholders.
    pub path: String,
}

/// One row of the operation table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationRow {
    /// Its operation id.
    pub operation: String,
    /// What it is for, one line in English.
    pub meaning: String,
    /// Section of the reference.
    pub group: OperationGroup,
    /// Title in the reference.
    pub title: String,
    /// Where edition v1 has it.
    pub v1: OperationPlace,
    /// Where edition v2 has it; `None` when that edition dropped it.
    pub v2: Option<OperationPlace>,
    /// How much of it was seen.
    pub sureness: Sureness,
    /// Whether its path was seen; else the path is a guess.
    pub path_seen: bool,
    /// Whether sending it twice does no harm.
    pub repeatable: bool,
    /// Whether it changes something at PandaPon.
    pub changes: bool,
    /// True for what only one language edition of the reference lists, outside the 71.
    pub extra: bool,
    /// Where the account sends it now; `None` when its edition does not have it.
    pub place: Option<OperationPlace>,
    /// True when the account overrides the table.
    pub overridden: bool,
}

/// `api_list`: all operations, in the order of the reference.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiList {
    /// Whose places to tell; those of edition v1 when `None`.
    pub account_id: Option<AccountId>,
}

/// `api_sketch` and `api_call`: a call that the user wrote himself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiCall {
    /// The account.
    pub account_id: AccountId,
    /// The operation.
    pub operation: String,
    /// Its fields: the text of a JSON object, empty for none. As text, so that long numbers keep their digits.
    #[serde(default)]
    pub fields: String,
    /// The user's yes to a call that changes something.
    #[serde(default)]
    pub agreed: bool,
}

/// A header as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiHeader {
    /// Its name.
    pub name: String,
    /// Its value, masked where it is secret.
    pub value: String,
}

/// A request as it would be sent, with what is secret masked. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiSketch {
    /// Method.
    pub method: HttpMethod,
    /// The whole URL.
    pub url: String,
    /// The headers.
    pub headers: Vec<ApiHeader>,
    /// The JSON body of a POST.
    pub body: Option<String>,
    /// Whether it would change something at PandaPon.
    pub changes: bool,
    /// Whether the account overrides its place.
    pub overridden: bool,
}

/// What came back of a call that the user wrote himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ApiAnswer {
    /// The call; `None` when nothing left this desk.
    pub call: Option<CallLine>,
    /// The answer's body as it came, whole; key and secret masked.
    pub body: Option<String>,
    /// Why it did not go well.
    pub error: Option<CommandError>,
    /// The outbox operation of a call that changes something.
    pub operation: Option<Operation>,
}

/// What is known of a failed call's effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CallFailure {
    /// It never left.
    NotSent,
    /// PandaPon answered no.
    Refused,
    /// It may have happened.
    Unknown,
}

/// A call to PandaPon, without its bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallLine {
    /// The account.
    pub account_id: AccountId,
    /// The operation.
    pub operation: String,
    /// Method that was used.
    pub method: HttpMethod,
    /// Path that was asked for.
    pub path: String,
    /// When it was sent.
    pub at: EpochMs,
    /// How long it took, in ms, without the wait for the rate limit.
    pub took_ms: u32,
    /// True when it took long enough to be felt.
    pub slow: bool,
    /// HTTP status, when an answer came.
    pub http_status: Option<u16>,
    /// PandaPon's code, when there was one.
    pub code: Option<String>,
    /// PandaPon's id of the call.
    pub request_id: Option<RequestId>,
    /// Bytes of the request's body.
    pub sent_bytes: u32,
    /// Bytes of the answer's body.
    pub received_bytes: u32,
    /// How it failed.
    pub failed: Option<CallFailure>,
}

/// One of the last calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberedCall {
    /// Its number in this run.
    pub call_id: u32,
    /// The call.
    pub call: CallLine,
}

/// `call_list`: the last calls.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallList {
    /// Only this account's.
    pub account_id: Option<AccountId>,
}

/// The last 200 calls of this run, newest first. They are kept in memory only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastCalls {
    /// The calls.
    pub calls: Vec<NumberedCall>,
    /// How long the middle one took, in ms.
    pub median_ms: Option<u32>,
    /// How many failed.
    pub failed: u32,
    /// How many were slow.
    pub slow: u32,
}

/// `call_show`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallShow {
    /// The call.
    pub call_id: u32,
}

/// A body as it is kept: its beginning, with key, secret and signature masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptBody {
    /// The text.
    pub text: String,
    /// True when it went on.
    pub cut: bool,
}

/// A call with its bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallView {
    /// Its number in this run.
    pub call_id: u32,
    /// The call.
    pub call: CallLine,
    /// Its fields.
    pub request: KeptBody,
    /// What came back.
    pub answer: Option<KeptBody>,
}

/// `support_report`: what somebody who helps needs to know.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportReportRequest {
    /// The account.
    pub account_id: AccountId,
    /// With what failed calls sent and got.
    #[serde(default)]
    pub bodies: bool,
    /// With names, phone numbers and addresses; else they are masked. Secrets never are in it.
    #[serde(default)]
    pub personal: bool,
}

/// A support report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SupportReport {
    /// The text, in English.
    pub text: String,
}
