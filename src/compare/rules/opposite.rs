//! Opposed predicates over the same argument.
//!
//! # What it flags
//! Two predicates whose classes cannot both hold (rose and fell, opened and closed, withdrew and reinforced), said of
//! the same argument, or one number of the same people with two fates.
//!
//! # Why it matters
//! No negator stands in either sentence, so a reader skimming both sees two alike reports.
//!
//! # Example
//! "Bread prices rose in the capital" / "Bread prices fell in the capital".
//!
//! # Not flagged
//! Opposed words about different things; a sentence that tells of both; a wish against a fact; one thing told from two sides ("Reds
//! beat Blues", "Blues lost to Reds").
//!
//! # Limits
//! Opposites come from the lexicon; a pair of words it lacks is not seen.

use super::{Finding, Trace, common_features, dating, roles, same_argument, tidy, values, within_all};
use crate::compare::align::{ActLink, Later, Pair, Tie};
use crate::compare::classes::{self, Link, Says};
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::model::{Kind, Modality, Verdict};

const NAME: &str = "opposite";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let mut best: Option<&ActLink> = None;
    for link in pair.links.iter().filter(|link| matches!(link.link, Tie::Class(Link::Direct(..)))) {
        match gate(pair, link) {
            Some(gate) => trace.stop(NAME, gate).unwrap_or_default(),
            None if best.is_none_or(|old| link.args > old.args) => best = Some(link),
            None => {}
        }
    }
    let Some(link) = best else { return trace.stop(NAME, "no_opposed_predicates") };
    let Tie::Class(Link::Direct(class_a, class_b)) = link.link else { return None };
    let (one, other) = pair.acts(link);
    let (a, b) = (tidy(Pair::act_spans(one)), tidy(Pair::act_spans(other)));
    let mut features = common_features(pair, Some(link));
    features.push(("single_sense", f64::from(one.classes.len() == 1 && other.classes.len() == 1)));
    features
        .push(("both_facts", f64::from(one.modality == Modality::Fact && other.modality == Modality::Fact)));
    features.push(("total", f64::from(within_all(pair, link))));
    // What says with a negator that nobody was hurt is a denial.
    let negates = |reading: &Reading<'_>, act: &Act| act.total && reading.holds_negator(act.span);
    let denied = negates(pair.a, one) || negates(pair.b, other);
    Some(Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(match () {
            () if halfway(one) || halfway(other) => Kind::Modality,
            () if denied => Kind::Negation,
            () => Kind::Opposite,
        }),
        reason: reason::contrast(pair, NAME, reason::of_class(class_a), reason::of_class(class_b)),
        settle: reason::say("settle_opposite", &[]),
        values: values(classes::class(class_a).name, classes::class(class_b).name),
        a,
        b,
        features,
    })
}

/// Two acts of one matter that undo each other, of which the later report tells the second: a state that changed between the two
/// ("closed the road", "the road was opened again").
pub(in crate::compare) fn changed<'p>(pair: &'p Pair<'_>) -> Option<&'p ActLink> {
    let direct = |link: &&ActLink| matches!(link.link, Tie::Class(Link::Direct(..)));
    let since = |link: &&ActLink| gate(pair, link) == Some(CHANGED) && may_have_changed(pair, link);
    pair.links.iter().filter(direct).filter(since).max_by(|x, y| x.args.total_cmp(&y.args))
}

/// The gate that stops what may have changed between two reports.
const CHANGED: &str = "state_may_have_changed";

/// Whether a link is of two states of which the later report may tell a later one.
pub(in crate::compare) fn may_have_changed(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let held = stays(pair.a, link.a) || stays(pair.b, link.b);
    let facts = one.modality == Modality::Fact && other.modality == Modality::Fact;
    pair.later == Later::NextDay && !held && facts && (is_imposed(one) || is_imposed(other))
}

/// Whether an act sets or lifts what holds until somebody undoes it: a curfew, a closure, a detention, a strike, a cut.
fn is_imposed(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::says(class, Says::Imposed))
}

fn gate(pair: &Pair<'_>, link: &ActLink) -> Option<&'static str> {
    let (one, other) = pair.acts(link);
    if !pair.same_polarity(link) || Pair::is_denied(one) {
        return Some("polarity");
    }
    if one.modality != other.modality && [one, other].iter().any(|act| act.modality == Modality::Goal) {
        return Some("status");
    }
    // What was open yesterday is decided today.
    if pair.later == Later::NextDay && halfway(one) {
        return Some("later_fact_is_an_update");
    }
    if dating::at_other_times(pair, link.a, link.b) || dating::measured_at_other_times(pair) {
        return Some("other_times");
    }
    if roles::tell_one_thing(pair, link) {
        return Some("told_from_the_other_side");
    }
    let all = within_all(pair, link);
    if !all && !same_argument(pair, link) {
        return Some("argument");
    }
    if !all && is_harm(one) && is_harm(other) && pair.containment < 0.75 && !same_victims(pair, link) {
        return Some("victims");
    }
    // "Six killed": the other report counts the wounded beside its dead.
    if !all && is_harm(one) && is_harm(other) && is_told_beside(pair, link) {
        return Some("also_said");
    }
    if ends_with(pair.a, one, other) || ends_with(pair.b, other, one) {
        return Some("until");
    }
    // Each act that the other side has too is no sign of difference ("10 killed, 9 hurt" / "10 killed").
    // What is only initialled is told of beside the signing that lies ahead.
    let on_paper = halfway(one) || halfway(other);
    if !on_paper && (!all && pair.also_said(link) || pair.containment >= 0.5 && said_by_one(pair, link)) {
        return Some("also_said");
    }
    // Who arrived in the morning leaves in the evening: only one sentence told in two ways is no sequence.
    if moves(one) && moves(other) {
        return Some("one_after_the_other");
    }
    let held = stays(pair.a, link.a) || stays(pair.b, link.b);
    if pair.jaccard < ONE_SENTENCE && follows(one) && follows(other) && !held {
        return Some("one_after_the_other");
    }
    // What is open today may be closed tomorrow: the later report may tell of a later state.
    (pair.later == Later::NextDay && !held && (may_change(one) || may_change(other))).then_some(CHANGED)
}

/// Whether an act says that something is not decided yet or only begun on paper: against the deed it differs in status.
fn halfway(act: &Act) -> bool {
    let open = classes::ids(["undecided", "initial_step"]);
    act.classes.iter().any(|class| open.contains(class))
}

/// Whether `act` goes on until a time and `end` ends: then both tell of one end ("lasts until Saturday", "ends on
/// Saturday").
fn ends_with(reading: &Reading<'_>, act: &Act, end: &Act) -> bool {
    let goes_on = classes::ids(["continue", "maintain", "keep"]);
    let ends = classes::ids(["end", "close", "stop"]);
    let of =
        |act: &Act, classes: &[classes::ClassId]| act.classes.iter().any(|class| classes.contains(class));
    of(act, &goes_on) && of(end, &ends) && reading.stops_at_a_time(act.span)
}

/// Whether one of two opposed fates is told on both sides.
fn is_told_beside(pair: &Pair<'_>, link: &ActLink) -> bool {
    pair.links.iter().any(|near| {
        let touches = (near.a == link.a) != (near.b == link.b);
        touches && near.is_alike() && pair.same_polarity(near) && near.args > 0.0
    })
}

/// Whether an act tells what befell people or things: many fates stand in one report, of different people.
fn is_harm(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::says(class, Says::Many))
}

/// Whether a side has both opposed acts, with the one that the other side has too ("put out a fire").
fn said_by_one(pair: &Pair<'_>, link: &ActLink) -> bool {
    pair.links.iter().any(|near| {
        let touches = (near.a == link.a) != (near.b == link.b);
        touches && near.is_same() && pair.same_polarity(near) && near.args > 0.0
    })
}

/// Likeness of two sentences from which on they tell of one moment.
const ONE_SENTENCE: f64 = 0.5;

/// Tokens between a word of staying and the state that stays.
const STAYING: usize = 6;

/// Whether a word of staying stands closely before an act ("stayed open"): it tells a state that goes on, no step.
fn stays(reading: &Reading<'_>, act: usize) -> bool {
    let staying = classes::ids(["stay", "keep", "continue", "maintain"]);
    // A phrase with a negator says so too ("ما زال").
    let at = reading.token_at(reading.acts[act].span.start);
    if (at.saturating_sub(STAYING)..at).any(|at| reading.is_filler(at)) {
        return true;
    }
    let before = act.checked_sub(1).and_then(|nth| reading.acts.get(nth));
    before.is_some_and(|before| {
        let gap = reading
            .token_at(reading.acts[act].span.start)
            .saturating_sub(reading.token_at(before.span.end.saturating_sub(1)) + 1);
        // The subject stands between where verbs come first ("وبقيت الطريق سالكة").
        gap <= STAYING
            && before.claim == reading.acts[act].claim
            && before.classes.iter().any(|class| staying.contains(class))
    })
}

/// Whether an act is a step that its opposite follows within a day.
fn follows(act: &Act) -> bool {
    let steps = classes::ids(["begin", "end", "complete", "finish", "open", "close"]);
    act.classes.iter().any(|class| steps.contains(class))
}

/// Whether an act is a coming or going: who came also left, in reports worded alike.
fn moves(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::class(class).aspect == "movement")
}

/// Whether an act tells a state that changes from day to day.
fn may_change(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::says(class, Says::Passing))
}

/// Whether both acts befell the same people: an equal number of them, or a name beside both.
fn same_victims(pair: &Pair<'_>, link: &ActLink) -> bool {
    // A side that tells both fates tells them of different people.
    let both = pair.links.iter().any(|near| near.is_same() && (near.a == link.a || near.b == link.b));
    if both {
        return false;
    }
    let counted = |reading: &Reading<'_>, act: usize| -> Vec<f64> {
        let own = reading.counts.iter().filter(|count| count.act == Some(act));
        own.map(|count| count.quantity.low).collect()
    };
    let (a, b) = (counted(pair.a, link.a), counted(pair.b, link.b));
    let (one, other) = pair.acts(link);
    let named = one.core.iter().any(|&nth| {
        pair.a.words[nth as usize].name
            && pair.matched[nth as usize].is_some_and(|(hit, _)| other.core.contains(&hit))
    });
    a.iter().any(|value| b.contains(value))
        || a.is_empty() && b.is_empty() && (named && pair.containment >= 0.5 || pair.containment >= 0.6)
}
