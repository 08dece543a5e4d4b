//! The consonants of names, by which spellings in two scripts meet.
//!
//! Reads `common/skeleton.tsv`, which gives the letters of every script the consonant they share.

use super::{memo, stem};
use crate::lexicon;
use crate::model::Lang;
use std::cell::RefCell;
use xxhash_rust::xxh3::xxh3_64;

thread_local! {
    static KEYS: memo::Local<u64> = RefCell::default();
}

/// The consonants of a word, hashed; 0 where fewer than two remain.
#[must_use]
pub(crate) fn of(folded: &str, lang: Lang) -> u64 {
    memo::recall(&KEYS, lang, folded, || key(folded, lang))
}

fn key(folded: &str, lang: Lang) -> u64 {
    let table = lexicon::common().table("skeleton");
    let bare = stem::candidates(folded, lang);
    let bare = bare.iter().rev().nth(1).unwrap_or(&bare[0]);
    let mut letters = String::with_capacity(8);
    let mut buffer = [0u8; 4];
    for letter in bare.chars() {
        let Some(row) = table.get(letter.encode_utf8(&mut buffer)) else { continue };
        if !letters.ends_with(row.cell(1)) {
            letters.push_str(row.cell(1));
        }
    }
    if letters.len() < 3 { 0 } else { xxh3_64(letters.as_bytes()) }
}
