//! A local PandaPon: signed, stateful, as strict as the real one.
//!
//! [`start`] serves it over HTTP on loopback. It trusts nothing of Pondesk's: requests are checked against the contract
//! file, signatures by its own few lines. Missing or ill-formed parameters are answered with 400, a wrong key, signature,
//! clock or nonce with 401, business refusals with 200 and the envelope's code; the codes are one table in `refusal`.
//!
//! After-sales cases go through the contract's states, moved by the caller, by sellers of different tempers and by
//! deadlines; changes of orders and cases are pushed to a callback URL once one is registered.
//!
//! Durations (finance looks at a voucher, a seller ships) run on the sandbox's own clock, which can be sped up and
//! skipped; timestamps on the wire are real time. Tests drive it over the control API, see [`Sandbox::control_url`].

// The largest answers have more fields than serde_json's `json!` can expand by default.
#![recursion_limit = "256"]

mod after_sales;
mod alibaba;
mod base;
mod callbacks;
mod clock;
mod contract;
mod control;
mod credentials;
mod http;
mod market;
mod operations;
mod paging;
mod parcel;
mod past;
mod picture_query;
mod pricing;
mod refusal;
mod signature;
mod state;
mod taobao;
mod warehouse;
mod wire;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use credentials::Credentials;
pub use past::{PastOrders, Seeded, seed};
pub use pondesk_catalogue as catalogue;
pub use signature::{Acceptance, TimestampUnit};

use market::Market;

/// How to start a sandbox.
#[derive(Clone, Debug)]
pub struct SandboxOptions {
    /// Where its state and drawn pictures live; made when missing.
    pub data_dir: PathBuf,
    /// Port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Chooses the catalogue. A data folder keeps the seed of its first start.
    pub seed: u64,
    /// How many times as fast as real time durations run; 0 counts as 1.
    pub speed: u32,
    /// Keys that are kept elsewhere: nothing secret is written then. `None` makes keys once and keeps them in
    /// `data_dir/credentials.json`.
    pub credentials: Option<Credentials>,
    /// Which signatures are taken; `None` keeps what was set before, at first scheme 1 with either timestamp unit.
    pub acceptance: Option<Acceptance>,
    /// Gets the search by picture ready in the background, some seconds of all cores on the first start; otherwise the
    /// first such search waits for it.
    pub warm_up: bool,
}

impl SandboxOptions {
    /// A sandbox in a folder: any port, seed 1, real time, keys of its own.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        SandboxOptions {
            data_dir: data_dir.into(),
            port: 0,
            seed: 1,
            speed: 1,
            credentials: None,
            acceptance: None,
            warm_up: false,
        }
    }
}

/// Why a sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is taken or may not be used.
    #[error("cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any free one")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The data folder cannot be made, read or written.
    #[error("cannot use the data folder {path}: {source}")]
    DataDir {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file cannot be read or written.
    #[error("cannot use the sandbox's state: {0}")]
    State(#[from] rusqlite::Error),
    /// The state was written by a newer version.
    #[error(
        "the sandbox's state has version {found}, this program knows {known}; update it or use another folder"
    )]
    NewerState {
        /// Version of the file.
        found: i32,
        /// Newest version known here.
        known: i32,
    },
    /// The folder belongs to a catalogue of another seed.
    #[error("the data folder was made with seed {kept}, not {asked}; use that seed or another folder")]
    OtherSeed {
        /// Seed of the folder.
        kept: u64,
        /// Seed that was asked for.
        asked: u64,
    },
    /// The folder has another number of past orders.
    #[error("the data folder has {kept} past orders, not {asked}; ask for {kept}, or use another folder")]
    OtherPast {
        /// Past orders of the folder.
        kept: u32,
        /// Past orders that were asked for.
        asked: u32,
    },
    /// The program itself is broken.
    #[error("the sandbox is broken: {0}")]
    Broken(String),
}

/// A running sandbox. Dropping it stops it without waiting; [`Sandbox::stop`] waits.
pub struct Sandbox {
    market: Arc<Market>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a sandbox and returns when it answers. Needs a running Tokio runtime.
pub async fn start(options: SandboxOptions) -> Result<Sandbox, SandboxError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listen = |source| SandboxError::Listen { port: options.port, source };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let base_url = format!("http://{}", listener.local_addr().map_err(listen)?);

    let warm_up = options.warm_up;
    let market = tokio::task::spawn_blocking(move || Market::open(options, base_url))
        .await
        .map_err(|error| SandboxError::Broken(error.to_string()))??;
    let market = Arc::new(market);
    if warm_up {
        let market = Arc::clone(&market);
        // A plain thread: a runtime that shuts down would wait for one of its own.
        std::thread::spawn(move || market.likeness.build());
    }
    let (stop, stopped) = watch::channel(false);
    let tasks = vec![
        tokio::spawn(http::serve(listener, Arc::clone(&market), stopped.clone())),
        tokio::spawn(market::fire_by_itself(Arc::clone(&market), stopped.clone())),
        tokio::spawn(callbacks::deliver::run(Arc::clone(&market), stopped)),
    ];
    Ok(Sandbox { market, stop, tasks })
}

impl Sandbox {
    /// Where its operations are reached, `http://127.0.0.1:PORT`; paths as in the contract.
    pub fn base_url(&self) -> &str {
        &self.market.base_url
    }

    /// Where its control API is reached, under a path that cannot be guessed. See the `control` module for its calls.
    pub fn control_url(&self) -> String {
        self.market.control_url()
    }

    /// The keys that it takes.
    pub fn credentials(&self) -> &Credentials {
        &self.market.credentials
    }

    /// Whether it still answers. It ends by itself only when its server fails.
    pub fn is_running(&self) -> bool {
        !self.tasks.iter().any(JoinHandle::is_finished)
    }

    /// Stops it: calls under way are answered, then the port is free.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        for task in std::mem::take(&mut self.tasks) {
            // A task that panicked has nothing left to stop.
            let _ = task.await;
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}
