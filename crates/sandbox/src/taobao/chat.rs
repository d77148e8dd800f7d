//! The link that opens a chat with a shop about an item, for the buyer's account on Taobao's global site.

use serde::Deserialize;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::goods::find;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::{Code, Refusal};

/// The only page that the reference names.
const PAGE: &str = "imchat";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ImLink {
    login_name: String,
    password: String,
    page_name: String,
    page_param_map: String,
}

/// What the chat is about; the contract has been checked already.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageParameters {
    biz_id: String,
}

/// A link with a token in it, a new one each time.
pub(super) fn im_link(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: ImLink = asked.body()?;
    let known = &market.credentials;
    // The account of this sandbox: its user id, and a password that goes with the access key.
    if request.login_name != known.user_id || request.password != known.taobao_password() {
        return Err(Refusal::new(Code::WrongLogin, format_args!("loginName {}", request.login_name)));
    }
    if request.page_name != PAGE {
        let detail = format!("pageName {}: {PAGE} is the only page", request.page_name);
        return Err(Refusal::new(Code::BadParameter, detail));
    }
    let about: PageParameters = serde_json::from_str(&request.page_param_map)
        .map_err(|error| Refusal::new(Code::BadParameter, format_args!("/pageParamMap (inside): {error}")))?;
    market.books(|books| {
        let offer = find(books, &about.biz_id)?;
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("loginToken", &hex::encode(rand::random::<[u8; 16]>()))
            .append_pair("userNick", &offer.seller.login)
            .append_pair("itemId", &offer.id.to_string())
            .finish();
        Ok(json!(format!("{}/im/{PAGE}?{query}", books.base_url)))
    })
}
