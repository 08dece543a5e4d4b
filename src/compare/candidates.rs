//! Which pairs of claims are worth aligning.
//!
//! Takes a scene, gives pairs of claims of one event from different articles. Two ways lead to a pair: words in
//! common (stems and character 4-grams, the rarer the better), and slots in common (the same speaker on the same
//! theme, the same thing counted, predicates that answer the same question about the same place, person or
//! rare word) — opposed accounts of one meeting share almost no words. In an event of few claims every pair is
//! given. Decides nothing: a pair is a question, and the detectors answer it.

use super::Scene;
use crate::lexicon;
use crate::model::{Article, ArticleIx, Claim, ClaimIx, Event, OutletSource, PlaceRole, Token, TokenKind};
use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;
use std::hash::{Hash, Hasher};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Claims of an event up to which every pair across articles is given.
const MAX_CLAIMS_FOR_ALL_PAIRS: usize = 96;
/// Pairs that words in common give a claim at most.
const MAX_BY_WORDS: usize = 16;
/// Pairs that slots in common give a claim at most.
const MAX_BY_SLOTS: usize = 32;
/// Claims that share a word or slot, beyond which it tells nothing.
const MAX_HOLDERS: usize = 256;
/// A character 4-gram weighs this much of what a stem of the same rarity weighs.
const GRAM_WEIGHT: f32 = 0.25;
/// Rare words of a claim that stand for its theme.
const THEME_WORDS: usize = 4;
/// Shortest word, in characters, that is cut into 4-grams.
const MIN_GRAM_WORD: usize = 5;

/// The pairs of claims worth aligning, the lower position first, sorted, each once.
///
/// Both claims belong to one event and to different articles, and not to one outlet where outlets are known. Of
/// copies with the same words one stands for all: that of the article kept for its cluster, or the first in
/// article order. The same for any thread count; for each claim at most about fifty pairs, and close to linear in
/// the claims of an event.
#[must_use]
pub fn pairs(scene: Scene<'_>) -> Vec<(ClaimIx, ClaimIx)> {
    let mut pairs: Vec<(ClaimIx, ClaimIx)> =
        scene.events.par_iter().flat_map_iter(|event| of_event(scene, event)).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn of_event(scene: Scene<'_>, event: &Event) -> Vec<(ClaimIx, ClaimIx)> {
    let claims = representatives(scene, &event.claims);
    let articles: AHashSet<ArticleIx> =
        claims.iter().map(|&claim| scene.claims[claim as usize].article).collect();
    if articles.len() < 2 {
        return Vec::new();
    }
    if claims.len() <= MAX_CLAIMS_FOR_ALL_PAIRS {
        let all =
            claims.iter().enumerate().flat_map(|(nth, &a)| claims[nth + 1..].iter().map(move |&b| (a, b)));
        return all.filter(|&(a, b)| across(scene, a, b)).collect();
    }
    let read: Vec<Features> = claims.iter().map(|&claim| Features::of(scene, claim)).collect();
    let words = Index::of(read.iter().map(|features| features.words.as_slice()));
    let themes: Vec<Vec<u64>> =
        read.iter().map(|features| words.rarest(&features.stems, THEME_WORDS)).collect();
    let slots: Vec<Vec<(u64, f32)>> =
        read.iter().zip(&themes).map(|(features, theme)| features.slots(theme)).collect();
    let by_slots = Index::of(slots.iter().map(Vec::as_slice));
    let mut pairs = Vec::new();
    let mut scores = Scores::new(claims.len());
    for nth in 0..claims.len() {
        let may = |other: usize| across(scene, claims[nth], claims[other]);
        let mut near = words.nearest(&read[nth].words, nth, MAX_BY_WORDS, may, &mut scores);
        near.extend(by_slots.nearest(&slots[nth], nth, MAX_BY_SLOTS, may, &mut scores));
        pairs.extend(near.into_iter().map(|other| ordered(claims[nth], claims[other])));
    }
    pairs
}

fn ordered(a: ClaimIx, b: ClaimIx) -> (ClaimIx, ClaimIx) {
    (a.min(b), a.max(b))
}

/// Whether two claims come from different articles, and not from one outlet where outlets are known.
fn across(scene: Scene<'_>, a: ClaimIx, b: ClaimIx) -> bool {
    let of = |claim: ClaimIx| scene.claims[claim as usize].article;
    let (one, other) = (of(a), of(b));
    one != other && !same_outlet(&scene.articles[one as usize], &scene.articles[other as usize])
}

pub(super) fn same_outlet(a: &Article, b: &Article) -> bool {
    let known = |article: &Article| matches!(article.outlet_source, OutletSource::Field | OutletSource::Url);
    known(a) && known(b) && a.outlet == b.outlet
}

/// The claims, without those that a copy repeats word for word; in order.
fn representatives(scene: Scene<'_>, claims: &[ClaimIx]) -> Vec<ClaimIx> {
    let mut ranked: Vec<(bool, ClaimIx)> = claims
        .iter()
        .map(|&claim| {
            let article = scene.claims[claim as usize].article;
            (kept_of(scene, article) != article, claim)
        })
        .collect();
    ranked.sort_unstable();
    let mut seen: AHashSet<(u32, u64)> = AHashSet::new();
    let mut chosen: Vec<ClaimIx> = ranked
        .into_iter()
        .filter(|&(_, claim)| match cluster_of(scene, scene.claims[claim as usize].article) {
            Some(cluster) => seen.insert((cluster, words_hash(scene, claim))),
            None => true,
        })
        .map(|(_, claim)| claim)
        .collect();
    chosen.sort_unstable();
    chosen
}

fn kept_of(scene: Scene<'_>, article: ArticleIx) -> ArticleIx {
    scene.copies.verdicts.get(article as usize).map_or(article, |verdict| verdict.kept)
}

fn cluster_of(scene: Scene<'_>, article: ArticleIx) -> Option<u32> {
    scene.copies.verdicts.get(article as usize)?.cluster
}

/// The tokens of a claim that are not marks.
fn words(scene: Scene<'_>, claim: ClaimIx) -> impl Iterator<Item = &Token> {
    let claim = &scene.claims[claim as usize];
    let text = &scene.texts[claim.article as usize];
    let tokens = text.sentences.get(claim.sentence as usize).map(|s| text.tokens_of(s)).unwrap_or_default();
    tokens.iter().filter(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Number) && claim.span.contains(token.span)
    })
}

fn words_hash(scene: Scene<'_>, claim: ClaimIx) -> u64 {
    let mut hash = Xxh3::new();
    for token in words(scene, claim) {
        hash.update(token.folded.as_bytes());
        hash.update(b" ");
    }
    hash.digest()
}

/// What of one claim can be found in another.
#[derive(Debug, Default)]
struct Features {
    /// Stems and 4-grams with their own weight, each once.
    words: Vec<(u64, f32)>,
    /// The stems alone.
    stems: Vec<u64>,
    /// What the claim is about: places, people, as keys.
    about: Vec<u64>,
    speaker: Option<u64>,
    /// Aspects of its predicates.
    aspects: Vec<u64>,
    /// Things counted.
    counted: Vec<u64>,
}

impl Features {
    fn of(scene: Scene<'_>, ix: ClaimIx) -> Self {
        let claim = &scene.claims[ix as usize];
        let mut weights: AHashMap<u64, f32> = AHashMap::new();
        let mut stems = Vec::new();
        let mut gram = String::new();
        for token in words(scene, ix) {
            let stem = key("stem", token.stem.as_str());
            stems.push(stem);
            weights.insert(stem, 1.0);
            let letters: Vec<char> = token.folded.chars().collect();
            if letters.len() >= MIN_GRAM_WORD {
                for four in letters.windows(4) {
                    gram.clear();
                    gram.extend(four);
                    weights.entry(key("gram", gram.as_str())).or_insert(GRAM_WEIGHT);
                }
            }
        }
        stems.sort_unstable();
        stems.dedup();
        let mut words: Vec<(u64, f32)> = weights.into_iter().collect();
        words.sort_unstable_by_key(|cell| cell.0);
        Self {
            words,
            stems,
            about: about(claim),
            speaker: claim.speaker.as_ref().map(|speaker| key("speaker", speaker.canonical.as_str())),
            aspects: aspects(claim),
            counted: claim
                .quantities
                .iter()
                .filter_map(|q| q.of.as_ref())
                .map(|of| key("of", of.as_str()))
                .collect(),
        }
    }

    /// Slot keys with their weights; `theme` are its rarest stems.
    fn slots(&self, theme: &[u64]) -> Vec<(u64, f32)> {
        let mut slots: AHashMap<u64, f32> = AHashMap::new();
        for topic in self.about.iter().chain(theme) {
            for aspect in &self.aspects {
                slots.insert(key("aspect on", (aspect, topic)), 1.0);
            }
            if let Some(speaker) = self.speaker {
                slots.insert(key("speaker on", (speaker, topic)), 1.0);
            }
        }
        for counted in &self.counted {
            slots.insert(*counted, 1.5);
            for aspect in &self.aspects {
                slots.insert(key("counted by", (counted, aspect)), 1.5);
            }
        }
        let mut slots: Vec<(u64, f32)> = slots.into_iter().collect();
        slots.sort_unstable_by_key(|cell| cell.0);
        slots
    }
}

fn about(claim: &Claim) -> Vec<u64> {
    let places = claim.places.iter().filter(|place| place.role != PlaceRole::Origin);
    let places = places.map(|place| key("place", place.id.as_ref().unwrap_or(&place.name).as_str()));
    let people = claim.participants.iter().map(|one| key("party", one.canonical.as_str()));
    let mut about: Vec<u64> = places.chain(people).collect();
    about.sort_unstable();
    about.dedup();
    about
}

/// The aspects of a claim's predicates: classes that answer the same question share one, so that opposed
/// classes meet.
fn aspects(claim: &Claim) -> Vec<u64> {
    let table = lexicon::common().table("predicate_classes");
    let classes = claim.predicates.iter().flat_map(|predicate| &predicate.classes);
    let aspect = |class: &str| table.get(class).map(|row| row.cell(1)).filter(|aspect| !aspect.is_empty());
    let mut aspects: Vec<u64> = Vec::new();
    for class in classes {
        let named = aspect(class).unwrap_or(class.as_str());
        aspects.extend(named.split('/').map(|one| key("aspect", one)));
    }
    aspects.sort_unstable();
    aspects.dedup();
    aspects
}

/// A key of a kind of feature; kinds never meet.
fn key(kind: &str, of: impl Hash) -> u64 {
    struct Frozen(Xxh3);
    impl Hasher for Frozen {
        fn finish(&self) -> u64 {
            self.0.digest()
        }
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
    }
    let mut hash = Frozen(Xxh3::with_seed(xxh3_64(kind.as_bytes())));
    of.hash(&mut hash);
    hash.finish()
}

/// Features and the claims that hold them.
struct Index {
    holders: AHashMap<u64, Vec<u32>>,
    claims: f32,
}

impl Index {
    fn of<'f>(features: impl Iterator<Item = &'f [(u64, f32)]>) -> Self {
        let mut holders: AHashMap<u64, Vec<u32>> = AHashMap::new();
        let mut claims = 0;
        for (nth, features) in features.enumerate() {
            claims = nth + 1;
            for (feature, _) in features {
                holders.entry(*feature).or_default().push(nth as u32);
            }
        }
        Self { holders, claims: claims as f32 }
    }

    /// How rare a feature is among the claims of the event; never negative.
    fn rarity(&self, feature: u64) -> f32 {
        let holding = self.holders.get(&feature).map_or(0, Vec::len) as f32;
        ((self.claims + 1.0) / (holding + 0.5)).ln().max(0.0)
    }

    /// The rarest of `stems` that more than one claim holds.
    fn rarest(&self, stems: &[u64], most: usize) -> Vec<u64> {
        let shared =
            stems.iter().copied().filter(|stem| self.holders.get(stem).is_some_and(|held| held.len() > 1));
        let mut ranked: Vec<(f32, u64)> = shared.map(|stem| (self.rarity(stem), stem)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(most).map(|(_, stem)| stem).collect()
    }

    /// The claims that share most with claim `own`, at most `most` of those that `may` be paired with it.
    fn nearest(
        &self,
        features: &[(u64, f32)],
        own: usize,
        most: usize,
        may: impl Fn(usize) -> bool,
        scores: &mut Scores,
    ) -> Vec<usize> {
        for &(feature, weight) in features {
            let Some(holders) = self.holders.get(&feature).filter(|held| held.len() <= MAX_HOLDERS) else {
                continue;
            };
            let worth = weight * self.rarity(feature);
            holders.iter().for_each(|&other| scores.add(other as usize, worth));
        }
        scores.drain(most, |other| other != own && may(other))
    }
}

/// Sums for the claims of one event, cleared after each use.
struct Scores {
    sums: Vec<f32>,
    touched: Vec<usize>,
}

impl Scores {
    fn new(claims: usize) -> Self {
        Self { sums: vec![0.0; claims], touched: Vec::new() }
    }

    fn add(&mut self, claim: usize, worth: f32) {
        if self.sums[claim] == 0.0 {
            self.touched.push(claim);
        }
        self.sums[claim] += worth.max(f32::MIN_POSITIVE);
    }

    fn drain(&mut self, most: usize, keep: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found: Vec<(f32, usize)> = Vec::new();
        for claim in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.sums[claim]);
            if keep(claim) {
                found.push((sum, claim));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(most).map(|(_, claim)| claim).collect()
    }
}
