//! An article's text, cut into sentences and tokens.

use super::{Lang, Span};
use compact_str::CompactString;
use serde::Serialize;
use std::ops::Range;

/// The sentences and tokens of one article; all spans point into its original text.
#[derive(Debug, Clone, Default)]
pub struct ArticleText {
    /// Main language of the article.
    pub lang: Lang,
    /// Sentences in reading order, without the white space around them; they never overlap.
    pub sentences: Vec<Sentence>,
    /// Tokens in reading order; they never overlap.
    pub tokens: Vec<Token>,
}

impl ArticleText {
    /// The tokens of one sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize]
    }

    /// The index of the sentence that holds byte `offset`, if one does.
    #[must_use]
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= offset);
        let nth = after.checked_sub(1)?;
        (offset < self.sentences[nth].span.end).then_some(nth)
    }
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its own language where the article mixes several, else the article's.
    pub lang: Lang,
    /// Its tokens, as a range of [`ArticleText::tokens`].
    pub tokens: Range<u32>,
}

/// One word, number or mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// The word folded: lower case, Arabic letters and digits unified, no marks. Empty for `Mark` only
    /// if folding left nothing.
    pub folded: CompactString,
    /// The light stem, for look-up; equal to `folded` where the language has no stemmer.
    pub stem: CompactString,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Letters, possibly with digits or an inner apostrophe or hyphen (`S-400` is a word).
    Word,
    /// Digits with their separators (`1,250`, `3.5`, `٣٣`).
    Number,
    /// Punctuation or a symbol, one character a token.
    Mark,
    /// An address: URL, e-mail, handle or hashtag; never compared.
    Address,
}
