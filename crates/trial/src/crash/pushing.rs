//! PandaPon's part in a cycle: it pushes messages while the desk works, and what was answered with 200 is noted.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::Result;
use pondesk_domain::{OrderId, OrderStage};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::Control;
use crate::truth::TrueOrder;

/// Most messages of a cycle.
const MOST: u64 = 24;
/// When the first message of all says that it was pushed; each says another time.
const FIRST_MS: u64 = 1_795_402_237_000;
/// A desk that stands still answers nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was pushed at a desk.
#[derive(Debug, Default)]
pub(super) struct Pushed {
    /// How often each message was answered with 200, by the mark in it.
    pub(super) answered: BTreeMap<String, u32>,
    /// Orders whose price changed, with a message about it that was answered since.
    pub(super) told_of: BTreeSet<OrderId>,
}

/// Something that happened while messages were pushed.
pub(super) enum News {
    /// The seller is about to change the price of this order.
    Changing(OrderId),
    /// A message was answered with 200; the order that it is about.
    Answered(String, Option<OrderId>),
}

impl Pushed {
    pub(super) fn note(&mut self, news: News) {
        match news {
            News::Changing(order_id) => {
                self.told_of.remove(&order_id);
            }
            News::Answered(mark, order_id) => {
                *self.answered.entry(mark).or_default() += 1;
                self.told_of.extend(order_id);
            }
        }
    }
}

/// Messages on their way to a desk, one after another. Dropping it ends them.
pub(super) struct Pushes {
    news: UnboundedReceiver<News>,
    task: JoinHandle<()>,
}

impl Pushes {
    /// Pushes messages of a cycle about these orders to the address of a desk.
    pub(super) fn start(
        url: String,
        control: Control,
        orders: Vec<TrueOrder>,
        (seed, cycle): (u64, u64),
    ) -> Self {
        let (tell, news) = unbounded_channel();
        let (mark, from_ms) = (format!("crash-{seed}-{cycle}"), FIRST_MS + cycle * MOST);
        let task = tokio::spawn(async move {
            // The desk is killed, or turned a message away: nothing more is answered.
            let _ = push_all(&url, &control, &orders, (&mark, from_ms), &tell).await;
        });
        Self { news, task }
    }

    /// The next that happens; waits for ever where nothing more does.
    pub(super) async fn next(&mut self) -> News {
        match self.news.recv().await {
            Some(news) => news,
            None => std::future::pending().await,
        }
    }

    /// What happened and was not told yet.
    pub(super) fn rest(mut self) -> Vec<News> {
        self.task.abort();
        std::iter::from_fn(|| self.news.try_recv().ok()).collect()
    }
}

impl Drop for Pushes {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn push_all(
    url: &str,
    control: &Control,
    orders: &[TrueOrder],
    (mark, from_ms): (&str, u64),
    tell: &UnboundedSender<News>,
) -> Result<()> {
    let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
    let unpaid: Vec<_> = orders.iter().filter(|order| order.stage == OrderStage::ToPay).collect();
    let any = |number: u64, of: &[&TrueOrder]| {
        let at = usize::try_from(number).unwrap_or_default();
        of.get(at.checked_rem(of.len())?).map(|order| order.order_id.clone())
    };
    let all: Vec<_> = orders.iter().collect();
    for number in 0..MOST {
        // Each third comes again, word for word: it tells nothing new.
        let repeats = number % 3 == 2;
        let said = if repeats { number - 1 } else { number };
        let (mark, at) = (format!("{mark}-{said}"), from_ms + said);
        let message = |message_type: &str, order_id: &OrderId| {
            let number = order_id.as_str().split_once(':').map_or("", |(_, number)| number);
            let body = json!({ "orderNo": number, "orderId": number });
            json!({ "messageType": message_type, "messagePlatform": 1, "timestamp": format!("{at}"),
                "messageBody": body, "mark": mark })
            .to_string()
        };
        let (body, order_id) = match (said % 5, any(said, &unpaid), any(said, &all)) {
            (0 | 2, Some(order_id), _) => {
                if !repeats {
                    let _ = tell.send(News::Changing(order_id.clone()));
                    let number = order_id.as_str().split_once(':').map(|(_, number)| number);
                    // One that was paid meanwhile keeps its price.
                    let change = json!({ "orderId": number, "changeFen": -1 });
                    let _ = control.call("change-order-price", change).await;
                }
                (message("ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY", &order_id), Some(order_id))
            }
            (1, _, Some(order_id)) => (message("ORDER_BUYER_VIEW_ORDER_PAY", &order_id), Some(order_id)),
            (3, ..) => (format!("{{\"messageType\": \"half of {mark}"), None),
            _ => (message("ORDER_DANCED", &OrderId::from("1688:1")), None),
        };
        if http.post(url).body(body).send().await?.status() == 200 {
            tell.send(News::Answered(mark, order_id.filter(|_| !repeats)))?;
        }
    }
    Ok(())
}
