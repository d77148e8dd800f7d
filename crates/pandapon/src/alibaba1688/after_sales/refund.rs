//! Refunds as the platform describes them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RefundReasonId;
use crate::alibaba1688::{OrderId, RefundId, RefundStatus};
use crate::call::Call;
use crate::operation::Operation;
use crate::wire::{Count, Extra, Fen, Moment, Text, codes, flag};

codes! {
    /// When a refund was asked for.
    DisputeType {
        /// Before the order was completed.
        BeforeCompletion = "1",
        /// After the order was completed.
        AfterCompletion = "2",
    }
}

codes! {
    /// Where the goods of a refund are. A claim says it in words, see [`GoodsStatus`](super::GoodsStatus).
    GoodsCondition {
        /// Not received.
        NotReceived = "1",
        /// Received.
        Received = "2",
        /// Sent back.
        Returned = "3",
    }
}

/// Request of `alibaba1688GetRefund`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GetRefund {
    refund_id: RefundId,
}

impl GetRefund {
    /// One refund.
    #[must_use]
    pub fn new(refund_id: RefundId) -> Self {
        Self { refund_id }
    }
}

impl Call for GetRefund {
    const OPERATION: Operation = Operation::Alibaba1688GetRefund;
    type Answer = Refund;
}

/// A refund. Sums in fen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Refund {
    /// Refund id: the key to use.
    pub refund_id: Option<RefundId>,
    /// Row number.
    pub id: Option<Text>,
    /// The order.
    pub order_id: Option<OrderId>,
    /// Lines in the refund.
    pub order_entry_id_list: Vec<Value>,
    /// Its status.
    pub status: Option<RefundStatus>,
    /// Asked before or after the order was completed.
    pub dispute_type: Option<DisputeType>,
    /// What was asked, a number here (3 is a return with refund in the upstream sample), a word in a claim.
    pub dispute_request: Option<Text>,
    /// Where the goods were, a number here, a word in a claim.
    pub goods_status: Option<GoodsCondition>,
    /// Goods amount asked for.
    pub apply_payment: Option<Fen>,
    /// Freight asked for.
    pub apply_carriage: Option<Fen>,
    /// Amount that the buyer typed.
    pub apply_expect: Option<Fen>,
    /// Reason.
    pub apply_reason: Option<Text>,
    /// Its id.
    pub apply_reason_id: Option<RefundReasonId>,
    /// Reason of the second level.
    pub apply_sub_reason: Option<Text>,
    /// Its id.
    pub apply_sub_reason_id: Option<RefundReasonId>,
    /// Most that can be refunded.
    pub can_refund_payment: Option<Fen>,
    /// Really refunded.
    pub refund_payment: Option<Fen>,
    /// Freight really refunded.
    pub refund_carriage: Option<Fen>,
    /// Frozen; -1 means none.
    pub frozen_fund: Option<Fen>,
    /// Goods have to go back.
    #[serde(deserialize_with = "flag")]
    pub refund_goods: Option<bool>,
    /// Money only.
    #[serde(deserialize_with = "flag")]
    pub only_refund: Option<bool>,
    /// The buyer has the goods.
    #[serde(deserialize_with = "flag")]
    pub goods_received: Option<bool>,
    /// The buyer has sent the goods back.
    #[serde(deserialize_with = "flag")]
    pub buyer_send_goods: Option<bool>,
    /// Carrier of the return.
    pub buyer_logistics_name: Option<Text>,
    /// Waybill number of the return.
    pub freight_bill: Option<Text>,
    /// Who receives the return.
    pub seller_real_name: Option<Text>,
    /// Receiver's mobile number.
    pub seller_mobile: Option<Text>,
    /// Receiver's phone.
    pub seller_tel: Option<Text>,
    /// Where the return goes.
    pub seller_receive_address: Option<Text>,
    /// Why the seller refused.
    pub reject_reason: Option<Text>,
    /// Its id.
    pub reject_reason_id: Option<Text>,
    /// How often the seller refused.
    pub reject_times: Option<Count>,
    /// Asked.
    pub gmt_apply: Option<Moment>,
    /// Created.
    pub gmt_create: Option<Moment>,
    /// Changed.
    pub gmt_modified: Option<Moment>,
    /// Completed.
    pub gmt_completed: Option<Moment>,
    /// Frozen.
    pub gmt_freezed: Option<Moment>,
    /// Deadline of the present step.
    pub gmt_time_out: Option<Moment>,
    /// The deadline is frozen.
    #[serde(deserialize_with = "flag")]
    pub time_out_freeze: Option<bool>,
    /// What happens at the deadline.
    pub time_out_operate_type: Option<Text>,
    /// The buyer's member id.
    pub buyer_member_id: Option<Text>,
    /// The buyer's login.
    pub buyer_login_id: Option<Text>,
    /// The buyer's number.
    pub buyer_user_id: Option<Text>,
    /// The buyer's Alipay id.
    pub buyer_alipay_id: Option<Text>,
    /// The seller's member id.
    pub seller_member_id: Option<Text>,
    /// The seller's login.
    pub seller_login_id: Option<Text>,
    /// The seller's number.
    pub seller_user_id: Option<Text>,
    /// The seller's Alipay id.
    pub seller_alipay_id: Option<Text>,
    /// Payment id.
    pub alipay_payment_id: Option<Text>,
    /// Goods.
    pub product_name: Option<Text>,
    /// Trade type as digits, such as 50060.
    pub trade_type_str: Option<Text>,
    /// Further pairs of names and values.
    pub ext_info: Option<Value>,
    /// PandaPon's row: who created it.
    pub create_by: Option<Text>,
    /// PandaPon's row: id of who created it.
    pub create_by_id: Option<Text>,
    /// PandaPon's row: created.
    pub create_time: Option<Moment>,
    /// PandaPon's row: who changed it.
    pub update_by: Option<Text>,
    /// PandaPon's row: id of who changed it.
    pub update_by_id: Option<Text>,
    /// PandaPon's row: changed.
    pub update_time: Option<Moment>,
    /// Note.
    pub remark: Option<Text>,
    /// Members that the reference does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
