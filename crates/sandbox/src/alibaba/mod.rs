//! 1688's operations.

mod cargo;
mod cart;
mod goods;
pub(crate) mod machine;
mod offer_wire;
pub(crate) mod order;
pub(crate) mod order_wire;
mod ordering;
mod payment;
mod preview;

use serde_json::Value;

use crate::http::gate::Asked;
use crate::market::Market;
use crate::refusal::Refusal;

/// Answers an operation, if it is one of 1688's that is served.
pub(crate) fn answer(operation: &str, market: &Market, asked: &Asked) -> Option<Result<Value, Refusal>> {
    Some(match operation {
        "alibaba1688SearchByKeyword" => goods::search_by_keyword(market, asked),
        "alibaba1688SearchByImage" => goods::search_by_image(market, asked),
        "alibaba1688SearchStoreOffers" => goods::search_store(market, asked),
        "alibaba1688GetProductDetail" => goods::detail(market, asked),
        "alibaba1688CartList" => market.books(cart::list),
        "alibaba1688CartAdd" => cart::add(market, asked),
        "alibaba1688CartEditQuantity" => cart::edit_quantity(market, asked),
        "alibaba1688CartDelete" => cart::delete(market, asked),
        "alibaba1688CartPreviewOrder" => cart::preview(market, asked),
        "alibaba1688CartCreateOrder" => cart::create_order(market, asked),
        "alibaba1688PreviewOrder" => ordering::preview(market, asked),
        "alibaba1688PreviewOrdersMultiSeller" => ordering::preview_batch(market, asked),
        "alibaba1688CreateOrder" => ordering::create(market, asked),
        "alibaba1688CreateOrdersMultiSeller" => ordering::create_batch(market, asked),
        "alibaba1688ListOrders" => ordering::page(market, asked),
        "alibaba1688GetOrderDetail" => ordering::detail(market, asked),
        "alibaba1688CancelOrder" => ordering::cancel(market, asked),
        "alibaba1688PayOrder" => payment::pay(market, asked),
        "alibaba1688BatchSubmitPayment" => payment::pay_batch(market, asked),
        "alibaba1688ConfirmReceipt" => ordering::confirm_receipt(market, asked),
        _ => return None,
    })
}
