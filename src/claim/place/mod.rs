//! Places named in a sentence and how two of them stand to each other.
//!
//! Takes the tokens of a sentence, gives the places with their gazetteer id and what the name does there:
//! somebody is or something happens there, it stands for a government, it is part of a name, or it is an origin.
//! A place the gazetteer does not know is taken where a word for its kind stands before it ("the town of X").

mod gazetteer;
mod role;

use super::reading::Reading;
use super::vocabulary::{Cut, Hit, Slot};
use crate::model::{Lang, PlaceRef, PlaceRole, Token, TokenKind};
use compact_str::CompactString;

/// The places of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(text: &str, tokens: &[Token], lang: Lang) -> Vec<PlaceRef> {
    of(&Reading::new(text, tokens, lang))
}

/// The places of a sentence that is looked up already.
pub(super) fn of(reading: &Reading) -> Vec<PlaceRef> {
    let mut out: Vec<PlaceRef> = Vec::new();
    let mut last: Option<(usize, PlaceRole)> = None;
    let mut at = 0;
    while at < reading.len() {
        let found = known(reading, at, last).or_else(|| origin(reading, at)).or_else(|| unknown(reading, at));
        match found {
            Some((Some(place), to)) => {
                last = Some((to, place.role));
                out.push(place);
                at = to.max(at + 1);
            }
            Some((None, to)) => at = to.max(at + 1),
            None => at += 1,
        }
    }
    out
}

/// How two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceRelation {
    /// One and the same.
    Same,
    /// One lies in the other.
    PartOf,
    /// Both are known, of comparable level, and neither lies in the other.
    Disjoint,
    /// The gazetteer cannot tell.
    Unknown,
}

/// How `a` and `b` stand to each other, by the gazetteer; symmetric. Names that the gazetteer does not know are
/// the same where they are spelled the same, and unknown otherwise.
#[must_use]
pub fn relation(a: &PlaceRef, b: &PlaceRef) -> PlaceRelation {
    match (&a.id, &b.id) {
        (Some(a), Some(b)) => gazetteer::relation(a, b),
        _ if a.name == b.name => PlaceRelation::Same,
        _ => PlaceRelation::Unknown,
    }
}

/// The id of the country a known place lies in, itself for a country; `None` where that is disputed or unknown.
#[must_use]
pub fn country(id: &str) -> Option<&'static str> {
    gazetteer::country(id)
}

/// A place and the token after it; no place where the words are known to name something else.
type Found = (Option<PlaceRef>, usize);

fn known(reading: &Reading, at: usize, last: Option<(usize, PlaceRole)>) -> Option<Found> {
    // Names that take the article are listed with it: «السورية» is an adjective and not «سورية».
    let with_article = |h: &&Hit| h.slot == Slot::Places && !h.cut.has(Cut::ARTICLE);
    let hit = *reading.hits(at).iter().find(with_article)?;
    let to = at + hit.words as usize;
    if hit.row.cell(2) == "none" {
        return Some((None, to));
    }
    if !written_as_name(reading, at, to) || beaten_by_demonym(reading, at, &hit) {
        return None;
    }
    let role = role::of(reading, at, to, &hit, last);
    let sure = hit.row.cell(2) != "cue" || role::has_place_cue(reading, at, &hit);
    let id = CompactString::from(hit.row.cell(1));
    let name = name(reading, at, to);
    sure.then(|| (Some(PlaceRef { span: reading.span(at, to), id: Some(id), name, role }), to))
}

fn name(reading: &Reading, at: usize, to: usize) -> CompactString {
    let words: Vec<&str> = reading.tokens[at..to].iter().map(|t| &*t.folded).collect();
    words.join(" ").into()
}

/// In scripts with capitals a place name has one; short names are all capitals ("US", not "us").
fn written_as_name(reading: &Reading, at: usize, to: usize) -> bool {
    let written = reading.span(at, to).of(reading.text);
    let Some(first) = written.chars().find(|c| c.is_alphabetic()) else { return false };
    if first.is_lowercase() && !written.chars().any(char::is_uppercase) {
        return false;
    }
    let bare = written.split(['\'', '’']).next().unwrap_or(written);
    let short = bare.is_ascii() && bare.len() <= 2;
    !short || bare.chars().all(|c| c.is_ascii_uppercase())
}

/// «تركيًا» as an accusative adjective looks like «تركيا» once folded; the written ending tells them apart.
fn beaten_by_demonym(reading: &Reading, at: usize, hit: &Hit) -> bool {
    const TANWEEN: char = '\u{64B}';
    hit.words == 1 && reading.tokens[at].span.of(reading.text).contains(TANWEEN)
}

fn origin(reading: &Reading, at: usize) -> Option<Found> {
    let (row, words) = match reading.hit(at, Slot::Demonyms) {
        Some(hit) => (hit.row, hit.words),
        None => (accusative(reading, at)?, 1),
    };
    let to = at + words as usize;
    let span = reading.span(at, to);
    let id = CompactString::from(row.cell(1));
    Some((Some(PlaceRef { span, id: Some(id), name: name(reading, at, to), role: PlaceRole::Origin }), to))
}

/// The demonym under a written accusative ending that another name hides.
fn accusative(reading: &Reading, at: usize) -> Option<&'static crate::lexicon::Row> {
    let hit = reading.hit(at, Slot::Places).filter(|h| beaten_by_demonym(reading, at, h))?;
    let word = hit.row.key();
    let last = word.chars().next_back()?;
    reading.words.row(&word[..word.len() - last.len_utf8()], Slot::Demonyms)
}

/// "the town of X": a name after a word for a kind of place.
fn unknown(reading: &Reading, at: usize) -> Option<Found> {
    let (_, cue) = reading.hit_before(at, Slot::PlaceCues).filter(|(_, h)| h.row.cell(1) == "naming")?;
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
    let written = token.span.of(reading.text);
    let first = written.chars().next()?;
    let cased = first.is_uppercase() || first.is_lowercase();
    let usable = !reading.hits(at).iter().any(|h| !matches!(h.slot, Slot::Counted | Slot::Units))
        && token.folded.chars().count() > 2
        && if cased { first.is_uppercase() } else { reading.words.setting("names_uncased") == "yes" };
    if !usable || cue.cut.has(Cut::ARTICLE) {
        return None;
    }
    let mut to = at + 1;
    while cased
        && reading.tokens.get(to).is_some_and(|t| {
            t.kind == TokenKind::Word && t.span.of(reading.text).starts_with(char::is_uppercase)
        })
        && to < at + 3
    {
        to += 1;
    }
    let span = reading.span(at, to);
    Some((Some(PlaceRef { span, id: None, name: name(reading, at, to), role: PlaceRole::Location }), to))
}
