//! Text to sentences and tokens.
//!
//! Takes an article's original text, gives [`ArticleText`]: language, sentences, tokens with folded
//! forms and light stems, every span a byte range of the original. Says no word of claims.

mod address;
pub mod fold;
pub mod language;
pub mod phrase;
pub mod scan;
pub mod sentence;
pub(crate) mod simd;
pub mod stem;
pub mod token;

use crate::model::{Article, ArticleText, Lang, Sentence};
use rayon::prelude::*;

/// Cuts every article into sentences and tokens, in parallel; one result per article, in their order.
#[must_use]
pub fn read(articles: &[Article]) -> Vec<ArticleText> {
    articles.par_iter().map(|article| analyse(&article.text, Some(article.lang))).collect()
}

/// Cuts one text into sentences and tokens; the language is detected where none is given.
///
/// ```
/// let text = crosswire::text::analyse("The talks ended. No deal was signed.", None);
/// assert_eq!((text.lang.code(), text.sentences.len()), ("en", 2));
/// ```
#[must_use]
pub fn analyse(text: &str, lang: Option<Lang>) -> ArticleText {
    let lang = lang.filter(|lang| *lang != Lang::UNDETERMINED).unwrap_or_else(|| language::detect(text));
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut sentences = Vec::new();
    for span in sentence::split(text, lang) {
        let first = tokens.len() as u32;
        token::scan(span.of(text), span.start as usize, lang, &mut tokens);
        sentences.push(Sentence { span, lang, tokens: first..tokens.len() as u32 });
    }
    ArticleText { lang, sentences, tokens }
}
