//! 1688's after-sales, called refunds: one for one or several lines of an order, before its completion or after.

mod ask;
mod case;
mod goods_return;
pub(crate) mod machine;
mod reasons;
pub(crate) mod wire;

pub(crate) use ask::{Change, modify, withdraw};
pub(crate) use case::RefundCase;

use crate::operations::Operations;

/// The refund operations.
pub(crate) const OPERATIONS: Operations = &[
    ("alibaba1688ListRefundReasons", ask::reasons),
    ("alibaba1688UploadRefundVoucher", ask::upload_voucher),
    ("alibaba1688CreateRefund", ask::create),
    ("alibaba1688GetRefund", wire::detail),
    ("alibaba1688SubmitReturnShipment", goods_return::submit),
    ("alibaba1688ListLogisticsCompanies", goods_return::carriers),
];
