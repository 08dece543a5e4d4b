//! From words to days.
//!
//! Takes an expression and the anchors, gives an inclusive interval of days with its basis. An interval is as
//! wide as the words are vague and never narrower; what needs an anchor that is not there stays unresolved.

use super::Anchors;
use super::calendar::{self, Days, days_between, plus, plus_months};
use super::expr::{Count, Expr, Season, Unit, When, Written};
use super::part::Part;
use crate::model::TimeBasis;
use jiff::civil::Date;

/// An expression's days and what they rest on.
pub(super) type Resolved = (Option<Days>, TimeBasis);

/// Resolves one expression; `ahead` tells that the words around it speak of what is to come.
pub(super) fn resolve(expr: &Expr, anchors: &Anchors, ahead: bool) -> Resolved {
    let from_anchor = |days: Option<Days>| match days {
        Some(days) => (Some(days), anchors.basis()),
        None => (None, TimeBasis::Unresolved),
    };
    let explicit = |days: Option<Days>| match days {
        Some(days) => (Some(days), TimeBasis::Explicit),
        None => (None, TimeBasis::Unresolved),
    };
    match expr.when {
        When::Date(date) if date.year.is_some() => {
            explicit(dated(&date).map(|days| part_of(days, expr.part)))
        }
        When::Decade { first } => explicit(decade(first).map(|days| part_of(days, expr.part))),
        When::Season { season, year: Some(year), .. } => explicit(season_of(season, year)),
        When::Offset { .. } | When::Elsewhere => (None, TimeBasis::Event),
        _ => from_anchor(anchors.published.and_then(|anchor| relative(expr, anchor, ahead))),
    }
}

fn relative(expr: &Expr, anchor: Date, ahead: bool) -> Option<Days> {
    let whole = match expr.when {
        When::Date(date) => yearless(&date, anchor, ahead)?,
        When::Either { first, second, year } => either(first, second, year, anchor)?,
        When::Day { offset, weekday } => one(near_day(anchor, offset, weekday)),
        When::Weekday { weekday, until, shift } => weekdays(anchor, weekday, until, shift, ahead),
        When::DayOfWeek { weekday, shift } => {
            one(plus(calendar::week(anchor, i64::from(shift)).0, i64::from(weekday) - 1))
        }
        When::Bare { unit } => calendar_unit(anchor, unit, 0)?,
        When::Weekend => weekend(anchor, ahead),
        When::Unit { unit, shift } => calendar_unit(anchor, unit, shift)?,
        When::Ago { count, unit } => ago(anchor, count, unit)?,
        When::Past { count, unit } => (moved(anchor, -count.high, unit)?, anchor),
        When::Ahead { count, unit } => (anchor, moved(anchor, count.high, unit)?),
        When::Hence { count, unit } => hence(anchor, count, unit)?,
        When::Season { season, shift, .. } => season_of(season, season_year(season, anchor, shift))?,
        When::Decade { .. } | When::Offset { .. } | When::Elsewhere | When::Vague => return None,
    };
    Some(part_of(whole, expr.part))
}

fn one(date: Date) -> Days {
    (date, date)
}

/// A date whose year is written.
pub(super) fn dated(date: &Written) -> Option<Days> {
    let year = date.year?;
    let last_year = date.until_year.unwrap_or(year);
    if date.hijri {
        return match (date.month, date.day) {
            (Some(month), Some(day)) => {
                let day = calendar::hijri_day(year, month, day)?;
                Some(hijri_near(day, date.weekday))
            }
            (month, _) => {
                Some((calendar::hijri_stretch(year, month)?.0, calendar::hijri_stretch(last_year, month)?.1))
            }
        };
    }
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let from = Date::new(year, month as i8, day as i8).ok()?;
            let to = Date::new(year, month as i8, date.until_day.unwrap_or(day) as i8).ok()?;
            Some((from, to))
        }
        (Some(month), None) => calendar::month(year, month),
        _ => Some((calendar::year(year)?.0, calendar::year(last_year)?.1)),
    }
}

/// A weekday beside a Hijri date settles the day; without one it may lie a day off.
fn hijri_near(day: Date, weekday: Option<u8>) -> Days {
    let slack = calendar::HIJRI_SLACK;
    match weekday.map(|w| calendar::nearest(day, w)).filter(|d| days_between(day, *d).abs() <= slack) {
        Some(day) => one(day),
        None => (plus(day, -slack), plus(day, slack)),
    }
}

/// Day and month, or month, without a year.
fn yearless(date: &Written, anchor: Date, ahead: bool) -> Option<Days> {
    if date.hijri {
        return hijri_yearless(date, anchor, ahead);
    }
    if let Some(shift) = date.month_shift {
        let first = plus_months(anchor.first_of_month(), i64::from(shift));
        return dated(&Written { year: Some(first.year()), month: Some(first.month() as u8), ..*date });
    }
    let in_year = |year: i16| dated(&Written { year: Some(year), ..*date });
    if let Some(shift) = date.year_shift {
        return in_year(anchor.year() + shift as i16);
    }
    match date.shift {
        Some(shift) if shift < 0 => nth_back(anchor, -shift, in_year),
        Some(shift) if shift > 0 => (0..=2).filter_map(|y| in_year(anchor.year() + y)).find(|d| d.0 > anchor),
        Some(_) => in_year(anchor.year()),
        None => nearest_year(anchor, ahead, date.weekday, in_year),
    }
}

/// The occurrence that ended `back` times before the anchor, the month the anchor lies in not counted.
fn nth_back(anchor: Date, back: i32, in_year: impl Fn(i16) -> Option<Days>) -> Option<Days> {
    let past = (0..=4).filter_map(|y| in_year(anchor.year() - y)).filter(|d| d.1 < anchor);
    past.take(back as usize).last()
}

/// News looks back: a date ahead must be much nearer than the one behind to be meant, unless the words look ahead.
const PAST_WEIGHT: f64 = 0.4;

fn nearest_year(
    anchor: Date,
    ahead: bool,
    weekday: Option<u8>,
    in_year: impl Fn(i16) -> Option<Days>,
) -> Option<Days> {
    let mut candidates: Vec<Days> = (-1..=1).filter_map(|y| in_year(anchor.year() + y)).collect();
    if let Some(day) = weekday {
        let fitting: Vec<Days> = (-6..=6)
            .filter_map(|y| in_year(anchor.year() + y))
            .filter(|d| calendar::weekday(d.0) == day)
            .collect();
        if !fitting.is_empty() {
            candidates = fitting;
        }
    }
    let cost = |days: &Days| {
        let gap = if days.0 > anchor {
            days_between(anchor, days.0) as f64
        } else if days.1 < anchor {
            -days_between(days.1, anchor) as f64
        } else {
            0.0
        };
        let weight = if (gap < 0.0) != ahead { PAST_WEIGHT } else { 1.0 };
        (gap.abs() * weight * 1000.0) as i64
    };
    candidates.into_iter().min_by_key(cost)
}

fn hijri_yearless(date: &Written, anchor: Date, ahead: bool) -> Option<Days> {
    let (year, _) = calendar::hijri_of(anchor);
    let base = anchor.year();
    // `in_year` counts years from the Gregorian anchor; map them onto Hijri ones.
    let in_year = |y: i16| dated(&Written { year: Some(year + (y - base)), ..*date });
    match (date.year_shift, date.shift) {
        (Some(shift), _) => in_year(base + shift as i16),
        (None, Some(shift)) if shift < 0 => nth_back(anchor, -shift, in_year),
        (None, Some(shift)) if shift > 0 => (0..=2).filter_map(|y| in_year(base + y)).find(|d| d.0 > anchor),
        (None, Some(_)) => in_year(base),
        (None, None) => nearest_year(anchor, ahead, None, in_year),
    }
}

/// Day and month in unknown order: the reading that lies nearer to the anchor.
fn either(first: u8, second: u8, year: i16, anchor: Date) -> Option<Days> {
    let date = |month: u8, day: u8| Date::new(year, month as i8, day as i8).ok();
    let readings = [date(second, first), date(first, second)];
    readings.into_iter().flatten().min_by_key(|d| days_between(anchor, *d).abs()).map(one)
}

/// A day counted from the anchor; a weekday named beside it corrects an anchor that is a few days off.
fn near_day(anchor: Date, offset: i32, weekday: Option<u8>) -> Date {
    let day = plus(anchor, i64::from(offset));
    weekday.map_or(day, |named| calendar::nearest(day, named))
}

fn weekdays(anchor: Date, weekday: u8, until: Option<u8>, shift: Option<i32>, ahead: bool) -> Days {
    let last = calendar::on_or_before(anchor, weekday);
    let day = match shift {
        None if ahead && last != anchor => plus(last, 7),
        None => last,
        Some(0) => calendar::nearest(anchor, weekday),
        Some(shift) if shift < 0 => {
            let before = calendar::on_or_before(plus(anchor, -1), weekday);
            plus(before, 7 * i64::from(shift + 1))
        }
        Some(_) => plus(last, 7),
    };
    (day, if until.is_some() { plus(day, 1) } else { day })
}

fn calendar_unit(anchor: Date, unit: Unit, shift: i32) -> Option<Days> {
    let shift = i64::from(shift);
    Some(match unit {
        Unit::Minute | Unit::Hour => one(anchor),
        Unit::Day => one(plus(anchor, shift)),
        Unit::Week => calendar::week(anchor, shift),
        Unit::Weekend => {
            let saturday = plus(calendar::week(anchor, shift).0, 5);
            (plus(saturday, -1), plus(saturday, 1))
        }
        Unit::Month => {
            let day = plus_months(anchor, shift);
            calendar::month(day.year(), day.month() as u8)?
        }
        Unit::Quarter => {
            let first =
                plus_months(anchor.first_of_month(), -i64::from((anchor.month() - 1) % 3) + 3 * shift);
            (first, plus_months(first, 2).last_of_month())
        }
        Unit::Year => calendar::year(anchor.year() + shift as i16)?,
        Unit::Decade => decade((anchor.year() / 10 + shift as i16) * 10)?,
        Unit::Century => {
            let first = (anchor.year() / 100 + shift as i16) * 100;
            (Date::new(first, 1, 1).ok()?, Date::new(first + 99, 12, 31).ok()?)
        }
    })
}

/// The days that lie `count` units back; units longer than a day are rounded by the writer, and the interval
/// says so: a week ± 1 day, a month ± 5 days, a year ± 60 days.
fn ago(anchor: Date, count: Count, unit: Unit) -> Option<Days> {
    let (from, to) = (moved(anchor, -count.high, unit)?, moved(anchor, -count.low, unit)?);
    let slack = slack(unit);
    Some((plus(from, -slack), plus(to, slack).min(anchor)))
}

/// The days that lie `count` units ahead, as vague as those behind.
fn hence(anchor: Date, count: Count, unit: Unit) -> Option<Days> {
    let slack = slack(unit);
    Some((
        plus(moved(anchor, count.low, unit)?, -slack).max(anchor),
        plus(moved(anchor, count.high, unit)?, slack),
    ))
}

/// Friday to Sunday: those that are being told of on their days, else the last, or the next where the words look ahead.
fn weekend(anchor: Date, ahead: bool) -> Days {
    let this = plus(calendar::week(anchor, 0).0, 4);
    let friday = if ahead || calendar::weekday(anchor) > 5 { this } else { plus(this, -7) };
    (friday, plus(friday, 2))
}

/// The days that lie `count` units after (or before) `day`.
pub(super) fn offset(day: Days, count: Count, unit: Unit, after: bool) -> Option<Days> {
    let (near, far) = if after { (count.low, count.high) } else { (-count.high, -count.low) };
    let slack = slack(unit);
    Some((plus(moved(day.0, near, unit)?, -slack), plus(moved(day.1, far, unit)?, slack)))
}

fn slack(unit: Unit) -> i64 {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => 0,
        Unit::Week | Unit::Weekend => 1,
        Unit::Month => 5,
        Unit::Quarter => 15,
        Unit::Year => 60,
        Unit::Decade => 366,
        Unit::Century => 3660,
    }
}

fn moved(anchor: Date, count: f64, unit: Unit) -> Option<Date> {
    if count.abs() > 100_000.0 {
        return None;
    }
    let days = |each: f64| {
        let days = count * each;
        plus(anchor, if days < 0.0 { days.floor() } else { days.ceil() } as i64)
    };
    let months = |each: f64| plus_months(anchor, (count * each).round() as i64);
    Some(match unit {
        Unit::Minute => days(1.0 / 1440.0),
        Unit::Hour => days(1.0 / 24.0),
        Unit::Day => days(1.0),
        Unit::Week | Unit::Weekend => days(7.0),
        Unit::Month => months(1.0),
        Unit::Quarter => months(3.0),
        Unit::Year => months(12.0),
        Unit::Decade => months(120.0),
        Unit::Century => months(1200.0),
    })
}

fn decade(first: i16) -> Option<Days> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?))
}

fn season_of(season: Season, year: i16) -> Option<Days> {
    let (from, to) = match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Autumn => (9, 11),
        Season::Winter => return Some((calendar::month(year - 1, 12)?.0, calendar::month(year, 2)?.1)),
    };
    Some((calendar::month(year, from)?.0, calendar::month(year, to)?.1))
}

/// "Last summer" is the latest that is over, "next summer" the first that has not begun.
fn season_year(season: Season, anchor: Date, shift: i32) -> i16 {
    let this = season_of(season, anchor.year());
    match shift {
        s if s < 0 && this.is_some_and(|d| d.1 < anchor) => anchor.year() + (s + 1) as i16,
        s if s > 0 && this.is_some_and(|d| d.0 > anchor) => anchor.year(),
        s => anchor.year() + s as i16,
    }
}

/// The early, middle or late part of a stretch: a quarter of a year, a third of anything shorter.
fn part_of(days: Days, part: Option<Part>) -> Days {
    let Some(part) = part else { return days };
    let length = days_between(days.0, days.1) + 1;
    let share = if length > 300 { length / 4 } else { (length + 2) / 3 };
    let (from, to) = days;
    match part {
        Part::Early => (from, plus(from, share - 1)),
        Part::Late => (plus(to, 1 - share), to),
        Part::Mid => (plus(from, share), plus(to, -share)),
        Part::FirstHalf => (from, plus(from, (length + 1) / 2 - 1)),
        Part::SecondHalf => (plus(to, 1 - (length + 1) / 2), to),
        Part::Quarter(nth) => {
            let first = plus_months(from, 3 * (i64::from(nth) - 1));
            (first, plus(plus_months(first, 3), -1))
        }
    }
}
