//! JSON lines: one object a line, read in blocks so that a file may be larger than the memory.

use super::FileContext;
use super::object::{Item, Plan, drafts, recognise};
use crate::ingest::columns::Columns;
use crate::ingest::draft::Records;
use crate::model::ProblemCode;

/// Reads a file block by block; every block ends with a whole line.
pub(in crate::ingest) struct Reader<'o> {
    file: FileContext<'o>,
    known: Option<(Columns, Plan)>,
    line: u64,
    records: Records,
}

/// Reads the whole `text` at once.
pub(super) fn read(text: &str, file: &FileContext) -> Records {
    let mut reader = Reader::new(FileContext { ..*file });
    reader.block(text);
    reader.finish()
}

impl<'o> Reader<'o> {
    pub(in crate::ingest) fn new(file: FileContext<'o>) -> Self {
        Self { file, known: None, line: 1, records: Records::default() }
    }

    /// The line the next block begins with.
    pub(in crate::ingest) fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next lines.
    pub(in crate::ingest) fn block(&mut self, text: &str) {
        let mut items = Vec::new();
        let mut line = self.line;
        let mut rest = text;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let (json, after) = (&rest[..end], rest.get(end + 1..).unwrap_or_default());
            // Some writers mark records with an RS character, or put commas after them.
            let json = json.trim_matches([' ', '\t', '\r', '\u{1E}', '\u{FEFF}']);
            let json = json.strip_suffix(',').unwrap_or(json);
            if !matches!(json, "" | "[" | "]") {
                items.push(Item { line, json, key: None });
            }
            line += u64::from(end < rest.len());
            rest = after;
        }
        self.line = line;
        if items.is_empty() {
            return;
        }
        let file = &self.file;
        let (_, plan) = self.known.get_or_insert_with(|| {
            let columns = recognise(&items, file);
            let plan = Plan::new(&columns);
            (columns, plan)
        });
        drafts(&items, plan, file, &mut self.records);
    }

    /// A line was too long to be read; the next block begins after it.
    pub(in crate::ingest) fn skipped_line(&mut self, limit: u64) {
        let message =
            format!("The line is longer than {limit} bytes and was left out. Raise max_article_bytes.");
        self.records.problems.push(self.file.problem(Some(self.line), ProblemCode::TooLarge, message));
        self.records.seen += 1;
        self.line += 1;
    }

    pub(in crate::ingest) fn finish(mut self) -> Records {
        if let Some((columns, _)) = self.known {
            self.records.columns = columns.uses;
            self.records.unknown_columns = columns.unknown;
            self.records.notes.extend(columns.notes);
        }
        self.records
    }
}
