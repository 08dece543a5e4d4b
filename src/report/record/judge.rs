//! Answers of `crosswire judge`.

use super::Number;
use crate::model::{Kind, Reason, Verdict};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The relation of one given pair of sentences.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Judge<'a> {
    /// The pair's own id, as given: a string or a number, null where it has none.
    pub id: &'a Value,
    /// What the two are to each other.
    pub relation: JudgedRelation,
    /// The kind of contradiction; null for the other relations.
    pub kind: Option<Kind>,
    /// Calibrated score, 0–1.
    pub score: Number,
    /// Why, in one plain sentence.
    pub reason: &'a Reason,
}

/// A relation, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JudgedRelation {
    /// Both report the same fact with compatible values.
    Agreement,
    /// Both cannot hold as reported, or they present the same aspect in opposed ways.
    Contradiction,
    /// A later figure or status supersedes an earlier one.
    Update,
    /// Compatible at another level.
    Scope,
    /// Neither was found.
    None,
}

impl From<Option<Verdict>> for JudgedRelation {
    fn from(verdict: Option<Verdict>) -> Self {
        match verdict {
            Some(Verdict::Agreement) => Self::Agreement,
            Some(Verdict::Contradiction) => Self::Contradiction,
            Some(Verdict::Update) => Self::Update,
            Some(Verdict::Scope) => Self::Scope,
            None => Self::None,
        }
    }
}

impl<'a> Judge<'a> {
    /// The answer for pair `id`; a `verdict` of `None` is the relation `none`.
    #[must_use]
    pub fn new(
        id: &'a Value,
        verdict: Option<Verdict>,
        kind: Option<Kind>,
        score: f64,
        reason: &'a Reason,
    ) -> Self {
        Self { id, relation: verdict.into(), kind, score: Number::score(score), reason }
    }
}
