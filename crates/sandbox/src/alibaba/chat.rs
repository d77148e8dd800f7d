//! The link that opens a Wangwang chat with a seller about an offer.

use serde::Deserialize;
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::catalogue::Platform;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DecryptOpenUid {
    open_uid: String,
    offer_id: String,
}

/// Decrypts a seller's open id, for an offer of that seller only.
pub(super) fn wangwang_url(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: DecryptOpenUid = asked.body()?;
    let id = request.offer_id.trim().parse().ok();
    let offer = id.and_then(|id| market.catalogue.offer(Platform::Alibaba1688, id));
    let offer =
        offer.ok_or_else(|| Refusal::new(Code::NoSuchOffer, format_args!("offerId {}", request.offer_id)))?;
    if offer.seller.open_id != request.open_uid {
        return Err(Refusal::new(Code::WrongPair, format_args!("openUid is not of offerId {}", offer.id)));
    }
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("uid", &offer.seller.login)
        .append_pair("site", "cnalichn")
        .append_pair("offerId", &offer.id.to_string())
        .finish();
    Ok(json!(format!("{}/im/wangwang?{query}", market.base_url)))
}
