//! Which of two figures is the newer, and which tells of another time.
//!
//! Takes two aligned sentences and a figure they share, gives the order that their own words tell: cues beside the figures,
//! weekdays, what one calls the former value. Shared by the detectors of numbers, updates and scope; no detector of its own.

use super::figures::{self, Figure, Values};
use super::{alike, dating};
use crate::compare::align::{Later, Pair};
use crate::compare::reading::{Count, FigureCue, Reading};
use crate::lexicon;
use crate::model::{TimeBasis, TimeRef};

/// Tokens between a figure and a word that says how it stands to others.
const REACH: usize = 14;

/// Whether a cue of `kind` stands near a figure.
pub(super) fn has_cue(reading: &Reading<'_>, count: &Count<'_>, kind: FigureCue) -> bool {
    let at = reading.token_at(count.quantity.span.start);
    let near = |span: crate::model::Span| reading.token_at(span.start).abs_diff(at) <= REACH;
    reading.cues.iter().any(|(cue, span)| *cue == kind && near(*span))
}

/// Whether side `b` is the newer by what its own words and days say; `None` where they do not tell.
pub(super) fn by_words(pair: &Pair<'_>, figure: &Figure) -> Option<bool> {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    let newer_a = has_cue(pair.a, a, FigureCue::Later) || has_cue(pair.b, b, FigureCue::First);
    let newer_b = has_cue(pair.b, b, FigureCue::Later) || has_cue(pair.a, a, FigureCue::First);
    let last = |reading: &Reading<'_>, count: &Count<'_>| has_cue(reading, count, FigureCue::Final);
    match (last(pair.a, a), last(pair.b, b)) {
        (true, false) if figure.values != Values::Agree => Some(false),
        (false, true) if figure.values != Values::Agree => Some(true),
        _ if newer_a != newer_b => Some(newer_b),
        _ => by_weekday(pair),
    }
}

/// Days by which a report follows another of the same happening, where only weekdays are told.
const NEXT_DAYS: i32 = 3;

/// Whether side `b` is the newer by the one weekday that each side names.
fn by_weekday(pair: &Pair<'_>) -> Option<bool> {
    let gap = (one_weekday(pair.b)? - one_weekday(pair.a)?).rem_euclid(7);
    match gap {
        0 => None,
        gap if gap <= NEXT_DAYS => Some(true),
        gap if gap >= 7 - NEXT_DAYS => Some(false),
        _ => None,
    }
}

/// The weekday that all times of a sentence name, where they name one.
fn one_weekday(reading: &Reading<'_>) -> Option<i32> {
    weekday_of(reading, |_| true)
}

/// The same of the times that do not date a statement.
fn one_weekday_of_acts(reading: &Reading<'_>) -> Option<i32> {
    let said = |time: &TimeRef| {
        reading.claims.iter().any(|(_, claim)| {
            let told = claim.cue.as_ref().is_some_and(|cue| {
                let gap = time
                    .span
                    .start
                    .saturating_sub(cue.span.end)
                    .max(cue.span.start.saturating_sub(time.span.end));
                gap <= BESIDE_CUE
            });
            told && claim.times.iter().any(|one| one.span == time.span)
        })
    };
    weekday_of(reading, |time| !said(time))
}

/// Bytes between a word of saying and the day on which it was said.
const BESIDE_CUE: u32 = 60;

fn weekday_of(reading: &Reading<'_>, counts: impl Fn(&TimeRef) -> bool) -> Option<i32> {
    let mut days: Vec<i32> = reading
        .times()
        .filter(|time| counts(time))
        .filter_map(|time| reading.weekday(time)?.parse().ok())
        .collect();
    days.sort_unstable();
    days.dedup();
    (days.len() == 1).then(|| days[0])
}

/// Whether two figures are told of happenings on two weekdays: each sentence names one, none of them the day of a statement.
pub(super) fn are_of_two_days(pair: &Pair<'_>, figure: &Figure) -> bool {
    let score = pair.a.counts[figure.a].quantity.unit.as_deref() == Some("score");
    let day = |reading: &Reading<'_>| if score { one_weekday(reading) } else { one_weekday_of_acts(reading) };
    let measured = pair.a.counts[figure.a].quantity.unit.is_some() && !score;
    !measured && day(pair.a).zip(day(pair.b)).is_some_and(|(a, b)| a != b)
}

/// Whether just one figure says how many there may be, and not how many there are.
pub(super) fn is_limit_of_one(pair: &Pair<'_>, figure: &Figure) -> bool {
    let limit = |reading: &Reading<'_>, count: &Count<'_>| {
        let at = reading.token_at(count.quantity.span.start);
        let near = |span: crate::model::Span| {
            let (first, end) =
                (reading.token_at(span.start), reading.token_at(span.end.saturating_sub(1)) + 1);
            first <= at && at <= end + REACH_LIMIT
        };
        reading.cues.iter().any(|(cue, span)| *cue == FigureCue::Limit && near(*span))
    };
    limit(pair.a, &pair.a.counts[figure.a]) != limit(pair.b, &pair.b.counts[figure.b])
}

/// Tokens between a word of limits and the figure.
const REACH_LIMIT: usize = 4;

/// Whether the figure of the newer side is the greater one.
pub(super) fn newer_is_greater(pair: &Pair<'_>, figure: &Figure, b_is_newer: bool) -> bool {
    let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let (old, new) = if b_is_newer { (a, b) } else { (b, a) };
    new.low > old.low || new.high > old.high
}

/// Whether both figures of a toll say "at least", of different numbers: each is what was counted so far.
pub(super) fn are_counted_so_far(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let open = |one: &crate::model::Quantity| one.rounding == crate::model::Rounding::AtLeast;
    open(a) && open(b) && a.low != b.low
}

/// The most that a count is above a round bound that still tells of it, as a share of the bound.
const ABOVE_BOUND: f64 = 1.2;

/// Whether a round bound ("more than forty") and a count a little above it (43) tell of one state, and no word says that the
/// count has grown.
pub(super) fn is_round_bound(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    let round = |bound: &Count<'_>, count: &Count<'_>| {
        let (bound, count) = (bound.quantity, count.quantity);
        bound.high.is_infinite()
            && count.high.is_finite()
            && bound.low >= 20.0
            && bound.low % 10.0 == 0.0
            && count.high >= bound.low
            && count.low <= bound.low * ABOVE_BOUND
    };
    let grown = has_cue(pair.a, a, FigureCue::Later) || has_cue(pair.b, b, FigureCue::Later);
    !grown && (round(a, b) || round(b, a))
}

/// Whether two tolls at least differ, and one side has the greater of each: the whole count has grown.
pub(super) fn all_grow(pair: &Pair<'_>) -> bool {
    let (mut up, mut down, mut same) = (0, 0, 0);
    for figure in figures::pair_up_by_noun(pair).iter().filter(|figure| figures::is_toll(pair, figure)) {
        let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
        match figure.values {
            Values::Agree => same += 1,
            _ if b.low > a.low => up += 1,
            _ if b.low < a.low => down += 1,
            _ => {}
        }
    }
    same == 0 && (up >= 2 && down == 0 || down >= 2 && up == 0)
}

/// The figure of which one side tells the new value and calls the other side's the former one ("to three hours, instead of
/// six"), where the two values differ.
pub(super) fn replaced(pair: &Pair<'_>) -> Option<Figure> {
    let found = |new: &Reading<'_>, old: &Reading<'_>| -> Option<(usize, usize)> {
        let former = new.counts.iter().filter(|count| count.former);
        former.into_iter().find_map(|former| {
            let told = new.counts.iter().position(|count| !count.former && is_same_measure(count, former))?;
            let value = new.counts[told].quantity;
            let fits = |count: &Count<'_>| {
                !count.former
                    && count.quantity.unit == value.unit
                    && is_value(former, count)
                    && figures::compare(count.quantity, value) == Values::Differ
            };
            // Where the other side has the new value too, both tell one change.
            let met = |count: &Count<'_>| {
                count.quantity.unit == value.unit && figures::compare(count.quantity, value) != Values::Differ
            };
            let old_value = old.counts.iter().position(fits)?;
            (!old.counts.iter().any(met)).then_some((told, old_value))
        })
    };
    // Where both tell a former value, each tells of its own change.
    let both = [pair.a, pair.b].iter().all(|side| side.counts.iter().any(|count| count.former));
    let held = pair.containment >= HELD && !both;
    let (a, b) = match found(pair.b, pair.a) {
        Some((told, old)) => (old, told),
        None => found(pair.a, pair.b)?,
    };
    let same = alike::same_thing(pair, &pair.a.counts[a], &pair.b.counts[b]).unwrap_or(SAME_REPLACED);
    held.then_some(Figure { a, b, same, values: Values::Differ, loose: false })
}

/// Least share of the lighter sentence that is matched where one value replaces another, and how sure it then is.
const HELD: f64 = 0.2;
const SAME_REPLACED: f64 = 0.7;

/// Whether a former value is one of what `count` counts: it may leave the unit or the noun unsaid.
fn is_same_measure(count: &Count<'_>, former: &Count<'_>) -> bool {
    let bare = former.quantity.unit.is_none() && former.of.is_none();
    bare || former.quantity.unit == count.quantity.unit && (former.of.is_none() || former.of == count.of)
}

/// Minutes of an hour, a day and a week: what a bare figure may count where its unit is left unsaid.
const LEFT_UNSAID: [f64; 4] = [1.0, 60.0, 1440.0, 10080.0];

fn is_value(former: &Count<'_>, count: &Count<'_>) -> bool {
    let bare = former.quantity.unit.is_none() && count.quantity.unit.is_some();
    let factors = if bare { &LEFT_UNSAID[..] } else { &LEFT_UNSAID[..1] };
    factors.iter().any(|factor| former.quantity.low * factor == count.quantity.low)
}

/// Whether one figure is told of a year, or of a month, that the other side's news is not of: "floods in 2018 killed 14".
pub(super) fn is_bygone(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    // A measure is told of a year or a month as of its term.
    if a.quantity.unit.is_some() && !matches!(a.quantity.unit.as_deref(), Some("score" | "month" | "minute"))
    {
        return false;
    }
    let elsewhere = |reading: &Reading<'_>| reading.cues.iter().any(|(cue, _)| *cue == FigureCue::Other);
    if elsewhere(pair.a) != elsewhere(pair.b) {
        return true;
    }
    let past = |old: &Reading<'_>, count: &Count<'_>, new: &Reading<'_>| {
        if has_bare_year(old, count, new) {
            return true;
        }
        let near: Vec<&TimeRef> = old.times().filter(|time| is_near(old, count, time)).collect();
        // A date with its year, where the other side tells of another weekday, is no day of that news.
        let dated = |time: &TimeRef| {
            let weekday = time.from.map(|from| i32::from(from.weekday().to_monday_one_offset()));
            let one_day = time.from == time.to && time.basis == TimeBasis::Explicit;
            one_day && weekday.is_some() && one_weekday(new).is_some_and(|day| Some(day) != weekday)
        };
        if near.iter().any(|time| dated(time)) && old.source.published.is_none() {
            return true;
        }
        let far = near.iter().any(|time| {
            is_year(old, time) && !shares_time(old, time, new)
                || old.calendar(time).is_some_and(|(day, ..)| day.is_none())
                    && new.times().any(|time| is_fresh(new, time))
        });
        far && !old.times().any(|time| is_fresh(old, time))
    };
    past(pair.a, a, pair.b) != past(pair.b, b, pair.a)
}

/// Whether a year stands alone beside a figure («سيول 2018», "the 2018 floods") that the other side does not name.
fn has_bare_year(reading: &Reading<'_>, count: &Count<'_>, other: &Reading<'_>) -> bool {
    let at = reading.token_at(count.quantity.span.start);
    let year = |token: &crate::model::Token| {
        token.kind == crate::model::TokenKind::Number
            && token.folded.len() == 4
            && token.folded.parse::<u32>().is_ok_and(|year| (1950..=2100).contains(&year))
    };
    let counted = |reading: &Reading<'_>, token: &crate::model::Token| {
        reading.counts.iter().any(|count| count.quantity.span.overlaps(token.span))
    };
    let named = |token: &crate::model::Token| {
        let told = other.tokens.iter().any(|near| near.folded == token.folded);
        let own = reading.source.published.as_ref().map(|published| published.date().year());
        let past = own.is_none_or(|own| token.folded.parse::<i16>().is_ok_and(|year| year < own));
        !told && past
    };
    let beside = reading.tokens.iter().enumerate().filter(|(nth, _)| nth.abs_diff(at) <= NEAR);
    beside.into_iter().any(|(_, token)| year(token) && !counted(reading, token) && named(token))
}

/// Tokens between a time and a figure told of it.
const NEAR: usize = 16;

fn is_near(reading: &Reading<'_>, count: &Count<'_>, time: &TimeRef) -> bool {
    reading.token_at(count.quantity.span.start).abs_diff(reading.token_at(time.span.start)) <= NEAR
}

/// Whether a time is a year by itself, counted or named.
fn is_year(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let long = time
        .from
        .zip(time.to)
        .is_some_and(|(from, to)| to.since(from).is_ok_and(|gap| gap.get_days() >= 300));
    // The year of the news needs no telling.
    let own = reading.source.published.as_ref().map(|published| published.date());
    let past = own.is_none_or(|own| time.to.is_some_and(|to| to < own));
    long && past && time.basis == TimeBasis::Explicit
}

fn shares_time(reading: &Reading<'_>, time: &TimeRef, other: &Reading<'_>) -> bool {
    let words = reading.words_of(time.span);
    other
        .times()
        .any(|near| near.from == time.from && near.from.is_some() || other.words_of(near.span) == words)
}

/// Whether a time is a day of the news itself: a weekday, "today", "last night".
fn is_fresh(reading: &Reading<'_>, time: &TimeRef) -> bool {
    if reading.weekday(time).is_some() {
        return true;
    }
    let Some(table) = lexicon::of(reading.lang).map(|words| words.table("relative_time")) else {
        return false;
    };
    let inside = |token: &&crate::model::Token| time.span.overlaps(token.span);
    reading
        .tokens
        .iter()
        .filter(inside)
        .any(|token| table.get(&token.folded).is_some_and(|row| matches!(row.cell(1), "day" | "daypart")))
}

/// Whether an act that one side tells as planned and the other as done is told of one day: it was carried out as announced.
pub(super) fn is_carried_out(pair: &Pair<'_>, link: &crate::compare::align::ActLink) -> bool {
    let (one, other) = pair.acts(link);
    use crate::model::Modality::{Fact, Planned};
    if !matches!((one.modality, other.modality), (Fact, Planned) | (Planned, Fact)) {
        return false;
    }
    let told = (dating::time_of(pair.a, link.a), dating::time_of(pair.b, link.b));
    // The one weekday of a sentence dates all of it.
    let day = |reading: &Reading<'_>, time: Option<&TimeRef>| {
        let own = time.and_then(|time| reading.weekday(time)?.parse().ok());
        own.or_else(|| one_weekday_of_acts(reading))
    };
    let named = day(pair.a, told.0).zip(day(pair.b, told.1));
    let one_day = match (told, named) {
        (_, Some((x, y))) => x == y,
        ((Some(one), Some(other)), None) => dating::differ(pair, one, other) == Some(false),
        _ => false,
    };
    one_day && pair.later != Later::NextDay
}

/// Whether a later report tells as done what an earlier one tells as ahead: it may have come between the two. On one day, what
/// is told for another day than that of the deed has not come.
pub(super) fn came_since(pair: &Pair<'_>, link: &crate::compare::align::ActLink) -> bool {
    if pair.acts(link).1.modality != crate::model::Modality::Fact {
        return false;
    }
    // The one time of a sentence dates all of it.
    let only = |reading: &Reading<'_>| -> Option<TimeRef> {
        let mut times = reading.times();
        times.next().filter(|_| times.next().is_none()).cloned()
    };
    let of = |reading, act| dating::time_of(reading, act).cloned().or_else(|| only(reading));
    let times = of(pair.a, link.a).zip(of(pair.b, link.b));
    match pair.later {
        Later::NextDay => true,
        Later::SameDayLater => times.is_none_or(|(x, y)| dating::differ(pair, &x, &y) != Some(true)),
        Later::Unknown | Later::SameDay | Later::SameDayEarlier => false,
    }
}
