//! What every claim is held to, on both platforms: the reasons that are offered, the sum, the words, the evidence. A platform
//! brings its figures and its refusals.

use std::ops::RangeInclusive;

use crate::refusal::{Code, Refusal};

/// A reason to choose from, and the situation it is offered in.
pub(crate) struct Reason<Situation> {
    pub(crate) id: i64,
    pub(crate) words: &'static str,
    pub(crate) needs_evidence: bool,
    /// Who claims for it gets the freight back too.
    pub(crate) with_freight: bool,
    pub(crate) when: Situation,
}

/// The words of the reason with an id; none for an id that is none.
pub(crate) fn words_of<Situation>(reasons: &[Reason<Situation>], id: i64) -> &'static str {
    reasons.iter().find(|reason| reason.id == id).map_or("", |reason| reason.words)
}

/// What can be claimed now.
pub(crate) struct Limits<Situation: 'static> {
    pub(crate) reasons: Vec<&'static Reason<Situation>>,
    pub(crate) least_fen: i64,
    pub(crate) most_fen: i64,
    /// How many characters the claim's words may have.
    pub(crate) chars: RangeInclusive<usize>,
}

/// What is claimed.
pub(crate) struct Claimed<'a> {
    pub(crate) reason_id: i64,
    pub(crate) sum_fen: i64,
    pub(crate) words: &'a str,
    pub(crate) has_evidence: bool,
}

/// How a platform refuses: a code for each limit, and the field of its request that breaks it.
pub(crate) struct Refusals {
    pub(crate) reason: (Code, &'static str),
    pub(crate) evidence: Code,
    pub(crate) sum: (Code, &'static str),
    pub(crate) words: (Code, &'static str),
}

impl<Situation: 'static> Limits<Situation> {
    /// The reason of a claim that keeps every limit, or a refusal.
    pub(crate) fn check(
        &self,
        claimed: &Claimed<'_>,
        refusals: &Refusals,
    ) -> Result<&'static Reason<Situation>, Refusal> {
        let Some(reason) = self.reasons.iter().copied().find(|reason| reason.id == claimed.reason_id) else {
            let ids: Vec<i64> = self.reasons.iter().map(|reason| reason.id).collect();
            let (code, field) = refusals.reason;
            let detail = format!("{field} {}, offered are {ids:?}", claimed.reason_id);
            return Err(Refusal::new(code, detail));
        };
        if reason.needs_evidence && !claimed.has_evidence {
            let detail = format!("reason {} ({})", reason.id, reason.words);
            return Err(Refusal::new(refusals.evidence, detail));
        }
        let (least, most) = (self.least_fen, self.most_fen);
        if most == 0 || !(least..=most).contains(&claimed.sum_fen) {
            let (code, field) = refusals.sum;
            let detail = format!("{field} {}, {least} to {most} fen can be claimed", claimed.sum_fen);
            return Err(Refusal::new(code, detail));
        }
        let chars = claimed.words.trim().chars().count();
        if !self.chars.contains(&chars) {
            let (code, field) = refusals.words;
            let detail = format!("{field} has {chars} characters, {:?} are taken", self.chars);
            return Err(Refusal::new(code, detail));
        }
        Ok(reason)
    }
}
