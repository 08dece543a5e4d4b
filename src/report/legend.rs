//! Names and explanations of what the report shows, and every other string of the interface.
//!
//! Takes nothing; the strings are data (`assets/legend.toml`, `assets/interface.toml`) in English and Arabic.

use crate::model::{Band, Kind, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A string of the interface in its two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}

/// What a relation, a kind or a band is called and means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    #[serde(flatten)]
    pub name: Phrase,
    /// What it shows.
    pub means: Phrase,
    /// What it does not show.
    pub limits: Phrase,
}

/// The entries by their names in the records.
#[derive(Debug, Serialize, Deserialize)]
pub struct Legend {
    /// Relations (`contradiction` …).
    pub relation: BTreeMap<String, Entry>,
    /// Kinds of contradiction (`number` …).
    pub kind: BTreeMap<String, Entry>,
    /// Bands of the score.
    pub band: BTreeMap<String, Entry>,
}

// Both files are compiled in and read by a test, so a default can only stand in for a broken build.
static LEGEND: LazyLock<Legend> = LazyLock::new(|| {
    toml::from_str(include_str!("assets/legend.toml")).unwrap_or_else(|_| Legend {
        relation: BTreeMap::new(),
        kind: BTreeMap::new(),
        band: BTreeMap::new(),
    })
});
static INTERFACE: LazyLock<BTreeMap<String, Phrase>> =
    LazyLock::new(|| toml::from_str(include_str!("assets/interface.toml")).unwrap_or_default());
static TERMS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("assets/terms.toml")).unwrap_or_default());
static SENTENCES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("assets/sentences.toml")).unwrap_or_default());
static NOTHING: Phrase = Phrase { en: String::new(), ar: String::new() };

/// Every entry.
#[must_use]
pub fn legend() -> &'static Legend {
    &LEGEND
}

/// Every other string of the interface by its key.
#[must_use]
pub fn interface() -> &'static BTreeMap<String, Phrase> {
    &INTERFACE
}

/// The string `key`; an empty one where there is none, which a test rules out.
#[must_use]
pub fn phrase(key: &str) -> &'static Phrase {
    INTERFACE.get(key).unwrap_or(&NOTHING)
}

/// What a name out of the records (`train_accident`, `planned`) is called; the name itself, where nothing says.
#[must_use]
pub fn term(name: &str) -> Phrase {
    let en = name.replace('_', " ");
    Phrase { ar: TERMS.get(name).cloned().unwrap_or_else(|| en.clone()), en }
}

/// A fixed sentence of an earlier stage with its numbers ("3 of 5 reports state the day"); as it is in both languages,
/// where its Arabic is not known.
#[must_use]
pub fn sentence(text: &str) -> Phrase {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let mut shape = String::new();
    for c in text.chars() {
        match (c.is_ascii_digit(), shape.ends_with('#')) {
            (true, true) => {}
            (true, false) => shape.push('#'),
            (false, _) => shape.push(c),
        }
    }
    let Some(arabic) = SENTENCES.get(&shape) else {
        return Phrase { en: text.to_owned(), ar: text.to_owned() };
    };
    let ar = numbers.iter().fold(arabic.clone(), |told, number| told.replacen('#', number, 1));
    Phrase { en: text.to_owned(), ar }
}

/// Whether `name` has a name of its own in Arabic.
#[must_use]
pub fn is_term(name: &str) -> bool {
    TERMS.contains_key(name)
}

/// What a relation is called.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static Phrase {
    name_in(&LEGEND.relation, verdict.name())
}

/// What a kind of contradiction is called.
#[must_use]
pub fn kind(kind: Kind) -> &'static Phrase {
    name_in(&LEGEND.kind, kind.name())
}

/// What a band is called.
#[must_use]
pub fn band(band: Band) -> &'static Phrase {
    name_in(&LEGEND.band, band.name())
}

fn name_in(entries: &'static BTreeMap<String, Entry>, key: &str) -> &'static Phrase {
    entries.get(key).map_or(&NOTHING, |entry| &entry.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_sentence_keeps_its_numbers_in_arabic() {
        let told = sentence("13 of 25 reports state the day");
        assert!(told.ar.contains("13") && told.ar.contains("25") && told.ar != told.en, "{}", told.ar);
        assert_eq!(sentence("x 7").ar, "x 7");
    }
}
