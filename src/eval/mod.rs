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
use std::collections::{BTreeMap, BTreeSet};

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
/// highest score. Of copies one stands for all, so a sentence counts wherever its copies say it word for word. `in_scope` is
/// false where a sentence is not in the run's articles.
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
    let copies = |article: ArticleIx| -> Vec<ArticleIx> {
        let cluster =
            |ix: ArticleIx| report.copies.verdicts.get(ix as usize).and_then(|verdict| verdict.cluster);
        let own = cluster(article);
        let all = 0..report.articles.len() as ArticleIx;
        all.filter(|&ix| ix == article || own.is_some() && cluster(ix) == own).collect()
    };
    let places = |article: &str, sentence: &str| -> Vec<(ArticleIx, Span)> {
        let Some((own, span)) = place(article, sentence) else { return Vec::new() };
        let told = |ix: ArticleIx| {
            let there = locate(&report.articles[ix as usize].text, sentence);
            if ix == own { Some((ix, span)) } else { there.map(|span| (ix, span)) }
        };
        copies(own).into_iter().filter_map(told).collect()
    };
    let find = |pair: &GoldPair| -> Found {
        let (of_a, of_b) =
            (places(&pair.a_article, &pair.a_sentence), places(&pair.b_article, &pair.b_sentence));
        if of_a.is_empty() || of_b.is_empty() {
            return Found::default();
        }
        let near = of_a.iter().flat_map(|(a, _)| of_b.iter().map(move |(b, _)| (*a.min(b), *a.max(b))));
        let near: BTreeSet<(ArticleIx, ArticleIx)> = near.collect();
        let near =
            near.iter().filter_map(|key| between.get(key)).flatten().map(|&nth| &report.relations[nth]);
        let on = |side: &crate::model::Side, of: &[(ArticleIx, Span)]| {
            of.iter().any(|(article, span)| side.article == *article && side.sentence.overlaps(*span))
        };
        let hits = near
            .filter(|one| on(&one.a, &of_a) && on(&one.b, &of_b) || on(&one.a, &of_b) && on(&one.b, &of_a));
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
