//! Fingerprints to an inverted index, to candidates and to boilerplate.
//!
//! The index is one sorted list of (fingerprint, group). A fingerprint that stands in many unrelated texts is
//! boilerplate: an agency line, "read also", a footer, a long title. Texts of one star are related; they count
//! once.

use super::{Config, radix, shingle};
use crate::model::ArticleIx;
use ahash::AHashSet;
use rayon::prelude::*;

/// Bits of an entry that number the group; the rest are the fingerprint's.
const GROUP_BITS: u32 = 26;
/// Most groups an index holds.
pub(super) const MOST_GROUPS: usize = 1 << GROUP_BITS;
/// A fingerprint in up to this many groups gives all their pairs; one in more gives those of one group a star.
const ALL_PAIRS_UP_TO: usize = 48;

/// What the index shows.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Pairs of groups `a < b` that share a telling fingerprint, sorted, each once.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Keys of the fingerprints that are boilerplate.
    pub(super) boilerplate: AHashSet<u64>,
    /// Fingerprints of one story in too many copies for all pairs.
    pub(super) capped: usize,
}

impl Shared {
    pub(super) fn notes(&self, config: &Config) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.boilerplate.is_empty() {
            notes.push(format!(
                "{} phrases stand in more than {} unrelated articles each and were not counted as copied",
                self.boilerplate.len(),
                config.boilerplate_articles
            ));
        }
        if self.capped > 0 {
            notes.push(format!(
                "{} phrases of widely copied articles were followed to one article of each cluster only",
                self.capped
            ));
        }
        notes
    }
}

/// What an index keeps of a fingerprint. The least of many hashes has few bits left; this spreads them again.
pub(super) fn key(print: u64) -> u64 {
    shingle::splitmix(print) >> GROUP_BITS
}

/// Builds the index of the texts in `reader`, which stand for their groups, and reads it.
///
/// `prints` holds the fingerprints of all texts in order, `counts` how many each has, `star[g]` the star of `g`.
pub(super) fn shared(
    prints: Vec<u64>,
    counts: &[u32],
    reader: &[ArticleIx],
    star: &[u32],
    config: &Config,
) -> Shared {
    let mut entries = entries(prints, counts, reader);
    let (common, cells) = radix::split(&mut entries);
    let parts: Vec<Shared> = cells
        .into_par_iter()
        .with_min_len(8)
        .map(|cell| {
            let mut part = Shared::default();
            radix::hashes(cell, common, &mut Vec::new());
            let mut scratch = Vec::new();
            for postings in cell.chunk_by(|x, y| x >> GROUP_BITS == y >> GROUP_BITS).filter(|p| p.len() > 1) {
                read(postings, star, config, &mut scratch, &mut part);
            }
            part
        })
        .collect();
    drop(entries);
    let mut all = Shared::default();
    for part in parts {
        all.pairs.extend(part.pairs);
        all.boilerplate.extend(part.boilerplate);
        all.capped += part.capped;
    }
    all.pairs.par_sort_unstable();
    all.pairs.dedup();
    all
}

/// Turns fingerprints into entries, in place; those of texts that stand for no group are dropped.
fn entries(mut prints: Vec<u64>, counts: &[u32], reader: &[ArticleIx]) -> Vec<u64> {
    const NO_GROUP: u32 = u32::MAX;
    let mut group_of = vec![NO_GROUP; counts.len()];
    for (group, &text) in reader.iter().enumerate().take(MOST_GROUPS) {
        group_of[text as usize] = group as u32;
    }
    let (mut from, mut to) = (0, 0);
    for (&count, &group) in counts.iter().zip(&group_of) {
        for at in from..from + count as usize {
            if group != NO_GROUP {
                prints[to] = key(prints[at]) << GROUP_BITS | u64::from(group);
                to += 1;
            }
        }
        from += count as usize;
    }
    prints.truncate(to);
    prints
}

fn read(postings: &[u64], star: &[u32], config: &Config, scratch: &mut Vec<(u32, u32)>, part: &mut Shared) {
    let group = |entry: u64| (entry & (MOST_GROUPS as u64 - 1)) as u32;
    scratch.clear();
    scratch.extend(postings.iter().map(|&e| (star[group(e) as usize], group(e))));
    scratch.dedup();
    let groups = scratch.len();
    scratch.sort_unstable();
    let stars = scratch.chunk_by(|x, y| x.0 == y.0).count();
    if stars > config.boilerplate_articles {
        part.boilerplate.insert(postings[0] >> GROUP_BITS);
        return;
    }
    if groups > ALL_PAIRS_UP_TO {
        part.capped += 1;
        scratch.dedup_by_key(|s| s.0);
    }
    for b in 1..scratch.len() {
        part.pairs.extend(scratch[..b].iter().map(|a| (a.1.min(scratch[b].1), a.1.max(scratch[b].1))));
    }
}
