//! How a sketch is cut into bands, and which pairs the bands see.

use super::shingle::splitmix;
use super::sketch::{LANES, Sketch};
use crate::text::simd::{self, Path};

/// A cut of the sketch: `bands` groups of `rows` lanes. Two texts are candidates when a whole group agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Bands {
    /// Number of bands; `bands * rows` is at most [`LANES`].
    pub bands: usize,
    /// Lanes in each.
    pub rows: usize,
}

/// Least chance that a pair at the wanted similarity becomes a candidate.
const WANTED_RECALL: f64 = 0.999;

impl Bands {
    /// The coarsest cut that sees a pair at `min_jaccard` with probability 0.999 or more: most rows first (fewest
    /// false candidates), then fewest bands (least work). Below about 0.18 no cut of 128 lanes does; then all
    /// lanes are bands of one.
    ///
    /// ```
    /// use crosswire::neardup::Bands;
    /// let bands = Bands::for_jaccard(0.7);
    /// assert_eq!((bands.bands, bands.rows), (26, 4));
    /// assert!(bands.chance(0.7) > 0.999 && bands.chance(0.2) < 0.05);
    /// ```
    #[must_use]
    pub fn for_jaccard(min_jaccard: f64) -> Self {
        (1..=16)
            .rev()
            .find_map(|rows| Self::with_rows(rows, min_jaccard))
            .unwrap_or(Self { bands: LANES, rows: 1 })
    }

    fn with_rows(rows: usize, min_jaccard: f64) -> Option<Self> {
        let cuts = (1..=LANES / rows).map(|bands| Self { bands, rows });
        cuts.into_iter().find(|cut| cut.chance(min_jaccard) >= WANTED_RECALL)
    }

    /// The chance that a pair of similarity `jaccard` becomes a candidate: 1 − (1 − Jʳ)ᵇ.
    #[must_use]
    pub fn chance(self, jaccard: f64) -> f64 {
        1.0 - (1.0 - jaccard.clamp(0.0, 1.0).powi(self.rows as i32)).powi(self.bands as i32)
    }

    /// The S-curve: similarity and chance, at 0, 0.05 … 1.
    #[must_use]
    pub fn curve(self) -> Vec<(f64, f64)> {
        (0..=20).map(|n| f64::from(n) / 20.0).map(|j| (j, self.chance(j))).collect()
    }

    /// Appends the key of each band of `sketch`.
    pub fn append_keys(self, sketch: &Sketch, keys: &mut Vec<u32>) {
        self.append_keys_on(Path::default(), sketch, keys);
    }

    /// As [`Bands::append_keys`], on this path.
    pub(super) fn append_keys_on(self, path: Path, sketch: &Sketch, keys: &mut Vec<u32>) {
        let rows = self.rows.clamp(1, LANES);
        simd::wide(path, Keys { sketch, rows, bands: self.bands.min(LANES / rows), keys });
    }
}

/// The keys of a sketch: for each band its lanes, two at a time, each time multiplied and stirred.
struct Keys<'k> {
    sketch: &'k Sketch,
    rows: usize,
    bands: usize,
    keys: &'k mut Vec<u32>,
}

impl simd::Work for Keys<'_> {
    /// Two lanes after two lanes over many bands, so that a processor with wide vectors does eight bands at a time.
    #[inline(always)]
    fn run(self) {
        const BANDS_AT_ONCE: usize = 32;
        let Self { sketch, rows, bands, keys } = self;
        for sketch in sketch[..bands * rows].chunks(BANDS_AT_ONCE * rows) {
            let (mut hashes, mut both) = ([0x243F_6A88_85A3_08D3u64; BANDS_AT_ONCE], [0u64; BANDS_AT_ONCE]);
            for row in (0..rows).step_by(2) {
                for (both, lanes) in both.iter_mut().zip(sketch.chunks_exact(rows)) {
                    let next = if row + 1 < rows { lanes[row + 1] } else { 0 };
                    *both = u64::from(lanes[row]) << 32 | u64::from(next);
                }
                for (hash, both) in hashes.iter_mut().zip(both) {
                    let product = (*hash ^ both).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                    *hash = product ^ (product >> 29);
                }
            }
            let mut found = [0; BANDS_AT_ONCE];
            for (key, hash) in found.iter_mut().zip(hashes) {
                *key = (splitmix(hash) >> 32) as u32;
            }
            keys.extend(&found[..sketch.len() / rows]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The key of one band, two lanes after two.
    fn key(lanes: &[u32]) -> u32 {
        let mut hash = 0x243F_6A88_85A3_08D3;
        for pair in lanes.chunks(2) {
            let both = u64::from(pair[0]) << 32 | u64::from(pair.get(1).copied().unwrap_or(0));
            hash = (hash ^ both).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 29;
        }
        (splitmix(hash) >> 32) as u32
    }

    proptest! {
        #[test]
        fn every_path_of_this_processor_gives_the_same_keys(
            lanes in prop::collection::vec(any::<u32>(), LANES), rows in 1..=LANES, bands in 0..=LANES,
        ) {
            let sketch: Sketch = lanes.try_into().expect("as many lanes");
            let expected: Vec<u32> = sketch.chunks_exact(rows).take(bands).map(key).collect();
            for path in Path::all_here() {
                let mut keys = Vec::new();
                Bands { bands, rows }.append_keys_on(path, &sketch, &mut keys);
                prop_assert_eq!(&keys, &expected, "{:?}", path);
            }
        }
    }
}
