//! Two ways to pay a Taobao order: from the balance, or by a voucher that finance looks at.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::machine::{self, Status};
use super::order::TaobaoOrder;
use crate::catalogue::Platform;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::vouchers::{MOST_VOUCHER_BYTES, MOST_VOUCHERS, Voucher};

/// Upstream's limit of one call.
const MOST_ORDERS: usize = 10;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PayOrders {
    purchase_order_id_list: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UploadVoucher {
    order_id: String,
    voucher_urls: Vec<String>,
    #[serde(default)]
    remark: String,
}

pub(super) fn pay(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: PayOrders = asked.body()?;
    let ids = &request.purchase_order_id_list;
    if ids.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "purchaseOrderIdList is empty"));
    }
    if ids.len() > MOST_ORDERS {
        return Err(Refusal::new(Code::TooMany, format_args!("{} orders, at most {MOST_ORDERS}", ids.len())));
    }
    market.books(|books| {
        let (mut paid, mut failed, mut first_refusal) = (Vec::new(), Vec::new(), None);
        for id in ids {
            match pay_one(books, id) {
                Ok(()) => paid.push(id),
                Err(refusal) if refusal.status == 200 => {
                    failed.push(id);
                    first_refusal.get_or_insert(refusal);
                }
                Err(broken) => return Err(broken),
            }
        }
        match first_refusal {
            // The lists tell no reason: where nothing was paid, the envelope can.
            Some(refusal) if paid.is_empty() => Err(refusal),
            _ => Ok(json!({ "successPurchaseOrderIds": paid, "failurePurchaseOrderIds": failed })),
        }
    })
}

/// Refuses before it changes anything, so that the other orders of the call can go on.
fn pay_one(books: &Books<'_>, purchase_order_id: &str) -> Result<(), Refusal> {
    let mut order: TaobaoOrder = books.order_by_second_id(purchase_order_id)?;
    if order.status != Status::WaitBuyerPay {
        let detail =
            format!("order {} is in status {}, only 0 can be paid", order.order_id, order.status as i64);
        return Err(Refusal::new(Code::StateForbids, detail));
    }
    books.pay(Platform::Taobao, &order.order_id, order.total_fen())?;
    order.paid_from_balance = true;
    order.paid_ms = Some(books.now_ms);
    machine::step(books, &mut order, Status::WaitFinancePay)
}

pub(super) fn upload_voucher(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: UploadVoucher = asked.body()?;
    if request.voucher_urls.is_empty() {
        return Err(Refusal::new(Code::BadParameter, "voucherUrls is empty"));
    }
    if request.voucher_urls.len() > MOST_VOUCHERS {
        return Err(Refusal::new(
            Code::TooMany,
            format_args!("{} vouchers, at most {MOST_VOUCHERS}", request.voucher_urls.len()),
        ));
    }
    let vouchers =
        request.voucher_urls.iter().map(|text| read_voucher(text)).collect::<Result<Vec<_>, _>>()?;
    market.books(|books| {
        let mut order: TaobaoOrder = books.order(&request.order_id)?;
        machine::step(books, &mut order, Status::VoucherSent)?;
        for voucher in &vouchers {
            books.keep_voucher(&order.order_id, voucher, &request.remark)?;
        }
        Ok(json!(true))
    })
}

/// A voucher travels as the address of a picture, or as the file itself in base64.
fn read_voucher(text: &str) -> Result<Voucher, Refusal> {
    let text = text.trim();
    if let Ok(url) = Url::parse(text) {
        return match url.scheme() {
            "http" | "https" if url.host_str().is_some_and(|host| !host.is_empty()) => {
                Ok(Voucher::Url(text.to_owned()))
            }
            scheme => Err(Refusal::new(
                Code::BadVoucher,
                format_args!("an address must be http or https, not {scheme}"),
            )),
        };
    }
    let bytes = STANDARD.decode(text).map_err(|error| {
        Refusal::new(Code::BadVoucher, format_args!("neither an address nor base64: {error}"))
    })?;
    if bytes.len() > MOST_VOUCHER_BYTES {
        return Err(Refusal::new(
            Code::BadVoucher,
            format_args!("{} bytes, at most {MOST_VOUCHER_BYTES}", bytes.len()),
        ));
    }
    let mime =
        voucher_type(&bytes).ok_or_else(|| Refusal::new(Code::BadVoucher, "the file is of another type"))?;
    Ok(Voucher::File(mime, bytes))
}

fn voucher_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("application/pdf");
    }
    match image::guess_format(bytes).ok()? {
        image::ImageFormat::Jpeg => Some("image/jpeg"),
        image::ImageFormat::Png => Some("image/png"),
        image::ImageFormat::WebP => Some("image/webp"),
        _ => None,
    }
}
