//! Places named in a sentence and how two of them stand to each other.
//!
//! Takes the tokens of a sentence, gives the places with their gazetteer id and what the name does there.

use crate::model::{Lang, PlaceRef, Token};

/// The places of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(_text: &str, _tokens: &[Token], _lang: Lang) -> Vec<PlaceRef> {
    Vec::new()
}

/// How two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceRelation {
    /// One and the same.
    Same,
    /// One lies in the other.
    PartOf,
    /// Both are known, of comparable level, and neither lies in the other.
    Disjoint,
    /// The gazetteer cannot tell.
    Unknown,
}

/// How `a` and `b` stand to each other, by the gazetteer; symmetric.
#[must_use]
pub fn relation(a: &PlaceRef, b: &PlaceRef) -> PlaceRelation {
    let same = a.id.is_some() && a.id == b.id || a.name == b.name;
    if same { PlaceRelation::Same } else { PlaceRelation::Unknown }
}
