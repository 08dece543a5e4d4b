//! One text to what is kept of it while all are compared: a content hash, its length, its band keys, and the
//! fingerprints of its passages.

use super::sketch::{LANES, Lanes, Sketch};
use super::{Bands, Config, agency, shingle, winnow};
use crate::text::escape::Written;
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
    lanes: Lanes,
    sketch: Sketch,
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
            lanes: Lanes::default(),
            sketch: [0; LANES],
            bands: config.bands(),
            shingle_words: config.shingle_words,
            min_words: config.min_words.max(1),
            window: config.passages.then(|| winnow::window(config)),
        }
    }

    /// Appends the profile of `text`.
    pub fn add(&mut self, text: &str, to: &mut Profiles) {
        // A plain text has no escapes that could mean nothing.
        let _ = self.add_as_written(Written::Plain(text), to);
    }

    /// Appends the profile of `text`; `None`, and nothing appended, where an escape means nothing.
    pub(super) fn add_as_written(&mut self, text: Written<'_>, to: &mut Profiles) -> Option<()> {
        if text.raw().len() > LONG {
            return self.add_in_parts(text, to);
        }
        self.words.clear();
        self.scanner.words_as_written(text, &mut self.words, |_| {})?;
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
            self.lanes.clear();
            self.lanes.add(&self.shingles);
            self.lanes.sketch(self.path, self.bands.bands * self.bands.rows, &mut self.sketch);
            self.bands.append_keys_on(self.path, &self.sketch, &mut to.keys);
            if let Some(window) = self.window {
                winnow::append(&self.shingles, window, &mut to.prints);
            }
        }
        to.print_counts.push((to.prints.len() - prints_before) as u32);
        Some(())
    }
}

/// The frozen 128-bit hash of a sequence of words.
pub(super) fn content(words: &[u64]) -> u128 {
    let mut content = Content::default();
    content.add(words);
    content.hash()
}

/// That hash in the making.
#[derive(Debug, Default)]
pub(super) struct Content {
    words: usize,
    place: u64,
    /// Of the words at odd and even places: two sums, so that one addition need not wait for the other.
    sums: [u128; 2],
}

impl Content {
    /// Takes in the words that follow.
    pub(super) fn add(&mut self, words: &[u64]) {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let product =
            |word: u64, place: u64| u128::from(word ^ place) * u128::from(word.rotate_left(32) ^ !place);
        let (pairs, last) = words.as_chunks::<2>();
        let Self { words: count, mut place, sums: [mut odd, mut even] } = *self;
        for [first, second] in pairs {
            odd = odd.wrapping_add(product(*first, place.wrapping_add(STEP)));
            place = place.wrapping_add(STEP.wrapping_mul(2));
            even = even.wrapping_add(product(*second, place));
        }
        for &word in last {
            place = place.wrapping_add(STEP);
            odd = odd.wrapping_add(product(word, place));
        }
        *self = Self { words: count + words.len(), place, sums: [odd, even] };
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    pub(super) fn hash(&self) -> u128 {
        let sum = self.sums[0].wrapping_add(self.sums[1]).wrapping_add(self.words as u128);
        let stir = |half: u64| shingle::splitmix(half);
        let (low, high) = (sum as u64, (sum >> 64) as u64);
        u128::from(stir(high ^ stir(low))) << 64 | u128::from(stir(low))
    }
}

/// Longer texts are read in parts.
const LONG: usize = 1 << 20;

impl Profiler {
    /// Appends the profile of a long text, whose words and shingles never lie in memory all at once.
    fn add_in_parts(&mut self, text: Written<'_>, to: &mut Profiles) -> Option<()> {
        let Self { path, scanner, words, shingles, lanes, sketch, bands, shingle_words, min_words, window } =
            self;
        let k = (*shingle_words).clamp(1, shingle::MOST_WORDS);
        let (mut content, mut edges) = (Content::default(), Edges::default());
        lanes.clear();
        let first_print = to.prints.len();
        words.clear();
        shingles.clear();
        // Words that were taken in before and begin a shingle yet.
        let mut known = 0;
        let read = scanner.words_as_written(text, words, |words| {
            let fresh = words.get(known..).unwrap_or_default();
            content.add(fresh);
            edges.add(fresh);
            known = words.len().min(k - 1);
            if words.len() < k {
                return;
            }
            let first_shingle = shingles.len();
            shingle::append(words, k, shingles);
            lanes.add(&shingles[first_shingle..]);
            words.drain(..words.len() - known);
            match window {
                Some(window) if shingles.len() < *window => {}
                Some(window) => {
                    winnow::append_on(shingles, *window, first_print, &mut to.prints);
                    shingles.drain(..shingles.len() + 1 - *window);
                }
                None => shingles.clear(),
            }
        });
        if read.is_none() {
            to.prints.truncate(first_print);
            return None;
        }
        let count = content.words();
        if (1..k).contains(&count) {
            shingle::append(words, k, shingles);
            lanes.add(shingles);
        }
        if window.is_some() && to.prints.len() == first_print {
            winnow::append(shingles, usize::MAX, &mut to.prints);
        }
        if count < *min_words {
            to.prints.truncate(first_print);
            to.keys.resize(to.keys.len() + bands.bands, 0);
        } else {
            lanes.sketch(*path, bands.bands * bands.rows, sketch);
            bands.append_keys_on(*path, sketch, &mut to.keys);
        }
        let agency = agency::credited(text, &edges.words());
        to.profiles.push(Profile { content: content.hash(), words: count as u32, agency });
        to.print_counts.push((to.prints.len() - first_print) as u32);
        Some(())
    }
}

/// The first and the last words of a text, where an agency may be credited.
#[derive(Debug, Default)]
struct Edges {
    first: Vec<u64>,
    last: Vec<u64>,
}

impl Edges {
    fn add(&mut self, words: &[u64]) {
        let (first, last) = words.split_at(words.len().min(agency::EDGE_WORDS - self.first.len()));
        self.first.extend(first);
        self.last.extend(&last[last.len().saturating_sub(agency::EDGE_WORDS)..]);
        self.last.drain(..self.last.len().saturating_sub(agency::EDGE_WORDS));
    }

    /// Both, in order, none twice.
    fn words(&self) -> Vec<u64> {
        [self.first.as_slice(), &self.last].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile(text: &str, min_words: usize, in_parts: bool) -> Profiles {
        let config = Config { min_words, ..Config::default() };
        let (mut profiler, mut found) = (Profiler::new(&config), Profiles::default());
        match in_parts {
            true => profiler.add_in_parts(Written::Plain(text), &mut found),
            false => profiler.add_as_written(Written::Plain(text), &mut found),
        };
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_text_read_in_parts_has_the_profile_of_the_whole(
            head in prop_oneof![Just(""), Just("PARIS (AFP) — ")],
            lengths in prop::collection::vec(prop_oneof![0usize..40, Just(70_000), 60_000usize..200_000], 0..4),
            words in prop::collection::vec("[a-zء-ي]{1,8}", 1..50), min_words in 1usize..40,
        ) {
            let mut text = head.to_owned();
            for (nth, length) in lengths.into_iter().enumerate() {
                // A run of words, or a word as long.
                let blank = if length == 70_000 { "" } else { " " };
                let end = text.len() + length;
                let mut at = nth;
                while text.len() < end {
                    text.push_str(&words[at * at % words.len()]);
                    text.push_str(blank);
                    at += 1;
                }
                text.push(' ');
            }
            let (whole, parts) = (profile(&text, min_words, false), profile(&text, min_words, true));
            prop_assert_eq!(whole.profiles, parts.profiles);
            prop_assert_eq!(whole.keys, parts.keys);
            prop_assert_eq!(whole.prints, parts.prints);
            prop_assert_eq!(whole.print_counts, parts.print_counts);
        }
    }
}
