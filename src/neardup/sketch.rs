//! Shingle hashes to a MinHash sketch of 128 lanes.
//!
//! One-permutation hashing (Li, Owen, Zhang 2012): the top seven bits of a shingle choose a lane, the next 32 are
//! its value, a lane keeps its least value. One step per shingle, whatever the number of lanes. A lane that no
//! shingle chose borrows from another by optimal densification (Shrivastava 2017): it walks its own fixed sequence
//! of lanes to the first that is filled, so two sketches agree in it with probability J, as in any other lane.
//! Frozen: sketches are written to indexes.

use super::shingle::splitmix;
use crate::text::simd::{self, Path};
use std::sync::LazyLock;

/// Lanes of a sketch.
pub const LANES: usize = 128;

/// The sketch of one text.
pub type Sketch = [u32; LANES];

/// Lanes a borrower tries before it walks on in order; beyond this a sketch of one shingle still ends.
const TRIES: usize = 48;

/// The lane each borrower tries, by try.
static WALK: LazyLock<Box<[[u8; LANES]; TRIES]>> = LazyLock::new(|| {
    let mut walk = Box::new([[0; LANES]; TRIES]);
    for (nth, tries) in walk.iter_mut().enumerate() {
        for (lane, to) in tries.iter_mut().enumerate() {
            *to = (splitmix(((lane as u64) << 32) + nth as u64 + 1) >> 57) as u8;
        }
    }
    walk
});

/// The sketch of a set of shingles; `None` for no shingles.
#[must_use]
pub fn sketch(shingles: &[u64]) -> Option<Sketch> {
    sketch_on(Path::default(), shingles)
}

/// As [`sketch`], on this path.
pub(super) fn sketch_on(path: Path, shingles: &[u64]) -> Option<Sketch> {
    let (mut lanes, mut sketch) = (Lanes::default(), [0; LANES]);
    lanes.add(shingles);
    lanes.sketch(path, LANES, &mut sketch).then_some(sketch)
}

/// A sketch in the making.
#[derive(Debug)]
pub(super) struct Lanes {
    /// The least shingle of each lane, [`NONE`] where there is none yet: all of a lane begin with the same bits.
    least: [u64; LANES],
}

/// No shingle. Of the last lane, a shingle of all ones counts as none.
const NONE: u64 = u64::MAX;

impl Default for Lanes {
    fn default() -> Self {
        Self { least: [NONE; LANES] }
    }
}

impl Lanes {
    pub(super) fn add(&mut self, shingles: &[u64]) {
        for &shingle in shingles {
            let least = &mut self.least[(shingle >> 57) as usize];
            *least = shingle.min(*least);
        }
    }

    /// Forgets all shingles.
    pub(super) fn clear(&mut self) {
        self.least = [NONE; LANES];
    }

    /// Writes the first `wanted` lanes, zeros in the others; all zeros and `false` for no shingles.
    pub(super) fn sketch(&self, path: Path, wanted: usize, sketch: &mut Sketch) -> bool {
        let (mut values, mut filled) = ([0; LANES], [0; LANES]);
        simd::wide(path, Values { least: &self.least, values: &mut values, filled: &mut filled });
        *sketch = [0; LANES];
        let any = filled.contains(&u8::MAX);
        if any {
            densify(path, &values, &filled, &mut sketch[..wanted.min(LANES)]);
        }
        any
    }
}

/// The value of each lane, and 255 for those that have one, else 0.
struct Values<'v> {
    least: &'v [u64; LANES],
    values: &'v mut Sketch,
    filled: &'v mut [u8; LANES],
}

impl simd::Work for Values<'_> {
    #[inline(always)]
    fn run(self) {
        for ((least, value), filled) in self.least.iter().zip(self.values).zip(self.filled) {
            *value = (*least >> 25) as u32;
            *filled = if *least == NONE { 0 } else { u8::MAX };
        }
    }
}

/// Writes the first lanes, with borrowed values where they have none.
fn densify(path: Path, lanes: &Sketch, filled: &[u8; LANES], sketch: &mut [u32]) {
    let wanted = sketch.len();
    if !filled[..wanted].contains(&0) {
        return sketch.copy_from_slice(&lanes[..wanted]);
    }
    let mut from: [u8; LANES] = std::array::from_fn(|lane| lane as u8);
    if !simd::borrow(path, filled, &WALK[..], wanted, &mut from) {
        borrow(filled, wanted, &mut from);
    }
    let mut all_filled = u8::MAX;
    for (value, from) in sketch.iter_mut().zip(from) {
        let from = usize::from(from) % LANES;
        *value = lanes[from];
        all_filled &= filled[from];
    }
    if all_filled == 0 {
        let walked = (0..wanted).filter(|&lane| filled[usize::from(from[lane]) % LANES] == 0);
        walked.for_each(|lane| sketch[lane] = walked_on(lanes, filled, lane));
    }
}

/// Writes to `from` whose value each of the first `wanted` lanes takes: its own, or that of the first filled lane on
/// its walk; its own, too, where the walk ends at none.
fn borrow(filled: &[u8; LANES], wanted: usize, from: &mut [u8; LANES]) {
    let (mut empty, mut count) = ([0u8; LANES], 0);
    for (lane, is_filled) in filled.iter().enumerate().take(wanted) {
        empty[count] = lane as u8;
        count += usize::from(*is_filled == 0);
    }
    // All borrowers at once, one step after the other: half the lanes of a short text borrow, and where each ends
    // cannot be foreseen by the processor.
    for tries in WALK.iter() {
        let mut left = 0;
        for at in 0..count {
            let lane = usize::from(empty[at]) % LANES;
            let is_filled = filled[usize::from(tries[lane]) % LANES] != 0;
            from[lane] = if is_filled { tries[lane] } else { lane as u8 };
            empty[left] = lane as u8;
            left += usize::from(!is_filled);
        }
        count = left;
        if count == 0 {
            return;
        }
    }
}

/// A walk on in a lane-dependent stride of odd length visits every lane.
#[cold]
fn walked_on(lanes: &Sketch, filled: &[u8; LANES], lane: usize) -> u32 {
    let stride = 2 * (splitmix(lane as u64 + 1) as usize % (LANES / 2)) + 1;
    let mut on = (1..=LANES).map(|n| (lane + n * stride) % LANES);
    on.find(|&lane| filled[lane] != 0).map(|lane| lanes[lane]).unwrap_or_default()
}

/// Estimated Jaccard similarity: the share of lanes that agree. Standard error √(J(1−J)/128), at most 0.044.
#[must_use]
pub fn similarity(a: &Sketch, b: &Sketch) -> f64 {
    let same = a.iter().zip(b).filter(|(a, b)| a == b).count();
    same as f64 / LANES as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_path_of_this_processor_gives_the_same_sketch(
            shingles in prop::collection::vec(any::<u64>(), 1..200), wanted in 1..=LANES,
        ) {
            let mut lanes = Lanes::default();
            lanes.add(&shingles);
            let whole = sketch(&shingles).expect("some");
            for path in Path::all_here() {
                let mut found = [1; LANES];
                prop_assert!(lanes.sketch(path, wanted, &mut found));
                prop_assert_eq!(&found[..wanted], &whole[..wanted], "{:?}", path);
                prop_assert!(found[wanted..].iter().all(|value| *value == 0));
            }
        }
    }
}
