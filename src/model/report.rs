//! Everything a run found, finished; renderers take it and decide nothing.

use super::{Article, ArticleIx, ArticleText, Claim, Copies, Event, Problem, Relation};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// One finished run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Version of Crosswire that made it.
    pub version: String,
    /// The settings in force, by name.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// The files read, sorted by path.
    pub inputs: Vec<InputFile>,
    /// For each article in input order, its place in `articles`.
    pub input_order: Vec<ArticleIx>,
    /// Articles in article order.
    pub articles: Vec<Article>,
    /// Their sentences and tokens, in article order.
    pub texts: Vec<ArticleText>,
    /// Copies, clusters and passages.
    pub copies: Copies,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Events.
    pub events: Vec<Event>,
    /// Relations, contradictions first, then by score and id.
    pub relations: Vec<Relation>,
    /// How many candidate pairs each gate stopped, by the gate's name.
    pub gates: BTreeMap<String, u64>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct InputFile {
    /// The path as the user named it, `-` for standard input.
    pub file: String,
    /// Size in bytes as stored.
    pub bytes: u64,
    /// xxh3-128 of the bytes as stored, 32 hex digits.
    pub xxh3: String,
    /// Format it was read as (`jsonl`, `csv` …).
    pub format: String,
    /// Character encoding it was read in.
    pub encoding: String,
    /// Articles it gave.
    pub articles: u64,
}
