//! Candidate pairs to exact similarities of their shingle sets.

use super::align::Aligner;
use super::links::{Link, Text, link};
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

/// Pairs a thread verifies between two joins, and what is held of those of one pair until then: few, so that the same
/// memory is filled again and again.
const PAIRS_A_THREAD: usize = 256;
const BYTES_A_PAIR: usize = 5000;

/// How pairs are verified.
pub(super) struct Verifier<'v, 't, T: ?Sized> {
    pub(super) recall: &'v Recall<'t, T>,
    /// The group each text of a pair stands for.
    pub(super) group_of: &'v [u32],
    /// The text that stands for each group.
    pub(super) reader: &'v [u32],
    pub(super) config: &'v Config,
    pub(super) memory: &'v Memory,
}

impl<T: Texts + ?Sized> Verifier<'_, '_, T> {
    /// Counts what every pair of texts shares whose groups `ask` accepts, and gives the edges that `keep` accepts, sorted
    /// by `a`, then `b`.
    ///
    /// # Errors
    /// When a temporary file of pairs cannot be read.
    pub(super) fn edges(
        &self,
        mut pairs: SortedPairs,
        ask: impl Fn(&(u32, u32)) -> bool,
        keep: impl Fn(&Edge) -> bool + Sync,
    ) -> io::Result<Vec<Edge>> {
        let mut edges = Vec::new();
        self.batches(&mut pairs, false, ask, keep, |_, found| edges.extend(found))?;
        edges.par_sort_unstable_by_key(|e| (e.a, e.b));
        Ok(edges)
    }

    /// As [`Verifier::edges`], of all pairs that are `near`, with what those share word by word that are `asked` for;
    /// both are sorted. The texts are read but once.
    ///
    /// # Errors
    /// When a temporary file of pairs cannot be read.
    pub(super) fn linked(
        &self,
        mut pairs: SortedPairs,
        near: impl Fn(&Edge) -> bool + Sync,
        asked: impl Fn(&Edge) -> bool + Sync,
    ) -> io::Result<(Vec<Edge>, Vec<Link>)> {
        let (mut edges, mut links) = (Vec::new(), Vec::new());
        self.batches(
            &mut pairs,
            true,
            |_| true,
            near,
            |sets, mut found: Vec<Edge>| {
                // A text with many others is indexed once.
                found.par_sort_unstable_by_key(|e| (e.a, e.b));
                let link = |aligner: &mut Aligner, edge: &Edge| {
                    let text = |group: u32| {
                        Some(Text { words: sets.words(self.reader[group as usize])?, dull: &[] })
                    };
                    link(aligner, edge, true, (text(edge.a)?, text(edge.b)?), self.config)
                };
                let wanted = found.par_iter().with_min_len(64).map_init(Aligner::default, |aligner, edge| {
                    if asked(edge) { link(aligner, edge) } else { None }
                });
                links.extend(wanted.flatten_iter().collect::<Vec<_>>());
                edges.append(&mut found);
            },
        )?;
        edges.par_sort_unstable_by_key(|e| (e.a, e.b));
        links.par_sort_unstable_by_key(|l| (l.edge.a, l.edge.b));
        Ok((edges, links))
    }

    /// Gives `take` the sets and the edges of one batch of pairs after the other.
    fn batches(
        &self,
        pairs: &mut SortedPairs,
        with_words: bool,
        ask: impl Fn(&(u32, u32)) -> bool,
        keep: impl Fn(&Edge) -> bool + Sync,
        mut take: impl FnMut(&Sets, Vec<Edge>),
    ) -> io::Result<()> {
        let most = PAIRS_A_THREAD * rayon::current_num_threads();
        let at_once = self.memory.fit(4, BYTES_A_PAIR * (1 + usize::from(with_words)), 256, most.max(256));
        let group_of = self.group_of;
        let (mut batch, mut sets) = (Vec::new(), Sets::default());
        while pairs.next(at_once, &mut batch)? {
            let groups = |&(x, y): &(u32, u32)| {
                let (x, y) = (group_of[x as usize], group_of[y as usize]);
                (x.min(y), x.max(y))
            };
            batch.retain(|pair| ask(&groups(pair)));
            sets.fill(self.recall, &batch, self.config, with_words);
            let edge = |&(x, y): &(u32, u32)| {
                // By group, whichever text comes first.
                let (x, y) = if group_of[x as usize] < group_of[y as usize] { (x, y) } else { (y, x) };
                sets.edge((x, group_of[x as usize]), (y, group_of[y as usize]))
            };
            let found = batch.par_iter().with_min_len(256).filter_map(edge).filter(&keep);
            take(&sets, found.collect());
        }
        Ok(())
    }
}

/// The shingle sets of some texts, and their words where they are asked for.
#[derive(Default)]
struct Sets {
    texts: Vec<u32>,
    parts: Vec<Part>,
}

/// What is held of [`TEXTS_OF_A_PART`] texts.
#[derive(Default)]
struct Part {
    shingles: Rows,
    words: Rows,
}

const TEXTS_OF_A_PART: usize = 32;

/// Rows of numbers, end to end.
#[derive(Default)]
struct Rows {
    values: Vec<u64>,
    ends: Vec<usize>,
}

impl Rows {
    fn clear(&mut self) {
        self.values.clear();
        self.ends.clear();
    }

    fn push(&mut self, row: &[u64]) {
        self.values.extend(row);
        self.ends.push(self.values.len());
    }

    fn row(&self, nth: usize) -> Option<&[u64]> {
        let start = if nth == 0 { 0 } else { *self.ends.get(nth - 1)? };
        self.values.get(start..*self.ends.get(nth)?)
    }
}

impl Sets {
    /// Those of the texts of a batch, read in the order of the input, and no others.
    fn fill<T: Texts + ?Sized>(
        &mut self,
        recall: &Recall<'_, T>,
        batch: &[(u32, u32)],
        config: &Config,
        with_words: bool,
    ) {
        let Self { texts, parts } = self;
        texts.clear();
        texts.extend(batch.iter().flat_map(|&(x, y)| [x, y]));
        texts.sort_unstable();
        texts.dedup();
        let hub_of = recall.hubs_of(texts, batch.iter().copied());
        if parts.len() * TEXTS_OF_A_PART < texts.len() {
            parts.resize_with(texts.len().div_ceil(TEXTS_OF_A_PART), Part::default);
        }
        let read = |scratch: &mut Scratch, (nth, (part, texts)): (usize, (&mut Part, &[u32]))| {
            part.shingles.clear();
            part.words.clear();
            for (at, &text) in texts.iter().enumerate() {
                let hub = hub_of.get(nth * TEXTS_OF_A_PART + at).copied().unwrap_or(NO_HUB);
                scratch.read(recall, (text, hub), config);
                part.shingles.push(&scratch.shingles);
                if with_words {
                    part.words.push(&scratch.words);
                }
            }
        };
        let of_parts = parts.par_iter_mut().zip(texts.par_chunks(TEXTS_OF_A_PART)).enumerate();
        of_parts.for_each_init(Scratch::default, read);
    }

    fn place(&self, text: u32) -> Option<(&Part, usize)> {
        let at = self.texts.binary_search(&text).ok()?;
        Some((self.parts.get(at / TEXTS_OF_A_PART)?, at % TEXTS_OF_A_PART))
    }

    fn set(&self, text: u32) -> Option<&[u64]> {
        self.place(text).and_then(|(part, nth)| part.shingles.row(nth))
    }

    fn words(&self, text: u32) -> Option<&[u64]> {
        self.place(text).and_then(|(part, nth)| part.words.row(nth))
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
    recall: recall::Scratch,
    words: Vec<u64>,
    shingles: Vec<u64>,
    spare: Vec<u64>,
}

impl Scratch {
    /// Fills `words`, and `shingles` with the distinct ones, sorted; with the text comes its hub.
    fn read<T: Texts + ?Sized>(&mut self, recall: &Recall<'_, T>, (text, hub): (u32, u32), config: &Config) {
        self.words.clear();
        self.shingles.clear();
        recall.words(text, hub, &mut self.recall, &mut self.words);
        shingle::append(&self.words, config.shingle_words, &mut self.shingles);
        radix::hashes(&mut self.shingles, 0, &mut self.spare);
        self.shingles.dedup();
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
