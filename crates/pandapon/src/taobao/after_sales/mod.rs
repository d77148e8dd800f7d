//! Taobao after-sales: reverse orders, which are claims for a refund with or without a return.

mod requests;
mod reverse_order;

pub use requests::{
    CancelReverseOrder, GetReverseOrder, ListReverseMessages, ModifyReverseOrder, RenderReturnLogistics,
    RenderReverseOrder, ReverseOrdersQuery, SubmitReturnLogistics, SubmitReverseMessage, SubmitReverseOrder,
};
pub use reverse_order::{
    RefundFeeLimits, RefundOrder, RefundReason, RefundedLine, ReturnAddress, ReturnAddressParts,
    ReturnCarrier, ReturnLogistics, ReturnLogisticsTemplate, ReverseCancelResult, ReverseMessage,
    ReverseMessagePage, ReverseMessageSubmitResult, ReverseOrder, ReverseOrderDetail, ReverseOrderPage,
    ReverseRenderResult, ReverseSubmitResult, ReverseTemplate,
};

#[cfg(feature = "client")]
use super::Taobao;
use crate::envelope::Answer;
use crate::error::Result;
use crate::wire::{codes, ids};

ids! {
    /// Id of a reverse order (12 digits).
    RefundId;
    /// Id of a reason for a claim.
    ReasonId;
    /// Id of a payment.
    PayOrderId;
}

codes! {
    /// Kind of a claim. The reference has no list; these are upstream's values.
    RefundType {
        /// Money back, goods kept or never sent.
        RefundOnly = "1",
        /// Goods go back first.
        ReturnAndRefund = "3",
    }
}

codes! {
    /// Where the goods of a claim are. The reference has no list; these are upstream's values.
    GoodsStatus {
        /// Not received.
        NotReceived = "1",
        /// Received.
        Received = "2",
        /// Sent back.
        SentBack = "3",
        /// Not shipped.
        NotShipped = "4",
        /// The seller has them again.
        SellerReceived = "5",
        /// Shipped.
        Shipped = "6",
    }
}

#[cfg(feature = "client")]
impl Taobao<'_> {
    /// Lists reverse orders, one page at a time. Sums are read as fen. A row that cannot be read is reported beside
    /// the others.
    ///
    /// Reference: 逆向单列表查询 (`taobaoListReverseOrders`); partly documented: the answer was cut off; marked as in
    /// development in edition v1.
    ///
    /// # Errors
    /// See [`crate::Error`]. In edition v1 the page says "in development": HTTP 404 means that the call is not there
    /// yet.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{PurchaseOrderId, ReverseOrdersQuery};
    ///
    /// let mut query = ReverseOrdersQuery::new(1.try_into()?, 20.try_into()?);
    /// query.purchase_order_id = Some(PurchaseOrderId::new("200048859479"));
    /// let page = client.taobao().reverse_orders(&query).await?.data;
    /// for claim in page.refund_order_aggregates.read.iter().filter_map(|row| row.refund_order.as_ref()) {
    ///     println!("{:?}: {:?}", claim.refund_id, claim.refund_status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn reverse_orders(&self, query: &ReverseOrdersQuery) -> Result<Answer<ReverseOrderPage>> {
        self.client.send(query).await
    }

    /// Reads one reverse order. Sums are read as fen.
    ///
    /// Reference: 逆向单查询 (`taobaoGetReverseOrder`); documented.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let detail = client.taobao().reverse_order(&"110000235001".into()).await?.data;
    /// println!("{:?}", detail.refund_order_aggregate);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn reverse_order(&self, refund_id: &RefundId) -> Result<Answer<ReverseOrderDetail>> {
        self.client.send(&GetReverseOrder { refund_id: refund_id.clone() }).await
    }

    /// Asks what a claim on an order line may say: reasons, states of the goods, and the least and most that may be
    /// asked, read as fen. Asked before [`Taobao::submit_reverse_order`] and [`Taobao::modify_reverse_order`].
    ///
    /// Reference: 逆向单渲染接口 (`taobaoRenderReverseOrder`); partly documented: the answer was cut off.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{GoodsStatus, RefundType, RenderReverseOrder};
    ///
    /// let claim = RenderReverseOrder {
    ///     sub_order_id: "200048859480".into(),
    ///     refund_type: RefundType::RefundOnly,
    ///     goods_status: GoodsStatus::NotReceived,
    /// };
    /// let template = client.taobao().render_reverse_order(&claim).await?.data.refund_order_template;
    /// for reason in template.iter().flat_map(|template| &template.refund_reasons) {
    ///     println!("{:?}: {:?}", reason.reason_id, reason.reason_desc);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn render_reverse_order(
        &self,
        claim: &RenderReverseOrder,
    ) -> Result<Answer<ReverseRenderResult>> {
        self.client.send(claim).await
    }

    /// Opens a claim on an order line. Never send it twice blindly: see [`crate::Error::outcome`].
    ///
    /// Reference: 逆向单提交 (`taobaoSubmitReverseOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream names 5003 (state of the goods), 5004 (reason), 5010 (state or duplicate), 5011
    /// (more than paid).
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::{GoodsStatus, RefundType, SubmitReverseOrder};
    /// use pandapon::wire::Fen;
    ///
    /// let claim = SubmitReverseOrder {
    ///     sub_order_id: "200048859480".into(),
    ///     refund_type: RefundType::RefundOnly,
    ///     goods_status: GoodsStatus::NotReceived,
    ///     reason_id: "1001".into(),
    ///     refund_fee: Fen(400),
    ///     refund_desc: None,
    ///     refund_images: Vec::new(),
    /// };
    /// let opened = client.taobao().submit_reverse_order(&claim).await?.data;
    /// println!("{:?}", opened.refund_id);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn submit_reverse_order(
        &self,
        claim: &SubmitReverseOrder,
    ) -> Result<Answer<ReverseSubmitResult>> {
        self.client.send(claim).await
    }

    /// Changes an open claim, also one that the seller refused. Never send it twice blindly: see
    /// [`crate::Error::outcome`].
    ///
    /// Reference: 逆向单修改 (`taobaoModifyReverseOrder`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::ModifyReverseOrder;
    /// use pandapon::wire::Fen;
    ///
    /// let mut change = ModifyReverseOrder::of("110000235001");
    /// change.refund_fee = Some(Fen(300));
    /// client.taobao().modify_reverse_order(&change).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn modify_reverse_order(
        &self,
        change: &ModifyReverseOrder,
    ) -> Result<Answer<ReverseSubmitResult>> {
        self.client.send(change).await
    }

    /// Withdraws a claim: a GET that changes state. Look at `cancel_success`, and never send it twice blindly.
    ///
    /// Reference: 逆向单撤销 (`taobaoCancelReverseOrder`); partly documented: the answer was cut off; marked as in
    /// development in edition v1.
    ///
    /// # Errors
    /// See [`crate::Error`]. In edition v1 the page says "in development": HTTP 404 means that the call is not there
    /// yet.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let withdrawn = client.taobao().cancel_reverse_order(&"110000235001".into()).await?.data;
    /// println!("{:?}", withdrawn.cancel_success);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cancel_reverse_order(&self, refund_id: &RefundId) -> Result<Answer<ReverseCancelResult>> {
        self.client.send(&CancelReverseOrder { refund_id: refund_id.clone() }).await
    }

    /// Asks how goods can go back: carriers and address.
    ///
    /// Reference: 退货物流渲染 (`taobaoRenderReturnLogistics`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let template = client.taobao().render_return_logistics(&"110000235001".into()).await?.data;
    /// for carrier in &template.logistics_company_list {
    ///     println!("{:?}: {:?}", carrier.code(), carrier.logistics_company_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn render_return_logistics(
        &self,
        refund_id: &RefundId,
    ) -> Result<Answer<ReturnLogisticsTemplate>> {
        self.client.send(&RenderReturnLogistics { refund_id: refund_id.clone() }).await
    }

    /// Reports how goods went back. Never send it twice blindly: see [`crate::Error::outcome`].
    ///
    /// Reference: 退货物流提交 (`taobaoSubmitReturnLogistics`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`]. Upstream names 4002 (carrier and waybill needed), 4004 (they do not match), 4007
    /// (state).
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::SubmitReturnLogistics;
    ///
    /// let shipment = SubmitReturnLogistics {
    ///     refund_id: "110000235001".into(),
    ///     logistics_company_code: "SF".into(),
    ///     logistics_company_name: Some("顺丰快递".into()),
    ///     logistics_no: "SF12181323546".into(),
    ///     buyer_phone: None,
    ///     return_goods_desc: None,
    /// };
    /// client.taobao().submit_return_logistics(&shipment).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn submit_return_logistics(
        &self,
        shipment: &SubmitReturnLogistics,
    ) -> Result<Answer<ReverseSubmitResult>> {
        self.client.send(shipment).await
    }

    /// Writes a message on a claim. Sent twice, it stands there twice.
    ///
    /// Reference: 提交逆向单留言 (`taobaoSubmitReverseMessage`); partly documented: the answer was cut off; marked as in
    /// development in edition v1.
    ///
    /// # Errors
    /// See [`crate::Error`]. In edition v1 the page says "in development": HTTP 404 means that the call is not there
    /// yet.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::SubmitReverseMessage;
    ///
    /// let message = SubmitReverseMessage {
    ///     refund_id: "110000235001".into(),
    ///     refund_message: "请尽快处理".into(),
    ///     refund_images: Vec::new(),
    /// };
    /// client.taobao().submit_reverse_message(&message).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn submit_reverse_message(
        &self,
        message: &SubmitReverseMessage,
    ) -> Result<Answer<ReverseMessageSubmitResult>> {
        self.client.send(message).await
    }

    /// Lists the messages of a claim. Times are epoch milliseconds.
    ///
    /// Reference: 逆向单留言列表查询 (`taobaoListReverseMessages`); inferred, and so is its path.
    ///
    /// # Errors
    /// See [`crate::Error`].
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: pandapon::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use pandapon::taobao::ListReverseMessages;
    ///
    /// let list = ListReverseMessages { refund_id: "110000235001".into(), page_no: None, page_size: None };
    /// for message in &client.taobao().reverse_messages(&list).await?.data.messages.read {
    ///     println!("{:?}: {:?}", message.owner_role, message.content);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn reverse_messages(&self, list: &ListReverseMessages) -> Result<Answer<ReverseMessagePage>> {
        self.client.send(list).await
    }
}
