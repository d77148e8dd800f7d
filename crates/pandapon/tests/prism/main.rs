//! The client against Prism, a mock server that holds every request against the project's contract file. We did not write
//! it, so it does not share our mistakes. `cargo xtask test client-contract` installs it and runs this.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

mod mock;
#[path = "../contract/requests/mod.rs"]
mod requests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pandapon::Operation;

use crate::mock::Prism;
use crate::requests::Clients;

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
        for (name, call) in clients.calls(requests) {
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

/// The run above would fail if client and contract differed.
#[tokio::test]
async fn a_switched_path_is_a_violation() {
    let text = fs::read_to_string(CONTRACT).unwrap();
    let (path, other) = ("\n  /open/cart/list:\n", "\n  /open/cart/listing:\n");
    assert_eq!(text.matches(path).count(), 1);
    let switched = Path::new(env!("CARGO_TARGET_TMPDIR")).join("switched.yaml");
    fs::write(&switched, text.replace(path, other)).unwrap();

    let findings = findings(&switched, "switched").await;
    let operations: BTreeSet<_> = findings.iter().map(|finding| finding.operation).collect();
    assert_eq!(operations, BTreeSet::from([Operation::TaobaoListCart]));
    for finding in &findings {
        assert!(finding.text.contains("NO_PATH_MATCHED_ERROR"), "{}", finding.text);
    }
}
