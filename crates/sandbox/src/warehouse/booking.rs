//! International orders: booked on a freight preview, then told which domestic parcels will come.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{ForeignAddress, FreightInfo, find_goods};
use crate::alibaba::machine::Status as AlibabaStatus;
use crate::alibaba::order::AlibabaOrder;
use crate::catalogue::Platform;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::Books;
use crate::state::international::{
    DomesticParcel, FreightPreview, InternationalLine, InternationalOrder, PreviewedItem,
};
use crate::state::orders::random_digits;
use crate::taobao::machine::Status as TaobaoStatus;
use crate::taobao::order::TaobaoOrder;

/// How long a preview holds, ms of the sandbox's clock.
const PREVIEW_HOLDS: i64 = 24 * 3_600_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Booking {
    render_id: Option<String>,
    receiver_address: Option<ForeignAddress>,
    line_items: Option<Vec<LineItem>>,
    #[serde(default)]
    tmall_order_info: TmallOrderInfo,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct TmallOrderInfo {
    tmall_order_id: Option<String>,
    remark: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct LineItem {
    item_id: Option<String>,
    sku_id: Option<String>,
    quantity: Option<i64>,
    freight_info: FreightInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DomesticUpdate {
    order_id: Option<String>,
    tmall_order_id: Option<String>,
    logistic_infos: Option<Vec<LogisticInfo>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct LogisticInfo {
    line_item: LineItem,
    logistic_numer: Option<String>,
    domestic_logistic_info: Option<Vec<ParcelInput>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ParcelInput {
    logistic_numer: String,
    logistic_company_name: String,
    rts_time: String,
}

/// Books what was previewed, for an order of the account that has these goods.
pub(super) fn create(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Booking = asked.body()?;
    let stale = |why: &str| Refusal::new(Code::WrongFreightPreview, why);
    market.books(|books| {
        let id = request.render_id.as_deref().map(str::trim).unwrap_or_default();
        let mut preview =
            books.freight_preview(id)?.ok_or_else(|| stale(&format!("no preview has renderId {id:?}")))?;
        if preview.booked {
            return Err(stale(&format!("renderId {id} is booked already")));
        }
        if books.moment_ms.get() - preview.made_moment_ms > PREVIEW_HOLDS {
            return Err(stale(&format!("renderId {id} is older than 24 hours")));
        }
        if request.receiver_address.as_ref().is_some_and(|given| *given != preview.address) {
            return Err(stale("receiverAddress is not the preview's"));
        }
        if let Some(lines) = &request.line_items {
            check_lines(books, lines, &preview)?;
        }
        let purchase = request.tmall_order_info.tmall_order_id.as_deref().unwrap_or_default();
        check_purchase(books, purchase, &preview.items)?;

        let order = InternationalOrder {
            order_id: books.new_international_id()?,
            render_id: preview.render_id.clone(),
            purchase_order_id: purchase.to_owned(),
            remark: request.tmall_order_info.remark.clone(),
            address: preview.address.clone(),
            freight_fen: preview.freight_fen,
            created_ms: books.now_ms,
            lines: preview
                .items
                .iter()
                .map(|item| InternationalLine {
                    item: item.clone(),
                    number: new_international_number(books),
                    parcels: Vec::new(),
                })
                .collect(),
        };
        preview.booked = true;
        books.keep_freight_preview(&preview)?;
        books.keep_international_order(&order)?;
        let lines: Vec<Value> = order
            .lines
            .iter()
            .map(|line| {
                json!({
                    "itemId": line.item.offer_id.to_string(),
                    "skuId": line.item.sku_id.to_string(),
                    "logisticNumer": line.number,
                })
            })
            .collect();
        Ok(json!({ "orderId": order.order_id, "lineItems": lines }))
    })
}

/// The lines must be those of the preview, in any order.
fn check_lines(books: &Books<'_>, lines: &[LineItem], preview: &FreightPreview) -> Result<(), Refusal> {
    let mut left: Vec<&PreviewedItem> = preview.items.iter().collect();
    for line in lines {
        let (item, sku) = (line.item_id.as_deref(), line.sku_id.as_deref());
        let (offer, sku) = find_goods(books, item.unwrap_or_default(), sku.unwrap_or_default())?;
        let at = left.iter().position(|item| {
            item.is(offer, sku)
                && Some(i64::from(item.quantity)) == line.quantity
                && item.service_id == line.freight_info.service_id
        });
        let at = at.ok_or_else(|| {
            let detail = format!("skuId {} with this quantity and service was not previewed", sku.id);
            Refusal::new(Code::WrongFreightPreview, detail)
        })?;
        left.swap_remove(at);
    }
    match left.first() {
        Some(missing) => Err(Refusal::new(
            Code::WrongFreightPreview,
            format_args!("lineItems lack skuId {}", missing.sku_id),
        )),
        None => Ok(()),
    }
}

/// The purchase must be the account's, paid, and have the goods.
fn check_purchase(books: &Books<'_>, id: &str, items: &[PreviewedItem]) -> Result<(), Refusal> {
    let bought: Vec<(Platform, u64, u32)> =
        if let Ok(order) = books.order::<TaobaoOrder>(id).or_else(|_| books.order_by_second_id(id)) {
            if !matches!(
                order.status,
                TaobaoStatus::WaitFinancePay | TaobaoStatus::WaitSellerSend | TaobaoStatus::Shipped
            ) {
                let detail = format!("order {id} is in status {}, it must be paid", order.status as i64);
                return Err(Refusal::new(Code::StateForbids, detail));
            }
            let open = order.lines.iter().filter(|line| !line.closed);
            open.map(|line| (Platform::Taobao, line.sku_id, line.quantity)).collect()
        } else {
            let order: AlibabaOrder = books.order(id)?;
            if matches!(order.status, AlibabaStatus::WaitBuyerPay | AlibabaStatus::Cancel) {
                let detail = format!("order {id} is {}, it must be paid", order.status.word());
                return Err(Refusal::new(Code::StateForbids, detail));
            }
            order.lines.iter().map(|line| (Platform::Alibaba1688, line.sku_id, line.quantity)).collect()
        };
    for item in items {
        let has = bought
            .iter()
            .filter(|(platform, sku_id, _)| item.platform.is(*platform) && *sku_id == item.sku_id)
            .map(|(_, _, quantity)| quantity)
            .sum::<u32>();
        if has < item.quantity {
            let detail = format!("order {id} has {has} of skuId {}, not {}", item.sku_id, item.quantity);
            return Err(Refusal::new(Code::WrongPair, detail));
        }
    }
    Ok(())
}

/// Notes which domestic parcels bring the goods of an international order's lines.
pub(super) fn update_domestic(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: DomesticUpdate = asked.body()?;
    let infos = request.logistic_infos.unwrap_or_default();
    market.books(|books| {
        let id = request.order_id.as_deref().map(str::trim).unwrap_or_default();
        let mut order = books
            .international_order(id)?
            .ok_or_else(|| Refusal::new(Code::NoSuchInternationalOrder, format_args!("orderId {id:?}")))?;
        if let Some(other) =
            request.tmall_order_id.as_deref().filter(|other| *other != order.purchase_order_id)
        {
            return Err(Refusal::new(
                Code::WrongPair,
                format_args!("tmallOrderId {other} is not of order {id}"),
            ));
        }
        if infos.is_empty() {
            return Err(Refusal::new(Code::BadParcel, "logisticInfos is empty"));
        }
        for info in &infos {
            let (item, sku) = (info.line_item.item_id.as_deref(), info.line_item.sku_id.as_deref());
            let (offer, sku) = find_goods(books, item.unwrap_or_default(), sku.unwrap_or_default())?;
            let line = order.lines.iter_mut().find(|line| line.item.is(offer, sku));
            let line = line.ok_or_else(|| {
                Refusal::new(Code::WrongPair, format_args!("order {id} has no line of skuId {}", sku.id))
            })?;
            if let Some(other) = info.logistic_numer.as_deref().filter(|other| *other != line.number) {
                let detail =
                    format!("logisticNumer {other}: the line of skuId {} has {}", sku.id, line.number);
                return Err(Refusal::new(Code::WrongPair, detail));
            }
            let parcels = info.domestic_logistic_info.as_deref().unwrap_or_default();
            line.parcels = parcels.iter().map(read_parcel).collect::<Result<_, _>>()?;
        }
        books.keep_international_order(&order)?;
        Ok(json!(true))
    })
}

fn read_parcel(input: &ParcelInput) -> Result<DomesticParcel, Refusal> {
    let refuse = |why: &str| Err(Refusal::new(Code::BadParcel, why));
    if input.logistic_numer.trim().is_empty() {
        return refuse("logisticNumer of a parcel is missing");
    }
    if input.logistic_company_name.trim().is_empty() {
        return refuse("logisticCompanyName is missing");
    }
    let Ok(handed_over_s) = input.rts_time.trim().parse() else {
        return refuse("rtsTime: Unix seconds are wanted, as text");
    };
    Ok(DomesticParcel {
        waybill: input.logistic_numer.trim().to_owned(),
        carrier: input.logistic_company_name.trim().to_owned(),
        handed_over_s,
    })
}

/// A number that a line's goods travel abroad under: FARJP, year and month, a number, two letters.
fn new_international_number(books: &Books<'_>) -> String {
    let day = crate::wire::beijing_time(books.now_ms).replace('-', "");
    let letter = |digit: u8| char::from(b'A' + (digit - b'0') * 2);
    let letters: String = random_digits(2).bytes().map(letter).collect();
    format!("FARJP{}{}{letters}", day.get(2..6).unwrap_or_default(), random_digits(6))
}
