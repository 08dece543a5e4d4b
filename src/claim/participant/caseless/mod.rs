//! Mentions in scripts without capitals.
//!
//! Takes a line, gives its mentions. Without capitals a name shows by what stands before it: an office or a form
//! of address, a given name, or an earlier full name in the article.

mod body;
mod name;

use super::super::lexis::{Hit, Tag};
use super::super::line::{Line, Range};
use super::{Agreement, Kind, Mention, People, closes_name};
use crate::model::PlaceRole;
use body::{org, unnamed};
use compact_str::CompactString;
use name::{
    accusative, child_of, feminine, is_common, name_after, name_at, opens_family, opens_parent, possessed,
    qualifies_office,
};

/// Tokens of the longest office with what it belongs to.
const ROLE_TOKENS: usize = 9;

/// The mention that begins at token `at`, a word.
pub(super) fn mention_at(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let named = son(line, people, at)
        .or_else(|| family(line, people, at))
        .or_else(|| parent(line, people, at))
        .or_else(|| office(line, people, at))
        .or_else(|| given(line, people, at))
        .or_else(|| surname(line, people, at))
        .or_else(|| speaking(line, people, at));
    match named {
        Some(mention) if mention.kind != Kind::Role => Some(mention),
        office => source(line, at, office).or_else(|| org(line, at)),
    }
}

/// An office with what it belongs to, and the name behind it.
fn office(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let titled = line.hit(at, Tag::Title).copied();
    let written = |hit: &&Hit| line.written_as(hit, hit.row.cell(4));
    let role = line.hit(at, Tag::Role).filter(|_| line.only_looks_like(at, "office").is_none());
    let role = role.filter(written).copied();
    let hit = role.or(titled)?;
    let mut mention = Mention::new(at..hit.end, Kind::Role);
    mention.clitic = clitic_bytes(line, &hit);
    let mut end = hit.end;
    if role.is_some() {
        mention.office = hit.row.cell(1);
        mention.agree = Agreement { feminine: gender(hit.row.cell(3)), plural: Some(hit.row.cell(2) == "p") };
        end = belongings(line, people, &mut mention, &hit);
        mention.role = Some(at..end);
    }
    if role.is_none() {
        end = behind_point(line, end);
    }
    while let Some(title) = line.hit(end, Tag::Title).filter(|title| title.clitic.is_empty()) {
        end = behind_point(line, title.end);
    }
    // «وزير العدل القاضي أمين صفا»: what somebody was before stands between the office and the name.
    let calling =
        line.hit(end, Tag::Role).filter(|next| role.is_some() && next.clitic == line.lexis.article());
    let beside = calling.map(|next| next.end).filter(|next| line.is(*next, Tag::Given));
    let end = beside.unwrap_or(end);
    let name = name_after(line, people, end)
        .filter(|name| role.is_none() || !only_qualifies(line, people, &mention, end, name));
    if name.is_none() && role.is_some() && is_adjective(line, &mention, end) {
        return None;
    }
    if let Some(name) = name {
        mention.at.end = name.end;
        mention.name = Some(name);
        mention.kind = Kind::Person;
        if mention.agree.plural == Some(true) {
            mention.agree = Agreement::default();
        }
        return Some(mention);
    }
    mention.at.end = if role.is_some() { mention.role.as_ref().map_or(end, |role| role.end) } else { end };
    role.is_some().then_some(mention)
}

/// Whether the words behind an office are no name but say something of it or belong to it: behind an indefinite office
/// («لاجئ سوري عالقون»), behind several («وزراء داخلية دول») and as a genitive («تمثيل المسلمين») unknown words are.
fn only_qualifies(line: &Line<'_>, people: &People, office: &Mention, end: usize, name: &Range) -> bool {
    let first = name.start;
    let last = line.tokens[name.end - 1].folded.as_str();
    if line.is(first, Tag::Given)
        || child_of(line, first)
        || opens_parent(line, first)
        || people.is_surname(last)
    {
        return false;
    }
    let definite = line.definite(office.at.start, office.clitic)
        || (office.at.start..end).any(|at| {
            line.definite(at, 0) || line.place_at(at).is_some_and(|place| place.role != PlaceRole::Origin)
        });
    let common = name.clone().any(|at| is_common(line, &line.tokens[at].folded));
    let unknown = name.len() == 1 || common;
    // «لم يؤكد المتحدث سقوط قتلى»: a common noun and what it is of.
    let of = name.len() == 1
        && common
        && line.word(name.end)
        && !line.definite(name.end, 0)
        && !closes_name(line, name.end)
        && is_common(line, &line.tokens[name.end].folded);
    (!definite || office.agree.plural == Some(true)) && unknown
        || of
        || name.len() >= 2 && is_genitive(line, people, first)
}

/// Whether a lone definite office qualifies the definite noun before it: «المدن الرئيسة», «الشعب اليمني الشقيق».
fn is_adjective(line: &Line<'_>, office: &Mention, end: usize) -> bool {
    let at = office.at.start;
    if end > at + 1 || office.clitic > 0 || !line.definite(at, 0) || line.conjoined(at) {
        return false;
    }
    let mut head = at;
    while head > 0 && line.origin(head - 1) {
        head -= 1;
    }
    let Some(noun) = head.checked_sub(1) else { return false };
    let other = [Tag::Role, Tag::Org, Tag::Title, Tag::Func, Tag::Speech, Tag::Unnamed, Tag::Given];
    line.definite(noun, 0)
        && line.place_at(noun).is_none()
        && other.iter().all(|tag| !line.is(noun, *tag))
        && is_common(line, &line.tokens[noun].folded)
}

/// Past the point of a form of address that is written short.
fn behind_point(line: &Line<'_>, at: usize) -> usize {
    let short = at > 0 && line.tokens[at - 1].folded.chars().count() <= 2;
    if short && line.mark(at) == Some('.') { at + 1 } else { at }
}

fn gender(cell: &str) -> Option<bool> {
    match cell {
        "f" => Some(true),
        "m" => Some(false),
        _ => None,
    }
}

/// How many bytes of the folded first token of a hit are a clitic; an article stays.
fn clitic_bytes(line: &Line<'_>, hit: &Hit) -> usize {
    clitic_without_article(line, hit.clitic)
}

/// The bytes of `clitic` in front of its article.
fn clitic_without_article(line: &Line<'_>, clitic: &str) -> usize {
    clitic.strip_suffix(line.lexis.article()).unwrap_or(clitic).len()
}

/// Takes in the words an office belongs to (its body, its country); gives the token after them.
fn belongings(line: &Line<'_>, people: &People, mention: &mut Mention, role: &Hit) -> usize {
    let mut at = role.end;
    // «المتحدثة باسم المطار»: the last word of an office tells whether what it belongs to is still to come.
    let mut definite = if role.end - role.first > 1 {
        line.definite(role.end - 1, 0)
    } else {
        line.definite(role.first, mention.clitic)
    };
    let start_definite = definite;
    while at < line.len() && at - role.first < ROLE_TOKENS && line.word(at) {
        let joined = line.conjoined(at) || child_of(line, at);
        if joined || line.is(at, Tag::Given) && !line.definite(at, 0) && !line.origin(at) {
            break;
        }
        if let Some(next) = line.hit(at, Tag::Modifier) {
            at = next.end;
            continue;
        }
        if line.origin(at) || line.place_at(at).is_some() && !definite {
            mention.origin =
                line.place_at(at).map(|place| place.id.clone().unwrap_or_else(|| place.name.clone()));
            at += 1;
            definite = true;
            continue;
        }
        if let Some(org) = line.hit(at, Tag::Org) {
            mention.origin.get_or_insert_with(|| org_key(org));
            at = org.end;
            definite |= org.row.cell(1) == "name" || line.definite(at - 1, 0);
            continue;
        }
        if let Some(inner) = line.hit(at, Tag::Role).filter(|_| !start_definite) {
            definite |= line.definite(at, 0);
            at = inner.end;
            continue;
        }
        let preposition =
            line.func(at) == "prep" && line.hit(at + 1, Tag::Org).or(line.hit(at + 1, Tag::Role)).is_some();
        if preposition {
            at += 1;
            definite = false;
            continue;
        }
        if (definite || start_definite) && qualifies_office(line, people, at) {
            at += 1;
            continue;
        }
        let plain = !closes_name(line, at) && !line.is(at, Tag::Title) && !line.prefixed(at);
        // What an office without article belongs to, up to its definite word; after that names begin.
        let belongs =
            plain && !start_definite && (line.definite(at, 0) && !line.is(at, Tag::Given) || !definite);
        if !belongs {
            break;
        }
        definite |= line.definite(at, 0);
        at += 1;
    }
    at
}

fn org_key(org: &Hit) -> CompactString {
    let canonical = org.row.cell(2);
    if canonical.is_empty() { org.row.key().into() } else { canonical.into() }
}

/// A name that "son of" shows, whatever else its first word may be.
fn son(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let known = line.is(at, Tag::Given) || line.is(at, Tag::Func) || line.prefixed(at) || line.conjoined(at);
    let name = name_at(line, people, at, false).filter(|_| child_of(line, at) && !known)?;
    let mut mention = Mention::new(name.clone(), Kind::Person);
    mention.name = Some(name);
    apposition(line, people, &mut mention);
    Some(mention)
}

/// A family name that "son of" opens, behind a reporting verb or of somebody named in full («وقالت بن عمر»).
fn family(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let rest = line.tokens.get(at + 1).filter(|_| line.word(at + 1))?;
    let says = |hit: &Hit| hit.end == at && matches!(hit.row.cell(2), "past" | "present");
    let known = people.is_surname(&rest.folded) || line.all(Tag::Speech).any(says);
    if !opens_family(line, at) || !known {
        return None;
    }
    let mut mention = Mention::new(at..at + 2, Kind::Person);
    mention.name = Some(at..at + 2);
    apposition(line, people, &mut mention);
    Some(mention)
}

/// How a parent is called by a child's name, behind a reporting verb («وقالت أم خالد»).
fn parent(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let says = |hit: &Hit| hit.end == at && matches!(hit.row.cell(2), "past" | "present");
    let child = line.word(at + 1) && !closes_name(line, at + 1) && !line.prefixed(at + 1);
    if !opens_parent(line, at) || !child || !line.all(Tag::Speech).any(says) {
        return None;
    }
    let mut mention = Mention::new(at..at + 2, Kind::Person);
    mention.name = Some(at..at + 2);
    apposition(line, people, &mut mention);
    Some(mention)
}

/// A name that a given name opens.
fn given(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let hit = *line.hit(at, Tag::Given)?;
    // A short name with a clitic is more likely another word.
    if !hit.clitic.is_empty() && hit.row.key().chars().count() < 4 {
        return None;
    }
    if !hit.clitic.is_empty() && accusative(line, &line.tokens[at].folded) {
        return None;
    }
    let name = name_at(line, people, at, false)?;
    if name.len() == 2 && is_genitive(line, people, at) {
        return None;
    }
    let mut mention = Mention::new(name.clone(), Kind::Person);
    mention.clitic = hit.clitic.len();
    mention.name = Some(name.clone());
    apposition(line, people, &mut mention);
    Some(mention)
}

/// Whether two common words stand at token `at`, the second definite: "the names of the states", "the beauty of
/// nature", though the first is a given name too.
fn is_genitive(line: &Line<'_>, people: &People, at: usize) -> bool {
    let second = line.tokens[at + 1].folded.as_str();
    let definite = line.definite(at + 1, 0) && !line.origin(at + 1) && !line.is(at + 1, Tag::Given);
    definite
        && is_common(line, &line.tokens[at].folded)
        && is_common(line, second)
        && !people.is_surname(second)
}

/// A source word or an office without a name: "the spokesman" is an office, "a spokesman" a source.
fn source(line: &Line<'_>, at: usize, office: Option<Mention>) -> Option<Mention> {
    match (unnamed(line, at), office) {
        (Some(source), Some(office)) => {
            let definite = line.definite(at, office.clitic);
            let mut longer = if office.at.end >= source.at.end { office } else { source };
            longer.kind = if definite && !longer.office.is_empty() { Kind::Role } else { Kind::Unnamed };
            Some(longer)
        }
        (source, office) => source.or(office),
    }
}

/// An unknown name of two words or more right behind a reporting verb.
fn speaking(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    let verb = line.all(Tag::Speech).any(|hit| {
        hit.end == at && matches!(hit.row.cell(2), "past" | "present") && line.func(hit.first).is_empty()
    });
    if !verb || line.definite(at, 0) || line.hit(at, Tag::Title).is_some() {
        return None;
    }
    let name = name_at(line, people, at, true).filter(|name| name.len() >= 2)?;
    // What is said, or when and where, stands behind a speaker; behind "is considered" stands what one is.
    let said = |at: usize| line.is(at, Tag::That) || !line.word(at) || line.func(at) == "prep";
    let thing = name
        .clone()
        .any(|at| possessed(line, at) || feminine(line, at) || super::super::predicate::happening(line, at));
    if !said(name.end) || thing || is_common(line, &line.tokens[at].folded) {
        return None;
    }
    let mut mention = Mention::new(name.clone(), Kind::Person);
    mention.name = Some(name);
    apposition(line, people, &mut mention);
    Some(mention)
}

/// An office behind a comma after the name.
fn apposition(line: &Line<'_>, people: &People, mention: &mut Mention) {
    let at = mention.at.end;
    if !line.comma(at) || line.conjoined(at + 1) {
        return;
    }
    let Some(role) = line
        .hit(at + 1, Tag::Role)
        .filter(|hit| hit.clitic.is_empty() || hit.clitic == line.lexis.article())
        .copied()
    else {
        return;
    };
    let mut office = Mention::new(at + 1..role.end, Kind::Role);
    office.office = role.row.cell(1);
    let end = belongings(line, people, &mut office, &role);
    if line.pause(end) || end >= line.len() || line.is(end, Tag::Speech) {
        mention.office = office.office;
        mention.origin = office.origin;
        mention.role = Some(at + 1..end);
        mention.at.end = end;
    }
}

/// A surname the article has given in full.
fn surname(line: &Line<'_>, people: &People, at: usize) -> Option<Mention> {
    if closes_name(line, at) || line.is(at, Tag::Title) || line.place_at(at).is_some() {
        return None;
    }
    let word = line.tokens[at].folded.as_str();
    let clitic = people.surname(word, line.lexis.fronts())?;
    // A common word is not another spelling of a surname.
    if clitic == 0 && is_common(line, word) && (!people.is_surname(word) || feminine(line, at)) {
        return None;
    }
    let mut mention = Mention::new(at..at + 1, Kind::Person);
    mention.clitic = clitic;
    mention.name = Some(at..at + 1);
    apposition(line, people, &mut mention);
    Some(mention)
}
