//! Folding to symbols, and cutting symbols into words: the plain forms, and the choice of form.

use super::hash::{short, word_hash};
use super::table::{ARABIC, BREAK, OTHER, Pages, SILENT, TABLE, marker, write};
use crate::text::escape::{self, Written};
use crate::text::simd::{self, Path};

/// Zeros kept behind the symbols so that sixteen bytes can be read from any of them.
const PAD: usize = 64;

/// A longer text is scanned in parts of about so many bytes, so that symbols and borders stay in the cache and the
/// space they take is bounded.
const PART: usize = 1 << 16;

/// Scratch space of a scan, to be used again for the next text.
///
/// ```
/// use crosswire::text::scan::Scanner;
/// let mut scanner = Scanner::new();
/// let mut words = Vec::new();
/// scanner.words("One, two", &mut words);
/// scanner.words("ONE TWO", &mut words);
/// assert_eq!(words[..2], words[2..]);
/// ```
#[derive(Debug, Default)]
pub struct Scanner {
    path: Path,
    symbols: Vec<u8>,
    bounds: Vec<u32>,
    unescaped: String,
}

impl Scanner {
    /// An empty one; it grows to half a megabyte at most, but for a text without blanks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that goes this way, to compare it with others; plainly where this processor does not have it.
    #[must_use]
    pub fn on(path: Path) -> Self {
        Self { path, ..Self::default() }
    }

    /// Appends the hashes of the words of `text`, in order.
    pub fn words(&mut self, text: &str, found: &mut Vec<u64>) {
        self.words_in_parts(text, found, |_| {});
    }

    /// As [`Scanner::words`]; `behind_part` may take words away after every 64 KiB or so, that those of a long text need
    /// not lie in memory at once.
    pub fn words_in_parts(
        &mut self,
        text: &str,
        found: &mut Vec<u64>,
        behind_part: impl FnMut(&mut Vec<u64>),
    ) {
        // A plain text has no escapes that could mean nothing.
        let _ = self.words_as_written(Written::Plain(text), found, behind_part);
    }

    /// As [`Scanner::words_in_parts`]; `None` where an escape means nothing, and then what was appended, too.
    pub(crate) fn words_as_written(
        &mut self,
        text: Written<'_>,
        found: &mut Vec<u64>,
        mut behind_part: impl FnMut(&mut Vec<u64>),
    ) -> Option<()> {
        let mut rest = text;
        while rest.raw().len() > PART {
            let Some((part, behind)) = rest.split(PART) else { break };
            self.words_of_part(part, found)?;
            behind_part(found);
            rest = behind;
        }
        self.words_of_part(rest, found)?;
        behind_part(found);
        Some(())
    }

    fn words_of_part(&mut self, part: Written<'_>, found: &mut Vec<u64>) -> Option<()> {
        match part {
            Written::Json(raw) if !self.fold_json(raw) => {
                let mut text = std::mem::take(&mut self.unescaped);
                text.clear();
                let valid = escape::append_on(self.path, raw, &mut text);
                self.fold(&text);
                self.unescaped = text;
                valid?;
            }
            Written::Json(_) => {}
            Written::Plain(text) => self.fold(text),
        }
        self.symbols.resize(self.symbols.len() + PAD, BREAK);
        self.bounds.clear();
        if !simd::bounds(self.path, &self.symbols, &mut self.bounds) {
            plain_bounds(&self.symbols, &mut self.bounds);
        }
        if !simd::hash((&self.symbols, &self.bounds), short, word_hash, found) {
            hash_words(&self.symbols, &self.bounds, found);
        }
        Some(())
    }

    /// Makes the symbols of `text`.
    fn fold(&mut self, text: &str) {
        self.symbols.clear();
        let table = &**TABLE;
        if !simd::fold(self.path, text, &table.low, &table.punctuation, &mut self.symbols, |text, out| {
            plain_fold(table, text, out)
        }) {
            plain_fold(table, text, &mut self.symbols);
        }
    }

    /// Makes the symbols of what `raw` escapes, without making the text; `false` where that needs a closer look.
    fn fold_json(&mut self, raw: &str) -> bool {
        self.symbols.clear();
        let table = &**TABLE;
        let mut text = String::new();
        let plain = |raw: &str, out: &mut Vec<u8>| {
            text.clear();
            // Such pieces have escapes of two characters only, and those that mean something.
            let _ = escape::append_on(Path::Plain, raw, &mut text);
            plain_fold(table, &text, out);
        };
        let tables = (&table.low, &table.punctuation, &table.escaped);
        simd::fold_json(self.path, raw, tables, &mut self.symbols, plain)
    }
}

/// Appends the symbols of `text`, character by character.
pub(super) fn plain_fold(table: &Pages, text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + text.len() / 3 + 8);
    for c in text.chars() {
        fold_one(table, c, |symbol| out.push(symbol));
    }
}

#[inline(always)]
fn fold_one(table: &Pages, c: char, mut emit: impl FnMut(u8)) {
    let code = c as usize;
    let page = code >> 7;
    let Some(entries) = table.low.get(page) else { return write(c, emit) };
    match entries[code & 0x7F] {
        SILENT => {}
        OTHER => write(c, emit),
        symbol => {
            if symbol >= 0x80 && page != ARABIC {
                emit(marker(page));
            }
            emit(symbol);
        }
    }
}

/// Appends start and end of every run of symbols between breaks; the last byte is a break.
fn plain_bounds(symbols: &[u8], bounds: &mut Vec<u32>) {
    let mut inside = false;
    for (at, &symbol) in symbols.iter().enumerate() {
        if (symbol != BREAK) != inside {
            inside = !inside;
            bounds.push(at as u32);
        }
    }
}

fn hash_words(symbols: &[u8], bounds: &[u32], found: &mut Vec<u64>) {
    let word = |&[start, end]: &[u32; 2]| symbols.get(start as usize..end as usize).unwrap_or_default();
    found.extend(bounds.as_chunks::<2>().0.iter().map(|ends| word_hash(word(ends))));
}

/// Calls `word` with the symbols of every word and the byte range it stands in: from its first character to
/// the end of its last, marks that fold away after it included.
pub(super) fn spans(text: &str, mut word: impl FnMut(&[u8], usize, usize)) {
    let table = &**TABLE;
    let (mut symbols, mut start, mut end) = (Vec::with_capacity(64), 0, 0);
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let mut silent = true;
        fold_one(table, c, |symbol| {
            silent = false;
            if symbol != BREAK {
                if symbols.is_empty() {
                    start = at;
                }
                symbols.push(symbol);
                end = after;
            } else if !symbols.is_empty() {
                word(&symbols, start, end);
                symbols.clear();
            }
        });
        if silent && !symbols.is_empty() {
            end = after;
        }
    }
    if !symbols.is_empty() {
        word(&symbols, start, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text of the scripts news is written in, with the characters each treats specially.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[ء-ي]{1,9} ",
            2 => "[ء-ْـ٠-٩پچگک،؛؟]{1,9}",
            3 => "[a-zA-Z0-9]{1,12}[ .,]",
            1 => "[À-ž]{1,6} ?",
            1 => "[А-яёЁ]{1,9} ",
            1 => "[α-ωΑ-Ω]{1,9} ",
            1 => "[א-ת]{1,9} ",
            1 => "[«»“”‘’–—…\u{200b}-\u{200f}\u{a0}\u{ad}]{1,3}",
            1 => "[一-龥]{1,5}",
            1 => "[ก-๛]{1,5}",
            1 => "[अ-ह]{1,5} ",
            1 => "[ﷺﷲﻻﺍßæİıﬁ①😀]{1,3}",
            1 => "[\u{0}-\u{20}]{1,3}",
            1 => "\\PC{0,9}",
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn plain(text: &str) -> (Vec<u8>, Vec<u32>) {
        let (mut symbols, mut bounds) = (Vec::new(), Vec::new());
        plain_fold(&TABLE, text, &mut symbols);
        symbols.resize(symbols.len() + PAD, BREAK);
        plain_bounds(&symbols, &mut bounds);
        (symbols, bounds)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn every_path_of_this_processor_gives_the_bytes_of_the_plain_one(text in any_text()) {
            let (symbols, bounds) = plain(&text);
            let mut expected = Vec::new();
            hash_words(&symbols, &bounds, &mut expected);
            for path in Path::all_here() {
                let mut scanner = Scanner::on(path);
                let mut words = Vec::new();
                scanner.words(&text, &mut words);
                prop_assert_eq!(&scanner.symbols, &symbols, "{:?}", path);
                prop_assert_eq!(&scanner.bounds, &bounds, "{:?}", path);
                prop_assert_eq!(&words, &expected, "{:?}", path);
            }
        }

        #[test]
        fn a_json_string_has_the_symbols_of_what_it_means(
            text in any_text(), escapes in prop::collection::vec((0usize..200, "\\\\[nrtbf\"/\\\\ux]|\\\\{1,9}|\\\\u00e9|\\\\ud83d\\\\ude00"), 0..9),
        ) {
            let mut raw = text;
            for (at, escape) in escapes {
                raw.insert_str(raw.floor_char_boundary(at.min(raw.len())), &escape);
            }
            let meant = escape::unescape(&raw);
            for path in Path::all_here() {
                let (mut scanner, mut words) = (Scanner::on(path), Vec::new());
                let read = scanner.words_as_written(Written::Json(&raw), &mut words, |_| {});
                prop_assert_eq!(read.is_some(), meant.is_some(), "{:?}", path);
                if let Some(text) = &meant {
                    prop_assert_eq!(&scanner.symbols, &plain(text).0, "{:?}", path);
                    prop_assert_eq!(&words, &crate::text::scan::words(text), "{:?}", path);
                }
            }
        }

        #[test]
        fn words_with_spans_are_the_words(text in any_text()) {
            let with_spans = crate::text::scan::words_with_spans(&text);
            let hashes: Vec<u64> = with_spans.iter().map(|w| w.0).collect();
            prop_assert_eq!(hashes, crate::text::scan::words(&text));
            let mut start = 0;
            for (hash, span) in with_spans {
                prop_assert!(span.start >= start && !span.is_empty(), "in order");
                start = span.start;
                // A character that is several words (㍿) gives the same span to each.
                let again = crate::text::scan::words(span.of(&text));
                prop_assert!(again.contains(&hash));
            }
        }

        #[test]
        fn texts_that_fold_alike_hash_alike(text in any_text()) {
            let folded = crate::text::fold::fold(&text);
            // Base letter and breve are composed by the fold of a text, not of a character.
            prop_assume!(!text.contains(['\u{306}', '\u{308}']));
            prop_assert_eq!(crate::text::scan::words(&folded), crate::text::scan::words(&text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn a_long_text_has_the_words_of_the_whole(text in any_text(), blank in prop_oneof![Just(" "), Just("\n"), Just("")]) {
            let long = [text.as_str(), blank].concat().repeat(2 * PART / (text.len() + 1) + 2);
            let (symbols, bounds) = plain(&long);
            let mut expected = Vec::new();
            hash_words(&symbols, &bounds, &mut expected);
            prop_assert!(crate::text::scan::words(&long) == expected);
        }
    }
}
