//! What could not be read, and why.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// A record or file that could not be used as it is; its neighbours were.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The path as the user named it, `-` for standard input.
    pub file: String,
    /// Line from 1, where the format has lines.
    pub line: Option<u64>,
    /// The field at fault, where one is.
    pub field: Option<String>,
    /// A stable code to filter on.
    pub code: ProblemCode,
    /// What is wrong and what to do, one sentence each.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(field) = &self.field {
            write!(f, " [{field}]")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Stable codes of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The path does not exist or cannot be opened.
    Unreadable,
    /// The folder, glob or archive holds nothing to read.
    Empty,
    /// The bytes are no text in any encoding we know.
    Binary,
    /// The format is none we read.
    UnknownFormat,
    /// The record cannot be parsed.
    Malformed,
    /// No column or key holds the text.
    NoText,
    /// The article has no words.
    EmptyArticle,
    /// A date could not be read; the article is kept without it.
    BadDate,
    /// Bytes that are not valid in the file's encoding were replaced.
    InvalidBytes,
    /// Two records share an id; the later one was renamed.
    DuplicateId,
    /// A limit that keeps memory bounded was reached.
    TooLarge,
}
