//! 1688: offers, cart, orders.

mod cart;
mod goods;
mod offers;
mod order_requests;
mod orders;
mod trade;

pub use cart::{
    AddToCart, Cart, CartItem, CartOrder, CartShop, DeleteFromCart, EditCartQuantity, ListCart, PreviewCart,
    SkuAttributeText,
};
pub use goods::{GetProductDetail, ImageSearch, KeywordSearch, Picture, Sort, SortField};
pub use offers::{
    FenxiaoPriceInfo, FenxiaoSaleInfo, OfferListItem, OfferPage, OfferPriceInfo, PriceRange,
    ProductAttribute, ProductDetail, ProductImage, ProductSaleInfo, ProductShippingInfo, ProductTag,
    SellerDataInfo, SellerMixSetting, SkuAttribute, SkuInfo, SkuShippingDetail, SkuShippingInfo, UnitInfo,
};
pub use order_requests::{
    AddressParam, BatchCargoParam, BatchPayment, CancelOrder, CargoParam, CreateOrder, CreateOrders, Flow,
    GetOrderDetail, OrdersQuery, PayOrder, PreviewOrder, PreviewOrders,
};
pub use orders::{
    CreatedOrder, FailedOffer, OrderListEntry, OrderPage, OrderPreview, OrderPreviewResult, PayUrl,
    PreviewCargo, Promotion, TradeMode,
};
pub use trade::{
    ExtAttribute, GuaranteesTerm, LogisticsItem, NativeLogistics, OrderBaseInfo, ProductItem, Quote,
    ReceiverInfo, SkuInfoPair, TradeContact, TradeInfo, TradeTerm,
};

use crate::client::Client;
use crate::wire::{codes, ids};

ids! {
    /// 1688 offer (product) id; opaque text in edition v2.
    OfferId;
    /// SKU id, unique on 1688.
    SkuId;
    /// Specification of a SKU: 32 hex characters, unique within its offer. Orders take it.
    SpecId;
    /// Encrypted seller id.
    SellerOpenId;
    /// Order id (19 digits).
    OrderId;
    /// Id of an order line.
    LineId;
    /// Id of a cart row.
    CartRowId;
    /// Refund id, `TQ…`.
    RefundId;
}

codes! {
    /// Status of a 1688 order, or of one of its lines.
    OrderStatus {
        /// Created, not paid.
        WaitBuyerPay = "waitbuyerpay",
        /// Paid, not shipped.
        WaitSellerSend = "waitsellersend",
        /// Shipped.
        WaitBuyerReceive = "waitbuyerreceive",
        /// Receipt confirmed, settlement under way.
        ConfirmGoods = "confirm_goods",
        /// Completed; final.
        Success = "success",
        /// Cancelled; final.
        Cancel = "cancel",
        /// Ended early; final.
        Terminated = "terminated",
    }
}

codes! {
    /// Refund status: lower case on orders and refunds, upper snake case on order lines.
    RefundStatus {
        /// Asked, the seller is to answer.
        WaitSellerAgree = "waitselleragree" | "WAIT_SELLER_AGREE",
        /// The seller refused, the buyer is to change the request.
        WaitBuyerModify = "waitbuyermodify" | "WAIT_BUYER_MODIFY",
        /// Agreed, the buyer is to send back.
        WaitBuyerSend = "waitbuyersend" | "WAIT_BUYER_SEND",
        /// Sent back, the seller is to confirm.
        WaitSellerReceive = "waitsellerreceive" | "WAIT_SELLER_RECEIVE",
        /// Refunded; final.
        Success = "refundsuccess" | "REFUND_SUCCESS",
        /// Closed; final.
        Closed = "refundclose" | "REFUND_CLOSED" | "REFUND_CLOSE",
    }
}

codes! {
    /// How an offer is priced.
    QuoteType {
        /// No SKUs, price by quantity.
        ByQuantity = "0",
        /// Price by SKU.
        BySku = "1",
        /// SKUs, yet price by quantity.
        SkusByQuantity = "2",
    }
}

codes! {
    /// A filter of an offer search. Only the first two stand in PandaPon's reference.
    Filter {
        /// Ships on the same day.
        ShipInToday = "shipInToday",
        /// Meaning not stated anywhere.
        KsCiphertext = "ksCiphertext",
        /// Ships within 24 hours.
        ShipIn24Hours = "shipIn24Hours",
        /// Ships within 48 hours.
        ShipIn48Hours = "shipIn48Hours",
        /// Return within 7 days without reason.
        NoReason7DReturn = "noReason7DReturn",
        /// Dropshipping.
        IsOnePsale = "isOnePsale",
        /// Dropshipping with free postage.
        IsOnePsaleFreePost = "isOnePsaleFreePost",
        /// Certified factory.
        CertifiedFactory = "certifiedFactory",
        /// New within 7 days.
        New7 = "new7",
        /// New within 30 days.
        New30 = "new30",
        /// 1688's strict selection.
        Selection1688 = "1688Selection",
        /// The global strict selection.
        IsQqyx = "isQqyx",
        /// The cross-border selection.
        IsSelect = "isSelect",
    }
}

/// The 1688 operations.
#[derive(Clone, Copy, Debug)]
pub struct Alibaba1688<'a> {
    pub(crate) client: &'a Client,
}
