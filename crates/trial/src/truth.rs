//! What really happened, as the sandbox tells.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use pondesk_domain::{
    AfterSalesCase, CaseId, CaseStage, CaseStatus, Money, OrderId, OrderStage, OrderStatus, Platform,
};
use serde_json::Value;

/// An order that stands at the sandbox.
#[derive(Debug, Clone)]
pub struct TrueOrder {
    /// Its id, as the desk names it.
    pub order_id: OrderId,
    /// Where it stands.
    pub stage: OrderStage,
    /// What it costs, where the sandbox tells it in a word (1688).
    pub total: Option<Money>,
    told: String,
}

impl TrueOrder {
    /// Whether it has a line of this SKU.
    pub fn has(&self, sku_id: &str) -> bool {
        self.told.contains(sku_id)
    }
}

/// An after-sales case that stands at the sandbox.
#[derive(Debug, Clone)]
pub struct TrueCase {
    /// Its id, as the desk names it.
    pub case_id: CaseId,
    /// Its order.
    pub order_id: OrderId,
    /// Where it stands.
    pub stage: CaseStage,
    /// How much was said on it; nothing at 1688.
    pub messages: usize,
}

/// Orders, payments, vouchers, addresses and cases of a sandbox.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    /// All orders.
    pub orders: Vec<TrueOrder>,
    /// How many times each order was paid from the balance.
    pub payments: BTreeMap<OrderId, u32>,
    /// How many vouchers each order has.
    pub vouchers: BTreeMap<OrderId, u32>,
    /// The streets of all addresses.
    pub streets: Vec<String>,
    /// All after-sales cases.
    pub cases: Vec<TrueCase>,
}

impl Truth {
    /// Reads the state that the control API tells.
    ///
    /// # Errors
    /// When something is not where it should be.
    pub fn read(state: &Value, cases: &Value) -> Result<Self> {
        let mut truth = Self::default();
        for platform in Platform::ALL {
            for order in list(&state["orders"], platform.as_str())? {
                truth.orders.push(true_order(platform, order)?);
            }
        }
        for movement in list(state, "ledger")?.iter().filter(|movement| movement["kind"] == "payment") {
            let platform = Platform::parse(text(&movement["platform"])?).context("a platform")?;
            *truth.payments.entry(order_id(platform, &movement["orderId"])?).or_default() += 1;
        }
        for voucher in list(state, "vouchers")? {
            *truth.vouchers.entry(order_id(Platform::Taobao, &voucher["orderId"])?).or_default() += 1;
        }
        for address in list(state, "addresses")? {
            truth.streets.push(text(&address["address"])?.to_owned());
        }
        for case in cases.as_array().context("the sandbox tells no list of cases")? {
            truth.cases.push(true_case(case)?);
        }
        Ok(truth)
    }

    /// The stage of an order, when there is such an order.
    pub fn stage(&self, order_id: &OrderId) -> Option<OrderStage> {
        self.orders.iter().find(|order| order.order_id == *order_id).map(|order| order.stage)
    }

    /// What an order costs, as far as [`TrueOrder::total`] tells.
    pub fn total(&self, order_id: &OrderId) -> Option<Money> {
        self.orders.iter().find(|order| order.order_id == *order_id).and_then(|order| order.total)
    }

    /// A case, when there is such a case.
    pub fn case(&self, case_id: &CaseId) -> Option<&TrueCase> {
        self.cases.iter().find(|case| case.case_id == *case_id)
    }

    /// How many addresses are in this street.
    pub fn in_street(&self, street: &str) -> usize {
        self.streets.iter().filter(|known| *known == street).count()
    }

    /// Orders in one of these stages.
    pub fn in_stages<'a>(&'a self, stages: &'a [OrderStage]) -> impl Iterator<Item = &'a OrderId> {
        self.orders.iter().filter(|order| stages.contains(&order.stage)).map(|order| &order.order_id)
    }
}

fn true_case(case: &Value) -> Result<TrueCase> {
    let number = text(&case["caseId"])?;
    // Refunds of 1688 have ids with letters, Taobao's have digits only.
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let platform = if digits { Platform::Taobao } else { Platform::Alibaba1688 };
    Ok(TrueCase {
        case_id: AfterSalesCase::id_for(platform, &number.into()),
        order_id: order_id(platform, &case["orderId"])?,
        stage: CaseStatus::read(platform, text(&case["status"])?).stage,
        messages: usize::try_from(case["messages"].as_u64().unwrap_or_default())?,
    })
}

fn true_order(platform: Platform, order: &Value) -> Result<TrueOrder> {
    let (id, status) = match platform {
        Platform::Taobao => (&order["orderId"], order["status"].to_string()),
        Platform::Alibaba1688 => {
            (&order["baseInfo"]["idOfStr"], text(&order["baseInfo"]["status"])?.to_owned())
        }
    };
    Ok(TrueOrder {
        order_id: order_id(platform, id)?,
        stage: OrderStatus::read(platform, &status).stage,
        total: yuan(&order["baseInfo"]["totalAmount"]),
        told: order.to_string(),
    })
}

/// A sum in yuan, as text or as a number.
fn yuan(value: &Value) -> Option<Money> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Money::typed(&text).ok()
}

fn order_id(platform: Platform, id: &Value) -> Result<OrderId> {
    Ok(pondesk_domain::Order::id_for(platform, &text(id)?.into()))
}

fn list<'a>(state: &'a Value, name: &str) -> Result<&'a Vec<Value>> {
    state[name].as_array().with_context(|| format!("the sandbox's state has no list {name}"))
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().with_context(|| format!("{value} is no text"))
}
