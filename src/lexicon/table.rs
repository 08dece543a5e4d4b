//! One tab-separated table.
//!
//! Lines that begin with `#` are its head: what it is, where it comes from, its licence. The first line
//! after them names the columns; the first column is the key, folded; a key of several words has one
//! space between them.

/// Rows of cells, sorted by their first cell.
#[derive(Debug, Default)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Row>,
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

    /// The row whose key is exactly `key`; a binary search.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Row> {
        let nth = self.rows.binary_search_by(|row| row.key().cmp(key)).ok()?;
        Some(&self.rows[nth])
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
        Self { columns, rows }
    }
}
