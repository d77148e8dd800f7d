//! Sending goods back: which carriers and where to, then the waybill.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{Parcel, ReverseCase, Role, address_wire, return_address};
use super::claim::result_wire;
use super::machine::{self, Status};
use crate::after_sales::moves::Mover;
use crate::after_sales::return_carrier;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::parcel::carriers::CARRIERS;
use crate::refusal::{Code, Refusal};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submit {
    refund_id: String,
    logistics_company_code: String,
    logistics_company_name: Option<String>,
    logistics_no: String,
    buyer_phone: Option<String>,
    return_goods_desc: Option<String>,
}

pub(super) fn render(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let refund_id = asked.parameter("refundId").unwrap_or_default();
    market.books(|books| {
        let (case, order) = ReverseCase::with_order(books, refund_id)?;
        machine::allow(&case, case.status == Status::Agreed, "only in 20 goods are sent back")?;
        let carriers: Vec<Value> = CARRIERS
            .iter()
            .map(|carrier| {
                json!({ "logisticsCompanyCode": carrier.code, "logisticsCompanyName": carrier.name_zh })
            })
            .collect();
        let address = return_address(books, &order, case.line_at(&order)?);
        Ok(json!({
            "refundId": case.refund_id,
            "logisticsCompanyList": carriers,
            "receiverAddress": address_wire(address.as_ref()),
        }))
    })
}

pub(super) fn submit(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Submit = asked.body()?;
    market.books(|books| {
        let (mut case, mut order) = ReverseCase::with_order(books, &request.refund_id)?;
        machine::allow(&case, case.status == Status::Agreed, "only in 20 goods are sent back")?;
        let code = &request.logistics_company_code;
        let waybill = request.logistics_no.trim();
        let carrier = return_carrier(code, waybill, Code::UnknownCarrier, Code::BadWaybill)?;
        let named = request.logistics_company_name.as_deref().filter(|name| !name.is_empty());
        if let Some(name) = named.filter(|name| *name != carrier.name_zh) {
            let detail = format!("{code} is {}, not {name}", carrier.name_zh);
            return Err(Refusal::new(Code::UnknownCarrier, detail));
        }
        case.parcel = Some(Parcel {
            carrier_code: carrier.code.to_owned(),
            carrier_name: carrier.name_zh.to_owned(),
            waybill: waybill.to_owned(),
            phone: request.buyer_phone.clone().unwrap_or_default(),
            note: request.return_goods_desc.clone().unwrap_or_default(),
        });
        case.say(books, Role::Buyer, &format!("已退货 {} {waybill}", carrier.name_zh), Vec::new());
        machine::step(books, &mut case, &mut order, Status::Returned, Mover::Buyer)?;
        result_wire(books, &case, &order)
    })
}
