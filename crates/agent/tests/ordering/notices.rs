//! What the desktop shows of the notices.

use pondesk_agent::api::*;
use pondesk_domain::{NoticeKind, Platform};
use serde_json::json;

use crate::ground::Ground;

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_is_echoed_once_and_only_where_its_kind_is_wanted() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let number = order.platform_order_id.as_str().to_owned();
    let rise = async || {
        ground.control("change-order-price", json!({ "orderId": number, "changeFen": 150 })).await;
        ground.show(&order.order_id, true).await.order.total
    };
    let echoes = async || ground.run::<NoticeEchoes>("notice_echoes", &Nothing {}).await.unwrap();

    let first = rise().await;
    let told = echoes().await;
    let [notice] = &told.rows[..] else { panic!("{told:?}") };
    assert_eq!((notice.kind, notice.is), (NoticeKind::PriceRose, first));
    assert_eq!((echoes().await.rows, told.unread), (vec![], 1), "once");

    let unwanted = Settings { echoed: vec![NoticeKind::StatusChanged], ..Settings::default() };
    let _: Settings = ground.run("settings_save", &unwanted).await.unwrap();
    rise().await;
    assert_eq!(echoes().await, NoticeEchoes { rows: vec![], unread: 2 });
    let none = Settings { echoed: vec![], ..Settings::default() };
    let _: Settings = ground.run("settings_save", &none).await.unwrap();
    assert_eq!(echoes().await.rows, []);

    let _: Nothing = ground.run("notice_mark", &NoticeMark::default()).await.unwrap();
    let _: Settings = ground.run("settings_save", &Settings::default()).await.unwrap();
    assert_eq!(echoes().await, NoticeEchoes { rows: vec![], unread: 0 }, "what was read is not told");
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_of_before_are_not_echoed_when_the_desk_opens() {
    let ground = Ground::new().await;
    let order = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let change = json!({ "orderId": order.platform_order_id, "changeFen": 150 });
    ground.control("change-order-price", change).await;
    ground.show(&order.order_id, true).await;
    let ground = ground.reopen().await;
    let told: NoticeEchoes = ground.run("notice_echoes", &Nothing {}).await.unwrap();
    assert_eq!((told.rows, told.unread), (vec![], 1));
}
