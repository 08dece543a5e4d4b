//! Cardinal numbers, in digits and in words.
//!
//! Takes a reading and a token, gives the value of the number that begins there and where it ends. Knows the
//! grammar that numerals share (slots of ones, tens and hundreds below a multiplier, added in falling order, or
//! ones before tens where the language does so); the words and the switches are the lexicon's. Says no word of
//! what is counted.

mod figure;
mod sum;

use super::reading::Reading;
use super::vocabulary::{Cut, Hit, Slot};
use crate::model::TokenKind;
use figure::digits;
pub(super) use figure::figure;
use sum::Sum;

/// A number as it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cardinal {
    /// One past its last token.
    pub(super) to: usize,
    pub(super) value: f64,
    /// Written in digits, at least in part.
    pub(super) digits: bool,
    /// A multiplier word (thousand, million) belongs to it.
    pub(super) scaled: bool,
    /// The definite article stands before it ("the three soldiers", in languages that write it on).
    pub(super) definite: bool,
}

/// The greatest power of ten that divides `value`; below one for fractions.
pub(super) fn granularity(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 1.0;
    }
    let mut step = 1e-3;
    while step < 1e18 && ((value / (step * 10.0)).round() * step * 10.0 - value).abs() < step * 1e-6 {
        step *= 10.0;
    }
    step
}

/// The number that begins at token `at`.
pub(super) fn cardinal(reading: &Reading, at: usize) -> Option<Cardinal> {
    let mut sum = Sum::default();
    let mut to = at;
    let mut digits = false;
    let mut definite = false;
    // Where the number stood before a joined item: "3 million and 4 million" are two numbers.
    let mut before_joined: Option<(Sum, usize)> = None;
    loop {
        let conjunction = if to == at { None } else { reading.joined(to) };
        let item_at = conjunction.unwrap_or(to);
        let joined = conjunction.is_some();
        let Some((item, next)) = item(reading, item_at) else { break };
        if joined {
            before_joined = Some((sum, to));
        }
        if !sum.take(reading, item, joined) {
            if let (Item::Multiplier { .. }, Some((before, end))) = (item, before_joined) {
                (sum, to) = (before, end);
            }
            break;
        }
        digits |= matches!(item, Item::Digits { .. });
        definite |= to == at && reading.hits(at).first().is_some_and(|h| h.cut.has(Cut::ARTICLE));
        to = next;
    }
    let value = sum.value()?;
    if let Some(behind) =
        behind_bracket(reading, at, to).filter(|_| digits && !sum.last_multiplier.is_finite())
    {
        to = behind;
        if let Some((item @ Item::Multiplier { .. }, next)) = item(reading, to)
            && sum.take(reading, item, false)
        {
            to = next;
        }
    }
    let value = sum.value().unwrap_or(value);
    Some(Cardinal { to, value, digits, scaled: sum.last_multiplier.is_finite(), definite })
}

/// Past the bracket behind a figure that stands in brackets, where what it counts or multiplies follows:
/// «(100) ألف ريال».
fn behind_bracket(reading: &Reading, at: usize, to: usize) -> Option<usize> {
    let bracketed = at > 0 && reading.is_mark(at - 1, "(") && to < reading.len() && reading.is_mark(to, ")");
    let known = |h: &Hit| {
        matches!(h.slot, Slot::Multipliers | Slot::Units | Slot::Counted) && !h.cut.has(Cut::ARTICLE)
    };
    (bracketed && to + 1 < reading.len() && reading.hits(to + 1).iter().any(known)).then_some(to + 1)
}

/// One piece of a number.
#[derive(Debug, Clone, Copy)]
enum Item {
    Digits { value: f64, decimal: Option<f64> },
    Word(f64),
    Multiplier { value: f64, plural: bool },
    Half(f64),
}

fn item(reading: &Reading, at: usize) -> Option<(Item, usize)> {
    let token = reading.tokens.get(at)?;
    match token.kind {
        TokenKind::Number => {
            let (value, decimal, to) = digits(reading, at)?;
            Some((Item::Digits { value, decimal }, to))
        }
        TokenKind::Word => {
            let hit =
                reading.hits(at).iter().find(|h| matches!(h.slot, Slot::Numbers | Slot::Multipliers))?;
            let value: f64 = hit.row.cell(1).parse().ok()?;
            let item = match (hit.slot, hit.row.cell(2)) {
                (Slot::Multipliers, "dual") if stands_for_two(reading, at) => {
                    Item::Multiplier { value: 2.0 * value, plural: false }
                }
                (Slot::Multipliers, form) => Item::Multiplier { value, plural: form == "plural" },
                (_, "half") => Item::Half(value),
                _ => Item::Word(value),
            };
            Some((item, at + hit.words as usize))
        }
        _ => None,
    }
}

/// Whether a multiplier whose form may be a dual is one: no number stands before it, and right behind it what it counts,
/// which the same form of one thing does not take.
fn stands_for_two(reading: &Reading, at: usize) -> bool {
    let counted = at + 1 < reading.len()
        && reading.hits(at + 1).iter().any(|h| matches!(h.slot, Slot::Units | Slot::Counted));
    let number = |h: &Hit| matches!(h.slot, Slot::Numbers | Slot::Multipliers);
    let before = at.checked_sub(1).is_some_and(|before| {
        let digits = reading.tokens.get(before).is_some_and(|token| token.kind == TokenKind::Number);
        digits || reading.hits(before).iter().any(number)
    });
    counted && !before
}
