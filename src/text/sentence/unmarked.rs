//! Sentences that end without a mark, such as a headline run into the text below it.
//!
//! Two signs are taken, both inside running text with letter case: a common word with a capital after a word that
//! may close a sentence, and a capital after a finite verb in a language that puts the verb last.

use super::chars;
use super::words::Words;

/// Words that must stand on either side, so that names and titles are not cut.
const LEAST_WORDS: usize = 3;

/// A word and what stands directly before it.
#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    start: usize,
    text: &'t str,
    capital: bool,
}

/// Where in `sentence` the unmarked sentences after the first begin.
pub(super) fn ends(sentence: &str, words: &Words) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut since, mut depth) = (0usize, 0i32);
    let (mut before_last, mut last): (Option<Word>, Option<Word>) = (None, None);
    for word in split(sentence) {
        if word.capital
            && let Some(before) = last
            && depth <= 0
            && since >= LEAST_WORDS
            && !before_last.is_some_and(closes_quote)
            && begins(before, word, words)
            && has_more(&sentence[word.start..])
        {
            found.push(word.start);
            since = 0;
        }
        depth += nesting(word.text, depth);
        since += 1;
        (before_last, last) = (last, Some(word));
    }
    found
}

/// «…» said NAME: what follows the verb is the speaker.
fn closes_quote(word: Word) -> bool {
    word.text.ends_with(['"', '”', '»', '\'', ','])
}

fn split(sentence: &str) -> impl Iterator<Item = Word<'_>> {
    chars::words(sentence).map(|(start, text)| Word {
        start,
        text,
        capital: text.chars().next().is_some_and(chars::is_capital),
    })
}

fn begins(before: Word, word: Word, words: &Words) -> bool {
    let bare = word.text.trim_end_matches(|c: char| !chars::is_word_char(c));
    let name = bare.chars().nth(1).map_or_else(|| !words.begins_sentences(bare), char::is_uppercase);
    let closes = || before.text.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '’');
    !name
        && closes()
        && (words.is_common(bare) || !before.capital && words.is_finite(before.text))
        && !words.begins_sentences(before.text)
}

/// Whether enough follows to be a sentence: three words, one of them in small letters.
fn has_more(tail: &str) -> bool {
    let mut small = false;
    let count =
        split(tail).take(6).inspect(|word| small |= word.text.chars().all(char::is_lowercase)).count();
    count >= LEAST_WORDS && small
}

/// How `word` changes the depth of quotes and brackets.
fn nesting(word: &str, depth: i32) -> i32 {
    // Letters share no first byte with brackets and quotes.
    if !word.bytes().any(|byte| matches!(byte, b'(' | b'[' | b')' | b']' | b'"' | 0xC2 | 0xE2)) {
        return 0;
    }
    let mut change = 0;
    for c in word.chars() {
        change += match c {
            '(' | '«' | '“' | '„' | '[' => 1,
            ')' | '»' | '”' | ']' => -1,
            '"' if depth + change > 0 => -1,
            '"' => 1,
            _ => 0,
        };
    }
    change
}
