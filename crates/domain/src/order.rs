//! Orders of both platforms in one shape, and what may be done with them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    AccountId, EpochMs, Money, OfferId, OrderId, OrderLineId, Platform, PlatformOrderId, SkuId, VoucherId,
};

/// Where an order stands, in words both platforms share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrderStage {
    /// The platform is still making it (Taobao 12).
    Building,
    /// Waits for payment (Taobao 0, 1688 `waitbuyerpay`).
    ToPay,
    /// A voucher waits for finance (Taobao 1).
    VoucherInReview,
    /// Finance refused the voucher (Taobao 3).
    VoucherRefused,
    /// Paid to PandaPon, not yet to the seller (Taobao 2, 5).
    PaymentUnderWay,
    /// Paid, to be shipped (Taobao 10, 1688 `waitsellersend`).
    ToShip,
    /// On the way (Taobao 11, 1688 `waitbuyerreceive`).
    Shipped,
    /// Received (1688 `confirm_goods`).
    Received,
    /// Over and well (1688 `success`).
    Completed,
    /// Cancelled or ended early (Taobao 4, 1688 `cancel`, `terminated`).
    Closed,
    /// A word this desk does not know. It is shown as it came.
    Unknown,
}

/// A status as the platform said it, with its meaning when that is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderStatus {
    /// The platform's own word or code.
    pub raw: String,
    /// What it means.
    pub stage: OrderStage,
}

impl OrderStatus {
    /// Reads a platform's word. Unknown words are kept with [`OrderStage::Unknown`].
    pub fn read(platform: Platform, raw: &str) -> Self {
        let stage = match platform {
            Platform::Taobao => taobao_stage(raw),
            Platform::Alibaba1688 => alibaba1688_stage(raw),
        };
        Self { raw: raw.to_owned(), stage }
    }
}

/// Codes of `TaobaoOrderStatus` and their text twins (`TaobaoOrderRawStatus`).
fn taobao_stage(raw: &str) -> OrderStage {
    match raw {
        "12" | "BULIDING" | "BUILDING" => OrderStage::Building,
        "0" | "WAIT_BUYER_P" | "WAIT_BUYER_PAY" => OrderStage::ToPay,
        "1" => OrderStage::VoucherInReview,
        "3" => OrderStage::VoucherRefused,
        "2" | "5" => OrderStage::PaymentUnderWay,
        "10" | "WAIT_SELLER_SEND_GOODS" => OrderStage::ToShip,
        "11" | "WAIT_BUYER_CONFIRM_GOODS" => OrderStage::Shipped,
        "4" | "TRADE_CLOSED" => OrderStage::Closed,
        _ => OrderStage::Unknown,
    }
}

/// Words of 1688's `orderStatus`.
fn alibaba1688_stage(raw: &str) -> OrderStage {
    match raw.to_ascii_lowercase().as_str() {
        "waitbuyerpay" => OrderStage::ToPay,
        "waitsellersend" => OrderStage::ToShip,
        "waitbuyerreceive" => OrderStage::Shipped,
        "confirm_goods" => OrderStage::Received,
        "success" => OrderStage::Completed,
        "cancel" | "terminated" => OrderStage::Closed,
        _ => OrderStage::Unknown,
    }
}

/// What the user may do with an order now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OrderAction {
    /// Pay it from the account.
    Pay,
    /// Hand in proof of an offline payment (Taobao).
    Voucher,
    /// Cancel it.
    Cancel,
    /// Confirm that its goods arrived (1688).
    ConfirmReceipt,
}

impl OrderStage {
    /// Every stage, in the order of an order's way.
    pub const ALL: [Self; 11] = [
        Self::Building,
        Self::ToPay,
        Self::VoucherInReview,
        Self::VoucherRefused,
        Self::PaymentUnderWay,
        Self::ToShip,
        Self::Shipped,
        Self::Received,
        Self::Completed,
        Self::Closed,
        Self::Unknown,
    ];

    /// Its word, the same in SQL, JSON and filters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::ToPay => "toPay",
            Self::VoucherInReview => "voucherInReview",
            Self::VoucherRefused => "voucherRefused",
            Self::PaymentUnderWay => "paymentUnderWay",
            Self::ToShip => "toShip",
            Self::Shipped => "shipped",
            Self::Received => "received",
            Self::Completed => "completed",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }

    /// The steps that the platform allows in this stage, and no others.
    pub fn actions(self, platform: Platform) -> Vec<OrderAction> {
        match (platform, self) {
            (Platform::Taobao, Self::ToPay) => {
                vec![OrderAction::Pay, OrderAction::Voucher, OrderAction::Cancel]
            }
            (Platform::Taobao, Self::VoucherRefused) => vec![OrderAction::Voucher],
            (Platform::Taobao, Self::Building) => vec![OrderAction::Cancel],
            (Platform::Alibaba1688, Self::ToPay) => vec![OrderAction::Pay, OrderAction::Cancel],
            (Platform::Alibaba1688, Self::Shipped) => vec![OrderAction::ConfirmReceipt],
            _ => vec![],
        }
    }

    /// Paid, as far as the buyer is concerned.
    pub fn is_paid(self) -> bool {
        matches!(
            self,
            Self::PaymentUnderWay | Self::ToShip | Self::Shipped | Self::Received | Self::Completed
        )
    }

    /// A voucher that was handed in stands in PandaPon's books: finance has it, or had it and passed it.
    pub fn lists_voucher(self) -> bool {
        self == Self::VoucherInReview || self.is_paid()
    }

    /// Nothing more will happen by itself or by the user.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Closed)
    }
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// The platform's id of it.
    pub line_id: OrderLineId,
    /// The offer.
    pub offer_id: OfferId,
    /// The SKU.
    pub sku_id: Option<SkuId>,
    /// Title as it was bought.
    pub title: String,
    /// Variant in words.
    pub variant: Option<String>,
    /// Key of its picture.
    pub picture: Option<String>,
    /// Pieces.
    pub quantity: u32,
    /// Price per piece.
    pub unit_price: Option<Money>,
    /// What the line costs.
    pub sum: Option<Money>,
    /// Its own status, which may lag or lead the order's.
    pub status: Option<OrderStatus>,
    /// The state of its after-sales case in the platform's word.
    pub after_sales: Option<String>,
}

/// A parcel inside China.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// Carrier, as the platform names it.
    pub carrier: Option<String>,
    /// Waybill number; the platform may write words here when no logistics is needed.
    pub waybill: Option<String>,
}

/// How far the payment is, as the platform told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// When it was paid.
    pub paid_at: Option<EpochMs>,
    /// Until when it may be paid.
    pub pay_before: Option<EpochMs>,
}

/// An order, as it was last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// This desk's id of it.
    pub order_id: OrderId,
    /// The account it was bought with.
    pub account_id: AccountId,
    /// Where it was bought.
    pub platform: Platform,
    /// PandaPon's id: what people copy and quote.
    pub platform_order_id: PlatformOrderId,
    /// Taobao's `purchaseOrderId`, which pay and cancel want.
    pub purchase_order_id: Option<PlatformOrderId>,
    /// The platform's own number of a Taobao order (`salesOrderId`), which pushed messages name and sellers quote.
    pub sales_order_id: Option<PlatformOrderId>,
    /// The number this desk gave it (Taobao `sellerOrderNumber`), when it was sent along.
    pub outer_id: Option<String>,
    /// Where it stands.
    pub status: OrderStatus,
    /// The seller's name.
    pub seller_name: Option<String>,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Sum of goods.
    pub goods: Option<Money>,
    /// Freight in China.
    pub freight: Option<Money>,
    /// What the seller took off; positive lowers the sum.
    pub discount: Option<Money>,
    /// All that is to be paid.
    pub total: Option<Money>,
    /// When it was placed.
    pub placed_at: Option<EpochMs>,
    /// The payment.
    pub payment: Payment,
    /// Receiver in words, as the platform told.
    pub receiver: Option<String>,
    /// Its parcels.
    pub parcels: Vec<Parcel>,
    /// Why it was closed, in the platform's word.
    pub closed_reason: Option<String>,
}

impl Order {
    /// This desk's id for a platform order.
    pub fn id_for(platform: Platform, id: &PlatformOrderId) -> OrderId {
        OrderId::new(format!("{platform}:{id}"))
    }

    /// The platform's own id in this desk's id of an order.
    pub fn platform_id_of(order_id: &OrderId) -> &str {
        order_id.as_str().split_once(':').map_or(order_id.as_str(), |(_, id)| id)
    }

    /// Pieces over all lines.
    pub fn pieces(&self) -> u32 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.quantity))
    }
}

/// How far a voucher is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VoucherState {
    /// Kept here, not yet handed in.
    Kept,
    /// Handed in and taken by PandaPon, which does not list it yet.
    HandedIn,
    /// PandaPon's order shows it.
    Listed,
    /// The answer to handing it in is not known.
    Unknown,
    /// PandaPon refused it.
    Refused,
}

/// Largest file that is handed in as a voucher, in bytes: 3 MB. PandaPon names no limit; a photo of a bank slip is smaller,
/// and its base64 text still passes common gateways.
pub const MOST_VOUCHER_BYTES: u32 = 3_000_000;

/// Proof of an offline payment: the file itself is kept on this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Voucher {
    /// This desk's id of it.
    pub voucher_id: VoucherId,
    /// The order it pays.
    pub order_id: OrderId,
    /// The file's own name.
    pub file_name: String,
    /// `image/jpeg`, `image/png`, `image/webp` or `application/pdf`, read from the bytes.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u32,
    /// SHA-256 of the bytes, hex. Also its key for the picture protocol, as `v.<sha256>`.
    pub sha256: String,
    /// What the user remarked.
    pub remark: Option<String>,
    /// When it was kept.
    pub kept_at: EpochMs,
    /// How far it is.
    pub state: VoucherState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_kept_and_allows_nothing() {
        let status = OrderStatus::read(Platform::Alibaba1688, "waitmoonphase");
        assert_eq!(status, OrderStatus { raw: "waitmoonphase".into(), stage: OrderStage::Unknown });
        assert_eq!(status.stage.actions(Platform::Alibaba1688), vec![]);
    }

    #[test]
    fn a_stage_has_one_word() {
        for stage in OrderStage::ALL {
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.as_str());
        }
    }

    #[test]
    fn codes_and_words_of_taobao_mean_the_same() {
        for (code, word) in [
            ("12", "BULIDING"),
            ("0", "WAIT_BUYER_P"),
            ("10", "WAIT_SELLER_SEND_GOODS"),
            ("4", "TRADE_CLOSED"),
        ] {
            let stage = |raw| OrderStatus::read(Platform::Taobao, raw).stage;
            assert_eq!(stage(code), stage(word));
            assert_ne!(stage(code), OrderStage::Unknown);
        }
    }

    #[test]
    fn a_voucher_is_taobao_only() {
        assert!(OrderStage::ToPay.actions(Platform::Taobao).contains(&OrderAction::Voucher));
        assert!(!OrderStage::ToPay.actions(Platform::Alibaba1688).contains(&OrderAction::Voucher));
        assert!(OrderStage::Shipped.actions(Platform::Taobao).is_empty());
    }
}
