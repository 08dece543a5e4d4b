//! When a record says it was published, as minutes.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Minutes since 1970 in UTC of an ISO 8601 or RFC 3339 time or date, or of seconds or milliseconds since 1970. A
/// time without an offset is taken as UTC, a day as its midnight. `None` for anything else.
pub(super) fn minutes(published: &str) -> Option<i32> {
    let published = published.trim();
    if published.is_empty() {
        return None;
    }
    let seconds = match published.parse::<f64>() {
        // Milliseconds from the year 5138 on, read as seconds.
        Ok(number) if number.abs() >= 1e11 => (number / 1000.0) as i64,
        Ok(number) if number.abs() >= 1e8 => number as i64,
        Ok(_) => return None,
        Err(_) => written(published)?,
    };
    i32::try_from(seconds.div_euclid(60)).ok()
}

fn written(published: &str) -> Option<i64> {
    if let Ok(instant) = published.parse::<Timestamp>() {
        return Some(instant.as_second());
    }
    let local =
        published.parse::<DateTime>().or_else(|_| published.parse::<Date>().map(DateTime::from)).ok()?;
    Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn times_are_read_as_minutes() {
        for (written, expected) in [
            ("1970-01-01", Some(0)),
            ("1970-01-02T00:01:59Z", Some(1441)),
            ("1970-01-02T03:01:00+03:00", Some(1441)),
            ("1970-01-01 00:05", Some(5)),
            ("86400", None),
            ("1443571200", Some(24_059_520)),
            ("1443571200000", Some(24_059_520)),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(minutes(written), expected, "{written}");
        }
    }
}
