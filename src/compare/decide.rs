//! Findings to one decision.
//!
//! Takes a pair, asks every detector, scores what they found with the weights of `weights.tsv`, gives the one finding
//! that stands for the pair of sentences, or none. Abstains below the bar: rare truth is the rule.

use super::align::Pair;
use super::counterpart::Fit;
use super::learned;
use super::reading::Reading;
use super::rules::{self, Finding, Trace};
use crate::model::{Band, Kind, Relation, Span, Token, TokenKind, Verdict};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A finding with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was found.
    pub finding: Finding,
    /// 0–1.
    pub score: f64,
    /// Its band.
    pub band: Band,
}

/// Least score of a finding that is shown at all.
pub const MIN_SCORE: f64 = 0.5;
/// Least score of the band `medium`.
const MIN_MEDIUM: f64 = 0.55;
/// Least score of the band `high`.
const MIN_HIGH: f64 = 0.75;

static WEIGHTS: LazyLock<BTreeMap<(&'static str, &'static str), f64>> = LazyLock::new(|| {
    let lines = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?.trim().parse().ok()?))
        })
        .collect()
});

/// The decision for a pair of sentences; `None` where no finding reaches the bar.
pub fn decide(pair: &Pair<'_>, trace: &mut Trace) -> Option<Decision> {
    decide_of_all(pair, trace).0
}

/// As [`decide`], with everything the detectors found.
pub(super) fn decide_of_all(pair: &Pair<'_>, trace: &mut Trace) -> (Option<Decision>, Vec<Decision>) {
    let found = all(pair, trace);
    let mut standing: Vec<&Decision> = found.iter().collect();
    let other_turn = tells_another_turn(pair);
    standing.retain(|one| {
        let of_turn = !matches!(one.finding.kind, Some(Kind::Place | Kind::Attribution | Kind::Quotation));
        let gate = match one.score >= MIN_SCORE {
            false => Some("score"),
            true if other_turn && of_turn => Some("another_turn"),
            true => said_by_both(pair, &one.finding).then_some("said_by_both"),
        };
        gate.is_none_or(|gate| trace.stop::<()>(one.finding.rule, gate).is_some())
    });
    let best = standing.into_iter().max_by(|x, y| rank(x).cmp(&rank(y)).then(x.score.total_cmp(&y.score)));
    (best.cloned(), found)
}

/// Whether one noun of both sides has another ordinal on each ("the second shipment", "the third shipment"): then the two
/// tell of two things that follow each other.
pub(super) fn tells_another_turn(pair: &Pair<'_>) -> bool {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let mut turns = hits.filter_map(|(one, other)| {
        let (_, a) = pair.a.ordinal_beside(pair.a.words[one].token as usize)?;
        let (_, b) = pair.b.ordinal_beside(pair.b.words[other].token as usize)?;
        Some(a == b)
    });
    turns.any(|same| !same)
}

/// Whether the words that set one side apart stand in the other sentence too: then both say both, and the detector has
/// tied them to different things ("12 dead and 40 hurt" against "40 hurt and 12 dead").
pub(super) fn said_by_both(pair: &Pair<'_>, finding: &Finding) -> bool {
    if matches!(finding.kind, None | Some(Kind::Attribution | Kind::Participant)) {
        return false;
    }
    // A venue that both sides name is looked at where it is found: one may name it as where it was not.
    // So may it name the party that the other blames.
    let apart = |name: &str| matches!(name, "venue" | "blame");
    if finding.features.iter().any(|(name, value)| apart(name) && *value > 0.0) {
        return false;
    }
    let stems = |reading: &Reading<'_>, spans: Option<&[Span]>| -> BTreeSet<CompactString> {
        let told =
            |token: &&Token| spans.is_none_or(|spans| spans.iter().any(|span| span.overlaps(token.span)));
        let words = reading.tokens.iter().filter(|token| token.kind != TokenKind::Mark).filter(told);
        words.map(|token| token.stem.clone()).collect()
    };
    // The same words on both sides were read in two ways.
    let as_written = |reading: &Reading<'_>, spans: &[Span]| -> Vec<CompactString> {
        let told = |token: &&Token| {
            token.kind != TokenKind::Mark && spans.iter().any(|span| span.overlaps(token.span))
        };
        reading.tokens.iter().filter(told).map(|token| token.folded.clone()).collect()
    };
    if as_written(pair.a, &finding.a) == as_written(pair.b, &finding.b) {
        return true;
    }
    let (deciding_a, deciding_b) = (stems(pair.a, Some(&finding.a)), stems(pair.b, Some(&finding.b)));
    let (all_a, all_b) = (stems(pair.a, None), stems(pair.b, None));
    // Small words are no evidence that a side says as much, except where a negator is what decides.
    let content: BTreeSet<CompactString> = if finding.kind == Some(Kind::Quotation) {
        let words = |reading: &Reading<'_>| -> Vec<CompactString> {
            reading.words.iter().map(|word| reading.tokens[word.token as usize].stem.clone()).collect()
        };
        words(pair.a).into_iter().chain(words(pair.b)).collect()
    } else {
        all_a.union(&all_b).cloned().collect()
    };
    let echoed =
        |own: &BTreeSet<CompactString>, other: &BTreeSet<CompactString>, all: &BTreeSet<CompactString>| {
            let mut apart = own.difference(other).filter(|stem| content.contains(*stem)).peekable();
            apart.peek().is_some() && apart.all(|stem| all.contains(stem))
        };
    echoed(&deciding_a, &deciding_b, &all_b) || echoed(&deciding_b, &deciding_a, &all_a)
}

/// Least nearness to the best fit between two articles: a fact has one counterpart in another report.
const MIN_MUTUAL: f64 = 0.8;
/// Least likeness (Dice, by rare words) for the band `high`, for `medium`, and for an agreement of the band `medium`.
/// Read off a day of real news: below `medium` the two sentences mostly tell two facts of one event.
const FIT_HIGH: f64 = 0.6;
const FIT_MEDIUM: f64 = 0.45;
const FIT_AGREEMENT: f64 = 0.25;
const FIT_UPDATE: f64 = 0.3;
/// How surely two counts count one thing, from which on an update of a toll stands by itself, and a difference of counts
/// with this likeness.
const SAME_TOLL: f64 = 0.76;
const SAME_COUNT: f64 = 0.8;
const FIT_COUNT: f64 = 0.3;
/// Least likeness of two tolls of an event that has one, and of an event that may have several.
const FIT_SAME_TOLL: f64 = 0.1;
const FIT_TOLL_OF_MANY: f64 = 0.25;
const MIN_MUTUAL_TOLL: f64 = 0.4;
/// The same for a count beside others that are equal, and the likeness it then needs.
const SAME_PART: f64 = 0.7;
const FIT_TALLY: f64 = 0.2;
/// The best fit of both sides; the share of the lighter sentence that is then matched, and the score, from which on what is
/// denied or opposed in short sentences needs fewer rare words.
const MUTUAL: f64 = 0.99;
const MIN_HELD: f64 = 0.5;
const SURELY_OPPOSED: f64 = 0.8;
/// Least share of the lighter sentence that is matched where somebody is kept out and named in two other sentences.
const MIN_CONTAINED: f64 = 0.2;
/// How surely somebody else is named beside one who is said to have been alone.
const ALONE: f64 = 0.6;
/// Least theme of opposed outcomes that need not be alike in their words.
const MIN_THEME: f64 = 0.45;
/// Share of these that is asked of two languages, whose words meet only through names, figures and concepts.
const ACROSS_LANGUAGES: f64 = 0.5;

/// What stands of a relation once the other sentences of the two articles are known.
///
/// A pair that is given alone is taken to speak of one fact; in a run that has to show. Words of one mouth show it by
/// themselves; opposed outcomes (both sides tell what is to be) share few words by nature. Everything else needs rare
/// words in common and no better counterpart in the other article.
pub(super) fn among_counterparts(mut relation: Relation, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
    relation.features.push(("rare_likeness", fit.likeness));
    relation.features.push(("mutual", fit.mutual));
    relation.features.push(("around", fit.around));
    let least = match (relation.verdict, relation.kind) {
        // Editors and translators put one word of a quotation for another; what is denied, counted or done otherwise is no wording.
        (_, Some(Kind::Quotation)) if value(&relation, "substance") < SUBSTANCE => {
            return trace.stop("counterpart", "other_wording");
        }
        (_, Some(Kind::Attribution | Kind::Quotation)) => return Some(relation),
        // A theme both name by its place; words alone may meet by chance.
        (_, Some(Kind::Framing))
            if fit.contact
                && has(&relation, "ahead")
                && has(&relation, "standing")
                && has(&relation, "theme_place")
                && value(&relation, "theme") >= MIN_THEME =>
        {
            return Some(relation);
        }
        // One happening of an event has one cause, told in whatever words.
        (_, Some(Kind::Framing))
            if has(&relation, "cause") && fit.one_story
                || has(&relation, "blame") && told_of_one_story(fit) =>
        {
            return Some(at_most_medium(relation));
        }
        (_, Some(Kind::Framing)) if has(&relation, "cause") || has(&relation, "blame") => FIT_HIGH,
        // Around one happening a report names many grounds: the road, the hospital, the hall. Two of them are shown for a next one
        // of a row alone, which has but one.
        (_, Some(Kind::Place)) if has(&relation, "venue") && !has(&relation, "next") => {
            return trace.stop("counterpart", "grounds_around_one_happening");
        }
        // So has it one place and one day, and so has the next one of a row.
        (_, Some(Kind::Place | Kind::Date))
            if (has(&relation, "of_event") || has(&relation, "next")) && told_of_one_story(fit) =>
        {
            return Some(at_most_medium(relation));
        }
        // One duty in two quarters of a place: the place itself is what both name.
        (_, Some(Kind::Framing)) if fit.accord && has(&relation, "duty") => return Some(relation),
        // Who was absent on one side and present on the other was so at the one event that both tell of.
        (_, Some(Kind::Participant)) if has(&relation, "presence") && told_of_one_story(fit) => {
            return Some(at_most_medium(relation));
        }
        (_, Some(Kind::Participant)) if has(&relation, "presence") => {
            return trace.stop("counterpart", "another_occasion");
        }
        // Who was kept out on one side and is named as present on the other needs no other word in common.
        (_, Some(Kind::Participant))
            if value(&relation, "excluded_is_named") >= if fit.accord { ALONE } else { 1.0 }
                && (fit.accord || told_of_one_story(fit))
                && (fit.mutual >= MIN_MUTUAL_TOLL || value(&relation, "containment") >= MIN_CONTAINED) =>
        {
            return Some(relation);
        }
        (Verdict::Agreement, _) if has(&relation, "unsaid") => {
            if fit.mutual < MUTUAL_UNSAID || fit.fragment || value(&relation, "told") < TOLD_UNSAID {
                return trace.stop("counterpart", "another_fits_better");
            }
            return Some(on_slots(relation));
        }
        (Verdict::Agreement, _) if has(&relation, "same_language") => return agreed(relation, fit, trace),
        (Verdict::Agreement, _) if shares_slots(&relation, fit) => return Some(on_slots(relation)),
        (Verdict::Agreement, _) => FIT_AGREEMENT,
        // An event has one toll: two counts of one fate speak of the same thing, whatever else is told beside them.
        (Verdict::Update, _) if counts_one_toll(&relation, fit) => return Some(at_most_medium(relation)),
        (Verdict::Update, _) => FIT_UPDATE,
        // A bound and a value, a part and its whole: nobody is contradicted.
        (Verdict::Scope, _) => match fit.one_story {
            true => FIT_TALLY,
            false => FIT_MEDIUM,
        },
        // A match has one result, a trial one term, a vote one outcome.
        (_, Some(Kind::Number)) if has(&relation, "one_result") => FIT_TALLY,
        // Of two accidents or clashes each report gives its own value; few reports of one happening give one.
        (_, Some(Kind::Number)) if has(&relation, "lone_value") => match told_of_one_story(fit) {
            true => FIT_TALLY,
            false => FIT_MEDIUM,
        },
        (_, Some(Kind::Number)) if has(&relation, "toll") && value(&relation, "same_thing") >= SAME_COUNT => {
            FIT_COUNT
        }
        // An age stands beside its holder's name, whatever else is told.
        (_, Some(Kind::Number)) if has(&relation, "age") => return Some(at_most_medium(relation)),
        // An event has one magnitude.
        (_, Some(Kind::Number)) if has(&relation, "one_measure") && fit.one_toll => FIT_TALLY,
        (_, Some(Kind::Number)) if has(&relation, "one_measure") => FIT_COUNT,
        // Two lists of those whom one fate befell, alike but for one kind of people.
        (_, Some(Kind::Participant)) if has(&relation, "kinds") => FIT_TALLY,
        // One tally, of which one figure differs.
        (_, Some(Kind::Number))
            if has(&relation, "anchors") && value(&relation, "same_thing") >= SAME_PART =>
        {
            FIT_TALLY
        }
        (_, Some(Kind::Date)) if has(&relation, "happening") => FIT_TALLY,
        _ => FIT_MEDIUM,
    };
    // Two short sentences, each other's best fit, of which one plainly denies or undoes what the other tells.
    let plain = matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Modality))
        && fit.short
        && fit.mutual >= MUTUAL
        && value(&relation, "containment") >= MIN_HELD
        && relation.score >= SURELY_OPPOSED;
    let least = if plain { least.min(FIT_COUNT) } else { least };
    let least = if opposed_in_one_story(&relation, fit) { least.min(FIT_STORY) } else { least };
    // Where many report, or many clashes are one matter, acts of two moments stand beside each other.
    let of_acts = matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Modality));
    let least = if of_acts && !fit.one_story { least.max(FIT_HIGH) } else { least };
    let least = match relation.kind {
        // One noun with two numbers ("the third quay") is named exactly.
        Some(Kind::Place) if has(&relation, "numbered") => FIT_TALLY,
        // North and south of a town are two fronts of one war, and two sides of one blast.
        Some(Kind::Place) if has(&relation, "bearing") && (fit.one_story || fit.one_toll) => FIT_TALLY,
        Some(Kind::Place) => FIT_HIGH,
        _ => least,
    };
    let scale = if has(&relation, "same_language") { 1.0 } else { ACROSS_LANGUAGES };
    let of_values = matches!(relation.kind, Some(Kind::Number | Kind::Opposite | Kind::Framing));
    if fit.series && of_values {
        return trace.stop("counterpart", "another_reading_of_a_series");
    }
    let anchored = relation.kind == Some(Kind::Number) && has(&relation, "anchors");
    let sure = anchored || has(&relation, "lone_value") && fit.one_story;
    if fit.mutual < if sure { MIN_MUTUAL_SURE } else { MIN_MUTUAL } {
        return trace.stop("counterpart", "another_fits_better");
    }
    // What decides stands in a clause: its own words must fit, whatever else a long sentence tells.
    let fits = match relation.verdict {
        Verdict::Agreement => fit.likeness,
        _ if anchored
            || ["numbered", "bearing", "kinds", "venue", "happening"]
                .iter()
                .any(|one| has(&relation, one)) =>
        {
            fit.around.max(fit.likeness)
        }
        Verdict::Scope => fit.around.max(fit.likeness),
        _ if has(&relation, "one_result") || has(&relation, "lone_value") => fit.around.max(fit.likeness),
        _ if has(&relation, "one_measure") && fit.one_toll => fit.around.max(fit.likeness),
        _ if fit.short => fit.around.max(fit.likeness),
        _ => fit.around,
    };
    if fits < least * scale {
        return trace.stop("counterpart", "few_rare_words");
    }
    // What one report tells as ahead and another as done may have been done between the two.
    let ahead = relation.kind == Some(Kind::Modality) && has(&relation, "planned");
    if (fits < FIT_HIGH * scale || ahead) && relation.band == Band::High {
        relation.band = Band::Medium;
        relation.score = relation.score.min(MIN_HIGH - 0.0001);
    }
    Some(relation)
}

/// How sure it is that two quotations differ in substance and not in wording.
const SUBSTANCE: f64 = 0.9;

/// Least likeness of two verbs that answer each other in two reports of one story, and the least learned chance that they are
/// opposed.
const FIT_STORY: f64 = 0.2;
const OPPOSED_STORY: f64 = 0.5;

/// Whether two sentences are each other's counterpart in two reports of one happening: around it, a report tells of many
/// places, days and parties (the road of the crash, the hospital).
fn told_of_one_story(fit: &Fit) -> bool {
    fit.one_story && fit.mutual >= MIN_MUTUAL && fit.likeness >= FIT_COUNT
}

/// Whether two finite verbs answer each other in two reports of one happening: who opens a dispute words it his own way, so that
/// few rare words meet. Nouns of doing name what is spoken of as often as what is done, hence verbs alone.
fn opposed_in_one_story(relation: &Relation, fit: &Fit) -> bool {
    let opposed = !has(relation, "same_language") || value(relation, "opposed_chance") >= OPPOSED_STORY;
    fit.one_story
        && matches!(relation.kind, Some(Kind::Negation | Kind::Opposite | Kind::Modality))
        && has(relation, "verbs")
        && opposed
}

/// Least likeness of two runs of clauses for them to be compared, and for a contradiction to stand.
pub(super) const FIT_CLAUSE: f64 = 0.4;
const FIT_CLAUSE_VALUE: f64 = 0.6;
const FIT_CLAUSE_OPPOSED: f64 = 0.85;
const MIN_MUTUAL_CLAUSE: f64 = 0.5;

/// Whether a finding may be made in a clause alone: acts are told there. Figures have their whole in the sentence, words of
/// a speaker their frame.
pub(super) fn holds_in_clause(decision: &Decision) -> bool {
    match decision.finding.verdict {
        Verdict::Agreement => true,
        Verdict::Contradiction => matches!(
            decision.finding.kind,
            Some(Kind::Negation | Kind::Opposite | Kind::Modality | Kind::Date | Kind::Place)
        ),
        Verdict::Update | Verdict::Scope => false,
    }
}

/// What stands of a relation between the clauses of two sentences that fit best.
pub(super) fn among_clauses(mut relation: Relation, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
    relation.features.extend([("rare_likeness", fit.likeness), ("mutual", fit.mutual), ("clause", 1.0)]);
    // A clause has lost what the sentence says of it: of what, by whom, when.
    if relation.verdict == Verdict::Agreement {
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
pub(super) fn stronger(whole: Option<Relation>, clause: Option<Relation>) -> Option<Relation> {
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

/// Whether an update counts the toll that its event has: both the whole of it, or surely the same part.
fn counts_one_toll(relation: &Relation, fit: &Fit) -> bool {
    let same = if fit.one_toll { SAME_PART } else { SAME_TOLL };
    let sure = has(relation, "toll") && value(relation, "same_thing") >= same;
    // Of fighting, every report may count another clash.
    let least = if fit.one_toll { FIT_SAME_TOLL } else { FIT_TOLL_OF_MANY };
    (sure || has(relation, "whole_toll")) && fit.likeness >= least && fit.mutual >= MIN_MUTUAL_TOLL
}

fn at_most_medium(mut relation: Relation) -> Relation {
    relation.score = relation.score.min(MIN_HIGH - 0.0001);
    relation.band = band(relation.score);
    relation
}

/// How sure an agreement is, in log odds, from which it stands beside a better counterpart elsewhere, and from which the
/// best counterpart stands at all. Read off pairs of a run on real news, with the likenesses that go with them.
const MIN_SURE: f64 = 0.5;
const MIN_SURE_OF_BEST: f64 = -2.0;
/// Least likeness and nearness to the best fit of an agreement that is sure.
pub(super) const FIT_SURE: f64 = 0.2;
const MIN_MUTUAL_SURE: f64 = 0.5;
/// Least likeness of an agreement of the band `high`.
const FIT_AGREEMENT_HIGH: f64 = 0.3;
/// Least matched words, of eight, that tell something by themselves where no act and no figure does.
const MIN_TOLD: f64 = 0.5;
/// Learned chance that two sentences are opposed, from which on no agreement of theirs is shown.
const OPPOSED_AGREED: f64 = 0.6;
/// What the detector's score weighs beside the learned chance, both in log odds.
const DETECTOR_SHARE: f64 = 0.7;

/// Least likeness and chance of one thing for an agreement whose acts no table knows, within and across languages.
const FIT_UNSAID: f64 = 0.35;
const FIT_UNSAID_ACROSS: f64 = 0.3;
const SAME_UNSAID: f64 = 0.6;
const SAME_UNSAID_ACROSS: f64 = 0.5;
/// Least nearness to the best fit, and greatest chance of opposition, of such an agreement.
const MUTUAL_UNSAID: f64 = 0.9;
const OPPOSED_UNSAID: f64 = 0.6;
/// Least matched words, of eight, that tell something there.
const TOLD_UNSAID: f64 = 0.25;

/// The agreement of a pair in which no finding reached the bar: rare words and the learned model alone may show that both
/// tell one thing in acts that no table knows. `None` unless the pair fits well by its words.
pub(super) fn unsaid(pair: &Pair<'_>, found: &[Decision], fit: &Fit) -> Option<Decision> {
    let across = pair.a.lang != pair.b.lang;
    let least = if across { FIT_UNSAID_ACROSS } else { FIT_UNSAID };
    let other = |one: &Decision| one.finding.verdict != Verdict::Agreement && one.score >= MIN_SCORE;
    if fit.likeness < least || found.iter().any(other) || tells_another_turn(pair) {
        return None;
    }
    let likely = learned::likely(pair, found, &learned::residue::Residue::of(pair));
    let same = if across { SAME_UNSAID_ACROSS } else { SAME_UNSAID };
    // The model of opposition has seen pairs of one language only.
    let opposed = !across && likely.opposed >= OPPOSED_UNSAID;
    if likely.same < same || opposed {
        return None;
    }
    let mut decision = found.iter().find(|one| one.finding.verdict == Verdict::Agreement)?.clone();
    decision.finding.features.push(("unsaid", 1.0));
    decision.score = decision.score.max(MIN_SCORE);
    Some(decision)
}

/// What stands of an agreement: the detector's score and the learned chance together say how sure it is. A fact may be told
/// in part of a long sentence, so that rare words alone, over whole sentences, miss much.
fn agreed(mut relation: Relation, fit: &Fit, trace: &mut Trace) -> Option<Relation> {
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
    Some(relation)
}

/// Least nearness to the best fit of two reports of one meeting, of one list of subjects, and of one outcome: the shorter
/// the words for a thing, the less words tell which of them is meant.
const MUTUAL_OF_SLOTS: [(&str, f64); 3] = [("meeting", 0.3), ("topics", 0.3), ("outcome", 0.15)];
/// The same of one telling figure, and the likeness it then needs; two languages share too few words to ask for any.
const MUTUAL_OF_FIGURE: f64 = 0.4;
const FIT_FIGURE: f64 = 0.1;
/// What the detector's score adds to the score of an agreement that rests on shared slots.
const SLOTS_SHARE: f64 = 0.15;

/// Whether an agreement stands on the slots both sides share: the event itself says that one talk is meant.
fn shares_slots(relation: &Relation, fit: &Fit) -> bool {
    let stands =
        |&(feature, least): &(&str, f64)| fit.contact && has(relation, feature) && fit.mutual >= least;
    let fits = fit.mutual >= MUTUAL_OF_FIGURE && fit.likeness >= FIT_FIGURE;
    let figure = has(relation, "telling") && !fit.series && !has(relation, "figures_differ");
    MUTUAL_OF_SLOTS.iter().any(stands) || figure && (fits || !has(relation, "same_language"))
}

/// An agreement on shared slots: never of the highest band, since other words may tell another thing.
fn on_slots(mut relation: Relation) -> Relation {
    relation.score = MIN_MEDIUM + SLOTS_SHARE * relation.score;
    at_most_medium(relation)
}

fn log_odds(chance: f64) -> f64 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}

fn has(relation: &Relation, feature: &str) -> bool {
    value(relation, feature) > 0.0
}

fn value(relation: &Relation, feature: &str) -> f64 {
    relation.features.iter().find(|(name, _)| *name == feature).map_or(0.0, |(_, value)| *value)
}

/// Every finding with its score, in the order of the detectors.
pub fn all(pair: &Pair<'_>, trace: &mut Trace) -> Vec<Decision> {
    let found = rules::all().iter().filter_map(|rule| rule.detect(pair, trace));
    found
        .map(|finding| {
            let score = score(&finding);
            Decision { band: band(score), finding, score }
        })
        .collect()
}

/// A finding's score from its features.
#[must_use]
pub fn score(finding: &Finding) -> f64 {
    let weight = |feature: &str| {
        // Keys are static; the look-up compares text.
        WEIGHTS.get(&(finding.rule, feature)).copied().unwrap_or(0.0)
    };
    let sum: f64 = finding.features.iter().map(|(name, value)| weight(name) * value).sum();
    1.0 / (1.0 + (-(weight("bias") + sum)).exp())
}

/// The band of a score.
pub(super) fn band(score: f64) -> Band {
    match score {
        score if score >= MIN_HIGH => Band::High,
        score if score >= MIN_MEDIUM => Band::Medium,
        _ => Band::Low,
    }
}

/// Which finding stands for a pair of sentences: words of one mouth first, then contradictions with the plainest words,
/// then updates and scope, then agreement. Opposed framing yields to a firm agreement.
fn rank(one: &Decision) -> u8 {
    // Two causes of one happening, and who was there and was not, are told by their own words, whatever else is opposed
    // in them.
    let told =
        |feature: &str| one.finding.features.iter().any(|(name, value)| *name == feature && *value >= 1.0);
    if told("cause") || told("excluded_is_named") {
        return 9;
    }
    match (one.finding.verdict, one.finding.kind) {
        (Verdict::Contradiction, Some(Kind::Attribution | Kind::Quotation)) => 9,
        (Verdict::Contradiction, Some(Kind::Negation | Kind::Modality)) => 8,
        (Verdict::Contradiction, Some(Kind::Opposite | Kind::Participant)) => 7,
        (Verdict::Contradiction, Some(Kind::Number)) => 6,
        (Verdict::Update, _) => 5,
        (Verdict::Contradiction, Some(Kind::Date | Kind::Place)) => 4,
        (Verdict::Contradiction, _) => 3,
        (Verdict::Scope, _) => 2,
        (Verdict::Agreement, _) => 1,
    }
}
