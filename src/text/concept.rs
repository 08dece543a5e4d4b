//! Common nouns of news as concepts that several languages share.
//!
//! Reads `concepts.tsv` of each language (word, concept id) and gives each token's concept as a key.

use super::phrase::{self, PhraseIndexes};
use crate::model::{Lang, Token};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

static INDEXES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("concepts"));

/// The key of each token's concept; every token of a phrase has the phrase's.
#[must_use]
pub(crate) fn of_tokens(tokens: &[Token], lang: Lang) -> Vec<Option<u64>> {
    let mut keys = vec![None; tokens.len()];
    for (found, row) in phrase::rows_in(&INDEXES, tokens, lang) {
        let key = key(row.cell(1));
        keys[found.first_token..=found.last_token].fill(Some(key));
    }
    keys
}

/// The key of the concept called `name`.
#[must_use]
pub(crate) fn key(name: &str) -> u64 {
    xxh3_64(format!("#{name}").as_bytes())
}
