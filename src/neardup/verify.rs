//! Candidate pairs to exact similarities of their shingle sets.

use super::pairs::SortedPairs;
use super::spill::Memory;
use super::{Config, Texts, radix, shingle};
use crate::text::scan::Scanner;
use rayon::prelude::*;
use std::io;

/// What two texts share, counted exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The two groups of equal texts, `a < b`.
    pub(super) a: u32,
    pub(super) b: u32,
    /// Distinct shingles both have.
    pub(super) shared: u32,
    /// Distinct shingles of each.
    pub(super) of_a: u32,
    pub(super) of_b: u32,
}

impl Edge {
    pub(super) fn jaccard(&self) -> f64 {
        let union = u64::from(self.of_a) + u64::from(self.of_b) - u64::from(self.shared);
        ratio(self.shared, union)
    }

    /// The greater of both containments.
    pub(super) fn containment(&self) -> f64 {
        self.containment_a().max(self.containment_b())
    }

    pub(super) fn containment_a(&self) -> f64 {
        ratio(self.shared, u64::from(self.of_a))
    }

    pub(super) fn containment_b(&self) -> f64 {
        ratio(self.shared, u64::from(self.of_b))
    }
}

fn ratio(part: u32, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / whole as f64 }
}

/// Most pairs whose shingle sets are held in memory at once, and what those of one pair take.
const PAIRS_AT_ONCE: usize = 1 << 15;
const BYTES_A_PAIR: usize = 5000;

/// Counts what every pair of texts shares whose groups `ask` accepts, and keeps the edges that `keep` accepts, sorted
/// by `a`, then `b`.
///
/// `group_of` names the group each text of a pair stands for.
///
/// # Errors
/// When a temporary file of pairs cannot be read.
pub(super) fn edges<T: Texts + ?Sized>(
    (texts, group_of): (&T, &[u32]),
    mut pairs: SortedPairs,
    (config, memory): (&Config, &Memory),
    ask: impl Fn(&(u32, u32)) -> bool,
    keep: impl Fn(&Edge) -> bool + Sync,
) -> io::Result<Vec<Edge>> {
    let at_once = memory.fit(4, BYTES_A_PAIR, 256, PAIRS_AT_ONCE);
    let (mut edges, mut batch) = (Vec::new(), Vec::new());
    while pairs.next(at_once, &mut batch)? {
        let groups = |&(x, y): &(u32, u32)| {
            let (x, y) = (group_of[x as usize], group_of[y as usize]);
            (x.min(y), x.max(y))
        };
        batch.retain(|pair| ask(&groups(pair)));
        let sets = Sets::of(texts, &batch, config);
        let edge = |&(x, y): &(u32, u32)| {
            // By group, whichever text comes first.
            let (x, y) = if group_of[x as usize] < group_of[y as usize] { (x, y) } else { (y, x) };
            sets.edge((x, group_of[x as usize]), (y, group_of[y as usize]))
        };
        let found = batch.par_iter().with_min_len(256).filter_map(edge).filter(&keep);
        edges.extend(found.collect::<Vec<_>>());
    }
    edges.par_sort_unstable_by_key(|e| (e.a, e.b));
    Ok(edges)
}

/// The shingle sets of some texts.
struct Sets {
    texts: Vec<u32>,
    sets: Vec<Vec<u64>>,
}

impl Sets {
    /// Those of the texts of a batch, read in the order of the input.
    fn of<T: Texts + ?Sized>(texts: &T, batch: &[(u32, u32)], config: &Config) -> Self {
        let mut asked: Vec<u32> = batch.iter().flat_map(|&(x, y)| [x, y]).collect();
        asked.par_sort_unstable();
        asked.dedup();
        let sets = asked
            .par_iter()
            .with_min_len(64)
            .map_init(Scratch::default, |scratch, &ix| scratch.set(&texts.text(ix), config))
            .collect();
        Self { texts: asked, sets }
    }

    /// The edge of two texts, each with its group.
    fn edge(&self, (x, a): (u32, u32), (y, b): (u32, u32)) -> Option<Edge> {
        let set = |text| self.texts.binary_search(&text).ok().map(|at| &self.sets[at]);
        let (of_a, of_b) = (set(x)?, set(y)?);
        Some(Edge { a, b, shared: shared(of_a, of_b), of_a: of_a.len() as u32, of_b: of_b.len() as u32 })
    }
}

/// Scratch space to make shingle sets.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    scanner: Scanner,
    words: Vec<u64>,
    shingles: Vec<u64>,
    spare: Vec<u64>,
}

impl Scratch {
    /// The distinct shingles of `text`, sorted.
    pub(super) fn set(&mut self, text: &str, config: &Config) -> Vec<u64> {
        self.words.clear();
        self.shingles.clear();
        self.scanner.words(text, &mut self.words);
        shingle::append(&self.words, config.shingle_words, &mut self.shingles);
        radix::hashes(&mut self.shingles, 0, &mut self.spare);
        self.shingles.dedup();
        self.shingles.as_slice().to_vec()
    }
}

/// How many values two sorted sets share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> u32 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        both += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}
