//! The rows. Every row: doc line, variant, operation id, group, title in the reference; its place in edition v1 and v2;
//! how sure the description and the path are; may it be sent twice; how urgent it is.

use super::{Entry, Group, Method, PathSource, Place, Priority, Sending, Sureness};

macro_rules! method {
    (GET) => {
        Method::Get
    };
    (POST) => {
        Method::Post
    };
}

macro_rules! later_place {
    (none) => {
        None
    };
    ($method:ident $path:literal) => {
        Some(Place { method: method!($method), path: $path })
    };
}

macro_rules! is_extra {
    () => {
        false
    };
    (extra) => {
        true
    };
}

macro_rules! operations {
    ($(
        #[doc = $meaning:literal]
        $variant:ident $id:literal, $group:ident, $title:literal,
        v1 $method:ident $path:literal, v2 $v2:ident $($path2:literal)?,
        $sureness:ident, path $path_source:ident, $sending:ident, $priority:ident $(, $extra:ident)?;
    )*) => {
        /// An operation of the reference.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {
            $(#[doc = $meaning] $variant,)*
        }

        impl Operation {
            /// Every operation, in the order of the reference.
            pub const ALL: &[Operation] = &[$(Operation::$variant),*];

            /// Its operation id.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self {
                    $(Operation::$variant => $id,)*
                }
            }

            /// Its row of the table.
            #[must_use]
            pub fn entry(self) -> Entry {
                match self {
                    $(Operation::$variant => Entry {
                        operation: Operation::$variant,
                        meaning: $meaning.trim_ascii(),
                        group: Group::$group,
                        title: $title,
                        v1: Place { method: method!($method), path: $path },
                        v2: later_place!($v2 $($path2)?),
                        sureness: Sureness::$sureness,
                        path_source: PathSource::$path_source,
                        sending: Sending::$sending,
                        priority: Priority::$priority,
                        extra: is_extra!($($extra)?),
                    },)*
                }
            }
        }
    };
}

operations! {
    /// Find Taobao items that look like a picture.
    TaobaoSearchByImage "taobaoSearchByImage", TaobaoGoods, "淘宝商品图片搜索接口",
        v1 POST "/open/product/item/img/search", v2 POST "/v2/taobao/product/item/img/search",
        Inferred, path Inferred, Repeatable, Normal;
    /// Find Taobao items by keyword.
    TaobaoSearchByKeyword "taobaoSearchByKeyword", TaobaoGoods, "淘宝商品搜索接口",
        v1 POST "/open/product/item/search", v2 POST "/v2/taobao/product/item/search",
        Inferred, path Inferred, Repeatable, Normal;
    /// Look up several items and their SKUs at once and learn which can be bought.
    TaobaoBatchCheckProducts "taobaoBatchCheckProducts", TaobaoGoods, "根据淘宝商品id批量查询商品",
        v1 POST "/open/product/batch/check", v2 POST "/v2/taobao/product/batch/check",
        Partial, path Seen, Repeatable, Normal;
    /// Get one item with its SKUs by Taobao item id.
    TaobaoGetProductById "taobaoGetProductById", TaobaoGoods, "根据淘宝商品id查询商品",
        v1 GET "/open/product/get", v2 GET "/v2/taobao/product/get",
        Documented, path Seen, Repeatable, Normal;
    /// Query a Taobao item (second item lookup of the navigation).
    TaobaoQueryProduct "taobaoQueryProduct", TaobaoGoods, "淘宝商品查询",
        v1 GET "/open/product/query", v2 GET "/v2/taobao/product/query",
        Inferred, path Inferred, Repeatable, Normal;
    /// Get the source data of one item, with a language for the texts.
    TaobaoGetSourceProduct "taobaoGetSourceProduct", TaobaoGoods, "淘宝货源商品查询接口",
        v1 POST "/open/product/source/get", v2 POST "/v2/taobao/product/source/get",
        Partial, path Seen, Repeatable, Normal;
    /// Turn cart records into purchase orders.
    TaobaoCartCreateOrder "taobaoCartCreateOrder", TaobaoCart, "创建订单",
        v1 POST "/open/cart/create/order", v2 POST "/v2/taobao/cart/create/order",
        Partial, path Seen, Once, First;
    /// Price cart records before ordering (goods, domestic freight, what cannot be bought).
    TaobaoCartPreviewOrder "taobaoCartPreviewOrder", TaobaoCart, "生成订单预览",
        v1 POST "/open/cart/preview/order", v2 POST "/v2/taobao/cart/preview/order",
        Inferred, path Inferred, Repeatable, Normal;
    /// List the cart, buyable and lapsed records apart, grouped by shop.
    TaobaoListCart "taobaoListCart", TaobaoCart, "购物车列表",
        v1 GET "/open/cart/list", v2 GET "/v2/taobao/cart/list",
        Inferred, path Inferred, Repeatable, Normal;
    /// Remove records from the cart.
    TaobaoDeleteCartItems "taobaoDeleteCartItems", TaobaoCart, "删除购物车商品",
        v1 POST "/open/cart/delete", v2 POST "/v2/taobao/cart/delete",
        Inferred, path Inferred, Repeatable, Normal;
    /// Put one SKU into the cart.
    TaobaoAddCartItem "taobaoAddCartItem", TaobaoCart, "新增购物车",
        v1 POST "/open/cart/add", v2 POST "/v2/taobao/cart/add",
        Partial, path Seen, Once, Normal;
    /// Change how many of a cart record are wanted.
    TaobaoEditCartQuantity "taobaoEditCartQuantity", TaobaoCart, "编辑商品数量",
        v1 POST "/open/cart/edit-quantity", v2 POST "/v2/taobao/cart/edit-quantity",
        Inferred, path Inferred, Repeatable, Normal;
    /// Place a Taobao purchase order.
    TaobaoCreateOrder "taobaoCreateOrder", TaobaoOrders, "创建订单",
        v1 POST "/open/order", v2 POST "/v2/taobao/order",
        Partial, path Seen, Once, First;
    /// Preview a Taobao order before it is placed; the extra of the reference's Vietnamese edition.
    TaobaoRenderOrder "taobaoRenderOrder", TaobaoOrders, "Render trước khi tạo lệnh",
        v1 POST "/open/order/render", v2 POST "/v2/taobao/order/render",
        Partial, path Seen, Repeatable, Normal, extra;
    /// List Taobao orders by page.
    TaobaoPageOrders "taobaoPageOrders", TaobaoOrders, "分页查询订单列表",
        v1 GET "/open/order/page", v2 POST "/v2/taobao/order/page",
        Inferred, path Inferred, Repeatable, Normal;
    /// Hand in proof of an offline payment.
    TaobaoUploadPaymentVoucher "taobaoUploadPaymentVoucher", TaobaoOrders, "上传支付凭证",
        v1 POST "/open/order/pay/voucher", v2 none,
        Inferred, path Inferred, Once, First;
    /// Cancel a Taobao order.
    TaobaoCancelOrder "taobaoCancelOrder", TaobaoOrders, "取消订单",
        v1 POST "/open/order/cancel", v2 POST "/v2/taobao/order/cancel",
        Inferred, path Inferred, Once, First;
    /// Set the forward warehouse of an order.
    TaobaoUpdateOrderWarehouse "taobaoUpdateOrderWarehouse", TaobaoOrders, "修改订单前置仓信息",
        v1 POST "/open/order/updateWarehouse", v2 POST "/v2/taobao/order/updateWarehouse",
        Partial, path Seen, Once, First;
    /// Pay Taobao orders.
    TaobaoPayOrder "taobaoPayOrder", TaobaoOrders, "支付订单",
        v1 POST "/open/order/pay", v2 POST "/v2/taobao/order/pay",
        Inferred, path Inferred, Once, First;
    /// Get a link that opens the seller chat.
    TaobaoGetImLink "taobaoGetImLink", TaobaoOrders, "获取IM 链接",
        v1 POST "/open/order/page/link/get", v2 POST "/v2/taobao/order/page/link/get",
        Documented, path Seen, Repeatable, Normal;
    /// Read one Taobao order.
    TaobaoGetOrder "taobaoGetOrder", TaobaoOrders, "根据订单ID获取订单详情",
        v1 GET "/open/order/detail", v2 GET "/v2/taobao/order/detail",
        Inferred, path Inferred, Repeatable, Normal;
    /// Trace the parcels of a sub order inside China.
    TaobaoGetLogisticsDetail "taobaoGetLogisticsDetail", TaobaoOrders, "获取物流详情",
        v1 GET "/open/order/logistics/detail/get", v2 GET "/v2/taobao/order/logistics/detail/get",
        Documented, path Seen, Repeatable, Normal;
    /// List reverse orders.
    TaobaoListReverseOrders "taobaoListReverseOrders", TaobaoAfterSales, "逆向单列表查询",
        v1 POST "/open/order/refund/queryList", v2 POST "/v2/taobao/order/refund/queryList",
        Partial, path Seen, Repeatable, Normal;
    /// Preview a claim: reasons and amount limits.
    TaobaoRenderReverseOrder "taobaoRenderReverseOrder", TaobaoAfterSales, "逆向单渲染接口",
        v1 POST "/open/order/refund/render", v2 POST "/v2/taobao/order/refund/render",
        Partial, path Seen, Repeatable, Normal;
    /// Preview a return shipment: carriers and address.
    TaobaoRenderReturnLogistics "taobaoRenderReturnLogistics", TaobaoAfterSales, "退货物流渲染",
        v1 GET "/open/order/refund/logistics/render", v2 GET "/v2/taobao/order/refund/logistics/render",
        Inferred, path Inferred, Repeatable, Normal;
    /// Report the return shipment.
    TaobaoSubmitReturnLogistics "taobaoSubmitReturnLogistics", TaobaoAfterSales, "退货物流提交",
        v1 POST "/open/order/refund/logistics/submit", v2 POST "/v2/taobao/order/refund/logistics/submit",
        Inferred, path Inferred, Once, First;
    /// Withdraw a claim.
    TaobaoCancelReverseOrder "taobaoCancelReverseOrder", TaobaoAfterSales, "逆向单撤销",
        v1 GET "/open/order/refund/cancel/{refundId}", v2 GET "/v2/taobao/order/refund/cancel/{refundId}",
        Partial, path Seen, Once, First;
    /// Write a message on a claim.
    TaobaoSubmitReverseMessage "taobaoSubmitReverseMessage", TaobaoAfterSales, "提交逆向单留言",
        v1 POST "/open/order/refund/submit/message", v2 POST "/v2/taobao/order/refund/submit/message",
        Partial, path Seen, Once, First;
    /// Open a claim.
    TaobaoSubmitReverseOrder "taobaoSubmitReverseOrder", TaobaoAfterSales, "逆向单提交",
        v1 POST "/open/order/refund/submit", v2 POST "/v2/taobao/order/refund/submit",
        Inferred, path Inferred, Once, First;
    /// List the messages of a claim.
    TaobaoListReverseMessages "taobaoListReverseMessages", TaobaoAfterSales, "逆向单留言列表查询",
        v1 POST "/open/order/refund/message/list", v2 POST "/v2/taobao/order/refund/message/list",
        Inferred, path Inferred, Repeatable, Normal;
    /// Change an open claim.
    TaobaoModifyReverseOrder "taobaoModifyReverseOrder", TaobaoAfterSales, "逆向单修改",
        v1 POST "/open/order/refund/modify", v2 POST "/v2/taobao/order/refund/modify",
        Inferred, path Inferred, Once, First;
    /// Read one claim.
    TaobaoGetReverseOrder "taobaoGetReverseOrder", TaobaoAfterSales, "逆向单查询",
        v1 GET "/open/order/refund/query", v2 GET "/v2/taobao/order/refund/query",
        Partial, path Seen, Repeatable, Normal;
    /// Fetch one 1688 offer with SKUs, prices and translated texts.
    Alibaba1688GetProductDetail "alibaba1688GetProductDetail", Alibaba1688Goods, "商品详情查询",
        v1 POST "/alibaba/product/detail/get", v2 POST "/v2/alibaba/product/detail/get",
        Partial, path Seen, Repeatable, Normal;
    /// Turn an encrypted seller id into a Wangwang chat link.
    Alibaba1688DecryptOpenUidToWangwangUrl "alibaba1688DecryptOpenUidToWangwangUrl", Alibaba1688Goods, "转换解密为旺旺URL",
        v1 POST "/alibaba/product/openuid/decrypt", v2 POST "/v2/alibaba/product/openuid/decrypt",
        Inferred, path Inferred, Repeatable, Normal;
    /// Search 1688 offers by keyword.
    Alibaba1688SearchByKeyword "alibaba1688SearchByKeyword", Alibaba1688Goods, "商品关键词查询",
        v1 POST "/alibaba/product/keywords/query", v2 POST "/v2/alibaba/product/keywords/query",
        Partial, path Seen, Repeatable, Normal;
    /// Search 1688 offers by picture.
    Alibaba1688SearchByImage "alibaba1688SearchByImage", Alibaba1688Goods, "商品图片搜索",
        v1 POST "/alibaba/product/image/query", v2 POST "/v2/alibaba/product/image/query",
        Partial, path Seen, Repeatable, Normal;
    /// Search the offers of one 1688 store.
    Alibaba1688SearchStoreOffers "alibaba1688SearchStoreOffers", Alibaba1688Goods, "商品店搜",
        v1 POST "/alibaba/product/query/selleroffer", v2 POST "/v2/alibaba/product/query/selleroffer",
        Partial, path Seen, Repeatable, Normal;
    /// Look up a category and its children in a language.
    Alibaba1688GetCategoryById "alibaba1688GetCategoryById", Alibaba1688Goods, "根据类目ID查询多语言类目",
        v1 POST "/alibaba/product/categoryTranslationQuery", v2 POST "/v2/alibaba/product/categoryTranslationQuery",
        Inferred, path Inferred, Repeatable, Normal;
    /// Recommend offers for one of your users.
    Alibaba1688RecommendOffers "alibaba1688RecommendOffers", Alibaba1688Goods, "商品推荐查询",
        v1 POST "/alibaba/product/productOfferRecommendQuery", v2 POST "/v2/alibaba/product/productOfferRecommendQuery",
        Inferred, path Inferred, Repeatable, Normal;
    /// List offers related to a given offer.
    Alibaba1688ListRelatedOffers "alibaba1688ListRelatedOffers", Alibaba1688Goods, "相关性商品查询",
        v1 POST "/alibaba/product/productRelatedRecommendQuery", v2 POST "/v2/alibaba/product/productRelatedRecommendQuery",
        Partial, path Seen, Repeatable, Normal;
    /// Keyword search within the global strict selection.
    Alibaba1688SearchGlobalSelection "alibaba1688SearchGlobalSelection", Alibaba1688Marketing, "全球严选",
        v1 POST "/alibaba/product/globalSelection/keywords/query", v2 POST "/v2/alibaba/product/globalSelection/keywords/query",
        Inferred, path Inferred, Repeatable, Normal;
    /// Keyword search within the 1688 strict selection.
    Alibaba1688Search1688Selection "alibaba1688Search1688Selection", Alibaba1688Marketing, "1688严选",
        v1 POST "/alibaba/product/1688Selection/keywords/query", v2 POST "/v2/alibaba/product/1688Selection/keywords/query",
        Inferred, path Inferred, Repeatable, Normal;
    /// Fetch a best-seller ranking of a category.
    Alibaba1688GetTopList "alibaba1688GetTopList", Alibaba1688Marketing, "热销榜单",
        v1 POST "/alibaba/product/productTopListQuery", v2 POST "/v2/alibaba/product/productTopListQuery",
        Inferred, path Inferred, Repeatable, Normal;
    /// Submit several orders for payment by the developer account.
    Alibaba1688BatchSubmitPayment "alibaba1688BatchSubmitPayment", Alibaba1688Orders, "开发者批量提交支付1688订单",
        v1 POST "/alibaba/order/batch/submit/to/pay", v2 POST "/v2/alibaba/order/batch/submit/to/pay",
        Partial, path Seen, Once, First;
    /// Preview prices and freight for lines of several sellers.
    Alibaba1688PreviewOrdersMultiSeller "alibaba1688PreviewOrdersMultiSeller", Alibaba1688Orders, "创建订单前预览数据(批量不同商家)",
        v1 POST "/alibaba/order/create/previewbatch", v2 POST "/v2/alibaba/order/create/previewbatch",
        Partial, path Seen, Repeatable, Normal;
    /// Create orders for lines of several sellers, one order each.
    Alibaba1688CreateOrdersMultiSeller "alibaba1688CreateOrdersMultiSeller", Alibaba1688Orders, "创建订单(不同商家)",
        v1 POST "/alibaba/order/batch/create", v2 POST "/v2/alibaba/order/batch/create",
        Partial, path Seen, Once, First;
    /// Tracking steps of an order's parcels.
    Alibaba1688GetLogisticsTrace "alibaba1688GetLogisticsTrace", Alibaba1688Orders, "获取订单的物流跟踪信息",
        v1 GET "/alibaba/order/logistics/trace", v2 GET "/v2/alibaba/order/logistics/trace",
        Inferred, path Inferred, Repeatable, Normal;
    /// List orders, one page at a time.
    Alibaba1688ListOrders "alibaba1688ListOrders", Alibaba1688Orders, "订单列表分页查询",
        v1 POST "/alibaba/order/page", v2 POST "/v2/alibaba/order/page",
        Inferred, path Seen, Repeatable, Normal;
    /// Preview prices, freight and trade modes for lines of one seller.
    Alibaba1688PreviewOrder "alibaba1688PreviewOrder", Alibaba1688Orders, "创建订单前预览数据",
        v1 POST "/alibaba/order/create/preview", v2 POST "/v2/alibaba/order/create/preview",
        Partial, path Seen, Repeatable, Normal;
    /// Create an order for lines of one seller.
    Alibaba1688CreateOrder "alibaba1688CreateOrder", Alibaba1688Orders, "创建订单",
        v1 POST "/alibaba/order/create", v2 POST "/v2/alibaba/order/create",
        Partial, path Seen, Once, First;
    /// Cancel an order that is not paid yet.
    Alibaba1688CancelOrder "alibaba1688CancelOrder", Alibaba1688Orders, "支付前取消订单",
        v1 POST "/alibaba/order/cancel", v2 POST "/v2/alibaba/order/cancel",
        Documented, path Seen, Once, First;
    /// Pay an order by agreement, or get its cashier page.
    Alibaba1688PayOrder "alibaba1688PayOrder", Alibaba1688Orders, "订单支付",
        v1 GET "/alibaba/order/pay/url", v2 GET "/v2/alibaba/order/pay/url",
        Documented, path Seen, Once, First;
    /// Confirm that the goods arrived.
    Alibaba1688ConfirmReceipt "alibaba1688ConfirmReceipt", Alibaba1688Orders, "买家确认收货",
        v1 POST "/alibaba/order/receivegoods", v2 POST "/v2/alibaba/order/receivegoods",
        Documented, path Seen, Once, First;
    /// Full data of one order.
    Alibaba1688GetOrderDetail "alibaba1688GetOrderDetail", Alibaba1688Orders, "获取订单详情",
        v1 POST "/alibaba/order/detail", v2 POST "/v2/alibaba/order/detail",
        Partial, path Seen, Repeatable, Normal;
    /// Details of one refund.
    Alibaba1688GetRefund "alibaba1688GetRefund", Alibaba1688AfterSales, "查询售后单详情",
        v1 POST "/alibaba/refund/info", v2 POST "/v2/alibaba/refund/info",
        Partial, path Seen, Repeatable, Normal;
    /// Reasons allowed for a refund in the present state of the goods.
    Alibaba1688ListRefundReasons "alibaba1688ListRefundReasons", Alibaba1688AfterSales, "查询退款退货原因(用于创建退款退货)",
        v1 POST "/alibaba/refund/reason/list", v2 POST "/v2/alibaba/refund/reason/list",
        Inferred, path Inferred, Repeatable, Normal;
    /// Upload a picture as evidence for a refund.
    Alibaba1688UploadRefundVoucher "alibaba1688UploadRefundVoucher", Alibaba1688AfterSales, "上传退款退货凭证",
        v1 POST "/alibaba/refund/voucher/upload", v2 POST "/v2/alibaba/refund/voucher/upload",
        Inferred, path Inferred, Once, First;
    /// Ask for a refund, with or without return.
    Alibaba1688CreateRefund "alibaba1688CreateRefund", Alibaba1688AfterSales, "创建退款退货申请",
        v1 POST "/alibaba/refund/detail/create", v2 POST "/v2/alibaba/refund/detail/create",
        Documented, path Seen, Once, First;
    /// Give carrier and waybill of the returned goods.
    Alibaba1688SubmitReturnShipment "alibaba1688SubmitReturnShipment", Alibaba1688AfterSales, "买家提交退款货信息",
        v1 POST "/alibaba/refund/goods/return", v2 POST "/v2/alibaba/refund/goods/return",
        Partial, path Seen, Once, First;
    /// All carriers known to 1688.
    Alibaba1688ListLogisticsCompanies "alibaba1688ListLogisticsCompanies", Alibaba1688AfterSales, "物流公司列表-所有的物流公司",
        v1 GET "/alibaba/logistics/company/list", v2 GET "/v2/alibaba/logistics/company/list",
        Inferred, path Inferred, Repeatable, Normal;
    /// Create orders from cart rows.
    Alibaba1688CartCreateOrder "alibaba1688CartCreateOrder", Alibaba1688Cart, "创建订单",
        v1 POST "/alibaba/cart/create/order", v2 POST "/v2/alibaba/cart/create/order",
        Partial, path Seen, Once, First;
    /// Remove rows from the cart.
    Alibaba1688CartDelete "alibaba1688CartDelete", Alibaba1688Cart, "删除购物车商品",
        v1 POST "/alibaba/cart/delete", v2 POST "/v2/alibaba/cart/delete",
        Inferred, path Inferred, Repeatable, Normal;
    /// Preview an order made of cart rows.
    Alibaba1688CartPreviewOrder "alibaba1688CartPreviewOrder", Alibaba1688Cart, "创建订单前预览数据接口",
        v1 POST "/alibaba/cart/preview/order", v2 POST "/v2/alibaba/cart/preview/order",
        Partial, path Seen, Repeatable, Normal;
    /// Change the quantity of a cart row.
    Alibaba1688CartEditQuantity "alibaba1688CartEditQuantity", Alibaba1688Cart, "编辑商品数量",
        v1 POST "/alibaba/cart/edit-quantity", v2 POST "/v2/alibaba/cart/edit-quantity",
        Documented, path Seen, Repeatable, Normal;
    /// Put a SKU into the cart.
    Alibaba1688CartAdd "alibaba1688CartAdd", Alibaba1688Cart, "新增购物车",
        v1 POST "/alibaba/cart/add", v2 POST "/v2/alibaba/cart/add",
        Inferred, path Inferred, Once, Normal;
    /// Cart rows grouped by seller.
    Alibaba1688CartList "alibaba1688CartList", Alibaba1688Cart, "购物车列表",
        v1 GET "/alibaba/cart/list", v2 GET "/v2/alibaba/cart/list",
        Inferred, path Seen, Repeatable, Normal;
    /// List the addresses stored for the calling user.
    BaseGetUserAddresses "baseGetUserAddresses", Base, "获取用户地址信息",
        v1 POST "/open/address/get", v2 POST "/v2/open/address/get",
        Inferred, path Inferred, Repeatable, Normal;
    /// Add an address, or change one by its id.
    BaseSaveUserAddress "baseSaveUserAddress", Base, "地址新增与更新",
        v1 POST "/open/address/addOrUpdate", v2 POST "/v2/open/address/addOrUpdate",
        Documented, path Seen, Once, Normal;
    /// Estimate overseas freight for one SKU to one address (product page).
    WarehouseEstimateItemFreight "warehouseEstimateItemFreight", Warehouse, "商详海外运费预估",
        v1 POST "/open/pp/logistics/itemLogisticsPrice", v2 POST "/v2/open/pp/logistics/itemLogisticsPrice",
        Partial, path Seen, Repeatable, Normal;
    /// Preview overseas freight for the items of an order.
    WarehousePreviewOrderFreight "warehousePreviewOrderFreight", Warehouse, "订单海外运费预览",
        v1 POST "/open/pp/logistics/orderRenderFreight", v2 POST "/v2/open/pp/logistics/orderRenderFreight",
        Partial, path Seen, Repeatable, Normal;
    /// Report the domestic parcels that will reach the warehouse for an international order.
    WarehouseUpdateDomesticLogistics "warehouseUpdateDomesticLogistics", Warehouse, "更新国内物流信息",
        v1 POST "/open/pp/logistics/updateLogisticInfo", v2 POST "/v2/open/pp/logistics/updateLogisticInfo",
        Partial, path Seen, Once, First;
    /// Book the international shipment of an order.
    WarehouseCreateInternationalOrder "warehouseCreateInternationalOrder", Warehouse, "创建国际物流订单",
        v1 POST "/open/pp/logistics/orderBookingFreight", v2 POST "/v2/open/pp/logistics/orderBookingFreight",
        Partial, path Seen, Once, First;
}
