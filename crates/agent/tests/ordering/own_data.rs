//! What the user keeps beside orders, and the filters that find them by it.

use pondesk_agent::api::*;
use pondesk_domain::{ChangeSource, OrderStage, Platform};
use serde_json::json;

use crate::ground::Ground;

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
