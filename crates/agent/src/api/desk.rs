//! The desk as a whole: status and settings.

use pondesk_domain::{AccountId, EpochMs, Money, NoticeKind};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::{AccountView, RestoreNotice};

/// A request without arguments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Nothing {}

/// The language of the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Height of table rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    /// 32 px.
    Compact,
    /// 34 px.
    #[default]
    Normal,
    /// 36 px.
    Roomy,
}

/// Choices of the user, kept on this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// The language; as the system when `None`.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Height of table rows.
    pub density: Density,
    /// Notices that the desktop shows as well: at first all but plain changes of status, of which a busy day has hundreds.
    pub echoed: Vec<NoticeKind>,
    /// Columns of the order list; the usual ones when empty.
    pub order_columns: Vec<ChosenColumn>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            density: Density::default(),
            echoed: NoticeKind::ALL.into_iter().filter(|kind| *kind != NoticeKind::StatusChanged).collect(),
            order_columns: vec![],
        }
    }
}

/// `settings_save`: choices that change. What is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct SettingsChange {
    /// The language; `null` for that of the system.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<Option<Language>>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub theme: Option<Theme>,
    /// Height of table rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub density: Option<Density>,
    /// Notices that the desktop shows as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub echoed: Option<Vec<NoticeKind>>,
    /// Columns of the order list; the usual ones when empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub order_columns: Option<Vec<ChosenColumn>>,
}

/// What was given, be it `null`: only what is left out is `None`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl SettingsChange {
    /// These settings with what changes.
    pub(crate) fn applied_to(self, was: Settings) -> Settings {
        Settings {
            language: self.language.unwrap_or(was.language),
            theme: self.theme.unwrap_or(was.theme),
            density: self.density.unwrap_or(was.density),
            echoed: self.echoed.unwrap_or(was.echoed),
            order_columns: self.order_columns.unwrap_or(was.order_columns),
        }
    }
}

/// A column that the user chose. The UI knows what its name means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChosenColumn {
    /// Its name.
    pub column: String,
    /// Its width in pixels; the usual one when `None`.
    pub width: Option<u32>,
}

/// How many outbox operations are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxCounts {
    /// Written down, not sent.
    pub ready: u32,
    /// Sent, no answer yet.
    pub sending: u32,
    /// May have happened.
    pub unknown: u32,
}

/// `desk_status`: all that the frame of the UI shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeskStatus {
    /// Pondesk's version.
    pub version: String,
    /// All accounts.
    pub accounts: Vec<AccountView>,
    /// The one in use.
    pub current: Option<AccountId>,
    /// The user's choices.
    pub settings: Settings,
    /// The outbox.
    pub outbox: OutboxCounts,
    /// Records in the cart, as last read.
    pub cart_lines: u32,
    /// Orders that wait for payment.
    pub orders_to_pay: u32,
    /// After-sales cases that wait for the user.
    pub cases_yours: u32,
    /// When PandaPon last answered the account in use.
    pub last_answer_at: Option<EpochMs>,
    /// False when the last call did not reach PandaPon.
    pub online: bool,
    /// This computer's clock minus PandaPon's, in ms, once learnt. Past 60 s the user is told.
    pub clock_offset_ms: Option<i32>,
    /// Calls that wait for the rate limit.
    pub calls_waiting: u32,
    /// The balance of the sandbox; PandaPon has no operation that reads one.
    pub balance: Option<Money>,
    /// Restores that the user did not read of yet, newest first.
    pub notices: Vec<RestoreNotice>,
    /// Now, by this desk's clock: ages are counted from it.
    pub now: EpochMs,
}
