//! Word hashes to shingle hashes.
//!
//! A shingle is `k` words in a row. Its hash is a sum of the word hashes, each times its place's odd constant,
//! stirred once; equal words in equal order give equal hashes and nothing else does but by chance (2⁻⁶⁴ a pair).
//! Frozen: fingerprints of it are written to indexes.

/// Most words of a shingle.
pub const MOST_WORDS: usize = 16;

use crate::text::simd::{self, Path};

const PLACE: [u64; MOST_WORDS] = {
    let mut places = [0; MOST_WORDS];
    let mut n = 0;
    while n < MOST_WORDS {
        places[n] = splitmix(n as u64 + 1) | 1;
        n += 1;
    }
    places
};

/// Appends the hashes of the shingles of `k` words; a text of fewer words, but some, is one shingle.
///
/// `k` is taken as 1–16. One shingle for each place: repeats are kept, in reading order.
///
/// ```
/// use crosswire::neardup::shingle;
/// let mut found = Vec::new();
/// shingle::append(&[1, 2, 3, 1, 2], 2, &mut found);
/// assert_eq!(found.len(), 4);
/// assert_eq!(found[0], found[3]);
/// ```
pub fn append(words: &[u64], k: usize, found: &mut Vec<u64>) {
    let k = k.clamp(1, MOST_WORDS);
    if words.is_empty() {
        return;
    }
    if words.len() < k {
        found.push(one(words));
        return;
    }
    append_on(Path::default(), words, k, found);
}

/// As [`append`], on this path, for at least `k` words.
pub(super) fn append_on(path: Path, words: &[u64], k: usize, found: &mut Vec<u64>) {
    simd::wide(path, Sums { words, places: &PLACE[..k], found });
}

/// At least as many words as there are places.
struct Sums<'s> {
    words: &'s [u64],
    places: &'s [u64],
    found: &'s mut Vec<u64>,
}

impl simd::Work for Sums<'_> {
    /// Place by place over all shingles, so that a processor with wide vectors does eight at a time.
    #[inline(always)]
    fn run(self) {
        if let Ok(places) = self.places.try_into() {
            return usual(self.words, places, self.found);
        }
        let count = self.words.len() + 1 - self.places.len();
        let from = self.found.len();
        self.found.resize(from + count, 0);
        let sums = &mut self.found[from..];
        for (nth, place) in self.places.iter().enumerate() {
            for (sum, word) in sums.iter_mut().zip(&self.words[nth..]) {
                *sum = sum.wrapping_add(word.wrapping_mul(*place));
            }
        }
        for sum in sums {
            *sum = stir(*sum);
        }
    }
}

/// Words of a shingle unless the settings say otherwise.
const USUAL_WORDS: usize = 5;

/// All of a shingle at once, eight shingles at a time.
#[inline(always)]
fn usual(words: &[u64], places: &[u64; USUAL_WORDS], found: &mut Vec<u64>) {
    found.extend(words.windows(USUAL_WORDS).map(|words| {
        let products = words.iter().zip(places).map(|(word, place)| word.wrapping_mul(*place));
        stir(products.fold(0, u64::wrapping_add))
    }));
}

fn one(words: &[u64]) -> u64 {
    let sum = words.iter().zip(PLACE).fold(0u64, |sum, (w, p)| sum.wrapping_add(w.wrapping_mul(p)));
    stir(sum)
}

#[inline(always)]
fn stir(sum: u64) -> u64 {
    let x = (sum ^ (sum >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

/// The `n`th output of SplitMix64 seeded with zero (Steele, Lea, Flood 2014).
pub(super) const fn splitmix(n: u64) -> u64 {
    let z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_path_of_this_processor_gives_the_same_shingles(
            words in prop::collection::vec(any::<u64>(), 16..120), k in 1usize..=MOST_WORDS,
        ) {
            let expected: Vec<u64> = words.windows(k).map(one).collect();
            for path in Path::all_here() {
                let mut found = Vec::new();
                append_on(path, &words, k, &mut found);
                prop_assert_eq!(&found, &expected, "{:?}", path);
            }
        }
    }
}
