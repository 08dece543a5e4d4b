//! A record whose columns are known, before anyone has judged its values.

use super::Field;
use crate::model::{DateSource, Problem};
use serde_json::Value;
use std::collections::BTreeMap;

/// One record: the value of each article field as written, and the rest.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Line from 1.
    pub(super) line: Option<u64>,
    /// Values by [`Field`] number; white space around them is kept in `Text` alone.
    pub(super) values: [Option<String>; Field::ALL.len()],
    /// Columns nobody claims.
    pub(super) extra: BTreeMap<String, Value>,
    /// What the date was read from, where there is one.
    pub(super) date_source: Option<DateSource>,
    /// The file the text was read from, where it is not the record's own.
    pub(super) text_file: Option<String>,
    /// Whether `Text` may hold markup to take off.
    pub(super) may_hold_markup: bool,
}

impl Draft {
    pub(super) fn get(&self, field: Field) -> Option<&str> {
        self.values[field as usize].as_deref()
    }

    pub(super) fn take(&mut self, field: Field) -> Option<String> {
        self.values[field as usize].take()
    }

    /// Sets a field; gives back what it held before.
    pub(super) fn set(&mut self, field: Field, value: impl Into<String>) -> Option<String> {
        self.values[field as usize].replace(value.into())
    }
}

/// What a format makes of one file.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// Drafts in file order.
    pub(super) drafts: Vec<Draft>,
    /// Problems in file order.
    pub(super) problems: Vec<Problem>,
    /// Columns and their fields.
    pub(super) columns: Vec<super::ColumnUse>,
    /// Columns passed through.
    pub(super) unknown_columns: Vec<String>,
    /// What stands between cells.
    pub(super) delimiter: Option<char>,
    /// Records that had to be mended.
    pub(super) mended: u64,
    /// Records seen, also the broken ones.
    pub(super) seen: u64,
    /// Remarks for the inspection.
    pub(super) notes: Vec<String>,
}
