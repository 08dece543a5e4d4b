//! The status a clause gives to what it speaks of.
//!
//! Takes a line and the predicates of one clause, sets each predicate's status from the words in front of it:
//! plans, wishes, possibilities, expectations. What was agreed is a fact; what it was agreed to do lies ahead.

use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::polarity::clause_end;
use super::predicate::Found;
use crate::model::Modality;
use crate::text::stem;

/// Furthest token behind a modal word where the predicate it governs may stand; a subject stands between.
const REACH: usize = 8;

/// Sets the status of the predicates `found` in tokens `range`.
pub(super) fn set(line: &Line<'_>, range: &Range, found: &mut [Found]) {
    let inside = |hit: &&Hit| range.start <= hit.first && hit.end <= range.end;
    // Right to left, so that the nearest word in front wins and an outer one only fills what is open.
    let modals: Vec<Hit> = line.all(Tag::Modal).filter(inside).copied().collect();
    for modal in modals.iter().rev().filter(|modal| written_so(line, modal)) {
        let Some(status) = status(modal.row.cell(1)) else { continue };
        if let Some(target) = target(line, range, modal, found) {
            let predicate = &mut found[target].predicate;
            if predicate.modality == Modality::Fact {
                predicate.modality = status;
            }
        }
    }
    future_marks(line, found);
}

/// Whether a word whose folded form is another's too is written as its row says («würde», not «wurde»).
fn written_so(line: &Line<'_>, modal: &Hit) -> bool {
    line.written_as(modal, modal.row.cell(4))
}

fn status(cell: &str) -> Option<Modality> {
    match cell {
        "planned" => Some(Modality::Planned),
        "possible" => Some(Modality::Possible),
        "goal" => Some(Modality::Goal),
        "expected" => Some(Modality::Expected),
        _ => None,
    }
}

fn target(line: &Line<'_>, range: &Range, modal: &Hit, found: &[Found]) -> Option<usize> {
    match modal.row.cell(2) {
        "suffix" => found.iter().position(|one| one.at.contains(&modal.first)),
        "back" => {
            let near = modal.first.saturating_sub(REACH).max(range.start);
            found.iter().rposition(|one| one.at.end <= modal.first && one.at.start >= near)
        }
        "imperfect" => {
            let next =
                found.iter().position(|one| one.at.start >= modal.end && one.at.start <= modal.end + 1)?;
            imperfect(line, found[next].at.start).then_some(next)
        }
        "prefix" => None,
        _ => {
            let end = clause_end(line, range, modal.end).min(modal.end + REACH);
            found.iter().position(|one| one.at.start >= modal.end && one.at.start < end)
        }
    }
}

/// Whether the word is a verb in the form of what is not yet done: by its first letter, unless that is the first of a
/// past form the lexicon knows ("تجاوز").
fn imperfect(line: &Line<'_>, at: usize) -> bool {
    let imperfects = &line.lexis.imperfect_fronts;
    let word = line.tokens[at].folded.as_str();
    // «وقد تزامنت»: nor is any other form of the past.
    let past = crate::lexicon::of(line.lang).is_some_and(|lexicon| lexicon.table("verbs").has(word))
        || stem::conjugated(word, line.lang) == Some(false);
    !past && imperfects.iter().any(|front| word.starts_with(front))
}

/// A future mark written onto the verb.
fn future_marks(line: &Line<'_>, found: &mut [Found]) {
    let lexis = line.lexis;
    for one in found.iter_mut().filter(|one| one.predicate.modality == Modality::Fact) {
        let word = line.tokens[one.at.start].folded.as_str();
        // A letter that is the word's own («سيطرة») marks nothing.
        let own =
            |mark: &str| mark.chars().last().is_some_and(|c| line.tokens[one.at.start].stem.starts_with(c));
        let mut marks = lexis.future_marks.iter().filter(|mark| !own(mark));
        let mark = marks.find_map(|mark| word.strip_prefix(mark));
        let verb =
            mark.is_some_and(|rest| lexis.imperfect_fronts.iter().any(|front| rest.starts_with(front)));
        if verb && one.verb {
            one.predicate.modality = Modality::Planned;
        }
    }
}
