//! `api …`

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use pondesk_agent::api::{ApiAnswer, ApiCall, ApiSketch, CommandError, ErrorCode};
use pondesk_agent::diagnostics;
use pondesk_domain::OperationState;
use serde_json::{Map, Value};

use super::Session;
use crate::args::{ApiCallArgs, ApiVerb};
use crate::call::{call, print};
use crate::exit::{Failure, code_of};
use crate::text;

pub(crate) async fn run(session: &Session, verb: ApiVerb) -> Result<(), Failure> {
    match verb {
        ApiVerb::List => list(session.json),
        ApiVerb::Call(given) => send(session, given).await,
    }
}

/// Prints the operation table; needs no desk.
pub(crate) fn list(json: bool) -> Result<(), Failure> {
    print(json, &diagnostics::rows(), |rows| text::operations(rows))
}

async fn send(session: &Session, given: ApiCallArgs) -> Result<(), Failure> {
    let request = ApiCall {
        account_id: session.account_id().await?,
        operation: given.operation,
        fields: match &given.body {
            Some(file) => read(file)?,
            None => Value::Object(pairs(&given.query)?).to_string(),
        },
        agreed: given.yes,
    };
    if given.dry_run {
        let sketch: ApiSketch = call(&session.desk, "api_sketch", &request).await?;
        return print(session.json, &sketch, text::sketch);
    }
    let answer: ApiAnswer = call(&session.desk, "api_call", &request).await?;
    if !session.json {
        // Beside the answer, so that it alone can be passed on.
        eprintln!("{}", answer.call.as_ref().map_or_else(|| "nothing was sent".to_owned(), text::call_line));
    }
    print(session.json, &answer, |answer| answer.body.clone().unwrap_or_default())?;
    match (&answer.error, &answer.operation) {
        (Some(error), _) => {
            if !session.json {
                eprintln!("{error}");
            }
            Err(Failure::Printed(code_of(error)))
        }
        (None, Some(operation)) if operation.state != OperationState::Done => Err(Failure::Printed(7)),
        (None, _) => Ok(()),
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    if file == Path::new("-") {
        let mut typed = String::new();
        std::io::stdin().read_to_string(&mut typed).context("standard input cannot be read")?;
        return Ok(typed);
    }
    Ok(std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?)
}

/// Fields typed as NAME=VALUE; values are text.
fn pairs(typed: &[String]) -> Result<Map<String, Value>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
            CommandError::field(ErrorCode::FieldInvalid, "query")
                .with("given", text)
                .with("limit", "NAME=VALUE")
        })?;
        Ok((name.to_owned(), Value::from(value)))
    };
    typed.iter().map(pair).collect()
}
