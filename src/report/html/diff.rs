//! Two texts word by word: what both have, and what only one has.

use super::limits::MAX_DIFF_WORDS;
use super::pieces::Piece;
use crate::model::{ArticleText, Span, TokenKind};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Both texts in pieces; what only one side has is marked. `None` where a side is too long to compare.
///
/// Words are compared folded, so another spelling of the same letters is no difference; marks are not compared.
pub(super) fn words<'a>(
    a: (&'a str, &ArticleText, Span),
    b: (&'a str, &ArticleText, Span),
) -> Option<(Vec<Piece<'a>>, Vec<Piece<'a>>)> {
    let (a_words, b_words) = (words_of(a.1, a.2), words_of(b.1, b.2));
    if a_words.len().max(b_words.len()) > MAX_DIFF_WORDS {
        return None;
    }
    let folded = |words: &[(Span, &str)]| -> Vec<String> { words.iter().map(|w| w.1.to_owned()).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &folded(&a_words), &folded(&b_words));
    let (mut only_a, mut only_b) = (Vec::new(), Vec::new());
    for op in ops {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        only_a.extend(covered(&a_words, op.old_range()));
        only_b.extend(covered(&b_words, op.new_range()));
    }
    Some((super::pieces::marked(a.0, a.2, &only_a), super::pieces::marked(b.0, b.2, &only_b)))
}

/// How many words stand in `span`.
pub(super) fn count(text: &ArticleText, span: Span) -> usize {
    words_of(text, span).len()
}

fn words_of(text: &ArticleText, span: Span) -> Vec<(Span, &str)> {
    let from = text.tokens.partition_point(|t| t.span.start < span.start);
    let inside = text.tokens[from..].iter().take_while(|t| t.span.end <= span.end);
    inside.filter(|t| t.kind != TokenKind::Mark).map(|t| (t.span, t.folded.as_str())).collect()
}

fn covered(words: &[(Span, &str)], range: std::ops::Range<usize>) -> Option<Span> {
    let of = words.get(range)?;
    Some(of.first()?.0.join(of.last()?.0))
}
