//! Taobao's after-sales, called reverse orders: one case for one line of an order.

mod case;
mod claim;
mod limits;
pub(crate) mod machine;
mod parcel;
mod reading;
mod talk;

pub(crate) use case::ReverseCase;

use crate::operations::Operations;

/// The reverse-order operations.
pub(crate) const OPERATIONS: Operations = &[
    ("taobaoListReverseOrders", reading::list),
    ("taobaoGetReverseOrder", reading::query),
    ("taobaoRenderReverseOrder", claim::render),
    ("taobaoSubmitReverseOrder", claim::submit),
    ("taobaoModifyReverseOrder", claim::modify),
    ("taobaoCancelReverseOrder", claim::cancel),
    ("taobaoSubmitReverseMessage", talk::submit),
    ("taobaoListReverseMessages", talk::list),
    ("taobaoRenderReturnLogistics", parcel::render),
    ("taobaoSubmitReturnLogistics", parcel::submit),
];
