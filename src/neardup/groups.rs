//! Articles grouped by content: those of a group say the same, word for word.

use super::{Config, Keep, Meta, Profile};
use crate::model::ArticleIx;
use rayon::prelude::*;

/// Texts that say the same; groups are numbered in order of content hash, so input order leaves no trace.
#[derive(Debug)]
pub(super) struct Groups {
    articles: Vec<ArticleIx>,
    starts: Vec<u32>,
}

impl Groups {
    /// Groups the articles of at least `min_words` words; the preferred one of each group is its first.
    pub(super) fn new(profiles: &[Profile], order: &[u64], config: &Config) -> Self {
        let long = |ix: &ArticleIx| profiles[*ix as usize].words as usize >= config.min_words.max(1);
        let mut keyed: Vec<(u128, u64, ArticleIx)> = (0..profiles.len() as ArticleIx)
            .filter(long)
            .map(|ix| (profiles[ix as usize].content, order[ix as usize], ix))
            .collect();
        keyed.par_sort_unstable();
        let mut starts: Vec<u32> = vec![0];
        let mut end = 0;
        for group in keyed.chunk_by(|x, y| x.0 == y.0) {
            end += group.len() as u32;
            starts.push(end);
        }
        Self { articles: keyed.into_iter().map(|k| k.2).collect(), starts }
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

    /// The first article of every group.
    pub(super) fn firsts(&self) -> Vec<ArticleIx> {
        (0..self.count() as u32).map(|g| self.first(g)).collect()
    }
}

/// For every article its place in the order of keeping: lower is kept first. A total order.
pub(super) fn order(profiles: &[Profile], metas: &[Meta], keep: Keep) -> Vec<u64> {
    let articles = profiles.iter().enumerate();
    articles
        .map(|(ix, profile)| preference(profile, metas.get(ix).copied().unwrap_or_default(), keep))
        .collect()
}

fn preference(profile: &Profile, meta: Meta, keep: Keep) -> u64 {
    let by_id = u64::from(meta.by_id);
    match keep {
        // Minutes reach 4,000 years either side of 1970; articles without a time come last.
        Keep::Earliest => {
            let minutes = meta.minutes.map(|m| m.clamp(-(1 << 30), 1 << 30) + (1 << 30));
            (minutes.unwrap_or(i64::from(u32::MAX)) as u64) << 32 | by_id
        }
        Keep::Longest => u64::from(u32::MAX - profile.words) << 32 | by_id,
        Keep::First => u64::from(meta.by_input),
    }
}
