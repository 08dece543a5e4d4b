//! Band keys to candidate pairs, by sorting.
//!
//! Each band is one list of (key, text) that is sorted; texts with equal keys lie side by side. No hash maps of
//! vectors, so memory is twelve bytes a text and band at a time, and the work is linear.

use super::radix;
use rayon::prelude::*;

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
    /// Pairs `a < b`, sorted, each once.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Buckets that were too full for all pairs.
    pub(super) capped: usize,
    /// Texts in the fullest of them.
    pub(super) fullest: usize,
}

/// The pairs of groups that share a band key; `keys` holds `bands` keys for each text, `reader` the text that
/// stands for each group.
pub(super) fn candidates(keys: &[u32], bands: usize, reader: &[u32]) -> Candidates {
    let found: Vec<Candidates> =
        (0..bands).into_par_iter().map(|band| one_band(keys, bands, reader, band)).collect();
    let mut all = Candidates::default();
    let mut pairs = Vec::with_capacity(found.iter().map(|f| f.pairs.len()).sum());
    for band in found {
        pairs.extend(band.pairs.into_iter().map(|(a, b)| u64::from(a) << 32 | u64::from(b)));
        all.capped += band.capped;
        all.fullest = all.fullest.max(band.fullest);
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    all.pairs = pairs.into_iter().map(|p| ((p >> 32) as u32, p as u32)).collect();
    all
}

fn one_band(keys: &[u32], bands: usize, reader: &[u32], band: usize) -> Candidates {
    let mut found = Candidates::default();
    let key = |text: u32| keys.get(text as usize * bands + band).copied().unwrap_or_default();
    let keyed = reader.iter().enumerate().map(|(group, &text)| u64::from(key(text)) << 32 | group as u64);
    let mut list: Vec<u64> = keyed.collect();
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
