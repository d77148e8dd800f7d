//! Taobao's operations.

mod cart;
mod chat;
mod delivery;
pub(crate) mod goods;
pub(crate) mod machine;
pub(crate) mod order;
mod ordering;
mod payment;
pub(crate) mod reverse;

use crate::operations::Operations;

/// Taobao's operations that are served, without after-sales.
pub(crate) const OPERATIONS: Operations = &[
    ("taobaoSearchByKeyword", goods::search_by_keyword),
    ("taobaoSearchByImage", goods::search_by_image),
    ("taobaoGetProductById", goods::product),
    ("taobaoQueryProduct", goods::product),
    ("taobaoGetSourceProduct", goods::source_product),
    ("taobaoBatchCheckProducts", goods::batch_check),
    ("taobaoListCart", |market, _| market.books(cart::list)),
    ("taobaoAddCartItem", cart::add),
    ("taobaoEditCartQuantity", cart::edit_quantity),
    ("taobaoDeleteCartItems", cart::delete),
    ("taobaoCartPreviewOrder", cart::preview),
    ("taobaoCartCreateOrder", cart::create_order),
    ("taobaoCreateOrder", ordering::create),
    ("taobaoRenderOrder", ordering::render),
    ("taobaoPageOrders", ordering::page),
    ("taobaoGetOrder", ordering::detail),
    ("taobaoCancelOrder", ordering::cancel),
    ("taobaoPayOrder", payment::pay),
    ("taobaoUploadPaymentVoucher", payment::upload_voucher),
    ("taobaoUpdateOrderWarehouse", delivery::update_warehouse),
    ("taobaoGetLogisticsDetail", delivery::logistics_detail),
    ("taobaoGetImLink", chat::im_link),
];
