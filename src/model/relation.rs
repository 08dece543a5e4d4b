//! How two claims stand to each other.

use super::{ArticleIx, ClaimIx, EventIx, Span};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Two claims of two articles, how they stand to each other, and the words that show it.
#[derive(Debug, Clone, Serialize)]
pub struct Relation {
    /// Content hash of verdict, kind and both sides.
    pub id: String,
    /// What they are to each other.
    pub verdict: Verdict,
    /// The kind of contradiction; `None` for the other verdicts.
    pub kind: Option<Kind>,
    /// Calibrated score, 0–1.
    pub score: f64,
    /// Band of the score, each with its measured precision.
    pub band: Band,
    /// The event both speak of.
    pub event: EventIx,
    /// How it was decided that both speak of that event, in words.
    pub event_basis: Reason,
    /// The side that comes first by time, then outlet, then id.
    pub a: Side,
    /// The other side.
    pub b: Side,
    /// The normalised values that were compared, `a` and `b` among the keys; empty where none were.
    pub values: BTreeMap<String, String>,
    /// Why, in one plain sentence.
    pub reason: Reason,
    /// What would settle it.
    pub settle: Reason,
    /// Independent origins behind the two sides together; a reprint is none.
    pub origins: u32,
    /// Reprints that stand behind either side.
    pub reprints: u32,
    /// Features the decision was made from, in a fixed order, for `explain`.
    pub features: Vec<(&'static str, f64)>,
}

/// One side of a relation.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// The article.
    pub article: ArticleIx,
    /// The claim.
    pub claim: ClaimIx,
    /// The whole sentence.
    pub sentence: Span,
    /// The words that decide, inside the sentence, sorted, not overlapping.
    pub evidence: Vec<Span>,
}

/// The relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both report the same fact of the same event with compatible values.
    Agreement,
    /// Both speak of the same aspect of the same event and cannot both hold as reported, or present it
    /// in opposed ways.
    Contradiction,
    /// A later figure or status supersedes an earlier one.
    Update,
    /// Compatible at another level.
    Scope,
}

impl Verdict {
    /// Its name in the records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Agreement => "agreement",
            Verdict::Contradiction => "contradiction",
            Verdict::Update => "update",
            Verdict::Scope => "scope",
        }
    }
}

/// The kinds of contradiction, one detector each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One affirms what the other denies.
    Negation,
    /// Opposed predicates over the same argument.
    Opposite,
    /// Different numbers for the same thing.
    Number,
    /// Different dates for the same happening.
    Date,
    /// Different places for the same happening.
    Place,
    /// Different people at the same happening.
    Participant,
    /// The same words given to different speakers.
    Attribution,
    /// The same quotation with different substance.
    Quotation,
    /// The same act with an incompatible status.
    Modality,
    /// The same aspect presented in opposed ways.
    Framing,
}

impl Kind {
    /// Its name in the records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Negation => "negation",
            Kind::Opposite => "opposite",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::Place => "place",
            Kind::Participant => "participant",
            Kind::Attribution => "attribution",
            Kind::Quotation => "quotation",
            Kind::Modality => "modality",
            Kind::Framing => "framing",
        }
    }
}

/// Bands of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Shown on request.
    Low,
    /// Shown, marked.
    Medium,
    /// Shown first.
    High,
}

impl Band {
    /// Its name in the records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
        }
    }
}

/// One plain sentence in the interface's two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reason {
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}
