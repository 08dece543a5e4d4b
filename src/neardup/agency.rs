//! Which news agency a text credits.
//!
//! A credit is an agency's name in the dateline or the byline at the head («دبي - رويترز», "PARIS (AFP) —"), or in
//! the signature at the foot ("(AP)", «المصدر: الأناضول»), set off by marks. A mention ("Reuters reported that …")
//! is none.

use crate::lexicon;
use crate::model::Span;
use crate::text::escape::Written;
use crate::text::scan;
use ahash::AHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Words at the head that may hold a dateline and a byline.
const HEAD_WORDS: usize = 24;
/// Words at the foot that may hold a signature; readers' hints and stamps may follow it.
const FOOT_WORDS: usize = 24;
/// Both.
pub(super) const EDGE_WORDS: usize = HEAD_WORDS + FOOT_WORDS;
/// Bytes in which so many words lie, whatever the script.
const EDGE_BYTES: usize = 400;
/// Words in which the place of a dateline stands.
const PLACE_WORDS: usize = 5;
/// Longest first line that is taken for a dateline.
const DATELINE_WORDS: usize = 16;

/// A name an agency signs with.
struct Signature {
    words: Vec<u64>,
    /// Place of the agency in [`Agencies::names`], from 1.
    agency: u16,
}

struct Agencies {
    names: Vec<&'static str>,
    by_first_word: AHashMap<u64, Vec<Signature>>,
    /// One bit for the longest word of every signature: a text without one names no agency. The first would not do,
    /// since every English text has the "the" of "The Associated Press".
    telling: Bits,
    /// One bit for the first word of every signature.
    opening: Bits,
}

/// A bit for each word of a set, and for one other word in two hundred.
struct Bits([u64; BITS / 64]);

/// Enough for some three hundred words.
const BITS: usize = 1 << 16;

impl Bits {
    const NONE: Self = Self([0; BITS / 64]);

    fn add(&mut self, word: u64) {
        self.0[(word >> 54) as usize] |= 1 << (word >> 48 & 63);
    }

    /// 1 where the word may be in the set.
    fn of(&self, word: u64) -> u64 {
        self.0[(word >> 54) as usize] >> (word >> 48 & 63) & 1
    }
}

impl Agencies {
    /// Whether one of its names stands among `words`.
    fn are_named_in(&self, words: &[u64]) -> bool {
        // Without a branch for each word: most texts end here.
        let may = words.iter().fold(0, |may, &w| may | self.telling.of(w)) == 1;
        let named_at = |at: usize| {
            let rest = &words[at..];
            let first = rest.first().filter(|first| self.opening.of(**first) == 1);
            let signatures = first.and_then(|first| self.by_first_word.get(first));
            signatures.is_some_and(|all| all.iter().any(|s| rest.starts_with(&s.words)))
        };
        may && (0..words.len()).any(named_at)
    }
}

static AGENCIES: LazyLock<Agencies> = LazyLock::new(|| {
    let by_first_word = AHashMap::new();
    let mut agencies =
        Agencies { names: Vec::new(), by_first_word, telling: Bits::NONE, opening: Bits::NONE };
    for lang in lexicon::languages() {
        let rows = lexicon::of(lang).map(|l| l.table("agencies").rows()).unwrap_or_default();
        for row in rows {
            let place = agencies.names.iter().position(|n| *n == row.cell(1));
            let place = place.unwrap_or_else(|| {
                agencies.names.push(row.cell(1));
                agencies.names.len() - 1
            });
            let words = scan::words(row.key());
            if let Some(&first) = words.first() {
                let longest = row.key().split(' ').max_by_key(|w| w.chars().count()).unwrap_or_default();
                for word in scan::words(longest) {
                    agencies.telling.add(word);
                }
                agencies.opening.add(first);
                let signatures = agencies.by_first_word.entry(first).or_default();
                signatures.push(Signature { words, agency: place as u16 + 1 });
            }
        }
    }
    agencies
});

/// The name of agency `nth`, as [`credited`] numbers them.
pub(super) fn name(nth: u16) -> Option<&'static str> {
    AGENCIES.names.get((nth as usize).checked_sub(1)?).copied()
}

/// The agency that a text credits, 0 for none. `words` are the hashes of its words, in order; of more than twice
/// [`EDGE_WORDS`] so many first and last ones will do. The text is made only where a name is among them.
pub(super) fn credited(text: Written<'_>, words: &[u64]) -> u16 {
    let agencies = &*AGENCIES;
    let in_head_words = agencies.are_named_in(&words[..words.len().min(HEAD_WORDS)]);
    let in_foot_words = agencies.are_named_in(&words[words.len().saturating_sub(FOOT_WORDS)..]);
    if !in_head_words && !in_foot_words {
        return 0;
    }
    let text = edges(text);
    if in_head_words && has_mark(&text.as_bytes()[..text.len().min(EDGE_BYTES)]) {
        let found = in_head(&text);
        if found > 0 {
            return found;
        }
    }
    let foot_bytes = &text.as_bytes()[text.len().saturating_sub(EDGE_BYTES)..];
    if in_foot_words && has_mark(foot_bytes) { in_foot(&text) } else { 0 }
}

/// Longer texts are looked at by their ends.
const LONG: usize = 1 << 20;
/// Bytes of either.
const END: usize = 1 << 16;

/// The text, or of a long one both ends.
fn edges(text: Written<'_>) -> Cow<'_, str> {
    let raw = text.raw();
    if raw.len() <= LONG {
        return text.text().unwrap_or_default();
    }
    let Some((head, _)) = text.split(END) else { return Cow::Borrowed("") };
    // Behind a blank no escape is cut.
    let tail = &raw[raw.floor_char_boundary(raw.len() - END)..];
    let tail = tail.find([' ', '\n']).and_then(|at| tail.get(at..)).unwrap_or_default();
    let part = |part: Written<'_>| part.text().unwrap_or_default().into_owned();
    Cow::Owned(part(head) + &part(text.with(tail)))
}

/// Whether a mark that sets a name off may be there; most texts end here.
fn has_mark(bytes: &[u8]) -> bool {
    // The last is the first byte of all dashes.
    bytes.iter().any(|b| matches!(b, b'(' | b'[' | b'-' | b'/' | b'|' | b':' | b'\n' | b'*' | 0xE2))
}

fn in_head(text: &str) -> u16 {
    let head = &text[..text.floor_char_boundary(EDGE_BYTES)];
    let mut words = scan::words_with_spans(head);
    words.truncate(HEAD_WORDS);
    let line = head.trim_start().lines().next().unwrap_or_default();
    let line_end = text.len() - text.trim_start().len() + line.len();
    let is_dateline = words.iter().take_while(|w| w.1.end as usize <= line_end).count() <= DATELINE_WORDS
        && line.contains(|c: char| c.is_numeric());
    let credit = |span: Span| {
        let early = words.get(PLACE_WORDS).is_none_or(|w| span.start < w.1.start);
        match around(text, span) {
            _ if is_dateline && span.end as usize == line_end => true,
            // Further on, a bracket explains a name («وكالة … (…)»), unless the dateline ends with it.
            (Side::Bracket, Side::Bracket) => early || behind_bracket(text, span) == Side::Strong,
            (Side::None, _) | (_, Side::None) | (Side::Weak, Side::Weak) => false,
            _ => true,
        }
    };
    first(&words, credit)
}

fn in_foot(text: &str) -> u16 {
    let from = text.floor_char_boundary(text.len().saturating_sub(EDGE_BYTES));
    let mut words = scan::words_with_spans(&text[from..]);
    words.drain(..words.len().saturating_sub(FOOT_WORDS));
    for word in &mut words {
        word.1 = Span::new(word.1.start as usize + from, word.1.end as usize + from);
    }
    first(&words, |span| match around(text, span) {
        (Side::Bracket, Side::Bracket) => behind_bracket(text, span) != Side::None,
        (Side::Strong | Side::Bracket, after) => after != Side::None,
        _ => false,
    })
}

/// The first signature among `words` that `credit` accepts; of several at one place the longest.
fn first(words: &[(u64, Span)], credit: impl Fn(Span) -> bool) -> u16 {
    for (at, word) in words.iter().enumerate() {
        let Some(signatures) = AGENCIES.by_first_word.get(&word.0) else { continue };
        let here = signatures.iter().filter(|s| {
            let rest = &words[at..];
            rest.len() >= s.words.len() && s.words.iter().zip(rest).all(|(x, y)| *x == y.0)
        });
        let accepted = here.filter(|s| credit(word.1.join(words[at + s.words.len() - 1].1)));
        if let Some(best) = accepted.max_by_key(|s| s.words.len()) {
            return best.agency;
        }
    }
    0
}

/// What stands beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Bracket,
    /// A dash, stroke, colon or the border of a line: the name stands by itself.
    Strong,
    /// A comma, a full stop, or the border of the text.
    Weak,
    /// A word or a quotation mark.
    None,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None => Side::Weak,
            Some('(' | ')' | '[' | ']') => Side::Bracket,
            Some('-' | '–' | '—' | '―' | '/' | '|' | ':' | '\n' | '\r' | '*' | '•') => Side::Strong,
            Some(',' | '،' | '.' | ';' | '؛' | '…') => Side::Weak,
            Some(_) => Side::None,
        }
    }
}

/// What stands behind the bracket that closes after a name.
fn behind_bracket(text: &str, span: Span) -> Side {
    let after = text.get(span.end as usize..).unwrap_or_default();
    let close = after.find([')', ']']).map_or(after.len(), |at| at + 1);
    Side::of(after.get(close..).unwrap_or_default().chars().find(is_shown))
}

fn around(text: &str, span: Span) -> (Side, Side) {
    let before = text.get(..span.start as usize).unwrap_or_default().chars().rev().find(is_shown);
    let after = text.get(span.end as usize..).unwrap_or_default().chars().find(is_shown);
    (Side::of(before), Side::of(after))
}

/// Whether a character is neither a blank within the line nor invisible.
fn is_shown(c: &char) -> bool {
    !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_told_from_a_mention() {
        let cases = include_str!("../../tests/cases/neardup/agencies.tsv");
        for line in cases.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (expected, text) = line.split_once('\t').expect("agency, tab, text");
            let text = text.replace("\\n", "\n");
            let found = name(credited(Written::Plain(&text), &scan::words(&text))).unwrap_or("-");
            assert_eq!(found, expected, "{text}");
        }
    }
}
