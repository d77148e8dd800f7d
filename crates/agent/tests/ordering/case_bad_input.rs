//! Claims that cannot be, and cases that changed while a form was open: said before anything is sent.

use pondesk_agent::api::*;
use pondesk_domain::{CaseStage, ClaimFault, LineBlock, Money, OrderStage, Platform};
use serde_json::json;

use crate::case_ground::{KEPT, LOST, NOT_SHIPPED, RETURN, went_well};
use crate::ground::Ground;

fn faults(error: &CommandError) -> Vec<ClaimFault> {
    assert_eq!(error.code, ErrorCode::ClaimFaulty, "{error}");
    serde_json::from_str(&error.details["faults"]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_above_what_can_come_back_is_named_with_its_limits() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let mut claim = ground.claim(&order_id, KEPT).await;
        let most = claim.lines[0].amount;
        claim.lines[0].amount = Money::fen(most.minor() + 1);
        let open = CaseOpen {
            account_id: ground.account_id.clone(),
            order_id: order_id.clone(),
            claim: claim.clone(),
        };
        let preview: CasePreview = ground.run("case_preview", &open).await.unwrap();
        let line_id = claim.lines[0].line_id.clone();
        let fault = ClaimFault::Amount { line_id, least: Money::fen(1), most: Some(most) };
        assert_eq!(preview.faults, vec![fault.clone()]);
        let error = ground.try_open(&order_id, claim).await.unwrap_err();
        assert_eq!(faults(&error), vec![fault]);
    }
    assert!(ground.cases_at_sandbox().await.is_empty());
    assert!(
        ground
            .outbox()
            .await
            .over
            .iter()
            .all(|operation| { operation.kind != pondesk_domain::OperationKind::OpenCase })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_with_an_open_case_takes_no_second_one() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let claim = ground.claim(&order_id, LOST).await;
        let opened = ground.try_open(&order_id, claim.clone()).await.unwrap();
        let case_id = opened.opened[0].case_id.clone().unwrap();
        let error = ground.try_open(&order_id, claim.clone()).await.unwrap_err();
        let by = LineBlock::CaseOpen { case_id: case_id.clone() };
        let blocked = ClaimFault::LineBlocked { line_id: claim.lines[0].line_id.clone(), by };
        assert!(faults(&error).contains(&blocked), "{platform}: {error}");
        let terms = ground.terms_of(&order_id, LOST, None).await;
        assert_eq!(terms.cases[0].case.case_id, case_id);
    }
    assert_eq!(ground.cases_at_sandbox().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_of_a_wrong_type_or_size_is_refused_and_a_document_stays_here() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let words = ground.evidence_of("words.jpg", b"these are words".to_vec(), &order_id).await.unwrap_err();
    assert_eq!(words.code, ErrorCode::NotAPicture);
    let large = ground.evidence_of("large.jpg", vec![0xFF; 11 * 1024 * 1024], &order_id).await.unwrap_err();
    assert_eq!(large.code, ErrorCode::FileTooLarge);
    let mut damaged = crate::ground::picture();
    damaged.truncate(40);
    let damaged = ground.evidence_of("damaged.png", damaged, &order_id).await.unwrap_err();
    assert_eq!(damaged.code, ErrorCode::PictureDamaged);

    let report = ground.evidence_of("report.pdf", b"%PDF-1.4\n".to_vec(), &order_id).await.unwrap();
    let mut claim = ground.claim(&order_id, LOST).await;
    claim.evidence = vec![report.evidence_id.clone()];
    let open =
        CaseOpen { account_id: ground.account_id.clone(), order_id: order_id.clone(), claim: claim.clone() };
    let preview: CasePreview = ground.run("case_preview", &open).await.unwrap();
    assert_eq!((preview.sent, preview.kept), (vec![], vec![report.evidence_id.clone()]));
    let opened = ground.try_open(&order_id, claim).await.unwrap();
    let view = ground.case(opened.opened[0].case_id.as_ref().unwrap()).await;
    assert_eq!(view.messages[0].pictures, Vec::<String>::new(), "not sent");
    assert_eq!(view.evidence[0].evidence_id, report.evidence_id, "kept with the case");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_are_too_large_for_1688_are_made_to_fit_and_uploaded_once() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Alibaba1688, 0).await.order.order_id;
    let mut png = std::io::Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| {
        let seed = x.wrapping_mul(0x9E37_79B9) ^ y.wrapping_mul(0x85EB_CA6B);
        let [a, b, c, _] = (seed ^ (seed >> 15)).wrapping_mul(0x2C1B_3C6D).to_le_bytes();
        image::Rgb([a, b, c])
    };
    let photo = image::RgbImage::from_fn(1100, 1000, noise);
    photo.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let original = png.into_inner();
    assert!(original.len() > 1024 * 1024);
    let evidence = ground.evidence_of("photo.png", original.clone(), &order_id).await.unwrap();
    let upload =
        EvidenceUpload { account_id: ground.account_id.clone(), evidence_id: evidence.evidence_id.clone() };
    let uploaded: pondesk_domain::Evidence = ground.run("evidence_upload", &upload).await.unwrap();
    let link = uploaded.link.clone().unwrap();
    let again: pondesk_domain::Evidence = ground.run("evidence_upload", &upload).await.unwrap();
    assert_eq!(again.link.as_ref(), Some(&link), "not once more");
    let sent = ground.http.get(&link).send().await.unwrap().bytes().await.unwrap();
    assert!(sent.len() < 1024 * 1024 && sent.starts_with(&[0xFF, 0xD8]));
    let kept = ground.desk.store().run(move |store| store.voucher_bytes(&evidence.sha256)).await.unwrap();
    assert_eq!(kept, original, "what is kept stays as it was");
    let mut claim = ground.claim(&order_id, KEPT).await;
    claim.evidence = vec![uploaded.evidence_id];
    let opened = ground.try_open(&order_id, claim).await.unwrap();
    let view = ground.case(opened.opened[0].case_id.as_ref().unwrap()).await;
    assert_eq!((view.case.pictures.len(), view.evidence.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_closed_while_the_form_was_open_is_said_and_nothing_is_sent() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let case_id = ground.open_case(&order_id, LOST).await;
    let claim = ground.claim_of(&case_id, LOST).await;
    ground.seller(&case_id, "agree", None).await;
    for error in [
        ground.say(&case_id, "等一下", vec![]).await.unwrap_err(),
        ground.modify(&case_id, claim).await.unwrap_err(),
        ground.withdraw(&case_id).await.unwrap_err(),
        ground.send_back(&case_id, "SF").await.unwrap_err(),
    ] {
        assert_eq!((error.code, error.details["status"].as_str()), (ErrorCode::CaseStateForbids, "100"));
    }
    let view = ground.stands(&case_id, CaseStage::Refunded).await;
    assert_eq!(view.messages.iter().filter(|it| it.words == "等一下").count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carrier_that_is_not_listed_and_a_cancelled_return_are_refused() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let case_id = ground.open_case(&order_id, RETURN).await;
        let early = ground.carriers(&case_id).await.unwrap_err();
        assert_eq!(early.code, ErrorCode::CaseStateForbids);
        ground.seller(&case_id, "agree", None).await;
        ground.stands(&case_id, CaseStage::Agreed).await;
        let error = ground.send_back(&case_id, "PIGEON").await.unwrap_err();
        assert_eq!((error.code, error.details["code"].as_str()), (ErrorCode::CarrierUnknown, "PIGEON"));
        if platform == Platform::Taobao {
            went_well(&ground.withdraw(&case_id).await.unwrap());
        } else {
            let number = case_id.as_str().split_once(':').unwrap().1;
            ground.control(&format!("cases/{number}/buyer"), json!({ "does": "withdraw" })).await;
        }
        let error = ground.send_back(&case_id, "SF").await.unwrap_err();
        assert_eq!(error.code, ErrorCode::CaseStateForbids, "{platform}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_and_orders_that_cannot_be_are_named() {
    let ground = Ground::quiet().await;
    let unpaid = ground.order(&ground.goods(Platform::Alibaba1688, 0)).await;
    assert_eq!(unpaid.order.status.stage, OrderStage::ToPay);
    let terms = ground.terms_of(&unpaid.order.order_id, KEPT, None).await;
    assert_eq!((terms.bases, terms.terms), (vec![], None), "nothing was paid");
    let order_id = ground.shipped(Platform::Taobao, 1).await.order.order_id;
    let case_id = ground.open_case(&order_id, LOST).await;
    let blank = ground.say(&case_id, "  ", vec![]).await.unwrap_err();
    assert_eq!((blank.code, blank.field.as_deref()), (ErrorCode::FieldMissing, Some("words")));
    let long = ground.say(&case_id, &"长".repeat(501), vec![]).await.unwrap_err();
    assert_eq!(long.code, ErrorCode::FieldInvalid);
    let missing = ground.say(&case_id, "图", vec!["01NOTHING".into()]).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::EvidenceMissing);
    let unchanged = ground.modify(&case_id, ground.claim_of(&case_id, LOST).await).await.unwrap_err();
    assert_eq!(unchanged.code, ErrorCode::ClaimUnchanged);
    let nowhere = ground.withdraw(&"taobao:1".into()).await.unwrap_err();
    assert_eq!(nowhere.code, ErrorCode::CaseMissing);
    let gone = ground.bought(Platform::Taobao, 2).await.order.order_id;
    let mut claim = ground.claim(&gone, NOT_SHIPPED).await;
    claim.reason_id = "4711".into();
    let error = ground.try_open(&gone, claim).await.unwrap_err();
    assert_eq!(faults(&error), vec![ClaimFault::Reason]);
}
