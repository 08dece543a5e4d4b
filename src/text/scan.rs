//! Text to word hashes in one pass over its bytes.
//!
//! Takes UTF-8, gives one 64-bit hash per word and, when asked, where the word stands. A word is a run of letters
//! and digits as [`fold_char`](super::fold::fold_char) leaves them: two spellings that fold alike hash alike. In
//! scripts that put no space between words every character is a word. Nothing is allocated per word.
//!
//! The pass has two halves. *Folding* writes the text as **symbols**: one byte for an ASCII or Arabic letter, two
//! below U+0800, four above, a zero between words, nothing for marks that fold away. *Hashing* then finds the
//! zeros and hashes what lies between them, up to sixteen bytes with a single multiplication. Both halves have
//! vector forms (`simd/`: AVX-512, AVX2, NEON) and a plain one, and give the same bytes from each.
//!
//! The hash is frozen: it is written to indexes and compared between machines (golden values in the tests).

mod hash;
mod symbols;
mod table;

pub use crate::text::simd::Path;
pub use hash::word_hash;
pub use symbols::Scanner;

use crate::model::Span;

/// The words of `text` with the place of each; slower than [`Scanner::words`], same hashes in the same order.
///
/// ```
/// use crosswire::text::scan;
/// let words = scan::words_with_spans("الرئيسُ، قال");
/// assert_eq!(words.len(), 2);
/// assert_eq!(words[0].0, scan::words("الرئيس")[0]);
/// assert_eq!(words[0].1.of("الرئيسُ، قال"), "الرئيسُ");
/// ```
#[must_use]
pub fn words_with_spans(text: &str) -> Vec<(u64, Span)> {
    let mut found = Vec::with_capacity(text.len() / 6);
    append_words_with_spans(text, &mut found);
    found
}

/// Appends what [`words_with_spans`] gives to `found`.
pub fn append_words_with_spans(text: &str, found: &mut Vec<(u64, Span)>) {
    symbols::spans(text, |word, start, end| found.push((word_hash(word), Span::new(start, end))));
}

/// Where the words of `text` stand whose places among all of its words are `places`, in ascending order; none for those
/// behind its last.
pub(crate) fn spans_of_words(text: &str, places: &[u32]) -> Vec<Span> {
    let (mut found, mut nth) = (Vec::with_capacity(places.len()), 0);
    symbols::spans(text, |_, start, end| {
        if places.get(found.len()) == Some(&nth) {
            found.push(Span::new(start, end));
        }
        nth += 1;
    });
    found
}

/// The hashes of the words of `text`, in order.
#[must_use]
pub fn words(text: &str) -> Vec<u64> {
    let mut found = Vec::with_capacity(text.len() / 6);
    Scanner::new().words(text, &mut found);
    found
}
