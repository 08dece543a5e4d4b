//! Where a name begins and ends in scripts without capitals.
//!
//! Takes a line and a token, gives the range of the name there. A name ends before a verb, a noun that is somebody's, a word
//! with a preposition written on and a word too common to be a name, unless what stands around it says otherwise.

use super::super::super::lexis::Tag;
use super::super::super::line::{Line, Range};
use super::super::super::predicate;
use super::super::{People, closes_name};
use super::body::feminine_word;
use crate::lexicon;

/// Words of the longest name, particles apart.
const NAME_WORDS: usize = 5;

/// The name that begins at token `at`, or behind a comma there in apposition.
pub(super) fn name_after(line: &Line<'_>, people: &People, at: usize) -> Option<Range> {
    if let Some(name) = name_at(line, people, at, true) {
        return Some(name);
    }
    line.mark(at)?;
    if line.comma(at) {
        let name = name_at(line, people, at + 1, true)?;
        let closed = name.end >= line.len()
            || !line.word(name.end)
            || line.is(name.end, Tag::That)
            || line.is(name.end, Tag::Func);
        let words = name.len();
        let known = line.is(name.start, Tag::Given)
            || people.surname(&line.tokens[name.end - 1].folded, std::iter::empty()).is_some();
        return (closed
            && (known
                || (2..=4).contains(&words) && (!line.word(name.end) || line.is(name.end, Tag::That))))
        .then_some(name);
    }
    // A name in quotation marks, as some papers write it.
    if line.quote_mark(at) {
        let name = name_at(line, people, at + 1, true)?;
        return (name.len() <= 3 && line.quote_mark(name.end)).then_some(name);
    }
    None
}

/// The name that begins at token `at`; `expected` where an office or form of address stands before it.
pub(super) fn name_at(line: &Line<'_>, people: &People, at: usize, expected: bool) -> Option<Range> {
    let particles = lexicon::common().table("name_particles");
    let mut end = at;
    let mut words = 0;
    while end < line.len() && words < NAME_WORDS {
        let given = line.hit(end, Tag::Given).filter(|hit| hit.clitic.is_empty() || end == at);
        if let Some(given) = given {
            end = given.end;
            words += 1;
            continue;
        }
        // «قائد الفصيل أبو النور»: behind an office, what a parent is called by is a name.
        let or = line.is(end, Tag::Func) && line.definite(end + 1, 0);
        if words == 0 && expected && opens_parent(line, end) && !or && line.word(end + 1) {
            end += 2;
            words += 2;
            continue;
        }
        let parent = end >= at + 2 && child_of(line, end - 2);
        if child_of(line, end) && (words == 0 || !line.is(end, Tag::Func)) || parent && line.word(end) {
            end += 1;
            words += 1;
            continue;
        }
        if words > 0 && particles.has(&line.tokens[end].folded) && line.word(end + 1) {
            end += 1;
            continue;
        }
        let titled = line.hit(end, Tag::Title).is_some() && words == 0;
        if closes_name(line, end) || titled || !name_like(line, people, end, words, expected) {
            break;
        }
        let article = line.definite(end, 0);
        end += 1;
        words += 1;
        // A family name with the article closes a name.
        if article && words > 1 {
            break;
        }
    }
    // No name ends with a particle of one.
    while end > at && !line.is(end - 1, Tag::Given) && particles.has(&line.tokens[end - 1].folded) {
        end -= 1;
    }
    let enough = if expected { words >= 1 } else { words >= 2 };
    (enough && end > at).then_some(at..end)
}

/// Whether an unknown word may stand in a name after `words` words of it.
fn name_like(line: &Line<'_>, people: &People, at: usize, words: usize, expected: bool) -> bool {
    let word = line.tokens[at].folded.as_str();
    if word.chars().count() < 2 || !line.word(at) || words == 0 && !expected {
        return false;
    }
    if people.surname(word, std::iter::empty()) == Some(0) {
        return true;
    }
    if line.is(at, Tag::LookAlike) {
        return false;
    }
    // A word that the article also writes without its first letter carries a preposition.
    if line.lexis.without_preposition(word).any(|rest| people.writes(rest)) {
        return false;
    }
    if line.place_at(at).is_some_and(|place| !place.span.is_empty()) && words < 1 {
        return false;
    }
    let stops = line.origin(at) || line.is(at, Tag::Modifier) || line.is(at, Tag::Modal) || line.prefixed(at);
    // What a conjunction joins to an office is another office, a verb or another noun, seldom a name.
    if stops || line.conjoined(at) || only_verb(line, at) {
        return false;
    }
    if behind_preposition(line, at) || words > 0 && (possessed(line, at) || is_adverb(line, at)) {
        return false;
    }
    let definite = line.definite(at, 0);
    let happening = predicate::happening(line, at);
    match (words, definite) {
        // Right behind a definite office, a definite word is a family name; so is the word after a given name.
        (0, true) => !happening && !feminine(line, at) && family_name(line, at + 1),
        (0, false) => !happening && !accusative(line, word),
        (1, true) => true,
        (_, true) => !happening && (line.is(at, Tag::Given) || !is_common(line, word)),
        (_, false) => !happening && line.place_at(at).is_none() && !accusative(line, word),
    }
}

/// Whether a word has a form that hardly any but verbs have, and is none that names open with.
fn only_verb(line: &Line<'_>, at: usize) -> bool {
    !line.is(at, Tag::Given) && (predicate::surely_verb(line, at) || predicate::no_name(line, at))
}

/// Whether a word inside a name would be a noun that is somebody's: "his biography" behind a name is its object.
pub(super) fn possessed(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens[at].folded.as_str();
    let long = word.chars().count() >= 5 && !line.definite(at, 0);
    let written = line.tokens[at].span.of(line.text);
    // A short ending tells only where a common noun is left without it; a feminine noun is written in another letter.
    let common = |ending: &str| {
        let rest = word.strip_suffix(ending).filter(|_| written.ends_with(ending));
        rest.is_some_and(|rest| is_common(line, rest)) && !is_common(line, word)
    };
    let ends = |ending: &&str| word.ends_with(*ending) && (ending.chars().count() > 1 || common(ending));
    long && line.lexis.possessive_endings.iter().any(ends)
}

/// Whether a word is written with the mark of an indefinite accusative, as adverbs and objects are.
fn is_adverb(line: &Line<'_>, at: usize) -> bool {
    const TANWIN: char = '\u{64B}';
    line.tokens[at].span.of(line.text).contains(TANWIN)
}

/// Whether a word is a common noun with the ending of an indefinite accusative («أمراضا»), which names seldom carry.
pub(super) fn accusative(line: &Line<'_>, word: &str) -> bool {
    const ALEF: char = 'ا';
    !is_common(line, word) && word.strip_suffix(ALEF).is_some_and(|rest| is_common(line, rest))
}

/// Whether a word is a common one with a preposition written onto it, rather than one that begins with its letter.
fn behind_preposition(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens[at].folded.as_str();
    let whole = share(line, word).unwrap_or(0);
    !line.lexis.is_whole(word)
        && line.lexis.without_preposition(word).any(|rest| share(line, rest).is_some_and(|rest| rest > whole))
}

/// Whether a word is common in news; the table holds no names.
pub(super) fn is_common(line: &Line<'_>, word: &str) -> bool {
    line.is_common(word)
}

/// How many of a thousand texts hold a word, where that is many.
fn share(line: &Line<'_>, word: &str) -> Option<u32> {
    lexicon::of(line.lang)?.table("word_shares").get(word)?.cell(1).parse().ok()
}

/// Whether a word ends like a feminine adjective, which no family name does.
pub(super) fn feminine(line: &Line<'_>, at: usize) -> bool {
    feminine_word(line, at).unwrap_or(false)
}

/// Whether what follows a definite word closes the name it would be: an adjective of the office stands before
/// the name instead.
fn family_name(line: &Line<'_>, next: usize) -> bool {
    !line.word(next)
        || closes_name(line, next)
        || line.prefixed(next)
        || line.conjoined(next)
        || line.is(next, Tag::Modal)
        || predicate::exact(line, next)
}

/// Whether a definite adjective stands at token `at`, between a definite office and its holder's name: the office of an unknown
/// country or field («المبعوث القاري ياكوب ستيرن»). Only a full name behind it tells it from a family name.
pub(super) fn qualifies_office(line: &Line<'_>, people: &People, at: usize) -> bool {
    const ADJECTIVE: char = 'ي';
    let word = line.tokens[at].folded.as_str();
    let form = word.ends_with(ADJECTIVE) || feminine(line, at);
    if !form
        || !line.definite(at, 0)
        || line.is(at, Tag::Given)
        || people.is_surname(word)
        || closes_name(line, at)
    {
        return false;
    }
    let Some(name) = name_at(line, people, at + 1, true).filter(|name| !line.definite(name.start, 0)) else {
        return false;
    };
    let closed = !line.word(name.end) || line.is(name.end, Tag::That) || line.is(name.end, Tag::Func);
    let given = line.hit(name.start, Tag::Given).is_some_and(|hit| hit.clitic.is_empty())
        || opens_parent(line, name.start);
    let common = name.clone().any(|at| is_common(line, &line.tokens[at].folded));
    name.len() >= 2 && (given || closed && !common)
}

/// Whether a name stands at token `at` because "son of" stands behind it.
pub(super) fn child_of(line: &Line<'_>, at: usize) -> bool {
    opens_family(line, at + 1) && line.word(at) && line.word(at + 2) && !line.definite(at, 0)
}

/// Whether "son of" stands at token `at`.
pub(super) fn opens_family(line: &Line<'_>, at: usize) -> bool {
    let row = line.tokens.get(at).and_then(|t| lexicon::common().table("name_particles").get(&t.folded));
    row.is_some_and(|row| row.cell(2) == "child")
}

/// Whether a word stands at token `at` that makes the name of a child that of a parent.
pub(super) fn opens_parent(line: &Line<'_>, at: usize) -> bool {
    let word = line.tokens.get(at).filter(|_| line.word(at));
    word.is_some_and(|token| lexicon::common().table("name_parents").has(&token.folded))
}
