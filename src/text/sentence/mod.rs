//! Sentences of a text.
//!
//! Takes text and its language, gives spans in order, trimmed, never overlapping, with nothing between them but
//! white space and the stray joins that some feeds put between paragraphs (`., `). Linear in the text.
//!
//! A paragraph ends at a line break, unless the lines are hard-wrapped (`lines`). Inside a paragraph every end
//! mark is a candidate, and `ends` says whether a sentence ends there by what stands on both sides: spaces, letter
//! case, abbreviations, initials, figures, quotes, brackets. «،» «؛» and «:» end no sentence. What a language
//! brings is data: `abbreviations.tsv` (what may follow each), `starters.tsv` (words that begin sentences),
//! `openers.tsv` (phrases that only open sentences) and `continuers.tsv` (words before which dots are a pause).

mod chars;
mod dateline;
mod ends;
mod lines;
mod lists;
mod marks;
mod openers;
mod unmarked;
mod words;

use crate::model::{Lang, Span};
use chars::is_gap;
use ends::{Scene, Verdict};
use words::Words;

/// Cuts `text` into sentences.
///
/// ```
/// use crosswire::text::sentence::split;
/// let text = "Dr. Watson left at 5 p.m. on Jan. 3. He met the U.N. envoy.";
/// let found: Vec<_> = split(text, "en".parse().unwrap()).iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Dr. Watson left at 5 p.m. on Jan. 3.", "He met the U.N. envoy."]);
/// ```
#[must_use]
pub fn split(text: &str, lang: Lang) -> Vec<Span> {
    let words = Words::of(lang);
    let mut out = Vec::with_capacity(text.len() / 120 + 1);
    for paragraph in lines::paragraphs(text) {
        split_paragraph(text, paragraph, &words, &mut out);
    }
    out
}

/// Cuts one paragraph; its items first, where it is a list written on one line.
fn split_paragraph(text: &str, paragraph: Span, words: &Words, out: &mut Vec<Span>) {
    let mut from = paragraph.start as usize;
    for item in lists::item_starts(paragraph.of(text)) {
        let item = paragraph.start as usize + item;
        split_piece(text, from, item, words, out);
        from = item;
    }
    split_piece(text, from, paragraph.end as usize, words, out);
}

fn split_piece(text: &str, from: usize, to: usize, words: &Words, out: &mut Vec<Span>) {
    let piece = &text[from..to];
    let mut scene = Scene::new(piece, words);
    let mut start = 0;
    let mut at = lists::marker_len(piece);
    while let Some(mark) = marks::next(piece, at, &mut scene.quotes) {
        at = match scene.judge(start, &mark) {
            Verdict::Goes(after) => after,
            Verdict::Ends { end, next } => {
                start = push_unmarked(piece, start, end, from, words, out);
                push(piece, start, end, from, out);
                start = next;
                next.max(mark.end)
            }
        };
    }
    start = push_unmarked(piece, start, piece.len(), from, words, out);
    push(piece, start, piece.len(), from, out);
}

/// Appends the sentences inside `piece[start..end]` that lack an end mark; gives the start of the last.
fn push_unmarked(
    piece: &str,
    start: usize,
    end: usize,
    base: usize,
    words: &Words,
    out: &mut Vec<Span>,
) -> usize {
    let mut from = start;
    if let Some(at) = piece.get(start..end).and_then(|found| dateline::start(found, words)) {
        push(piece, from, start + at, base, out);
        from = start + at;
    }
    let start = from;
    if let Some(found) = piece.get(start..end).filter(|_| words.shows_unmarked_ends()) {
        for at in unmarked::ends(found, words) {
            push(piece, from, start + at, base, out);
            from = start + at;
        }
    }
    let start = from;
    if let Some(found) = piece.get(start..end).filter(|_| words.has_openers()) {
        for at in openers::ends(found, words) {
            push(piece, from, start + at, base, out);
            from = start + at;
        }
    }
    from
}

/// Appends `piece[start..end]` without the white space and joins around it, if anything is left.
fn push(piece: &str, start: usize, end: usize, base: usize, out: &mut Vec<Span>) {
    let Some(found) = piece.get(start..end) else { return };
    let lead = found.trim_start_matches(|c: char| is_gap(c) || matches!(c, ',' | '،'));
    let kept = lead.trim_end_matches(is_gap);
    if !kept.is_empty() {
        let first = base + end - lead.len();
        out.push(Span::new(first, first + kept.len()));
    }
}
