//! The operations that the command list says an after-sales command asks are those that it really asks.

use pondesk_agent::api::*;
use pondesk_domain::{CaseStage, Platform};

use crate::asks::{Seen, compare, watch};
use crate::case_ground::{KEPT, RETURN};
use crate::ground::Ground;

/// Commands that ask some operations only where things went another way than here.
const AS_THINGS_ARE: [&str; 2] = ["case_refresh", "case_return"];

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_after_sales_is_what_the_list_says() {
    let ground = Ground::quiet().await;
    let account_id = ground.account_id.clone();
    let mut seen = Seen::new();
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let claim = ground.claim(&order_id, KEPT).await;
        let line_ids = vec![];
        let asked = CaseTermsAsked {
            account_id: account_id.clone(),
            order_id: order_id.clone(),
            line_ids,
            basis: Some(RETURN),
            case_id: None,
        };
        let open = CaseOpen { account_id: account_id.clone(), order_id: order_id.clone(), claim };
        watch(&ground, &mut seen, "case_terms", &asked).await;
        watch(&ground, &mut seen, "case_preview", &open).await;
        let evidence_id = ground.evidence(&order_id).await.evidence_id;
        let upload = EvidenceUpload { account_id: account_id.clone(), evidence_id: evidence_id.clone() };
        watch(&ground, &mut seen, "evidence_upload", &upload).await;
        watch(&ground, &mut seen, "case_open", &open).await;
        // Now the order names a case, which is read as well.
        watch(&ground, &mut seen, "case_preview", &open).await;
        watch(&ground, &mut seen, "case_terms", &asked).await;
        let case_id = ground.case_list("").await.rows[0].case.case_id.clone();
        let show = CaseShow { account_id: account_id.clone(), case_id: case_id.clone(), refresh: true };
        watch(&ground, &mut seen, "case_show", &show).await;
        watch(&ground, &mut seen, "case_refresh", &CaseRefresh { account_id: account_id.clone() }).await;
        ground.seller(&case_id, "agree", None).await;
        ground.stands(&case_id, CaseStage::Refunded).await;

        let order_id = ground.shipped(platform, 1).await.order.order_id;
        let case_id = ground.open_case(&order_id, RETURN).await;
        if platform == Platform::Taobao {
            let mut claim = ground.claim_of(&case_id, RETURN).await;
            claim.words = "改一下".into();
            let modify = CaseModify { account_id: account_id.clone(), case_id: case_id.clone(), claim };
            watch(&ground, &mut seen, "case_modify", &modify).await;
            let say = CaseSay {
                account_id: account_id.clone(),
                case_id: case_id.clone(),
                words: "您好".into(),
                evidence: vec![],
            };
            watch(&ground, &mut seen, "case_message", &say).await;
        }
        ground.seller(&case_id, "agree", None).await;
        ground.stands(&case_id, CaseStage::Agreed).await;
        let asked = CaseCarriersAsked { account_id: account_id.clone(), case_id: case_id.clone() };
        watch(&ground, &mut seen, "case_carriers", &asked).await;
        if platform == Platform::Taobao {
            let withdraw = CaseWithdraw { account_id: account_id.clone(), case_id };
            watch(&ground, &mut seen, "case_withdraw", &withdraw).await;
        } else {
            let shipment = CaseReturn {
                account_id: account_id.clone(),
                case_id,
                carrier_code: "SF".into(),
                waybill: "SF1218132354600".into(),
                phone: None,
                note: None,
                evidence: vec![evidence_id],
            };
            watch(&ground, &mut seen, "case_return", &shipment).await;
        }
    }
    compare(seen, &AS_THINGS_ARE);
}
