//! English stems by which words of two languages meet.
//!
//! Reads `translations.tsv` of each language (stem, English stems), which `examples/train_translations` learned; an English
//! stem is its own.

use crate::lexicon;
use crate::model::Lang;
use xxhash_rust::xxh3::xxh3_64;

/// The code of the language all others are translated to.
const PIVOT: &str = "en";

/// The keys of the English stems that translate `stem`, the likelier first; none for a stem no table knows.
#[must_use]
pub(crate) fn of(stem: &str, lang: Lang) -> Vec<u64> {
    let key = |stem: &str| xxh3_64(format!("^{stem}").as_bytes());
    if lang.code() == PIVOT {
        return vec![key(stem)];
    }
    let row = lexicon::of(lang).and_then(|lexicon| lexicon.table("translations").get(stem));
    row.map(|row| row.cell(1).split(';').map(key).collect()).unwrap_or_default()
}
