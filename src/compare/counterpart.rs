//! Which sentence of another article tells the same fact.
//!
//! Takes all aligned pairs of a run, gives for each how well the two fit, weighed by how rare their shared words are
//! among the sentences of their event, and whether each is the other's best fit between the two articles. An event's
//! own words ("explosion", "port") stand in most of its sentences and say nothing of which fact is told; a fact has one
//! counterpart in another report, not ten. Decides nothing.

use super::align::Pair;
use super::reading::Reading;
use super::{Readings, SentenceIx};
use crate::model::{ArticleIx, EventIx, Span};
use ahash::{AHashMap, AHashSet};

/// How well two sentences fit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Fit {
    /// Matched over all rare words of both (Dice), 0–1.
    pub(super) likeness: f64,
    /// The same of the words around those that decide, themselves left out: in a long sentence one clause may tell the
    /// fact. As [`Fit::likeness`] where nothing was found.
    pub(super) around: f64,
    /// The event is a contact, or something agreed or decided: its reports tell outcomes and who took part.
    pub(super) accord: bool,
    /// The event is a contact between people: its read-outs tell of one talk.
    pub(super) contact: bool,
    /// The event strikes once and has one toll.
    pub(super) one_toll: bool,
    /// Few articles tell of the event at all.
    pub(super) few: bool,
    /// Hundreds of articles are compared, among which words of two matters meet by chance.
    pub(super) in_many: bool,
    /// The run's few articles were gathered around their happenings: most share theirs with another.
    pub(super) gathered: bool,
    /// Both articles report the event as their news, few others do, and it is one happening by its kind.
    pub(super) one_story: bool,
    /// How many articles report the event as their news.
    pub(super) reports: u32,
    /// One of the sentences has too few words to tell a fact.
    pub(super) fragment: bool,
    /// Neither sentence is long.
    pub(super) short: bool,
    /// The event is one of a series whose values change with every report.
    pub(super) series: bool,
    /// Likeness over the best likeness either sentence has in the other's article, 0–1; 1 for mutual best fits.
    pub(super) mutual: f64,
    /// Likeness less the next best likeness that either sentence has in the other's article; below 0 where another fits better.
    pub(super) lead: f64,
    /// What the learned model of one fact told twice makes of two sentences by themselves; `None` where nothing hangs on it.
    pub(super) retold: Option<f64>,
}

/// A sentence as its event has it.
type SentenceEvent = (SentenceIx, EventIx);

/// How often words stand in the sentences of each event.
pub(super) struct Rarity(AHashMap<EventIx, (f64, AHashMap<u64, u32>)>);

impl Rarity {
    /// Counts, for each event, in how many of its sentences each word stands.
    pub(super) fn of(readings: &Readings<'_>) -> Self {
        let mut events: AHashMap<EventIx, (f64, AHashMap<u64, u32>)> = AHashMap::new();
        // What is told beside an event says nothing of how often its own words are used.
        let of_event = |(_, event): SentenceEvent, reading: &Reading<'_>| {
            reading.claims.iter().any(|(_, claim)| claim.event == Some(event))
        };
        for ((_, event), reading) in readings.0.iter().filter(|(key, reading)| of_event(**key, reading)) {
            let (sentences, counts) = events.entry(*event).or_default();
            *sentences += 1.0;
            let keys: AHashSet<u64> =
                reading.words.iter().filter_map(|word| word.keys.first().copied()).collect();
            // The order of counting leaves no trace in the counts.
            #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on order")]
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        Self(events)
    }

    /// The fit of a pair of `event`, mutuality left open.
    pub(super) fn fit(&self, pair: &Pair<'_>, event: EventIx) -> Fit {
        let weigh = |reading: &Reading<'_>| -> Vec<f64> {
            reading
                .words
                .iter()
                .map(|word| word.weight * self.rarity(word.keys.first().copied(), event))
                .collect()
        };
        let (a, b) = (weigh(pair.a), weigh(pair.b));
        let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?)));
        let shared: f64 = hits.map(|(nth, (other, score))| score * (a[nth] + b[other as usize]) / 2.0).sum();
        let (whole_a, whole_b) = (a.iter().sum::<f64>(), b.iter().sum::<f64>());
        let likeness = share(2.0 * shared, whole_a + whole_b);
        let fragment = pair.a.words.len().min(pair.b.words.len()) < FRAGMENT;
        let short = pair.a.words.len().max(pair.b.words.len()) <= SHORT;
        Fit {
            likeness,
            around: likeness,
            accord: false,
            reports: 0,
            contact: false,
            one_toll: false,
            few: false,
            in_many: false,
            gathered: false,
            one_story: false,
            fragment,
            short,
            series: false,
            mutual: 1.0,
            lead: 0.0,
            retold: None,
        }
    }

    /// How well the words around the deciding ones fit, as [`Fit::around`] says.
    pub(super) fn around(&self, pair: &Pair<'_>, event: EventIx, a: &[Span], b: &[Span]) -> f64 {
        let (near_a, near_b) = (window(pair.a, a), window(pair.b, b));
        let weigh = |reading: &Reading<'_>, nth: u32| self.weigh(reading, nth as usize, event);
        let hits = near_a.iter().filter_map(|&nth| {
            let (other, score) = pair.matched[nth as usize]?;
            near_b.contains(&other).then(|| score * (weigh(pair.a, nth) + weigh(pair.b, other)) / 2.0)
        });
        let shared: f64 = hits.sum();
        let whole =
            |reading: &Reading<'_>, near: &[u32]| near.iter().map(|&nth| weigh(reading, nth)).sum::<f64>();
        share(2.0 * shared, whole(pair.a, &near_a) + whole(pair.b, &near_b))
    }

    /// What content word `nth` of a reading is worth: its own weight by its rarity in the event.
    pub(super) fn weigh(&self, reading: &Reading<'_>, nth: usize, event: EventIx) -> f64 {
        let word = &reading.words[nth];
        word.weight * self.rarity(word.keys.first().copied(), event)
    }

    fn rarity(&self, key: Option<u64>, event: EventIx) -> f64 {
        let Some((sentences, counts)) = self.0.get(&event) else { return 1.0 };
        let stands_in = key.and_then(|key| counts.get(&key)).copied().unwrap_or(1);
        (1.0 + sentences / f64::from(stands_in.max(1))).ln()
    }
}

/// Fills in how near each pair is to the best fit its sentences have between their two articles, and how far ahead of the next.
pub(super) fn make_mutual(pairs: &[(SentenceIx, SentenceIx, EventIx)], fits: &mut [Fit]) {
    // The best likeness of each sentence in each other article, and the second best, of another sentence.
    let mut best: AHashMap<(SentenceIx, ArticleIx), Best> = AHashMap::with_capacity(pairs.len());
    for ((a, b, _), fit) in pairs.iter().zip(fits.iter()) {
        for (key, other) in [((*a, b.0), *b), ((*b, a.0), *a)] {
            best.entry(key).or_default().take(other, fit.likeness);
        }
    }
    for ((a, b, _), fit) in pairs.iter().zip(fits.iter_mut()) {
        let (of_a, of_b) = (best[&(*a, b.0)], best[&(*b, a.0)]);
        fit.mutual = share(fit.likeness, of_a.most.max(of_b.most));
        fit.lead = fit.likeness - of_a.without(*b).max(of_b.without(*a));
    }
}

/// The best counterpart of a sentence in one article, and how like the next is.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    of: Option<SentenceIx>,
    most: f64,
    next: f64,
}

impl Best {
    fn take(&mut self, other: SentenceIx, likeness: f64) {
        if self.of == Some(other) {
            // Two sentences may meet in several events.
            self.most = self.most.max(likeness);
        } else if likeness > self.most {
            *self = Self { of: Some(other), most: likeness, next: self.most };
        } else {
            self.next = self.next.max(likeness);
        }
    }

    /// The best likeness of any sentence but `other`.
    fn without(&self, other: SentenceIx) -> f64 {
        if self.of == Some(other) { self.next } else { self.most }
    }
}

/// Content words that a fact takes at least: who, what and of what.
const FRAGMENT: usize = 3;
/// Content words of a sentence that tells about one thing.
const SHORT: usize = 14;
/// Content words on either side of deciding words that tell what they are about.
const WINDOW: usize = 7;

/// The content words near `spans`, themselves left out.
fn window(reading: &Reading<'_>, spans: &[Span]) -> Vec<u32> {
    let span_of = |nth: usize| reading.tokens[reading.words[nth].token as usize].span;
    let deciding = |nth: &usize| spans.iter().any(|span| span.overlaps(span_of(*nth)));
    let mut near: Vec<u32> = Vec::new();
    for span in spans {
        let first =
            reading.words.partition_point(|word| reading.tokens[word.token as usize].span.end <= span.start);
        let last =
            reading.words.partition_point(|word| reading.tokens[word.token as usize].span.start < span.end);
        let range = first.saturating_sub(WINDOW)..(last + WINDOW).min(reading.words.len());
        near.extend(range.filter(|nth| !deciding(nth)).map(|nth| nth as u32));
    }
    near.sort_unstable();
    near.dedup();
    near
}

fn share(part: f64, whole: f64) -> f64 {
    if whole <= 0.0 { 0.0 } else { (part / whole).clamp(0.0, 1.0) }
}
