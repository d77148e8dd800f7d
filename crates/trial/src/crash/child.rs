//! The desk that is killed.

use std::io::{BufRead, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use pondesk_agent::api::Resolution;
use pondesk_domain::{Choice, Operation, OperationKind, Platform, Standing};
use pondesk_store::kill_points::{self, Moment};
use rand::Rng;
use serde_json::json;

use super::plan::{self, Story};
use super::talk::{Brief, Settled, Stop, Word};
use crate::buyer::{Access, MOST_ROUNDS, in_a_hurry};
use crate::{Buyer, Control, Goods, TrialClock};

/// Rounds of decisions until everything is over; those of the first may be to send again.
const MOST_DECISIONS: u32 = 8;
const ROUNDS_TO_SEND_AGAIN: u32 = 3;

/// Opens the desk, finds out what became of what was under way, then works until it is killed.
///
/// # Errors
/// When the parent's words cannot be read, or the desk not be opened.
pub async fn run(data_dir: &Path) -> Result<()> {
    let brief: Brief = serde_json::from_str(&heard()?).context("read the brief")?;
    watch(brief.stop.clone());
    let buyer = open(data_dir, &brief).await?;
    let settled = settle(&buyer, &brief).await?;
    work_on_messages(&buyer).await?;
    say(&Word::Settled(settled))?;
    heard()?;
    say(&Word::Receives { url: buyer.receive().await? })?;
    for story in plan::stories(brief.seed, brief.cycle) {
        let told = tell(&buyer, &brief.goods, story).await;
        say(&Word::StoryEnded { because: told.err().map(|error| format!("{error:#}")) })?;
    }
    say(&Word::Finished)?;
    stand_still()
}

async fn open(data_dir: &Path, brief: &Brief) -> Result<Buyer> {
    let access = Access {
        base_url: brief.base_url.clone(),
        control: Control::new(brief.control_url.clone())?,
        keys: brief.keys.clone(),
    };
    Buyer::open(data_dir, TrialClock::ahead_by(brief.ahead_ms), in_a_hurry(), &access).await
}

/// Looks, and decides what looking does not, until everything in the outbox is over.
async fn settle(buyer: &Buyer, brief: &Brief) -> Result<Settled> {
    let mut rng = plan::rng(brief.seed, brief.cycle, "decisions");
    let mut settled = Settled::default();
    for round in 0..MOST_DECISIONS {
        tend(buyer).await?;
        let outbox = buyer.outbox(0).await?;
        let waiting: Vec<_> =
            [outbox.unknown, outbox.unsent, outbox.under_way].into_iter().flatten().collect();
        if waiting.is_empty() {
            return Ok(settled);
        }
        for operation in waiting {
            let again = round < ROUNDS_TO_SEND_AGAIN && rng.random_bool(0.6);
            settled.asked += 1;
            settled.sent_again += u32::from(decide(buyer, &operation, again).await?);
        }
    }
    let outbox = buyer.outbox(0).await?;
    bail!("the outbox is never over: {outbox:?}")
}

/// Takes all looks and tries.
async fn tend(buyer: &Buyer) -> Result<()> {
    for _ in 0..MOST_ROUNDS {
        if !buyer.tend_once().await? {
            return Ok(());
        }
        tell_the_time(buyer).await?;
    }
    let outbox = buyer.outbox(0).await?;
    bail!("the outbox is due again and again: {outbox:?}")
}

/// Reads all messages that came and fetches their orders, until none waits any more.
async fn work_on_messages(buyer: &Buyer) -> Result<()> {
    for _ in 0..MOST_ROUNDS {
        let Some(at) = buyer.desk.work_on_callbacks().await? else { return Ok(()) };
        buyer.clock.go_to(at);
        tell_the_time(buyer).await?;
    }
    bail!("messages are due again and again")
}

/// The sandbox's clock goes along with the desk's, and so does that of the next desk.
async fn tell_the_time(buyer: &Buyer) -> Result<()> {
    let ahead_ms = buyer.clock.ahead_ms();
    say(&Word::ClockPut { ahead_ms })?;
    buyer.control.call("set-clock", json!({ "skewSeconds": ahead_ms / 1_000 })).await
}

/// Decides as a user might. Returns whether it was sent again.
async fn decide(buyer: &Buyer, operation: &Operation, again: bool) -> Result<bool> {
    let id = &operation.operation_id;
    if let Standing::Undecided { candidates, .. } = &operation.standing
        && let Some(order_id) = candidates.first().cloned()
    {
        buyer.resolve(id, Resolution::Adopt { order_id }).await?;
        return Ok(false);
    }
    // A call typed by hand cannot be looked for: whoever sends it again may do it twice, and knows.
    let may_go_again =
        operation.kind != OperationKind::Call && operation.choices.contains(&Choice::SendAgain);
    // What stops it before it is sent leaves it where it was.
    if again && may_go_again && buyer.send_again(id).await.is_ok() {
        return Ok(true);
    }
    let now = buyer.operation(id).await?;
    if now.choices.contains(&Choice::Drop) {
        buyer.resolve(id, Resolution::Drop).await?;
    }
    Ok(false)
}

async fn tell(buyer: &Buyer, goods: &[Goods], story: Story) -> Result<()> {
    let Story { write, goods_from, fault, mark } = story;
    let chosen: Vec<_> =
        Platform::ALL.iter().flat_map(|platform| two_of(goods, *platform, goods_from)).collect();
    let prepared = write.prepare(buyer, &chosen, &mark).await.context(write.words())?;
    if let Some(fault) = fault {
        buyer.control.call("faults", json!({ "faults": [fault] })).await?;
    }
    // Why it did not go well stands in the outbox too.
    let _ = prepared.send(buyer).await;
    if let Some(Operation { operation_id, state, .. }) = buyer.newest(write.kind()).await? {
        say(&Word::Acknowledged { write: write.words().to_owned(), operation_id, state })?;
    }
    Ok(())
}

/// Two neighbours of a platform's goods, round and round.
fn two_of(goods: &[Goods], platform: Platform, from: usize) -> Vec<Goods> {
    let of_platform: Vec<_> = goods.iter().filter(|goods| goods.platform == platform).collect();
    let at = |number: usize| of_platform.get(number % of_platform.len().max(1)).copied().cloned();
    [at(from), at(from + 1)].into_iter().flatten().collect()
}

/// Tells of each intent that is durable, and stands still at a moment.
fn watch(stop: Option<Stop>) {
    let passed = AtomicU32::new(0);
    kill_points::watch(move |moment, doing| {
        // Nobody to tell: the parent is gone, and standing still ends this too.
        if moment == Moment::AfterCommit && doing == plan::WRITE_AN_INTENT_DOWN {
            let _ = say(&Word::WrittenDown);
        }
        let Some(stop) = stop.as_ref().filter(|stop| stop.is(moment, doing)) else { return };
        if passed.fetch_add(1, Ordering::SeqCst) == stop.skip {
            let _ = say(&Word::Stopped);
            stand_still();
        }
    });
}

/// Does nothing more in this thread until this process is killed, or its parent is gone.
fn stand_still() -> ! {
    while heard().is_ok() {}
    std::process::exit(1)
}

fn say(word: &Word) -> Result<()> {
    let mut line = serde_json::to_vec(word)?;
    line.push(b'\n');
    let mut out = std::io::stdout().lock();
    out.write_all(&line)?;
    out.flush().context("the parent is gone")
}

fn heard() -> Result<String> {
    let mut line = String::new();
    let bytes = std::io::stdin().lock().read_line(&mut line)?;
    if bytes == 0 {
        bail!("the parent is gone");
    }
    Ok(line)
}
