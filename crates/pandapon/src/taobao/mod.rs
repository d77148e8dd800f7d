//! Taobao: offers, cart, orders, after-sales. Modules mirror the groups of the reference.

mod after_sales;
mod cart;
mod cart_orders;
mod chat;
mod goods;
mod logistics;
mod orders;
mod placing;
mod search;
mod voucher;

pub use after_sales::{
    CancelReverseOrder, GetReverseOrder, GoodsStatus, ListReverseMessages, ModifyReverseOrder, PayOrderId,
    ReasonId, RefundFeeLimits, RefundId, RefundOrder, RefundReason, RefundType, RefundedLine,
    RenderReturnLogistics, RenderReverseOrder, ReturnAddress, ReturnAddressParts, ReturnCarrier,
    ReturnLogistics, ReturnLogisticsTemplate, ReverseCancelResult, ReverseMessage, ReverseMessagePage,
    ReverseMessageSubmitResult, ReverseOrder, ReverseOrderDetail, ReverseOrderPage, ReverseOrdersQuery,
    ReverseRenderResult, ReverseSubmitResult, ReverseTemplate, SubmitReturnLogistics, SubmitReverseMessage,
    SubmitReverseOrder,
};
pub use cart::{AddToCart, Cart, CartItem, CartShop, DeleteFromCart, EditCartQuantity, ListCart};
pub use cart_orders::{
    CartOrder, CartOrderResult, CartPreview, CartPreviewItem, CartPreviewShop, PreviewCart,
};
pub use chat::{ChatAbout, ChatLink, ChatLogin, GetChatLink};
pub use goods::{
    BatchCheck, BatchCheckResult, CheckedItem, GetProduct, GetSourceProduct, MpProduct, MpSku, NoMpReason,
    Product, ProductSku, QueryProduct, SkuProperty, SourceProduct,
};
pub use logistics::{
    Carrier, GetLogisticsDetail, LogisticsDetail, Parcel, ParcelEvent, ParcelGoods, ParcelReceiver,
};
pub use orders::{
    CancelOrder, GetOrder, Order, OrderPage, OrdersQuery, PayOrders, PayResult, SubOrder,
    UpdateOrderWarehouse,
};
pub use placing::{
    CreateOrder, CreatedOrder, CreatedOrderLine, OrderLine, Receiver, RenderOrder, RenderedOrder,
};
pub use search::{ImageSearch, KeywordSearch, Picture, SearchItem, SearchPage};
pub(crate) use voucher::WireVoucher;
pub use voucher::{PaymentVoucher, VoucherFile};

#[cfg(feature = "client")]
use crate::client::Client;
use crate::wire::{codes, ids};

ids! {
    /// Taobao item id (10 to 13 digits; opaque text in edition v2).
    ItemId;
    /// Taobao SKU id.
    SkuId;
    /// Item id on the supply platform, needed to order.
    MpId;
    /// SKU id on the supply platform, needed to order.
    MpSkuId;
    /// Shop id.
    ShopId;
    /// Id of a SKU property, such as colour.
    PropertyId;
    /// Id of a value of a SKU property, such as red.
    PropertyValueId;
    /// Id of a cart record.
    CartRecordId;
    /// PandaPon's id of a Taobao order (19 digits).
    OrderId;
    /// Purchase order id on Taobao global (12 digits): pay and cancel take it.
    PurchaseOrderId;
    /// Id of one line of a purchase order: logistics and after-sales take it.
    SubPurchaseOrderId;
    /// Order number on Taobao itself.
    SalesOrderId;
}

codes! {
    /// PandaPon's status of a Taobao order. From the sister platform's reference.
    OrderStatus {
        /// Created, not yet paid.
        WaitBuyerPay = "0",
        /// Payment voucher handed in, waiting for finance.
        VoucherUnderReview = "1",
        /// Finance approved the voucher.
        VoucherApproved = "2",
        /// Finance rejected the voucher.
        VoucherRejected = "3",
        /// Cancelled or closed; final.
        Cancelled = "4",
        /// Waiting for the finance system to pay Taobao.
        WaitFinancePay = "5",
        /// Any state that the platform has no code for.
        Other = "9",
        /// Paid, waiting for the seller to ship.
        WaitSellerShip = "10",
        /// Shipped, waiting for receipt.
        WaitBuyerConfirm = "11",
        /// Being built after creation.
        Building = "12",
    }
}

codes! {
    /// Taobao's own status of a purchase order or one of its lines.
    RawStatus {
        /// Being created; misspelt on the wire.
        Building = "BULIDING",
        /// Waiting for payment; cut short on the wire.
        WaitBuyerPay = "WAIT_BUYER_P" | "WAIT_BUYER_PAY",
        /// Paid.
        WaitSellerShip = "WAIT_SELLER_SEND_GOODS",
        /// Shipped.
        WaitBuyerConfirm = "WAIT_BUYER_CONFIRM_GOODS",
        /// Closed.
        Closed = "TRADE_CLOSED",
    }
}

codes! {
    /// After-sales status of an order line.
    ReverseStatus {
        /// No refund asked for.
        None = "0",
        /// Asked, waiting for the seller.
        Applied = "10",
        /// Agreed, waiting for the buyer to return the goods.
        Agreed = "20",
        /// Returned, waiting for the seller to receive.
        WaitSellerReceive = "30",
        /// Refunded.
        Refunded = "100",
        /// Refused by the seller.
        Refused = "-10",
        /// Closed.
        Closed = "-20",
    }
}

/// The Taobao operations.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug)]
pub struct Taobao<'a> {
    pub(crate) client: &'a Client,
}
