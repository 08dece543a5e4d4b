//! What a copy cut from the text it copies, what it added, and what it kept.

use super::align::Aligner;
use super::{Config, Texts};
use crate::model::{CodepointIndex, Copies, CopyMethod, Span};
use crate::text::scan;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

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

/// What one copy changed, as a record. Offsets are code points.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "difference")]
pub struct DifferenceRecord<'t> {
    /// Id of the article that is kept.
    pub kept: &'t str,
    /// Id of its copy.
    pub copy: &'t str,
    /// What of the kept article the copy lacks; places in the kept article.
    pub cut: Vec<Changed<'t>>,
    /// What the copy has and the kept article lacks; places in the copy.
    pub added: Vec<Changed<'t>>,
    /// Words of the copy in runs that both share.
    pub shared_words: u32,
    /// Words in `cut`.
    pub cut_words: u32,
    /// Words in `added`.
    pub added_words: u32,
    /// Whether shared runs stand in another order.
    pub moved: bool,
}

/// A run of words of one text that the other lacks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Changed<'t> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words.
    pub exact: &'t str,
}

impl<'t> DifferenceRecord<'t> {
    fn new(
        (kept, of_kept): (&'t str, &'t str),
        (copy, of_copy): (&'t str, &'t str),
        config: &Config,
    ) -> Self {
        let found = difference(of_kept, of_copy, config);
        let changed = |spans: &[Span], text: &'t str| {
            let places = CodepointIndex::new(text);
            let one = |span: &Span| {
                let (start, end) = places.span(*span);
                Changed { start, end, exact: span.of(text) }
            };
            spans.iter().map(one).collect()
        };
        Self {
            kept,
            copy,
            cut: changed(&found.cut, of_kept),
            added: changed(&found.added, of_copy),
            shared_words: found.words.0,
            cut_words: found.words.1,
            added_words: found.words.2,
            moved: found.moved,
        }
    }
}

/// Writes one `difference` record for each near or contained copy among `order`, as JSON lines; exact copies have none.
/// Reads their texts again; takes about 50 bytes a word of the longest two.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_differences<T: Texts + ?Sized>(
    texts: &T,
    copies: &Copies,
    order: impl IntoIterator<Item = u32>,
    config: &Config,
    out: &mut impl Write,
) -> io::Result<()> {
    for ix in order {
        let Some(verdict) = copies.verdicts.get(ix as usize) else { continue };
        if verdict.kept == ix || !matches!(verdict.method, Some(CopyMethod::Near | CopyMethod::Contained)) {
            continue;
        }
        let (of_kept, of_copy) = (texts.text(verdict.kept), texts.text(ix));
        let sides = ((texts.id(verdict.kept), &*of_kept), (texts.id(ix), &*of_copy));
        serde_json::to_writer(&mut *out, &DifferenceRecord::new(sides.0, sides.1, config))?;
        out.write_all(b"\n")?;
    }
    Ok(())
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
