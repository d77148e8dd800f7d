//! What a connection test found, in the steps that the UI shows.

use std::sync::Arc;

use pandapon::{
    CallObserver, Credentials, ProbeReport, ProbeStep, ProbeVerdict, SignatureScheme as SdkScheme,
};

use crate::api::{CommandResult, ConnectionSettings, ConnectionTest, TestOutcome, TestStep, TestStepKind};
use crate::connecting;

/// A connection test in the steps that the UI shows. The last of them is a call of its own, which `watcher` is told of.
pub(crate) async fn told(
    report: ProbeReport,
    before: &ConnectionSettings,
    credentials: Credentials,
    watcher: Option<Arc<dyn CallObserver>>,
) -> CommandResult<ConnectionTest> {
    let reached = report.steps.iter().any(|step| match &step.verdict {
        ProbeVerdict::Works => true,
        ProbeVerdict::Failed(error) => error.http_status().is_some(),
    });
    let mut steps = vec![reached_step(&report, reached), clock_step(reached)];
    steps.extend(report.steps.iter().filter(|_| reached).map(scheme_step));
    steps.extend(untried(&report).map(|scheme| TestStep {
        scheme: Some(connecting::scheme_from_sdk(scheme)),
        ..step(TestStepKind::Scheme, TestOutcome::Skipped)
    }));
    steps.push(read_step(&report, credentials, watcher).await?);
    let works = report.works.is_some();
    let ahead_ms = report.clock_offset.as_millis().saturating_neg();
    Ok(ConnectionTest {
        steps,
        works,
        connection: report.works.as_ref().map(|found| connecting::settings_found(found, before)),
        clock_offset_ms: reached.then(|| clamped(ahead_ms)),
    })
}

fn step(kind: TestStepKind, outcome: TestOutcome) -> TestStep {
    TestStep { kind, scheme: None, timestamp_unit: None, outcome, took_ms: None, said: None, count: None }
}

fn reached_step(report: &ProbeReport, reached: bool) -> TestStep {
    let first = report.steps.first();
    TestStep {
        took_ms: first.map(|first| clamped_ms(first.took)),
        said: first.filter(|_| !reached).and_then(said_in),
        ..step(TestStepKind::Reached, if reached { TestOutcome::Passed } else { TestOutcome::Failed })
    }
}

/// A clock that is off is no failure: it is learnt and corrected. How far off it is stands beside the steps.
fn clock_step(reached: bool) -> TestStep {
    step(TestStepKind::Clock, if reached { TestOutcome::Passed } else { TestOutcome::Skipped })
}

fn scheme_step(tried: &ProbeStep) -> TestStep {
    let outcome = match &tried.verdict {
        ProbeVerdict::Works => TestOutcome::Passed,
        ProbeVerdict::Failed(_) => TestOutcome::Failed,
    };
    TestStep {
        scheme: Some(connecting::scheme_from_sdk(tried.scheme)),
        timestamp_unit: Some(connecting::unit_from_sdk(tried.timestamp_unit)),
        took_ms: Some(clamped_ms(tried.took)),
        said: said_in(tried),
        ..step(TestStepKind::Scheme, outcome)
    }
}

fn untried(report: &ProbeReport) -> impl Iterator<Item = SdkScheme> {
    SdkScheme::ALL.into_iter().filter(|scheme| !report.steps.iter().any(|step| step.scheme == *scheme))
}

/// The harmless read once more, for what it brings.
async fn read_step(
    report: &ProbeReport,
    credentials: Credentials,
    watcher: Option<Arc<dyn CallObserver>>,
) -> CommandResult<TestStep> {
    let Some(found) = &report.works else {
        return Ok(step(TestStepKind::Read, TestOutcome::Skipped));
    };
    let client = pandapon::Client::new(found.clone(), credentials).map_err(connecting::refusal)?;
    let client = watcher.map_or_else(|| client.clone(), |watcher| client.watched_by(watcher));
    let stopwatch = std::time::Instant::now();
    let read = client.base().addresses().await;
    let took_ms = Some(clamped_ms(stopwatch.elapsed()));
    Ok(match read {
        Ok(answer) => TestStep {
            took_ms,
            count: u32::try_from(answer.data.len()).ok(),
            ..step(TestStepKind::Read, TestOutcome::Passed)
        },
        Err(error) => TestStep {
            took_ms,
            said: Some(error.to_string()),
            ..step(TestStepKind::Read, TestOutcome::Failed)
        },
    })
}

fn said_in(tried: &ProbeStep) -> Option<String> {
    match &tried.verdict {
        ProbeVerdict::Works => None,
        ProbeVerdict::Failed(error) => {
            Some(error.msg().map_or_else(|| error.fault().to_string(), str::to_owned))
        }
    }
}

fn clamped_ms(took: std::time::Duration) -> u32 {
    u32::try_from(took.as_millis()).unwrap_or(u32::MAX)
}

/// A clock offset that fits the command's type; 24 days are as wrong as more.
pub(crate) fn clamped(ms: i128) -> i32 {
    i32::try_from(ms).unwrap_or(if ms < 0 { i32::MIN } else { i32::MAX })
}
