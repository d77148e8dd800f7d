//! From the bytes of a message to what it says.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::names::order_names;
use super::topic::split_platform;
use super::{
    Callback, LARGEST, OrderName, OrderTold, Platform, RefundTold, TaobaoPriceModified, TaobaoRefundChanged,
    TaobaoStatusChanged, Topic,
};
use crate::wire::{self, Extra, Misfit, Moment, scalar_text};

/// JSON text inside JSON text is unpacked this often.
const WRAPPINGS: usize = 3;

/// Why bytes are no message. Keep them all the same: a later version may read them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing was sent; the console's Verify may do that.
    #[error("the message is empty")]
    Empty,
    /// More than [`LARGEST`] bytes.
    #[error("the message has {bytes} bytes, more than {LARGEST}")]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// No JSON, also after repair, or nested too deeply.
    #[error("the message is no JSON: {0}")]
    NoJson(String),
    /// JSON with neither a message type nor a message body.
    #[error("the JSON is no message: it has neither `messageType` nor `messageBody`")]
    NoMessage,
}

/// A pushed message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its type as it came, with or without the platform in front.
    pub message_type: Option<String>,
    /// What the type means; none when there is no type.
    pub topic: Option<Topic>,
    /// The platform it is about, by its body, else its type, else the number that it carries.
    pub platform: Option<Platform>,
    /// The number that it carries, which can be wrong.
    pub said_platform: Option<Platform>,
    /// When it was pushed.
    pub pushed_at: Option<Moment>,
    /// What it says, typed where its type and shape are known.
    pub body: Body,
    /// The body as it came, unpacked from text where it was text.
    pub raw_body: Value,
    /// Members that the reference does not name.
    pub extra: Extra,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The price of a Taobao order changed.
    TaobaoPrice(Box<TaobaoPriceModified>),
    /// The status of a Taobao order changed.
    TaobaoStatus(Box<TaobaoStatusChanged>),
    /// An after-sales case of a Taobao order moved.
    TaobaoRefund(Box<TaobaoRefundChanged>),
    /// The price of a 1688 order changed.
    Alibaba1688Price(OrderTold),
    /// The status of a 1688 order changed.
    Alibaba1688Status(OrderTold),
    /// A refund of a 1688 order moved.
    Alibaba1688Refund(RefundTold),
    /// Kept in [`Message::raw_body`] only.
    NotTyped(NotTyped),
}

/// Why a body has no type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTyped {
    /// There is none, or it is no object.
    #[error("the body is no object")]
    NoObject,
    /// The message type is not known, and the body does not tell.
    #[error("the message type is not known")]
    UnknownType,
    /// Neither body, type nor number tells the platform.
    #[error("the platform is not known")]
    UnknownPlatform,
    /// The body does not fit its type.
    #[error("the body does not fit {0}")]
    Misfit(Misfit),
}

/// What makes a message the same as another: messages have no id of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The platform's number, when known.
    pub platform: Option<String>,
    /// The message type without the platform.
    pub message_type: Option<String>,
    /// The surest name of the order.
    pub order: Option<OrderName>,
    /// When it was pushed, epoch milliseconds, or the text that means no time.
    pub pushed_at: Option<String>,
}

impl Message {
    /// Every name of an order in it, the surest first. Fetch by these; found even where the body has no type.
    #[must_use]
    pub fn order_names(&self) -> Vec<OrderName> {
        order_names(self.platform.as_ref(), &self.raw_body)
    }

    /// What tells it from other messages. A message that was pushed again has the same.
    #[must_use]
    pub fn identity(&self) -> Identity {
        let instant = |moment: &Moment| match moment.timestamp() {
            Some(instant) => instant.as_millisecond().to_string(),
            None => moment.as_text().to_owned(),
        };
        Identity {
            platform: self.platform.as_ref().map(ToString::to_string),
            message_type: self.message_type.as_deref().map(|name| split_platform(name).1.to_owned()),
            order: self.order_names().into_iter().next(),
            pushed_at: self.pushed_at.as_ref().map(instant),
        }
    }
}

/// Reads a message, forgiving all that the reference's own samples do: raw line breaks inside strings, the body as an
/// object or as JSON text, the whole message as JSON text, ids as rounded numbers beside their text twins, a wrong
/// platform number, null and missing mixed. What is not understood is kept.
///
/// # Errors
/// The bytes are no message; [`Unreadable`] says why.
pub fn read(bytes: &[u8]) -> Result<Message, Unreadable> {
    if bytes.len() > LARGEST {
        return Err(Unreadable::TooLarge { bytes: bytes.len() });
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let value = wire::parse(text).map_err(|misfit| Unreadable::NoJson(misfit.reason))?;
    let Value::Object(mut members) = unpack(value) else { return Err(Unreadable::NoMessage) };
    if !members.contains_key("messageType") && !members.contains_key("messageBody") {
        return Err(Unreadable::NoMessage);
    }
    let mut take = |name: &str| members.shift_remove(name).unwrap_or_default();
    let text_of = |value: Value| scalar_text(&value).filter(|text| !text.is_empty());
    let message_type = text_of(take("messageType"));
    let said_platform = text_of(take("messagePlatform")).map(|number| Platform::from_code(&number));
    let pushed_at = text_of(take("timestamp")).map(|text| Moment::new(&text));
    let raw_body = unpack(take("messageBody"));
    let topic = message_type.as_deref().map(Topic::of);
    let prefix = message_type.as_deref().and_then(|name| split_platform(name).0);
    let platform = platform_of(&raw_body).or(prefix).or_else(|| said_platform.clone());
    let body = body(platform.as_ref(), topic.as_ref(), &raw_body).unwrap_or_else(Body::NotTyped);
    Ok(Message { message_type, topic, platform, said_platform, pushed_at, body, raw_body, extra: members })
}

/// JSON text becomes the JSON that it holds; other text stays.
fn unpack(mut value: Value) -> Value {
    for _ in 0..WRAPPINGS {
        let Value::String(text) = &value else { break };
        match wire::parse(text.trim()) {
            Ok(inner @ (Value::Object(_) | Value::Array(_) | Value::String(_))) => value = inner,
            _ => break,
        }
    }
    value
}

/// The platform that a body's members betray.
fn platform_of(body: &Value) -> Option<Platform> {
    let has =
        |names: &[&str]| names.iter().any(|name| body.get(name).is_some_and(|member| !member.is_null()));
    if has(&["baseInfo", "idOfStr", "orderEntryIdList", "refundAction", "buyerMemberId", "sellerMemberId"]) {
        Some(Platform::Alibaba1688)
    } else if has(&[
        "salesOrderId",
        "purchaseOrderId",
        "subPurchaseOrderId",
        "purchaseOrderPriceDTO",
        "subOrders",
    ]) {
        Some(Platform::Taobao)
    } else {
        None
    }
}

fn body(platform: Option<&Platform>, topic: Option<&Topic>, raw: &Value) -> Result<Body, NotTyped> {
    let Value::Object(members) = raw else { return Err(NotTyped::NoObject) };
    match platform {
        Some(Platform::Taobao) => taobao(topic, members, raw),
        Some(Platform::Alibaba1688) => alibaba1688(topic, members, raw),
        _ => Err(NotTyped::UnknownPlatform),
    }
}

/// The names of two of the three messages were never seen: the body decides where the type does not.
fn taobao(topic: Option<&Topic>, members: &Map<String, Value>, raw: &Value) -> Result<Body, NotTyped> {
    let has = |name: &str| members.get(name).is_some_and(|member| !member.is_null());
    let telling = [
        ("refundId", Callback::Refund),
        ("purchaseOrderPriceDTO", Callback::PriceModified),
        ("status", Callback::StatusChanged),
    ];
    let by_members = || telling.into_iter().find(|(name, _)| has(name)).map(|(_, callback)| callback);
    match topic.and_then(Topic::callback).or_else(by_members).ok_or(NotTyped::UnknownType)? {
        Callback::PriceModified => typed(raw).map(Body::TaobaoPrice),
        Callback::StatusChanged => typed(raw).map(Body::TaobaoStatus),
        Callback::Refund => typed(raw).map(Body::TaobaoRefund),
    }
}

fn alibaba1688(topic: Option<&Topic>, members: &Map<String, Value>, raw: &Value) -> Result<Body, NotTyped> {
    let told = || match members.get("baseInfo") {
        Some(Value::Object(_)) => typed(raw).map(OrderTold::Whole),
        _ => typed(raw).map(OrderTold::Event),
    };
    // Only the record calls the refund's status by its plain name.
    let refund = || match members.get("status") {
        Some(Value::String(_)) => typed(raw).map(RefundTold::Whole),
        _ => typed(raw).map(RefundTold::Event),
    };
    match topic.and_then(Topic::callback).ok_or(NotTyped::UnknownType)? {
        Callback::PriceModified => told().map(Body::Alibaba1688Price),
        Callback::StatusChanged => told().map(Body::Alibaba1688Status),
        Callback::Refund => refund().map(Body::Alibaba1688Refund),
    }
}

fn typed<T: DeserializeOwned + Default>(raw: &Value) -> Result<T, NotTyped> {
    wire::read(raw.clone()).map_err(NotTyped::Misfit)
}
