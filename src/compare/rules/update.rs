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
//! Figures of things that do not grow, unless words say what was before; a lower figure later without a word that marks it as revised; something over days
//! before both reports.
//!
//! # Limits
//! Without dates, weekdays or cue words the order of two reports is not known; then only two tolls that both grow show it.

use super::figures::{self, Values};
use super::{Finding, Trace, modality, number, order};
use crate::compare::align::{Later, Pair};
use crate::model::{Rounding, Verdict};

const NAME: &str = "update";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    // "To three hours, instead of six": one side tells what the other's figure became.
    if let Some(figure) = order::replaced(pair) {
        return Some(number::finding(pair, &figure, NAME, Verdict::Update));
    }
    if let Some(figure) = number::differing(pair, trace, NAME)
        && number::reads_as_update(pair, &figure)
    {
        return Some(number::finding(pair, &figure, NAME, Verdict::Update));
    }
    // "At least 12", then 19: the bound holds, and yet the later figure is the news.
    let paired = figures::pair_up_by_noun(pair);
    let agrees = paired.iter().any(|figure| figure.values == Values::Agree && figures::is_toll(pair, figure));
    let bounded = paired.iter().find(|figure| figure.values == Values::Bounded);
    if let Some(figure) = bounded
        && figures::is_toll(pair, figure)
        && !order::is_round_bound(pair, figure)
        && !bounds_what_was_known(pair, figure)
        && number::reads_as_update(pair, figure)
        && (pair.later != Later::SameDay || number::is_cued(pair))
        && !(agrees && pair.later == Later::Unknown)
    {
        return Some(number::finding(pair, figure, NAME, Verdict::Update));
    }
    let link = modality::opposed(pair, trace)?;
    let (one, other) = pair.acts(link);
    let done_later = order::came_since(pair, link);
    let carried_out = order::is_carried_out(pair, link);
    if !done_later && !carried_out {
        return trace.stop(NAME, "order");
    }
    let mut found = modality::finding(pair, link, Verdict::Update, NAME, [one.modality, other.modality]);
    found.features.push(("carried_out", f64::from(carried_out)));
    Some(found)
}

/// Whether the later report says "at least" of fewer than the earlier one counts: it tells the same count loosely, and nothing new.
fn bounds_what_was_known(pair: &Pair<'_>, figure: &figures::Figure) -> bool {
    let (old, new) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let later = matches!(pair.later, Later::NextDay | Later::SameDayLater);
    later && new.rounding == Rounding::AtLeast && old.rounding != Rounding::AtLeast && new.low <= old.low
}
