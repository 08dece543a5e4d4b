//! Which of two articles was written later.
//!
//! Takes two articles or readings, gives their order by publication, and within one day by what one calls today and the other
//! yesterday.

use crate::compare::reading::Reading;
use crate::lexicon;
use crate::model::{Article, DatePrecision, TimeRef};
use std::cmp::Ordering;

/// What publication times say about the order of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// At least one of the two has no date.
    Unknown,
    /// The same day, and no clock time tells them apart.
    SameDay,
    /// Side `b` is later on the same day.
    SameDayLater,
    /// Side `a` is later than its place in the order says: it tells as yesterday what `b` tells as today.
    SameDayEarlier,
    /// Side `b` is later by at least a day.
    NextDay,
}

/// Orders two articles by time, then outlet, then id; never by score.
#[must_use]
pub fn order(a: &Article, b: &Article) -> Ordering {
    let key = |article: &Article| {
        let at = article.published.as_ref().map(|published| published.at);
        (at.is_none(), at)
    };
    let tail = |article: &'_ Article| (article.outlet.clone(), article.id.clone(), article.text.clone());
    key(a).cmp(&key(b)).then_with(|| tail(a).cmp(&tail(b)))
}

/// What publication times, and within one day words, say about the order of two readings.
pub(super) fn later(a: &Reading<'_>, b: &Reading<'_>) -> Later {
    let (Some(one), Some(other)) = (&a.source.published, &b.source.published) else { return Later::Unknown };
    let clock = |precision| matches!(precision, DatePrecision::Minute | DatePrecision::Second);
    if one.precision < DatePrecision::Day || other.precision < DatePrecision::Day {
        Later::Unknown
    } else if one.date() != other.date() {
        Later::NextDay
    } else if clock(one.precision) && clock(other.precision) && one.at != other.at {
        Later::SameDayLater
    } else {
        by_words(a, b)
    }
}

/// Which of two articles of one day is later by its words: what one calls today is yesterday to the other.
fn by_words(a: &Reading<'_>, b: &Reading<'_>) -> Later {
    for one in a.times() {
        // A weekday beside "today" names the day also where the page's own date does not.
        let day = a.weekday(one);
        let same_day = |other: &&TimeRef| {
            one.from.is_some() && one.from == other.from && one.to == other.to
                || day.is_some() && day == b.weekday(other)
        };
        for other in b.times().filter(same_day) {
            let (Some(back_a), Some(back_b)) = (days_back(a, one), days_back(b, other)) else { continue };
            match back_a.cmp(&back_b) {
                Ordering::Less => return Later::SameDayLater,
                Ordering::Greater => return Later::SameDayEarlier,
                Ordering::Equal => {}
            }
        }
    }
    Later::SameDay
}

/// How many days before the telling a time says it lies: 0 for "today", 1 for "yesterday".
fn days_back(reading: &Reading<'_>, time: &TimeRef) -> Option<i32> {
    let table = lexicon::of(reading.lang)?.table("relative_time");
    let inside = reading.tokens.iter().filter(|token| time.span.overlaps(token.span));
    let mut days = inside.filter_map(|token| table.get(&token.folded).filter(|row| row.cell(1) == "day"));
    days.next()?.cell(2).parse::<i32>().ok().map(|days| -days)
}
