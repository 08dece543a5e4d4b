//! Folding, tokens, stems and sentences, by cases and by properties.

use crosswire::model::{Lang, TokenKind};
use crosswire::text::fold::fold;
use crosswire::text::stem::stem;
use crosswire::text::{analyse, sentence, token};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

fn cases<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[derive(Deserialize)]
struct Stems {
    same: Vec<Words>,
    apart: Vec<Words>,
}

#[derive(Deserialize)]
struct Words {
    lang: Lang,
    words: Vec<String>,
}

#[test]
fn forms_of_a_word_share_a_stem_and_words_do_not() {
    let Stems { same, apart } = cases("stems.toml");
    let stems =
        |case: &Words| -> Vec<_> { case.words.iter().map(|word| stem(&fold(word), case.lang)).collect() };
    let mut wrong = Vec::new();
    for case in &same {
        let found = stems(case);
        if found.iter().any(|one| *one != found[0]) {
            wrong.push(format!("{}: not one stem: {:?} {found:?}", case.lang, case.words));
        }
    }
    for case in &apart {
        let found = stems(case);
        for (nth, one) in found.iter().enumerate() {
            if let Some(twin) = found[..nth].iter().position(|other| other == one) {
                wrong.push(format!(
                    "{}: one stem for {} and {}: {one}",
                    case.lang, case.words[twin], case.words[nth]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Letters, marks and troublemakers of many scripts.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "(?s).{0,200}",
        "[ء-ي ًٌٍَُِّْ،؛؟.!»«\"“”0-9٠-٩a-zA-Z@#:/\\-'’\n\r \u{200F}\u{202B}\u{0}…]{0,300}",
        "([A-Za-z]{1,6}[ .,!?\"'()0-9-]{1,3}){0,40}",
        "[一-龥ぁ-んァ-ヶ。！？「」a-z \n]{0,120}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sentences_and_tokens_lie_in_order_on_character_borders(text in any_text(), lang in prop::sample::select(vec!["ar", "en", "fr", "tr", "ru", "de", "es", "zh", "und"])) {
        let lang: Lang = lang.parse().unwrap();
        let found = analyse(&text, Some(lang));
        let (mut last_sentence, mut last_token) = (0, 0);
        for sentence in &found.sentences {
            prop_assert!(sentence.span.start >= last_sentence && !sentence.span.is_empty());
            let piece = text.get(sentence.span.range());
            prop_assert!(piece.is_some_and(|piece| piece.trim() == piece));
            last_sentence = sentence.span.end;
            for token in found.tokens_of(sentence) {
                prop_assert!(token.span.start >= last_token && sentence.span.contains(token.span) && !token.span.is_empty());
                prop_assert!(text.get(token.span.range()).is_some());
                prop_assert!(token.kind == TokenKind::Mark || token.kind == TokenKind::Address || !token.folded.is_empty());
                last_token = token.span.end;
            }
        }
    }

    #[test]
    fn nothing_but_gaps_and_joins_lies_between_sentences(text in any_text()) {
        let mut at = 0;
        let spans = sentence::split(&text, "en".parse().unwrap());
        let ends = spans.iter().map(|s| s.range()).chain(std::iter::once(text.len()..text.len()));
        for range in ends {
            let gap = &text[at..range.start];
            prop_assert!(gap.chars().all(|c| !c.is_alphanumeric()), "lost {gap:?}");
            at = range.end;
        }
    }

    #[test]
    fn every_letter_is_in_a_token(text in any_text()) {
        let mut at = 0;
        let found = token::tokens(&text, "ar".parse().unwrap());
        let ends = found.iter().map(|t| t.span.range()).chain(std::iter::once(text.len()..text.len()));
        for range in ends {
            // A vowel sign that follows nothing is no word.
            let lost = |c: char| c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c);
            prop_assert!(!text[at..range.start].chars().any(lost), "lost in {text:?}");
            at = range.end;
        }
    }
}

#[test]
fn a_huge_word_and_a_million_marks_are_cut_without_trouble() {
    for text in [
        "ا".repeat(50_000),
        "a.".repeat(30_000),
        "\"".repeat(50_000),
        "1,".repeat(30_000),
        "a@".repeat(30_000),
        "- ".repeat(30_000),
    ] {
        let before = std::time::Instant::now();
        let found = analyse(&text, None);
        println!("{:?} {:?}", &text[..4], before.elapsed());
        assert!(found.sentences.len() <= text.len());
    }
}

#[derive(Deserialize)]
struct Folds {
    folds: std::collections::BTreeMap<String, String>,
}

#[test]
fn spellings_of_a_word_fold_to_one() {
    let Folds { folds } = cases("folds.toml");
    let wrong: Vec<_> = folds.iter().filter(|(text, folded)| fold(text) != folded.as_str()).collect();
    assert!(wrong.is_empty(), "{:?}", wrong.iter().map(|(t, f)| (t, f, fold(t))).collect::<Vec<_>>());
}

#[derive(Deserialize)]
struct Tokens {
    case: Vec<TokenCase>,
}

#[derive(Deserialize)]
struct TokenCase {
    lang: Lang,
    text: String,
    tokens: String,
    kinds: String,
}

#[test]
fn tokens_are_words_numbers_marks_and_addresses() {
    let Tokens { case } = cases("tokens.toml");
    let mut wrong = Vec::new();
    for case in case {
        let found = token::tokens(&case.text, case.lang);
        let words: Vec<&str> = found.iter().map(|token| token.span.of(&case.text)).collect();
        let letter = |kind| match kind {
            TokenKind::Word => 'W',
            TokenKind::Number => 'N',
            TokenKind::Mark => 'M',
            TokenKind::Address => 'A',
        };
        let kinds: String = found.iter().map(|token| letter(token.kind)).collect();
        if words.join(" | ") != case.tokens || kinds != case.kinds {
            wrong.push(format!(
                "{}\n  {} {kinds}\n  {} {}",
                case.text,
                words.join(" | "),
                case.tokens,
                case.kinds
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct Sentences {
    case: Vec<SentenceCase>,
}

#[derive(Deserialize)]
struct SentenceCase {
    name: String,
    lang: Lang,
    text: String,
    sentences: Vec<String>,
}

#[test]
fn sentences_end_where_readers_end_them() {
    let Sentences { case } = cases("sentences.toml");
    let mut wrong = Vec::new();
    for case in case {
        let found: Vec<&str> =
            sentence::split(&case.text, case.lang).iter().map(|span| span.of(&case.text)).collect();
        if found != case.sentences {
            wrong.push(format!("{}\n  found  {found:?}\n  wanted {:?}", case.name, case.sentences));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sentence_in_another_script_has_its_own_language() {
    let text =
        "أكد الوزير أن المحادثات مستمرة حتى نهاية الأسبوع.\nThe talks will go on until the end of the week.";
    let langs: Vec<_> = analyse(text, None).sentences.iter().map(|s| s.lang.code().to_owned()).collect();
    assert_eq!(langs, ["ar", "en"]);
}
