//! Written dates: day, month, year, weekday, in the orders that languages write them.

use super::expr::{When, Written, is_year, relative, shift_after, unit_shift, year_value};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Slot};
use crate::model::TokenKind;

/// What may stand before a date: part of the day, "today", a weekday.
#[derive(Debug, Clone, Copy, Default)]
struct Lead {
    offset: Option<i32>,
    weekday: Option<u8>,
    until: Option<u8>,
    /// "last" and the like, before a weekday.
    shift: Option<i32>,
    to: usize,
}

/// A date with at least a month, or figures.
pub(super) fn written(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let lead = lead(reading, at);
    let start = skip_comma(reading, lead.to);
    let found =
        figures(reading, start).or_else(|| worded(reading, start)).or_else(|| worded(reading, lead.to));
    let (mut when, to) = found?;
    if let When::Date(date) = &mut when {
        if date.day.is_none() && (lead.weekday.is_some() || lead.offset.is_some()) {
            return None;
        }
        date.weekday = lead.weekday;
        date.today = lead.offset == Some(0);
        if date.weekday.is_none() && date.day.is_some() && date.shift.is_none() {
            return Some((when, to));
        }
    }
    Some((when, to))
}

/// "yesterday", "today, Thursday", "last Tuesday", "on Thursday".
pub(super) fn day_words(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let lead = lead(reading, at);
    if let Some(offset) = lead.offset {
        return Some((When::Day { offset, weekday: lead.weekday }, lead.to));
    }
    let weekday = lead.weekday?;
    let (to, shift) = match shift_after(reading, lead.to) {
        Some((to, shift)) if lead.shift.is_none() => (to, Some(shift)),
        _ => (lead.to, lead.shift),
    };
    Some((When::Weekday { weekday, until: lead.until, shift }, to))
}

fn lead(reading: &Reading, at: usize) -> Lead {
    let mut lead = Lead { to: at, ..Lead::default() };
    let mut next = at;
    // What has been read counts only once a day stands in it.
    for _ in 0..8 {
        let open = if reading.is_mark(next, "(،,") && lead.to > at { next + 1 } else { next };
        if lead.offset.is_none()
            && lead.weekday.is_none()
            && let Some((hit, value)) = relative(reading, next, "day")
            && !(hit.words == 1 && reading.hit(next + 1, Slot::Ordinals).is_some())
        {
            next += hit.words as usize;
            lead.offset = value.parse().ok();
            lead.to = next;
        } else if let Some(hit) = reading.hit(open, Slot::Weekdays).filter(|_| lead.weekday.is_none()) {
            lead.weekday = hit.row.cell(1).parse().ok();
            next = open + hit.words as usize;
            if open > 0 && reading.is_mark(open - 1, "(") && reading.is_mark(next, ")") {
                next += 1;
            }
            lead.to = next;
            second_weekday(reading, &mut lead);
            next = lead.to;
        } else if let Some((hit, _)) = relative(reading, next, "daypart") {
            next += hit.words as usize;
            if lead.offset.is_some() || lead.weekday.is_some() {
                lead.to = next;
            }
        } else if lead.weekday.is_none()
            && lead.offset.is_none()
            && let Some((hit, value)) =
                relative(reading, next, "shift").or_else(|| relative(reading, next, "this"))
            && reading.hit(next + hit.words as usize, Slot::Weekdays).is_some()
        {
            lead.shift = value.parse().ok();
            next += hit.words as usize;
        } else {
            break;
        }
    }
    if lead.offset.is_none() && lead.weekday.is_none() {
        // "on the day of 5 March", "the evening of 5 March"
        lead.to = next;
    }
    lead
}

/// "the night of Saturday to Sunday".
fn second_weekday(reading: &Reading, lead: &mut Lead) {
    let dash = reading.is_mark(lead.to, "-–—/");
    let at = if dash { lead.to + 1 } else { lead.to };
    let Some(hit) = reading.hit(at, Slot::Weekdays).filter(|h| h.cut == Cut::default()) else { return };
    let Some(second) = hit.row.cell(1).parse::<u8>().ok() else { return };
    if lead.weekday.is_some_and(|first| first % 7 + 1 == second) {
        lead.until = Some(second);
        lead.to = at + hit.words as usize;
    }
}

fn skip_comma(reading: &Reading, at: usize) -> usize {
    if reading.is_mark(at, ",،") { at + 1 } else { at }
}

/// Three figures with the same mark between them.
fn figures(reading: &Reading, at: usize) -> Option<(When, usize)> {
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

/// Past a mark of the era after a year.
fn era(reading: &Reading, mut when: When, to: usize) -> (When, usize) {
    match relative(reading, to, "era") {
        Some((hit, name)) => {
            if let When::Date(date) = &mut when {
                date.hijri = name == "hijri";
            }
            (when, to + hit.words as usize)
        }
        None => (when, to),
    }
}

/// A date with the month in words.
fn worded(reading: &Reading, at: usize) -> Option<(When, usize)> {
    day_first(reading, at).or_else(|| month_first(reading, at))
}

fn day_first(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (day, mut next) = day_of_month(reading, at)?;
    let mut until = None;
    if let Some((second, to)) = second_day(reading, next).filter(|(second, _)| *second > day) {
        until = Some(second);
        next = to;
    }
    if reading.is_mark(next, ".") && reading.touches_previous(next) {
        next += 1;
    }
    let month_at =
        [next, link_end(reading, next)].into_iter().find(|&n| reading.hit(n, Slot::Months).is_some())?;
    let (month, hijri, next) = month_name(reading, month_at)?;
    let date = Written { day: Some(day), until_day: until, month: Some(month), hijri, ..Written::default() };
    let (date, to) = year_part(reading, date, next);
    Some((When::Date(date), to))
}

/// Past words between day and month ("of", "of the month of").
fn link_end(reading: &Reading, at: usize) -> usize {
    let mut at = at;
    for _ in 0..2 {
        match relative(reading, at, "of") {
            Some((hit, _)) => at += hit.words as usize,
            None => break,
        }
    }
    at
}

fn day_of_month(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let token = reading.tokens.get(at)?;
    if token.kind == TokenKind::Number {
        return token.folded.parse().ok().filter(|d| (1..=31).contains(d)).map(|d| (d, at + 1));
    }
    let hit = reading.hit(at, Slot::Ordinals)?;
    let day = hit.row.cell(1).parse().ok().filter(|d| (1..=31).contains(d))?;
    Some((day, at + hit.words as usize))
}

fn second_day(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let dash = reading.is_mark(at, "-–—");
    let next = if dash {
        at + 1
    } else if let Some(hit) = reading.word(at, "to") {
        at + hit.words as usize
    } else {
        reading.word(at, "and").map(|h| at + h.words as usize)?
    };
    day_of_month(reading, next)
}

fn month_first(reading: &Reading, at: usize) -> Option<(When, usize)> {
    if let Some(found) = behind_its_year(reading, at) {
        return Some(found);
    }
    let lead = relative(reading, at, "shift")
        .and_then(|(h, v)| Some((at + h.words as usize, v.parse::<i32>().ok()?)));
    let from = lead.map_or(at, |(next, _)| next);
    let (month, hijri, next) = month_name(reading, from)?;
    let mut date = Written { month: Some(month), hijri, ..Written::default() };
    // "Oct. 20": the point of a month that is written short.
    let point = reading.is_mark(next, ".") && reading.touches_previous(next);
    let short = point && reading.tokens[from].folded.chars().count() <= SHORT_MONTH;
    let day_at = if short { next + 1 } else { next };
    if reading.words.setting("day_after_month") == "yes" || is_stamp(reading, from) {
        let plain = |to: usize| to == next + 1 && lead.is_none() || !counts_something(reading, to);
        let day = day_of_month(reading, day_at).filter(|(_, to)| !is_year(reading, day_at) && plain(*to));
        if let Some((day, to)) = day {
            date.day = Some(day);
            if let Some((_, shift)) = lead {
                date.shift = Some(shift);
                return Some((When::Date(date), to));
            }
            let (until, to) = match second_day(reading, to).filter(|(second, _)| *second > day) {
                Some((second, to)) if !is_counted(reading, to) => (Some(second), to),
                _ => (None, to),
            };
            date.until_day = until;
            let (date, to) = year_part(reading, date, to);
            return Some((When::Date(date), to));
        }
    }
    if let Some((to, shift)) = lead {
        date.shift = Some(shift);
        return Some((When::Date(date), next.max(to)));
    }
    let (date, to) = year_part(reading, date, next);
    let dated = date.year.is_some() || date.shift.is_some() || date.year_shift.is_some();
    (dated || named_as_month(reading, at)).then_some((When::Date(date), to))
}

/// "Geçen yılın mart ayında": the year named by its distance right before its month.
fn behind_its_year(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (next, shift) = unit_shift(reading, at)?;
    let (month, hijri, to) = month_name(reading, next)?;
    let date = Written { month: Some(month), hijri, year_shift: Some(shift), ..Written::default() };
    Some((When::Date(date), to))
}

/// Letters of the longest month that is written short.
const SHORT_MONTH: usize = 4;

/// An English month in a text of another script: its date may be written the English way.
fn is_stamp(reading: &Reading, at: usize) -> bool {
    reading.words.setting("names_uncased") == "yes" && reading.tokens[at].folded.is_ascii()
}

fn is_counted(reading: &Reading, at: usize) -> bool {
    reading.hit(at, Slot::Counted).is_some()
}

/// A bare month name is a time only after a word that takes times; many are also other words.
fn named_as_month(reading: &Reading, at: usize) -> bool {
    let own = reading.hit(at, Slot::Months).is_some_and(|h| h.cut.has(Cut::LOCATIVE));
    let part = at > 0 && relative(reading, at - 1, "part").is_some();
    own || part || reading.word_before(at, "in_time").is_some()
}

/// A month, with its second name where two stand together.
fn month_name(reading: &Reading, at: usize) -> Option<(u8, bool, usize)> {
    let hit = reading.hit(at, Slot::Months)?;
    let month: u8 = hit.row.cell(1).parse().ok()?;
    let mut to = at + hit.words as usize;
    let open = reading.is_mark(to, "/(-–\\،");
    let second_at = if open { to + 1 } else { to };
    if let Some(second) = reading.hit(second_at, Slot::Months).filter(|h| h.row.cell(1) == hit.row.cell(1)) {
        let closed = reading.is_mark(to, "(") && reading.is_mark(second_at + second.words as usize, ")");
        to = second_at + second.words as usize + usize::from(closed);
    }
    Some((month, hit.row.cell(2) == "hijri", to))
}

/// The year after a month: written, named by its distance, or the month's own distance.
fn year_part(reading: &Reading, mut date: Written, at: usize) -> (Written, usize) {
    if let Some((to, shift)) = unit_shift(reading, at) {
        date.year_shift = Some(shift);
        return (date, to);
    }
    if let Some((to, shift)) = shift_after(reading, at) {
        date.shift = Some(shift);
        return (date, to);
    }
    let comma = if reading.is_mark(at, ",،.") { at + 1 } else { at };
    // "Of last year" begins like "of the year" and goes on in another way.
    let short_link = short_link_end(reading, at);
    for start in [at, comma, link_end(reading, comma), link_end(reading, at), short_link] {
        if let Some(year) = year_value(reading, start).filter(|y| date.hijri == (*y <= 1500) || date.hijri) {
            date.year = Some(year);
            let to = year_end(reading, start + 1);
            let (when, to) = era(reading, When::Date(date), to);
            return if let When::Date(date) = when { (date, to) } else { (date, to) };
        }
        if (start != comma || comma == at)
            && let Some((to, shift)) = unit_shift(reading, start)
        {
            date.year_shift = Some(shift);
            return (date, to);
        }
    }
    (date, at)
}

/// Past the shortest word that links a part to its whole.
fn short_link_end(reading: &Reading, at: usize) -> usize {
    let links = reading
        .hits(at)
        .iter()
        .filter(|hit| hit.slot == Slot::RelativeTime && super::expr::value_of(hit, "of").is_some());
    links.map(|hit| at + hit.words as usize).min().unwrap_or(at)
}

/// Past the word for year after its figure, in languages that write it there.
fn year_end(reading: &Reading, at: usize) -> usize {
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
    let named = start > at || after > to || date.until_year.is_some() || part_before(reading, at);
    let (when, end) = era(reading, When::Date(date), after);
    let named = named
        || end > after
        || reading.word_before(at, "in_time").is_some() && !counts_something(reading, to);
    (named && (start > at || !counts_something(reading, to) || after > to)).then_some((when, end))
}

fn part_before(reading: &Reading, at: usize) -> bool {
    (1..=4).any(|back| {
        at >= back && relative(reading, at - back, "part").is_some_and(|(h, _)| h.words as usize == back)
    })
}

/// Whether what follows a figure shows that it counts. A participle that has a count of its own behind it is a verb ("in 2016
/// killed 14 people").
fn counts_something(reading: &Reading, at: usize) -> bool {
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
