//! The client against Prism, a mock server that holds every request against the project's contract file. We did not write
//! it, so it does not share our mistakes. `cargo xtask test client-contract` installs it and runs this.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

mod mock;
#[expect(dead_code, reason = "what only tests/contract looks at")]
#[path = "../contract/requests/mod.rs"]
mod requests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pandapon::Operation;
use serde_json::Value;

use crate::mock::Prism;
use crate::requests::{Clients, NamedCall};

const CONTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../sandbox/contract/pandapon-openapi.yaml");

/// Something wrong with a request, as Prism or the client says it.
struct Finding {
    operation: Operation,
    text: String,
}

/// Sends every request of every operation to a Prism that serves this contract.
async fn findings(contract: &Path, name: &str) -> Vec<Finding> {
    let prism = Prism::start(contract, name);
    let clients = Clients::of(prism.address);
    let mut sent = Vec::new();
    for requests in requests::all() {
        for NamedCall { name, call, .. } in clients.calls(requests) {
            sent.push((requests.operation, name, call.await));
        }
    }
    let found = prism.found().await;
    assert_eq!(found.len(), sent.len(), "Prism did not see each request once");
    let judged = sent.into_iter().zip(found);
    let judged = judged.filter(|((_, _, outcome), found)| outcome.is_err() || !found.is_empty());
    judged
        .map(|((operation, name, outcome), found)| {
            let error = outcome.err().map(|error| error.to_string()).unwrap_or_default();
            Finding { operation, text: format!("{name}: {error}\n    {}", found.join("\n    ")) }
        })
        .collect()
}

#[tokio::test]
async fn prism_finds_no_violation_in_any_request() {
    let findings = findings(Path::new(CONTRACT), "contract").await;
    let texts: Vec<_> = findings.iter().map(|finding| finding.text.as_str()).collect();
    assert!(findings.is_empty(), "{}", texts.join("\n"));
}

/// The run above would fail if client and contract differed: in a path, or in what a request holds.
#[tokio::test]
async fn a_switched_path_and_a_changed_type_are_violations() {
    let mut contract: Value = serde_yaml_ng::from_str(&fs::read_to_string(CONTRACT).unwrap()).unwrap();
    let paths = contract["paths"].as_object_mut().unwrap();
    let cart = paths.shift_remove("/open/cart/list").unwrap();
    paths.insert("/open/cart/listing".to_owned(), cart);
    let orders = "/components/schemas/TaobaoPayOrderRequest/properties/purchaseOrderIdList/items/type";
    *contract.pointer_mut(orders).unwrap() = "integer".into();
    let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed-contract.json");
    fs::write(&changed, contract.to_string()).unwrap();

    let findings = findings(&changed, "changed").await;
    let operations: BTreeSet<_> = findings.iter().map(|finding| finding.operation).collect();
    assert_eq!(operations, BTreeSet::from([Operation::TaobaoListCart, Operation::TaobaoPayOrder]));
    for Finding { operation, text } in &findings {
        let expected = match operation {
            Operation::TaobaoListCart => "NO_PATH_MATCHED_ERROR",
            _ => "purchaseOrderIdList",
        };
        assert!(text.contains(expected), "{text}");
    }
}
