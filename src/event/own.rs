//! What one claim says of its own happening.
//!
//! Takes a claim of a reading, gives the kinds it names, when and where, who takes part, and whether a marker takes it out of the
//! news. Decides nothing.

use super::cues::CueKind;
use super::kinds::EventKind;
use super::news;
use super::reading::{KindAt, Reading};
use super::when::{self, When, WhenBasis};
use crate::claim::place::{self, PlaceRelation};
use crate::model::{Claim, PlaceRef, PlaceRole, Span, TimeRef, TokenKind};
use jiff::civil::Date;

/// What one claim says of its own happening.
#[derive(Debug)]
pub(super) struct Own {
    /// Kinds that name a happening or a part of one, the weightiest first.
    pub(super) kinds: Vec<EventKind>,
    /// Kinds that a relation word governs ("a week after the summit").
    pub(super) related: Vec<EventKind>,
    pub(super) when: Option<When>,
    /// The kind that stands nearest to the words of `when`: what they date.
    pub(super) dated: Option<EventKind>,
    pub(super) places: Vec<PlaceRef>,
    /// Where the first of the related kinds happened.
    pub(super) related_places: Vec<PlaceRef>,
    pub(super) parties: Vec<String>,
    pub(super) aside: Option<CueKind>,
    /// Whether its happening is one that the clause before it sets the news in relation to ("a week after").
    pub(super) recalled: bool,
}

impl Own {
    pub(super) fn of(reading: &Reading<'_>, claim: &Claim) -> Self {
        // What a claim opens with, behind "a week after", is its own happening.
        let recalled = |at: &KindAt| at.related && !is_led(reading, claim, at.span);
        let named = |related: bool| {
            let of = reading.kinds_in(claim.sentence, claim.span);
            let of = of.filter(|at| (at.related && !recalled(at)) == related && at.kind.rank() >= 2);
            let mut kinds: Vec<EventKind> = of.map(|at| at.kind).collect();
            kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.rank()), *kind));
            kinds.dedup();
            kinds
        };
        let kinds = named(false);
        let told = claim.times.iter().filter(|time| !when::dates_the_statement(claim, time));
        let stated = told.filter(|time| !is_period_measured(reading, claim, time));
        let stated = stated.filter_map(|time| Some((When::of(time)?, time)));
        // Of equally exact times the one of the first act: "died yesterday of burns suffered eight days ago".
        let time = stated.min_by_key(|(when, time)| (when.days(), first_act(claim, time), time.span.start));
        let time = time.map(|(when, time)| (when, time.span));
        let time = time.or_else(|| year_named(reading, claim));
        let dated = time.and_then(|(_, span)| nearest_kind(reading, claim, span));
        let mut parties: Vec<String> = claim.participants.iter().map(|one| one.canonical.clone()).collect();
        parties.sort();
        parties.dedup();
        // "Earlier, officials said that …": what stands with the reporting words says nothing of what is reported.
        let reported = |span: Span| claim.cue.is_none() || claim.content.contains(span);
        let cues = reading.cues_in(claim.sentence, claim.span);
        let cues = cues.filter(|cue| cue.kind != CueKind::Past || reported(cue.span)).map(|cue| cue.kind);
        let aside =
            cues.filter(|kind| !matches!(kind, CueKind::Relation | CueKind::Theme | CueKind::Topic)).min();
        let related = named(true);
        Self {
            places: places(reading, claim, kinds.first().copied()),
            related_places: places(reading, claim, related.first().copied().filter(|kind| kind.is_contact())),
            kinds,
            related,
            when: time.map(|(when, _)| when),
            dated,
            parties,
            aside,
            recalled: reading.kinds_in(claim.sentence, claim.span).any(|at| recalled(&at)),
        }
    }

    /// Whether it tells nothing of its own happening.
    pub(super) fn is_open(&self) -> bool {
        self.kinds.is_empty() && self.when.is_none() && self.aside.is_none()
    }

    pub(super) fn kind(&self) -> Option<EventKind> {
        self.kinds.first().copied()
    }

    pub(super) fn weighted_kinds(&self) -> Vec<(EventKind, f32)> {
        let named = self.kinds.iter().map(|&kind| (kind, 1.0));
        named.chain(self.related.iter().map(|&kind| (kind, RELATED_WEIGHT))).collect()
    }
}

/// Whether a relation word stands before a kind in its own claim.
fn is_led(reading: &Reading<'_>, claim: &Claim, kind: Span) -> bool {
    let mut cues = reading.cues_in(claim.sentence, claim.span);
    cues.any(|cue| cue.kind == CueKind::Relation && cue.span.end <= kind.start)
}

/// Days of a stretch of time that is measured as a whole ("in October", "at the end of last month"), and days after it
/// within which its figures are news.
const PERIOD: i32 = 7;
const FIGURES_ARE_NEWS: i32 = 120;

/// Whether a time is the period that a figure measures ("inflation fell to 6 percent in October"): its publication is the
/// news, and no happening of that month.
fn is_period_measured(reading: &Reading<'_>, claim: &Claim, time: &TimeRef) -> bool {
    let measured =
        claim.quantities.iter().any(|one| one.unit.as_deref().is_some_and(|unit| !is_duration(unit)));
    let (Some(from), Some(to)) = (time.from, time.to) else { return false };
    let Some(published) = reading.article.published.as_ref().map(|published| published.date()) else {
        return false;
    };
    let days = |from: Date, to: Date| to.since(from).map_or(i32::MAX, |gap| gap.get_days());
    measured && days(from, to) >= PERIOD && (0..=FIGURES_ARE_NEWS).contains(&days(to, published))
}

/// A past year right beside the words that name a happening ("the 2018 floods"), with its place.
fn year_named(reading: &Reading<'_>, claim: &Claim) -> Option<(When, Span)> {
    let published = reading.article.published.as_ref()?.date();
    let sentence = reading.text.sentences.get(claim.sentence as usize)?;
    let tokens = reading.text.tokens_of(sentence);
    let kinds: Vec<Span> = reading
        .kinds_in(claim.sentence, claim.span)
        .filter(|at| at.kind.rank() >= 2)
        .map(|at| at.span)
        .collect();
    let beside = |nth: usize| {
        let neighbours = [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten();
        neighbours
            .filter_map(|at| tokens.get(at))
            .any(|token| kinds.iter().any(|kind| kind.overlaps(token.span)))
    };
    let named = tokens.iter().enumerate().filter(|(nth, token)| {
        token.kind == TokenKind::Number
            && token.folded.len() == 4
            && claim.span.contains(token.span)
            && beside(*nth)
    });
    let mut years = named.filter_map(|(_, token)| Some((token.folded.parse::<i16>().ok()?, token.span)));
    let (year, span) = years.find(|(year, _)| (MIN_YEAR..published.year()).contains(year))?;
    let when = When {
        from: Date::new(year, 1, 1).ok()?,
        to: Date::new(year, 12, 31).ok()?,
        basis: WhenBasis::Stated,
    };
    Some((when, span))
}

/// The earliest year that four digits beside a happening are taken for.
const MIN_YEAR: i16 = 1900;

/// Where the act that a time dates stands among the claim's acts; a time without one stands last.
fn first_act(claim: &Claim, time: &TimeRef) -> u32 {
    let act = time.predicate.and_then(|nth| claim.predicates.get(nth as usize));
    act.map_or(u32::MAX, |act| act.span.start)
}

fn is_duration(unit: &str) -> bool {
    matches!(unit, "minute" | "month" | "age_year")
}

/// The kind named nearest to the time at `span`; of equally near ones the first.
fn nearest_kind(reading: &Reading<'_>, claim: &Claim, span: Span) -> Option<EventKind> {
    let named = reading.kinds_in(claim.sentence, claim.span).filter(|at| at.kind.rank() >= 1);
    named.min_by_key(|at| when::apart(at.span, span)).map(|at| at.kind)
}

/// Where what the claim tells of happened: of a contact, where the words that name it say so; else the first place
/// it gives, and what lies in it or around it.
fn places(reading: &Reading<'_>, claim: &Claim, kind: Option<EventKind>) -> Vec<PlaceRef> {
    let all = || claim.places.iter();
    if let Some(kind) = kind.filter(|kind| kind.is_contact()) {
        return all()
            .filter(|place| news::hosts(reading, claim.sentence, kind, place, all()))
            .cloned()
            .collect();
    }
    let located = || all().filter(|place| place.role == PlaceRole::Location);
    let Some(first) = located().next() else { return Vec::new() };
    let around = |place: &&PlaceRef| {
        matches!(place::relation(first, place), PlaceRelation::Same | PlaceRelation::PartOf)
    };
    located().filter(around).cloned().collect()
}

/// A kind that a relation word governs, in a frame that is not the news.
const RELATED_WEIGHT: f32 = 0.6;
