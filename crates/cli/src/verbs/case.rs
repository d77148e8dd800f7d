//! `case …`

use std::path::PathBuf;

use pondesk_agent::api::*;
use pondesk_domain::{
    AccountId, CaseId, CaseKind, CaseTurn, Claim, ClaimBasis, ClaimTerms, Evidence, EvidenceId, GoodsState,
    LineClaim, Money, OrderId, OrderLineId,
};
use serde::Serialize;

use super::order::find as find_order;
use super::{Session, paper, yuan};
use crate::args::{BasisArgs, CaseVerb, ClaimArgs, GoodsName, KindName};
use crate::call::{call, print};
use crate::exit::{Failure, code_of};
use crate::text::case as text;

pub(crate) async fn run(session: &Session, verb: CaseVerb) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    match verb {
        CaseVerb::Terms { order, lines, basis } => {
            let order_id = find_order(session, &account_id, &order).await?;
            let terms = ask(session, account_id, order_id, lines, basis, None).await?;
            print(session.json, &terms, text::terms)
        }
        CaseVerb::Open { order, lines, basis, claim, dry_run } => {
            let order_id = find_order(session, &account_id, &order).await?;
            open(session, account_id, order_id, lines, basis, claim, dry_run).await
        }
        CaseVerb::List { words, all, refresh, limit, after } => {
            if refresh {
                let request = CaseRefresh { account_id: account_id.clone() };
                let refreshed: CaseRefreshed = call(&session.desk, "case_refresh", &request).await?;
                if let Some(failed) = refreshed.failed.into_iter().next() {
                    return Err(failed.error.into());
                }
            }
            let open = CaseTurn::ALL.into_iter().filter(|turn| all || turn.is_open()).collect();
            let account_id = Some(account_id);
            let request = CaseList { account_id, turns: open, words, after, limit, ..CaseList::default() };
            let page: CasePage = call(&session.desk, "case_list", &request).await?;
            print(session.json, &page, text::cases)
        }
        CaseVerb::Show { case, refresh } => {
            let case_id = find(session, &account_id, &case).await?;
            let view = show(session, &account_id, &case_id, refresh).await?;
            print(session.json, &view, text::case)
        }
        CaseVerb::Message { case, words, evidence } => {
            let case_id = find(session, &account_id, &case).await?;
            let evidence = keep_for(session, &account_id, &case_id, &evidence).await?;
            acted(session, "case_message", &CaseSay { account_id, case_id, words, evidence }).await
        }
        CaseVerb::Modify { case, basis, claim } => {
            let case_id = find(session, &account_id, &case).await?;
            modify(session, account_id, case_id, basis, claim).await
        }
        CaseVerb::Pack { case, out, language } => {
            let case_id = find(session, &account_id, &case).await?;
            let form = paper::pack_form_of(&out)?;
            let request = CasePack { account_id, case_id, language: language.into(), form };
            paper::sheet(session, "case_pack", &request, &out).await
        }
        CaseVerb::Cancel { case } => {
            let case_id = find(session, &account_id, &case).await?;
            acted(session, "case_withdraw", &CaseWithdraw { account_id, case_id }).await
        }
        CaseVerb::Return { case, carrier, waybill, phone, note, evidence } => {
            let case_id = find(session, &account_id, &case).await?;
            let (Some(carrier_code), Some(waybill)) = (carrier, waybill) else {
                let carriers: CaseCarriers =
                    call(&session.desk, "case_carriers", &CaseCarriersAsked { account_id, case_id }).await?;
                return print(session.json, &carriers, text::carriers);
            };
            let evidence = keep_for(session, &account_id, &case_id, &evidence).await?;
            let shipment = CaseReturn { account_id, case_id, carrier_code, waybill, phone, note, evidence };
            acted(session, "case_return", &shipment).await
        }
    }
}

async fn show(
    session: &Session,
    account_id: &AccountId,
    case_id: &CaseId,
    refresh: bool,
) -> Result<CaseView, Failure> {
    let request = CaseShow { account_id: account_id.clone(), case_id: case_id.clone(), refresh };
    call(&session.desk, "case_show", &request).await
}

/// A case by this desk's id or PandaPon's.
async fn find(session: &Session, account_id: &AccountId, name: &str) -> Result<CaseId, Failure> {
    if name.contains(':') {
        return Ok(name.into());
    }
    let account_id = Some(account_id.clone());
    let list = CaseList { account_id, words: name.to_owned(), limit: 500, ..CaseList::default() };
    let page: CasePage = call(&session.desk, "case_list", &list).await?;
    let found = page.rows.into_iter().find(|row| row.case.platform_case_id.as_str() == name);
    let missing = || CommandError::field(ErrorCode::CaseMissing, "case").with("caseId", name);
    Ok(found.ok_or_else(missing)?.case.case_id)
}

async fn acted(session: &Session, command: &str, request: &impl Serialize) -> Result<(), Failure> {
    let acted: CaseActed = call(&session.desk, command, request).await?;
    print(session.json, &acted, |acted| crate::text::operation(&acted.operation))?;
    acted.error.as_ref().map_or(Ok(()), |error| Err(Failure::Printed(code_of(error))))
}

impl BasisArgs {
    /// The basis named, with what is left out taken from another.
    fn over(self, other: Option<ClaimBasis>) -> Option<ClaimBasis> {
        let kind = self.kind.map(|kind| match kind {
            KindName::Refund => CaseKind::RefundOnly,
            KindName::Return => CaseKind::ReturnAndRefund,
        });
        let goods = self.goods.map(|goods| match goods {
            GoodsName::NotShipped => GoodsState::NotShipped,
            GoodsName::NotReceived => GoodsState::NotReceived,
            GoodsName::Received => GoodsState::Received,
        });
        // Goods that go back are with the buyer.
        let goods = goods.or((kind == Some(CaseKind::ReturnAndRefund)).then_some(GoodsState::Received));
        Some(ClaimBasis {
            kind: kind.or(other.map(|basis| basis.kind)).or(goods.map(|_| CaseKind::RefundOnly))?,
            goods: goods.or(other.map(|basis| basis.goods))?,
        })
    }
}

async fn ask(
    session: &Session,
    account_id: AccountId,
    order_id: OrderId,
    lines: Vec<String>,
    basis: BasisArgs,
    of_case: Option<(CaseId, ClaimBasis)>,
) -> Result<CaseTerms, Failure> {
    let line_ids = lines.into_iter().map(OrderLineId::from).collect();
    let (case_id, now) = of_case.unzip();
    let basis = basis.over(now);
    let request = CaseTermsAsked { account_id, order_id, line_ids, basis, case_id };
    call(&session.desk, "case_terms", &request).await
}

#[allow(clippy::too_many_arguments, reason = "one a word of the command line")]
async fn open(
    session: &Session,
    account_id: AccountId,
    order_id: OrderId,
    lines: Vec<String>,
    basis: BasisArgs,
    typed: ClaimArgs,
    dry_run: bool,
) -> Result<(), Failure> {
    let terms = ask(session, account_id.clone(), order_id.clone(), lines, basis, None).await?;
    let Some(terms) = terms.terms else {
        return Err(CommandError::field(ErrorCode::OrderStateForbids, "order").into());
    };
    let reason =
        typed.reason.clone().ok_or_else(|| CommandError::field(ErrorCode::FieldMissing, "reason"))?;
    let amounts = amounts(&typed.amount, &terms)?;
    let freight = typed.freight.as_deref().map(|typed| yuan("freight", typed)).transpose()?;
    let words = typed.words.clone().unwrap_or_default();
    let evidence = keep(session, &account_id, &order_id, None, &typed.evidence, !dry_run).await?;
    let claim = Claim {
        basis: terms.basis,
        reason_id: reason.into(),
        lines: amounts,
        freight: freight.unwrap_or(Money::ZERO),
        words,
        evidence,
    };
    let request = CaseOpen { account_id, order_id, claim };
    if dry_run {
        let preview: CasePreview = call(&session.desk, "case_preview", &request).await?;
        return print(session.json, &preview, text::preview);
    }
    let opened: CaseOpened = call(&session.desk, "case_open", &request).await?;
    print(session.json, &opened, text::opened)?;
    let failed = opened.opened.iter().find_map(|opened| opened.error.as_ref());
    failed.map_or(Ok(()), |error| Err(Failure::Printed(code_of(error))))
}

async fn modify(
    session: &Session,
    account_id: AccountId,
    case_id: CaseId,
    basis: BasisArgs,
    typed: ClaimArgs,
) -> Result<(), Failure> {
    let case = show(session, &account_id, &case_id, true).await?.case;
    let order_id = case.order_id.clone();
    let order_id = order_id.ok_or_else(|| CommandError::field(ErrorCode::OrderMissing, "case"))?;
    let now = ClaimBasis { kind: case.kind, goods: case.goods };
    let of_case = Some((case_id.clone(), now));
    let terms = ask(session, account_id.clone(), order_id.clone(), vec![], basis, of_case).await?;
    let Some(terms) = terms.terms else {
        return Err(CommandError::field(ErrorCode::OrderStateForbids, "order").into());
    };
    let reason = typed.reason.map(Into::into).or(case.reason_id);
    let amounts = match (typed.amount.is_empty(), case.asked, terms.lines.first()) {
        (true, Some(amount), Some(line)) => vec![LineClaim { line_id: line.line_id.clone(), amount }],
        _ => amounts(&typed.amount, &terms)?,
    };
    let claim = Claim {
        basis: terms.basis,
        reason_id: reason.ok_or_else(|| CommandError::field(ErrorCode::FieldMissing, "reason"))?,
        lines: amounts,
        freight: Money::ZERO,
        words: typed.words.or(case.words).unwrap_or_default(),
        evidence: keep(session, &account_id, &order_id, Some(&case_id), &typed.evidence, true).await?,
    };
    acted(session, "case_modify", &CaseModify { account_id, case_id, claim }).await
}

/// The amounts typed; all that can be asked where none is.
fn amounts(typed: &[String], terms: &ClaimTerms) -> Result<Vec<LineClaim>, Failure> {
    let mut named: Vec<(Option<&str>, Money)> = Vec::with_capacity(typed.len());
    for typed in typed {
        named.push(match typed.split_once('=') {
            Some((line, amount)) => (Some(line), yuan("amount", amount)?),
            None => (None, yuan("amount", typed)?),
        });
    }
    let amounts = terms.lines.iter().map(|line| {
        let of_line = named.iter().find(|(name, _)| name.is_none_or(|name| name == line.line_id.as_str()));
        let amount = of_line.map(|(_, amount)| *amount).or(line.most);
        let missing = || CommandError::field(ErrorCode::FieldMissing, "amount");
        Ok(LineClaim { line_id: line.line_id.clone(), amount: amount.ok_or_else(missing)? })
    });
    amounts.collect()
}

async fn keep_for(
    session: &Session,
    account_id: &AccountId,
    case_id: &CaseId,
    files: &[PathBuf],
) -> Result<Vec<EvidenceId>, Failure> {
    if files.is_empty() {
        return Ok(vec![]);
    }
    let case = show(session, account_id, case_id, false).await?.case;
    let order_id = case.order_id.ok_or_else(|| CommandError::field(ErrorCode::OrderMissing, "case"))?;
    keep(session, account_id, &order_id, Some(case_id), files, true).await
}

/// Keeps files as evidence and uploads those that the platform wants first, telling how far it is.
async fn keep(
    session: &Session,
    account_id: &AccountId,
    order_id: &OrderId,
    case_id: Option<&CaseId>,
    files: &[PathBuf],
    upload: bool,
) -> Result<Vec<EvidenceId>, Failure> {
    let mut kept = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        let request = EvidenceKeep {
            account_id: account_id.clone(),
            order_id: order_id.clone(),
            case_id: case_id.cloned(),
            file_id: session.take(file).await?.file_id,
            link: None,
        };
        let evidence: Evidence = call(&session.desk, "evidence_keep", &request).await?;
        if upload {
            let request =
                EvidenceUpload { account_id: account_id.clone(), evidence_id: evidence.evidence_id.clone() };
            let _: Evidence = call(&session.desk, "evidence_upload", &request).await?;
            eprintln!("evidence {} of {}: {}", at + 1, files.len(), file.display());
        }
        kept.push(evidence.evidence_id);
    }
    Ok(kept)
}
