//! Callbacks: what is pushed to the user's URL when an order or a case changes, and how well or badly that is done.
//!
//! A message is written down in the transaction of the change that it tells of, and pushed by a task of its own
//! (`deliver`). It is pushed again 30 minutes (of the sandbox's clock) after each push that was not answered with HTTP
//! 200 within 1000 ms, at most five times.

mod body;
pub(crate) mod deliver;
mod dress;

use serde::{Deserialize, Serialize};

use crate::alibaba::order::AlibabaOrder;
use crate::alibaba::refund::RefundCase;
use crate::alibaba::refund::machine::Deed;
use crate::catalogue::{Platform, name_id};
use crate::refusal::Refusal;
use crate::state::pushes::NewPush;
use crate::state::{Books, settings};
use crate::taobao::order::TaobaoOrder;
use crate::taobao::reverse::ReverseCase;

pub(crate) use dress::Form;

/// The URL that the user has entered, and how it is served.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Registration {
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) signing: Signing,
    #[serde(default)]
    pub(crate) hex_case: HexCase,
    #[serde(default)]
    pub(crate) verify: Verify,
    #[serde(default)]
    pub(crate) form: FormChoice,
    #[serde(default)]
    pub(crate) unrest: Unrest,
}

/// What the `Authorization` header is made of; none of it is known for sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Signing {
    /// No header.
    None,
    /// HMAC of access key and raw body, the upstream's convention.
    #[default]
    AccessKeyBody,
    /// HMAC of the raw body alone.
    Body,
}

/// The digits of the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum HexCase {
    #[default]
    Lower,
    Upper,
}

/// How the console checks a URL; the reference says only that 200 is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Verify {
    /// A POST of `{}`.
    #[default]
    Object,
    /// A POST without a body.
    Empty,
    Get,
}

/// Which form messages have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FormChoice {
    /// As on the reference's own pages.
    #[default]
    Reference,
    /// Another of the odd forms for each message, drawn from the seed.
    Seeded,
    /// Always this.
    Always(Form),
}

/// What goes wrong by itself, drawn from the seed; shares are percent of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct Unrest {
    pub(crate) duplicate_percent: u64,
    pub(crate) unsigned_percent: u64,
    pub(crate) wrong_percent: u64,
    /// Each message is late by up to so many seconds of the sandbox's clock, and so overtaken by others.
    pub(crate) late_seconds: u64,
}

/// How one push presents itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Authorization {
    /// As registered.
    #[default]
    Signed,
    /// Without the header.
    None,
    /// With a header of another secret.
    Wrong,
}

impl Authorization {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Authorization::Signed => "signed",
            Authorization::None => "none",
            Authorization::Wrong => "wrong",
        }
    }

    pub(crate) fn named(name: &str) -> Self {
        match name {
            "none" => Authorization::None,
            "wrong" => Authorization::Wrong,
            _ => Authorization::Signed,
        }
    }
}

/// Something that the user is told.
pub(crate) enum News<'a> {
    TaobaoPrice(&'a TaobaoOrder),
    TaobaoStatus(&'a TaobaoOrder),
    TaobaoRefund(&'a ReverseCase, &'a TaobaoOrder),
    AlibabaPrice(&'a AlibabaOrder),
    /// With the upstream's type of the step.
    AlibabaStatus(&'a AlibabaOrder, &'a str),
    AlibabaRefund(&'a RefundCase, &'a AlibabaOrder, Deed),
}

impl News<'_> {
    /// The type without the platform's prefix where the reference shows it without.
    fn message_type(&self) -> &str {
        match self {
            News::TaobaoPrice(_) | News::AlibabaPrice(_) => "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
            // Nobody has seen these two names; they are the contract's own.
            News::TaobaoStatus(_) => "TAOBAO_ORDER_STATUS_CHANGED",
            News::TaobaoRefund(..) => "TAOBAO_ORDER_REFUND_AFTER_SALES",
            News::AlibabaStatus(_, message_type) => message_type,
            News::AlibabaRefund(case, ..) if case.goods_status.is_after_sale() => {
                "ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES"
            }
            News::AlibabaRefund(..) => "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES",
        }
    }

    fn platform(&self) -> Platform {
        match self {
            News::TaobaoPrice(_) | News::TaobaoStatus(_) | News::TaobaoRefund(..) => Platform::Taobao,
            News::AlibabaPrice(_) | News::AlibabaStatus(..) | News::AlibabaRefund(..) => {
                Platform::Alibaba1688
            }
        }
    }

    /// The platform order id, and the case's where it is about one.
    fn ids(&self) -> (&str, Option<&str>) {
        match self {
            News::TaobaoPrice(order) | News::TaobaoStatus(order) => (&order.order_id, None),
            News::AlibabaPrice(order) | News::AlibabaStatus(order, _) => (&order.order_id, None),
            News::TaobaoRefund(case, order) => (&order.order_id, Some(&case.refund_id)),
            News::AlibabaRefund(case, order, _) => (&order.order_id, Some(&case.refund_id)),
        }
    }
}

/// How one message is sent, where a test orders it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dispatch {
    pub(crate) form: Option<Form>,
    pub(crate) copies: u32,
    /// From now, on the sandbox's clock.
    pub(crate) delay_ms: i64,
    pub(crate) authorization: Authorization,
}

impl Books<'_> {
    /// The URL that messages go to, if one was entered.
    pub(crate) fn callback(&self) -> Result<Option<Registration>, Refusal> {
        Ok(settings::get::<Option<Registration>>(&self.tx, settings::CALLBACK)?.flatten())
    }

    /// Tells of a change, with the registered form and unrest; without a URL nobody is told.
    pub(crate) fn announce(&self, news: &News<'_>) -> Result<(), Refusal> {
        let Some(registration) = self.callback()? else { return Ok(()) };
        let number = self.next_push_number()?;
        let draw = |what: &str| name_id(&format!("{}/push/{number}/{what}", self.catalogue.seed), 9);
        let hits = |what: &str, percent: u64| draw(what) % 100 < percent;
        let unrest = registration.unrest;
        let authorization = if hits("wrong", unrest.wrong_percent) {
            Authorization::Wrong
        } else if hits("unsigned", unrest.unsigned_percent) {
            Authorization::None
        } else {
            Authorization::Signed
        };
        let form = match registration.form {
            FormChoice::Reference => Form::default(),
            FormChoice::Seeded => Form::drawn(draw("form")),
            FormChoice::Always(form) => form,
        };
        let copies = if hits("copy", unrest.duplicate_percent) { 2 } else { 1 };
        for copy in 0..copies {
            let late_ms = (draw(&format!("late/{copy}")) % (unrest.late_seconds + 1)).saturating_mul(1000);
            let dispatch =
                Dispatch { form: Some(form), copies: 1, delay_ms: late_ms.cast_signed(), authorization };
            self.push(news, None, dispatch)?;
        }
        Ok(())
    }

    /// Writes a message down for delivery, perhaps under another type.
    pub(crate) fn push(
        &self,
        news: &News<'_>,
        message_type: Option<&str>,
        dispatch: Dispatch,
    ) -> Result<(), Refusal> {
        let form = dispatch.form.unwrap_or_default();
        let message = body::message(self, news, message_type, form);
        let (order_id, case_id) = news.ids();
        let push = NewPush {
            message_type: message_type.unwrap_or_else(|| news.message_type()),
            platform: Some(news.platform()),
            order_id,
            case_id,
            authorization: dispatch.authorization,
            body: &dress::dress(message, form),
        };
        self.keep_pushes(&push, dispatch)
    }

    /// Writes any bytes at all down for delivery.
    pub(crate) fn push_raw(&self, raw: &[u8], dispatch: Dispatch) -> Result<(), Refusal> {
        let push = NewPush {
            message_type: "",
            platform: None,
            order_id: "",
            case_id: None,
            authorization: dispatch.authorization,
            body: raw,
        };
        self.keep_pushes(&push, dispatch)
    }

    fn keep_pushes(&self, push: &NewPush<'_>, dispatch: Dispatch) -> Result<(), Refusal> {
        for _ in 0..dispatch.copies {
            self.keep_push(push, self.moment_ms.get().saturating_add(dispatch.delay_ms))?;
        }
        Ok(())
    }
}
