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
use super::dating::{another_turn, dates, differ, is_told, of_one_turn, of_other_times, time_of};
use super::{Finding, Trace, cite, common_features, figures, substituted, values};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair};
use crate::compare::classes;
use crate::compare::reading::Reading;
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, PlaceRef, Span, TimeRef, Verdict};

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
        if let Some(turn) = another_turn(pair, one, other) {
            gate = turn;
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
            if tied < Tied::ByKind || !sure && matched_words(pair) < 2 || !of_one_turn(pair, one, other) {
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
