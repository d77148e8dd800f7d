//! Sending goods back: the carriers, then the waybill.

use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::vouchers;
use super::case::{Parcel, RefundCase};
use super::machine::{self, Deed, Status};
use crate::after_sales::moves::Mover;
use crate::after_sales::return_carrier;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::parcel::carriers::CARRIERS;
use crate::refusal::{Code, Refusal};
use crate::wire::compact_time;

/// Upstream's limits.
const NOTE_CHARS: std::ops::RangeInclusive<usize> = 2..=200;
const MOST_VOUCHERS: usize = 10;
/// When the carriers' rows were made and last changed, epoch ms.
const LISTED_MS: i64 = 1_388_534_400_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submit {
    refund_id: String,
    logistics_company_no: String,
    freight_bill: String,
    description: Option<String>,
    vouchers: Option<Vec<String>>,
}

pub(super) fn carriers(_: &Market, _: &Asked) -> Result<Value, Refusal> {
    Ok(CARRIERS
        .iter()
        .map(|carrier| {
            json!({
                "id": carrier.id,
                "companyName": carrier.name_zh,
                "companyNo": carrier.code,
                "companyPhone": carrier.phone,
                "supportPrint": true,
                "spelling": carrier.spelling,
                "gmtCreate": compact_time(LISTED_MS),
                "gmtModified": compact_time(LISTED_MS),
            })
        })
        .collect())
}

pub(super) fn submit(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Submit = asked.body()?;
    market.books(|books| {
        let (mut case, mut order) = RefundCase::with_order(books, &request.refund_id)?;
        machine::allow(&case, case.status == Status::WaitBuyerSend, "only in waitbuyersend goods are sent")?;
        let (code, waybill) = (request.logistics_company_no.trim(), request.freight_bill.trim());
        if code.is_empty() || waybill.is_empty() {
            return Err(Refusal::new(Code::ReturnCarrier, "logisticsCompanyNo and freightBill"));
        }
        let carrier = return_carrier(code, waybill, Code::ReturnCarrier, Code::ReturnWaybill)?;
        let note = request.description.as_deref().unwrap_or_default().trim();
        if !note.is_empty() && !NOTE_CHARS.contains(&note.chars().count()) {
            return Err(Refusal::new(Code::RefundDescription, format_args!("{NOTE_CHARS:?} characters")));
        }
        case.parcel = Some(Parcel {
            carrier_name: carrier.name_zh.to_owned(),
            waybill: waybill.to_owned(),
            note: note.to_owned(),
            vouchers: vouchers(books, request.vouchers.as_deref(), MOST_VOUCHERS, Code::ReturnVouchers)?,
        });
        let deed = Deed::of("buyer", "BUYER_SEND_GOODS");
        machine::step(books, &mut case, &mut order, Status::WaitSellerReceive, Mover::Buyer, deed)?;
        Ok(json!({ "success": true, "errorInfo": "", "errorCode": "" }))
    })
}
