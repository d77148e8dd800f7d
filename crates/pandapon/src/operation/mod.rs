//! The operation table: the one place that says which calls PandaPon has, where they live, how sure that is and
//! whether a call may be sent twice.

mod table;

pub use table::Operation;

use serde::Serialize;

/// HTTP method of an operation. The reference knows no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// The request's fields travel as query parameters.
    Get,
    /// The request's fields travel as a JSON object.
    Post,
}

/// Section of the reference that an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// Taobao offers.
    TaobaoGoods,
    /// The Taobao cart.
    TaobaoCart,
    /// Taobao orders and their payment.
    TaobaoOrders,
    /// Taobao reverse orders.
    TaobaoAfterSales,
    /// 1688 offers.
    Alibaba1688Goods,
    /// 1688 selections and rankings.
    Alibaba1688Marketing,
    /// The 1688 cart.
    Alibaba1688Cart,
    /// 1688 orders and their payment.
    Alibaba1688Orders,
    /// 1688 refunds.
    Alibaba1688AfterSales,
    /// Addresses.
    Base,
    /// Overseas freight and booking.
    Warehouse,
}

/// How much of an operation's description was seen in PandaPon's public reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Sureness {
    /// Request and response seen.
    Documented,
    /// Path and request seen, response cut off.
    Partial,
    /// Built from sibling operations and the upstream platforms.
    Inferred,
}

/// Whether the path itself was seen in the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PathSource {
    /// Printed in the reference.
    Seen,
    /// A guess from siblings: the first thing to override when the operation answers 404.
    Inferred,
}

/// Whether sending an operation a second time does harm. A matter of meaning, not of the HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Sending {
    /// A read, or a write that leaves the same state when it runs twice.
    Repeatable,
    /// Creates, pays, cancels or reports something: never sent again unless it certainly was not carried out.
    Once,
}

/// How urgent an operation is by nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Priority {
    /// Moves money or state: never waits behind background reads, whatever lane the client is in.
    First,
    /// Goes in the lane of the client that sends it.
    Normal,
}

/// Method and path of an operation in one edition of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL; may hold `{name}` placeholders.
    pub path: &'static str,
}

/// One row of the operation table.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The operation.
    pub operation: Operation,
    /// What it is for, one line.
    pub meaning: &'static str,
    /// Section of the reference.
    pub group: Group,
    /// Title in the reference.
    pub title: &'static str,
    /// Where edition v1 has it.
    pub v1: Place,
    /// Where edition v2 has it; none when that edition dropped it.
    pub v2: Option<Place>,
    /// How much of it was seen.
    pub sureness: Sureness,
    /// Whether its path was seen.
    pub path_source: PathSource,
    /// Whether it may be sent twice.
    pub sending: Sending,
    /// How urgent it is.
    pub priority: Priority,
    /// True for what only one language edition of the reference lists, outside the 71.
    pub extra: bool,
}

impl Operation {
    /// Looks an operation up by its operation id, such as `taobaoSearchByKeyword`.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.id() == id)
    }

    /// True when sending it twice does no harm.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        self.entry().sending == Sending::Repeatable
    }

    /// True where the request holds a password and the answer a link that logs in.
    pub(crate) fn holds_secrets(self) -> bool {
        self == Self::TaobaoGetImLink
    }

    /// True when it changes something at PandaPon, also where doing so twice does no harm.
    #[must_use]
    pub fn changes_something(self) -> bool {
        let changes_alike_each_time = matches!(
            self,
            Self::TaobaoDeleteCartItems
                | Self::TaobaoEditCartQuantity
                | Self::Alibaba1688CartDelete
                | Self::Alibaba1688CartEditQuantity
        );
        !self.is_repeatable() || changes_alike_each_time
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Operation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> serde::Deserialize<'de> for Operation {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::by_id(&id)
            .ok_or_else(|| serde::de::Error::custom(format_args!("no operation is called `{id}`")))
    }
}
