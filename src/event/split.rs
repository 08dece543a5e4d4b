//! Claims to the frames of their article.
//!
//! Takes an article's reading and its main frame, gives every claim a frame: the main one, one it opens by its
//! own date, place or kind, or one opened before it that it goes on with. Says how surely.

use super::cues::CueKind;
use super::frame::{Frame, venue_relation};
use super::kinds::{EventKind, KindRelation};
use super::news;
use super::own::Own;
use super::reading::Reading;
use crate::claim::place::PlaceRelation;
use crate::model::{Claim, ClaimIx, EventRole, Modality};

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
    let owns: Vec<Own> = reading.claims.iter().map(|claim| Own::of(reading, claim)).collect();
    let mut last = 0;
    for (nth, claim) in reading.claims.iter().enumerate() {
        let goes_on = nth > 0 && follows(reading, &reading.claims[nth - 1], claim);
        // What a clause leaves open, the next clause of its sentence tells.
        let next = reading.claims.get(nth + 1).filter(|next| next.sentence == claim.sentence);
        let own = if owns[nth].is_open() && next.is_some() { &owns[nth + 1] } else { &owns[nth] };
        let (at, surely) = settle(&mut frames, reading, claim, own, if goes_on { last } else { 0 });
        frames[at].claims.push((reading.first_claim + nth as ClaimIx, surely));
        if at != 0 && surely > GOES_ON {
            frames[at].take(own, claim);
        }
        last = if surely > ASIDE { at } else { 0 };
    }
    frames
}

impl Frame {
    fn opened(own: &Own, reading: &Reading<'_>) -> Self {
        Self {
            kinds: own.weighted_kinds(),
            when: own.when,
            venues: own.places.clone(),
            parties: own.parties.clone(),
            actors: own.parties.len(),
            ..Frame::empty(reading, EventRole::Background)
        }
    }

    /// Fills the slots that are still empty from a claim that joined.
    fn take(&mut self, own: &Own, claim: &Claim) {
        if self.kinds.is_empty() {
            self.kinds = own.weighted_kinds();
        }
        if own.when.is_some_and(|when| self.when.is_none_or(|old| when.days() < old.days())) {
            self.when = own.when;
            self.mentioned = false;
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
/// in the same paragraph on the same point.
fn follows(reading: &Reading<'_>, before: &Claim, claim: &Claim) -> bool {
    if before.sentence == claim.sentence {
        return true;
    }
    if claim.speaker.as_ref().is_some_and(|speaker| speaker.inherited) {
        return true;
    }
    if reading.cues_in(claim.sentence, claim.span).any(|cue| cue.kind == CueKind::Topic) {
        return false;
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
fn settle(
    frames: &mut Vec<Frame>,
    reading: &Reading<'_>,
    claim: &Claim,
    own: &Own,
    last: usize,
) -> (usize, f32) {
    mention(frames, own, reading);
    let main = &frames[0];
    let recalled = own.recalled && own.kind().is_some_and(|kind| kind.rank() == 3 && !calls(main, kind));
    if !recalled && reading.depth(claim).is_none_or(|depth| depth == 0) {
        return (0, NAMES);
    }
    let in_head = reading.depth(claim).is_some_and(|depth| depth < 2 && depth + reading.lead < reading.head);
    let elsewhere = recalled
        || dated_elsewhere(main, claim, own, in_head)
        || excluded(main, own) && !is_theme(main, own)
        || (!in_head
            && (placed_elsewhere(main, own) && !is_theme(main, own)
                || opens_another_story(reading, claim, own)))
        || (!in_head && turned_away(main, own));
    if elsewhere {
        if own.kinds.is_empty() && own.when.is_none() {
            return (0, ASIDE);
        }
        let fitting =
            (1..frames.len()).rev().find(|&nth| fits(&frames[nth], own) && goes_with(&frames[nth], own));
        if let Some(nth) = fitting {
            return (nth, NAMES);
        }
        frames.push(Frame { mentioned: recalled, ..Frame::opened(own, reading) });
        return (frames.len() - 1, OPENS);
    }
    if names(main, own) {
        return (0, NAMES);
    }
    if is_theme(main, own) {
        return (0, FALLS_TO);
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

/// Opens a frame for a happening that a claim of the news sets in relation to it ("the call comes a week after the
/// summit in Sochi"), so that later claims can go on with it.
fn mention(frames: &mut Vec<Frame>, own: &Own, reading: &Reading<'_>) {
    let main = &frames[0];
    let happening = |kind: &&EventKind| kind.rank() == 3 && !calls(main, **kind);
    let Some(&kind) = own.related.iter().find(happening) else { return };
    let known = |frame: &Frame| frame.kinds.iter().any(|of| of.0.relation(kind) >= KindRelation::Nested);
    if !names(main, own) || frames[1..].iter().any(known) {
        return;
    }
    let when = own.when.filter(|_| own.dated == Some(kind));
    let alone = Own {
        kinds: vec![kind],
        related: Vec::new(),
        when,
        dated: own.dated,
        places: own.related_places.clone(),
        parties: own.parties.clone(),
        aside: None,
        related_places: Vec::new(),
        recalled: false,
    };
    frames.push(Frame::opened(&alone, reading));
}

/// Whether the claim's own days make it another happening than the news.
fn dated_elsewhere(main: &Frame, claim: &Claim, own: &Own, in_head: bool) -> bool {
    let Some(when) = own.when else { return false };
    let Some(news) = main.when else {
        // The news has no date: a month or year of its own, or a date together with a marker, tells of another.
        return !in_head && (when.days() > 20 || own.aside.is_some() || excluded(main, own));
    };
    let lasts = main.kind().map_or(1, EventKind::days).max(1);
    let gap = when.gap(&news);
    // What is to come of the news is part of it ("the next round is set for 2 June").
    if gap == 0 || when.from > news.to && gap <= AHEAD_DAYS && is_ahead(claim) {
        return false;
    }
    // The words date another part of the clause: "the talks come after the shelling of last week".
    let led_back =
        !own.kinds.is_empty() && names(main, own) && !own.dated.is_some_and(|kind| calls(main, kind));
    let own_kind = own.dated.is_some_and(|kind| kind.rank() >= 2);
    let apart = venue_relation(&main.venues, &own.places) == PlaceRelation::Disjoint;
    match (own_kind, own.aside.is_some()) {
        _ if led_back => false,
        // A neighbouring day makes another happening only where the place or kind is another too.
        (true, _) if gap <= lasts => (apart || !akin(main, own)) && !in_head,
        (true, _) => true,
        (false, true) => gap > lasts,
        (false, false) => gap > STORY_DAYS,
    }
}

/// Days ahead of the news within which what is planned is still told as part of it.
const AHEAD_DAYS: i32 = 45;

/// Whether a claim tells of what is to be, and of nothing that was.
fn is_ahead(claim: &Claim) -> bool {
    let ahead = |modality| {
        matches!(modality, Modality::Planned | Modality::Expected | Modality::Goal | Modality::Possible)
    };
    claim.predicates.iter().any(|one| ahead(one.modality))
}

/// Whether `kind` is the frame's, or one that reports use for it.
fn calls(frame: &Frame, kind: EventKind) -> bool {
    frame.kind().is_some_and(|of| of.relation(kind) >= KindRelation::Called)
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
    own.kinds.iter().any(bars) && !own.kinds.iter().any(|own| own.relation(kind) >= KindRelation::Nested)
}

/// Whether the claim tells of a happening at a place of its own.
fn placed_elsewhere(main: &Frame, own: &Own) -> bool {
    let Some(kind) = own.kind() else { return false };
    let of_its_own = kind.venue_identifies() && (kind.is_contact() || !names(main, own));
    of_its_own && venue_relation(&main.venues, &own.places) == PlaceRelation::Disjoint
}

/// Whether the claim is where the article leaves the news of its title for another story.
fn opens_another_story(reading: &Reading<'_>, claim: &Claim, own: &Own) -> bool {
    let turns = reading.turns && claim.sentence as usize == reading.head;
    turns
        && !own.places.is_empty()
        && own.kind().is_some_and(|kind| kind.rank() == 3 && kind.venue_identifies())
}

/// Whether a marker takes the claim out of the news, and nothing in it leads back.
fn turned_away(main: &Frame, own: &Own) -> bool {
    let Some(aside) = own.aside else { return false };
    match aside {
        CueKind::Reminder => !names(main, own),
        CueKind::Shift => true,
        CueKind::Past => !own.kinds.is_empty() && !names(main, own),
        CueKind::Standing | CueKind::Relation | CueKind::Theme | CueKind::Topic => false,
    }
}

/// Whether the claim names the frame's kind, or one that reports use for it.
fn names(frame: &Frame, own: &Own) -> bool {
    let of = |kind: EventKind| own.kinds.iter().any(|own| own.relation(kind) >= KindRelation::Called);
    match frame.role {
        EventRole::Main => frame.kind().is_some_and(of),
        EventRole::Background => frame.kinds.iter().any(|kind| of(kind.0)),
    }
}

/// Whether the claim tells of what people met about, as title and head name it ("the attacks they talked of").
fn is_theme(main: &Frame, own: &Own) -> bool {
    let Some((&(news, top), kind)) = main.kinds.first().zip(own.kind()) else { return false };
    let weighty = main.kinds.iter().filter(|of| of.1 >= top * THEME_SHARE);
    let mut themes = weighty.map(|of| of.0).filter(|of| !of.is_accord());
    own.when.is_none() && news.is_accord() && themes.any(|theme| theme == kind)
}

/// Share of the weight of the heaviest kind from which on another kind is a theme of the news.
const THEME_SHARE: f32 = 0.5;

/// Whether what the claim names may be told of a frame that is no news: a kind of its own belongs to no frame of another kind,
/// though nothing speaks against it.
fn goes_with(frame: &Frame, own: &Own) -> bool {
    // What a summit brought goes by many names; a truce and a sanction are two matters.
    let least = |kind: EventKind| if kind.rank() == 3 { KindRelation::Called } else { KindRelation::Nested };
    let one = |of: &(EventKind, f32)| own.kinds.iter().any(|own| own.relation(of.0) >= least(of.0));
    own.kinds.is_empty() || frame.kinds.is_empty() || frame.kinds.iter().any(one)
}

/// Whether nothing in the claim speaks against the frame.
fn fits(frame: &Frame, own: &Own) -> bool {
    let dates = match (&frame.when, &own.when) {
        (Some(a), Some(b)) => a.gap(b) == 0,
        // A date of its own opens a frame of its own rather than dating what was told before.
        (None, Some(_)) => frame.claims.is_empty() || frame.mentioned,
        _ => true,
    };
    let kinds = own.kinds.is_empty() || frame.kinds.is_empty() || {
        let akin =
            |kind: &(EventKind, f32)| own.kinds.iter().any(|own| own.relation(kind.0) >= KindRelation::Akin);
        frame.kinds.iter().any(akin)
    };
    let placed = own.kind().is_some_and(EventKind::venue_identifies);
    let places = !placed || venue_relation(&frame.venues, &own.places) != PlaceRelation::Disjoint;
    dates && kinds && places
}
