//! What a run came to.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Instant;

use super::judge::Finding;
use super::talk::Settled;
use crate::Write;

/// So many cycles send everything.
const SOME_LENGTH: u64 = 200;

/// Counts of a run.
pub(super) struct Figures {
    since: Instant,
    pub(super) cycles: u64,
    /// Kills by the moment, in words.
    kills: BTreeMap<String, u64>,
    /// Writes that came back to the user, by kind, in words.
    sent: BTreeMap<String, u64>,
    stories: u64,
    /// Stories that did not come to their write, by why.
    stopped: BTreeMap<String, u64>,
    judged: u64,
    operations: usize,
    adopted: usize,
    asked: u64,
    sent_again: u64,
    /// Pushed messages that were answered with 200.
    answered: u64,
    duplicates: u64,
    losses: u64,
    corruption: u64,
    stuck: u64,
}

impl Figures {
    pub(super) fn new() -> Self {
        Self {
            since: Instant::now(),
            cycles: 0,
            kills: BTreeMap::new(),
            sent: BTreeMap::new(),
            stories: 0,
            stopped: BTreeMap::new(),
            judged: 0,
            operations: 0,
            adopted: 0,
            asked: 0,
            sent_again: 0,
            answered: 0,
            duplicates: 0,
            losses: 0,
            corruption: 0,
            stuck: 0,
        }
    }

    pub(super) fn killed(&mut self, moment: String) {
        *self.kills.entry(moment).or_default() += 1;
    }

    pub(super) fn answered(&mut self, messages: u32) {
        self.answered += u64::from(messages);
    }

    pub(super) fn sent(&mut self, write: String) {
        *self.sent.entry(write).or_default() += 1;
    }

    pub(super) fn story_ended(&mut self, because: Option<String>) {
        self.stories += 1;
        if let Some(because) = because {
            *self.stopped.entry(because).or_default() += 1;
        }
    }

    pub(super) fn settled(&mut self, settled: &Settled) {
        self.judged += 1;
        self.asked += u64::from(settled.asked);
        self.sent_again += u64::from(settled.sent_again);
    }

    /// What a ground's outbox held in the end: operations, and of them adopted ones.
    pub(super) fn ground_ended(&mut self, (operations, adopted): (usize, usize)) {
        self.operations += operations;
        self.adopted += adopted;
    }

    pub(super) fn found(&mut self, finding: &Finding) {
        let count = match finding {
            Finding::Duplicate(_) => &mut self.duplicates,
            Finding::Loss(_) => &mut self.losses,
            Finding::Corruption(_) => &mut self.corruption,
            Finding::Stuck(_) => &mut self.stuck,
        };
        *count += 1;
    }

    /// Whether nothing went wrong.
    pub(super) fn is_well(&self) -> bool {
        self.duplicates + self.losses + self.corruption + self.stuck == 0 && self.is_worth_something()
    }

    /// Whether much of what was begun was also sent and judged, and in a run of some length each kind of write, with messages
    /// in between.
    fn is_worth_something(&self) -> bool {
        let stopped: u64 = self.stopped.values().sum();
        let all_were_sent = Write::ALL.iter().all(|write| self.sent.contains_key(write.words()));
        let of_some_length = all_were_sent && self.answered > self.cycles;
        self.judged > 0 && stopped * 4 <= self.stories && (self.cycles < SOME_LENGTH || of_some_length)
    }

    /// One line for the way.
    pub(super) fn on_the_way(&self) -> String {
        let seconds = self.since.elapsed().as_secs_f64();
        format!("{} cycles in {seconds:.0} s, judged {} times", self.cycles, self.judged)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (moment, count) in &self.kills {
            writeln!(f, "{count:>6} killed {moment}")?;
        }
        for (write, count) in &self.sent {
            writeln!(f, "{count:>6} sent: {write}")?;
        }
        for (because, count) in &self.stopped {
            writeln!(f, "{count:>6} stories ended early: {because}")?;
        }
        write!(
            f,
            "{} cycles in {:.0} s: {} stories, {} operations, {} adopted, {} asked, {} sent again, {} messages answered; {} duplicates, {} losses, \
             {} corrupt, {} stuck{}",
            self.cycles,
            self.since.elapsed().as_secs_f64(),
            self.stories,
            self.operations,
            self.adopted,
            self.asked,
            self.sent_again,
            self.answered,
            self.duplicates,
            self.losses,
            self.corruption,
            self.stuck,
            if self.is_worth_something() { "" } else { "; too little of it was tried to tell" },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of a run that sent all kinds of writes in so many cycles.
    fn run(cycles: u64) -> Figures {
        let mut figures = Figures::new();
        figures.cycles = cycles;
        figures.settled(&Settled::default());
        figures.answered(1000);
        for write in Write::ALL {
            figures.sent(write.words().to_owned());
            figures.story_ended(None);
        }
        figures
    }

    #[test]
    fn one_finding_is_enough() {
        assert!(run(200).is_well());
        for finding in [Finding::Duplicate, Finding::Loss, Finding::Corruption, Finding::Stuck] {
            let mut figures = run(200);
            figures.found(&finding(String::new()));
            assert!(!figures.is_well());
        }
    }

    #[test]
    fn a_run_that_tried_little_is_not_well() {
        assert!(!Figures::new().is_well(), "nothing was judged");
        let mut lame = run(200);
        for _ in Write::ALL {
            lame.story_ended(Some("no goods".into()));
        }
        assert!(!lame.is_well());
        assert!(lame.to_string().ends_with("too little of it was tried to tell"));
        let mut narrow = run(200);
        narrow.sent.remove(Write::ConfirmReceipt.words());
        assert!(!narrow.is_well());
        narrow.cycles = 20;
        assert!(narrow.is_well());
    }
}
