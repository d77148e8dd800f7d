//! What sellers write on cases is told in the notice centre and on the desktop.

use pondesk_agent::api::*;
use pondesk_domain::{CaseStage, Notice, NoticeKind, Platform};
use serde_json::json;

use crate::case_ground::KEPT;
use crate::ground::Ground;

async fn notices(ground: &Ground, kinds: Vec<NoticeKind>, after: Option<String>, limit: u32) -> NoticePage {
    let account_id = Some(ground.account_id.clone());
    let list = NoticeList { account_id, kinds, unread_only: false, after, limit };
    ground.run("notice_list", &list).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_seller_writes_is_told_once_beside_what_changed() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let other = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await.order;
    let case_id = ground.open_case(&order_id, KEPT).await;
    let _: Nothing = ground.run("notice_mark", &NoticeMark::default()).await.unwrap();

    ground.seller(&case_id, "ask", Some("请提供外箱破损的照片")).await;
    ground.stands(&case_id, CaseStage::Asked).await;
    let rise = json!({ "orderId": other.platform_order_id, "changeFen": 150 });
    ground.control("change-order-price", rise).await;
    ground.show(&other.order_id, true).await;
    let wrote = |notice: &Notice| {
        (notice.case_id.as_ref(), notice.said.as_deref()) == (Some(&case_id), Some("请提供外箱破损的照片"))
    };

    // Page by page it is the same list, newest first.
    let whole = notices(&ground, vec![], None, 50).await;
    assert_eq!((whole.unread, whole.rows[0].kind), (2, NoticeKind::PriceRose));
    assert!(wrote(&whole.rows[1]) && whole.rows.is_sorted_by(|newer, older| newer.at >= older.at));
    let (mut paged, mut after) = (vec![], None);
    loop {
        let page = notices(&ground, vec![], after, 1).await;
        paged.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole.rows);

    let messages = notices(&ground, vec![NoticeKind::CaseMessage], None, 50).await;
    assert!(messages.rows.len() == 1 && wrote(&messages.rows[0]), "{:?}", messages.rows);
    let changes = notices(&ground, vec![NoticeKind::PriceRose], None, 50).await;
    assert!(
        changes.rows.iter().all(|notice| notice.kind == NoticeKind::PriceRose) && changes.rows.len() == 1
    );
    let read = NoticeMark { notice_id: Some(messages.rows[0].notice_id.clone()) };
    let _: Nothing = ground.run("notice_mark", &read).await.unwrap();
    let messages = notices(&ground, vec![NoticeKind::CaseMessage], None, 50).await;
    assert_eq!((messages.rows[0].read, messages.unread), (true, 1));
}
