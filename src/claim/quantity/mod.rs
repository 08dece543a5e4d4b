//! Numbers with what they count or measure.
//!
//! Takes the tokens of a sentence, gives its quantities as intervals in base units with the thing counted.
//! Designators, years, ordinals and list numbers are none. What the number says of the thing (killed,
//! deployed) is the governing predicate's to say: `predicate` stays `None` here.

use crate::model::{Lang, Quantity, Token};

/// The quantities of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(_text: &str, _tokens: &[Token], _lang: Lang) -> Vec<Quantity> {
    Vec::new()
}

/// The class (`dead`, `soldier`, `hostage` …) of a counted noun's light stem, as `Quantity::of` holds it,
/// where `counted.tsv` knows it.
#[must_use]
pub fn of_class(_of: &str, _lang: Lang) -> Option<&'static str> {
    None
}
