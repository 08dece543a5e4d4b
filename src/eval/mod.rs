//! How well each stage does its work, measured on gold.
//!
//! Takes gold pairs of sentences and a finished run or the judge; gives counts by label, kind, language and band, with
//! precision, recall and F1. Quotations, times, events and sentences have a file each, which says what its gold looks
//! like. Says no word of files beyond the records' own shape.

pub mod events;
mod gold;
mod measured;
pub mod quotations;
pub mod sentences;
mod tally;
pub mod times;

pub use gold::{GoldPair, Label, read_gold};
pub use measured::{Measured, Outcome};
pub use tally::{Found, Score, Tally};

use crate::compare::judge;
use crate::model::{ArticleIx, Report, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Asks the judge about every gold pair, as if both sentences spoke of one event; in the order of `pairs`.
#[must_use]
pub fn by_judge(pairs: &[GoldPair]) -> Vec<Found> {
    let ask = |pair: &GoldPair| {
        let date = |text: &Option<String>| text.as_deref().and_then(judge::read_date);
        let (a, b) = (&pair.a_sentence, &pair.b_sentence);
        let found = judge::judge(a, b, date(&pair.a_date), date(&pair.b_date), pair.lang);
        Found {
            verdict: found.verdict,
            kind: found.kind,
            band: found.band,
            score: found.score,
            in_scope: true,
        }
    };
    pairs.par_iter().map(ask).collect()
}

/// Looks every gold pair up in a finished run; in the order of `pairs`.
///
/// A pair is found where a relation's sides overlap both gold sentences; of several, contradictions come first, then the
/// highest score. `in_scope` is false where a sentence is not in the run's articles.
#[must_use]
pub fn by_run(pairs: &[GoldPair], report: &Report) -> Vec<Found> {
    let ids: BTreeMap<&str, ArticleIx> = report
        .articles
        .iter()
        .enumerate()
        .map(|(nth, article)| (article.id.as_str(), nth as ArticleIx))
        .collect();
    let mut between: BTreeMap<(ArticleIx, ArticleIx), Vec<usize>> = BTreeMap::new();
    for (nth, relation) in report.relations.iter().enumerate() {
        let (a, b) = (relation.a.article, relation.b.article);
        between.entry((a.min(b), a.max(b))).or_default().push(nth);
    }
    let place = |article: &str, sentence: &str| -> Option<(ArticleIx, Span)> {
        let &ix = ids.get(article)?;
        Some((ix, locate(&report.articles[ix as usize].text, sentence)?))
    };
    let find = |pair: &GoldPair| -> Found {
        let sides = place(&pair.a_article, &pair.a_sentence).zip(place(&pair.b_article, &pair.b_sentence));
        let Some(((a, span_a), (b, span_b))) = sides else { return Found::default() };
        let near =
            between.get(&(a.min(b), a.max(b))).into_iter().flatten().map(|&nth| &report.relations[nth]);
        let on = |article: ArticleIx, span: Span| {
            move |side: &crate::model::Side| side.article == article && side.sentence.overlaps(span)
        };
        let (in_a, in_b) = (on(a, span_a), on(b, span_b));
        let hits = near.filter(|one| in_a(&one.a) && in_b(&one.b) || in_a(&one.b) && in_b(&one.a));
        let contradicts = |one: &crate::model::Relation| one.verdict == crate::model::Verdict::Contradiction;
        let best = hits.max_by(|x, y| {
            (contradicts(x), x.score)
                .partial_cmp(&(contradicts(y), y.score))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let missed = Found { in_scope: true, ..Found::default() };
        best.map_or(missed, |one| Found {
            verdict: Some(one.verdict),
            kind: one.kind,
            band: Some(one.band),
            score: one.score,
            in_scope: true,
        })
    };
    pairs.iter().map(find).collect()
}

/// Where `sentence` stands in `text`, white space apart.
fn locate(text: &str, sentence: &str) -> Option<Span> {
    let sentence = sentence.trim();
    if let Some(at) = text.find(sentence) {
        return Some(Span::new(at, at + sentence.len()));
    }
    let wanted: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    let given: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let fits = |from: &[(usize, char)]| from.iter().zip(&wanted).all(|((_, x), y)| x == y);
    let first = given.windows(wanted.len().max(1)).position(fits)?;
    let (last, letter) = given[first + wanted.len() - 1];
    Some(Span::new(given[first].0, last + letter.len_utf8()))
}
