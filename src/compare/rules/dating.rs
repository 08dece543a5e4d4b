//! Times of two sentences: which act each dates, and whether two of them can be one.
//!
//! Takes readings and their times. Shared by the detectors of dates, numbers, opposites and denials; no detector of its own.

use super::{anchor, until};
use crate::compare::align::Pair;
use crate::compare::reading::{Count, Reading};
use crate::lexicon;
use crate::model::{Claim, Cue, Predicate, TimeBasis, TimeRef, Token};
use jiff::civil::Date;

/// The time that dates act `act`: the one tied to it, or the nearest that is tied to no other act and lies close.
pub(super) fn time_of<'s>(reading: &Reading<'s>, act: usize) -> Option<&'s TimeRef> {
    let act = &reading.acts[act];
    let (_, claim) = reading.claims.get(act.claim)?;
    let tied = |time: &&TimeRef| {
        time.predicate
            .and_then(|nth| claim.predicates.get(nth as usize))
            .is_some_and(|one| one.span == act.span)
    };
    let inside = |time: &&TimeRef| is_told(reading, claim, time);
    if let Some(time) = claim.times.iter().filter(inside).find(tied) {
        return Some(time);
    }
    // "Holds its meeting on": the time is that of the noun behind a verb that says nothing itself.
    let light = |time: &&TimeRef| {
        let verb = time.predicate.and_then(|nth| claim.predicates.get(nth as usize));
        verb.filter(|verb| is_light(verb)).is_some_and(|verb| {
            let gap = reading.token_at(act.span.start).checked_sub(reading.token_at(verb.span.end));
            gap.is_some_and(|gap| gap <= LIGHT)
        })
    };
    if let Some(time) = claim.times.iter().filter(inside).find(light) {
        return Some(time);
    }
    let free = claim.times.iter().filter(inside).filter(|time| time.predicate.is_none());
    let distance = |time: &&TimeRef| {
        if time.span.start >= act.span.end {
            time.span.start - act.span.end
        } else {
            act.span.start.saturating_sub(time.span.end)
        }
    };
    free.min_by_key(distance).filter(|time| distance(time) <= 160 || reading.acts.len() <= 2)
}

/// Whether two times date one of a row alike: "the next hearing" is another than "the previous hearing".
pub(in crate::compare) fn of_one_turn(pair: &Pair<'_>, one: &TimeRef, other: &TimeRef) -> bool {
    another_turn(pair, one, other).is_none()
}

/// The gate that stops two times which do not date one of a row alike; `None` where they may.
pub(super) fn another_turn(pair: &Pair<'_>, one: &TimeRef, other: &TimeRef) -> Option<&'static str> {
    // "From Sunday", "until Wednesday": what lasts has two days.
    if until::is_until(pair.a, one) != until::is_until(pair.b, other) {
        return Some("one_begins_the_other_ends");
    }
    let turn = |reading: &Reading<'_>, time: &TimeRef| anchor::of(reading, time.span).turn;
    (turn(pair.a, one) != turn(pair.b, other)).then_some("another_of_a_row")
}

/// Whether a time dates what is told: in the words of reporting it dates the statement, and some only say since when.
pub(in crate::compare) fn is_told(reading: &Reading<'_>, claim: &Claim, time: &TimeRef) -> bool {
    let framed = |cue: &Cue| {
        let after = time.span.start.saturating_sub(cue.span.end);
        let beside = after.max(cue.span.start.saturating_sub(time.span.end)) <= 40;
        // "The ministry announced on Wednesday that …", whoever stands between.
        beside || cue.span.end <= time.span.start && time.span.end <= claim.content.start
    };
    let told = claim.content.contains(time.span) || !claim.cue.as_ref().is_some_and(framed);
    told && !is_since(reading, time)
}

/// Whether a verb says no more than that something takes place.
fn is_light(verb: &Predicate) -> bool {
    verb.classes.iter().all(|class| matches!(class.as_str(), "happen" | "organise" | "complete"))
}

/// Tokens between a light verb and the noun that says what is done.
const LIGHT: usize = 3;

/// Whether a time only says since when ("the lowest since March").
pub(in crate::compare) fn is_since(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let since = |token: &Token| {
        let table = lexicon::of(reading.lang).map(|lexicon| lexicon.table("relative_time"));
        table.and_then(|table| table.get(&token.folded)).is_some_and(|row| row.cell(1) == "since")
    };
    let first = reading.token_at(time.span.start);
    let near = [first.checked_sub(1), Some(first)].into_iter().flatten();
    near.filter_map(|at| reading.tokens.get(at)).any(since)
}

/// Whether two times cannot be one; `None` where that cannot be told.
pub(in crate::compare) fn differ(pair: &Pair<'_>, one: &TimeRef, other: &TimeRef) -> Option<bool> {
    // "The 21st of this month" is the 21st of that month, whatever year each is counted to.
    let named = pair.a.calendar(one).filter(|(day, ..)| day.is_some());
    let explicit = |time: &TimeRef| time.basis == TimeBasis::Explicit;
    if named.is_some() && named == pair.b.calendar(other) && !(explicit(one) && explicit(other)) {
        return Some(false);
    }
    if let (Some(a0), Some(a1), Some(b0), Some(b1)) = (one.from, one.to, other.from, other.to) {
        let apart = a1 < b0 || b1 < a0;
        // "Yesterday, 26 July", "plays on Monday and on Thursday": where a sentence also gives the other's date, the two do not
        // differ.
        let gives = |reading: &Reading<'_>, from: Date, to: Date| {
            let mut dates = reading
                .times()
                .filter(|time| time.basis == TimeBasis::Explicit || dates_an_act(reading, time));
            dates.any(|time| time.from.zip(time.to).is_some_and(|(x, y)| x <= to && from <= y))
        };
        if apart && (gives(pair.a, b0, b1) || gives(pair.b, a0, a1)) {
            return Some(false);
        }
        // "Yesterday" in print is "today" on the page of the evening before: a day between two counted dates is no gap.
        let counted = |time: &TimeRef| time.basis == TimeBasis::Publication;
        let next_day = |x: Date, y: Date| x.tomorrow().is_ok_and(|after| after == y);
        let weekdays = pair.a.weekday(one).zip(pair.b.weekday(other));
        let explicit = |time: &TimeRef| time.basis == TimeBasis::Explicit;
        // "Tomorrow, Sunday" and "next Sunday" are one day, whichever week each is counted to.
        if weekdays.is_some_and(|(a, b)| a == b) && !(explicit(one) && explicit(other)) {
            return None;
        }
        let same_day = |x: Date, y: Date| x.weekday() == y.weekday() && a0 == a1 && b0 == b1;
        let one_named = pair.a.weekday(one).is_some() || pair.b.weekday(other).is_some();
        if one_named && same_day(a0, b0) && !(explicit(one) && explicit(other)) {
            return None;
        }
        let named = weekdays.is_some_and(|(a, b)| a != b);
        if apart && !named && counted(one) && counted(other) && (next_day(a1, b0) || next_day(b1, a0)) {
            return None;
        }
        return Some(apart);
    }
    // Days and months that no year resolves are compared as they are told.
    if let (Some((day_a, month_a, of_a)), Some((day_b, month_b, of_b))) =
        (pair.a.calendar(one), pair.b.calendar(other))
    {
        if of_a != of_b {
            return None;
        }
        let days = day_a.zip(day_b).map(|(x, y)| x != y);
        return if month_a == month_b { days } else { Some(true) };
    }
    let (a, b) = (pair.a.weekday(one)?, pair.b.weekday(other)?);
    Some(a != b)
}

/// Whether two acts are dated to times so far from each other that the state of one says nothing of the other ("left unchanged
/// in September", "raised today"): two months, or days more than a week apart.
pub(in crate::compare) fn at_other_times(pair: &Pair<'_>, a: usize, b: usize) -> bool {
    let interval = |time: &TimeRef| time.from.zip(time.to);
    // The one time of a sentence dates all of it.
    let only = |reading: &Reading<'_>| {
        let mut times = reading.times();
        let first = times.next().and_then(interval);
        first.filter(|_| times.next().is_none())
    };
    let of = |reading: &Reading<'_>, act: usize| {
        time_of(reading, act).and_then(interval).or_else(|| only(reading))
    };
    let times = (of(pair.a, a), of(pair.b, b));
    let (Some((a0, a1)), Some((b0, b1))) = times else { return false };
    let days = |from: Date, to: Date| to.since(from).map_or(0, |gap| gap.get_days());
    let long = days(a0, a1).min(days(b0, b1)) >= MONTH;
    let gap = days(a1, b0).max(days(b1, a0));
    gap > WEEK || long && gap > 0
}

/// Days of a month at least, and of a week.
const MONTH: i32 = 27;
const WEEK: i32 = 7;

/// Whether both acts are dated, each by a time of its own, and on days that cannot be one: then they are two happenings.
pub(super) fn on_other_days(pair: &Pair<'_>, a: Option<usize>, b: Option<usize>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (Some(one), Some(other)) = (time_of(pair.a, a), time_of(pair.b, b)) else { return false };
    dates(pair.a, one, a) && dates(pair.b, other, b) && differ(pair, one, other) == Some(true)
}

/// Whether both sides measure in one unit at times that cannot be one.
pub(super) fn measured_at_other_times(pair: &Pair<'_>) -> bool {
    let alike = |x: &Count<'_>, y: &Count<'_>| x.quantity.unit == y.quantity.unit;
    let others = |x: &Count<'_>| pair.b.counts.iter().any(|y| alike(x, y) && of_other_times(pair, x, y));
    pair.a.counts.iter().any(others)
}

/// Whether two measured figures stand right beside times that cannot be one ("7.8 percent in October", "6.9 percent in
/// August"): then they are two readings of one measure.
pub(super) fn of_other_times(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let (Some(one), Some(other)) = (time_beside(pair.a, a), time_beside(pair.b, b)) else { return false };
    a.quantity.unit.is_some() && differ(pair, one, other) == Some(true)
}

/// The time right behind a figure.
fn time_beside<'s>(reading: &Reading<'s>, count: &Count<'_>) -> Option<&'s TimeRef> {
    let (_, claim) = reading.claims.get(count.claim)?;
    let end = reading.token_at(count.quantity.span.end.saturating_sub(1)) + 1;
    claim.times.iter().find(|time| {
        time.span.start >= count.quantity.span.end && reading.token_at(time.span.start) <= end + BESIDE
    })
}

/// Tokens between a figure and its time.
const BESIDE: usize = 1;

/// Whether a time belongs to act `act`, as its claim tells.
pub(super) fn dates(reading: &Reading<'_>, time: &TimeRef, act: usize) -> bool {
    let claim = reading.claims.get(reading.acts[act].claim).map(|(_, claim)| claim);
    let predicate = claim.zip(time.predicate).and_then(|(claim, nth)| claim.predicates.get(nth as usize));
    predicate.is_some_and(|one| one.span == reading.acts[act].span)
}

/// Whether a time is a day on which something was done, and not said.
fn dates_an_act(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let tied = (0..reading.acts.len()).filter(|&act| dates(reading, time, act));
    time.from == time.to && tied.into_iter().any(|act| !reading.acts[act].reports)
}

/// Whether the days that each side tells of cannot be one: every two of them that can be compared differ.
pub(in crate::compare) fn days_apart(pair: &Pair<'_>) -> bool {
    let (a, b) = (told(pair.a), told(pair.b));
    let both = a.iter().flat_map(|one| b.iter().map(move |other| (*one, *other)));
    let of_one = both.filter(|(one, other)| !date_two_acts(pair, one, other));
    let stands = of_one.map(|(one, other)| differ(pair, one, other));
    let mut apart = false;
    for differs in stands.flatten() {
        if !differs {
            return false;
        }
        apart = true;
    }
    apart
}

/// Whether two times date two of the acts that both sides tell: "bought it in 2019, for which it was sanctioned", "was sanctioned
/// last year for buying it".
fn date_two_acts(pair: &Pair<'_>, one: &TimeRef, other: &TimeRef) -> bool {
    let dated = |reading: &Reading<'_>, time: &TimeRef| {
        (0..reading.acts.len()).filter(|&act| dates(reading, time, act)).collect::<Vec<_>>()
    };
    let (of_a, of_b) = (dated(pair.a, one), dated(pair.b, other));
    if pair.links.iter().any(|link| of_a.contains(&link.a) && of_b.contains(&link.b)) {
        return false;
    }
    let same = || pair.links.iter().filter(|link| link.is_same());
    let met = same().find(|link| of_a.contains(&link.a)).zip(same().find(|link| of_b.contains(&link.b)));
    // "Starts the vaccination", "vaccination starts": a verb and its noun are one act.
    met.is_some_and(|(x, y)| are_apart(pair.a, x.a, y.a) && are_apart(pair.b, x.b, y.b))
}

/// Whether two acts stand so far from each other that one is hardly what the other is done to.
fn are_apart(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let at = |act: usize| reading.token_at(reading.acts[act].span.start);
    at(one).abs_diff(at(other)) > ACTS_APART
}

/// Tokens between a verb and the noun of what is done.
const ACTS_APART: usize = 4;

/// The times of a sentence that date what is told, and not the telling or a span up to now.
pub(in crate::compare) fn told<'s>(reading: &Reading<'s>) -> Vec<&'s TimeRef> {
    let claims = reading.claims.iter().map(|(_, claim)| *claim);
    claims.flat_map(|claim| claim.times.iter().filter(|time| is_told(reading, claim, time))).collect()
}
