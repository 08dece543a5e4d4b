//! People, bodies and states that a sentence names.
//!
//! Takes a line, gives its mentions: a name with the office in front of or behind it, an office alone, a body,
//! a state that acts, a source without a name. Who a mention is, is told by [`People`], which reads the whole
//! article first: an apposition teaches who holds an office, a full name teaches a surname.

mod cased;
mod caseless;
mod people;

pub(super) use people::People;

use super::lexis::Tag;
use super::line::{Line, Range};
use crate::model::{Participant, PlaceRole};
use crate::text::fold::fold;
use compact_str::CompactString;

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person by name.
    Person,
    /// A person by office alone.
    Role,
    /// A body.
    Org,
    /// A state or its capital, acting.
    State,
    /// A source without a name.
    Unnamed,
}

/// Gender and number as a verb shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Agreement {
    /// `Some(true)` for feminine.
    pub(super) feminine: Option<bool>,
    /// `Some(true)` for two or more.
    pub(super) plural: Option<bool>,
}

impl Agreement {
    /// Reads `ms fs md fd mp fp`, `p`, or nothing.
    pub(super) fn read(cell: &str) -> Self {
        let has = |c: char| cell.contains(c);
        Self {
            feminine: if has('f') { Some(true) } else { has('m').then_some(false) },
            plural: if has('p') || has('d') { Some(true) } else { has('s').then_some(false) },
        }
    }

    /// Whether nothing in one speaks against the other.
    pub(super) fn fits(self, other: Self) -> bool {
        let apart = |a: Option<bool>, b: Option<bool>| a.zip(b).is_some_and(|(a, b)| a != b);
        !apart(self.feminine, other.feminine) && !apart(self.plural, other.plural)
    }
}

/// Somebody or something named in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// All its tokens.
    pub(super) at: Range,
    pub(super) kind: Kind,
    /// The tokens of the personal name.
    pub(super) name: Option<Range>,
    /// The tokens of the office and what it belongs to.
    pub(super) role: Option<Range>,
    /// The office's key.
    pub(super) office: &'static str,
    /// The country or body the office belongs to, as a gazetteer id or folded word.
    pub(super) origin: Option<CompactString>,
    /// Gender and number, as far as the words tell.
    pub(super) agree: Agreement,
    /// Key of a body or state.
    pub(super) id: Option<CompactString>,
    /// Letters written onto the front of its first token that are no part of it, in bytes of the folded word.
    pub(super) clitic: usize,
    /// Whether it is a document, which may be a source and takes part in nothing.
    pub(super) document: bool,
}

impl Mention {
    pub(super) fn new(at: Range, kind: Kind) -> Self {
        Self {
            at,
            kind,
            name: None,
            role: None,
            office: "",
            origin: None,
            agree: Agreement::default(),
            id: None,
            clitic: 0,
            document: false,
        }
    }

    /// Its words as written, without what is written onto the front.
    pub(super) fn words(&self, line: &Line<'_>) -> String {
        without_clitic(line, &self.at, self.clitic)
    }

    /// The personal name, folded word by word.
    pub(super) fn name_words(&self, line: &Line<'_>) -> Vec<CompactString> {
        let Some(name) = &self.name else { return Vec::new() };
        name_words(line, name, if name.start == self.at.start { self.clitic } else { 0 })
    }

    /// The words that stand for it where nobody is known by that name: folded, without clitics.
    pub(super) fn folded(&self, line: &Line<'_>) -> String {
        fold(&self.words(line)).split_whitespace().filter(|w| *w != ",").collect::<Vec<_>>().join(" ")
    }
}

/// The folded words of a name; possessive endings and clitics gone.
pub(super) fn name_words(line: &Line<'_>, name: &Range, clitic: usize) -> Vec<CompactString> {
    let words = name.clone().filter(|at| line.word(*at)).map(|at| {
        let word = line.tokens[at].folded.as_str();
        let word = if at == name.start { word.get(clitic..).unwrap_or(word) } else { word };
        let bare = if line.lexis.caseless { word } else { word.split('\'').next().unwrap_or(word) };
        if bare.len() < 2 { word.into() } else { bare.into() }
    });
    words.collect()
}

fn without_clitic(line: &Line<'_>, at: &Range, clitic: usize) -> String {
    let words = line.words_of(at);
    // The folded clitic and the written one have the same letters, give or take marks on them.
    let letters = line.tokens[at.start].folded.get(..clitic).map_or(0, |front| front.chars().count());
    let mut chars = words.chars();
    let mut left = letters;
    while left > 0 {
        match chars.next() {
            Some(c) if fold(c.encode_utf8(&mut [0; 4])).is_empty() => {}
            Some(_) => left -= 1,
            None => break,
        }
    }
    let rest = chars.as_str();
    if rest.is_empty() { words.to_owned() } else { rest.trim_start_matches('ـ').to_owned() }
}

/// The mentions of one line in reading order, none overlapping; `people` are those the article has named.
pub(super) fn mentions(line: &Line<'_>, people: &People) -> Vec<Mention> {
    let mention_at = if line.lexis.caseless { caseless::mention_at } else { cased::mention_at };
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let mention = if line.word(at) { mention_at(line, people, at) } else { None };
        at = mention.as_ref().map_or(at + 1, |mention| mention.at.end.max(at + 1));
        found.extend(mention);
    }
    add_states(line, &mut found);
    found.sort_by_key(|mention| mention.at.start);
    found
}

fn add_states(line: &Line<'_>, found: &mut Vec<Mention>) {
    for place in line.places.iter().filter(|place| place.role == PlaceRole::Actor) {
        let first = line.tokens.partition_point(|token| token.span.end <= place.span.start);
        let end = line.tokens.partition_point(|token| token.span.start < place.span.end);
        if first >= end || found.iter().any(|one| one.at.start < end && first < one.at.end) {
            continue;
        }
        let mut mention = Mention::new(first..end, Kind::State);
        mention.clitic = clitic_of(line, first, place.name.as_str());
        mention.id = place.id.clone().or_else(|| Some(place.name.clone()));
        mention.agree.feminine = Some(true);
        found.push(mention);
    }
}

/// Bytes in front of `name` in the folded token `at`.
fn clitic_of(line: &Line<'_>, at: usize, name: &str) -> usize {
    let head = name.split(' ').next().unwrap_or(name);
    line.tokens[at].folded.find(head).filter(|_| !head.is_empty()).unwrap_or(0)
}

/// The mentions as other stages see them.
pub(super) fn participants(line: &Line<'_>, mentions: &[Mention], people: &People) -> Vec<Participant> {
    let known = mentions.iter().filter(|mention| mention.kind != Kind::Unnamed && !mention.document);
    known
        .map(|mention| Participant {
            span: line.span_of(&mention.at),
            name: mention.words(line),
            canonical: people.canonical(line, mention),
            role: mention.role.as_ref().map(|role| fold(line.words_of(role)).to_string()),
        })
        .collect()
}

/// Whether token `at` can be no part of a name.
fn closes_name(line: &Line<'_>, at: usize) -> bool {
    const CLOSING: [Tag; 10] = [
        Tag::Func,
        Tag::That,
        Tag::Speech,
        Tag::Org,
        Tag::Role,
        Tag::Connector,
        Tag::Negator,
        Tag::Accord,
        Tag::Unnamed,
        Tag::Denial,
    ];
    !line.word(at) || CLOSING.iter().any(|tag| line.hit(at, *tag).is_some())
}
