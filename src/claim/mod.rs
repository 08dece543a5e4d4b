//! Sentences to claims.
//!
//! Takes articles and their texts, gives claims with speaker, quotation, polarity, modality, quantities,
//! times, places and participants. Says no word of pairs.

mod lexis;
mod line;
mod modality;
mod number;
pub mod place;
mod polarity;
mod predicate;
pub mod quantity;
mod quotation;
mod reading;
pub mod time;
mod vocabulary;

use crate::model::{Article, ArticleIx, ArticleText, Claim, Modality, Polarity, Sentence, SourceKind, Span};
use line::{Line, Range};
use predicate::Found;
use rayon::prelude::*;
use time::Anchors;
use xxhash_rust::xxh3::xxh3_128;

/// Extracts the claims of every article, in parallel; sorted by article and place.
#[must_use]
pub fn extract(articles: &[Article], texts: &[ArticleText]) -> Vec<Claim> {
    let all = articles.par_iter().zip(texts).enumerate();
    all.flat_map_iter(|(nth, (article, text))| of_article(nth as ArticleIx, article, text)).collect()
}

fn of_article(nth: ArticleIx, article: &Article, text: &ArticleText) -> Vec<Claim> {
    let anchors = Anchors::of(article, text);
    let lines = text.sentences.iter().map(|s| Line::new(&article.text, s, text.tokens_of(s)));
    lines
        .enumerate()
        .map(|(index, line)| {
            let range = line.trimmed(0..line.len());
            claim(nth, article, index, &text.sentences[index], &line, range, &anchors)
        })
        .collect()
}

fn claim(
    nth: ArticleIx,
    article: &Article,
    index: usize,
    sentence: &Sentence,
    line: &Line<'_>,
    range: Range,
    anchors: &Anchors,
) -> Claim {
    let mut found = predicate::find(line, &range);
    polarity::set(line, &range, &mut found);
    predicate::ensure_one(line, &range, &mut found);
    modality::set(line, &range, &mut found);
    let span = line.span_of(&range);
    let (polarity, modality) = governing(&found);
    Claim {
        id: id(&article.id, span, span.of(&article.text)),
        article: nth,
        sentence: index as u32,
        span,
        content: span,
        lang: sentence.lang,
        speaker: None,
        cue: None,
        source: SourceKind::Asserted,
        quote: None,
        polarity,
        modality,
        quantities: quantity::find(&article.text, line.tokens, line.lang),
        times: time::find(&article.text, line.tokens, line.lang, anchors),
        places: line.places.clone(),
        participants: Vec::new(),
        predicates: found.into_iter().map(|one| one.predicate).collect(),
        event: None,
    }
}

fn governing(found: &[Found]) -> (Polarity, Modality) {
    found.first().map(|one| (one.predicate.polarity, one.predicate.modality)).unwrap_or_default()
}

fn id(article: &str, span: Span, words: &str) -> String {
    let key = format!("{article}\u{1f}{}\u{1f}{}\u{1f}{words}", span.start, span.end);
    format!("{:016x}", xxh3_128(key.as_bytes()) as u64)
}
