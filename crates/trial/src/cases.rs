//! After-sales cases that a write needs: claims that can be sent, cases that stand where they have to.

use anyhow::{Context, Result, ensure};
use pondesk_agent::api::*;
use pondesk_domain::{
    AccountId, CaseId, CaseKind, CaseStage, Claim, ClaimBasis, GoodsState, LineClaim, Money, OrderId,
};
use serde_json::json;

use crate::Buyer;

/// Money for goods that never arrived: no platform wants evidence for its first reason.
pub(crate) const LOST: ClaimBasis = ClaimBasis { kind: CaseKind::RefundOnly, goods: GoodsState::NotReceived };
const RETURN: ClaimBasis = ClaimBasis { kind: CaseKind::ReturnAndRefund, goods: GoodsState::Received };

/// A claim for all of an order, for a reason that needs no evidence.
///
/// # Errors
/// When the order takes none.
pub(crate) async fn claim(buyer: &Buyer, order_id: &OrderId, basis: ClaimBasis) -> Result<Claim> {
    let asked = CaseTermsAsked {
        account_id: buyer.account_id.clone(),
        order_id: order_id.clone(),
        line_ids: Vec::new(),
        basis: Some(basis),
        case_id: None,
    };
    let terms = buyer.run::<CaseTerms>("case_terms", &asked).await?.terms.context("no claim is taken")?;
    let reason = terms.reasons.iter().find(|reason| !reason.needs_evidence).context("no such reason")?;
    let lines = terms.lines.iter().map(|line| {
        let amount = line.most.context("a line without a limit")?;
        Ok(LineClaim { line_id: line.line_id.clone(), amount })
    });
    Ok(Claim {
        basis: terms.basis,
        reason_id: reason.reason_id.clone(),
        lines: lines.collect::<Result<_>>()?,
        freight: Money::ZERO,
        words: "包裹一直没有送到".to_owned(),
        evidence: Vec::new(),
    })
}

/// Opens a case; what it asks comes back with it.
///
/// # Errors
/// When it is not opened.
pub(crate) async fn open(buyer: &Buyer, order_id: &OrderId, basis: ClaimBasis) -> Result<(CaseId, Claim)> {
    let claim = claim(buyer, order_id, basis).await?;
    let open =
        CaseOpen { account_id: buyer.account_id.clone(), order_id: order_id.clone(), claim: claim.clone() };
    let opened: CaseOpened = buyer.run("case_open", &open).await?;
    let opened = opened.opened.into_iter().next().context("nothing was opened")?;
    let case_id = opened.case_id.with_context(|| format!("not opened: {:?}", opened.error))?;
    Ok((case_id, claim))
}

/// A case whose seller agreed to a return.
///
/// # Errors
/// When it does not get there.
pub(crate) async fn agreed(buyer: &Buyer, order_id: &OrderId) -> Result<CaseId> {
    let case_id = open(buyer, order_id, RETURN).await?.0;
    let seller = format!("cases/{}/seller", number(case_id.as_str()));
    buyer.control.call(&seller, json!({ "does": "agree" })).await?;
    let show = CaseShow { account_id: buyer.account_id.clone(), case_id: case_id.clone(), refresh: true };
    let stage = buyer.run::<CaseView>("case_show", &show).await?.case.status.stage;
    ensure!(stage == CaseStage::Agreed, "{case_id} is {stage:?}");
    Ok(case_id)
}

/// A return shipment that both platforms take.
pub(crate) fn shipment(account_id: AccountId, case_id: CaseId) -> CaseReturn {
    CaseReturn {
        account_id,
        case_id,
        carrier_code: "SF".to_owned(),
        waybill: "SF1218132354600".to_owned(),
        phone: None,
        note: None,
        evidence: Vec::new(),
    }
}

/// PandaPon's number in an id of this desk.
pub(crate) fn number(id: &str) -> &str {
    id.split_once(':').map_or("", |(_, number)| number)
}
