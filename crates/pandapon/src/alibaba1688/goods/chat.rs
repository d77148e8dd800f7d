//! The way to a seller's chat.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::alibaba1688::{OfferId, SellerOpenId};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Extra, Link};

/// Request of `alibaba1688DecryptOpenUidToWangwangUrl`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecryptOpenUid {
    open_uid: SellerOpenId,
    offer_id: OfferId,
}

impl DecryptOpenUid {
    /// A chat with the seller of an offer, about that offer.
    #[must_use]
    pub fn new(seller: SellerOpenId, offer: OfferId) -> Self {
        Self { open_uid: seller, offer_id: offer }
    }
}

impl Call for DecryptOpenUid {
    const OPERATION: Operation = Operation::Alibaba1688DecryptOpenUidToWangwangUrl;
    type Answer = WangwangLink;

    /// The answer is a bare URL by its title; an object around it is read too.
    fn reshape(data: Value) -> Value {
        match data {
            Value::String(url) => json!({ "url": url }),
            other => other,
        }
    }
}

/// A link that opens a chat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WangwangLink {
    /// The link. Untrusted: show where it leads before it is opened.
    pub url: Option<Link>,
    /// Members that the reference does not name; where an object came without `url`, the link is among them.
    #[serde(flatten)]
    pub extra: Extra,
}
