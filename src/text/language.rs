//! Which language a text is written in.
//!
//! Takes text, gives a [`Lang`]: by script where the script decides, by letters that only one language uses,
//! by trigrams where there is enough text; [`Lang::UNDETERMINED`] where nothing tells.

use crate::lexicon;
use crate::lexicon::Table;
use crate::model::Lang;
use crate::text::fold::fold;
use compact_str::CompactString;
use std::cmp::Ordering;
use std::sync::LazyLock;
use whatlang::Script;

static STOPWORDS: LazyLock<Vec<(&'static str, &'static Table)>> = LazyLock::new(|| {
    let tables = lexicon::languages().filter_map(|lang| {
        let code = two_letter_code(lang)?;
        Some((code, lexicon::of(lang)?.table("stopwords")))
    });
    tables.filter(|(_, table)| !table.rows().is_empty()).collect()
});

fn two_letter_code(lang: Lang) -> Option<&'static str> {
    let rows = lexicon::common().table("language_codes").rows();
    rows.iter().map(|row| row.cell(1)).find(|code| *code == lang.code())
}

/// The language of `text`; reads at most its first 4,000 characters.
///
/// ```
/// use crosswire::text::language::detect;
/// assert_eq!(detect("أكد الوزير أن المحادثات مستمرة").code(), "ar");
/// ```
#[must_use]
pub fn detect(text: &str) -> Lang {
    let head = head(text);
    let code = match whatlang::detect_script(head) {
        Some(Script::Arabic) => arabic_script(head),
        Some(Script::Latin | Script::Cyrillic) => by_trigrams(head),
        Some(Script::Mandarin) => "zh",
        Some(Script::Hiragana | Script::Katakana) => "ja",
        Some(Script::Hangul) => "ko",
        Some(Script::Hebrew) => "he",
        Some(Script::Greek) => "el",
        Some(Script::Thai) => "th",
        Some(_) => by_trigrams(head),
        None => "und",
    };
    code.parse().unwrap_or_default()
}

fn head(text: &str) -> &str {
    text.char_indices().nth(4_000).map_or(text, |(end, _)| &text[..end])
}

/// Arabic unless letters that Arabic lacks are common.
fn arabic_script(text: &str) -> &'static str {
    let (mut letters, mut urdu, mut persian, mut arabic_only) = (0usize, 0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| ('\u{620}'..='\u{6D5}').contains(c)) {
        letters += 1;
        match c {
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' | 'ھ' => urdu += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک' => persian += 1,
            'ة' | 'ي' | 'ك' | 'ى' | 'إ' => arabic_only += 1,
            _ => {}
        }
    }
    match letters {
        0 => "ar",
        _ if urdu * 25 > letters => "ur",
        _ if persian * 25 > letters && persian > arabic_only => "fa",
        _ => "ar",
    }
}

/// Trigrams where there is enough text, function words where there is not.
fn by_trigrams(text: &str) -> &'static str {
    let guess = whatlang::detect(text);
    match guess {
        Some(info) if info.is_reliable() => two_letters(info.lang()),
        _ => by_function_words(text).or_else(|| by_known_words(text)).unwrap_or(match guess {
            Some(info) if text.len() > 60 => two_letters(info.lang()),
            _ => "und",
        }),
    }
}

/// The language with the most function words in `text`, if one has more than all others.
fn by_function_words(text: &str) -> Option<&'static str> {
    let words: Vec<_> = text.split(|c: char| !c.is_alphabetic()).take(60).map(fold).collect();
    let mut best = (0, None);
    for (code, stopwords) in STOPWORDS.iter() {
        let hits = words.iter().filter(|word| stopwords.has(word)).count();
        match hits.cmp(&best.0) {
            Ordering::Greater => best = (hits, Some(*code)),
            Ordering::Equal => best.1 = None,
            Ordering::Less => {}
        }
    }
    best.1
}

/// Tables whose words tell a language where its function words do not.
const KNOWN: [&str; 7] =
    ["stopwords", "function_words", "slot_words", "numbers", "counted", "predicates", "word_shares"];

static WORDS: LazyLock<Vec<(&'static str, Vec<&'static Table>)>> = LazyLock::new(|| {
    let tables = lexicon::languages().filter_map(|lang| {
        let words = lexicon::of(lang)?;
        Some((two_letter_code(lang)?, KNOWN.map(|name| words.table(name)).to_vec()))
    });
    tables.collect()
});

/// The language whose lexicon knows the most words of a short text; `None` where two know as many or none knows any.
#[must_use]
pub fn of_known_words(text: &str) -> Option<Lang> {
    by_known_words(text)?.parse().ok()
}

fn by_known_words(text: &str) -> Option<&'static str> {
    let words: Vec<_> = text.split(|c: char| !c.is_alphabetic()).take(60).map(fold).collect();
    let mut best = (0, None);
    for (code, tables) in WORDS.iter() {
        let known = |word: &&CompactString| !word.is_empty() && tables.iter().any(|table| table.has(word));
        let hits = words.iter().filter(known).count();
        match hits.cmp(&best.0) {
            Ordering::Greater => best = (hits, Some(*code)),
            Ordering::Equal => best.1 = None,
            Ordering::Less => {}
        }
    }
    best.1
}

fn two_letters(lang: whatlang::Lang) -> &'static str {
    lexicon::common().table("language_codes").get(lang.code()).map_or("und", |row| row.cell(1))
}
