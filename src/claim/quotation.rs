//! Quotation marks paired over a whole article.
//!
//! Takes an article's text and tokens, gives its quotations in reading order, none overlapping (a quotation
//! inside another is part of it). News text mixes kinds, turns marks round, leaves a space behind the opening
//! one and forgets the closing one, so what a mark does is told from the letters around it first and from its
//! shape second. A quotation may run over several sentences and paragraphs.

use crate::model::{Span, Token, TokenKind};

/// Longest quotation in bytes; what runs on longer lacks its closing mark.
const MAX_BYTES: u32 = 8_000;
/// Words from which quoted words are speech wherever they stand; fewer may be a term or a title.
pub(super) const SPEECH_WORDS: usize = 4;

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The token of the opening mark, as an index of the article's tokens.
    pub(super) open: usize,
    /// The token of the closing mark, or one past the last quoted token where it is missing.
    pub(super) close: usize,
    /// The quoted words without the marks.
    pub(super) inner: Span,
    /// Words inside.
    pub(super) words: usize,
}

/// Whether `c` opens or closes a quotation.
pub(super) fn is_mark(c: char) -> bool {
    family(c).is_some()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opens,
    Closes,
    Either,
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '❝' | '❞' | '＂' | '〝' | '〞' => Some(Family::Double),
        '«' | '»' | '《' | '》' => Some(Family::Angle),
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' => Some(Family::Single),
        _ => None,
    }
}

/// What the letters around a mark say of it, else its shape.
fn shape(text: &str, span: Span, c: char) -> Shape {
    let before = text.get(..span.start as usize).and_then(|t| t.chars().next_back());
    let after = text.get(span.end as usize..).and_then(|t| t.chars().next());
    let gap_before =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '(' | '[' | '—' | '–' | 'ـ'));
    let gap_after = after.is_none_or(|c| c.is_whitespace() || ends_clause(c));
    match (gap_before, gap_after) {
        (true, false) => Shape::Opens,
        (false, true) => Shape::Closes,
        _ if matches!(c, '“' | '«' | '„' | '‘' | '‚' | '‹' | '❝' | '《') => Shape::Opens,
        _ if matches!(c, '”' | '»' | '›' | '❞' | '》') && before.is_none_or(|c| c != ':') => {
            Shape::Closes
        }
        _ if before.is_some_and(|c| c == ':') => Shape::Opens,
        _ => Shape::Either,
    }
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | '،' | ';' | '؛' | ':' | '!' | '?' | '؟' | ')' | ']' | '…' | '-' | '—' | '–')
}

/// The quotations of one article.
pub(super) fn find(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let marks: Vec<(usize, char, Family)> = marks(text, tokens).collect();
    let mut found = Vec::new();
    let mut nth = 0;
    while let Some(&(open, c, kind)) = marks.get(nth) {
        nth += 1;
        if shape(text, tokens[open].span, c) == Shape::Closes && !opens_anyway(text, tokens, &marks, nth - 1)
        {
            continue;
        }
        match closing(text, tokens, &marks, nth, open, kind) {
            Some((close, after)) => {
                nth = after;
                found.extend(quotation(tokens, open, close));
            }
            // A single mark is more likely an apostrophe.
            None if kind == Family::Single => {}
            None => {
                let close = unclosed_end(text, tokens, &marks, nth, open);
                while marks.get(nth).is_some_and(|mark| mark.0 < close) {
                    nth += 1;
                }
                found.extend(quotation(tokens, open, close));
            }
        }
    }
    found
}

fn marks<'a>(text: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = (usize, char, Family)> + 'a {
    tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Mark).filter_map(|(at, token)| {
        let c = token.span.of(text).chars().next()?;
        Some((at, c, family(c)?))
    })
}

/// A closing shape with nothing open opens all the same where its partner follows in the same paragraph.
fn opens_anyway(text: &str, tokens: &[Token], marks: &[(usize, char, Family)], nth: usize) -> bool {
    let (at, _, kind) = marks[nth];
    let before = text.get(..tokens[at].span.start as usize).and_then(|t| t.chars().next_back());
    if kind == Family::Single || !before.is_none_or(|c| c.is_whitespace() || c == ':' || c == 'ـ') {
        return false;
    }
    let next = marks[nth + 1..].iter().find(|mark| mark.2 == kind);
    next.is_some_and(|(to, c, _)| {
        shape(text, tokens[*to].span, *c) == Shape::Closes && !breaks_paragraph(text, tokens, at, *to)
    })
}

/// The closing mark of the quotation opened at token `open`, and the mark to go on from.
fn closing(
    text: &str,
    tokens: &[Token],
    marks: &[(usize, char, Family)],
    from: usize,
    open: usize,
    kind: Family,
) -> Option<(usize, usize)> {
    let mut depth = 0;
    for (nth, &(at, c, own)) in marks.iter().enumerate().skip(from) {
        if tokens[at].span.end - tokens[open].span.start > MAX_BYTES {
            return None;
        }
        if own != kind {
            continue;
        }
        match shape(text, tokens[at].span, c) {
            Shape::Closes | Shape::Either if depth == 0 => return Some((at, nth + 1)),
            Shape::Closes | Shape::Either => depth -= 1,
            // A paragraph that opens again goes on with the same quotation.
            Shape::Opens if paragraph_start(text, tokens, at) => {}
            Shape::Opens if c == '"' || c == '\'' || depth == 1 => return None,
            Shape::Opens => depth += 1,
        }
    }
    None
}

fn paragraph_start(text: &str, tokens: &[Token], at: usize) -> bool {
    at > 0 && breaks_paragraph(text, tokens, at - 1, at)
}

fn breaks_paragraph(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    let between = text.get(tokens[from].span.end as usize..tokens[to].span.start as usize);
    between.is_some_and(|t| t.contains('\n'))
}

/// Where a quotation without a closing mark ends: at its paragraph's end or before the next mark.
fn unclosed_end(
    text: &str,
    tokens: &[Token],
    marks: &[(usize, char, Family)],
    from: usize,
    open: usize,
) -> usize {
    let limit = marks.get(from).map_or(tokens.len(), |mark| mark.0);
    let mut end = open + 1;
    while end < limit {
        let stop = tokens[end].span.of(text);
        let over = tokens[end].span.end - tokens[open].span.start > MAX_BYTES / 8;
        if paragraph_start(text, tokens, end) || over && matches!(stop, "." | "؟" | "!" | "?") {
            break;
        }
        end += 1;
    }
    end
}

fn quotation(tokens: &[Token], open: usize, close: usize) -> Option<Quotation> {
    let words = tokens.get(open + 1..close)?;
    let inner = words.first()?.span.join(words.last()?.span);
    let words = words.iter().filter(|token| token.kind != TokenKind::Mark).count();
    (words > 0).then_some(Quotation { open, close, inner, words })
}
