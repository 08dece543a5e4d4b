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
use super::{Finding, Trace, cite, common_features, modality, number, opposite, order, tidy, until, values};
use crate::compare::align::{ActLink, Later, Pair};
use crate::compare::reason;
use crate::model::{Modality, Rounding, Verdict};

const NAME: &str = "update";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    // "To three hours, instead of six": one side tells what the other's figure became.
    if let Some(figure) = order::replaced(pair) {
        let mut found = number::finding(pair, &figure, NAME, Verdict::Update);
        found.features.push(("replaced", 1.0));
        return Some(found);
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
        && (pair.later != Later::SameDay || number::is_cued(pair) || number::is_final_of_one(pair))
        && !(agrees && pair.later == Later::Unknown)
    {
        return Some(number::finding(pair, figure, NAME, Verdict::Update));
    }
    let Some(link) = modality::opposed(pair, trace) else {
        return opposite::changed(pair).map(|link| of_state(pair, link));
    };
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

/// A state that the later report tells as undone.
pub(in crate::compare) fn of_state(pair: &Pair<'_>, link: &ActLink) -> Finding {
    let (one, other) = pair.acts(link);
    let (a, b) = (tidy(Pair::act_spans(one)), tidy(Pair::act_spans(other)));
    let mut features = common_features(pair, Some(link));
    features.push(("state", 1.0));
    Finding {
        rule: NAME,
        verdict: Verdict::Update,
        kind: None,
        values: values(pair.a.words_of(one.span), pair.b.words_of(other.span)),
        reason: reason::contrast(pair, "update_state", cite(pair.a, &a), cite(pair.b, &b)),
        settle: reason::say("settle_update", &[]),
        a,
        b,
        features,
    }
}

/// Whether an earlier report denies up to its own time ("nobody has been held so far", "until Tuesday morning") what a later one tells.
pub(in crate::compare) fn has_come_since(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let until_then = || pair.a.times().any(|time| until::is_until(pair.a, time));
    pair.later == Later::NextDay
        && Pair::is_denied(one)
        && !Pair::is_denied(other)
        && other.modality == Modality::Fact
        && (one.open || until_then())
}

/// Whether the later report says "at least" of fewer than the earlier one counts: it tells the same count loosely, and nothing new.
fn bounds_what_was_known(pair: &Pair<'_>, figure: &figures::Figure) -> bool {
    let (old, new) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    let later = matches!(pair.later, Later::NextDay | Later::SameDayLater);
    later && new.rounding == Rounding::AtLeast && old.rounding != Rounding::AtLeast && new.low <= old.low
}
