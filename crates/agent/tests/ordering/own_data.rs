//! What the user keeps beside orders, and the filters that find them by it.

use pondesk_agent::api::*;
use pondesk_agent::{files, papers, pictures};
use pondesk_domain::{ChangeSource, OrderStage, OwnData, Platform};
use serde_json::json;

use crate::ground::{Ground, picture};

#[tokio::test(flavor = "multi_thread")]
async fn tags_notes_and_filters_are_found_by_what_is_typed() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await;
    let other = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    ground.until(&order.order.order_id, OrderStage::ToPay).await;
    let edit = json!({
        "orders": [{ "accountId": ground.account_id, "orderId": order.order.order_id }],
        "note": "gọi trước khi giao", "client": "Mai", "addTags": ["VIP"],
    });
    let edited: OrderOwnEdited = ground.run("order_own_edit", &edit).await.unwrap();
    assert_eq!(edited.orders.len(), 1);
    let found = async |typed: &str| {
        let page: OrderPage =
            ground.run("order_list", &json!({ "words": typed, "limit": 50 })).await.unwrap();
        page.rows.into_iter().map(|row| row.order_id).collect::<Vec<_>>()
    };
    for typed in [
        "tag:vip",
        "client:mai",
        "goi truoc",
        "platform:taobao",
        "tag:vip status:open >0",
        "account:test tag:vip",
    ] {
        assert_eq!(found(typed).await, std::slice::from_ref(&order.order.order_id), "{typed}");
    }
    assert_eq!(found("status:toPay").await.len(), 2);
    assert_eq!(found("from:2020 platform:1688").await, [other.order.order_id]);
    let view = ground.show(&order.order.order_id, true).await;
    assert_eq!(view.own.note.as_deref(), Some("gọi trước khi giao"), "a read does not touch it");
    assert!(
        view.changes.iter().any(|change| change.field == "tags" && change.source == ChangeSource::OwnAction)
    );
    let names: OrderNames = ground.run("order_names", &Nothing {}).await.unwrap();
    assert_eq!((names.tags[0].name.as_str(), names.clients[0].orders), ("VIP", 1));
    let saved = SavedFilter { name: "Mai".into(), text: "client:Mai".into() };
    let filters: Vec<SavedFilter> = ground.run("order_filter_save", &saved).await.unwrap();
    assert_eq!(filters, [saved]);
    let counts: Vec<FoundCount> =
        ground.run("order_counts", &json!({ "words": "client:mai" })).await.unwrap();
    assert_eq!(counts.iter().map(|count| count.count).sum::<u32>(), 1);
    let long: CommandError = ground
        .run::<OrderOwnEdited>("order_own_edit", &json!({ "orders": [], "addTags": ["a,b"] }))
        .await
        .unwrap_err();
    assert_eq!((long.code, long.field.as_deref()), (ErrorCode::FieldInvalid, Some("addTags")));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_beside_an_order_stay_whatever_is_read_and_come_back_as_they_were() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Taobao, 0)).await.order.order_id;
    let name = json!({ "accountId": ground.account_id, "orderId": order });
    let with = |field: &str, value: &str| {
        let mut request = name.clone();
        request[field] = json!(value);
        request
    };
    let file = files::take(&ground.desk, "../装箱:单.png", picture()).await.unwrap();
    let own: OwnData = ground.run("order_file_add", &with("fileId", &file.file_id)).await.unwrap();
    let [kept] = own.files.as_slice() else { panic!("{own:?}") };
    assert_eq!((kept.file_name.as_str(), kept.media_type.as_str()), ("装箱:单.png", "image/png"));

    let view = ground.show(&order, true).await;
    assert_eq!(view.own.files, own.files, "a read does not touch them");
    let told = view.changes.iter().find(|change| change.field == "files").expect("it stands in the history");
    assert_eq!((told.new.as_deref(), told.source), (Some("装箱:单.png"), ChangeSource::OwnAction));
    let shown = pictures::load(&ground.desk, &format!("v.{}", kept.sha256)).await.unwrap();
    assert_eq!(shown, ("image/png", picture()));

    let copy: PaperView = ground.run("order_file_copy", &with("sha256", &kept.sha256)).await.unwrap();
    assert_eq!((copy.file_name.as_str(), copy.state), ("装箱-单.png", PaperState::Done));
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved.png");
    papers::save(&ground.desk, &copy.paper_id, &saved).await.unwrap();
    assert_eq!(std::fs::read(saved).unwrap(), picture());

    let ground = ground.reopen().await;
    assert_eq!(ground.show(&order, false).await.own.files, own.files);
    let request = with("sha256", &kept.sha256);
    let none: OwnData = ground.run("order_file_drop", &request).await.unwrap();
    assert_eq!(none.files, vec![]);
    let gone = ground.run::<PaperView>("order_file_copy", &request).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::FileMissing);
    let unknown = ground.run::<OwnData>("order_file_add", &with("fileId", "01NONE")).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::FileMissing, "a file is given anew in each run");
}
