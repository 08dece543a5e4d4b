//! What the form of a word alone tells of its being a verb.
//!
//! Takes a token, answers by conjugation, endings and the lexicon; says no word of what the verb means.

use super::super::lexis::Tag;
use super::super::line::Line;
use super::{Found, is_named, is_small};
use crate::lexicon;
use crate::model::TokenKind;
use crate::text::stem::{self, Fit};

/// Whether a word found as a verb by its stem is written as a noun: with an article or preposition on its front, or
/// with an ending that verbs do not take ("the others" is no form of "to delay").
pub(super) fn has_noun_form(line: &Line<'_>, at: usize, key: &str) -> bool {
    let Some(lexicon) = lexicon::of(line.lang) else { return false };
    let word = line.tokens[at].folded.as_str();
    let fronted = lexicon.table("clitics").rows().iter().any(|row| {
        let for_verbs = row.cell(1).split(',').any(|kind| matches!(kind, "conj" | "verb"));
        !for_verbs && word.starts_with(row.key()) && !key.starts_with(row.key())
    });
    // "And he met", "and he began": the verb itself opens with the letters of an article or a preposition.
    let fronted = fronted && !line.lexis.without_verb_front(word).any(|(_, rest)| rest.starts_with(key));
    let marks = lexicon.table("word_marks").rows();
    let imperfect = marks.iter().any(|row| row.cell(1) == "imperfect" && key.starts_with(row.key()));
    // A form of the present shows it by its first letter, and may end like a noun.
    let present =
        |form: &str| marks.iter().any(|row| row.cell(1) == "imperfect" && form.starts_with(row.key()));
    let may_be_present = imperfect && stem::candidates(word, line.lang).iter().any(|form| present(form));
    let stem = stem::stem(word, line.lang);
    let past_known = lexicon.table("predicates").has(&stem);
    fronted
        || imperfect && !may_be_present && !past_known
        || !may_be_present
            && verb_form(line, at).is_none()
            && marks.iter().any(|row| {
                row.cell(1) == "noun_ending" && word.ends_with(row.key()) && !key.ends_with(row.key())
            })
}

/// Whether the word at token `at` ends as participles and finite verbs do.
pub(super) fn ends_verbal(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens[at].folded.as_str();
    let mut endings = line.lexis.finite_endings.iter();
    endings.any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// Whether a verb stands in a form that may speak of what is still to come: the present, by conjugation or, where
/// capitals tell names apart, by being neither past nor participle.
pub(in crate::claim) fn scheduled(line: &Line<'_>, found: &Found) -> bool {
    if line.lexis.caseless {
        return in_present(line, found.at.start);
    }
    let word = &line.tokens[found.at.start];
    let auxiliary =
        found.at.start > 0 && matches!(line.func(found.at.start - 1), "aux" | "be" | "det" | "prep");
    !auxiliary && line.lexis.plain_verb(&word.folded, &word.stem)
}

/// Whether a conjugated verb of the present stands at token `at` that opens as hardly any other word does.
pub(in crate::claim) fn surely_verb(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return false };
    let word = word.folded.as_str();
    // Most words fall to this first look, which costs no search in the verbs.
    let opens = |bare: &str| line.lexis.verb_fronts.iter().any(|front| bare.starts_with(front));
    let sure = |bare: &str| opens(bare) && stem::conjugated(bare, line.lang) == Some(true);
    (sure(word) || line.lexis.without_verb_front(word).any(|(_, rest)| sure(rest))) && !line.definite(at, 0)
}

/// Whether token `at`, without a conjunction, is a conjugated verb in a form that names hardly have.
pub(in crate::claim) fn no_name(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return false };
    let word = word.folded.as_str();
    let bare =
        || line.lexis.without_verb_front(word).any(|(joined, rest)| joined && stem::no_name(rest, line.lang));
    stem::no_name(word, line.lang) || bare()
}

/// What ends the indefinite accusative.
pub(super) const ALEF: char = 'ا';

/// Whether a word may be a noun in the indefinite accusative, which the past of two ends like («عاما», «بحثا»).
pub(super) fn accusative(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens[at].folded.as_str();
    let rest = word.strip_suffix(ALEF).filter(|rest| !rest.ends_with('و'));
    rest.is_some() && !(at > 0 && line.is(at - 1, Tag::Role))
}

/// A word read as a form of a verb, without what is written onto its front.
pub(super) struct VerbForm<'t> {
    pub(super) bare: &'t str,
    pub(super) present: bool,
}

pub(super) fn verb_form<'t>(line: &Line<'t>, at: usize) -> Option<VerbForm<'t>> {
    let word = line.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?.folded.as_str();
    if line.definite(at, 0) {
        return None;
    }
    let read = |bare: &'t str| stem::conjugated(bare, line.lang).map(|present| VerbForm { bare, present });
    let mut bare = line.lexis.without_verb_front(word);
    read(word).or_else(|| bare.find_map(|(joined, rest)| read(rest).filter(|form| joined || form.present)))
}

/// Whether a verb stands at token `at` that is no small word, name or reporting word.
pub(in crate::claim) fn tells(line: &Line<'_>, at: usize) -> bool {
    let other = is_small(line, at) || is_named(line, at) || line.is(at, Tag::Speech);
    let negated = at > 0 && line.is(at - 1, Tag::Negator) && line.word(at);
    !other && line.func(at).is_empty() && (negated || verb_form(line, at).is_some())
}

/// Whether a conjugated verb of the present stands at token `at`.
pub(in crate::claim) fn in_present(line: &Line<'_>, at: usize) -> bool {
    verb_form(line, at).is_some_and(|form| form.present)
}

/// Whether a verb or verbal noun of the lexicon stands at token `at`; adjectives, which names are made of, do not
/// count.
pub(in crate::claim) fn happening(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens.get(at..at + 1).unwrap_or_default();
    let hit = line.lexis.predicates.longest_at(token, 0).filter(|hit| hit.fit != Fit::Stem);
    let pos = hit.and_then(|hit| line.lexis.predicate_rows.get(hit.row)).map_or("", |row| row.cell(1));
    pos.contains("verb") || pos.contains("noun")
}

/// Whether token `at` is a form of a verb of the lexicon, or ends as finite verbs do.
pub(in crate::claim) fn verb_like(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens.get(at..at + 1).unwrap_or_default();
    let row =
        line.lexis.predicates.longest_at(token, 0).and_then(|hit| line.lexis.predicate_rows.get(hit.row));
    row.is_some_and(|row| row.cell(1).contains("verb")) || ends_finite(line, at)
}

/// Whether the word at token `at` ends as finite verbs do and nouns hardly.
pub(in crate::claim) fn ends_finite(line: &Line<'_>, at: usize) -> bool {
    let Some(word) = line.tokens.get(at).map(|token| token.folded.as_str()) else { return false };
    let mut endings = line.lexis.finite_endings.iter();
    endings.any(|end| word.len() > end.len() + 4 && word.ends_with(end))
}

/// Whether token `at` can be nothing but a verb, as far as the lexicon knows: one that is no noun besides, in whatever
/// form.
pub(in crate::claim) fn only_verb(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens.get(at..at + 1).unwrap_or_default();
    let hit = line.lexis.predicates.longest_at(token, 0);
    hit.and_then(|hit| line.lexis.predicate_rows.get(hit.row)).is_some_and(|row| row.cell(1) == "verb")
}

/// Whether token `at` by itself is a word of the predicate lexicon as it stands, clitics apart.
pub(in crate::claim) fn exact(line: &Line<'_>, at: usize) -> bool {
    let token = line.tokens.get(at..at + 1).unwrap_or_default();
    line.lexis.predicates.longest_at(token, 0).is_some_and(|hit| hit.fit != Fit::Stem)
}
