//! The running sandbox: catalogue, keys, state and clock, and the one way to open its books.

use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::Rng;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{Notify, watch};

use crate::callbacks::Registration;
use crate::catalogue::likeness;
use crate::catalogue::{Catalogue, Platform};
use crate::clock::{Clock, real_ms};
use crate::contract::Contract;
use crate::credentials::Credentials;
use crate::http::faults::Faults;
use crate::refusal::{Code, Refusal};
use crate::signature::{Acceptance, WINDOW_MS};
use crate::state::pushes::Push;
use crate::state::{self, Books, settings};
use crate::{SandboxError, SandboxOptions, alibaba, taobao};

/// Longest sleep of the task that fires events; it is woken when one is planned.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Everything that a call needs.
pub(crate) struct Market {
    pub(crate) base_url: String,
    pub(crate) credentials: Credentials,
    pub(crate) contract: Contract,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) likeness: likeness::Index,
    pub(crate) pictures_dir: PathBuf,
    pub(crate) faults: Faults,
    control_path: String,
    connection: Mutex<Connection>,
    planned: Notify,
    pushes: Notify,
}

impl Market {
    pub(crate) fn open(options: SandboxOptions, base_url: String) -> Result<Self, SandboxError> {
        let data_dir = options.data_dir;
        let pictures_dir = data_dir.join("pictures");
        let folder = |source| SandboxError::DataDir { path: data_dir.clone(), source };
        std::fs::create_dir_all(&pictures_dir).map_err(folder)?;

        let connection = state::open(&data_dir)?;
        keep_settings(&connection, options.seed, options.speed, options.acceptance)?;
        let credentials = match options.credentials {
            Some(given) => given,
            None => Credentials::kept_in(&data_dir).map_err(folder)?,
        };
        let contract = Contract::read().map_err(|error| SandboxError::Broken(error.to_string()))?;
        let catalogue = Arc::new(Catalogue::generate(options.seed));
        Ok(Market {
            base_url,
            credentials,
            contract,
            likeness: likeness::Index::open(Arc::clone(&catalogue), &data_dir),
            catalogue,
            pictures_dir,
            faults: Faults::default(),
            control_path: format!("/control/{}", hex::encode(rand::rng().random::<[u8; 16]>())),
            connection: Mutex::new(connection),
            planned: Notify::new(),
            pushes: Notify::new(),
        })
    }

    pub(crate) fn control_url(&self) -> String {
        format!("{}{}", self.base_url, self.control_path)
    }

    /// The rest of a path below the control path.
    pub(crate) fn below_control_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&self.control_path)?.strip_prefix('/')
    }

    /// Opens the books for one piece of work: everything of it is kept, or nothing. What is due by now happens first.
    pub(crate) fn books<T>(&self, work: impl FnOnce(&Books<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let done = self.books_unannounced(work);
        self.planned.notify_one();
        done
    }

    fn books_unannounced<T>(
        &self,
        work: impl FnOnce(&Books<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut connection = self.connection();
        self.transact(&mut connection, Self::fire_due)?;
        self.transact(&mut connection, work)
    }

    /// Moves the sandbox's clock on and lets everything happen that is due by then.
    pub(crate) fn advance(&self, by_ms: i64) -> Result<(), Refusal> {
        self.books(|books| {
            settings::set(&books.tx, settings::CLOCK, &books.clock.advanced(real_ms(), by_ms))
        })?;
        self.books(|books| {
            // Messages may be due by now, too.
            books.has_pushes.set(true);
            Ok(())
        })
    }

    /// Takes up to so many callbacks that are due, each with where it goes, and says how long to wait for the next.
    pub(crate) fn take_due_pushes(
        &self,
        most: usize,
    ) -> Result<(Vec<(Push, Registration)>, Duration), Refusal> {
        self.books_unannounced(|books| {
            let Some(registration) = books.callback()? else { return Ok((Vec::new(), LONGEST_SLEEP)) };
            let pushes = books.take_pushes(most)?;
            let wait = match books.next_push_ms()? {
                // Nobody is free for more; whoever comes back is waited for.
                Some(_) if pushes.len() == most => LONGEST_SLEEP,
                Some(due_ms) => until(books, due_ms),
                None => LONGEST_SLEEP,
            };
            Ok((pushes.into_iter().map(|push| (push, registration.clone())).collect(), wait))
        })
    }

    /// Returns when callbacks were written down, or the clock was moved.
    pub(crate) async fn pushes_changed(&self) {
        self.pushes.notified().await;
    }

    /// Which signatures are taken, and the server's clock.
    pub(crate) fn gate(&self) -> Result<(Acceptance, i64), Refusal> {
        let connection = self.connection();
        let acceptance = settings::get(&connection, settings::ACCEPTANCE)?.unwrap_or_default();
        Ok((acceptance, server_ms(&connection)?))
    }

    /// Remembers a nonce; refuses one that was used within the time in which its timestamp would still be taken.
    pub(crate) fn use_nonce(&self, nonce: &str, server_ms: i64) -> Result<(), Refusal> {
        let connection = self.connection();
        connection
            .prepare_cached("DELETE FROM nonces WHERE seen_ms < ?1")?
            .execute([server_ms - 2 * WINDOW_MS])?;
        let added = connection
            .prepare_cached("INSERT OR IGNORE INTO nonces VALUES (?1, ?2)")?
            .execute((nonce, server_ms))?;
        if added == 0 { Err(Refusal::new(Code::NonceUsed, "")) } else { Ok(()) }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic leaves no half-done work behind: its transaction was rolled back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn transact<T>(
        &self,
        connection: &mut Connection,
        work: impl FnOnce(&Books<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now_ms = server_ms(connection)?;
        let clock = settings::get(connection, settings::CLOCK)?.unwrap_or_else(|| Clock::new(real_ms(), 1));
        let books = Books {
            tx: connection.transaction_with_behavior(TransactionBehavior::Immediate)?,
            catalogue: &self.catalogue,
            base_url: &self.base_url,
            now_ms,
            clock,
            moment_ms: Cell::new(clock.at(real_ms())),
            has_pushes: Cell::new(false),
        };
        let done = work(&books)?;
        books.tx.commit()?;
        if books.has_pushes.get() {
            self.pushes.notify_one();
        }
        Ok(done)
    }

    fn fire_due(books: &Books<'_>) -> Result<(), Refusal> {
        let now = books.moment_ms.get();
        while let Some(due) = books.next_due(now)? {
            books.strike_off(&due)?;
            // What follows is planned from the moment of its cause, however late that is looked at.
            books.moment_ms.set(due.due_ms);
            let subject = &due.subject;
            match (due.event, due.platform) {
                (Some(event), Platform::Taobao) if event.is_of_case() => {
                    taobao::reverse::machine::fire(books, event, subject)?;
                }
                (Some(event), Platform::Alibaba1688) if event.is_of_case() => {
                    alibaba::refund::machine::fire(books, event, subject)?;
                }
                (Some(event), Platform::Taobao) => taobao::machine::fire(books, event, subject)?,
                (Some(event), Platform::Alibaba1688) => alibaba::machine::fire(books, event, subject)?,
                (None, _) => tracing::warn!(subject, "an event of another version was dropped"),
            }
        }
        books.moment_ms.set(now);
        Ok(())
    }

    /// Real time until the next event.
    fn until_next_due(&self) -> Result<Duration, Refusal> {
        self.books_unannounced(|books| {
            let Some(due_ms) = books.next_due_ms()? else { return Ok(LONGEST_SLEEP) };
            Ok(until(books, due_ms))
        })
    }
}

/// Real time until the sandbox's clock shows a time.
fn until(books: &Books<'_>, due_ms: i64) -> Duration {
    let left = books.clock.real_until(real_ms(), due_ms);
    Duration::from_millis(left.unsigned_abs()).min(LONGEST_SLEEP)
}

/// Fires due events until the sandbox stops.
pub(crate) async fn fire_by_itself(market: Arc<Market>, mut stopped: watch::Receiver<bool>) {
    loop {
        let looked_at = Arc::clone(&market);
        let sleep = match tokio::task::spawn_blocking(move || looked_at.until_next_due()).await {
            Ok(Ok(sleep)) => sleep,
            Ok(Err(refusal)) => {
                tracing::error!(refusal.msg, "due events could not be fired");
                LONGEST_SLEEP
            }
            Err(_) => return,
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = market.planned.notified() => {}
            _ = stopped.changed() => return,
        }
    }
}

fn server_ms(connection: &Connection) -> Result<i64, Refusal> {
    let skew_seconds: i64 = settings::get(connection, settings::SKEW)?.unwrap_or(0);
    Ok(real_ms() + skew_seconds * 1000)
}

fn keep_settings(
    connection: &Connection,
    seed: u64,
    speed: u32,
    acceptance: Option<Acceptance>,
) -> Result<(), SandboxError> {
    let broken = |refusal: Refusal| SandboxError::Broken(refusal.msg);
    match settings::get::<u64>(connection, settings::SEED).map_err(broken)? {
        Some(kept) if kept != seed => return Err(SandboxError::OtherSeed { kept, asked: seed }),
        Some(_) => {}
        None => settings::set(connection, settings::SEED, &seed).map_err(broken)?,
    }
    let now = real_ms();
    let clock = settings::get::<Clock>(connection, settings::CLOCK)
        .map_err(broken)?
        .map_or_else(|| Clock::new(now, speed), |kept| kept.with_speed(now, speed));
    settings::set(connection, settings::CLOCK, &clock).map_err(broken)?;
    if let Some(acceptance) = acceptance {
        settings::set(connection, settings::ACCEPTANCE, &acceptance).map_err(broken)?;
    }
    Ok(())
}
