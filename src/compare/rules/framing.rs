//! The same aspect presented in opposed ways.
//!
//! # What it flags
//! Predicates whose classes present one aspect of an event in opposed ways (keep against remove or end, attack against
//! defend), over the same theme: a shared place, name or argument. Also one responsibility put on two parties, one duty
//! tied to two places, one meeting given two subjects.
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

use super::{Finding, Trace, common_features, tidy, values};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes::{self, ClassId, Link};
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::model::{Kind, Modality, PlaceRef, PlaceRole, Polarity, Reason, Span, Verdict};
use crate::text::concept;

const NAME: &str = "framing";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    opposed_classes(pair, trace)
        .or_else(|| responsibility(pair))
        .or_else(|| locus(pair))
        .or_else(|| subject(pair))
}

fn opposed_classes(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let mut best: Option<(&ActLink, ClassId, ClassId, f64)> = None;
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
        if is_wish(pair.a, one) != is_wish(pair.b, other) {
            trace.stop::<()>(NAME, "wish_and_outcome");
            continue;
        }
        let theme = theme(pair, link);
        if theme < 0.4 {
            trace.stop::<()>(NAME, "theme");
        } else if best.is_none_or(|(_, _, _, old)| theme > old) {
            best = Some((link, class_a, class_b, theme));
        }
    }
    let Some((link, class_a, class_b, theme)) = best else { return trace.stop(NAME, "no_opposed_classes") };
    let (one, other) = pair.acts(link);
    let mut features = common_features(pair, Some(link));
    features.push(("theme", theme));
    features.push(("ahead", f64::from(is_ahead(pair.a, one) && is_ahead(pair.b, other))));
    let stays = classes::ids(STANDING);
    let standing = |class: ClassId| stays.contains(&class);
    features.push(("standing", f64::from(standing(class_a) || standing(class_b))));
    let same_aspect = classes::class(class_a).aspect == classes::class(class_b).aspect;
    features.push(("same_aspect", f64::from(same_aspect)));
    features.push(("single_sense", f64::from(one.classes.len() == 1 || other.classes.len() == 1)));
    let reason = reason::contrast(pair, NAME, reason::of_class(class_a), reason::of_class(class_b));
    let values = values(classes::class(class_a).name, classes::class(class_b).name);
    Some(finding(tidy(Pair::act_spans(one)), tidy(Pair::act_spans(other)), values, reason, features))
}

/// Classes that say things stay as they are: their object is the state itself, so that what opposes them names other
/// things and shares no words with them.
const STANDING: [&str; 3] = ["status_quo", "keep", "no_change"];

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
fn is_ahead(reading: &Reading<'_>, act: &Act) -> bool {
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
fn is_wish(reading: &Reading<'_>, act: &Act) -> bool {
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
fn theme(pair: &Pair<'_>, link: &ActLink) -> f64 {
    let (one, other) = pair.acts(link);
    let near = |reading: &Reading<'_>, act: &crate::compare::reading::Act| -> Vec<PlaceRef> {
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
    let same_place = relations.any(|relation| relation == PlaceRelation::Same);
    let words = (link.args / 0.5).min(1.0) * if link.shared >= 2 { 1.0 } else { 0.7 };
    let names = one.around.iter().any(|&nth| {
        pair.a.words[nth as usize].name
            && pair.matched[nth as usize].is_some_and(|(hit, _)| other.around.contains(&hit))
    });
    // Without a shared place or name, what the acts are done to must be shared, not only who does them.
    let (object, _) = pair.likeness(&one.after, &other.after);
    let words = if object > 0.0 { words } else { 0.5 * words };
    let place = if same_place { 0.6 } else { 0.0 };
    let inherited = if !same_place && stands_before(pair) { 0.45 } else { 0.0 };
    (place + inherited + if names { 0.25 } else { 0.0 } + 0.5 * words).min(1.0)
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

/// One duty tied to two places: the same call to carry out terms, about groups or areas in places that do not meet.
fn locus(pair: &Pair<'_>) -> Option<Finding> {
    let duty = classes::ids(["implement", "abide"]);
    let change = classes::ids(["clear", "expel", "end", "disarm", "withdraw", "dissolve"]);
    let of = |reading: &Reading<'_>, wanted: &[ClassId]| {
        reading
            .acts
            .iter()
            .find(|act| act.classes.iter().any(|class| wanted.contains(class)))
            .map(|act| act.span)
    };
    let (duty_a, duty_b) = (of(pair.a, &duty)?, of(pair.b, &duty)?);
    let (change_a, change_b) = (of(pair.a, &change)?, of(pair.b, &change)?);
    let there = |reading: &Reading<'_>, from: Span, act: Span| -> Option<PlaceRef> {
        let named = reading.locations().filter(|place| place.span.start >= from.start);
        named.min_by_key(|place| place.span.start.abs_diff(act.start)).cloned()
    };
    let (one, other) = (there(pair.a, duty_a, change_a)?, there(pair.b, duty_b, change_b)?);
    let apart = match place::relation(&one, &other) {
        PlaceRelation::Same => return None,
        PlaceRelation::Disjoint => true,
        // A part of a country named by its direction and a place in that country are named as two places.
        _ => has_direction(pair.a, one.span) != has_direction(pair.b, other.span),
    };
    if !apart || one.name == other.name {
        return None;
    }
    let (name_a, name_b) =
        (reason::plain(pair.a.words_of(one.span)), reason::plain(pair.b.words_of(other.span)));
    let mut features = common_features(pair, None);
    features.push(("theme", 0.6));
    let reason = reason::contrast(pair, "framing_locus", name_a.clone(), name_b.clone());
    let spans = |list: [Span; 3]| tidy(list.to_vec());
    let (a, b) = (spans([duty_a, change_a, one.span]), spans([duty_b, change_b, other.span]));
    Some(finding(a, b, values(name_a.en, name_b.en), reason, features))
}

/// Whether a word of direction stands right before a place ("north-east of the country").
fn has_direction(reading: &Reading<'_>, place: Span) -> bool {
    let at = reading.tokens.partition_point(|token| token.span.end <= place.start);
    let concepts = concept::of_tokens(reading.tokens, reading.lang);
    let directions = ["north", "south", "east", "west"].map(concept::key);
    concepts[at.saturating_sub(2)..at].iter().flatten().any(|key| directions.contains(key))
}

/// One meeting given two subjects: a side says what it was about, the other tells topics of which none is that.
fn subject(pair: &Pair<'_>) -> Option<Finding> {
    let (focus, discuss) = (classes::id("focus")?, classes::id("discuss")?);
    let find = |reading: &Reading<'_>, class: ClassId| {
        reading.acts.iter().position(|act| act.classes.contains(&class) && act.polarity == Polarity::Positive)
    };
    let topics = |reading: &Reading<'_>, act: usize| -> Vec<u32> {
        let from = reading.words.partition_point(|word| {
            reading.tokens[word.token as usize].span.start < reading.acts[act].span.end
        });
        (from..reading.words.len()).take(14).map(|nth| nth as u32).collect()
    };
    let (fa, fb) = (find(pair.a, focus), find(pair.b, focus));
    let (one, other) = match (fa, fb) {
        (Some(x), None) => (x, find(pair.b, discuss)?),
        (None, Some(y)) => (find(pair.a, discuss)?, y),
        _ => return None,
    };
    let (list_a, list_b) = (topics(pair.a, one), topics(pair.b, other));
    let focused = if fa.is_some() { list_a.len().min(5) } else { list_b.len().min(5) };
    // The first words after the focus name its subject; they must be missing from the other side's topics.
    let (near_a, near_b) =
        if fa.is_some() { (&list_a[..focused], &list_b[..]) } else { (&list_a[..], &list_b[..focused]) };
    let (alike, shared) = pair.likeness(near_a, near_b);
    let tied = pair.matched.iter().flatten().count() >= 1;
    if shared > 0 || alike > 0.0 || list_a.len() < 2 || list_b.len() < 2 || !tied {
        return None;
    }
    let cover = |reading: &Reading<'_>, list: &[u32]| {
        list.iter()
            .take(3)
            .map(|&nth| reading.tokens[reading.words[nth as usize].token as usize].span)
            .reduce(|x, y| x.join(y))
    };
    let (span_a, span_b) = (cover(pair.a, &list_a)?, cover(pair.b, &list_b)?);
    let (name_a, name_b) = (reason::plain(pair.a.words_of(span_a)), reason::plain(pair.b.words_of(span_b)));
    let mut features = common_features(pair, None);
    features.push(("theme", 0.55));
    let reason = reason::contrast(pair, "framing_focus", name_a.clone(), name_b.clone());
    let (a, b) = (tidy(vec![pair.a.acts[one].span, span_a]), tidy(vec![pair.b.acts[other].span, span_b]));
    Some(finding(a, b, values(name_a.en, name_b.en), reason, features))
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
