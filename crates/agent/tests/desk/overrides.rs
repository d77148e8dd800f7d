//! Operations sent elsewhere: kept in the settings, used at once, refused with a reason.

use pondesk_agent::api::*;
use pondesk_domain::Platform;
use serde_json::json;

use crate::ground::Ground;

fn place(operation: &str, method: Option<HttpMethod>, path: Option<&str>) -> PlaceOverride {
    PlaceOverride { operation: operation.into(), method, path: path.map(str::to_owned) }
}

async fn set(ground: &Ground, place: PlaceOverride) -> CommandResult<AccountView> {
    let account_id = ground.account_id.clone();
    ground.run("account_override", &AccountOverride { account_id, place }).await
}

async fn clear(ground: &Ground, operation: Option<&str>) -> CommandResult<AccountView> {
    let (account_id, operation) = (ground.account_id.clone(), operation.map(str::to_owned));
    ground.run("account_override_clear", &AccountOverrideClear { account_id, operation }).await
}

async fn last_call(ground: &Ground) -> CallLine {
    let calls: LastCalls = ground.run("call_list", &CallList { account_id: None }).await.unwrap();
    calls.calls[0].call.clone()
}

#[tokio::test]
async fn an_override_is_used_at_once_and_after_a_restart_until_it_is_cleared() {
    let ground = Ground::new().await;
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
    assert_eq!(last_call(&ground).await.path, "/open/product/item/search");

    let elsewhere = place("taobaoSearchByKeyword", None, Some(" /open/item/find "));
    let view = set(&ground, elsewhere).await.unwrap();
    assert_eq!(view.connection.overrides, [place("taobaoSearchByKeyword", None, Some("/open/item/find"))]);
    let refused = ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotServed, "the sandbox has nothing there");
    let call = last_call(&ground).await;
    assert_eq!((call.path.as_str(), call.http_status), ("/open/item/find", Some(404)));
    ground.words(Platform::Alibaba1688, "杯", 1).await.unwrap();

    let ground = ground.restart().await;
    ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    assert_eq!(last_call(&ground).await.path, "/open/item/find");

    let view = clear(&ground, Some("taobaoSearchByKeyword")).await.unwrap();
    assert_eq!(view.connection.overrides, []);
    ground.words(Platform::Taobao, "杯", 1).await.unwrap();
}

#[tokio::test]
async fn method_and_edition_are_a_choice_too() {
    let ground = Ground::new().await;
    let rows = async || {
        let list = ApiList { account_id: Some(ground.account_id.clone()) };
        ground.run::<Vec<OperationRow>>("api_list", &list).await.unwrap()
    };
    let row = async |id: &str| rows().await.into_iter().find(|row| row.operation == id).unwrap();
    set(&ground, place("taobaoPageOrders", Some(HttpMethod::Post), None)).await.unwrap();
    let paged = row("taobaoPageOrders").await;
    let expected = OperationPlace { method: HttpMethod::Post, path: "/open/order/page".into() };
    assert_eq!((paged.place, paged.overridden), (Some(expected), true));

    let edition = AccountEdition { account_id: ground.account_id.clone(), edition: Edition::V2 };
    let view: AccountView = ground.run("account_edition", &edition).await.unwrap();
    assert_eq!(view.connection.edition, Edition::V2);
    assert_eq!(row("taobaoPageOrders").await.place.unwrap().path, "/v2/taobao/order/page");
    assert_eq!(row("taobaoUploadPaymentVoucher").await.place, None, "v2 dropped it");
    ground.words(Platform::Taobao, "杯", 1).await.unwrap_err();
    assert_eq!(last_call(&ground).await.path, "/v2/taobao/product/item/search");
    assert_eq!(clear(&ground, None).await.unwrap().connection.edition, Edition::V2);
}

#[tokio::test]
async fn a_bad_override_is_refused_with_the_row_and_the_rule_and_nothing_is_kept() {
    let ground = Ground::new().await;
    let table = [
        ("taobaoGetOrder", Some("open/order"), "root"),
        ("taobaoGetOrder", Some("https://evil.example/open"), "root"),
        ("taobaoGetOrder", Some("//evil.example/open"), "segment"),
        ("taobaoGetOrder", Some("/open/../admin"), "segment"),
        ("taobaoGetOrder", Some("/open/order?id=1"), "character"),
        ("taobaoGetOrder", Some("/open/order\r\nx-evil: 1"), "character"),
        ("taobaoGetOrder", Some("/open/%2e%2e/admin"), "character"),
        ("taobaoGetOrder", Some("/open/order/{orderId}"), "placeholders"),
        ("taobaoCancelReverseOrder", Some("/open/order/refund/cancel"), "placeholders"),
        ("taobaoGetOrder", Some("/open/order/pay"), "taken"),
        ("taobaoGetOrder", None, "nothing"),
        ("taobaoBuyEverything", Some("/open/all"), "operation"),
    ];
    for (operation, path, rule) in table {
        let refused = set(&ground, place(operation, None, path)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::OverrideRefused, "{path:?}");
        assert_eq!(refused.details["rule"], rule, "{path:?}");
        assert_eq!(refused.details["operation"], operation);
        assert!(refused.said.is_some_and(|said| !said.is_empty()), "{path:?}");
    }
    let long = format!("/{}", "a".repeat(200));
    assert_eq!(
        set(&ground, place("taobaoGetOrder", None, Some(&long))).await.unwrap_err().details["limit"],
        "200"
    );
    assert_eq!(ground.status().await.accounts[0].connection.overrides, []);
    let nobody = json!({ "accountId": ground.account_id, "place": { "operation": "taobaoGetOrder", "method": "DELETE" } });
    let refused = ground.run::<AccountView>("account_override", &nobody).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::BadRequest, Some("place.method")));
}

#[tokio::test]
async fn a_place_that_was_made_free_cannot_be_taken_back_unseen() {
    let ground = Ground::new().await;
    set(&ground, place("taobaoPayOrder", None, Some("/open/order/payment"))).await.unwrap();
    set(&ground, place("taobaoGetOrder", None, Some("/open/order/pay"))).await.unwrap();
    let refused = clear(&ground, Some("taobaoPayOrder")).await.unwrap_err();
    assert_eq!((refused.code, refused.details["rule"].as_str()), (ErrorCode::OverrideRefused, "taken"));
    assert_eq!(refused.details["operation"], "taobaoGetOrder");
    assert_eq!(clear(&ground, None).await.unwrap().connection.overrides, []);
}

#[tokio::test]
async fn a_connection_test_keeps_overrides() {
    let ground = Ground::new().await;
    set(&ground, place("taobaoGetOrder", None, Some("/open/order/one"))).await.unwrap();
    ground.control("accept", json!({ "scheme": 2, "timestampUnit": "s" })).await;
    let reference = AccountRef { account_id: ground.account_id.clone() };
    let test: ConnectionTest = ground.run("account_test", &reference).await.unwrap();
    let connection = &ground.status().await.accounts[0].connection;
    assert_eq!(test.connection.as_ref(), Some(connection));
    assert_eq!(connection.scheme, SignatureScheme::Scheme2);
    assert_eq!(connection.overrides.len(), 1);
}
