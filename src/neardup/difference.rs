//! What a copy cut from the text it copies, what it added, and what it kept.

use super::Config;
use super::align::Aligner;
use crate::model::Span;
use crate::text::scan;

/// How a copy differs from the text that is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Runs of words both have: the place in the kept text and in the copy, in the copy's order.
    pub shared: Vec<(Span, Span)>,
    /// What of the kept text the copy lacks, in the kept text's order.
    pub cut: Vec<Span>,
    /// What the copy has and the kept text lacks, in order.
    pub added: Vec<Span>,
    /// Words in `shared`, `cut` and `added`.
    pub words: (u32, u32, u32),
    /// Whether shared runs stand in another order.
    pub moved: bool,
}

/// Compares a copy with the text that is kept; linear in both.
///
/// Runs shorter than a shingle are not seen as shared: a changed word takes its neighbours along only where
/// changes stand close together.
///
/// ```
/// use crosswire::neardup::{Config, difference};
/// let kept = "The port was closed on Monday after the storm. Ships wait outside.";
/// let copy = "The port was closed on Monday after the storm, the mayor said.";
/// let found = difference(kept, copy, &Config::default());
/// assert_eq!(found.cut[0].of(kept), "Ships wait outside");
/// assert_eq!(found.added[0].of(copy), "the mayor said");
/// ```
#[must_use]
pub fn difference(kept: &str, copy: &str, config: &Config) -> Difference {
    let (in_kept, in_copy) = (scan::words_with_spans(kept), scan::words_with_spans(copy));
    let hashes = |words: &[(u64, Span)]| words.iter().map(|w| w.0).collect::<Vec<u64>>();
    let runs = Aligner::default().runs(&hashes(&in_kept), &hashes(&in_copy), config.shingle_words);
    let span = |words: &[(u64, Span)], from: usize, to: usize| words[from].1.join(words[to - 1].1);
    let mut taken_kept = vec![false; in_kept.len()];
    let mut taken_copy = vec![false; in_copy.len()];
    let mut found = Difference::default();
    for run in &runs {
        let (a, b, len) = (run.a as usize, run.b as usize, run.len as usize);
        taken_kept[a..a + len].fill(true);
        taken_copy[b..b + len].fill(true);
        found.shared.push((span(&in_kept, a, a + len), span(&in_copy, b, b + len)));
        found.words.0 += run.len;
    }
    found.moved = runs.windows(2).any(|pair| pair[1].a < pair[0].a);
    (found.cut, found.words.1) = gaps(&in_kept, &taken_kept);
    (found.added, found.words.2) = gaps(&in_copy, &taken_copy);
    found
}

fn gaps(words: &[(u64, Span)], taken: &[bool]) -> (Vec<Span>, u32) {
    let (mut spans, mut count, mut at) = (Vec::new(), 0, 0);
    for same in taken.chunk_by(|x, y| x == y) {
        if !same[0] {
            spans.push(words[at].1.join(words[at + same.len() - 1].1));
            count += same.len() as u32;
        }
        at += same.len();
    }
    (spans, count)
}
