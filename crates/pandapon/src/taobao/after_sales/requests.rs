//! What after-sales operations are asked.

use std::num::NonZeroU32;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::{
    GoodsStatus, ReasonId, RefundId, RefundType, ReturnLogisticsTemplate, ReverseCancelResult,
    ReverseMessagePage, ReverseMessageSubmitResult, ReverseOrderDetail, ReverseOrderPage,
    ReverseRenderResult, ReverseSubmitResult,
};
use crate::call::{self, Call};
use crate::operation::Operation;
use crate::taobao::{PurchaseOrderId, ReverseStatus, SalesOrderId, SubPurchaseOrderId};
use crate::wire::{
    Fen, as_epoch_ms, code_as_number, id_as_number, optional_code_as_number, optional_id_as_number,
};

/// Request of `taobaoListReverseOrders`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReverseOrdersQuery {
    page_no: NonZeroU32,
    page_size: NonZeroU32,
    /// Only this reverse order.
    pub refund_id: Option<RefundId>,
    /// Only of this purchase order.
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// Only of this order on Taobao.
    pub sales_order_id: Option<SalesOrderId>,
    /// Only in this status. The reference has no list of values.
    #[serde(serialize_with = "optional_code_as_number")]
    pub refund_status: Option<ReverseStatus>,
    /// Asked for from; travels as epoch milliseconds, which is a reading of the reference.
    #[serde(serialize_with = "as_epoch_ms")]
    pub refund_start_time: Option<Timestamp>,
    /// Asked for until.
    #[serde(serialize_with = "as_epoch_ms")]
    pub refund_end_time: Option<Timestamp>,
}

impl ReverseOrdersQuery {
    /// One page of reverse orders; pages count from 1.
    #[must_use]
    pub fn new(page: NonZeroU32, page_size: NonZeroU32) -> Self {
        Self {
            page_no: page,
            page_size,
            refund_id: None,
            purchase_order_id: None,
            sales_order_id: None,
            refund_status: None,
            refund_start_time: None,
            refund_end_time: None,
        }
    }
}

impl Call for ReverseOrdersQuery {
    const OPERATION: Operation = Operation::TaobaoListReverseOrders;
    type Answer = ReverseOrderPage;
}

/// Request of `taobaoRenderReverseOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderReverseOrder {
    /// The order line.
    pub sub_order_id: SubPurchaseOrderId,
    /// Kind of claim meant.
    #[serde(serialize_with = "code_as_number")]
    pub refund_type: RefundType,
    /// Where the goods are.
    #[serde(serialize_with = "code_as_number")]
    pub goods_status: GoodsStatus,
}

impl Call for RenderReverseOrder {
    const OPERATION: Operation = Operation::TaobaoRenderReverseOrder;
    type Answer = ReverseRenderResult;
}

/// Request of `taobaoRenderReturnLogistics`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderReturnLogistics {
    /// The reverse order.
    pub refund_id: RefundId,
}

impl Call for RenderReturnLogistics {
    const OPERATION: Operation = Operation::TaobaoRenderReturnLogistics;
    type Answer = ReturnLogisticsTemplate;
}

/// Request of `taobaoSubmitReturnLogistics`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitReturnLogistics {
    /// The reverse order.
    pub refund_id: RefundId,
    /// The carrier's code, from [`crate::taobao::Taobao::render_return_logistics`].
    pub logistics_company_code: String,
    /// The carrier's name.
    pub logistics_company_name: Option<String>,
    /// Waybill number of the return.
    pub logistics_no: String,
    /// Phone of the sender.
    pub buyer_phone: Option<String>,
    /// Note on the return.
    pub return_goods_desc: Option<String>,
}

impl Call for SubmitReturnLogistics {
    const OPERATION: Operation = Operation::TaobaoSubmitReturnLogistics;
    type Answer = ReverseSubmitResult;

    fn check(&self) -> Result<(), String> {
        call::not_blank("logisticsCompanyCode", &self.logistics_company_code)?;
        call::not_blank("logisticsNo", &self.logistics_no)
    }
}

/// Request of `taobaoCancelReverseOrder`; travels in the path.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelReverseOrder {
    /// The reverse order.
    pub refund_id: RefundId,
}

impl Call for CancelReverseOrder {
    const OPERATION: Operation = Operation::TaobaoCancelReverseOrder;
    type Answer = ReverseCancelResult;
}

/// Request of `taobaoSubmitReverseMessage`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitReverseMessage {
    /// The reverse order.
    pub refund_id: RefundId,
    /// What to say.
    pub refund_message: String,
    /// URLs of pictures. They travel as one text; the comma between them is a guess.
    #[serde(serialize_with = "joined")]
    pub refund_images: Vec<String>,
}

impl Call for SubmitReverseMessage {
    const OPERATION: Operation = Operation::TaobaoSubmitReverseMessage;
    type Answer = ReverseMessageSubmitResult;

    fn check(&self) -> Result<(), String> {
        call::not_blank("refundMessage", &self.refund_message)
    }
}

/// Request of `taobaoSubmitReverseOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitReverseOrder {
    /// The order line.
    pub sub_order_id: SubPurchaseOrderId,
    /// Kind of claim.
    #[serde(serialize_with = "code_as_number")]
    pub refund_type: RefundType,
    /// Where the goods are.
    #[serde(serialize_with = "code_as_number")]
    pub goods_status: GoodsStatus,
    /// One of the reasons that [`crate::taobao::Taobao::render_reverse_order`] answers.
    #[serde(serialize_with = "id_as_number")]
    pub reason_id: ReasonId,
    /// Amount asked, fen; within the limits that the render call answers.
    pub refund_fee: Fen,
    /// Explanation.
    pub refund_desc: Option<String>,
    /// URLs of pictures as proof. They travel as one text; the comma between them is a guess.
    #[serde(serialize_with = "joined")]
    pub refund_images: Vec<String>,
}

impl Call for SubmitReverseOrder {
    const OPERATION: Operation = Operation::TaobaoSubmitReverseOrder;
    type Answer = ReverseSubmitResult;
}

/// Request of `taobaoListReverseMessages`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListReverseMessages {
    /// The reverse order.
    pub refund_id: RefundId,
    /// Page, from 1.
    pub page_no: Option<NonZeroU32>,
    /// Rows a page.
    pub page_size: Option<NonZeroU32>,
}

impl Call for ListReverseMessages {
    const OPERATION: Operation = Operation::TaobaoListReverseMessages;
    type Answer = ReverseMessagePage;
}

/// Request of `taobaoModifyReverseOrder`. What is none stays as it was.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModifyReverseOrder {
    refund_id: RefundId,
    /// Kind of claim.
    #[serde(serialize_with = "optional_code_as_number")]
    pub refund_type: Option<RefundType>,
    /// Where the goods are.
    #[serde(serialize_with = "optional_code_as_number")]
    pub goods_status: Option<GoodsStatus>,
    /// One of the reasons that the render call answers.
    #[serde(serialize_with = "optional_id_as_number")]
    pub reason_id: Option<ReasonId>,
    /// Amount asked, fen.
    pub refund_fee: Option<Fen>,
    /// Explanation.
    pub refund_desc: Option<String>,
    /// URLs of pictures as proof. They travel as one text; the comma between them is a guess.
    #[serde(serialize_with = "joined")]
    pub refund_images: Vec<String>,
}

impl ModifyReverseOrder {
    /// A change of one reverse order, nothing changed yet.
    pub fn of(refund_id: impl Into<RefundId>) -> Self {
        Self {
            refund_id: refund_id.into(),
            refund_type: None,
            goods_status: None,
            reason_id: None,
            refund_fee: None,
            refund_desc: None,
            refund_images: Vec::new(),
        }
    }
}

impl Call for ModifyReverseOrder {
    const OPERATION: Operation = Operation::TaobaoModifyReverseOrder;
    type Answer = ReverseSubmitResult;

    fn check(&self) -> Result<(), String> {
        let unchanged = self.refund_type.is_none()
            && self.goods_status.is_none()
            && self.reason_id.is_none()
            && self.refund_fee.is_none()
            && self.refund_desc.is_none()
            && self.refund_images.is_empty();
        if unchanged { Err("name at least one field to change".to_owned()) } else { Ok(()) }
    }
}

/// Request of `taobaoGetReverseOrder`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetReverseOrder {
    /// The reverse order.
    pub refund_id: RefundId,
}

impl Call for GetReverseOrder {
    const OPERATION: Operation = Operation::TaobaoGetReverseOrder;
    type Answer = ReverseOrderDetail;
}

/// Pictures travel as one text; the reference names no separator.
fn joined<S: Serializer>(images: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    (!images.is_empty()).then(|| images.join(",")).serialize(serializer)
}
