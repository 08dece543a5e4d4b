//! Two word sequences to the runs they share, and runs to passages.

use super::{Config, shingle};

/// A run of words both texts have: `len` words from word `a` of one and word `b` of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// First word in the first text.
    pub a: u32,
    /// First word in the second text.
    pub b: u32,
    /// Words.
    pub len: u32,
}

/// Runs that follow each other in both texts with small gaps between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its words in the first text, as a half-open range.
    pub a: (u32, u32),
    /// Its words in the second text.
    pub b: (u32, u32),
    /// Words that match.
    pub matched: u32,
    /// Words that match and are no boilerplate in either text.
    pub telling: u32,
}

/// Places of one shingle that are tried against the other text; more are repeats within one text.
pub(super) const MOST_PLACES: usize = 16;
/// Words of the second text whose shingles are made at a time.
const PART: usize = 1 << 16;
/// Longest gap whose words are aligned one by one.
const ALIGN_GAP_UP_TO: usize = 24;

/// Finds shared runs; scratch space to be used again for the next pair.
#[derive(Debug, Default)]
pub struct Aligner {
    slots: Vec<u32>,
    next: Vec<u32>,
    in_a: Vec<u64>,
    in_b: Vec<u64>,
    /// What the indexed text is called by whoever wants it again.
    known: Option<u32>,
}

impl Aligner {
    /// The runs of at least `k` words that `a` and `b` share, in the order of `b`, not overlapping in `b`.
    ///
    /// Takes the longest run from each place of `b` on; linear in both lengths.
    pub fn runs(&mut self, a: &[u64], b: &[u64], k: usize) -> Vec<Run> {
        self.known = None;
        self.runs_in(u32::MAX, a, b, k)
    }

    /// As [`Aligner::runs`], where `a` is called by a number; a text that is asked for twice in a row is indexed once.
    pub(super) fn runs_in(&mut self, number: u32, a: &[u64], b: &[u64], k: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        if a.len() < k || b.len() < k || k == 0 {
            return runs;
        }
        let k = k.min(shingle::MOST_WORDS);
        if self.known != Some(number) {
            self.in_a.clear();
            shingle::append(a, k, &mut self.in_a);
            self.index();
            self.known = Some(number);
        }
        let (mut at, mut a_end) = (0, 0);
        while at + k <= b.len() {
            // The shingles of the next part.
            let (start, end) = (at, b.len().min(at + PART));
            self.in_b.clear();
            shingle::append(&b[start..end], k, &mut self.in_b);
            while let Some(&shingle) = self.in_b.get(at - start) {
                let Some(run) = self.longest_from(shingle, (a, b), at, a_end) else {
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

    /// Chains the places of equal shingles of the first text, first place first.
    fn index(&mut self) {
        let size = (self.in_a.len() * 3 / 2 + 1).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        self.next.clear();
        self.next.resize(self.in_a.len(), 0);
        for at in (0..self.in_a.len()).rev() {
            let slot = self.slot(self.in_a[at]);
            self.next[at] = self.slots[slot];
            self.slots[slot] = at as u32 + 1;
        }
    }

    /// The slot of a shingle: where it is, or the empty one where it would go.
    fn slot(&self, shingle: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = shingle as usize & mask;
        while self.slots[slot] != 0 && self.in_a[self.slots[slot] as usize - 1] != shingle {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The longest run from word `at` of `b` on, where that `shingle` begins.
    fn longest_from(&self, shingle: u64, (a, b): (&[u64], &[u64]), at: usize, a_end: u32) -> Option<Run> {
        let mut place = self.slots[self.slot(shingle)];
        let mut best: Option<Run> = None;
        for _ in 0..MOST_PLACES {
            let Some(from) = place.checked_sub(1) else { break };
            let len = common(&a[from as usize..], &b[at..]) as u32;
            let run = Run { a: from, b: at as u32, len };
            // Among equals, the one that reads on from the last run.
            let better = best.is_none_or(|b| len > b.len || (len == b.len && b.a < a_end && from >= a_end));
            if better {
                best = Some(run);
            }
            place = self.next[from as usize];
        }
        best
    }
}

/// How many words both begin with.
pub(super) fn common<W: PartialEq>(a: &[W], b: &[W]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

/// Joins runs to stretches: the next run begins at most `max_gap_words` after the last in both texts.
///
/// `dull_a` and `dull_b` say which words are boilerplate; empty where none are.
#[must_use]
pub fn stretches(
    a: &[u64],
    b: &[u64],
    runs: &[Run],
    dull: (&[bool], &[bool]),
    config: &Config,
) -> Vec<Stretch> {
    let gap = config.max_gap_words as u32;
    let mut found: Vec<Stretch> = Vec::new();
    for run in runs {
        let telling = (0..run.len)
            .filter(|n| !is_dull(dull.0, run.a + n) && !is_dull(dull.1, run.b + n))
            .count() as u32;
        let joins = |s: &&mut Stretch| {
            run.a >= s.a.1 && run.b >= s.b.1 && run.a - s.a.1 <= gap && run.b - s.b.1 <= gap
        };
        match found.last_mut().filter(joins) {
            Some(last) => {
                let between = in_gap(word_slice(a, last.a.1, run.a), word_slice(b, last.b.1, run.b));
                last.a.1 = run.a + run.len;
                last.b.1 = run.b + run.len;
                last.matched += run.len + between;
                last.telling += telling;
            }
            None => found.push(Stretch {
                a: (run.a, run.a + run.len),
                b: (run.b, run.b + run.len),
                matched: run.len,
                telling,
            }),
        }
    }
    found
}

fn is_dull(dull: &[bool], word: u32) -> bool {
    dull.get(word as usize).copied().unwrap_or(false)
}

fn word_slice(words: &[u64], from: u32, to: u32) -> &[u64] {
    words.get(from as usize..to as usize).unwrap_or_default()
}

/// Words of a gap that match in order: the longest common subsequence.
fn in_gap(a: &[u64], b: &[u64]) -> u32 {
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > ALIGN_GAP_UP_TO {
        return 0;
    }
    let mut row = [0u32; ALIGN_GAP_UP_TO + 1];
    for x in a {
        let mut diagonal = 0;
        for (n, y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x == y { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_is_the_same_words_in_both(
            a in prop::collection::vec(0u64..6, 0..80), b in prop::collection::vec(0u64..6, 0..80), k in 1usize..6,
        ) {
            let mut end = 0;
            for run in Aligner::default().runs(&a, &b, k) {
                prop_assert!(run.len as usize >= k && run.b >= end);
                end = run.b + run.len;
                prop_assert_eq!(word_slice(&a, run.a, run.a + run.len), word_slice(&b, run.b, run.b + run.len));
            }
        }

        #[test]
        fn a_copied_block_is_one_run(
            before in 0u64..30, words in prop::collection::hash_set(100u64..100_000, 20..60),
        ) {
            let block: Vec<u64> = words.into_iter().collect();
            let a: Vec<u64> = (0..before).chain(block.iter().copied()).collect();
            let b: Vec<u64> = block.iter().copied().chain(200_000..200_030).collect();
            let runs = Aligner::default().runs(&a, &b, 5);
            prop_assert_eq!(runs, vec![Run { a: before as u32, b: 0, len: block.len() as u32 }]);
        }
    }

    #[test]
    fn a_run_goes_on_where_the_shingles_of_a_part_end() {
        let a: Vec<u64> = (0..2 * PART as u64 + 9).collect();
        let mut b = a.clone();
        let changed = PART + 3;
        b[changed] = u64::MAX;
        let (changed, len) = (changed as u32, a.len() as u32);
        let expected = [
            Run { a: 0, b: 0, len: changed },
            Run { a: changed + 1, b: changed + 1, len: len - changed - 1 },
        ];
        assert_eq!(Aligner::default().runs(&a, &b, 5), expected);
        b.truncate(PART + 2);
        assert_eq!(Aligner::default().runs(&b, &b, 5), [Run { a: 0, b: 0, len: PART as u32 + 2 }]);
    }

    #[test]
    fn runs_with_a_small_gap_are_one_stretch() {
        let a: Vec<u64> = (0..40).collect();
        let mut b = a.clone();
        b[20] = 99;
        let runs = Aligner::default().runs(&a, &b, 5);
        assert_eq!(runs.len(), 2);
        let found = stretches(&a, &b, &runs, (&[], &[]), &Config::default());
        assert_eq!(found, [Stretch { a: (0, 40), b: (0, 40), matched: 39, telling: 39 }]);
    }
}
