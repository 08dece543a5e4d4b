//! What made a file, and what could not be read.

use super::OffsetUnit;
use crate::model::{self, InputFile, ProblemCode};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// The version, settings and inputs behind a file; the first line of every JSONL file of a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "run")]
pub struct Run<'a> {
    /// Version of Crosswire.
    pub crosswire: &'a str,
    /// The settings in force, by name.
    pub settings: &'a BTreeMap<String, Value>,
    /// The files read, each with the xxh3-128 of its bytes.
    pub inputs: &'a [InputFile],
    /// xxh3-128 over the three fields above: equal for equal runs.
    pub run: String,
    /// Unit of every offset in the records that follow.
    pub offset_unit: OffsetUnit,
}

impl<'a> Run<'a> {
    /// What made `report`.
    #[must_use]
    pub fn new(report: &'a model::Report) -> Self {
        Self {
            crosswire: &report.version,
            settings: &report.settings,
            inputs: &report.inputs,
            run: run_hash(report),
            offset_unit: OffsetUnit::Codepoint,
        }
    }
}

/// xxh3-128 over version, settings and inputs, 32 hex digits: equal for equal runs.
#[must_use]
pub fn run_hash(report: &model::Report) -> String {
    let made_from = (&report.version, &report.settings, &report.inputs);
    // Maps with text keys and plain structs always serialise.
    let bytes = serde_json::to_vec(&made_from).unwrap_or_default();
    format!("{:032x}", xxh3_128(&bytes))
}

/// A record or file that could not be used as it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "problem")]
pub struct Problem<'a> {
    /// The path as the user named it, `-` for standard input.
    pub file: &'a str,
    /// Line from 1, where the format has lines.
    pub line: Option<u64>,
    /// The field at fault, where one is.
    pub field: Option<&'a str>,
    /// A stable code to filter on.
    pub code: ProblemCode,
    /// What is wrong and what to do.
    pub message: &'a str,
}

impl<'a> Problem<'a> {
    /// The record of `problem`.
    #[must_use]
    pub fn new(problem: &'a model::Problem) -> Self {
        Self {
            file: &problem.file,
            line: problem.line,
            field: problem.field.as_deref(),
            code: problem.code,
            message: &problem.message,
        }
    }
}
