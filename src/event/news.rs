//! The main frame of an article: its news.
//!
//! Takes an article's reading, gives the slots that title, head and dateline tell.

use super::cues::CueKind;
use super::frame::Frame;
use super::kinds::{EventKind, KindRelation};
use super::reading::{KindAt, Marks, Reading};
use super::when;
use crate::model::{EventRole, Participant, PlaceRef, PlaceRole, Span};
use std::collections::BTreeMap;

/// A kind named in the title, and in the first, second and later sentences of the head.
const TITLE_WEIGHT: f32 = 3.0;
const SENTENCE_WEIGHTS: [f32; 3] = [2.0, 1.2, 0.6];
/// A kind a relation word governs ("after the summit").
const RELATED_WEIGHT: f32 = 0.3;
/// Each further mention of a kind, beside the weightiest.
const REPEAT_WEIGHT: f32 = 0.25;
/// Weight by rank of the kind.
const RANK_WEIGHTS: [f32; 4] = [0.05, 0.35, 0.7, 1.0];
/// A narrower kind speaks for the heaviest where it weighs at least this share of it.
const NARROWER_SHARE: f32 = 0.4;

/// The main frame, without claims and words, which later steps fill.
pub(crate) fn frame(reading: &Reading<'_>) -> Frame {
    let kinds = kinds(reading);
    let (venues, venue_name) = venues(reading, &kinds);
    let (parties, party_names, actors) = parties(reading);
    let kind_words = kinds.first().and_then(|kind| kind_words(reading, kind.0));
    let mut names = party_names;
    names.extend(venue_name);
    Frame {
        when: when::of_news(reading, &kinds),
        kinds,
        venues,
        parties,
        actors,
        numbers: numbers(reading),
        kind_words,
        names,
        ..Frame::empty(reading, EventRole::Main)
    }
}

/// Kinds of title and head, heaviest first.
fn kinds(reading: &Reading<'_>) -> Vec<(EventKind, f32)> {
    let mut weights: BTreeMap<EventKind, (f32, u32)> = BTreeMap::new();
    let mut add = |at: &KindAt, zone: f32| {
        let rank = RANK_WEIGHTS[usize::from(at.kind.rank()).min(3)];
        let weight = zone * rank * if at.related { RELATED_WEIGHT } else { 1.0 };
        let entry = weights.entry(at.kind).or_default();
        entry.0 = entry.0.max(weight);
        entry.1 += 1;
    };
    reading.title_kinds.iter().for_each(|at| add(at, TITLE_WEIGHT));
    for (nth, marks) in reading.sentences[reading.lead..reading.head].iter().enumerate() {
        let zone = SENTENCE_WEIGHTS[nth.min(SENTENCE_WEIGHTS.len() - 1)];
        marks.kinds.iter().for_each(|at| add(at, zone));
    }
    let mut kinds: Vec<(EventKind, f32)> = weights
        .into_iter()
        .map(|(kind, (weight, times))| {
            (kind, weight + REPEAT_WEIGHT * weight.min(1.0) * (times.min(4) - 1) as f32)
        })
        .collect();
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    if let Some(reaction) = reaction(reading) {
        let top = kinds.first().map_or(1.0, |kind| kind.1);
        kinds.retain(|kind| kind.0 != reaction);
        kinds.insert(0, (reaction, top));
    }
    if let Some(&(top, weight)) = kinds.first() {
        let narrower =
            kinds.iter().position(|k| k.0 != top && k.0.is_a(top) && k.1 >= weight * NARROWER_SHARE);
        if let Some(nth) = narrower {
            let mut narrow = kinds.remove(nth);
            narrow.1 = narrow.1.max(weight);
            kinds.insert(0, narrow);
        }
    }
    kinds
}

/// The reaction the news tells of: a condemnation named first governs the attack named after it.
fn reaction(reading: &Reading<'_>) -> Option<EventKind> {
    let wide = EventKind::named("reaction")?;
    let first = reading.marks(reading.lead as u32)?.kinds.first()?;
    first.kind.is_a(wide).then_some(first.kind)
}

/// Where the news happened, the surest first, and the words of the surest.
///
/// A contact happens where the words that name it say so ("met in Sochi"); its themes have places too, and
/// those are no venues. Anything else happens where title or head places it.
fn venues(reading: &Reading<'_>, kinds: &[(EventKind, f32)]) -> (Vec<PlaceRef>, Option<(String, String)>) {
    let by_kind = kinds.first().is_some_and(|kind| kind.0.is_contact());
    let title = reading.article.title.as_deref().unwrap_or_default();
    if !by_kind {
        let placed: Vec<&PlaceRef> =
            reading.title_places.iter().filter(|p| p.role == PlaceRole::Location).collect();
        if let Some(first) = placed.first() {
            let name = words(title, first.span).map(|name| (first.name.to_string(), name));
            let mut venues: Vec<PlaceRef> = placed.into_iter().cloned().collect();
            // A title names the theme of an agreement as often as the place it was made in; the head has both.
            if !kinds.first().is_some_and(|kind| kind.0.venue_identifies()) {
                let located = reading.head_claims().flat_map(|claim| &claim.places);
                venues.extend(located.filter(|place| place.role == PlaceRole::Location).cloned());
            }
            return (venues, name);
        }
    }
    let end = if reading.turns { reading.head } else { reading.head.max(reading.lead + 4) };
    for nth in reading.lead as u32..end as u32 {
        let places = || reading.claims.iter().filter(move |c| c.sentence == nth).flat_map(|c| &c.places);
        let with_role = |role| places().filter(|place| place.role == role).collect::<Vec<_>>();
        let mut found: Vec<&PlaceRef> = match kinds.first() {
            Some(kind) if by_kind => {
                places().filter(|place| hosts(reading, nth, kind.0, place, places())).collect()
            }
            _ => with_role(PlaceRole::Location),
        };
        // What strikes a country names it as the object ("a storm hit Taiwan").
        if found.is_empty() && kinds.first().is_some_and(|kind| !by_kind && kind.0.venue_identifies()) {
            found = with_role(PlaceRole::Actor);
        }
        found.sort_by_key(|place| place.span);
        found.dedup_by_key(|place| place.span);
        if let Some(first) = found.first() {
            let name = words(&reading.article.text, first.span).map(|name| (first.name.to_string(), name));
            return (found.into_iter().cloned().collect(), name);
        }
    }
    (Vec::new(), None)
}

/// How far after the words of a contact its venue may stand, in bytes: some thirty words of Latin script, half as
/// many of Arabic, fewer where a comma lies between.
const VENUE_REACH: u32 = 320;
const VENUE_REACH_OVER_COMMA: u32 = 100;

/// Whether `place`, in sentence `nth`, is where the contact of `kind` was: the first place after the words that
/// name it, no theme in between ("met in Sochi to discuss the situation in Idlib").
pub(crate) fn hosts<'p>(
    reading: &Reading<'_>,
    nth: u32,
    kind: EventKind,
    place: &PlaceRef,
    mut places: impl Iterator<Item = &'p PlaceRef>,
) -> bool {
    let Some(marks) = reading.marks(nth) else { return false };
    if stands_before(reading, marks, kind, place) {
        return true;
    }
    let before = marks.kinds.iter().rfind(|at| at.span.end <= place.span.start);
    let of_contact = |at: &&KindAt| at.kind.relation(kind) >= KindRelation::Nested;
    let Some(at) = before.filter(of_contact) else { return false };
    let between = at.span.end..place.span.start;
    let inside = |span: Span| between.contains(&span.start);
    let themed = marks.cues.iter().any(|cue| cue.kind == CueKind::Theme && inside(cue.span));
    let first = !places.any(|other| inside(other.span) && other.role == PlaceRole::Location);
    if themed || !first {
        return false;
    }
    let gap = place.span.start - at.span.end;
    let words = reading.article.text.get(at.span.end as usize..place.span.start as usize).unwrap_or_default();
    let reach = if words.contains([',', '،', ';', '؛']) { VENUE_REACH_OVER_COMMA } else { VENUE_REACH };
    // A summit is named after its place; an agreement keeps the name of the place it was made in.
    let by_name = at.kind.venue_identifies() && gap <= 6 && place.role == PlaceRole::Name;
    by_name || (place.role == PlaceRole::Location && gap <= reach)
}

/// Whether a place stands right before the words of the contact and closes no other phrase: where what says more of a
/// noun stands before it ("Soçi'de yaptıkları zirvede").
fn stands_before(reading: &Reading<'_>, marks: &Marks, kind: EventKind, place: &PlaceRef) -> bool {
    let of_contact = |at: &&KindAt| at.kind.relation(kind) >= KindRelation::Nested;
    let Some(at) = marks.kinds.iter().find(|at| at.span.start >= place.span.end).filter(of_contact) else {
        return false;
    };
    let between =
        reading.article.text.get(place.span.end as usize..at.span.start as usize).unwrap_or_default();
    place.role == PlaceRole::Location
        && between.split_whitespace().count() <= 1
        && !between.contains([',', '،', ';', '؛', '.', ':'])
}

fn words(text: &str, span: Span) -> Option<String> {
    text.get(span.range()).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Folded names of those who take part in the head's claims, sorted, each with its words; and how many of them are not
/// only its speakers.
fn parties(reading: &Reading<'_>) -> (Vec<String>, Vec<(String, String)>, usize) {
    let mut parties: BTreeMap<String, (&Participant, bool)> = BTreeMap::new();
    for claim in reading.head_claims() {
        let speaker = claim.speaker.as_ref().and_then(|speaker| speaker.span);
        for one in &claim.participants {
            let acts = !speaker.is_some_and(|speaker| speaker.overlaps(one.span));
            parties.entry(one.canonical.clone()).or_insert((one, false)).1 |= acts;
        }
    }
    let names = parties.iter().map(|(canonical, (one, _))| (canonical.clone(), one.name.clone())).collect();
    let actors = parties.values().filter(|(_, acts)| *acts).count();
    (parties.into_keys().collect(), names, actors)
}

/// The article's own word for `kind`: the shortest among those of title and head.
fn kind_words(reading: &Reading<'_>, kind: EventKind) -> Option<String> {
    let title = reading.article.title.as_deref().unwrap_or_default();
    let titled =
        reading.title_kinds.iter().filter(|at| at.kind == kind).filter_map(|at| words(title, at.span));
    let head = reading.sentences[reading.lead..reading.head].iter().flat_map(|marks| &marks.kinds);
    let in_head = head.filter(|at| at.kind == kind).filter_map(|at| words(&reading.article.text, at.span));
    titled.chain(in_head).min_by_key(|word| (word.chars().count(), word.clone()))
}

/// Least figure that two reports share by more than chance.
const MIN_TELLING_FIGURE: f64 = 3.0;

/// The exact figures of the head, as bits, sorted.
fn numbers(reading: &Reading<'_>) -> Vec<u64> {
    let head = reading.claims.iter().filter(|claim| (claim.sentence as usize) < reading.head);
    let figures =
        head.flat_map(|claim| &claim.quantities).filter(|q| q.low == q.high && q.low >= MIN_TELLING_FIGURE);
    let mut bits: Vec<u64> = figures.map(|quantity| quantity.low.to_bits()).collect();
    bits.sort_unstable();
    bits.dedup();
    bits
}
