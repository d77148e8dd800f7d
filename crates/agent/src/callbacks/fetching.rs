//! Fetching the orders that messages name: in the background lane, each order once for all messages that wait for it.
//! What is kept is what PandaPon tells then, not what the messages say.

use std::collections::BTreeMap;

use futures::future::join_all;
use pandapon::Client;
use pondesk_domain::{
    AccountId, CallbackId, CallbackKind, CallbackReason, CallbackState, ChangeSource, EpochMs, OrderId,
    Platform, PlatformOrderId,
};
use pondesk_store::{Confirmed, Held, OrderNamed, OrderNumber, ToFetch};

use super::meaning::Name;
use super::reading::is_about_the_secret;
use crate::after_sales::rounds as cases;
use crate::api::{CommandError, CommandResult, ErrorCode};
use crate::desk::Desk;
use crate::errors::is_out_of_reach;
use crate::orders::reading as orders;
use crate::sync::rounds;

/// Messages that are looked at together.
const TOGETHER: u32 = 1000;
/// Orders of an account that are fetched at the same time; the rate limit is the SDK's.
const AT_ONCE: usize = 4;
/// When an order that PandaPon would not tell is asked for again, in ms after each try. After the last it is given up.
const AGAIN_AFTER_MS: [i64; 5] = [5_000, 30_000, 300_000, 1_800_000, 7_200_000];

/// Messages that wait for the same order.
#[derive(Debug, Default)]
struct Waiting {
    callback_ids: Vec<CallbackId>,
    tries: u32,
    /// One of them is about an after-sales case of the order.
    of_cases: bool,
}

/// An order that messages wait for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    /// This desk knows it.
    Known(OrderId),
    /// PandaPon may know it by its own id.
    Asked(Platform, String),
    /// Only one of Taobao's own numbers is told: the account's newest orders may have it.
    Numbered(String),
}

/// Why an account's orders are not asked for any more now.
type Stop = CommandError;

/// Fetches what is due, one account beside the other, and says when something is due next.
///
/// # Errors
/// Those of the store. What PandaPon does not answer is due again later.
pub(super) async fn fetch_due(desk: &Desk) -> CommandResult<Option<EpochMs>> {
    let _turn = desk.inner.callbacks.fetching.lock().await;
    loop {
        let (mut place, mut next, mut worked) = (0, None::<EpochMs>, false);
        // Page by page, so that those that have to wait never stand before the others.
        loop {
            let waiting = desk.store().run(move |store| store.inbox().to_fetch(place, TOGETHER)).await?;
            let Some(last) = waiting.last() else { break };
            place = last.place;
            let mut due = BTreeMap::<AccountId, Vec<ToFetch>>::new();
            for message in waiting {
                match due_at(desk, &message).filter(|at| *at > desk.now()) {
                    Some(later) => next = Some(next.map_or(later, |next| next.min(later))),
                    None => due.entry(message.callback.account_id.clone()).or_default().push(message),
                }
            }
            worked |= !due.is_empty();
            let fetched =
                due.into_iter().map(|(account_id, messages)| fetch_of_account(desk, account_id, messages));
            for fetched in join_all(fetched).await {
                fetched?;
            }
        }
        if !worked {
            return Ok(next);
        }
    }
}

/// When a message is to be looked at, where that is not now.
fn due_at(desk: &Desk, message: &ToFetch) -> Option<EpochMs> {
    let held_until = desk.inner.callbacks.held_until(&message.callback.account_id);
    let again_at = message.tried_at.and_then(|at| {
        let tries = usize::try_from(message.tries).unwrap_or(usize::MAX);
        Some(at.plus_ms(*AGAIN_AFTER_MS.get(tries.checked_sub(1)?)?))
    });
    held_until.max(again_at)
}

async fn fetch_of_account(desk: &Desk, account_id: AccountId, messages: Vec<ToFetch>) -> CommandResult<()> {
    let callback_ids: Vec<_> = messages.iter().map(|message| message.callback.callback_id.clone()).collect();
    let fetched = match desk.background_client(&account_id).await {
        Ok(client) => fetch_all(desk, &client, &account_id, messages).await?,
        Err(error) if error.code == ErrorCode::AccountMissing => {
            let unmatched =
                unmatched(callback_ids.clone(), CallbackReason::UnknownOrder, Some(error.to_string()));
            desk.store().run(move |store| store.inbox().confirm(unmatched)).await?;
            Ok(())
        }
        Err(error) => Err(error),
    };
    if let Err(stop) = fetched {
        leave_alone(desk, &account_id, callback_ids, &stop).await?;
    } else {
        desk.callbacks_changed(callback_ids);
    }
    Ok(())
}

/// Nothing can be asked for this account now: all that waits for it waits on, and says why.
async fn leave_alone(
    desk: &Desk,
    account_id: &AccountId,
    callback_ids: Vec<CallbackId>,
    stop: &Stop,
) -> CommandResult<()> {
    tracing::info!(%stop, "orders that messages name are fetched later");
    let no_secret = is_about_the_secret(stop);
    desk.inner.callbacks.hold(account_id, desk.now(), no_secret);
    let held = Held {
        callback_ids: callback_ids.clone(),
        reason: if no_secret { CallbackReason::NoSecret } else { CallbackReason::Offline },
        said: stop.said.clone(),
        tried_at: None,
    };
    desk.store().run(move |store| store.inbox().hold(held)).await?;
    desk.callbacks_changed(callback_ids);
    Ok(())
}

/// Inner error: PandaPon cannot be asked for this account now.
async fn fetch_all(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    messages: Vec<ToFetch>,
) -> CommandResult<Result<(), Stop>> {
    let mut sought = seek(desk, account_id, messages).await?;
    if sought.keys().any(|sought| matches!(sought, Sought::Numbered(_))) {
        if let Err(stop) = read_newest(desk, client, account_id).await {
            return Ok(Err(stop));
        }
        sought = find_numbered(desk, account_id, sought).await?;
    }
    let mut sought = sought.into_iter();
    loop {
        let some: Vec<_> = sought.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(Ok(()));
        }
        let fetches =
            some.into_iter().map(|(sought, waiting)| fetch(desk, client, account_id, sought, waiting));
        for done in join_all(fetches).await {
            if let Err(stop) = done? {
                return Ok(Err(stop));
            }
        }
    }
}

/// What messages wait for. Those about another account's orders wait for nothing.
async fn seek(
    desk: &Desk,
    account_id: &AccountId,
    messages: Vec<ToFetch>,
) -> CommandResult<BTreeMap<Sought, Waiting>> {
    let id = account_id.clone();
    let found = desk.store().run(move |store| {
        let mut found = Vec::with_capacity(messages.len());
        for message in messages {
            let names: Vec<Name> = serde_json::from_str(&message.order_names).unwrap_or_default();
            let numbers: Vec<OrderNumber> = names.iter().map(Name::number).collect();
            let named = store.order_named(&id, &numbers)?;
            found.push((message, names, named));
        }
        Ok(found)
    });
    let (mut sought, mut elsewhere, mut nowhere) =
        (BTreeMap::<Sought, Waiting>::new(), Vec::new(), Vec::new());
    for (message, names, named) in found.await? {
        let callback_id = message.callback.callback_id.clone();
        let key = match named {
            Some(OrderNamed::Own(order_id)) => Sought::Known(order_id),
            Some(OrderNamed::Of(_)) => {
                elsewhere.push(callback_id);
                continue;
            }
            None => match (names.iter().find_map(Name::askable), names.first()) {
                (Some((platform, id)), _) => Sought::Asked(platform, id.to_owned()),
                (None, Some(name)) => Sought::Numbered(name.as_str().to_owned()),
                (None, None) => {
                    nowhere.push(callback_id);
                    continue;
                }
            },
        };
        let waiting = sought.entry(key).or_default();
        waiting.callback_ids.push(callback_id);
        waiting.tries = waiting.tries.max(message.tries);
        waiting.of_cases |= message.callback.kind == Some(CallbackKind::Refund);
    }
    let mut settled = Vec::new();
    for (callback_ids, reason) in
        [(elsewhere, CallbackReason::OtherAccount), (nowhere, CallbackReason::NoOrder)]
    {
        settled.push(unmatched(callback_ids, reason, None));
    }
    let known: Vec<_> = sought
        .iter()
        .filter_map(|(sought, waiting)| match sought {
            Sought::Known(order_id) => Some((order_id.clone(), waiting.callback_ids.clone())),
            _ => None,
        })
        .collect();
    let noted = desk.store().run(move |store| {
        for unmatched in settled.into_iter().filter(|settled| !settled.callback_ids.is_empty()) {
            store.inbox().confirm(unmatched)?;
        }
        // Said, not yet confirmed: an order shows it while it is being fetched.
        store.inbox().match_orders(known)
    });
    noted.await?;
    Ok(sought)
}

/// Reads the account's newest Taobao orders, for the numbers that Taobao gives them.
async fn read_newest(desk: &Desk, client: &Client, account_id: &AccountId) -> Result<(), Stop> {
    match rounds::read_newest(desk, client, account_id, Platform::Taobao).await {
        Err(error) if error.code != ErrorCode::Unreadable => Err(error),
        _ => Ok(()),
    }
}

/// Turns numbers into orders where they are known now. Those that are not name no order of this account.
async fn find_numbered(
    desk: &Desk,
    account_id: &AccountId,
    sought: BTreeMap<Sought, Waiting>,
) -> CommandResult<BTreeMap<Sought, Waiting>> {
    let id = account_id.clone();
    let found = desk.store().run(move |store| {
        let mut found = BTreeMap::<Sought, Waiting>::new();
        for (key, waiting) in sought {
            let named = match &key {
                Sought::Numbered(number) => {
                    let numbers = [OrderNumber::Sales(number.clone()), OrderNumber::Purchase(number.clone())];
                    store.order_named(&id, &numbers)?
                }
                _ => None,
            };
            let key = match named {
                Some(OrderNamed::Own(order_id)) => Sought::Known(order_id),
                _ => key,
            };
            if matches!(key, Sought::Numbered(_)) {
                store.inbox().confirm(unmatched(waiting.callback_ids, CallbackReason::UnknownOrder, None))?;
                continue;
            }
            let merged = found.entry(key).or_default();
            merged.callback_ids.extend(waiting.callback_ids);
            merged.tries = merged.tries.max(waiting.tries);
            merged.of_cases |= waiting.of_cases;
        }
        Ok(found)
    });
    Ok(found.await?)
}

/// Fetches one order for all messages that wait for it. Inner error: PandaPon cannot be asked for this account now.
async fn fetch(
    desk: &Desk,
    client: &Client,
    account_id: &AccountId,
    sought: Sought,
    waiting: Waiting,
) -> CommandResult<Result<(), Stop>> {
    let (platform, id) = match &sought {
        Sought::Known(order_id) => {
            let kept = orders::kept(desk, account_id, order_id).await?;
            (kept.order.platform, kept.order.platform_order_id)
        }
        Sought::Asked(platform, id) => (*platform, PlatformOrderId::new(id.as_str())),
        Sought::Numbered(_) => return Ok(Ok(())),
    };
    let read = match orders::read(desk, client, account_id, platform, &id, ChangeSource::Callback).await {
        Ok(read) => read,
        Err(error) if is_out_of_reach(&error) || is_about_the_secret(&error) => return Ok(Err(error)),
        Err(error) => {
            not_told(desk, &sought, waiting, error).await?;
            return Ok(Ok(()));
        }
    };
    let confirmed = Confirmed {
        callback_ids: waiting.callback_ids,
        state: CallbackState::Applied,
        reason: None,
        said: None,
        order_id: Some(read.order.order_id.clone()),
        at: read.read_at,
        request_id: read.request_id.clone(),
    };
    let order_id = read.order.order_id.clone();
    let applied = orders::keep(desk, vec![read]).await?;
    let moved = applied.iter().flat_map(|applied| &applied.changed);
    if waiting.of_cases || moved.into_iter().any(|change| change.field.ends_with(":afterSales")) {
        match cases::of_order(desk, client, account_id, &order_id, ChangeSource::Callback).await {
            Err(error) if is_out_of_reach(&error) || is_about_the_secret(&error) => return Ok(Err(error)),
            Err(error) => tracing::info!(%error, %order_id, "the cases of an order are not shown now"),
            Ok(_) => {}
        }
    }
    desk.store().run(move |store| store.inbox().confirm(confirmed)).await?;
    Ok(Ok(()))
}

/// PandaPon was reached and told no order. It is asked again a few times, unless it says that this account has none.
async fn not_told(desk: &Desk, sought: &Sought, waiting: Waiting, error: CommandError) -> CommandResult<()> {
    let knows_none = matches!(sought, Sought::Asked(..)) && is_a_plain_no(&error);
    let tried = usize::try_from(waiting.tries).unwrap_or(usize::MAX);
    let said = error.said.clone().or_else(|| Some(error.to_string()));
    let at = desk.now();
    let gives_up = tried >= AGAIN_AFTER_MS.len();
    let callback_ids = waiting.callback_ids;
    desk.store()
        .run(move |store| {
            if knows_none {
                store.inbox().confirm(unmatched(callback_ids, CallbackReason::UnknownOrder, said))
            } else if gives_up {
                store.inbox().confirm(unmatched(callback_ids, CallbackReason::NotTold, said))
            } else {
                let reason = CallbackReason::NotTold;
                store.inbox().hold(Held { callback_ids, reason, said, tried_at: Some(at) })
            }
        })
        .await?;
    Ok(())
}

/// An envelope that says no, in an answer that is well otherwise: PandaPon looked and found nothing.
fn is_a_plain_no(error: &CommandError) -> bool {
    let status = error.details.get("httpStatus").map(String::as_str);
    error.code == ErrorCode::Refused && matches!(status, None | Some("200" | "404"))
}

fn unmatched(callback_ids: Vec<CallbackId>, reason: CallbackReason, said: Option<String>) -> Confirmed {
    Confirmed {
        callback_ids,
        state: CallbackState::Unmatched,
        reason: Some(reason),
        said,
        order_id: None,
        at: EpochMs(0),
        request_id: None,
    }
}
