//! One article as the event stage reads it.
//!
//! Takes an article, its text and its claims; finds the kinds and markers in title and sentences and keeps them
//! with their places, so that every later step looks at spans and not at words again.

use super::cues::{self, CueKind};
use super::kinds::{self, EventKind, KindRelation};
use super::named;
use super::terms::{Term, term};
use crate::model::{Article, ArticleIx, ArticleText, Claim, ClaimIx, PlaceRef, Span, Token, TokenKind};
use crate::{claim, text};

/// Words after which the head of an article ends with the sentence.
const HEAD_WORDS: usize = 45;
/// Sentences of the head at most.
const HEAD_SENTENCES: usize = 4;
/// A relation word governs a kind named no more than this many tokens after it ("after days of a summit").
const RELATION_REACH: usize = 4;

/// One article, read.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) ix: ArticleIx,
    pub(crate) article: &'a Article,
    pub(crate) text: &'a ArticleText,
    /// Its claims, in reading order.
    pub(crate) claims: &'a [Claim],
    /// Position of the first of them in the run's claims.
    pub(crate) first_claim: ClaimIx,
    /// The title, cut into tokens; spans point into the title.
    pub(crate) title: ArticleText,
    pub(crate) title_kinds: Vec<KindAt>,
    pub(crate) title_places: Vec<PlaceRef>,
    /// Kinds and markers of each sentence.
    pub(crate) sentences: Vec<Marks>,
    /// The first sentence that tells something; datelines and bylines stand before it.
    pub(crate) lead: usize,
    /// One past the last sentence of the head.
    pub(crate) head: usize,
    /// Whether another story ends the head.
    pub(crate) turns: bool,
}

/// Kinds and markers of one sentence, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) kinds: Vec<KindAt>,
    pub(crate) cues: Vec<CueAt>,
}

/// A kind named at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KindAt {
    pub(crate) kind: EventKind,
    pub(crate) span: Span,
    /// A relation word governs it ("after the summit"): it dates the news and is not the news.
    pub(crate) related: bool,
}

/// A discourse marker at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueAt {
    pub(crate) kind: CueKind,
    pub(crate) span: Span,
}

impl<'a> Reading<'a> {
    /// Reads article `ix`; `claims` are its own, the first of them number `first_claim` of the run.
    pub(crate) fn new(
        ix: ArticleIx,
        article: &'a Article,
        text: &'a ArticleText,
        claims: &'a [Claim],
        first_claim: ClaimIx,
    ) -> Self {
        let title_text = article.title.as_deref().unwrap_or_default();
        let title = text::analyse(title_text, Some(text.lang));
        let title_places = claim::place::find(title_text, &title.tokens, text.lang);
        let title_kinds = marks(&title.tokens, text).kinds;
        let sentences: Vec<Marks> = text.sentences.iter().map(|s| marks(text.tokens_of(s), text)).collect();
        let lead = (0..text.sentences.len().min(3)).find(|&nth| !is_dateline(article, text, &sentences, nth));
        let lead = lead.unwrap_or(0);
        let (head, turns) = head_end(text, &title_kinds, &sentences, lead);
        Self {
            ix,
            article,
            text,
            claims,
            first_claim,
            title,
            title_kinds,
            title_places,
            sentences,
            lead,
            head,
            turns,
        }
    }

    /// The kinds and markers of sentence `nth`.
    pub(crate) fn marks(&self, nth: u32) -> Option<&Marks> {
        self.sentences.get(nth as usize)
    }

    /// The kinds named inside `span` of sentence `nth`.
    pub(crate) fn kinds_in(&self, nth: u32, span: Span) -> impl Iterator<Item = KindAt> + '_ {
        let kinds = self.marks(nth).map(|marks| marks.kinds.as_slice()).unwrap_or_default();
        kinds.iter().copied().filter(move |at| span.contains(at.span))
    }

    /// The markers inside `span` of sentence `nth`.
    pub(crate) fn cues_in(&self, nth: u32, span: Span) -> impl Iterator<Item = CueAt> + '_ {
        let cues = self.marks(nth).map(|marks| marks.cues.as_slice()).unwrap_or_default();
        cues.iter().copied().filter(move |at| span.contains(at.span))
    }

    /// How many sentences after the lead a claim stands; none before it.
    pub(crate) fn depth(&self, claim: &Claim) -> Option<usize> {
        (claim.sentence as usize).checked_sub(self.lead)
    }

    /// The claims of the head, datelines apart.
    pub(crate) fn head_claims(&self) -> impl Iterator<Item = &'a Claim> + use<'a> {
        let head = self.lead..self.head;
        self.claims.iter().filter(move |claim| head.contains(&(claim.sentence as usize)))
    }

    /// Every distinct term of title and text, sorted.
    pub(crate) fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> =
            self.title.tokens.iter().chain(&self.text.tokens).filter_map(term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

fn marks(tokens: &[Token], text: &ArticleText) -> Marks {
    let at = |first: usize, last: usize| tokens[first].span.join(tokens[last].span);
    let cues = cues::mentions(tokens, text.lang);
    let names = named::stretches(tokens, text.lang);
    let is_name = |at: usize| names.iter().any(|&(first, last)| (first..=last).contains(&at));
    let mut kinds = kinds::mentions(tokens, text.lang);
    kinds.retain(|one| !is_name(one.first_token));
    let governed = |first: usize| {
        cues.iter().any(|cue| {
            cue.kind == CueKind::Relation
                && cue.last_token < first
                && first - cue.last_token <= RELATION_REACH
                && tokens[cue.last_token..first].iter().all(|token| token.kind != TokenKind::Mark)
        })
    };
    Marks {
        kinds: kinds
            .iter()
            .map(|one| KindAt {
                kind: one.kind,
                span: at(one.first_token, one.last_token),
                related: governed(one.first_token),
            })
            .collect(),
        cues: cues
            .iter()
            .map(|one| CueAt { kind: one.kind, span: at(one.first_token, one.last_token) })
            .collect(),
    }
}

/// Words of a dateline or byline at most.
const MAX_DATELINE_WORDS: usize = 14;

/// Whether sentence `nth` only says where and when the report was written: a short line of its own before the
/// news that names no happening.
fn is_dateline(article: &Article, text: &ArticleText, sentences: &[Marks], nth: usize) -> bool {
    let sentence = &text.sentences[nth];
    let Some(next) = text.sentences.get(nth + 1) else { return false };
    let tokens = text.tokens_of(sentence);
    let between = article.text.get(sentence.span.end as usize..next.span.start as usize).unwrap_or_default();
    let ends = tokens.last().is_some_and(|last| matches!(last.span.of(&article.text), "." | "!" | "?" | "؟"));
    tokens.iter().filter(|token| token.kind == TokenKind::Word).count() <= MAX_DATELINE_WORDS
        && between.contains('\n')
        && !ends
        && sentences[nth].kinds.is_empty()
}

/// One past the last sentence of the head that begins at `lead`, and whether what follows turns away from the news: by a
/// marker, or by happenings that none of title and lead can be.
fn head_end(text: &ArticleText, title_kinds: &[KindAt], sentences: &[Marks], lead: usize) -> (usize, bool) {
    let mut words = 0;
    let news: Vec<EventKind> = {
        let told = title_kinds.iter().chain(sentences.get(lead).map_or(&[][..], |marks| &marks.kinds));
        told.map(|at| at.kind).filter(|kind| kind.rank() >= 2).collect()
    };
    for (nth, sentence) in text.sentences.iter().enumerate().skip(lead) {
        let marker = |cue: &CueAt| matches!(cue.kind, CueKind::Reminder | CueKind::Shift);
        let marks = &sentences[nth];
        if nth > lead && (marks.cues.iter().any(marker) || is_another_story(marks, &news)) {
            return (nth, true);
        }
        words += text.tokens_of(sentence).iter().filter(|token| token.kind == TokenKind::Word).count();
        if words >= HEAD_WORDS || nth + 1 - lead == HEAD_SENTENCES {
            return (nth + 1, false);
        }
    }
    (text.sentences.len(), false)
}

/// Whether a sentence names happenings, and none of them can be told as part of `news`.
fn is_another_story(marks: &Marks, news: &[EventKind]) -> bool {
    let apart = |kind: EventKind| news.iter().all(|of| of.relation(kind) <= KindRelation::Apart);
    let mut named = marks.kinds.iter().filter(|at| at.kind.rank() >= 2).peekable();
    let strikes = marks.kinds.iter().any(|at| at.kind.rank() == 3 && at.kind.venue_identifies());
    !news.is_empty() && strikes && named.peek().is_some() && named.all(|at| apart(at.kind))
}
