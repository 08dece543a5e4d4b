//! Tables: cells between commas, tabs, semicolons or bars.

use super::FileContext;
use crate::ingest::columns::{self, fold_name};
use crate::ingest::draft::{Draft, Records};
use crate::ingest::{Field, date};
use crate::lexicon;
use crate::model::{DateSource, ProblemCode};
use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Rows that are looked at to tell the delimiter.
const SNIFF_ROWS: usize = 50;
/// Columns we have no use for that pass through; a table with more is a matrix, and what it holds beside its articles
/// would fill the memory a hundred times its size.
const PASSED_THROUGH: usize = 1000;

/// Whether a text whose name does not say so is a table: several columns, the same number in every row, and
/// names in its head that we know.
pub(in crate::ingest) fn looks_delimited(head: &str) -> bool {
    let table = lexicon::common().table("columns");
    let Some((delimiter, rows)) = delimiter(head) else { return false };
    let names = rows.first().map(Vec::as_slice).unwrap_or_default();
    let known = names.iter().filter(|n| table.get(&fold_name(n)).is_some_and(|r| r.cell(1) != "-")).count();
    let _ = delimiter;
    rows.len() >= 2 && names.len() >= 2 && known >= 2 && known * 3 >= names.len().min(12)
}

/// Reads a table.
pub(in crate::ingest) fn read(text: &str, file: &FileContext) -> Records {
    let end = text.char_indices().nth(1 << 16).map_or(text.len(), |(at, _)| at);
    let by_name = file.name.to_ascii_lowercase().contains(".tsv").then_some(b'\t');
    let delimiter = delimiter(&text[..end]).map(|(d, _)| d).or(by_name).unwrap_or(b',');
    let quoting = Quoting::of(text, delimiter);
    let mut rows = Rows::new(text, delimiter, quoting);
    let mut records = Records { delimiter: Some(delimiter as char), ..Records::default() };
    let Some(first) = rows.next() else { return records };
    let (names, has_head) = head(&first.cells);
    let mut sample = Vec::new();
    if !has_head {
        records
            .notes
            .push("The table has no head; its columns are named column1, column2 and so on.".to_owned());
        sample.push(first);
    }
    // With very many columns a few rows are evidence enough.
    let evidence = (500_000 / names.len().max(1)).max(5);
    sample.extend(rows.by_ref().take(file.options.sample_records.min(evidence)));
    let known = columns::recognise(&as_cells(&names, &sample), file.options);
    let roles: Vec<Option<(Field, u8)>> = names.iter().map(|n| known.get(n)).collect();
    let unknown: Vec<usize> = (0..roles.len()).filter(|&nth| roles[nth].is_none()).collect();
    let passed = unknown.get(PASSED_THROUGH).copied().unwrap_or(usize::MAX);
    let reader = TableReader { roles, names, file, passed };
    for row in sample.into_iter().chain(rows) {
        reader.row(row, &mut records);
    }
    let missing = file.options.map.iter().filter(|(_, column)| !reader.names.contains(column));
    records
        .notes
        .extend(missing.map(|(field, column)| format!("There is no column \"{column}\" for {field}.")));
    if passed < usize::MAX {
        let left_out = unknown.len() - PASSED_THROUGH;
        records.notes.push(format!(
            "Of the {} columns Crosswire has no use for, the last {left_out} were left out.",
            unknown.len()
        ));
    }
    records.columns = known.uses;
    records.unknown_columns = known.unknown;
    records.notes.extend(known.notes);
    records
}

struct TableReader<'f, 'o> {
    names: Vec<String>,
    roles: Vec<Option<(Field, u8)>>,
    file: &'f FileContext<'o>,
    /// The first column that is left out where we have no use for it.
    passed: usize,
}

impl TableReader<'_, '_> {
    fn row(&self, row: Row, records: &mut Records) {
        records.seen += 1;
        if let Some(error) = row.error {
            let message = format!("The row cannot be read: {error}. It was left out.");
            records.problems.push(self.file.problem(Some(row.line), ProblemCode::Malformed, message));
            return;
        }
        if row.cells.len() != self.names.len() {
            let (has, wants) = (row.cells.len(), self.names.len());
            let message = format!(
                "The row has {has} cells where the head has {wants}. What fits was read; check its quotes."
            );
            records.problems.push(self.file.problem(Some(row.line), ProblemCode::Malformed, message));
        }
        let mut draft = Draft { line: Some(row.line), may_hold_markup: true, ..Draft::default() };
        let mut ranks = [(u8::MAX, 0); Field::ALL.len()];
        let name = |nth: usize| self.names.get(nth).cloned().unwrap_or_else(|| format!("column{}", nth + 1));
        for (nth, cell) in row.cells.into_iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            match self.roles.get(nth).copied().flatten() {
                Some((field, rank)) if rank < ranks[field as usize].0 => {
                    let (_, held) = std::mem::replace(&mut ranks[field as usize], (rank, nth));
                    if let Some(loser) = draft.set(field, cell) {
                        draft.extra.insert(name(held), Value::String(loser));
                    }
                }
                None if nth >= self.passed => {}
                _ => {
                    draft.extra.insert(name(nth), Value::String(cell));
                }
            }
        }
        records.drafts.push(draft);
    }
}

/// Names of the columns, and whether the first row gave them.
fn head(cells: &[String]) -> (Vec<String>, bool) {
    let is_data = |cell: &String| {
        let cell = cell.trim();
        columns::is_url(cell)
            || cell.chars().count() > 120
            || cell.parse::<f64>().is_ok()
            || (cell.contains(|c: char| c.is_ascii_digit())
                && date::parse(cell, true, DateSource::Field).is_some())
    };
    if cells.iter().any(is_data) {
        return ((1..=cells.len()).map(|n| format!("column{n}")).collect(), false);
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    let mut seen = ahash::AHashSet::with_capacity(cells.len());
    for (nth, cell) in cells.iter().enumerate() {
        let name = cell.trim().to_owned();
        let name = if name.is_empty() { format!("column{}", nth + 1) } else { name };
        let name = if seen.contains(&name) { format!("{name}~{}", nth + 1) } else { name };
        seen.insert(name.clone());
        names.push(name);
    }
    (names, true)
}

fn as_cells(names: &[String], rows: &[Row]) -> Vec<Vec<(String, String)>> {
    let rows = rows.iter().filter(|r| r.error.is_none());
    rows.map(|row| names.iter().cloned().zip(row.cells.iter().cloned()).collect()).collect()
}

/// The delimiter that cuts the most rows into the same number of cells, and the rows it gives.
fn delimiter(head: &str) -> Option<(u8, Vec<Vec<String>>)> {
    let rated = DELIMITERS.iter().filter_map(|&delimiter| {
        let mut rows: Vec<Vec<String>> =
            Rows::new(head, delimiter, Quoting::Doubled).take(SNIFF_ROWS).map(|r| r.cells).collect();
        if rows.len() > 2 && rows.len() < SNIFF_ROWS {
            // The last row may be cut.
            rows.pop();
        }
        let width = rows.first()?.len();
        let alike = rows.iter().filter(|r| r.len() == width).count();
        (width > 1)
            .then(|| (alike as f64 / rows.len() as f64 + (width.min(20) as f64) / 100.0, delimiter, rows))
    });
    let (score, delimiter, rows) = rated.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score > 0.6).then_some((delimiter, rows))
}

struct Row {
    line: u64,
    cells: Vec<String>,
    error: Option<String>,
}

/// Rows of a table with the line each begins on.
struct Rows<'t> {
    reader: csv::Reader<&'t [u8]>,
    record: ByteRecord,
    failed: bool,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, delimiter: u8, quoting: Quoting) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).flexible(true).has_headers(false);
        match quoting {
            Quoting::Doubled => {}
            Quoting::Escaped => {
                builder.escape(Some(b'\\')).double_quote(false);
            }
            Quoting::None => {
                builder.quoting(false);
            }
        }
        Self { reader: builder.from_reader(text.as_bytes()), record: ByteRecord::new(), failed: false }
    }

    /// The number of cells of the next row, without making it.
    fn next_width(&mut self) -> Option<usize> {
        let more = self.reader.read_byte_record(&mut self.record).unwrap_or(false);
        more.then(|| self.record.len())
    }
}

/// How a table writes a quote inside a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// `"say ""yes"""`, as RFC 4180 has it.
    Doubled,
    /// `"say \"yes\""`, as databases export it.
    Escaped,
    /// Quotes mean nothing, as in most tab-separated files.
    None,
}

impl Quoting {
    /// The way that leaves the fewest rows of another width than the first; RFC 4180 where it leaves none.
    fn of(text: &str, delimiter: u8) -> Quoting {
        let shape = |quoting| {
            let mut rows = Rows::new(text, delimiter, quoting);
            let width = rows.next_width().unwrap_or_default();
            let (mut count, mut ragged) = (1u64, 0u64);
            while let Some(found) = rows.next_width() {
                count += 1;
                ragged += u64::from(found != width);
            }
            (ragged, count)
        };
        if memchr::memchr(b'"', text.as_bytes()).is_none() {
            return Quoting::Doubled;
        }
        let (ragged, rows) = shape(Quoting::Doubled);
        let (bare_ragged, bare_rows) = shape(Quoting::None);
        if ragged == 0 {
            // A quote that opens a cell and never closes swallows rows; cells that really hold line breaks
            // would leave ragged rows when quotes mean nothing.
            let swallows = bare_ragged == 0 && bare_rows > rows;
            return if swallows { Quoting::None } else { Quoting::Doubled };
        }
        let (escaped_ragged, _) = shape(Quoting::Escaped);
        let rated =
            [(ragged, Quoting::Doubled), (escaped_ragged, Quoting::Escaped), (bare_ragged, Quoting::None)];
        rated.into_iter().min_by_key(|(ragged, _)| *ragged).map_or(Quoting::Doubled, |(_, quoting)| quoting)
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.failed {
            return None;
        }
        let line = self.reader.position().line();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => None,
            Ok(true) => {
                let line = self.record.position().map_or(line, csv::Position::line);
                let cells = self.record.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
                Some(Row { line, cells, error: None })
            }
            Err(error) => {
                self.failed = true;
                Some(Row { line, cells: Vec::new(), error: Some(error.to_string()) })
            }
        }
    }
}
