//! Reading what came: the signature judged by the account's secret, the bytes by the SDK. PandaPon is not asked.

use std::collections::HashMap;

use pandapon::Client;
use pandapon::callbacks::{SignedText, Verdict};
use pondesk_domain::{
    AccountId, CallbackId, CallbackOrigin, CallbackReason, CallbackState, EpochMs, SignatureMode,
    SignatureVerdict,
};
use pondesk_store::{CallbackRead, Held, Unread};

use super::{doors, meaning};
use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;

/// Messages that are read together.
const TOGETHER: u32 = 200;

/// How an account's signatures are judged.
struct Judge {
    mode: SignatureMode,
    candidates: Vec<SignedText>,
    /// None when signatures are not looked at, or the secret cannot be had now.
    client: Option<Client>,
}

/// Reads all messages that came and were not read yet.
///
/// # Errors
/// Those of the store.
pub(super) async fn read_new(desk: &Desk) -> CommandResult<()> {
    let _turn = desk.inner.callbacks.reading.lock().await;
    let mut judges = HashMap::new();
    desk.store().run(|store| store.inbox().ask_again()).await?;
    loop {
        let unread = desk.store().run(|store| store.inbox().unread(TOGETHER)).await?;
        if unread.is_empty() {
            return Ok(());
        }
        for message in &unread {
            if !judges.contains_key(&message.account_id) {
                judges.insert(message.account_id.clone(), judge(desk, &message.account_id).await?);
            }
        }
        let (held, readable): (Vec<_>, Vec<_>) =
            unread.into_iter().partition(|message| cannot_judge(judges.get(&message.account_id), message));
        hold(desk, held).await?;
        let readings = judged(&judges, readable);
        let now = desk.now();
        // A large message takes a while to be read: off the async threads.
        let kept = desk.store().run(move |store| {
            let readings = readings.into_iter().map(|judged| judged.read(now)).collect();
            store.inbox().keep_readings(readings)
        });
        let ids = kept.await?;
        desk.callbacks_changed(ids);
        desk.inner.callbacks.due.notify_one();
    }
}

async fn judge(desk: &Desk, account_id: &AccountId) -> CommandResult<Judge> {
    let door = doors::all(desk).await?.into_iter().find(|(id, _)| id == account_id);
    let Some((_, door)) = door else {
        // The account was removed: nothing of it is fetched, so nothing is to be judged.
        return Ok(Judge { mode: SignatureMode::Off, candidates: Vec::new(), client: None });
    };
    let callbacks = &desk.inner.callbacks;
    let left_alone = callbacks.held_until(account_id).is_some_and(|until| until > desk.now());
    let client = match desk.inner.clients.known(account_id) {
        _ if door.mode == SignatureMode::Off => None,
        Some((client, _)) => Some(client),
        None if left_alone => None,
        None => match desk.background_client(account_id).await {
            Ok(client) => Some(client),
            Err(error) => {
                tracing::info!(%error, "signatures cannot be judged now");
                callbacks.hold(account_id, desk.now(), is_about_the_secret(&error));
                None
            }
        },
    };
    Ok(Judge { mode: door.mode, candidates: door.candidates(), client })
}

/// Whether an account's secret cannot be had now.
pub(super) fn is_about_the_secret(error: &CommandError) -> bool {
    matches!(error.code, ErrorCode::KeychainLocked | ErrorCode::KeychainDenied | ErrorCode::SecretMissing)
}

/// Where only right signatures count and none can be judged, a pushed message has to wait.
fn cannot_judge(judge: Option<&Judge>, message: &Unread) -> bool {
    let strict = judge.filter(|judge| judge.mode == SignatureMode::Enforce && judge.client.is_none());
    strict.is_some() && message.origin == CallbackOrigin::Pushed && message.authorization.is_some()
}

async fn hold(desk: &Desk, messages: Vec<Unread>) -> CommandResult<()> {
    let callback_ids: Vec<CallbackId> = messages.into_iter().map(|message| message.callback_id).collect();
    if callback_ids.is_empty() {
        return Ok(());
    }
    let held = Held {
        callback_ids: callback_ids.clone(),
        reason: CallbackReason::NoSecret,
        said: None,
        tried_at: None,
    };
    desk.store().run(move |store| store.inbox().hold(held)).await?;
    desk.callbacks_changed(callback_ids);
    Ok(())
}

/// A message with what its signature is worth.
struct Judged {
    message: Unread,
    mode: SignatureMode,
    verdict: SignatureVerdict,
}

fn judged(judges: &HashMap<AccountId, Judge>, messages: Vec<Unread>) -> Vec<Judged> {
    let judged = messages.into_iter().map(|message| {
        let judge = judges.get(&message.account_id);
        let mode = match message.origin {
            CallbackOrigin::Pushed => judge.map_or(SignatureMode::Off, |judge| judge.mode),
            // The user vouches for what he gives.
            CallbackOrigin::ByHand => SignatureMode::Off,
        };
        let verdict = judge
            .filter(|_| mode != SignatureMode::Off)
            .map_or(SignatureVerdict::NotChecked, |judge| verdict(judge, &message));
        Judged { message, mode, verdict }
    });
    judged.collect()
}

fn verdict(judge: &Judge, message: &Unread) -> SignatureVerdict {
    let authorization = message.authorization.as_deref();
    match (&judge.client, authorization.is_some_and(|told| !told.trim().is_empty())) {
        (_, false) => SignatureVerdict::Missing,
        (None, true) => SignatureVerdict::NotChecked,
        (Some(client), true) => {
            match client.verify_callback(&judge.candidates, authorization, &message.bytes) {
                Verdict::Right(_) => SignatureVerdict::Right,
                Verdict::Wrong => SignatureVerdict::Wrong,
                Verdict::Missing => SignatureVerdict::Missing,
            }
        }
    }
}

impl Judged {
    /// What there is to keep. A message that is refused is shown as what it claims to be, but it stands for nothing: it is
    /// nobody's repeat, and nobody is its.
    fn read(self, now: EpochMs) -> CallbackRead {
        let meaning = meaning::of(&self.message.bytes);
        let passes = self.mode.lets_pass(self.verdict);
        let refusal = match self.verdict {
            SignatureVerdict::Missing => CallbackReason::NoSignature,
            _ => CallbackReason::WrongSignature,
        };
        CallbackRead {
            callback_id: self.message.callback_id,
            state: if passes { meaning.state } else { CallbackState::Refused },
            reason: if passes { meaning.reason } else { Some(refusal) },
            said: meaning.said,
            identity: passes.then_some(meaning.identity),
            kind: meaning.kind,
            message_type: meaning.message_type,
            platform: meaning.platform,
            order_name: meaning.names.first().map(|name| name.as_str().to_owned()),
            order_names: serde_json::to_string(&meaning.names).unwrap_or_default(),
            facts: meaning.facts,
            signature: self.verdict,
            said_at: meaning.said_at,
            read_at: now,
        }
    }
}
