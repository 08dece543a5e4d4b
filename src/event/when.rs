//! When a happening was.
//!
//! Takes an article's reading, gives the days its news can have happened on, with what they rest on.

use super::cues::CueKind;
use super::kinds::{EventKind, KindRelation};
use super::reading::Reading;
use crate::model::{Claim, Span, TimeRef};
use jiff::civil::Date;
use jiff::{Span as Duration, Unit};

/// The days a happening can have been on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What the days rest on.
    pub basis: WhenBasis,
}

/// What the days of a happening rest on; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhenBasis {
    /// The words date the happening.
    Stated,
    /// The words date what is said of it.
    Statement,
    /// Nothing but the day of publication is known.
    Published,
}

/// The longest interval, in days, that dates the news of an article; a month or a year does not.
const MAX_NEWS_DAYS: i32 = 7;
/// News is told within this many days; what lies farther back is background.
const MAX_NEWS_AGE_DAYS: i32 = 10;
/// What is said on a day is taken to have happened at most this many days before.
const STATEMENT_LAG_DAYS: i32 = 1;
/// What is published on a day without a date is taken to have happened at most this many days before.
const PUBLICATION_LAG_DAYS: i32 = 2;

impl When {
    /// Days between two intervals; 0 where they overlap, 1 where they touch.
    #[must_use]
    pub fn gap(&self, other: &When) -> i32 {
        days(self.to, other.from).max(days(other.to, self.from)).max(0)
    }

    /// Days between the last days of two intervals: between the days two statements were made on.
    #[must_use]
    pub fn end_gap(&self, other: &When) -> i32 {
        days(self.to, other.to).abs()
    }

    /// Length in days, 1 for a single day.
    #[must_use]
    pub fn days(&self) -> i32 {
        days(self.from, self.to) + 1
    }

    /// The days a resolved time expression means; none where it is unresolved or upside down.
    #[must_use]
    pub fn of(time: &TimeRef) -> Option<Self> {
        let (from, to) = (time.from?, time.to?);
        (from <= to).then_some(Self { from, to, basis: WhenBasis::Stated })
    }
}

/// Days from `a` to `b`; negative where `b` is earlier.
pub(crate) fn days(a: Date, b: Date) -> i32 {
    a.until((Unit::Day, b)).map_or(0, |span| span.get_days())
}

/// When the news of the article was, as its head tells; the day of publication where it does not.
pub(crate) fn of_news(reading: &Reading<'_>, kinds: &[(EventKind, f32)]) -> Option<When> {
    let published = reading.article.published.as_ref().map(|p| p.date());
    let mut best: Option<(f32, When)> = None;
    let last = reading.head.max(reading.lead + 3);
    let told =
        reading.claims.iter().filter(|claim| (reading.lead..last).contains(&(claim.sentence as usize)));
    for claim in told {
        for time in &claim.times {
            let Some(when) = dated_by(reading, claim, time, published) else { continue };
            let score = score(reading, claim, time, &when, published, kinds);
            if score >= MIN_SCORE && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, when));
            }
        }
    }
    best.map(|(_, when)| when).or_else(|| of_publication(published?))
}

/// The days `time` gives to what `claim` tells, if it can date news.
fn dated_by(reading: &Reading<'_>, claim: &Claim, time: &TimeRef, published: Option<Date>) -> Option<When> {
    let when = When::of(time)?;
    if when.days() > MAX_NEWS_DAYS
        || published.is_some_and(|day| days(when.to, day).abs() > MAX_NEWS_AGE_DAYS)
    {
        return None;
    }
    let turned_away = reading.cues_in(claim.sentence, claim.span).any(|cue| match cue.kind {
        CueKind::Relation => cue.span.end <= time.span.start && time.span.start - cue.span.end <= 2,
        CueKind::Past | CueKind::Reminder | CueKind::Shift => true,
        CueKind::Standing | CueKind::Theme | CueKind::Topic => false,
    });
    if turned_away {
        return None;
    }
    if dates_the_statement(claim, time) {
        let from = when.from.checked_sub(Duration::new().days(STATEMENT_LAG_DAYS)).unwrap_or(when.from);
        return Some(When { from, to: when.to, basis: WhenBasis::Statement });
    }
    Some(when)
}

/// Whether `time` stands with the reporting words and not with what is reported.
pub(crate) fn dates_the_statement(claim: &Claim, time: &TimeRef) -> bool {
    claim.cue.is_some() && !claim.content.contains(time.span)
}

/// A time this far, in bytes, from the words that name the news no longer dates it; about fifteen words.
const TIME_REACH: f32 = 160.0;

fn score(
    reading: &Reading<'_>,
    claim: &Claim,
    time: &TimeRef,
    when: &When,
    published: Option<Date>,
    kinds: &[(EventKind, f32)],
) -> f32 {
    let place = match reading.depth(claim) {
        Some(0) => 3.0,
        Some(1) => 2.0,
        Some(2) => 1.2,
        _ => 0.8,
    };
    let basis = if when.basis == WhenBasis::Stated { 1.0 } else { 0.0 };
    let fresh = published.map_or(0.0, |day| if (0..=3).contains(&days(when.to, day)) { 1.5 } else { 0.0 });
    let exact = if when.days() == 1 { 0.3 } else { 0.0 };
    let main = kinds.first().map(|kind| kind.0);
    let near = main.map_or(0.0, |main| {
        let named = reading.kinds_in(claim.sentence, claim.span).filter(|at| !at.related);
        let of_news = named.filter(|at| at.kind.relation(main) >= KindRelation::Nested);
        let gaps = of_news.map(|at| apart(at.span, time.span) as f32);
        // The words that name the news are dated by the time that stands nearest to them.
        gaps.map(|gap| 0.5 + (1.0 - gap / TIME_REACH).max(0.0)).fold(0.0, f32::max)
    });
    // What lies ahead is the news only where it is what the words name.
    let ahead = published.is_some_and(|day| when.from > day) && near == 0.0;
    place + basis + fresh + exact + near - if ahead { AHEAD } else { 0.0 }
}

/// What a date after publication loses that dates something else than the news.
const AHEAD: f32 = 4.0;
/// The least score of a date that dates the news.
const MIN_SCORE: f32 = 0.5;

/// Bytes between two spans; 0 where they touch.
pub(crate) fn apart(a: Span, b: Span) -> u32 {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

fn of_publication(day: Date) -> Option<When> {
    let from = day.checked_sub(Duration::new().days(PUBLICATION_LAG_DAYS)).ok()?;
    Some(When { from, to: day, basis: WhenBasis::Published })
}
