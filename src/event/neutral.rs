//! What of an article is the same in every language.
//!
//! Takes an article's reading, gives terms that reports in two languages share: concepts, classes of acts, places of
//! the gazetteer, names by their consonants, figures. Across languages these stand where words stand within one.

use super::reading::Reading;
use super::terms::{Term, is_common, term};
use crate::model::{Lang, Token, TokenKind};
use crate::text::{concept, skeleton};
use ahash::AHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// Weight of a term of the title beside one of the head.
const TITLE_COUNT: f32 = 2.0;

/// The terms of title and head with how often they stand there.
pub(crate) fn terms(reading: &Reading<'_>) -> AHashMap<Term, f32> {
    let lang = reading.text.lang;
    let mut counts: AHashMap<Term, f32> = AHashMap::new();
    let mut add = |term: Term, count: f32| *counts.entry(term).or_default() += count;
    of_tokens(&reading.title.tokens, lang).for_each(|term| add(term, TITLE_COUNT));
    reading.title_places.iter().filter_map(|place| place.id.as_ref()).for_each(|id| add(key('@', id), 1.0));
    for sentence in &reading.text.sentences[reading.lead..reading.head] {
        of_tokens(reading.text.tokens_of(sentence), lang).for_each(|term| add(term, 1.0));
    }
    for claim in reading.head_claims() {
        claim.places.iter().filter_map(|place| place.id.as_ref()).for_each(|id| add(key('@', id), 1.0));
        let classes = claim.predicates.iter().flat_map(|predicate| &predicate.classes);
        classes.for_each(|class| add(key('~', class), 1.0));
        let names = claim.participants.iter().flat_map(|one| of_name(&one.canonical, lang));
        names.for_each(|term| add(term, 1.0));
    }
    counts
}

/// Concepts and figures among `tokens`.
fn of_tokens(tokens: &[Token], lang: Lang) -> impl Iterator<Item = Term> {
    let concepts = concept::of_tokens(tokens, lang);
    let figures = tokens.iter().filter(|token| token.kind == TokenKind::Number).filter_map(term);
    let mut concepts: Vec<Term> = concepts.into_iter().flatten().collect();
    concepts.dedup();
    concepts.into_iter().chain(figures.collect::<Vec<_>>())
}

/// Keys of the words of title and text that may be names, by their consonants; sorted. Where names begin with a capital,
/// the words that do inside a sentence; elsewhere every word that is not common in news.
pub(crate) fn names(reading: &Reading<'_>) -> Vec<Term> {
    let lang = reading.text.lang;
    let text = &reading.article.text;
    let mut cased = false;
    let mut capitals: Vec<&Token> = Vec::new();
    for sentence in &reading.text.sentences {
        let words = reading.text.tokens_of(sentence).iter().filter(|token| token.kind == TokenKind::Word);
        for (nth, token) in words.enumerate() {
            let first = token.span.of(text).chars().next();
            cased |= first.is_some_and(char::is_lowercase);
            if nth > 0 && first.is_some_and(char::is_uppercase) {
                capitals.push(token);
            }
        }
    }
    let all = reading.text.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let rare = |token: &&Token| term(token).is_some_and(|term| !is_common(term));
    let named: Vec<&Token> = if cased { capitals } else { all.filter(rare).collect() };
    // "Al-Tannoubi": what follows the particle is the name.
    let bones = |token: &&Token| skeleton::of(token.folded.rsplit('-').next().unwrap_or_default(), lang);
    let mut keys: Vec<Term> = named
        .iter()
        .map(bones)
        .flat_map(|bones| bones.keys().map(|bones| key('%', &bones.to_string())).collect::<Vec<_>>())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys of a folded name: its id where it is one, else the consonants of each of its words; sorted.
pub(crate) fn of_name(canonical: &str, lang: Lang) -> Vec<Term> {
    if canonical.contains(':') || canonical.len() == 2 {
        return vec![key('@', canonical)];
    }
    let words = canonical.split(' ').map(|word| skeleton::of(word, lang));
    let keys = words.flat_map(|bones| bones.keys().collect::<Vec<_>>());
    let mut keys: Vec<Term> = keys.map(|bones| key('%', &bones.to_string())).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(kind: char, of: &str) -> Term {
    xxh3_64(format!("{kind}{of}").as_bytes())
}
