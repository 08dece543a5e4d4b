//! One tab-separated table.
//!
//! Lines that begin with `#` are its head: what it is, where it comes from, its licence. The first line
//! after them names the columns; the first column is the key, folded; a key of several words has one
//! space between them.

use ahash::AHashMap;

/// Rows of cells, sorted by their first cell.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    /// The row of each key; of equal keys the first.
    by_key: AHashMap<&'static str, u32>,
}

/// One line of a table.
#[derive(Debug)]
pub struct Row {
    cells: Vec<&'static str>,
}

impl Row {
    /// The cell of column `nth` from 0; empty where the line is shorter.
    #[must_use]
    pub fn cell(&self, nth: usize) -> &'static str {
        self.cells.get(nth).copied().unwrap_or("")
    }

    /// The key: the first cell.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.cell(0)
    }
}

impl Table {
    /// Column names.
    #[must_use]
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// All rows in file order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row whose key is exactly `key`; one look into a hash table.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Row> {
        self.by_key.get(key).and_then(|&nth| self.rows.get(nth as usize))
    }

    /// Whether a row has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn parse(text: &'static str) -> Self {
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        let columns = lines.next().map(|l| l.split('\t').collect()).unwrap_or_default();
        let mut rows: Vec<Row> =
            lines.map(|l| Row { cells: l.split('\t').map(str::trim).collect() }).collect();
        rows.sort_by(|a, b| a.key().cmp(b.key()));
        let mut by_key = AHashMap::with_capacity(rows.len());
        for (nth, row) in rows.iter().enumerate() {
            by_key.entry(row.key()).or_insert(u32::try_from(nth).unwrap_or(u32::MAX));
        }
        Self { columns, rows, by_key }
    }
}
