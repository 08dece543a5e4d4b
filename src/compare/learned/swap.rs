//! The words that set two otherwise like statements against each other.
//!
//! Takes a pair that the model holds for opposed, gives the finding with its kind and evidence: a detector's own finding
//! below its bar, left-over acts of opposite classes, a denial on one side alone, other numbers, other places, other names,
//! other acts, or words that stand in one another's place. `None` where nothing of the kind is there: likeness alone never
//! raises a contradiction.

use super::features;
use super::residue::Residue;
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes::Link;
use crate::compare::decide::Decision;
use crate::compare::reading::{Act, Reading};
use crate::compare::reason;
use crate::compare::rules::{self, Finding};
use crate::lexicon;
use crate::model::{Kind, Modality, PlaceRef, Quantity, Span, Token, Verdict};
use crate::text::stem;
use std::collections::BTreeMap;

/// Kind of the contradiction with the deciding words of both sides.
type Swap = (Kind, Vec<Span>, Vec<Span>);

/// What sets the two sides against each other, by words that oppose whatever stands around them.
pub(in crate::compare) fn plain(
    pair: &Pair<'_>,
    found: &[Decision],
    residue: &Residue,
    opposed: f64,
) -> Option<Finding> {
    // Opposed framing stands on its theme, and that is what its bar asks for.
    let plain = |one: &Finding| one.verdict == Verdict::Contradiction && one.kind != Some(Kind::Framing);
    let contradicts = found.iter().filter(|one| plain(&one.finding));
    if let Some(own) = contradicts.max_by(|x, y| x.score.total_cmp(&y.score)) {
        return Some(own.finding.clone());
    }
    opposite_acts(pair, residue, opposed).or_else(|| denial(pair)).map(|swap| finding(pair, swap))
}

/// What sets the two sides against each other, by one thing in the place of another. It says something of short statements
/// alone: long ones have other details left over on both sides, which go together well.
pub(in crate::compare) fn in_place(pair: &Pair<'_>, residue: &Residue, opposed: f64) -> Option<Finding> {
    let long = pair.a.words.len().max(pair.b.words.len()) > MOST_WORDS;
    // Opposed acts that came this far are done to different things; near acts tell one thing in other words.
    let vetoes = |link: &Link| match link {
        Link::Direct(..) | Link::Framing(..) => true,
        _ => opposed < MIN_OPPOSED_DESPITE_NEAR,
    };
    if long || residue.links.iter().any(vetoes) {
        return None;
    }
    // A headline says one thing; a full sentence tells the same in other words more often than it turns it.
    let headlines = !ends_as_sentence(pair.a) || !ends_as_sentence(pair.b);
    let turns = headlines || opposed >= MIN_OPPOSED_SENTENCE;
    let swap = negator_alone(pair)
        .or_else(|| denied_alone(pair, turns))
        .or_else(|| numbers(pair))
        .or_else(|| places(pair))
        .or_else(|| names(pair, residue))
        .or_else(|| learned_words(pair, residue).filter(|_| turns))
        .or_else(|| one_place(pair, residue).filter(|_| turns && opposed >= MIN_OPPOSED_ONE_PLACE))?;
    Some(finding(pair, swap))
}

/// Whether a text closes with the mark of a full sentence, which headlines do without.
fn ends_as_sentence(reading: &Reading<'_>) -> bool {
    let closing = |token: &&Token| !matches!(token.folded.as_str(), "\"" | "»" | "”" | "'" | "’" | ")");
    let last = reading.tokens.iter().rev().find(closing);
    last.is_some_and(|token| matches!(token.folded.as_str(), "." | "!" | "۔"))
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

/// Left-over acts of classes that cannot both hold, done to one thing.
fn opposite_acts(pair: &Pair<'_>, residue: &Residue, opposed: f64) -> Option<Swap> {
    let left = |link: &&ActLink| residue.acts_a.contains(&link.a) && residue.acts_b.contains(&link.b);
    let opposite = |link: &&ActLink| matches!(link.link, Tie::Class(Link::Direct(..) | Link::Framing(..)));
    let mut links = pair.links.iter().filter(left).filter(opposite).filter(|link| pair.same_polarity(link));
    let bound = opposed >= MIN_OPPOSED_WHEN_BOUND && features::rare_matches(pair) >= MIN_RARE_WHEN_BOUND;
    let link = links.find(|link| bound || !rules::stand_apart(pair, link))?;
    let (one, other) = pair.acts(link);
    Some((Kind::Opposite, Pair::act_spans(one), Pair::act_spans(other)))
}

/// Least chance of opposition, and fewest rare words in common, that bind opposed acts to one thing although other words
/// stand beside them ("a sudden rise of the lira", "a sharp fall of the lira").
const MIN_OPPOSED_WHEN_BOUND: f64 = 0.9;
const MIN_RARE_WHEN_BOUND: usize = 3;

/// One act, denied on one side; or done on one side and no more than planned on the other.
fn denial(pair: &Pair<'_>) -> Option<Swap> {
    let alike = || pair.links.iter().filter(|link| link.is_alike());
    let together = |link: &&ActLink| !rules::stand_apart(pair, link);
    let denied = |link: &&ActLink| {
        !pair.same_polarity(link)
            && !rules::leaves_what_is_told(pair, link)
            && !rules::is_denied_by_both(pair, link)
    };
    if let Some(link) = alike().filter(together).find(denied) {
        let (one, other) = pair.acts(link);
        return Some((Kind::Negation, Pair::act_spans(one), Pair::act_spans(other)));
    }
    let fact = |act: &Act| act.modality == Modality::Fact;
    let link = alike().filter(together).find(|link| {
        let (one, other) = pair.acts(link);
        fact(one) != fact(other)
    });
    if let Some(link) = link {
        let (one, other) = pair.acts(link);
        return Some((Kind::Modality, Pair::act_spans(one), Pair::act_spans(other)));
    }
    None
}

/// A negating word on one side alone, before a word that both have.
fn negator_alone(pair: &Pair<'_>) -> Option<Swap> {
    let negators = |reading: &Reading<'_>| -> Vec<usize> {
        let Some(lexicon) = lexicon::of(reading.lang) else { return Vec::new() };
        let table = lexicon.table("negators");
        // The stem of a noun may be a negator ("note").
        let negates = |token: &Token| {
            let mut found = false;
            stem::each_bare(&token.folded, reading.lang, |form, fit| {
                found |= fit < stem::Fit::Stem && table.has(form)
            });
            found
        };
        let said = |nth: &usize| negates(&reading.tokens[*nth]) && !reading.is_filler(*nth);
        (0..reading.tokens.len()).filter(said).collect()
    };
    let span = |reading: &Reading<'_>, nth: u32| {
        reading.tokens.get(reading.words[nth as usize].token as usize).map(|token| token.span)
    };
    let after = |reading: &Reading<'_>, negator: usize| {
        let nth = reading.words.partition_point(|word| word.token as usize <= negator);
        reading.words.get(nth).filter(|word| word.token as usize <= negator + 2).map(|_| nth as u32)
    };
    match (&negators(pair.a)[..], &negators(pair.b)[..]) {
        (&[negator], []) => {
            let word = after(pair.a, negator)?;
            let (met, _) = pair.matched[word as usize]?;
            let denied = vec![pair.a.tokens[negator].span, span(pair.a, word)?];
            Some((Kind::Negation, denied, vec![span(pair.b, met)?]))
        }
        ([], &[negator]) => {
            let word = after(pair.b, negator)?;
            let met = pair.matched.iter().position(|hit| hit.is_some_and(|(hit, _)| hit == word))?;
            let denied = vec![pair.b.tokens[negator].span, span(pair.b, word)?];
            Some((Kind::Negation, vec![span(pair.a, met as u32)?], denied))
        }
        _ => None,
    }
}

/// An act that one side denies and the other does not name, against what the other says in its place.
/// Of full sentences, only a denial that leaves nothing out.
fn denied_alone(pair: &Pair<'_>, turns: bool) -> Option<Swap> {
    let denied = |reading: &Reading<'_>| {
        let mut acts = reading.acts.iter();
        acts.find(|act| Pair::is_denied(act) && !act.reports && (turns || act.total)).cloned()
    };
    let first = |reading: &Reading<'_>| reading.acts.iter().find(|act| !act.reports).cloned();
    let (one, other) = match (denied(pair.a), denied(pair.b)) {
        (Some(one), None) => (one, first(pair.b)?),
        (None, Some(other)) => (first(pair.a)?, other),
        _ => return None,
    };
    Some((Kind::Negation, Pair::act_spans(&one), Pair::act_spans(&other)))
}

/// Numbers in one unit that do not meet, where the other side has no equal one.
fn numbers(pair: &Pair<'_>) -> Option<Swap> {
    let meet = |a: &Quantity, b: &Quantity| a.unit == b.unit && a.low <= b.high && b.low <= a.high;
    let own = |reading: &Reading<'_>, other: &Reading<'_>| -> Vec<Quantity> {
        let all = reading.counts.iter().map(|count| count.quantity);
        all.filter(|one| other.counts.iter().all(|count| !meet(one, count.quantity))).cloned().collect()
    };
    let (a, b) = (own(pair.a, pair.b), own(pair.b, pair.a));
    let near = |one: &Quantity, other: &Quantity| {
        let (less, more) = (one.low.min(other.low), one.low.max(other.low));
        other.unit == one.unit && (one.unit.is_some() || less.is_finite() && more <= less * MOST_TIMES)
    };
    let (one, other) = a.iter().find_map(|one| Some((one, b.iter().find(|other| near(one, other))?)))?;
    Some((Kind::Number, vec![one.span], vec![other.span]))
}

/// The most times that one count is of another which stands in its place.
const MOST_TIMES: f64 = 100.0;

/// Places that each side has alone and that cannot be one.
fn places(pair: &Pair<'_>) -> Option<Swap> {
    let apart = |one: &&PlaceRef, reading: &Reading<'_>| {
        let mut others = reading.places();
        others.all(|other| place::relation(one, other) == PlaceRelation::Disjoint)
    };
    let one = pair.a.places().find(|one| apart(one, pair.b))?;
    let other = pair.b.places().find(|one| apart(one, pair.a))?;
    Some((Kind::Place, vec![one.span], vec![other.span]))
}

/// Names that are no places and that each side has alone.
fn names(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let spans = |reading: &Reading<'_>, words: &[u32]| -> Vec<Span> {
        let named = words.iter().filter(|nth| reading.words[**nth as usize].name);
        let tokens = named.filter_map(|&nth| reading.tokens.get(reading.words[nth as usize].token as usize));
        let place = |span: Span| reading.places().any(|place| place.span.overlaps(span));
        // A name with digits in it is the name of a thing of many kinds.
        let plain = |token: &&Token| !token.folded.contains(|letter: char| letter.is_ascii_digit());
        // Who says it may be named in two ways, by the office and by the name.
        let speaks = |span: Span| {
            let mut quoted = reading.claims.iter().filter(|(_, claim)| claim.quote.is_some());
            quoted.any(|(_, claim)| {
                claim.speaker.as_ref().and_then(|one| one.span).is_some_and(|one| one.overlaps(span))
            })
        };
        let spans = tokens.filter(plain).map(|token| token.span);
        spans.filter(|span| !place(*span) && !speaks(*span)).collect()
    };
    let (a, b) = (spans(pair.a, &residue.words_a), spans(pair.b, &residue.words_b));
    (!a.is_empty() && !b.is_empty()).then_some((Kind::Participant, a, b))
}

/// Few words left over on each side, of which the model knows one as a word that turns a statement.
fn learned_words(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let few = |words: &[u32]| (1..=MOST_LEFT_OVER).contains(&words.len());
    let (some_a, some_b) = (few(&residue.words_a), few(&residue.words_b));
    if !some_a || !some_b || super::turning(&residue.keys(pair)) < MIN_TURNING {
        return None;
    }
    if let (Some(one), Some(other)) = (residue.acts_a.first(), residue.acts_b.first()) {
        let (one, other) = (&pair.a.acts[*one], &pair.b.acts[*other]);
        let (object, _) = pair.likeness(&one.after, &other.after);
        let elsewhere = object <= 0.0 && !(one.after.is_empty() && other.after.is_empty());
        return (!elsewhere).then_some((Kind::Opposite, Pair::act_spans(one), Pair::act_spans(other)));
    }
    let (a, b) = residue.spans(pair);
    Some((Kind::Opposite, a, b))
}

/// A word or two in the place of a word or two, in statements that have all else in common.
fn one_place(pair: &Pair<'_>, residue: &Residue) -> Option<Swap> {
    let few = |words: &[u32]| (1..=2).contains(&words.len());
    let alike = pair.matched.iter().flatten().count() >= 3;
    let named =
        |reading: &Reading<'_>, words: &[u32]| words.iter().any(|&nth| reading.words[nth as usize].name);
    let names = named(pair.a, &residue.words_a) || named(pair.b, &residue.words_b);
    if !alike || names || residue.beside.is_empty() || !few(&residue.words_a) || !few(&residue.words_b) {
        return None;
    }
    let (a, b) = residue.spans(pair);
    Some((Kind::Opposite, a, b))
}

/// Least chance of opposition that outweighs near acts on the two sides.
const MIN_OPPOSED_DESPITE_NEAR: f64 = 0.7;
/// Least chance of opposition for a contradiction that rests on one word in the place of another.
const MIN_OPPOSED_ONE_PLACE: f64 = 0.6;
/// The same for any that rests on left-over words of full sentences.
const MIN_OPPOSED_SENTENCE: f64 = 0.95;
/// Least weight of a left-over word that turns a statement.
const MIN_TURNING: f64 = 0.4;
/// Content words of a statement that has one thing to say, such as a headline.
const MOST_WORDS: usize = 14;
/// Left-over words of a side that still point at one thing.
const MOST_LEFT_OVER: usize = 8;
