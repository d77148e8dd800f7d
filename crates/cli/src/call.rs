//! Runs commands of the list by name, as every host does, and prints what they answer.

use pondesk_agent::commands;
use pondesk_agent::desk::Desk;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exit::Failure;

/// Runs the command `name`.
pub(crate) async fn call<T: DeserializeOwned>(
    desk: &Desk,
    name: &str,
    request: &impl Serialize,
) -> Result<T, Failure> {
    let response = commands::dispatch(desk, name, serde_json::to_value(request)?).await?;
    Ok(serde_json::from_str(response.get())?)
}

/// Prints a response: as JSON, or in words by `text`.
pub(crate) fn print<T: Serialize>(
    json: bool,
    response: &T,
    text: impl FnOnce(&T) -> String,
) -> Result<(), Failure> {
    if json {
        println!("{}", serde_json::to_string_pretty(response)?);
    } else {
        println!("{}", text(response).trim_end());
    }
    Ok(())
}
