//! Phrases that only open a sentence: where one stands behind a bare word, the mark between was left out.
//!
//! For scripts without letter case. News drops the stop before «وأضاف» and runs headings into the text below them;
//! speech drops it before «لقد». A comma, a colon or a small word before the phrase shows that it goes on.

use super::chars::is_word_char;
use super::words::Words;

/// Words that must follow, the phrase taken in.
const LEAST_WORDS: usize = 4;
const TATWEEL: char = '\u{640}';
/// Words of the longest phrase.
const LONGEST: usize = 3;
/// Bytes a word must have to open a phrase, as far as [`Heads::may_begin`](super::words::Heads::may_begin) looks.
pub(super) const PEEK: usize = 6;

/// Where in `sentence` those after the first begin.
pub(super) fn ends(sentence: &str, words: &Words) -> Vec<usize> {
    let bytes = sentence.as_bytes();
    let mut found = Vec::new();
    let mut since = 0;
    let heads = words.opener_heads();
    for space in memchr::memchr_iter(b' ', bytes) {
        let start = space + 1;
        if !bytes.get(start..start + PEEK).is_some_and(|head| heads.may_begin(head)) {
            continue;
        }
        let (Some(head), Some(tail)) = (sentence.get(since..space), sentence.get(start..)) else { continue };
        if least_before(tail, words).is_some_and(|least| closes(head, least, words)) {
            found.push(start);
            since = start;
        }
    }
    found
}

/// How many words must stand before the phrase that `tail` begins with.
fn least_before(tail: &str, words: &Words) -> Option<usize> {
    let mut near = tail.split_whitespace();
    if !near.next().is_some_and(|first| words.opens_opener(first)) {
        return None;
    }
    let near: Vec<&str> = tail.split_whitespace().take(LEAST_WORDS).collect();
    let found = (1..=LONGEST).find_map(|many| words.opener(&near.get(..many)?.join(" ")));
    found.filter(|_| near.len() == LEAST_WORDS)
}

/// Whether a sentence may be complete here: `least` words, the last no small word and nothing that announces.
fn closes(head: &str, least: usize, words: &Words) -> bool {
    // Where a dash is set as a lengthened stroke, it is made of letters.
    let whole = |word: &&str| word.chars().any(|c| is_word_char(c) && c != TATWEEL);
    let Some(last) = head.split_whitespace().next_back().filter(whole) else { return false };
    let bare = last.trim_end_matches(['"', '”', '»', ')', ']']);
    let marked =
        |c: char| c.is_ascii_punctuation() && c != '%' || matches!(c, '،' | '؛' | '…' | '–' | '—' | TATWEEL);
    !bare.is_empty()
        && !bare.ends_with(marked)
        && head.split_whitespace().filter(whole).take(least).count() == least
        && !words.leads_on(bare)
}
