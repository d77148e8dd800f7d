//! What may be claimed: Taobao renders it line by line; on 1688 the platform has the reasons and this desk the sums.

use pandapon::{Client, VoucherTransport, alibaba1688, taobao};
use pondesk_domain::{
    AfterSalesCase, CaseId, ChangeSource, ClaimBasis, ClaimReason, ClaimTerms, EvidenceLimits, LineBlock,
    LineTerms, Money, Order, OrderLine, OrderLineId, Platform, freight_left, refunded_before,
};

use super::{reading, row};
use crate::api::*;
use crate::desk::Desk;
use crate::errors::is_about_the_way;
use crate::orders;
use crate::translate::{alibaba1688 as of_1688, taobao as of_taobao};

/// What may be claimed for lines of an order, or changed on a case, by a fresh read of both.
///
/// # Errors
/// [`ErrorCode::OrderMissing`], [`ErrorCode::CaseMissing`]; those of the calls and of the store.
pub async fn ask(desk: &Desk, request: CaseTermsAsked) -> CommandResult<CaseTerms> {
    let CaseTermsAsked { account_id, order_id, line_ids, basis, case_id } = request;
    let kept = orders::reading::kept(desk, &account_id, &order_id).await?.order;
    let client = desk.client(&account_id).await?;
    let ground = Ground::read(desk, &client, &kept, case_id).await?;
    let (id, of_order) = (account_id.clone(), order_id.clone());
    let story = desk.store().run(move |store| {
        Ok((store.cases_of_order(&id, &of_order)?, store.evidence_of(&id, &of_order, None)?))
    });
    let (cases, evidence) = story.await?;
    let bases = ground.bases();
    let basis = basis.filter(|basis| bases.contains(basis)).or_else(|| bases.first().copied());
    let terms = match basis {
        Some(basis) => Some(ground.terms(&client, &line_ids, basis).await?),
        None => None,
    };
    Ok(CaseTerms {
        bases,
        terms,
        cases: cases.into_iter().map(row).collect(),
        evidence: evidence.into_iter().filter(|evidence| evidence.case_id.is_none()).collect(),
    })
}

/// What a claim stands on, freshly read.
pub(super) struct Ground {
    /// The order.
    pub(super) order: Order,
    /// Its cases.
    pub(super) cases: Vec<AfterSalesCase>,
    /// The case that is changed, when one is.
    pub(super) changed: Option<AfterSalesCase>,
}

impl Ground {
    /// Reads an order and its cases.
    ///
    /// # Errors
    /// [`ErrorCode::CaseMissing`]; those of the calls and of the store.
    pub(super) async fn read(
        desk: &Desk,
        client: &Client,
        kept: &Order,
        changed: Option<CaseId>,
    ) -> CommandResult<Self> {
        let (id, source) = (&kept.platform_order_id, ChangeSource::Sync);
        let order =
            orders::reading::read_and_keep(desk, client, &kept.account_id, kept.platform, id, source).await?;
        // What only other reads tell stays.
        let order = Order {
            purchase_order_id: order.purchase_order_id.or_else(|| kept.purchase_order_id.clone()),
            ..order
        };
        let cases = reading::of_order(desk, client, &order, source).await?;
        let changed = match changed {
            Some(case_id) => Some(reading::kept(desk, &order.account_id, &case_id).await?.case),
            None => None,
        };
        Ok(Self { order, cases, changed })
    }

    /// What a claim may rest on now.
    pub(super) fn bases(&self) -> Vec<ClaimBasis> {
        ClaimBasis::offered(self.order.platform, self.order.status.stage)
    }

    /// The terms for these lines, or for all when none is named.
    ///
    /// # Errors
    /// Those of the calls. A line that the platform refuses is blocked and no error.
    pub(super) async fn terms(
        &self,
        client: &Client,
        line_ids: &[OrderLineId],
        basis: ClaimBasis,
    ) -> CommandResult<ClaimTerms> {
        let platform = self.order.platform;
        let of_case = self.changed.iter().flat_map(|case| &case.line_ids).cloned().collect::<Vec<_>>();
        let wanted: &[OrderLineId] = if self.changed.is_some() { &of_case } else { line_ids };
        let lines: Vec<&OrderLine> = self
            .order
            .lines
            .iter()
            .filter(|line| wanted.is_empty() || wanted.contains(&line.line_id))
            .collect();
        let mut evidence = EvidenceLimits::of(platform);
        evidence.by_link =
            !evidence.uploaded && client.connection().voucher_transport() == VoucherTransport::Url;
        let (lines, reasons, most_freight) = match platform {
            Platform::Taobao => {
                let (lines, reasons) = self.rendered(client, &lines, basis).await?;
                (lines, reasons, Money::ZERO)
            }
            Platform::Alibaba1688 => {
                let (lines, reasons) = self.listed(client, &lines, basis).await?;
                (lines, reasons, freight_left(self.order.freight, &self.cases))
            }
        };
        let words = ClaimTerms::words_of(platform);
        Ok(ClaimTerms { basis, reasons, lines, most_freight, words, evidence })
    }

    /// Taobao: one call a line; a reason counts when all lines that take a claim have it.
    async fn rendered(
        &self,
        client: &Client,
        lines: &[&OrderLine],
        basis: ClaimBasis,
    ) -> CommandResult<(Vec<LineTerms>, Vec<ClaimReason>)> {
        let (refund_type, goods_status) = of_taobao::case::wire_basis(basis);
        let of_case = self.changed.as_ref().map(|case| &case.platform_case_id);
        let (mut rendered, mut common) = (Vec::with_capacity(lines.len()), None::<Vec<ClaimReason>>);
        for line in lines {
            let ask = taobao::RenderReverseOrder {
                sub_order_id: line.line_id.as_str().into(),
                refund_type: refund_type.clone(),
                goods_status: goods_status.clone(),
            };
            let (mut terms, reasons) = match client.taobao().render_reverse_order(&ask).await {
                Ok(answer) => of_taobao::case::terms(line.line_id.clone(), line.sum, &answer.data, of_case),
                Err(error) => (self.refused(line, basis, error.into())?, Vec::new()),
            };
            if let Some(case) = self.open_case(&line.line_id) {
                terms.blocked = Some(LineBlock::CaseOpen { case_id: case.case_id.clone() });
            }
            if terms.blocked.is_none() {
                let both = match common.take() {
                    None => reasons,
                    Some(before) => before.into_iter().filter(|reason| reasons.contains(reason)).collect(),
                };
                common = Some(both);
            }
            rendered.push(terms);
        }
        let mut reasons = common.unwrap_or_default();
        if let Some(case) = &self.changed {
            unblock_own(case, &mut rendered, &mut reasons);
        }
        Ok((rendered, reasons))
    }

    /// 1688: reasons in one call; sums from what was paid and what came back.
    async fn listed(
        &self,
        client: &Client,
        lines: &[&OrderLine],
        basis: ClaimBasis,
    ) -> CommandResult<(Vec<LineTerms>, Vec<ClaimReason>)> {
        let before = refunded_before(&self.order.lines, &self.cases);
        let mut terms: Vec<LineTerms> = lines
            .iter()
            .map(|line| {
                let refunded = before.get(&line.line_id).copied().unwrap_or(Money::ZERO);
                let open = self.open_case(&line.line_id).map(|case| case.case_id.clone());
                LineTerms::of_paid(line.line_id.clone(), line.sum, refunded, basis, open)
            })
            .collect();
        let free = terms.iter().filter(|line| line.blocked.is_none());
        let ids: Vec<_> = free.map(|line| alibaba1688::LineId::new(line.line_id.as_str())).collect();
        if ids.is_empty() {
            return Ok((terms, Vec::new()));
        }
        let order_id = alibaba1688::OrderId::new(self.order.platform_order_id.as_str());
        let goods = of_1688::case::wire_goods(basis, self.order.status.stage);
        let ask = alibaba1688::ListRefundReasons::new(order_id, ids, goods);
        match client.alibaba1688().refund_reasons(&ask).await {
            Ok(answer) => Ok((terms, answer.data.reasons.iter().filter_map(of_1688::case::reason).collect())),
            Err(error) => {
                let error = business_refusal(error.into())?;
                for line in terms.iter_mut().filter(|line| line.blocked.is_none()) {
                    line.blocked = Some(LineBlock::Refused { said: error.said.clone() });
                }
                Ok((terms, Vec::new()))
            }
        }
    }

    /// The terms of a line that the platform refuses to render.
    fn refused(&self, line: &OrderLine, basis: ClaimBasis, error: CommandError) -> CommandResult<LineTerms> {
        let error = business_refusal(error)?;
        let mut terms = LineTerms::of_paid(line.line_id.clone(), line.sum, Money::ZERO, basis, None);
        terms.blocked = Some(LineBlock::Refused { said: error.said });
        Ok(terms)
    }

    /// A case that goes on for a line, other than the one that is changed.
    fn open_case(&self, line_id: &OrderLineId) -> Option<&AfterSalesCase> {
        self.cases.iter().find(|case| {
            case.status.stage.is_open()
                && case.line_ids.contains(line_id)
                && self.changed.as_ref().is_none_or(|changed| changed.case_id != case.case_id)
        })
    }
}

/// Whether an error says something of the claim: then it is shown at the line. Any other goes on.
fn business_refusal(error: CommandError) -> CommandResult<CommandError> {
    if is_about_the_way(&error) || error.code != ErrorCode::Refused { Err(error) } else { Ok(error) }
}

/// A platform that renders nothing for a line because of the very case that is changed: what the case asks now can be asked
/// again, and the platform decides on the rest.
fn unblock_own(case: &AfterSalesCase, lines: &mut [LineTerms], reasons: &mut Vec<ClaimReason>) {
    for line in lines.iter_mut().filter(|line| case.line_ids.contains(&line.line_id)) {
        if matches!(line.blocked, Some(LineBlock::Refused { .. })) {
            let most = line.paid.or(case.asked);
            *line =
                LineTerms { blocked: None, least: Money::fen(1), most, whole_only: false, ..line.clone() };
        }
    }
    let known = case.reason_id.as_ref();
    if let Some(reason_id) = known.filter(|id| reasons.iter().all(|reason| reason.reason_id != **id))
        && reasons.is_empty()
    {
        reasons.push(ClaimReason {
            reason_id: reason_id.clone(),
            words: case.reason.clone().unwrap_or_default(),
            tip: None,
            needs_evidence: false,
            refunds_freight: false,
        });
    }
}
