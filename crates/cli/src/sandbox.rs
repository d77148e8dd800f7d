//! `sandbox serve`: the local PandaPon on its own, for tests, scripts and a second desk.

use std::io::Write;

use anyhow::Context;
use pondesk_sandbox::SandboxOptions;
use serde_json::json;

use crate::args::SandboxVerb;

/// Serves until Ctrl C or an end-of-process signal.
pub(crate) async fn run(verb: &SandboxVerb) -> anyhow::Result<()> {
    let SandboxVerb::Serve { port, data, seed, speed, json } = verb;
    let options = SandboxOptions {
        port: *port,
        seed: *seed,
        speed: *speed,
        warm_up: true,
        ..SandboxOptions::new(data)
    };
    let sandbox = pondesk_sandbox::start(options).await.context("the sandbox did not start")?;
    announce(&sandbox, *json)?;
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

/// Returns at Ctrl C, or when the system asks to end.
pub(crate) async fn until_ended() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended,
        _ = terminate.recv() => Ok(()),
    }
}
