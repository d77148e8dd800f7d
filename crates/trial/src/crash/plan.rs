//! What a cycle does, from the seed and its number alone.

use pondesk_store::kill_points::Moment;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::talk::Stop;
use crate::Write;

/// Stories of a cycle, unless it is killed earlier.
const STORIES: std::ops::RangeInclusive<u32> = 1..=3;
/// The longest that a child works before it is killed at any moment, in ms.
const LONGEST_MS: u64 = 250;
/// Of ten cycles, so many are killed at a random moment; of four of these one while it opens and looks.
const AT_RANDOM_OF_TEN: u32 = 3;
const AT_START_OF_FOUR: u32 = 1;
/// Of ten cycles, so many are killed right after a pushed message was answered, and after how many at most.
const ANSWERED_OF_TEN: u32 = 1;
const MOST_ANSWERED: u32 = 12;
/// Of ten writes, so many meet a fault of the sandbox too.
const FAULTY_OF_TEN: u32 = 3;

/// The transaction that makes a decision durable.
pub(super) const WRITE_AN_INTENT_DOWN: &str = "write an intent down";

const KEEP_A_VOUCHER: &str = "keep a voucher";

/// The transactions around which a child is killed, and how often it may pass one first.
const TRANSACTIONS: [(&str, u32); 10] = [
    (WRITE_AN_INTENT_DOWN, 3),
    ("move an operation", 6),
    ("finish an operation", 2),
    ("note a step of an operation", 3),
    ("adopt orders", 1),
    ("keep an order", 6),
    (KEEP_A_VOUCHER, 1),
    ("keep messages", 6),
    ("keep what messages say", 3),
    ("keep what became of messages", 3),
];
/// The same for a send; it counts as much as so many transactions.
const SENDS: (usize, u32) = (4, 4);

/// Random numbers of a cycle, apart from those of other purposes in it.
pub(super) fn rng(seed: u64, cycle: u64, purpose: &str) -> ChaCha8Rng {
    let mut key = [0; 32];
    let (front, back) = key.split_at_mut(16);
    front.copy_from_slice(&((u128::from(seed) << 64) | u128::from(cycle)).to_le_bytes());
    for (byte, of) in back.iter_mut().zip(purpose.bytes()) {
        *byte = of;
    }
    ChaCha8Rng::from_seed(key)
}

/// How a child comes to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kill {
    /// At a named moment, or at the end of its work where it never comes there.
    At(Stop),
    /// So many ms after it was started.
    AtStart(u64),
    /// So many ms after it began to work.
    AtWork(u64),
    /// Right after so many messages were answered with 200.
    Answered(u32),
}

/// How the child of a cycle is killed: the named moments come round and round, with random ones between them.
pub(super) fn kill(seed: u64, cycle: u64) -> Kill {
    let mut rng = rng(seed, cycle, "kill");
    if rng.random_ratio(ANSWERED_OF_TEN, 10) {
        return Kill::Answered(rng.random_range(1..=MOST_ANSWERED));
    }
    if rng.random_ratio(AT_RANDOM_OF_TEN, 10) {
        let ms = rng.random_range(0..LONGEST_MS);
        return if rng.random_ratio(AT_START_OF_FOUR, 4) { Kill::AtStart(ms) } else { Kill::AtWork(ms) };
    }
    let commits = TRANSACTIONS.iter().flat_map(|(doing, most)| {
        [Moment::BeforeCommit, Moment::AfterCommit].map(|moment| (moment, Some(*doing), *most))
    });
    let sends = [Moment::BeforeSend, Moment::AfterSend].map(|moment| (moment, None, SENDS.1));
    let moments: Vec<_> = commits.chain(sends.into_iter().cycle().take(2 * SENDS.0)).collect();
    let turn = usize::try_from(seed.wrapping_add(cycle) % moments.len() as u64).unwrap_or_default();
    let (moment, doing, most) = moments[turn];
    let skip = rng.random_range(0..most);
    Kill::At(Stop { moment: moment.as_str().to_owned(), doing: doing.map(str::to_owned), skip })
}

/// A write of a cycle.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// What.
    pub(super) write: Write,
    /// Where in the list of goods it begins to choose.
    pub(super) goods_from: usize,
    /// What the sandbox does to it, as the control API takes it.
    pub(super) fault: Option<Value>,
    /// A text that no other story has.
    pub(super) mark: String,
}

/// What the child of a cycle does.
pub(super) fn stories(seed: u64, cycle: u64) -> Vec<Story> {
    let mut rng = rng(seed, cycle, "stories");
    // A kill around a voucher comes to nothing without one.
    let mut wanted = match kill(seed, cycle) {
        Kill::At(Stop { doing: Some(doing), .. }) if doing == KEEP_A_VOUCHER => Some(Write::HandInVoucher),
        _ => None,
    };
    let count = rng.random_range(STORIES);
    (0..count)
        .map(|number| {
            let any = Write::ALL.choose(&mut rng).copied().unwrap_or(Write::Order1688);
            let write = wanted.take().unwrap_or(any);
            Story {
                write,
                goods_from: rng.random_range(0..usize::from(u8::MAX)),
                fault: rng.random_ratio(FAULTY_OF_TEN, 10).then(|| fault(write, &mut rng)),
                mark: format!("crash {seed} {cycle} {number}"),
            }
        })
        .collect()
}

fn fault(write: Write, rng: &mut ChaCha8Rng) -> Value {
    let executed = rng.random_bool(0.6);
    let mut fault = match rng.random_range(0..5) {
        0 | 1 => json!({ "kind": "drop", "executed": executed }),
        2 => json!({ "kind": "garbage", "executed": executed }),
        3 => json!({ "kind": "status", "status": 500, "executed": executed }),
        _ => json!({ "kind": "cutBody" }),
    };
    fault["operation"] = write.operation().id().into();
    fault
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_cycle_follows_from_its_seed_and_number() {
        let told = |seed, cycle| format!("{:?} {:?}", kill(seed, cycle), stories(seed, cycle));
        assert_eq!(told(1, 7), told(1, 7));
        assert_ne!(told(1, 7), told(1, 8));
        assert_ne!(told(1, 7), told(2, 7));
    }

    #[test]
    fn the_cycles_of_a_suite_kill_everywhere_and_send_everything() {
        let moments: HashSet<String> = (0..200)
            .map(|cycle| match kill(1, cycle) {
                Kill::At(stop) => stop.words(),
                Kill::AtStart(_) => "at random at its start".to_owned(),
                Kill::AtWork(_) => "at random at work".to_owned(),
                Kill::Answered(_) => "right after a message was answered".to_owned(),
            })
            .collect();
        assert_eq!(moments.len(), 2 * TRANSACTIONS.len() + 2 + 3, "{moments:?}");
        let writes: HashSet<Write> =
            (0..200).flat_map(|cycle| stories(1, cycle)).map(|story| story.write).collect();
        assert_eq!(writes.len(), Write::ALL.len());
    }
}
