//! Verified edges to what each pair shares in detail: runs, passages, and how much of it tells anything.

use super::align::{Aligner, Run, Stretch, stretches};
use super::long;
use super::recall::{NO_HUB, Recall, Scratch};
use super::spill::Memory;
use super::stream::Watch;
use super::verify::Edge;
use super::{Config, Profile, Texts, prints, shingle, winnow};
use crate::model::ArticleIx;
use ahash::AHashSet;
use rayon::prelude::*;

/// A verified pair of groups and what they share.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) edge: Edge,
    /// Whether the pair is a near duplicate.
    pub(super) near: bool,
    /// Words of `b` in shared runs.
    pub(super) shared_words: u32,
    pub(super) longest_run: u32,
    /// Passages, by word; none where they were not asked for.
    pub(super) passages: Vec<Stretch>,
}

impl Link {
    /// What these runs show, passages left out.
    pub(super) fn of(edge: Edge, near: bool, runs: &[Run]) -> Self {
        let lengths = runs.iter().map(|run| run.len);
        let (shared_words, longest_run) = (lengths.clone().sum(), lengths.max().unwrap_or(0));
        Self { edge, near, shared_words, longest_run, passages: Vec::new() }
    }
}

/// Least part of one text that scattered shared words must make up: below it they are what any two long texts on
/// one matter share.
const SHARE_OF_A_TEXT: f64 = 0.15;

/// Most pairs whose words are held in memory at once, and what those of one pair take.
const PAIRS_AT_ONCE: usize = 1 << 13;
const BYTES_A_PAIR: usize = 5000;

/// The texts as a link needs them: how they are read, which stands for each group, and what is known of each.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s, 't, T: ?Sized> {
    pub(super) recall: &'s Recall<'t, T>,
    pub(super) reader: &'s [ArticleIx],
    pub(super) profiles: &'s [Profile],
}

impl<T: Texts + ?Sized> Sides<'_, '_, T> {
    /// The text that stands for a group, and how many words it has.
    fn text(&self, group: u32) -> (ArticleIx, u32) {
        let text = self.reader[group as usize];
        (text, self.profiles.get(text as usize).map_or(0, |p| p.words))
    }

    fn words(&self, edge: &Edge) -> usize {
        self.text(edge.a).1 as usize + self.text(edge.b).1 as usize
    }

    /// How many of the first edges have at most `most` words; one in any case.
    fn fitting(&self, edges: &[Edge], most: usize) -> usize {
        let mut words = 0;
        let fits = |edge: &&Edge| {
            words += self.words(edge);
            words <= most
        };
        edges.iter().take_while(fits).count().max(1)
    }
}

/// Aligns every edge, reading its texts again; drops those that show no copying once boilerplate is left out.
pub(super) fn links<T: Texts + ?Sized>(
    sides: Sides<'_, '_, T>,
    mut edges: Vec<Edge>,
    boilerplate: &AHashSet<u64>,
    near: impl Fn(&Edge) -> bool + Sync,
    (config, memory, watch): (&Config, &Memory, &dyn Watch),
) -> Vec<Link> {
    // By the later text, as verification reads them.
    edges.par_sort_unstable_by_key(|e| {
        let (x, y) = (sides.text(e.a).0, sides.text(e.b).0);
        (x.max(y), x.min(y))
    });
    let at_once = memory.fit(4, BYTES_A_PAIR, 256, PAIRS_AT_ONCE);
    let mut links: Vec<Link> = Vec::with_capacity(edges.len());
    watch.found(edges.len() as u64);
    let mut rest = edges.as_mut_slice();
    while !rest.is_empty() {
        let most = rest.len().min(at_once);
        let (batch, behind) = rest.split_at_mut(sides.fitting(&rest[..most], long::LONG));
        rest = behind;
        watch.compared(batch.len() as u64);
        if let [edge] = &*batch
            && sides.words(edge) > long::LONG
        {
            // The index of the runs is gone before the words are read.
            let runs = long::runs(sides.recall.texts(), (sides.text(edge.a), sides.text(edge.b)), config);
            let words = Words::of(sides.recall, sides.reader, batch, boilerplate, config);
            let texts = words.text(edge.a).zip(words.text(edge.b));
            links.extend(texts.and_then(|texts| link(&runs, edge, near(edge), texts, config)));
            continue;
        }
        let words = Words::of(sides.recall, sides.reader, batch, boilerplate, config);
        // A text with many others is indexed once.
        batch.sort_unstable_by_key(|e| (e.a, e.b));
        let aligned = batch
            .par_iter()
            .with_min_len(64)
            .map_init(Aligner::default, |aligner, edge| words.link(aligner, edge, near(edge), config));
        links.extend(aligned.flatten_iter().collect::<Vec<_>>());
    }
    links.par_sort_unstable_by_key(|l| (l.edge.a, l.edge.b));
    links
}

/// The words of some texts, in the order of the input.
struct Words<'r> {
    reader: &'r [ArticleIx],
    asked: Vec<ArticleIx>,
    texts: Vec<Held>,
}

struct Held {
    words: Vec<u64>,
    dull: Vec<bool>,
}

/// The words of a text, and which of them are boilerplate (empty where none is).
pub(super) struct Text<'w> {
    pub(super) words: &'w [u64],
    pub(super) dull: &'w [bool],
}

impl<'r> Words<'r> {
    fn of<T: Texts + ?Sized>(
        recall: &Recall<'_, T>,
        reader: &'r [ArticleIx],
        batch: &[Edge],
        boilerplate: &AHashSet<u64>,
        config: &Config,
    ) -> Self {
        let mut asked: Vec<ArticleIx> =
            batch.iter().flat_map(|e| [e.a, e.b]).map(|g| reader[g as usize]).collect();
        asked.sort_unstable();
        asked.dedup();
        let texts_of = |e: &Edge| (reader[e.a as usize], reader[e.b as usize]);
        let hub_of = recall.hubs_of(&asked, batch.iter().map(texts_of));
        let read = |scratch: &mut Scratch, at: usize| {
            let mut words = Vec::new();
            let hub = hub_of.get(at).copied().unwrap_or(NO_HUB);
            recall.words(asked[at], hub, scratch, &mut words);
            words.shrink_to_fit();
            let dull = dull(&words, boilerplate, config);
            Held { words, dull }
        };
        let all = (0..asked.len()).into_par_iter().with_min_len(64);
        let texts = all.map_init(Scratch::default, read).collect();
        Self { reader, asked, texts }
    }

    fn text(&self, group: u32) -> Option<Text<'_>> {
        let at = self.asked.binary_search(&self.reader[group as usize]).ok()?;
        self.texts.get(at).map(|text| Text { words: &text.words, dull: &text.dull })
    }

    fn link(&self, aligner: &mut Aligner, edge: &Edge, near: bool, config: &Config) -> Option<Link> {
        let (a, b) = (self.text(edge.a)?, self.text(edge.b)?);
        let runs = aligner.runs_in(edge.a, a.words, b.words, config.shingle_words);
        link(&runs, edge, near, (a, b), config)
    }
}

/// What the texts of an edge share, word by word, going by their `runs`; `None` where that shows no copying.
pub(super) fn link(
    runs: &[Run],
    edge: &Edge,
    near: bool,
    (a, b): (Text<'_>, Text<'_>),
    config: &Config,
) -> Option<Link> {
    let mut found = Link::of(*edge, near, runs);
    if near && !config.passages {
        return Some(found);
    }
    let mut shared = stretches(a.words, b.words, runs, (a.dull, b.dull), config);
    let telling: u32 = shared.iter().map(|s| s.telling).sum();
    let share = [&a, &b].map(|t| f64::from(telling) / t.telling_words().max(1) as f64);
    let share = share[0].max(share[1]).min(edge.containment());
    // A short notice lies inside another, formulas and all, if some of it is its own.
    let inside = edge.containment() >= config.min_containment && telling as usize >= 2 * config.shingle_words;
    let words = |s: &Stretch| if inside { s.matched } else { s.telling };
    shared.retain(|s| words(s) as usize >= config.min_passage_words);
    let longest = shared.iter().map(|s| s.telling).max().unwrap_or(0) as usize;
    let copied = near
        || (inside && !shared.is_empty())
        || (share >= config.min_overlap && telling as usize >= config.min_passage_words)
        || (telling as usize >= config.min_shared_words && share >= SHARE_OF_A_TEXT)
        || longest >= config.min_shared_words;
    found.passages = shared;
    copied.then_some(found)
}

impl Text<'_> {
    fn telling_words(&self) -> usize {
        self.words.len() - self.dull.iter().filter(|d| **d).count()
    }
}

/// Marks the words of boilerplate fingerprints, and those between two of them that follow each other.
fn dull(words: &[u64], boilerplate: &AHashSet<u64>, config: &Config) -> Vec<bool> {
    if boilerplate.is_empty() {
        return Vec::new();
    }
    let mut shingles = Vec::with_capacity(words.len());
    shingle::append(words, config.shingle_words, &mut shingles);
    let places = winnow::places(&shingles, winnow::window(config));
    let is_dull = |at: &u32| boilerplate.contains(&prints::key(shingles[*at as usize]));
    let mut dull = vec![false; words.len()];
    let mut last = None;
    for at in places {
        if !is_dull(&at) {
            last = None;
            continue;
        }
        let to = (at as usize + config.shingle_words).min(dull.len());
        dull[last.unwrap_or(at as usize)..to].fill(true);
        last = Some(at as usize);
    }
    if dull.contains(&true) { dull } else { Vec::new() }
}
