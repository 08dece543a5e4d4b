//! One file per format: decoded text to drafts.

pub(super) mod delimited;
pub(super) mod html;
mod html_depth;
pub(super) mod json;
pub(super) mod json_items;
pub(super) mod jsonl;
pub(super) mod mend;
pub(super) mod object;
pub(super) mod text;

use super::draft::Records;
use super::{Format, Options};
use crate::model::{Problem, ProblemCode};

/// What a format may know of its file.
pub(super) struct FileContext<'o> {
    /// The name in problems and articles.
    pub(super) name: &'o str,
    /// The caller's options.
    pub(super) options: &'o Options,
    /// Whether a table names the file, so that it may name no other.
    pub(super) in_table: bool,
}

impl FileContext<'_> {
    pub(super) fn problem(
        &self,
        line: Option<u64>,
        code: ProblemCode,
        message: impl Into<String>,
    ) -> Problem {
        Problem { file: self.name.to_owned(), line, field: None, code, message: message.into() }
    }
}

/// Reads a whole decoded file.
pub(super) fn read(format: Format, text: &str, file: &FileContext) -> Records {
    match format {
        Format::Text => text::read(text, file),
        Format::Jsonl => jsonl::read(text, file),
        Format::Json => json::read(text, file),
        Format::Csv => delimited::read(text, file),
        Format::Html => html::read(text, file),
    }
}
