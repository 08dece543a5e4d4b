//! The same act with an incompatible status.
//!
//! # What it flags
//! One side gives an act as done, the other as planned, expected or merely possible, of the same argument; or as done
//! against failed.
//!
//! # Why it matters
//! "Signed" and "will sign" differ in whether anything has happened yet.
//!
//! # Example
//! "The company signed the contract on Monday" / "The company will sign the contract on Wednesday".
//!
//! # Not flagged
//! A plan reported before the fact, or for the day of the fact (an update); wishes; reported expectations of speakers on both sides.
//!
//! # Limits
//! Status is read from the words around the predicate; irony and free indirect speech are not seen.

use super::{Finding, Trace, common_features, order, same_argument, tidy, values};
use crate::compare::align::{ActLink, Later, Pair};
use crate::compare::classes::{self, ClassId};
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::model::{CueClass, Kind, Modality, Span, Verdict};

const NAME: &str = "modality";
/// Share of the likeness asked of one language that is asked of two, whose words meet through names and tables alone.
const ACROSS_LANGUAGES: f64 = 0.65;

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    if let Some((link, [(status_a, above_a), (status_b, above_b)])) = asked_or_decided(pair) {
        let mut found = finding(pair, link, Verdict::Contradiction, NAME, [status_a, status_b]);
        found.a = tidy(found.a.into_iter().chain([above_a]).collect());
        found.b = tidy(found.b.into_iter().chain([above_b]).collect());
        return Some(found);
    }
    let link = opposed(pair, trace)?;
    let (one, other) = pair.acts(link);
    if order::is_carried_out(pair, link) {
        return trace.stop(NAME, "carried_out_as_planned");
    }
    if order::came_since(pair, link) {
        return trace.stop(NAME, "later_fact_is_an_update");
    }
    Some(finding(pair, link, Verdict::Contradiction, NAME, [one.modality, other.modality]))
}

/// The same act, decided on one side and only asked for on the other ("decided to abolish", "called for abolishing"), in
/// reports of one day.
fn asked_or_decided<'p>(pair: &'p Pair<'_>) -> Option<(&'p ActLink, [(Modality, Span); 2])> {
    if pair.later == Later::NextDay {
        return None;
    }
    let alike = |link: &&ActLink| {
        link.is_same()
            && !pair.acts(link).0.classes.is_empty()
            && same_argument(pair, link)
            && link.shared >= 3
    };
    let mut found = pair.links.iter().filter(alike).filter_map(|link| {
        let status = |decided: bool| if decided { Modality::Planned } else { Modality::Goal };
        let ((one, above_one), (other, above_other)) =
            (is_decided(pair.a, link.a)?, is_decided(pair.b, link.b)?);
        (one != other).then_some((link, [(status(one), above_one), (status(other), above_other)]))
    });
    found.next()
}

/// Whether an act stands under a word of deciding (`true`) or of asking (`false`), the nearest of them, and that word.
fn is_decided(reading: &Reading<'_>, act: usize) -> Option<(bool, Span)> {
    let decides = classes::ids(["decide", "approve", "pass_law"]);
    let asks = classes::ids(["demand", "propose"]);
    let content = &reading.acts[act];
    let under =
        |verb: &Act| verb.claim == content.claim && content.span.start.saturating_sub(verb.span.end) <= 120;
    let verbs = reading.acts[..act].iter().rev().filter(|verb| under(verb) && !Pair::is_denied(verb));
    let mut said = verbs.filter_map(|verb| {
        let of = |classes: &[ClassId]| verb.classes.iter().any(|class| classes.contains(class));
        // "The decision" may stand for any; only what is to be done, as a noun, is its content.
        let finite = !reading.is_prefixed(verb.span) || reading.may_be_noun(content.span);
        if !finite {
            None
        } else if of(&decides) {
            Some((true, verb.span))
        } else {
            of(&asks).then_some((false, verb.span))
        }
    });
    said.next().or_else(|| {
        let (_, claim) = reading.claims.get(content.claim)?;
        let cue = claim.cue.as_ref().filter(|cue| cue.class == CueClass::Demand)?;
        (cue.span.end <= content.span.start && content.span.start - cue.span.end <= 120)
            .then_some((false, cue.span))
    })
}

/// The same act, affirmed on both sides, done on one and ahead or open on the other.
pub(super) fn opposed<'p>(pair: &'p Pair<'_>, trace: &mut Trace) -> Option<&'p ActLink> {
    let mut best: Option<&ActLink> = None;
    for link in pair
        .links
        .iter()
        .filter(|link| link.is_same() && pair.same_polarity(link) && !Pair::is_denied(pair.acts(link).0))
    {
        let (one, other) = pair.acts(link);
        // A verb of no known class ("works", "forms") tells of a state as often as of an act.
        if one.classes.is_empty()
            || !incompatible(one.modality, other.modality)
            || is_content(pair.a, link.a)
            || is_content(pair.b, link.b)
        {
            continue;
        }
        // A noun ("the signing", "to sign") and a present form do not say that it is done.
        let open = |reading: &Reading<'_>, act: &Act| {
            act.modality == Modality::Fact
                && !act.carried
                && (reading.is_present(act.span)
                    || reading.is_prefixed(act.span)
                    || reading.may_be_noun(act.span))
        };
        if open(pair.a, one) || open(pair.b, other) {
            trace.stop::<()>(NAME, "not_told_as_done");
            continue;
        }
        let explained = pair.links.iter().any(|near| {
            let (x, y) = pair.acts(near);
            let touches = near.a == link.a || near.b == link.b;
            touches && near.is_same() && x.modality == y.modality && near.args >= link.args - 0.1
        });
        if explained {
            trace.stop::<()>(NAME, "also_said");
        } else if is_loose(pair, link, [one.modality, other.modality]) {
            trace.stop::<()>(NAME, "open_in_a_long_sentence");
        } else if !same_argument(pair, link) || link.shared < 2 {
            trace.stop::<()>(NAME, "argument");
        } else if best.is_none_or(|old| link.args > old.args) {
            best = Some(link);
        }
    }
    // What stays as it is and will stay so is one state.
    if best.is_some_and(|link| goes_on(pair.acts(link).0) || goes_on(pair.acts(link).1)) {
        return trace.stop(NAME, "goes_on");
    }
    if best.is_none() {
        trace.stop::<()>(NAME, "same_status");
    }
    best
}

/// Whether an act tells that something goes on as it is.
fn goes_on(act: &Act) -> bool {
    let lasting = classes::ids(["continue", "keep", "maintain", "stay"]);
    !act.classes.is_empty() && act.classes.iter().all(|class| lasting.contains(class))
}

/// "May" in a long sentence often stands over another act; and a thing told again later is no plan of then.
fn is_loose(pair: &Pair<'_>, link: &ActLink, modalities: [Modality; 2]) -> bool {
    let long = pair.a.words.len().min(pair.b.words.len()) > 10;
    let scale = if pair.a.lang == pair.b.lang { 1.0 } else { ACROSS_LANGUAGES };
    let apart = (link.core < 0.5 * scale || link.args < 0.6 * scale)
        && pair.containment < 0.6 * scale
        && (link.shared < 4 || link.args < 0.4 * scale || link.core < 0.4 * scale);
    long && (modalities.contains(&Modality::Possible) || apart)
}

/// Whether an act is what was agreed, promised or demanded: such an act lies ahead whatever its form says.
fn is_content(reading: &Reading<'_>, act: usize) -> bool {
    let above = classes::ids([
        "agree", "accept", "promise", "demand", "abide", "approve", "propose", "insist", "decide",
    ]);
    let content = &reading.acts[act];
    // What was agreed stands after the verb, or before it where verbs close the clause.
    // A noun behind it is what is signed or approved ("signed an agreement").
    let behind = reading.acts.get(act + 1).filter(|verb| !reading.may_be_noun(verb.span));
    let beside = act.checked_sub(1).and_then(|nth| reading.acts.get(nth)).into_iter().chain(behind);
    let near = |verb: &Act| {
        let gap = content
            .span
            .start
            .saturating_sub(verb.span.end)
            .max(verb.span.start.saturating_sub(content.span.end));
        verb.claim == content.claim && gap <= 120
    };
    beside.filter(|verb| near(verb)).any(|verb| verb.classes.iter().any(|class| above.contains(class)))
}

pub(super) fn finding(
    pair: &Pair<'_>,
    link: &ActLink,
    verdict: Verdict,
    rule: &'static str,
    modalities: [Modality; 2],
) -> Finding {
    let (one, other) = pair.acts(link);
    let words = |modality: Modality| reason::say(key(modality), &[]);
    let (template, settle) = match verdict {
        Verdict::Update => ("update_status", "settle_update"),
        _ => ("modality", "settle_modality"),
    };
    let mut features = common_features(pair, Some(link));
    let firm = modalities.contains(&Modality::Planned);
    features.push(("planned", f64::from(firm)));
    features.push(("single_sense", f64::from(one.classes.len() == 1 || other.classes.len() == 1)));
    Finding {
        rule,
        verdict,
        kind: (verdict == Verdict::Contradiction).then_some(Kind::Modality),
        a: tidy(Pair::act_spans(one)),
        b: tidy(Pair::act_spans(other)),
        values: values(name(modalities[0]), name(modalities[1])),
        reason: reason::contrast(pair, template, words(modalities[0]), words(modalities[1])),
        settle: reason::say(settle, &[]),
        features,
    }
}

fn incompatible(a: Modality, b: Modality) -> bool {
    use Modality::{Fact, Planned, Possible};
    matches!((a, b), (Fact, Planned | Possible) | (Planned | Possible, Fact))
}

fn key(modality: Modality) -> &'static str {
    match modality {
        Modality::Fact => "modality_fact",
        Modality::Planned => "modality_planned",
        Modality::Possible => "modality_possible",
        Modality::Goal => "modality_goal",
        Modality::Expected => "modality_expected",
    }
}

fn name(modality: Modality) -> &'static str {
    key(modality).trim_start_matches("modality_")
}
