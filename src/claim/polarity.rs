//! What is denied.
//!
//! Takes a line and the predicates of one clause, sets each predicate's polarity: negators by their scope,
//! denial verbs by what they turn, two of them cancel out. Nothing leaks beyond the clause.

use super::lexis::{Hit, Tag};
use super::line::{Line, Range};
use super::predicate::{self, Found};

/// Furthest token behind a negator that it may negate; adverbs and auxiliaries stand between.
const NEGATOR_REACH: usize = 4;
/// Furthest token behind a denial verb where what it turns may begin; its subject stands between.
const DENIAL_REACH: usize = 12;

/// Sets the polarity of the predicates `found` in tokens `range`; adds those that only a negator shows.
pub(super) fn set(line: &Line<'_>, range: &Range, found: &mut Vec<Found>) {
    let inside = |hit: &&Hit| range.start <= hit.first && hit.end <= range.end;
    let negators: Vec<Hit> = line.all(Tag::Negator).filter(inside).copied().collect();
    for negator in negators.iter().filter(|hit| !cancelled(line, hit)) {
        // Inside a phrase of the lexicon ("did not attend") it is part of what the phrase says.
        if found.iter().any(|one| one.known && one.at.contains(&negator.first)) {
            continue;
        }
        let Some(target) = target(line, range, negator, found) else { continue };
        if concord(line, &found[target], negator) {
            continue;
        }
        flip(line, &mut found[target], negator);
        found[target].attributive = negator.row.cell(1) == "adj" && attributive(line, range, negator);
        if negator.row.cell(1) == "verb" {
            spread(line, range, negator, target, found);
        }
        if negator.row.cell(1) == "clause" && !found[target].verb {
            // "no deal was reached": noun and verb are denied together.
            let end = clause_end(line, range, negator.end);
            let verb = found.iter().skip(target + 1).position(|one| one.verb && one.at.start < end);
            if let Some(verb) = verb.map(|nth| target + 1 + nth) {
                flip(line, &mut found[verb], negator);
            }
        }
    }
    let denials: Vec<Hit> = line.all(Tag::Denial).filter(inside).copied().collect();
    for denial in denials.iter().rev() {
        deny(line, range, denial, found);
    }
}

/// Whether a word for nobody or nothing and the negator of the verb deny once together («никто не пострадал», "no vino
/// nadie", "personne n'est venu").
fn concord(line: &Line<'_>, found: &Found, negator: &Hit) -> bool {
    let Some(first) = found.predicate.negator else { return false };
    let Some(lexicon) = crate::lexicon::of(line.lang) else { return false };
    let none = |words: &str| {
        let folded = crate::text::fold::fold(words);
        lexicon.table("none_words").get(&folded).is_some_and(|row| row.cell(1).contains("before"))
    };
    let words = line.words_of(&(negator.first..negator.end));
    let earlier = line.tokens.iter().filter(|token| first.contains(token.span));
    let earlier: Vec<&str> = earlier.map(|token| token.folded.as_str()).collect();
    none(words) || none(&earlier.join(" "))
}

fn flip(line: &Line<'_>, found: &mut Found, by: &Hit) {
    found.predicate.polarity = found.predicate.polarity.flip();
    found.predicate.negator = Some(line.span_of(&(by.first..by.end)));
}

/// "Did not sign or discuss", «لم يوقع أو يناقش»: a negated verb passes its negation on to the verbs that a word of
/// choice joins to it, and in Arabic to those that stand in the same mood behind "and". "Did not attend and left"
/// negates one.
fn spread(line: &Line<'_>, range: &Range, negator: &Hit, target: usize, found: &mut [Found]) {
    let end = clause_end(line, range, negator.end);
    let mood = matches!(negator.row.cell(2), "past" | "future");
    for one in found.iter_mut().skip(target + 1) {
        let at = one.at.start;
        if at >= end {
            return;
        }
        if !one.verb || one.predicate.negator.is_some() {
            continue;
        }
        let choice = line.hit(at - 1, Tag::Func).is_some_and(|word| word.row.cell(2) == "or");
        let alike = mood && line.conjoined(at) && super::predicate::in_present(line, at);
        if !(choice || alike) {
            return;
        }
        flip(line, one, negator);
    }
}

/// Whether a negated adjective only qualifies the noun before it («تصريحات غير مسؤولة»): both are indefinite, or the
/// adjective carries the article. Behind a definite noun or a verb it says something of it.
fn attributive(line: &Line<'_>, range: &Range, negator: &Hit) -> bool {
    if line.definite(negator.end, 0) {
        return true;
    }
    let Some(noun) = negator.first.checked_sub(1).filter(|noun| *noun >= range.start) else { return false };
    line.lexis.caseless
        && line.word(noun)
        && !line.definite(noun, 0)
        && !line.is(noun, Tag::Func)
        && line.place_at(noun).is_none()
}

/// Whether a phrase that does not negate covers the negator.
fn cancelled(line: &Line<'_>, negator: &Hit) -> bool {
    let mut fillers = line.all(Tag::NotNegator);
    fillers.any(|filler| {
        filler.first <= negator.first
            && negator.first < filler.end
            && negator.end <= filler.end.max(negator.end)
            && !(negator.first == filler.first && negator.end > filler.end)
    })
}

fn target(line: &Line<'_>, range: &Range, negator: &Hit, found: &mut Vec<Found>) -> Option<usize> {
    match negator.row.cell(1) {
        "suffix" => {
            // A light verb negates the noun before it.
            let noun = found.iter().position(|one| one.at.end == negator.first);
            Some(noun.unwrap_or_else(|| predicate::ensure(line, found, negator.first)))
        }
        "back" => before(line, range, negator, found),
        "around" => after(line, range, negator, found, 2).or_else(|| before(line, range, negator, found)),
        "adj" => next_word(line, range, negator.end, 2).map(|at| predicate::ensure(line, found, at)),
        "past" => {
            // Behind a comma or a pronoun the same word says "which".
            let opens = negator.first == range.start
                || line.pause(negator.first - 1) && !line.comma(negator.first - 1);
            let next = found.iter().position(|one| one.at.start == negator.end && one.verb);
            next.filter(|_| opens)
        }
        // "That not" stands before a verb of the present; before all else the same letters say "except".
        "present" => {
            let next = found.iter().position(|one| one.at.start == negator.end && one.verb);
            next.filter(|_| predicate::in_present(line, negator.end))
        }
        "none" => None,
        _ => after(line, range, negator, found, NEGATOR_REACH),
    }
}

/// The predicate a negator in front of it negates: the next one in reach, else the next plain word.
fn after(
    line: &Line<'_>,
    range: &Range,
    negator: &Hit,
    found: &mut Vec<Found>,
    reach: usize,
) -> Option<usize> {
    let end = clause_end(line, range, negator.end).min(negator.end + reach);
    let next = found.iter().position(|one| one.at.start >= negator.end && one.at.start < end);
    // The word right behind a verb negator is the verb, known or not.
    let verb = if negator.row.cell(1) == "verb" { next_word(line, range, negator.end, reach) } else { None };
    match (next, verb) {
        (Some(next), Some(verb)) if verb < found[next].at.start && line.lexis.caseless => {
            Some(predicate::ensure(line, found, verb))
        }
        (Some(next), _) => Some(next),
        (None, Some(verb)) => Some(predicate::ensure(line, found, verb)),
        (None, None) => {
            next_word(line, range, negator.end, reach).map(|at| predicate::ensure(line, found, at))
        }
    }
}

fn before(line: &Line<'_>, range: &Range, negator: &Hit, found: &mut Vec<Found>) -> Option<usize> {
    let near = negator.first.saturating_sub(NEGATOR_REACH).max(range.start);
    let last = found.iter().rposition(|one| one.at.end <= negator.first && one.at.start >= near);
    last.or_else(|| {
        let word = (near..negator.first).rev().find(|at| line.word(*at) && !line.is(*at, Tag::Func));
        word.map(|at| predicate::ensure(line, found, at))
    })
}

/// The next word with a meaning of its own, no mark between.
fn next_word(line: &Line<'_>, range: &Range, from: usize, reach: usize) -> Option<usize> {
    let end = range.end.min(from + reach);
    for at in from..end {
        if !line.word(at) {
            return None;
        }
        // Who does not plan to leave does not leave: a modal word passes the negation on.
        if let Some(modal) =
            line.hit(at, Tag::Modal).filter(|modal| modal.end > at + 1 || line.lexis.caseless)
        {
            let inner = next_word(line, range, modal.end, reach);
            if inner.is_some() {
                return inner;
            }
        }
        let small = line.is(at, Tag::Func) || line.is(at, Tag::Negator) || line.is(at, Tag::That);
        if !small {
            return Some(at);
        }
    }
    None
}

/// Where the clause of token `from` ends: at a pause or connector.
pub(super) fn clause_end(line: &Line<'_>, range: &Range, from: usize) -> usize {
    (from..range.end)
        .find(|at| line.pause(*at) || line.hit(*at, Tag::Connector).is_some())
        .unwrap_or(range.end)
}

/// Turns the predicate under a denial verb, and drops the verb itself, which lives on as the negator.
fn deny(line: &Line<'_>, range: &Range, denial: &Hit, found: &mut Vec<Found>) {
    let kind = denial.row.cell(1);
    if kind == "reject" {
        return;
    }
    let end = clause_end(line, range, denial.end).min(denial.end + DENIAL_REACH);
    let Some(from) = opening(line, denial, end) else { return };
    let mut target = found.iter().position(|one| one.at.start >= from && one.at.start < end);
    if !denial.row.cell(2).is_empty() {
        // What stands behind the preposition is what is denied, known or not; adverbs stand there where verbs follow.
        let reach = if line.lexis.caseless { 1 } else { 2 };
        let direct = next_word(line, range, from, reach);
        let nearer = direct.is_some_and(|at| target.is_none_or(|old| at < found[old].at.start));
        if nearer && (target.is_none() || line.lexis.caseless) {
            target = direct.map(|at| predicate::ensure(line, found, at));
        }
    }
    let Some(target) = target.map(|target| behind_auxiliary(line, target, end, found)) else { return };
    if kind == "refuse" && found[target].at.start > from + 2 {
        return;
    }
    let negator = Hit { tag: Tag::Denial, ..*denial };
    flip(line, &mut found[target], &negator);
    spread(line, range, &negator, target, found);
    let own = found.iter().position(|one| one.at.start == denial.first);
    if let Some(own) = own.filter(|own| kind != "stop" && *own != target) {
        // A negated denial turns the target once more.
        let verb = found.remove(own);
        let target = if own < target { target - 1 } else { target };
        if verb.predicate.polarity == crate::model::Polarity::Negative {
            let target = &mut found[target].predicate;
            target.polarity = target.polarity.flip();
        }
    }
}

/// The verb that an auxiliary carries ("denied that he had resigned"), where predicate `at` is one.
pub(super) fn behind_auxiliary(line: &Line<'_>, at: usize, end: usize, found: &[Found]) -> usize {
    let own = &found[at].at;
    let auxiliary = line.hit(own.start, Tag::Func).is_some_and(|word| word.row.cell(1) == "aux");
    let near = |one: &&Found| one.at.start < end.min(own.end + AUXILIARY_REACH);
    if auxiliary && found.get(at + 1).filter(near).is_some() { at + 1 } else { at }
}

/// Tokens between an auxiliary and its verb at most.
const AUXILIARY_REACH: usize = 3;

/// Where what a denial verb turns begins: behind its preposition, or behind the verb.
fn opening(line: &Line<'_>, denial: &Hit, end: usize) -> Option<usize> {
    let needs = denial.row.cell(2);
    if needs.is_empty() {
        return Some(denial.end);
    }
    (denial.end..end).find(|at| line.tokens[*at].folded == needs).map(|at| at + 1)
}
