//! What stands of two sentences of one story that are read as if they were given alone.
//!
//! Takes what such a pair is to each other and how well it fits, gives the relation where the two answer each other: each is the
//! other's best counterpart in two reports of one happening that few report. In written newsrooms nine of ten hold, on days of
//! real news one in ten, so that all have the band `low` and none takes the place of what a run shows.

use super::{at_most, at_most_medium};
use crate::compare::counterpart::Fit;
use crate::compare::decide::{MIN_HIGH, MIN_MEDIUM, MIN_SCORE, band};
use crate::model::{Band, Relation, Verdict};

/// Reports of the event at most, least likeness of the two sentences, and how near they are to the best fit of both.
const FEW_REPORTS: u32 = 5;
const MIN_LIKENESS: f64 = 0.3;
const MUTUAL: f64 = 0.99;

/// Whether two sentences may be read as if they were given alone.
pub(in crate::compare) fn may_stand_alone(fit: &Fit) -> bool {
    fit.gathered || is_one_of_few(fit)
}

fn is_one_of_few(fit: &Fit) -> bool {
    fit.one_story && fit.reports <= FEW_REPORTS && fit.likeness >= MIN_LIKENESS
}

/// What stands of a pair read so, once the other sentences are known.
pub(in crate::compare) fn standing_alone(relation: Relation, fit: &Fit) -> Option<Relation> {
    (is_one_of_few(fit) && fit.mutual >= MUTUAL).then(|| at_most(MIN_MEDIUM, relation))
}

/// Least likeness of two sentences of gathered reports of which the later tells what is newer.
const MIN_NEWER: f64 = 0.25;

/// What is shown of two sentences, or, where that is nothing, what the later of them tells as newer: among gathered reports, of two that
/// answer each other.
pub(in crate::compare) fn or_newer(
    shown: Option<Relation>,
    newer: Option<Relation>,
    fit: &Fit,
) -> Option<Relation> {
    let answers = fit.gathered && fit.mutual >= MUTUAL && fit.likeness >= MIN_NEWER;
    shown.or_else(|| newer.filter(|_| answers).map(at_most_medium))
}

/// Learned chances from which on a contradiction of gathered reports is shown at the band `medium` and `low`, whatever gate stopped it.
/// Of what the detectors found in six newsrooms, by models that did not see the newsroom, 219 of 234 from .9 on were right, 81 of 93
/// from .8, 57 of 73 from .7 and 31 of 45 from .6; in one collection of real news hardly any that was not shown before
/// (`reports/accuracy`).
const SURELY: f64 = 0.85;
const LIKELY: f64 = 0.6;

/// What a run of gathered reports shows of a contradiction that its detectors found, in the run or in the two sentences alone, with the
/// learned chance that it stands: what the gates show, one band higher where it is low and surely stands; and what they do not show.
pub(in crate::compare) fn among_gathered(
    shown: Option<Relation>,
    found: impl FnOnce() -> Option<Relation>,
    chance: f64,
) -> Option<Relation> {
    let at = |one: Relation, from: f64, to: f64| {
        let score = from + (to - from) * (chance - LIKELY) / (1.0 - LIKELY);
        let mut one = Relation { score, band: band(score), ..one };
        one.features.push(("stands", chance));
        one
    };
    match shown {
        None if chance >= SURELY => found().map(|one| at(one, MIN_MEDIUM, MIN_HIGH - 0.0001)),
        None if chance >= LIKELY => found().map(|one| at(one, MIN_SCORE, MIN_MEDIUM - 0.0001)),
        Some(one) if one.verdict == Verdict::Contradiction && one.band == Band::Low && chance >= SURELY => {
            Some(at(one, MIN_MEDIUM, MIN_HIGH - 0.0001))
        }
        shown => shown,
    }
}
