//! The time of day in a date, with its zone.

use super::token::Token;
use super::{date_word, time};
use jiff::civil::Time;

/// A time of day.
pub(super) struct Clock {
    pub(super) time: Time,
    /// Whether it states seconds.
    pub(super) seconds: bool,
    /// Minutes east of UTC.
    pub(super) offset: Option<i32>,
}

/// Takes the time of day and its zone out of `tokens`.
pub(super) fn take_clock(tokens: &mut Vec<Token>) -> Option<Clock> {
    if let Some(clock) = take_compact_clock(tokens) {
        return Some(clock);
    }
    let at = tokens.windows(3).position(|w| match w {
        [Token::Number(h), Token::Mark(':') | Token::Mark('.'), Token::Number(m)] if is_colon(&w[1]) => {
            h.digits.len() <= 2 && m.digits.len() == 2
        }
        [Token::Number(h), Token::Word(letter), Token::Number(m)] => {
            letter == "h" && h.digits.len() <= 2 && m.digits.len() == 2
        }
        _ => false,
    })?;
    let (Token::Number(hour), Token::Number(minute)) = (&tokens[at], &tokens[at + 2]) else { return None };
    let (mut hour, minute) = (hour.value, minute.value);
    let mut end = at + 3;
    let mut second = None;
    if let (Some(Token::Mark(':')), Some(Token::Number(s))) = (tokens.get(end), tokens.get(end + 1))
        && s.digits.len() == 2
    {
        second = Some(s.value);
        end += 2;
        if let (Some(Token::Mark('.' | ',')), Some(Token::Number(_))) = (tokens.get(end), tokens.get(end + 1))
        {
            end += 2;
        }
    }
    if let Some((half, after)) = half_of_day(tokens, end) {
        hour = hour % 12 + half * 12;
        end = after;
    }
    let (offset, end) = zone(tokens, end);
    // A single letter T joins date and time.
    let start = if at > 0 && matches!(&tokens[at - 1], Token::Word(w) if w == "t") { at - 1 } else { at };
    let time = time(hour, minute, second.unwrap_or(0))?;
    tokens.drain(start..end);
    Some(Clock { time, seconds: second.is_some(), offset })
}

/// Which half of the day is named at `at`, and where the name ends; `p.m.` is one word.
fn half_of_day(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    if let Some(half) = date_word(word, "half") {
        return Some((half, at + 1));
    }
    let [Token::Mark('.'), Token::Word(second), rest @ ..] = tokens.get(at + 1..)? else { return None };
    let half = date_word(&format!("{word}{second}"), "half")?;
    Some((half, at + 3 + usize::from(rest.first() == Some(&Token::Mark('.')))))
}

fn is_colon(token: &Token) -> bool {
    *token == Token::Mark(':')
}

/// `20210929T121500Z`: leaves the day, takes the rest.
fn take_compact_clock(tokens: &mut Vec<Token>) -> Option<Clock> {
    let [Token::Number(day), Token::Word(t), Token::Number(clock), ..] = tokens.as_slice() else {
        return None;
    };
    if day.digits.len() != 8 || t != "t" || !matches!(clock.digits.len(), 4 | 6) {
        return None;
    }
    let seconds = clock.digits.len() == 6;
    let value = if seconds { clock.value } else { clock.value * 100 };
    let time = time(value / 10_000, value / 100 % 100, value % 100)?;
    let (offset, end) = zone(tokens, 3);
    tokens.drain(1..end);
    Some(Clock { time, seconds, offset })
}

/// The offset from UTC in minutes that stands at `at`, and where it ends.
fn zone(tokens: &[Token], at: usize) -> (Option<i32>, usize) {
    let (mut at, mut offset) = (at, None);
    if let Some(Token::Word(word)) = tokens.get(at) {
        let pair = match tokens.get(at + 1) {
            Some(Token::Word(next)) => date_word(&format!("{word} {next}"), "zone"),
            _ => None,
        };
        if let Some(minutes) = pair.or_else(|| date_word(word, "zone")) {
            (at, offset) = (at + 1 + usize::from(pair.is_some()), Some(minutes as i32));
        }
    }
    let bracket = usize::from(matches!(tokens.get(at), Some(Token::Mark('('))));
    let sign = match tokens.get(at + bracket) {
        Some(Token::Mark('+')) => 1,
        Some(Token::Mark('-' | '\u{2212}')) => -1,
        _ => return (offset, at),
    };
    let Some(Token::Number(number)) = tokens.get(at + bracket + 1) else { return (offset, at) };
    let minutes = match (number.digits.len(), tokens.get(at + bracket + 2), tokens.get(at + bracket + 3)) {
        (1 | 2, Some(Token::Mark(':')), Some(Token::Number(m))) => {
            at += 2;
            number.value * 60 + m.value
        }
        (1 | 2, ..) => number.value * 60,
        (4, ..) => number.value / 100 * 60 + number.value % 100,
        _ => return (offset, at),
    };
    if minutes > 18 * 60 {
        return (offset, at);
    }
    (Some(sign * minutes as i32), at + bracket + 2)
}
