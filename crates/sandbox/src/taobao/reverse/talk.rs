//! The thread of a claim.

use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{ReverseCase, Role};
use super::machine;
use crate::after_sales::evidence;
use crate::http::gate::Asked;
use crate::market::Market;
use crate::paging::Page;
use crate::refusal::{Code, Refusal};

const LONGEST_MESSAGE: usize = 500;
/// The reference states no limit; this one keeps a case within reason.
const MOST_MESSAGES: usize = 500;
const BUYER_NICK: &str = "pandapon代采";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submit {
    refund_id: String,
    refund_message: String,
    refund_images: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    refund_id: String,
    page_no: Option<i64>,
    page_size: Option<i64>,
}

pub(super) fn submit(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: Submit = asked.body()?;
    let text = request.refund_message.trim();
    let chars = text.chars().count();
    if !(1..=LONGEST_MESSAGE).contains(&chars) {
        let detail = format!("refundMessage has {chars} characters, 1 to {LONGEST_MESSAGE} are taken");
        return Err(Refusal::new(Code::ClaimWords, detail));
    }
    let pictures = evidence::read_pictures(request.refund_images.as_deref())?;
    market.books(|books| {
        let (mut case, order) = ReverseCase::with_order(books, &request.refund_id)?;
        machine::allow(&case, case.status.is_open(), "nothing can be said on a case that has ended")?;
        if case.messages.len() >= MOST_MESSAGES {
            return Err(Refusal::new(Code::TooMany, format_args!("{MOST_MESSAGES} messages")));
        }
        let places = pictures.iter().map(|picture| picture.keep(books)).collect::<Result<Vec<_>, _>>()?;
        case.say(books, Role::Buyer, text, places);
        case.modified_ms = books.now_ms;
        if case.asked && !case.answered {
            case.answered = true;
            machine::plan_seller(books, &case, &order)?;
        }
        books.save_case(&case)?;
        Ok(json!({ "success": true }))
    })
}

/// Oldest first, as a thread is read.
pub(super) fn list(market: &Market, asked: &Asked) -> Result<Value, Refusal> {
    let request: List = asked.body()?;
    let page = Page::asked(request.page_no, request.page_size)?;
    market.books(|books| {
        let (case, order) = ReverseCase::with_order(books, &request.refund_id)?;
        let total = case.messages.len();
        let rows: Vec<Value> = page
            .of(case.messages)
            .iter()
            .map(|message| {
                let pictures: Vec<String> =
                    message.pictures.iter().map(|place| evidence::address(books, place)).collect();
                json!({
                    "messageTime": message.at_ms,
                    "ownerNick": match message.role {
                        Role::Buyer => BUYER_NICK,
                        Role::Seller => &order.user_nick,
                        Role::Platform => "平台",
                    },
                    "ownerRole": message.role,
                    "content": message.text,
                    "picUrls": pictures,
                })
            })
            .collect();
        Ok(json!({ "total": total, "messages": rows }))
    })
}
