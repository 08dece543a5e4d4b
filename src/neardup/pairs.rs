//! Candidate pairs, each once, in the order verification reads them; beyond a budget in a temporary file.
//!
//! An external sort: a full buffer is sorted and written as a run, and the runs are merged when they are read. Pairs are
//! of texts, not of groups: verification then reads the texts in the order of the input, which may lie on a disk.

use super::recall::{MOST_HUBS, PAIRS_OF_A_HUB};
use super::spill::{Memory, Spill};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;

/// Pairs as they come, in any order and any number of times.
#[derive(Debug)]
pub(super) struct Pairs<'r> {
    /// The text that stands for each group.
    reader: &'r [u32],
    /// The later text of a pair in the upper half: those of a full bucket that all others are compared with are few, so
    /// in this order every text is read about once.
    buffer: Vec<u64>,
    /// Pairs the buffer may hold.
    room: usize,
    memory: Memory,
    file: Option<Spill>,
    /// Place and pairs of each run in the file.
    runs: Vec<(u64, usize)>,
    /// Pairs of each text in these runs.
    degrees: Vec<u32>,
}

impl<'r> Pairs<'r> {
    pub(super) fn new(reader: &'r [u32], memory: &Memory) -> Self {
        let room = memory.fit(8, 8, 64, usize::MAX);
        let (buffer, runs, degrees) = (Vec::new(), Vec::new(), Vec::new());
        Self { reader, buffer, room, memory: memory.clone(), file: None, runs, degrees }
    }

    /// Adds pairs of groups.
    pub(super) fn extend(&mut self, pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> io::Result<()> {
        if self.buffer.len() + pairs.len() > self.room {
            self.sort();
            // Repeats are common; a buffer that is still half full is worth a run.
            if self.buffer.len() + pairs.len() > self.room / 2 && !self.buffer.is_empty() {
                self.write_run()?;
            }
        }
        let reader = self.reader;
        self.buffer.extend(pairs.map(|(a, b)| {
            let (x, y) = (reader[a as usize], reader[b as usize]);
            u64::from(x.max(y)) << 32 | u64::from(x.min(y))
        }));
        Ok(())
    }

    fn sort(&mut self) {
        self.buffer.par_sort_unstable();
        self.buffer.dedup();
    }

    /// Counts the pairs of each text in the buffer, which is sorted.
    fn count(&mut self) {
        let texts = self.buffer.last().map_or(0, |last| (last >> 32) as usize + 1);
        if self.degrees.len() < texts {
            self.degrees.resize(texts, 0);
        }
        for pair in &self.buffer {
            for text in [pair >> 32, pair & u64::from(u32::MAX)] {
                self.degrees[text as usize] += 1;
            }
        }
    }

    /// The texts that come up in the most pairs, where these are many.
    fn hubs(&self) -> Vec<u32> {
        let many = self.degrees.iter().zip(0..).filter(|d| *d.0 >= PAIRS_OF_A_HUB);
        let mut hubs: Vec<(Reverse<u32>, u32)> =
            many.map(|(&degree, text)| (Reverse(degree), text)).collect();
        hubs.sort_unstable();
        hubs.into_iter().take(MOST_HUBS).map(|hub| hub.1).collect()
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.count();
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Spill::new(&self.memory.folder)?),
        };
        let at = file.append(self.buffer.iter().copied())?;
        self.runs.push((at, self.buffer.len()));
        self.buffer.clear();
        Ok(())
    }

    /// The distinct pairs of texts, by the later text, then the earlier one.
    pub(super) fn sorted(mut self) -> io::Result<SortedPairs> {
        self.sort();
        self.count();
        let hubs = self.hubs();
        let Some(file) = self.file else {
            let runs = vec![Run { loaded: self.buffer, ..Run::default() }];
            return Ok(SortedPairs { runs, hubs, ..SortedPairs::default() });
        };
        let piece = self.memory.fit(8, 8 * (self.runs.len() + 1), 64, 1 << 16);
        let mut runs: Vec<Run> =
            self.runs.iter().map(|&(at, left)| Run { from: at, left, ..Run::default() }).collect();
        runs.push(Run { loaded: self.buffer, ..Run::default() });
        SortedPairs { runs, hubs, file: Some(file), piece, ..SortedPairs::default() }.primed()
    }
}

/// Distinct pairs in order, to be read once from the front.
#[derive(Debug, Default)]
pub(super) struct SortedPairs {
    runs: Vec<Run>,
    /// Least unread pair of each run that has one; empty where there is but one run.
    heads: BinaryHeap<Reverse<(u64, usize)>>,
    last: Option<u64>,
    file: Option<Spill>,
    /// Pairs of a run loaded at once.
    piece: usize,
    /// Texts that come up in very many pairs, those of the most pairs first.
    pub(super) hubs: Vec<u32>,
}

/// What is unread of a run: loaded pairs from `at` on, then `left` ones in the file from place `from` on.
#[derive(Debug, Default)]
struct Run {
    loaded: Vec<u64>,
    at: usize,
    from: u64,
    left: usize,
}

impl SortedPairs {
    fn primed(mut self) -> io::Result<Self> {
        for nth in 0..self.runs.len() {
            self.advance(nth)?;
        }
        Ok(self)
    }

    /// How many there are; where they come from files, those of two runs are counted twice.
    pub(super) fn len(&self) -> usize {
        self.runs.iter().map(|run| run.loaded.len() + run.left).sum()
    }

    /// Fills `batch` with the next `most` pairs at most; `false` when there are none.
    pub(super) fn next(&mut self, most: usize, batch: &mut Vec<(u32, u32)>) -> io::Result<bool> {
        batch.clear();
        let unpacked = |pair: u64| (pair as u32, (pair >> 32) as u32);
        if self.file.is_none() {
            let Some(run) = self.runs.first_mut() else { return Ok(false) };
            let end = (run.at + most).min(run.loaded.len());
            batch.extend(run.loaded[run.at..end].iter().map(|&p| unpacked(p)));
            run.at = end;
            return Ok(!batch.is_empty());
        }
        while batch.len() < most {
            let Some(Reverse((pair, nth))) = self.heads.pop() else { break };
            if self.last != Some(pair) {
                batch.push(unpacked(pair));
                self.last = Some(pair);
            }
            self.advance(nth)?;
        }
        Ok(!batch.is_empty())
    }

    /// Puts the next pair of run `nth` among the heads.
    fn advance(&mut self, nth: usize) -> io::Result<()> {
        let run = &mut self.runs[nth];
        if run.at == run.loaded.len() && run.left > 0 {
            let count = run.left.min(self.piece);
            run.loaded.clear();
            run.at = 0;
            if let Some(file) = &self.file {
                file.read(run.from, count, &mut run.loaded)?;
            }
            run.from += count as u64 * 8;
            run.left -= count;
        }
        if let Some(&pair) = run.loaded.get(run.at) {
            run.at += 1;
            self.heads.push(Reverse((pair, nth)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_out_the_same_from_memory_and_from_files(
            parts in prop::collection::vec(prop::collection::vec((0u32..40, 40u32..90), 0..150), 0..20), most in 1usize..90,
            reader in Just((0..90).collect::<Vec<u32>>()).prop_shuffle(),
        ) {
            let read = |bytes: usize| {
                let mut pairs = Pairs::new(&reader, &Memory { bytes, ..Memory::unbounded() });
                for part in &parts {
                    pairs.extend(part.iter().copied()).expect("written");
                }
                let (mut sorted, mut all, mut batch) = (pairs.sorted().expect("read"), Vec::new(), Vec::new());
                while sorted.next(most, &mut batch).expect("read") {
                    prop_assert!(batch.len() <= most);
                    all.append(&mut batch);
                }
                Ok(all)
            };
            let texts = |&(a, b): &(u32, u32)| (reader[a as usize], reader[b as usize]);
            let mut expected: Vec<(u32, u32)> =
                parts.concat().iter().map(texts).map(|(x, y)| (x.min(y), x.max(y))).collect();
            expected.sort_unstable_by_key(|p| (p.1, p.0));
            expected.dedup();
            prop_assert_eq!(read(usize::MAX)?, expected.clone());
            prop_assert_eq!(read(1)?, expected);
        }
    }
}
