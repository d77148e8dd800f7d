//! Tending the outbox: looks and tries that are due are taken, one account beside the other.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::future::join_all;
use pandapon::Lane;
use pondesk_domain::{AccountId, Agreement, EpochMs, Operation, OperationState, Standing, StepEvent};
use pondesk_store::Step;
use tokio::sync::Notify;

use super::{Entry, looking};
use crate::api::{ChangedTable, CommandError, CommandResult, ErrorCode};
use crate::clock::rest;
use crate::desk::Desk;
use crate::errors::is_out_of_reach;
use crate::ordering::outgoing;

/// How long an account is left alone after PandaPon was not reached for it; an answer to any other call ends this.
const HOLD_MS: i64 = 10_000;
/// The same after anything else went wrong, such as a locked keychain: asking again soon would ask the user again.
const LONG_HOLD_MS: i64 = 300_000;

/// What keeps the outbox tended.
#[derive(Debug, Default)]
pub(crate) struct Tending {
    woken: Notify,
    held: Mutex<HashMap<AccountId, EpochMs>>,
}

impl Tending {
    /// Something in the outbox may be due sooner than thought.
    pub(crate) fn wake(&self) {
        self.woken.notify_one();
    }

    /// PandaPon answered this account.
    pub(crate) fn answered(&self, account_id: &AccountId) {
        if self.held().remove(account_id).is_some() {
            self.wake();
        }
    }

    fn hold(&self, account_id: &AccountId, until: EpochMs) {
        self.held().insert(account_id.clone(), until);
    }

    /// When an operation is due, its account's hold counted in.
    fn due(&self, operation: &Operation) -> Option<EpochMs> {
        let due = operation.standing.due()?;
        Some(self.held().get(&operation.account_id).map_or(due, |until| due.max(*until)))
    }

    fn held(&self) -> MutexGuard<'_, HashMap<AccountId, EpochMs>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Tends the outbox for as long as it is polled: looks for what is unknown, tries again what found no connection. A
    /// host runs this beside everything else.
    pub async fn tend(&self) {
        loop {
            let woken = self.inner.tending.woken.notified();
            let next = self.tend_due().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the outbox could not be tended");
                Some(self.now().plus_ms(HOLD_MS))
            });
            rest(&*self.inner.clock, next, woken).await;
        }
    }

    /// Does what is due in the outbox now, and says when something is due next.
    ///
    /// # Errors
    /// Those of the store. What PandaPon does not answer is due again later.
    pub async fn tend_due(&self) -> CommandResult<Option<EpochMs>> {
        let mut due: BTreeMap<AccountId, Vec<Operation>> = BTreeMap::new();
        for operation in self.not_over().await? {
            if self.inner.tending.due(&operation).is_some_and(|at| at <= self.now()) {
                due.entry(operation.account_id.clone()).or_default().push(operation);
            }
        }
        join_all(due.into_iter().map(|(account_id, operations)| self.tend_account(account_id, operations)))
            .await;
        let left = self.not_over().await?;
        Ok(left.iter().filter_map(|operation| self.inner.tending.due(operation)).min())
    }

    async fn not_over(&self) -> CommandResult<Vec<Operation>> {
        let outbox = self.store().run(|store| store.outbox(None, 0)).await?;
        Ok(outbox.unknown.into_iter().chain(outbox.under_way).collect())
    }

    /// Oldest first; the first that PandaPon does not answer ends it for now.
    async fn tend_account(&self, account_id: AccountId, operations: Vec<Operation>) {
        for operation in operations.into_iter().rev() {
            let tended = match operation.standing {
                Standing::LookedFor { .. } => {
                    looking::look(self, &operation.operation_id, Lane::Background).await.map(|_| ())
                }
                Standing::Retried { .. } => self.try_again(&operation).await,
                _ => Ok(()),
            };
            if let Err(error) = tended {
                tracing::info!(%error, operation_id = %operation.operation_id, "not tended now");
                let hold = if may_pass(&error) { HOLD_MS } else { LONG_HOLD_MS };
                self.inner.tending.hold(&account_id, self.now().plus_ms(hold));
                return;
            }
        }
    }

    /// Sends what never left, if it still is what the user agreed to.
    async fn try_again(&self, operation: &Operation) -> CommandResult<()> {
        let story = looking::story(self, &operation.operation_id).await?;
        if story.operation.standing != operation.standing {
            return Ok(());
        }
        let deed = looking::deed(&story);
        let agreement = Agreement { before: story.consents, ..Agreement::default() };
        let entry = Entry::Kept(operation.operation_id.clone());
        let (desk, account_id) = (self.clone(), operation.account_id.clone());
        let redone = outgoing::see_through(async move {
            let deed = deed.ok_or_else(|| CommandError::new(ErrorCode::Internal).saying("no deed"))?;
            deed.redo(&desk, &account_id, entry, &agreement).await.map(|_| ())
        });
        let Err(error) = redone.await else { return Ok(()) };
        let event = if is_out_of_reach(&error) { StepEvent::NotConnected } else { StepEvent::Held };
        let step = Step {
            code: Some(outgoing::code_word(error.code)),
            said: error.said,
            ..Step::to(OperationState::Ready, self.now()).being(event)
        };
        let id = operation.operation_id.clone();
        self.store().run(move |store| store.note(&id, story.steps.len(), step)).await?;
        self.changed(ChangedTable::Outbox, [&operation.operation_id]);
        Ok(())
    }
}

/// Whether PandaPon may be read in a moment, without the user's doing.
fn may_pass(error: &CommandError) -> bool {
    is_out_of_reach(error) || error.code == ErrorCode::Refused
}
