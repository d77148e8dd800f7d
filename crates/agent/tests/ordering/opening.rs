//! Opening desks and sandboxes, and asking a desk.

use std::sync::Arc;
use std::time::Duration;

use pondesk_agent::api::*;
use pondesk_agent::{Desk, DeskOptions, MemoryVault, Pace, commands};
use pondesk_domain::Platform;
use pondesk_sandbox::{Sandbox, SandboxOptions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::hand_clock::HandClock;

pub(crate) const SEED: u64 = 7;

pub(crate) async fn run<R: DeserializeOwned>(
    desk: &Desk,
    name: &str,
    request: &impl Serialize,
) -> CommandResult<R> {
    let answer = commands::dispatch(desk, name, serde_json::to_value(request).unwrap()).await?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

/// A small picture.
pub(crate) fn picture() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

pub(crate) async fn add_account(desk: &Desk, sandbox: &Sandbox) -> AccountView {
    let keys = sandbox.credentials().clone();
    let account = AccountAdd {
        name: "Test".into(),
        base_url: sandbox.base_url().into(),
        access_key: keys.access_key,
        access_secret: keys.access_secret,
        user_id: keys.user_id,
        connection: ConnectionSettings::default(),
        memory_only: true,
        control_url: Some(sandbox.control_url()),
    };
    run(desk, "account_add", &account).await.unwrap()
}

/// The operation that makes an order of cart records.
pub(crate) fn create_of(platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => "taobaoCartCreateOrder",
        Platform::Alibaba1688 => "alibaba1688CartCreateOrder",
    }
}

pub(crate) async fn start_sandbox(folder: &TempDir, port: u16) -> Sandbox {
    let data_dir = folder.path().join("sandbox");
    let options = SandboxOptions { seed: SEED, port, ..SandboxOptions::new(data_dir) };
    pondesk_sandbox::start(options).await.unwrap()
}

/// The lock of a desk that was just closed may be held for a moment by its last background task.
pub(crate) async fn open_desk(folder: &TempDir, clock: &HandClock) -> Desk {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    loop {
        let options = DeskOptions {
            data_dir: folder.path().join("desk"),
            clock: Arc::new(clock.clone()),
            vault: Arc::new(MemoryVault::new()),
            practice: None,
            pace: Pace::default(),
        };
        match Desk::open(options).await {
            Ok(desk) => return desk,
            Err(error) if error.code == ErrorCode::DeskInUse && tokio::time::Instant::now() < deadline => {
                tokio::task::yield_now().await;
            }
            Err(error) => panic!("{error}"),
        }
    }
}
