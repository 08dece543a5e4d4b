//! Venues: the grounds and buildings in which a sentence says that something happens.
//!
//! Takes an aligned pair, gives the words of two venues of one happening that cannot be one. Shared by the detector of
//! places; no detector of its own. Which venue may lie in which is data (`common/venue_classes.tsv`).

use super::anchor::{self, Anchor, Tied};
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::lexicon;
use crate::model::{Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes, PhraseMatch};
use crate::text::skeleton;
use crate::text::stem::Fit;
use std::sync::LazyLock;

static VENUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("venues"));
static CUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("venue_cues"));

/// Tokens between the small word of place and the noun of the venue ("in the old city's stadium").
const CUE_REACH: usize = 4;
/// The class of towns, which hold all others.
const TOWN: &str = "town";
/// Content words on either side of the noun that name the venue.
const NAME_WORDS: usize = 2;

/// A ground or building of a sentence.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Venue {
    span: Span,
    class: &'static str,
    /// The sentence says that it was elsewhere.
    denied: bool,
    /// Content words beside it that tell it from others of its class, as indexes into the reading's.
    name: Vec<u32>,
    /// Its noun has no article and the word behind it has one: that word is its name («مسجد النور»).
    construct: bool,
    anchor: Anchor,
}

/// Two venues of one happening of which neither may be or hold the other, and how both are tied to it.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Span, Span, Tied, bool)> {
    let of_a = pair.a.once.venues.get_or_init(|| venues(pair.a));
    let of_b = pair.b.once.venues.get_or_init(|| venues(pair.b));
    let mut best: Option<(Span, Span, Tied, bool)> = None;
    for one in of_a.iter().filter(|one| !one.denied) {
        for other in of_b.iter().filter(|other| !other.denied) {
            let tied = anchor::tied(pair, &one.anchor, &other.anchor);
            if tied == Tied::Loosely || !differ(pair, one, other) {
                continue;
            }
            // Where a side names the other's venue too, it tells of both.
            let same = |x: &Venue, y: &Venue| x.class == y.class && !differ(pair, x, y);
            if of_b.iter().any(|near| !near.denied && same(one, near))
                || of_a.iter().any(|near| !near.denied && same(near, other))
            {
                continue;
            }
            if best.is_none_or(|(_, _, most, _)| tied > most) {
                best = Some((one.span, other.span, tied, one.anchor.turn == Some(anchor::NEXT)));
            }
        }
    }
    best
}

/// Whether two venues cannot be one.
fn differ(pair: &Pair<'_>, one: &Venue, other: &Venue) -> bool {
    if one.class != other.class {
        return !may_be_one(one.class, other.class);
    }
    if one.name.is_empty() || other.name.is_empty() {
        return false;
    }
    // Names of two languages meet through letters and translations that may fail; those of towns sound alike.
    if pair.a.lang != pair.b.lang {
        let word = |reading: &Reading<'_>, nth: u32| reading.words[nth as usize].folded.clone();
        let sounds = |x: u32, y: u32| {
            !skeleton::differ((&word(pair.a, x), pair.a.lang), (&word(pair.b, y), pair.b.lang))
        };
        let matched = |x: u32| pair.matched[x as usize].is_some();
        return one.class == TOWN
            && !one.name.iter().any(|&x| matched(x) || other.name.iter().any(|&y| sounds(x, y)));
    }
    let like = |x: u32, y: u32| {
        let (a, b) = (&pair.a.words[x as usize], &pair.b.words[y as usize]);
        pair.matched[x as usize].is_some_and(|(hit, _)| hit == y)
            || a.keys.iter().any(|key| b.keys.contains(key))
            || a.skeleton.meets(&b.skeleton)
    };
    let named = |reading: &Reading<'_>, venue: &Venue| {
        venue.construct || venue.name.iter().any(|&nth| reading.words[nth as usize].name)
    };
    let apart = !one.name.iter().any(|&x| other.name.iter().any(|&y| like(x, y)));
    apart && (named(pair.a, one) || named(pair.b, other) || one.name.len() + other.name.len() > 2)
}

fn may_be_one(one: &str, other: &str) -> bool {
    let table = lexicon::common().table("venue_classes");
    let with = |x: &str, y: &str| table.get(x).is_none_or(|row| row.cell(1).split(',').any(|near| near == y));
    one == other || one == TOWN || other == TOWN || with(one, other) || with(other, one)
}

/// Whether a venue in which something is said to happen covers `span`.
pub(super) fn is_in_one(reading: &Reading<'_>, span: Span) -> bool {
    let venues = reading.once.venues.get_or_init(|| venues(reading));
    venues.iter().any(|venue| !venue.denied && venue.span.overlaps(span))
}

/// Whether a word for a ground or building stands in `span`.
pub(super) fn names_one(reading: &Reading<'_>, span: Span) -> bool {
    let mut found = phrase::rows_in(&VENUES, reading.tokens, reading.lang);
    found.any(|(one, _)| one.fit < Fit::Stem && reading.tokens[one.first_token].span.overlaps(span))
}

fn venues(reading: &Reading<'_>) -> Vec<Venue> {
    let cues = cues(reading);
    let found = phrase::rows_in(&VENUES, reading.tokens, reading.lang).filter(|(one, _)| one.fit < Fit::Stem);
    let read = found.filter_map(|(one, row)| {
        let denied = placed(reading, &one, row.key(), &cues)?;
        let span = reading.tokens[one.first_token].span.join(reading.tokens[one.last_token].span);
        let (name, span) = name(reading, &one, span);
        // "The Port Stars": a word of a name, and not its first, is no venue.
        let mut names = reading.claims.iter().flat_map(|(_, claim)| &claim.participants);
        let of_name = names.any(|one| one.span.contains(span) && one.span.start < span.start);
        let construct = is_construct(reading, &one, &name);
        let anchor = anchor::of(reading, span);
        (!of_name).then(|| Venue { span, class: row.cell(1), denied, name, construct, anchor })
    });
    read.collect()
}

/// The small words of place of a sentence: the first token of each, the token behind it, and whether it denies.
pub(super) fn cues(reading: &Reading<'_>) -> Vec<(usize, usize, bool)> {
    let found = phrase::rows_in(&CUES, reading.tokens, reading.lang);
    found
        .filter(|(one, _)| one.fit <= Fit::Clitic)
        .map(|(one, row)| (one.first_token, one.last_token + 1, row.cell(1) == "not"))
        .collect()
}

/// Whether a venue is where something happens, by the small word before it or written onto it, and whether that is denied;
/// `None` where it only is spoken of.
fn placed(
    reading: &Reading<'_>,
    one: &PhraseMatch,
    key: &str,
    cues: &[(usize, usize, bool)],
) -> Option<bool> {
    let plain = |at: usize| {
        let token = &reading.tokens[at];
        let quoted = matches!(token.folded.as_str(), "«" | "»" | "\"" | "“" | "”");
        token.kind == TokenKind::Word || quoted
    };
    let near = cues.iter().rev().find(|(_, end, _)| *end <= one.first_token);
    // Where prepositions are written onto words, what a noun is comes behind it.
    let affixes = lexicon::of(reading.lang)?.table("slot_affixes").rows();
    let reach = if affixes.iter().any(|row| row.cell(1) == "locative") { 0 } else { CUE_REACH };
    let near = near.filter(|(_, end, _)| {
        one.first_token - end <= reach
            && (*end..one.first_token).all(plain)
            && !reading
                .acts
                .iter()
                .any(|act| (*end..one.first_token).contains(&reading.token_at(act.span.start)))
    });
    if let Some((_, _, denied)) = near {
        return Some(*denied);
    }
    let word = &reading.tokens[one.last_token].folded;
    let first = &reading.tokens[one.first_token].folded;
    let locative = affixes.iter().any(|row| match (row.cell(1), row.key().strip_prefix('-')) {
        ("locative_suffix", Some(ending)) => {
            ending.chars().nth(1).is_some() && word.as_str() != key && word.ends_with(ending)
        }
        ("locative", None) => {
            let bare = key.split(' ').next().unwrap_or(key);
            let front = row.key().trim_end_matches('-');
            first.strip_prefix(front).is_some_and(|rest| rest.ends_with(bare)) && first.as_str() != bare
        }
        _ => false,
    });
    // A form listed with its ending of place is one by itself.
    locative.then_some(false)
}

/// Whether a venue's noun stands bare before a word with an article written onto it.
fn is_construct(reading: &Reading<'_>, one: &PhraseMatch, name: &[u32]) -> bool {
    let mut tokens = name.iter().map(|&nth| reading.words[nth as usize].token as usize);
    let behind = tokens.find(|at| *at > one.last_token);
    !has_article(reading, one.first_token) && behind.is_some_and(|at| has_article(reading, at))
}

/// Whether an article is written onto a token.
fn has_article(reading: &Reading<'_>, token: usize) -> bool {
    let affixes = lexicon::of(reading.lang).map(|lexicon| lexicon.table("slot_affixes").rows().iter());
    let articles = affixes.into_iter().flatten().filter(|row| row.cell(1) == "article");
    let mut articles = articles.filter_map(|row| row.key().strip_suffix('-'));
    articles.any(|article| reading.tokens[token].folded.starts_with(article))
}

/// The content words right beside a venue's noun that name it, and the span of all.
fn name(reading: &Reading<'_>, one: &PhraseMatch, span: Span) -> (Vec<u32>, Span) {
    let token_of = |nth: usize| reading.words[nth].token as usize;
    let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
    let acting = |nth: usize| {
        let at = reading.tokens[token_of(nth)].span;
        let names = reading.words[nth].name || has_article(reading, token_of(nth));
        !names && reading.acts.iter().any(|act| act.span.overlaps(at) && !act.classes.is_empty())
    };
    let quote = |at: usize| matches!(reading.tokens[at].folded.as_str(), "«" | "»" | "\"" | "“" | "”");
    let mut name = Vec::new();
    let mut whole = span;
    let mut last = one.last_token;
    for nth in place(one.last_token + 1)..reading.words.len() {
        let beside = (last + 1..token_of(nth)).all(quote);
        if !beside || acting(nth) || name.len() >= NAME_WORDS {
            break;
        }
        last = token_of(nth);
        whole = whole.join(reading.tokens[last].span);
        name.push(nth as u32);
    }
    let mut first = one.first_token;
    for nth in (0..place(one.first_token)).rev().take(NAME_WORDS) {
        let beside = (token_of(nth) + 1..first).all(quote);
        if !beside || acting(nth) || !reading.words[nth].name {
            break;
        }
        first = token_of(nth);
        whole = whole.join(reading.tokens[first].span);
        name.push(nth as u32);
    }
    (name, whole)
}
