//! The records other programs read, one struct each, keys in the published order.
//!
//! Takes the model, gives serialisable records that borrow from it; offsets are code points. Names and
//! meanings of fields stay as they are between versions; fields may be added at the end.

mod article;
mod claim;
mod event;
mod judge;
mod number;
mod relation;
mod run;

pub use article::{Article, Pair, Passage};
pub use claim::{Claim, Participant, Place, Quantity, Sentence, Time};
pub use event::{Event, EventArticle};
pub use judge::{Judge, JudgedRelation};
pub use number::Number;
pub use relation::{Relation, Side};
pub use run::{Problem, Run, run_hash};

use crate::model::{self, ArticleIx, CodepointIndex, Span};
use schemars::JsonSchema;
use serde::Serialize;
use std::cell::OnceCell;

/// The unit of every `start` and `end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Unicode code points of the article's text as read, the title apart.
    #[default]
    Codepoint,
}

/// A piece of an article's text: `text[start..end]` is `exact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exact<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words there.
    pub exact: &'a str,
}

/// Articles with their code-point offsets, each counted once when first asked for.
#[derive(Debug)]
pub struct Offsets<'a> {
    articles: &'a [model::Article],
    counted: Vec<OnceCell<CodepointIndex<'a>>>,
}

impl<'a> Offsets<'a> {
    /// Counts nothing yet.
    #[must_use]
    pub fn new(articles: &'a [model::Article]) -> Self {
        Self { articles, counted: articles.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The words of `span` in article `at`, with code-point offsets; empty where the span is not of that text.
    #[must_use]
    pub fn exact(&self, at: ArticleIx, span: Span) -> Exact<'a> {
        let Some(article) = self.articles.get(at as usize) else {
            return Exact { start: 0, end: 0, exact: "" };
        };
        let (start, end) =
            self.counted[at as usize].get_or_init(|| CodepointIndex::new(&article.text)).span(span);
        Exact { start, end, exact: article.text.get(span.range()).unwrap_or_default() }
    }

    /// The article `at`; an index that is none gives the empty id.
    #[must_use]
    pub fn id(&self, at: ArticleIx) -> &'a str {
        self.articles.get(at as usize).map_or("", |article| &article.id)
    }
}
