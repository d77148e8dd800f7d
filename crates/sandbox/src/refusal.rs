//! Every way in which the sandbox says no: one table of codes.
//!
//! Codes that the upstream platforms document keep their numbers (500_001 to 500_009); PandaPon documents no
//! others, so the rest is ours: 400xx and 401xx for the call itself, 10001 and up for business reasons.

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
    NotServedYet,
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
    BadTradeType,
    BadQuantity,
    NoSuchAddress,
    TooMany,
    ForeignPicture,
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
            Code::NotServedYet => (404, 40401, "接口开发中", "not served yet"),
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
            Code::BadVoucher => {
                (200, 10013, "凭证无效", "not a voucher: a JPEG, PNG, WebP or PDF, or its URL")
            }
            Code::BadPicture => (200, 10014, "图片无法识别", "not a readable JPEG, PNG or WebP picture"),
            Code::PictureTooLarge => {
                (200, 10015, "图片过大", "the picture is too large (3 MB, 40 megapixels)")
            }
            Code::CloseOrderTooFast => {
                (200, 10016, "CLOSE_ORDER_TOO_FAST 下单后 10 秒内不可取消", "wait 10 s before cancelling")
            }
            Code::BadTradeType => (200, 10017, "交易方式不支持", "not support tradeType"),
            Code::BadQuantity => (200, 10018, "数量有误", "quantity must be a whole number of at least 1"),
            Code::NoSuchAddress => (200, 10019, "地址不存在", "no such address"),
            Code::TooMany => (200, 10020, "数量超出上限", "too many entries"),
            Code::ForeignPicture => {
                (200, 10021, "图片地址不支持", "the sandbox reads its own picture URLs only")
            }
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
