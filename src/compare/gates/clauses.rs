//! What stands of a relation between the clauses of two sentences, and which of both is shown.

use super::agreements::agreed;
use super::{ACROSS_LANGUAGES, at_most_medium, has};
use crate::compare::counterpart::Fit;
use crate::compare::decide::Decision;
use crate::compare::rules::Trace;
use crate::model::{Kind, Relation, Verdict};

/// Least likeness of two runs of clauses for them to be compared, and for a contradiction to stand.
pub(in crate::compare) const FIT_CLAUSE: f64 = 0.4;
const FIT_CLAUSE_VALUE: f64 = 0.6;
const FIT_CLAUSE_OPPOSED: f64 = 0.85;
const MIN_MUTUAL_CLAUSE: f64 = 0.5;

/// Whether a finding may be made in a clause alone: acts are told there. Figures have their whole in the sentence, words of
/// a speaker their frame.
pub(in crate::compare) fn holds_in_clause(decision: &Decision) -> bool {
    match decision.finding.verdict {
        Verdict::Agreement => true,
        Verdict::Contradiction => matches!(
            decision.finding.kind,
            Some(Kind::Negation | Kind::Opposite | Kind::Modality | Kind::Date | Kind::Place)
        ),
        Verdict::Update | Verdict::Scope => false,
    }
}

/// Gates of the detector of agreements that find something in two sentences which their clauses alone may have lost.
const AGAINST: [&str; 9] = [
    "denied",
    "other_days",
    "other_figures",
    "other_values",
    "words_of_two_mouths",
    "words_of_two_offices",
    "quotations_differ",
    "another_title",
    "another_number_of_a_row",
];

/// Whether something in two whole sentences speaks against an agreement of their clauses: a detector found that they contradict
/// each other, or the day, the figure or the speaker of one is not the other's.
pub(in crate::compare) fn are_opposed(whole: Option<&Relation>, trace: &Trace) -> bool {
    let against = |stop: &(&str, &str)| stop.0 == "agreement" && AGAINST.contains(&stop.1);
    whole.is_some_and(|one| one.verdict == Verdict::Contradiction) || trace.stops.iter().any(against)
}

/// What stands of a relation between the clauses of two sentences that fit best.
pub(in crate::compare) fn among_clauses(
    mut relation: Relation,
    fit: &Fit,
    trace: &mut Trace,
) -> Option<Relation> {
    relation.features.extend([("rare_likeness", fit.likeness), ("mutual", fit.mutual), ("clause", 1.0)]);
    // A clause has lost what the sentence says of it: of what, by whom, when.
    if relation.verdict == Verdict::Agreement {
        // Two languages share too few words for a run of clauses to be found by them.
        if !has(&relation, "same_language") {
            return trace.stop("clause", "two_languages");
        }
        return agreed(relation, fit, trace).map(at_most_medium);
    }
    if fit.series && matches!(relation.kind, Some(Kind::Opposite)) {
        return trace.stop("clause", "another_reading_of_a_series");
    }
    if fit.mutual < MIN_MUTUAL_CLAUSE {
        return trace.stop("clause", "another_fits_better");
    }
    if has(&relation, "venue") {
        return trace.stop("clause", "grounds_around_one_happening");
    }
    let scale = if has(&relation, "same_language") { 1.0 } else { ACROSS_LANGUAGES };
    // A clause has lost its subject to another: what is denied or undone there must be all but the same words.
    let least = match relation.kind {
        Some(Kind::Date | Kind::Place) => FIT_CLAUSE_VALUE,
        _ => FIT_CLAUSE_OPPOSED,
    };
    if fit.likeness < least * scale {
        return trace.stop("clause", "few_rare_words");
    }
    Some(at_most_medium(relation))
}

/// Which relation of a pair of sentences is shown, of what stands between the wholes and what between their clauses: a
/// contradiction before all else, then that of the wholes.
pub(in crate::compare) fn stronger(whole: Option<Relation>, clause: Option<Relation>) -> Option<Relation> {
    let opposed =
        |one: &Option<Relation>| one.as_ref().is_some_and(|one| one.verdict == Verdict::Contradiction);
    // A toll that grows from day to day is told with the day of each count.
    let counted_on = |one: &Option<Relation>| one.as_ref().is_some_and(|one| one.kind == Some(Kind::Date));
    let grown = |one: &Option<Relation>| one.as_ref().is_some_and(|one| one.verdict == Verdict::Update);
    if opposed(&clause) && !opposed(&whole) && !(counted_on(&clause) && grown(&whole)) {
        clause
    } else {
        whole.or(clause)
    }
}
