//! Dates of publication as machines and people write them.
//!
//! Takes one value of a date column, a URL or a file name; gives a [`Published`]. Months and the words
//! around a clock come from the tables `months` of each language and `common/date_words`.

mod clock;
mod token;

use self::clock::take_clock;
use self::token::{Number, Token, tokens};
use super::columns::fold_name;
use crate::lexicon;
use crate::model::{DatePrecision, DateSource, Published};
use ahash::AHashMap;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use std::sync::LazyLock;

/// Years that a news item can be from.
const YEARS: std::ops::RangeInclusive<i64> = 1700..=2100;
/// A longer value is running text that happens to hold a date.
const MAX_CHARS: usize = 80;

/// Reads `value`; `day_first` settles `03/04/2021`.
pub(super) fn parse(value: &str, day_first: bool, source: DateSource) -> Option<Published> {
    let value = value.trim();
    if value.is_empty() || value.chars().count() > MAX_CHARS {
        return None;
    }
    let tokens = tokens(value);
    if let [Token::Number(number)] = tokens.as_slice() {
        return compact(number, source);
    }
    if let [Token::Number(seconds), Token::Mark('.'), Token::Number(fraction)] = tokens.as_slice()
        && seconds.digits.len() >= 9
        && fraction.digits.bytes().all(|b| b.is_ascii_digit())
    {
        return compact(seconds, source);
    }
    let mut rest = tokens;
    drop_hijri(&mut rest);
    let clock = take_clock(&mut rest);
    let (date, precision) = take_date(&rest, day_first)?;
    let Some(clock) = clock else {
        return Some(Published { at: date.at(0, 0, 0, 0), utc_offset_minutes: None, precision, source });
    };
    (precision == DatePrecision::Day).then_some(())?;
    Some(Published {
        at: date.to_datetime(clock.time),
        utc_offset_minutes: clock.offset,
        precision: if clock.seconds { DatePrecision::Second } else { DatePrecision::Minute },
        source,
    })
}

/// First and second number of a date such as `03/04/2021`, where only the column can tell their order.
pub(super) fn order_evidence(value: &str) -> Option<(i64, i64)> {
    let value = value.trim();
    if value.len() > MAX_CHARS {
        return None;
    }
    let mut rest = tokens(value);
    take_clock(&mut rest);
    if rest.iter().any(|t| matches!(t, Token::Word(w) if month(w).is_some())) {
        return None;
    }
    match numbers(&rest).as_slice() {
        [a, b, c] if a.digits.len() <= 2 && b.digits.len() <= 2 && c.digits.len() >= 2 => {
            Some((a.value, b.value))
        }
        _ => None,
    }
}

/// A date in the path of an address: `/2015/07/21/`, `/2015-07-21-`, `/20150721/`, `/2015/jul/21/`.
pub(super) fn in_url(url: &str) -> Option<Published> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let (_, path) = path.split_once('/')?;
    in_path(path, DateSource::Url)
}

/// A date in a file's name or folders.
pub(super) fn in_file_name(name: &str) -> Option<Published> {
    in_path(name, DateSource::FileName)
}

fn in_path(path: &str, source: DateSource) -> Option<Published> {
    let parts: Vec<&str> = path.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let day = |date: Date| Published {
        at: date.at(0, 0, 0, 0),
        utc_offset_minutes: None,
        precision: DatePrecision::Day,
        source,
    };
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let fits = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<i64>().ok()).flatten()
    };
    for (nth, part) in parts.iter().enumerate() {
        if let Some(whole) = number(part, 8..=8)
            && let Some(date) = civil(whole / 10000, whole / 100 % 100, whole % 100)
        {
            return Some(day(date));
        }
        let (Some(year), Some(&second), Some(&third)) =
            (number(part, 4..=4), parts.get(nth + 1), parts.get(nth + 2))
        else {
            continue;
        };
        let named = || (second.len() >= 3).then(|| month(&fold_name(second))).flatten();
        if let (Some(month), Some(of_month)) = (number(second, 1..=2).or_else(named), number(third, 1..=2))
            && let Some(date) = civil(year, month, of_month)
        {
            return Some(day(date));
        }
    }
    None
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A bare number: `20210929`, `20210929121500`, `2021`, or seconds, milliseconds, microseconds since 1970.
fn compact(number: &Number, source: DateSource) -> Option<Published> {
    let value = number.value;
    let at = |at: DateTime, precision| Some(Published { at, utc_offset_minutes: None, precision, source });
    let day = |v: i64| civil(v / 10000, v / 100 % 100, v % 100);
    let since_1970 = |seconds: i64| {
        let at = Timestamp::from_second(seconds).ok()?;
        let at = jiff::tz::Offset::UTC.to_datetime(at);
        Some(Published { at, utc_offset_minutes: Some(0), precision: DatePrecision::Second, source })
    };
    match number.digits.len() {
        4 if YEARS.contains(&value) => at(civil(value, 1, 1)?.at(0, 0, 0, 0), DatePrecision::Year),
        8 => at(day(value)?.at(0, 0, 0, 0), DatePrecision::Day),
        12 if day(value / 10_000).is_some() => at(
            day(value / 10_000)?.to_datetime(time(value / 100 % 100, value % 100, 0)?),
            DatePrecision::Minute,
        ),
        14 => {
            let clock = time(value / 10_000 % 100, value / 100 % 100, value % 100)?;
            at(day(value / 1_000_000)?.to_datetime(clock), DatePrecision::Second)
        }
        9 | 10 => since_1970(value),
        12 | 13 => since_1970(value / 1000),
        16 => since_1970(value / 1_000_000),
        19 => since_1970(value / 1_000_000_000),
        _ => None,
    }
}

fn time(hour: i64, minute: i64, second: i64) -> Option<Time> {
    // A leap second is written 60 and means the last one here.
    Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.min(59).try_into().ok()?, 0).ok()
}

/// Arabic mastheads give both calendars; the day, month and year of the Hijri one are taken out where a
/// Gregorian year stands beside them.
fn drop_hijri(tokens: &mut Vec<Token>) {
    let year = |token: &Token, years: std::ops::RangeInclusive<i64>| matches!(token, Token::Number(n) if n.digits.len() == 4 && years.contains(&n.value));
    let (Some(hijri), true) =
        (tokens.iter().position(|t| year(t, 1250..=1550)), tokens.iter().any(|t| year(t, YEARS)))
    else {
        return;
    };
    let day = tokens[..hijri].iter().rposition(|t| matches!(t, Token::Number(n) if n.digits.len() <= 2));
    let month = day.and_then(|day| {
        // A month written as a number has a number before it, with one mark between.
        let before = day.checked_sub(2)?;
        let marked = matches!(tokens.get(day + 1), Some(Token::Mark(_)));
        let number = matches!(&tokens[before], Token::Number(n) if n.digits.len() <= 2);
        (marked && number && matches!(tokens[before + 1], Token::Mark('/' | '-' | '.'))).then_some(before)
    });
    let start = month.or(day).unwrap_or(hijri);
    tokens.drain(start..=hijri);
}

fn numbers(tokens: &[Token]) -> Vec<&Number> {
    tokens.iter().filter_map(|t| if let Token::Number(n) = t { Some(n) } else { None }).collect()
}

/// The date in what is left once the clock is out; every number must have a part in it.
fn take_date(tokens: &[Token], day_first: bool) -> Option<(Date, DatePrecision)> {
    let words = tokens.iter().filter(|t| matches!(t, Token::Word(_))).count();
    if words > 8 {
        return None;
    }
    let numbers = numbers(tokens);
    if let Some(month) = named_month(tokens) {
        return match numbers.as_slice() {
            [year] if year.digits.len() == 4 => Some((civil(year.value, month, 1)?, DatePrecision::Month)),
            [year, day] if year.digits.len() == 4 => {
                Some((civil(year.value, month, day.value)?, DatePrecision::Day))
            }
            [day, year] => Some((civil(full_year(year)?, month, day.value)?, DatePrecision::Day)),
            _ => None,
        };
    }
    if words > 5 {
        return None;
    }
    match numbers.as_slice() {
        [whole] if whole.digits.len() == 8 => Some((
            civil(whole.value / 10000, whole.value / 100 % 100, whole.value % 100)?,
            DatePrecision::Day,
        )),
        [year, month] if year.digits.len() == 4 && words == 0 => {
            Some((civil(year.value, month.value, 1)?, DatePrecision::Month))
        }
        [month, year] if year.digits.len() == 4 && words == 0 => {
            Some((civil(year.value, month.value, 1)?, DatePrecision::Month))
        }
        [year, month, day] if year.digits.len() == 4 => {
            Some((civil(year.value, month.value, day.value)?, DatePrecision::Day))
        }
        [first, second, year] => {
            let year = full_year(year)?;
            let (day, month) = match (first.value, second.value) {
                (a, b) if a > 12 => (a, b),
                (a, b) if b > 12 => (b, a),
                (a, b) if day_first => (a, b),
                (a, b) => (b, a),
            };
            Some((civil(year, month, day)?, DatePrecision::Day))
        }
        _ => None,
    }
}

/// Two digits mean 1970 to 2069.
fn full_year(year: &Number) -> Option<i64> {
    match year.digits.len() {
        4 => Some(year.value),
        2 => Some(if year.value < 70 { 2000 } else { 1900 } + year.value),
        _ => None,
    }
}

/// The month that the words name. Where they seem to name several, as where a day of the week is written
/// like one, it is the one that stands between numbers.
fn named_month(tokens: &[Token]) -> Option<i64> {
    let mut found: Vec<(i64, bool)> = Vec::new();
    let mut nth = 0;
    while nth < tokens.len() {
        let Token::Word(word) = &tokens[nth] else {
            nth += 1;
            continue;
        };
        let pair = match tokens.get(nth + 1) {
            Some(Token::Word(next)) => month(&format!("{word} {next}")),
            _ => None,
        };
        let end = nth + if pair.is_some() { 2 } else { 1 };
        if let Some(new) = pair.or_else(|| month(word)) {
            let is_number = |token: Option<&Token>| matches!(token, Some(Token::Number(_)));
            let between =
                is_number(nth.checked_sub(1).and_then(|n| tokens.get(n))) && is_number(tokens.get(end));
            found.push((new, between));
        }
        nth = end;
    }
    let (first, _) = *found.first()?;
    if found.iter().all(|(month, _)| *month == first) {
        return Some(first);
    }
    let mut between = found.iter().filter(|(_, between)| *between);
    between.next().filter(|_| between.next().is_none()).map(|(month, _)| *month)
}

fn month(word: &str) -> Option<i64> {
    MONTHS.get(word).copied()
}

fn date_word(word: &str, kind: &str) -> Option<i64> {
    let row = lexicon::common().table("date_words").get(word)?;
    (row.cell(1) == kind).then(|| row.cell(2).parse().ok()).flatten()
}

static MONTHS: LazyLock<AHashMap<&'static str, i64>> = LazyLock::new(|| {
    let own = lexicon::common().table("date_words").rows().iter();
    let mut months: AHashMap<_, _> = own
        .filter(|r| r.cell(1) == "month")
        .filter_map(|r| Some((r.key(), r.cell(2).parse().ok()?)))
        .collect();
    for lexicon in lexicon::languages().filter_map(lexicon::of) {
        for row in lexicon.table("months").rows().iter().filter(|r| r.cell(2) != "hijri") {
            let number =
                (1..4).filter_map(|nth| row.cell(nth).parse::<i64>().ok()).find(|n| (1..=12).contains(n));
            if let Some(number) = number {
                months.entry(row.key()).or_insert(number);
            }
        }
    }
    months
});
