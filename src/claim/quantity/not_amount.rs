//! Figures that are no amounts: clock times, fractions of dates, list and telephone numbers, designations.

use super::amount::{Amount, Kind};
use crate::claim::reading::Reading;
use crate::claim::time::expr::relative;
use crate::claim::vocabulary::Slot;
use crate::model::TokenKind;

/// Past a stretch of figures at `at` that is no amount, where there is one.
pub(super) fn skip(reading: &Reading, at: usize) -> Option<usize> {
    // "The twelfth" counts nothing, though its last word by itself is ten.
    if let Some(ordinal) = reading.hit(at, Slot::Ordinals).filter(|hit| hit.words > 1) {
        return Some(at + ordinal.words as usize);
    }
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    clock(reading, at)
        .or_else(|| slashed(reading, at))
        .or_else(|| list_number(reading, at))
        .or_else(|| telephone(reading, at, &token.folded))
}

/// `12:40`, and hours beside a word of the clock.
fn clock(reading: &Reading, at: usize) -> Option<usize> {
    let number = |n: usize| reading.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
    let mut to = at + 1;
    let mut colon = false;
    // No minutes are written with one figure ("3:1").
    let minutes = |n: usize| reading.tokens.get(n).is_some_and(|token| token.folded.len() >= 2);
    while reading.is_mark(to, ":")
        && reading.touches_previous(to)
        && number(to + 1)
        && (colon || minutes(to + 1))
    {
        to += 2;
        colon = true;
    }
    let small = reading.tokens[at].folded.len() <= 5;
    let meridiem = relative(reading, to, "meridiem").map(|(hit, _)| to + hit.words as usize);
    if small && let Some(after) = meridiem {
        let minutes =
            reading.tokens.get(after).is_some_and(|t| t.kind == TokenKind::Number && t.folded.len() == 2);
        return Some(after + usize::from(minutes));
    }
    let worded = reading.words.setting("clock_word") == "yes"
        && (1..=3).any(|back| {
            at >= back && relative(reading, at - back, "clock").is_some_and(|(h, _)| h.words as usize == back)
        });
    let scored = reading.word_before(at, "score").is_some();
    ((colon && !scored) || (small && worded)).then_some(to)
}

/// `3/4`, `2016/17`, `24/7`.
fn slashed(reading: &Reading, at: usize) -> Option<usize> {
    let number = |n: usize| reading.tokens.get(n).is_some_and(|t| t.kind == TokenKind::Number);
    let mut to = at + 1;
    while reading.is_mark(to, "/") && reading.touches_previous(to) && number(to + 1) {
        to += 2;
    }
    (to > at + 1).then_some(to)
}

/// A number before the first word, set off by a mark.
fn list_number(reading: &Reading, at: usize) -> Option<usize> {
    let short = reading.tokens[at].folded.len() <= 2;
    let closes =
        reading.is_mark(at + 1, ".)") || reading.is_mark(at + 1, "-–") && !reading.touches_previous(at + 1);
    let number_next = reading.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number);
    (at == 0 && short && closes && reading.len() > 3 && !number_next).then_some(at + 2)
}

/// Digits in a row that nobody counts with: a leading zero, a plus before, eight digits without a separator.
fn telephone(reading: &Reading, at: usize, figures: &str) -> Option<usize> {
    let digits = figures.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == figures.len();
    let leading_zero = plain && digits > 2 && figures.starts_with('0');
    let plus = at > 0 && reading.is_mark(at - 1, "+") && reading.touches_previous(at) && digits >= 2;
    let counts = reading.hits(at + 1).iter().any(|h| matches!(h.slot, Slot::Units | Slot::Counted));
    let long = plain && digits >= 8 && !counts;
    if !(leading_zero || plus || long) {
        return None;
    }
    let mut to = at + 1;
    while reading.tokens.get(to).is_some_and(|t| t.kind == TokenKind::Number)
        || reading.is_mark(to, "-–()")
            && reading.tokens.get(to + 1).is_some_and(|t| t.kind == TokenKind::Number)
    {
        to += 1;
    }
    Some(to)
}

/// Whether the number is part of a name: `Resolution 2254`, `Flight 370`, `Article 5`, the Twenty.
pub(super) fn is_name(reading: &Reading, amount: &Amount) -> bool {
    if matches!(amount.kind, Kind::Dual | Kind::Vague | Kind::Score) {
        return false;
    }
    let open = usize::from(amount.from > 0 && reading.is_mark(amount.from - 1, "(#№"));
    if open == 1 && reading.is_mark(amount.from - 1, "#№") {
        return true;
    }
    let end = amount.from - open;
    let counts =
        amount.unit.is_some() || amount.of.is_some() || reading.hit(amount.to, Slot::Counted).is_some();
    let dash = end > 1 && reading.is_mark(end - 1, "-–.");
    let named_at =
        if dash && reading.touches_previous(end - 1) | reading.touches_previous(end) { end - 1 } else { end };
    match reading.hit_before(named_at, Slot::Designators).map(|(_, h)| h.row.cell(1)) {
        Some("always") => true,
        Some("title") => !counts,
        Some("hyphen") => dash,
        _ => after_name(reading, amount) || !counts && foreign_name(reading, end),
    }
}

/// The word before the figure is a name in Latin letters inside a text of another script ("Surface Pro 3").
fn foreign_name(reading: &Reading, end: usize) -> bool {
    let before = end.checked_sub(1).and_then(|at| reading.tokens.get(at));
    reading.words.setting("names_uncased") == "yes"
        && before.is_some_and(|word| {
            word.kind == TokenKind::Word
                && word.span.of(reading.text).starts_with(|c: char| c.is_ascii_uppercase())
        })
}

/// The word that follows makes a name of the figure ("2030 Agenda").
fn after_name(reading: &Reading, amount: &Amount) -> bool {
    amount.digits && reading.hit_of(amount.to, Slot::Designators, "after").is_some()
}
