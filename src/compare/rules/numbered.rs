//! Names with a number: satellites, flights, articles of a law, resolutions, brigades.
//!
//! Takes an aligned pair, says whether the two sides name two of one row ("Sahab-1", "Sahab-2"). Shared by detectors; none of its own.

use crate::compare::align::Pair;
use crate::compare::reading::{Reading, Word};
use crate::model::{Span, Token, TokenKind};

/// A noun and the number it is named by.
struct Numbered<'r> {
    noun: Noun<'r>,
    number: &'r str,
}

/// The noun: a word before the number, or what a word of letters and digits begins with.
enum Noun<'r> {
    Word(&'r Word),
    Letters(&'r str),
}

impl Noun<'_> {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Noun::Word(one), Noun::Word(other)) => {
                one.keys.iter().any(|key| other.keys.contains(key)) || one.skeleton.meets(&other.skeleton)
            }
            (Noun::Letters(one), Noun::Letters(other)) => one == other,
            (Noun::Word(word), Noun::Letters(letters)) | (Noun::Letters(letters), Noun::Word(word)) => {
                word.folded == *letters
            }
        }
    }
}

/// Whether both sides name a thing by one noun and another number, and never by the same.
pub(in crate::compare) fn differ(pair: &Pair<'_>) -> bool {
    let (of_a, of_b) = (numbered(pair.a), numbered(pair.b));
    let met = of_a.iter().flat_map(|a| of_b.iter().map(move |b| (a, b)));
    let (mut apart, mut one) = (false, false);
    for (a, b) in met.filter(|(a, b)| a.noun.is_like(&b.noun)) {
        one |= a.number == b.number;
        apart |= a.number != b.number;
    }
    apart && !one
}

/// The nouns of a sentence that a number follows which counts nothing and dates nothing.
fn numbered<'r>(reading: &'r Reading<'_>) -> Vec<Numbered<'r>> {
    let counts = |span: Span| reading.counts.iter().any(|count| count.quantity.span.overlaps(span));
    let dates = |span: Span| reading.times().any(|time| time.span.overlaps(span));
    let before = |nth: usize| {
        let last = nth.checked_sub(1)?;
        let hyphen = reading.tokens[last].kind == TokenKind::Mark && reading.tokens[last].folded == "-";
        let noun = if hyphen { last.checked_sub(1)? } else { last };
        reading.words.iter().find(|word| word.token as usize == noun)
    };
    let of = |(nth, token): (usize, &'r Token)| match token.kind {
        TokenKind::Number if !counts(token.span) && !dates(token.span) => {
            Some(Numbered { noun: Noun::Word(before(nth)?), number: &token.folded })
        }
        TokenKind::Word => of_letters_and_digits(&token.folded),
        _ => None,
    };
    reading.tokens.iter().enumerate().filter_map(of).collect()
}

/// Letters that a noun has at least before its digits: "s-400" and "f-35" name a kind and no row.
const LEAST_LETTERS: usize = 3;

fn of_letters_and_digits(word: &str) -> Option<Numbered<'_>> {
    let letters = word.trim_end_matches(|one: char| one.is_ascii_digit());
    let number = word.get(letters.len()..).filter(|number| !number.is_empty())?;
    let letters = letters.trim_end_matches('-');
    let long = letters.chars().count() >= LEAST_LETTERS && letters.chars().all(char::is_alphabetic);
    long.then_some(Numbered { noun: Noun::Letters(letters), number })
}
