//! `outbox …`

use pondesk_agent::api::{
    ErrorCode, OperationView, OutboxList, OutboxLook, OutboxResolve, OutboxResolved, OutboxShow, OutboxView,
    Resolution,
};
use pondesk_domain::{Money, Operation, OperationId, OrderId, Platform};

use super::{Session, yuan};
use crate::args::{Decision, OutboxVerb};
use crate::call::{call, print};
use crate::exit::Failure;
use crate::text;

pub(crate) async fn run(session: &Session, verb: OutboxVerb) -> Result<(), Failure> {
    match verb {
        OutboxVerb::List => list(session).await,
        OutboxVerb::Show { operation } => {
            let view = show(session, operation).await?;
            print(session.json, &view, text::operation_view)
        }
        OutboxVerb::Look { operation: None } => {
            session.desk.tend_due().await?;
            list(session).await
        }
        OutboxVerb::Look { operation: Some(operation) } => {
            let request = OutboxLook { operation_id: operation.into() };
            let operation: Operation = call(&session.desk, "outbox_look", &request).await?;
            print(session.json, &operation, text::operation)
        }
        OutboxVerb::Resolve { operation, decision } => {
            let resolution = match decision {
                Decision::SendAgain { total, again } => {
                    let confirmed = total.map(|typed| yuan("total", &typed)).transpose()?;
                    return send_again(session, operation.into(), confirmed, again).await;
                }
                Decision::Drop => Resolution::Drop,
                Decision::Adopt { order } => {
                    let platform = show(session, operation.clone()).await?.operation.platform;
                    Resolution::Adopt { order_id: order_id(platform, &order) }
                }
            };
            told(session, resolve(session, operation.into(), resolution).await?)
        }
    }
}

/// Sends it again; with `again`, also beside earlier orders of the same goods.
async fn send_again(
    session: &Session,
    operation_id: OperationId,
    confirmed: Option<Money>,
    again: bool,
) -> Result<(), Failure> {
    let resolution = Resolution::SendAgain { confirmed, known: Vec::new() };
    let resolved = match resolve(session, operation_id.clone(), resolution).await {
        Err(Failure::Command(error)) if again && error.code == ErrorCode::OrderedAlready => {
            let earlier = error.details.get("earlier").map(String::as_str).unwrap_or_default();
            let known = earlier.split(' ').map(OperationId::from).collect();
            resolve(session, operation_id, Resolution::SendAgain { confirmed, known }).await?
        }
        resolved => resolved?,
    };
    told(session, resolved)
}

async fn resolve(
    session: &Session,
    operation_id: OperationId,
    resolution: Resolution,
) -> Result<OutboxResolved, Failure> {
    call(&session.desk, "outbox_resolve", &OutboxResolve { operation_id, resolution }).await
}

fn told(session: &Session, resolved: OutboxResolved) -> Result<(), Failure> {
    print(session.json, &resolved, |resolved| text::operation(&resolved.operation))?;
    resolved.error.map_or(Ok(()), |error| Err(error.into()))
}

async fn list(session: &Session) -> Result<(), Failure> {
    let request = OutboxList { account_id: None, limit: 50 };
    let view: OutboxView = call(&session.desk, "outbox_list", &request).await?;
    print(session.json, &view, text::outbox)
}

async fn show(session: &Session, operation: String) -> Result<OperationView, Failure> {
    call(&session.desk, "outbox_show", &OutboxShow { operation_id: operation.into() }).await
}

/// This desk's id of an order named by it or by PandaPon's number. Pondesk may not know the order yet.
fn order_id(platform: Option<Platform>, named: &str) -> OrderId {
    match platform.filter(|_| !named.contains(':')) {
        Some(platform) => OrderId::new(format!("{platform}:{named}")),
        None => named.into(),
    }
}
