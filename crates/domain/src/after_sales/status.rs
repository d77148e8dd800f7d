//! Where a case stands, whose turn it is, and what may be done with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Speaker;
use crate::Platform;

/// Where a case stands, in words both platforms share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CaseStage {
    /// Nothing was asked (Taobao 0).
    NotAsked,
    /// Asked; the seller has to answer (Taobao 10, 1688 `waitselleragree`).
    Asked,
    /// The seller agreed to a return; the goods have to go back (Taobao 20, 1688 `waitbuyersend`).
    Agreed,
    /// The goods are on their way back (Taobao 30, 1688 `waitsellerreceive`).
    SentBack,
    /// The seller refused; the request can be changed (Taobao -10, 1688 `waitbuyermodify`).
    Refused,
    /// The money came back (Taobao 100, 1688 `refundsuccess`).
    Refunded,
    /// Withdrawn, or ended by a deadline (Taobao -20, 1688 `refundclose`).
    Closed,
    /// A word this desk does not know. It is shown as it came.
    Unknown,
}

/// A status as the platform said it, with its meaning when that is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CaseStatus {
    /// The platform's own word or code.
    pub raw: String,
    /// What it means.
    pub stage: CaseStage,
}

impl CaseStatus {
    /// Reads a platform's word. Unknown words are kept with [`CaseStage::Unknown`].
    pub fn read(platform: Platform, raw: &str) -> Self {
        let stage = match platform {
            Platform::Taobao => taobao_stage(raw),
            Platform::Alibaba1688 => alibaba1688_stage(raw),
        };
        Self { raw: raw.to_owned(), stage }
    }
}

/// Codes of `TaobaoReverseStatus`. The samples of the reference show 1, which no list has: it stays unknown.
fn taobao_stage(raw: &str) -> CaseStage {
    match raw {
        "0" => CaseStage::NotAsked,
        "10" => CaseStage::Asked,
        "20" => CaseStage::Agreed,
        "30" => CaseStage::SentBack,
        "100" => CaseStage::Refunded,
        "-10" => CaseStage::Refused,
        "-20" => CaseStage::Closed,
        _ => CaseStage::Unknown,
    }
}

/// Words of 1688's `refundStatus`: small letters on a refund, `UPPER_SNAKE` on an order's line.
fn alibaba1688_stage(raw: &str) -> CaseStage {
    let plain: String = raw.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "waitselleragree" => CaseStage::Asked,
        "waitbuyersend" => CaseStage::Agreed,
        "waitsellerreceive" => CaseStage::SentBack,
        "waitbuyermodify" => CaseStage::Refused,
        "refundsuccess" => CaseStage::Refunded,
        "refundclose" | "refundclosed" => CaseStage::Closed,
        _ => CaseStage::Unknown,
    }
}

/// What the user may do with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CaseAction {
    /// Change what is asked.
    Modify,
    /// Say how the goods went back.
    SendBack,
    /// Write to the seller, with pictures.
    Message,
    /// Withdraw it.
    Withdraw,
}

/// Whose turn it is: how a desk groups its cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CaseTurn {
    /// The user has to do something.
    Yours,
    /// This desk does not understand where it stands: somebody should look.
    Unclear,
    /// The seller has to do something.
    Sellers,
    /// The money came back.
    Refunded,
    /// It ended without money.
    Closed,
}

impl CaseTurn {
    /// All of them, in the order of a desk.
    pub const ALL: [Self; 5] = [Self::Yours, Self::Unclear, Self::Sellers, Self::Refunded, Self::Closed];

    /// Whether the case goes on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Yours | Self::Unclear | Self::Sellers)
    }
}

impl CaseStage {
    /// The steps that PandaPon offers in this stage, and no others. In a stage that this desk does not know, all that the
    /// platform has: PandaPon decides, and a word that is new must not lose a claim.
    pub fn actions(self, platform: Platform) -> Vec<CaseAction> {
        use CaseAction::{Message, Modify, SendBack, Withdraw};
        match (platform, self) {
            (Platform::Taobao, Self::Asked | Self::Refused) => vec![Modify, Message, Withdraw],
            (Platform::Taobao, Self::Agreed) => vec![SendBack, Message, Withdraw],
            (Platform::Taobao, Self::SentBack) => vec![Message],
            (Platform::Taobao, Self::Unknown) => vec![Modify, SendBack, Message, Withdraw],
            (Platform::Alibaba1688, Self::Agreed | Self::Unknown) => vec![SendBack],
            (_, _) => vec![],
        }
    }

    /// Steps that the platform itself has in this stage and PandaPon has no call for: only on the platform's own page.
    pub fn elsewhere(self, platform: Platform) -> Vec<CaseAction> {
        use CaseAction::{Message, Modify, Withdraw};
        match (platform, self) {
            (Platform::Taobao, _) => vec![],
            (Platform::Alibaba1688, Self::Refused | Self::Unknown) => vec![Modify, Message, Withdraw],
            (Platform::Alibaba1688, Self::Asked | Self::Agreed) => vec![Message, Withdraw],
            (Platform::Alibaba1688, Self::SentBack) => vec![Message],
            (Platform::Alibaba1688, Self::NotAsked | Self::Refunded | Self::Closed) => vec![],
        }
    }

    /// Whose turn it is in this stage. A seller who spoke last while he has to answer waits for an answer himself.
    pub fn turn(self, spoke_last: Option<Speaker>) -> CaseTurn {
        match self {
            Self::Refused | Self::Agreed => CaseTurn::Yours,
            Self::Asked if spoke_last == Some(Speaker::Seller) => CaseTurn::Yours,
            Self::Asked | Self::SentBack => CaseTurn::Sellers,
            Self::Refunded => CaseTurn::Refunded,
            Self::Closed | Self::NotAsked => CaseTurn::Closed,
            Self::Unknown => CaseTurn::Unclear,
        }
    }

    /// Whether the case goes on: a line with such a case takes no second one.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::NotAsked | Self::Refunded | Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CaseAction::{Message, Modify, SendBack, Withdraw};
    use CaseStage::{Agreed, Asked, Closed, NotAsked, Refunded, Refused, SentBack, Unknown};

    /// Every arrow of the contract's `taobao.reverse`, with the step of ours that takes it, where it is ours.
    const TAOBAO: [(&str, &str, Option<CaseAction>); 12] = [
        ("0", "10", None), // opening: no case yet
        ("10", "10", Some(Modify)),
        ("10", "20", None),
        ("10", "100", None),
        ("10", "-10", None),
        ("-10", "10", Some(Modify)),
        ("20", "30", Some(SendBack)),
        ("30", "100", None),
        ("30", "-10", None),
        ("10", "-20", Some(Withdraw)),
        ("20", "-20", Some(Withdraw)),
        ("-10", "-20", Some(Withdraw)),
    ];

    /// The same of `alibaba1688.refundStatus`; what has no call of PandaPon is a step elsewhere.
    const ALIBABA1688: [(&str, &str, Option<CaseAction>); 10] = [
        ("waitselleragree", "refundsuccess", None),
        ("waitselleragree", "waitbuyersend", None),
        ("waitselleragree", "waitbuyermodify", None),
        ("waitbuyermodify", "waitselleragree", Some(Modify)),
        ("waitbuyersend", "waitsellerreceive", Some(SendBack)),
        ("waitsellerreceive", "refundsuccess", None),
        ("waitselleragree", "refundclose", Some(Withdraw)),
        ("waitbuyermodify", "refundclose", Some(Withdraw)),
        ("waitbuyersend", "refundclose", Some(Withdraw)),
        ("waitsellerreceive", "refundclose", None),
    ];

    fn stage(platform: Platform, raw: &str) -> CaseStage {
        CaseStatus::read(platform, raw).stage
    }

    #[test]
    fn every_arrow_of_ours_is_an_action_where_it_starts_and_nothing_else_is() {
        for (platform, arrows) in [(Platform::Taobao, &TAOBAO[..]), (Platform::Alibaba1688, &ALIBABA1688[..])]
        {
            for (from, to, _) in arrows {
                assert_ne!(stage(platform, from), Unknown, "{platform} {from}");
                assert_ne!(stage(platform, to), Unknown, "{platform} {to}");
            }
            for stage_now in [NotAsked, Asked, Agreed, SentBack, Refused, Refunded, Closed] {
                let arrows = arrows.iter().filter(|(from, ..)| stage(platform, from) == stage_now);
                let steps: Vec<_> = arrows.filter_map(|(_, _, step)| *step).collect();
                let mut offered = stage_now.actions(platform);
                offered.extend(stage_now.elsewhere(platform));
                for step in &steps {
                    assert!(offered.contains(step), "{platform} {stage_now:?}: {step:?}");
                }
                for action in offered.iter().filter(|action| **action != Message) {
                    assert!(steps.contains(action), "{platform} {stage_now:?}: {action:?} has no arrow");
                }
            }
        }
    }

    #[test]
    fn what_1688_lacks_at_pandapon_is_told_as_such() {
        let all = [NotAsked, Asked, Agreed, SentBack, Refused, Refunded, Closed, Unknown];
        for stage in all {
            let at_pandapon = stage.actions(Platform::Alibaba1688);
            assert!(at_pandapon.iter().all(|action| *action == SendBack), "{stage:?}");
            assert!(stage.elsewhere(Platform::Alibaba1688).iter().all(|step| !at_pandapon.contains(step)));
            assert!(stage.elsewhere(Platform::Taobao).is_empty());
        }
    }

    #[test]
    fn an_ended_case_allows_nothing_and_an_unknown_one_blocks_nothing() {
        for stage in [Refunded, Closed, NotAsked] {
            for platform in Platform::ALL {
                assert!(stage.actions(platform).is_empty() && !stage.is_open());
            }
        }
        let status = CaseStatus::read(Platform::Taobao, "1");
        assert_eq!(status, CaseStatus { raw: "1".into(), stage: Unknown });
        assert_eq!(status.stage.actions(Platform::Taobao), [Modify, SendBack, Message, Withdraw]);
        assert!(status.stage.is_open());
        assert_eq!(status.stage.turn(None), CaseTurn::Unclear);
    }

    #[test]
    fn both_spellings_of_1688_mean_the_same() {
        for (word, spelt) in [
            ("waitselleragree", "WAIT_SELLER_AGREE"),
            ("waitbuyermodify", "WAIT_BUYER_MODIFY"),
            ("waitbuyersend", "WAIT_BUYER_SEND"),
            ("waitsellerreceive", "WAIT_SELLER_RECEIVE"),
            ("refundsuccess", "REFUND_SUCCESS"),
            ("refundclose", "REFUND_CLOSED"),
        ] {
            assert_eq!(stage(Platform::Alibaba1688, word), stage(Platform::Alibaba1688, spelt));
            assert_ne!(stage(Platform::Alibaba1688, word), Unknown, "{word}");
        }
    }

    #[test]
    fn a_question_of_the_seller_makes_it_the_users_turn() {
        assert_eq!(Asked.turn(Some(Speaker::Buyer)), CaseTurn::Sellers);
        assert_eq!(Asked.turn(Some(Speaker::Seller)), CaseTurn::Yours);
        assert_eq!(Refused.turn(Some(Speaker::Buyer)), CaseTurn::Yours);
        assert_eq!(Agreed.turn(None), CaseTurn::Yours);
        assert_eq!(SentBack.turn(Some(Speaker::Seller)), CaseTurn::Sellers);
    }
}
