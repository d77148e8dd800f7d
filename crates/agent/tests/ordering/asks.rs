//! The operations that the command list says a command asks are those that it really asks.

use std::collections::{BTreeMap, BTreeSet};

use pondesk_agent::api::*;
use pondesk_agent::commands::ASKS;
use pondesk_domain::Platform;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ground::{Ground, line_of, placing, send_again};

/// Commands that ask some operations only where things went another way than here.
const AS_THINGS_ARE: [&str; 4] = ["checkout_preview", "checkout_place", "outbox_look", "outbox_resolve"];

/// Operations seen by command.
pub(crate) type Seen = BTreeMap<&'static str, BTreeSet<String>>;

async fn newest(ground: &Ground) -> LastCalls {
    ground.run("call_list", &CallList { account_id: None }).await.unwrap()
}

/// Runs a command and notes what it asked.
pub(crate) async fn watch(
    ground: &Ground,
    seen: &mut Seen,
    name: &'static str,
    request: &impl Serialize,
) -> Value {
    let before = newest(ground).await.calls.first().map_or(0, |kept| kept.call_id);
    let answer: Value = ground.run(name, request).await.unwrap();
    let asked = newest(ground).await.calls.into_iter().filter(|kept| kept.call_id > before);
    seen.entry(name).or_default().extend(asked.map(|kept| kept.call.operation));
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_is_what_the_list_says() {
    let ground = Ground::new().await;
    let account_id = ground.account_id.clone();
    let mut seen = Seen::new();
    for platform in [Platform::Taobao, Platform::Alibaba1688] {
        let words = SearchKeyword {
            account_id: account_id.clone(),
            platform,
            words: "杯".into(),
            page: 1,
            sort: SearchSort::Best,
        };
        watch(&ground, &mut seen, "search_keyword", &words).await;
        let goods = ground.goods(platform, 0);
        let offer_id = pondesk_domain::OfferId::from(goods.offer_id.as_str());
        let show =
            OfferShow { account_id: account_id.clone(), platform, offer_id: offer_id.clone(), refresh: true };
        watch(&ground, &mut seen, "offer_show", &show).await;
        let picked = vec![Picked { sku_id: goods.sku_id.as_str().into(), quantity: goods.moq }];
        let add = CartAdd { account_id: account_id.clone(), platform, offer_id, picked };
        let view = watch(&ground, &mut seen, "cart_add", &add).await;
        let line = line_of(&serde_json::from_value(view).unwrap(), &goods);
        let line_ref = CartLineRef { platform, line_id: line.line_id.clone() };
        let edit =
            CartEdit { account_id: account_id.clone(), line: line_ref.clone(), quantity: goods.moq + 1 };
        watch(&ground, &mut seen, "cart_edit", &edit).await;
        let view: CartView = ground.cart(true).await;
        let line = line_of(&view, &goods);
        let preview = CheckoutPreviewRequest {
            account_id: account_id.clone(),
            lines: vec![CartLineRef { platform, line_id: line.line_id }],
            address_id: ground.address_id.clone(),
        };
        let preview = watch(&ground, &mut seen, "checkout_preview", &preview).await;
        let preview: CheckoutPreview = serde_json::from_value(preview).unwrap();
        watch(&ground, &mut seen, "checkout_place", &placing(&preview, true)).await;
        let other = ground.add(&ground.goods(platform, 1), ground.goods(platform, 1).moq).await;
        let remove = CartRemove {
            account_id: account_id.clone(),
            lines: vec![CartLineRef { platform, line_id: other.line_id }],
        };
        watch(&ground, &mut seen, "cart_remove", &remove).await;
        let order_id = ground.list().await.rows[0].order_id.clone();
        let show = OrderShow { account_id: account_id.clone(), order_id, refresh: true };
        watch(&ground, &mut seen, "order_show", &show).await;
    }
    for platform in Platform::ALL {
        let lost = json!({ "kind": "drop", "executed": false });
        let operation_id = ground.order_into(&ground.goods(platform, 2), lost).await.operation_id;
        let look = OutboxLook { operation_id: operation_id.clone() };
        watch(&ground, &mut seen, "outbox_look", &look).await;
        while ground.tend().await {}
        let resolve = OutboxResolve { operation_id, resolution: send_again() };
        watch(&ground, &mut seen, "outbox_resolve", &resolve).await;
    }
    watch(&ground, &mut seen, "account_test", &AccountRef { account_id: account_id.clone() }).await;
    let list = CartList { account_id: account_id.clone(), refresh: true };
    watch(&ground, &mut seen, "cart_list", &list).await;
    let list = AddressList { account_id: account_id.clone(), refresh: true };
    watch(&ground, &mut seen, "address_list", &list).await;

    compare(seen, &AS_THINGS_ARE);
}

/// Holds what was asked to what the command list says; commands of `as_things_are` may ask less.
pub(crate) fn compare(seen: Seen, as_things_are: &[&str]) {
    for (name, operations) in seen {
        let said = ASKS.iter().find(|(command, _)| *command == name).unwrap().1;
        let said: BTreeSet<_> = said.iter().map(|operation| operation.id().to_owned()).collect();
        let unsaid: Vec<_> = operations.difference(&said).collect();
        assert!(unsaid.is_empty(), "{name} asks {unsaid:?}, which its line in the command list does not say");
        if !as_things_are.contains(&name) {
            let never: Vec<_> = said.difference(&operations).collect();
            assert!(never.is_empty(), "{name} never asked {never:?}");
        }
    }
}
