//! One order as a page to print.

use std::sync::OnceLock;

use jiff::tz::TimeZone;
use pondesk_paper::{Fonts, KeptOrder};

use super::{Paper, cannot_write};
use crate::api::*;
use crate::desk::Desk;
use crate::pictures::in_background;

/// Looked for once: a computer has hundreds.
static FONTS: OnceLock<Fonts> = OnceLock::new();

/// Makes the page of an order, as it was last read.
///
/// # Errors
/// [`ErrorCode::OrderMissing`]; [`ErrorCode::NoFont`]; [`ErrorCode::PaperNotWritten`], [`ErrorCode::DiskFull`].
pub(crate) async fn order_sheet(desk: &Desk, request: OrderSheet) -> CommandResult<PaperView> {
    let OrderSheet { account_id, order_id, language } = request;
    let kept = crate::orders::reading::kept(desk, &account_id, &order_id).await?;
    let beside = desk
        .store()
        .run(move |store| Ok((store.account(&account_id)?, store.own_data(&account_id, &order_id)?)));
    let (account, own) = beside.await?;
    let account = account.map(|account| account.name).unwrap_or_default();
    let file_name = match language {
        Language::En => format!("order-{}.pdf", kept.order.platform_order_id),
        Language::Zh => format!("订单-{}.pdf", kept.order.platform_order_id),
    };
    let paper = Paper::begin(desk, plain(&file_name), Some(1)).await?;
    let (now, path) = (desk.now(), paper.path.clone());
    let made = in_background(move || {
        let kept = KeptOrder {
            order: &kept.order,
            account: &account,
            was_total: kept.was_total,
            read_at: kept.read_at,
            note: None,
            tags: &[],
            client: own.client.as_deref(),
        };
        let zone = TimeZone::system();
        let sheet = pondesk_paper::order_sheet(&kept, language.into(), fonts(), &zone, now)?;
        std::fs::write(path, sheet.pdf).map_err(|source| cannot_write(&source))?;
        Ok(sheet.unwritten)
    });
    match made.await.and_then(|made| made) {
        Ok(unwritten) => {
            paper.unwritten.set(unwritten).ok();
            paper.written.store(1, std::sync::atomic::Ordering::Relaxed);
            paper.end(Ok(()));
            Ok(paper.view())
        }
        Err(error) => {
            paper.end(Err(error.clone()));
            Err(error)
        }
    }
}

/// The fonts of this computer.
pub(super) fn fonts() -> &'static Fonts {
    FONTS.get_or_init(Fonts::of_this_computer)
}

/// A name without what no folder takes: the platform says what an order's id is.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '-'
            } else {
                c
            }
        })
        .collect()
}
