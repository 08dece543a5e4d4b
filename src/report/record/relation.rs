//! Relations.

use super::{Exact, Number, OffsetUnit, Offsets};
use crate::model::{self, Band, Kind, Reason, Verdict};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Two claims of two articles, how they stand to each other, and the words that show it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "relation")]
pub struct Relation<'a> {
    /// Content hash.
    pub id: &'a str,
    /// What the two are to each other.
    pub relation: Verdict,
    /// The kind of contradiction; null for the other relations.
    pub kind: Option<Kind>,
    /// Calibrated score, 0–1.
    pub score: Number,
    /// Band of the score.
    pub band: Band,
    /// Id of the event both speak of.
    pub event: Option<&'a str>,
    /// The side that comes first by time, then outlet.
    pub a: Side<'a>,
    /// The other side.
    pub b: Side<'a>,
    /// The normalised values that were compared; null where none were.
    pub values: Option<&'a BTreeMap<String, String>>,
    /// Why, in one plain sentence.
    pub reason: &'a Reason,
    /// Independent origins behind the two sides together; a reprint is none.
    pub origins: u32,
    /// Reprints that stand behind either side.
    pub reprints: u32,
    /// How it was decided that both speak of that event.
    pub event_basis: &'a Reason,
    /// What would settle it.
    pub settle: &'a Reason,
    /// Unit of every `start` and `end`.
    pub offset_unit: OffsetUnit,
}

/// One side of a relation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Side<'a> {
    /// Id of the article.
    pub article: &'a str,
    /// Who published it.
    pub outlet: &'a str,
    /// When, ISO 8601, as exact as known.
    pub published: Option<String>,
    /// Who is reported to say it, as written; null where the outlet itself asserts it.
    pub speaker: Option<&'a str>,
    /// First code point of the sentence.
    pub start: u32,
    /// One past the last code point of the sentence.
    pub end: u32,
    /// The whole sentence.
    pub exact: &'a str,
    /// The words that decide, inside the sentence.
    pub evidence: Vec<Exact<'a>>,
    /// Id of the claim.
    pub claim: Option<&'a str>,
}

impl<'a> Relation<'a> {
    /// The record of `relation` of `report`.
    #[must_use]
    pub fn new(report: &'a model::Report, offsets: &Offsets<'a>, relation: &'a model::Relation) -> Self {
        Self {
            id: &relation.id,
            relation: relation.verdict,
            kind: relation.kind,
            score: Number::score(relation.score),
            band: relation.band,
            event: report.events.get(relation.event as usize).map(|e| e.id.as_str()),
            a: Side::new(report, offsets, &relation.a),
            b: Side::new(report, offsets, &relation.b),
            values: (!relation.values.is_empty()).then_some(&relation.values),
            reason: &relation.reason,
            origins: relation.origins,
            reprints: relation.reprints,
            event_basis: &relation.event_basis,
            settle: &relation.settle,
            offset_unit: OffsetUnit::Codepoint,
        }
    }
}

impl<'a> Side<'a> {
    fn new(report: &'a model::Report, offsets: &Offsets<'a>, side: &'a model::Side) -> Self {
        let article = report.articles.get(side.article as usize);
        let claim = report.claims.get(side.claim as usize);
        let Exact { start, end, exact } = offsets.exact(side.article, side.sentence);
        Self {
            article: offsets.id(side.article),
            outlet: article.map_or("", |a| &a.outlet),
            published: article.and_then(|a| a.published.as_ref()).map(model::Published::iso),
            speaker: claim.and_then(|c| c.speaker.as_ref()).map(|s| s.name.as_str()),
            start,
            end,
            exact,
            evidence: side.evidence.iter().map(|&span| offsets.exact(side.article, span)).collect(),
            claim: claim.map(|c| c.id.as_str()),
        }
    }
}
