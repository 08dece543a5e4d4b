//! Words for happenings that are only part of a name.
//!
//! A force, a party, an operation or a ship may be called after a storm or a flood ("the Torrent Brigades"). Takes tokens,
//! says where a word names somebody or something and no happening. The words beside such names are data
//! (`<lang>/name_heads.tsv`).

use crate::model::{Lang, Token, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::stem::Fit;
use std::sync::LazyLock;

static HEADS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("name_heads"));

/// Words of a name in quotation marks at most, so that quoted speech is none.
const MAX_NAME_WORDS: usize = 4;

/// The stretches of `tokens`, first and last inclusive, that are names beside a word which takes one.
pub(super) fn stretches(tokens: &[Token], lang: Lang) -> Vec<(usize, usize)> {
    let heads = phrase::rows_in(&HEADS, tokens, lang).filter(|(head, _)| head.fit < Fit::Stem);
    heads
        .flat_map(|(head, row)| {
            let quoted = || {
                [
                    quoted_after(tokens, head.last_token + 1),
                    head.first_token.checked_sub(1).and_then(|at| quoted_before(tokens, at)),
                ]
            };
            let word = |at: Option<usize>| {
                let at = at.filter(|&at| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word));
                at.map(|at| (at, at))
            };
            match row.cell(1) {
                "after" => {
                    [quoted_after(tokens, head.last_token + 1).or(word(Some(head.last_token + 1))), None]
                }
                "before" => [word(head.first_token.checked_sub(1)), None],
                _ => quoted(),
            }
        })
        .flatten()
        .collect()
}

/// The name in quotation marks that opens at token `at`.
fn quoted_after(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    tokens.get(at).filter(|token| is_quote(token))?;
    let close = (at + 1..tokens.len().min(at + MAX_NAME_WORDS + 2)).find(|&nth| is_quote(&tokens[nth]))?;
    (close > at + 1).then(|| (at + 1, close - 1))
}

/// The name in quotation marks that closes at token `at`.
fn quoted_before(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    tokens.get(at).filter(|token| is_quote(token))?;
    let open = (at.saturating_sub(MAX_NAME_WORDS + 1)..at).rev().find(|&nth| is_quote(&tokens[nth]))?;
    (open + 1 < at).then(|| (open + 1, at - 1))
}

fn is_quote(token: &Token) -> bool {
    token.kind == TokenKind::Mark
        && matches!(token.folded.as_str(), "\"" | "«" | "»" | "“" | "”" | "„" | "‘" | "’" | "'" | "‹" | "›")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::kinds;
    use crate::text::token::tokens;

    /// Kinds told in `text`, names left out.
    fn told(text: &str, lang: &str) -> Vec<&'static str> {
        let lang = lang.parse().unwrap_or_default();
        let tokens = tokens(text, lang);
        let names = stretches(&tokens, lang);
        let named = |at: usize| names.iter().any(|&(first, last)| (first..=last).contains(&at));
        let kinds = kinds::mentions(&tokens, lang).into_iter();
        kinds.filter(|one| !named(one.first_token)).map(|one| one.kind.id()).collect()
    }

    #[test]
    fn a_force_called_after_a_flood_tells_of_no_flood() {
        assert!(told("مقر «كتائب السيل» في البلدة", "ar").is_empty());
        assert!(told("a base of the Flood Brigades in the town", "en").is_empty());
        assert!(told("the campaign \"Storm of Hope\" was praised", "en").is_empty());
    }

    #[test]
    fn a_flood_beside_a_force_is_a_flood() {
        assert_eq!(told("the flood reached the barracks", "en"), ["flood"]);
        assert_eq!(told("وصف الوزير ما جرى بأنه «هجوم إرهابي»", "ar"), ["attack"]);
    }
}
