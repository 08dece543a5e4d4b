//! The same words of two mouths, and other words of one, in two sentences alone.
//!
//! Takes an aligned pair that is said to speak of one event, gives the finding that the detectors of a run leave alone: there one
//! surname is too little to tell two speakers, and a word may be an editor's. `None` where a side quotes nobody.

use super::found;
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::compare::rules::Finding;
use crate::compare::rules::difference::{cut_to_difference, is_known};
use crate::compare::rules::figures::{self, Values};
use crate::lexicon;
use crate::model::{Kind, Span, Token, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::{skeleton, stem};
use std::sync::LazyLock;

/// Words of a quotation that say something at least, and those of which some may be other words.
const FEWEST: usize = 4;
/// Share of the longer quotation that both have in one order, from which on they are one.
const SAME: f64 = 0.8;
/// Share of the content words of two quotations in two languages that translate each other, and how many do at least.
const TRANSLATED: f64 = 0.5;
const FEWEST_TRANSLATED: usize = 2;
/// Words before and behind the words that differ that both quotations have at least, and those that differ at most.
const FRAME: usize = 3;
const OTHER_WORDS: usize = 6;
/// Tokens behind the words known to name a speaker in which the name goes on.
const NAME_REACH: usize = 3;

/// One quotation with whom it is given to.
struct Said {
    span: Span,
    tokens: Vec<usize>,
    /// Words that name the speaker, as indexes into the reading's words; empty where only an office or nobody is named.
    named: Vec<usize>,
    speaker: Option<Span>,
}

/// What two quotations tell, of two speakers or of one.
pub(super) fn find(pair: &Pair<'_>) -> Option<Finding> {
    let (of_a, of_b) = (said(pair.a), said(pair.b));
    let ([one], [other]) = (&of_a[..], &of_b[..]) else { return None };
    if one.tokens.len().min(other.tokens.len()) < FEWEST {
        return None;
    }
    match are_two(pair, one, other) {
        Some(true) => same_words(pair, one, other).then(|| {
            let whole = |quote: &Said| quote.speaker.into_iter().chain([quote.span]).collect();
            found(pair, Kind::Attribution, whole(one), whole(other))
        }),
        _ => other_words(pair, one, other).map(|(a, b)| found(pair, Kind::Quotation, vec![a], vec![b])),
    }
}

/// The quotations of a sentence that are somebody's words.
fn said(reading: &Reading<'_>) -> Vec<Said> {
    let quotes = reading.claims.iter().filter_map(|(_, claim)| {
        let span = claim.quote?;
        let inside = |nth: &usize| {
            let token = &reading.tokens[*nth];
            span.contains(token.span) && token.kind != TokenKind::Mark
        };
        let speaker = claim.speaker.as_ref().filter(|one| !one.inherited).and_then(|one| one.span);
        let named = speaker.map(|speaker| named(reading, speaker, span)).unwrap_or_default();
        Some(Said { span, tokens: (0..reading.tokens.len()).filter(inside).collect(), named, speaker })
    });
    quotes.collect()
}

/// The words at and right behind `speaker` that are a name: no office, title or source, and none of the quotation.
fn named(reading: &Reading<'_>, speaker: Span, quote: Span) -> Vec<usize> {
    let Some(lexicon) = lexicon::of(reading.lang) else { return Vec::new() };
    let tables = ["unnamed_sources", "titles", "roles", "role_modifiers", "agencies", "organisations"];
    let office = |token: &Token| {
        let forms = stem::candidates(&token.folded, reading.lang);
        tables.iter().any(|table| forms.iter().any(|form| lexicon.table(table).has(form)))
    };
    let last = reading.token_at(speaker.end.saturating_sub(1)) + 1;
    let says = |at: &usize| {
        let span = reading.tokens[*at].span;
        reading.claims.iter().any(|(_, claim)| claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(span)))
    };
    let most = (last + NAME_REACH).min(reading.tokens.len());
    let end = (last..most).find(says).unwrap_or(most);
    let near = |token: usize| reading.tokens[token].span.start >= speaker.start && token < end;
    let words = (0..reading.words.len()).filter(|&nth| {
        let at = reading.words[nth].token as usize;
        let token = &reading.tokens[at];
        near(at) && !quote.overlaps(token.span) && !office(token)
    });
    words.collect()
}

/// Whether two speakers are two: both are named and no part of one name meets the other's. `None` where a side names nobody.
fn are_two(pair: &Pair<'_>, one: &Said, other: &Said) -> Option<bool> {
    if one.named.is_empty() || other.named.is_empty() {
        return hold_two_offices(pair, one, other).then_some(true);
    }
    let same = |x: usize, y: usize| {
        let (a, b) = (&pair.a.words[x], &pair.b.words[y]);
        let long = a.folded.chars().count().min(b.folded.chars().count()) > SHORT_NAME;
        pair.matched[x].is_some_and(|(hit, _)| hit as usize == y)
            || a.keys.iter().any(|key| b.keys.contains(key))
            || pair.a.lang == pair.b.lang && long && strsim::levenshtein(&a.folded, &b.folded) <= 1
    };
    // In another script a name is known by its consonants.
    let meets = |x: usize, y: usize| {
        let (a, b) = (&pair.a.words[x], &pair.b.words[y]);
        same(x, y)
            || pair.a.lang != pair.b.lang
                && (a.skeleton.meets(&b.skeleton)
                    || a.name
                        && b.name
                        && !skeleton::differ((&a.folded, pair.a.lang), (&b.folded, pair.b.lang)))
    };
    // Whoever stands in the other sentence at all may be the one who speaks there.
    let frame = |reading: &Reading<'_>, quote: &Said| -> Vec<usize> {
        let outside =
            |nth: &usize| !quote.span.overlaps(reading.tokens[reading.words[*nth].token as usize].span);
        (0..reading.words.len()).filter(outside).collect()
    };
    let (frame_a, frame_b) = (frame(pair.a, one), frame(pair.b, other));
    let apart = one.named.iter().all(|&x| frame_b.iter().all(|&y| !same(x, y)))
        && other.named.iter().all(|&y| frame_a.iter().all(|&x| !same(x, y)))
        && one.named.iter().all(|&x| other.named.iter().all(|&y| !meets(x, y)));
    Some(apart)
}

/// Whether one side names an office alone ("the minister") and the other somebody who holds another one.
fn hold_two_offices(pair: &Pair<'_>, one: &Said, other: &Said) -> bool {
    let (of_a, of_b) = (offices(pair.a, one), offices(pair.b, other));
    let (bare, held) = match (one.named.is_empty(), other.named.is_empty()) {
        (true, false) => (&of_a, &of_b),
        (false, true) => (&of_b, &of_a),
        _ => return false,
    };
    // A health minister is "the minister".
    let apart = |x: &str, y: &str| !x.contains(y) && !y.contains(x);
    let [bare] = bare[..] else { return false };
    !LOOSE_OFFICES.contains(&bare) && !held.is_empty() && held.iter().all(|one| apart(one, bare))
}

/// Offices that may be another name for any other.
const LOOSE_OFFICES: [&str; 7] =
    ["official", "expert", "resident", "counterpart", "leader", "chief", "lawmaker"];

/// The offices among the words of a speaker.
fn offices(reading: &Reading<'_>, said: &Said) -> Vec<&'static str> {
    let Some(speaker) = said.speaker else { return Vec::new() };
    let hits = phrase::rows_in(&OFFICES, reading.tokens, reading.lang);
    let own = hits.filter(|(hit, _)| speaker.contains(reading.tokens[hit.first_token].span));
    let mut found: Vec<&str> = own.map(|(_, row)| row.cell(1)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

static OFFICES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("roles"));

/// Letters of a name of which none may be another.
const SHORT_NAME: usize = 4;

/// Whether two quotations are the same words, or translate each other.
fn same_words(pair: &Pair<'_>, one: &Said, other: &Said) -> bool {
    if pair.a.lang == pair.b.lang {
        let longer = one.tokens.len().max(other.tokens.len());
        return run(pair, one, other) >= SAME * longer as f64;
    }
    let held = |reading: &Reading<'_>, quote: &Said| -> Vec<usize> {
        let inside = |nth: &usize| quote.tokens.contains(&(reading.words[*nth].token as usize));
        (0..reading.words.len()).filter(inside).collect()
    };
    let (of_a, of_b) = (held(pair.a, one), held(pair.b, other));
    let meets = |nth: &&usize| pair.matched[**nth].is_some_and(|(hit, _)| of_b.contains(&(hit as usize)));
    let matched = of_a.iter().filter(meets).count();
    matched >= FEWEST_TRANSLATED && 2.0 * matched as f64 >= TRANSLATED * (of_a.len() + of_b.len()) as f64
}

/// Tokens that stand in the same order in both quotations.
fn run(pair: &Pair<'_>, one: &Said, other: &Said) -> f64 {
    let words = |reading: &Reading<'_>, quote: &Said| -> Vec<String> {
        quote.tokens.iter().map(|&at| reading.tokens[at].folded.to_string()).collect()
    };
    let (a, b) = (words(pair.a, one), words(pair.b, other));
    let mut row = vec![0u32; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    f64::from(row[b.len()])
}

/// The words of one speaker that differ between two quotations that are the same before or behind them.
fn other_words(pair: &Pair<'_>, one: &Said, other: &Said) -> Option<(Span, Span)> {
    if pair.a.lang != pair.b.lang {
        return None;
    }
    let cut = cut_to_difference([&one.tokens, &other.tokens], |x, y| {
        let (a, b) = (&pair.a.tokens[x], &pair.b.tokens[y]);
        a.folded == b.folded || a.stem == b.stem
    });
    if cut.shared < FRAME || cut.longer() > OTHER_WORDS {
        return None;
    }
    let (words_a, words_b) = cut.words(pair)?;
    let nothing_said = words_a.is_empty() && words_b.is_empty();
    if nothing_said || !tells(pair.a, cut.left, &words_a) || !tells(pair.b, cut.right, &words_b) {
        return None;
    }
    let (in_a, in_b) = cut.spans(pair)?;
    // "4 or 5", "four or five".
    let count = |reading: &Reading<'_>, span: Span| {
        reading.counts.iter().map(|count| count.quantity).find(|one| one.span.overlaps(span)).cloned()
    };
    let meet = count(pair.a, in_a)
        .zip(count(pair.b, in_b))
        .is_some_and(|(x, y)| figures::compare(&x, &y) != Values::Differ);
    (!meet).then_some((in_a, in_b))
}

/// Whether words say something that no other wording says: a name, a figure, a known thing or act, everybody or nobody, a denial.
/// An editor puts "deeply" for "very".
fn tells(reading: &Reading<'_>, list: &[usize], words: &[usize]) -> bool {
    let Some(lexicon) = lexicon::of(reading.lang) else { return false };
    let everybody = lexicon.table("everybody");
    let of_all = |&at: &usize| {
        let token = &reading.tokens[at];
        let counted = reading.counts.iter().any(|count| count.quantity.span.overlaps(token.span));
        let forms = stem::candidates(&token.folded, reading.lang);
        counted || reading.is_negator(token) || forms.iter().any(|form| everybody.has(form))
    };
    list.iter().any(of_all) || words.iter().any(|&nth| is_known(reading, nth))
}
