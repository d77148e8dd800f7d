//! `callback …`

use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use pondesk_agent::api::{
    AccountRef, CallbackDoorChange, CallbackList, CallbackPage, CallbackRef, CallbackRetried, CallbackRetry,
    CallbackSettings, CallbackTest, CallbackView, Nothing, ReceiverChange, SelfTestStep, SelfTestWay,
};
use pondesk_agent::callbacks;
use pondesk_domain::SignatureMode;

use super::Session;
use crate::args::{CallbackSettingsArgs, CallbackVerb, SignatureName};
use crate::call::{call, print};
use crate::exit::Failure;
use crate::sandbox::until_ended;
use crate::text;

/// Exit code of a self-test that did not come through.
const NOT_REACHED: u8 = 5;

/// Largest file that is read, in bytes; what is taken of it, the agent decides.
const LARGEST_FILE: u64 = 64 << 20;

pub(crate) async fn run(session: &Session, verb: CallbackVerb) -> Result<(), Failure> {
    match verb {
        CallbackVerb::Listen { host, port } => listen(session, host, port).await,
        CallbackVerb::Settings(args) => settings(session, args).await,
        CallbackVerb::Test => test(session).await,
        CallbackVerb::List { state, limit, after } => {
            let states = state.into_iter().map(Into::into).collect();
            let request = CallbackList { states, after, limit, ..CallbackList::default() };
            let page: CallbackPage = call(&session.desk, "callback_list", &request).await?;
            print(session.json, &page, text::callbacks)
        }
        CallbackVerb::Show { message } => {
            let request = CallbackRef { callback_id: message.into() };
            let view: CallbackView = call(&session.desk, "callback_show", &request).await?;
            print(session.json, &view, text::callback_view)
        }
        CallbackVerb::Retry { message } => {
            let request = CallbackRetry { callback_id: message.map(Into::into) };
            let retried: CallbackRetried = call(&session.desk, "callback_retry", &request).await?;
            session.desk.work_on_callbacks().await?;
            print(session.json, &retried, |retried| format!("looked at again: {}", retried.count))
        }
        CallbackVerb::Ingest { file } => {
            let account_id = session.account_id().await?;
            let taken = callbacks::take_in(&session.desk, &account_id, read_file(&file)?).await?;
            session.desk.work_on_callbacks().await?;
            let request = CallbackRef { callback_id: taken.callback_id };
            let view: CallbackView = call(&session.desk, "callback_show", &request).await?;
            print(session.json, &view.callback, text::callback)
        }
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(LARGEST_FILE).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LARGEST_FILE).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(bytes)
}

async fn listen(session: &Session, host: Option<String>, port: Option<u16>) -> Result<(), Failure> {
    // First, so that nothing listens before the address of this command line is known.
    let listening = callbacks::listen_on(&session.desk, host, port).await?;
    session.desk.receive_callbacks();
    {
        // One line of JSON, for whoever started this and waits for it.
        let mut out = std::io::stdout().lock();
        if session.json {
            writeln!(out, "{}", serde_json::to_string(&listening)?)?;
        } else {
            writeln!(out, "{}", in_words(&listening))?;
        }
        out.flush()?;
    }
    until_ended().await?;
    Ok(())
}

async fn settings(session: &Session, args: CallbackSettingsArgs) -> Result<(), Failure> {
    let CallbackSettingsArgs { on, host, port, public_url, signatures, new_path } = args;
    let receiver = ReceiverChange { on, host, port, public_url };
    let mut shown: CallbackSettings = if receiver == ReceiverChange::default() {
        call(&session.desk, "callback_settings", &Nothing {}).await?
    } else {
        call(&session.desk, "callback_settings_save", &receiver).await?
    };
    if signatures.is_some() || new_path {
        let (account_id, mode) = (session.account_id().await?, signatures.map(mode));
        let door = CallbackDoorChange { account_id, mode, signed_texts: None, new_path };
        shown = call(&session.desk, "callback_door_save", &door).await?;
    }
    print(session.json, &shown, in_words)
}

/// Nobody else listens meanwhile: the folder is this program's.
async fn test(session: &Session) -> Result<(), Failure> {
    let account_id = session.account_id().await?;
    callbacks::listen_on(&session.desk, None, None).await?;
    let test: CallbackTest = call(&session.desk, "callback_test", &AccountRef { account_id }).await?;
    print(session.json, &test, |test| test.steps.iter().map(step).collect::<Vec<_>>().join("\n"))?;
    let passed = test.steps.iter().all(|step| step.passed);
    if passed { Ok(()) } else { Err(Failure::Printed(NOT_REACHED)) }
}

fn step(step: &SelfTestStep) -> String {
    let way = match step.way {
        SelfTestWay::Local => "on this computer",
        SelfTestWay::Public => "by the public address",
    };
    let outcome = match (step.passed, step.arrived, step.status) {
        (true, ..) => "answered".to_owned(),
        (false, true, _) => "answered too late, or not with 200".to_owned(),
        (false, false, Some(status)) => format!("something else answered {status}"),
        (false, false, None) => format!("not reached: {}", step.said.as_deref().unwrap_or("-")),
    };
    format!("{way}\t{outcome}\t{} ms", step.took_ms)
}

fn mode(name: SignatureName) -> SignatureMode {
    match name {
        SignatureName::Off => SignatureMode::Off,
        SignatureName::LogOnly => SignatureMode::LogOnly,
        SignatureName::Enforce => SignatureMode::Enforce,
    }
}

fn in_words(settings: &CallbackSettings) -> String {
    let receiver = &settings.receiver;
    let listening = match (&settings.standing.listening, &settings.standing.failure) {
        (Some(address), _) => format!("listening on http://{address}"),
        (None, Some(failure)) => format!("not listening: {failure}"),
        (None, None) if receiver.on => {
            format!("listens on {}:{} while Pondesk is open", receiver.host, receiver.port)
        }
        (None, None) => "switched off".to_owned(),
    };
    let doors = settings.doors.iter().map(|door| {
        let url = door.public_url.as_deref().unwrap_or(&door.path);
        let mode = match door.mode {
            SignatureMode::Off => "off",
            SignatureMode::LogOnly => "log-only",
            SignatureMode::Enforce => "enforce",
        };
        format!("{}\tsignatures {mode}\t{url}", door.account_id)
    });
    [listening].into_iter().chain(doors).collect::<Vec<_>>().join("\n")
}
