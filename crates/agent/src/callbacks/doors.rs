//! An account's door: its path, and what it wants of signatures.

use pondesk_domain::{AccountId, SignatureMode};
use pondesk_store::Store;
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};

use crate::api::{CommandError, CommandResult, ErrorCode, SignedText};
use crate::desk::Desk;

/// Every candidate, the likeliest first.
const ALL_TEXTS: [SignedText; 3] = [SignedText::KeyThenBody, SignedText::Body, SignedText::BodyThenKey];

/// An account's door, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Door {
    /// 128 random bits in hex: whoever does not know it finds nobody.
    pub(super) token: String,
    #[serde(default)]
    pub(super) mode: SignatureMode,
    #[serde(default = "all_texts")]
    pub(super) signed_texts: Vec<SignedText>,
}

fn all_texts() -> Vec<SignedText> {
    ALL_TEXTS.to_vec()
}

impl Door {
    /// # Errors
    /// [`ErrorCode::Internal`] when the system has no random numbers.
    fn new() -> CommandResult<Self> {
        Ok(Self { token: token()?, mode: SignatureMode::default(), signed_texts: all_texts() })
    }

    pub(super) fn path(&self) -> String {
        format!("/callback/{}", self.token)
    }

    /// The candidates in the SDK's words.
    pub(super) fn candidates(&self) -> Vec<pandapon::callbacks::SignedText> {
        use pandapon::callbacks::SignedText as Sdk;
        let candidates = self.signed_texts.iter().map(|text| match text {
            SignedText::KeyThenBody => Sdk::KeyThenBody,
            SignedText::Body => Sdk::Body,
            SignedText::BodyThenKey => Sdk::BodyThenKey,
        });
        candidates.collect()
    }
}

/// The doors of all accounts of this desk. An account without one gets one.
///
/// # Errors
/// Those of the store.
pub(super) async fn all(desk: &Desk) -> CommandResult<Vec<(AccountId, Door)>> {
    let (accounts, kept) = desk.store().run(|store| Ok((store.accounts()?, store.inbox().doors()?))).await?;
    let mut doors = Vec::with_capacity(accounts.len());
    for account in accounts {
        let kept = kept.iter().find(|(account_id, _)| *account_id == account.account_id);
        let door = match kept.map(|(_, settings)| serde_json::from_str(settings)) {
            Some(Ok(door)) => door,
            Some(Err(error)) => {
                tracing::warn!(%error, "an account's path could not be read; it gets another one");
                let door = Door::new()?;
                save(desk, &account.account_id, &door).await?;
                door
            }
            None => first(desk, &account.account_id).await?,
        };
        doors.push((account.account_id, door));
    }
    Ok(doors)
}

/// Gives an account its first door, unless it got one meanwhile: a path that was shown once stays.
async fn first(desk: &Desk, account_id: &AccountId) -> CommandResult<Door> {
    let settings = text(&Door::new()?)?;
    let account_id = account_id.clone();
    let kept =
        desk.store().run(move |store: &Store| store.inbox().first_door(&account_id, &settings)).await?;
    serde_json::from_str(&kept).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}

/// Keeps an account's door.
///
/// # Errors
/// Those of the store.
pub(super) async fn save(desk: &Desk, account_id: &AccountId, door: &Door) -> CommandResult<()> {
    let (settings, account_id) = (text(door)?, account_id.clone());
    desk.store().run(move |store: &Store| store.inbox().save_door(&account_id, &settings)).await?;
    Ok(())
}

fn text(door: &Door) -> CommandResult<String> {
    serde_json::to_string(door).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))
}

/// A path that nobody guesses.
///
/// # Errors
/// [`ErrorCode::Internal`] when the system has no random numbers.
pub(super) fn token() -> CommandResult<String> {
    let mut bytes = [0_u8; 16];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
    Ok(hex::encode(bytes))
}
