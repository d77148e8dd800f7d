//! The evidence pack of a case: made without the net, with every file as it was given.

use std::fs::File;
use std::io::Read;

use pondesk_agent::api::*;
use pondesk_agent::papers;
use pondesk_domain::{CaseStage, Platform};
use serde_json::{Value, json};

use crate::case_ground::KEPT;
use crate::ground::{Ground, picture};

fn bytes_of(pack: &mut zip::ZipArchive<File>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    pack.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_is_made_offline_and_its_hashes_are_those_of_the_evidence() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let case_id = ground.open_case(&order_id, KEPT).await;
        ground.seller(&case_id, "refuse", Some("请改原因")).await;
        let view = ground.stands(&case_id, CaseStage::Refused).await;
        assert!(!view.evidence.is_empty());

        let cut = json!({ "faults": [{ "kind": "drop", "executed": false, "count": 100 }] });
        ground.control("faults", cut).await;
        let pack = |form| CasePack {
            account_id: ground.account_id.clone(),
            case_id: case_id.clone(),
            language: Language::Zh,
            form,
        };
        let made: PaperView = ground.run("case_pack", &pack(PackForm::Zip)).await.unwrap();
        assert_eq!((made.state, made.unwritten.as_str()), (PaperState::Done, ""));
        let (name, path) = papers::finished(&ground.desk, &made.paper_id).unwrap();
        let number = view.case.platform_case_id.as_str();
        assert_eq!(name, format!("售后-{number}.zip"));
        let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let hashes = String::from_utf8(bytes_of(&mut zip, "SHA256SUMS")).unwrap();
        for (at, evidence) in view.evidence.iter().enumerate() {
            let name = format!("evidence/{:02} {}", at + 1, evidence.file_name);
            assert_eq!(bytes_of(&mut zip, &name), picture(), "as it was given");
            assert!(hashes.contains(&format!("{}  {name}", evidence.sha256)), "{hashes}");
        }
        assert_eq!(hashes.lines().count() + 1, zip.len(), "every file but the list itself");
        let told: Value = serde_json::from_slice(&bytes_of(&mut zip, "case.json")).unwrap();
        assert_eq!(told["case"]["refusal"], "请改原因");
        assert!(bytes_of(&mut zip, &format!("售后-{number}.pdf")).starts_with(b"%PDF-"));

        let made: PaperView = ground.run("case_pack", &pack(PackForm::Pdf)).await.unwrap();
        let (_, path) = papers::finished(&ground.desk, &made.paper_id).unwrap();
        assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
        ground.control("faults", json!({ "faults": [] })).await;
    }
}
