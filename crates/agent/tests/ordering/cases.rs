//! Every arrow of both after-sales machines, walked at the sandbox, with exactly the allowed steps at each node.

use pondesk_agent::api::*;
use pondesk_domain::{
    CaseAction, CaseStage, CaseTurn, DeadlineOutcome, LineClaim, Money, OrderStage, Platform, Speaker,
};
use serde_json::json;

use crate::case_ground::{KEPT, LONG, LOST, NOT_SHIPPED, RETURN, went_well};
use crate::ground::Ground;

#[tokio::test(flavor = "multi_thread")]
async fn taobao_refused_changed_agreed_sent_back_and_paid_back() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let balance = ground.balance_fen().await;
    let case_id = ground.open_case(&order_id, RETURN).await;
    let view = ground.stands(&case_id, CaseStage::Asked).await;
    assert_eq!((view.turn, view.case.order_id.as_ref()), (CaseTurn::Sellers, Some(&order_id)));
    let deadline = view.case.deadline.unwrap();
    assert_eq!(deadline.then, DeadlineOutcome::AgreeReturn);
    assert!(deadline.at > view.read_at);
    assert_eq!(view.messages.len(), 1, "what was claimed stands in the thread");

    ground.seller(&case_id, "refuse", Some("运输破损请找快递处理")).await;
    let view = ground.stands(&case_id, CaseStage::Refused).await;
    assert_eq!((view.turn, view.case.refusal.as_deref()), (CaseTurn::Yours, Some("运输破损请找快递处理")));

    let mut claim = ground.claim_of(&case_id, RETURN).await;
    claim.lines[0].amount = Money::fen(claim.lines[0].amount.minor() - 1);
    went_well(&ground.modify(&case_id, claim.clone()).await.unwrap());
    let view = ground.stands(&case_id, CaseStage::Asked).await;
    assert_eq!(view.case.asked, Some(claim.lines[0].amount));
    claim.words = "改一下说明".into();
    went_well(&ground.modify(&case_id, claim).await.unwrap());
    assert_eq!(ground.stands(&case_id, CaseStage::Asked).await.case.words.as_deref(), Some("改一下说明"));

    ground.seller(&case_id, "agree", None).await;
    let view = ground.stands(&case_id, CaseStage::Agreed).await;
    assert!(view.case.return_to.is_some(), "where to");
    let carriers = ground.carriers(&case_id).await.unwrap();
    assert!(carriers.carriers.iter().any(|carrier| carrier.code == "SF"));
    went_well(&ground.send_back(&case_id, "SF").await.unwrap());
    let view = ground.stands(&case_id, CaseStage::SentBack).await;
    assert_eq!(view.case.returned.unwrap().waybill.as_deref(), Some("SF1218132354600"));

    ground.seller(&case_id, "receive", None).await;
    let view = ground.stands(&case_id, CaseStage::Refunded).await;
    assert_eq!((view.turn, view.case.refunded), (CaseTurn::Refunded, view.case.asked));
    assert_eq!(ground.balance_fen().await - balance, view.case.asked.unwrap().minor(), "the money came back");
    let walked: Vec<_> = view.changes.iter().rev().filter(|it| it.field == "status").collect();
    let stages: Vec<_> = walked.iter().map(|it| it.new_stage.unwrap()).collect();
    use CaseStage::{Agreed, Asked, Refunded, Refused, SentBack};
    assert_eq!(stages, [Asked, Refused, Asked, Agreed, SentBack, Refunded]);
    assert_eq!(view.operations.len(), 4, "opened, changed twice, sent back");
}

#[tokio::test(flavor = "multi_thread")]
async fn taobao_pays_at_once_refuses_returned_goods_and_ends_by_deadlines() {
    let ground = Ground::quiet().await;
    // 10 → 100: money only.
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let case_id = ground.open_case(&order_id, LOST).await;
    ground.seller(&case_id, "agree", None).await;
    ground.stands(&case_id, CaseStage::Refunded).await;
    // 30 → -10, then -10 → -20 by its deadline.
    let order_id = ground.shipped(Platform::Taobao, 1).await.order.order_id;
    let case_id = ground.open_case(&order_id, RETURN).await;
    ground.seller(&case_id, "agree", None).await;
    ground.stands(&case_id, CaseStage::Agreed).await;
    went_well(&ground.send_back(&case_id, "SF").await.unwrap());
    ground.seller(&case_id, "refuse-goods", None).await;
    let view = ground.stands(&case_id, CaseStage::Refused).await;
    assert_eq!(view.case.deadline.unwrap().then, DeadlineOutcome::Close);
    ground.control("advance", json!({ "seconds": LONG })).await;
    let view = ground.stands(&case_id, CaseStage::Closed).await;
    assert_eq!((view.turn, view.case.deadline), (CaseTurn::Closed, None));
    // A silent seller: 10 → 20 and 20 → -20 by themselves.
    let order_id = ground.shipped(Platform::Taobao, 2).await.order.order_id;
    let case_id = ground.open_case(&order_id, RETURN).await;
    ground.control("advance", json!({ "seconds": 6 * 24 * 3600 })).await;
    ground.stands(&case_id, CaseStage::Agreed).await;
    ground.control("advance", json!({ "seconds": LONG })).await;
    ground.stands(&case_id, CaseStage::Closed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_of_taobao_is_withdrawn_from_wherever_that_is_allowed() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    for moves in [vec![], vec!["refuse"], vec!["agree"]] {
        let case_id = ground.open_case(&order_id, RETURN).await;
        for does in moves {
            ground.seller(&case_id, does, None).await;
        }
        went_well(&ground.withdraw(&case_id).await.unwrap());
        let view = ground.stands(&case_id, CaseStage::Closed).await;
        assert!(view.actions.is_empty() && view.elsewhere.is_empty());
    }
    let view = ground.show(&order_id, true).await;
    assert_eq!(view.order.status.stage, OrderStage::Shipped, "nothing else happened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_with_pictures_in_the_thread() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Taobao, 0).await.order.order_id;
    let case_id = ground.open_case(&order_id, KEPT).await;
    ground.seller(&case_id, "ask", Some("请提供外箱破损的照片")).await;
    let view = ground.stands(&case_id, CaseStage::Asked).await;
    assert_eq!(view.turn, CaseTurn::Yours, "the seller waits for an answer");
    assert_eq!(ground.case_list("").await.rows[0].spoke_last, Some(Speaker::Seller));
    let evidence = ground.evidence(&order_id).await;
    let answer = ground.say(&case_id, " 这是外箱 ", vec![evidence.evidence_id.clone()]).await.unwrap();
    went_well(&answer);
    let view = ground.stands(&case_id, CaseStage::Asked).await;
    let last = view.messages.last().unwrap();
    assert_eq!((last.speaker, last.words.as_str(), last.pictures.len()), (Speaker::Buyer, "这是外箱", 1));
    assert_eq!(view.turn, CaseTurn::Sellers);
    assert!(
        view.evidence.iter().any(|kept| kept.evidence_id == evidence.evidence_id),
        "it belongs to the case"
    );
    let (kind, bytes) = pondesk_agent::pictures::load(&ground.desk, &last.pictures[0]).await.unwrap();
    assert_eq!((kind, bytes), ("image/png", crate::ground::picture()));
    let sent = ground.outbox_request(&answer.operation.operation_id).await;
    assert!(sent.contains(&evidence.sha256) && !sent.contains("iVBOR"), "named by its hash: {sent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_1688_walks_to_its_money_and_says_what_pandapon_lacks() {
    let ground = Ground::quiet().await;
    let order_id = ground.shipped(Platform::Alibaba1688, 0).await.order.order_id;
    let balance = ground.balance_fen().await;
    let case_id = ground.open_case(&order_id, RETURN).await;
    let view = ground.stands(&case_id, CaseStage::Asked).await;
    assert!(!view.has_messages && view.messages.is_empty());
    assert_eq!(view.elsewhere, [CaseAction::Message, CaseAction::Withdraw]);
    assert_eq!(view.case.words.as_deref(), Some("两只花瓶中有一只开裂"));
    assert_eq!(view.case.pictures.len(), view.evidence.len());

    ground.seller(&case_id, "refuse", Some("请改原因")).await;
    let view = ground.stands(&case_id, CaseStage::Refused).await;
    assert_eq!((view.turn, view.case.refusal.as_deref()), (CaseTurn::Yours, Some("请改原因")));
    assert!(view.actions.is_empty() && view.elsewhere.contains(&CaseAction::Modify));
    let number = case_id.as_str().split_once(':').unwrap().1;
    let change = json!({ "does": "modify", "applyPaymentFen": view.case.asked.unwrap().minor() - 1 });
    ground.control(&format!("cases/{number}/buyer"), change).await;
    let now = ground.stands(&case_id, CaseStage::Asked).await;
    assert_eq!(now.case.asked.unwrap().minor(), view.case.asked.unwrap().minor() - 1);

    ground.seller(&case_id, "agree", None).await;
    ground.stands(&case_id, CaseStage::Agreed).await;
    went_well(&ground.send_back(&case_id, "SF").await.unwrap());
    ground.stands(&case_id, CaseStage::SentBack).await;
    ground.seller(&case_id, "receive", None).await;
    let view = ground.stands(&case_id, CaseStage::Refunded).await;
    assert_eq!(view.case.refunded, view.case.asked_in_all());
    assert_eq!(ground.balance_fen().await - balance, view.case.refunded.unwrap().minor());
    assert!(view.case.ended_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_1688_ends_early_in_every_open_state() {
    let ground = Ground::quiet().await;
    // Asked → success, before shipping: all of it, and the freight with it.
    let bought = ground.bought(Platform::Alibaba1688, 0).await;
    let order_id = bought.order.order_id.clone();
    let mut claim = ground.claim(&order_id, NOT_SHIPPED).await;
    let terms = ground.terms(&order_id, NOT_SHIPPED).await;
    claim.freight = terms.most_freight;
    let opened = ground.try_open(&order_id, claim).await.unwrap();
    let case_id = opened.opened[0].case_id.clone().unwrap();
    ground.seller(&case_id, "agree", None).await;
    let view = ground.stands(&case_id, CaseStage::Refunded).await;
    assert_eq!(view.case.refunded, bought.order.total, "the whole order");
    // Closed: withdrawn on 1688's own page, or by a deadline.
    let withdraw = json!({ "does": "withdraw" });
    for (nth, moves) in [(1, vec![]), (2, vec!["refuse"]), (3, vec!["agree"])] {
        let order_id = ground.shipped(Platform::Alibaba1688, nth).await.order.order_id;
        let case_id = ground.open_case(&order_id, RETURN).await;
        for does in moves {
            ground.seller(&case_id, does, None).await;
        }
        let number = case_id.as_str().split_once(':').unwrap().1;
        ground.control(&format!("cases/{number}/buyer"), withdraw.clone()).await;
        ground.stands(&case_id, CaseStage::Closed).await;
    }
    let order_id = ground.shipped(Platform::Alibaba1688, 4).await.order.order_id;
    let case_id = ground.open_case(&order_id, RETURN).await;
    ground.seller(&case_id, "agree", None).await;
    went_well(&ground.send_back(&case_id, "SF").await.unwrap());
    ground.control("advance", json!({ "seconds": LONG })).await;
    ground.stands(&case_id, CaseStage::Refunded).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_opened_elsewhere_are_found_and_searched() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let case_id = ground.open_case(&order_id, KEPT).await;
        let kept = ground.case(&case_id).await.case;
        assert!(kept.title.is_some() && kept.picture.is_some());
        let found = ground.case_list(kept.platform_case_id.as_str()).await;
        assert_eq!(found.rows.len(), 1, "{platform}");
    }
    // A desk with the same account that knows nothing of them yet.
    let other = ground.elsewhere().await;
    assert_eq!(other.case_list("").await.rows, vec![]);
    let refreshed: OrderRefreshed =
        other.run("order_refresh", &OrderRefresh { account_id: other.account_id.clone() }).await.unwrap();
    assert_eq!(refreshed.failed, vec![]);
    let refreshed = other.refresh_cases().await;
    assert_eq!((refreshed.changed, &refreshed.failed), (2, &vec![]));
    let page = other.case_list("").await;
    assert_eq!(page.rows.len(), 2);
    assert!(page.rows.iter().all(|row| row.case.order_id.is_some() && row.turn == CaseTurn::Sellers));
    let again = other.refresh_cases().await;
    assert_eq!(again.changed, 0, "nothing new");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_back_before_limits_what_can_be_asked() {
    let ground = Ground::quiet().await;
    for platform in Platform::ALL {
        let order_id = ground.shipped(platform, 0).await.order.order_id;
        let mut claim = ground.claim(&order_id, KEPT).await;
        let paid = claim.lines[0].amount;
        claim.lines[0].amount = Money::fen(100);
        let opened = ground.try_open(&order_id, claim.clone()).await.unwrap();
        let case_id = opened.opened[0].case_id.clone().unwrap();
        ground.seller(&case_id, "agree", None).await;
        ground.case(&case_id).await;
        let terms = ground.terms(&order_id, KEPT).await;
        assert_eq!(terms.lines[0].refunded, Money::fen(100), "{platform}");
        assert_eq!(terms.lines[0].most, Some(Money::fen(paid.minor() - 100)), "{platform}");
        claim.lines = vec![LineClaim { amount: paid, ..claim.lines[0].clone() }];
        let error = ground.try_open(&order_id, claim).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::ClaimFaulty);
        assert!(error.details["faults"].contains("amount"), "{}", error.details["faults"]);
    }
}
