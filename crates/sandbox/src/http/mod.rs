//! The listener: loopback HTTP, and what answers which path.

mod body;
pub(crate) mod envelope;
pub(crate) mod faults;
pub(crate) mod gate;
pub(crate) mod pictures;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::control;
use crate::market::Market;

/// Largest body that is read; a picture of 3 MB is 4 MB as base64.
pub(crate) const BODY_LIMIT: usize = 8 * 1024 * 1024;
/// How long calls under way may take when the sandbox stops.
const LAST_CALLS: Duration = Duration::from_secs(2);

/// Put into a response's extensions: close the connection without sending it.
#[derive(Clone, Copy)]
pub(crate) struct DropConnection;

#[derive(Debug, thiserror::Error)]
#[error("the connection was dropped on purpose")]
struct Dropped;

/// Serves until told to stop. Its own accept loop, because axum's cannot close a connection without an answer.
pub(crate) async fn serve(listener: TcpListener, market: Arc<Market>, mut stopped: watch::Receiver<bool>) {
    let router = routes(market);
    let graceful = GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file handles, say: the next caller may have more luck.
                Err(_) => { tokio::time::sleep(Duration::from_millis(20)).await; continue }
            },
            _ = stopped.changed() => break,
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request| {
            let router = router.clone();
            async move {
                let answer: Result<Response, Infallible> = router.oneshot(request).await;
                match answer {
                    Ok(response) if response.extensions().get::<DropConnection>().is_some() => Err(Dropped),
                    Ok(response) => Ok(response),
                    Err(never) => match never {},
                }
            }
        });
        let connection =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Callers go away, and some connections are dropped on purpose.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_CALLS, graceful.shutdown()).await;
}

fn routes(market: Arc<Market>) -> Router {
    Router::new()
        .route("/pictures/{name}", get(picture))
        .route("/evidence/{name}", get(evidence))
        .route("/im/{page}", get(chat_page))
        .fallback(dispatch)
        .layer(from_fn_with_state(Arc::clone(&market), date))
        .with_state(market)
}

async fn picture(State(market): State<Arc<Market>>, Path(name): Path<String>) -> Response {
    pictures::serve(market, name).await
}

async fn evidence(State(market): State<Arc<Market>>, Path(name): Path<String>) -> Response {
    pictures::serve_evidence(market, name).await
}

/// What the links to chats open: nobody answers here.
async fn chat_page() -> Html<&'static str> {
    Html(
        "<!doctype html><meta charset=\"utf-8\"><title>Sandbox</title>\
         <p>这里是沙箱，没有卖家在线。<p>This is the sandbox: no seller is online.",
    )
}

/// Paths below the control path drive the sandbox; everything else is an operation of the reference.
async fn dispatch(State(market): State<Arc<Market>>, request: Request) -> Response {
    match market.below_control_path(request.uri().path()).map(str::to_owned) {
        Some(rest) => control::answer(market, &rest, request).await,
        None => gate::answer(market, request).await,
    }
}

/// The `Date` header shows the server's own clock, which a test may have put wrong.
async fn date(State(market): State<Arc<Market>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await.into_response();
    if let Ok((_, server_ms)) = market.gate() {
        let since = Duration::from_millis(server_ms.unsigned_abs());
        if let Ok(text) = HeaderValue::from_str(&httpdate::fmt_http_date(std::time::UNIX_EPOCH + since)) {
            response.headers_mut().insert(DATE, text);
        }
    }
    response
}
