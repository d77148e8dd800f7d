//! What a pushed message is about.

use crate::wire::codes;

codes! {
    /// The platform that a message is about.
    Platform {
        /// Taobao.
        Taobao = "0",
        /// 1688.
        Alibaba1688 = "1",
    }
}

codes! {
    /// What happened, without the platform in front of it. Only the first was seen on a page of PandaPon; the others come
    /// from the sister platform, from upstream, or stand for a page whose name was never seen.
    Topic {
        /// The seller changed the price of an unpaid order.
        PriceModified = "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
        /// An order was made.
        Made = "ORDER_BUYER_VIEW_BUYER_MAKE" | "ORDER_CREATE",
        /// An order was paid.
        Paid = "ORDER_BUYER_VIEW_ORDER_PAY" | "ORDER_PAY_SUCCESS",
        /// A stage of an order was paid.
        StepPaid = "ORDER_BUYER_VIEW_ORDER_STEP_PAY",
        /// Several orders were paid at once.
        BatchPaid = "ORDER_BATCH_PAY",
        /// Everything was shipped.
        Shipped = "ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS",
        /// A part was shipped.
        PartlyShipped = "ORDER_BUYER_VIEW_PART_PART_SENDGOODS",
        /// Receipt was confirmed; misspelt on the wire.
        Received = "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS" | "ORDER_BUYER_VIEW_ORDER_CONFIRM_RECEIVEGOODS",
        /// The order is completed.
        Succeeded = "ORDER_BUYER_VIEW_ORDER_SUCCESS",
        /// The buyer closed the order.
        ClosedByBuyer = "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE",
        /// The seller closed the order.
        ClosedBySeller = "ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE",
        /// The platform closed the order.
        ClosedByPlatform = "ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE",
        /// The order was cancelled.
        Cancelled = "ORDER_CANCEL",
        /// The status changed; a placeholder for names that were never seen.
        StatusChanged = "ORDER_STATUS_CHANGED",
        /// A refund before the order was completed moved.
        RefundInSales = "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES",
        /// A refund after the order was completed moved.
        RefundAfterSales = "ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES" | "ORDER_REFUND_AFTER_SALES",
        /// A refund moved.
        Refund = "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND",
        /// A parcel moved.
        ParcelMoved = "LOGISTICS_BUYER_VIEW_TRACE",
        /// A waybill number changed.
        WaybillChanged = "LOGISTICS_MAIL_NO_CHANGE",
    }
}

/// Which of a platform's three callbacks a message belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Callback {
    /// 订单价格修改回调: a price changed.
    PriceModified,
    /// 订单状态修改回调: a status changed.
    StatusChanged,
    /// 订单售后退款: an after-sales case moved.
    Refund,
}

impl Topic {
    /// The callback that it belongs to; none for what is no page of the reference, such as parcels.
    #[must_use]
    pub fn callback(&self) -> Option<Callback> {
        match self {
            Self::PriceModified => Some(Callback::PriceModified),
            Self::RefundInSales | Self::RefundAfterSales | Self::Refund => Some(Callback::Refund),
            Self::ParcelMoved | Self::WaybillChanged | Self::BatchPaid | Self::Unknown(_) => None,
            _ => Some(Callback::StatusChanged),
        }
    }

    /// Reads a message type, with or without the platform in front of it.
    #[must_use]
    pub fn of(message_type: &str) -> Self {
        Self::from_code(split_platform(message_type).1)
    }
}

/// Takes the platform off the front of a message type: page titles have it, messages do not.
pub(super) fn split_platform(message_type: &str) -> (Option<Platform>, &str) {
    let name = message_type.trim();
    for (prefix, platform) in [("TAOBAO_", Platform::Taobao), ("1688_", Platform::Alibaba1688)] {
        if let Some(rest) = name.strip_prefix(prefix) {
            return (Some(platform), rest);
        }
    }
    (None, name)
}
