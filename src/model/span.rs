//! Places in an article's original text.

use serde::{Deserialize, Serialize};

/// A half-open byte range of an article's original text; both ends lie on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`, in bytes; texts of 4 GiB and more are refused at ingest.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && u32::try_from(end).is_ok());
        Self { start: start as u32, end: end as u32 }
    }

    /// The words this span covers.
    ///
    /// # Panics
    /// When the span was made for another text.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range as `usize`, for slicing.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Turns byte offsets of one text into code-point offsets, which is what output records carry.
///
/// Built once per text in O(bytes); a look-up counts within one block of 256 bytes.
#[derive(Debug, Clone)]
pub struct CodepointIndex<'t> {
    text: &'t str,
    before_block: Vec<u32>,
}

const BLOCK: usize = 256;

impl<'t> CodepointIndex<'t> {
    /// Counts the code points before every block of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before_block = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut seen = 0u32;
        for block in text.as_bytes().chunks(BLOCK) {
            before_block.push(seen);
            seen += count_starts(block);
        }
        before_block.push(seen);
        Self { text, before_block }
    }

    /// The number of code points before byte `offset`.
    #[must_use]
    pub fn codepoint(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let block = offset / BLOCK;
        self.before_block[block] + count_starts(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// Start and end of `span` in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.codepoint(span.start), self.codepoint(span.end))
    }
}

fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| (b & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_codepoint_offset_counts_the_characters_before_it(text in "(?s).{0,600}") {
            let index = CodepointIndex::new(&text);
            for (nth, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.codepoint(byte as u32), nth as u32);
            }
            prop_assert_eq!(index.codepoint(text.len() as u32), text.chars().count() as u32);
        }
    }
}
