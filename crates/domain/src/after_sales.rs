//! After-sales cases of both platforms in one shape: Taobao's reverse orders and 1688's refunds.

mod claim;
mod evidence;
mod status;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    AccountId, CaseId, ChangeSource, EpochMs, Money, OrderId, OrderLineId, Platform, PlatformCaseId,
    PlatformOrderId, ReasonId, RequestId,
};

pub use claim::{
    CaseKind, Claim, ClaimBasis, ClaimFault, ClaimReason, ClaimTerms, GoodsState, LineBlock, LineClaim,
    LineTerms, MOST_MESSAGE_CHARS, freight_left, refunded_before,
};
pub use evidence::{Evidence, EvidenceLimits};
pub use status::{CaseAction, CaseStage, CaseStatus, CaseTurn};

/// What a platform does when the deadline of a step passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DeadlineOutcome {
    /// It pays the money back.
    Refund,
    /// It agrees to the return in the seller's place.
    AgreeReturn,
    /// It closes the case.
    Close,
    /// It does not say, or in a word that this desk does not know.
    Unknown,
}

/// Until when the present step must be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseDeadline {
    /// Until when.
    pub at: EpochMs,
    /// What happens then.
    pub then: DeadlineOutcome,
    /// The same in the platform's word.
    pub raw: Option<String>,
}

impl DeadlineOutcome {
    /// Reads a platform's word: those of `refundAction` in the contract, and Taobao's in the same manner.
    pub fn read(raw: &str) -> Self {
        match raw {
            "SYSTEM_REFUND" | "SYSTEM_AGREE_REFUND" => Self::Refund,
            "SYSTEM_AGREE_RETURN" | "SYSTEM_AGREE_REFUND_PROTOCOL" => Self::AgreeReturn,
            "SYSTEM_CLOSE" | "BUYER_CANCEL_REFUND_CLOSE" => Self::Close,
            _ => Self::Unknown,
        }
    }
}

/// Where the seller wants the goods back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ReturnAddress {
    /// Who receives them.
    pub receiver: Option<String>,
    /// A phone number.
    pub phone: Option<String>,
    /// Street, city, province in one text.
    pub address: Option<String>,
}

impl ReturnAddress {
    /// Whether nothing of it is known.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// How goods went back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ReturnShipment {
    /// The carrier's code; 1688 tells none.
    pub carrier_code: Option<String>,
    /// The carrier, as the platform names it.
    pub carrier: Option<String>,
    /// Waybill number.
    pub waybill: Option<String>,
    /// What the buyer remarked.
    pub note: Option<String>,
}

/// A carrier that takes goods back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnCarrier {
    /// Its code, as the platform wants it.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Who speaks on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Speaker {
    /// The buyer: this desk, or somebody else with the same account.
    Buyer,
    /// The seller.
    Seller,
    /// The platform.
    Platform,
    /// In a word that this desk does not know.
    Unknown,
}

/// Something said on a case (Taobao).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseMessage {
    /// When it was said.
    pub at: Option<EpochMs>,
    /// Who said it.
    pub speaker: Speaker,
    /// The name that the platform gives him.
    pub nick: Option<String>,
    /// His words, as they came.
    pub words: String,
    /// Keys of its pictures.
    pub pictures: Vec<String>,
}

/// An after-sales case, as it was last read. What the platform did not tell is `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AfterSalesCase {
    /// This desk's id of it.
    pub case_id: CaseId,
    /// The account that asks.
    pub account_id: AccountId,
    /// Where.
    pub platform: Platform,
    /// PandaPon's `refundId`: what people quote.
    pub platform_case_id: PlatformCaseId,
    /// The order, once this desk knows it.
    pub order_id: Option<OrderId>,
    /// The order as the case itself names it: Taobao `purchaseOrderId`, 1688 `orderId`.
    pub order_name: Option<PlatformOrderId>,
    /// The lines that it is about; one on Taobao.
    pub line_ids: Vec<OrderLineId>,
    /// Title of its goods.
    pub title: Option<String>,
    /// Key of their picture.
    pub picture: Option<String>,
    /// Pieces.
    pub quantity: Option<u32>,
    /// The seller.
    pub seller_name: Option<String>,
    /// Where it stands.
    pub status: CaseStatus,
    /// What is asked for.
    pub kind: CaseKind,
    /// Where the goods are said to be.
    pub goods: GoodsState,
    /// Id of the reason.
    pub reason_id: Option<ReasonId>,
    /// The reason in words.
    pub reason: Option<String>,
    /// The buyer's own words.
    pub words: Option<String>,
    /// What is asked back; on 1688 for the goods alone.
    pub asked: Option<Money>,
    /// Freight asked back beside that (1688).
    pub asked_freight: Option<Money>,
    /// The most that could be asked, as the platform told.
    pub refundable: Option<Money>,
    /// What came back, freight counted in.
    pub refunded: Option<Money>,
    /// Why the seller refused.
    pub refusal: Option<String>,
    /// What the seller or the platform noted beside the messages.
    pub note: Option<String>,
    /// Until when the present step must be taken.
    pub deadline: Option<CaseDeadline>,
    /// Where the goods go back to.
    pub return_to: Option<ReturnAddress>,
    /// How they went back.
    pub returned: Option<ReturnShipment>,
    /// Keys of the pictures that the platform keeps with the case itself (1688).
    pub pictures: Vec<String>,
    /// When it was asked.
    pub opened_at: Option<EpochMs>,
    /// When the platform last changed it.
    pub changed_at: Option<EpochMs>,
    /// When it ended.
    pub ended_at: Option<EpochMs>,
}

impl AfterSalesCase {
    /// This desk's id for a platform's case.
    pub fn id_for(platform: Platform, id: &PlatformCaseId) -> CaseId {
        CaseId::new(format!("{platform}:{id}"))
    }

    /// A case of which nothing is known but its ids and its status.
    pub fn unread(account_id: AccountId, platform: Platform, id: PlatformCaseId, raw: &str) -> Self {
        Self {
            case_id: Self::id_for(platform, &id),
            account_id,
            platform,
            platform_case_id: id,
            order_id: None,
            order_name: None,
            line_ids: vec![],
            title: None,
            picture: None,
            quantity: None,
            seller_name: None,
            status: CaseStatus::read(platform, raw),
            kind: CaseKind::Unknown,
            goods: GoodsState::Unknown,
            reason_id: None,
            reason: None,
            words: None,
            asked: None,
            asked_freight: None,
            refundable: None,
            refunded: None,
            refusal: None,
            note: None,
            deadline: None,
            return_to: None,
            returned: None,
            pictures: vec![],
            opened_at: None,
            changed_at: None,
            ended_at: None,
        }
    }

    /// All that is asked back: goods and freight.
    pub fn asked_in_all(&self) -> Option<Money> {
        self.asked.map(|asked| Money::sum([asked, self.asked_freight.unwrap_or(Money::ZERO)]))
    }

    /// Whose turn it is, given who spoke last.
    pub fn turn(&self, spoke_last: Option<Speaker>) -> CaseTurn {
        self.status.stage.turn(spoke_last)
    }
}

/// One change of one field of a case: kept for ever, never rewritten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseChange {
    /// The field: `status`, `asked`, `reason`, `refusal`, `waybill`, … Sums are in fen.
    pub field: String,
    /// The value before; `None` when it was first seen.
    pub old: Option<String>,
    /// The value since; `None` when it went away.
    pub new: Option<String>,
    /// What the value before means, when the field is the status.
    pub old_stage: Option<CaseStage>,
    /// What the value since means, when the field is the status.
    pub new_stage: Option<CaseStage>,
    /// When this desk saw it.
    pub seen_at: EpochMs,
    /// Where it came from.
    pub source: ChangeSource,
    /// The call that told it.
    pub request_id: Option<RequestId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_in_an_unknown_word_is_still_a_deadline() {
        assert_eq!(DeadlineOutcome::read("SYSTEM_AGREE_REFUND"), DeadlineOutcome::Refund);
        assert_eq!(DeadlineOutcome::read("SYSTEM_AGREE_REFUND_PROTOCOL"), DeadlineOutcome::AgreeReturn);
        assert_eq!(DeadlineOutcome::read("BUYER_CANCEL_REFUND_CLOSE"), DeadlineOutcome::Close);
        assert_eq!(DeadlineOutcome::read("MOON_RISES"), DeadlineOutcome::Unknown);
    }
}
