//! The same quotation with different substance.
//!
//! # What it flags
//! One speaker's quotation in two reports, nearly the same words, of which one of substance differs: an opposite, a
//! negation, a number, or one content word in another's place. Also what one speaker is reported to have said in two reports in
//! other words, where one statement denies what the other affirms.
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

use super::attribution::{Quoted, quoted, run_likeness, same_speaker, surely_same_speaker};
use super::difference::{cut_to_difference, is_known};
use super::{Finding, Trace, cite, common_features, mouth, tidy, values};
use crate::compare::align::{Pair, Tie};
use crate::compare::classes::Link;
use crate::compare::reading::Reading;
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, Span, Verdict};
use crate::text::stem;

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
            if pair.a.lang != pair.b.lang
                && let Some((a, b)) = opposed_across(pair, one, other)
            {
                return Some(finding(pair, a, b, ACROSS, 1.0));
            }
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
    if let Some(mouth::Clash { a, b, args }) = mouth::clash(pair) {
        let mut found = of_words(pair, a, b, OWN_WORDS, 1.0);
        found.features.extend([("own_words", 1.0), ("arguments_met", args)]);
        return Some(found);
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
        // What else is denied in a quotation says nothing of this act, where the words around it are the same.
        let alone = (pair.a.negators() > 0) != (pair.b.negators() > 0);
        let denied = link.is_same() && !pair.same_polarity(link) && (alone || link.args >= SURELY_ALIKE);
        let across = pair.a.lang != pair.b.lang;
        let denied = denied && !(across && super::discord::names_nobody(pair, link));
        // The same words behind a negator on both sides are one denial, read in two ways.
        let behind = (behind_negator(pair.a, x.span), behind_negator(pair.b, y.span));
        let denied = denied && (behind.0.is_none() || behind.0 != behind.1);
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
    let single = || one_for_another(pair, one, other).filter(|_| alike >= 0.6);
    single().or_else(|| phrase_for_another(pair, one, other))
}

/// The stems between the negator nearest before an act and the act; none where no negator is near.
fn behind_negator<'r>(reading: &'r Reading<'_>, act: Span) -> Option<Vec<&'r str>> {
    let at = reading.token_at(act.start);
    let near = reading.tokens.get(at.saturating_sub(NEAR)..at)?;
    let negator = near.iter().rposition(|token| reading.is_negator(token))?;
    Some(near[negator + 1..].iter().map(|token| token.stem.as_str()).collect())
}

/// Tokens before an act among which its negator stands.
const NEAR: usize = 4;
/// Likeness of what stands around an act from which on its denial alone sets two quotations apart.
const SURELY_ALIKE: f64 = 0.6;
/// What the likeness of two quotations of two languages counts for, once their words meet.
const ACROSS: f64 = 0.7;
/// What the likeness of two statements of one speaker in other words counts for.
const OWN_WORDS: f64 = 0.7;
/// Tokens of a phrase that stands for another at most, and words around it that both quotations have at least.
const PHRASE: usize = 4;
const MIN_FRAME: usize = 3;

/// Acts of two quotations of two languages that cannot both hold, where their other words translate each other.
fn opposed_across(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> Option<(Span, Span)> {
    if !surely_same_speaker(pair, one, other) {
        return None;
    }
    let opposed = pair.links.iter().find(|link| {
        let (x, y) = pair.acts(link);
        let inside = one.span.contains(x.span) && other.span.contains(y.span);
        let direct = matches!(link.link, Tie::Class(Link::Direct(..))) && pair.same_polarity(link);
        // "Shall leave nobody", "shall not leave anybody".
        let denied = link.is_same() && !pair.same_polarity(link) && !super::discord::names_nobody(pair, link);
        inside && (direct || denied) && link.shared >= 1 && !pair.also_said(link)
    })?;
    let (x, y) = pair.acts(opposed);
    Some((x.span, y.span))
}

/// The one phrase that stands in the place of another in two quotations that are the same before and behind it.
fn phrase_for_another(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> Option<(Span, Span, f64)> {
    let cut = cut_to_difference([&one.tokens, &other.tokens], |x, y| {
        pair.a.tokens[x].folded == pair.b.tokens[y].folded
    });
    let framed = cut.shared >= MIN_FRAME && cut.shared >= cut.longer();
    if !framed || cut.longer() > PHRASE {
        return None;
    }
    let (words_a, words_b) = cut.words(pair)?;
    if words_a.iter().any(|&x| words_b.iter().any(|&y| near_words(pair, x, y))) {
        return None;
    }
    // Editors put one word for another that means the same; only what is known to mean two things tells.
    let anybody = |reading: &Reading<'_>, list: &[usize]| {
        let table = lexicon::of(reading.lang).map(|lexicon| lexicon.table("everybody"));
        let forms = |at: usize| stem::candidates(&reading.tokens[at].folded, reading.lang);
        list.iter().any(|&at| table.is_some_and(|table| forms(at).iter().any(|form| table.has(form))))
    };
    let told = |reading: &Reading<'_>, list: &[usize], words: &[usize]| {
        anybody(reading, list) || words.iter().any(|&nth| is_known(reading, nth))
    };
    let telling = told(pair.a, cut.left, &words_a) && told(pair.b, cut.right, &words_b);
    let (in_a, in_b) = cut.spans(pair)?;
    telling.then_some((in_a, in_b, 0.6))
}

/// The one place where a content word stands for another and all else is alike, or a negator stands on one side only.
fn one_for_another(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> Option<(Span, Span, f64)> {
    let left: Vec<usize> = only(pair.a, one, pair.b, other);
    let right: Vec<usize> = only(pair.b, other, pair.a, one);
    let negates = |reading: &Reading<'_>, at: &usize| {
        reading.is_negator(&reading.tokens[*at]) && !reading.begins_filler(*at)
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
    of_words(pair, vec![a], vec![b], alike, sure)
}

fn of_words(pair: &Pair<'_>, a: Vec<Span>, b: Vec<Span>, alike: f64, sure: f64) -> Finding {
    let (a, b) = (tidy(a), tidy(b));
    let (cited_a, cited_b) = (cite(pair.a, &a), cite(pair.b, &b));
    let mut features = common_features(pair, None);
    features.push(("quote_likeness", alike));
    features.push(("substance", sure));
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Quotation),
        values: values(cited_a.en.clone(), cited_b.en.clone()),
        reason: reason::contrast(pair, NAME, cited_a, cited_b),
        settle: reason::say("settle_quotation", &[]),
        a,
        b,
        features,
    }
}
