//! A frame around what it reports, as verb-last languages have it.

use super::{Frame, Scene, class, takes};
use crate::claim::lexis::Hit;
use crate::claim::participant::Agreement;
use crate::claim::speaker::{self, Subject};

/// Verb-last languages: the speaker opens the clause, the verb closes it, what is said lies between.
pub(super) fn around(scene: &Scene<'_>, hit: &Hit, from: usize) -> Option<Frame> {
    let line = scene.line;
    let participle = hit.row.cell(2) == "participle";
    let begin = if from > 0 { from } else { 0 };
    let opens = speaker::opening(scene, begin, hit.first);
    let quote = scene
        .quoted
        .iter()
        .rev()
        .find(|quoted| quoted.at.end <= hit.first && quoted.at.start >= begin && quoted.words >= 2);
    let start = match (&opens, quote) {
        (Some((_, end)), Some(quoted)) if quoted.at.start >= *end => quoted.at.start,
        (Some((_, end)), _) => *end,
        (None, Some(quoted)) if quoted.at.start <= begin + 3 => quoted.at.start,
        (None, _) => begin,
    };
    let end = quote
        .filter(|quoted| quoted.at.end + 3 >= hit.first && quoted.at.start == start)
        .map_or(hit.first, |quoted| quoted.at.end);
    let content = line.trimmed(start..end);
    let words = content.clone().filter(|at| line.word(*at)).count();
    if words < 2 {
        return None;
    }
    let behind = speaker::right_of(scene, hit).filter(|_| participle).map(|(subject, _)| subject);
    let subject = opens.map(|(subject, _)| subject).or(behind).unwrap_or(Subject::Silent);
    Some(Frame {
        cue: hit.first..hit.end,
        class: class(hit),
        agree: Agreement::read(hit.row.cell(3)),
        subject,
        carries_on: participle,
        goes_on: takes(hit, "+"),
        outer: None,
        at: hit.first..hit.end,
        content,
    })
}
