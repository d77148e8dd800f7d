//! The names by which a message speaks of orders, found in whatever shape it has.

use serde_json::{Map, Value};

use super::Platform;
use crate::wire::read_id;

/// How deep ids are looked for.
const DEPTH: usize = 4;

/// A name of an order in a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderName {
    /// Order id on 1688.
    Alibaba1688(crate::alibaba1688::OrderId),
    /// Order number on Taobao.
    TaobaoSales(crate::taobao::SalesOrderId),
    /// Purchase order id on Taobao global.
    TaobaoPurchase(crate::taobao::PurchaseOrderId),
    /// PandaPon's id of a Taobao order.
    Taobao(crate::taobao::OrderId),
}

impl OrderName {
    /// The characters of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Alibaba1688(id) => id.as_str(),
            Self::TaobaoSales(id) => id.as_str(),
            Self::TaobaoPurchase(id) => id.as_str(),
            Self::Taobao(id) => id.as_str(),
        }
    }
}

/// Every name of an order in a body, the surest first, none twice.
pub(super) fn order_names(platform: Option<&Platform>, body: &Value) -> Vec<OrderName> {
    let mut names = Vec::new();
    gather(platform, body, 0, &mut names);
    let mut unique = Vec::new();
    for name in names {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique
}

fn gather(platform: Option<&Platform>, value: &Value, depth: usize, names: &mut Vec<OrderName>) {
    match value {
        Value::Object(members) => {
            for name in ["idOfStr", "orderId", "orderNo", "salesOrderId", "purchaseOrderId"] {
                names.extend(exact(members, name).and_then(|id| order_name(platform, name, &id)));
            }
            if depth < DEPTH {
                members.values().for_each(|member| gather(platform, member, depth + 1, names));
            }
        }
        Value::Array(items) if depth < DEPTH => {
            items.iter().for_each(|item| gather(platform, item, depth + 1, names));
        }
        _ => {}
    }
}

fn order_name(platform: Option<&Platform>, member: &str, id: &str) -> Option<OrderName> {
    Some(match (member, platform) {
        ("salesOrderId", _) => OrderName::TaobaoSales(id.into()),
        ("purchaseOrderId", _) => OrderName::TaobaoPurchase(id.into()),
        ("idOfStr", _) | ("orderId" | "orderNo", None | Some(Platform::Alibaba1688)) => {
            OrderName::Alibaba1688(id.into())
        }
        ("orderId" | "orderNo", Some(Platform::Taobao)) => OrderName::Taobao(id.into()),
        _ => return None,
    })
}

/// An id by its exact digits. A number may have been rounded: it does not count beside a text twin.
fn exact(members: &Map<String, Value>, name: &str) -> Option<String> {
    let text =
        |name: &str| members.get(name).and_then(Value::as_str).map(str::trim).filter(|id| !id.is_empty());
    let twin = || ["OfStr", "Str", "String"].iter().find_map(|end| text(&format!("{name}{end}")));
    let beside_a_twin = || name != "idOfStr" && text("idOfStr").is_some();
    match text(name).or_else(twin) {
        Some(id) => Some(id.to_owned()),
        None if beside_a_twin() => None,
        None => read_id(members.get(name)?).ok().filter(|id| !id.is_empty()),
    }
}
