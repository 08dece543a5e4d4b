//! Sentences of a text.
//!
//! Takes text and its language, gives spans in order, trimmed, never overlapping, with nothing between them but
//! white space and the stray joins that some feeds put between paragraphs (`., `).

use super::fold::fold;
use crate::lexicon;
use crate::model::{Lang, Span};

/// Cuts `text` into sentences.
#[must_use]
pub fn split(text: &str, lang: Lang) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        at = match c {
            '\n' => {
                push(text, start, at, &mut out);
                start = after;
                after
            }
            '.' | '!' | '?' | '؟' | '…' | '。' | '！' | '？' | '।' | '۔' => {
                let end = closing_end(text, after);
                if ends_here(text, start, at, c, end, lang) {
                    push(text, start, end, &mut out);
                    start = end;
                }
                end
            }
            _ => after,
        };
    }
    push(text, start, text.len(), &mut out);
    out
}

/// Past further end marks and the quotes and brackets that close.
fn closing_end(text: &str, at: usize) -> usize {
    let tail = &text[at..];
    let closes = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '؟' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '。'
        )
    };
    at + tail.find(|c| !closes(c)).unwrap_or(tail.len())
}

fn ends_here(text: &str, start: usize, at: usize, mark: char, end: usize, lang: Lang) -> bool {
    let next = text[end..].chars().next();
    if matches!(mark, '。' | '！' | '？' | '।' | '۔') {
        return true;
    }
    if !next.is_none_or(char::is_whitespace) {
        return false;
    }
    if text[end..].trim_start().chars().next().is_some_and(char::is_lowercase) {
        return false;
    }
    !(mark == '.' && is_abbreviation(&text[start..at], lang))
}

fn is_abbreviation(before: &str, lang: Lang) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters == 1 || lexicon::of(lang).is_some_and(|words| words.table("abbreviations").has(&fold(word)))
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = &text[start..end];
    let lead = piece.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    let kept = lead.trim_end();
    if kept.is_empty() {
        return;
    }
    let from = end - lead.len();
    out.push(Span::new(from, from + kept.len()));
}
