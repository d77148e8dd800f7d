//! Words on paper, from the message files that the UI's words come from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pondesk_domain::{CaseStage, CaseStatus, OrderStage, OrderStatus, Platform};
use serde_json::Value;

/// The language of what is written. Text of platforms and sellers stays as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// 中文.
    Zh,
}

type Messages = BTreeMap<String, Value>;

static EN: LazyLock<Messages> = LazyLock::new(|| {
    read([
        include_str!("../../../ui/messages/paper/en.json"),
        include_str!("../../../ui/messages/kit/en.json"),
        include_str!("../../../ui/messages/case/en.json"),
    ])
});
static ZH: LazyLock<Messages> = LazyLock::new(|| {
    read([
        include_str!("../../../ui/messages/paper/zh.json"),
        include_str!("../../../ui/messages/kit/zh.json"),
        include_str!("../../../ui/messages/case/zh.json"),
    ])
});

fn read(files: [&str; 3]) -> Messages {
    files.into_iter().flat_map(|file| serde_json::from_str::<Messages>(file).unwrap_or_default()).collect()
}

impl Language {
    /// A plain message by its key; the key itself where there is none, which a test rules out.
    pub(crate) fn word(self, key: &'static str) -> &'static str {
        let messages: &'static Messages = match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        };
        messages.get(key).and_then(Value::as_str).unwrap_or(key)
    }

    /// A message with its places filled in.
    pub(crate) fn fill(self, key: &'static str, places: &[(&str, &str)]) -> String {
        places.iter().fold(self.word(key).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    pub(crate) fn platform(self, platform: Platform) -> &'static str {
        match platform {
            Platform::Taobao => self.word("paper_taobao"),
            Platform::Alibaba1688 => "1688",
        }
    }

    /// Where an order stands; a word of the platform that this desk does not know stays as it came.
    pub(crate) fn status(self, status: &OrderStatus) -> &str {
        let Some(key) = stage_key(status.stage) else { return &status.raw };
        self.word(key)
    }

    /// Where an after-sales case stands; a word of the platform that this desk does not know stays as it came.
    pub(crate) fn case_status(self, status: &CaseStatus) -> &str {
        self.case_stage(status.stage).unwrap_or(&status.raw)
    }

    /// What a stage of a case is called; none for one that has only the platform's own word.
    pub(crate) fn case_stage(self, stage: CaseStage) -> Option<&'static str> {
        Some(self.word(match stage {
            CaseStage::NotAsked => "case_stage_not_asked",
            CaseStage::Asked => "case_stage_asked",
            CaseStage::Agreed => "case_stage_agreed",
            CaseStage::SentBack => "case_stage_sent_back",
            CaseStage::Refused => "case_stage_refused",
            CaseStage::Refunded => "case_stage_refunded",
            CaseStage::Closed => "case_stage_closed",
            CaseStage::Unknown => return None,
        }))
    }
}

fn stage_key(stage: OrderStage) -> Option<&'static str> {
    Some(match stage {
        OrderStage::Building => "kit_stage_building",
        OrderStage::ToPay => "kit_stage_to_pay",
        OrderStage::VoucherInReview => "kit_stage_voucher_in_review",
        OrderStage::VoucherRefused => "kit_stage_voucher_refused",
        OrderStage::PaymentUnderWay => "kit_stage_payment_under_way",
        OrderStage::ToShip => "kit_stage_to_ship",
        OrderStage::Shipped => "kit_stage_shipped",
        OrderStage::Received => "kit_stage_received",
        OrderStage::Completed => "kit_stage_completed",
        OrderStage::Closed => "kit_stage_closed",
        OrderStage::Unknown => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_has_a_word_in_each_language_and_an_unknown_one_its_own() {
        let shipped = OrderStatus { raw: "11".into(), stage: OrderStage::Shipped };
        assert_eq!((Language::En.status(&shipped), Language::Zh.status(&shipped)), ("Shipped", "已发货"));
        let strange = OrderStatus { raw: "waitmoonphase".into(), stage: OrderStage::Unknown };
        assert_eq!(Language::Zh.status(&strange), "waitmoonphase");
    }

    #[test]
    fn places_are_filled_in() {
        let places = [("page", "2"), ("pages", "3")];
        assert_eq!(Language::En.fill("paper_page", &places), "Page 2 of 3");
        assert_eq!(Language::Zh.fill("paper_page", &places), "第 2 页，共 3 页");
    }
}
