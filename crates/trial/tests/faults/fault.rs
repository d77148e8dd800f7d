//! What goes wrong, and what shall become of the write then: the declared table.

use pondesk_trial::Write;

/// What happens to a write on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The line breaks before PandaPon hears of it.
    DropBefore,
    /// PandaPon does it and the line breaks before its answer.
    DropAfter,
    /// The line is reset in the middle of the answer's body.
    ResetInBody,
    /// PandaPon fails before it does it, and says so in its envelope.
    ServerErrorBefore,
    /// PandaPon does it and then fails.
    ServerErrorAfter,
    /// A gateway fails before PandaPon hears of it.
    BadGatewayBefore,
    /// PandaPon does it, and a gateway loses the answer.
    BadGatewayAfter,
    /// A gateway says that it is too much.
    TooMany,
    /// PandaPon does it and answers with broken JSON.
    MalformedJson,
    /// PandaPon says no.
    Failure,
    /// Nothing comes back, and PandaPon never heard of it.
    SilenceBefore,
    /// PandaPon does it and nothing comes back.
    SilenceAfter,
    /// The answer comes twice.
    DuplicateAnswer,
    /// The desk's clock is put eleven minutes ahead right before.
    ClockAhead,
    /// The desk's clock is put eleven minutes back right before.
    ClockBehind,
}

/// What becomes of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Its answer said that it was done.
    Done,
    /// It was not done, for certain.
    Rejected,
    /// It was unknown, and reading showed that it happened.
    Adopted,
    /// It was unknown, reading did not show it, and the user is asked.
    Asked,
}

/// How far the clock is put wrong: a minute more than PandaPon allows.
pub(crate) const CLOCK_WRONG_MS: i64 = 11 * 60_000;

impl Fault {
    pub(crate) const ALL: &[Self] = &[
        Self::DropBefore,
        Self::DropAfter,
        Self::ResetInBody,
        Self::ServerErrorBefore,
        Self::ServerErrorAfter,
        Self::BadGatewayBefore,
        Self::BadGatewayAfter,
        Self::TooMany,
        Self::MalformedJson,
        Self::Failure,
        Self::SilenceBefore,
        Self::SilenceAfter,
        Self::DuplicateAnswer,
        Self::ClockAhead,
        Self::ClockBehind,
    ];

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::DropBefore => "connection closed before PandaPon got it",
            Self::DropAfter => "connection closed after PandaPon did it",
            Self::ResetInBody => "connection reset in the answer's body",
            Self::ServerErrorBefore => "500 with an envelope, not done",
            Self::ServerErrorAfter => "500 with an envelope, done",
            Self::BadGatewayBefore => "502 without an envelope, not done",
            Self::BadGatewayAfter => "502 without an envelope, done",
            Self::TooMany => "429",
            Self::MalformedJson => "malformed JSON, done",
            Self::Failure => "envelope with a failure",
            Self::SilenceBefore => "silence beyond the time-out, not done",
            Self::SilenceAfter => "silence beyond the time-out, done",
            Self::DuplicateAnswer => "the answer twice",
            Self::ClockAhead => "clock 11 minutes ahead",
            Self::ClockBehind => "clock 11 minutes behind",
        }
    }

    /// Whether PandaPon does it all the same.
    pub(crate) const fn is_done(self) -> bool {
        match self {
            Self::DropBefore
            | Self::ServerErrorBefore
            | Self::BadGatewayBefore
            | Self::TooMany
            | Self::Failure
            | Self::SilenceBefore => false,
            Self::DropAfter
            | Self::ResetInBody
            | Self::ServerErrorAfter
            | Self::BadGatewayAfter
            | Self::MalformedJson
            | Self::SilenceAfter
            | Self::DuplicateAnswer
            | Self::ClockAhead
            | Self::ClockBehind => true,
        }
    }

    /// Whether nothing comes back at all.
    pub(crate) const fn is_silent(self) -> bool {
        matches!(self, Self::SilenceBefore | Self::SilenceAfter)
    }

    /// How far the desk's clock is put wrong right before.
    pub(crate) const fn clock_ms(self) -> i64 {
        match self {
            Self::ClockAhead => CLOCK_WRONG_MS,
            Self::ClockBehind => -CLOCK_WRONG_MS,
            _ => 0,
        }
    }

    /// What shall become of a write that meets it.
    pub(crate) fn declared(self, write: Write) -> Outcome {
        match self {
            Self::DuplicateAnswer | Self::ClockAhead | Self::ClockBehind => Outcome::Done,
            Self::TooMany | Self::Failure => Outcome::Rejected,
            // What a call typed by hand leaves behind is not known here.
            _ if write == Write::Call => Outcome::Asked,
            _ if self.is_done() => Outcome::Adopted,
            _ => Outcome::Asked,
        }
    }
}

impl Outcome {
    pub(crate) const ALL: [Self; 4] = [Self::Done, Self::Rejected, Self::Adopted, Self::Asked];

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Rejected => "rejected",
            Self::Adopted => "unknown, then adopted",
            Self::Asked => "unknown, then asked",
        }
    }
}
