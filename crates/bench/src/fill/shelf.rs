//! A server of answers that were made before: what it was not asked yet it fetches from the sandbox, once.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

/// More than any call has.
const LARGEST_BODY: usize = 1 << 20;

/// What was asked for, whoever asked and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Path and query.
    pub(super) target: String,
    pub(super) body: Bytes,
}

/// The server. It ends with the runtime.
pub(super) struct Shelf {
    base_url: String,
    kept: Arc<Kept>,
}

struct Kept {
    sandbox: String,
    client: reqwest::Client,
    answers: Mutex<HashMap<Call, Bytes>>,
    asked: Mutex<Vec<Call>>,
    delay_ms: AtomicU64,
}

impl Shelf {
    /// Serves what the sandbox answers.
    ///
    /// # Errors
    /// When there is no port.
    pub(super) async fn serve(sandbox: &str) -> Result<Self> {
        let kept = Arc::new(Kept {
            sandbox: sandbox.to_owned(),
            client: reqwest::Client::new(),
            answers: Mutex::default(),
            asked: Mutex::default(),
            delay_ms: AtomicU64::new(0),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&kept));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { base_url, kept })
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Lets it wait before each answer, as a server far away does.
    pub(super) fn wait_before(&self, delay: Duration) {
        self.kept.delay_ms.store(delay.as_millis().try_into().unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// What it was asked for since the last time, in that order.
    pub(super) fn take_asked(&self) -> Vec<Call> {
        std::mem::take(&mut *lock(&self.kept.asked))
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(State(kept): State<Arc<Kept>>, request: Request) -> Response {
    match kept.answer(request).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}")).into_response(),
    }
}

impl Kept {
    async fn answer(&self, request: Request<Body>) -> Result<Bytes> {
        let (head, body) = request.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let call = Call { method: head.method, target, body: to_bytes(body, LARGEST_BODY).await? };
        lock(&self.asked).push(call.clone());
        let delay = self.delay_ms.load(Ordering::Relaxed);
        if delay > 0 {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
        let known = lock(&self.answers).get(&call).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut headers = head.headers;
        headers.remove(header::HOST);
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::ACCEPT_ENCODING);
        let url = format!("{}{}", self.sandbox, call.target);
        let asked = self.client.request(call.method.clone(), url).headers(headers).body(call.body.clone());
        let bytes = asked.send().await?.error_for_status()?.bytes().await?;
        lock(&self.answers).insert(call, bytes.clone());
        Ok(bytes)
    }
}
