//! One cycle: a child is started, judged, put to work and killed.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use pondesk_domain::Platform;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::{Instant, sleep_until, timeout};

use super::figures::Figures;
use super::inbox;
use super::judge::{Books, Finding, Told};
use super::plan::{self, Kill};
use super::pushing::{News, Pushed, Pushes};
use super::talk::{Brief, Word};
use crate::buyer::{Access, address_in, in_a_hurry};
use crate::truth::TrueOrder;
use crate::{Buyer, Goods, Market, TrialClock};

/// Goods of each platform: few, so that the same is ordered again and again.
const GOODS: usize = 8;
/// A child that says nothing for so long is stuck.
const PATIENCE: Duration = Duration::from_secs(60);

/// A sandbox and the desk that is killed, for some cycles.
pub(super) struct Ground {
    market: Market,
    goods: Vec<Goods>,
    data_dir: PathBuf,
    ahead_ms: i64,
    told: Told,
    pushed: Pushed,
    /// 1688 orders, as the sandbox told them last.
    orders: Vec<TrueOrder>,
    _folder: TempDir,
}

impl Ground {
    /// A new one, with an account and its first address.
    pub(super) async fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let market = Market::open(&folder.path().join("sandbox")).await?;
        let mut goods = Vec::new();
        for platform in Platform::ALL {
            goods.extend(market.stock_up(platform, GOODS).await?);
        }
        let data_dir = folder.path().join("desk");
        let access = Access {
            base_url: market.base_url().to_owned(),
            control: market.control().clone(),
            keys: market.credentials().clone(),
        };
        let buyer = Buyer::open(&data_dir, TrialClock::default(), in_a_hurry(), &access).await?;
        buyer.save_address(address_in("网商路1号")).await?;
        // The same goods are bought all the time.
        buyer.lift_limits().await?;
        drop(buyer);
        Ok(Self {
            market,
            goods,
            data_dir,
            ahead_ms: 0,
            told: Told::default(),
            pushed: Pushed::default(),
            orders: Vec::new(),
            _folder: folder,
        })
    }

    /// Stops the sandbox, and says how many operations there were and how many were adopted.
    pub(super) async fn end(self) -> Result<(usize, usize)> {
        let counts = Books::read(&self.data_dir)?.counts();
        self.market.close().await;
        Ok(counts)
    }

    /// Runs a cycle to its kill.
    ///
    /// # Errors
    /// When the trial itself fails. What the desk did wrong is told by the findings.
    pub(super) async fn cycle(
        &mut self,
        seed: u64,
        cycle: u64,
        figures: &mut Figures,
    ) -> Result<Vec<Finding>> {
        self.market.control().call("faults", json!({ "faults": [] })).await?;
        let kill = plan::kill(seed, cycle);
        let mut desk = DeskProcess::start(&self.data_dir, &self.brief(seed, cycle, &kill)).await?;
        let after = |ms| Some(Instant::now() + Duration::from_millis(ms));
        let mut deadline = if let Kill::AtStart(ms) = kill { after(ms) } else { None };
        let (mut pushes, mut answered) = (None::<Pushes>, 0);
        let (moment, findings) = loop {
            let news = async {
                match &mut pushes {
                    Some(pushes) => pushes.next().await,
                    None => std::future::pending().await,
                }
            };
            let heard = tokio::select! {
                biased;
                news = news => {
                    answered += u32::from(matches!(news, News::Answered(..)));
                    self.pushed.note(news);
                    if kill == Kill::Answered(answered) {
                        break ("right after a message was answered".to_owned(), Vec::new());
                    }
                    continue;
                }
                heard = desk.word(deadline) => heard?,
            };
            match heard {
                Heard::Said(Word::Settled(settled)) => {
                    figures.settled(&settled);
                    let findings = self.judge().await?;
                    if !findings.is_empty() {
                        break ("when it was judged".to_owned(), findings);
                    }
                    desk.go_on().await?;
                    if let Kill::AtWork(ms) = kill {
                        deadline = after(ms);
                    }
                }
                Heard::Said(Word::Receives { url }) => {
                    let control = self.market.control().clone();
                    pushes = Some(Pushes::start(url, control, self.orders.clone(), (seed, cycle)));
                }
                Heard::Said(Word::WrittenDown) => self.told.written_down += 1,
                Heard::Said(Word::ClockPut { ahead_ms }) => self.ahead_ms = ahead_ms,
                Heard::Said(Word::Acknowledged { write, operation_id, state }) => {
                    if self.told.acknowledged.insert(operation_id, state).is_none() {
                        figures.sent(write);
                    }
                }
                Heard::Said(Word::StoryEnded { because }) => figures.story_ended(because),
                Heard::Said(Word::Stopped) => {
                    let moment = if let Kill::At(stop) = &kill { stop.words() } else { String::new() };
                    break (moment, Vec::new());
                }
                // Messages go on.
                Heard::Said(Word::Finished) if matches!(kill, Kill::Answered(_)) => {}
                Heard::Said(Word::Finished) => break ("at rest, its work done".to_owned(), Vec::new()),
                Heard::TimeIsUp => {
                    let when = if matches!(kill, Kill::AtStart(_)) { "at its start" } else { "at work" };
                    break (format!("at random {when}"), Vec::new());
                }
                Heard::Nothing => {
                    let stuck = Finding::Stuck("the desk says nothing any more, or ended by itself".into());
                    break ("when it was stuck".to_owned(), vec![stuck]);
                }
            }
        };
        desk.kill().await?;
        for news in pushes.map(Pushes::rest).unwrap_or_default() {
            answered += u32::from(matches!(news, News::Answered(..)));
            self.pushed.note(news);
        }
        figures.answered(answered);
        figures.killed(moment);
        Ok(findings)
    }

    async fn judge(&mut self) -> Result<Vec<Finding>> {
        let truth = self.market.control().truth().await?;
        let books = Books::read(&self.data_dir)?;
        let (operations, _) = books.counts();
        let mut findings = books.compare(&truth, &self.told);
        findings.extend(inbox::compare(&self.data_dir, &truth, &self.pushed)?);
        let of_1688 = truth.orders.into_iter().filter(|order| order.order_id.as_str().starts_with("1688:"));
        self.orders = of_1688.collect();
        // A kill may have come before the word of one that is in the books.
        self.told.written_down = operations;
        Ok(findings)
    }

    fn brief(&self, seed: u64, cycle: u64, kill: &Kill) -> Brief {
        Brief {
            keys: self.market.credentials().clone(),
            base_url: self.market.base_url().to_owned(),
            control_url: self.market.control().url().to_owned(),
            seed,
            cycle,
            ahead_ms: self.ahead_ms,
            stop: if let Kill::At(stop) = kill { Some(stop.clone()) } else { None },
            goods: self.goods.clone(),
        }
    }
}

enum Heard {
    Said(Word),
    TimeIsUp,
    Nothing,
}

struct DeskProcess {
    process: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl DeskProcess {
    async fn start(data_dir: &Path, brief: &Brief) -> Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("desk")
            .arg(data_dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("start the desk")?;
        let to = process.stdin.take().context("no way to the desk")?;
        let from = BufReader::new(process.stdout.take().context("no way from the desk")?).lines();
        let mut desk = Self { process, to, from };
        let mut line = serde_json::to_vec(brief)?;
        line.push(b'\n');
        desk.to.write_all(&line).await.context("tell the desk what to do")?;
        Ok(desk)
    }

    async fn go_on(&mut self) -> Result<()> {
        self.to.write_all(b"\n").await.context("tell the desk to go on")
    }

    /// The next word, unless the time is up before. A line that was cut off is none.
    async fn word(&mut self, deadline: Option<Instant>) -> Result<Heard> {
        let time_is_up = async {
            match deadline {
                Some(at) => sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = time_is_up => Ok(Heard::TimeIsUp),
            line = timeout(PATIENCE, self.from.next_line()) => match line {
                Ok(Ok(Some(line))) => Ok(Heard::Said(serde_json::from_str(&line).context("understand the desk")?)),
                Ok(Ok(None)) | Ok(Err(_)) | Err(_) => Ok(Heard::Nothing),
            },
        }
    }

    /// SIGKILL, and its end.
    async fn kill(mut self) -> Result<()> {
        self.process.kill().await.context("kill the desk")
    }
}
