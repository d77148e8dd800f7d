//! The user's end of callbacks.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::common::{Caller, until};

/// A request that came in.
#[derive(Clone, Debug)]
pub(crate) struct Came {
    pub(crate) method: Method,
    pub(crate) authorization: Option<String>,
    pub(crate) body: String,
}

/// The user's end: keeps what comes and answers as it is told to.
#[derive(Clone, Default)]
pub(crate) struct Inbox {
    pub(crate) came: Arc<Mutex<Vec<Came>>>,
    pub(crate) status: Arc<Mutex<StatusCode>>,
    pub(crate) slow: Arc<Mutex<bool>>,
}

impl Inbox {
    /// Listens on a port, 0 for any; gives the URL.
    pub(crate) async fn listen(&self, port: u16) -> String {
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
        let url = format!("http://{}/cb", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        url
    }

    pub(crate) fn answer(&self, status: u16) {
        *self.status.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    pub(crate) fn all(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    pub(crate) fn clear(&self) {
        self.came.lock().unwrap().clear();
    }

    pub(crate) async fn has(&self, count: usize) {
        until(&format!("{count} pushes"), async || self.all().len() >= count).await;
    }

    pub(crate) fn types(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|came| {
                let message: Value = serde_json::from_str(&came.body).unwrap();
                message["messageType"].as_str().unwrap().to_owned()
            })
            .collect()
    }
}

pub(crate) async fn take(
    State(inbox): State<Inbox>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let authorization = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    let body = String::from_utf8(body.to_vec()).unwrap();
    inbox.came.lock().unwrap().push(Came { method, authorization, body });
    if *inbox.slow.lock().unwrap() {
        // Longer than any sender waits: the connection goes first.
        std::future::pending::<()>().await;
    }
    *inbox.status.lock().unwrap()
}

pub(crate) async fn log(caller: &Caller) -> Value {
    let url = format!("{}/callbacks", caller.control);
    caller.client.get(url).send().await.unwrap().json().await.unwrap()
}

/// Registers an inbox, and forgets the Verify call.
pub(crate) async fn register(caller: &Caller, inbox: &Inbox, settings: Value) {
    let url = inbox.listen(0).await;
    let mut registration = json!({ "url": url });
    for (name, value) in settings.as_object().unwrap() {
        registration[name] = value.clone();
    }
    caller.control("callback", &registration).await;
    inbox.clear();
}

pub(crate) fn signature(caller: &Caller, base: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(caller.keys.access_secret.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

pub(crate) fn parsed(came: &Came) -> Value {
    serde_json::from_str(&came.body).unwrap()
}
