//! Shingle hashes to a MinHash sketch of 128 lanes.
//!
//! One-permutation hashing (Li, Owen, Zhang 2012): the top seven bits of a shingle choose a lane, the next 32 are
//! its value, a lane keeps its least value. One step per shingle, whatever the number of lanes. A lane that no
//! shingle chose borrows from another by optimal densification (Shrivastava 2017): it walks its own fixed sequence
//! of lanes to the first that is filled, so two sketches agree in it with probability J, as in any other lane.
//! Frozen: sketches are written to indexes.

use super::shingle::splitmix;
use std::sync::LazyLock;

/// Lanes of a sketch.
pub const LANES: usize = 128;

/// The sketch of one text.
pub type Sketch = [u32; LANES];

/// Lanes a borrower tries before it walks on in order; beyond this a sketch of one shingle still ends.
const TRIES: usize = 48;

static WALK: LazyLock<Box<[[u8; TRIES]; LANES]>> = LazyLock::new(|| {
    let mut walk = Box::new([[0; TRIES]; LANES]);
    for (lane, tries) in walk.iter_mut().enumerate() {
        for (nth, to) in tries.iter_mut().enumerate() {
            *to = (splitmix(((lane as u64) << 32) + nth as u64 + 1) >> 57) as u8;
        }
    }
    walk
});

/// The sketch of a set of shingles; `None` for no shingles.
#[must_use]
pub fn sketch(shingles: &[u64]) -> Option<Sketch> {
    if shingles.is_empty() {
        return None;
    }
    let mut lanes = [u64::MAX; LANES];
    for &shingle in shingles {
        let lane = &mut lanes[(shingle >> 57) as usize];
        let value = (shingle << 7) >> 32;
        *lane = (*lane).min(value);
    }
    Some(densify(&lanes))
}

fn densify(lanes: &[u64; LANES]) -> Sketch {
    let mut sketch = [0; LANES];
    for (lane, &value) in lanes.iter().enumerate() {
        sketch[lane] = if value == u64::MAX { borrowed(lanes, lane) } else { value as u32 };
    }
    sketch
}

#[cold]
fn borrowed(lanes: &[u64; LANES], lane: usize) -> u32 {
    let walked = WALK[lane].iter().map(|&to| to as usize);
    // A walk on in a lane-dependent stride of odd length visits every lane.
    let stride = 2 * (splitmix(lane as u64 + 1) as usize % (LANES / 2)) + 1;
    let on = (1..=LANES).map(|n| (lane + n * stride) % LANES);
    let found = walked.chain(on).map(|to| lanes[to]).find(|&value| value != u64::MAX);
    found.unwrap_or_default() as u32
}

/// Estimated Jaccard similarity: the share of lanes that agree. Standard error √(J(1−J)/128), at most 0.044.
#[must_use]
pub fn similarity(a: &Sketch, b: &Sketch) -> f64 {
    let same = a.iter().zip(b).filter(|(a, b)| a == b).count();
    same as f64 / LANES as f64
}
