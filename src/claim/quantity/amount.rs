//! The number itself with its unit: figures, words, ranges, duals, vague numbers, scores.

use super::{result, share, unit};
use crate::claim::number::{Cardinal, cardinal, figure, granularity};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Hit, Slot};
use crate::model::{Span, TokenKind};
use compact_str::CompactString;

/// A number with its unit, before approximators widen it.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// First token of number or unit.
    pub(super) from: usize,
    /// One past the number, before its unit.
    pub(super) number_to: usize,
    /// One past number and unit.
    pub(super) to: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Step of the stated value, in base units.
    pub(super) step: f64,
    pub(super) kind: Kind,
    pub(super) unit: Option<CompactString>,
    /// The thing counted, where the number is part of its word (a dual).
    pub(super) of: Option<(&'static str, Span)>,
    pub(super) digits: bool,
    pub(super) definite: bool,
}

/// What made the number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Stated,
    Range,
    Vague,
    Dual,
    Score,
    /// A fraction of a whole, which may be off by `slack` either way.
    Share {
        slack: f64,
    },
}

/// The amount that begins at token `at`.
pub(super) fn at(reading: &Reading, at: usize) -> Option<Amount> {
    let before = unit::before(reading, at);
    let number_at = before.as_ref().map_or(at, |u| u.to);
    let plain = share::at(reading, number_at)
        .filter(|_| before.is_none())
        .or_else(|| result::at(reading, number_at).filter(|_| before.is_none()))
        .or_else(|| measured_range(reading, at, number_at))
        .or_else(|| compound(reading, number_at))
        .or_else(|| score(reading, number_at))
        .or_else(|| range(reading, at, number_at))
        .or_else(|| stated(reading, number_at))
        .or_else(|| vague(reading, number_at))
        .or_else(|| if before.is_none() { dual(reading, number_at) } else { None })?;
    let mut amount = plain;
    match before {
        Some(found) => {
            amount.scale(found.factor, found.unit);
            amount.from = at;
        }
        None if amount.unit.is_none() && amount.kind != Kind::Score => unit::measure(reading, &mut amount),
        None => {}
    }
    Some(amount)
}

impl Amount {
    pub(super) fn new(from: usize, to: usize, low: f64, high: f64, kind: Kind) -> Self {
        Self {
            from,
            number_to: to,
            to,
            low,
            high,
            step: granularity(low),
            kind,
            unit: None,
            of: None,
            digits: false,
            definite: false,
        }
    }

    pub(super) fn scale(&mut self, factor: f64, unit: CompactString) {
        self.low *= factor;
        self.high *= factor;
        self.step *= factor;
        self.unit = Some(unit);
    }
}

fn stated(reading: &Reading, at: usize) -> Option<Amount> {
    if let Some(hyphenated) = hyphenated(reading, at) {
        return Some(hyphenated);
    }
    if let Some(mixed) = mixed_fraction(reading, at) {
        return Some(mixed);
    }
    let number = cardinal(reading, at)?;
    // "a hundred or so" in one phrase says more than its first word.
    let phrase = reading.hit(at, Slot::Vague).map_or(0, |h| h.words as usize);
    (phrase <= number.to - at).then(|| from_cardinal(reading, at, &number))
}

fn from_cardinal(reading: &Reading, at: usize, number: &Cardinal) -> Amount {
    // A number in brackets takes the first one with it, where it holds the second.
    let bracketed = at > 0 && (at..number.to).any(|inner| reading.is_mark(inner, ")"));
    let from = if bracketed { at - 1 } else { at };
    let mut amount = Amount::new(from, number.to, number.value, number.value, Kind::Stated);
    amount.digits = number.digits && !number.scaled;
    amount.definite = number.definite;
    amount
}

/// `8-1/2`: a whole number and a fraction of it, as prices and rates are written.
fn mixed_fraction(reading: &Reading, at: usize) -> Option<Amount> {
    let number = |n: usize| -> Option<f64> {
        let token = reading.tokens.get(n).filter(|t| t.kind == TokenKind::Number && t.folded.len() <= 3)?;
        token.folded.bytes().all(|b| b.is_ascii_digit()).then(|| token.folded.parse().ok())?
    };
    let joined = (1..=4).all(|n| reading.touches_previous(at + n));
    if !joined || !reading.is_mark(at + 1, "-") || !reading.is_mark(at + 3, "/") {
        return None;
    }
    let (whole, part, parts) = (number(at)?, number(at + 2)?, number(at + 4)?);
    let usual = [2.0, 3.0, 4.0, 5.0, 8.0, 16.0, 32.0, 64.0].contains(&parts);
    let mut amount = Amount::new(at, at + 5, whole + part / parts, whole + part / parts, Kind::Stated);
    amount.digits = true;
    (usual && part < parts && part > 0.0).then_some(amount)
}

/// `45-year-old`, `200-metre`: figures and their unit in one word.
fn hyphenated(reading: &Reading, at: usize) -> Option<Amount> {
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
    let (digits, rest) = token.folded.split_once('-')?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return None;
    }
    let (value, _) = figure(digits, reading.words.setting("decimal"))?;
    let mut amount = Amount::new(at, at + 1, value, value, Kind::Stated);
    if let Some(row) = reading.words.row(rest, Slot::Units) {
        amount.scale(row.cell(2).parse().ok()?, row.cell(1).into());
    } else {
        let row = reading.words.row(rest, Slot::Counted)?;
        amount.of = Some((row.key(), token.span));
    }
    Some(amount)
}

/// "3 hours and 10 minutes": amounts of one measure in falling units, added up.
fn compound(reading: &Reading, at: usize) -> Option<Amount> {
    let mut sum = measured(reading, at)?;
    let mut smallest = sum.1;
    let mut parts = 1;
    loop {
        let next = reading.joined(sum.0.to).unwrap_or(sum.0.to);
        if let Some((half, to)) = unit::half(reading, sum.0.to) {
            sum.0.low += half * smallest;
            sum.0.high += half * smallest;
            sum.0.to = to;
            sum.0.step = granularity(sum.0.low);
            return Some(sum.0);
        }
        let Some((part, factor)) = measured(reading, next) else { break };
        if part.unit != sum.0.unit || factor >= smallest {
            break;
        }
        sum.0.low += part.low;
        sum.0.high += part.high;
        sum.0.to = part.to;
        sum.0.step = part.step;
        smallest = factor;
        parts += 1;
    }
    (parts > 1).then_some(sum.0)
}

/// "Between a week and ten days": two amounts of one measure, each with a unit of its own.
fn measured_range(reading: &Reading, from: usize, at: usize) -> Option<Amount> {
    reading.hit_before(from, Slot::Approximators).filter(|(_, hit)| hit.row.cell(1) == "between")?;
    let (mut low, _) = measured(reading, at)?;
    let (high, _) = measured(reading, reading.joined(low.to)?)?;
    if low.unit != high.unit || low.low >= high.low {
        return None;
    }
    (low.high, low.to, low.number_to, low.step) = (high.high, high.to, high.number_to, high.step);
    low.kind = Kind::Range;
    Some(low)
}

/// A number and its unit, a dual unit, or a unit by itself; with the unit's factor.
fn measured(reading: &Reading, at: usize) -> Option<(Amount, f64)> {
    if let Some(hit) = unit::dual(reading, at) {
        let factor: f64 = hit.row.cell(2).parse().ok()?;
        let mut amount = Amount::new(at, at + hit.words as usize, 1.0, 1.0, Kind::Stated);
        amount.scale(factor, hit.row.cell(1).into());
        return Some((amount, factor / 2.0));
    }
    let (mut amount, next) = match cardinal(reading, at) {
        Some(number) => (from_cardinal(reading, at, &number), number.to),
        None => (Amount::new(at, at, 1.0, 1.0, Kind::Stated), at),
    };
    let hit = reading.hit(next, Slot::Units).filter(|h| h.row.cell(4) == "after")?;
    let factor: f64 = hit.row.cell(2).parse().ok()?;
    amount.scale(factor, hit.row.cell(1).into());
    amount.to = next + hit.words as usize;
    amount.number_to = next;
    Some((amount, factor))
}

/// "30-40", "3 to 4 million", "between 30 and 40".
fn range(reading: &Reading, from: usize, at: usize) -> Option<Amount> {
    let low = cardinal(reading, at)?;
    let between =
        reading.hit_before(from, Slot::Approximators).is_some_and(|(_, h)| h.row.cell(1) == "between");
    let unit_between = reading.hit(low.to, Slot::Units).map_or(low.to, |h| low.to + h.words as usize);
    let (next, dash) = connector(reading, low.to, between)
        .or_else(|| connector(reading, unit_between, between).filter(|_| unit_between > low.to))?;
    let next = reading.hit(next, Slot::Approximators).map_or(next, |h| next + h.words as usize);
    let next = unit::before(reading, next).map_or(next, |u| u.to);
    let high = cardinal(reading, next)?;
    if unit_between > low.to && !same_unit(reading, low.to, high.to) {
        return None;
    }
    let from_to = !between && !dash && reading.word_before(from, "from").is_some();
    let mut least = low.value;
    if high.scaled && !low.scaled && least < high.value {
        let scale = 1000f64.powf((high.value.log10() / 3.0 + 1e-9).floor());
        least = if least * scale < high.value { least * scale } else { least };
    }
    if from_to || least >= high.value || (dash && high.value > least * 100.0 && !between) {
        return None;
    }
    if dash && !between && low.digits && (looks_like_year(low.value) && looks_like_year(high.value)) {
        return None;
    }
    let mut amount = Amount::new(at, high.to, least, high.value, Kind::Range);
    amount.step = granularity(high.value);
    Some(amount)
}

/// A unit said with both ends of a range is the same unit.
fn same_unit(reading: &Reading, a: usize, b: usize) -> bool {
    let unit = |at: usize| reading.hit(at, Slot::Units).map(|h| h.row.cell(1));
    unit(a) == unit(b)
}

fn looks_like_year(value: f64) -> bool {
    (1800.0..=2199.0).contains(&value) && value.fract() == 0.0
}

/// What joins the two ends of a range; tells whether it is a dash.
fn connector(reading: &Reading, at: usize, between: bool) -> Option<(usize, bool)> {
    if reading.is_mark(at, "-–—~") {
        return Some((at + 1, true));
    }
    if between && let Some(next) = reading.joined(at).filter(|next| *next > at || starts_number(reading, at))
    {
        return Some((next, false));
    }
    let hit = reading.word(at, "to")?;
    Some((at + hit.words as usize, false))
}

fn starts_number(reading: &Reading, at: usize) -> bool {
    reading.hits(at).iter().any(|h| matches!(h.slot, Slot::Numbers | Slot::Multipliers))
}

/// Greatest side of a result; anything above is a range.
pub(super) const MOST_GOALS: f64 = 30.0;

/// "2-1" beside a word of winning, or where no range could be meant.
fn score(reading: &Reading, at: usize) -> Option<Amount> {
    let side = |n: usize| -> Option<f64> {
        let token = reading.tokens.get(n).filter(|t| t.kind == TokenKind::Number && t.folded.len() <= 3)?;
        token.folded.parse().ok()
    };
    let (ours, theirs) = (side(at)?, side(at + 2)?);
    let versus = reading.word(at + 1, "versus").is_some() && reading.word_before(at, "score").is_some();
    if !(versus || reading.is_mark(at + 1, "-–—:/")) || reading.is_mark(at + 3, "-–—:/") {
        return None;
    }
    let cue =
        (at.saturating_sub(SCORE_REACH)..at + 3 + SCORE_REACH).any(|n| reading.word(n, "score").is_some());
    let clock = reading.is_mark(at + 1, ":/");
    let falls = ours >= theirs;
    // "10-15 minutes of the match" is a range.
    let counts = reading.hits(at + 3).iter().any(|hit| matches!(hit.slot, Slot::Units | Slot::Counted));
    if counts && !falls && !reading.is_mark(at + 1, ":") {
        return None;
    }
    let small = ours <= MOST_GOALS && theirs <= MOST_GOALS;
    if !(cue && !reading.is_mark(at + 1, "/") && ours <= 200.0 && theirs <= 200.0 || falls && small && !clock)
    {
        return None;
    }
    let value = ours.max(theirs) * 1000.0 + ours.min(theirs);
    let mut amount = Amount::new(at, at + 3, value, value, Kind::Score);
    amount.unit = Some("score".into());
    Some(amount)
}

/// Tokens beside a result within which a word of winning shows what it is.
pub(super) const SCORE_REACH: usize = 6;

fn vague(reading: &Reading, at: usize) -> Option<Amount> {
    let hit = reading.hit(at, Slot::Vague)?;
    let (low, high) = (hit.row.cell(1).parse().ok()?, hit.row.cell(2).parse().ok()?);
    Some(Amount::new(at, at + hit.words as usize, low, high, Kind::Vague))
}

/// A noun in the dual: two of it.
fn dual(reading: &Reading, at: usize) -> Option<Amount> {
    if let Some(hit) = unit::dual(reading, at).filter(|_| !agrees_with_noun(reading, at)) {
        let mut amount = Amount::new(at, at + hit.words as usize, 1.0, 1.0, Kind::Dual);
        amount.scale(hit.row.cell(2).parse().ok()?, hit.row.cell(1).into());
        return Some(amount);
    }
    let in_dual = |h: &&Hit| h.slot == Slot::Counted && h.cut.has(Cut::DUAL) && !h.cut.has(Cut::ARTICLE);
    let hit = reading.hits(at).iter().find(in_dual).filter(|h| h.words == 1)?;
    // A noun whose plural is not listed apart may be in the sound plural, which can look the same.
    if hit.row.cell(3).is_empty() {
        return None;
    }
    let to = at + hit.words as usize;
    let mut amount = Amount::new(at, to, 2.0, 2.0, Kind::Dual);
    amount.of = Some((hit.row.key(), reading.span(at, to)));
    Some(amount)
}

/// An adjective behind a counted noun has its ending; then it is no dual of a unit that it looks like.
fn agrees_with_noun(reading: &Reading, at: usize) -> bool {
    let tail = |n: usize| -> Vec<char> { reading.tokens[n].folded.chars().rev().take(2).collect() };
    at > 0 && reading.hit(at - 1, Slot::Counted).is_some() && tail(at - 1) == tail(at)
}
