//! What speaks against an agreement that words, acts or figures would make.
//!
//! Takes a pair and the words in which both agree, gives the gate that stops it: words of two mouths, quotations that go on in two
//! ways, two days, one figure on each side of which neither is the other's. Where no detector can name the difference, it is
//! still no agreement. Also tells what only seems to speak against it. Shared by the detectors of agreements and of quotations; none of its
//! own.

use super::attribution::{self, Quoted};
use super::dating;
use super::figures::{self, Values};
use crate::compare::align::{ActLink, Pair};
use crate::compare::reading::{Count, Reading};
use crate::lexicon;
use crate::model::{Rounding, Span};
use crate::text::stem;

/// The gate that stops an agreement whose words are `a` and `b`; `None` where nothing speaks against it.
pub(super) fn of(pair: &Pair<'_>, a: &[Span], b: &[Span]) -> Option<&'static str> {
    let quotes = within(pair.a, a).zip(within(pair.b, b));
    match quotes {
        Some((one, other)) if attribution::of_two(pair, &one, &other) => Some("words_of_two_mouths"),
        Some((one, other)) if of_two_offices(pair, &one, &other) => Some("words_of_two_offices"),
        Some((one, other)) if go_on_otherwise(pair, &one, &other) => Some("quotations_differ"),
        // Between two printings of one text a value that differs is a slip.
        _ if pair.containment >= ONE_TEXT => None,
        _ if dating::days_apart(pair) => Some("other_days"),
        _ if lone_figures_differ(pair) => Some("other_figures"),
        _ => None,
    }
}

/// The quotation that holds most of these words.
fn within<'s>(reading: &Reading<'s>, spans: &[Span]) -> Option<Quoted<'s>> {
    let held = |quote: &Quoted<'_>| spans.iter().filter(|span| quote.span.contains(**span)).count();
    let quotes = attribution::quoted(reading).into_iter();
    quotes.max_by_key(held).filter(|quote| 2 * held(quote) >= spans.len() && !spans.is_empty())
}

/// Share of the lighter side that is matched from which on both are one text.
const ONE_TEXT: f64 = 0.95;
/// Tokens up to which a quotation is one statement, and the likeness at which two of them are one.
const SHORT_QUOTE: usize = 12;
const ONE_STATEMENT: f64 = 0.9;

/// Whether two short quotations begin alike and go on in other words ("safe for all", "safe for adults alone").
fn go_on_otherwise(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    let short = one.tokens.len().max(other.tokens.len()) <= SHORT_QUOTE;
    short && pair.a.lang == pair.b.lang && attribution::run_likeness(pair, one, other) < ONE_STATEMENT
}

/// Whether on the side that affirms it, a word for nobody or nothing stands closely before or behind an act.
pub(super) fn names_nobody(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let (reading, act) = if Pair::is_denied(one) { (pair.b, other) } else { (pair.a, one) };
    let at = reading.token_at(act.span.start);
    let near = reading.tokens.iter().skip(at.saturating_sub(NEAR_NOBODY)).take(2 * NEAR_NOBODY + 1);
    near.into_iter().any(|token| reading.is_none_word(token.span))
}

/// Tokens between an act and a word for nobody.
const NEAR_NOBODY: usize = 4;

/// Likeness of two quotations from which on they are the same words.
const SAME_WORDS: f64 = 0.7;
/// Offices whose holders speak for others, or that name no more than a rank.
const ANY_OFFICE: [&str; 2] = ["official", "spokesperson"];

/// Whether the same words are given to two people by their offices ("the minister", "the camp's manager"), and no name says
/// that they are one.
fn of_two_offices(pair: &Pair<'_>, one: &Quoted<'_>, other: &Quoted<'_>) -> bool {
    let (of_a, of_b) = (offices(pair.a, one), offices(pair.b, other));
    let meet = |x: &str, y: &str| {
        x.ends_with(y) || y.ends_with(x) || ANY_OFFICE.contains(&x) || ANY_OFFICE.contains(&y)
    };
    !of_a.is_empty()
        && !of_b.is_empty()
        && attribution::run_likeness(pair, one, other) >= SAME_WORDS
        && !attribution::surely_same_speaker(pair, one, other)
        && !of_a.iter().any(|x| of_b.iter().any(|y| meet(x, y)))
}

/// The offices in the words that name who is quoted.
fn offices(reading: &Reading<'_>, quote: &Quoted<'_>) -> Vec<&'static str> {
    let (Some(lexicon), Some(span)) = (lexicon::of(reading.lang), quote.speaker.span) else {
        return Vec::new();
    };
    let table = lexicon.table("roles");
    let own = reading.tokens.iter().filter(|token| span.overlaps(token.span));
    own.filter_map(|token| {
        let forms = stem::candidates(&token.folded, reading.lang);
        forms.iter().find_map(|form| Some(table.get(form)?.cell(1)))
    })
    .collect()
}

/// Words up to which a sentence tells of one thing.
const SHORT_SENTENCE: usize = 14;

/// Whether each of two short sentences gives one exact figure, and the two do not meet.
fn lone_figures_differ(pair: &Pair<'_>) -> bool {
    let exact =
        |count: &&Count<'_>| count.quantity.rounding == Rounding::Exact && !count.part && !count.former;
    let ([one], [other]) = (&pair.a.counts[..], &pair.b.counts[..]) else { return false };
    let short = pair.a.words.len().max(pair.b.words.len()) <= SHORT_SENTENCE;
    short
        && exact(&one)
        && exact(&other)
        && one.quantity.unit == other.quantity.unit
        && figures::compare(one.quantity, other.quantity) == Values::Differ
}
