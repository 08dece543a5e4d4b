//! The words that set two otherwise like statements against each other.
//!
//! Takes a pair that the model holds for opposed, gives the finding with its kind and evidence: a detector's own finding
//! below its bar, left-over acts of opposite classes, a denial on one side alone, other numbers, other places, other names,
//! other acts, or words that stand in one another's place. `None` where nothing of the kind is there: likeness alone never
//! raises a contradiction.

use super::residue::Residue;
use crate::compare::align::Pair;
use crate::compare::classes::{self, Link};
use crate::compare::decide::Decision;
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::compare::rules::Finding;
use crate::model::{Kind, Modality, Span, Verdict};
use std::collections::BTreeMap;

/// Kind of the contradiction with the deciding words of both sides.
type Swap = (Kind, Vec<Span>, Vec<Span>);

/// What sets the two sides against each other, by words that oppose whatever stands around them.
pub(in crate::compare) fn plain(pair: &Pair<'_>, found: &[Decision], residue: &Residue) -> Option<Finding> {
    let contradicts = found.iter().filter(|one| one.finding.verdict == Verdict::Contradiction);
    if let Some(own) = contradicts.max_by(|x, y| x.score.total_cmp(&y.score)) {
        return Some(own.finding.clone());
    }
    opposite_acts(pair, residue).or_else(|| denial(pair)).map(|swap| finding(pair, swap))
}

/// What sets the two sides against each other, by one thing in the place of another. It says something of short statements
/// alone: long ones have other details left over on both sides, which go together well.
pub(in crate::compare) fn in_place(pair: &Pair<'_>, residue: &Residue) -> Option<Finding> {
    if pair.a.words.len().max(pair.b.words.len()) > MOST_WORDS {
        return None;
    }
    let swap = numbers(pair)
        .or_else(|| names(pair, residue))
        .or_else(|| other_acts(pair, residue))
        .or_else(|| beside(pair, residue))
        .or_else(|| left_over(pair, residue))?;
    Some(finding(pair, swap))
}

fn finding(pair: &Pair<'_>, (kind, mut a, mut b): Swap) -> Finding {
    a.sort_unstable();
    b.sort_unstable();
    let cite = |reading: &Reading<'_>, spans: &[Span]| {
        let words: Vec<&str> = spans.iter().map(|span| reading.words_of(*span)).collect();
        reason::plain(&words.join(" "))
    };
    let (words_a, words_b) = (cite(pair.a, &a), cite(pair.b, &b));
    let values = [("a", &words_a), ("b", &words_b)];
    let settle = match kind {
        Kind::Negation => "settle_negation",
        Kind::Number => "settle_number",
        Kind::Place => "settle_place",
        Kind::Participant => "settle_participant",
        Kind::Modality => "settle_modality",
        _ => "settle_opposite",
    };
    Finding {
        rule: "opposite",
        verdict: Verdict::Contradiction,
        kind: Some(kind),
        values: values
            .map(|(side, words)| (side.to_owned(), words.en.clone()))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        reason: reason::contrast(pair, "swapped", words_a, words_b),
        settle: reason::say(settle, &[]),
        a,
        b,
        features: Vec::new(),
    }
}

/// Left-over acts of classes that cannot both hold.
fn opposite_acts(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let pairs = residue.acts_a.iter().flat_map(|&x| residue.acts_b.iter().map(move |&y| (x, y)));
    let mut acts = pairs.map(|(x, y)| (&pair.a.acts[x], &pair.b.acts[y]));
    let (one, other) = acts.find(|(one, other)| {
        matches!(classes::link(&one.classes, &other.classes), Link::Direct(..) | Link::Framing(..))
            && one.polarity == other.polarity
    })?;
    Some((Kind::Opposite, Pair::act_spans(one), Pair::act_spans(other)))
}

/// One act, denied on one side; or done on one side and no more than planned on the other.
fn denial(pair: &Pair<'_>) -> Option<Swap> {
    let alike = || pair.links.iter().filter(|link| link.is_alike());
    if let Some(link) = alike().find(|link| !pair.same_polarity(link)) {
        let (one, other) = pair.acts(link);
        return Some((Kind::Negation, Pair::act_spans(one), Pair::act_spans(other)));
    }
    let fact = |act: &Act| act.modality == Modality::Fact;
    let link = alike().find(|link| {
        let (one, other) = pair.acts(link);
        fact(one) != fact(other)
    });
    if let Some(link) = link {
        let (one, other) = pair.acts(link);
        return Some((Kind::Modality, Pair::act_spans(one), Pair::act_spans(other)));
    }
    // An act that one side denies and the other does not name is set against what the other says in its place.
    let denied =
        |reading: &Reading<'_>| reading.acts.iter().find(|act| Pair::is_denied(act) && !act.reports).cloned();
    let first = |reading: &Reading<'_>| reading.acts.iter().find(|act| !act.reports).cloned();
    let (one, other) = match (denied(pair.a), denied(pair.b)) {
        (Some(one), None) => (one, first(pair.b)?),
        (None, Some(other)) => (first(pair.a)?, other),
        _ => return None,
    };
    Some((Kind::Negation, Pair::act_spans(&one), Pair::act_spans(&other)))
}

/// Numbers in one unit that the other side does not have.
fn numbers(pair: &Pair<'_>) -> Option<Swap> {
    let lacks =
        |reading: &Reading<'_>, low: f64| reading.counts.iter().all(|count| count.quantity.low != low);
    let own = |reading: &Reading<'_>, other: &Reading<'_>| -> Vec<(Span, Option<String>)> {
        let counts = reading.counts.iter().filter(|count| lacks(other, count.quantity.low));
        counts
            .map(|count| (count.quantity.span, count.quantity.unit.as_ref().map(ToString::to_string)))
            .collect()
    };
    let (a, b) = (own(pair.a, pair.b), own(pair.b, pair.a));
    let met = a.iter().find_map(|(span, unit)| Some((*span, b.iter().find(|(_, other)| other == unit)?.0)));
    met.map(|(one, other)| (Kind::Number, vec![one], vec![other]))
}

/// Places, or else names, that each side has alone.
fn names(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let spans =
        |reading: &Reading<'_>, words: &[u32], wanted: &dyn Fn(&Reading<'_>, Span) -> bool| -> Vec<Span> {
            let named = words.iter().filter(|nth| reading.words[**nth as usize].name);
            let spans =
                named.filter_map(|&nth| reading.tokens.get(reading.words[nth as usize].token as usize));
            spans.map(|token| token.span).filter(|span| wanted(reading, *span)).collect()
        };
    let place = |reading: &Reading<'_>, span: Span| reading.places().any(|place| place.span.overlaps(span));
    for (kind, wanted) in [(Kind::Place, true), (Kind::Participant, false)] {
        let fits = |reading: &Reading<'_>, span: Span| place(reading, span) == wanted;
        let (a, b) = (spans(pair.a, &residue.words_a, &fits), spans(pair.b, &residue.words_b, &fits));
        if !a.is_empty() && !b.is_empty() {
            return Some((kind, a, b));
        }
    }
    None
}

/// Known acts that each side has alone.
fn other_acts(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let (one, other) = (residue.acts_a.first()?, residue.acts_b.first()?);
    Some((Kind::Opposite, Pair::act_spans(&pair.a.acts[*one]), Pair::act_spans(&pair.b.acts[*other])))
}

/// Words that stand beside the same word on both sides.
fn beside(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let &(one, other) = residue.beside.first()?;
    let span = |reading: &Reading<'_>, nth: u32| {
        reading.tokens.get(reading.words[nth as usize].token as usize).map(|token| token.span)
    };
    Some((Kind::Opposite, vec![span(pair.a, one)?], vec![span(pair.b, other)?]))
}

/// Few words left over on each side, wherever they stand.
fn left_over(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let few = |words: &[u32]| (1..=MOST_LEFT_OVER).contains(&words.len());
    if !few(&residue.words_a) || !few(&residue.words_b) {
        return None;
    }
    let (a, b) = residue.spans(pair);
    Some((Kind::Opposite, a, b))
}

/// Content words of a statement that has one thing to say, such as a headline.
const MOST_WORDS: usize = 14;
/// Left-over words of a side that still point at one thing.
const MOST_LEFT_OVER: usize = 5;
