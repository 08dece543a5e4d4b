//! A sentence's tokens with everything the slot words say of them.
//!
//! Takes the tokens of a sentence, gives them with the lexicon rows that begin at each. Decides nothing.

use super::vocabulary::{Cut, Hit, Slot, Vocabulary};
use crate::model::{Lang, Span, Token, TokenKind};

/// A sentence, looked up.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) words: &'static Vocabulary,
    pub(super) lang: Lang,
    hits: Vec<Hit>,
    /// Where the hits of each token begin; one more entry than tokens.
    from: Vec<u32>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], lang: Lang) -> Self {
        let words = Vocabulary::of(lang);
        let mut hits = Vec::with_capacity(tokens.len());
        let mut from = Vec::with_capacity(tokens.len() + 1);
        for at in 0..tokens.len() {
            from.push(hits.len() as u32);
            if matches!(tokens[at].kind, TokenKind::Word | TokenKind::Mark) {
                let word_at = |nth: usize| tokens.get(at + nth).filter(|t| readable(t)).map(|t| &*t.folded);
                let known = hits.len();
                words.hits(word_at, &mut hits);
                if hits.len() == known && is_ascii_word(&tokens[at]) {
                    Vocabulary::latin().hits(word_at, &mut hits);
                    let month = |h: &Hit| h.slot == Slot::Months;
                    let kept: Vec<Hit> = hits.drain(known..).filter(month).collect();
                    hits.extend(kept);
                }
            }
        }
        from.push(hits.len() as u32);
        Self { text, tokens, words, lang, hits, from }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The rows that begin at token `at`, longest and least cut first.
    pub(super) fn hits(&self, at: usize) -> &[Hit] {
        match (self.from.get(at), self.from.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The best row of one table that begins at `at`.
    pub(super) fn hit(&self, at: usize, slot: Slot) -> Option<Hit> {
        self.hits(at).iter().find(|h| h.slot == slot).copied()
    }

    /// The best row of one table whose second cell is `kind`.
    pub(super) fn hit_of(&self, at: usize, slot: Slot, kind: &str) -> Option<Hit> {
        self.hits(at).iter().find(|h| h.slot == slot && has_role(h, kind)).copied()
    }

    /// A function word of `slot_words.tsv` with this role.
    pub(super) fn word(&self, at: usize, role: &str) -> Option<Hit> {
        self.hit_of(at, Slot::Function, role)
    }

    /// The best row of one table that ends just before token `end`, with the token it begins at.
    pub(super) fn hit_before(&self, end: usize, slot: Slot) -> Option<(usize, Hit)> {
        (end.saturating_sub(LONGEST)..end).find_map(|at| {
            let fits = |h: &&Hit| h.slot == slot && at + h.words as usize == end;
            self.hits(at).iter().find(fits).map(|h| (at, *h))
        })
    }

    /// As [`Self::hit_before`], for one role of `slot_words.tsv`.
    pub(super) fn word_before(&self, end: usize, role: &str) -> Option<(usize, Hit)> {
        (end.saturating_sub(LONGEST)..end).find_map(|at| {
            let fits =
                |h: &&Hit| h.slot == Slot::Function && has_role(h, role) && at + h.words as usize == end;
            self.hits(at).iter().find(fits).map(|h| (at, *h))
        })
    }

    /// The mark at token `at`, folded.
    pub(super) fn mark(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).filter(|t| t.kind == TokenKind::Mark).map(|t| &*t.folded)
    }

    /// Whether token `at` is one of the one-character `marks`.
    pub(super) fn is_mark(&self, at: usize, marks: &str) -> bool {
        self.mark(at).is_some_and(|m| !m.is_empty() && marks.contains(m))
    }

    /// Whether nothing stands between token `at` and the one before it.
    pub(super) fn touches_previous(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    /// The span of tokens `from..to`, which is not empty.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.tokens[from].span.join(self.tokens[to.max(from + 1) - 1].span)
    }

    /// Whether the conjunction stands at `at` as a word of its own, or is written onto the word there;
    /// gives the token that it joins.
    pub(super) fn joined(&self, at: usize) -> Option<usize> {
        if self.word(at, "and").is_some() {
            return Some(at + 1);
        }
        self.hits(at).iter().any(|h| h.cut.has(Cut::CONJUNCTION)).then_some(at)
    }
}

/// Whether the row has `role` among those its second cell joins by `+`.
fn has_role(hit: &Hit, role: &str) -> bool {
    hit.row.cell(1).split('+').any(|r| r == role)
}

/// No phrase of the slot tables has more words.
const LONGEST: usize = 6;

/// Posts and bylines are stamped in English inside texts of any language.
fn is_ascii_word(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.folded.len() >= 3
        && token.folded.bytes().all(|b| b.is_ascii_lowercase())
}

fn readable(token: &Token) -> bool {
    token.kind != TokenKind::Address
}
