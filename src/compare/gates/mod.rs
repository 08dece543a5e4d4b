//! Relations of pairs to what a run shows of them.
//!
//! Takes what the detectors make of a pair of sentences alone and how well the two fit among all sentences of their articles,
//! gives what stands of it: beside the other counterparts, between clauses, as an agreement. A pair that is given alone is
//! taken to speak of one fact; in a run that has to show.

mod agreements;
mod alone;
mod clauses;
mod counterparts;
mod doubts;

pub(super) use agreements::{FIT_SURE, unsaid};
pub(super) use alone::{among_gathered, may_stand_alone, or_newer, standing_alone};
pub(super) use clauses::{FIT_CLAUSE, among_clauses, are_opposed, holds_in_clause, stronger};
pub(super) use counterparts::among_counterparts;
pub(super) use doubts::doubt;

use super::decide::{MIN_HIGH, band};
use crate::model::Relation;

/// Least nearness to the best fit between two articles: a fact has one counterpart in another report.
const MIN_MUTUAL: f64 = 0.8;
/// The same of an agreement that is sure, and of a toll.
const MIN_MUTUAL_SURE: f64 = 0.5;
const MIN_MUTUAL_TOLL: f64 = 0.4;
/// Least likeness (Dice, by rare words) for the band `high`, and for an agreement of the band `medium`. Read off a day of real
/// news: below, two sentences mostly tell two facts of one event.
const FIT_HIGH: f64 = 0.6;
const FIT_AGREEMENT: f64 = 0.25;
/// Least likeness of two tolls of an event that has one, and of an event that may have several.
const FIT_SAME_TOLL: f64 = 0.1;
const FIT_TOLL_OF_MANY: f64 = 0.25;
/// Share of these that is asked of two languages, whose words meet only through names, figures and concepts.
const ACROSS_LANGUAGES: f64 = 0.5;

fn at_most_medium(relation: Relation) -> Relation {
    at_most(MIN_HIGH, relation)
}

/// A relation below the band that begins at `least`.
fn at_most(least: f64, mut relation: Relation) -> Relation {
    relation.score = relation.score.min(least - 0.0001);
    relation.band = band(relation.score);
    relation
}

fn has(relation: &Relation, feature: &str) -> bool {
    value(relation, feature) > 0.0
}

fn value(relation: &Relation, feature: &str) -> f64 {
    relation.features.iter().find(|(name, _)| *name == feature).map_or(0.0, |(_, value)| *value)
}
