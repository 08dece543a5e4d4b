//! The decision for a pair that is given alone.
//!
//! Takes one aligned pair that is said to speak of one event, gives what the two are to each other. A detector's
//! contradiction, update or difference of scope stands. Where there is none, the learned model says whether both tell of one
//! thing and whether they are opposed; a contradiction still needs words that oppose (`learned::swap`). Then a second look asks
//! for less in common than a run must (`second`, `quoted`), and what shows two occasions stops both (`occasion`).

mod courtesy;
mod held;
mod occasion;
mod quoted;
mod second;

use super::align::{ActLink, Pair, Tie};
use super::classes::{self, Link};
use super::decide::{self, Decision};
use super::learned::residue::Residue;
use super::learned::{self, Likely, swap};
use super::reading::{Act, Reading};
use super::reason;
use super::rules::{self, Finding, Trace};
use crate::model::{Kind, Span, Verdict};
use occasion::Slot;

/// Gates of the detector of numbers that say why two figures may both hold.
const EXPLAINED: [&str; 10] = [
    "other_measures",
    "other_size",
    "whole_toll_agrees",
    "other_time",
    "other_day",
    "limit",
    "wished",
    "part_and_whole",
    "place_within_place",
    "kind_and_whole",
];
/// Least chance that both tell of one thing, for a contradiction or agreement that no detector raised.
const MIN_SAME: f64 = 0.2;
/// The same for an agreement that the detector raised.
const MIN_SAME_FOUND: f64 = 0.1;
/// Chance of opposition from which on no agreement stands, and the detector's score from which on one does all the same.
const MAX_OPPOSED_ALIKE: f64 = 0.52;
const SURELY_ALIKE: f64 = 0.95;
/// Least chance of opposition for a contradiction whose words oppose each other wherever they stand.
const MIN_OPPOSED: f64 = 0.5;
/// The same where one thing only stands in the place of another.
const MIN_OPPOSED_IN_PLACE: f64 = 0.52;
/// Least chance that both tell of one thing, for such a contradiction.
const MIN_SAME_IN_PLACE: f64 = 0.3;

/// The decision for a pair given alone, and the model's view of it.
pub(super) fn decide(pair: &Pair<'_>, trace: &mut Trace) -> (Option<Decision>, Likely) {
    let (by_rules, found) = decide::decide_of_all(pair, trace);
    let apart = occasion::apart(pair);
    let of_other_times = [
        ("number", "other_time"),
        ("opposite", "other_times"),
        ("opposite", "told_from_the_other_side"),
        ("negation", "other_times"),
        ("place", "another_of_a_row"),
        ("place", "other_bodies"),
        ("place", "recalled"),
        ("date", "another_of_a_row"),
    ];
    let other_turn =
        decide::tells_another_turn(pair) || of_other_times.iter().any(|stop| trace.stops.contains(stop));
    let residue = Residue::of(pair);
    let likely = learned::likely(pair, &found, &residue);
    let decision = match by_rules {
        Some(decision) if decision.finding.verdict != Verdict::Agreement => Some(decision),
        // The model has seen pairs of one language only.
        by_rules if pair.a.lang != pair.b.lang => by_rules,
        // Two things that follow each other are neither one nor opposed.
        by_rules if other_turn => by_rules,
        by_rules => {
            opposed(pair, &found, &residue, likely, trace).or_else(|| alike(by_rules, &found, likely, trace))
        }
    };
    let agreed = |one: &Decision| one.finding.verdict == Verdict::Agreement;
    let decision = match decision {
        Some(decision) if !agreed(&decision) => Some(decision),
        agreed => {
            let standing = agreed.filter(|one| {
                is_of_one_occasion(&one.finding, &apart, trace)
                    && !denies(pair)
                    && !undoes(pair)
                    && !courtesy::is_of_any_day(pair, trace)
            });
            let looked = if other_turn { None } else { second_look(pair, &apart, standing.is_some(), trace) };
            looked.or(standing)
        }
    };
    let decision = decision.map(|decision| changed_since(pair, decision));
    let decision = decision.filter(|decision| is_of_one_occasion(&decision.finding, &apart, trace));
    (decision.map(|decision| with_likely(decision, likely)), likely)
}

/// Whether the newer side itself tells the value that it replaces.
fn is_retold(finding: &Finding) -> bool {
    finding.features.iter().any(|(name, value)| *name == "replaced" && *value > 0.0)
}

/// A contradiction as an update, where what opposes is a state that the later report tells as changed since.
fn changed_since(pair: &Pair<'_>, decision: Decision) -> Decision {
    let finding = &decision.finding;
    // What was promised for a day and done on another has come about.
    let come = (finding.kind == Some(Kind::Date)).then(|| second::kept(pair)).flatten();
    if let Some(come) = come {
        return Decision { finding: come, ..decision };
    }
    let decides = |act: &Act, spans: &[Span]| spans.iter().any(|span| span.overlaps(act.span));
    let told = |link: &&ActLink| {
        let (one, other) = pair.acts(link);
        decides(one, &finding.a) && decides(other, &finding.b)
    };
    let changed = pair.links.iter().filter(told).find(|link| match finding.kind {
        Some(Kind::Opposite) => {
            matches!(link.link, Tie::Class(Link::Direct(..))) && rules::may_have_changed(pair, link)
        }
        Some(Kind::Negation) => link.is_same() && rules::has_come_since(pair, link),
        _ => false,
    });
    match changed {
        Some(link) => Decision { finding: rules::update_of_state(pair, link), ..decision },
        None => decision,
    }
}

/// Least likeness of the words around an act that one side denies, for the sides not to agree.
const MIN_DENIED: f64 = 0.25;

/// Whether one side denies an act that the other tells in words much alike, and neither says both.
fn denies(pair: &Pair<'_>) -> bool {
    pair.links.iter().any(|link| {
        link.is_alike() && !pair.same_polarity(link) && link.args > MIN_DENIED && !pair.also_said(link)
    })
}

/// Whether the two tell acts that undo each other in words much alike, and neither tells what the other does.
fn undoes(pair: &Pair<'_>) -> bool {
    pair.links.iter().any(|link| {
        let (one, other) = pair.acts(link);
        matches!(link.link, Tie::Class(Link::Direct(..)))
            && !Pair::is_denied(one)
            && !Pair::is_denied(other)
            && link.args > UNDONE
            && !pair.also_said(link)
            && !pair
                .links
                .iter()
                .any(|near| near.is_same() && pair.same_polarity(near) && near.args >= link.args)
    })
}

/// Least likeness of the words around two acts that undo each other, for the sides not to agree.
const UNDONE: f64 = 0.4;

/// What a second look finds where the detectors of a run found no difference.
/// Acts that share little are no sign of difference against what both tell alike.
fn second_look(pair: &Pair<'_>, apart: &[Slot], alike: bool, trace: &Trace) -> Option<Decision> {
    let value = || second::value(pair, apart).filter(|_| !is_explained(trace));
    let acts = || second::denied(pair).or_else(|| second::undone(pair)).filter(|_| !alike);
    let held = || held::find(pair).filter(|_| !alike);
    let came_about = || second::came_about(pair, alike);
    let finding = quoted::find(pair)
        .or_else(acts)
        .or_else(|| second::day(pair, apart))
        .or_else(value)
        .or_else(came_about)
        .or_else(held)?;
    Some(Decision { band: decide::band(SECOND_LOOK), score: SECOND_LOOK, finding })
}

/// Score of what a second look finds.
const SECOND_LOOK: f64 = 0.56;

/// A contradiction of this kind with the words that decide.
fn found(pair: &Pair<'_>, kind: Kind, mut a: Vec<Span>, mut b: Vec<Span>) -> Finding {
    a.sort_unstable();
    b.sort_unstable();
    let (rule, settle) = match kind {
        Kind::Attribution => ("attribution", "settle_attribution"),
        Kind::Quotation => ("quotation", "settle_quotation"),
        Kind::Date => ("date", "settle_date"),
        Kind::Number => ("number", "settle_number"),
        Kind::Negation => ("negation", "settle_negation"),
        _ => ("opposite", "settle_opposite"),
    };
    let template = if rule == "opposite" { "swapped" } else { rule };
    let cite = |reading: &Reading<'_>, spans: &[Span]| {
        let words: Vec<&str> = spans.iter().map(|span| reading.words_of(*span)).collect();
        reason::plain(&words.join(" "))
    };
    let (words_a, words_b) = (cite(pair.a, &a), cite(pair.b, &b));
    let values = [("a", &words_a), ("b", &words_b)];
    Finding {
        rule,
        verdict: Verdict::Contradiction,
        kind: Some(kind),
        values: values.map(|(side, words)| (side.to_owned(), words.en.clone())).into_iter().collect(),
        reason: reason::contrast(pair, template, words_a, words_b),
        settle: reason::say(settle, &[]),
        a,
        b,
        features: Vec::new(),
    }
}

/// Whether a finding stands although the two sides differ in slots that tell one happening from another: an agreement has
/// none, of a contradiction one is what it is about.
fn is_of_one_occasion(finding: &Finding, apart: &[Slot], trace: &mut Trace) -> bool {
    let tells = |slot: &&Slot| match (finding.verdict, finding.kind, *slot) {
        // What is newer is of the same happening, and the reports of it come one after the other.
        (Verdict::Update | Verdict::Scope, ..) => **slot == Slot::Report && !is_retold(finding),
        // What a contradiction is about is no sign of another happening; a plan and a deed have two days.
        (_, Some(Kind::Date), Slot::Year | Slot::Day)
        | (_, Some(Kind::Modality), Slot::Day)
        | (_, Some(Kind::Place), Slot::Place)
        | (_, Some(Kind::Number), Slot::Figure) => false,
        // The one figure of each is what an agreement would be on; a contradiction has its own words.
        (Verdict::Contradiction, _, Slot::Value) => false,
        // Beside what both tell, each may name others and other figures.
        (Verdict::Agreement, _, Slot::Name | Slot::Figure) => false,
        _ => true,
    };
    let telling: Vec<Slot> = apart.iter().filter(tells).copied().collect();
    let surely = |slot: &&Slot| matches!(slot, Slot::Report | Slot::Year);
    let values = matches!(finding.kind, Some(Kind::Number | Kind::Date | Kind::Place));
    let at_once = |slot: &&Slot| finding.verdict == Verdict::Agreement || values && **slot != Slot::Name;
    let gate =
        telling.iter().find(surely).or_else(|| telling.iter().find(at_once)).or_else(|| telling.get(1));
    gate.is_none_or(|slot| trace.stop::<()>("occasion", slot.gate()).is_some())
}

fn opposed(
    pair: &Pair<'_>,
    found: &[Decision],
    residue: &Residue,
    likely: Likely,
    trace: &mut Trace,
) -> Option<Decision> {
    if likely.same < MIN_SAME || likely.opposed < MIN_OPPOSED {
        return trace.stop("learned", "not_opposed");
    }
    let sure = likely.opposed >= MIN_OPPOSED_IN_PLACE && likely.same >= MIN_SAME_IN_PLACE;
    let in_place = || swap::in_place(pair, residue, likely.opposed).filter(|_| sure);
    let swapped = swap::plain(pair, found, residue, likely.opposed).or_else(in_place);
    let Some(finding) = swapped else {
        return trace.stop("learned", "no_opposed_words");
    };
    if finding.kind == Some(Kind::Number) && is_explained(trace) || is_said_otherwise(pair, &finding) {
        return trace.stop("learned", "no_opposed_words");
    }
    Some(Decision { band: decide::band(likely.opposed), score: likely.opposed, finding })
}

/// Whether both sides tell what a finding sets against each other: opposed fates of which each side tells both, or a failure
/// that the other side tells too.
fn is_said_otherwise(pair: &Pair<'_>, finding: &Finding) -> bool {
    let decides = |act: &Act, spans: &[Span]| spans.iter().any(|span| span.overlaps(act.span));
    let either = |link: &ActLink| {
        let (one, other) = pair.acts(link);
        decides(one, &finding.a) && decides(other, &finding.b)
    };
    match finding.kind {
        Some(Kind::Opposite) => pair.links.iter().filter(|link| either(link)).any(|link| {
            matches!(link.link, Tie::Class(Link::Direct(..))) && held::are_fates_of_both(pair, link)
        }),
        Some(Kind::Negation) => fails_alike(pair, finding) || denies_alike(pair),
        _ => false,
    }
}

/// Whether both sides deny one act in words alike: then one of them places its negator above what the other leaves bare ("no reports of
/// losses came", "without any report of losses").
fn denies_alike(pair: &Pair<'_>) -> bool {
    pair.links.iter().filter(|link| link.is_same() && link.args >= DENIED_ALIKE).any(|link| {
        let (one, other) = pair.acts(link);
        Pair::is_denied(one) && Pair::is_denied(other)
    })
}

/// Least likeness of the words around an act that both sides deny.
const DENIED_ALIKE: f64 = 0.4;

/// Whether the word by which one side denies says that something failed, and the other side says so too ("broke up without a deal",
/// "ended in failure").
fn fails_alike(pair: &Pair<'_>, finding: &Finding) -> bool {
    let failing = classes::ids(["fail"]);
    let denies = |reading: &Reading<'_>, act: &Act, spans: &[Span]| {
        let negators =
            reading.acts.iter().filter(|near| Pair::is_denied(near)).filter_map(|near| near.negator);
        negators.into_iter().any(|one| one.overlaps(act.span) && spans.iter().any(|span| span.overlaps(one)))
    };
    pair.links.iter().filter(|link| link.is_same() && pair.same_polarity(link)).any(|link| {
        let (one, other) = pair.acts(link);
        one.classes.iter().any(|class| failing.contains(class))
            && (denies(pair.a, one, &finding.a) || denies(pair.b, other, &finding.b))
    })
}

/// Whether the detector of numbers has seen the figures and knows why they are no difference.
fn is_explained(trace: &Trace) -> bool {
    EXPLAINED.iter().any(|gate| trace.stops.contains(&("number", *gate)))
}

fn alike(
    by_rules: Option<Decision>,
    found: &[Decision],
    likely: Likely,
    trace: &mut Trace,
) -> Option<Decision> {
    // To say that two reports agree where they differ is worse than to say nothing.
    let surely = by_rules.as_ref().is_some_and(|decision| decision.score >= SURELY_ALIKE);
    if likely.opposed >= MAX_OPPOSED_ALIKE && !surely {
        return trace.stop("learned", "may_be_opposed");
    }
    let likely_alike = match by_rules {
        Some(_) => likely.same >= MIN_SAME_FOUND,
        None => likely.same >= MIN_SAME && likely.opposed < MIN_OPPOSED,
    };
    if !likely_alike {
        return trace.stop("learned", "not_alike");
    }
    let agrees = |finding: &Finding| finding.verdict == Verdict::Agreement;
    let finding = found.iter().map(|one| &one.finding).find(|finding| agrees(finding))?.clone();
    let chance = likely.same * (1.0 - likely.opposed);
    let score = by_rules.map_or(chance, |decision| decision.score).max(decide::MIN_SCORE);
    Some(Decision { band: decide::band(score), score, finding })
}

fn with_likely(mut decision: Decision, likely: Likely) -> Decision {
    decision.finding.features.extend([("same_chance", likely.same), ("opposed_chance", likely.opposed)]);
    decision
}
