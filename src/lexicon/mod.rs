//! Words per language, as data files that people edit.
//!
//! Takes nothing, gives tables of folded words. A language is a folder `data/<code>/` of tab-separated
//! tables; `data/common/` holds what belongs to no language (units, gazetteer, oppositions of classes).
//! This stage knows no rule: what a table means is its reader's to say, and is written in its head.

mod table;

pub use table::{Row, Table};

use crate::model::Lang;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

static DATA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/lexicon/data");
static ALL: LazyLock<BTreeMap<&'static str, Lexicon>> = LazyLock::new(load);
static NO_TABLE: LazyLock<Table> = LazyLock::new(Table::default);

/// The tables of one language, each read when it is first asked for.
#[derive(Debug, Default)]
pub struct Lexicon {
    tables: BTreeMap<&'static str, LazyTable>,
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
        self.tables.keys().copied()
    }
}

/// The lexicon of `lang`, where there is one.
#[must_use]
pub fn of(lang: Lang) -> Option<&'static Lexicon> {
    ALL.get(lang.code())
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
        all.insert(code, Lexicon { tables: tables.collect() });
    }
    all
}
