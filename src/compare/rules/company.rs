//! Who a sentence says was there, was not, or was alone.
//!
//! Takes a reading, gives its words of company and of its exclusion (`company.tsv`) and its acts of attending, each with the content
//! words around it. Shared by the detector of participants; no detector of its own.

use super::participant::is_party;
use crate::compare::classes::{self, ClassId};
use crate::compare::reading::{Act, Reading};
use crate::model::{Modality, Polarity, Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::stem::Fit;
use std::sync::LazyLock;

static WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("company"));

/// Content words before and behind a word of company among which it says who.
const BEFORE: usize = 5;
const BEHIND: usize = 6;

/// A word of company or of its exclusion, and the content words it governs.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Company {
    pub(super) span: Span,
    pub(super) kind: &'static str,
    /// Indexes into the reading's words, in reading order.
    pub(super) who: Vec<u32>,
}

/// The words of company and of its exclusion of a sentence, in reading order.
pub(super) fn company<'r>(reading: &'r Reading<'_>) -> &'r [Company] {
    reading.once.company.get_or_init(|| read_company(reading))
}

fn read_company(reading: &Reading<'_>) -> Vec<Company> {
    let mut found = Vec::new();
    for (hit, row) in phrase::rows_in(&WORDS, reading.tokens, reading.lang) {
        // The stem of "alone" is that of "units": a word alone counts as the table has it.
        if hit.first_token == hit.last_token && hit.fit == Fit::Stem {
            continue;
        }
        let span = reading.tokens[hit.first_token].span.join(reading.tokens[hit.last_token].span);
        // Folding writes the ending of a noun as a pronoun («وحدة»: a unit, «وحده»: he alone).
        let alone = matches!(row.cell(1), "alone" | "without");
        if alone && reading.words_of(span).ends_with('ة') {
            continue;
        }
        found.push(told_of(reading, span, row.cell(1)));
    }
    let by_phrase = |act: &Act| found.iter().any(|one: &Company| one.span.overlaps(act.span));
    let told: Vec<Company> = reading
        .acts
        .iter()
        .filter(|act| !by_phrase(act))
        .filter_map(|act| Some(told_of(reading, act.span, presence(act)?)))
        .collect();
    found.extend(told);
    found.sort_by_key(|one| one.span);
    found
}

/// What an act of attending or staying away says of those around it; `None` for all other acts.
fn presence(act: &Act) -> Option<&'static str> {
    let of = |names: &[&'static str]| -> bool {
        let known: Vec<ClassId> = classes::ids(names.iter().copied());
        act.classes.iter().any(|class| known.contains(class))
    };
    let denied = act.polarity == Polarity::Negative;
    match (act.modality, of(&["attend", "participate_in"]), of(&["absent"])) {
        (Modality::Fact, true, false) => Some(if denied { "absent" } else { "present" }),
        (Modality::Fact, false, true) if !denied => Some("absent"),
        _ => None,
    }
}

fn told_of(reading: &Reading<'_>, span: Span, kind: &'static str) -> Company {
    let (first_token, end) = (reading.token_at(span.start), reading.token_at(span.end.saturating_sub(1)) + 1);
    let joins = matches!(kind, "with" | "present" | "absent_accused");
    let first = reading.words.partition_point(|word| (word.token as usize) < first_token);
    let from = reading.words.partition_point(|word| (word.token as usize) < end);
    // "The ministers joined": who takes part may stand before the word.
    let before = if joins { first.saturating_sub(BEFORE)..first } else { 0..0 };
    let until = clause_end(reading, end - 1);
    let who = (from..reading.words.len()).take_while(|&nth| (reading.words[nth].token as usize) < until);
    let who: Vec<u32> = who.take(BEHIND).chain(before).map(|nth| nth as u32).collect();
    let who = if kind == "absent" { missed(reading, first, who) } else { who };
    Company { span, kind, who }
}

/// Who was absent: the parties right before the word in its clause, or, where none stands there, those behind it.
fn missed(reading: &Reading<'_>, first: usize, behind: Vec<u32>) -> Vec<u32> {
    let token_of = |nth: usize| reading.words[nth].token as usize;
    let end = reading.words.get(first).map_or(reading.tokens.len(), |word| word.token as usize);
    let marked = |from: usize| (from..end).any(|at| reading.tokens[at].kind == TokenKind::Mark);
    let before = first.saturating_sub(BEFORE)..first;
    let before: Vec<u32> = before.filter(|&nth| !marked(token_of(nth))).map(|nth| nth as u32).collect();
    if before.iter().any(|&nth| is_party(reading, nth)) { before } else { behind }
}

fn clause_end(reading: &Reading<'_>, from: usize) -> usize {
    let strong = |at: &usize| {
        let token = &reading.tokens[*at];
        token.kind == TokenKind::Mark
            && matches!(token.folded.as_str(), ";" | "؛" | "." | ":" | "!" | "؟" | "?")
    };
    (from + 1..reading.tokens.len()).find(strong).unwrap_or(reading.tokens.len())
}
