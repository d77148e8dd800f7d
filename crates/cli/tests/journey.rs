//! From a picture to a paid order that is still there offline, from a terminal, against a sandbox in another process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use pondesk_sandbox::catalogue::Platform;
use serde_json::json;
use support::{ADDRESS, Sandbox, Terminal, client_picture, text};

/// Searches with a picture, and puts two SKUs of the offer that was meant into the cart.
fn picture_to_cart(terminal: &Terminal<'_>, platform: &str, picture: &str, offer_id: &str) {
    let page = terminal.run(&["search", "--platform", platform, "--image", picture]);
    let offers = page["offers"].as_array().unwrap();
    let first: Vec<_> = offers.iter().take(3).map(|offer| text(offer, "/offerId")).collect();
    assert!(first.contains(&offer_id), "{offer_id} is not among the first three: {first:?}");

    let view = terminal.run(&["offer", "show", "--platform", platform, offer_id]);
    let moq = view["offer"]["moq"].as_u64().unwrap();
    let skus = view["offer"]["skus"].as_array().unwrap();
    let stocked = skus.iter().filter(|sku| sku["stock"].as_u64().unwrap() > moq + 4);
    let picked: Vec<_> = stocked.take(2).map(|sku| format!("{}={}", text(sku, "/skuId"), moq + 1)).collect();
    let mut add = vec!["cart", "add", "--platform", platform, "--offer", offer_id];
    add.extend(picked.iter().map(String::as_str));
    let cart = terminal.run(&add);
    assert_eq!(cart["cart"]["lineCount"], 2, "{cart}");
}

/// Places what is in the cart as one order and gives its id.
fn checkout(terminal: &Terminal<'_>, platform: &str) -> String {
    let preview = terminal.run(&["cart", "preview", "--platform", platform]);
    let orders = preview["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 1, "one seller, one order: {preview}");
    assert_eq!(orders[0]["problems"], json!([]), "{preview}");
    let placed = terminal.run(&["cart", "checkout", "--platform", platform]);
    assert_eq!(placed["placed"][0]["operation"]["state"], "done", "{placed}");
    let order_id = text(&placed, "/placed/0/operation/orderIds/0").to_owned();
    let order = terminal.run(&["order", "show", &order_id]);
    assert_eq!(order["order"]["total"], orders[0]["total"], "the order costs what the preview said");
    order_id
}

fn stage(terminal: &Terminal<'_>, order_id: &str, refresh: bool) -> String {
    let mut show = vec!["order", "show", order_id];
    if refresh {
        show.push("--refresh");
    }
    text(&terminal.run(&show), "/order/status/stage").to_owned()
}

#[test]
fn from_a_picture_to_a_paid_order_that_is_still_there_offline() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = Terminal { data_dir: &desk, typed: sandbox.keys() };
    let picture = folder.path().join("client.jpg");
    let picture = picture.to_str().unwrap();

    let added = terminal.run(&[
        "account",
        "add",
        "--name",
        "Practice",
        "--base-url",
        &sandbox.base_url,
        "--user-id",
        &sandbox.user_id,
        "--control-url",
        &sandbox.control_url,
    ]);
    assert_eq!(added["secret"], "memoryOnly");
    assert_eq!(terminal.run(&["account", "test"])["works"], true);
    terminal.run(&ADDRESS);

    // 1688: placed, then paid in a batch.
    let offer = client_picture(Platform::Alibaba1688, 3, picture.as_ref());
    picture_to_cart(&terminal, "1688", picture, &offer);
    let wholesale = checkout(&terminal, "1688");
    assert_eq!(stage(&terminal, &wholesale, true), "toPay");
    let paid = terminal.run(&["order", "pay", &wholesale]);
    assert_eq!(paid["paid"], json!([wholesale]), "{paid}");
    assert_eq!(stage(&terminal, &wholesale, true), "toShip");

    // Taobao: one by voucher up to its approval.
    let offer = client_picture(Platform::Taobao, 5, picture.as_ref());
    picture_to_cart(&terminal, "taobao", picture, &offer);
    let retail = checkout(&terminal, "taobao");
    sandbox.control("advance", &json!({ "seconds": 120 }));
    assert_eq!(stage(&terminal, &retail, true), "toPay");
    let handed_in = terminal.run(&["order", "voucher", &retail, picture]);
    assert_eq!(handed_in["operation"]["state"], "done", "{handed_in}");
    assert_eq!(stage(&terminal, &retail, true), "voucherInReview");
    let id = retail.strip_prefix("taobao:").unwrap();
    sandbox.control("approve-voucher", &json!({ "orderId": id }));
    let approved = stage(&terminal, &retail, true);
    assert!(["paymentUnderWay", "toShip"].contains(&approved.as_str()), "{approved}");

    // The line is cut: what was bought is still there.
    sandbox.stop();
    let offline = terminal.run(&["order", "list"]);
    let rows: Vec<_> = offline["rows"].as_array().unwrap().iter().map(|row| text(row, "/orderId")).collect();
    assert!(rows.contains(&wholesale.as_str()) && rows.contains(&retail.as_str()), "{rows:?}");
    let shown = terminal.run(&["order", "show", &wholesale, "--refresh"]);
    assert_eq!(shown["offline"], true);
    assert!(!shown["changes"].as_array().unwrap().is_empty());
    let vouchers = terminal.run(&["order", "show", &retail]);
    assert_eq!(vouchers["vouchers"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_goes_wrong_has_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = Terminal { data_dir: &desk, typed: sandbox.keys() };
    let add = [
        "account",
        "add",
        "--name",
        "Practice",
        "--base-url",
        &sandbox.base_url,
        "--user-id",
        &sandbox.user_id,
    ];

    let wrong = Terminal { data_dir: &desk, typed: format!("{}\n{}\n", sandbox.access_key, "0".repeat(32)) };
    wrong.run(&add);
    assert_eq!(
        wrong.refused(6, &["search", "--platform", "1688", "--keyword", "杯"])["code"],
        "signatureRefused"
    );

    let missing = terminal.refused(3, &["address", "add", "--name", "张三"]);
    assert_eq!((&missing["code"], &missing["field"]), (&json!("fieldMissing"), &json!("phone")));

    let not_a_picture = folder.path().join("words.jpg");
    std::fs::write(&not_a_picture, "these are words").unwrap();
    let search = ["search", "--platform", "taobao", "--image", not_a_picture.to_str().unwrap()];
    assert_eq!(terminal.refused(3, &search)["code"], "notAPicture");

    sandbox.stop();
    assert_eq!(
        terminal.refused(5, &["search", "--platform", "1688", "--keyword", "杯"])["code"],
        "notReached"
    );
}

#[test]
fn an_order_whose_answer_was_lost_is_found_from_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = Terminal { data_dir: &desk, typed: sandbox.keys() };
    let (base_url, user_id) = (&sandbox.base_url, &sandbox.user_id);
    terminal.run(&["account", "add", "--name", "Practice", "--base-url", base_url, "--user-id", user_id]);
    terminal.run(&ADDRESS);
    let found = terminal.run(&["search", "--platform", "1688", "--keyword", "杯"]);
    let offer = terminal.run(&["offer", "show", "--platform", "1688", text(&found, "/offers/0/offerId")]);
    let moq = offer["offer"]["moq"].as_u64().unwrap();
    let skus = offer["offer"]["skus"].as_array().unwrap();
    let sku = skus.iter().find(|sku| sku["stock"].as_u64().unwrap() > moq).unwrap();
    let picked = format!("{}={moq}", text(sku, "/skuId"));
    let offer_id = text(&offer, "/offer/offerId");
    terminal.run(&["cart", "add", "--platform", "1688", "--offer", offer_id, &picked]);

    let fault = json!({ "operation": "alibaba1688CartCreateOrder", "kind": "drop", "executed": true });
    sandbox.control("faults", &json!({ "faults": [fault] }));
    terminal.refused(7, &["cart", "checkout"]);
    let outbox = terminal.run(&["outbox", "list"]);
    let operation = text(&outbox, "/unknown/0/operationId");
    assert_eq!(text(&outbox, "/unknown/0/standing/is"), "lookedFor");
    let early = terminal.refused(3, &["outbox", "resolve", operation, "send-again"]);
    assert_eq!(early["code"], "choiceClosed", "it is still looked for");

    let done = terminal.run(&["outbox", "look", operation]);
    assert_eq!((text(&done, "/state"), text(&done, "/last/event")), ("done", "adopted"));
    let order_id = text(&done, "/orderIds/0");
    assert_eq!(stage(&terminal, order_id, false), "toPay");
    let over = terminal.refused(3, &["outbox", "resolve", operation, "drop"]);
    assert_eq!(over["code"], "choiceClosed");

    // The same goods once more: asked about, and above an amount too.
    let limits = terminal.run(&["account", "limits", "--confirm-above", "0.01"]);
    assert_eq!(limits["limits"]["duplicateHours"], 24, "{limits}");
    assert_ne!(text(&limits, "/spentToday/minor"), "0", "what was found counts for the day");
    terminal.run(&["cart", "add", "--platform", "1688", "--offer", offer_id, &picked]);
    assert_eq!(terminal.refused(10, &["cart", "checkout"])["code"], "orderedAlready");
    assert_eq!(terminal.refused(10, &["cart", "checkout", "--again"])["code"], "confirmationNeeded");
    let preview = terminal.run(&["cart", "preview"]);
    let fen: u64 = text(&preview, "/total/minor").parse().unwrap();
    let total = format!("{}.{:02}", fen / 100, fen % 100);
    let placed = terminal.run(&["cart", "checkout", "--again", "--total", &total]);
    let operation = text(&placed, "/placed/0/operation/operationId");
    let story = terminal.run(&["outbox", "show", operation]);
    let agreed: Vec<_> = story["consents"].as_array().unwrap().iter().map(|yes| text(yes, "/kind")).collect();
    assert_eq!(agreed, ["again", "aboveAmount"]);
}
