//! Dates in figures: 2024-05-15, 15.5.2024, 5/15/2024, 6/11/1445.

use super::date::era;
use super::expr::{When, Written};
use crate::claim::reading::Reading;
use crate::model::TokenKind;

/// Three figures with the same mark between them.
pub(super) fn figures(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let parts: Vec<&str> = token.folded.split('.').collect();
    if parts.len() == 3 {
        let when = from_figures(parts[0], parts[1], parts[2])?;
        return Some(era(reading, when, at + 1));
    }
    let mark = reading.mark(at + 1).filter(|m| matches!(*m, "/" | "-" | "–"))?;
    if reading.mark(at + 3) != Some(mark) || !(1..=4).all(|n| reading.touches_previous(at + n)) {
        return None;
    }
    let number = |n: usize| reading.tokens.get(n).filter(|t| t.kind == TokenKind::Number).map(|t| &*t.folded);
    let when = from_figures(number(at)?, number(at + 2)?, number(at + 4)?)?;
    Some(era(reading, when, at + 5))
}

fn from_figures(a: &str, b: &str, c: &str) -> Option<When> {
    let small = |s: &str| s.parse::<u8>().ok().filter(|_| s.len() <= 2);
    let year = |s: &str| s.parse::<i16>().ok().filter(|y| s.len() == 4 && (1300..=2199).contains(y));
    let (first, second, y) = match (year(a), year(c)) {
        (Some(y), None) => {
            let (month, day) = (small(b)?, small(c)?);
            let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
            return fits.then_some(When::Date(whole(y, month, day)));
        }
        (None, Some(y)) => (small(a)?, small(b)?, y),
        _ => return None,
    };
    match (first, second) {
        (13..=31, 1..=12) => Some(When::Date(whole(y, second, first))),
        (1..=12, 13..=31) => Some(When::Date(whole(y, first, second))),
        (1..=12, 1..=12) if first == second || y <= 1500 => Some(When::Date(whole(y, second, first))),
        (1..=12, 1..=12) => Some(When::Either { first, second, year: y }),
        _ => None,
    }
}

fn whole(year: i16, month: u8, day: u8) -> Written {
    Written {
        hijri: year <= 1500,
        year: Some(year),
        month: Some(month),
        day: Some(day),
        ..Written::default()
    }
}
