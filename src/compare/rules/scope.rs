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

use super::figures::{self, Values};
use super::{Finding, Trace, number, order};
use crate::claim::place::PlaceRelation;
use crate::compare::align::Pair;
use crate::model::Verdict;

const NAME: &str = "scope";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let paired = figures::pair_up_by_noun(pair);
    if paired.iter().any(|figure| figure.values == Values::Agree && figure.same >= 0.7) {
        return trace.stop(NAME, "another_figure_agrees");
    }
    for figure in paired.iter().filter(|figure| !order::is_bygone(pair, figure)) {
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
        if figure.values == Values::Bounded || part_is_less || within {
            return Some(number::finding(pair, figure, NAME, Verdict::Scope));
        }
    }
    trace.stop(NAME, "no_level_differs")
}
