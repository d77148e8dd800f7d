//! What the rarer Taobao operations put on the wire.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use pandapon::taobao::*;
use pandapon::wire::Fen;
use pandapon::{CallObserver, CallRecord, Client};

use crate::desk::{Desk, client, connection, credentials, refusal, success};

async fn sent(call: impl AsyncFnOnce(Client)) -> (String, String) {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("null"));
    call(client(address)).await;
    let sent = desk.only();
    (format!("{} {}", sent.method, sent.uri), sent.body)
}

#[tokio::test]
async fn items_to_check_travel_as_json_text() {
    let check = BatchCheck::of(CheckedItem::new("672991141190").sku("3452545926724"))
        .and(CheckedItem::new("577677932079"));
    let (line, body) = sent(async |client| drop(client.taobao().batch_check(&check).await.unwrap())).await;
    assert_eq!(line, "POST /api/open/product/batch/check");
    assert_eq!(
        body,
        r#"{"params":"[{\"itemId\":\"672991141190\",\"skuIds\":[\"3452545926724\"]},{\"itemId\":\"577677932079\",\"skuIds\":[]}]"}"#
    );
}

#[tokio::test]
async fn a_claim_writes_codes_reason_and_amount_as_numbers() {
    let claim = SubmitReverseOrder {
        sub_order_id: "200048859480".into(),
        refund_type: RefundType::ReturnAndRefund,
        goods_status: GoodsStatus::Received,
        reason_id: "1001".into(),
        refund_fee: Fen(400),
        refund_desc: None,
        refund_images: vec!["https://a/1.jpg".into(), "https://a/2.jpg".into()],
    };
    let (_, body) =
        sent(async |client| drop(client.taobao().submit_reverse_order(&claim).await.unwrap())).await;
    assert_eq!(
        body,
        r#"{"subOrderId":"200048859480","refundType":3,"goodsStatus":2,"reasonId":1001,"refundFee":400,"refundImages":"https://a/1.jpg,https://a/2.jpg"}"#
    );
    let mut change = ModifyReverseOrder::of("110000235001");
    change.refund_fee = Some(Fen(300));
    change.goods_status = Some(GoodsStatus::Unknown("at sea".into()));
    let (_, body) =
        sent(async |client| drop(client.taobao().modify_reverse_order(&change).await.unwrap())).await;
    assert_eq!(body, r#"{"refundId":"110000235001","goodsStatus":"at sea","refundFee":300}"#);
}

#[tokio::test]
async fn reverse_orders_are_filtered_by_numbers() {
    let mut query = ReverseOrdersQuery::new(NonZeroU32::MIN, NonZeroU32::new(20).unwrap());
    query.refund_status = Some(ReverseStatus::Refused);
    query.refund_start_time = Some(jiff::Timestamp::from_millisecond(1_667_193_198_819).unwrap());
    let (line, body) = sent(async |client| drop(client.taobao().reverse_orders(&query).await.unwrap())).await;
    assert_eq!(line, "POST /api/open/order/refund/queryList");
    assert_eq!(body, r#"{"pageNo":1,"pageSize":20,"refundStatus":-10,"refundStartTime":1667193198819}"#);
}

#[tokio::test]
async fn a_withdrawal_names_its_claim_in_the_path() {
    let (line, body) = sent(async |client| {
        drop(client.taobao().cancel_reverse_order(&"110000235001".into()).await.unwrap());
    })
    .await;
    assert_eq!((line.as_str(), body.as_str()), ("GET /api/open/order/refund/cancel/110000235001", ""));
    let (desk, address) = Desk::open().await;
    let error = client(address).taobao().cancel_reverse_order(&"".into()).await.unwrap_err();
    assert!(error.to_string().contains("refundId"), "{error}");
    assert!(desk.arrived().is_empty());
}

#[derive(Default)]
struct Overheard(Mutex<Vec<String>>);

impl CallObserver for Overheard {
    fn call_ended(&self, call: &CallRecord<'_>) {
        self.0.lock().unwrap().push(format!("{call:?}"));
    }
}

#[tokio::test]
async fn the_login_and_the_link_of_a_chat_are_overheard_by_nobody() {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success(r#""https://distributor.taobao.global/apps/open/imchat?loginToken=TOKEN""#));
    desk.reply_with(200, refusal("500"));
    desk.reply_with(200, success(r#"{"url":"https://x/?loginToken=TOKEN"}"#));
    let overheard = Arc::new(Overheard::default());
    let observer = Arc::clone(&overheard) as Arc<dyn CallObserver>;
    let client = Client::builder(connection(address), credentials()).observer(observer).build().unwrap();
    let login = ChatLogin { name: "user@example.com".into(), password: "pass-word-7".into() };
    let request = GetChatLink::new(login, ChatAbout::Item("700187748440".into()));

    let link = client.taobao().chat_link(&request).await.unwrap().data;
    assert!(link.expose().unwrap().as_str().ends_with("loginToken=TOKEN"));
    assert_eq!(
        desk.arrived()[0].body,
        r#"{"loginName":"user@example.com","password":"pass-word-7","pageName":"imchat","pageParamMap":"{\"sourceType\":\"item\",\"bizId\":\"700187748440\"}"}"#
    );
    let refused = client.taobao().chat_link(&request).await.unwrap_err();
    let misfit = client.taobao().chat_link(&request).await.unwrap_err();
    assert_eq!((misfit.json_path(), misfit.raw_body()), (Some("data"), None));
    let written = serde_json::to_string(&link).unwrap();
    let overheard = overheard.0.lock().unwrap();
    assert!(overheard[0].contains("user@example.com") && overheard[1].contains("不行"), "{overheard:?}");
    for shown in [format!("{link:?}{request:?}{written}{refused:?}{misfit:?}"), overheard.concat()] {
        assert!(!shown.contains("TOKEN") && !shown.contains("pass-word-7"), "{shown}");
    }
}

#[tokio::test]
async fn what_would_certainly_be_refused_is_never_sent() {
    let (desk, address) = Desk::open().await;
    let client = client(address);
    let taobao = client.taobao();
    let refused = |error: pandapon::Error, field: &str| {
        assert_eq!(error.outcome(), pandapon::Outcome::NotSent);
        assert!(error.to_string().contains(field), "{error}");
    };
    let lines = Vec::new();
    let receiver = Receiver::default();
    refused(taobao.render_order(&RenderOrder { receiver, lines }).await.unwrap_err(), "orderLineList");
    refused(taobao.delete_from_cart(&[]).await.unwrap_err(), "ids");
    refused(taobao.pay_orders(&[]).await.unwrap_err(), "purchaseOrderIdList");
    let change = ModifyReverseOrder::of("110000235001");
    refused(taobao.modify_reverse_order(&change).await.unwrap_err(), "to change");
    let update = UpdateOrderWarehouse {
        order_id: "1024285237573584051".into(),
        warehouse_name: "一号仓库".into(),
        warehouse_address: " ".into(),
    };
    refused(taobao.update_order_warehouse(&update).await.unwrap_err(), "warehouseAddress");
    let shipment = SubmitReturnLogistics {
        refund_id: "110000235001".into(),
        logistics_company_code: "SF".into(),
        logistics_company_name: None,
        logistics_no: " ".into(),
        buyer_phone: None,
        return_goods_desc: None,
    };
    refused(taobao.submit_return_logistics(&shipment).await.unwrap_err(), "logisticsNo");
    assert!(desk.arrived().is_empty());
}
