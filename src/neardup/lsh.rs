//! Band keys to candidate pairs, by sorting.
//!
//! Each band is one list of (key, text) that is sorted; texts with equal keys lie side by side. No hash maps of
//! vectors, so memory is twelve bytes a text and band at a time, and the work is linear.

use super::pairs::Pairs;
use super::radix;
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

/// Bytes one band takes for each group while its buckets are made: its column, the list, and the list sorted.
const BYTES_A_GROUP: usize = 20;

/// Adds the pairs of groups that share a band key to `pairs`; `reader` holds the text that stands for each group.
///
/// # Errors
/// When a temporary file cannot be read or written.
pub(super) fn candidates(
    store: &Store,
    bands: usize,
    reader: &[u32],
    memory: &Memory,
    pairs: &mut Pairs,
) -> io::Result<Candidates> {
    let mut all = Candidates::default();
    let at_once = memory.fit(4, BYTES_A_GROUP * reader.len(), 1, bands.max(1));
    for first in (0..bands).step_by(at_once) {
        let found: io::Result<Vec<Candidates>> = (first..bands.min(first + at_once))
            .into_par_iter()
            .map(|band| Ok(one_band(store.band(band, reader)?)))
            .collect();
        for band in found? {
            pairs.extend(band.pairs.into_iter())?;
            all.capped += band.capped;
            all.fullest = all.fullest.max(band.fullest);
        }
    }
    Ok(all)
}

/// The pairs of one band's list of keys and groups.
fn one_band(mut list: Vec<u64>) -> Candidates {
    let mut found = Candidates::default();
    radix::by_high_half(&mut list, &mut Vec::new());
    for bucket in list.chunk_by(|x, y| x >> 32 == y >> 32).filter(|b| b.len() > 1) {
        pairs_of(bucket, &mut found);
    }
    found
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
