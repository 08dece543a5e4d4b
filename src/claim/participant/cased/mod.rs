//! Mentions in scripts with capitals.
//!
//! Takes a line, gives its mentions: runs of capitalised words, with the office in front of them or behind a
//! comma, offices alone, bodies, sources without a name.

mod body;

use super::super::lexis::{Hit, Tag};
use super::super::line::{Line, Range};
use super::{Agreement, Kind, Mention, People};
use crate::lexicon;
use body::{org, unnamed};
use compact_str::CompactString;

/// Tokens of the longest run of capitals.
const RUN: usize = 7;

/// The mention that begins at token `at`, a word.
pub(super) fn mention_at(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    // "Laut Polizei": the capital that opens a sentence.
    if line.hit(at, Tag::Accord).is_some() {
        return None;
    }
    office(line, people, at)
        .or_else(|| unnamed(line, at))
        .or_else(|| org(line, at))
        .or_else(|| person(line, people, at))
}

/// What may stand in front of an office: articles, countries, bodies, qualifiers.
fn office(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let mut role_at = at;
    let mut origin = None;
    let mut indefinite = false;
    // "Camp director Osman Idris", "Nurian oil minister X": without an article only a name behind the office tells it.
    let mut bare_front = false;
    let opens = at == 0 || !line.word(at - 1) || line.all(Tag::Speech).any(|hit| hit.end == at);
    let bare = |front: usize| {
        let country = front == at && line.capital(at) && !line.is(at, Tag::Func) && !line.is(at, Tag::Given);
        opens
            && (country && (qualifies(line, at + 1) || line.is(at + 1, Tag::Role)) || qualifies(line, front))
    };
    while role_at < line.len() && role_at - at < RUN && line.hit(role_at, Tag::Role).is_none() {
        let small = line.det(role_at);
        if !line.word(role_at) {
            return None;
        }
        if small && role_at == at {
            indefinite = line.func(role_at) == "indef";
            role_at += 1;
        } else if let Some(place) = line.place_at(role_at) {
            origin = Some(place.id.clone().unwrap_or_else(|| place.name.clone()));
            role_at += 1;
        } else if let Some(org) = line.hit(role_at, Tag::Org) {
            origin = Some(key(org));
            role_at = org.end;
        } else if let Some(modifier) = line.hit(role_at, Tag::Modifier) {
            role_at = modifier.end;
        } else if line.capital(role_at)
            && !line.is(role_at, Tag::Func)
            && role_at > at
            && (line.tokens[role_at - 1].folded.len() > 1 || line.det(role_at - 1))
            || line.det(at) && qualifies(line, role_at)
        {
            role_at += 1;
        } else if bare(role_at) {
            bare_front = true;
            role_at += 1;
        } else {
            return None;
        }
    }
    let role = *line.hit(role_at, Tag::Role)?;
    let mut mention = Mention::new(at..role.end, Kind::Role);
    mention.office = role.row.cell(1);
    mention.agree.plural = Some(role.row.cell(2) == "p");
    mention.origin = origin;
    let end = belongings(line, &mut mention, role.end);
    mention.role = Some(at..end);
    mention.at.end = end;
    if let Some(name) = name_behind(line, people, end) {
        mention.at.end = name.end;
        mention.name = Some(name);
        mention.kind = Kind::Person;
        mention.agree = Agreement { feminine: None, plural: Some(false) };
        return Some(mention);
    }
    if bare_front {
        return None;
    }
    let nameless = line.is(role.first, Tag::Unnamed)
        && (indefinite || mention.agree.plural == Some(true) || role_at == at);
    if nameless || indefinite {
        mention.kind = Kind::Unnamed;
    }
    Some(mention)
}

fn key(org: &Hit) -> CompactString {
    let canonical = org.row.cell(2);
    if canonical.is_empty() { org.row.key().into() } else { canonical.into() }
}

/// "of Russia", "du Kremlin", «России»: what the office belongs to.
fn belongings(line: &Line<'_>, mention: &mut Mention, from: usize) -> usize {
    let mut at = from;
    loop {
        let mut next = at;
        let preposition = line.func(next) == "prep";
        if preposition {
            next += 1;
        }
        if preposition || at == from {
            while line.det(next) {
                next += 1;
            }
        }
        if let Some(place) = line.place_at(next) {
            mention.origin.get_or_insert_with(|| place.id.clone().unwrap_or_else(|| place.name.clone()));
            at = next + 1;
        } else if let Some(org) = line.hit(next, Tag::Org) {
            mention.origin.get_or_insert_with(|| key(org));
            at = org.end;
        } else if preposition
            && line.capital(next)
            && line.hit(next, Tag::Title).is_none()
            && line.hit(next, Tag::Func).is_none()
        {
            // "ministre de la Culture Anne Roussel": a given name inside opens the name of who holds the office.
            let end = run(line, next);
            at = (next + 1..end).find(|inner| line.is(*inner, Tag::Given)).unwrap_or(end);
        } else if preposition
            && (next > at + 1 || line.comma(next + 1))
            && closes(line, next + 1)
            && line.word(next)
            && line.hit(next, Tag::Func).is_none()
        {
            // "the mayor of the town,"
            at = next + 1;
        } else {
            return at;
        }
        if at - from > RUN {
            return at;
        }
    }
}

/// Whether a phrase may end before token `at`.
fn closes(line: &Line<'_>, at: usize) -> bool {
    !line.word(at) || line.hit(at, Tag::Speech).is_some()
}

/// The end of the run of capitals that begins at token `at`; particles may stand inside.
fn run(line: &Line<'_>, at: usize) -> usize {
    let particles = lexicon::common().table("name_particles");
    let mut end = at;
    while end < line.len() && end - at < RUN {
        let word = line.tokens[end].folded.as_str();
        let initial =
            line.mark(end) == Some('.') && end > at && line.tokens[end - 1].folded.chars().count() == 1;
        let inside = end > at && particles.has(word) && line.capital(end + 1);
        if !(line.capital(end) || inside || initial) {
            break;
        }
        end += 1;
        if word.contains('\'') && possessive(line, end - 1) {
            break;
        }
    }
    end
}

/// Whether a word ends in a possessive, which closes a run of capitals.
fn possessive(line: &Line<'_>, at: usize) -> bool {
    line.tokens[at].folded.rsplit_once('\'').is_some_and(|(front, end)| front.len() > 2 && end.len() < 4)
}

/// A name behind an office, or in apposition to it.
fn name_behind(line: &Line<'_>, people: &People, at: usize) -> Option<Range> {
    let mut from = at;
    let apposition = line.comma(from);
    if apposition {
        from += 1;
    }
    while let Some(title) = line.hit(from, Tag::Title) {
        from = title.end;
        if line.mark(from) == Some('.') {
            from += 1;
        }
    }
    let end = name_end(line, from);
    // What stands before the given name belongs to the office.
    let given = (from..end).find(|at| line.is(*at, Tag::Given));
    let from = given.filter(|given| *given > from && end - given >= 2).unwrap_or(from);
    let words = end.saturating_sub(from);
    let known = words > 0
        && (line.is(from, Tag::Given)
            || people.surname(&line.tokens[end - 1].folded, std::iter::empty()).is_some());
    let closed = line.comma(end) || end >= line.len() || !line.word(end);
    let fits = if apposition { known || (2..=4).contains(&words) && closed } else { words >= 1 };
    (fits && words > 0 && line.place_at(from).is_none()).then_some(from..end)
}

/// The end of the personal name in the run of capitals at token `at`.
fn name_end(line: &Line<'_>, at: usize) -> usize {
    let end = run(line, at);
    let stop = (at..end).find(|inner| {
        let open = |tag: Tag| line.hit(*inner, tag).is_some();
        open(Tag::Role)
            || open(Tag::Org)
            || open(Tag::Func)
                && !line.is(*inner, Tag::Given)
                && line.func(*inner) != "prep"
                && !(*inner > at && line.capital(*inner) && *inner + 1 < end)
            || open(Tag::Speech) && *inner > at
    });
    stop.unwrap_or(end)
}

/// A name without an office in front of it.
fn person(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let mut from = at;
    while let Some(title) = line.hit(from, Tag::Title).filter(|_| line.capital(from)) {
        from = title.end;
        if line.mark(from) == Some('.') {
            from += 1;
        }
    }
    let titled = from > at;
    let opens = |at: usize| {
        line.capital(at) && line.hit(at, Tag::Func).is_none() && line.hit(at, Tag::That).is_none()
    };
    let starts = opens(from) || line.lexis.verb_last && line.capital(from);
    if !starts {
        return None;
    }
    let end = name_end(line, from);
    if end <= from {
        return None;
    }
    let last = &line.tokens[end - 1];
    let bare = last.folded.split('\'').next().unwrap_or(&last.folded);
    let surname = people.surname(bare, std::iter::empty()).is_some();
    let given = line.is(from, Tag::Given);
    let placed = (from..end).any(|inner| line.place_at(inner).is_some());
    let sentence_start = at == 0 || line.quote_mark(at - 1);
    let words = end - from;
    let two = words >= 2 && !placed && (!sentence_start || !super::super::predicate::exact(line, from));
    let speaks = words == 1 && !placed && (line.hit(end, Tag::Speech).is_some() && !sentence_start);
    if !(titled || surname || given && words >= 2 || two || speaks) {
        return None;
    }
    if !titled
        && !surname
        && line.tokens[from..end]
            .iter()
            .any(|t| t.span.of(line.text).chars().filter(|c| c.is_uppercase()).count() > 2)
    {
        return None;
    }
    let mut mention = Mention::new(at..end, Kind::Person);
    mention.name = Some(from..end);
    mention.agree.plural = Some(false);
    apposition(line, &mut mention);
    Some(mention)
}

/// ", the Kremlin spokesman," behind a name.
fn apposition(line: &Line<'_>, mention: &mut Mention) {
    let at = mention.at.end;
    if !line.comma(at) {
        return;
    }
    let role = (at + 1..(at + 6).min(line.len())).find(|inner| line.hit(*inner, Tag::Role).is_some());
    let Some(role_at) = role else { return };
    let between = (at + 1..role_at).all(|inner| {
        line.word(inner)
            && (line.det(inner)
                || line.capital(inner)
                || line.is(inner, Tag::Modifier)
                || line.place_at(inner).is_some())
    });
    let Some(role) = line.hit(role_at, Tag::Role).copied().filter(|_| between) else { return };
    let mut office = Mention::new(at + 1..role.end, Kind::Role);
    office.origin = (at + 1..role_at)
        .find_map(|inner| line.place_at(inner))
        .map(|p| p.id.clone().unwrap_or_else(|| p.name.clone()));
    let end = belongings(line, &mut office, role.end);
    if line.pause(end) || end >= line.len() || line.mark(end).is_some() || line.is(end, Tag::Speech) {
        mention.office = role.row.cell(1);
        mention.origin = office.origin;
        mention.role = Some(at + 1..end);
        mention.at.end = end;
    }
}

/// Common nouns that may stand in front of the word they qualify.
const QUALIFIERS: usize = 3;

/// Whether token `at` is a common noun in front of the word it qualifies: "an airport official", "the works ministry".
fn qualifies(line: &Line<'_>, at: usize) -> bool {
    // Most words fall to this first look, which costs no search.
    let head = |at: usize| [Tag::Role, Tag::Unnamed, Tag::Org].iter().any(|tag| line.is(at, *tag));
    (at + 1..at + 1 + QUALIFIERS).any(head) && plain_noun(line, at)
}

/// Whether token `at` is a word in small letters that may be a common noun: no small word, no figure and no verb.
fn plain_noun(line: &Line<'_>, at: usize) -> bool {
    const OTHER: [Tag; 8] = [
        Tag::Func,
        Tag::That,
        Tag::Speech,
        Tag::Negator,
        Tag::Denial,
        Tag::Modal,
        Tag::Connector,
        Tag::Accord,
    ];
    let figure = |at: usize| line.tokens[at].folded.contains(|c: char| c.is_ascii_digit());
    line.word(at)
        && !line.capital(at)
        && !figure(at)
        && OTHER.iter().all(|tag| line.hit(at, *tag).is_none())
        && !line.numeral(at)
        && (line.tokens[at].folded == line.tokens[at].stem || !super::super::predicate::only_verb(line, at))
        && !super::super::predicate::ends_finite(line, at)
}
