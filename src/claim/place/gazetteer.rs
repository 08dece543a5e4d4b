//! The places Crosswire knows and how they lie in one another.

use super::PlaceRelation;
use crate::lexicon::{self, Row};

/// Kinds of place, widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Wider than a country, or water: never disjoint from anything.
    Wide,
    Country,
    Region,
    Settlement,
    /// Inside a settlement.
    Venue,
}

/// No chain of places is longer.
const DEEPEST: usize = 8;

fn row(id: &str) -> Option<&'static Row> {
    lexicon::common().table("gazetteer").get(id)
}

/// The gazetteer's kind of `id`.
pub(super) fn kind(id: &str) -> &'static str {
    row(id).map_or("", |r| r.cell(1))
}

pub(super) fn level(id: &str) -> Level {
    match kind(id) {
        "country" => Level::Country,
        "region" => Level::Region,
        "capital" | "city" | "town" | "village" | "resort" => Level::Settlement,
        "district" | "venue" | "base" => Level::Venue,
        _ => Level::Wide,
    }
}

/// The country `id` lies in, where that is settled.
pub(super) fn country(id: &str) -> Option<&'static str> {
    row(id).map(|r| r.cell(3)).filter(|c| !c.is_empty())
}

fn lies_in(id: &str, whole: &str) -> bool {
    let mut at = row(id);
    for _ in 0..DEEPEST {
        let Some(parent) = at.map(|r| r.cell(2)).filter(|p| !p.is_empty()) else { return false };
        if parent == whole {
            return true;
        }
        at = row(parent);
    }
    false
}

/// How two known places stand to each other.
///
/// Two places of different countries are apart; within one country two of the same level are. A region and a
/// town that the gazetteer does not link may still contain one another, so they are [`PlaceRelation::Unknown`].
pub(super) fn relation(a: &str, b: &str) -> PlaceRelation {
    if a == b {
        return PlaceRelation::Same;
    }
    if lies_in(a, b) || lies_in(b, a) {
        return PlaceRelation::PartOf;
    }
    let (level_a, level_b) = (level(a), level(b));
    if level_a == Level::Wide || level_b == Level::Wide {
        return PlaceRelation::Unknown;
    }
    match (country(a), country(b)) {
        (Some(of_a), Some(of_b)) if of_a != of_b => PlaceRelation::Disjoint,
        _ if level_a == level_b && level_a != Level::Country => PlaceRelation::Disjoint,
        _ => PlaceRelation::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_apart_only_where_neither_can_hold_the_other() {
        use PlaceRelation::{Disjoint, PartOf, Same, Unknown};
        for (a, b, wanted) in [
            ("sochi", "sochi", Same),
            ("kremlin", "ru", PartOf),
            ("kremlin", "moscow", PartOf),
            ("sochi", "ankara", Disjoint),
            ("sochi", "tr", Disjoint),
            ("sochi", "moscow", Disjoint),
            ("idlib", "aleppo", Unknown),
            ("crimea", "ru", Unknown),
            ("jerusalem", "tel_aviv", Disjoint),
            ("black_sea", "sochi", Unknown),
            ("nowhere", "sochi", Unknown),
        ] {
            assert_eq!(relation(a, b), wanted, "{a} and {b}");
            assert_eq!(relation(b, a), wanted, "{b} and {a}");
        }
    }

    #[test]
    fn every_place_lies_in_a_known_place() {
        for row in lexicon::common().table("gazetteer").rows() {
            let parent = row.cell(2);
            assert!(parent.is_empty() || super::row(parent).is_some(), "{} lies in {parent}", row.key());
        }
    }
}
