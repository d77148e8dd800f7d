//! Callbacks by the control API: the console's URL, messages on request, and what became of them.

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Handle;

use super::read;
use crate::alibaba::order::AlibabaOrder;
use crate::alibaba::refund::RefundCase;
use crate::alibaba::refund::machine::Deed;
use crate::callbacks::deliver::verify;
use crate::callbacks::{Authorization, Dispatch, Form, News, Registration};
use crate::market::Market;
use crate::refusal::{Code, Refusal};
use crate::state::{Books, settings};
use crate::taobao::order::TaobaoOrder;
use crate::taobao::reverse::ReverseCase;

/// Most copies of a message that one call orders.
const MOST_COPIES: u32 = 1000;
/// Type of a 1688 status message that nothing else is said about.
const SOME_STATUS: &str = "ORDER_BUYER_VIEW_ORDER_PAY";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Push {
    order_id: Option<String>,
    case_id: Option<String>,
    #[serde(default)]
    about: About,
    message_type: Option<String>,
    /// Any bytes at all, in place of a message.
    raw: Option<String>,
    form: Option<Form>,
    #[serde(default = "once")]
    copies: u32,
    #[serde(default)]
    delay_seconds: i64,
    #[serde(default)]
    authorization: Authorization,
}

/// What a message about an order says.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum About {
    Price,
    #[default]
    Status,
}

fn once() -> u32 {
    1
}

/// Enters a URL after it has answered Verify; without a `url` there is none from now on.
pub(super) fn register(market: &Market, body: &Value) -> Result<(), Refusal> {
    if body.get("url").is_none_or(Value::is_null) {
        return market.books(|books| {
            settings::set(&books.tx, settings::CALLBACK, &None::<Registration>)?;
            // Nobody is there to tell any more.
            books.move_pushes("waiting", "givenUp")?;
            books.move_pushes("sending", "givenUp")
        });
    }
    let registration: Registration = read(body)?;
    // This runs on a thread of its own, with no books open.
    Handle::current().block_on(verify(&registration, &market.credentials))?;
    market.books(|books| settings::set(&books.tx, settings::CALLBACK, &Some(registration)))
}

/// Answers `GET callbacks`.
pub(super) fn log(books: &Books<'_>) -> Result<Value, Refusal> {
    Ok(json!({ "registration": books.callback()?, "messages": books.pushes()? }))
}

/// Writes a message down for delivery, about an order or a case as it stands.
pub(super) fn push(market: &Market, body: &Value) -> Result<(), Refusal> {
    let order: Push = read(body)?;
    if !(1..=MOST_COPIES).contains(&order.copies) {
        return Err(Refusal::new(Code::BadParameter, format_args!("copies: 1 to {MOST_COPIES}")));
    }
    let dispatch = Dispatch {
        form: order.form,
        copies: order.copies,
        delay_ms: order.delay_seconds.max(0).saturating_mul(1000),
        authorization: order.authorization,
    };
    market.books(|books| {
        if books.callback()?.is_none() {
            return Err(Refusal::new(Code::NoCallback, ""));
        }
        let send = |news: &News<'_>| books.push(news, order.message_type.as_deref(), dispatch);
        match (&order.raw, &order.case_id, &order.order_id) {
            (Some(raw), _, _) => books.push_raw(raw.as_bytes(), dispatch),
            (None, Some(id), _) if id.starts_with("TQ") => {
                let (case, order) = RefundCase::with_order(books, id)?;
                let deed = Deed::of("buyer", "BUYER_APPLY_REFUND");
                send(&News::AlibabaRefund(&case, &order, deed))
            }
            (None, Some(id), _) => {
                let (case, order) = ReverseCase::with_order(books, id)?;
                send(&News::TaobaoRefund(&case, &order))
            }
            (None, None, Some(id)) => match (books.order::<TaobaoOrder>(id), order.about) {
                (Ok(kept), About::Price) => send(&News::TaobaoPrice(&kept)),
                (Ok(kept), About::Status) => send(&News::TaobaoStatus(&kept)),
                (Err(_), About::Price) => send(&News::AlibabaPrice(&books.order::<AlibabaOrder>(id)?)),
                (Err(_), About::Status) => {
                    send(&News::AlibabaStatus(&books.order::<AlibabaOrder>(id)?, SOME_STATUS))
                }
            },
            (None, None, None) => Err(Refusal::new(Code::BadParameter, "orderId, caseId or raw is needed")),
        }
    })
}
