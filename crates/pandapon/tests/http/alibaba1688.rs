//! What the 1688 operations send: exact digits, text and numbers where the reference wants them, files, and nothing that
//! would certainly be refused.

use std::num::NonZeroU32;

use pandapon::alibaba1688::*;
use pandapon::wire::{Fen, Link};
use pandapon::{Call, Client, Error, Fault, Outcome, RefundVoucherTransport};
use serde_json::{Value, json};

use crate::desk::{Desk, client, connection, credentials, success};

/// The body that a request sends, or its query.
async fn sent<C: Call>(call: &C) -> (String, Value) {
    let (desk, address) = Desk::open().await;
    desk.reply_with(200, success("null"));
    client(address).send(call).await.unwrap();
    let arrived = desk.only();
    let body =
        if arrived.body.is_empty() { Value::Null } else { serde_json::from_str(&arrived.body).unwrap() };
    (arrived.uri.to_string(), body)
}

/// A request that must not be sent.
async fn refused<C: Call>(call: &C) -> Error {
    let (desk, address) = Desk::open().await;
    let error = client(address).send(call).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    assert!(matches!(error.fault(), Fault::Request(_)), "{error}");
    assert!(desk.arrived().is_empty());
    error
}

fn order() -> OrderId {
    "2542285634920880794".into()
}

fn line() -> LineId {
    "2542285634921880794".into()
}

fn claim(kind: RefundKind) -> CreateRefund {
    CreateRefund::new(order(), [line()], kind, "20021".into(), Fen(1900), "不想要了")
}

#[tokio::test]
async fn searches_share_their_narrowing() {
    let narrowed = json!({"beginPage": 2, "pageSize": 40, "country": "vi", "filter": "shipInToday,isQqyx",
        "sort": "{\"price\":\"desc\"}", "priceStart": "10", "priceEnd": "20.5", "outMemberId": "m"});
    macro_rules! narrow {
        ($search:expr) => {
            $search
                .page(2)
                .page_size(40)
                .language("vi")
                .filters([Filter::ShipInToday, Filter::IsQqyx])
                .sort(Sort::Descending(SortField::Price))
                .prices(
                    Some(serde_json::from_str("10").unwrap()),
                    Some(serde_json::from_str("20.5").unwrap()),
                )
                .out_member_id("m")
                .category("6")
        };
    }
    let with = |own: Value| {
        let mut whole = narrowed.clone();
        whole.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        whole
    };
    let keyword = sent(&narrow!(KeywordSearch::new("背心"))).await;
    assert_eq!(keyword.1, with(json!({"keyword": "背心", "categoryId": "6"})));
    let store = sent(&narrow!(StoreSearch::new("BBBwAN4GQ60".into()).keyword("背心"))).await;
    assert_eq!(store.0, "/api/alibaba/product/query/selleroffer");
    assert_eq!(store.1, with(json!({"keyword": "背心", "sellerOpenId": "BBBwAN4GQ60", "categoryId": 6})));
    let image = sent(&narrow!(ImageSearch::new(Picture::Url("https://x.example/a.jpg".into())))).await;
    let own = json!({"imageBase64": "", "imageAddress": "https://x.example/a.jpg", "categoryId": 6});
    assert_eq!(image.1, with(own));
    let selection = sent(&GlobalSelection(narrow!(SelectionSearch::new("T恤")))).await;
    assert_eq!(selection.0, "/api/alibaba/product/globalSelection/keywords/query");
    assert_eq!(selection.1, with(json!({"keyword": "T恤", "categoryId": "6"})));
}

#[tokio::test]
async fn a_search_sends_only_what_was_asked() {
    let plain = json!({"beginPage": 1, "pageSize": 20, "country": "en"});
    let with = |own: Value| {
        let mut whole = plain.clone();
        whole.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        whole
    };
    assert_eq!(sent(&KeywordSearch::new("背心")).await.1, with(json!({"keyword": "背心"})));
    assert_eq!(sent(&StoreSearch::new("BBB".into())).await.1, with(json!({"sellerOpenId": "BBB"})));
    let strict = sent(&StrictSelection(SelectionSearch::new("T恤"))).await;
    assert_eq!(strict.1, with(json!({"keyword": "T恤"})));
    assert_eq!(strict.0, "/api/alibaba/product/1688Selection/keywords/query");
}

#[tokio::test]
async fn the_rarer_reads_send_their_ids_as_the_reference_wants_them() {
    let top = GetCategory::top().language("vi").parent("10166".into());
    assert_eq!(sent(&top).await.1, json!({"categoryId": 0, "language": "vi", "parentCateId": 10166}));
    let like = RelatedOffers::new("688766724221".into()).page(3).page_size(99);
    let like = sent(&like).await.1;
    assert_eq!(like, json!({"offerId": "688766724221", "pageNo": 3, "pageSize": 10, "language": "en"}));
    let recommended = sent(&RecommendOffers::new("dferg0001")).await.1;
    let expected = json!({"beginPage": 1, "pageSize": 20, "country": "en", "outMemberId": "dferg0001"});
    assert_eq!(recommended, expected);
    let chat = sent(&DecryptOpenUid::new("BBBJ82".into(), "951807530375".into())).await.1;
    assert_eq!(chat, json!({"openUid": "BBBJ82", "offerId": "951807530375"}));
    let ranking = sent(&GetTopList::new("1111".into(), RankType::GoodPrice).limit(0)).await.1;
    assert_eq!(ranking, json!({"rankId": "1111", "rankType": "goodPrice", "limit": 1, "language": "en"}));
    let trace = sent(&GetLogisticsTrace::new(order()).parcel("BX107450035961376".into())).await;
    let query = "orderId=2542285634920880794&logisticsId=BX107450035961376&webSite=1688";
    assert_eq!(trace, (format!("/api/alibaba/order/logistics/trace?{query}"), Value::Null));
    let refund = sent(&GetRefund::new("TQ8651493722961198".into())).await.1;
    assert_eq!(refund, json!({"refundId": "TQ8651493722961198"}));
    let reasons = ListRefundReasons::new(order(), [line()], GoodsStatus::AftersaleBuyerNotReceived);
    assert_eq!(
        sent(&reasons).await.1.to_string(),
        r#"{"orderId":2542285634920880794,"orderEntryIds":[2542285634921880794],"goodsStatus":"aftersaleBuyerNotReceived"}"#
    );
}

#[tokio::test]
async fn writes_carry_exact_ids_and_fen() {
    let receipt = sent(&ConfirmReceipt::new(order(), [line()])).await.1;
    let exact = r#"{"orderId":2542285634920880794,"orderEntryIds":[2542285634921880794]}"#;
    assert_eq!(receipt.to_string(), exact);
    let money = claim(RefundKind::MoneyOnly(GoodsStatus::RefundWaitSellerSend)).carriage(Fen(600));
    assert_eq!(
        sent(&money).await.1.to_string(),
        concat!(
            r#"{"orderId":2542285634920880794,"orderEntryIds":[2542285634921880794],"disputeRequest":"refund","#,
            r#""applyPayment":1900,"applyCarriage":600,"applyReasonId":20021,"description":"不想要了","#,
            r#""goodsStatus":"refundWaitSellerSend"}"#
        )
    );
    let back = claim(RefundKind::WithReturn(ReceivedGoods::OrderCompleted))
        .vouchers([Link::new("https://cbu01.alicdn.com/img/1.jpg")])
        .counts([ReturnCount { id: line(), count: NonZeroU32::MIN }]);
    let back = sent(&back).await.1;
    assert_eq!(
        (&back["disputeRequest"], &back["goodsStatus"]),
        (&json!("returnRefund"), &json!("aftersaleBuyerReceived"))
    );
    assert_eq!(back["vouchers"], json!(["https://cbu01.alicdn.com/img/1.jpg"]));
    assert_eq!(back["orderEntryCountList"].to_string(), r#"[{"id":2542285634921880794,"count":1}]"#);
    let shipment = ReturnShipment::new("TQ8651493722961198".into(), "HTKY".into(), "70600000000000");
    assert_eq!(
        sent(&shipment).await.1,
        json!({"refundId": "TQ8651493722961198", "logisticsCompanyNo": "HTKY", "freightBill": "70600000000000"})
    );
}

#[tokio::test]
async fn what_would_certainly_be_refused_is_not_sent() {
    let money = RefundKind::MoneyOnly(GoodsStatus::RefundBuyerReceived);
    let link = Link::new("https://cbu01.alicdn.com/img/1.jpg");
    let no_lines = CreateRefund::new(order(), [], money, "1".into(), Fen(1), "不想要了");
    assert!(refused(&no_lines).await.to_string().contains("orderEntryIds"));
    assert!(refused(&claim(money).carriage(Fen(-1))).await.to_string().contains("not negative"));
    let nothing = CreateRefund::new(order(), [line()], money, "1".into(), Fen(0), "不想要了");
    assert!(refused(&nothing).await.to_string().contains("applyPayment"));
    let wordless = CreateRefund::new(order(), [line()], money, "1".into(), Fen(1), " 不 ");
    assert!(refused(&wordless).await.to_string().contains("description: 2 to 150 characters, not 1"));
    let six = claim(money).vouchers(vec![link.clone(); 6]);
    assert!(refused(&six).await.to_string().contains("vouchers: at most 5, not 6"));
    let stranger = claim(money).counts([ReturnCount { id: "7".into(), count: NonZeroU32::MIN }]);
    assert!(refused(&stranger).await.to_string().contains("line 7 is not claimed"));
    assert!(refused(&ConfirmReceipt::new(order(), [])).await.to_string().contains("orderEntryIds"));
    assert!(refused(&BatchPayment { order_ids: Vec::new() }).await.to_string().contains("orderIds"));
    let shipment = |waybill: &str| ReturnShipment::new("TQ1".into(), "HTKY".into(), waybill);
    assert!(refused(&shipment(" ")).await.to_string().contains("freightBill"));
    assert!(refused(&shipment("1").description("x")).await.to_string().contains("description"));
    assert!(refused(&shipment("1").vouchers(vec![link; 11])).await.to_string().contains("at most 10"));
    assert!(refused(&DeleteFromCart { ids: Vec::new() }).await.to_string().contains("ids"));
}

#[test]
fn only_small_jpegs_are_refund_vouchers() {
    let png = RefundVoucher::jpeg(b"\x89PNG\r\n".to_vec());
    assert_eq!(png.unwrap_err(), NotAVoucher::NoJpeg);
    let mut large = vec![0xff, 0xd8, 0xff];
    large.resize(1024 * 1024, 0);
    assert_eq!(RefundVoucher::jpeg(large.clone()).unwrap_err(), NotAVoucher::TooLarge(1024 * 1024));
    large.pop();
    assert_eq!(format!("{:?}", RefundVoucher::jpeg(large).unwrap()), "RefundVoucher(1048575 bytes)");
}

#[tokio::test]
async fn a_refund_voucher_travels_as_text_or_as_a_file() {
    let (desk, address) = Desk::open().await;
    let answer = success(r#"{"imageDomain":"https://cbu01.alicdn.com/","imageRelativeURL":"/img/1.jpg"}"#);
    desk.reply_with(200, answer.clone()).reply_with(200, answer);
    let voucher = RefundVoucher::jpeg(vec![0xff, 0xd8, 0xff, 0xe0]).unwrap();
    let uploaded = client(address).alibaba1688().upload_refund_voucher(&voucher).await.unwrap().data;
    assert_eq!(uploaded.url().unwrap().as_str(), "https://cbu01.alicdn.com/img/1.jpg");

    let by_form = connection(address).with_refund_voucher_transport(RefundVoucherTransport::Multipart);
    let by_form = Client::new(by_form, credentials()).unwrap();
    let uploaded = by_form.alibaba1688().upload_refund_voucher(&voucher).await.unwrap().data;
    assert!(uploaded.url().is_some());

    let arrived = desk.arrived();
    assert_eq!(arrived[0].body, r#"{"imageData":"/9j/4A=="}"#);
    assert!(arrived[1].header("content-type").starts_with("multipart/form-data; boundary="));
    assert!(arrived[1].body.contains(r#"name="imageData"; filename="voucher.jpg""#), "{}", arrived[1].body);
    assert!(arrived[1].body.contains("Content-Type: image/jpeg"), "{}", arrived[1].body);
    assert_ne!(arrived[1].header("signature"), "");
}
