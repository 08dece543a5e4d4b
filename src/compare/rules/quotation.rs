//! The same quotation with different substance.
//!
//! # What it flags
//! One speaker's quotation in two reports, nearly the same words, of which one of substance differs: an opposite, a
//! negation, a number, or one content word in another's place.
//!
//! # Why it matters
//! Inside quotation marks, a single word is the news.
//!
//! # Example
//! "'We are in direct contact'" / "'We are in indirect contact'", both from one minister.
//!
//! # Not flagged
//! Synonyms and spellings; cuts; another translation of the whole.
//!
//! # Limits
//! A quotation must keep more than half of its words in order to be known as the same.

use super::attribution::{Quoted, quoted, run_likeness, same_speaker};
use super::{Finding, Trace, cite, common_features, values};
use crate::compare::align::{Pair, Tie};
use crate::compare::classes::Link;
use crate::compare::reading::Reading;
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, Span, Verdict};

const NAME: &str = "quotation";

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let (quotes_a, quotes_b) = (quoted(pair.a), quoted(pair.b));
    for one in &quotes_a {
        for other in &quotes_b {
            if !same_speaker(pair, one, other) {
                trace.stop::<()>(NAME, "other_speaker");
                continue;
            }
            let alike = run_likeness(pair, one, other);
            if !(0.5..1.0).contains(&alike) || one.tokens.len().min(other.tokens.len()) < 4 {
                trace.stop::<()>(NAME, "other_words");
                continue;
            }
            if let Some((a, b, sure)) = substance(pair, one, other, alike) {
                return Some(finding(pair, a, b, alike, sure));
            }
            trace.stop::<()>(NAME, "no_word_of_substance");
        }
    }
    if quotes_a.is_empty() || quotes_b.is_empty() {
        return trace.stop(NAME, "no_quotation_on_both_sides");
    }
    None
}

/// The words in which two quotations differ in substance, and how sure that is.
fn substance(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>, alike: f64) -> Option<(Span, Span, f64)> {
    for link in &pair.links {
        let (x, y) = pair.acts(link);
        if !one.span.contains(x.span) || !other.span.contains(y.span) {
            continue;
        }
        let opposed = matches!(link.link, Tie::Class(Link::Direct(..))) && pair.same_polarity(link);
        let denied =
            link.is_same() && !pair.same_polarity(link) && (pair.a.negators() > 0) != (pair.b.negators() > 0);
        if denied && link.args > 0.3 || opposed && !pair.also_said(link) {
            let whole = |act: &crate::compare::reading::Act| {
                act.negator.map_or(act.span, |negator| negator.join(act.span))
            };
            return Some((whole(x), whole(y), 1.0));
        }
    }
    for figure in super::figures::pair_up(pair) {
        let (x, y) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
        let inside = one.span.contains(x.span) && other.span.contains(y.span);
        if inside && figure.values == super::figures::Values::Differ {
            return Some((x.span, y.span, 0.9));
        }
    }
    if alike < 0.6 {
        return None;
    }
    one_for_another(pair, one, other)
}

/// The one place where a content word stands for another and all else is alike, or a negator stands on one side only.
fn one_for_another(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> Option<(Span, Span, f64)> {
    let left: Vec<usize> = only(pair.a, one, pair.b, other);
    let right: Vec<usize> = only(pair.b, other, pair.a, one);
    let negates = |reading: &Reading<'_>, at: &usize| {
        reading.is_negator(&reading.tokens[*at]) && !is_idle(reading, *at)
    };
    let span = |reading: &Reading<'_>, at: usize| reading.tokens[at].span;
    let whole = |reading: &Reading<'_>, list: &[usize], quote: &Quoted<'_>| {
        list.iter().map(|&at| span(reading, at)).reduce(|x, y| x.join(y)).unwrap_or(quote.span)
    };
    let negated = (left.iter().any(|at| negates(pair.a, at)), right.iter().any(|at| negates(pair.b, at)));
    if negated.0 != negated.1 && left.len() + right.len() <= 3 {
        return Some((whole(pair.a, &left, one), whole(pair.b, &right, other), 0.9));
    }
    let (&[a], &[b]) = (&left[..], &right[..]) else { return None };
    let words =
        |reading: &Reading<'_>, at: usize| reading.words.iter().position(|word| word.token as usize == at);
    let (wa, wb) = (words(pair.a, a)?, words(pair.b, b)?);
    let alike = pair.matched[wa].is_some_and(|(hit, _)| hit as usize == wb) || near_words(pair, wa, wb);
    let folded = (&pair.a.words[wa].folded, &pair.b.words[wb].folded);
    let spelling = strsim::jaro_winkler(folded.0, folded.1) > 0.85;
    // Editors put one word for another that means the same; two names or two known acts are two things.
    let acts = |reading: &Reading<'_>, at: usize| {
        reading.acts.iter().any(|act| act.span.overlaps(span(reading, at)) && !act.classes.is_empty())
    };
    let names = pair.a.words[wa].name && pair.b.words[wb].name;
    let telling = names || acts(pair.a, a) && acts(pair.b, b);
    (telling && !alike && !spelling && one.tokens.len() >= 6).then(|| (span(pair.a, a), span(pair.b, b), 0.5))
}

/// Whether a negator begins a phrase that negates nothing ("إلا أن").
fn is_idle(reading: &Reading<'_>, at: usize) -> bool {
    let Some(lexicon) = lexicon::of(reading.lang) else { return false };
    let next = reading.tokens.get(at + 1);
    next.is_some_and(|next| {
        lexicon.table("not_negators").has(&format!("{} {}", reading.tokens[at].folded, next.folded))
    })
}

/// Whether two words are tied as acts that news may use for one happening.
fn near_words(pair: &Pair<'_>, a: usize, b: usize) -> bool {
    let span_a = pair.a.tokens[pair.a.words[a].token as usize].span;
    let span_b = pair.b.tokens[pair.b.words[b].token as usize].span;
    pair.links.iter().any(|link| {
        let (x, y) = pair.acts(link);
        link.is_alike() && x.span.overlaps(span_a) && y.span.overlaps(span_b)
    })
}

/// Tokens of one quotation that the other lacks.
fn only(from: &Reading<'_>, quote: &Quoted<'_>, of: &Reading<'_>, other: &Quoted<'_>) -> Vec<usize> {
    let lacks = |at: &usize| {
        let token = &from.tokens[*at];
        !other.tokens.iter().any(|&y| of.tokens[y].folded == token.folded || of.tokens[y].stem == token.stem)
    };
    quote.tokens.iter().copied().filter(lacks).collect()
}

fn finding(pair: &Pair<'_>, a: Span, b: Span, alike: f64, sure: f64) -> Finding {
    let mut features = common_features(pair, None);
    features.push(("quote_likeness", alike));
    features.push(("substance", sure));
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Quotation),
        a: vec![a],
        b: vec![b],
        values: values(pair.a.words_of(a), pair.b.words_of(b)),
        reason: reason::contrast(pair, NAME, cite(pair.a, &[a]), cite(pair.b, &[b])),
        settle: reason::say("settle_quotation", &[]),
        features,
    }
}
