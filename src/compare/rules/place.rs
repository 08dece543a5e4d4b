//! Different places for the same happening.
//!
//! # What it flags
//! The same act over the same argument, said to happen at two places of which neither lies in the other; also at two
//! numbered or named parts of one kind ("the third quay", "the seventh quay"), one thing that lies on two sides of a
//! place ("east of the capital", "north of the capital"), and one happening in two grounds or buildings of which neither
//! may lie in the other ("in the market", "in the bus park"), at a place and kilometres away from it, or on two sides of one
//! thing ("the east bank").
//!
//! # Why it matters
//! Where something happened decides who saw it and who answers for it.
//!
//! # Example
//! "The two met in Vienna" / "The two met in Geneva".
//!
//! # Not flagged
//! A resort and its city, a building and its capital; a capital that stands for its government; a city in the name of an
//! agreement; lists of several places.
//!
//! # Limits
//! Places the gazetteer does not know are compared by name.

use super::anchor::{self, Anchor, Tied};
use super::{Finding, Trace, bearing, cite, common_features, elsewhere, slots, values, venue};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair};
use crate::compare::reading::{Act, Reading, Word};
use crate::compare::reason;
use crate::lexicon;
use crate::model::{Kind, PlaceRef, PlaceRole, Span, Token, Verdict};
use crate::text::{concept, stem};
use jiff::civil::Date;
use std::sync::LazyLock;

const NAME: &str = "place";
/// Tokens at the head of a sentence within which a place is where all of it happens.
const OPENING: usize = 3;
/// Likeness (Jaro-Winkler) from which on two names are two spellings of one.
const SPELLING: f64 = 0.88;

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    if other_bodies(pair) {
        return trace.stop(NAME, "other_bodies");
    }
    if pair.places == PlaceRelation::Disjoint && is_recalled_by_one(pair) {
        return trace.stop(NAME, "recalled");
    }
    if let Some((one, other)) = bearing::apart(pair) {
        let mut found = finding(pair, None, one, other);
        found.features.push(("bearing", 1.0));
        return Some(found);
    }
    let mut gate = "no_shared_act";
    let mut links: Vec<&ActLink> =
        pair.links.iter().filter(|link| link.is_alike() && pair.same_polarity(link)).collect();
    links.sort_by(|x, y| y.is_same().cmp(&x.is_same()).then(y.args.total_cmp(&x.args)));
    for link in links.into_iter().filter(|link| link.is_same()) {
        if link.shared < 2 && !(link.shared == 1 && pair.containment >= 0.5) {
            gate = "argument";
            continue;
        }
        let (one, other) = (located(pair.a, link.a), located(pair.b, link.b));
        if let (Some(one), Some(other)) = (one.as_deref(), other.as_deref()) {
            if anchor::of(pair.a, one[0].span).turn != anchor::of(pair.b, other[0].span).turn {
                gate = "another_of_a_row";
                continue;
            }
            match stand(one, other) {
                PlaceRelation::Disjoint if meets(pair) && link.args < 0.6 => gate = "places_meet",
                PlaceRelation::Disjoint if names_a_body(pair.a, one) && names_a_body(pair.b, other) => {
                    gate = "other_bodies";
                }
                PlaceRelation::Disjoint => {
                    return Some(finding(pair, Some(link), one[0].span, other[0].span));
                }
                // Two unknown names differ only where everything else is alike.
                PlaceRelation::Unknown if one.len() == 1 && other.len() == 1 && pair.containment >= 0.6 => {
                    return Some(finding(pair, Some(link), one[0].span, other[0].span));
                }
                PlaceRelation::Unknown => gate = "unknown_places",
                _ => gate = "places_meet",
            }
        }
        if let Some((a, b)) = numbered_parts(pair) {
            let mut found = finding(pair, Some(link), a, b);
            found.features.push(("numbered", 1.0));
            return Some(found);
        }
    }
    // One side says itself that it was not where the other tells it.
    let told = elsewhere::away(pair).or_else(|| elsewhere::not_there(pair));
    if let Some((one, other, tied, next)) = told.filter(|_| !tells_two_times(pair)) {
        let mut found = finding(pair, None, one, other);
        let of_event = f64::from(tied == Tied::ByEvent);
        found.features.extend([
            ("venue", 1.0),
            ("elsewhere", 1.0),
            ("of_event", of_event),
            ("next", f64::from(next)),
        ]);
        return Some(found);
    }
    let apart = venue::apart(pair).or_else(|| towns_apart(pair));
    let apart = apart.or_else(|| sides_apart(pair));
    if let Some((one, other, tied, next)) = apart.filter(|_| !tells_two_times(pair)) {
        let mut found = finding(pair, None, one, other);
        let of_event = f64::from(tied == Tied::ByEvent);
        found.features.extend([("venue", 1.0), ("of_event", of_event), ("next", f64::from(next))]);
        return Some(found);
    }
    trace.stop(NAME, gate)
}

/// Whether one side names places only of a happening that lies days away from what it tells, and the other those of its own.
fn is_recalled_by_one(pair: &Pair<'_>) -> bool {
    let recalled = |reading: &Reading<'_>| {
        let mut all = anchored(reading).iter().map(|(_, anchor)| anchor.recalled).peekable();
        all.peek().is_some() && all.all(|recalled| recalled)
    };
    recalled(pair.a) != recalled(pair.b)
}

/// Two places of one happening, told by its noun or by the event itself, of which neither lies in the other.
fn towns_apart(pair: &Pair<'_>) -> Option<(Span, Span, Tied, bool)> {
    if meets(pair) {
        return None;
    }
    for (place_a, anchor_a) in anchored(pair.a) {
        for (place_b, anchor_b) in anchored(pair.b) {
            let tied = anchor::tied(pair, anchor_a, anchor_b);
            // By an act alone, who did it to whom has to be shared too.
            let sure = tied >= Tied::ByKind
                && (tied == Tied::ByEvent || pair.shared_names > 0 || anchor_a.turn.is_some());
            if sure && relation(place_a, place_b) == PlaceRelation::Disjoint {
                return Some((place_a.span, place_b.span, tied, anchor_a.turn == Some(anchor::NEXT)));
            }
        }
    }
    None
}

/// The places at which a sentence says that something happens, with what each belongs to.
fn anchored<'r>(reading: &'r Reading<'_>) -> &'r [(PlaceRef, Anchor)] {
    reading.once.located.get_or_init(|| {
        let places = reading.locations().filter(|place| !names_a_body(reading, &[place]));
        places.map(|place| (place.clone(), anchor::of_place(reading, place.span))).collect()
    })
}

/// One noun that is told by two quarters of the sky ("the east bank", "the west bank").
fn sides_apart(pair: &Pair<'_>) -> Option<(Span, Span, Tied, bool)> {
    let quarter = |reading: &Reading<'_>, nth: usize| {
        let at = reading.words[nth].token as usize;
        [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .find_map(|at| Some((slots::quarter(reading, at)?, reading.tokens.get(at)?.span)))
    };
    for (nth, hit) in pair.matched.iter().enumerate() {
        let Some((other, _)) = *hit else { continue };
        let (Some((one, beside_a)), Some((two, beside_b))) =
            (quarter(pair.a, nth), quarter(pair.b, other as usize))
        else {
            continue;
        };
        let span = |reading: &Reading<'_>, nth: usize| reading.tokens[reading.words[nth].token as usize].span;
        // A quarter of a country is a stretch, in which much happens.
        let stretch = pair.a.places().any(|place| place.span.overlaps(span(pair.a, nth)));
        if one == two || stretch || slots::quarter(pair.a, pair.a.words[nth].token as usize).is_some() {
            continue;
        }
        let (a, b) = (span(pair.a, nth).join(beside_a), span(pair.b, other as usize).join(beside_b));
        let tied = anchor::tied(pair, &anchor::of(pair.a, a), &anchor::of(pair.b, b));
        if tied != Tied::Loosely {
            return Some((a, b, tied, false));
        }
    }
    None
}

/// Whether each side gives days that cannot be one: then they may tell of two happenings.
fn tells_two_times(pair: &Pair<'_>) -> bool {
    let days = |reading: &Reading<'_>| -> Vec<(Date, Date)> {
        reading.times().filter_map(|time| time.from.zip(time.to)).collect()
    };
    let (a, b) = (days(pair.a), days(pair.b));
    let apart = |x: &(Date, Date)| b.iter().all(|y| x.1 < y.0 || y.1 < x.0);
    !a.is_empty() && !b.is_empty() && a.iter().all(apart)
}

/// Whether a place only says of which region a body is that acts ("the department of education of the region").
fn names_a_body(reading: &Reading<'_>, places: &[&PlaceRef]) -> bool {
    let Some(lexicon) = lexicon::of(reading.lang) else { return false };
    let heads = lexicon.table("organisations");
    let is_head = |token: &Token| {
        let forms = stem::candidates(&token.folded, reading.lang);
        forms.iter().any(|form| heads.get(form).is_some_and(|row| row.cell(1) == "head"))
    };
    places.iter().all(|place| {
        let at = reading.token_at(place.span.start);
        reading.tokens[at.saturating_sub(OF_BODY)..at].iter().any(is_head)
    })
}

/// Whether each side tells of a body of a place of its own, of one name and in places of which neither lies in the
/// other ("the education department of Qassim", "the education department of Tabuk"): then the two do the same beside each
/// other. Who only speaks is left out.
pub(super) fn other_bodies(pair: &Pair<'_>) -> bool {
    if meets(pair) {
        return false;
    }
    let (of_a, of_b) = (bodies(pair.a), bodies(pair.b));
    let hit = |nth: u32| pair.matched[nth as usize].map(|(hit, _)| hit);
    of_a.iter().any(|(head, one)| {
        let same = |other: &u32| hit(*head) == Some(*other);
        of_b.iter().any(|(other, two)| same(other) && relation(one, two) == PlaceRelation::Disjoint)
    })
}

/// The bodies of a sentence that are of a place: the content word that heads each, and the place.
fn bodies<'s>(reading: &Reading<'s>) -> Vec<(u32, &'s PlaceRef)> {
    let Some(lexicon) = lexicon::of(reading.lang) else { return Vec::new() };
    let heads = lexicon.table("organisations");
    let is_head = |token: &Token| {
        let forms = stem::candidates(&token.folded, reading.lang);
        forms.iter().any(|form| heads.get(form).is_some_and(|row| matches!(row.cell(1), "head" | "tail")))
    };
    let spoken = |span: Span| {
        let mut speakers = reading.claims.iter().filter_map(|(_, claim)| claim.speaker.as_ref()?.span);
        speakers.any(|speaker| speaker.overlaps(span))
    };
    let acting = |span: Span| reading.acts.iter().any(|act| act.span.overlaps(span) && !act.reports);
    let of_place = |place: &'s PlaceRef| {
        let at = reading.token_at(place.span.start);
        let near = (0..reading.words.len()).rev().filter(|&nth| {
            let token = reading.words[nth].token as usize;
            token < at && token + OF_BODY >= at
        });
        // Of the words before a place only those of the name itself count: no act stands between.
        let name = near.take_while(|&nth| !acting(reading.tokens[reading.words[nth].token as usize].span));
        let head = name.filter(|&nth| is_head(&reading.tokens[reading.words[nth].token as usize])).last()?;
        let span = reading.tokens[reading.words[head].token as usize].span;
        (!spoken(span)).then_some((head as u32, place))
    };
    reading.places().filter(|place| place.role != PlaceRole::Actor).filter_map(of_place).collect()
}

/// Tokens from the head of a body's name to its region.
const OF_BODY: usize = 6;

/// Whether any place of one sentence is or holds one of the other.
fn meets(pair: &Pair<'_>) -> bool {
    matches!(pair.places, PlaceRelation::Same | PlaceRelation::PartOf)
}

/// The places where the act happens: locations of its claim that stand nearer to it than to any other act.
fn located<'s>(reading: &Reading<'s>, nth: usize) -> Option<Vec<&'s PlaceRef>> {
    let act = &reading.acts[nth];
    let (_, claim) = reading.claims.get(act.claim)?;
    let gap = |place: &PlaceRef, act: &Act| {
        let after = place.span.start.saturating_sub(act.span.end);
        after.max(act.span.start.saturating_sub(place.span.end))
    };
    let near = |place: &&PlaceRef| {
        let own = gap(place, act);
        let mut others = reading.acts.iter().enumerate().filter(|(other, it)| *other != nth && !it.reports);
        // Before an act a place belongs to who acts ("the movement in the north called for"), unless it opens the sentence.
        let after = place.span.start >= act.span.end || reading.token_at(place.span.start) <= OPENING;
        place.role == PlaceRole::Location
            && after
            && own <= 140
            && !others.any(|(_, it)| gap(place, it) < own)
    };
    let places: Vec<&PlaceRef> = claim.places.iter().filter(near).collect();
    (!places.is_empty()).then_some(places)
}

/// How two places stand; two spellings of one name are one place, also where the gazetteer knows one of them.
fn relation(a: &PlaceRef, b: &PlaceRef) -> PlaceRelation {
    let (short, long) = if a.name.len() <= b.name.len() { (&a.name, &b.name) } else { (&b.name, &a.name) };
    let part = long.split(' ').any(|word| word == short.as_str());
    if part || strsim::jaro_winkler(&a.name, &b.name) > SPELLING {
        return PlaceRelation::Same;
    }
    place::relation(a, b)
}

/// How two lists of places stand: the nearest of all their relations.
fn stand(one: &[&PlaceRef], other: &[&PlaceRef]) -> PlaceRelation {
    let all = || one.iter().flat_map(|a| other.iter().map(|b| relation(a, b)));
    for nearest in [PlaceRelation::Same, PlaceRelation::PartOf, PlaceRelation::Unknown] {
        if all().any(|relation| relation == nearest) {
            return nearest;
        }
    }
    PlaceRelation::Disjoint
}

/// Concepts of things that stand in a place and are numbered or named by order.
const NUMBERED: [&str; 14] = [
    "quay",
    "gate",
    "district",
    "road",
    "building",
    "warehouse",
    "bridge",
    "base",
    "island",
    "crossing",
    "port",
    "school",
    "hospital",
    "house",
];

static STANDING: LazyLock<[u64; 14]> = LazyLock::new(|| NUMBERED.map(concept::key));

/// Whether a word is one of these.
pub(super) fn stands(word: &Word) -> bool {
    word.keys.iter().any(|key| STANDING.contains(key))
}

/// One noun with two different ordinals or numbers beside it ("quay three", "quay seven"), of which neither is a count.
fn numbered_parts(pair: &Pair<'_>) -> Option<(Span, Span)> {
    for (nth, hit) in pair.matched.iter().enumerate() {
        let Some((other, _)) = *hit else { continue };
        if !stands(&pair.a.words[nth]) {
            continue;
        }
        let (a, b) = (pair.a.words[nth].token as usize, pair.b.words[other as usize].token as usize);
        if let (Some((x, value_x)), Some((y, value_y))) = (pair.a.ordinal_beside(a), pair.b.ordinal_beside(b))
            && value_x != value_y
        {
            return Some((x, y));
        }
    }
    None
}

fn finding(pair: &Pair<'_>, link: Option<&ActLink>, one: Span, other: Span) -> Finding {
    let mut features = common_features(pair, link);
    features.push(("same_act", f64::from(link.is_some_and(ActLink::is_same))));
    Finding {
        rule: NAME,
        verdict: Verdict::Contradiction,
        kind: Some(Kind::Place),
        a: vec![one],
        b: vec![other],
        values: values(pair.a.words_of(one), pair.b.words_of(other)),
        reason: reason::contrast(pair, NAME, cite(pair.a, &[one]), cite(pair.b, &[other])),
        settle: reason::say("settle_place", &[]),
        features,
    }
}
