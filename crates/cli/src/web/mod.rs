//! `serve`: the UI in a browser on this computer. Loopback only, one session, Host and Origin checked.

mod api;
mod assets;
mod events;
mod guard;
mod session;

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use pondesk_agent::desk::Desk;

use crate::args::{Args, ServeArgs};
use crate::exit::Failure;
use crate::sandbox::until_ended;
use session::Session;

/// Largest file that a browser may hand over. What is taken of it, the agent decides.
const MAX_FILE: usize = 64 << 20;

/// What every request needs.
#[derive(Clone)]
struct Host {
    desk: Desk,
    session: Arc<Session>,
    /// `127.0.0.1:port`, the only authority that requests may name.
    authority: Arc<str>,
}

/// Serves until Ctrl C.
pub(crate) async fn run(args: &Args, serve: &ServeArgs) -> Result<(), Failure> {
    if !serve.listen.ip().is_loopback() {
        return Err(anyhow::anyhow!("--listen takes loopback addresses only, not {}", serve.listen).into());
    }
    let desk = crate::open::open(args).await?;
    let tended = desk.clone();
    tokio::spawn(async move { tended.tend().await });
    desk.keep_safe();
    desk.receive_callbacks();
    if !serve.no_sync {
        let fresh = desk.clone();
        tokio::spawn(async move { fresh.keep_fresh().await });
    }
    let listener = tokio::net::TcpListener::bind(serve.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", serve.listen))?;
    let address = listener.local_addr()?;
    let session = Session::new(address.port());
    announce(args.json, &format!("http://{address}/#code={}", session.code()))?;
    let host = Host { desk, session: Arc::new(session), authority: address.to_string().into() };
    axum::serve(listener, router(host))
        .with_graceful_shutdown(async {
            if let Err(error) = until_ended().await {
                tracing::warn!(%error, "signals cannot be listened to");
            }
        })
        .await?;
    Ok(())
}

/// The address with its one-time code goes to standard output only.
fn announce(json: bool, url: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::json!({ "url": url }))?;
    } else {
        writeln!(
            out,
            "Pondesk is served on this computer. Open once, the code is used up then:\n\n  {url}\n"
        )?;
    }
    out.flush()
}

fn router(host: Host) -> Router {
    let inside = Router::new()
        .route("/api/call/{name}", post(api::call))
        .route("/api/files", post(api::take_file).layer(DefaultBodyLimit::max(MAX_FILE)))
        .route("/api/events", get(events::stream))
        .route("/api/papers/{paper_id}", get(api::paper))
        .route("/picture/{key}", get(api::picture))
        .layer(middleware::from_fn_with_state(host.clone(), session::required));
    Router::new()
        .merge(inside)
        .route("/api/session", post(session::begin))
        .fallback(get(assets::serve))
        .layer(middleware::from_fn_with_state(host.clone(), guard::check))
        .with_state(host)
}
