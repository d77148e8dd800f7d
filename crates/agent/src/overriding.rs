//! Where an account sends its operations: the edition, and single operations sent elsewhere.

use pandapon::operation::Method;
use pandapon::{Connection, ConnectionError, Operation, PathFault};

use crate::accounts;
use crate::api::*;
use crate::desk::Desk;

/// Chooses the edition that an account speaks.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::OverrideRefused`] when an override has a method only and the edition does not
/// have its operation; those of the store.
pub async fn choose_edition(desk: &Desk, request: AccountEdition) -> CommandResult<AccountView> {
    let AccountEdition { account_id, edition } = request;
    accounts::change_settings(desk, &account_id, |settings| settings.edition = edition).await?;
    accounts::view(desk, &desk.account(&account_id).await?).await
}

/// Sends one operation elsewhere, from the next call on.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::OverrideRefused`] with the row and the rule; those of the store.
pub async fn set(desk: &Desk, request: AccountOverride) -> CommandResult<AccountView> {
    let AccountOverride { account_id, mut place } = request;
    place.path = place.path.map(|path| path.trim().to_owned()).filter(|path| !path.is_empty());
    accounts::change_settings(desk, &account_id, |settings| {
        match settings.overrides.iter_mut().find(|known| known.operation == place.operation) {
            Some(known) => *known = place,
            None => settings.overrides.push(place),
        }
    })
    .await?;
    accounts::view(desk, &desk.account(&account_id).await?).await
}

/// Sends one operation, or all, where the table says again.
///
/// # Errors
/// [`ErrorCode::AccountMissing`]; [`ErrorCode::OverrideRefused`] when another override took its place meanwhile; those of the
/// store.
pub async fn clear(desk: &Desk, request: AccountOverrideClear) -> CommandResult<AccountView> {
    let AccountOverrideClear { account_id, operation } = request;
    accounts::change_settings(desk, &account_id, |settings| match &operation {
        Some(operation) => settings.overrides.retain(|known| known.operation != *operation),
        None => settings.overrides.clear(),
    })
    .await?;
    accounts::view(desk, &desk.account(&account_id).await?).await
}

/// The connection with one override more.
///
/// # Errors
/// [`ErrorCode::OverrideRefused`].
pub(crate) fn bent(connection: Connection, place: &PlaceOverride) -> CommandResult<Connection> {
    let operation = Operation::by_id(&place.operation).ok_or_else(|| {
        refused(&place.operation, "operation", "operation")
            .saying("no operation has this id; `api list` has them all")
    })?;
    let method = place.method.map(|method| match method {
        HttpMethod::Get => Method::Get,
        HttpMethod::Post => Method::Post,
    });
    let path = match (&place.path, method) {
        (Some(path), _) => path.clone(),
        (None, Some(_)) => connection.route(operation).map_err(|error| refusal(&error))?.path,
        (None, None) => {
            let nothing = refused(&place.operation, "path", "nothing");
            return Err(nothing.saying("give a path, a method or both"));
        }
    };
    connection.with_override(operation, method, &path).map_err(|error| refusal(&error))
}

/// An override that the SDK refused, with the row, the rule and the way out.
pub(crate) fn refusal(error: &ConnectionError) -> CommandError {
    let (operation, fault) = match error {
        ConnectionError::Path { operation, fault } => (operation, fault),
        ConnectionError::NotInEdition(operation) => {
            return refused(operation.id(), "path", "edition").saying(error);
        }
        other => return CommandError::new(ErrorCode::Internal).saying(other),
    };
    let refused = |rule| refused(operation.id(), "path", rule);
    match fault {
        PathFault::Rootless => refused("root"),
        PathFault::TooLong { limit } => refused("length").with("limit", limit),
        PathFault::Stranger(character) => refused("character").with("character", character.escape_debug()),
        PathFault::DotSegment => refused("segment"),
        PathFault::Placeholders { wanted } => {
            let wanted: Vec<_> = wanted.iter().map(|name| format!("{{{name}}}")).collect();
            refused("placeholders").with("wanted", wanted.join(" "))
        }
        PathFault::Taken(other) => refused("taken").with("other", other),
    }
    .saying(fault)
}

fn refused(operation: &str, field: &str, rule: &str) -> CommandError {
    CommandError::field(ErrorCode::OverrideRefused, field).with("operation", operation).with("rule", rule)
}
