//! What a message means, from its bytes alone: what it is about, which order it names, what its repeats have in common.

use pandapon::callbacks::{self, Body, Callback as Kind, Message, NotTyped, OrderName, Topic, Unreadable};
use pondesk_domain::{CallbackFacts, CallbackKind, CallbackReason, CallbackState, EpochMs, Platform};
use pondesk_store::OrderNumber;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::translate;

/// What a message means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// [`CallbackState::Waiting`] when there is an order to fetch.
    pub(super) state: CallbackState,
    pub(super) reason: Option<CallbackReason>,
    pub(super) said: Option<String>,
    pub(super) identity: String,
    pub(super) kind: Option<CallbackKind>,
    pub(super) message_type: Option<String>,
    pub(super) platform: Option<Platform>,
    pub(super) names: Vec<Name>,
    pub(super) facts: CallbackFacts,
    pub(super) said_at: Option<EpochMs>,
}

/// A name of an order, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "of", content = "id")]
pub(super) enum Name {
    /// PandaPon's id of a 1688 order.
    Alibaba1688(String),
    /// PandaPon's id of a Taobao order.
    Taobao(String),
    /// Taobao's own number.
    TaobaoSales(String),
    /// Taobao's purchase order id.
    TaobaoPurchase(String),
}

impl Name {
    fn of(name: &OrderName) -> Self {
        let id = name.as_str().to_owned();
        match name {
            OrderName::Alibaba1688(_) => Self::Alibaba1688(id),
            OrderName::Taobao(_) => Self::Taobao(id),
            OrderName::TaobaoSales(_) => Self::TaobaoSales(id),
            OrderName::TaobaoPurchase(_) => Self::TaobaoPurchase(id),
        }
    }

    /// Its characters.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Alibaba1688(id) | Self::Taobao(id) | Self::TaobaoSales(id) | Self::TaobaoPurchase(id) => id,
        }
    }

    /// The store's word for it.
    pub(super) fn number(&self) -> OrderNumber {
        match self {
            Self::Alibaba1688(id) => OrderNumber::Platform(Platform::Alibaba1688, id.clone()),
            Self::Taobao(id) => OrderNumber::Platform(Platform::Taobao, id.clone()),
            Self::TaobaoSales(id) => OrderNumber::Sales(id.clone()),
            Self::TaobaoPurchase(id) => OrderNumber::Purchase(id.clone()),
        }
    }

    /// The platform and PandaPon's id, by which an order can be asked for that this desk does not know.
    pub(super) fn askable(&self) -> Option<(Platform, &str)> {
        match self {
            Self::Alibaba1688(id) => Some((Platform::Alibaba1688, id)),
            Self::Taobao(id) => Some((Platform::Taobao, id)),
            Self::TaobaoSales(_) | Self::TaobaoPurchase(_) => None,
        }
    }
}

/// Finds out what bytes mean.
pub(super) fn of(bytes: &[u8]) -> Meaning {
    match callbacks::read(bytes) {
        Ok(message) => of_message(&message, bytes),
        Err(unreadable) => Meaning {
            state: CallbackState::Unreadable,
            reason: Some(match unreadable {
                Unreadable::Empty => CallbackReason::Empty,
                Unreadable::TooLarge { .. } => CallbackReason::TooLarge,
                Unreadable::NoJson(_) => CallbackReason::NoJson,
                Unreadable::NoMessage => CallbackReason::NoMessage,
            }),
            said: Some(unreadable.to_string()),
            identity: of_bytes(bytes),
            kind: None,
            message_type: None,
            platform: None,
            names: Vec::new(),
            facts: CallbackFacts::default(),
            said_at: None,
        },
    }
}

fn of_message(message: &Message, bytes: &[u8]) -> Meaning {
    let names: Vec<Name> = message.order_names().iter().map(Name::of).collect();
    let kind = kind(message);
    let (state, reason) = match (kind, names.is_empty()) {
        (None, _) => (CallbackState::UnknownType, Some(CallbackReason::UnknownType)),
        (Some(_), true) => (CallbackState::Unmatched, Some(CallbackReason::NoOrder)),
        (Some(_), false) => (CallbackState::Waiting, None),
    };
    let pushed_at = message.pushed_at.as_ref().and_then(pandapon::wire::Moment::timestamp);
    let facts = translate::callback::facts(&message.body);
    Meaning {
        state,
        reason,
        // A body that does not fit its type is a hint all the same; how it does not fit is worth knowing.
        said: match &message.body {
            Body::NotTyped(NotTyped::Misfit(misfit)) => Some(misfit.to_string()),
            _ => None,
        },
        identity: identity(message, &facts, bytes),
        kind,
        message_type: message.message_type.clone(),
        platform: message.platform.as_ref().and_then(platform),
        facts,
        names,
        said_at: pushed_at.map(|at| EpochMs(at.as_millisecond())),
    }
}

/// What a message is about: by its body where that has a type, else by the name of its type. None when neither is known.
fn kind(message: &Message) -> Option<CallbackKind> {
    match &message.body {
        Body::TaobaoPrice(_) | Body::Alibaba1688Price(_) => Some(CallbackKind::PriceModified),
        Body::TaobaoStatus(_) | Body::Alibaba1688Status(_) => Some(CallbackKind::StatusChanged),
        Body::TaobaoRefund(_) | Body::Alibaba1688Refund(_) => Some(CallbackKind::Refund),
        Body::NotTyped(_) => match message.topic.as_ref()? {
            Topic::Unknown(_) => None,
            topic => Some(match topic.callback() {
                Some(Kind::PriceModified) => CallbackKind::PriceModified,
                Some(Kind::StatusChanged) => CallbackKind::StatusChanged,
                Some(Kind::Refund) => CallbackKind::Refund,
                None => CallbackKind::Other,
            }),
        },
    }
}

fn platform(platform: &callbacks::Platform) -> Option<Platform> {
    match platform {
        callbacks::Platform::Taobao => Some(Platform::Taobao),
        callbacks::Platform::Alibaba1688 => Some(Platform::Alibaba1688),
        callbacks::Platform::Unknown(_) => None,
    }
}

/// What a message and its repeats have in common: type, order and time where all three are told, and what it says of the
/// order; else all its bytes. Two messages of one order that tell no time are two, and so are two that tell different
/// prices at the same time: a clock that counts seconds must not cost a change.
fn identity(message: &Message, facts: &CallbackFacts, bytes: &[u8]) -> String {
    let known = message.identity();
    match (&known.message_type, &known.order, &known.pushed_at) {
        (Some(message_type), Some(order), Some(pushed_at)) => {
            let platform = known.platform.as_deref().unwrap_or_default();
            let facts = serde_json::to_string(facts).unwrap_or_default();
            let parts = [platform, message_type, order.as_str(), pushed_at, &facts];
            format!("message:{}", hash(parts.join("\u{0}").as_bytes()))
        }
        _ => of_bytes(bytes),
    }
}

fn of_bytes(bytes: &[u8]) -> String {
    format!("bytes:{}", hash(bytes))
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(message_type: &str, body: &str, timestamp: &str) -> Meaning {
        let text = format!(
            r#"{{"messageType":"{message_type}","messageBody":{body},"messagePlatform":1,"timestamp":{timestamp}}}"#
        );
        of(text.as_bytes())
    }

    #[test]
    fn a_repeat_is_known_by_type_order_and_time() {
        let first = message("1688_ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId":"21"}"#, r#""1702890004504""#);
        let again = message("ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId": 21}"#, "1702890004504");
        assert_eq!(first.identity, again.identity);
        for other in [
            message("ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId":"22"}"#, "1702890004504"),
            message("ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId":"21"}"#, "1702890004505"),
            message("ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE", r#"{"orderId":"21"}"#, "1702890004504"),
        ] {
            assert_ne!(first.identity, other.identity);
        }
    }

    #[test]
    fn two_prices_told_at_the_same_time_are_two_messages() {
        let price = |total: &str| {
            let body = format!(r#"{{"orderId":"21","totalAmount":{total}}}"#);
            message("ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", &body, "1702890004")
        };
        assert_eq!(price("\"13.50\"").identity, price("13.5").identity);
        assert_ne!(price("13.50").identity, price("13.40").identity);
    }

    #[test]
    fn without_a_time_only_the_same_bytes_are_a_repeat() {
        let dear = message("ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId":"21","price":2}"#, "null");
        let cheap = message("ORDER_BUYER_VIEW_ORDER_PAY", r#"{"orderId":"21","price":1}"#, "null");
        assert_ne!(dear.identity, cheap.identity);
        assert_eq!(dear.state, CallbackState::Waiting);
    }

    #[test]
    fn what_is_no_hint_says_why() {
        let reason = |bytes: &[u8]| {
            let meaning = of(bytes);
            (meaning.state, meaning.reason.unwrap())
        };
        use CallbackReason as Reason;
        use CallbackState as State;
        assert_eq!(reason(b"hello"), (State::Unreadable, Reason::NoJson));
        assert_eq!(reason(b"[1]"), (State::Unreadable, Reason::NoMessage));
        assert_eq!(
            reason(br#"{"messageType":"ORDER_DANCED","messageBody":{"orderId":"1"},"messagePlatform":1}"#),
            (State::UnknownType, Reason::UnknownType)
        );
        assert_eq!(
            reason(br#"{"messageType":"ORDER_CREATE","messageBody":{},"messagePlatform":1}"#),
            (State::Unmatched, Reason::NoOrder)
        );
        let parcel = of(br#"{"messageType":"LOGISTICS_MAIL_NO_CHANGE","messageBody":{"orderId":"1"},"messagePlatform":1}"#);
        assert_eq!((parcel.state, parcel.kind), (State::Waiting, Some(CallbackKind::Other)));
    }
}
