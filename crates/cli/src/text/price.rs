//! Changes of prices, and other news, in words.

use pondesk_agent::api::{NoticePage, PriceChangePage};
use pondesk_domain::{ChangeSource, Money, Notice, NoticeKind, PriceChange, PriceField};

use super::{lines, maybe_money, money, plain, time};

pub(crate) fn prices(page: &PriceChangePage) -> String {
    let sums = format!("rose {}\tfell {}", money(page.rose), money(page.fell));
    let next = page.next.iter().map(|next| format!("more: --after {next}"));
    lines(page.rows.iter().map(price).chain([sums]).chain(next))
}

/// One line: when, order, what, was, is, what it costs, what had it read, goods.
fn price(change: &PriceChange) -> String {
    let field = match change.field {
        PriceField::Total => "sum",
        PriceField::Goods => "goods",
        PriceField::Freight => "freight",
        PriceField::Discount => "discount",
        PriceField::UnitPrice => "unit price",
    };
    let said = change.message.as_ref().map(|said| format!(" {}, said {}", said.callback_id, time(said.at)));
    [
        time(change.seen_at),
        change.order_id.to_string(),
        field.to_owned(),
        money(change.was),
        money(change.is),
        signed(change.effect),
        format!("{}{}", source(change.source), said.unwrap_or_default()),
        plain(&change.title),
    ]
    .join("\t")
}

pub(crate) fn notices(page: &NoticePage) -> String {
    lines(page.rows.iter().map(notice).chain([format!("unread {}", page.unread)]))
}

fn notice(notice: &Notice) -> String {
    let what = match notice.kind {
        NoticeKind::PriceRose => {
            format!("price rose\t{} -> {}", maybe_money(notice.was), maybe_money(notice.is))
        }
        NoticeKind::PriceFell => {
            format!("price fell\t{} -> {}", maybe_money(notice.was), maybe_money(notice.is))
        }
        NoticeKind::StatusChanged => {
            format!("status\t{}", notice.status.as_ref().map_or_else(|| "-".to_owned(), super::status))
        }
        NoticeKind::AfterSales => {
            let status = notice.after_sales.as_ref();
            format!("after-sales\t{}", status.map_or_else(|| "-".to_owned(), super::case::status))
        }
        NoticeKind::CaseMessage => {
            format!("message\t{}", plain(notice.said.as_deref().unwrap_or("-")))
        }
    };
    let mark = if notice.read { " " } else { "*" };
    format!("{mark} {}\t{}\t{what}\t{}", time(notice.at), notice.order_id, plain(&notice.title))
}

fn signed(amount: Money) -> String {
    let sign = if amount.minor() > 0 { "+" } else { "" };
    format!("{sign}{}", money(amount))
}

fn source(source: ChangeSource) -> &'static str {
    match source {
        ChangeSource::Sync => "sync",
        ChangeSource::Callback => "callback",
        ChangeSource::OwnAction => "own action",
    }
}
