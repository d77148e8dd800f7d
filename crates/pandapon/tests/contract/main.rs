//! What the client writes, byte by byte, against the project's contract file: what a tool like Prism (`tests/prism`) can't
//! see, because it reads numbers as floats and JSON text as text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, also in its helpers")]

mod contract;
mod recorder;
mod requests;

use std::collections::BTreeSet;

use pandapon::Operation;
use serde_json::{Map, Value};

use crate::contract::{Contract, Seen};
use crate::recorder::{Arrived, Recorder};
use crate::requests::{Clients, NamedCall, ids};

/// Members that the SDK leaves out, by operation and name: the reference names them, yet they do not belong to a request.
const LEFT_OUT: [(&str, &str); 3] = [
    ("alibaba1688CartEditQuantity", "updateTime"),
    ("alibaba1688CartEditQuantity", "productNo"),
    ("alibaba1688CartEditQuantity", "container"),
];

/// A request as it arrived, held against the contract.
struct Looked {
    operation: Operation,
    name: String,
    is_full: bool,
    arrived: Arrived,
    seen: Seen,
}

/// Sends every request there is.
async fn look_at_all(contract: &Contract) -> Vec<Looked> {
    let (recorder, address) = Recorder::open().await;
    let clients = Clients::of(address);
    let mut looked = Vec::new();
    for requests in requests::all() {
        let operation = requests.operation;
        for NamedCall { name, is_full, call } in clients.calls(requests) {
            call.await.unwrap_or_else(|error| panic!("{name}: {error}"));
            let arrived = recorder.take();
            let seen = look(contract, operation, &arrived);
            looked.push(Looked { operation, name, is_full, arrived, seen });
        }
    }
    looked
}

fn look(contract: &Contract, operation: Operation, arrived: &Arrived) -> Seen {
    let described = contract.describe(operation.id());
    let mut seen = Seen::default();
    for (name, value) in sent_parameters(&described.path, arrived) {
        match described.parameters.iter().find(|(declared, _)| *declared == name) {
            Some((_, schema)) => contract.look(schema, &value.into(), &name, &mut seen),
            None => seen.trouble.push(format!("the parameter {name} is not in the contract")),
        }
    }
    match &described.body {
        Some(schema) => {
            let body: Value = serde_json::from_str(&arrived.body).unwrap();
            contract.look(schema, &body, "", &mut seen);
        }
        None if arrived.body.is_empty() => {}
        None => seen.trouble.push("it has a body, which the contract does not know".to_owned()),
    }
    seen
}

/// Parameters of the query, and of the path by the contract's template.
fn sent_parameters(template: &str, arrived: &Arrived) -> Vec<(String, String)> {
    let query = url::form_urlencoded::parse(arrived.uri.query().unwrap_or_default().as_bytes());
    let parts = template.split('/').zip(arrived.uri.path().split('/'));
    let in_path = parts.filter_map(|(part, value)| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some((name.to_owned(), value.to_owned()))
    });
    query.into_owned().chain(in_path).collect()
}

/// Everything that was written, without the signature in the query, which is random digits.
fn text_of(arrived: &Arrived) -> String {
    let (path, query) = (arrived.uri.path(), arrived.uri.query().unwrap_or_default());
    let query: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("sign=")).collect();
    format!("{path} {} {}", query.join(" "), arrived.body)
}

#[test]
fn every_operation_has_its_requests() {
    let listed: Vec<_> = requests::all().map(|requests| requests.operation).collect();
    let once: BTreeSet<_> = listed.iter().copied().collect();
    assert_eq!(listed.len(), once.len(), "an operation stands twice in the tables");
    let missing: Vec<_> = Operation::ALL.iter().filter(|operation| !once.contains(operation)).collect();
    assert!(missing.is_empty(), "tests/contract/requests has none for {missing:?}");
}

#[tokio::test]
async fn json_text_fits_its_content_schema_and_no_member_is_made_up() {
    let looked = look_at_all(&Contract::read()).await;
    let trouble: Vec<_> = looked
        .iter()
        .flat_map(|one| one.seen.trouble.iter().map(move |trouble| format!("{}: {trouble}", one.name)))
        .collect();
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
    let inside = looked.iter().filter(|one| one.seen.members.iter().any(|place| place.contains("()")));
    assert!(inside.count() > 0, "no request holds JSON text");
}

#[tokio::test]
async fn full_requests_write_every_member_that_the_contract_has() {
    let contract = Contract::read();
    let looked = look_at_all(&contract).await;
    let mut missing = Vec::new();
    let mut excused = BTreeSet::new();
    for operation in Operation::ALL {
        let described = contract.describe(operation.id());
        let mut declared: BTreeSet<_> = described.parameters.iter().map(|(name, _)| name.clone()).collect();
        if let Some(body) = &described.body {
            contract.declared(body, "", &mut declared);
        }
        let full = looked.iter().filter(|one| one.is_full && one.operation == *operation);
        let sent: BTreeSet<_> = full.flat_map(|one| one.seen.members.iter().cloned()).collect();
        for place in declared.difference(&sent) {
            let top = place.split(['/', '[', '(']).next().unwrap();
            if LEFT_OUT.contains(&(operation.id(), top)) {
                excused.insert(top.to_owned());
            } else {
                missing.push(format!("{operation}: {place}"));
            }
        }
    }
    assert!(missing.is_empty(), "no full request writes\n{}", missing.join("\n"));
    assert_eq!(excused.len(), LEFT_OUT.len(), "an excuse is not needed any more");
}

#[tokio::test]
async fn large_ids_keep_every_digit() {
    let looked = look_at_all(&Contract::read()).await;
    for Looked { name, arrived, .. } in &looked {
        let text = text_of(arrived);
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        for number in numbers.filter(|digits| digits.len() > 15) {
            assert!(ids::ALL.contains(&number), "{name} writes {number}, which is no id that it was given");
        }
    }
    let numbers = looked.iter().flat_map(|one| one.seen.ids.iter().map(move |id| (&one.name, id)));
    let numbers: Vec<_> = numbers.filter(|(_, (_, value))| value.is_number()).collect();
    for (name, (place, value)) in &numbers {
        assert!(ids::ALL.contains(&value.to_string().as_str()), "{name}: {place} is {value}, no large id");
    }
    assert!(numbers.len() > 20, "ids travel as numbers in too few requests: {numbers:?}");
}

/// The reader above would not notice a rounded id if JSON numbers were floats here.
#[test]
fn numbers_are_read_here_with_all_their_digits() {
    for id in ids::ALL {
        let read: Map<String, Value> = serde_json::from_str(&format!(r#"{{"id":{id}}}"#)).unwrap();
        assert_eq!(read["id"].to_string(), id);
        let rounded = id.parse::<f64>().unwrap();
        assert_ne!(format!("{rounded:.0}"), id, "a float holds {id}: it tells nothing");
    }
}
