//! Candidate pairs to exact similarities of their shingle sets.

use super::pairs::SortedPairs;
use super::recall::{self, NO_HUB, Recall};
use super::spill::Memory;
use super::{Config, Texts, radix, shingle};
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
    (recall, group_of): (&Recall<'_, T>, &[u32]),
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
        let sets = Sets::of(recall, &batch, config);
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
    parts: Vec<Part>,
}

/// The sets of [`TEXTS_OF_A_PART`] texts, end to end.
#[derive(Default)]
struct Part {
    shingles: Vec<u64>,
    ends: Vec<usize>,
}

const TEXTS_OF_A_PART: usize = 64;

impl Sets {
    /// Those of the texts of a batch, read in the order of the input.
    fn of<T: Texts + ?Sized>(recall: &Recall<'_, T>, batch: &[(u32, u32)], config: &Config) -> Self {
        let mut asked: Vec<u32> = batch.iter().flat_map(|&(x, y)| [x, y]).collect();
        asked.par_sort_unstable();
        asked.dedup();
        let hub_of = recall.hubs_of(&asked, batch.iter().copied());
        let part = |scratch: &mut Scratch, nth: usize| {
            let mut part = Part::default();
            let first = nth * TEXTS_OF_A_PART;
            for at in first..asked.len().min(first + TEXTS_OF_A_PART) {
                let hub = hub_of.get(at).copied().unwrap_or(NO_HUB);
                scratch.append_set(recall, (asked[at], hub), config, &mut part.shingles);
                part.ends.push(part.shingles.len());
            }
            part
        };
        let parts = (0..asked.len().div_ceil(TEXTS_OF_A_PART))
            .into_par_iter()
            .map_init(Scratch::default, part)
            .collect();
        Self { texts: asked, parts }
    }

    fn set(&self, text: u32) -> Option<&[u64]> {
        let at = self.texts.binary_search(&text).ok()?;
        let (part, nth) = (self.parts.get(at / TEXTS_OF_A_PART)?, at % TEXTS_OF_A_PART);
        let start = if nth == 0 { 0 } else { *part.ends.get(nth - 1)? };
        part.shingles.get(start..*part.ends.get(nth)?)
    }

    /// The edge of two texts, each with its group.
    fn edge(&self, (x, a): (u32, u32), (y, b): (u32, u32)) -> Option<Edge> {
        let (of_a, of_b) = (self.set(x)?, self.set(y)?);
        Some(Edge { a, b, shared: shared(of_a, of_b), of_a: of_a.len() as u32, of_b: of_b.len() as u32 })
    }
}

/// Scratch space to make shingle sets.
#[derive(Debug, Default)]
struct Scratch {
    read: recall::Scratch,
    words: Vec<u64>,
    shingles: Vec<u64>,
    spare: Vec<u64>,
}

impl Scratch {
    /// Appends the distinct shingles of a text, sorted; with it comes its hub.
    fn append_set<T: Texts + ?Sized>(
        &mut self,
        recall: &Recall<'_, T>,
        (text, hub): (u32, u32),
        config: &Config,
        to: &mut Vec<u64>,
    ) {
        self.words.clear();
        self.shingles.clear();
        recall.words(text, hub, &mut self.read, &mut self.words);
        shingle::append(&self.words, config.shingle_words, &mut self.shingles);
        radix::hashes(&mut self.shingles, 0, &mut self.spare);
        self.shingles.dedup();
        to.extend(&self.shingles);
    }
}

/// How many values two sorted sets share.
fn shared(a: &[u64], b: &[u64]) -> u32 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        both += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}
