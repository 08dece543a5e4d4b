//! Years by themselves, and what may stand behind a year.

use super::date::era;
use super::expr::{When, Written, relative, year_value};
use super::part::parts_follow;
use crate::claim::reading::Reading;
use crate::claim::vocabulary::Slot;
use crate::model::{Token, TokenKind};

/// Past the word for year after its figure, in languages that write it there.
pub(super) fn year_end(reading: &Reading, at: usize) -> usize {
    relative(reading, at, "year_after").map_or(at, |(h, _)| at + h.words as usize)
}

/// A year by itself: after the word for year or a preposition of time.
pub(super) fn year(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (first, start) = if let Some(year) = year_value(reading, at) {
        (year, at)
    } else {
        let (hit, _) = relative(reading, at, "year")?;
        let start = at + hit.words as usize;
        (year_value(reading, start)?, start)
    };
    let mut to = start + 1;
    let suffixed = suffix_end(reading, to);
    to = suffixed.unwrap_or(to);
    let mut date = Written { year: Some(first), hijri: first <= 1500, ..Written::default() };
    if reading.is_mark(to, "-–—/") && reading.touches_previous(to) && reading.touches_previous(to + 1) {
        let last = reading.tokens.get(to + 1).and_then(|t| short_year(&t.folded, first));
        if let Some(last) = last {
            date.until_year = Some(last);
            to += 2;
        }
    }
    let between =
        reading.hit_before(at, Slot::Approximators).is_some_and(|(_, h)| h.row.cell(1) == "between");
    let joined = reading.joined(to).filter(|_| between);
    if let Some(next) = joined.or_else(|| reading.word(to, "to").map(|h| to + h.words as usize))
        && let Some(last) = year_value(reading, next).filter(|last| *last > first)
    {
        date.until_year = Some(last);
        to = next + 1;
    }
    let after = year_end(reading, to);
    let named = start > at
        || after > to
        || date.until_year.is_some()
        || suffixed.is_some()
        || parts_follow(reading) && relative(reading, to, "part").is_some()
        || part_before(reading, at)
        || stands_bare(reading, at, to);
    let (when, end) = era(reading, When::Date(date), after);
    let named = named
        || end > after
        || reading.word_before(at, "in_time").is_some() && !counts_something(reading, to);
    (named && (start > at || !counts_something(reading, to) || after > to)).then_some((when, end))
}

/// «2019'da»: past the case ending that an apostrophe sets off.
fn suffix_end(reading: &Reading, at: usize) -> Option<usize> {
    let quote = reading.is_mark(at, "'’") && reading.touches_previous(at) && reading.touches_previous(at + 1);
    (quote && relative(reading, at + 1, "year_suffix").is_some()).then_some(at + 2)
}

/// „Er wurde 2019 gewählt“: a year needs no word before it, where nouns, the only thing that a figure could count, begin with
/// a capital letter.
fn stands_bare(reading: &Reading, at: usize, to: usize) -> bool {
    let lower = |token: &Token| token.span.of(reading.text).starts_with(char::is_lowercase);
    let before = at == 0 || reading.tokens.get(at - 1).is_some_and(lower);
    let figure_led = at > 0
        && (reading.hits(at - 1).iter().any(|h| matches!(h.slot, Slot::Approximators | Slot::Designators))
            || reading.word(at - 1, "lasting").is_some());
    reading.words.setting("nouns_capital") == "yes"
        && before
        && !figure_led
        && reading.tokens.get(to).is_some_and(|next| next.kind == TokenKind::Word && lower(next))
}

fn part_before(reading: &Reading, at: usize) -> bool {
    (1..=4).any(|back| {
        at >= back && relative(reading, at - back, "part").is_some_and(|(h, _)| h.words as usize == back)
    })
}

/// Whether what follows a figure shows that it counts. A participle that has a count of its own behind it is a verb ("in 2016
/// killed 14 people").
pub(super) fn counts_something(reading: &Reading, at: usize) -> bool {
    let number = |at: usize| {
        reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
            || reading.hits(at).iter().any(|h| matches!(h.slot, Slot::Numbers | Slot::Approximators))
    };
    reading.hits(at).iter().any(|h| match h.slot {
        Slot::Counted => !number(at + h.words as usize),
        slot => matches!(slot, Slot::Multipliers | Slot::Units),
    })
}

fn short_year(text: &str, first: i16) -> Option<i16> {
    let value: i16 = text.parse().ok()?;
    let full = match text.len() {
        4 => value,
        2 => first / 100 * 100 + value,
        _ => return None,
    };
    (full > first && full - first <= 50).then_some(full)
}

/// Ten years by their first: "the 1990s", «1990'larda».
pub(super) fn decade_of(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let first = year_value(reading, at).filter(|year| year % 10 == 0)?;
    let mark = reading.is_mark(at + 1, "'’") && reading.touches_previous(at + 1);
    let end = if mark { at + 2 } else { at + 1 };
    let (hit, _) = relative(reading, end, "decade_end").filter(|_| reading.touches_previous(end))?;
    Some((When::Decade { first }, end + hit.words as usize))
}
