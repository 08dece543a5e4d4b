//! Sentence boundaries, measured.
//!
//! Gold is a text file with one sentence a line, whose lines are joined by a space in blocks of twenty, or JSON lines
//! with `lang`, `text` and `sentences`. A boundary counts by the visible characters before it; the end of a block
//! counts for nothing.

use super::measured::{Measured, Outcome};
use crate::lexicon;
use crate::model::Lang;
use crate::text::language;
use crate::text::sentence::split;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Sentences joined into one block.
const BLOCK: usize = 20;
/// Letters shown on either side of a boundary that is wrong.
const SHOWN: usize = 40;

/// A text and its sentences.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldSentences {
    /// Code or English name of its language.
    #[serde(default)]
    pub lang: String,
    /// The text.
    pub text: String,
    /// Its sentences in order.
    pub sentences: Vec<String>,
}

/// Measures the splitter on `lines`, one sentence each.
#[must_use]
pub fn of_lines(lines: &str, lang: Lang) -> Measured {
    let sentences: Vec<&str> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut measured = Measured::default();
    for gold in sentences.chunks(BLOCK) {
        block(&mut measured, &gold.join(" "), gold, lang);
    }
    measured
}

/// Measures the splitter on texts with their sentences.
#[must_use]
pub fn of_texts(gold: &[GoldSentences]) -> Measured {
    let mut measured = Measured::default();
    for row in gold {
        let sentences: Vec<&str> = row.sentences.iter().map(|one| one.trim()).collect();
        block(&mut measured, &row.text, &sentences, language_of(row));
    }
    measured
}

/// The language a row states by code or by name, else the one its text shows.
#[must_use]
pub fn language_of(row: &GoldSentences) -> Lang {
    let stated = row.lang.parse().ok().filter(|_| row.lang.len() == 2);
    stated.or_else(|| named(&row.lang)).unwrap_or_else(|| language::detect(&row.text))
}

/// The language of an English or own name.
fn named(name: &str) -> Option<Lang> {
    let same = |lang: &&whatlang::Lang| {
        lang.eng_name().eq_ignore_ascii_case(name) || lang.name().eq_ignore_ascii_case(name)
    };
    let code = whatlang::Lang::all().iter().find(same)?.code();
    let rows = lexicon::common().table("language_names").rows();
    rows.iter().find(|row| row.cell(2) == code).map_or(code, |row| row.cell(1)).parse().ok()
}

fn block(measured: &mut Measured, text: &str, gold: &[&str], lang: Lang) {
    let lengths = gold.iter().scan(0, |at, sentence| {
        *at += sentence.chars().filter(|c| !c.is_whitespace()).count();
        Some(*at)
    });
    let mut wanted: BTreeSet<usize> = lengths.collect();
    wanted.pop_last();
    let visible = |end: usize| text[..end].chars().filter(|c| !c.is_whitespace()).count();
    let mut found: BTreeSet<usize> =
        split(text, lang).iter().map(|span| visible(span.end as usize)).collect();
    found.pop_last();
    for &at in wanted.union(&found) {
        let outcome = match (wanted.contains(&at), found.contains(&at)) {
            (true, true) => Outcome::Right,
            (true, false) => Outcome::Missed,
            _ => Outcome::Extra,
        };
        let behind = behind(text, at);
        measured.count(outcome, [("all", "boundaries"), ("language", lang.code()), ("behind", behind)]);
        if outcome != Outcome::Right {
            let what = if outcome == Outcome::Missed { "missed" } else { "extra" };
            measured.wrong.push(format!("{what}: {}", around(text, at)));
        }
    }
}

/// What stands before the boundary behind so many visible characters, closing quotes and brackets passed over.
fn behind(text: &str, visible: usize) -> &'static str {
    let closes = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '\'' | '’' | ')' | ']');
    let ends = |c: char| matches!(c, '.' | '…' | '!' | '?' | '؟' | '。') || c.is_whitespace();
    let head = text[..place(text, visible)].trim_end_matches(closes);
    let marks = head[head.trim_end_matches(ends).len()..].trim();
    match head.chars().next_back() {
        Some('،' | ',' | '؛' | ';') => "comma or semicolon",
        Some(':') => "colon",
        _ if marks.is_empty() => "no mark",
        _ if marks.contains(['!', '?', '؟']) => "question, exclamation",
        _ if marks.chars().count() > 1 || marks == "…" => "several dots",
        _ => "full stop",
    }
}

/// The byte behind so many visible characters and the white space after them.
fn place(text: &str, visible: usize) -> usize {
    let mut seen = 0;
    let at = text.char_indices().find(|(_, c)| {
        let here = seen == visible;
        seen += usize::from(!c.is_whitespace());
        here
    });
    at.map_or(text.len(), |(at, _)| at)
}

fn around(text: &str, visible: usize) -> String {
    let at = place(text, visible);
    let head: Vec<char> = text[..at].chars().rev().take(SHOWN).collect();
    let head: String = head.into_iter().rev().collect();
    let tail: String = text[at..].chars().take(SHOWN).collect();
    format!("{head} ¦{tail}").replace('\n', " ")
}
