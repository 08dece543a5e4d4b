//! The consonants of names, by which spellings in two scripts meet.
//!
//! Reads `common/skeleton.tsv`, which gives the letters of every script the consonant they share. A word has up to four
//! skeletons: with and without what is written onto its front, which in a name may be its own letter, and each with the
//! consonants that its script leaves open ("dh" and "ظ" are a d or a z).

use super::{memo, stem};
use crate::lexicon;
use crate::model::Lang;
use std::cell::RefCell;
use xxhash_rust::xxh3::xxh3_64;

thread_local! {
    static KEYS: memo::Local<Bones> = RefCell::default();
}

/// The skeletons of one word, hashed; none where fewer than three consonants remain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bones([u64; 4]);

impl Bones {
    /// Its keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied().filter(|&key| key != 0)
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0[0] == 0
    }

    /// Whether two words of one script have one skeleton as each is read first.
    #[must_use]
    pub fn is_like(&self, other: &Bones) -> bool {
        !self.is_empty() && self.0[0] == other.0[0]
    }

    /// Whether two words of two scripts may be one name.
    #[must_use]
    pub fn meets(&self, other: &Bones) -> bool {
        self.keys().any(|key| other.0.contains(&key))
    }
}

/// The consonants of a word; the first skeleton is that of the word without what is written onto its front.
#[must_use]
pub(crate) fn of(folded: &str, lang: Lang) -> Bones {
    memo::recall(&KEYS, lang, folded, || bones(folded, lang))
}

/// Whether two words of two scripts cannot be one name: no consonants of the one are the other's, however few they are.
#[must_use]
pub(crate) fn differ(a: (&str, Lang), b: (&str, Lang)) -> bool {
    let (one, other) = (readings(a.0, a.1), readings(b.0, b.1));
    one.iter().all(|letters| !letters.is_empty() && !other.contains(letters))
        && other.iter().all(|one| !one.is_empty())
}

/// The consonants of a word as it may be read, the likeliest first.
fn readings(folded: &str, lang: Lang) -> Vec<String> {
    // "Samran's", "l'Iran": the name is the longest part.
    let folded = folded.split(['\'', '’']).max_by_key(|part| part.len()).unwrap_or(folded);
    let candidates = stem::candidates(folded, lang);
    // The last form is the stem where that is no form without its front.
    let fronts = candidates.iter().filter(|form| folded.ends_with(form.as_str()));
    let bare = fronts.min_by_key(|form| form.len()).map_or(folded, |form| form.as_str());
    let mut all: Vec<String> = Vec::with_capacity(4);
    for form in [bare, folded] {
        for other in [false, true] {
            let letters = consonants(form, other);
            if !all.contains(&letters) {
                all.push(letters);
            }
        }
    }
    all
}

fn bones(folded: &str, lang: Lang) -> Bones {
    let told = readings(folded, lang).into_iter().filter(|letters| letters.len() >= MIN_CONSONANTS);
    let keys = told.map(|letters| xxh3_64(letters.as_bytes()));
    let mut bones = Bones::default();
    bones.0.iter_mut().zip(keys).for_each(|(place, key)| *place = key);
    bones
}

/// Least consonants of a name that tell it.
const MIN_CONSONANTS: usize = 3;

/// The consonants of `form`; with `other`, the second of two that a letter leaves open.
fn consonants(form: &str, other: bool) -> String {
    let table = lexicon::common().table("skeleton");
    let mut letters = String::with_capacity(8);
    let mut rest = form;
    while let Some(first) = rest.chars().next() {
        let one = first.len_utf8();
        let two = one + rest.get(one..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let pair = rest.get(..two).and_then(|pair| table.get(pair)).filter(|_| two > one);
        let row = pair.or_else(|| table.get(&rest[..one]));
        if let Some(row) = row {
            let second = row.cell(2);
            let consonant = if other && !second.is_empty() { second } else { row.cell(1) };
            if !letters.ends_with(consonant) {
                letters.push_str(consonant);
            }
        }
        rest = &rest[if pair.is_some() { two } else { one }..];
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_meets_itself_in_another_script() {
        let names = [
            ("الحمدان", "hamdan"),
            ("الكاظمي", "kadhimi"),
            ("والكاظمي", "kazimi"),
            ("بوشعيب", "bouchaib"),
            ("سرحان", "sarhan"),
            ("القذافي", "gaddafi"),
            ("الشريف", "charif"),
            ("خالد", "khalid"),
        ];
        let (arabic, latin) = ("ar".parse().unwrap_or_default(), "en".parse().unwrap_or_default());
        for (one, other) in names {
            assert!(of(one, arabic).meets(&of(other, latin)), "{one} {other}");
        }
    }

    #[test]
    fn two_names_do_not_meet() {
        let (arabic, latin) = ("ar".parse().unwrap_or_default(), "en".parse().unwrap_or_default());
        for (one, other) in [("سرحان", "salman"), ("كريم", "karrar"), ("بنات", "banna")] {
            assert!(!of(one, arabic).meets(&of(other, latin)), "{one} {other}");
        }
    }
}
