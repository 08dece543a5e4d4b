//! Counts that are too far apart to be one, and counts beside a toll that is equal.
//!
//! Takes a pair and two of its counts, says whether their sizes or the counts beside them show that they are not two values of one
//! thing. Shared by the detectors of numbers and updates; no detector of its own.

use super::figures::{self, Figure, Values};
use crate::compare::align::Pair;
use crate::compare::classes::{self, Link};

/// How sure it is that two counts are of one thing, from which on their sizes say nothing against it.
const SURELY_ONE: f64 = 0.75;
/// The most by which a toll is taken to have grown from one report to another, and the least count from which on that is asked.
const MOST_GROWTH: f64 = 20.0;
const MANY: f64 = 100.0;

/// Whether two counts are so far apart that no counting leads from one to the other: two tolls, or two counts of which no more is known
/// than their noun ("142 passengers", "150,000 passengers a year").
pub(super) fn are_apart(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let (less, more) = (a.low.min(b.low), a.low.max(b.low));
    let far = more.is_finite() && more >= MANY && less > 0.0 && more / less > MOST_GROWTH;
    let loosely = a.unit.is_none() && figure.same < SURELY_ONE;
    far && (loosely || figures::is_toll(pair, figure))
}

/// Whether another two counts of one fate are equal: an event has one whole toll, and what differs beside it is of other people.
pub(super) fn is_told_by_another(pair: &Pair<'_>, paired: &[Figure], figure: &Figure) -> bool {
    let fate = |one: &Figure| &pair.a.counts[one.a].classes;
    let agrees = |other: &Figure| {
        other.values == Values::Agree
            && figures::is_whole_toll(pair, other)
            && matches!(classes::link(fate(other), fate(figure)), Link::Same(_))
    };
    figures::is_whole_toll(pair, figure) && paired.iter().any(agrees)
}
