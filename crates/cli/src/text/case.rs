//! After-sales cases in words.

use pondesk_agent::api::{CaseCarriers, CaseOpened, CasePage, CasePreview, CaseTerms, CaseView};
use pondesk_domain::{CaseStage, CaseStatus, LineBlock};

use super::{lines, maybe_money, money, operation, plain, time};

/// Where a case stands.
pub(super) fn status(status: &CaseStatus) -> String {
    match status.stage {
        CaseStage::Unknown => plain(&status.raw),
        stage => format!("{stage:?}"),
    }
}

/// One line a case: id, whose turn, status, sum, until when, title.
pub(crate) fn cases(page: &CasePage) -> String {
    lines(page.rows.iter().map(|row| {
        let until = row.case.deadline.as_ref().map_or_else(|| "-".to_owned(), |deadline| time(deadline.at));
        format!(
            "{}\t{:?}\t{}\t{}\t{until}\t{}",
            row.case.case_id,
            row.turn,
            status(&row.case.status),
            maybe_money(row.asked),
            plain(row.case.title.as_deref().unwrap_or("-"))
        )
    }))
}

pub(crate) fn case(view: &CaseView) -> String {
    let case = &view.case;
    let text = |text: &Option<String>| plain(text.as_deref().unwrap_or("-"));
    let deadline = case
        .deadline
        .as_ref()
        .map(|deadline| format!("  until {}: then {:?}", time(deadline.at), deadline.then));
    let head = [
        format!("{}\t{:?}\t{}\t{}", case.case_id, view.turn, status(&case.status), text(&case.title)),
        format!("  {:?}, goods {:?}\t{}", case.kind, case.goods, text(&case.reason)),
        format!(
            "  asked {}\tpaid {}\trefunded before {}\trefunded {}",
            maybe_money(case.asked_in_all()),
            maybe_money(view.paid),
            money(view.refunded_before),
            maybe_money(case.refunded)
        ),
    ];
    let refusal = case.refusal.iter().map(|words| format!("  refused: {}", plain(words)));
    let back = case
        .returned
        .iter()
        .map(|back| format!("  sent back: {} {}", text(&back.carrier), text(&back.waybill)));
    let to = case
        .return_to
        .iter()
        .map(|to| format!("  goods go to: {} {} {}", text(&to.receiver), text(&to.phone), text(&to.address)));
    let said = view.messages.iter().map(|message| {
        let at = message.at.map_or_else(|| "-".to_owned(), time);
        let pictures = if message.pictures.is_empty() {
            String::new()
        } else {
            format!("\t{} pictures", message.pictures.len())
        };
        format!("  {at}\t{:?}\t{}{pictures}", message.speaker, plain(&message.words))
    });
    let changes = view.changes.iter().map(|change| {
        format!(
            "  {}\t{}: {} -> {}",
            time(change.seen_at),
            change.field,
            text(&change.old),
            text(&change.new)
        )
    });
    let evidence = view.evidence.iter().map(|evidence| {
        format!(
            "  evidence {}\t{}\tsha256 {}",
            plain(&evidence.file_name),
            time(evidence.kept_at),
            evidence.sha256
        )
    });
    let can = view.actions.iter().map(|action| format!("you can: {action:?}"));
    let elsewhere = view.elsewhere.iter().map(|step| format!("only on the platform's own page: {step:?}"));
    lines(
        head.into_iter()
            .chain(deadline)
            .chain(refusal)
            .chain(to)
            .chain(back)
            .chain(said)
            .chain(changes)
            .chain(evidence)
            .chain(can)
            .chain(elsewhere),
    )
}

pub(crate) fn terms(terms: &CaseTerms) -> String {
    let bases =
        terms.bases.iter().map(|basis| format!("can rest on\t{:?}, goods {:?}", basis.kind, basis.goods));
    let Some(offered) = &terms.terms else {
        return lines(bases.chain(["this order takes no claim now".to_owned()]));
    };
    let reasons = offered.reasons.iter().map(|reason| {
        let needs = if reason.needs_evidence { "\tneeds evidence" } else { "" };
        format!("reason {}\t{}{needs}", reason.reason_id, plain(&reason.words))
    });
    let rows = offered.lines.iter().map(|line| {
        let limits = format!("{} to {}", money(line.least), maybe_money(line.most));
        let blocked = match &line.blocked {
            None => String::new(),
            Some(LineBlock::CaseOpen { case_id }) => format!("\thas case {case_id}"),
            Some(LineBlock::NothingLeft) => "\tall of it came back".to_owned(),
            Some(LineBlock::Refused { said }) => {
                format!("\ttakes none: {}", plain(said.as_deref().unwrap_or("-")))
            }
        };
        format!("line {}\t{limits}\tpaid {}{blocked}", line.line_id, maybe_money(line.paid))
    });
    let now = format!("now: {:?}, goods {:?}", offered.basis.kind, offered.basis.goods);
    lines(bases.chain([now]).chain(reasons).chain(rows))
}

pub(crate) fn preview(preview: &CasePreview) -> String {
    let faults = preview.faults.iter().map(|fault| format!("cannot be sent: {fault:?}"));
    let requests = preview.requests.iter().map(|request| {
        format!("{}\t{}\n{}", request.operation, money(request.amount), plain_lines(&request.request))
    });
    let kept = preview.kept.iter().map(|id| format!("stays on this computer: {id}"));
    lines(requests.chain(kept).chain(faults))
}

fn plain_lines(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

pub(crate) fn opened(opened: &CaseOpened) -> String {
    lines(opened.opened.iter().map(|opened| {
        let case = opened.case_id.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        format!("{case}\t{}", operation(&opened.operation))
    }))
}

pub(crate) fn carriers(carriers: &CaseCarriers) -> String {
    let part = |part: &Option<String>| plain(part.as_deref().unwrap_or("-"));
    let to = carriers
        .return_to
        .iter()
        .map(|to| format!("goods go to: {} {} {}", part(&to.receiver), part(&to.phone), part(&to.address)));
    let rows =
        carriers.carriers.iter().map(|carrier| format!("{}\t{}", plain(&carrier.code), plain(&carrier.name)));
    lines(to.chain(rows))
}
