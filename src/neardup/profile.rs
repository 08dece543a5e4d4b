//! One text to what is kept of it while all are compared: a content hash, its length, its band keys, and the
//! fingerprints of its passages.

use super::sketch::first_lanes;
use super::{Bands, Config, agency, shingle, winnow};
use crate::text::scan::{Path, Scanner};

/// What is kept of one text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// Hash of its words in order; equal for texts that say the same, whatever their spelling and punctuation.
    pub content: u128,
    /// Words.
    pub words: u32,
    /// The agency it credits, by number; 0 for none.
    pub agency: u16,
}

/// What is kept of a number of texts.
#[derive(Debug, Default)]
pub struct Profiles {
    /// One for each text.
    pub profiles: Vec<Profile>,
    /// Band keys, as many for each text as there are bands; zeros for one that is too short.
    pub keys: Vec<u32>,
    /// Fingerprints of all texts, and how many each has; empty when passages are not asked for.
    pub prints: Vec<u64>,
    /// Fingerprints of each text.
    pub print_counts: Vec<u32>,
}

impl Profiles {
    /// Makes room for `texts` more texts of `bands` keys each.
    pub(super) fn reserve(&mut self, texts: usize, bands: usize) {
        self.profiles.reserve(texts);
        self.keys.reserve(texts * bands);
        self.print_counts.reserve(texts);
    }

    /// Appends those of other texts.
    pub fn append(&mut self, mut other: Profiles) {
        self.profiles.append(&mut other.profiles);
        self.keys.append(&mut other.keys);
        self.prints.append(&mut other.prints);
        self.print_counts.append(&mut other.print_counts);
    }
}

/// Makes profiles; scratch space to be used again for the next text.
#[derive(Debug)]
pub struct Profiler {
    path: Path,
    scanner: Scanner,
    words: Vec<u64>,
    shingles: Vec<u64>,
    bands: Bands,
    shingle_words: usize,
    min_words: usize,
    window: Option<usize>,
}

impl Profiler {
    /// One for these settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            path: Path::default(),
            scanner: Scanner::new(),
            words: Vec::new(),
            shingles: Vec::new(),
            bands: config.bands(),
            shingle_words: config.shingle_words,
            min_words: config.min_words.max(1),
            window: config.passages.then(|| winnow::window(config)),
        }
    }

    /// Appends the profile of `text`.
    pub fn add(&mut self, text: &str, to: &mut Profiles) {
        self.words.clear();
        self.scanner.words(text, &mut self.words);
        to.profiles.push(Profile {
            content: content(&self.words),
            words: self.words.len() as u32,
            agency: agency::credited(text, &self.words),
        });
        let prints_before = to.prints.len();
        if self.words.len() < self.min_words {
            to.keys.resize(to.keys.len() + self.bands.bands, 0);
        } else {
            self.shingles.clear();
            shingle::append(&self.words, self.shingle_words, &mut self.shingles);
            if let Some(sketch) = first_lanes(self.path, &self.shingles, self.bands.bands * self.bands.rows) {
                self.bands.append_keys_on(self.path, &sketch, &mut to.keys);
            }
            if let Some(window) = self.window {
                winnow::append(&self.shingles, window, &mut to.prints);
            }
        }
        to.print_counts.push((to.prints.len() - prints_before) as u32);
    }
}

/// The frozen 128-bit hash of a sequence of words.
pub(super) fn content(words: &[u64]) -> u128 {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
    let product =
        |word: u64, place: u64| u128::from(word ^ place) * u128::from(word.rotate_left(32) ^ !place);
    // Two sums, so that one addition need not wait for the other.
    let (pairs, last) = words.as_chunks::<2>();
    let (mut place, mut odd, mut even) = (0u64, words.len() as u128, 0u128);
    for [first, second] in pairs {
        odd = odd.wrapping_add(product(*first, place.wrapping_add(STEP)));
        place = place.wrapping_add(STEP.wrapping_mul(2));
        even = even.wrapping_add(product(*second, place));
    }
    let rest = last.iter().map(|&word| product(word, place.wrapping_add(STEP)));
    let sum = rest.fold(odd.wrapping_add(even), u128::wrapping_add);
    let stir = |half: u64| shingle::splitmix(half);
    let (low, high) = (sum as u64, (sum >> 64) as u64);
    u128::from(stir(high ^ stir(low))) << 64 | u128::from(stir(low))
}
