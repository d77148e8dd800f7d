//! Every way in which the sandbox says no: one table of codes.
//!
//! Codes that the upstream platforms document keep their numbers (500_001 to 500_009, 5001 to 5012 for asking for a
//! refund, 4002 to 4008 for returning goods); PandaPon documents no others, so the rest is ours: 400xx and 401xx for the
//! call itself, 10001 and up for business reasons, 10101 and up for Taobao's after-sales.

use std::fmt;

/// Why a call was refused. [`Code::row`] is the one table: HTTP status, envelope code, Chinese, English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    BadParameter,
    BodyTooLarge,
    HeaderMissing,
    UnknownAccessKey,
    WrongSignature,
    ClockTooFar,
    BadNonce,
    NonceUsed,
    UnknownUser,
    NoSuchOperation,
    Broken,
    NotSoldOnline,
    SeveralSellers,
    SpecNotOfOffer,
    OutOfStock,
    PriceZero,
    BelowMinimum,
    NoSuchOffer,
    NoSuchSku,
    NotEnoughStock,
    WrongPair,
    NoSuchCartRow,
    NoSuchOrder,
    StateForbids,
    AmountDiffers,
    PriceChanged,
    BalanceTooSmall,
    BadAddress,
    BadVoucher,
    BadPicture,
    PictureTooLarge,
    CloseOrderTooFast,
    NoSuchCase,
    CaseStateForbids,
    CaseOpen,
    NoAfterSales,
    ClaimAmount,
    ClaimReason,
    EvidenceNeeded,
    BadEvidence,
    ClaimGoodsStatus,
    UnknownCarrier,
    BadWaybill,
    ClaimWords,
    RefundNoSuchOrder,
    RefundGoodsStatus,
    RefundReason,
    RefundEvidenceNeeded,
    RefundCarriage,
    RefundState,
    RefundAmount,
    RefundDescription,
    ReturnCarrier,
    ReturnVouchers,
    ReturnWaybill,
    ReturnState,
    NoSuchRefund,
    BadCallback,
    CallbackNotVerified,
    NoCallback,
    BadTradeType,
    BadQuantity,
    NoSuchAddress,
    TooMany,
    ForeignPicture,
    WrongLogin,
    NoTraceYet,
    NoSuchCategory,
    NoFreight,
    WrongFreightPreview,
    NoSuchInternationalOrder,
    BadParcel,
    BadDeclaration,
}

impl Code {
    /// HTTP status, envelope code, Chinese text, English text.
    pub(crate) const fn row(self) -> (u16, i64, &'static str, &'static str) {
        match self {
            Code::BadParameter => (400, 40000, "参数错误", "missing or ill-formed parameter"),
            Code::BodyTooLarge => (413, 41300, "请求体过大", "the request body is too large"),
            Code::HeaderMissing => (401, 40100, "缺少请求头", "a system header is missing"),
            Code::UnknownAccessKey => (401, 40101, "access-key 无效", "unknown access-key"),
            Code::WrongSignature => (401, 40102, "签名错误", "wrong signature"),
            Code::ClockTooFar => {
                (401, 40103, "时间戳已过期", "timestamp more than 600 s from the server's clock")
            }
            Code::BadNonce => (401, 40104, "nonce-str 须为 32 位", "nonce-str must have 32 characters"),
            Code::NonceUsed => (401, 40105, "nonce-str 重复", "nonce-str was used before"),
            Code::UnknownUser => (401, 40106, "user-id 无效", "unknown user-id"),
            Code::NoSuchOperation => (404, 40400, "接口不存在", "no such operation"),
            Code::Broken => (500, 50000, "系统异常", "the sandbox itself failed"),
            Code::NotSoldOnline => {
                (200, 500_001, "商品不支持网上交易", "the offer is not sold online, or does not exist")
            }
            Code::SeveralSellers => (200, 500_002, "仅支持同一卖家", "lines of several sellers in one order"),
            Code::SpecNotOfOffer => {
                (200, 500_003, "规格不属于该商品", "the specId is not of this offer and seller")
            }
            Code::OutOfStock => (200, 500_004, "库存不足", "not enough stock at the seller"),
            Code::PriceZero => (200, 500_008, "商品价格为 0", "a SKU has price 0"),
            Code::BelowMinimum => (200, 500_009, "低于起批量", "below the minimum order quantity"),
            Code::NoSuchOffer => (200, 10001, "商品不存在", "no such offer"),
            Code::NoSuchSku => (200, 10002, "规格不存在", "no such SKU"),
            Code::NotEnoughStock => (200, 10003, "库存不足", "not enough stock"),
            Code::WrongPair => (200, 10004, "商品信息不匹配", "ids do not belong together"),
            Code::NoSuchCartRow => (200, 10005, "购物车记录不存在", "no such cart record"),
            Code::NoSuchOrder => (200, 10006, "订单不存在", "no such order"),
            Code::StateForbids => (200, 10007, "订单状态不允许", "the order's state does not allow it"),
            Code::AmountDiffers => (200, 10008, "金额不一致", "purchaseAmount differs from the real sum"),
            Code::PriceChanged => (200, 10009, "价格已变动", "the price has changed"),
            Code::BalanceTooSmall => (200, 10010, "余额不足", "the balance is too small"),
            Code::BadAddress => (200, 10011, "收货地址有误", "the address cannot be delivered to"),
            Code::BadVoucher => (
                200,
                10013,
                "凭证无效",
                "not a voucher: a JPEG, PNG, WebP or PDF of at most 3 MB, or its URL",
            ),
            Code::BadPicture => (200, 10014, "图片无法识别", "not a readable JPEG, PNG or WebP picture"),
            Code::PictureTooLarge => {
                (200, 10015, "图片过大", "the picture is too large (3 MB, 40 megapixels)")
            }
            Code::CloseOrderTooFast => {
                (200, 10016, "CLOSE_ORDER_TOO_FAST 下单后 10 秒内不可取消", "wait 10 s before cancelling")
            }
            Code::NoSuchCase => (200, 10101, "售后单不存在", "no such after-sales case"),
            Code::CaseStateForbids => (200, 10102, "售后单状态不允许", "the case's state does not allow it"),
            Code::CaseOpen => (200, 10103, "该商品已有进行中的售后单", "the line has an open case"),
            Code::NoAfterSales => (200, 10104, "当前不支持售后", "no after-sales for this line now"),
            Code::ClaimAmount => (200, 10105, "退款金额超出范围", "the amount is outside the limits"),
            Code::ClaimReason => (200, 10106, "退款原因无效", "the reason is not one of those offered"),
            Code::EvidenceNeeded => (200, 10107, "该原因须上传凭证", "this reason needs evidence"),
            Code::BadEvidence => (200, 10108, "凭证无效", "the evidence cannot be used"),
            Code::ClaimGoodsStatus => {
                (200, 10109, "货物状态不匹配", "kind of claim and state of the goods do not fit")
            }
            Code::UnknownCarrier => (200, 10110, "物流公司无效", "not one of the carriers offered"),
            Code::BadWaybill => (200, 10111, "运单号与物流公司不匹配", "not a waybill of this carrier"),
            Code::ClaimWords => (200, 10112, "文字长度不符", "the text is empty or too long"),
            Code::RefundNoSuchOrder => (200, 5001, "订单不存在", "no such order, or no such line in it"),
            Code::RefundGoodsStatus => (200, 5003, "货物状态不正确", "the goods are in another state"),
            Code::RefundReason => (200, 5004, "退款原因不正确", "the reason is not one of those offered"),
            Code::RefundEvidenceNeeded => {
                (200, 5005, "需要上传凭证", "this reason needs evidence from the voucher upload, at most 5")
            }
            Code::RefundCarriage => (200, 5006, "运费不可退", "this freight cannot be refunded"),
            Code::RefundState => {
                (200, 5010, "当前状态不允许或重复申请", "the order's state forbids it, or a refund is open")
            }
            Code::RefundAmount => {
                (200, 5011, "退款金额不正确", "more than what was paid and is not refunded")
            }
            Code::RefundDescription => {
                (200, 5012, "退款说明长度不正确", "the description is too short or too long")
            }
            Code::ReturnCarrier => (200, 4002, "物流公司和运单号必填", "carrier and waybill are needed"),
            Code::ReturnVouchers => (200, 4003, "凭证不正确", "at most 10 vouchers of 1 MB each"),
            Code::ReturnWaybill => (200, 4004, "物流公司与运单号不匹配", "carrier and waybill do not match"),
            Code::ReturnState => (200, 4007, "退款单状态不允许", "the refund's state does not allow it"),
            Code::NoSuchRefund => (200, 4008, "退款单不存在", "no such refund"),
            Code::BadCallback => (200, 10121, "回调设置无效", "the callback cannot be set so"),
            Code::CallbackNotVerified => {
                (200, 10122, "回调地址验证失败", "the URL did not answer Verify with 200 within 1000 ms")
            }
            Code::NoCallback => (200, 10123, "未设置回调地址", "no callback URL is set"),
            Code::BadTradeType => (200, 10017, "交易方式不支持", "not support tradeType"),
            Code::BadQuantity => (200, 10018, "数量有误", "quantity must be a whole number of at least 1"),
            Code::NoSuchAddress => (200, 10019, "地址不存在", "no such address"),
            Code::TooMany => (200, 10020, "数量超出上限", "too many entries"),
            Code::ForeignPicture => {
                (200, 10021, "图片地址不支持", "the sandbox reads its own picture URLs only")
            }
            Code::WrongLogin => (200, 10022, "账号或密码错误", "unknown login name or wrong password"),
            Code::NoTraceYet => (200, 404, "暂无物流信息", "nothing is known of the parcel yet"),
            Code::NoSuchCategory => (200, 10023, "类目不存在", "no such category"),
            Code::NoFreight => (200, 10024, "无可用物流线路", "no freight service takes this"),
            Code::WrongFreightPreview => {
                (200, 10025, "运费预览已失效", "the freight preview does not fit, was used or is too old")
            }
            Code::NoSuchInternationalOrder => (200, 10026, "国际订单不存在", "no such international order"),
            Code::BadParcel => (200, 10027, "国内包裹信息有误", "a domestic parcel is not described rightly"),
            Code::BadDeclaration => (200, 10028, "申报信息有误", "the declared value is not right"),
        }
    }
}

/// A refusal with its detail: what exactly, and what would help.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: i64,
    pub(crate) msg: String,
}

/// Longest detail that is written out; a schema error can quote a whole picture.
const DETAIL_CHARS: usize = 300;

impl Refusal {
    pub(crate) fn new(code: Code, detail: impl fmt::Display) -> Self {
        let (status, number, chinese, english) = code.row();
        let mut detail = detail.to_string();
        if detail.chars().count() > DETAIL_CHARS {
            detail = detail.chars().take(DETAIL_CHARS).chain(['…']).collect();
        }
        let msg = if detail.is_empty() {
            format!("{chinese} ({english})")
        } else {
            format!("{chinese} ({english}): {detail}")
        };
        Refusal { status, code: number, msg }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Refusal::new(Code::Broken, format_args!("state: {error}"))
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Refusal::new(Code::Broken, format_args!("state: {error}"))
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Refusal::new(Code::Broken, format_args!("files: {error}"))
    }
}
