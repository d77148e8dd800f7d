//! The preview of a 1688 order: sums in fen, line amounts in yuan.

use serde_json::{Value, json};

use super::cargo::objection;
use crate::catalogue::name_id;
use crate::pricing::{PricedLine, Province, Wanted, quote};
use crate::refusal::Refusal;
use crate::state::Books;
use crate::wire;

/// The only order flow there is.
pub(super) const FLOW: &str = "general";
/// The only trade mode that orders can be made with over the API.
pub(crate) const TRADE_TYPE: &str = "fxassure";

/// Previews the lines of one seller. What cannot be ordered is told per line; the answer itself stays a success.
pub(super) fn preview(books: &Books<'_>, lines: &[Wanted<'_>], to: Province) -> Result<Value, Refusal> {
    let quote = quote(books, lines, to)?;
    let mut cargo = Vec::with_capacity(lines.len());
    let mut first_objection: Option<Refusal> = None;
    for (wanted, priced) in lines.iter().zip(&quote.lines) {
        let objection = objection(books, wanted, lines)?;
        cargo.push(line_wire(priced, objection.as_ref()));
        if first_objection.is_none() {
            first_objection = objection;
        }
    }
    let fine = first_objection.is_none();
    let code = first_objection.as_ref().map(|refusal| upstream_code(refusal.code));
    let message = first_objection.as_ref().map(|refusal| refusal.msg.as_str());
    let group = json!({
        "discountFee": 0,
        "tradeModeNameList": if fine { vec![TRADE_TYPE] } else { Vec::new() },
        "status": fine,
        "taoSampleSinglePromotion": true,
        "sumPayment": quote.total_fen(),
        "message": message,
        "sumCarriage": quote.freight_fen,
        "resultCode": code.as_deref().unwrap_or("200"),
        "sumPaymentNoCarriage": quote.goods_fen(),
        "additionalFee": 0,
        "flowFlag": FLOW,
        "cargoList": cargo,
        "shopPromotionList": [],
        "tradeModelList": [
            { "name": "交易担保", "description": "支付宝担保交易", "tradeType": TRADE_TYPE, "opSupport": true },
            { "name": "账期交易", "description": "须在页面下单", "tradeType": "period", "opSupport": false },
        ],
    });
    Ok(json!({
        "orderPreviewResuslt": [group],
        "success": fine,
        "errorCode": code,
        "errorMsg": message,
        "postFeeByDescOfferList": null,
        "consignOfferList": null,
        "unsupportedCrossBorderPayOfferList": [],
    }))
}

fn line_wire(line: &PricedLine<'_>, objection: Option<&Refusal>) -> Value {
    json!({
        "amount": wire::yuan(line.goods_fen()),
        "message": objection.map(|refusal| refusal.msg.as_str()),
        "finalUnitPrice": wire::yuan(line.unit_fen),
        "specId": line.sku.spec_id,
        "skuId": line.sku.id,
        "resultCode": objection.map_or_else(|| "200".to_owned(), |refusal| upstream_code(refusal.code)),
        "offerId": line.offer.id,
        "openOfferId": format!("o{:x}", name_id(&line.offer.id.to_string(), 18)),
        "cargoPromotionList": [],
    })
}

/// 500009 as the upstream writes it: 500_009.
fn upstream_code(code: i64) -> String {
    if (500_000..501_000).contains(&code) { format!("500_{:03}", code - 500_000) } else { code.to_string() }
}
