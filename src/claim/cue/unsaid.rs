//! Reporting words that report nothing: negated ones, those inside a phrase that only opens a clause, other words of
//! the same letters.

use crate::claim::lexis::{Hit, Tag};
use crate::claim::line::Line;
use crate::model::CueClass;

use super::class;

/// A negated reporting word reports nothing, unless denying is what it says.
pub(super) fn denied(line: &Line<'_>, hit: &Hit) -> bool {
    let negator = hit.first.checked_sub(1).is_some_and(|before| {
        line.all(Tag::Negator).any(|negator| negator.end == before + 1 && negator.row.cell(1) == "verb")
            && !line.is(before, Tag::NotNegator)
    });
    // «عدم ذكر اسمه»: behind a noun that negates stands another noun.
    let noun = hit.clitic.is_empty()
        && line.all(Tag::Negator).any(|negator| negator.end == hit.first && negator.row.cell(1) == "noun");
    negator && class(hit) != CueClass::Deny
        || line.lexis.caseless && noun
        || line.is(hit.first, Tag::NotNegator)
        || subjunctive(line, hit)
}

/// A verb whose second part stands at the end of its clause ("teilte das Ministerium mit") without that part, or a word
/// behind an article or preposition, which is a noun ("in claims against").
pub(super) fn other_word(line: &Line<'_>, hit: &Hit) -> bool {
    let mut parts = hit.row.cell(4).split(',').filter_map(|one| one.strip_prefix('~')).peekable();
    if parts.peek().is_some() {
        let end = (hit.end..line.len().min(hit.end + PART_REACH))
            .find(|at| !line.word(*at) && !line.quote_mark(*at))
            .unwrap_or(line.len().min(hit.end + PART_REACH));
        let last = line.tokens.get(end.wrapping_sub(1)).map_or("", |token| token.folded.as_str());
        return end <= hit.end || !parts.any(|part| part == last);
    }
    if line.lexis.caseless {
        // «يدعى» is "called", «يدعي» claims.
        let written = hit.row.cell(2) != "present" || line.written_as(hit, hit.row.cell(5));
        return !written || noun_of_same_letters(line, hit);
    }
    if line.lexis.verb_last {
        return false;
    }
    let before = hit.first.checked_sub(1).map_or("", |before| line.func(before));
    let third = hit.row.cell(2) == "present" && hit.row.cell(3).is_empty();
    // "Dismissed the claims": behind an article stands a noun.
    let noun = before == "det" && third && !line.is(hit.first - 1, Tag::Connector);
    before == "indef" || before == "prep" && third || noun
}

/// A word of the past that stands for a noun: written as one («نفي» for «نفى») where no clause opens, or behind the
/// indefinite noun it belongs to («قراءة كتب العقائد»).
fn noun_of_same_letters(line: &Line<'_>, hit: &Hit) -> bool {
    if hit.row.cell(2) != "past" || !hit.clitic.is_empty() {
        return false;
    }
    let Some(before) = hit.first.checked_sub(1) else { return false };
    let written = line.written_as(hit, hit.row.cell(5));
    let inside = line.word(before) && !line.is(before, Tag::Connector) && line.func(before).is_empty();
    if !written && inside {
        return true;
    }
    let noun = inside
        && [
            Tag::That,
            Tag::Negator,
            Tag::Role,
            Tag::Org,
            Tag::Unnamed,
            Tag::Given,
            Tag::Title,
            Tag::Modifier,
        ]
        .iter()
        .all(|tag| !line.is(before, *tag))
        && line.place_at(before).is_none()
        && !line.definite(before, 0)
        && line.is_common(&line.tokens[before].folded);
    noun && line.definite(hit.end, 0)
}

/// Furthest token behind a verb where its second part may stand.
const PART_REACH: usize = 16;

/// "It is recalled that": a reporting word inside a phrase that only opens a clause.
pub(super) fn impersonal(line: &Line<'_>, hit: &Hit) -> bool {
    let mut openers = line.all(Tag::Connector).filter(|opener| opener.row.cell(1) == "background");
    openers.any(|opener| opener.first <= hit.first && hit.end <= opener.end && opener.end - opener.first > 1)
        || line.hit(hit.first, Tag::Accord).is_some_and(|accord| accord.row.cell(2) != "clause")
}

/// A word of the past right behind "that" is another verb of the present: «أن توقع» is "that it sign", not "expected".
fn subjunctive(line: &Line<'_>, hit: &Hit) -> bool {
    let fronts = &line.lexis.imperfect_fronts;
    hit.row.cell(2) == "past"
        && hit.clitic.is_empty()
        && hit.first.checked_sub(1).is_some_and(|before| line.is(before, Tag::That))
        && fronts.iter().any(|front| line.tokens[hit.first].folded.starts_with(front))
}
