//! Times in names of files: readable, sortable, in UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use pondesk_domain::EpochMs;

const SECONDS: &str = "%Y%m%d-%H%M%S";

/// `20261123-025037-123`.
pub(crate) fn stamp(at: EpochMs) -> String {
    let time = Timestamp::from_millisecond(at.0).unwrap_or_default();
    let seconds = time.to_zoned(TimeZone::UTC).strftime(SECONDS).to_string();
    format!("{seconds}-{:03}", at.0.rem_euclid(1000))
}

/// Reads [`stamp`] back; `None` for any other text.
pub(crate) fn read(text: &str) -> Option<EpochMs> {
    let (seconds, ms) = text.rsplit_once('-')?;
    let time = DateTime::strptime(SECONDS, seconds).ok()?.to_zoned(TimeZone::UTC).ok()?;
    let ms: i64 = ms.parse().ok().filter(|_| ms.len() == 3)?;
    Some(EpochMs(time.timestamp().as_millisecond() + ms)).filter(|at| stamp(*at) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_back_and_nothing_else_does() {
        let at = EpochMs(1_795_402_237_123);
        assert_eq!(stamp(at), "20261123-025037-123");
        assert_eq!(read(&stamp(at)), Some(at));
        for other in
            ["", "20261123-025037", "20261123-025037-1", "20261323-025037-123", "../20261123-025037-123"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
