//! Frames: what happening a stretch of an article speaks of.
//!
//! A frame holds the slots by which happenings are told apart: kind, date, venue, those who take part, and its
//! words. An article has one main frame, its news, and one more for each happening it recalls.

use super::kinds::EventKind;
use super::reading::Reading;
use super::terms::{Term, Vector};
use super::when::When;
use crate::claim::place::{self, PlaceRelation};
use crate::model::{ArticleIx, ClaimIx, EventRole, Lang, PlaceRef};
use xxhash_rust::xxh3::xxh3_64;

/// What happening a stretch of an article speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) article: ArticleIx,
    pub(crate) lang: Lang,
    pub(crate) role: EventRole,
    /// Kinds with their weight, heaviest first.
    pub(crate) kinds: Vec<(EventKind, f32)>,
    pub(crate) when: Option<When>,
    /// Where it happened, the surest first.
    pub(crate) venues: Vec<PlaceRef>,
    /// Who takes part, folded names, sorted.
    pub(crate) parties: Vec<String>,
    /// How many of them do more than speak of it.
    pub(crate) actors: usize,
    /// Figures it gives, as bits of the value, sorted.
    pub(crate) numbers: Vec<u64>,
    /// Whether it was only named so far, as what the news came after: what dates it may follow.
    pub(crate) mentioned: bool,
    /// Its claims with how surely each belongs to it, 0–1.
    pub(crate) claims: Vec<(ClaimIx, f32)>,
    /// Words of title and head.
    pub(crate) head: Vector,
    /// All its words.
    pub(crate) body: Vector,
    /// What of title and head is the same in every language: concepts, classes of acts, places, names by their
    /// consonants, figures.
    pub(crate) neutral: Vector,
    /// Words of the article that are names in another language of the run too, by their consonants; sorted.
    pub(crate) name_keys: Vec<Term>,
    /// For each of `parties`, keys under which it is found in another script, sorted.
    pub(crate) party_keys: Vec<Vec<Term>>,
    /// For each of `parties`, its words as bits ([`word_bits`]).
    pub(crate) party_bits: Vec<u64>,
    /// The heaviest words of head, body and neutral terms, by which others are found; sorted.
    pub(crate) keys: Vec<Term>,
    /// For each cell of `body`, whether its word is rare.
    pub(crate) rare_body: Vec<bool>,
    /// Rare words of title and head.
    pub(crate) rare: u32,
    /// Rare words beside those of its slots: what tells one meeting of the same people from the next. Sorted.
    pub(crate) telling: Vec<Term>,
    /// Words that name its kind, as they stand in the article.
    pub(crate) kind_words: Option<String>,
    /// Names for people: of the parties and of the venue, as they stand in the article.
    pub(crate) names: Vec<(String, String)>,
}

impl Frame {
    /// A frame of an article of which no slot is known yet.
    pub(crate) fn empty(reading: &Reading<'_>, role: EventRole) -> Self {
        Self {
            article: reading.ix,
            lang: reading.text.lang,
            role,
            kinds: Vec::new(),
            when: None,
            venues: Vec::new(),
            parties: Vec::new(),
            actors: 0,
            numbers: Vec::new(),
            mentioned: false,
            claims: Vec::new(),
            head: Vector::default(),
            body: Vector::default(),
            neutral: Vector::default(),
            name_keys: Vec::new(),
            party_keys: Vec::new(),
            party_bits: Vec::new(),
            keys: Vec::new(),
            rare_body: Vec::new(),
            rare: 0,
            telling: Vec::new(),
            kind_words: None,
            names: Vec::new(),
        }
    }

    /// Its heaviest kind.
    pub(crate) fn kind(&self) -> Option<EventKind> {
        self.kinds.first().map(|kind| kind.0)
    }
}

/// How two lists of places stand to each other: the nearest relation among their pairs; unknown where either
/// is empty or no pair can be told.
pub(crate) fn venue_relation(a: &[PlaceRef], b: &[PlaceRef]) -> PlaceRelation {
    let mut disjoint = false;
    let mut part = false;
    for one in a {
        for other in b {
            match place::relation(one, other) {
                PlaceRelation::Same => return PlaceRelation::Same,
                PlaceRelation::PartOf => part = true,
                PlaceRelation::Disjoint => disjoint = true,
                PlaceRelation::Unknown => {}
            }
        }
    }
    match (part, disjoint) {
        (true, _) => PlaceRelation::PartOf,
        (false, true) => PlaceRelation::Disjoint,
        (false, false) => PlaceRelation::Unknown,
    }
}

/// How many of the names in `a` some name in `b` matches.
pub(crate) fn shared_parties(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|one| b.iter().any(|other| same_party(one, other))).count()
}

/// How many of the parties of `a` are parties of `b`; across languages by the consonants of their names.
pub(crate) fn common_parties(a: &Frame, b: &Frame) -> usize {
    if a.lang == b.lang {
        return named_alike(a, b);
    }
    let met = |keys: &&Vec<Term>| b.party_keys.iter().flatten().any(|key| keys.contains(key));
    a.party_keys.iter().filter(met).count()
}

/// How many of the parties of `a` some party of `b` matches by its name. As [`shared_parties`] of the two; most pairs of
/// names are told apart by their bits.
pub(crate) fn named_alike(a: &Frame, b: &Frame) -> usize {
    let met = |one: &str, bits: u64| {
        b.parties.iter().zip(&b.party_bits).any(|(other, &of_other)| {
            let lacks = if one.len() <= other.len() { bits & !of_other } else { of_other & !bits };
            lacks == 0 && same_party(one, other)
        })
    };
    a.parties.iter().zip(&a.party_bits).filter(|(one, bits)| met(one, **bits)).count()
}

/// The words of a folded name, a bit for each by its hash: where one name's words all stand in another, so do its bits.
pub(crate) fn word_bits(name: &str) -> u64 {
    name.split(' ').fold(0, |bits, word| bits | 1 << (xxh3_64(word.as_bytes()) & 63))
}

/// Whether two folded names can name one: equal, or every word of the shorter is in the longer.
pub(crate) fn same_party(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() > 3 && short.split(' ').all(|word| long.split(' ').any(|other| other == word))
}
