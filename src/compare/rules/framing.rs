//! The same aspect presented in opposed ways.
//!
//! # What it flags
//! Predicates whose classes present one aspect of an event in opposed ways (keep against remove or end, attack against
//! defend), over the same theme: a shared place, name or argument. Also one responsibility put on two parties, who
//! began it, one happening put down to two causes, and to what the other side denies to have been its cause; what a meeting
//! was about, where the other's list of its subjects leaves just that out.
//!
//! # Why it matters
//! Both accounts may be true and still send readers home with opposite news.
//!
//! # Example
//! "They agreed to keep the situation as it is in the province" / "They agreed to clear the province of armed groups".
//!
//! # Not flagged
//! Opposed words over different themes; a sentence that holds both; the same class on both sides.
//!
//! # Limits
//! It says that the presentations are opposed, never that one is wrong.

use super::{Finding, Trace, blame, cause, cite, common_features, emphasis, slots, tidy, values};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes::{self, ClassId, Link};
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::model::{Kind, Modality, PlaceRef, PlaceRole, Polarity, Reason, Span, Verdict};

const NAME: &str = "framing";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    opposed_classes(pair, trace)
        .or_else(|| responsibility(pair))
        .or_else(|| causes(pair))
        .or_else(|| blamed(pair))
        .or_else(|| duty(pair))
        .or_else(|| emphasis(pair))
}

fn opposed_classes(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let mut best: Option<(&ActLink, ClassId, ClassId, f64)> = None;
    let mut rank = (false, false, 0.0);
    for link in &pair.links {
        let Tie::Class(Link::Framing(class_a, class_b)) = link.link else { continue };
        let (one, other) = pair.acts(link);
        if one.polarity != other.polarity || one.polarity == Polarity::Negative {
            trace.stop::<()>(NAME, "polarity");
            continue;
        }
        if is_explained(pair, link) {
            trace.stop::<()>(NAME, "also_said");
            continue;
        }
        if keeps_a_state(pair.a, link.a) || keeps_a_state(pair.b, link.b) {
            trace.stop::<()>(NAME, "state_kept");
            continue;
        }
        if pair.a.stops_at_a_time(one.span) || pair.b.stops_at_a_time(other.span) {
            trace.stop::<()>(NAME, "until");
            continue;
        }
        if classes::class(class_a).aspect == LEVEL && classes::class(class_b).aspect == LEVEL {
            trace.stop::<()>(NAME, "levels");
            continue;
        }
        if is_wish(pair.a, one) != is_wish(pair.b, other) {
            trace.stop::<()>(NAME, "wish_and_outcome");
            continue;
        }
        let theme = theme(pair, link);
        // What both sides tell as an outcome opposes more surely than words that only stand near.
        let stands = is_standing(pair.a, one, class_a) || is_standing(pair.b, other, class_b);
        let own = (both_ahead(pair, one, other), stands, theme);
        if theme < 0.4 {
            trace.stop::<()>(NAME, "theme");
        } else if best.is_none() || own > rank {
            (best, rank) = (Some((link, class_a, class_b, theme)), own);
        }
    }
    let Some((link, class_a, class_b, theme)) = best else { return trace.stop(NAME, "no_opposed_classes") };
    let (one, other) = pair.acts(link);
    let mut features = common_features(pair, Some(link));
    features.push(("theme", theme));
    features.push(("theme_place", f64::from(theme_place(pair, one, other) > 0.0)));
    features.push(("ahead", f64::from(both_ahead(pair, one, other))));
    let stands = is_standing(pair.a, one, class_a) || is_standing(pair.b, other, class_b);
    features.push(("standing", f64::from(stands)));
    let same_aspect = classes::class(class_a).aspect == classes::class(class_b).aspect;
    features.push(("same_aspect", f64::from(same_aspect)));
    features.push(("single_sense", f64::from(one.classes.len() == 1 || other.classes.len() == 1)));
    let reason = reason::contrast(pair, NAME, reason::of_class(class_a), reason::of_class(class_b));
    let values = values(classes::class(class_a).name, classes::class(class_b).name);
    Some(finding(tidy(Pair::act_spans(one)), tidy(Pair::act_spans(other)), values, reason, features))
}

/// Classes that say things stay as they are: their object is the state itself, so that what opposes them names other
/// things and shares no words with them.
const STANDING: [&str; 2] = ["status_quo", "no_change"];

/// Whether an act says that things stay as they are: by its own class, or as what keeps a state named right beside it.
fn is_standing(reading: &Reading<'_>, act: &Act, class: ClassId) -> bool {
    let standing = classes::ids(STANDING);
    let keeps = classes::ids(["keep", "stay", "maintain", "continue"]);
    let beside = |state: &Act| {
        let gap =
            state.span.start.saturating_sub(act.span.end).max(act.span.start.saturating_sub(state.span.end));
        gap <= STATE_REACH && state.classes.iter().any(|class| standing.contains(class))
    };
    standing.contains(&class) || keeps.contains(&class) && reading.acts.iter().any(beside)
}

/// Whether an act only says that the act right behind it goes on ("remains frozen"): what is told is that.
fn keeps_a_state(reading: &Reading<'_>, act: usize) -> bool {
    let keeps = classes::ids(["keep", "stay"]);
    let own = &reading.acts[act];
    let all = !own.classes.is_empty() && own.classes.iter().all(|class| keeps.contains(class));
    let standing = classes::ids(STANDING);
    let told = |next: &&Act| {
        !next.classes.is_empty()
            && !next.reports
            && !next.classes.iter().any(|class| standing.contains(class))
    };
    let next = reading.acts.get(act + 1).filter(told);
    all && next.is_some_and(|next| {
        reading.token_at(next.span.start) == reading.token_at(own.span.end.saturating_sub(1)) + 1
    })
}

/// Bytes between a word of keeping and the state it keeps.
const STATE_REACH: u32 = 60;

fn both_ahead(pair: &Pair<'_>, one: &Act, other: &Act) -> bool {
    is_ahead(pair.a, one) && is_ahead(pair.b, other)
}

/// The aspect of rates and prices: what rises may be at its highest, and fall the year after.
const LEVEL: &str = "level";

/// Classes of accord and duty: what stands under them is an outcome of the event, whatever its form.
const OUTCOME: [&str; 14] = [
    "agree",
    "implement",
    "abide",
    "decide",
    "approve",
    "demand",
    "promise",
    "insist",
    "propose",
    "ratify",
    "plan",
    "pass_law",
    "confirm",
    "reject",
];

/// Whether an act is what somebody agreed to, wants, owes or plans, and so an outcome or a duty of the event.
pub(super) fn is_ahead(reading: &Reading<'_>, act: &Act) -> bool {
    matches!(act.modality, Modality::Planned | Modality::Goal | Modality::Expected) || is_owed(reading, act)
}

/// Whether an act stands under a word of accord or duty.
fn is_owed(reading: &Reading<'_>, act: &Act) -> bool {
    let outcome = classes::ids(OUTCOME);
    // "They agreed that the groups must leave": the clause after it is what was agreed.
    let under = |above: &&Act| {
        let next = above.claim == act.claim || above.claim + 1 == act.claim;
        next && above.span.end <= act.span.start
    };
    let accord = |above: &Act| above.classes.iter().any(|class| outcome.contains(class));
    reading.acts.iter().filter(under).any(accord)
}

/// Whether an act is what one party wants, under no accord and no duty: no outcome of the event.
pub(super) fn is_wish(reading: &Reading<'_>, act: &Act) -> bool {
    matches!(act.modality, Modality::Goal | Modality::Expected)
        && !is_owed(reading, act)
        && !reading.is_needed(act.span)
}

/// Whether a side also says what the other says, over words as much alike.
fn is_explained(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    pair.links.iter().any(|near| {
        let (x, y) = pair.acts(near);
        let touches = near.a == link.a || near.b == link.b;
        let nearer = near.is_alike() && touches && near.args > link.args && x.polarity == y.polarity;
        let same = near.is_same() && x.polarity == y.polarity;
        // Also where another word of the same clause says the same as the opposed one.
        let joined = near.is_same() && (x.classes == one.classes || y.classes == other.classes);
        nearer || (touches || joined) && same && near.args >= (link.args - 0.1).max(0.15)
    })
}

/// How sure it is that both acts speak of one theme, 0–1: the place near both, names near both, words near both.
pub(super) fn theme(pair: &Pair<'_>, link: &ActLink) -> f64 {
    let (one, other) = pair.acts(link);
    let words = (link.args / 0.5).min(1.0) * if link.shared >= 2 { 1.0 } else { 0.7 };
    let names = one.around.iter().any(|&nth| {
        pair.a.words[nth as usize].name
            && pair.matched[nth as usize].is_some_and(|(hit, _)| other.around.contains(&hit))
    });
    // Without a shared place or name, what the acts are done to must be shared, not only who does them.
    let (object, _) = pair.likeness(&one.after, &other.after);
    let words = if object > 0.0 { words } else { 0.5 * words };
    (theme_place(pair, one, other) + if names { 0.25 } else { 0.0 } + 0.5 * words).min(1.0)
}

/// What a place that both acts stand near, or that a sentence inherits, is worth to their theme; 0 for none.
fn theme_place(pair: &Pair<'_>, one: &Act, other: &Act) -> f64 {
    let near = |reading: &Reading<'_>, act: &Act| -> Vec<PlaceRef> {
        let at =
            |span: Span| span.start.saturating_sub(act.span.end).max(act.span.start.saturating_sub(span.end));
        reading
            .places()
            .filter(|place| place.role != PlaceRole::Origin && at(place.span) <= 120)
            .cloned()
            .collect()
    };
    let (places_a, places_b) = (near(pair.a, one), near(pair.b, other));
    let mut relations = places_a.iter().flat_map(|a| places_b.iter().map(|b| place::relation(a, b)));
    if relations.any(|relation| relation == PlaceRelation::Same) {
        return 0.6;
    }
    if stands_before(pair) { 0.45 } else { 0.0 }
}

/// Whether a sentence without a place of its own follows one that names a place of the other side ("… in the city. We
/// will keep things there as they are").
fn stands_before(pair: &Pair<'_>) -> bool {
    let holds = |reading: &Reading<'_>, other: &Reading<'_>| {
        let Some(before) = reading.before else { return false };
        let text = crate::text::fold::fold(reading.words_of(before));
        other.locations().any(|place| place.name.chars().count() > 2 && text.contains(place.name.as_str()))
    };
    holds(pair.a, pair.b) || holds(pair.b, pair.a)
}

/// One responsibility put on two parties: a blaming act on both sides with different names right beside it.
fn responsibility(pair: &Pair<'_>) -> Option<Finding> {
    let blame = classes::id("blame")?;
    // "Bear" and "carry" are one word in Arabic, and so is "campaign": only blame by itself counts.
    let sure = |reading: &Reading<'_>, act: &Act| {
        reading.words_of(act.span).contains(char::is_whitespace) || !reading.may_be_noun(act.span)
    };
    let blames = |link: &&ActLink| {
        let (x, y) = pair.acts(link);
        if !sure(pair.a, x) || !sure(pair.b, y) {
            return false;
        }
        x.classes.contains(&blame) && y.classes.contains(&blame) && pair.same_polarity(link)
    };
    let link = pair.links.iter().filter(blames).max_by(|x, y| x.args.total_cmp(&y.args))?;
    let (one, other) = pair.acts(link);
    let party = |reading: &Reading<'_>, around: &[u32], matched: &dyn Fn(u32) -> bool| -> Option<u32> {
        around.iter().copied().find(|&nth| {
            let word = &reading.words[nth as usize];
            let acting =
                reading.acts.iter().any(|act| act.span.overlaps(reading.tokens[word.token as usize].span));
            !matched(nth) && !acting
        })
    };
    let in_b = |nth: u32| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth);
    let a = party(pair.a, &one.after, &|nth| pair.matched[nth as usize].is_some())?;
    let b = party(pair.b, &other.after, &in_b)?;
    let proper = |reading: &Reading<'_>, nth: u32| reading.words[nth as usize].name;
    if link.shared < 2 || pair.containment < 0.6 || !(proper(pair.a, a) || proper(pair.b, b)) {
        return None;
    }
    let span =
        |reading: &Reading<'_>, nth: u32| reading.tokens[reading.words[nth as usize].token as usize].span;
    let (span_a, span_b) = (span(pair.a, a), span(pair.b, b));
    let (name_a, name_b) = (reason::plain(pair.a.words_of(span_a)), reason::plain(pair.b.words_of(span_b)));
    let reason = reason::contrast(pair, "framing_blame", name_a.clone(), name_b.clone());
    let mut features = common_features(pair, Some(link));
    features.push(("theme", 0.8));
    let spans = |act: Span, party: Span| tidy(vec![act, party]);
    let (a, b) = (spans(one.span, span_a), spans(other.span, span_b));
    Some(finding(a, b, values(name_a.en, name_b.en), reason, features))
}

/// One happening put down to two causes.
fn causes(pair: &Pair<'_>) -> Option<Finding> {
    let (one, other) = cause::apart(pair)?;
    let (a, b) = (reason::plain(pair.a.words_of(one)), reason::plain(pair.b.words_of(other)));
    let mut features = common_features(pair, None);
    features.extend([("theme", 0.8), ("cause", 1.0)]);
    let values = values(a.en.clone(), b.en.clone());
    Some(finding(vec![one], vec![other], values, reason::contrast(pair, "framing_cause", a, b), features))
}

/// One thing put on two parties, or put down to what the other side denies to have been its cause.
fn blamed(pair: &Pair<'_>) -> Option<Finding> {
    let denied = blame::denied(pair);
    let key = if denied.is_some() { "framing_cause" } else { "framing_blame" };
    let (one, other) = denied.or_else(|| blame::apart(pair))?;
    let (a, b) = (reason::plain(pair.a.words_of(one)), reason::plain(pair.b.words_of(other)));
    let mut features = common_features(pair, None);
    features.extend([("theme", 0.8), ("blame", 1.0)]);
    let values = values(a.en.clone(), b.en.clone());
    Some(finding(vec![one], vec![other], values, reason::contrast(pair, key, a, b), features))
}

/// One duty tied to two quarters of one place: the same act is owed on both sides, each in its own.
fn duty(pair: &Pair<'_>) -> Option<Finding> {
    let (place_a, place_b) = slots::quarters_differ(pair)?;
    let owed = |reading: &Reading<'_>, act: &Act| is_ahead(reading, act) || reading.is_needed(act.span);
    let same = |link: &&ActLink| {
        let (one, other) = pair.acts(link);
        link.is_alike()
            && pair.same_polarity(link)
            && one.polarity == Polarity::Positive
            && one.span.end <= place_a.start
            && other.span.end <= place_b.start
            && (owed(pair.a, one) || owed(pair.b, other))
    };
    let link = pair.links.iter().filter(same).max_by(|x, y| x.args.total_cmp(&y.args))?;
    let (one, other) = pair.acts(link);
    let (name_a, name_b) = (reason::plain(pair.a.words_of(place_a)), reason::plain(pair.b.words_of(place_b)));
    let reason = reason::contrast(pair, "framing_duty", name_a.clone(), name_b.clone());
    let mut features = common_features(pair, Some(link));
    features.extend([("theme", 0.8), ("duty", 1.0)]);
    let (a, b) = (tidy(vec![one.span, place_a]), tidy(vec![other.span, place_b]));
    Some(finding(a, b, values(name_a.en, name_b.en), reason, features))
}

/// What a meeting was about, and a list of its subjects that leaves just that out.
fn emphasis(pair: &Pair<'_>) -> Option<Finding> {
    let (one, other) = emphasis::apart(pair)?;
    let (a, b) = (cite(pair.a, &one), cite(pair.b, &other));
    let mut features = common_features(pair, None);
    features.extend([("theme", 0.6), ("emphasis", 1.0)]);
    let values = values(a.en.clone(), b.en.clone());
    Some(finding(one, other, values, reason::contrast(pair, "framing_emphasis", a, b), features))
}

fn finding(
    a: Vec<Span>,
    b: Vec<Span>,
    values: std::collections::BTreeMap<String, String>,
    reason: Reason,
    features: Vec<(&'static str, f64)>,
) -> Finding {
    let settle = reason::say("settle_framing", &[]);
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Framing),
        a,
        b,
        values,
        reason,
        settle,
        features,
    }
}
