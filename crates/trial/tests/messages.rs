//! Pushed messages in any order, as often as one likes, with syncs and ends of the desk between them: always the same orders,
//! the same audit of prices and the same inbox.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use pondesk_agent::api::*;
use pondesk_domain::{Callback, OrderId, Platform};
use pondesk_trial::buyer::{Access, MOST_ROUNDS, address_in, in_a_hurry};
use pondesk_trial::{Buyer, Market, TrialClock};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

const SEED: u64 = 7;
/// Sets of messages, and ways in which each comes.
const SETS: u64 = 3;
const WAYS: u64 = 4;

/// What happens to a desk.
#[derive(Debug, Clone)]
enum Step {
    /// A message comes in.
    Take(String),
    /// The orders that messages name are fetched.
    Work,
    /// The user reads the list again.
    Refresh,
    /// The user opens an order.
    Show(OrderId),
    /// The desk ends in the middle of its work and is opened again.
    End,
}

/// What there is in the end, without how it came to be: who told of a change first, and when, may differ.
#[derive(Debug, PartialEq, Eq)]
struct Gist {
    orders: Vec<Value>,
    audit: Vec<Value>,
    inbox: Vec<Value>,
}

struct Ground {
    market: Market,
    access: Access,
    folder: tempfile::TempDir,
}

impl Ground {
    async fn new() -> (Self, Vec<OrderId>) {
        let folder = tempfile::tempdir().unwrap();
        let market = Market::open(&folder.path().join("sandbox")).await.unwrap();
        let access = Access {
            base_url: market.base_url().to_owned(),
            control: market.control().clone(),
            keys: market.credentials().clone(),
        };
        let ground = Self { market, access, folder };
        let buyer = ground.open("first").await;
        buyer.save_address(address_in("网商路1号")).await.unwrap();
        buyer.lift_limits().await.unwrap();
        let mut orders = Vec::new();
        for platform in Platform::ALL {
            for goods in ground.market.stock_up(platform, 2).await.unwrap() {
                orders.extend(buyer.order(&[&goods]).await.unwrap().into_iter().map(|order| order.order_id));
            }
        }
        (ground, orders)
    }

    async fn open(&self, name: &str) -> Buyer {
        let folder = self.folder.path().join(name);
        Buyer::open(&folder, TrialClock::default(), in_a_hurry(), &self.access).await.unwrap()
    }

    /// Another desk that knows what the first knew.
    fn copy(&self, name: &str) {
        copy_folder(&self.folder.path().join("first"), &self.folder.path().join(name));
    }

    /// What is there after these steps, once nothing waits any more.
    async fn after(&self, name: &str, steps: &[Step]) -> Gist {
        self.copy(name);
        let mut buyer = self.open(name).await;
        let mut taken = 0;
        for step in steps {
            match step {
                Step::Take(text) => {
                    let ingest = CallbackIngest { account_id: buyer.account_id.clone(), text: text.clone() };
                    let _: Callback = buyer.run("callback_ingest", &ingest).await.unwrap();
                    taken += 1;
                }
                Step::Work => {
                    buyer.desk.work_on_callbacks().await.unwrap();
                }
                Step::Refresh => {
                    let refresh = OrderRefresh { account_id: buyer.account_id.clone() };
                    let _: OrderRefreshed = buyer.run("order_refresh", &refresh).await.unwrap();
                }
                Step::Show(order_id) => {
                    let (account_id, order_id) = (buyer.account_id.clone(), order_id.clone());
                    let show = OrderShow { account_id, order_id, refresh: true };
                    let _: OrderView = buyer.run("order_show", &show).await.unwrap();
                }
                Step::End => {
                    let desk = buyer.desk.clone();
                    let work = tokio::spawn(async move { desk.work_on_callbacks().await.map(|_| ()) });
                    tokio::task::yield_now().await;
                    work.abort();
                    let _ = work.await;
                    drop(buyer);
                    buyer = self.open(name).await;
                }
            }
        }
        for round in 0.. {
            let Some(at) = buyer.desk.work_on_callbacks().await.unwrap() else { break };
            buyer.clock.go_to(at);
            assert!(round < MOST_ROUNDS, "messages are due again and again");
        }
        gist(&buyer, taken).await
    }
}

async fn gist(buyer: &Buyer, taken: u32) -> Gist {
    let list = json!({ "accountId": null, "stages": [], "platform": null, "words": "", "after": null, "limit": 200 });
    let orders: OrderPage = buyer.run("order_list", &list).await.unwrap();
    let changes = PriceChanges { limit: 200, ..PriceChanges::default() };
    let audit: PriceChangePage = buyer.run("price_changes", &changes).await.unwrap();
    let inbox = CallbackList { limit: 200, ..CallbackList::default() };
    let inbox: CallbackPage = buyer.run("callback_list", &inbox).await.unwrap();
    assert_eq!(inbox.rows.iter().map(|row| row.times).sum::<u32>(), taken, "each coming is counted");
    Gist {
        orders: sorted(
            orders.rows.iter().map(|row| json!([row.order_id, row.status, row.total, row.was_total])),
        ),
        audit: sorted(
            audit.rows.iter().map(|row| json!([row.order_id, row.field, row.line_id, row.was, row.is])),
        ),
        inbox: sorted(inbox.rows.iter().map(|row| {
            json!([
                row.state,
                row.reason,
                row.kind,
                row.message_type,
                row.order_id,
                row.order_name,
                row.facts,
                row.said_at
            ])
        })),
    }
}

fn sorted(rows: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(Value::to_string);
    rows
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A set of messages: about orders that are known, that nobody knows, and what is no message.
fn messages(rng: &mut ChaCha8Rng, orders: &[OrderId]) -> Vec<String> {
    let types = [
        "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
        "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE",
        "ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES",
        "ORDER_DANCED",
    ];
    let count = rng.random_range(3..9);
    let messages = (0..count).map(|number| {
        if rng.random_ratio(1, 6) {
            return format!("{{\"messageType\": \"half of {number}");
        }
        let named = orders.choose(rng).map_or("1688:2156789012345678901", OrderId::as_str);
        let named = if rng.random_ratio(1, 8) { "1688:2156789012345678901" } else { named };
        let (platform, id) = named.split_once(':').unwrap();
        let message_type = types.choose(rng).copied().unwrap_or_default();
        let said_at = 1_795_402_237_000_i64 + rng.random_range(0..5);
        let body =
            json!({ "orderNo": id, "orderId": id, "totalAmount": format!("{}.30", rng.random_range(1..9)) });
        json!({
            "messageType": message_type,
            "messagePlatform": i32::from(platform == "1688"),
            "timestamp": said_at.to_string(),
            "messageBody": body,
        })
        .to_string()
    });
    let mut messages: Vec<String> = messages.collect();
    // Two that share type, order and time are one message, and the first to come is kept: such are not generated.
    let mut seen = BTreeMap::new();
    messages.retain(|text| {
        let known = serde_json::from_str::<Value>(text).unwrap_or_else(|_| Value::from(text.as_str()));
        let identity = json!([known["messageType"], known["messageBody"]["orderNo"], known["timestamp"]]);
        let identity = if known.is_object() { identity } else { known };
        seen.insert(identity.to_string(), ()).is_none()
    });
    messages
}

/// The same messages, shuffled, some of them more than once, with other steps between them.
fn some_way(rng: &mut ChaCha8Rng, messages: &[String], orders: &[OrderId]) -> Vec<Step> {
    let mut taken = messages.to_vec();
    let again: Vec<String> =
        (0..rng.random_range(0..4)).filter_map(|_| messages.choose(rng).cloned()).collect();
    taken.extend(again);
    taken.shuffle(rng);
    let mut steps = Vec::new();
    for text in taken {
        steps.push(Step::Take(text));
        match rng.random_range(0..8) {
            0 => steps.push(Step::Work),
            1 => steps.push(Step::Refresh),
            2 => steps.extend(orders.choose(rng).cloned().map(Step::Show)),
            3 => steps.push(Step::End),
            _ => {}
        }
    }
    steps
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_and_repetition_between_syncs_and_ends_come_to_the_same() {
    let (ground, orders) = Ground::new().await;
    // What the messages are about has happened: the first desk does not know of it.
    for (order_id, changes) in orders.iter().zip([&[-30, 50][..], &[70], &[-20], &[]]) {
        for change in changes {
            let (_, number) = order_id.as_str().split_once(':').unwrap();
            let change = json!({ "orderId": number, "changeFen": change });
            ground.market.control().call("change-order-price", change).await.unwrap();
        }
    }
    for set in 0..SETS {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED + set);
        let messages = messages(&mut rng, &orders);
        // At the end of each way every order was read once, whether a message named it or not.
        let last = || std::iter::once(Step::Refresh).chain(orders.iter().cloned().map(Step::Show));
        let plain: Vec<Step> = messages.iter().cloned().map(Step::Take).chain(last()).collect();
        let wanted = ground.after(&format!("{set}-plain"), &plain).await;
        assert!(!wanted.audit.is_empty(), "prices changed");
        for way in 0..WAYS {
            let steps: Vec<Step> = some_way(&mut rng, &messages, &orders).into_iter().chain(last()).collect();
            let came = ground.after(&format!("{set}-{way}"), &steps).await;
            assert_eq!(came, wanted, "set {set}, way {way}: {steps:#?}");
        }
    }
    ground.market.close().await;
}
