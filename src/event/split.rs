//! Claims to the frames of their article.
//!
//! Takes an article's reading and its main frame, gives every claim a frame: the main one, one it opens by its
//! own date, place or kind, or one opened before it that it goes on with. Says how surely.

use super::cues::CueKind;
use super::frame::{Frame, shared_parties, venue_relation};
use super::kinds::{EventKind, KindRelation};
use super::news;
use super::reading::Reading;
use super::terms::Vector;
use super::when::{self, When};
use crate::claim::place::PlaceRelation;
use crate::model::{Claim, ClaimIx, EventRole, PlaceRef, PlaceRole};

/// How surely a claim belongs to a frame it opens, names, goes on with, or falls to.
const OPENS: f32 = 0.9;
const NAMES: f32 = 0.9;
const GOES_ON: f32 = 0.7;
const FALLS_TO: f32 = 0.6;
/// A claim a marker takes out of the news without saying which other happening it tells of.
const ASIDE: f32 = 0.3;

/// The frames of one article, the main one first, with their claims.
pub(crate) fn frames(reading: &Reading<'_>) -> Vec<Frame> {
    let mut frames = vec![news::frame(reading)];
    let mut last = 0;
    for (nth, claim) in reading.claims.iter().enumerate() {
        let own = Own::of(reading, claim);
        let goes_on = nth > 0 && follows(reading, &reading.claims[nth - 1], claim);
        let (at, surely) = place(&mut frames, reading, claim, &own, if goes_on { last } else { 0 });
        frames[at].claims.push((reading.first_claim + nth as ClaimIx, surely));
        if at != 0 {
            frames[at].take(&own, claim);
        }
        last = at;
    }
    frames
}

/// What one claim says of its own happening.
#[derive(Debug)]
struct Own {
    /// Kinds that name a happening or a part of one, not governed by a relation word.
    kinds: Vec<EventKind>,
    when: Option<When>,
    places: Vec<PlaceRef>,
    parties: Vec<String>,
    aside: Option<CueKind>,
}

impl Own {
    fn of(reading: &Reading<'_>, claim: &Claim) -> Self {
        let mut named: Vec<_> = reading
            .kinds_in(claim.sentence, claim.span)
            .filter(|at| !at.related && at.kind.rank() >= 2)
            .map(|at| at.kind)
            .collect();
        named.sort_by_key(|kind| (std::cmp::Reverse(kind.rank()), *kind));
        named.dedup();
        let stated = claim.times.iter().filter(|time| !when::dates_the_statement(claim, time));
        let when = stated.filter_map(When::of).min_by_key(|when| (when.days(), when.from));
        let places = claim.places.iter().filter(|place| place.role == PlaceRole::Location).cloned().collect();
        let mut parties: Vec<String> = claim.participants.iter().map(|one| one.canonical.clone()).collect();
        parties.sort();
        parties.dedup();
        let cues = reading.cues_in(claim.sentence, claim.span);
        let aside = cues.map(|cue| cue.kind).filter(|kind| *kind != CueKind::Relation).min();
        Self { kinds: named, when, places, parties, aside }
    }

    fn kind(&self) -> Option<EventKind> {
        self.kinds.first().copied()
    }
}

impl Frame {
    fn opened(own: &Own, article: u32) -> Self {
        Self {
            article,
            role: EventRole::Background,
            kinds: own.kinds.iter().map(|&kind| (kind, 1.0)).collect(),
            when: own.when,
            venues: own.places.clone(),
            parties: own.parties.clone(),
            numbers: Vec::new(),
            claims: Vec::new(),
            head: Vector::default(),
            body: Vector::default(),
            kind_words: None,
            names: Vec::new(),
        }
    }

    /// Fills the slots that are still empty from a claim that joined.
    fn take(&mut self, own: &Own, claim: &Claim) {
        if self.kinds.is_empty() {
            self.kinds = own.kinds.iter().map(|&kind| (kind, 1.0)).collect();
        }
        if own.when.is_some_and(|when| self.when.is_none_or(|old| when.days() < old.days())) {
            self.when = own.when;
        }
        if self.venues.is_empty() {
            self.venues = own.places.clone();
        }
        self.parties.extend(own.parties.iter().cloned());
        self.parties.sort();
        self.parties.dedup();
        self.names.extend(claim.participants.iter().map(|one| (one.canonical.clone(), one.name.clone())));
    }
}

/// Whether `claim` goes on with the one before it: the same sentence, a verb without a subject, the same voice
/// in the same paragraph.
fn follows(reading: &Reading<'_>, before: &Claim, claim: &Claim) -> bool {
    if before.sentence == claim.sentence {
        return true;
    }
    if claim.speaker.as_ref().is_some_and(|speaker| speaker.inherited) {
        return true;
    }
    let between = reading.article.text.get(before.span.end as usize..claim.span.start as usize);
    let same_paragraph = between.is_some_and(|between| !between.contains('\n'));
    let same_voice = match (&before.speaker, &claim.speaker) {
        (Some(a), Some(b)) => a.canonical == b.canonical,
        (None, None) => true,
        _ => false,
    };
    same_voice && (same_paragraph || claim.speaker.is_some())
}

/// The frame `claim` belongs to, opened if need be, and how surely.
fn place(
    frames: &mut Vec<Frame>,
    reading: &Reading<'_>,
    claim: &Claim,
    own: &Own,
    last: usize,
) -> (usize, f32) {
    let main = &frames[0];
    let in_head = reading.depth(claim).is_none_or(|depth| depth < 2 && depth + reading.lead < reading.head);
    let elsewhere = dated_elsewhere(main, own, in_head)
        || excluded(main, own)
        || (!in_head && placed_elsewhere(main, own))
        || (!in_head && turned_away(main, own));
    if elsewhere {
        let fitting = (1..frames.len()).rev().find(|&nth| fits(&frames[nth], own));
        if let Some(nth) = fitting {
            return (nth, NAMES);
        }
        let empty = own.kinds.is_empty() && own.when.is_none();
        frames.push(Frame::opened(own, reading.ix));
        return (frames.len() - 1, if empty { ASIDE } else { OPENS });
    }
    if names(main, own) {
        return (0, NAMES);
    }
    if let Some(nth) =
        (1..frames.len()).rev().find(|&nth| names(&frames[nth], own) && fits(&frames[nth], own))
    {
        return (nth, NAMES);
    }
    match last {
        0 => (0, if in_head { NAMES } else { FALLS_TO }),
        nth if fits(&frames[nth], own) => (nth, GOES_ON),
        _ => (0, FALLS_TO),
    }
}

/// A detail of the story without a kind of its own may lie this many days before the news.
const STORY_DAYS: i32 = 60;

/// Whether the claim's own days make it another happening than the news.
fn dated_elsewhere(main: &Frame, own: &Own, in_head: bool) -> bool {
    let Some(when) = own.when else { return false };
    let Some(news) = main.when else {
        // The news has no date: a month or year of its own, or a date together with a marker, tells of another.
        return !in_head && (when.days() > 20 || own.aside.is_some() || excluded(main, own));
    };
    let lasts = main.kind().map_or(1, EventKind::days).max(1);
    let gap = when.gap(&news);
    let own_kind = own.kinds.iter().any(|kind| kind.rank() >= 2);
    match (own_kind, own.aside.is_some()) {
        // A neighbouring day makes another happening only where the place or kind is another too.
        (true, _) if gap <= lasts => gap > 0 && (placed_elsewhere(main, own) || !akin(main, own)) && !in_head,
        (true, _) => true,
        (false, true) => gap > lasts,
        (false, false) => gap > STORY_DAYS,
    }
}

/// Whether a kind the claim names is akin to that of the news.
fn akin(main: &Frame, own: &Own) -> bool {
    let Some(kind) = main.kind() else { return true };
    own.kinds.iter().any(|own| own.relation(kind) >= KindRelation::Akin)
}

/// Whether the claim names a kind the news cannot be, and none it can.
fn excluded(main: &Frame, own: &Own) -> bool {
    let Some(kind) = main.kind() else { return false };
    let bars = |own: &EventKind| own.relation(kind) == KindRelation::Exclusive;
    own.kinds.iter().any(bars) && !own.kinds.iter().any(|own| own.relation(kind) >= KindRelation::Akin)
}

/// Whether the claim tells of a happening at a place of its own.
fn placed_elsewhere(main: &Frame, own: &Own) -> bool {
    let Some(kind) = own.kind() else { return false };
    kind.venue_identifies() && venue_relation(&main.venues, &own.places) == PlaceRelation::Disjoint
}

/// Whether a marker takes the claim out of the news, and nothing in it leads back.
fn turned_away(main: &Frame, own: &Own) -> bool {
    let Some(aside) = own.aside else { return false };
    match aside {
        CueKind::Reminder | CueKind::Shift => !names(main, own),
        CueKind::Past => !own.kinds.is_empty() && !names(main, own),
        CueKind::Standing | CueKind::Relation => false,
    }
}

/// Whether the claim names the frame's kind.
fn names(frame: &Frame, own: &Own) -> bool {
    let Some(kind) = frame.kind() else { return false };
    own.kinds.iter().any(|own| own.relation(kind) >= KindRelation::Nested)
}

/// Whether nothing in the claim speaks against the frame.
fn fits(frame: &Frame, own: &Own) -> bool {
    let dates = match (&frame.when, &own.when) {
        (Some(a), Some(b)) => a.gap(b) == 0,
        _ => true,
    };
    let kinds = match (frame.kind(), own.kind()) {
        (Some(a), Some(b)) => a.relation(b) >= KindRelation::Akin,
        _ => true,
    };
    let places = venue_relation(&frame.venues, &own.places) != PlaceRelation::Disjoint;
    let parties = frame.parties.is_empty()
        || own.parties.is_empty()
        || own.kind().is_none()
        || shared_parties(&frame.parties, &own.parties) > 0;
    dates && kinds && places && parties
}
