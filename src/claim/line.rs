//! One sentence as this stage sees it: tokens, what the tables say of each, places.
//!
//! Takes an article's text and one of its sentences, gives a [`Line`]: everything the finders ask about a
//! token, answered by index. Indices count from the sentence's first token.

use super::lexis::{self, Hit, Lexis, Tag};
use super::place;
use super::reading::Reading;
use crate::model::{Lang, PlaceRef, PlaceRole, Sentence, Span, Token, TokenKind};

/// A range of tokens of one line, end exclusive.
pub(super) type Range = std::ops::Range<usize>;

/// One sentence, annotated.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) tokens: &'a [Token],
    pub(super) lang: Lang,
    pub(super) lexis: &'static Lexis,
    pub(super) hits: Vec<Hit>,
    pub(super) places: Vec<PlaceRef>,
    /// What the slot words say of its tokens.
    pub(super) reading: Reading<'a>,
    /// Tables that cover each token, one bit each.
    cover: Vec<u32>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, sentence: &Sentence, tokens: &'a [Token]) -> Self {
        let lexis = lexis::of(sentence.lang);
        let hits = lexis.hits(tokens);
        let mut cover = vec![0u32; tokens.len()];
        for hit in &hits {
            cover[hit.first..hit.end].iter_mut().for_each(|bits| *bits |= 1 << hit.tag as u32);
        }
        let reading = Reading::new(text, tokens, sentence.lang);
        let places = place::of(&reading);
        Self { text, span: sentence.span, tokens, lang: sentence.lang, lexis, hits, places, reading, cover }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether a phrase of table `tag` covers token `at`.
    pub(super) fn is(&self, at: usize, tag: Tag) -> bool {
        self.cover.get(at).is_some_and(|bits| bits & (1 << tag as u32) != 0)
    }

    /// The phrase of table `tag` that begins at token `at`.
    pub(super) fn hit(&self, at: usize, tag: Tag) -> Option<&Hit> {
        if !self.is(at, tag) {
            return None;
        }
        let from = self.hits.partition_point(|hit| hit.first < at);
        self.hits[from..].iter().take_while(|hit| hit.first == at).find(|hit| hit.tag == tag)
    }

    /// The end of the phrase over token `at` that only looks like `what` (a predicate, body or office).
    pub(super) fn only_looks_like(&self, at: usize, what: &str) -> Option<usize> {
        if !self.is(at, Tag::LookAlike) {
            return None;
        }
        let mut over = self.all(Tag::LookAlike).filter(|hit| hit.first <= at && at < hit.end);
        over.find(|hit| hit.row.cell(1).split(',').any(|one| one == what)).map(|hit| hit.end)
    }

    /// The phrases of table `tag` in order.
    pub(super) fn all(&self, tag: Tag) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.tag == tag)
    }

    /// The kind of small word that begins at token `at`; empty where none does.
    pub(super) fn func(&self, at: usize) -> &'static str {
        self.hit(at, Tag::Func).map_or("", |hit| hit.row.cell(1))
    }

    /// Whether token `at` is a word.
    pub(super) fn word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The mark at token `at`.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Mark)?;
        token.span.of(self.text).chars().next()
    }

    /// Whether a comma, semicolon or dash stands at token `at`.
    pub(super) fn pause(&self, at: usize) -> bool {
        self.mark(at).is_some_and(|c| matches!(c, ',' | '،' | ';' | '؛' | '–' | '—' | '-' | '('))
    }

    /// Whether a comma stands at token `at`.
    pub(super) fn comma(&self, at: usize) -> bool {
        self.mark(at).is_some_and(|c| matches!(c, ',' | '،'))
    }

    /// Whether the mark at token `at` stands between figures that it touches, as in `11:30`.
    pub(super) fn clock(&self, at: usize) -> bool {
        let figures = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        at > 0
            && figures(at - 1)
            && figures(at + 1)
            && self.tokens[at - 1].span.end == self.tokens[at].span.start
            && self.tokens[at].span.end == self.tokens[at + 1].span.start
    }

    /// Whether a quotation mark stands at token `at`.
    pub(super) fn quote_mark(&self, at: usize) -> bool {
        self.mark(at).is_some_and(super::quotation::is_mark)
    }

    /// Whether token `at` is written with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
            return false;
        };
        let mut parts = token.span.of(self.text).split('-');
        let upper = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        // "al-Falih": a particle may stand before the capital.
        parts.next().is_some_and(upper) || parts.any(upper)
    }

    /// Whether an article or the like stands at token `at`.
    pub(super) fn det(&self, at: usize) -> bool {
        matches!(self.func(at), "det" | "indef")
    }

    /// The bytes that tokens `range` cover; empty at the line's start where the range is empty.
    pub(super) fn span_of(&self, range: &Range) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        {
            (Some(first), Some(last)) if range.start < range.end => first.span.join(last.span),
            _ => Span { start: self.span.start, end: self.span.start },
        }
    }

    /// The words that tokens `range` cover, as written.
    pub(super) fn words_of(&self, range: &Range) -> &'a str {
        self.span_of(range).of(self.text)
    }

    /// The place whose words cover token `at`.
    pub(super) fn place_at(&self, at: usize) -> Option<&PlaceRef> {
        let span = self.tokens.get(at)?.span;
        self.places.iter().find(|place| place.span.contains(span) || span.contains(place.span))
    }

    /// Whether `word` is common in news; the table holds no names.
    pub(super) fn is_common(&self, word: &str) -> bool {
        crate::lexicon::of(self.lang).is_some_and(|lexicon| lexicon.table("word_shares").has(word))
    }

    /// Whether a hit whose folded word is another's too is written as `written` says; nothing there leaves it open.
    pub(super) fn written_as(&self, hit: &Hit, written: &str) -> bool {
        written.is_empty() || self.words_of(&(hit.first..hit.end)).to_lowercase().ends_with(written)
    }

    /// Whether a weekday or "today" stands at token `at`.
    pub(super) fn is_day(&self, at: usize) -> bool {
        let Some(lexicon) = crate::lexicon::of(self.lang).filter(|_| self.func(at) == "time") else {
            return false;
        };
        let word = self.tokens[at].folded.as_str();
        ["weekdays", "relative_time"].iter().any(|table| lexicon.table(table).has(word))
    }

    /// Whether a word for a number or a multiplier stands at token `at`.
    pub(super) fn numeral(&self, at: usize) -> bool {
        let Some(lexicon) = crate::lexicon::of(self.lang) else { return false };
        let token = self.tokens.get(at);
        token.is_some_and(|token| {
            ["numbers", "multipliers"].iter().any(|table| lexicon.table(table).has(&token.folded))
        })
    }

    /// Whether token `at` is an adjective of origin.
    pub(super) fn origin(&self, at: usize) -> bool {
        self.place_at(at).is_some_and(|place| place.role == PlaceRole::Origin)
    }

    /// Without marks and joining words at its ends.
    pub(super) fn trimmed(&self, range: Range) -> Range {
        let Range { mut start, mut end } = range;
        let idle = |at: usize| {
            self.mark(at)
                .is_some_and(|c| !super::quotation::is_mark(c) && !matches!(c, '(' | ')' | '%' | '$' | '+'))
        };
        while start < end && idle(start) {
            start += 1;
        }
        while start < end && idle(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Whether token `at` carries an article, `clitic` bytes of it aside.
    pub(super) fn definite(&self, at: usize, clitic: usize) -> bool {
        let word = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
        let rest = word.and_then(|token| token.folded.get(clitic..));
        rest.is_some_and(|rest| self.lexis.definite_front(rest).is_some())
    }

    /// Whether token `at` carries a conjunction.
    pub(super) fn conjoined(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
            return false;
        };
        let from = self.hits.partition_point(|hit| hit.first < at);
        let mut here = self.hits[from..].iter().take_while(|hit| hit.first == at).peekable();
        if here.peek().is_none() {
            return self.lexis.seems_joined(&token.folded)
                && self.place_at(at).is_none_or(|place| place.span.start > token.span.start)
                || self.lexis.definite_front(&token.folded).is_some_and(|front| self.lexis.joins(front));
        }
        here.all(|hit| self.lexis.joins(hit.clitic))
    }

    /// Whether token `at` carries a preposition.
    pub(super) fn prefixed(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
            return false;
        };
        let article = self.lexis.article();
        let definite = self.lexis.definite_front(&token.folded).is_some_and(|front| front != article);
        let from = self.hits.partition_point(|hit| hit.first < at);
        let mut here = self.hits[from..].iter().take_while(|hit| hit.first == at);
        let known = here.clone().any(|hit| hit.clitic.is_empty());
        let written_on = !known && self.lexis.behind_preposition(&token.folded).is_some();
        definite
            || written_on
            || here
                .any(|hit| !hit.clitic.is_empty() && hit.clitic != article && !self.lexis.joins(hit.clitic))
    }
}
