//! Different dates for the same happening.
//!
//! # What it flags
//! The same act over the same argument, dated on two sides to days that do not meet, where at least three other words of
//! substance tie the two sentences; weekdays are compared as words where they cannot be resolved. Also two days of one
//! happening that both name by its noun, and of the next one of a row ("the next round").
//!
//! # Why it matters
//! A date decides which happening is meant and what came first.
//!
//! # Example
//! "The accord was signed on Tuesday" / "The accord was signed on Thursday".
//!
//! # Not flagged
//! A weekday that dates the statement and not the happening; intervals that meet; one day against a longer stretch that
//! holds it; times of different acts.
//!
//! # Limits
//! Hours of one day are not compared; a day and month without a year are taken to be of one year.

use super::anchor::{self, Anchor, Tied};
use super::{Finding, Trace, cite, common_features, figures, substituted, until, values};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair};
use crate::compare::classes;
use crate::compare::reading::{Count, Reading};
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Claim, Kind, PlaceRef, Span, TimeBasis, TimeRef, Verdict};
use jiff::civil::Date;

const NAME: &str = "date";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    // One measure read at two times is no happening with two dates.
    let read_twice = figures::pair_up(pair).iter().any(|figure| {
        let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
        figure.values == figures::Values::Differ && of_other_times(pair, a, b)
    });
    if read_twice {
        return trace.stop(NAME, "other_reading");
    }
    if at_other_places(pair) {
        return trace.stop(NAME, "other_places");
    }
    if befall_others(pair) {
        return trace.stop(NAME, "other_fates");
    }
    if is_next_of_a_row(pair) {
        return trace.stop(NAME, "next_of_a_row");
    }
    let mut gate = "no_dates";
    for link in ranked(pair) {
        let (Some(one), Some(other)) = (time_of(pair.a, link.a), time_of(pair.b, link.b)) else { continue };
        if !(link.shared >= 2 && link.args >= 0.3 && matched_words(pair) >= 3 || is_plain(pair, link)) {
            gate = "argument";
            continue;
        }
        if substituted(pair, link) {
            gate = "argument";
            continue;
        }
        if pair.containment < 0.6 && !(dates(pair.a, one, link.a) && dates(pair.b, other, link.b)) {
            gate = "loosely_dated";
            continue;
        }
        if is_shifted(pair.a, one) || is_shifted(pair.b, other) {
            gate = "unresolved";
            continue;
        }
        // "From Sunday", "until Wednesday": what lasts has two days.
        if until::is_until(pair.a, one) != until::is_until(pair.b, other) {
            gate = "one_begins_the_other_ends";
            continue;
        }
        if anchor::of(pair.a, one.span).turn != anchor::of(pair.b, other.span).turn {
            gate = "another_of_a_row";
            continue;
        }
        match differ(pair, one, other) {
            Some(true) => return Some(finding(pair, Some(link), one, other)),
            Some(false) => return trace.stop(NAME, "dates_meet"),
            None => gate = "unresolved",
        }
    }
    if let Some((one, other, tied, next)) = of_one_happening(pair) {
        let mut found = finding(pair, None, one, other);
        let of_event = f64::from(tied == Tied::ByEvent);
        found.features.extend([("happening", 1.0), ("of_event", of_event), ("next", f64::from(next))]);
        return Some(found);
    }
    trace.stop(NAME, gate)
}

/// Days by which reports of one happening may differ; beyond it the other day is another happening's.
const NEAR_DAYS: i32 = 10;
/// The same where the happening is told by its noun alone.
const NEAREST_DAYS: i32 = 3;
/// Tokens before and behind a time among which what it dates is named.
const DATED_BEFORE: usize = 10;
const DATED_BEHIND: usize = 4;

/// Two days of one happening that both sides name by its noun, of the event that both are known to tell of, or of the next one
/// of a row.
fn of_one_happening<'s>(pair: &Pair<'s>) -> Option<(&'s TimeRef, &'s TimeRef, Tied, bool)> {
    let (of_a, of_b) = (dated(pair.a), dated(pair.b));
    let mut best = None;
    for &(one, anchor_a) in &of_a {
        for &(other, anchor_b) in &of_b {
            let tied = anchor::tied(pair, anchor_a, anchor_b);
            let next = anchor_a.turn == Some(anchor::NEXT);
            let sure = next || tied == Tied::ByEvent || pair.shared_names > 0 && matched_words(pair) >= 2;
            let most = if next {
                i32::MAX
            } else if sure {
                NEAR_DAYS
            } else {
                NEAREST_DAYS
            };
            if tied < Tied::ByKind || !sure && matched_words(pair) < 2 {
                continue;
            }
            let lasts = anchor_a.lasts().max(anchor_b.lasts());
            let near = gap(pair, one, other).map_or(next, |gap| gap <= most && gap > lasts);
            match differ(pair, one, other) {
                // A day that both give settles it.
                Some(false) => return None,
                Some(true) if near && best.is_none() => best = Some((one, other, tied, next)),
                _ => {}
            }
        }
    }
    best
}

/// The days of a sentence on which something was done, not said, with what each dates.
fn dated<'r, 's>(reading: &'r Reading<'s>) -> Vec<(&'s TimeRef, &'r Anchor)> {
    let dated = reading.once.dated.get_or_init(|| read_dated(reading)).iter();
    let time = |claim: usize, nth: usize| reading.claims.get(claim)?.1.times.get(nth);
    dated.filter_map(|(claim, nth, anchor)| Some((time(*claim, *nth)?, anchor))).collect()
}

/// The same, each time by the place of its claim and its own in that.
fn read_dated(reading: &Reading<'_>) -> Vec<(usize, usize, Anchor)> {
    let claims = reading.claims.iter().enumerate();
    let times = claims.flat_map(|(nth, (_, claim))| {
        claim.times.iter().enumerate().map(move |(at, time)| (nth, at, *claim, time))
    });
    let told = times.filter(|(_, _, claim, time)| {
        let reported = time
            .predicate
            .and_then(|nth| claim.predicates.get(nth as usize))
            .is_some_and(|one| reading.acts.iter().any(|act| act.span == one.span && act.reports));
        // "A body was found today": the day of another act, whatever is named near it.
        let other = time.predicate.and_then(|nth| claim.predicates.get(nth as usize)).is_some_and(|one| {
            let act = reading.acts.iter().find(|act| act.span == one.span);
            act.is_some_and(|act| !anchor::may_be_the_happening(reading, act))
        });
        let told = is_told(reading, claim, time) && !reported && !other;
        told && !is_shifted(reading, time) && is_day(reading, time)
    });
    let anchor = |time: &TimeRef| anchor::within(reading, time.span, DATED_BEFORE, DATED_BEHIND);
    told.map(|(nth, at, _, time)| (nth, at, anchor(time))).collect()
}

/// Whether a time is one day, resolved, by its name or by its place in the calendar.
fn is_day(reading: &Reading<'_>, time: &TimeRef) -> bool {
    time.from.is_some() && time.from == time.to
        || reading.calendar(time).is_some_and(|(day, ..)| day.is_some())
        || time.from.is_none() && reading.weekday(time).is_some()
}

/// Days between two times, by their days or, in one month, by their numbers; `None` where that cannot be told.
fn gap(pair: &Pair<'_>, one: &TimeRef, other: &TimeRef) -> Option<i32> {
    if let (Some(a), Some(b)) = (one.from, other.from) {
        return a.until(b).ok().map(|gap| gap.get_days().abs());
    }
    if let (Some((Some(x), month_a, _)), Some((Some(y), month_b, _))) =
        (pair.a.calendar(one), pair.b.calendar(other))
    {
        return (month_a == month_b).then(|| i32::try_from(x.abs_diff(y)).unwrap_or(i32::MAX));
    }
    // A weekday alone says nothing of a day that is known.
    let named = one.from.is_none() && other.from.is_none() && pair.event.is_some();
    pair.a.weekday(one).zip(pair.b.weekday(other)).filter(|_| named).map(|_| NEAREST_DAYS)
}

/// Whether each side says where, by a place that is none of the other's and lies in none of them: then the same thing may have
/// happened twice.
fn at_other_places(pair: &Pair<'_>) -> bool {
    let in_a = |nth: usize| pair.matched[nth].is_some();
    let in_b = |nth: usize| pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == nth);
    alone(pair.a, pair.b, in_a) && alone(pair.b, pair.a, in_b)
}

/// Whether a place of happening of `one` has no word and no place in common with `other`.
fn alone(one: &Reading<'_>, other: &Reading<'_>, matched: impl Fn(usize) -> bool) -> bool {
    let unmatched = |span: Span| {
        let inside = |nth: &usize| one.tokens[one.words[*nth].token as usize].span.overlaps(span);
        !(0..one.words.len()).filter(inside).any(&matched)
    };
    let met = |place: &PlaceRef| {
        let relation = |near: &PlaceRef| place::relation(place, near);
        other.places().any(|near| matches!(relation(near), PlaceRelation::Same | PlaceRelation::PartOf))
    };
    one.locations().any(|place| unmatched(place.span) && !met(place))
}

/// What harms people and things; arrests and rescues are told of the same happening.
const HARM: [&str; 8] = ["kill", "die", "injure", "missing", "infect", "hospitalise", "destroy", "damage"];

/// Whether both sides tell what harmed people, and not one thing of it is the same ("killing a worker", "wounding a resident").
fn befall_others(pair: &Pair<'_>) -> bool {
    let all = classes::ids(HARM);
    let fates = |reading: &Reading<'_>| -> Vec<classes::ClassId> {
        let of_acts = reading.acts.iter().flat_map(|act| act.classes.iter().copied());
        of_acts.filter(|class| all.contains(class)).collect()
    };
    let (a, b) = (fates(pair.a), fates(pair.b));
    let near = |x: &classes::ClassId| {
        b.iter()
            .any(|y| matches!(classes::link(&[*x], &[*y]), classes::Link::Same(_) | classes::Link::Near(..)))
    };
    !a.is_empty() && !b.is_empty() && !a.iter().any(near)
}

/// Whether one side tells of a later one of a row ("the second plane arrived today") and the other of no such.
fn is_next_of_a_row(pair: &Pair<'_>) -> bool {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let mut ordinals = hits.map(|(one, other)| {
        let beside = |reading: &Reading<'_>, nth: usize| {
            reading.ordinal_beside(reading.words[nth].token as usize).map(|(_, value)| value)
        };
        (beside(pair.a, one), beside(pair.b, other))
    });
    ordinals.any(|pair| matches!(pair, (Some(turn), None) | (None, Some(turn)) if turn != FIRST))
}

/// The first of a row needs no word.
const FIRST: &str = "1";

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
fn dates(reading: &Reading<'_>, time: &TimeRef, act: usize) -> bool {
    let claim = reading.claims.get(reading.acts[act].claim).map(|(_, claim)| claim);
    let predicate = claim.zip(time.predicate).and_then(|(claim, nth)| claim.predicates.get(nth as usize));
    predicate.is_some_and(|one| one.span == reading.acts[act].span)
}

/// Whether a time is a day on which something was done, and not said.
fn dates_an_act(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let tied = (0..reading.acts.len()).filter(|&act| dates(reading, time, act));
    time.from == time.to && tied.into_iter().any(|act| !reading.acts[act].reports)
}

/// Whether a word that shifts a day stands right after a time ("on the day after").
fn is_shifted(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let Some(lexicon) = lexicon::of(reading.lang) else { return false };
    let next = reading.tokens.iter().find(|token| token.span.start >= time.span.end);
    next.is_some_and(|next| {
        lexicon.table("relative_time").get(&next.folded).is_some_and(|row| row.cell(1) == "shift")
    })
}

/// Links between acts that say the same, the most alike first.
fn ranked<'p>(pair: &'p Pair<'_>) -> Vec<&'p ActLink> {
    let mut links: Vec<&ActLink> =
        pair.links.iter().filter(|link| link.is_alike() && pair.same_polarity(link)).collect();
    links.sort_by(|x, y| y.is_same().cmp(&x.is_same()).then(y.args.total_cmp(&x.args)));
    links
}

/// Words of a sentence that tells one thing.
const PLAIN: usize = 8;

/// Whether a sentence tells little beside the act, and nearly all of that is shared ("the committee next meets").
fn is_plain(pair: &Pair<'_>, link: &ActLink) -> bool {
    pair.a.words.len().min(pair.b.words.len()) <= PLAIN
        && link.is_same()
        && link.shared >= 1
        && link.args >= 0.6
        && matched_words(pair) >= 2
        && pair.containment >= 0.5
}

fn matched_words(pair: &Pair<'_>) -> usize {
    pair.matched.iter().flatten().count()
}

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
    anchor::of(pair.a, one.span).turn == anchor::of(pair.b, other.span).turn
}

/// Whether a time dates what is told: in the words of reporting it dates the statement, and some only say since when.
pub(in crate::compare) fn is_told(reading: &Reading<'_>, claim: &Claim, time: &TimeRef) -> bool {
    let framed = |cue: &crate::model::Cue| {
        let after = time.span.start.saturating_sub(cue.span.end);
        let beside = after.max(cue.span.start.saturating_sub(time.span.end)) <= 40;
        // "The ministry announced on Wednesday that …", whoever stands between.
        beside || cue.span.end <= time.span.start && time.span.end <= claim.content.start
    };
    let told = claim.content.contains(time.span) || !claim.cue.as_ref().is_some_and(framed);
    told && !is_since(reading, time)
}

/// Whether a verb says no more than that something takes place.
fn is_light(verb: &crate::model::Predicate) -> bool {
    verb.classes.iter().all(|class| matches!(class.as_str(), "happen" | "organise" | "complete"))
}

/// Tokens between a light verb and the noun that says what is done.
const LIGHT: usize = 3;

/// Whether a time only says since when ("the lowest since March").
pub(in crate::compare) fn is_since(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let since = |token: &crate::model::Token| {
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

fn finding(pair: &Pair<'_>, link: Option<&ActLink>, one: &TimeRef, other: &TimeRef) -> Finding {
    let mut features = common_features(pair, link);
    features.push(("same_act", f64::from(link.is_some_and(ActLink::is_same))));
    let resolved = one.from.is_some() && other.from.is_some();
    features.push(("resolved", f64::from(resolved)));
    let iso = |time: &TimeRef, reading: &Reading<'_>| match (time.from, time.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}/{to}"),
        _ => reading.words_of(time.span).to_owned(),
    };
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Date),
        a: vec![one.span],
        b: vec![other.span],
        values: values(iso(one, pair.a), iso(other, pair.b)),
        reason: reason::contrast(pair, NAME, cite(pair.a, &[one.span]), cite(pair.b, &[other.span])),
        settle: reason::say("settle_date", &[]),
        features,
    }
}
