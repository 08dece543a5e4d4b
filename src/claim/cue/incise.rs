//! The author's words inside a quotation: «Мост закрыт, — сообщил мэр. — Откроем его в мае», « C'est fini, a dit le maire, et … ».
//!
//! Takes the quotations of a line, gives them cut at such words, so that these can report what stands around them.

use super::Quoted;
use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::Line;
use crate::claim::predicate;
use crate::claim::quotation::SPEECH_WORDS;

/// Tokens of the longest such insertion.
const LONGEST: usize = 18;

/// The quotations of a line, cut where their author speaks.
pub(in crate::claim) fn cut(line: &Line<'_>, quoted: Vec<Quoted>) -> Vec<Quoted> {
    let how = line.reading.words.setting("incise");
    if how.is_empty() || quoted.is_empty() {
        return quoted;
    }
    quoted.into_iter().flat_map(|one| parts(line, one, how == "dash")).collect()
}

fn parts(line: &Line<'_>, one: Quoted, dash: bool) -> Vec<Quoted> {
    let says = |hit: &&Hit| {
        matches!(hit.row.cell(2), "past" | "present")
            && one.at.contains(&hit.first)
            && hit.first > one.at.start + 1
            && opens(line, hit.first, dash)
    };
    let Some(hit) = line.all(Tag::Speech).find(says).filter(|_| one.words >= SPEECH_WORDS) else {
        return vec![one];
    };
    let mut before = hit.first - 1;
    let limit = one.at.end.min(hit.end + LONGEST);
    let close = (hit.end..limit).find(|at| closes(line, *at, dash)).unwrap_or(limit);
    if close < one.at.end && !closes(line, close, dash) || told_within(line, hit.end, close) {
        return vec![one];
    }
    while before > one.at.start && !line.word(before - 1) {
        before -= 1;
    }
    let mut rest = close;
    while rest < one.at.end && !line.word(rest) {
        rest += 1;
    }
    let first = Quoted { at: one.at.start..before, closes: true, ..one.clone() };
    let second = Quoted { at: rest..one.at.end, opens: false, ..one };
    let second = (!second.at.is_empty()).then_some(second);
    [first].into_iter().chain(second).collect()
}

/// Whether the author's words may begin at token `at`: behind a comma, or behind the dash of languages that set one.
fn opens(line: &Line<'_>, at: usize, dash: bool) -> bool {
    let mark = line.mark(at - 1);
    if dash { matches!(mark, Some('—' | '–')) } else { mark == Some(',') }
}

fn closes(line: &Line<'_>, at: usize, dash: bool) -> bool {
    match line.mark(at) {
        Some('—' | '–') => dash,
        Some(',' | '.' | '!' | '?') => !dash || line.mark(at + 1).is_some(),
        _ => false,
    }
}

/// Whether another clause stands in the insertion, which then is none.
fn told_within(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| line.hit(at, Tag::That).is_some() || matches!(line.func(at), "be"))
        || (from..to).filter(|at| predicate::only_verb(line, *at)).count() > 1
}
