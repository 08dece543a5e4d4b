//! Pairs of texts too long to be compared as others are.
//!
//! The words of a text take more than the text where they are short, its shingles as much again, and an index of
//! these twice that. So the shingle sets of two long texts are counted cell by cell, the texts read again for each, and
//! their words are aligned by 32 bits of their hashes: all of it within twice what the texts take. The counts are those
//! that shorter texts get; a word is taken for another by chance once in four thousand million times.

use super::align::{MOST_PLACES, Run, common};
use super::{Config, Reading, Texts, shingle};
use rayon::prelude::*;

/// Two texts of more words in all are compared here.
pub(super) const LONG: usize = 1 << 23;
/// Words of both texts whose shingles are held at a time, or up to twice as many.
const WORDS_OF_A_CELL: usize = 1 << 23;

/// Distinct shingles of two texts of `words` words in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) shared: u32,
    pub(super) of_a: u32,
    pub(super) of_b: u32,
}

/// Counts the distinct shingles of `a` and `b`, and those both have.
pub(super) fn count<T: Texts + ?Sized>(
    texts: &T,
    (a, b): (u32, u32),
    words: usize,
    config: &Config,
) -> Counted {
    let bits = (words / WORDS_OF_A_CELL).max(1).ilog2();
    let (mut counted, mut of_a, mut of_b) = (Counted::default(), Vec::new(), Vec::new());
    let mut reading = Reading::default();
    for cell in 0..1 << bits {
        for (text, set) in [(a, &mut of_a), (b, &mut of_b)] {
            set.clear();
            shingles(texts, text, config.shingle_words, &mut reading, |shingles| {
                set.extend(shingles.iter().filter(|s| (**s).checked_shr(64 - bits).unwrap_or(0) == cell));
            });
            set.par_sort_unstable();
            set.dedup();
        }
        counted.shared += super::verify::shared(&of_a, &of_b);
        counted.of_a += of_a.len() as u32;
        counted.of_b += of_b.len() as u32;
    }
    counted
}

/// Gives `take` the shingles of a text, part by part.
fn shingles<T: Texts + ?Sized>(
    texts: &T,
    text: u32,
    k: usize,
    reading: &mut Reading,
    mut take: impl FnMut(&[u64]),
) {
    let k = k.clamp(1, shingle::MOST_WORDS);
    let (mut words, mut part, mut any) = (Vec::new(), Vec::new(), false);
    texts.words(text, reading, &mut words, &mut |words| {
        if words.len() < k {
            return;
        }
        part.clear();
        shingle::append(words, k, &mut part);
        take(&part);
        any = true;
        words.drain(..words.len() + 1 - k);
    });
    if !any {
        part.clear();
        shingle::append(&words, k, &mut part);
        take(&part);
    }
}

/// The runs that `a` and `b` share, each given with the number of its words: those of
/// [`Aligner`](super::align::Aligner).
pub(super) fn runs<T: Texts + ?Sized>(
    texts: &T,
    (a, b): ((u32, u32), (u32, u32)),
    config: &Config,
) -> Vec<Run> {
    let k = config.shingle_words.clamp(1, shingle::MOST_WORDS);
    let mut reading = Reading::default();
    let [a, b] = [a, b].map(|text| short_words(texts, text, &mut reading));
    drop(reading);
    let mut runs = Vec::new();
    if a.len() < k || b.len() < k {
        return runs;
    }
    let index = Index::of(&a, k);
    let (mut at, mut a_end) = (0, 0);
    let (mut wide, mut of_part) = (Vec::new(), Vec::new());
    while at + k <= b.len() {
        let start = at;
        part(&b, start, k, &mut wide, &mut of_part);
        while let Some(&shingle) = of_part.get(at - start) {
            let Some(run) = index.longest_from(shingle, (&a, &b), at, a_end) else {
                at += 1;
                continue;
            };
            runs.push(run);
            at += run.len as usize;
            a_end = run.a + run.len;
        }
    }
    runs
}

/// 32 bits of the hash of each word; the second number of a text is how many words it has.
fn short_words<T: Texts + ?Sized>(texts: &T, (text, count): (u32, u32), reading: &mut Reading) -> Vec<u32> {
    let mut short = Vec::with_capacity(count as usize);
    texts.words(text, reading, &mut Vec::new(), &mut |words| {
        short.extend(words.drain(..).map(|word| (word >> 32) as u32));
    });
    short
}

/// Words whose shingles are made at a time.
const PART: usize = 1 << 16;

/// The shingles of the next [`PART`] words from `start` on.
fn part(words: &[u32], start: usize, k: usize, wide: &mut Vec<u64>, shingles: &mut Vec<u64>) {
    wide.clear();
    shingles.clear();
    let end = words.len().min(start + PART);
    wide.extend(words.get(start..end).unwrap_or_default().iter().map(|word| u64::from(*word)));
    shingle::append(wide, k, shingles);
}

/// The places of the shingles of a text: the upper half of each, then its place, sorted.
struct Index {
    entries: Vec<u64>,
    /// The first entry of each cell by the top [`CELL_BITS`], and behind the last.
    starts: Vec<u32>,
    k: usize,
}

const CELL_BITS: u32 = 20;

impl Index {
    fn of(words: &[u32], k: usize) -> Self {
        let mut entries: Vec<u64> = Vec::with_capacity(words.len());
        let (mut wide, mut shingles) = (Vec::new(), Vec::new());
        while entries.len() + k <= words.len() {
            let start = entries.len();
            part(words, start, k, &mut wide, &mut shingles);
            let places = start as u64..;
            entries.extend(shingles.iter().zip(places).map(|(shingle, place)| shingle >> 32 << 32 | place));
        }
        entries.par_sort_unstable();
        let mut starts = vec![0u32; (1 << CELL_BITS) + 1];
        for entry in &entries {
            starts[(entry >> (64 - CELL_BITS)) as usize + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Self { entries, starts, k }
    }

    /// The longest run from word `at` of `b` on, where that `shingle` begins.
    fn longest_from(&self, shingle: u64, (a, b): (&[u32], &[u32]), at: usize, a_end: u32) -> Option<Run> {
        let cell = (shingle >> (64 - CELL_BITS)) as usize;
        let of_cell = self.entries.get(self.starts[cell] as usize..self.starts[cell + 1] as usize)?;
        let first = of_cell.partition_point(|entry| entry >> 32 < shingle >> 32);
        let behind = b.get(at..)?;
        let places = of_cell[first..].iter().take_while(|entry| *entry >> 32 == shingle >> 32);
        let runs = places.filter_map(|&entry| {
            let from = entry as u32;
            let len = common(a.get(from as usize..)?, behind);
            (len >= self.k).then_some(Run { a: from, b: at as u32, len: len as u32 })
        });
        let mut best: Option<Run> = None;
        for run in runs.take(MOST_PLACES) {
            // Among equals, the one that reads on from the last run.
            let reads_on = |b: Run| run.len == b.len && b.a < a_end && run.a >= a_end;
            if best.is_none_or(|b| run.len > b.len || reads_on(b)) {
                best = Some(run);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neardup::align::Aligner;
    use crate::text::scan;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn long_texts_are_compared_as_short_ones(
            a in prop::collection::vec(0u32..7, 0..300), cuts in prop::collection::vec((0usize..300, 0usize..300, 0u32..20), 0..5),
            k in 1usize..7, cells in 1usize..9,
        ) {
            let mut b: Vec<u32> = Vec::new();
            for (from, to, own) in cuts {
                b.extend(a.get(from..to.max(from).min(a.len())).unwrap_or_default());
                b.push(own);
            }
            let text = |words: &[u32]| words.iter().map(|w| format!("w{w} ")).collect::<String>();
            let texts = [text(&a), text(&b)];
            let config = Config { shingle_words: k, ..Config::default() };
            let words = texts.each_ref().map(|text| scan::words(text));
            let sets = words.each_ref().map(|words| {
                let mut set = Vec::new();
                shingle::append(words, k, &mut set);
                set.sort_unstable();
                set.dedup();
                set
            });
            let counted = count(texts.as_slice(), (0, 1), cells * WORDS_OF_A_CELL, &config);
            let shared = sets[0].iter().filter(|s| sets[1].contains(s)).count() as u32;
            prop_assert_eq!(counted, Counted { shared, of_a: sets[0].len() as u32, of_b: sets[1].len() as u32 });
            let expected = Aligner::default().runs(&words[0], &words[1], k);
            prop_assert_eq!(runs(texts.as_slice(), ((0, 9), (1, 9)), &config), expected);
        }
    }
}
