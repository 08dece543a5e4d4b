//! Words that say what happens.
//!
//! Takes a range of tokens of a line, gives its predicates in reading order: words of `predicates.tsv` in any
//! inflection, and words that their place shows to be verbs. Polarity and status are set by
//! [`polarity`](super::polarity) and [`modality`](super::modality).

mod form;

use super::jussive;
use super::lexis::Tag;
use super::line::{Line, Range};
use crate::lexicon::{self, Row};
use crate::model::{Modality, Polarity, Predicate};
use crate::text::stem::{self, Fit};
use compact_str::CompactString;
use form::{ALEF, accusative, ends_verbal, has_noun_form, verb_form};
pub(super) use form::{
    ends_finite, exact, happening, in_present, no_name, only_verb, scheduled, surely_verb, tells, verb_like,
};

/// A predicate with its tokens.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its tokens.
    pub(super) at: Range,
    /// What other stages see.
    pub(super) predicate: Predicate,
    /// Whether the lexicon or its place shows it to be a finite verb.
    pub(super) verb: bool,
    /// Whether the word was found in the lexicon.
    pub(super) known: bool,
    /// Whether the word may be a noun as well.
    pub(super) noun: bool,
    /// Whether it is a negated adjective that only qualifies a noun, and governs nothing.
    pub(super) attributive: bool,
}

impl Found {
    /// Whether it can only be a verb, which a time in its clause dates.
    pub(super) fn is_act(&self) -> bool {
        self.verb && !self.noun
    }
}

/// The predicates of tokens `range`.
pub(super) fn find(line: &Line<'_>, range: &Range) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = range.start;
    let opens = range.clone().find(|at| line.word(*at));
    while at < range.end {
        let known = known_at(line, at, range.end);
        match known
            .or_else(|| opening_past(line, at).filter(|one| opens == Some(at) || opens_clause(line, one)))
        {
            Some(one) => {
                at = one.at.end;
                found.push(one);
            }
            None => at += 1,
        }
    }
    found
}

fn known_at(line: &Line<'_>, at: usize, end: usize) -> Option<Found> {
    if !line.word(at) || is_small(line, at) {
        return opens_phrase(line, at, end);
    }
    if let Some(found) = subjunctive(line, at) {
        return Some(found);
    }
    let hit = line.lexis.predicates.longest_at(&line.tokens[..end], at);
    let unsure = hit.as_ref().is_none_or(|hit| hit.last_token == at && hit.fit != Fit::Exact);
    if let Some(row) = jussive::restored(line, at).filter(|_| unsure) {
        return Some(of_row(line, at, row));
    }
    let Some(hit) = hit else {
        return future(line, at).or_else(|| finite(line, at)).or_else(|| behind_auxiliary(line, at));
    };
    let one_word = hit.last_token == at;
    // A longer phrase of the lexicon says more than a word that looks like another.
    let other = line.only_looks_like(at, "predicate").is_some_and(|end| end > hit.last_token);
    if one_word && is_name_like(line, at, hit.fit) || other || is_month(line, at) {
        return None;
    }
    let row = line.lexis.predicate_rows.get(hit.row)?;
    let pos = row.cell(1);
    if one_word && pos == "verb" && hit.fit != Fit::Exact && has_noun_form(line, at, row.key()) {
        return None;
    }
    // A short noun or an adjective whose stem alone fits is more often another word.
    let short = row.key().chars().count() < 4;
    // «Remained open»: what a thing is found to be stands in the accusative.
    let state = || {
        let bare = line.tokens[at].folded.strip_suffix(ALEF);
        let table = lexicon::of(line.lang).map(|lexicon| lexicon.table("predicates"));
        bare.and_then(|bare| table?.get(bare)).is_some_and(|row| row.cell(1).contains("adj"))
    };
    if hit.fit == Fit::Stem && one_word && !pos.contains("verb") && (short || pos == "adj") && !state() {
        return None;
    }
    let mut classes: Vec<CompactString> = row.cell(2).split(',').map(|c| c.trim().into()).collect();
    classes.retain(|class: &CompactString| !class.is_empty());
    classes.sort();
    // No verb carries an article.
    let finite = (pos.contains("verb") || pos.contains("phrase")) && !line.definite(at, 0);
    let mut found = new(line, at..hit.last_token + 1, finite);
    found.predicate.classes = classes;
    found.known = true;
    // What an article or adjective stands before is the noun.
    let bare = at.checked_sub(1).is_some_and(|before| matches!(line.func(before), "aux" | "be" | "pron"));
    found.noun = pos.contains("noun") && !bare;
    Some(found)
}

/// Whether a word stands for a month where capitals tell it from a verb ("March").
fn is_month(line: &Line<'_>, at: usize) -> bool {
    line.capital(at) && line.func(at) == "time"
}

/// A predicate at tokens `at`, affirmed and a fact, of no class.
pub(super) fn new(line: &Line<'_>, at: Range, verb: bool) -> Found {
    let stem = line.tokens[at.start].stem.clone();
    let predicate = Predicate {
        span: line.span_of(&at),
        stem,
        classes: Vec::new(),
        polarity: Polarity::Positive,
        modality: Modality::Fact,
        negator: None,
    };
    Found { at, predicate, verb, known: false, noun: false, attributive: false }
}

/// Inserts a predicate for token `at` unless one covers it, and gives its index.
pub(super) fn ensure(line: &Line<'_>, found: &mut Vec<Found>, at: usize) -> usize {
    let next = found.partition_point(|one| one.at.end <= at);
    if found.get(next).is_none_or(|one| one.at.start > at) {
        found.insert(next, new(line, at..at + 1, false));
    }
    next
}

/// Makes sure that there is a governing predicate, where the words allow to tell one.
pub(super) fn ensure_one(line: &Line<'_>, range: &Range, found: &mut Vec<Found>) {
    if !found.is_empty() || range.is_empty() {
        return;
    }
    let plain =
        |at: &usize| line.word(*at) && !is_small(line, *at) && !is_named(line, *at) && !line.numeral(*at);
    let candidate = if line.lexis.caseless {
        // The verb opens an Arabic clause.
        range.clone().take(3).find(plain)
    } else {
        let after_aux = range.clone().find(|at| matches!(line.func(*at), "aux" | "be"));
        after_aux.and_then(|aux| (aux + 1..range.end).take(3).find(plain))
    };
    if let Some(at) = candidate {
        ensure(line, found, at);
    }
}

/// A known phrase that a preposition opens ("under control", «تحت السيطرة»): the small word is part of what is said.
fn opens_phrase(line: &Line<'_>, at: usize, end: usize) -> Option<Found> {
    if !line.word(at) || line.func(at) != "prep" || is_particle(line, at) {
        return None;
    }
    let hit = line.lexis.predicates.longest_at(&line.tokens[..end], at)?;
    if hit.last_token == at || hit.fit != Fit::Exact {
        return None;
    }
    let row = line.lexis.predicate_rows.get(hit.row)?;
    let mut found = of_row(line, at, row);
    found.at = at..hit.last_token + 1;
    found.predicate.span = line.span_of(&found.at);
    Some(found)
}

fn is_small(line: &Line<'_>, at: usize) -> bool {
    line.is(at, Tag::Func) && !matches!(line.func(at), "aux" | "time") || is_particle(line, at)
}

fn is_particle(line: &Line<'_>, at: usize) -> bool {
    [Tag::That, Tag::Negator, Tag::NotNegator, Tag::Title].iter().any(|tag| line.is(at, *tag))
}

fn is_named(line: &Line<'_>, at: usize) -> bool {
    [Tag::Org, Tag::Role, Tag::Given, Tag::Unnamed].iter().any(|tag| line.is(at, *tag))
        || line.place_at(at).is_some()
}

/// Whether a word that may be a predicate stands as a name or office instead.
fn is_name_like(line: &Line<'_>, at: usize, fit: Fit) -> bool {
    let office = line.is(at, Tag::Role) || line.is(at, Tag::Org);
    let given = line.is(at, Tag::Given) && fit != Fit::Exact;
    office && line.is(at, Tag::Role) || given || line.place_at(at).is_some() && fit == Fit::Stem
}

/// A verb that its future mark shows, known or not: the stem has lost the mark.
fn future(line: &Line<'_>, at: usize) -> Option<Found> {
    let word = line.tokens[at].folded.as_str();
    let lexis = line.lexis;
    let (mark, rest) = lexis.future_marks.iter().find_map(|mark| Some((mark, word.strip_prefix(mark)?)))?;
    let verb =
        lexis.imperfect_fronts.iter().any(|front| rest.starts_with(front)) && rest.chars().count() >= 4;
    let own = mark.chars().last().is_some_and(|letter| line.tokens[at].stem.starts_with(letter));
    let named = is_named(line, at) || line.definite(at, 0) || line.is(at, Tag::Speech);
    (verb && !own && !named).then(|| new(line, at..at + 1, true))
}

/// A verb that no class knows, behind an auxiliary and with the ending of one: "have poured", "was sealed".
fn behind_auxiliary(line: &Line<'_>, at: usize) -> Option<Found> {
    let ends = !line.lexis.caseless && !line.capital(at) && ends_verbal(line, at);
    if !ends || is_named(line, at) || line.is(at, Tag::Speech) || line.is(at, Tag::Modal) {
        return None;
    }
    let mut before = at.checked_sub(1)?;
    while before > 0 && (line.func(before) == "adv" || line.is(before, Tag::Negator)) {
        before -= 1;
    }
    matches!(line.func(before), "aux" | "be").then(|| new(line, at..at + 1, true))
}

/// A verb that no class knows, in a form of the present that hardly any other word has.
fn finite(line: &Line<'_>, at: usize) -> Option<Found> {
    let named = is_named(line, at) || line.is(at, Tag::Speech) || line.is(at, Tag::Modal);
    (surely_verb(line, at) && !named).then(|| new(line, at..at + 1, true))
}

/// Behind "it is expected that" and behind a negator of the past or of what is to come a word of the past is another verb of
/// the present: «من المتوقع أن توقع» is "sign", «لم توقع» "did not sign".
fn subjunctive(line: &Line<'_>, at: usize) -> Option<Found> {
    let before = at.checked_sub(1)?;
    let expected = (line.is(before, Tag::That) || line.is(before, Tag::Modal))
        && line.all(Tag::Modal).any(|hit| hit.end == before || hit.end == at);
    let negated = || {
        let hit = line.hit(before, Tag::Negator).filter(|hit| hit.end == at)?;
        (hit.row.cell(1) == "verb" && matches!(hit.row.cell(2), "past" | "future")).then_some(())
    };
    if !expected && negated().is_none() {
        return None;
    }
    let word = line.tokens[at].folded.as_str();
    let mut rests = line.lexis.imperfect_fronts.iter().filter_map(|front| word.strip_prefix(front));
    let past = stem::conjugated(word, line.lang) == Some(false);
    let key = rests.find(|_| past).filter(|rest| rest.chars().count() >= 3)?;
    let row =
        lexicon::of(line.lang)?.table("predicates").get(key).filter(|row| row.cell(1).contains("verb"))?;
    Some(of_row(line, at, row))
}

/// The verb of a row of the lexicon that token `at` is another form of.
fn of_row(line: &Line<'_>, at: usize, row: &Row) -> Found {
    let mut found = new(line, at..at + 1, true);
    found.predicate.stem = row.key().into();
    found.predicate.classes = row
        .cell(2)
        .split(',')
        .map(str::trim)
        .filter(|class| !class.is_empty())
        .map(CompactString::from)
        .collect();
    found.predicate.classes.sort();
    found.known = true;
    found
}

/// Whether a verb of the past stands where one may: behind an auxiliary, a relative pronoun or a pause, or in a form
/// that hardly any other word has.
fn opens_clause(line: &Line<'_>, found: &Found) -> bool {
    let at = found.at.start;
    let Some(before) = at.checked_sub(1) else { return true };
    if line.func(at) == "aux" {
        return false;
    }
    let sure = no_name(line, at) && !accusative(line, at);
    match line.func(before) {
        "rel" => true,
        "aux" if line.hit(before, Tag::Func).is_some_and(|aux| aux.row.cell(2) == "past") => true,
        _ if line.pause(before) => sure || line.definite(at + 1, 0) || line.place_at(at + 1).is_some(),
        _ => sure,
    }
}

/// A verb of the past that no class knows, where it opens a clause as Arabic verbs do.
fn opening_past(line: &Line<'_>, at: usize) -> Option<Found> {
    let other = is_small(line, at) || is_named(line, at) || line.is(at, Tag::Speech);
    let form = verb_form(line, at).filter(|form| !form.present && !other)?;
    (form.bare.chars().count() >= 3 && line.word(at + 1)).then(|| new(line, at..at + 1, true))
}
