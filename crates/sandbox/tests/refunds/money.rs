//! Where the money goes.

use serde_json::json;

use crate::common::Caller;
use crate::common::after_sales::{buy_1688, quiet_1688};
use crate::requests::{CREATE, create, info, order, order_status, request, shipped, status};
use crate::steps::{Step, take};

#[tokio::test(flavor = "multi_thread")]
async fn money_comes_back_once_and_orders_show_it() {
    let dir = tempfile::tempdir().unwrap();
    let caller = Caller::start(dir.path()).await;
    let offer = quiet_1688(&caller).await;
    let full_fen = caller.balance().await;

    // Part of it, under way; the rest; then the order is terminated.
    let bought = shipped(&caller, &offer).await;
    let before = caller.balance().await;
    let id = create(&caller, &request(&bought, "refund")).await;
    let shown = order(&caller, &bought).await;
    assert_eq!(
        (&shown["baseInfo"]["refundStatus"], &shown["baseInfo"]["refundId"]),
        (&json!("waitselleragree"), &json!(id))
    );
    assert_eq!(shown["productItems"][0]["refundStatus"], "WAIT_SELLER_AGREE");
    let listed = |status: &str| json!({ "pageNo": 1, "pageSize": 10, "refundStatus": status });
    assert_eq!(caller.posted("/alibaba/order/page", &listed("waitselleragree")).await["total"], 1);
    assert_eq!(caller.posted("/alibaba/order/page", &listed("refundclose")).await["total"], 0);
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert!(!take(&caller, &id, Step::Seller("agree")).await, "not twice");
    assert_eq!(caller.balance().await, before + 100);
    let shown = order(&caller, &bought).await;
    assert_eq!(shown["baseInfo"]["refund"].to_string(), "1");
    assert_eq!(
        (&shown["baseInfo"]["status"], &shown["productItems"][0]["refundStatus"]),
        (&json!("waitbuyerreceive"), &json!("REFUND_SUCCESS"))
    );
    let rest_fen = bought.goods_fen - 100;
    let mut rest = request(&bought, "refund");
    rest["goodsStatus"] = json!("refundWaitBuyerReceive");
    rest["applyReasonId"] = json!(20011);
    rest["applyCarriage"] = json!(bought.freight_fen);
    rest["applyPayment"] = json!(rest_fen + 1);
    caller.post(CREATE, &rest).await.refused(200, 5011, &rest_fen.to_string());
    rest["applyPayment"] = json!(rest_fen);
    let id = create(&caller, &rest).await;
    assert_eq!(info(&caller, &id).await["canRefundPayment"], rest_fen);
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert_eq!(order_status(&caller, &bought).await, "terminated");
    assert_eq!(caller.balance().await, full_fen, "everything came back, and nothing twice");
    rest["applyPayment"] = json!(1);
    caller.post(CREATE, &rest).await.refused(200, 5010, "terminated");

    // All of it before shipping: the order is cancelled.
    let bought = buy_1688(&caller, &offer).await;
    let mut whole = request(&bought, "refund");
    whole["goodsStatus"] = json!("refundWaitSellerSend");
    whole["applyReasonId"] = json!(20001);
    whole["applyPayment"] = json!(bought.goods_fen);
    whole["applyCarriage"] = json!(bought.freight_fen);
    let id = create(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Deadline).await);
    // The silent seller still ships by itself before its answer is due, and that overrides the request.
    assert_eq!(status(&caller, &id).await, "refundclose");
    let bought = buy_1688(&caller, &offer).await;
    whole["orderId"] = bought.order_number();
    whole["orderEntryIds"] = json!([bought.line_number()]);
    let paid = caller.balance().await;
    let id = create(&caller, &whole).await;
    assert!(take(&caller, &id, Step::Seller("agree")).await);
    assert_eq!(order_status(&caller, &bought).await, "cancel");
    assert_eq!(caller.balance().await, paid + bought.goods_fen + bought.freight_fen);

    // A seller who closes an order owes only the rest.
    let before = caller.balance().await;
    let bought = buy_1688(&caller, &offer).await;
    whole["orderId"] = bought.order_number();
    whole["orderEntryIds"] = json!([bought.line_number()]);
    let open = create(&caller, &whole).await;
    caller.control("close", &json!({ "orderId": bought.order_id })).await;
    assert_eq!((status(&caller, &open).await.as_str(), caller.balance().await), ("refundclose", before));
    caller.stop().await;
}
