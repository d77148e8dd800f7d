//! Placing Taobao orders.

use std::num::NonZeroU32;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

#[cfg(feature = "client")]
use super::Taobao;
use super::{CartPreview, ItemId, OrderId, PurchaseOrderId, RawStatus, SkuId, SubPurchaseOrderId};
use crate::call::{self, Call};
use crate::envelope::Answer;
use crate::error::Result;
use crate::operation::Operation;
use crate::wire::{Extra, Fen, Text, as_json_text, from_tidied};

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Previews an order before it is placed. What it answers was never seen: it is read as a cart's preview where it
    /// looks like one, and kept as it came otherwise.
    ///
    /// Reference: Render trước khi tạo lệnh (`taobaoRenderOrder`); an extra of the reference's Vietnamese edition,
    /// outside its 71 operations; path and request seen.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{RenderOrder, RenderedOrder, OrderLine, Receiver};
    /// use pandapon::wire::Fen;
    ///
    /// let receiver = Receiver { name: "测试".into(), mobile_phone: "13800000000".into(), ..Receiver::default() };
    /// let lines = vec![OrderLine {
    ///     item_id: "600126245031041190".into(),
    ///     sku_id: "5016042822039".into(),
    ///     quantity: 200.try_into()?,
    ///     price: Fen(1),
    ///     title: None,
    ///     remark: None,
    /// }];
    /// match client.taobao().render_order(&RenderOrder { receiver, lines }).await?.data {
    ///     RenderedOrder::Preview(preview) => println!("{:?} fen", preview.total_fee),
    ///     RenderedOrder::Unseen(answer) => println!("{answer}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn render_order(&self, order: &RenderOrder) -> Result<Answer<RenderedOrder>> {
        self.client.send(order).await
    }

    /// Places an order. Prices and sum are in fen by the upstream platform. Never send it twice blindly: see
    /// [`crate::Error::outcome`].
    ///
    /// Reference: 创建订单 (`taobaoCreateOrder`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{CreateOrder, OrderLine, Receiver};
    /// use pandapon::wire::Fen;
    ///
    /// let receiver = Receiver { name: "测试".into(), mobile_phone: "13800000000".into(), ..Receiver::default() };
    /// let lines = vec![OrderLine {
    ///     item_id: "600126245031041190".into(),
    ///     sku_id: "5016042822039".into(),
    ///     quantity: 200.try_into()?,
    ///     price: Fen(1),
    ///     title: None,
    ///     remark: None,
    /// }];
    /// let order = CreateOrder {
    ///     purchase_amount: CreateOrder::sum_of(&lines).ok_or("the sum is too large")?,
    ///     receiver,
    ///     lines,
    ///     order_source: None,
    ///     seller_order_number: Some("PD-2026-0001".into()),
    /// };
    /// let made = client.taobao().create_order(&order).await?.data;
    /// println!("{:?} is {:?}", made.order_id, made.status);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_order(&self, order: &CreateOrder) -> Result<Answer<CreatedOrder>> {
        self.client.send(order).await
    }
}

/// Where to deliver; in practice a warehouse in China.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Receiver {
    /// Person receiving.
    pub name: String,
    /// Mobile number; snake case on the wire on purpose.
    pub mobile_phone: String,
    /// Fixed line, may be empty.
    pub phone: String,
    /// Country, 中国 for a forward warehouse.
    pub country: String,
    /// Province.
    pub state: String,
    /// City.
    pub city: String,
    /// District.
    pub district: String,
    /// Street and number.
    pub address: String,
    /// Post code.
    pub zip: String,
    /// Tax number.
    pub tax_id: Option<String>,
}

/// One line of an order to be placed. Its line number is its place in the list, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Item id.
    pub item_id: ItemId,
    /// SKU id.
    pub sku_id: SkuId,
    /// Units.
    pub quantity: NonZeroU32,
    /// Unit price; fen by the upstream platform.
    pub price: Fen,
    /// Title.
    pub title: Option<String>,
    /// Remark on this line.
    pub remark: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireLine<'a> {
    item_id: &'a ItemId,
    sku_id: &'a SkuId,
    quantity: String,
    price: String,
    currency: &'static str,
    order_line_no: String,
    title: &'a Option<String>,
    order_remark: &'a Option<String>,
}

fn lines_as_json_text<S: Serializer>(lines: &[OrderLine], serializer: S) -> Result<S::Ok, S::Error> {
    let wire: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| WireLine {
            item_id: &line.item_id,
            sku_id: &line.sku_id,
            quantity: line.quantity.to_string(),
            price: line.price.0.to_string(),
            currency: "CNY",
            order_line_no: (at + 1).to_string(),
            title: &line.title,
            order_remark: &line.remark,
        })
        .collect();
    as_json_text(&wire, serializer)
}

/// Request of `POST /open/order/render`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderOrder {
    /// Where to deliver.
    #[serde(serialize_with = "as_json_text")]
    pub receiver: Receiver,
    /// The lines.
    #[serde(rename = "orderLineList", serialize_with = "lines_as_json_text")]
    pub lines: Vec<OrderLine>,
}

impl Call for RenderOrder {
    const OPERATION: Operation = Operation::TaobaoRenderOrder;
    type Answer = RenderedOrder;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderLineList", &self.lines)
    }
}

/// What an order would cost, as far as the answer is understood.
#[derive(Clone, Debug, PartialEq)]
pub enum RenderedOrder {
    /// It has the members of a cart's preview. Sums in fen.
    Preview(Box<CartPreview>),
    /// Another shape, as it came.
    Unseen(Value),
}

impl Default for RenderedOrder {
    fn default() -> Self {
        Self::Unseen(Value::Null)
    }
}

impl Serialize for RenderedOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Preview(preview) => preview.serialize(serializer),
            Self::Unseen(answer) => answer.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RenderedOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        let known = ["totalFee", "shops"].iter().any(|name| answer.get(name).is_some());
        Ok(match known.then(|| from_tidied(&answer)) {
            Some(Ok(preview)) => Self::Preview(preview),
            _ => Self::Unseen(answer),
        })
    }
}

/// Request of `taobaoCreateOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateOrder {
    /// Sum that the caller means to pay; fen by the upstream platform. In the reference's sample it is price times
    /// quantity over all lines, see [`CreateOrder::sum_of`].
    pub purchase_amount: Fen,
    /// Where to deliver.
    #[serde(serialize_with = "as_json_text")]
    pub receiver: Receiver,
    /// The lines.
    #[serde(rename = "orderLineList", serialize_with = "lines_as_json_text")]
    pub lines: Vec<OrderLine>,
    /// Sales platform behind the order, such as `lazada`.
    pub order_source: Option<String>,
    /// The caller's own order number. Whether a second order with the same number is refused is unknown.
    pub seller_order_number: Option<String>,
}

impl CreateOrder {
    /// Price times quantity over all lines; none when that overflows.
    #[must_use]
    pub fn sum_of(lines: &[OrderLine]) -> Option<Fen> {
        let sums = lines.iter().map(|line| line.price.0.checked_mul(i64::from(line.quantity.get())));
        sums.sum::<Option<i64>>().map(Fen)
    }
}

impl Call for CreateOrder {
    const OPERATION: Operation = Operation::TaobaoCreateOrder;
    type Answer = CreatedOrder;

    fn check(&self) -> Result<(), String> {
        call::not_empty("orderLineList", &self.lines)
    }
}

/// A placed order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedOrder {
    /// Purchase order id.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// PandaPon's order id.
    pub order_id: Option<OrderId>,
    /// The caller's order number.
    pub seller_order_number: Option<Text>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Its lines.
    pub order_line_list: Vec<CreatedOrderLine>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of a placed order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CreatedOrderLine {
    /// Line number of the request.
    pub order_line_no: Option<Text>,
    /// Sub purchase order id.
    pub sub_purchase_order_id: Option<SubPurchaseOrderId>,
    /// Item id.
    pub item_id: Option<ItemId>,
    /// SKU id.
    pub sku_id: Option<SkuId>,
    /// Its status.
    pub status: Option<RawStatus>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
