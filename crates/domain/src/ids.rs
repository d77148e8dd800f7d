//! Identifiers. All of them are text past the parser: 16 to 19 digits do not survive a JavaScript number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            /// Takes the id as the platform wrote it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )+};
}

text_id! {
    /// An account of this desk: one access key on one base URL. Made here (ULID).
    AccountId,
    /// A delivery address as PandaPon numbers it.
    AddressId,
    /// A pushed message kept on this desk. Made here (ULID, so ids sort by time).
    CallbackId,
    /// An after-sales case as this desk keeps it: platform and platform case id, `taobao:…` or `1688:…`, unique per account.
    CaseId,
    /// A record of PandaPon's cart (`id` of a Taobao cart record, `cartIds` on 1688).
    CartLineId,
    /// A category of the platform.
    CategoryId,
    /// A file kept as evidence on this desk. Made here (ULID).
    EvidenceId,
    /// Taobao `itemId` or 1688 `offerId`.
    OfferId,
    /// One outbox operation of this desk. Made here (ULID, so ids sort by time).
    OperationId,
    /// An order as this desk keeps it: platform and platform order id, `taobao:…` or `1688:…`, unique per account.
    OrderId,
    /// A line of an order: Taobao `subPurchaseOrderId`, 1688 `subItemIDString`.
    OrderLineId,
    /// An after-sales case as PandaPon numbers it: `refundId`.
    PlatformCaseId,
    /// An order as PandaPon numbers it: Taobao `orderId`, 1688 `idOfStr`.
    PlatformOrderId,
    /// A checkout preview that the user looked at. Made here (ULID).
    PreviewId,
    /// A reason for a claim, as the platform numbers it.
    ReasonId,
    /// PandaPon's `requestId` of one call.
    RequestId,
    /// Taobao `shopId`, 1688 `sellerOpenId`.
    SellerId,
    /// Taobao `skuId` or 1688 `skuId`.
    SkuId,
    /// 1688 `specId`, the id that carts and orders want there.
    SpecId,
    /// A payment voucher kept on this desk. Made here (ULID).
    VoucherId,
}
