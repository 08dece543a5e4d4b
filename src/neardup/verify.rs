//! Candidate pairs to exact similarities of their shingle sets.

use super::align::Aligner;
use super::links::Link;
use super::long;
use super::pairs::SortedPairs;
use super::recall::{self, NO_HUB, Recall};
use super::spill::Memory;
use super::stream::Watch;
use super::{Config, Profile, Texts, radix, shingle};
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

/// Most pairs whose shingle sets are held in memory at once, and what those of one pair take. With their words, where
/// pairs are few for each text, fewer are better: the same memory is filled again and again.
const PAIRS_AT_ONCE: usize = 1 << 15;
const PAIRS_WITH_WORDS: usize = 1 << 11;
const BYTES_A_PAIR: usize = 5000;
/// Words of the texts of a batch; of articles of usual length a hundred batches have less. A pair of more is compared
/// as [`long`] texts are.
const MOST_WORDS: usize = long::LONG;

/// How pairs are verified.
pub(super) struct Verifier<'v, 't, T: ?Sized> {
    pub(super) recall: &'v Recall<'t, T>,
    /// The group each text of a pair stands for.
    pub(super) group_of: &'v [u32],
    /// The text that stands for each group.
    pub(super) reader: &'v [u32],
    pub(super) profiles: &'v [Profile],
    pub(super) config: &'v Config,
    pub(super) memory: &'v Memory,
    pub(super) watch: &'v dyn Watch,
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
        let (mut edges, mut links, mut late) = (Vec::new(), Vec::new(), Vec::<Edge>::new());
        let link = |sets: &Sets, aligner: &mut Aligner, edge: &Edge| {
            let words = |group: u32| sets.words(self.reader[group as usize]);
            if !asked(edge) {
                return None;
            }
            let (a, b) = (words(edge.a)?, words(edge.b)?);
            Some(Link::of(*edge, true, &aligner.runs_in(edge.a, a, b, self.config.shingle_words)))
        };
        self.batches(
            &mut pairs,
            true,
            |_| true,
            &near,
            |sets: Option<&Sets>, mut found: Vec<Edge>| {
                if let Some(sets) = sets {
                    // A text with many others is indexed once.
                    found.par_sort_unstable_by_key(|e| (e.a, e.b));
                    let of_batch = found.par_iter().with_min_len(64);
                    let of_batch = of_batch.map_init(Aligner::default, |aligner, e| link(sets, aligner, e));
                    links.extend(of_batch.flatten_iter().collect::<Vec<_>>());
                } else {
                    late.extend(found.iter().filter(|e| asked(e)));
                }
                edges.append(&mut found);
            },
        )?;
        let text = |group: u32| {
            let text = self.reader[group as usize];
            (text, self.profiles.get(text as usize).map_or(0, |p| p.words))
        };
        for edge in late {
            let pair = (text(edge.a), text(edge.b));
            let runs = long::runs(self.recall.texts(), pair, self.config);
            links.push(Link::of(edge, true, &runs));
        }
        edges.par_sort_unstable_by_key(|e| (e.a, e.b));
        links.par_sort_unstable_by_key(|l| (l.edge.a, l.edge.b));
        Ok((edges, links))
    }

    /// Gives `take` the sets and the edges of one batch of pairs after the other; no sets of a pair of long texts.
    fn batches(
        &self,
        pairs: &mut SortedPairs,
        with_words: bool,
        ask: impl Fn(&(u32, u32)) -> bool,
        keep: impl Fn(&Edge) -> bool + Sync,
        mut take: impl FnMut(Option<&Sets>, Vec<Edge>),
    ) -> io::Result<()> {
        let (most, bytes) =
            if with_words { (PAIRS_WITH_WORDS, 2 * BYTES_A_PAIR) } else { (PAIRS_AT_ONCE, BYTES_A_PAIR) };
        let at_once = self.memory.fit(4, bytes, 256, most);
        self.watch.found(pairs.len() as u64);
        let (mut batch, mut sets) = (Vec::new(), Sets::default());
        while pairs.next(at_once, &mut batch)? {
            let asked = batch.len();
            batch.retain(|&(x, y)| {
                let (x, y) = (self.group_of[x as usize], self.group_of[y as usize]);
                ask(&(x.min(y), x.max(y)))
            });
            self.watch.compared((asked - batch.len()) as u64);
            let mut rest = batch.as_slice();
            while !rest.is_empty() {
                let (now, words) = self.fitting(rest);
                rest = &rest[now.len()..];
                self.watch.compared(now.len() as u64);
                if let [pair] = now
                    && words > MOST_WORDS
                {
                    sets = Sets::default();
                    take(None, [self.long_edge(*pair, words)].into_iter().filter(&keep).collect());
                    continue;
                }
                sets.fill(self.recall, now, self.config, with_words);
                let found = now.par_iter().with_min_len(256).filter_map(|pair| self.edge(&sets, *pair));
                take(Some(&sets), found.filter(&keep).collect());
            }
        }
        Ok(())
    }

    /// The first pairs whose texts have at most [`MOST_WORDS`] words, one in any case, and how many words that is.
    fn fitting<'p>(&self, pairs: &'p [(u32, u32)]) -> (&'p [(u32, u32)], usize) {
        let of_text = |text: u32| self.profiles.get(text as usize).map_or(0, |p| p.words as usize);
        let (mut count, mut words) = (0, 0);
        for &(x, y) in pairs {
            let more = of_text(x) + of_text(y);
            if count > 0 && words + more > MOST_WORDS {
                break;
            }
            count += 1;
            words += more;
        }
        (&pairs[..count], words)
    }

    /// The edge of two texts of so many `words`, whose sets are not held.
    fn long_edge(&self, (x, y): (u32, u32), words: usize) -> Edge {
        let group = |text: u32| self.group_of[text as usize];
        let (x, y) = if group(x) < group(y) { (x, y) } else { (y, x) };
        let long::Counted { shared, of_a, of_b } =
            long::count(self.recall.texts(), (x, y), words, self.config);
        Edge { a: group(x), b: group(y), shared, of_a, of_b }
    }

    fn edge(&self, sets: &Sets, (x, y): (u32, u32)) -> Option<Edge> {
        let group = |text: u32| self.group_of[text as usize];
        // By group, whichever text comes first.
        let (x, y) = if group(x) < group(y) { (x, y) } else { (y, x) };
        let (of_a, of_b) = (sets.set(x)?, sets.set(y)?);
        let (a, b, shared) = (group(x), group(y), shared(of_a, of_b));
        Some(Edge { a, b, shared, of_a: of_a.len() as u32, of_b: of_b.len() as u32 })
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
                part.add(recall, (text, hub), config, scratch);
                if !with_words {
                    part.words.clear();
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
}

/// Scratch space to make shingle sets.
#[derive(Debug, Default)]
struct Scratch {
    recall: recall::Scratch,
    spare: Vec<u64>,
}

impl Part {
    /// Appends the words of a text, with which comes its hub, and its distinct shingles, sorted.
    fn add<T: Texts + ?Sized>(
        &mut self,
        recall: &Recall<'_, T>,
        (text, hub): (u32, u32),
        config: &Config,
        scratch: &mut Scratch,
    ) {
        let words = self.words.values.len();
        recall.words(text, hub, &mut scratch.recall, &mut self.words.values);
        let shingles = &mut self.shingles.values;
        let from = shingles.len();
        shingle::append(&self.words.values[words..], config.shingle_words, shingles);
        radix::hashes(&mut shingles[from..], 0, &mut scratch.spare);
        let mut to = from;
        for at in from..shingles.len() {
            if to == from || shingles[at] != shingles[to - 1] {
                shingles[to] = shingles[at];
                to += 1;
            }
        }
        shingles.truncate(to);
        self.shingles.ends.push(to);
        self.words.ends.push(self.words.values.len());
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
