//! 1688's operations.

mod cargo;
mod cart;
mod categories;
mod chat;
mod delivery;
mod goods;
pub(crate) mod machine;
mod offer_wire;
pub(crate) mod order;
pub(crate) mod order_wire;
mod ordering;
mod payment;
mod preview;
mod recommend;
pub(crate) mod refund;

pub(crate) use cargo::Address;
pub(crate) use preview::TRADE_TYPE;

use crate::operations::Operations;

/// 1688's operations that are served, without after-sales.
pub(crate) const OPERATIONS: Operations = &[
    ("alibaba1688SearchByKeyword", goods::search_by_keyword),
    ("alibaba1688SearchByImage", goods::search_by_image),
    ("alibaba1688SearchStoreOffers", goods::search_store),
    ("alibaba1688GetProductDetail", goods::detail),
    ("alibaba1688SearchGlobalSelection", goods::search_global_selection),
    ("alibaba1688Search1688Selection", goods::search_strict_selection),
    ("alibaba1688DecryptOpenUidToWangwangUrl", chat::wangwang_url),
    ("alibaba1688GetCategoryById", categories::by_id),
    ("alibaba1688RecommendOffers", recommend::for_user),
    ("alibaba1688ListRelatedOffers", recommend::related),
    ("alibaba1688GetTopList", recommend::top_list),
    ("alibaba1688CartList", |market, _| market.books(cart::list)),
    ("alibaba1688CartAdd", cart::add),
    ("alibaba1688CartEditQuantity", cart::edit_quantity),
    ("alibaba1688CartDelete", cart::delete),
    ("alibaba1688CartPreviewOrder", cart::preview),
    ("alibaba1688CartCreateOrder", cart::create_order),
    ("alibaba1688PreviewOrder", ordering::preview),
    ("alibaba1688PreviewOrdersMultiSeller", ordering::preview_batch),
    ("alibaba1688CreateOrder", ordering::create),
    ("alibaba1688CreateOrdersMultiSeller", ordering::create_batch),
    ("alibaba1688ListOrders", ordering::page),
    ("alibaba1688GetOrderDetail", ordering::detail),
    ("alibaba1688CancelOrder", ordering::cancel),
    ("alibaba1688PayOrder", payment::pay),
    ("alibaba1688BatchSubmitPayment", payment::pay_batch),
    ("alibaba1688GetLogisticsTrace", delivery::trace),
    ("alibaba1688ConfirmReceipt", delivery::confirm_receipt),
];
