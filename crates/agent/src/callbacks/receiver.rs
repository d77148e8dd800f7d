//! The receiver: HTTP on a thread of its own, so that a message is acknowledged in time whatever else the desk does.
//!
//! HTTPS is not its business: PandaPon comes through a proxy or tunnel that has the certificate.

use std::io;
use std::net::{SocketAddr, TcpListener as Bound};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::entrance::Entrance;
use super::requests;

/// Connections at the same time. A proxy needs a few.
const MOST_CONNECTIONS: usize = 128;
/// How long the head of a request may take to come, and a connection may stay idle.
const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// Longest head of a request, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// How long what is under way may take when the receiver closes.
const LAST_REQUESTS: Duration = Duration::from_secs(1);
/// How long nobody is let in after the system could not let somebody in.
const BREATH: Duration = Duration::from_millis(20);

/// A receiver that listens. Dropping it closes it and waits for what is under way, a second at most.
pub(super) struct Receiver {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Receiver {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the port is taken, or may not be used.
    pub(super) fn open(address: SocketAddr, entrance: Arc<Entrance>) -> io::Result<Self> {
        let bound = Bound::bind(address)?;
        bound.set_nonblocking(true)?;
        let address = bound.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let thread = std::thread::Builder::new().name("callback-receiver".into()).spawn(move || {
            runtime.block_on(async move {
                match TcpListener::from_std(bound) {
                    Ok(listener) => serve(listener, entrance, stopped).await,
                    Err(error) => tracing::error!(%error, "pushed messages cannot be listened to"),
                }
            });
        })?;
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the receiver's thread panicked");
        }
    }
}

async fn serve(listener: TcpListener, entrance: Arc<Entrance>, mut stopped: watch::Receiver<bool>) {
    let router = Router::new().fallback(requests::answer).with_state(Arc::clone(&entrance));
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file handles, say: the next caller may have more luck.
                Err(_) => { sleep(BREATH).await; continue }
            },
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            entrance.figures.too_many.fetch_add(1, Ordering::Relaxed);
            continue;
        };
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Callers go away, and slow ones are sent away.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(LAST_REQUESTS, graceful.shutdown()).await;
}
