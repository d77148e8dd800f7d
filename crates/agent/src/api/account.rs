//! Accounts and their connection.

use pondesk_domain::{AccountId, EpochMs, Limits, Money};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether an account moves real money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Environment {
    /// Real orders, real money.
    Production,
    /// The local sandbox: play money.
    Sandbox,
}

/// Where the secret of an account is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretState {
    /// In the keychain, which is open.
    Available,
    /// In the keychain, which is locked: unlock it and try again.
    Locked,
    /// Not in the keychain: enter it again.
    Missing,
    /// The keychain refused this app, or there is none.
    Denied,
    /// In memory until Pondesk is closed, by the user's choice.
    MemoryOnly,
}

/// The concatenation that is signed; which one PandaPon wants is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SignatureScheme {
    /// Bare values: access key, timestamp, nonce, secret.
    #[default]
    Scheme1,
    /// Named values joined by `&`, then the secret.
    Scheme2,
    /// Bare values: access key, nonce, timestamp, secret.
    Scheme3,
}

/// The unit of the `timestamp` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TimestampUnit {
    /// 13 digits.
    #[default]
    Milliseconds,
    /// 10 digits.
    Seconds,
}

/// The edition of the reference that an account speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Edition {
    /// Paths as in the first edition.
    #[default]
    V1,
    /// Paths with `/v2` in front.
    V2,
}

/// How a voucher's file travels. No operation is known to take bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VoucherTransport {
    /// Base64 text in the list of vouchers.
    #[default]
    Base64,
    /// A link that the user gives with each voucher.
    Link,
}

/// HTTP method of an operation. The reference knows no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// Fields travel as a query.
    Get,
    /// Fields travel as a JSON body.
    Post,
}

/// One operation sent elsewhere than the operation table says: for a path that was guessed and turned out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaceOverride {
    /// Its operation id, such as `taobaoGetOrder`.
    pub operation: String,
    /// The method; the table's when `None`.
    pub method: Option<HttpMethod>,
    /// Path below the base URL, with the placeholders of the table's; the table's when `None`.
    pub path: Option<String>,
}

/// How to reach PandaPon with an account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ConnectionSettings {
    /// The signature scheme.
    pub scheme: SignatureScheme,
    /// The timestamp's unit.
    pub timestamp_unit: TimestampUnit,
    /// The edition.
    pub edition: Edition,
    /// How voucher files travel.
    pub voucher_transport: VoucherTransport,
    /// Operations sent elsewhere, each at most once, in the order in which they were added.
    pub overrides: Vec<PlaceOverride>,
}

/// `account_edition`: the edition that an account speaks from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountEdition {
    /// The account.
    pub account_id: AccountId,
    /// The edition.
    pub edition: Edition,
}

/// `account_override`: sends one operation of an account elsewhere from now on; method, path or both.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountOverride {
    /// The account.
    pub account_id: AccountId,
    /// The override; an earlier one of the same operation is replaced.
    pub place: PlaceOverride,
}

/// `account_override_clear`: sends operations of an account where the table says again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountOverrideClear {
    /// The account.
    pub account_id: AccountId,
    /// The operation; all of them when `None`.
    pub operation: Option<String>,
}

/// An account as the UI sees it. The secret never comes out again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Its id on this desk.
    pub account_id: AccountId,
    /// Its name on this desk.
    pub name: String,
    /// Real or play money.
    pub environment: Environment,
    /// Where PandaPon is; `None` for the embedded sandbox, whose port changes with each start.
    pub base_url: Option<String>,
    /// First and last four characters of the access key.
    pub access_key_hint: String,
    /// PandaPon's sub-account.
    pub user_id: String,
    /// How it is reached.
    pub connection: ConnectionSettings,
    /// Where its secret is.
    pub secret: SecretState,
    /// When it was added.
    pub added_at: EpochMs,
}

/// `account_add`: a new account. The secret goes to the keychain and is never told again.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountAdd {
    /// Its name on this desk.
    pub name: String,
    /// Where PandaPon is, `https://` unless on loopback; empty for PandaPon's own.
    #[serde(default)]
    pub base_url: String,
    /// AccessKey.
    pub access_key: String,
    /// AccessSecret.
    pub access_secret: String,
    /// The `user-id` header.
    pub user_id: String,
    /// How to reach it; the default when left out.
    #[serde(default)]
    pub connection: ConnectionSettings,
    /// Keep the secret in memory only, until Pondesk is closed.
    #[serde(default)]
    pub memory_only: bool,
    /// A sandbox's control URL, when this is one: lets the balance be shown.
    #[serde(default)]
    pub control_url: Option<String>,
}

/// Shows no secret.
impl std::fmt::Debug for AccountAdd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccountAdd")
            .field("name", &self.name)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// `account_add_sandbox`: opens the embedded sandbox, without questions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountAddSandbox {}

/// Names an account.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountRef {
    /// The account.
    pub account_id: AccountId,
}

/// `account_limits`: what an account may do unasked, and what its day came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountLimits {
    /// The account.
    pub account_id: AccountId,
    /// Its limits.
    pub limits: Limits,
    /// What orders and payments of this day come to, those of unknown outcome too; each order counts once.
    pub spent_today: Money,
    /// When the day began where this desk stands.
    pub day_start: EpochMs,
}

/// `account_limits_save`: limits as they were typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountLimitsSave {
    /// The account.
    pub account_id: AccountId,
    /// Most that a day may come to, in yuan; empty for no limit.
    pub daily: String,
    /// The sum above which is asked, in yuan; empty for never.
    pub confirm_above: String,
    /// Hours in which the same goods to the same address are asked about; 0 for never.
    pub duplicate_hours: String,
}

/// `account_secret`: enters the secret of a known account again.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountSecret {
    /// The account.
    pub account_id: AccountId,
    /// AccessKey.
    pub access_key: String,
    /// AccessSecret.
    pub access_secret: String,
    /// Keep it in memory only.
    #[serde(default)]
    pub memory_only: bool,
}

/// Shows no secret.
impl std::fmt::Debug for AccountSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccountSecret").field("account_id", &self.account_id).finish_non_exhaustive()
    }
}

/// `account_test` and `account_try`: what a connection test found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionTest {
    /// Its steps, in the order they were done.
    pub steps: Vec<TestStep>,
    /// Whether a signed read came back.
    pub works: bool,
    /// The settings that worked.
    pub connection: Option<ConnectionSettings>,
    /// This computer's clock minus PandaPon's, in ms.
    pub clock_offset_ms: Option<i32>,
}

/// What a step of the connection test did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TestStepKind {
    /// PandaPon answered at all.
    Reached,
    /// The clocks were compared.
    Clock,
    /// A signature scheme was tried.
    Scheme,
    /// A harmless read: the address list.
    Read,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TestOutcome {
    /// Well.
    Passed,
    /// Refused or not reached.
    Failed,
    /// Not needed any more.
    Skipped,
}

/// One step of the connection test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestStep {
    /// What was done.
    pub kind: TestStepKind,
    /// The scheme tried.
    pub scheme: Option<SignatureScheme>,
    /// The unit tried.
    pub timestamp_unit: Option<TimestampUnit>,
    /// How it ended.
    pub outcome: TestOutcome,
    /// How long it took, in ms.
    pub took_ms: Option<u32>,
    /// What PandaPon or the network said, when it failed.
    pub said: Option<String>,
    /// Rows that came back, for the read.
    pub count: Option<u32>,
}
