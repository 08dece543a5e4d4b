//! Articles grouped by content: those of a group say the same, word for word.

use super::{Config, Keep, Meta, Profile, Texts};
use crate::model::ArticleIx;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Which of two articles is kept.
pub(super) struct Order<'t, T: ?Sized> {
    pub(super) texts: &'t T,
    pub(super) profiles: &'t [Profile],
    pub(super) metas: &'t [Meta],
    pub(super) keep: Keep,
}

impl<T: Texts + ?Sized> Order<'_, T> {
    /// Whether an article belongs to the set that the others are compared with.
    pub(super) fn is_existing(&self, ix: ArticleIx) -> bool {
        self.metas.get(ix as usize).is_some_and(|m| m.existing)
    }

    /// Less for the one that is kept; equal only for the same article.
    pub(super) fn compare(&self, a: ArticleIx, b: ArticleIx) -> Ordering {
        let meta = |ix: ArticleIx| self.metas.get(ix as usize).copied().unwrap_or_default();
        // Articles without a time come last.
        let minutes = |ix| meta(ix).minutes.unwrap_or(i64::MAX);
        let words = |ix: ArticleIx| self.profiles.get(ix as usize).map_or(0, |p| p.words);
        let first = match self.keep {
            Keep::Earliest => minutes(a).cmp(&minutes(b)),
            Keep::Longest => words(b).cmp(&words(a)).then_with(|| minutes(a).cmp(&minutes(b))),
            Keep::First => meta(a).by_input.cmp(&meta(b).by_input),
        };
        let existing = self.is_existing(b).cmp(&self.is_existing(a));
        existing.then(first).then_with(|| self.texts.id(a).cmp(self.texts.id(b))).then(a.cmp(&b))
    }
}

/// The group of a text that stands for none.
pub(super) const NO_GROUP: u32 = u32::MAX;

/// Texts that say the same; groups are numbered in order of content hash, so input order leaves no trace.
#[derive(Debug)]
pub(super) struct Groups {
    articles: Vec<ArticleIx>,
    starts: Vec<u32>,
}

impl Groups {
    /// Groups the articles of at least `min_words` words; the preferred one of each group is its first.
    pub(super) fn new<T: Texts + ?Sized>(order: &Order<'_, T>, config: &Config) -> Self {
        let long = |p: &Profile| p.words as usize >= config.min_words.max(1);
        let articles = order.profiles.iter().zip(0..).filter(|(p, _)| long(p));
        let mut keyed: Vec<(u128, ArticleIx)> = articles.map(|(p, ix)| (p.content, ix)).collect();
        keyed.par_sort_unstable();
        let mut starts: Vec<u32> = vec![0];
        let mut end = 0;
        for group in keyed.chunk_by_mut(|x, y| x.0 == y.0) {
            if group.len() > 1 {
                group.sort_unstable_by(|x, y| order.compare(x.1, y.1));
            }
            end += group.len() as u32;
            starts.push(end);
        }
        Self { articles: keyed.into_iter().map(|k| k.1).collect(), starts }
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Its articles, the preferred one first.
    pub(super) fn members(&self, group: u32) -> &[ArticleIx] {
        let group = group as usize;
        &self.articles[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    pub(super) fn first(&self, group: u32) -> ArticleIx {
        self.articles[self.starts[group as usize] as usize]
    }

    /// The group that each of `articles` articles stands for, being its first; [`NO_GROUP`] for the others.
    pub(super) fn by_first(&self, articles: usize) -> Vec<u32> {
        let mut group_of = vec![NO_GROUP; articles];
        for group in 0..self.count() as u32 {
            group_of[self.first(group) as usize] = group;
        }
        group_of
    }

    /// The first article of every group.
    pub(super) fn firsts(&self) -> Vec<ArticleIx> {
        (0..self.count() as u32).map(|g| self.first(g)).collect()
    }
}
