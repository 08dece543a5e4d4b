//! Fingerprints to an inverted index, to candidates and to boilerplate.
//!
//! The index is one sorted list of (fingerprint, group). A fingerprint that stands in many unrelated texts is
//! boilerplate: an agency line, "read also", a footer, a long title; and so is one that returns in unrelated texts
//! day after day: a formula. Texts of one star are related; they count once.

use super::groups::NO_GROUP;
use super::pairs::Pairs;
use super::store::{Prints, Store};
use super::{Config, radix, shingle};
use crate::model::ArticleIx;
use ahash::AHashSet;
use rayon::prelude::*;
use std::io;

/// Bits of an entry that number the group; the rest are the fingerprint's.
const GROUP_BITS: u32 = 26;
/// Most groups an index holds.
pub(super) const MOST_GROUPS: usize = 1 << GROUP_BITS;
/// A fingerprint in up to this many groups gives all their pairs; one in more gives those of one group a star.
const ALL_PAIRS_UP_TO: usize = 48;

/// What the index shows.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Pairs of groups `a < b` that share a telling fingerprint.
    pairs: Vec<(u32, u32)>,
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
                "{} phrases stand in more than {} unrelated articles each, or return in some on {} days, and were not \
                 counted as copied",
                self.boilerplate.len(),
                config.boilerplate_articles,
                config.boilerplate_days
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

/// An entry of the index: the fingerprint's key and a number below [`MOST_GROUPS`].
pub(super) fn entry(print: u64, number: u32) -> u64 {
    key(print) << GROUP_BITS | u64::from(number)
}

fn number(entry: u64) -> u32 {
    (entry & (MOST_GROUPS as u64 - 1)) as u32
}

/// Who stands for whom.
#[derive(Clone, Copy)]
pub(super) struct Standing<'s> {
    /// The text that stands for each group.
    pub(super) reader: &'s [ArticleIx],
    /// The group each text stands for; none numbered [`MOST_GROUPS`] or more has a place in an index.
    pub(super) group_of: &'s [u32],
    /// The star of each group.
    pub(super) star: &'s [u32],
    /// The day each text was published, counted from 1970; [`NO_DAY`] where it is not known.
    pub(super) days: &'s [i32],
}

/// The day of a text without one.
pub(super) const NO_DAY: i32 = i32::MIN;

/// Builds the index of the texts that stand for their groups, reads it, and adds the pairs it shows to `pairs`.
///
/// # Errors
/// When a temporary file cannot be read or written.
pub(super) fn shared(
    prints: Prints,
    standing: Standing<'_>,
    config: &Config,
    pairs: &mut Pairs<'_>,
) -> io::Result<Shared> {
    match prints {
        Prints::Held(prints, counts) => held(prints, &counts, standing, config, pairs),
        Prints::Written(store) => written(&store, standing, config, pairs),
    }
}

fn held(
    prints: Vec<u64>,
    counts: &[u32],
    standing: Standing<'_>,
    config: &Config,
    pairs: &mut Pairs<'_>,
) -> io::Result<Shared> {
    let mut entries = entries(prints, standing.group_of, counts);
    let (common, cells) = radix::split(&mut entries, &mut Vec::new());
    let parts: Vec<Shared> =
        cells.into_par_iter().with_min_len(8).map(|cell| one_cell(cell, common, standing, config)).collect();
    drop(entries);
    let mut all = Shared::default();
    parts.into_iter().try_for_each(|part| all.append(part, pairs))?;
    Ok(all)
}

/// Cells read and sorted between two joins.
const CELLS_AT_ONCE: usize = 8;

fn written(
    store: &Store,
    standing: Standing<'_>,
    config: &Config,
    pairs: &mut Pairs<'_>,
) -> io::Result<Shared> {
    let (cells, common) = Store::cells();
    let mut all = Shared::default();
    for first in (0..cells).step_by(CELLS_AT_ONCE) {
        let parts: io::Result<Vec<Shared>> = (first..cells.min(first + CELLS_AT_ONCE))
            .into_par_iter()
            .map(|cell| {
                let mut entries = store.cell(cell)?;
                entries.retain_mut(|e| {
                    let group = standing.group_of.get(number(*e) as usize).copied().unwrap_or(NO_GROUP);
                    *e = *e >> GROUP_BITS << GROUP_BITS | u64::from(group) & (MOST_GROUPS as u64 - 1);
                    (group as usize) < MOST_GROUPS
                });
                Ok(one_cell(&mut entries, common, standing, config))
            })
            .collect();
        parts?.into_iter().try_for_each(|part| all.append(part, pairs))?;
    }
    Ok(all)
}

impl Shared {
    fn append(&mut self, part: Shared, pairs: &mut Pairs<'_>) -> io::Result<()> {
        self.boilerplate.extend(part.boilerplate);
        self.capped += part.capped;
        pairs.extend(part.pairs.into_iter())
    }
}

/// Sorts the entries of a cell, whose first `common` bits are equal, and reads them.
fn one_cell(cell: &mut [u64], common: u32, standing: Standing<'_>, config: &Config) -> Shared {
    let mut part = Shared::default();
    radix::hashes(cell, common, &mut Vec::new());
    let mut scratch = Vec::new();
    for postings in cell.chunk_by(|x, y| x >> GROUP_BITS == y >> GROUP_BITS).filter(|p| p.len() > 1) {
        read(postings, standing, config, &mut scratch, &mut part);
    }
    part
}

/// Turns fingerprints into entries, in place; those of texts that stand for no group are dropped.
fn entries(mut prints: Vec<u64>, group_of: &[u32], counts: &[u32]) -> Vec<u64> {
    let (mut from, mut to) = (0, 0);
    for (&count, &group) in counts.iter().zip(group_of) {
        for at in from..from + count as usize {
            if (group as usize) < MOST_GROUPS {
                prints[to] = entry(prints[at], group);
                to += 1;
            }
        }
        from += count as usize;
    }
    prints.truncate(to);
    prints
}

/// A group that has a fingerprint, by its star.
type Member = (u32, u32);

fn read(
    postings: &[u64],
    standing: Standing<'_>,
    config: &Config,
    scratch: &mut Vec<Member>,
    part: &mut Shared,
) {
    scratch.clear();
    scratch.extend(postings.iter().map(|&e| (standing.star[number(e) as usize], number(e))));
    scratch.dedup();
    let groups = scratch.len();
    scratch.sort_unstable();
    let stars = scratch.chunk_by(|x, y| x.0 == y.0).count();
    if stars > config.boilerplate_articles
        || stars >= config.boilerplate_days && returns(scratch, standing, config)
    {
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

/// Whether the stars came up on many days, each by its earliest text.
fn returns(members: &[Member], standing: Standing<'_>, config: &Config) -> bool {
    let day = |m: &Member| standing.days[standing.reader[m.1 as usize] as usize];
    let known = |star: &[Member]| star.iter().map(day).filter(|d| *d != NO_DAY).min();
    let mut days: Vec<i32> = members.chunk_by(|x, y| x.0 == y.0).filter_map(known).collect();
    days.sort_unstable();
    days.dedup();
    days.len() >= config.boilerplate_days
}
