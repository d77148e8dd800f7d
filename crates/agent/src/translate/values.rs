//! Single values of the wire in the words of the domain: money, counts, times, text.

use pandapon::wire::{Count, Fen, Link, Moment, Text, Yuan};
use pondesk_domain::{AccountId, EpochMs, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use url::Url;

use crate::api::{CommandError, CommandResult, ErrorCode};

/// A sum in fen.
pub(crate) fn fen(sum: Option<Fen>) -> Option<Money> {
    sum.map(|sum| Money::fen(sum.0))
}

/// A sum in yuan, where it is whole fen; a finer one is not rounded but left out.
pub(crate) fn yuan(sum: Option<Yuan>) -> Option<Money> {
    sum.and_then(|sum| sum.to_fen().ok()).map(|sum| Money::fen(sum.0))
}

/// A number of pieces; none where it is negative or past 32 bits.
pub(crate) fn pieces(count: Option<Count>) -> Option<u32> {
    count.and_then(|count| u32::try_from(count.get()).ok())
}

/// Words, none where they are blank.
pub(crate) fn words(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Words with the English translation that the reference has 1688 send beside them.
pub(crate) fn translated(original: Option<&Text>, english: Option<&Text>) -> Option<pondesk_domain::Text> {
    let english = words(english).map(|words| ("en".to_owned(), words));
    Some(pondesk_domain::Text { original: words(original)?, translations: english.into_iter().collect() })
}

/// A share as whole percent: `10%` or a fraction such as `0.4666`.
pub(crate) fn percent(text: &str) -> Option<u32> {
    let share = match text.trim().strip_suffix('%') {
        Some(percent) => percent.trim().parse::<Decimal>().ok()?,
        None => text.trim().parse::<Decimal>().ok()?.checked_mul(Decimal::ONE_HUNDRED)?,
    };
    share.round().to_u32().filter(|percent| *percent <= 100)
}

/// Text of a member that the reference does not name.
pub(crate) fn extra_words(extra: &pandapon::wire::Extra, name: &str) -> Option<String> {
    let text = extra.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A point in time.
pub(crate) fn instant(moment: Option<&Moment>) -> Option<EpochMs> {
    moment.and_then(Moment::timestamp).map(|at| EpochMs(at.as_millisecond()))
}

/// Whose answer is read: pictures are fetched for that account, and some of them from its PandaPon.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The account.
    pub(crate) account_id: &'a AccountId,
    /// Where its PandaPon is.
    pub(crate) base_url: &'a Url,
}

/// Key of a picture for the picture protocol.
pub(crate) fn picture(origin: Origin<'_>, link: Option<&Link>) -> Option<String> {
    link.and_then(|link| crate::pictures::key_for(origin.account_id, origin.base_url, link.as_str()))
}

/// What must be there and is not: the answer cannot be used. `path` as in the answer.
///
/// # Errors
/// [`ErrorCode::Unreadable`] when it is missing.
pub(crate) fn needed<T>(value: Option<T>, path: &str) -> CommandResult<T> {
    value.ok_or_else(|| CommandError::new(ErrorCode::Unreadable).with("path", path))
}
