//! What a place name does in its sentence.
//!
//! The nearest cue decides: a noun of agreements, clubs and papers makes a name of it; a word or clitic of place,
//! a kind of place or a direction makes it a location; words that bind states make it an actor. Without a cue a
//! capital, a seat of government or a country stands for its government, and anything else is a location. A
//! place joined to the one before does what that one does.

use super::gazetteer;
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Hit, Slot};
use crate::model::PlaceRole;

/// The role of the place at tokens `at..to`; `last` is the place before it, by its end and role.
pub(super) fn of(
    reading: &Reading,
    at: usize,
    to: usize,
    hit: &Hit,
    last: Option<(usize, PlaceRole)>,
) -> PlaceRole {
    if cue_after(reading, to, "name_after") {
        return PlaceRole::Name;
    }
    if hit.cut.has(Cut::LOCATIVE) {
        return PlaceRole::Location;
    }
    if let Some(role) = joined_role(reading, at, last) {
        let fits = role == PlaceRole::Location || stands_for_government(hit);
        return if fits { role } else { PlaceRole::Location };
    }
    match cue_before(reading, at).as_deref() {
        Some("name_noun") => return PlaceRole::Name,
        Some("in" | "kind_noun" | "naming" | "direction") => return PlaceRole::Location,
        Some("actor") if stands_for_government(hit) => return PlaceRole::Actor,
        _ => {}
    }
    if cue_after(reading, to, "kind_after")
        || !stands_for_government(hit)
        || follows_smaller_place(reading, at, last)
    {
        return PlaceRole::Location;
    }
    PlaceRole::Actor
}

/// Whether a word of place stands before it, for names that are also common words.
pub(super) fn has_place_cue(reading: &Reading, at: usize, hit: &Hit) -> bool {
    let written_with_capital = reading.tokens[at].span.of(reading.text).starts_with(char::is_uppercase);
    written_with_capital
        || hit.cut.has(Cut::LOCATIVE) && hit.words > 1
        || reading.hit_before(at, Slot::PlaceCues).is_some_and(|(_, h)| {
            matches!(h.row.cell(1), "kind_noun" | "naming" | "direction")
                || reading.word_before(at, "place").is_some()
        })
}

fn stands_for_government(hit: &Hit) -> bool {
    matches!(gazetteer::kind(hit.row.cell(1)), "country" | "capital" | "venue" | "area")
}

/// The kind of the cue that ends before `at`, past one adjective of origin.
fn cue_before(reading: &Reading, at: usize) -> Option<String> {
    let at = reading.word_before(at, "article").map_or(at, |(start, _)| start);
    let direct = reading.hit_before(at, Slot::PlaceCues);
    let (_, hit) = match direct {
        Some(found) => found,
        None => {
            let (origin_at, _) = reading.hit_before(at, Slot::Demonyms)?;
            let (start, hit) = reading.hit_before(origin_at, Slot::PlaceCues)?;
            if start == origin_at || !matches!(hit.row.cell(1), "kind_noun" | "naming") {
                return None;
            }
            (start, hit)
        }
    };
    Some(hit.row.cell(1).to_owned())
}

fn cue_after(reading: &Reading, to: usize, kind: &str) -> bool {
    reading.hit_of(to, Slot::PlaceCues, kind).is_some()
}

/// "in Syria and Libya": joined by a conjunction or a comma straight after the place before.
fn joined_role(reading: &Reading, at: usize, last: Option<(usize, PlaceRole)>) -> Option<PlaceRole> {
    let (end, role) = last?;
    let role = Some(role).filter(|r| matches!(r, PlaceRole::Location | PlaceRole::Actor))?;
    let written_on = end == at && reading.hits(at).iter().any(|h| h.cut.has(Cut::CONJUNCTION));
    let between = end + 1 == at && reading.word(end, "and").is_some();
    (written_on || between).then_some(role)
}

/// "Idlib, Syria" and "Sochi in Russia": the wider place behind the narrower one.
fn follows_smaller_place(reading: &Reading, at: usize, last: Option<(usize, PlaceRole)>) -> bool {
    last.is_some_and(|(end, role)| role == PlaceRole::Location && end + 1 == at && reading.is_mark(end, ",،"))
}
