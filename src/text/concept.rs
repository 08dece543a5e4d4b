//! Common nouns of news as concepts that several languages share.
//!
//! Reads `concepts.tsv` of each language (word, concept id) and gives each token's concept as a key.

use super::phrase::PhraseIndex;
use crate::lexicon;
use crate::model::{Lang, Token};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

static INDEXES: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("concepts"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// The key of each token's concept; every token of a phrase has the phrase's.
#[must_use]
pub(crate) fn of_tokens(tokens: &[Token], lang: Lang) -> Vec<Option<u64>> {
    let mut keys = vec![None; tokens.len()];
    let (Some(index), Some(lexicon)) = (INDEXES.get(&lang), lexicon::of(lang)) else { return keys };
    let rows = lexicon.table("concepts").rows();
    for found in index.matches(tokens) {
        let Some(row) = rows.get(found.row) else { continue };
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
