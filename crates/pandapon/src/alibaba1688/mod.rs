//! 1688, group by group as in the reference: goods, marketing, cart, orders, after-sales.

mod after_sales;
mod cart;
mod goods;
mod marketing;
mod orders;

pub use after_sales::{
    CarrierCode, CreateRefund, CreatedRefund, DisputeType, GetRefund, GoodsCondition, GoodsStatus,
    ListLogisticsCompanies, ListRefundReasons, LogisticsCompany, NotAVoucher, ReceivedGoods, Refund,
    RefundKind, RefundReason, RefundReasonId, RefundReasons, RefundVoucher, ReturnCount, ReturnShipment,
    UploadedVoucher,
};
pub use cart::{
    AddToCart, Cart, CartItem, CartOrder, CartShop, DeleteFromCart, EditCartQuantity, ListCart, PreviewCart,
    SkuAttributeText,
};
pub use goods::{
    Category, CategoryChild, DecryptOpenUid, FenxiaoPriceInfo, FenxiaoSaleInfo, Filter, GetCategory,
    GetProductDetail, ImageSearch, KeywordSearch, OfferListItem, OfferPage, OfferPriceInfo, Picture,
    PriceRange, ProductAttribute, ProductDetail, ProductImage, ProductSaleInfo, ProductShippingInfo,
    ProductTag, QuoteType, RecommendOffers, RecommendedOffer, RelatedOffer, RelatedOffers, SellerDataInfo,
    SellerMixSetting, SkuAttribute, SkuInfo, SkuShippingDetail, SkuShippingInfo, Sort, SortField,
    StoreSearch, UnitInfo, WangwangLink,
};
pub use marketing::{
    GetTopList, GlobalSelection, RankType, SelectionSearch, StrictSelection, TopList, TopOffer,
};
pub use orders::{
    AddressParam, BatchCargoParam, BatchPayment, CancelOrder, CargoParam, ConfirmReceipt, CreateOrder,
    CreateOrders, CreatedOrder, ExtAttribute, FailedOffer, Flow, GetLogisticsTrace, GetOrderDetail,
    GuaranteesTerm, LogisticsItem, LogisticsTrace, NativeLogistics, OrderBaseInfo, OrderListEntry, OrderPage,
    OrderPreview, OrderPreviewResult, OrdersQuery, ParcelTrace, PayOrder, PayUrl, PreviewCargo, PreviewOrder,
    PreviewOrders, ProductItem, Promotion, Quote, ReceiverInfo, SkuInfoPair, TraceStep, TradeContact,
    TradeInfo, TradeMode, TradeTerm, Verdict,
};

#[cfg(feature = "client")]
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
    /// Category id; `0` stands above the top level.
    CategoryId;
    /// Order id (19 digits).
    OrderId;
    /// Id of an order line.
    LineId;
    /// Id of a cart row.
    CartRowId;
    /// Id of a parcel's logistics record, `BX…`; not the waybill number.
    LogisticsId;
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

/// Language that the reference says to send always.
const LANGUAGE: &str = "en";

/// The only site there is.
const SITE: &str = "1688";

/// The 1688 operations.
#[cfg(feature = "client")]
#[derive(Clone, Copy, Debug)]
pub struct Alibaba1688<'a> {
    pub(crate) client: &'a Client,
}
