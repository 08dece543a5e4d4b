//! What stands of two sentences of one story that are read as if they were given alone.
//!
//! Takes what such a pair is to each other and how well it fits, gives the relation where the two answer each other: each is the
//! other's best counterpart in two reports of one happening that few report. In written newsrooms nine of ten hold, on days of
//! real news one in ten, so that all have the band `low` and none takes the place of what a run shows.

use super::at_most;
use crate::compare::counterpart::Fit;
use crate::compare::decide::MIN_MEDIUM;
use crate::model::Relation;

/// Reports of the event at most, least likeness of the two sentences, and how near they are to the best fit of both.
const FEW_REPORTS: u32 = 5;
const MIN_LIKENESS: f64 = 0.3;
const MUTUAL: f64 = 0.99;

/// Whether two sentences may be read as if they were given alone.
pub(in crate::compare) fn may_stand_alone(fit: &Fit) -> bool {
    fit.one_story && fit.reports <= FEW_REPORTS && fit.likeness >= MIN_LIKENESS
}

/// What stands of a pair read so, once the other sentences are known.
pub(in crate::compare) fn standing_alone(relation: Relation, fit: &Fit) -> Option<Relation> {
    (fit.mutual >= MUTUAL).then(|| at_most(MIN_MEDIUM, relation))
}
