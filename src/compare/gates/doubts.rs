//! What a run shows only to those who ask for it.
//!
//! Two reports of one event tell of many things, and a day has several accidents, fires and clashes told in the same words.
//! What stands after all other gates and yet was wrong more often than right when days of real news were read is given the
//! band `low`, with the reason in the trace, and not thrown away: a reader of one event may want it.

use super::{at_most, has, value};
use crate::compare::counterpart::Fit;
use crate::compare::decide::MIN_MEDIUM;
use crate::compare::rules::Trace;
use crate::model::{Band, Kind, Relation, Verdict};

/// A contradiction at the band that the doubts about it leave; everything else as it came.
pub(in crate::compare) fn doubt(relation: Relation, fit: &Fit, trace: &mut Trace) -> Relation {
    if relation.verdict != Verdict::Contradiction || relation.band == Band::Low {
        return relation;
    }
    let words = fit.in_many && is_told_in_words(&relation);
    let words = words.then_some("words_among_many_reports");
    let Some(reason) = words.or_else(|| doubt_about(&relation, fit)) else { return relation };
    trace.stop::<()>("doubt", reason);
    at_most(MIN_MEDIUM, relation)
}

/// Whether words and no figure or day are what differs: on nine days of thousands of articles 27 of 31 figures and days held at the band
/// `high`, and none of the 25 that differed in words, at `high` and `medium`.
fn is_told_in_words(relation: &Relation) -> bool {
    matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Participant | Kind::Quotation))
}

/// Likeness from which on two sentences are one report in two wordings, whatever else speaks against it.
const ONE_REPORT: f64 = 0.6;
/// Least learned chance of one thing, for the band `medium`: of who was there, of acts, of days, of blame and of what frames.
const SAME_COMPANY: f64 = 0.4;
const SAME_ACT: f64 = 0.1;
const SAME_DAY: f64 = 0.05;
const SAME_BLAME: f64 = 0.1;
const SAME_THEME: f64 = 0.5;
/// Least learned chance that two acts are opposed, for the band `medium`: of verbs of opposite classes, of the same between two
/// wordings of one report, and of what one side denies or has as ahead.
const OPPOSED_ACT: f64 = 0.9;
const OPPOSED_WORDING: f64 = 0.75;
const OPPOSED_STATUS: f64 = 0.7;
/// How far two tolls of one incident lie apart at most, and two other figures that are not surely of one thing, as a share of
/// the greater: the first reports of one blast are rarely off by half.
const TOLLS_APART: f64 = 0.45;
const FIGURES_APART: f64 = 0.6;
const SURELY_ONE: f64 = 0.3;
/// Reports up to which the cause that two of them name is that of one happening.
const FEW_REPORTS: u32 = 5;

fn doubt_about(relation: &Relation, fit: &Fit) -> Option<&'static str> {
    // The models have seen pairs of one language only.
    let known = has(relation, "same_language");
    let one_report = fit.likeness.max(fit.around) >= ONE_REPORT;
    let below = |chance: &str, least: f64| known && value(relation, chance) < least;
    match relation.kind? {
        Kind::Framing => doubt_about_framing(relation, fit, one_report),
        // One word of a name that stands nowhere else in its article may be a paper's, or no name at all.
        Kind::Attribution => {
            let unsure = has(relation, "by_surname") && !(fit.few && has(relation, "named_again"));
            unsure.then_some("speaker_of_one_name")
        }
        // Whom one side names as kept out and the other as taking part is told by both.
        Kind::Participant if value(relation, "excluded_is_named") >= 1.0 && !has(relation, "presence") => {
            None
        }
        Kind::Participant => below("same_chance", SAME_COMPANY).then_some("people_of_another_occasion"),
        // A clause has lost of what it is the day.
        // Reports of one body give many figures, and beside the news nothing says that two are of one thing.
        Kind::Number if has(relation, "aside") && !one_report => Some("figures_beside_the_event"),
        // What lasts three days may be a part of what lasts a week, or another part of it.
        Kind::Number if has(relation, "lasting") && !one_report => Some("lengths_of_parts"),
        Kind::Date if has(relation, "clause") => Some("days_of_two_happenings"),
        Kind::Date => (!one_report && below("same_chance", SAME_DAY)).then_some("days_of_two_happenings"),
        Kind::Opposite if known => {
            let least = if one_report { OPPOSED_WORDING } else { OPPOSED_ACT };
            let moments = !has(relation, "both_facts")
                || below("opposed_chance", least)
                || below("same_chance", SAME_ACT);
            moments.then_some("acts_of_two_moments")
        }
        // Whoever retells a thing to call it untrue says himself what he denies.
        Kind::Negation if !one_report && !has(relation, "refuted") => {
            below("opposed_chance", OPPOSED_STATUS).then_some("another_thing_denied")
        }
        Kind::Modality => below("opposed_chance", OPPOSED_STATUS).then_some("status_of_another_thing"),
        Kind::Number if !one_report => {
            let toll = has(relation, "toll");
            let apart = if toll { TOLLS_APART } else { FIGURES_APART };
            let unsure = toll || below("same_chance", SURELY_ONE);
            (unsure && value(relation, "gap") >= apart).then_some("figures_far_apart")
        }
        _ => None,
    }
}

fn doubt_about_framing(relation: &Relation, fit: &Fit, one_report: bool) -> Option<&'static str> {
    let known = has(relation, "same_language");
    let below = |chance: &str, least: f64| known && value(relation, chance) < least;
    match () {
        // Where many report fires of one day, each names the cause of its own.
        () if has(relation, "cause") => {
            (!one_report && fit.reports > FEW_REPORTS).then_some("causes_of_several_happenings")
        }
        () if has(relation, "blame") => below("same_chance", SAME_BLAME).then_some("blame_for_another_thing"),
        // A theme that both name by its place is one; words alone may meet by chance.
        () if has(relation, "theme_place") || has(relation, "duty") || has(relation, "emphasis") => None,
        () => {
            let loose = below("same_chance", SAME_THEME) || below("opposed_chance", OPPOSED_ACT);
            loose.then_some("another_theme")
        }
    }
}
