//! What shows in two sentences alone that they tell of two occasions.
//!
//! Takes an aligned pair, gives the slots in which the two cannot be one: the year, the day, the place, what happened, a title,
//! a figure, who did it. One slot may be the very thing that two reports of one happening dispute; two of them, or a year that only
//! one side looks back to, are another happening. Decides nothing.

use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::Pair;
use crate::compare::reading::{Count, Reading};
use crate::compare::rules::figures::{self, Values};
use crate::compare::rules::{self, dating, titles};
use crate::event::kinds::{self, EventKind, KindRelation};
use crate::model::{DatePrecision, PlaceRef, PlaceRole, Rounding, Token, TokenKind};
use jiff::civil::Date;

/// A slot in which two sentences cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// The reports are weeks apart and neither looks back to the time of the other.
    Report,
    /// One side looks back to a year that the other does not name, or each names its own.
    Year,
    /// The days they tell of cannot be one.
    Day,
    /// Neither place lies in the other.
    Place,
    /// A call and a summit, a trial and an election.
    Kind,
    /// Two names in quotation marks of one kind of thing.
    Title,
    /// The one figure of each side is of one unit, and they do not meet.
    Value,
    /// Figures of one thing that do not meet.
    Figure,
    /// Each names somebody or some body that the other does not.
    Name,
}

impl Slot {
    /// Its name among the gates of a trace.
    pub(super) fn gate(self) -> &'static str {
        match self {
            Slot::Report => "reports_weeks_apart",
            Slot::Year => "other_year",
            Slot::Day => "other_day",
            Slot::Place => "other_place",
            Slot::Kind => "another_kind_of_event",
            Slot::Title => "another_title",
            Slot::Value => "other_value",
            Slot::Figure => "other_figures",
            Slot::Name => "other_names",
        }
    }
}

/// The slots in which two sentences cannot be one, in order.
pub(super) fn apart(pair: &Pair<'_>) -> Vec<Slot> {
    let found = [
        (Slot::Report, reports_apart(pair)),
        (Slot::Year, years_apart(pair)),
        (Slot::Day, dating::days_apart(pair)),
        (Slot::Place, places_apart(pair)),
        (Slot::Kind, kinds_apart(pair)),
        (Slot::Title, titles::differ(pair)),
        (Slot::Value, values_apart(pair)),
        (Slot::Figure, figures_apart(pair)),
        (Slot::Name, names_apart(pair)),
    ];
    found.into_iter().filter(|(_, apart)| *apart).map(|(slot, _)| slot).collect()
}

/// First and last of the years that a number may be.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Years that a sentence names: in a time, or as a bare number that counts nothing.
fn years(reading: &Reading<'_>) -> Vec<i16> {
    let since: Vec<_> =
        reading.times().filter(|time| dating::is_since(reading, time)).map(|time| time.span).collect();
    let barred = |token: &&Token| {
        let counts = |count: &Count<'_>| count.quantity.span.overlaps(token.span) && count.of.is_some();
        let timed = reading.times().any(|time| time.span.overlaps(token.span));
        since.iter().any(|span| span.overlaps(token.span)) || !timed && reading.counts.iter().any(counts)
    };
    let written = |token: &&Token| token.kind == TokenKind::Number && token.folded.len() == 4;
    let tokens = reading.tokens.iter().filter(written).filter(|token| !barred(token));
    tokens.filter_map(|token| token.folded.parse().ok()).filter(|year| YEARS.contains(year)).collect()
}

/// Whether one side looks back to a year that the other does not name, or each names years of its own. A date with its weekday is
/// that of the news.
fn years_apart(pair: &Pair<'_>) -> bool {
    let (a, b) = (years(pair.a), years(pair.b));
    let fresh = |reading: &Reading<'_>| reading.times().any(|time| reading.weekday(time).is_some());
    let published = |reading: &Reading<'_>| reading.source.published.as_ref().map(|one| one.date().year());
    let met = |own: &[i16], others: &[i16], other: &Reading<'_>| {
        own.iter().any(|year| others.contains(year) || published(other) == Some(*year))
    };
    match (a.is_empty(), b.is_empty()) {
        (true, true) => false,
        (false, false) => !met(&a, &b, pair.b) && !met(&b, &a, pair.a),
        (false, true) => !fresh(pair.a) && !met(&a, &b, pair.b),
        (true, false) => !fresh(pair.b) && !met(&b, &a, pair.a),
    }
}

/// Days between two reports from which on they report one happening no more, unless one looks back to it.
const ONE_STORY_DAYS: i32 = 8;

/// Whether the reports are so far apart that they tell of two happenings, and neither names a time near the other report.
fn reports_apart(pair: &Pair<'_>) -> bool {
    let day = |reading: &Reading<'_>| {
        let published = reading.source.published.as_ref()?;
        (published.precision >= DatePrecision::Day).then(|| published.date())
    };
    let Some((a, b)) = day(pair.a).zip(day(pair.b)) else { return false };
    let far = |x: Date, y: Date| x.since(y).map_or(0, |gap| gap.get_days().abs()) >= ONE_STORY_DAYS;
    let reaches = |reading: &Reading<'_>, to: Date| {
        reading
            .times()
            .filter_map(|time| time.from.zip(time.to))
            .any(|(from, until)| from <= to && to <= until || !far(from, to) || !far(until, to))
    };
    far(a, b) && !reaches(pair.a, b) && !reaches(pair.b, a)
}

/// Whether each side names a place that is none of the other's, lies in none of them and holds none.
fn places_apart(pair: &Pair<'_>) -> bool {
    alone(pair.a, pair.b) && alone(pair.b, pair.a)
}

fn alone(one: &Reading<'_>, other: &Reading<'_>) -> bool {
    // "The Russian president" is told of wherever he is.
    let apart = |place: &PlaceRef| {
        let mut others = other.places().filter(|near| near.role != PlaceRole::Origin);
        others.all(|near| place::relation(place, near) == PlaceRelation::Disjoint)
    };
    let located =
        |place: &&PlaceRef| place.id.is_some() && !matches!(place.role, PlaceRole::Origin | PlaceRole::Actor);
    one.places().filter(located).any(apart)
}

/// Least rank of a kind that names what happened.
const NAMING: u8 = 2;

/// Whether each side names what happened, by kinds of which none can be one of the other's.
fn kinds_apart(pair: &Pair<'_>) -> bool {
    let (a, b) = (named(pair.a), named(pair.b));
    let barred = |x: &EventKind, y: &EventKind| x.relation(*y) == KindRelation::Exclusive;
    !a.is_empty() && !b.is_empty() && a.iter().all(|x| b.iter().all(|y| barred(x, y)))
}

fn named(reading: &Reading<'_>) -> Vec<EventKind> {
    let all = kinds::mentions(reading.tokens, reading.lang).into_iter().map(|one| one.kind);
    all.filter(|kind| kind.rank() >= NAMING).collect()
}

/// Whether each side has one figure, both of one unit or of heads, and they do not meet.
fn values_apart(pair: &Pair<'_>) -> bool {
    let ([a], [b]) = (&pair.a.counts[..], &pair.b.counts[..]) else { return false };
    a.quantity.unit == b.quantity.unit
        && a.part == b.part
        && figures::compare(a.quantity, b.quantity) == Values::Differ
}

/// Whether figures of one thing do not meet and none of their kind do.
fn figures_apart(pair: &Pair<'_>) -> bool {
    let bound = |count: &Count<'_>| {
        matches!(count.quantity.rounding, Rounding::AtLeast | Rounding::AtMost | Rounding::Vague)
    };
    let noun = |count: &Count<'_>| count.of.clone();
    let like = |a: &Count<'_>, b: &Count<'_>| {
        a.quantity.unit == b.quantity.unit
            && (a.quantity.unit.is_some() || noun(a).is_some() && noun(a) == noun(b))
    };
    let meet = |a: &Count<'_>, b: &Count<'_>| {
        figures::compare(a.quantity, b.quantity) != Values::Differ || bound(a) || bound(b)
    };
    pair.a.counts.iter().filter(|a| !a.part && !a.former).any(|a| {
        let kin: Vec<_> = pair.b.counts.iter().filter(|b| like(a, b)).collect();
        let own = pair.a.counts.iter().filter(|near| like(near, a));
        !kin.is_empty()
            && own.into_iter().all(|near| kin.iter().all(|b| !b.part && !b.former && !meet(near, b)))
    })
}

/// Whether each side names somebody or some body of several words that the other does not.
fn names_apart(pair: &Pair<'_>) -> bool {
    rules::each_names_another(pair)
}
