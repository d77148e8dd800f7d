//! The run: cycle after cycle, a new ground every few of them, figures in the end.

use std::ops::Range;

use anyhow::{Result, ensure};

use super::cycle::Ground;
use super::figures::Figures;

/// Cycles of one ground: its books stay small enough to be compared each time.
const OF_ONE_GROUND: u64 = 20;
/// Cycles between two words of progress.
const PROGRESS: u64 = 50;

/// Runs cycles of a seed. A ground begins where a multiple of its length stands, so the first cycles of that ground are
/// run too: cycle K finds what it found in the whole run.
///
/// Returns whether nothing went wrong.
///
/// # Errors
/// When the trial itself fails.
pub async fn run(seed: u64, cycles: Range<u64>) -> Result<bool> {
    ensure!(cfg!(debug_assertions), "only a build with debug assertions tells the moments to kill at");
    let mut figures = Figures::new();
    let first = cycles.start - cycles.start % OF_ONE_GROUND;
    if first < cycles.start {
        println!("cycle {} needs those before it: from {first}", cycles.start);
    }
    let mut ground: Option<Ground> = None;
    for cycle in first..cycles.end {
        let here = match ground.take().filter(|_| cycle % OF_ONE_GROUND != 0) {
            Some(ground) => ground,
            None => Ground::new().await?,
        };
        let here = ground.insert(here);
        let findings = here.cycle(seed, cycle, &mut figures).await?;
        figures.cycles += 1;
        for finding in &findings {
            println!("cycle {cycle} of seed {seed}: {finding:?}");
            figures.found(finding);
        }
        // What is wrong once stays wrong: the next cycle begins anew.
        let over = !findings.is_empty() || (cycle + 1) % OF_ONE_GROUND == 0 || cycle + 1 == cycles.end;
        if let Some(ended) = ground.take_if(|_| over) {
            figures.ground_ended(ended.end().await?);
        }
        if figures.cycles.is_multiple_of(PROGRESS) {
            println!("{}", figures.on_the_way());
        }
    }
    println!("{figures}");
    Ok(figures.is_well())
}
