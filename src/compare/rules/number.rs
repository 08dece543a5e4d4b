//! Different numbers for the same thing.
//!
//! # What it flags
//! Two counts of the same thing, under the same kind of predicate and in the same unit, whose intervals do not meet
//! after rounding words ("about", "at least") are read.
//!
//! # Why it matters
//! Tolls, sums and shares are what readers carry away.
//!
//! # Example
//! "33 soldiers were killed" / "36 soldiers were killed".
//!
//! # Not flagged
//! Rounding and ranges that meet; killed against wounded; a part against the whole; names such as S-400; a later, higher
//! toll, which is an update; figures of different places.
//!
//! # Limits
//! What a number counts is read from the words beside it.

use super::ballot::{self, Ballot};
use super::figures::{self, Figure, Values};
use super::{Finding, Trace, common_features, dating, each_names_another, order, size, tidy, values};
use crate::claim::place::PlaceRelation;
use crate::compare::align::{Later, Pair};
use crate::compare::classes;
use crate::compare::reading::{Act, Count, FigureCue, Reading, measures};
use crate::compare::reason;
use crate::model::{Kind, Modality, Reason, Rounding, Verdict};

const NAME: &str = "number";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    match ballot::of_both(pair) {
        Some((one, other, Values::Differ)) => return Some(of_ballots(pair, &one, &other)),
        Some(_) => return trace.stop(NAME, "votes_meet"),
        None => {}
    }
    if order::replaced(pair).is_some() {
        return trace.stop(NAME, "reads_as_update");
    }
    let Some(figure) = differing(pair, trace, NAME) else {
        return match are_other_measures(pair) {
            true => trace.stop(NAME, "other_measures"),
            false => of_named_measures(pair).or_else(|| of_lone_measures(pair)),
        };
    };
    if reads_as_update(pair, &figure) {
        return trace.stop(NAME, "reads_as_update");
    }
    Some(finding(pair, &figure, NAME, Verdict::Contradiction))
}

/// Whether all figures of one unit are said to measure other things ("40 metres wide", "120 metres high").
fn are_other_measures(pair: &Pair<'_>) -> bool {
    let measured = |count: &&Count<'_>| count.quantity.unit.is_some();
    let mut met = false;
    for one in pair.a.counts.iter().filter(measured) {
        for other in pair.b.counts.iter().filter(|other| other.quantity.unit == one.quantity.unit) {
            met = true;
            if !measures::apart(one, other) {
                return false;
            }
        }
    }
    met
}

/// Two values of one measure that words beside them name ("sixty metres deep", "the depth of the ravine was 120 metres"), each the only
/// one of its side. Whether the articles have but one too is asked of the run.
fn of_named_measures(pair: &Pair<'_>) -> Option<Finding> {
    let only = |reading: &Reading<'_>, own: &Count<'_>| {
        reading.counts.iter().filter(|count| count.measure == own.measure).count() == 1
    };
    let sure = |count: &&Count<'_>| {
        !count.former && !count.part && count.quantity.rounding != Rounding::Vague && count.measure.is_some()
    };
    let figure = pair.a.counts.iter().enumerate().filter(|(_, one)| sure(one)).find_map(|(a, one)| {
        let b = pair.b.counts.iter().position(|other| sure(&other) && other.measure == one.measure)?;
        let other = &pair.b.counts[b];
        if !only(pair.a, one) || !only(pair.b, other) {
            return None;
        }
        let (x, y) = (figures::in_minutes(one.quantity), figures::in_minutes(other.quantity));
        if x.unit != y.unit || figures::compare(&x, &y) != Values::Differ {
            return None;
        }
        let figure = Figure { a, b, same: NAMED_MEASURE, values: Values::Differ, loose: false };
        let other_time = dating::of_other_times(pair, one, other)
            || order::is_bygone(pair, &figure)
            || order::is_limit_of_one(pair, &figure)
            || order::are_of_two_days(pair, &figure);
        let wished = is_wished(pair.a, a) || is_wished(pair.b, b);
        (!other_time && !wished).then_some(figure)
    })?;
    let measure = pair.a.counts[figure.a].measure;
    let least = if measure.is_some_and(measures::is_lasting) { MIN_HELD_ALONE } else { MIN_HELD_MEASURED };
    let one_matter = pair.event.is_some() || pair.containment >= least;
    if !one_matter || pair.places == PlaceRelation::Disjoint || each_names_another(pair) {
        return None;
    }
    let mut found = finding(pair, &figure, NAME, Verdict::Contradiction);
    found.features.push(("named_measure", 1.0));
    let lasting = pair.a.counts[figure.a].measure.is_some_and(|measure| measure.id() == "lasting");
    found.features.push(("lasting", f64::from(lasting)));
    Some(found)
}

/// How sure it is that two figures of one named measure are of one thing, and the least share of the lighter sentence that both
/// have where no event says that they tell of one.
const NAMED_MEASURE: f64 = 0.7;
/// How long a thing goes on is told of its parts too, of which all of the others are told once.
const MIN_HELD_ALONE: f64 = 0.2;
const MIN_HELD_MEASURED: f64 = 0.05;

/// Two values that each side measures alone ("the fee was 11 million euros", "worth 18 million"), of two sentences of one event
/// that share words enough: whatever noun each uses, each has but one such measure. Whether the articles have but one too is
/// asked of the run.
fn of_lone_measures(pair: &Pair<'_>) -> Option<Finding> {
    pair.event?;
    let units = |reading: &Reading<'_>, unit: &str| -> usize {
        reading.counts.iter().filter(|count| count.quantity.unit.as_deref() == Some(unit)).count()
    };
    let measure = |unit: &str| !matches!(unit, figures::AGE | "percentage_point" | "score" | "year");
    let found = pair.a.counts.iter().enumerate().find_map(|(a, one)| {
        let unit = one.quantity.unit.as_deref().filter(|unit| measure(unit))?;
        let b = pair.b.counts.iter().position(|other| other.quantity.unit.as_deref() == Some(unit))?;
        let other = &pair.b.counts[b];
        let single = units(pair.a, unit) == 1 && units(pair.b, unit) == 1;
        let figure = Figure {
            a,
            b,
            same: LONE_MEASURE,
            values: figures::compare(one.quantity, other.quantity),
            loose: false,
        };
        let vague = [one, other]
            .iter()
            .any(|count| count.former || count.part || count.quantity.rounding == Rounding::Vague);
        let other_time = dating::of_other_times(pair, one, other)
            || order::is_bygone(pair, &figure)
            || order::is_limit_of_one(pair, &figure)
            || order::are_of_two_days(pair, &figure);
        let wished = is_wished(pair.a, a) || is_wished(pair.b, b);
        let single = single && !wished && !measures::apart(one, other);
        (single && figure.values == Values::Differ && !vague && !other_time).then_some(figure)
    })?;
    if pair.containment < MIN_HELD || pair.places == PlaceRelation::Disjoint || each_names_another(pair) {
        return None;
    }
    let mut found = finding(pair, &found, NAME, Verdict::Contradiction);
    found.features.push(("lone_measure", 1.0));
    Some(found)
}

/// How sure it is that two lone measures of one unit are of one thing, and the least share of the lighter sentence that both
/// sentences have.
const LONE_MEASURE: f64 = 0.5;
const MIN_HELD: f64 = 0.3;

/// Two votes of one body on one thing that went in two ways.
fn of_ballots(pair: &Pair<'_>, one: &Ballot, other: &Ballot) -> Finding {
    let words =
        |reading: &Reading<'_>, ballot: &Ballot| -> Reason { reason::plain(reading.words_of(ballot.span)) };
    let mut features = common_features(pair, None);
    let shared =
        [(one.ayes, other.ayes), (one.noes, other.noes)].into_iter().any(|(x, y)| x.is_some() && x == y);
    features.push(("same_thing", if shared { SAME_VOTE } else { LIKE_VOTE }));
    features.push(("one_result", 1.0));
    features.push(("anchors", f64::from(shared) / 3.0));
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Number),
        a: vec![one.span],
        b: vec![other.span],
        values: values(ballot::text(one), ballot::text(other)),
        reason: reason::contrast(pair, "number", words(pair.a, one), words(pair.b, other)),
        settle: reason::say("settle_number", &[]),
        features,
    }
}

/// How sure it is that two votes are one where they share the votes of one side, and where they do not.
const SAME_VOTE: f64 = 0.85;
const LIKE_VOTE: f64 = 0.65;

/// The surest pair of counts of the same thing whose intervals do not meet.
pub(super) fn differing(pair: &Pair<'_>, trace: &mut Trace, rule: &'static str) -> Option<Figure> {
    let paired = figures::pair_up_by_noun(pair);
    let mut gate = if paired.is_empty() { "nothing_counted_alike" } else { "values_meet" };
    let differing = || paired.iter().filter(|figure| figure.values == Values::Differ);
    // The whole toll first: what its parts are follows from it.
    let whole = differing().filter(|figure| figures::is_whole_toll(pair, figure));
    let rest = differing().filter(|figure| !figures::is_whole_toll(pair, figure));
    for &figure in whole.chain(rest) {
        let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
        let (part_a, part_b) = (pair.a.counts[figure.a].part, pair.b.counts[figure.b].part);
        // A part greater than the whole cannot be its part.
        let fits = if part_a { a.low <= b.high } else { b.low <= a.high };
        // "Twelve people", "five children": a kind that is fewer may be a part.
        let kind_of_whole = figure.loose
            && (pair.containment < 0.75 || pair.jaccard < 0.4 || figures::kind_may_be_part(pair, &figure));
        let vague = a.rounding == Rounding::Vague || b.rounding == Rounding::Vague;
        gate = if vague {
            "vague"
        } else if size::are_apart(pair, &figure) {
            "other_size"
        } else if (pair.a.lang == pair.b.lang || rule == NAME) && each_names_another(pair) {
            "other_subject"
        } else if size::is_told_by_another(pair, paired, &figure) {
            "whole_toll_agrees"
        } else if order::is_bygone(pair, &figure) {
            "other_time"
        } else if order::is_limit_of_one(pair, &figure) {
            "limit"
        } else if is_wished(pair.a, figure.a) || is_wished(pair.b, figure.b) {
            "wished"
        } else if (order::are_of_two_days(pair, &figure)
            || dating::on_other_days(pair, pair.a.counts[figure.a].act, pair.b.counts[figure.b].act))
            && !(rule != NAME && (counts_all(pair, &figure) || grows_by_day(pair, &figure)))
        {
            "other_day"
        } else if dating::of_other_times(pair, &pair.a.counts[figure.a], &pair.b.counts[figure.b]) {
            "other_time"
        } else if kind_of_whole {
            "kind_and_whole"
        } else if part_a != part_b && (fits || a.unit.as_deref() == Some("percent")) {
            "part_and_whole"
        } else if pair.places == PlaceRelation::Disjoint {
            "other_place"
        } else if pair.places == PlaceRelation::PartOf && figure.same < 0.75 {
            "place_within_place"
        } else {
            return Some(figure);
        };
    }
    trace.stop(rule, gate)
}

/// Whether a figure is what somebody asks for or offers: each party to a dispute has its own.
fn is_wished(reading: &Reading<'_>, count: usize) -> bool {
    let count = &reading.counts[count];
    let before = reading.acts.iter().rev().find(|act| act.span.end <= count.quantity.span.start);
    let near = before.filter(|act| {
        let gap = reading.token_at(count.quantity.span.start).saturating_sub(reading.token_at(act.span.end));
        gap <= WISHED_REACH && !act.reports
    });
    let wanted = classes::ids(["demand", "propose"]);
    let asks =
        |act: &Act| act.modality == Modality::Goal || act.classes.iter().any(|class| wanted.contains(class));
    count.act.and_then(|nth| reading.acts.get(nth)).or(near).is_some_and(asks)
}

/// Tokens between what is asked for and how much of it.
const WISHED_REACH: usize = 5;

/// Whether the later of two reports gives more of a whole toll: its own day is that of the count.
fn grows_by_day(pair: &Pair<'_>, figure: &Figure) -> bool {
    let later = matches!(pair.later, Later::NextDay | Later::SameDayLater);
    later && figures::is_whole_toll(pair, figure) && figures::grows(pair, figure) == Some(true)
}

/// Whether the side that its weekday makes the newer counts all there are by then, so that its day is that of the count.
fn counts_all(pair: &Pair<'_>, figure: &Figure) -> bool {
    let Some(b_is_newer) = order::by_words(pair, figure) else { return false };
    let (reading, count) =
        if b_is_newer { (pair.b, &pair.b.counts[figure.b]) } else { (pair.a, &pair.a.counts[figure.a]) };
    let cued = |kind| order::has_cue(reading, count, kind);
    cued(FigureCue::Total) || cued(FigureCue::Later)
}

/// Whether the later of two tolls reads as a newer state of the same count.
pub(super) fn reads_as_update(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    if figures::is_settled(pair) || order::is_bygone(pair, figure) {
        return false;
    }
    // No other count follows a final one.
    if order::has_cue(pair.a, a, FigureCue::Final) && order::has_cue(pair.b, b, FigureCue::Final) {
        return false;
    }
    if !figures::is_toll(pair, figure) {
        // "The number of wells rose to forty": what is said to have grown has grown.
        let grown = |b_newer: bool| {
            let (reading, count) = if b_newer { (pair.b, b) } else { (pair.a, a) };
            order::has_cue(reading, count, FigureCue::Later) && order::newer_is_greater(pair, figure, b_newer)
        };
        let counted = a.quantity.unit.is_none() && !a.part && !b.part;
        return counted && order::by_words(pair, figure).is_some_and(grown);
    }
    // Parts that differ under one total are no newer count.
    let same_total = (a.part || b.part)
        && figures::pair_up(pair).iter().any(|other| {
            let total = other.values == figures::Values::Agree
                && pair.a.counts[other.a].quantity.low > a.quantity.low;
            total && other.same >= 0.7 && figures::is_toll(pair, other)
        });
    if same_total {
        return false;
    }
    let grows = figures::grows(pair, figure);
    // One figure of a tally differs while the others are the same, and no word or day tells which is newer.
    let alone = figures::anchors(pair, figure) > 0 && differing_count(pair) == 1;
    if alone && !is_cued(pair) && matches!(pair.later, Later::SameDay | Later::Unknown) {
        return false;
    }
    match pair.later {
        Later::Unknown => match order::by_words(pair, figure) {
            Some(b_newer) => order::newer_is_greater(pair, figure, b_newer),
            None => order::all_grow(pair) || order::are_counted_so_far(pair, figure),
        },
        Later::SameDay => match order::by_words(pair, figure) {
            Some(b_newer) => order::newer_is_greater(pair, figure, b_newer),
            None => {
                is_cued(pair)
                    || figures::is_whole_toll(pair, figure)
                    || order::all_grow(pair)
                    || order::are_counted_so_far(pair, figure)
            }
        },
        _ if is_cued(pair) => grows != Some(false) || marks_order(pair.b),
        Later::NextDay | Later::SameDayLater | Later::SameDayEarlier => grows == Some(true),
    }
}

fn differing_count(pair: &Pair<'_>) -> usize {
    figures::pair_up_by_noun(pair).iter().filter(|figure| figure.values == Values::Differ).count()
}

/// Whether one side alone tells a final figure.
pub(super) fn is_final_of_one(pair: &Pair<'_>) -> bool {
    let last = |reading: &Reading<'_>| reading.cues.iter().any(|(cue, _)| *cue == FigureCue::Final);
    last(pair.a) != last(pair.b)
}

/// Whether words of either side mark a figure as a first, new or final one.
pub(super) fn is_cued(pair: &Pair<'_>) -> bool {
    marks_order(pair.a) || marks_order(pair.b)
}

fn marks_order(reading: &Reading<'_>) -> bool {
    reading.cues.iter().any(|(cue, _)| matches!(cue, FigureCue::Later | FigureCue::First))
}

pub(super) fn finding(pair: &Pair<'_>, figure: &Figure, rule: &'static str, verdict: Verdict) -> Finding {
    let (one, other) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    let (a, b) = (one.quantity, other.quantity);
    let spans = |count: &crate::compare::reading::Count<'_>,
                 reading: &crate::compare::reading::Reading<'_>| {
        let act = count.act.map(|nth| reading.acts[nth].span);
        tidy([Some(count.quantity.span), count.quantity.of_span, act].into_iter().flatten().collect())
    };
    let words = |reading: &crate::compare::reading::Reading<'_>,
                 count: &crate::compare::reading::Count<'_>|
     -> Reason {
        let whole = count.quantity.of_span.map_or(count.quantity.span, |of| count.quantity.span.join(of));
        reason::plain(reading.words_of(whole))
    };
    let (template, settle) = match verdict {
        Verdict::Update if matches!(pair.later, Later::Unknown | Later::SameDay) && !is_cued(pair) => {
            ("update_unordered", "settle_update")
        }
        Verdict::Update if matches!(pair.later, Later::Unknown | Later::SameDay | Later::SameDayEarlier) => {
            ("update_cue", "settle_update")
        }
        Verdict::Update => ("update", "settle_update"),
        Verdict::Scope => ("scope", "settle_scope"),
        _ => ("number", "settle_number"),
    };
    let mut features = common_features(pair, None);
    features.push(("same_thing", figure.same));
    features.push(("toll", f64::from(figures::is_toll(pair, figure))));
    let gap = (a.low - b.low).abs() / a.low.abs().max(b.low.abs()).max(1e-9);
    features.push(("gap", if gap.is_finite() { gap.min(1.0) } else { 1.0 }));
    features.push(("whole_toll", f64::from(figures::is_whole_toll(pair, figure))));
    features.push(("one_measure", f64::from(figures::measures_one_thing(a))));
    features.push(("one_result", f64::from(figures::is_result(one) && figures::is_result(other))));
    features.push(("age", f64::from(figures::is_age(a))));
    features.push(("anchors", figures::anchors(pair, figure).min(3) as f64 / 3.0));
    features.push(("has_unit", f64::from(a.unit.is_some())));
    features.push(("same_place", f64::from(pair.places == PlaceRelation::Same)));
    Finding {
        rule,
        verdict,
        kind: (verdict == Verdict::Contradiction).then_some(Kind::Number),
        a: spans(one, pair.a),
        b: spans(other, pair.b),
        values: values(figures::text(a), figures::text(b)),
        reason: reason::contrast(pair, template, words(pair.a, one), words(pair.b, other)),
        settle: reason::say(settle, &[]),
        features,
    }
}
