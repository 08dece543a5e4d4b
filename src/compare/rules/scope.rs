//! Compatible at another level.
//!
//! # What it flags
//! A part against the whole ("five of them foreigners" / "twelve dead"), a bound against a value that fits it ("at least
//! 30" / 33), figures of a place and of a place within it.
//!
//! # Why it matters
//! Such figures look different and are not; saying so saves a check.
//!
//! # Example
//! "At least 30 were hurt" / "33 were hurt".
//!
//! # Not flagged
//! Parts counted of different wholes; bounds that the other value breaks.
//!
//! # Limits
//! A part is seen where words such as "among them" mark it, or the gazetteer knows the places.

use super::figures::{self, Figure, Values};
use super::{Finding, Trace, number, order};
use crate::claim::place::PlaceRelation;
use crate::compare::align::Pair;
use crate::compare::classes::{self, Link};
use crate::compare::reading::{Count, FigureCue, Reading, measures};
use crate::model::{Rounding, Verdict};

const NAME: &str = "scope";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let paired = figures::pair_up_by_noun(pair);
    if paired.iter().any(|figure| figure.values == Values::Agree && figure.same >= 0.7) {
        return trace.stop(NAME, "another_figure_agrees");
    }
    if tells_one_part(pair) {
        return trace.stop(NAME, "another_figure_agrees");
    }
    let level = |figure: &&Figure| !order::is_bygone(pair, figure) && !are_two_bounds(pair, figure);
    for figure in paired.iter().filter(level) {
        let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
        let parts = (pair.a.counts[figure.a].part, pair.b.counts[figure.b].part);
        let part_is_less = match parts {
            (true, false) => a.low < b.low,
            (false, true) => b.low < a.low,
            _ => false,
        };
        // A share of a part may be greater than that of the whole.
        let of_part = parts.0 != parts.1 && a.unit.as_deref() == Some("percent");
        let part_is_less = part_is_less || of_part && figure.values == Values::Differ;
        let within = pair.places == PlaceRelation::PartOf && figure.values == Values::Differ;
        if figure.values == Values::Bounded || part_is_less && figure.values != Values::Agree || within {
            return Some(number::finding(pair, figure, NAME, Verdict::Scope));
        }
    }
    match of_one_part(pair) {
        Some(figure) => Some(number::finding(pair, &figure, NAME, Verdict::Scope)),
        None => trace.stop(NAME, "no_level_differs"),
    }
}

/// Whether both sides count one part ("four of the dead", "six dead, four of them"): then they agree on that.
fn tells_one_part(pair: &Pair<'_>) -> bool {
    let parts = |reading: &Reading<'_>| -> Vec<f64> {
        let parts = reading.counts.iter().filter(|count| count.part && count.quantity.unit.is_none());
        parts.map(|count| count.quantity.low).collect()
    };
    let (of_a, of_b) = (parts(pair.a), parts(pair.b));
    of_a.iter().any(|value| of_b.contains(value))
}

/// Whether two figures that are no toll are both the least, or both the most, of what they measure: neither is told exactly.
fn are_two_bounds(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let bound = matches!(a.rounding, Rounding::AtLeast | Rounding::AtMost) && a.rounding == b.rounding;
    bound && a.low != b.low && !figures::is_toll(pair, figure)
}

/// How sure it is that two measures of one unit are a part and its whole, where words say that one counts a part.
const PART_OF_MEASURE: f64 = 0.5;
/// Least share of the lighter sentence that is matched where no act and no measure ties the two.
const MIN_HELD: f64 = 0.2;

/// The one measure of each side, of one unit, of which words say that one is told of a place or group of several ("in the capital
/// alone"): it is no more than the whole, or a share of its own.
fn of_one_part(pair: &Pair<'_>) -> Option<Figure> {
    let only = |reading: &Reading<'_>, own: &Count<'_>| {
        reading.counts.iter().filter(|count| count.quantity.unit == own.quantity.unit).count() == 1
    };
    let measured = |count: &&Count<'_>| {
        count.quantity.unit.as_deref().is_some_and(|unit| unit != figures::AGE) && !count.former
    };
    let mut all = pair.a.counts.iter().enumerate().filter(|(_, one)| measured(one) && only(pair.a, one));
    all.find_map(|(a, one)| {
        let fits = |other: &Count<'_>| {
            other.quantity.unit == one.quantity.unit
                && only(pair.b, other)
                && measured(&other)
                && !measures::apart(one, other)
                && is_part_of(pair, one, other)
                && are_of_one_matter(pair, one, other)
        };
        let b = pair.b.counts.iter().position(fits)?;
        let values = figures::compare(one.quantity, pair.b.counts[b].quantity);
        let figure = Figure { a, b, same: PART_OF_MEASURE, values, loose: false };
        (values != Values::Agree && !order::is_bygone(pair, &figure)).then_some(figure)
    })
}

/// Whether words make one of two measures a part, and it is no greater than the whole unless it is a share.
fn is_part_of(pair: &Pair<'_>, one: &Count<'_>, other: &Count<'_>) -> bool {
    let alone = |reading: &Reading<'_>, count: &Count<'_>| {
        count.part && order::has_cue(reading, count, FigureCue::Alone)
    };
    let (a, b) = (one.quantity, other.quantity);
    let share = a.unit.as_deref() == Some("percent");
    match (alone(pair.a, one), alone(pair.b, other)) {
        (true, false) => share || a.low < b.low,
        (false, true) => share || b.low < a.low,
        _ => false,
    }
}

/// Whether a measure, an act, a name or enough words tie two figures.
fn are_of_one_matter(pair: &Pair<'_>, one: &Count<'_>, other: &Count<'_>) -> bool {
    one.measure.is_some() && one.measure == other.measure
        || matches!(classes::link(&one.classes, &other.classes), Link::Same(_) | Link::Near(..))
        || pair.shared_names > 0
        || pair.containment >= MIN_HELD
}
