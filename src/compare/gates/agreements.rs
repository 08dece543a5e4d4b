//! What stands of an agreement, and agreements of acts that no table knows.

use super::{
    ACROSS_LANGUAGES, FIT_AGREEMENT, FIT_HIGH, FIT_SAME_TOLL, FIT_TOLL_OF_MANY, MIN_MUTUAL, MIN_MUTUAL_SURE,
    MIN_MUTUAL_TOLL, at_most_medium, has, value,
};
use crate::compare::align::Pair;
use crate::compare::counterpart::Fit;
use crate::compare::decide::{Decision, MIN_HIGH, MIN_MEDIUM, MIN_SCORE, band, tells_another_turn};
use crate::compare::learned;
use crate::compare::rules::Trace;
use crate::model::{Relation, Verdict};

/// How sure an agreement is, in log odds, from which it stands beside a better counterpart elsewhere, and from which the
/// best counterpart stands at all. Read off pairs of a run on real news, with the likenesses that go with them.
const MIN_SURE: f64 = 0.5;
const MIN_SURE_OF_BEST: f64 = -2.0;
/// Least likeness of an agreement that is sure.
pub(in crate::compare) const FIT_SURE: f64 = 0.2;
/// Least likeness of an agreement of the band `high`.
const FIT_AGREEMENT_HIGH: f64 = 0.3;
/// Least matched words, of eight, that tell something by themselves where no act and no figure does.
const MIN_TOLD: f64 = 0.5;
/// Learned chance that two sentences are opposed, from which on no agreement of theirs is shown.
const OPPOSED_AGREED: f64 = 0.6;
/// What the detector's score weighs beside the learned chance, both in log odds.
const DETECTOR_SHARE: f64 = 0.7;

/// Least likeness and chance of one thing for an agreement whose acts no table knows.
const FIT_UNSAID: f64 = 0.35;
const SAME_UNSAID: f64 = 0.6;
/// Least nearness to the best fit, and greatest chance of opposition, of such an agreement.
pub(super) const MUTUAL_UNSAID: f64 = 0.9;
const OPPOSED_UNSAID: f64 = 0.6;
/// Least matched words, of eight, that tell something there.
pub(super) const TOLD_UNSAID: f64 = 0.25;

/// The agreement of a pair in which no finding reached the bar: rare words and the learned model alone may show that both
/// tell one thing in acts that no table knows. `None` unless the pair fits well by its words, where they are of one language.
pub(in crate::compare) fn unsaid(pair: &Pair<'_>, found: &[Decision], fit: &Fit) -> Option<Decision> {
    let across = pair.a.lang != pair.b.lang;
    let other = |one: &Decision| one.finding.verdict != Verdict::Agreement && one.score >= MIN_SCORE;
    if found.iter().any(other) || tells_another_turn(pair) {
        return None;
    }
    // Two languages share few words, and a figure may be all that two wordings share; what the run knows of the two decides later.
    let figure =
        found.iter().find(|one| one.finding.verdict == Verdict::Agreement).is_some_and(shares_figure);
    let likely = (!across && fit.likeness >= FIT_UNSAID)
        .then(|| learned::likely(pair, found, &learned::residue::Residue::of(pair)));
    let worded = likely.is_some_and(|likely| likely.same >= SAME_UNSAID && likely.opposed < OPPOSED_UNSAID);
    let twice = !across && fit.gathered && may_be_told_twice(fit);
    if !across && !worded && !figure && !twice {
        return None;
    }
    let mut decision = found.iter().find(|one| one.finding.verdict == Verdict::Agreement)?.clone();
    decision.finding.features.push(("unsaid", 1.0));
    if !across && figure && !worded {
        decision.finding.features.push(("one_figure", 1.0));
    }
    if twice && !worded && !figure {
        let likely = learned::likely(pair, found, &learned::residue::Residue::of(pair));
        decision.finding.features.extend([("twice", 1.0), ("opposed_chance", likely.opposed)]);
    }
    decision.score = decision.score.max(MIN_SCORE);
    Some(decision)
}

/// Whether the model of newsrooms may hold two sentences for one fact once the run shows them to be each other's counterpart.
fn may_be_told_twice(fit: &Fit) -> bool {
    let at_best = Fit { mutual: 1.0, lead: fit.likeness, ..*fit };
    fit.retold.is_some_and(|alone| learned::retold_chance(false, alone, &at_best) >= TOLD_TWICE)
}

/// Whether both sides give one figure that two reports of one event hardly share by chance, and none that differs.
fn shares_figure(agreement: &Decision) -> bool {
    let value = |feature: &str| {
        agreement.finding.features.iter().find(|(name, _)| *name == feature).map_or(0.0, |(_, value)| *value)
    };
    (value("telling") > 0.0 || value("figure") >= ONE_FIGURE) && value("figures_differ") <= 0.0
}

/// How surely two equal counts count one thing, from which on they may be all that two sentences share.
const ONE_FIGURE: f64 = 0.7;
/// Least chance of one fact, by the model, for an agreement of one language that rests on such a figure.
const RETOLD_FIGURE: f64 = 0.4;

/// Whether two sentences of one language of which no finding reached the bar tell one fact, by the figure that they share.
pub(super) fn tells_one_figure(fit: &Fit) -> bool {
    let chance = fit.retold.map_or(0.0, |alone| learned::retold_chance(false, alone, fit));
    !fit.series && chance >= RETOLD_FIGURE
}

/// Least chance of one fact told twice, by the model of newsrooms, for an agreement that rests on it; and the chance from
/// which on it outweighs the model of opposed sentences, up to a limit.
const TOLD_TWICE: f64 = 0.6;
const SURELY_TWICE: f64 = 0.75;
const HARDLY_OPPOSED: f64 = 0.85;
/// How near such a pair is to the best fit of both, and how far ahead of the next best: a fact has one counterpart.
const MUTUAL_TWICE: f64 = 0.9;
const LEAD_TWICE: f64 = 0.1;

/// Whether two sentences of one language tell one fact in words of their own: each is plainly the other's counterpart, and the
/// model that learned from newsrooms how facts are retold holds them for one. Among gathered articles only: of 27 read that it would add
/// among the thousands of two days, ten were right.
pub(super) fn told_twice(relation: &Relation, fit: &Fit) -> bool {
    let Some(alone) = fit.retold.filter(|_| has(relation, "same_language")) else { return false };
    let chance = learned::retold_chance(false, alone, fit);
    let opposed = value(relation, "opposed_chance");
    let told = chance >= TOLD_TWICE && opposed < OPPOSED_AGREED
        || chance >= SURELY_TWICE && opposed < HARDLY_OPPOSED;
    told && fit.gathered
        && !fit.fragment
        && !fit.series
        && fit.mutual >= MUTUAL_TWICE
        && fit.lead >= LEAD_TWICE
}

/// What stands of an agreement: by its words, or as one fact plainly told twice.
pub(super) fn agreed(relation: Relation, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
    let twice = told_twice(&relation, fit).then(|| on_slots(relation.clone()));
    by_words(relation, fit, trace).or(twice)
}

/// What stands of an agreement by its words: the detector's score and the learned chance together say how sure it is. A fact may
/// be told in part of a long sentence, so that rare words alone, over whole sentences, miss much.
fn by_words(mut relation: Relation, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
    // A formula or a fragment of a list says nothing that can be agreed on.
    let slots = shares_slots(&relation, fit);
    let told = slots
        || value(&relation, "act") > 0.0
        || value(&relation, "figure") > 0.0
        || fit.likeness >= FIT_HIGH && value(&relation, "told") >= MIN_TOLD;
    if !told || fit.fragment {
        return trace.stop("counterpart", "nothing_told");
    }
    // To say that two reports agree where they differ is worse than to say nothing.
    if has(&relation, "same_language") && value(&relation, "opposed_chance") >= OPPOSED_AGREED {
        return trace.stop("counterpart", "may_be_opposed");
    }
    let retold = fit.retold.map(|alone| learned::retold_chance(false, alone, fit));
    relation.features.extend(retold.map(|chance| ("retold", chance)));
    let chance =
        relation.features.iter().find(|(name, _)| *name == "same_chance").map_or(0.5, |(_, value)| *value);
    // An event has one toll: two equal ones are the same, whatever else is told beside them.
    let least = if fit.one_toll { FIT_SAME_TOLL } else { FIT_TOLL_OF_MANY };
    if has(&relation, "whole_toll") && fit.likeness >= least && fit.mutual >= MIN_MUTUAL_TOLL {
        return Some(at_most_medium(relation));
    }
    let sure = log_odds(chance) + DETECTOR_SHARE * log_odds(relation.score);
    let by_itself = sure >= MIN_SURE && fit.likeness >= FIT_SURE && fit.mutual >= MIN_MUTUAL_SURE;
    let as_the_best = sure >= MIN_SURE_OF_BEST && fit.likeness >= FIT_AGREEMENT && fit.mutual >= MIN_MUTUAL;
    if !by_itself && !as_the_best && slots {
        return Some(on_slots(relation));
    }
    if !by_itself && !as_the_best {
        return trace.stop(
            "counterpart",
            if fit.mutual < MIN_MUTUAL { "another_fits_better" } else { "few_rare_words" },
        );
    }
    relation.score = MIN_MEDIUM + (1.0 - MIN_MEDIUM) / (1.0 + (1.5 - sure).exp());
    if fit.likeness < FIT_AGREEMENT_HIGH || has(&relation, "places_apart") && fit.likeness < FIT_HIGH {
        relation.score = relation.score.min(MIN_HIGH - 0.0001);
    }
    relation.band = band(relation.score);
    // Where the words of one side are the other's, the model of newsrooms, where few copy, has nothing to add.
    let contained = value(&relation, "containment");
    match retold {
        Some(chance) if contained < OTHERWISE && chance < TWO_FACTS => {
            trace.stop("counterpart", "not_retold")
        }
        Some(chance) if contained < WORDED_ALIKE && chance < UNSURE => Some(at_most_medium(relation)),
        _ => Some(relation),
    }
}

/// Share of the lighter sentence that is matched below which two sentences word it otherwise, and from which on they word it alike.
const OTHERWISE: f64 = 0.7;
const WORDED_ALIKE: f64 = 0.8;
/// Chance below which two sentences of one language that are worded otherwise mostly tell two facts, and below which nobody can
/// be sure of one. Read off three days of real news.
const TWO_FACTS: f64 = 0.1;
const UNSURE: f64 = 0.35;

/// Least nearness to the best fit of two reports of one meeting, of one list of subjects, and of one outcome: the shorter
/// the words for a thing, the less words tell which of them is meant.
const MUTUAL_OF_SLOTS: [(&str, f64); 3] = [("meeting", 0.3), ("topics", 0.3), ("outcome", 0.15)];
/// The same of one telling figure and of one thing named by a number, and the likeness it then needs; two languages share too few words to ask for any.
const MUTUAL_OF_FIGURE: f64 = 0.4;
const FIT_FIGURE: f64 = 0.1;
/// What the detector's score adds to the score of an agreement that rests on shared slots.
const SLOTS_SHARE: f64 = 0.15;

/// Whether an agreement stands on the slots both sides share: the event itself says that one talk is meant.
pub(super) fn shares_slots(relation: &Relation, fit: &Fit) -> bool {
    let stands =
        |&(feature, least): &(&str, f64)| fit.contact && has(relation, feature) && fit.mutual >= least;
    let fits = fit.mutual >= MUTUAL_OF_FIGURE && fit.likeness >= FIT_FIGURE;
    let told = has(relation, "telling") || has(relation, "numbered") && has(relation, "same_language");
    let figure = told && !fit.series && !has(relation, "figures_differ");
    MUTUAL_OF_SLOTS.iter().any(stands) || figure && (fits || !has(relation, "same_language"))
}

/// An agreement on shared slots: never of the highest band, since other words may tell another thing.
pub(super) fn on_slots(mut relation: Relation) -> Relation {
    relation.score = MIN_MEDIUM + SLOTS_SHARE * relation.score;
    at_most_medium(relation)
}

/// Least chance that two languages tell one fact for an agreement, and for one that other signs show too. Read off newsrooms
/// by models that did not see them.
const RETOLD: f64 = 0.45;
const RETOLD_BESIDE: f64 = 0.2;
/// What chance adds to the score from `RETOLD` on, so that the band `high` begins where nine of ten are right.
const RETOLD_SLOPE: f64 = 0.6;

/// What stands of an agreement of two languages: its words, acts, values and speakers together say how sure it is.
pub(super) fn retold(mut relation: Relation, alone: f64, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
    let chance = learned::retold_chance(true, alone, fit);
    relation.features.push(("retold", chance));
    let beside = chance >= RETOLD_BESIDE && !has(&relation, "unsaid");
    if chance < RETOLD && beside && shares_slots(&relation, fit) {
        return Some(on_slots(relation));
    }
    let words = fit.likeness >= FIT_AGREEMENT * ACROSS_LANGUAGES && fit.mutual >= MIN_MUTUAL;
    if chance < RETOLD && !(beside && words) {
        return trace.stop("counterpart", "not_retold");
    }
    relation.score = (MIN_MEDIUM + RETOLD_SLOPE * (chance - RETOLD)).clamp(MIN_MEDIUM, MOST_RETOLD);
    relation.band = band(relation.score);
    Some(relation)
}

/// Greatest score of such an agreement.
const MOST_RETOLD: f64 = 0.95;

fn log_odds(chance: f64) -> f64 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}
