//! Where messages come in: the user's choices, and how the receiver is.

use std::net::{IpAddr, SocketAddr};

use pondesk_domain::{AccountId, SignatureMode};
use url::Url;

use super::doors::{self, Door};
use crate::api::*;
use crate::connecting::is_loopback;
use crate::desk::Desk;

/// Longest public address.
const LONGEST_URL: usize = 500;

/// All about receiving pushed messages.
///
/// # Errors
/// Those of the store.
pub async fn show(desk: &Desk, _request: Nothing) -> CommandResult<CallbackSettings> {
    let receiver = kept(desk).await?;
    let doors = doors::all(desk).await?;
    Ok(CallbackSettings {
        standing: desk.inner.callbacks.standing(),
        doors: doors.into_iter().map(|(account_id, door)| view(account_id, &door, &receiver)).collect(),
        receiver,
    })
}

/// Keeps what changes of where messages come in, and listens there from now on. That the port is taken is told in the
/// answer's standing.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `host` or `publicUrl`; those of the store.
pub async fn save(desk: &Desk, request: ReceiverChange) -> CommandResult<CallbackSettings> {
    let _turn = desk.inner.choosing.lock().await;
    let was = kept(desk).await?;
    let ReceiverChange { on, host, port, public_url } = request;
    let settings = ReceiverSettings {
        on: on.unwrap_or(was.on),
        host: read_host(&host.unwrap_or(was.host))?.to_string(),
        port: port.unwrap_or(was.port),
        public_url: read_public_url(&public_url.unwrap_or(was.public_url))?,
    };
    let text = serde_json::to_string(&settings)
        .map_err(|error| CommandError::new(ErrorCode::Internal).saying(error))?;
    desk.store().run(move |store| store.inbox().save_receiver_settings(&text)).await?;
    desk.settle_receiver().await?;
    desk.changed(ChangedTable::Callbacks, ["receiver"]);
    show(desk, Nothing {}).await
}

/// Keeps what changes of how messages of one account come in. Messages that were refused for their signature are looked at again.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::FieldMissing`] in `signedTexts` where signatures are wanted and none could
/// be right; those of the store.
pub async fn save_door(desk: &Desk, request: CallbackDoorChange) -> CommandResult<CallbackSettings> {
    let _turn = desk.inner.choosing.lock().await;
    let account = desk.account(&request.account_id).await?;
    let kept = doors::all(desk).await?.into_iter().find(|(id, _)| *id == account.account_id);
    let Some((_, was)) = kept else { return Err(CommandError::new(ErrorCode::AccountMissing)) };
    let mode = request.mode.unwrap_or(was.mode);
    let mut signed_texts = request.signed_texts.unwrap_or(was.signed_texts);
    signed_texts.dedup();
    if signed_texts.is_empty() && mode != SignatureMode::Off {
        return Err(CommandError::field(ErrorCode::FieldMissing, "signedTexts"));
    }
    let token = if request.new_path { doors::token()? } else { was.token };
    doors::save(desk, &account.account_id, &Door { token, mode, signed_texts }).await?;
    desk.settle_receiver().await?;
    desk.changed(ChangedTable::Callbacks, ["receiver"]);
    show(desk, Nothing {}).await
}

/// Listens at an address for as long as the desk is open, whatever the settings say: `pondesk-cli callback listen`.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `host`; [`ErrorCode::PortTaken`] and [`ErrorCode::CannotListen`]; those of the store.
pub async fn listen_on(
    desk: &Desk,
    host: Option<String>,
    port: Option<u16>,
) -> CommandResult<CallbackSettings> {
    let kept = kept(desk).await?;
    let ip = read_host(host.as_deref().unwrap_or(&kept.host))?;
    desk.inner.callbacks.insist_on(SocketAddr::new(ip, port.unwrap_or(kept.port)));
    desk.settle_receiver().await?;
    let settings = show(desk, Nothing {}).await?;
    match settings.standing.failure.clone() {
        Some(failure) => Err(failure),
        None => Ok(settings),
    }
}

/// The user's choices; the defaults until he made some.
///
/// # Errors
/// Those of the store.
pub(super) async fn kept(desk: &Desk) -> CommandResult<ReceiverSettings> {
    let kept = desk.store().run(|store| store.inbox().receiver_settings()).await?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Where the settings have the receiver listen; `None` when it is switched off.
pub(super) fn wanted(settings: &ReceiverSettings) -> Option<SocketAddr> {
    let ip = settings.host.parse().ok()?;
    settings.on.then(|| SocketAddr::new(ip, settings.port))
}

fn view(account_id: AccountId, door: &Door, receiver: &ReceiverSettings) -> CallbackDoor {
    let path = door.path();
    let public_url = (!receiver.public_url.is_empty()).then(|| format!("{}{path}", receiver.public_url));
    CallbackDoor { account_id, path, public_url, mode: door.mode, signed_texts: door.signed_texts.clone() }
}

fn read_host(typed: &str) -> CommandResult<IpAddr> {
    let typed = typed.trim();
    let typed = if typed.eq_ignore_ascii_case("localhost") { "127.0.0.1" } else { typed };
    typed.parse().map_err(|_| CommandError::field(ErrorCode::FieldInvalid, "host").with("limit", "address"))
}

/// PandaPon wants `https`; a sandbox on this computer does without. The account's path goes behind it.
fn read_public_url(typed: &str) -> CommandResult<String> {
    let typed = typed.trim().trim_end_matches('/');
    if typed.is_empty() {
        return Ok(String::new());
    }
    let invalid =
        |limit: &str| CommandError::field(ErrorCode::FieldInvalid, "publicUrl").with("limit", limit);
    let url = Url::parse(typed).ok().filter(Url::has_host).ok_or_else(|| invalid("form"))?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !plain || url.password().is_some() || typed.len() > LONGEST_URL {
        return Err(invalid("form"));
    }
    if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) {
        Ok(url.as_str().trim_end_matches('/').to_owned())
    } else {
        Err(invalid("https"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_https_and_has_nothing_but_a_path() {
        assert_eq!(read_public_url(" https://desk.example/in/ ").unwrap(), "https://desk.example/in");
        assert_eq!(read_public_url("http://127.0.0.1:9").unwrap(), "http://127.0.0.1:9");
        assert_eq!(read_public_url("").unwrap(), "");
        for (bad, limit) in [
            ("http://desk.example", "https"),
            ("desk.example", "form"),
            ("https://user:pass@desk.example", "form"),
            ("https://desk.example/?a=b", "form"),
        ] {
            let refused = read_public_url(bad).unwrap_err();
            assert_eq!(refused.details.get("limit").map(String::as_str), Some(limit), "{bad}");
        }
    }

    #[test]
    fn a_host_is_an_address_of_this_computer() {
        assert_eq!(read_host(" localhost ").unwrap().to_string(), "127.0.0.1");
        assert_eq!(read_host("::1").unwrap().to_string(), "::1");
        assert_eq!(read_host("desk.example").unwrap_err().field.as_deref(), Some("host"));
    }
}
