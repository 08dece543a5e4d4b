//! Verbs that have lost a weak root letter behind a negator («لم يستقل» for «يستقيل», «لم يتلق» for «يتلقى»).
//!
//! Takes a token behind such a negator, gives the row of the predicate table whose full form it is short for.

use super::lexis::Tag;
use super::line::Line;
use crate::lexicon::{self, Row};

/// The verb that token `at` is a short form of, behind a negator that tells of the past.
pub(super) fn restored(line: &Line<'_>, at: usize) -> Option<&'static Row> {
    let before = at.checked_sub(1)?;
    let negated = line.all(Tag::Negator).any(|hit| {
        hit.end == at && hit.end - hit.first == 1 && hit.row.cell(1) == "verb" && hit.row.cell(2) == "past"
    });
    let word = line.tokens[at].folded.as_str();
    let present = line.lexis.imperfect_fronts.iter().any(|front| word.starts_with(front));
    if !line.lexis.caseless || !negated || !present || !line.is(before, Tag::Negator) {
        return None;
    }
    let lexicon = lexicon::of(line.lang)?;
    let marks = lexicon.table("word_marks").rows().iter();
    let weak: Vec<&str> = marks.filter(|row| !row.cell(3).is_empty()).map(Row::key).collect();
    // The letter fell off the end, or from before the last one.
    let (last, _) = word.char_indices().next_back()?;
    let ended = weak.iter().map(|letter| format!("{word}{letter}"));
    let hollow = weak.iter().map(|letter| format!("{}{letter}{}", &word[..last], &word[last..]));
    let table = lexicon.table("predicates");
    let row = |form: &str| table.get(form).filter(|row| row.cell(1).split(',').any(|pos| pos == "verb"));
    // A verb of whom the table has the past alone is found without the letter of the present.
    let past =
        |form: &str| line.lexis.imperfect_fronts.iter().find_map(|front| row(form.strip_prefix(front)?));
    let forms: Vec<String> = ended.chain(hollow).collect();
    forms.iter().find_map(|form| row(form)).or_else(|| forms.iter().find_map(|form| past(form)))
}
