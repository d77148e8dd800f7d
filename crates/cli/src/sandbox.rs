//! `sandbox …`: the local PandaPon on its own, for tests, scripts and a second desk.

use std::io::Write;

use anyhow::Context;
use pondesk_sandbox::{PastOrders, SandboxOptions, Seeded};
use serde_json::json;

use crate::args::SandboxVerb;

/// Serves until Ctrl C or an end-of-process signal, or seeds and ends.
pub(crate) async fn run(verb: &SandboxVerb, as_json: bool) -> anyhow::Result<()> {
    match verb {
        SandboxVerb::Serve { port, data, seed, speed } => {
            let options = SandboxOptions {
                port: *port,
                seed: *seed,
                speed: *speed,
                warm_up: true,
                ..SandboxOptions::new(data)
            };
            serve(options, as_json).await
        }
        SandboxVerb::Seed { orders, data, seed, until } => {
            let options = SandboxOptions { seed: *seed, ..SandboxOptions::new(data) };
            let past = PastOrders { orders: *orders, until_ms: until.map(jiff::Timestamp::as_millisecond) };
            let seeded = tokio::task::spawn_blocking(move || pondesk_sandbox::seed(options, past)).await?;
            tell(&seeded.context("the past orders were not written")?, as_json)
        }
    }
}

async fn serve(options: SandboxOptions, as_json: bool) -> anyhow::Result<()> {
    let sandbox = pondesk_sandbox::start(options).await.context("the sandbox did not start")?;
    announce(&sandbox, as_json)?;
    until_ended().await?;
    sandbox.stop().await;
    Ok(())
}

/// Its own secret is told here on purpose: it guards play money, and whoever starts the sandbox needs it.
fn announce(sandbox: &pondesk_sandbox::Sandbox, as_json: bool) -> anyhow::Result<()> {
    let keys = sandbox.credentials();
    let mut out = std::io::stdout().lock();
    if as_json {
        let line = json!({
            "baseUrl": sandbox.base_url(),
            "accessKey": keys.access_key,
            "accessSecret": keys.access_secret,
            "userId": keys.user_id,
            "controlUrl": sandbox.control_url(),
        });
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "base URL     {}", sandbox.base_url())?;
        writeln!(out, "access key   {}", keys.access_key)?;
        writeln!(out, "secret       {}", keys.access_secret)?;
        writeln!(out, "user id      {}", keys.user_id)?;
        writeln!(out, "control URL  {}", sandbox.control_url())?;
    }
    out.flush()?;
    Ok(())
}

fn tell(seeded: &Seeded, as_json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if as_json {
        let told = json!({
            "orders": seeded.orders,
            "written": seeded.written,
            "sinceMs": seeded.since_ms,
            "untilMs": seeded.until_ms,
        });
        writeln!(out, "{told}")?;
    } else {
        writeln!(out, "{} past orders, {} of them written now", seeded.orders, seeded.written)?;
    }
    Ok(())
}

/// Returns at Ctrl C, or when the system asks to end.
pub(crate) async fn until_ended() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended,
        _ = terminate.recv() => Ok(()),
    }
}
