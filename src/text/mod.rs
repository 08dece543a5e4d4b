//! Text to sentences and tokens.
//!
//! Takes an article's original text, gives [`ArticleText`]: language, sentences, tokens with folded
//! forms and light stems, every span a byte range of the original. Says no word of claims.

mod address;
pub(crate) mod concept;
pub(crate) mod escape;
pub mod fold;
pub mod language;
pub(crate) mod memo;
pub mod phrase;
pub(crate) mod pivot;
pub mod scan;
pub mod sentence;
pub(crate) mod simd;
pub(crate) mod skeleton;
pub mod stem;
pub mod token;

use crate::model::{Article, ArticleText, Lang, Sentence, Token, TokenKind};
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
    let latin = is_latin(text);
    for span in sentence::split(text, lang) {
        let first = tokens.len() as u32;
        let piece = span.of(text);
        let own = if is_latin(piece) == latin { lang } else { language_of_guest(piece, lang) };
        token::scan(piece, span.start as usize, own, &mut tokens);
        push_bounded(
            &mut sentences,
            Sentence { span, lang: own, tokens: first..tokens.len() as u32 },
            &tokens,
        );
    }
    ArticleText { lang, sentences, tokens }
}

/// Whether most letters are ASCII; other scripts take two bytes a letter and more.
fn is_latin(text: &str) -> bool {
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let other = text.bytes().filter(|b| !b.is_ascii()).count();
    ascii * 2 > other
}

/// The language of a sentence in another script than its article's, where it is long enough to tell.
fn language_of_guest(sentence: &str, article: Lang) -> Lang {
    let words =
        sentence.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).take(4).count();
    let own = if words < 4 { Lang::UNDETERMINED } else { language::detect(sentence) };
    if own == Lang::UNDETERMINED { article } else { own }
}

/// Most tokens of a sentence. News sentences stay under 200; what runs on for longer is a list, a table or text
/// without marks, and later stages, which look at all pairs of words of a sentence, must stay bounded.
const MOST_TOKENS: usize = 512;

/// Adds `sentence`, cut into pieces of at most [`MOST_TOKENS`] tokens, after a mark where one is near.
fn push_bounded(sentences: &mut Vec<Sentence>, sentence: Sentence, tokens: &[Token]) {
    let (mut first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    if last - first <= MOST_TOKENS {
        return sentences.push(sentence);
    }
    while first < last {
        let end = piece_end(&tokens[first..last]) + first;
        let span = tokens[first].span.join(tokens[end - 1].span);
        sentences.push(Sentence { span, lang: sentence.lang, tokens: first as u32..end as u32 });
        first = end;
    }
}

fn piece_end(tokens: &[Token]) -> usize {
    if tokens.len() <= MOST_TOKENS {
        return tokens.len();
    }
    let window = &tokens[MOST_TOKENS / 2..MOST_TOKENS];
    let mark = window.iter().rposition(|token| token.kind == TokenKind::Mark);
    mark.map_or(MOST_TOKENS, |at| MOST_TOKENS / 2 + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_marks_becomes_bounded_sentences_that_lose_no_word() {
        let text = "word and, ".repeat(4000);
        let cut = analyse(&text, "en".parse().ok());
        assert!(cut.sentences.iter().all(|s| s.tokens.len() <= MOST_TOKENS));
        assert_eq!(cut.sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), cut.tokens.len());
        assert!(cut.sentences.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
}
