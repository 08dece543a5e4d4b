//! A later figure or status supersedes an earlier one.
//!
//! # What it flags
//! A toll that grows from one report to the next, a figure that its words mark as new or final, a plan reported on an
//! earlier day and done on a later one.
//!
//! # Why it matters
//! Counted as a contradiction, every disaster would look like a dispute.
//!
//! # Example
//! "12 dead" at noon / "the toll has risen to 19" in the evening.
//!
//! # Not flagged
//! Figures of things that do not grow; a lower figure later without a word that marks it as revised; something over days
//! before both reports.
//!
//! # Limits
//! Without dates or cue words the order of two reports is not known, and none is guessed.

use super::figures::{self, Values};
use super::{Finding, Trace, modality, number};
use crate::compare::align::{Later, Pair};
use crate::model::{Modality, Verdict};

const NAME: &str = "update";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    if let Some(figure) = number::differing(pair, trace, NAME)
        && number::reads_as_update(pair, &figure)
    {
        return Some(number::finding(pair, &figure, NAME, Verdict::Update));
    }
    // "At least 12", then 19: the bound holds, and yet the later figure is the news.
    let bounded = figures::pair_up(pair).into_iter().find(|figure| figure.values == Values::Bounded);
    if let Some(figure) = bounded
        && figures::is_toll(pair, &figure)
        && number::reads_as_update(pair, &figure)
        && (pair.later != Later::SameDay || number::is_cued(pair))
    {
        return Some(number::finding(pair, &figure, NAME, Verdict::Update));
    }
    let link = modality::opposed(pair, trace)?;
    let (one, other) = pair.acts(link);
    if pair.later != Later::NextDay || other.modality != Modality::Fact {
        return trace.stop(NAME, "order");
    }
    Some(modality::finding(pair, link, Verdict::Update, NAME, [one.modality, other.modality]))
}
