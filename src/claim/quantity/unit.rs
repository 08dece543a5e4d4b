//! Units of measure and money beside a number.

use super::amount::{Amount, Kind};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Hit, Slot};
use compact_str::CompactString;

/// A unit that stands before its number ("$5").
pub(super) struct Before {
    pub(super) unit: CompactString,
    pub(super) factor: f64,
    pub(super) to: usize,
}

/// The unit at `at`, where a number follows it.
pub(super) fn before(reading: &Reading, at: usize) -> Option<Before> {
    let hit = reading.hit(at, Slot::Units).filter(|h| matches!(h.row.cell(4), "before" | "both"))?;
    let to = at + hit.words as usize;
    crate::claim::number::cardinal(reading, to)?;
    let row = hit.row;
    Some(Before { unit: row.cell(1).into(), factor: row.cell(2).parse().ok()?, to })
}

/// A unit in the dual, which needs no number.
pub(super) fn dual(reading: &Reading, at: usize) -> Option<Hit> {
    let in_dual = |h: &&Hit| h.slot == Slot::Units && h.row.cell(4) == "dual" && !h.cut.has(Cut::ARTICLE);
    reading.hits(at).iter().find(in_dual).copied()
}

/// "and a half" at `at`, with the token after it; the unit may be said again ("an hour and half the hour").
pub(super) fn half(reading: &Reading, at: usize) -> Option<(f64, usize)> {
    let next = reading.joined(at)?;
    let hit = reading.hits(next).iter().find(|h| h.slot == Slot::Numbers && h.row.cell(2) == "half")?;
    let mut to = next + hit.words as usize;
    if let Some(again) = reading.hits(to).iter().find(|h| h.slot == Slot::Units && h.cut.has(Cut::ARTICLE)) {
        to += again.words as usize;
    }
    Some((hit.row.cell(1).parse().ok()?, to))
}

/// Adds the unit that follows the number, and makes an age of it where the words around do.
pub(super) fn measure(reading: &Reading, amount: &mut Amount) {
    let at = amount.number_to;
    let linked = if amount.kind == Kind::Vague || amount.low >= 1000.0 {
        reading.word(at, "of").map_or(at, |h| at + h.words as usize)
    } else {
        at
    };
    let adjective = linked + usize::from(reading.hit(linked, Slot::Demonyms).is_some());
    let after = |at: usize| {
        let hit = reading.hit(at, Slot::Units).filter(|h| matches!(h.row.cell(4), "after" | "both"));
        hit.filter(|h| !is_of_many_decades(h, amount)).map(|h| (at, h))
    };
    let Some((at, hit)) = after(at).or_else(|| after(linked)).or_else(|| after(adjective)) else {
        if !shared(reading, amount) {
            bare_age(reading, amount);
        }
        return;
    };
    let Ok(factor) = hit.row.cell(2).parse::<f64>() else { return };
    amount.to = at + hit.words as usize;
    let unit = currency(reading, hit.row.cell(1), at, amount);
    amount.scale(factor, unit);
    if amount.unit.as_deref() == Some("month") && factor == 12.0 && is_age(reading, amount) {
        amount.scale(1.0 / 12.0, "age_year".into());
    }
}

/// Months of a decade, and decades beyond which centuries are counted.
const DECADE: f64 = 120.0;
const MANY_DECADES: f64 = 10.0;

/// Whether a unit is of decades and the number too great for them: «190 ألف عقد» are contracts.
fn is_of_many_decades(hit: &Hit, amount: &Amount) -> bool {
    let decade = hit.row.cell(1) == "month" && hit.row.cell(2).parse::<f64>().is_ok_and(|n| n >= DECADE);
    decade && amount.low > MANY_DECADES
}

/// "from 15 to 30 km": the first number has the second's unit.
fn shared(reading: &Reading, amount: &mut Amount) -> bool {
    let Some(to) = reading.word(amount.number_to, "to") else { return false };
    let next = amount.number_to + to.words as usize;
    let Some(second) = crate::claim::number::cardinal(reading, next) else { return false };
    let Some(hit) = reading.hit(second.to, Slot::Units).filter(|h| matches!(h.row.cell(4), "after" | "both"))
    else {
        return false;
    };
    let Ok(factor) = hit.row.cell(2).parse::<f64>() else { return false };
    amount.scale(factor, hit.row.cell(1).into());
    true
}

/// Tokens before a number within which a word of earthquakes makes a magnitude of its degrees.
const QUAKE_REACH: usize = 8;

/// The unit, narrowed by a demonym beside the name of a shared currency.
fn currency(reading: &Reading, unit: &str, at: usize, amount: &mut Amount) -> CompactString {
    let own_country = match unit {
        "usd" => "us",
        "rial" | "pound" | "lira" | "dirham" | "dinar" | "rupee" | "franc" | "krona" | "peso" => "",
        "degree" if (at.saturating_sub(QUAKE_REACH)..at).any(|n| reading.word(n, "quake").is_some()) => {
            return "magnitude".into();
        }
        _ => return unit.into(),
    };
    let after = reading.hit(amount.to, Slot::Demonyms);
    let before = if at > amount.number_to { reading.hit(at - 1, Slot::Demonyms) } else { None };
    let Some(country) = after.or(before).map(|h| h.row.cell(1)) else { return unit.into() };
    if let Some(hit) = after {
        amount.to += hit.words as usize;
    }
    if country == own_country {
        return unit.into();
    }
    let family = if unit == "usd" { "dollar" } else { unit };
    compact_str::format_compact!("{family}_{country}")
}

/// Tokens before a number within which a word of age bears on it.
const AGE_REACH: usize = 3;

/// Years are an age after a word of age, or alone between marks behind a name.
fn is_age(reading: &Reading, amount: &Amount) -> bool {
    age_word(reading, amount.from) || between_marks(reading, amount.from, amount.to)
}

fn age_word(reading: &Reading, at: usize) -> bool {
    (at.saturating_sub(AGE_REACH)..at).any(|n| reading.word(n, "age").is_some())
}

fn between_marks(reading: &Reading, from: usize, to: usize) -> bool {
    from > 1
        && reading.is_mark(from - 1, "(،,-–—")
        && (to >= reading.len() || reading.is_mark(to, ")،,-–—\"”»."))
}

/// "aged 33" and ", 33," behind a name written with a capital.
fn bare_age(reading: &Reading, amount: &mut Amount) {
    let (from, to) = (amount.from, amount.to);
    let plausible = amount.digits && amount.low.fract() == 0.0 && (1.0..=120.0).contains(&amount.low);
    if !plausible || amount.kind != Kind::Stated {
        return;
    }
    let named = from > 1
        && reading.is_mark(from - 1, ",(")
        && reading.is_mark(to, ",)")
        && reading.tokens[from - 2].span.of(reading.text).starts_with(char::is_uppercase);
    let worded =
        from > 0 && reading.word(from - 1, "age").is_some() || reading.word_before(from, "age").is_some();
    if named || worded {
        amount.scale(1.0, "age_year".into());
    }
}
