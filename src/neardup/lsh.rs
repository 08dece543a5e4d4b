//! Band keys to candidate pairs, by sorting.
//!
//! Most keys of a band belong to one text alone. A table of bits says which may come twice; only those are listed,
//! with their text, and sorted, so that texts with equal keys lie side by side. No hash maps of vectors: the work is
//! linear, and memory is some ten bytes a text and band at a time, 24 where all keys are equal.

use super::groups::NO_GROUP;
use super::pairs::Pairs;
use super::radix;
use super::spares::Spares;
use super::spill::Memory;
use super::store::Store;
use rayon::prelude::*;
use std::io;

/// A bucket of up to this many texts gives all its pairs; a fuller one gives each text's pairs with the
/// bucket's first [`LEADERS`] and with its neighbour, so that its work is linear in its size.
const ALL_PAIRS_UP_TO: usize = 48;
const LEADERS: usize = 4;
/// A bucket of more texts than this gives only each text's pair with its first: it is a template, or one story in
/// very many copies, and every band has it again.
const NEIGHBOURS_UP_TO: usize = 1024;

/// What the bands saw.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Pairs `a < b`, some of them more than once.
    pairs: Vec<(u32, u32)>,
    /// Buckets that were too full for all pairs.
    pub(super) capped: usize,
    /// Texts in the fullest of them.
    pub(super) fullest: usize,
}

/// Bytes one band takes for each text while its buckets are made.
const BYTES_A_TEXT: usize = 12;

/// Scratch space of one band.
#[derive(Default)]
struct Scratch {
    column: Vec<u32>,
    /// Two bits for each slot of keys: whether one of them was met, and whether it was met again.
    met: Vec<u64>,
    list: Vec<u64>,
    spare: Vec<u64>,
}

/// Slots of keys for each text: one text in nine or so shares its slot by chance.
const SLOTS_A_TEXT: usize = 8;

/// Adds the pairs of groups that share a band key to `pairs`; `group_of` names the group each text stands for.
///
/// # Errors
/// When a temporary file cannot be read or written.
pub(super) fn candidates(
    store: &Store,
    bands: usize,
    group_of: &[u32],
    memory: &Memory,
    pairs: &mut Pairs<'_>,
) -> io::Result<Candidates> {
    let mut all = Candidates::default();
    let spares: Spares<Scratch> = Spares::new();
    let at_once = memory.fit(4, BYTES_A_TEXT * group_of.len(), 1, bands.max(1));
    for first in (0..bands).step_by(at_once) {
        let found: io::Result<Vec<Candidates>> = (first..bands.min(first + at_once))
            .into_par_iter()
            .map(|band| {
                spares.lend(Scratch::default, |scratch| {
                    store.band(band, &mut scratch.column)?;
                    Ok(one_band(scratch, group_of))
                })
            })
            .collect();
        for band in found? {
            pairs.extend(band.pairs.into_iter())?;
            all.capped += band.capped;
            all.fullest = all.fullest.max(band.fullest);
        }
    }
    Ok(all)
}

/// The pairs of one band, whose keys are in the scratch space.
fn one_band(scratch: &mut Scratch, group_of: &[u32]) -> Candidates {
    let mut found = Candidates::default();
    scratch.list_those_met_twice(group_of);
    let (common, cells) = radix::split(&mut scratch.list, &mut scratch.spare);
    let mut spare = Vec::new();
    for cell in cells {
        radix::hashes(cell, common, &mut spare);
        for bucket in cell.chunk_by(|x, y| x >> 32 == y >> 32).filter(|b| b.len() > 1) {
            pairs_of(bucket, &mut found);
        }
    }
    found
}

impl Scratch {
    /// Lists `key << 32 | group` for every group whose key may be another's too.
    fn list_those_met_twice(&mut self, group_of: &[u32]) {
        let bits = (SLOTS_A_TEXT * group_of.len()).next_power_of_two().ilog2().clamp(6, 32);
        self.met.clear();
        self.met.resize(1 << (bits - 5), 0);
        // Where the two bits of a key stand.
        let slot = |key: u32| {
            let slot = u64::from(key) >> (32 - bits);
            ((slot / 32) as usize, 2 * (slot % 32))
        };
        let entries = self.column.iter().zip(group_of).filter(|(_, group)| **group != NO_GROUP);
        for (&key, _) in entries.clone() {
            let (word, bit) = slot(key);
            let met = &mut self.met[word];
            *met |= (*met & 1 << bit) << 1 | 1 << bit;
        }
        self.list.clear();
        for (&key, &group) in entries {
            let (word, bit) = slot(key);
            if self.met[word] >> bit & 2 != 0 {
                self.list.push(u64::from(key) << 32 | u64::from(group));
            }
        }
    }
}

fn pairs_of(bucket: &[u64], found: &mut Candidates) {
    let text = |nth: usize| bucket[nth] as u32;
    if bucket.len() <= ALL_PAIRS_UP_TO {
        for b in 1..bucket.len() {
            found.pairs.extend((0..b).map(|a| (text(a), text(b))));
        }
        return;
    }
    found.capped += 1;
    found.fullest = found.fullest.max(bucket.len());
    let leaders = if bucket.len() <= NEIGHBOURS_UP_TO { LEADERS } else { 1 };
    for b in 1..bucket.len() {
        found.pairs.extend((0..leaders.min(b)).map(|a| (text(a), text(b))));
        if b > leaders && leaders > 1 {
            found.pairs.push((text(b - 1), text(b)));
        }
    }
}
