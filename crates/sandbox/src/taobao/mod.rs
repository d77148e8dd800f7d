//! Taobao's operations.

mod cart;
mod goods;
pub(crate) mod machine;
pub(crate) mod order;
mod ordering;
mod payment;

use serde_json::Value;

use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::Refusal;

/// Answers an operation, if it is one of Taobao's that is served.
pub(crate) fn answer(operation: &str, market: &Market, asked: &Asked) -> Option<Result<Value, Refusal>> {
    Some(match operation {
        "taobaoSearchByKeyword" => goods::search_by_keyword(market, asked),
        "taobaoSearchByImage" => goods::search_by_image(market, asked),
        "taobaoGetProductById" | "taobaoQueryProduct" => goods::product(market, asked),
        "taobaoGetSourceProduct" => goods::source_product(market, asked),
        "taobaoBatchCheckProducts" => goods::batch_check(market, asked),
        "taobaoListCart" => market.books(cart::list),
        "taobaoAddCartItem" => cart::add(market, asked),
        "taobaoEditCartQuantity" => cart::edit_quantity(market, asked),
        "taobaoDeleteCartItems" => cart::delete(market, asked),
        "taobaoCartPreviewOrder" => cart::preview(market, asked),
        "taobaoCartCreateOrder" => cart::create_order(market, asked),
        "taobaoCreateOrder" => ordering::create(market, asked),
        "taobaoRenderOrder" => ordering::render(market, asked),
        "taobaoPageOrders" => ordering::page(market, asked),
        "taobaoGetOrder" => ordering::detail(market, asked),
        "taobaoCancelOrder" => ordering::cancel(market, asked),
        "taobaoPayOrder" => payment::pay(market, asked),
        "taobaoUploadPaymentVoucher" => payment::upload_voucher(market, asked),
        _ => return None,
    })
}
