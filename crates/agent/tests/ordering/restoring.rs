//! A backup in the place of the database: orders come back from PandaPon, and what was decided is not forgotten.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pondesk_agent::api::*;
use pondesk_agent::{Clock, Desk, DeskOptions, MemoryVault, Pace, safekeeping};
use pondesk_domain::{EpochMs, OperationState, Platform};

use crate::ground::{Ground, run};

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn status(ground: &Ground) -> DeskStatus {
    ground.run("desk_status", &Nothing {}).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_orders_come_back_and_the_outbox_knows_what_was_done() {
    let ground = Ground::new().await;
    let first = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let backup: BackupView = ground.run("backup_make", &Nothing {}).await.unwrap();
    let second = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    assert_eq!(ground.pay(&[&second]).await.paid.len(), 1);
    let before = ground.outbox().await;

    let request = BackupRestore { name: Some(backup.name.clone()) };
    let notice: RestoreNotice = ground.run("backup_restore", &request).await.unwrap();
    assert_eq!((notice.cause, notice.backup_made_at), (RestoreCause::Asked, Some(backup.made_at)));
    assert_eq!((notice.newer_orders, notice.operations, notice.unknown), (Some(1), 2, 0));
    assert!(ground.desk.data_dir().join(notice.moved_aside.unwrap()).join("desk.sqlite").exists());
    assert_eq!(ground.outbox().await, before, "to the last operation");

    safekeeping::look_after(&ground.desk).await;
    let page = ground.list().await;
    let mut ids: Vec<_> = page.rows.iter().map(|row| row.order_id.clone()).collect();
    let mut expected = vec![first.order.order_id, second.order.order_id];
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
    let told = status(&ground).await.notices;
    assert_eq!(told.len(), 1);
    assert!(told[0].orders_fetched);
    let read = NoticeRead { notice_id: told[0].notice_id.clone() };
    let status: DeskStatus = ground.run("notice_read", &read).await.unwrap();
    assert_eq!(status.notices, vec![]);
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        assert_eq!(ground.orders_at_sandbox(platform).await, 1, "nothing is ordered twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_met_while_running_is_mended_and_told_by_itself() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let _: BackupView = ground.run("backup_make", &Nothing {}).await.unwrap();
    // Closed and opened again, so that all is in the file and nothing in its log.
    let ground = ground.reopen().await;
    let mut changes = ground.desk.subscribe();
    ground.desk.keep_safe();
    let file = ground.desk.data_dir().join("desk.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    fs::write(&file, bytes).unwrap();

    // A backup reads every page: it meets the damage, and must not become one.
    let refused: CommandError = ground.run::<BackupView>("backup_make", &Nothing {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::StoreDamaged);
    let told = tokio::time::timeout(std::time::Duration::from_secs(120), async {
        loop {
            changes.recv().await.unwrap();
            if let Some(notice) = status(&ground).await.notices.pop() {
                return notice;
            }
        }
    });
    let notice = told.await.expect("the user is told");
    assert_eq!(notice.cause, RestoreCause::Damaged);
    assert_eq!(ground.show(&order.order.order_id, false).await.order.order_id, order.order.order_id);
    assert_eq!(status(&ground).await.accounts.len(), 1);
    let checked: DataChecked = ground.run("data_check", &Nothing {}).await.unwrap();
    assert_eq!(checked.damage, None);
    assert!(ground.outbox().await.over.iter().all(|operation| operation.state == OperationState::Done));
}

#[derive(Debug)]
struct Stepped(AtomicI64);

impl Clock for Stepped {
    fn now(&self) -> EpochMs {
        EpochMs(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_backup_a_day_by_the_clock_of_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(Stepped(AtomicI64::new(100 * DAY)));
    let desk = Desk::open(DeskOptions {
        data_dir: folder.path().to_owned(),
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        vault: Arc::new(MemoryVault::new()),
        practice: None,
        pace: Pace::default(),
    })
    .await
    .unwrap();
    let view = async || -> DataView { run(&desk, "data_show", &Nothing {}).await.unwrap() };
    safekeeping::look_after(&desk).await;
    assert_eq!(view().await.backups, vec![], "nothing to lose yet");
    let add = AccountAdd {
        name: "Test".into(),
        base_url: "https://openapi.example".into(),
        access_key: "0123456789abcdef0123456789abcdef".into(),
        access_secret: "0123456789abcdef0123456789abcdef".into(),
        user_id: "1234567890123".into(),
        connection: ConnectionSettings::default(),
        memory_only: true,
        control_url: None,
    };
    let _: AccountView = run(&desk, "account_add", &add).await.unwrap();
    for day in 0..40 {
        for hour in [0, 1, 23] {
            clock.0.store((100 + day) * DAY + hour * DAY / 24, Ordering::Relaxed);
            safekeeping::look_after(&desk).await;
        }
    }
    let view = view().await;
    assert!(view.backups.iter().all(|backup| backup.kind == BackupKind::Daily));
    let age = |backup: &BackupView| (139 * DAY - backup.made_at.0) / DAY;
    let ages: Vec<_> = view.backups.iter().map(age).collect();
    assert_eq!(ages[..7], [0, 1, 2, 3, 4, 5, 6]);
    assert!((9..=10).contains(&ages.len()), "and the newest of four weeks: {ages:?}");
    assert_eq!((view.days_kept, view.weeks_kept, view.failure), (7, 4, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_not_there_is_named() {
    let ground = Ground::new().await;
    for name in [None, Some("20260101-000000-000-daily.sqlite".to_owned())] {
        let request = BackupRestore { name };
        let refused = ground.run::<RestoreNotice>("backup_restore", &request).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BackupMissing, Some("name")));
    }
    let backup: BackupView = ground.run("backup_make", &Nothing {}).await.unwrap();
    fs::write(ground.desk.data_dir().join("backups").join(&backup.name), "half").unwrap();
    let request = BackupRestore { name: Some(backup.name) };
    let refused = ground.run::<RestoreNotice>("backup_restore", &request).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BackupDamaged);
    assert_eq!(status(&ground).await.accounts.len(), 1);
}
