//! The operation table of the SDK, with where an account sends each operation.

use pandapon::operation::{Entry, Group, Method, PathSource, Place};
use pandapon::{Connection, Operation};

use crate::api::*;
use crate::connecting;
use crate::desk::Desk;

/// All operations, with where the account sends them now.
///
/// # Errors
/// [`ErrorCode::AccountMissing`], and those of the store.
pub async fn list(desk: &Desk, request: ApiList) -> CommandResult<Vec<OperationRow>> {
    let Some(account_id) = request.account_id else { return Ok(rows()) };
    let account = desk.account(&account_id).await?;
    let connection = connecting::connection_of(&account)?;
    Ok(Operation::ALL.iter().map(|operation| row(operation.entry(), Some(&connection))).collect())
}

/// All operations as edition v1 has them: 71 of the reference and one extra. Needs no desk.
pub fn rows() -> Vec<OperationRow> {
    Operation::ALL.iter().map(|operation| row(operation.entry(), None)).collect()
}

/// The operation of an id.
///
/// # Errors
/// [`ErrorCode::FieldInvalid`] in `operation`.
pub(super) fn operation(id: &str) -> CommandResult<Operation> {
    Operation::by_id(id).ok_or_else(|| {
        CommandError::field(ErrorCode::FieldInvalid, "operation")
            .with("limit", "operation id")
            .saying(format_args!("no operation is called `{id}`"))
    })
}

pub(super) fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
    }
}

fn row(entry: Entry, connection: Option<&Connection>) -> OperationRow {
    let v1 = place(entry.v1);
    let route = connection.map(|connection| connection.route(entry.operation).ok());
    let overridden = route.as_ref().is_some_and(|route| route.as_ref().is_some_and(|route| route.overridden));
    OperationRow {
        operation: entry.operation.id().to_owned(),
        meaning: entry.meaning.to_owned(),
        group: group(entry.group),
        title: entry.title.to_owned(),
        v2: entry.v2.map(place),
        sureness: sureness(entry.sureness),
        path_seen: entry.path_source == PathSource::Seen,
        repeatable: entry.operation.is_repeatable(),
        changes: entry.operation.changes_something(),
        extra: entry.extra,
        place: match route {
            None => Some(v1.clone()),
            Some(route) => {
                route.map(|route| OperationPlace { method: method(route.method), path: route.path })
            }
        },
        overridden,
        v1,
    }
}

fn place(place: Place) -> OperationPlace {
    OperationPlace { method: method(place.method), path: place.path.to_owned() }
}

fn sureness(sureness: pandapon::operation::Sureness) -> Sureness {
    match sureness {
        pandapon::operation::Sureness::Documented => Sureness::Documented,
        pandapon::operation::Sureness::Partial => Sureness::Partial,
        pandapon::operation::Sureness::Inferred => Sureness::Inferred,
    }
}

fn group(group: Group) -> OperationGroup {
    match group {
        Group::TaobaoGoods => OperationGroup::TaobaoGoods,
        Group::TaobaoCart => OperationGroup::TaobaoCart,
        Group::TaobaoOrders => OperationGroup::TaobaoOrders,
        Group::TaobaoAfterSales => OperationGroup::TaobaoAfterSales,
        Group::Alibaba1688Goods => OperationGroup::Alibaba1688Goods,
        Group::Alibaba1688Marketing => OperationGroup::Alibaba1688Marketing,
        Group::Alibaba1688Cart => OperationGroup::Alibaba1688Cart,
        Group::Alibaba1688Orders => OperationGroup::Alibaba1688Orders,
        Group::Alibaba1688AfterSales => OperationGroup::Alibaba1688AfterSales,
        Group::Base => OperationGroup::Base,
        Group::Warehouse => OperationGroup::Warehouse,
    }
}
