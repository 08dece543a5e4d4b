//! The same words of two mouths, and other words of one, in two sentences alone.
//!
//! Takes an aligned pair that is said to speak of one event, gives the finding that the detectors of a run leave alone: there one
//! surname is too little to tell two speakers, and a word may be an editor's. `None` where a side quotes nobody.

use super::found;
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::compare::rules::Finding;
use crate::compare::rules::figures::{self, Values};
use crate::lexicon;
use crate::model::{Kind, Span, Token, TokenKind};
use crate::text::{skeleton, stem};

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
    let end = reading.token_at(speaker.end.saturating_sub(1)) + 1 + NAME_REACH;
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
        return None;
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

/// Letters of a name of which none may be another.
const SHORT_NAME: usize = 4;
/// Likeness (Jaro-Winkler) from which on two words are spellings of one name.
const SPELLING: f64 = 0.85;

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
    let same = |x: usize, y: usize| {
        let (a, b) = (&pair.a.tokens[x], &pair.b.tokens[y]);
        a.folded == b.folded || a.stem == b.stem
    };
    let (a, b) = (&one.tokens, &other.tokens);
    let front = a.iter().zip(b).take_while(|(x, y)| same(**x, **y)).count();
    let rest = a.len().min(b.len()) - front;
    let back = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| same(**x, **y)).count();
    let (left, right) = (a.get(front..a.len() - back)?, b.get(front..b.len() - back)?);
    // Words of one side alone are cut from the other.
    if front + back < FRAME
        || left.is_empty()
        || right.is_empty()
        || left.len().max(right.len()) > OTHER_WORDS
    {
        return None;
    }
    let words = |reading: &Reading<'_>, list: &[usize]| -> Vec<usize> {
        (0..reading.words.len()).filter(|&nth| list.contains(&(reading.words[nth].token as usize))).collect()
    };
    let (words_a, words_b) = (words(pair.a, left), words(pair.b, right));
    let alike = |x: usize, y: usize| {
        let (p, q) = (&pair.a.words[x], &pair.b.words[y]);
        pair.matched[x].is_some_and(|(hit, _)| hit as usize == y)
            || p.keys.iter().any(|key| q.keys.contains(key))
            || p.pivots.iter().any(|pivot| q.pivots.contains(pivot))
            || strsim::jaro_winkler(&p.folded, &q.folded) > SPELLING
    };
    if words_a.is_empty() && words_b.is_empty()
        || words_a.iter().any(|&x| words_b.iter().any(|&y| alike(x, y)))
    {
        return None;
    }
    if !tells(pair.a, left, &words_a) || !tells(pair.b, right, &words_b) {
        return None;
    }
    let whole = |reading: &Reading<'_>, list: &[usize]| {
        list.iter().map(|&at| reading.tokens[at].span).reduce(|x, y| x.join(y))
    };
    let (in_a, in_b) = (whole(pair.a, left)?, whole(pair.b, right)?);
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
    let (everybody, translations) = (lexicon.table("everybody"), lexicon.table("translations"));
    let of_all = |&at: &usize| {
        let token = &reading.tokens[at];
        let counted = reading.counts.iter().any(|count| count.quantity.span.overlaps(token.span));
        let forms = stem::candidates(&token.folded, reading.lang);
        counted || reading.is_negator(token) || forms.iter().any(|form| everybody.has(form))
    };
    let known = |&nth: &usize| {
        let word = &reading.words[nth];
        word.name || word.keys.len() > 1 || translations.has(&reading.tokens[word.token as usize].stem)
    };
    list.iter().any(of_all) || words.iter().any(known)
}
