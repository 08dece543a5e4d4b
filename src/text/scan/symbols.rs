//! Folding to symbols, and cutting symbols into words: the plain forms, and the choice of form.

use super::hash::{short, word_hash};
use super::table::{ARABIC, BREAK, OTHER, Pages, SILENT, TABLE, marker, write};
use crate::text::simd;

/// Zeros kept behind the symbols so that sixteen bytes can be read from any of them.
const PAD: usize = 64;

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
    symbols: Vec<u8>,
    bounds: Vec<u32>,
}

impl Scanner {
    /// An empty one; it grows to about twice the longest text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the hashes of the words of `text`, in order.
    pub fn words(&mut self, text: &str, found: &mut Vec<u64>) {
        self.symbols.clear();
        self.bounds.clear();
        let table = &**TABLE;
        if !simd::fold(text, &table.low, &table.punctuation, &mut self.symbols, |text, out| {
            plain_fold(table, text, out)
        }) {
            plain_fold(table, text, &mut self.symbols);
        }
        self.symbols.resize(self.symbols.len() + PAD, BREAK);
        if !simd::bounds(&self.symbols, &mut self.bounds) {
            plain_bounds(&self.symbols, &mut self.bounds);
        }
        hash_words(&self.symbols, &self.bounds, found);
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
    found.extend(bounds.as_chunks::<2>().0.iter().map(|&[start, end]| {
        let (start, end) = (start as usize, end as usize);
        match symbols.get(start..start + 16).and_then(|s| <[u8; 16]>::try_from(s).ok()) {
            Some(padded) if end - start <= 16 => short(padded, end - start),
            _ => word_hash(symbols.get(start..end).unwrap_or_default()),
        }
    }));
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
