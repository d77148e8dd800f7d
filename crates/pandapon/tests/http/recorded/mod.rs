//! The recorded cases, replayed over real HTTP to the typed methods. `tests/recorded/README.md` says what each file is.

mod alibaba1688;
mod base;
mod published;
mod taobao;
mod warehouse;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::num::NonZeroU32;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::pin::Pin;

use pandapon::alibaba1688::RefundStatus;
use pandapon::wire::tidy;
use pandapon::{Answer, Client, Error, Fault, Operation, RateLimit, VoucherTransport};
use serde::Serialize;
use serde_json::Value;

use crate::desk::{Desk, connection, credentials};

/// A typed method, ready to be called with a plausible request.
struct Typed {
    operation: Operation,
    /// Whether its answer has codes, so that an unknown one must be recorded.
    codes: bool,
    call: fn(Client) -> Reading,
}

type Reading = Pin<Box<dyn Future<Output = Result<Read, Error>>>>;

/// What a typed method made of an answer.
struct Read {
    json: Value,
    shown: String,
}

impl Read {
    fn of<T: Serialize + Debug>(answer: &Answer<T>) -> Self {
        Self { json: serde_json::to_value(&answer.data).unwrap(), shown: format!("{:?}", answer.data) }
    }
}

/// One line per operation: its variant, `with codes` where its answer has some, and a call.
macro_rules! typed {
    ($client:ident => $($operation:ident $(with $codes:ident)?: $call:expr;)*) => {
        pub(super) const TYPED: &[$crate::recorded::Typed] = &[$($crate::recorded::Typed {
            operation: pandapon::Operation::$operation,
            codes: !matches!(concat!($(stringify!($codes))?).as_bytes(), []),
            call: |$client| Box::pin(async move { Ok($crate::recorded::Read::of(&$call.await?)) }),
        }),*];
    };
}
pub(crate) use typed;

fn every_typed() -> impl Iterator<Item = &'static Typed> {
    [taobao::TYPED, alibaba1688::TYPED, base::TYPED, warehouse::TYPED].into_iter().flatten()
}

/// One recorded answer.
struct Case {
    file: PathBuf,
    kind: String,
    status: u16,
    body: String,
    /// The envelope, when the body is one.
    envelope: Value,
    path: Option<String>,
}

impl Case {
    fn data(&self) -> Value {
        tidy(self.envelope["data"].clone())
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.starts_with(kind)
    }
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "recorded"].iter().collect()
}

fn cases(operation: Operation) -> Vec<Case> {
    let Ok(files) = std::fs::read_dir(folder().join(operation.id())) else { return Vec::new() };
    let mut cases: Vec<_> = files.map(|file| case(file.unwrap().path())).collect();
    cases.sort_by(|one, other| one.kind.cmp(&other.kind));
    cases
}

fn case(file: PathBuf) -> Case {
    let text = std::fs::read_to_string(&file).unwrap();
    let mut told: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let kind = file.file_stem().unwrap().to_string_lossy().into_owned();
    let (body, envelope) = match told["body"].take() {
        Value::String(text) => {
            let repaired = pandapon::wire::escape_control_characters(&text).into_owned();
            (text, serde_json::from_str(&repaired).unwrap_or_default())
        }
        json => (json.to_string(), json),
    };
    let status = told["status"].as_u64().unwrap().try_into().unwrap();
    let path = told["path"].as_str().map(str::to_owned);
    Case { file, kind, status, body, envelope, path }
}

/// Scalars are equal by their characters: an id may come as a number and go as text.
fn characters(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().filter(|c| !c.is_whitespace()).collect(),
        other => other.to_string(),
    }
}

/// Order lines spell their refund status in another way than orders; it is read as the same code.
fn respelt(code: &str) -> Option<String> {
    let known = RefundStatus::from_code(code);
    (!matches!(known, RefundStatus::Unknown(_))).then(|| known.code().to_owned())
}

/// Looks for every member of what came in what was read; tells the first that is not there.
fn holds(read: &Value, came: &Value, path: &str) -> Result<(), String> {
    match came {
        Value::Object(members) => members
            .iter()
            .try_for_each(|(name, member)| holds(&read[name], member, &format!("{path}.{name}"))),
        Value::Array(items) if read.as_array().map(Vec::len) == Some(items.len()) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(at, item)| holds(&read[at], item, &format!("{path}[{at}]")))
        }
        Value::Array(items) => Err(format!("{path}: {} rows came, {read} was read", items.len())),
        scalar => {
            let (read, came) = (characters(read), characters(scalar));
            let same = read == came || respelt(&came).is_some_and(|code| code == read);
            if same { Ok(()) } else { Err(format!("{path}: {came} came, {read} was read")) }
        }
    }
}

/// As [`holds`], whether an answer came as one or as a list, bare or wrapped.
fn assert_reads_all(read: &Read, case: &Case) {
    let (path, came) = (case.file.display().to_string(), case.data());
    let held = match (&came, &read.json) {
        (Value::Null, _) => Ok(()),
        (Value::Object(_), Value::Array(list)) if list.len() == 1 => holds(&list[0], &came, &path),
        (Value::Object(_), whole) => holds(whole, &came, &path),
        // Some answers may come bare, or in an object with one member for them.
        (_, Value::Object(wrapper)) => {
            let inside = wrapper.values().any(|member| holds(member, &came, &path).is_ok());
            if inside { Ok(()) } else { Err(format!("{path}: {came} came, {wrapper:?} was read")) }
        }
        (_, whole) => holds(whole, &came, &path),
    };
    held.unwrap_or_else(|missing| panic!("{missing}"));
}

/// The names of all members, at every depth.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                found.insert(name.clone());
                names(member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

fn names_in<'a>(cases: impl IntoIterator<Item = &'a Case>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    cases.into_iter().for_each(|case| names(&case.data(), &mut found));
    found
}

/// A server to replay to, and a client of it.
struct Stage {
    desk: Desk,
    client: Client,
}

impl Stage {
    async fn open() -> Self {
        let (desk, address) = Desk::open().await;
        let connection = connection(address)
            .with_rate_limit(RateLimit { per_second: NonZeroU32::MAX, burst: NonZeroU32::MAX })
            .with_voucher_transport(VoucherTransport::Base64Text);
        Self { desk, client: Client::new(connection, credentials()).unwrap() }
    }

    async fn replay(&self, typed: &Typed, case: &Case) -> Result<Read, Error> {
        self.desk.reply_with(case.status, case.body.clone());
        let result = (typed.call)(self.client.clone()).await;
        let fixed = typed.operation.entry().v1.path.split('{').next().unwrap();
        let sent = self.desk.arrived().pop().unwrap();
        assert!(
            sent.uri.path().starts_with(&format!("/api{fixed}")),
            "{} went to {}",
            typed.operation,
            sent.uri
        );
        result
    }
}

fn assert_fails(error: &Error, typed: &Typed, case: &Case) {
    let told = |name: &str| match &case.envelope[name] {
        Value::Null => None,
        member => Some(characters(member)),
    };
    let file = &case.file;
    assert_eq!(error.operation(), typed.operation, "{file:?}");
    assert_eq!(error.http_status(), Some(case.status), "{file:?}");
    assert_eq!(error.code().map(str::to_owned), told("code"), "{file:?}");
    assert_eq!(error.msg().map(|msg| characters(&msg.into())), told("msg"), "{file:?}");
    assert_eq!(error.request_id().map(str::to_owned), told("requestId"), "{file:?}");
    let expected = if case.envelope["code"].is_null() { Fault::NoEnvelope } else { Fault::Refused };
    assert_eq!(*error.fault(), expected, "{file:?}");
}

async fn check(stage: &Stage, typed: &Typed, case: &Case, cases: &[Case]) {
    let file = &case.file;
    let result = stage.replay(typed, case).await;
    if case.is("failure") {
        return match result {
            Ok(read) => panic!("{file:?} was read as {}", read.shown),
            Err(error) => assert_fails(&error, typed, case),
        };
    }
    if case.is("unreadable") {
        return match result {
            Ok(read) => panic!("{file:?} was read as {}", read.shown),
            Err(error) => assert_eq!(error.json_path(), case.path.as_deref(), "{file:?}"),
        };
    }
    let read = result.unwrap_or_else(|error| panic!("{file:?}: {error}"));
    assert_reads_all(&read, case);
    let usual = names_in(cases.iter().filter(|case| case.is("success")));
    let here = names_in([case]);
    let shown = &read.shown;
    match case.kind.split('-').next().unwrap() {
        "success" => {
            assert!(!shown.contains("extra: {\""), "{file:?}: a documented member has no field: {shown}");
            assert!(!shown.contains("BrokenRow {"), "{file:?}: {shown}");
        }
        "unknown" if case.is("unknown-field") => {
            assert!(!here.is_subset(&usual), "{file:?} has no unknown field");
        }
        "unknown" => assert!(shown.contains("Unknown(\""), "{file:?}: no code is unknown: {shown}"),
        "missing" => {
            assert!(!usual.is_subset(&here) || case.data().is_null(), "{file:?} misses nothing");
        }
        "broken" => assert!(shown.contains("BrokenRow {"), "{file:?}: no row is broken: {shown}"),
        _ => panic!("{file:?}: a file of an unknown kind"),
    }
}

#[test]
fn recorded_answers_read_as_their_names_say() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stage = runtime.block_on(Stage::open());
    let mut failed = Vec::new();
    for typed in every_typed() {
        let cases = cases(typed.operation);
        for case in &cases {
            // Every case is looked at, so that one run tells of all that fail.
            let checked = AssertUnwindSafe(|| runtime.block_on(check(&stage, typed, case, &cases)));
            if std::panic::catch_unwind(checked).is_err() {
                failed.push(format!("{}/{}", typed.operation, case.kind));
            }
        }
    }
    assert!(failed.is_empty(), "see above: {failed:?}");
}

#[test]
fn every_operation_is_recorded() {
    for typed in every_typed() {
        let cases = cases(typed.operation);
        let mut needed = vec!["success", "failure", "missing-optional"];
        let has_members = cases.iter().any(|case| case.is("success") && !names_in([case]).is_empty());
        needed.extend(has_members.then_some("unknown-field"));
        needed.extend(typed.codes.then_some("unknown-enum"));
        needed.retain(|kind| !cases.iter().any(|case| case.is(kind)));
        assert!(needed.is_empty(), "{} has no {needed:?}", typed.operation);
    }
    let typed: BTreeSet<_> = every_typed().map(|typed| typed.operation).collect();
    assert_eq!(typed.len(), every_typed().count(), "an operation stands twice in the tables");
    let missing: Vec<_> = Operation::ALL.iter().filter(|operation| !typed.contains(operation)).collect();
    assert!(missing.is_empty(), "no typed method is tried for {missing:?}");
}

#[test]
fn every_folder_is_of_an_operation() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "callbacks" {
            assert!(Operation::by_id(&name).is_some(), "{name} is no operation");
        }
    }
}
