//! `outbox …`

use pondesk_agent::api::{OperationView, OutboxList, OutboxShow, OutboxView};

use super::Session;
use crate::args::OutboxVerb;
use crate::call::{call, print};
use crate::exit::Failure;
use crate::text;

pub(crate) async fn run(session: &Session, verb: OutboxVerb) -> Result<(), Failure> {
    match verb {
        OutboxVerb::List => {
            let request = OutboxList { account_id: None, limit: 50 };
            let view: OutboxView = call(&session.desk, "outbox_list", &request).await?;
            print(session.json, &view, text::outbox)
        }
        OutboxVerb::Show { operation } => {
            let request = OutboxShow { operation_id: operation.into() };
            let view: OperationView = call(&session.desk, "outbox_show", &request).await?;
            print(session.json, &view, text::operation_view)
        }
    }
}
