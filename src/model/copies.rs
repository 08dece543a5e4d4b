//! Which articles share their words.

use super::{ArticleIx, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// Everything the near-duplicate stage found; `verdicts` has one entry per article.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    /// Clusters of two or more articles, sorted by id.
    pub clusters: Vec<Cluster>,
    /// One per article, in article order.
    pub verdicts: Vec<CopyVerdict>,
    /// Verified pairs, `a < b`, sorted.
    pub pairs: Vec<CopyPair>,
    /// Runs of words two articles share, sorted; empty where passages were not asked for.
    pub passages: Vec<Passage>,
    /// How many articles, the first ones, are an existing set that the others were compared with; 0 where there is
    /// none. They stand for copies among the others; nothing is said of how they relate to each other.
    pub existing: ArticleIx,
    /// What was capped or left out to stay linear, in words.
    pub notes: Vec<String>,
}

impl Copies {
    /// Which set the kept article `kept` is of; `None` where there is no existing set.
    #[must_use]
    pub fn kept_from(&self, kept: ArticleIx) -> Option<KeptFrom> {
        let from = if kept < self.existing { KeptFrom::Existing } else { KeptFrom::New };
        (self.existing > 0).then_some(from)
    }
}

/// The set an article is of, where new articles are compared with existing ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeptFrom {
    /// The set that was there before.
    Existing,
    /// The articles compared with it.
    New,
}

/// Articles that are copies of one text.
#[derive(Debug, Clone, Serialize)]
pub struct Cluster {
    /// Content hash of the kept article and its members.
    pub id: String,
    /// The article that stands for the cluster; every member has a verified edge to it.
    pub kept: ArticleIx,
    /// All members, the kept one included, sorted.
    pub members: Vec<ArticleIx>,
}

/// What was found for one article.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CopyVerdict {
    /// Index into the clusters, where it is in one.
    pub cluster: Option<u32>,
    /// The article that stands for it: itself, unless it is a copy.
    pub kept: ArticleIx,
    /// How it was found; `None` for an article that is no copy of another.
    pub method: Option<CopyMethod>,
    /// Jaccard similarity with the kept article, 0–1; 1 for the kept article itself.
    pub score: f64,
    /// Share of its own text found in the kept article, 0–1.
    pub containment: f64,
    /// Minutes from the kept article's publication to its own, where both are known.
    pub lag_minutes: Option<i64>,
    /// Agency its text names as the origin, in the lexicon's canonical spelling.
    pub agency: Option<String>,
}

/// How a copy was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CopyMethod {
    /// The same words in the same order.
    Exact,
    /// Nearly the same set of shingles.
    Near,
    /// Most of it lies inside the other.
    Contained,
}

/// A verified pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CopyPair {
    /// The earlier article in article order.
    pub a: ArticleIx,
    /// The later one.
    pub b: ArticleIx,
    /// Exact Jaccard similarity of the shingle sets, 0–1.
    pub jaccard: f64,
    /// Share of `a`'s text found in `b`, 0–1.
    pub containment_a: f64,
    /// Share of `b`'s text found in `a`, 0–1.
    pub containment_b: f64,
    /// Words in shared shingles.
    pub shared_words: u32,
    /// Longest run of words both have.
    pub longest_run_words: u32,
}

/// A run of words two articles share, with small gaps allowed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// The earlier article in article order.
    pub a: ArticleIx,
    /// The later one.
    pub b: ArticleIx,
    /// Where it stands in `a`.
    pub a_span: Span,
    /// Where it stands in `b`.
    pub b_span: Span,
    /// Words on the shorter side.
    pub words: u32,
    /// Matching words over words of the longer side, 0–1.
    pub similarity: f64,
}
