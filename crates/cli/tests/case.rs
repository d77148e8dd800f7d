//! After-sales cases from a terminal, against a sandbox in another process: opened with evidence, refused, changed, agreed,
//! sent back, paid back; one withdrawn.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where it cannot go on"
)]

mod support;

use serde_json::json;
use support::{ADDRESS, Sandbox, Terminal, text};

fn number(id: &str) -> &str {
    id.split_once(':').unwrap().1
}

/// A paid order of the first offer that is found, on its way.
fn shipped(terminal: &Terminal<'_>, sandbox: &Sandbox, platform: &str) -> String {
    let found = terminal.run(&["search", "--platform", platform, "--keyword", "杯"]);
    let offer_id = text(&found, "/offers/0/offerId");
    let offer = terminal.run(&["offer", "show", "--platform", platform, offer_id]);
    let moq = offer["offer"]["moq"].as_u64().unwrap();
    let skus = offer["offer"]["skus"].as_array().unwrap();
    let sku = skus.iter().find(|sku| sku["stock"].as_u64().unwrap() > moq).unwrap();
    let picked = format!("{}={moq}", text(sku, "/skuId"));
    terminal.run(&["cart", "add", "--platform", platform, "--offer", offer_id, &picked]);
    let placed = terminal.run(&["cart", "checkout", "--platform", platform, "--again"]);
    let order_id = text(&placed, "/placed/0/operation/orderIds/0").to_owned();
    sandbox.control("advance", &json!({ "seconds": 5 }));
    terminal.run(&["order", "show", &order_id, "--refresh"]);
    terminal.run(&["order", "pay", &order_id]);
    sandbox.control("advance", &json!({ "seconds": 60 }));
    sandbox.control("ship", &json!({ "orderId": number(&order_id) }));
    let shown = terminal.run(&["order", "show", &order_id, "--refresh"]);
    assert_eq!(text(&shown, "/order/status/stage"), "shipped");
    order_id
}

fn stage(terminal: &Terminal<'_>, case_id: &str) -> String {
    text(&terminal.run(&["case", "show", case_id, "--refresh"]), "/case/status/stage").to_owned()
}

#[test]
fn a_claim_is_won_on_both_platforms_and_one_is_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start(&folder.path().join("pandapon"));
    let desk = folder.path().join("desk");
    let terminal = Terminal { data_dir: &desk, typed: sandbox.keys() };
    let (base_url, user_id) = (&sandbox.base_url, &sandbox.user_id);
    terminal.run(&["account", "add", "--name", "Practice", "--base-url", base_url, "--user-id", user_id]);
    terminal.run(&ADDRESS);
    sandbox.control("set-balance", &json!({ "fen": 1_000_000_000 }));
    sandbox.control("temper", &json!({ "temper": "silent" }));
    let picture = folder.path().join("crack.png");
    image::RgbImage::from_pixel(60, 40, image::Rgb([200, 90, 60])).save(&picture).unwrap();
    let picture = picture.to_str().unwrap();
    let seller = |case_id: &str, does: &str| {
        sandbox.control(&format!("cases/{}/seller", number(case_id)), &json!({ "does": does }));
    };

    // Taobao: refused, discussed, changed, agreed, sent back, paid back.
    let order_id = shipped(&terminal, &sandbox, "taobao");
    let basis = ["--kind", "return"];
    let mut ask = vec!["case", "terms", &order_id];
    ask.extend(basis);
    let terms = terminal.run(&ask);
    let reasons = terms["terms"]["reasons"].as_array().unwrap();
    let reason = reasons.iter().find(|reason| reason["needsEvidence"] == true).unwrap();
    let mut open = vec!["case", "open", &order_id, "--reason", text(reason, "/reasonId"), "--words", "裂了"];
    open.extend(basis);
    let faulty = terminal.refused(3, &open);
    assert_eq!(faulty["code"], "claimFaulty");
    assert!(text(&faulty, "/details/faults").contains("evidenceNeeded"));
    open.extend(["--evidence", picture]);
    let mut look = open.clone();
    look.push("--dry-run");
    let preview = terminal.run(&look);
    assert_eq!((&preview["faults"], preview["sent"].as_array().unwrap().len()), (&json!([]), 1), "{preview}");
    let opened = terminal.run(&open);
    let case_id = text(&opened, "/opened/0/caseId").to_owned();
    seller(&case_id, "refuse");
    let list = terminal.run(&["case", "list", "--refresh"]);
    assert_eq!(
        (text(&list, "/rows/0/turn"), text(&list, "/rows/0/case/caseId")),
        ("yours", case_id.as_str())
    );
    terminal.run(&["case", "message", number(&case_id), "这是外箱", "--evidence", picture]);
    terminal.run(&["case", "modify", &case_id, "--amount", "1.00", "--words", "退一元"]);
    let view = terminal.run(&["case", "show", &case_id]);
    assert_eq!((text(&view, "/case/asked/minor"), text(&view, "/case/words")), ("100", "退一元"));
    assert_eq!(view["evidence"].as_array().unwrap().len(), 2);
    seller(&case_id, "agree");
    assert_eq!(stage(&terminal, &case_id), "agreed");
    let carriers = terminal.run(&["case", "return", &case_id]);
    assert!(carriers["carriers"].as_array().unwrap().iter().any(|carrier| carrier["code"] == "SF"));
    let pigeon = ["case", "return", &case_id, "--carrier", "PIGEON", "--waybill", "1"];
    assert_eq!(terminal.refused(3, &pigeon)["code"], "carrierUnknown");
    terminal.run(&["case", "return", &case_id, "--carrier", "SF", "--waybill", "SF1218132354600"]);
    seller(&case_id, "receive");
    assert_eq!(stage(&terminal, &case_id), "refunded");
    assert_eq!(terminal.refused(6, &["case", "cancel", &case_id])["code"], "caseStateForbids");

    // Its evidence pack, and the record alone.
    for (ending, begins) in [("zip", &b"PK"[..]), ("pdf", &b"%PDF-"[..])] {
        let out = folder.path().join(format!("pack.{ending}"));
        terminal.run(&["case", "pack", number(&case_id), "--out", out.to_str().unwrap()]);
        assert!(std::fs::read(&out).unwrap().starts_with(begins), "{ending}");
    }
    let out = folder.path().join("pack.doc");
    let refused = terminal.refused(3, &["case", "pack", &case_id, "--out", out.to_str().unwrap()]);
    assert_eq!((text(&refused, "/code"), out.exists()), ("fieldInvalid", false));

    // Withdrawn.
    let mut again =
        vec!["case", "open", &order_id, "--reason", text(reason, "/reasonId"), "--evidence", picture];
    again.extend(basis);
    let opened = terminal.run(&again);
    let case_id = text(&opened, "/opened/0/caseId").to_owned();
    terminal.run(&["case", "cancel", &case_id]);
    assert_eq!(stage(&terminal, &case_id), "closed");

    // 1688: what PandaPon lacks is refused before anything is sent.
    let order_id = shipped(&terminal, &sandbox, "1688");
    let terms = terminal.run(&["case", "terms", &order_id]);
    let reason = text(&terms, "/terms/reasons/0/reasonId");
    let open = ["case", "open", &order_id, "--reason", reason, "--words", "没有送到", "--evidence", picture];
    let opened = terminal.run(&open);
    let case_id = text(&opened, "/opened/0/caseId").to_owned();
    let view = terminal.run(&["case", "show", number(&case_id)]);
    assert_eq!((view["hasMessages"].clone(), view["actions"].clone()), (json!(false), json!([])));
    assert_eq!(terminal.refused(6, &["case", "message", &case_id, "您好"])["code"], "caseStateForbids");
    seller(&case_id, "agree");
    let view = terminal.run(&["case", "show", &case_id, "--refresh"]);
    assert_eq!(text(&view, "/case/status/stage"), "refunded");
    assert_eq!(view["case"]["refunded"], view["case"]["asked"]);
}
