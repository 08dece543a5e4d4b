//! Articles as the near-duplicate stage sees them, verified pairs and shared passages.

use super::{Number, OffsetUnit, Offsets};
use crate::model::{self, ArticleIx, CopyMethod, SourceRef};
use schemars::JsonSchema;
use serde::Serialize;

/// One article: whether it is a copy, of what, and how that was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "article")]
pub struct Article<'a> {
    /// Id of the article.
    pub id: &'a str,
    /// Id of its cluster; null where it is in none.
    pub cluster: Option<&'a str>,
    /// Id of the article that stands for it: itself, unless it is a copy.
    pub kept_id: &'a str,
    /// Whether it stands for itself.
    pub kept: bool,
    /// Whether the article that stands for it is of the existing set or of the new articles; only where new articles
    /// were compared with an existing set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_from: Option<model::KeptFrom>,
    /// How the copy was found; null for an article that is no copy of another.
    pub method: Option<CopyMethod>,
    /// Jaccard similarity with the kept article, 0–1.
    pub score: Number,
    /// Share of its own text found in the kept article, 0–1.
    pub containment: Number,
    /// Minutes from the kept article's publication to its own, where both are known.
    pub lag_minutes: Option<i64>,
    /// Agency its text names as the origin.
    pub agency: Option<&'a str>,
    /// Who published it.
    pub outlet: &'a str,
    /// When, ISO 8601, as exact as known.
    pub published: Option<String>,
    /// File and line it was read from.
    pub source: &'a SourceRef,
    /// Headline, where the input has one.
    pub title: Option<&'a str>,
    /// Language code; left out where a large input was searched without holding its texts.
    #[schemars(default)]
    pub lang: String,
    /// Address of the page.
    pub url: Option<&'a str>,
}

impl<'a> Article<'a> {
    /// The record of article `at` of `report`.
    ///
    /// # Panics
    /// When `at` is no article of the report.
    #[must_use]
    pub fn new(report: &'a model::Report, at: ArticleIx) -> Self {
        let article = &report.articles[at as usize];
        let verdict = report.copies.verdicts.get(at as usize);
        let cluster = verdict.and_then(|v| report.copies.clusters.get(v.cluster? as usize));
        let kept = verdict.map_or(at, |v| v.kept);
        Self {
            id: &article.id,
            cluster: cluster.map(|c| c.id.as_str()),
            kept_id: report.articles.get(kept as usize).map_or(&article.id, |a| &a.id),
            kept: kept == at,
            kept_from: report.copies.kept_from(kept),
            method: verdict.and_then(|v| v.method),
            score: Number::score(verdict.map_or(1.0, |v| v.score)),
            containment: Number::score(verdict.map_or(1.0, |v| v.containment)),
            lag_minutes: verdict.and_then(|v| v.lag_minutes),
            agency: verdict.and_then(|v| v.agency.as_deref()),
            outlet: &article.outlet,
            published: article.published.as_ref().map(model::Published::iso),
            source: &article.source,
            title: article.title.as_deref(),
            lang: article.lang.to_string(),
            url: article.url.as_deref(),
        }
    }
}

/// Two articles whose shared words were counted exactly.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "pair")]
pub struct Pair<'a> {
    /// Id of one article.
    pub a: &'a str,
    /// Id of the other.
    pub b: &'a str,
    /// Exact Jaccard similarity of the shingle sets, 0–1.
    pub jaccard: Number,
    /// Share of `a`'s text found in `b`, 0–1.
    pub containment_a: Number,
    /// Share of `b`'s text found in `a`, 0–1.
    pub containment_b: Number,
    /// Words in shared shingles.
    pub shared_words: u32,
    /// Longest run of words both have.
    pub longest_run_words: u32,
}

impl<'a> Pair<'a> {
    /// The record of `pair`.
    #[must_use]
    pub fn new(offsets: &Offsets<'a>, pair: &model::CopyPair) -> Self {
        Self {
            a: offsets.id(pair.a),
            b: offsets.id(pair.b),
            jaccard: Number::score(pair.jaccard),
            containment_a: Number::score(pair.containment_a),
            containment_b: Number::score(pair.containment_b),
            shared_words: pair.shared_words,
            longest_run_words: pair.longest_run_words,
        }
    }
}

/// A run of words two articles share.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "passage")]
pub struct Passage<'a> {
    /// Id of one article.
    pub a: &'a str,
    /// Id of the other.
    pub b: &'a str,
    /// First code point in `a`.
    pub a_start: u32,
    /// One past the last code point in `a`.
    pub a_end: u32,
    /// First code point in `b`.
    pub b_start: u32,
    /// One past the last code point in `b`.
    pub b_end: u32,
    /// Words on the shorter side.
    pub words: u32,
    /// Matching words over words of the longer side, 0–1.
    pub similarity: Number,
    /// Unit of the offsets.
    pub offset_unit: OffsetUnit,
}

impl<'a> Passage<'a> {
    /// The record of `passage`.
    #[must_use]
    pub fn new(offsets: &Offsets<'a>, passage: &model::Passage) -> Self {
        let a = offsets.exact(passage.a, passage.a_span);
        let b = offsets.exact(passage.b, passage.b_span);
        Self {
            a: offsets.id(passage.a),
            b: offsets.id(passage.b),
            a_start: a.start,
            a_end: a.end,
            b_start: b.start,
            b_end: b.end,
            words: passage.words,
            similarity: Number::score(passage.similarity),
            offset_unit: OffsetUnit::Codepoint,
        }
    }
}
