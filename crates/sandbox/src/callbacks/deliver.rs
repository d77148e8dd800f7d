//! Carries messages to the registered URL, beside everything else that the sandbox does.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use sha2::Sha256;
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::{Host, Url};

use super::{Authorization, HexCase, Registration, Signing, Verify};
use crate::credentials::Credentials;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::pushes::{Outcome, Push};

/// How long an answer may take, real time.
const ANSWER_WITHIN: Duration = Duration::from_millis(1000);
/// Pushes that are under way at the same time.
const MOST_UNDER_WAY: usize = 16;
/// The secret of pushes that are signed wrongly on purpose.
const WRONG_SECRET: &str = "not-the-secret";

/// Delivers what is due until the sandbox stops. What is under way then is pushed again after the next start.
pub(crate) async fn run(market: Arc<Market>, mut stopped: watch::Receiver<bool>) {
    let recalled = Arc::clone(&market);
    let recall = move || recalled.books(|books| books.move_pushes("sending", "waiting"));
    if !matches!(tokio::task::spawn_blocking(recall).await, Ok(Ok(()))) {
        tracing::error!("callbacks that were under way at the last stop are not pushed again");
    }
    let mut under_way: JoinSet<()> = JoinSet::new();
    let mut client: Option<Client> = None;
    loop {
        let free = MOST_UNDER_WAY - under_way.len();
        let looked_at = Arc::clone(&market);
        let (ready, wait) = match tokio::task::spawn_blocking(move || looked_at.take_due_pushes(free)).await {
            Ok(Ok(found)) => found,
            Ok(Err(refusal)) => {
                tracing::error!(refusal.msg, "callbacks could not be looked up");
                (Vec::new(), ANSWER_WITHIN)
            }
            Err(_) => return,
        };
        for (push, registration) in ready {
            let client = match &client {
                Some(client) => client.clone(),
                None => match new_client() {
                    Ok(made) => client.insert(made).clone(),
                    Err(error) => {
                        tracing::error!(%error, "callbacks cannot be sent");
                        return;
                    }
                },
            };
            under_way.spawn(carry(Arc::clone(&market), client, push, registration));
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = market.pushes_changed() => {}
            Some(_) = under_way.join_next() => {}
            _ = stopped.changed() => return,
        }
    }
}

async fn carry(market: Arc<Market>, client: Client, push: Push, registration: Registration) {
    let begun = Instant::now();
    let sent = client.post(&registration.url).header(CONTENT_TYPE, "application/json;charset=UTF-8");
    let sent = match authorization(&push, &registration, &market.credentials) {
        Some(header) => sent.header(AUTHORIZATION, header),
        None => sent,
    };
    let answer = sent.body(push.body).send().await;
    let took_ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    let outcome = match answer {
        Ok(answer) => Outcome { status: Some(answer.status().as_u16()), error: None, took_ms },
        Err(error) => Outcome { status: None, error: Some(error.without_url().to_string()), took_ms },
    };
    let kept =
        tokio::task::spawn_blocking(move || market.books(|books| books.keep_outcome(push.id, &outcome)));
    if let Ok(Err(refusal)) = kept.await {
        tracing::error!(refusal.msg, "a callback's outcome could not be kept");
    }
}

/// The header that a push presents itself with.
fn authorization(push: &Push, registration: &Registration, keys: &Credentials) -> Option<String> {
    let secret = match push.authorization {
        Authorization::None => return None,
        Authorization::Signed => keys.access_secret.as_str(),
        Authorization::Wrong => WRONG_SECRET,
    };
    let key = match registration.signing {
        Signing::None => return None,
        Signing::AccessKeyBody => keys.access_key.as_str(),
        Signing::Body => "",
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(key.as_bytes());
    mac.update(&push.body);
    let digest = mac.finalize().into_bytes();
    Some(match registration.hex_case {
        HexCase::Lower => hex::encode(digest),
        HexCase::Upper => hex::encode_upper(digest),
    })
}

/// Checks a URL as the console does: its form, and that it answers Verify.
pub(crate) async fn verify(registration: &Registration, keys: &Credentials) -> Result<(), Refusal> {
    check_url(&registration.url)?;
    let refuse = |detail: String| Refusal::new(Code::CallbackNotVerified, detail);
    let client = new_client().map_err(|error| refuse(error.to_string()))?;
    let push = Push {
        id: 0,
        authorization: Authorization::Signed,
        body: if registration.verify == Verify::Object { b"{}".to_vec() } else { Vec::new() },
    };
    let request = match registration.verify {
        Verify::Get => client.get(&registration.url),
        Verify::Object | Verify::Empty => {
            client.post(&registration.url).header(CONTENT_TYPE, "application/json;charset=UTF-8")
        }
    };
    let request = match authorization(&push, registration, keys) {
        Some(header) => request.header(AUTHORIZATION, header),
        None => request,
    };
    let answer =
        request.body(push.body).send().await.map_err(|error| refuse(error.without_url().to_string()))?;
    match answer.status() {
        StatusCode::OK => Ok(()),
        other => Err(refuse(format!("it answered {other}"))),
    }
}

/// HTTPS is required; only a URL on this machine may do without.
fn check_url(text: &str) -> Result<(), Refusal> {
    let url = Url::parse(text).map_err(|error| Refusal::new(Code::BadCallback, error))?;
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if here => Ok(()),
        scheme => Err(Refusal::new(Code::BadCallback, format_args!("https is required, not {scheme}"))),
    }
}

/// Redirects are not an acknowledgement, and loopback is not behind a proxy.
fn new_client() -> Result<Client, reqwest::Error> {
    Client::builder().no_proxy().redirect(Policy::none()).timeout(ANSWER_WITHIN).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_may_do_without_https() {
        for good in
            ["https://example.com/cb", "http://127.0.0.1:9/x", "http://[::1]:9", "http://localhost:80/"]
        {
            check_url(good).unwrap();
        }
        for bad in ["http://example.com/cb", "ftp://127.0.0.1/", "not a url", "http://10.0.0.1/"] {
            assert_eq!(check_url(bad).unwrap_err().code, Code::BadCallback.row().1, "{bad}");
        }
    }
}
