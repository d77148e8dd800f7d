//! What the frame of the UI shows, and the user's choices.

use std::sync::LazyLock;
use std::time::Duration;

use pondesk_domain::{AccountId, CaseTurn, Money, OrderStage};
use pondesk_store::{Account, Store, StoreError};
use serde::Deserialize;

use crate::accounts;
use crate::api::*;
use crate::connecting;
use crate::connection_test::clamped;
use crate::desk::Desk;
use crate::safekeeping;

/// The frame waits no longer for a sandbox's balance.
const BALANCE_PATIENCE: Duration = Duration::from_millis(500);

/// All that the frame of the UI shows. Answers without PandaPon; what is not known yet comes as a change event.
///
/// # Errors
/// Those of the store.
pub async fn show(desk: &Desk, _request: Nothing) -> CommandResult<DeskStatus> {
    let kept = desk.store().run(Kept::read).await?;
    let mut accounts = Vec::new();
    for account in &kept.accounts {
        accounts.push(accounts::view(desk, account).await?);
    }
    let current = kept.accounts.iter().find(|account| Some(&account.account_id) == kept.current.as_ref());
    let way = match current {
        Some(account) => way_of(desk, account).await,
        None => Way::default(),
    };
    Ok(DeskStatus {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accounts,
        current: current.map(|account| account.account_id.clone()),
        settings: settings_in(kept.settings.as_deref()),
        outbox: kept.outbox,
        cart_lines: kept.cart_lines,
        orders_to_pay: kept.orders_to_pay,
        cases_yours: kept.cases_yours,
        last_answer_at: way.last_answer_at.max(kept.last_answer_at),
        online: way.online,
        clock_offset_ms: way.clock_offset_ms,
        calls_waiting: way.calls_waiting,
        balance: way.balance,
        notices: safekeeping::unread(kept.notices),
        now: desk.now(),
    })
}

/// The user's choices as they are kept; the defaults until he made some.
fn settings_in(text: Option<&str>) -> Settings {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Keeps choices of the user, and tells all of them.
///
/// # Errors
/// Those of the store.
pub async fn save_settings(desk: &Desk, request: SettingsChange) -> CommandResult<Settings> {
    let _turn = desk.inner.choosing.lock().await;
    let kept = desk.store().run(Store::settings).await?;
    let settings = request.applied_to(settings_in(kept.as_deref()));
    let text = serde_json::to_string(&settings)
        .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
    desk.store().run(move |store| store.save_settings(&text)).await?;
    desk.changed_all(ChangedTable::Settings);
    Ok(settings)
}

/// What the store knows for the frame, read in one go.
struct Kept {
    accounts: Vec<Account>,
    current: Option<AccountId>,
    settings: Option<String>,
    outbox: OutboxCounts,
    cart_lines: u32,
    orders_to_pay: u32,
    cases_yours: u32,
    last_answer_at: Option<pondesk_domain::EpochMs>,
    notices: Vec<pondesk_store::RestoreNotice>,
}

impl Kept {
    fn read(store: &Store) -> Result<Self, StoreError> {
        let current = store.current_account()?;
        let counts = store.outbox_counts(current.as_ref())?;
        let of_current =
            |read: &dyn Fn(&AccountId) -> Result<u32, StoreError>| current.as_ref().map_or(Ok(0), read);
        Ok(Self {
            accounts: store.accounts()?,
            settings: store.settings()?,
            notices: store.restore_notices()?,
            outbox: OutboxCounts { ready: counts.ready, sending: counts.sending, unknown: counts.unknown },
            cart_lines: of_current(&|account| store.cart_line_count(account))?,
            orders_to_pay: of_current(&|account| store.count_orders(Some(account), OrderStage::ToPay))?,
            cases_yours: of_current(&|account| store.count_cases(Some(account), CaseTurn::Yours))?,
            last_answer_at: match &current {
                Some(account) => store.last_answer_at(account)?,
                None => None,
            },
            current,
        })
    }
}

/// The way to the PandaPon of the account in use.
struct Way {
    online: bool,
    last_answer_at: Option<pondesk_domain::EpochMs>,
    clock_offset_ms: Option<i32>,
    calls_waiting: u32,
    balance: Option<Money>,
}

impl Default for Way {
    fn default() -> Self {
        Self { online: true, last_answer_at: None, clock_offset_ms: None, calls_waiting: 0, balance: None }
    }
}

async fn way_of(desk: &Desk, account: &Account) -> Way {
    let clients = &desk.inner.clients;
    let reached = clients.reach.of(&account.account_id);
    let way = Way { online: reached.online, last_answer_at: reached.last_answer_at, ..Way::default() };
    let Some((client, control_url)) = clients.known(&account.account_id) else {
        open_early(desk, account);
        return way;
    };
    // The SDK says how far PandaPon is ahead; the user reads how far this computer is.
    let ahead_ms = client.clock_offset().as_millis().saturating_neg();
    let balance = match control_url {
        Some(control_url) => balance_of(&control_url).await,
        None => None,
    };
    Way {
        clock_offset_ms: reached.last_answer_at.map(|_| clamped(ahead_ms)),
        calls_waiting: u32::try_from(client.calls_waiting()).unwrap_or(u32::MAX),
        balance,
        ..way
    }
}

/// Opens the embedded sandbox before the user needs it. A failure is told by the first command that does.
fn open_early(desk: &Desk, account: &Account) {
    if matches!(connecting::place_of(account), connecting::Place::Practice) {
        let (desk, account_id) = (desk.clone(), account.account_id.clone());
        tokio::spawn(async move {
            if let Err(error) = desk.client(&account_id).await {
                tracing::warn!(%error, "the sandbox did not open");
            }
        });
    }
}

/// What a sandbox's control API tells of its balance.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SandboxBalance {
    balance_fen: i64,
}

/// The balance of a sandbox; PandaPon has no operation that reads one.
async fn balance_of(control_url: &str) -> Option<Money> {
    /// Set up once: reading the system's certificates takes longer than the answer.
    static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
        reqwest::Client::builder().no_proxy().timeout(BALANCE_PATIENCE).build().unwrap_or_default()
    });
    let url = format!("{}/balance", control_url.trim_end_matches('/'));
    let balance: SandboxBalance = HTTP.get(url).send().await.ok()?.json().await.ok()?;
    Some(Money::fen(balance.balance_fen))
}
