//! Accounts: the sandbox's, typed ones, connection tests, clocks.

use std::sync::Arc;

use pondesk_agent::MemoryVault;
use pondesk_agent::api::*;
use pondesk_domain::{AccountId, Money, NoticeKind, Platform};
use serde_json::{Value, json};

use crate::ground::{Ground, WrongClock, until};

#[tokio::test]
async fn the_sandbox_is_one_account_however_often_it_is_asked_for() {
    let ground = Ground::new().await;
    let again: AccountView = ground.run("account_add_sandbox", &AccountAddSandbox {}).await.unwrap();
    assert_eq!(again.account_id, ground.account_id);
    assert_eq!((again.environment, again.base_url), (Environment::Sandbox, None), "its port is never told");
    ground.control("set-balance", json!({ "fen": 123_456 })).await;
    let status = ground.status().await;
    assert_eq!((status.accounts.len(), status.current.as_ref()), (1, Some(&ground.account_id)));
    assert_eq!(status.balance, Some(Money::fen(123_456)));
    assert_eq!(status.accounts[0].secret, SecretState::Available);
}

#[tokio::test]
async fn after_a_restart_the_sandbox_opens_with_its_old_keys() {
    let ground = Ground::new().await;
    let (keys, port) = (ground.keys().await, ground.base_url().await);
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    let ground = ground.restart().await;
    // The frame's first look opens it, without anybody asking.
    until("the balance of the sandbox", || ground.status(), |status| status.balance.is_some()).await;
    assert_eq!(ground.keys().await, keys);
    assert_ne!(ground.base_url().await, port, "another port, as a rule");
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
}

#[tokio::test]
async fn a_typed_account_is_used_until_it_is_removed() {
    let mut ground = Ground::new().await;
    let typed = ground.typed().await;
    let added: AccountView = ground.run("account_add", &typed).await.unwrap();
    assert_eq!((added.environment, added.secret), (Environment::Production, SecretState::Available));
    let hint = format!("{}…{}", &typed.access_key[..4], &typed.access_key[28..]);
    assert_eq!(added.access_key_hint, hint);
    assert_eq!(ground.status().await.current, Some(added.account_id.clone()));
    let sandbox = std::mem::replace(&mut ground.account_id, added.account_id.clone());
    ground.words(Platform::Alibaba1688, "杯", 1).await.unwrap();

    let reference = AccountRef { account_id: added.account_id.clone() };
    let status: DeskStatus = ground.run("account_remove", &reference).await.unwrap();
    assert_eq!(status.accounts.len(), 1);
    assert_eq!(
        ground.words(Platform::Alibaba1688, "杯", 1).await.unwrap_err().code,
        ErrorCode::AccountMissing
    );
    assert!(ground.vault.read(&added.account_id).await.is_err(), "its secret is gone");
    let status: DeskStatus =
        ground.run("account_select", &AccountRef { account_id: sandbox.clone() }).await.unwrap();
    assert_eq!(status.current, Some(sandbox));
    let nobody = AccountRef { account_id: AccountId::from("01NOBODY") };
    assert_eq!(
        ground.run::<DeskStatus>("account_select", &nobody).await.unwrap_err().code,
        ErrorCode::AccountMissing
    );
}

#[tokio::test]
async fn a_wrong_secret_is_told_and_nothing_is_kept_of_a_test() {
    let mut ground = Ground::new().await;
    let wrong = AccountAdd { access_secret: "0".repeat(32), ..ground.typed().await };
    let test: ConnectionTest = ground.run("account_try", &wrong).await.unwrap();
    assert!(!test.works);
    assert_eq!(test.connection, None);
    let tried: Vec<_> = test.steps.iter().filter(|step| step.kind == TestStepKind::Scheme).collect();
    assert_eq!(tried.len(), 6, "three schemes, two units");
    assert!(tried.iter().all(|step| step.outcome == TestOutcome::Failed && step.said.is_some()));
    assert_eq!(test.steps[0].outcome, TestOutcome::Passed, "it was reached");
    assert_eq!(ground.status().await.accounts.len(), 1);

    let added: AccountView = ground.run("account_add", &wrong).await.unwrap();
    ground.account_id = added.account_id;
    let error = ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignatureRefused);
    assert_eq!(error.platform_code.as_deref(), Some("40102"));
}

#[tokio::test]
async fn the_connection_test_finds_the_scheme_and_keeps_it() {
    let ground = Ground::new().await;
    ground.control("accept", json!({ "scheme": 3, "timestampUnit": "s" })).await;
    assert_eq!(ground.words(Platform::Taobao, "杯", 1).await.unwrap_err().code, ErrorCode::SignatureRefused);
    let reference = AccountRef { account_id: ground.account_id.clone() };
    let test: ConnectionTest = ground.run("account_test", &reference).await.unwrap();
    let found = test.connection.clone().unwrap();
    assert_eq!((found.scheme, found.timestamp_unit), (SignatureScheme::Scheme3, TimestampUnit::Seconds));
    let read = test.steps.last().unwrap();
    assert_eq!((read.kind, read.outcome, read.count), (TestStepKind::Read, TestOutcome::Passed, Some(0)));
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    assert_eq!(ground.status().await.accounts[0].connection, found);
}

#[tokio::test]
async fn nobody_there_is_a_finding() {
    let ground = Ground::new().await;
    let typed = ground.typed().await;
    ground.stop_sandbox().await;
    let test: ConnectionTest = ground.run("account_try", &typed).await.unwrap();
    assert!(!test.works);
    assert_eq!((test.steps[0].kind, test.steps[0].outcome), (TestStepKind::Reached, TestOutcome::Failed));
    assert!(test.steps[1..].iter().all(|step| step.outcome == TestOutcome::Skipped));
}

#[tokio::test]
async fn a_clock_that_is_11_minutes_off_is_corrected_and_told() {
    const ELEVEN_MINUTES: i64 = 11 * 60 * 1000;
    for ahead in [ELEVEN_MINUTES, -ELEVEN_MINUTES] {
        let ground = Ground::with(Arc::new(WrongClock(ahead)), Arc::new(MemoryVault::new())).await;
        ground.words(Platform::Taobao, "杯", 1).await.unwrap();
        let told = i64::from(ground.status().await.clock_offset_ms.unwrap());
        assert!((told - ahead).abs() < 5_000, "{told} for {ahead}");
    }
}

#[tokio::test]
async fn unknown_commands_and_ill_formed_requests_are_named() {
    let ground = Ground::new().await;
    let error = ground.run::<serde_json::Value>("desk_burn", &Nothing {}).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::UnknownCommand);
    let error =
        ground.run::<OfferPage>("search_keyword", &json!({ "accountId": "1", "platform": "ebay" })).await;
    let error = error.unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (ErrorCode::BadRequest, Some("platform")));
}

#[tokio::test]
async fn choices_are_kept() {
    let ground = Ground::new().await;
    let settings = Settings {
        language: Some(Language::Zh),
        theme: Theme::Dark,
        density: Density::Roomy,
        echoed: vec![NoticeKind::StatusChanged],
        order_columns: vec![ChosenColumn { column: "seller".into(), width: Some(240) }],
    };
    let mut events = ground.desk.subscribe();
    let _: Settings = ground.run("settings_save", &settings).await.unwrap();
    assert_eq!(events.recv().await.unwrap().table, ChangedTable::Settings);
    assert_eq!(ground.restart().await.status().await.settings, settings);
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_that_are_made_at_once_are_all_kept() {
    let ground = Ground::new().await;
    let save = async |change: Value| ground.run::<Settings>("settings_save", &change).await.unwrap();
    save(json!({ "language": "zh" })).await;
    let changes = [
        json!({ "theme": "dark" }),
        json!({ "density": "roomy" }),
        json!({ "echoed": [] }),
        json!({ "orderColumns": [{ "column": "seller", "width": null }] }),
    ];
    futures::future::join_all(changes.map(save)).await;
    let all = Settings {
        language: Some(Language::Zh),
        theme: Theme::Dark,
        density: Density::Roomy,
        echoed: vec![],
        order_columns: vec![ChosenColumn { column: "seller".into(), width: None }],
    };
    assert_eq!(ground.status().await.settings, all);
    save(json!({ "language": null })).await;
    assert_eq!(ground.status().await.settings, Settings { language: None, ..all });

    let keep = async |change: Value| ground.run::<CallbackSettings>("callback_settings_save", &change).await;
    let changes =
        [json!({ "on": true }), json!({ "port": 9999 }), json!({ "publicUrl": "https://desk.example" })];
    futures::future::join_all(changes.map(keep)).await;
    let kept: CallbackSettings = ground.run("callback_settings", &Nothing {}).await.unwrap();
    let public_url = "https://desk.example".to_owned();
    assert_eq!(kept.receiver, ReceiverSettings { on: true, port: 9999, public_url, ..Default::default() });
}
