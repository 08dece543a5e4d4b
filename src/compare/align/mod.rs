//! Two readings side by side.
//!
//! Takes two readings, gives what they share: matched words, linked acts with the likeness of their arguments, matched
//! counts. Every number is the same whichever side comes first. Decides nothing.

mod later;
mod words;

pub use later::{Later, order};

use super::classes::{self, Link};
use super::reading::{Act, Reading};
use super::rules::figures::Figures;
use crate::claim::place::{self, PlaceRelation};
use crate::event::kinds::EventKind;
use crate::model::{PlaceRole, Polarity, Span};
use later::later;
use std::cmp::Ordering;
use words::{likeness, match_words, ratio};

/// Two readings of two articles, aligned.
#[derive(Debug)]
pub struct Pair<'s> {
    /// The side that comes first by time, then outlet, then id.
    pub a: &'s Reading<'s>,
    /// The other side.
    pub b: &'s Reading<'s>,
    /// For each word of `a`, the word of `b` it matches and how well, 0–1.
    pub matched: Vec<Option<(u32, f64)>>,
    /// Share of the lighter side's weight that is matched, 0–1.
    pub containment: f64,
    /// Matched weight over all weight, 0–1.
    pub jaccard: f64,
    /// Acts that stand to each other in some way, in order of (a, b).
    pub links: Vec<ActLink>,
    /// Names both sides mention.
    pub shared_names: usize,
    /// How the places of happening stand to each other.
    pub places: PlaceRelation,
    /// Whether one side is known to be published later than the other, by clock or by day.
    pub later: Later,
    /// The kind of the event that both are known to tell of; `None` where that has to show in the words.
    pub event: Option<EventKind>,
    /// What its counts are to each other, worked out when a detector first asks.
    pub(super) figures: Figures,
}

/// Two acts that stand to each other in some way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActLink {
    /// Index of the act on side `a`.
    pub a: usize,
    /// Index of the act on side `b`.
    pub b: usize,
    /// How their classes stand to each other; `Same` also for a shared stem without classes.
    pub link: Tie,
    /// Likeness of the words around them, 0–1.
    pub args: f64,
    /// Content words around them that match, other than the acts.
    pub shared: usize,
    /// Likeness of the words nearest to them, up to the next acts, 0–1.
    pub core: f64,
}

/// How two acts are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The same word.
    Stem,
    /// By their classes.
    Class(Link),
}

impl ActLink {
    /// Whether both acts say the same thing happened, polarity aside.
    #[must_use]
    pub fn is_same(&self) -> bool {
        matches!(self.link, Tie::Stem | Tie::Class(Link::Same(_)))
    }

    /// Whether the acts are the same or near.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.is_same() || matches!(self.link, Tie::Class(Link::Near(..)))
    }
}

impl<'s> Pair<'s> {
    /// Aligns two readings; they may come in either order.
    #[must_use]
    pub fn new(one: &'s Reading<'s>, other: &'s Reading<'s>) -> Self {
        let turned = order(one.source, other.source).then(one.span.cmp(&other.span)) == Ordering::Greater;
        let (a, b) = if turned { (other, one) } else { (one, other) };
        let matched = match_words(a, b);
        let shared: f64 = matched
            .iter()
            .enumerate()
            .filter_map(|(nth, hit)| {
                let (other, score) = (*hit)?;
                Some(score * (a.words[nth].weight + b.words[other as usize].weight) / 2.0)
            })
            .sum();
        let (wa, wb) = (a.weight(), b.weight());
        let shared_names =
            matched.iter().enumerate().filter(|(nth, hit)| a.words[*nth].name && hit.is_some()).count();
        let links = link_acts(a, b, &matched);
        Self {
            a,
            b,
            containment: ratio(shared, wa.min(wb)),
            jaccard: ratio(shared, wa + wb - shared),
            links,
            shared_names,
            places: relate_places(a, b),
            later: later(a, b),
            event: None,
            figures: Figures::default(),
            matched,
        }
    }

    /// The same pair, known to tell of an event of this kind.
    #[must_use]
    pub fn of_event(self, event: Option<EventKind>) -> Self {
        Self { event, ..self }
    }

    /// The acts of a link.
    #[must_use]
    pub fn acts(&self, link: &ActLink) -> (&Act, &Act) {
        (&self.a.acts[link.a], &self.b.acts[link.b])
    }

    /// Share of the lighter of two word lists that is matched between them, 0–1, and how many words match.
    #[must_use]
    pub fn likeness(&self, of_a: &[u32], of_b: &[u32]) -> (f64, usize) {
        likeness(&self.matched, &self.a.words, &self.b.words, of_a, of_b)
    }

    /// Whether both sides quote, report or tell of the same polarity.
    #[must_use]
    pub fn same_polarity(&self, link: &ActLink) -> bool {
        let (a, b) = self.acts(link);
        a.polarity == b.polarity
    }

    /// The better of the links that tie act `a` to an act of the other side that says the same.
    #[must_use]
    pub fn best_alike(&self, a: Option<usize>, b: Option<usize>) -> f64 {
        let fits = |link: &&ActLink| {
            link.is_same() && a.is_none_or(|nth| link.a == nth) && b.is_none_or(|nth| link.b == nth)
        };
        self.links.iter().filter(fits).map(|link| link.args).fold(0.0, f64::max)
    }

    /// Whether a side also says what the other says: a link of the same act touches `link`, with nearest words and
    /// arguments as much alike.
    #[must_use]
    pub fn also_said(&self, link: &ActLink) -> bool {
        self.links.iter().any(|near| {
            let touches = near.a == link.a || near.b == link.b;
            touches
                && near.is_alike()
                && self.same_polarity(near)
                && near.args > 0.0
                && (near.args >= if near.is_same() { link.args - 0.15 } else { link.args }
                    && (near.core >= link.core - 0.3 || near.args >= link.args + 0.1)
                    // Two languages share too few words to say which of two acts those around belong to.
                    || self.a.lang != self.b.lang && matches!(near.link, Tie::Class(Link::Same(_))))
        })
    }

    /// Spans of an act and its negator.
    #[must_use]
    pub fn act_spans(act: &Act) -> Vec<Span> {
        std::iter::once(act.span).chain(act.negator).collect()
    }

    /// Whether an act is denied.
    #[must_use]
    pub fn is_denied(act: &Act) -> bool {
        act.polarity == Polarity::Negative
    }
}

/// Whether two acts of two languages are words that translate each other.
fn translate(
    a: &Reading<'_>,
    b: &Reading<'_>,
    matched: &[Option<(u32, f64)>],
    one: &Act,
    other: &Act,
) -> bool {
    if a.lang == b.lang {
        return false;
    }
    let word = |reading: &Reading<'_>, act: &Act| {
        let at = reading
            .words
            .partition_point(|word| reading.tokens[word.token as usize].span.end <= act.span.start);
        let holds = reading
            .words
            .get(at)
            .is_some_and(|word| act.span.overlaps(reading.tokens[word.token as usize].span));
        holds.then_some(at)
    };
    let (Some(x), Some(y)) = (word(a, one), word(b, other)) else { return false };
    matched[x].is_some_and(|(hit, _)| hit as usize == y)
}

fn link_acts(a: &Reading<'_>, b: &Reading<'_>, matched: &[Option<(u32, f64)>]) -> Vec<ActLink> {
    let mut links = Vec::new();
    for (ia, one) in a.acts.iter().enumerate().filter(|(_, act)| !act.reports) {
        for (ib, other) in b.acts.iter().enumerate().filter(|(_, act)| !act.reports) {
            let link = match classes::link(&one.classes, &other.classes) {
                Link::None if one.stem == other.stem || translate(a, b, matched, one, other) => Tie::Stem,
                Link::None => continue,
                link => Tie::Class(link),
            };
            let (all, shared) = likeness(matched, &a.words, &b.words, &one.around, &other.around);
            let (after, _) = likeness(matched, &a.words, &b.words, &one.after, &other.after);
            let (core, _) = likeness(matched, &a.words, &b.words, &one.core, &other.core);
            links.push(ActLink { a: ia, b: ib, link, args: all.max(after).max(0.8 * core), shared, core });
        }
    }
    links
}

fn relate_places(a: &Reading<'_>, b: &Reading<'_>) -> PlaceRelation {
    let located = |reading: &Reading<'_>| reading.locations().next().is_some();
    if !located(a) || !located(b) {
        return PlaceRelation::Unknown;
    }
    let mut found = PlaceRelation::Disjoint;
    for one in a.places().filter(|place| place.role != PlaceRole::Origin) {
        for other in b.places().filter(|place| place.role != PlaceRole::Origin) {
            match place::relation(one, other) {
                PlaceRelation::Same => return PlaceRelation::Same,
                PlaceRelation::PartOf => found = PlaceRelation::PartOf,
                PlaceRelation::Unknown if found == PlaceRelation::Disjoint => found = PlaceRelation::Unknown,
                _ => {}
            }
        }
    }
    found
}
