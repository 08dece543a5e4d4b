//! Days, weeks, months and years as intervals, and the Hijri calendar.

use jiff::Span;
use jiff::civil::Date;

/// An inclusive interval of days.
pub type Days = (Date, Date);

/// `date` moved by `days`; at the calendar's edge it stays there.
pub(super) fn plus(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().try_days(days).unwrap_or_default())
}

/// `date` moved by `months`, the day kept or the month's last.
pub(super) fn plus_months(date: Date, months: i64) -> Date {
    date.saturating_add(Span::new().try_months(months).unwrap_or_default())
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    i64::from((b - a).get_days())
}

/// Monday is 1.
pub(super) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

pub(super) fn month(year: i16, month: u8) -> Option<Days> {
    let first = Date::new(year, month as i8, 1).ok()?;
    Some((first, first.last_of_month()))
}

pub(super) fn year(year: i16) -> Option<Days> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// The ISO week `shift` weeks from the one `date` lies in, Monday to Sunday.
pub(super) fn week(date: Date, shift: i64) -> Days {
    let monday = plus(date, 1 - i64::from(weekday(date)) + shift * 7);
    (monday, plus(monday, 6))
}

/// The day of `weekday` that is nearest to `date`; `date` itself where it is one.
pub(super) fn nearest(date: Date, day: u8) -> Date {
    let ahead = (i64::from(day) + 7 - i64::from(weekday(date))) % 7;
    plus(date, if ahead > 3 { ahead - 7 } else { ahead })
}

/// The last day of `weekday` on or before `date`.
pub(super) fn on_or_before(date: Date, day: u8) -> Date {
    plus(date, -((i64::from(weekday(date)) + 7 - i64::from(day)) % 7))
}

/// A Hijri day by the tabular calendar (30-year cycle, civil epoch).
///
/// Announced calendars differ from it by a day at most in most months, because they follow a sighting or a
/// computed new moon; callers widen by [`HIJRI_SLACK`].
pub(super) fn hijri_day(year: i16, month: u8, day: u8) -> Option<Date> {
    if year < 1 || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    let julian = (11 * y + 3) / 30 + 354 * y + 30 * m - (m - 1) / 2 + d + 1_948_440 - 385;
    Some(plus(Date::constant(1970, 1, 1), julian - 2_440_588))
}

/// Days by which an announced Hijri date may differ from the tabular one.
pub(super) const HIJRI_SLACK: i64 = 1;

/// The Hijri year and month that `date` lies in, by the tabular calendar.
pub(super) fn hijri_of(date: Date) -> (i16, u8) {
    let days = days_between(Date::constant(622, 7, 19), date);
    let mut year = (days * 30 / 10_631 + 1).clamp(1, 9000) as i16;
    while hijri_day(year + 1, 1, 1).is_some_and(|first| first <= date) {
        year += 1;
    }
    while year > 1 && hijri_day(year, 1, 1).is_some_and(|first| first > date) {
        year -= 1;
    }
    let month = (1..=12).rev().find(|&m| hijri_day(year, m, 1).is_some_and(|first| first <= date));
    (year, month.unwrap_or(1))
}

/// A Hijri month or year as days, widened by the slack.
pub(super) fn hijri_stretch(year: i16, month: Option<u8>) -> Option<Days> {
    let first = hijri_day(year, month.unwrap_or(1), 1)?;
    let next = match month {
        Some(m) if m < 12 => hijri_day(year, m + 1, 1)?,
        _ => hijri_day(year + 1, 1, 1)?,
    };
    Some((plus(first, -HIJRI_SLACK), plus(next, HIJRI_SLACK - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hijri_days_fall_within_a_day_of_the_announced_ones() {
        for (hijri, announced) in [
            ((1436, 10, 1), Date::constant(2015, 7, 17)),
            ((1442, 9, 1), Date::constant(2021, 4, 13)),
            ((1445, 12, 10), Date::constant(2024, 6, 16)),
            ((1400, 1, 1), Date::constant(1979, 11, 20)),
        ] {
            let day = hijri_day(hijri.0, hijri.1, hijri.2).expect("a Hijri day");
            assert!(days_between(day, announced).abs() <= HIJRI_SLACK, "{hijri:?} is {day}");
            assert_eq!(hijri_of(plus(day, 5)).0, hijri.0);
        }
    }
}
