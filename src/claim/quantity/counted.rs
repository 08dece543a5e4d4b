//! What a number counts.
//!
//! The noun after it, past "of" and past adjectives of origin; where none follows, the noun that an earlier word
//! such as "number of" or a toll names; with a definite numeral the noun before it.

use super::Counted;
use super::amount::{Amount, Kind};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Hit, Slot};
use crate::lexicon;
use crate::model::TokenKind;
use compact_str::CompactString;

/// Words after a number within which its noun stands.
const AHEAD: usize = 4;
/// Words before a number within which a toll's noun stands, and within which "the number of" does.
const BEHIND: usize = 7;
const BEHIND_HEAD: usize = 14;

/// The thing that `amount` counts, looked for from token `to` on; a share needs "of" before its whole.
///
/// The number with the words that widen it begins at token `from`.
pub(super) fn thing(
    reading: &Reading,
    amount: &Amount,
    (from, to): (usize, usize),
    share: bool,
) -> Option<Counted> {
    if amount.definite && amount.from > 0 {
        return known_before(reading, amount.from);
    }
    let of = reading.word(to, "of");
    let start = of.map_or(to, |h| to + h.words as usize);
    if share && of.is_none() {
        return None;
    }
    if reading.word(start, "other").is_some() {
        return known_ahead(reading, start + 1, 2);
    }
    // Where ones stand before tens, as in Arabic, the noun stands straight after its number.
    let reach = if reading.words.units_first() && of.is_none() { 1 } else { AHEAD };
    known_ahead(reading, start, reach)
        .or_else(|| headed_behind(reading, start))
        .or_else(|| toll(reading, from))
        .or_else(|| crowd(reading, from))
        .or_else(|| one_before(reading, amount))
        .or_else(|| noun(reading, start))
}

fn known_ahead(reading: &Reading, start: usize, reach: usize) -> Option<Counted> {
    for at in start..(start + reach).min(reading.len()) {
        let hits = reading.hits(at);
        // A noun behind a written-on preposition or conjunction belongs to the next phrase («إلى مئة والوفيات إلى تسع»).
        let next = |h: &Hit| h.cut.has(Cut::PREPOSITION) || h.cut.has(Cut::CONJUNCTION);
        let noun = |h: &&Hit| h.slot == Slot::Counted && !next(h);
        if let Some(hit) = hits.iter().find(noun) {
            return Some(counted(reading, at, hit));
        }
        let linked = at > start && reading.word(at, "of").is_some();
        let ends = reading.tokens[at].kind != TokenKind::Word && !reading.is_mark(at, "\"«»“”'");
        if ends || !linked && reading.word(at, "stop").is_some() || reading.joined(at).is_some_and(|n| n > at)
        {
            return None;
        }
    }
    None
}

fn counted(reading: &Reading, at: usize, hit: &Hit) -> Counted {
    (CompactString::from(hit.row.key()), reading.span(at, at + hit.words as usize))
}

/// «ارتفع إلى 164 عدد المصابين»: the words that say what is counted stand behind the figure.
fn headed_behind(reading: &Reading, start: usize) -> Option<Counted> {
    let hit = reading.word(start, "number_of")?;
    let start = start + hit.words as usize;
    let start = reading.word(start, "of").map_or(start, |h| start + h.words as usize);
    known_ahead(reading, start, 2).or_else(|| noun(reading, start))
}

/// "A crowd of more than 35,000", "a crew of 14": those whom the noun before "of" gathers.
fn crowd(reading: &Reading, from: usize) -> Option<Counted> {
    let (of, _) = reading.word_before(from, "of")?;
    let (at, hit) = reading.hit_before(of, Slot::Counted)?;
    let gathers = hit.row.cell(2) == "person" && !hit.cut.has(Cut::PREPOSITION);
    gathers.then(|| counted(reading, at, &hit))
}

/// "The number of dead rose to 40", "the death toll reached 40".
fn toll(reading: &Reading, from: usize) -> Option<Counted> {
    for at in (from.saturating_sub(BEHIND_HEAD)..from).rev() {
        if reading.tokens[at].kind == TokenKind::Number || reading.is_mark(at, ".؛;") {
            return None;
        }
        let far = from - at > BEHIND;
        // Far from its figure a head needs a word that leads to it ("the number of … rose to 40").
        let led = !far || reading.word_before(from, "to").is_some();
        if let Some(hit) = reading.word(at, "number_of").filter(|_| led) {
            let start = at + hit.words as usize;
            let start = reading.word(start, "of").map_or(start, |h| start + h.words as usize);
            return known_ahead(reading, start, 2).or_else(|| noun(reading, start));
        }
        let state = reading.hits(at).iter().find(|h| h.slot == Slot::Counted && h.row.cell(2) == "state");
        if let Some(hit) = state.filter(|_| !far && reading.word_before(from, "to").is_some()) {
            return Some(counted(reading, at, hit));
        }
    }
    None
}

/// "one person" where the numeral follows its noun.
fn one_before(reading: &Reading, amount: &Amount) -> Option<Counted> {
    if amount.low != 1.0 && amount.low != 2.0 || amount.digits || !reading.words.units_first() {
        return None;
    }
    known_before(reading, amount.from)
}

fn known_before(reading: &Reading, from: usize) -> Option<Counted> {
    let (at, hit) = reading.hit_before(from, Slot::Counted)?;
    Some(counted(reading, at, &hit))
}

/// The next content word, by its light stem.
pub(super) fn noun(reading: &Reading, start: usize) -> Option<Counted> {
    let after_origin = |at: usize| reading.hit(at, Slot::Demonyms).map_or(at, |h| at + h.words as usize);
    let at = if reading.words.units_first() { start } else { after_origin(start) };
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
    let common = lexicon::of(reading.lang).is_some_and(|words| {
        ["stopwords", "function_words"].iter().any(|name| words.table(name).has(&token.folded))
    });
    let function = common
        || reading.word(at, "stop").is_some()
        || reading.word(at, "and").is_some()
        || begins_another(reading, at)
        || reading.word(at, "to").is_some()
        || reading
            .hits(at)
            .iter()
            .any(|h| matches!(h.slot, Slot::RelativeTime | Slot::Approximators | Slot::Numbers));
    (!function && token.folded.chars().count() > 2).then(|| (token.stem.clone(), token.span))
}

/// Whether a conjunction is written onto a common noun («بنسبة 3.1 وقطاع البنوك»): what a number counts does not open
/// with one.
fn begins_another(reading: &Reading, at: usize) -> bool {
    let word = reading.tokens[at].folded.as_str();
    let Some(shares) = lexicon::of(reading.lang).map(|words| words.table("word_shares")) else {
        return false;
    };
    !shares.has(word) && reading.words.without_conjunction(word).any(|rest| shares.has(rest))
}

/// Whether a number is worth keeping: "one" and definite numerals only with the thing they count, a bare
/// figure that may be a year only with a thing that is known to be counted or an approximator.
pub(super) fn enough(amount: &Amount, counts: bool, approximated: bool) -> bool {
    let bare = amount.unit.is_none() && amount.kind == Kind::Stated;
    if !bare {
        return true;
    }
    if amount.definite || !amount.digits && amount.low <= 1.0 {
        return counts;
    }
    let year = amount.digits && amount.low.fract() == 0.0 && (1900.0..=2100.0).contains(&amount.low);
    !year || counts || approximated
}
