//! 1688 orders: preview, creation, payment, receipt, tracking.

mod answers;
mod delivery;
mod logistics;
mod receipt;
mod requests;
mod trade;

pub use answers::{
    CreatedOrder, FailedOffer, OrderListEntry, OrderPage, OrderPreview, OrderPreviewResult, PayUrl,
    PreviewCargo, Promotion, TradeMode,
};
pub use delivery::{LogisticsItem, NativeLogistics, ReceiverInfo};
pub use logistics::{GetLogisticsTrace, LogisticsTrace, ParcelTrace, TraceStep};
pub(super) use receipt::as_verdict;
pub use receipt::{ConfirmReceipt, Verdict};
pub use requests::{
    AddressParam, BatchCargoParam, BatchPayment, CancelOrder, CargoParam, CreateOrder, CreateOrders, Flow,
    GetOrderDetail, OrdersQuery, PayOrder, PreviewOrder, PreviewOrders,
};
pub use trade::{
    ExtAttribute, GuaranteesTerm, OrderBaseInfo, ProductItem, Quote, SkuInfoPair, TradeContact, TradeInfo,
    TradeTerm,
};

#[cfg(feature = "client")]
use super::Alibaba1688;
use super::OrderId;
use crate::envelope::Answer;
use crate::error::Result;
use crate::wire::Done;

#[cfg(feature = "client")]
impl Alibaba1688<'_> {
    /// Prices lines of one seller before ordering. Sums in fen, unit prices in yuan.
    ///
    /// Reference: 创建订单前预览数据 (`alibaba1688PreviewOrder`). Path and request seen, the answer partly.
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream codes: 500_001 to 500_009 (008 a SKU priced 0, 009 below the minimum quantity); they
    /// may come inside the answer too ([`OrderPreviewResult::error_code`]).
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, CargoParam, PreviewOrder};
    ///
    /// let line = CargoParam {
    ///     offer_id: "706627393257".into(),
    ///     spec_id: "b266e0726506185beaf205cbae88530d".into(),
    ///     quantity: 10.into(),
    /// };
    /// let preview = PreviewOrder { address_param: AddressParam::default(), cargo_param_list: vec![line] };
    /// let results = client.alibaba1688().preview_order(&preview).await?.data;
    /// for order in results.iter().flat_map(|result| &result.order_preview_result) {
    ///     println!("{:?} fen, {:?}", order.sum_payment, order.trade_mode_name_list);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview_order(&self, preview: &PreviewOrder) -> Result<Answer<Vec<OrderPreviewResult>>> {
        self.client.send(preview).await
    }

    /// Prices lines of several sellers before ordering. Sums in fen, unit prices in yuan.
    ///
    /// Reference: 创建订单前预览数据(批量不同商家) (`alibaba1688PreviewOrdersMultiSeller`). Path and request seen, the answer
    /// partly.
    ///
    /// # Errors
    /// As [`Alibaba1688::preview_order`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, BatchCargoParam, PreviewOrders};
    ///
    /// let line = BatchCargoParam {
    ///     offer_id: "706627393257".into(),
    ///     spec_id: "b266e0726506185beaf205cbae88530d".into(),
    ///     quantity: 10.into(),
    ///     seller_open_id: "BBBwAN4GQ60zRPzBkv7BYPJRQ".into(),
    /// };
    /// let preview = PreviewOrders { address_param: AddressParam::default(), cargo_param_list: vec![line] };
    /// let results = client.alibaba1688().preview_orders(&preview).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn preview_orders(&self, preview: &PreviewOrders) -> Result<Answer<Vec<OrderPreviewResult>>> {
        self.client.send(preview).await
    }

    /// Orders lines of one seller. Never send it twice blindly; more than 50 SKUs can become several orders
    /// ([`CreatedOrder::order_ids`] names them all).
    ///
    /// Reference: 创建订单 (`alibaba1688CreateOrder`). Path and request seen, the answer partly.
    ///
    /// # Errors
    /// See [`crate::Error`], above all [`crate::Error::outcome`]: unknown means that the order may stand. Upstream
    /// refuses a trade type that the preview did not list.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, CargoParam, CreateOrder, Flow};
    ///
    /// let order = CreateOrder {
    ///     flow: Flow::General,
    ///     message: None,
    ///     shop_promotion_id: None,
    ///     trade_type: Some("fxassure".to_owned()),
    ///     out_order_id: None,
    ///     address_param: AddressParam::default(),
    ///     cargo_param_list: vec![CargoParam {
    ///         offer_id: "706627393257".into(),
    ///         spec_id: "b266e0726506185beaf205cbae88530d".into(),
    ///         quantity: 10.into(),
    ///     }],
    /// };
    /// let created = client.alibaba1688().create_order(&order).await?.data;
    /// let ids: Vec<_> = created.iter().flat_map(|order| order.order_ids()).collect();
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_order(&self, order: &CreateOrder) -> Result<Answer<Vec<CreatedOrder>>> {
        self.client.send(order).await
    }

    /// Orders lines of several sellers, one order each. Never send it twice blindly.
    ///
    /// Reference: 创建订单(不同商家) (`alibaba1688CreateOrdersMultiSeller`). Path and request seen, the answer partly.
    ///
    /// # Errors
    /// As [`Alibaba1688::create_order`]; some sellers' orders may stand and others not.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{AddressParam, BatchCargoParam, CreateOrders, Flow};
    ///
    /// let orders = CreateOrders {
    ///     flow: Flow::General,
    ///     message: None,
    ///     shop_promotion_id: None,
    ///     trade_type: None,
    ///     address_param: AddressParam::default(),
    ///     cargo_param_list: vec![BatchCargoParam {
    ///         offer_id: "706627393257".into(),
    ///         spec_id: "b266e0726506185beaf205cbae88530d".into(),
    ///         quantity: 10.into(),
    ///         seller_open_id: "BBBwAN4GQ60zRPzBkv7BYPJRQ".into(),
    ///     }],
    /// };
    /// let created = client.alibaba1688().create_orders(&orders).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_orders(&self, orders: &CreateOrders) -> Result<Answer<Vec<CreatedOrder>>> {
        self.client.send(orders).await
    }

    /// Lists orders by page.
    ///
    /// Reference: 订单列表分页查询 (`alibaba1688ListOrders`). Path seen; every field of request and answer is a guess.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::{OrderStatus, OrdersQuery};
    ///
    /// let mut query = OrdersQuery::new(1, 50);
    /// query.order_status = Some(OrderStatus::WaitBuyerPay);
    /// let page = client.alibaba1688().orders(&query).await?.data;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn orders(&self, query: &OrdersQuery) -> Result<Answer<OrderPage>> {
        self.client.send(query).await
    }

    /// Reads one order: amounts in yuan, save where a field says fen.
    ///
    /// Reference: 获取订单详情 (`alibaba1688GetOrderDetail`). Path and request seen; the answer's fields are those of the
    /// published callback sample and of upstream.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// let order = client.alibaba1688().order(&"2542285634920880794".into()).await?.data;
    /// println!("{:?}", order.base_info.and_then(|head| head.status));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn order(&self, order_id: &OrderId) -> Result<Answer<TradeInfo>> {
        self.client.send(&GetOrderDetail::new(order_id.clone())).await
    }

    /// Cancels an unpaid order.
    ///
    /// Reference: 支付前取消订单 (`alibaba1688CancelOrder`). Documented.
    ///
    /// # Errors
    /// See [`crate::Error`]. Within 10 seconds of its creation upstream refuses with CLOSE_ORDER_TOO_FAST: offer it again.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::CancelOrder;
    ///
    /// let cancel = CancelOrder::new("2542285634920880794".into(), "buyerCancel");
    /// client.alibaba1688().cancel_order(&cancel).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cancel_order(&self, cancel: &CancelOrder) -> Result<Answer<Done>> {
        self.client.send(cancel).await
    }

    /// Pays an order by agreement, or answers its cashier page: a GET that can move money.
    ///
    /// Reference: 订单支付 (`alibaba1688PayOrder`). Documented.
    ///
    /// # Errors
    /// See [`crate::Error`], above all [`crate::Error::outcome`]: unknown means that it may be paid. Read the order.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// let paid = client.alibaba1688().pay_order(&"2542285634920880794".into()).await?.data;
    /// if paid.protocol_pay_success != Some(true) {
    ///     println!("pay by hand: {:?}", paid.pay_url);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn pay_order(&self, order_id: &OrderId) -> Result<Answer<PayUrl>> {
        self.client.send(&PayOrder { order_id: order_id.clone() }).await
    }

    /// Hands orders in for payment together.
    ///
    /// Reference: 开发者批量提交支付1688订单 (`alibaba1688BatchSubmitPayment`). Path and request seen; the answer is cut off
    /// there, so read the orders back.
    ///
    /// # Errors
    /// As [`Alibaba1688::pay_order`]; also when no order is named.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// let orders = ["2059624776425880794".into(), "2060506524492880794".into()];
    /// let handed_in = client.alibaba1688().pay_orders(&orders).await?.data;
    /// println!("{:?} {}", handed_in.said(), handed_in.data());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn pay_orders(&self, order_ids: &[OrderId]) -> Result<Answer<Done>> {
        self.client.send(&BatchPayment { order_ids: order_ids.to_vec() }).await
    }

    /// Confirms that lines of an order arrived: the seller gets the money.
    ///
    /// Reference: 买家确认收货 (`alibaba1688ConfirmReceipt`). Documented.
    ///
    /// # Errors
    /// See [`crate::Error`]; also when no line is named. A refusal can come as a success too: look at
    /// [`Verdict::success`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::ConfirmReceipt;
    ///
    /// let arrived = ConfirmReceipt::new("2542285634920880794".into(), ["2542285634921880794".into()]);
    /// let verdict = client.alibaba1688().confirm_receipt(&arrived).await?.data;
    /// if verdict.success == Some(false) {
    ///     println!("{:?} {:?}", verdict.error_code, verdict.error_info);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn confirm_receipt(&self, receipt: &ConfirmReceipt) -> Result<Answer<Verdict>> {
        self.client.send(receipt).await
    }

    /// Reads the tracking steps of an order's parcels.
    ///
    /// Reference: 获取订单的物流跟踪信息 (`alibaba1688GetLogisticsTrace`). Path and fields guessed after upstream.
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream codes: 404 none yet, order.createtime.history older than a year,
    /// order.nopermission.buyer somebody else's order.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn call(client: pandapon::Client) -> Result<(), pandapon::Error> {
    /// use pandapon::alibaba1688::GetLogisticsTrace;
    ///
    /// let request = GetLogisticsTrace::new("2542285634920880794".into());
    /// for parcel in client.alibaba1688().logistics_trace(&request).await?.data.parcels {
    ///     for step in &parcel.logistics_steps {
    ///         println!("{:?} {:?}", step.accept_time, step.remark);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn logistics_trace(&self, request: &GetLogisticsTrace) -> Result<Answer<LogisticsTrace>> {
        self.client.send(request).await
    }
}
