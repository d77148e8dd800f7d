//! Opens the embedded sandbox for a desk: the only place where the agent's use cases and the sandbox meet.
//!
//! Shared by the desktop shell and the terminal, so that both practise on the same ground.

use std::path::PathBuf;

use async_trait::async_trait;
use pondesk_agent::practice::{PracticeAddress, PracticeCredentials, PracticeGround};
use pondesk_sandbox::{Credentials, Sandbox, SandboxOptions};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

/// The sandbox inside this process, started when it is first needed and stopped with the process.
pub struct Practice {
    data_dir: PathBuf,
    running: Mutex<Option<Sandbox>>,
}

impl Practice {
    /// A sandbox that keeps its state in `data_dir`. Nothing starts yet.
    pub fn new(data_dir: PathBuf) -> Self {
        Self { data_dir, running: Mutex::new(None) }
    }

    /// Stops it, when it runs: what a broken line to PandaPon looks like. It starts again when it is next opened.
    pub async fn close(&self) {
        if let Some(sandbox) = self.running.lock().await.take() {
            sandbox.stop().await;
        }
    }
}

#[async_trait]
impl PracticeGround for Practice {
    async fn open(&self, credentials: PracticeCredentials) -> Result<PracticeAddress, String> {
        let mut running = self.running.lock().await;
        if !running.as_ref().is_some_and(Sandbox::is_running) {
            // What stopped by itself lets its folder go before the next one opens it.
            if let Some(stopped) = running.take() {
                stopped.stop().await;
            }
            let options = SandboxOptions {
                // A first search by picture should not wait for the prints of 700 pictures.
                warm_up: true,
                credentials: Some(Credentials {
                    access_key: credentials.access_key,
                    access_secret: credentials.access_secret.expose_secret().to_owned(),
                    user_id: credentials.user_id,
                }),
                ..SandboxOptions::new(&self.data_dir)
            };
            *running = Some(pondesk_sandbox::start(options).await.map_err(|error| error.to_string())?);
        }
        running.as_ref().map(address_of).ok_or_else(|| "the sandbox is gone".to_owned())
    }

    async fn address(&self) -> Option<PracticeAddress> {
        self.running.lock().await.as_ref().filter(|sandbox| sandbox.is_running()).map(address_of)
    }
}

fn address_of(sandbox: &Sandbox) -> PracticeAddress {
    PracticeAddress { base_url: sandbox.base_url().to_owned(), control_url: sandbox.control_url() }
}
