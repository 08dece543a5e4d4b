//! Words per language, as data files that people edit.
//!
//! Takes nothing, gives tables of folded words. A language is a folder `data/<code>/` of tab-separated
//! tables; `data/common/` holds what belongs to no language (units, gazetteer, oppositions of classes).
//! This stage knows no rule: what a table means is its reader's to say, and is written in its head.

mod table;

pub use table::{Row, Table};

use crate::model::Lang;
use ahash::AHashMap;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/lexicon/data");
static ALL: LazyLock<BTreeMap<&'static str, Lexicon>> = LazyLock::new(load);
/// The lexicons of languages by the two letters of their code: asked for with every word.
static BY_CODE: LazyLock<Vec<Option<&'static Lexicon>>> = LazyLock::new(|| {
    let mut by_code = vec![None; CODES];
    for (code, lexicon) in ALL.iter() {
        if let Some(slot) = slot_of(code).and_then(|slot| by_code.get_mut(slot)) {
            *slot = Some(lexicon);
        }
    }
    by_code
});
static NO_TABLE: LazyLock<Table> = LazyLock::new(Table::default);

/// The tables of one language, each read when it is first asked for.
#[derive(Debug, Default)]
pub struct Lexicon {
    tables: AHashMap<&'static str, LazyTable>,
    /// Their names, sorted.
    names: Vec<&'static str>,
}

/// Codes of two small letters.
const CODES: usize = 26 * 26;

/// The place of a code of two small letters.
fn slot_of(code: &str) -> Option<usize> {
    let &[first, second] = code.as_bytes() else { return None };
    let letter = |byte: u8| byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'));
    Some(letter(first)? * 26 + letter(second)?)
}

#[derive(Debug)]
struct LazyTable {
    bytes: &'static [u8],
    table: OnceLock<Table>,
}

impl LazyTable {
    fn get(&self) -> &Table {
        self.table.get_or_init(|| Table::parse(std::str::from_utf8(self.bytes).unwrap_or_default()))
    }
}

impl Lexicon {
    /// The table `name` (a file `name.tsv`); an empty one where the language has none.
    #[must_use]
    pub fn table(&self, name: &str) -> &Table {
        self.tables.get(name).map_or(&NO_TABLE, LazyTable::get)
    }

    /// The names of the tables it has, sorted.
    pub fn table_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.names.iter().copied()
    }
}

/// The lexicon of `lang`, where there is one.
#[must_use]
pub fn of(lang: Lang) -> Option<&'static Lexicon> {
    match slot_of(lang.code()) {
        Some(slot) => BY_CODE.get(slot).copied().flatten(),
        None => ALL.get(lang.code()),
    }
}

/// Tables that belong to no language.
#[must_use]
pub fn common() -> &'static Lexicon {
    &ALL["common"]
}

/// The languages that have a lexicon, sorted by code.
pub fn languages() -> impl Iterator<Item = Lang> {
    ALL.keys().filter_map(|code| code.parse().ok()).filter(|lang: &Lang| lang.code().len() == 2)
}

fn load() -> BTreeMap<&'static str, Lexicon> {
    let mut all = BTreeMap::from([("common", Lexicon::default())]);
    for folder in DATA.dirs() {
        let Some(code) = folder.path().file_name().and_then(|n| n.to_str()) else { continue };
        let tables = folder.files().filter(|f| f.path().extension().is_some_and(|e| e == "tsv"));
        let tables = tables.filter_map(|file| {
            let name = file.path().file_stem()?.to_str()?;
            Some((name, LazyTable { bytes: file.contents(), table: OnceLock::new() }))
        });
        let tables: Vec<(&'static str, LazyTable)> = tables.collect();
        let mut names: Vec<&'static str> = tables.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        all.insert(code, Lexicon { tables: tables.into_iter().collect(), names });
    }
    all
}
