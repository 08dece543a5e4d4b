//! How a sketch is cut into bands, and which pairs the bands see.

use super::shingle::splitmix;
use super::sketch::{LANES, Sketch};

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
        keys.extend(sketch.chunks_exact(self.rows.max(1)).take(self.bands).map(key));
    }
}

fn key(lanes: &[u32]) -> u32 {
    let mut hash = 0x243F_6A88_85A3_08D3;
    for pair in lanes.chunks(2) {
        let both = u64::from(pair[0]) << 32 | u64::from(pair.get(1).copied().unwrap_or(0));
        hash = (hash ^ both).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 29;
    }
    (splitmix(hash) >> 32) as u32
}
