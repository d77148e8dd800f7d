//! Looking claims up: one, or a page of them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{CURRENCY, DISTRIBUTOR_ID, ReverseCase};
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::refusal::Refusal;
use crate::taobao::order::TaobaoOrder;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    refund_id: Option<String>,
    purchase_order_id: Option<String>,
    sales_order_id: Option<String>,
    refund_status: Option<i64>,
    refund_start_time: Option<i64>,
    refund_end_time: Option<i64>,
    page_no: i64,
    page_size: i64,
}

impl List {
    fn fits(&self, case: &ReverseCase, order: &TaobaoOrder) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted.is_empty() || wanted == value)
        };
        is(&self.refund_id, &case.refund_id)
            && is(&self.purchase_order_id, &order.purchase_order_id)
            && is(&self.sales_order_id, &order.sales_order_id)
            && self.refund_status.is_none_or(|status| status == i64::from(case.status))
            && self.refund_start_time.is_none_or(|from| case.created_ms >= from)
            && self.refund_end_time.is_none_or(|to| case.created_ms <= to)
    }
}

pub(super) fn list(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: List = asked.body()?;
    let page = Page::asked(Some(request.page_no), Some(request.page_size))?;
    market.books(|books| {
        let mut found = Vec::new();
        for case in books.cases::<ReverseCase>(None)? {
            let order: TaobaoOrder = books.order(&case.order_id)?;
            if request.fits(&case, &order) {
                found.push((case, order));
            }
        }
        let total = found.len();
        let rows = page
            .of(found)
            .iter()
            .map(|(case, order)| case.aggregate(books, order))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(json!({
            "total": total,
            "pageNo": page.number,
            "pageSize": page.size,
            "distributorId": DISTRIBUTOR_ID,
            "currency": CURRENCY,
            "refundOrderAggregates": rows,
        }))
    })
}

pub(super) fn query(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let refund_id = asked.parameter("refundId").unwrap_or_default();
    market.books(|books| {
        let (case, order) = ReverseCase::with_order(books, refund_id)?;
        Ok(json!({
            "distributorId": DISTRIBUTOR_ID,
            "currency": CURRENCY,
            "refundOrderAggregate": case.aggregate(books, &order)?,
        }))
    })
}
