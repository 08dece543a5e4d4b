//! Written dates: day, month, year, weekday, in the orders that languages write them.

use super::expr::{Unit, When, Written, is_year, relative, year_value};
use super::figures::figures;
use super::part::parts_follow;
use super::units::{shift_after, unit_phrase, unit_shift};
use super::year::{counts_something, year_end};
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
    let start = skip_apposition(reading, lead.to, lead.weekday.is_some());
    let found =
        figures(reading, start).or_else(|| worded(reading, start)).or_else(|| worded(reading, lead.to));
    let (mut when, mut to) = found?;
    // "Sunday (5 May)"
    if start > 0 && reading.is_mark(start - 1, "(") && reading.is_mark(to, ")") {
        to += 1;
    }
    if let When::Date(date) = &mut when {
        if date.day.is_none() && (lead.weekday.is_some() || lead.offset.is_some()) {
            return None;
        }
        date.weekday = lead.weekday;
        date.today = lead.offset == Some(0);
        if date.weekday.is_none()
            && date.day.is_some()
            && let Some((weekday, end)) = weekday_behind(reading, to)
        {
            date.weekday = Some(weekday);
            to = end;
        }
    }
    Some((when, to))
}

/// «5 Mayıs Pazar günü», "15 May (Wednesday)".
fn weekday_behind(reading: &Reading, at: usize) -> Option<(u8, usize)> {
    let open = reading.is_mark(at, "(");
    let from = if open { at + 1 } else { at };
    let hit = reading.hit(from, Slot::Weekdays).filter(|hit| hit.cut == Cut::default())?;
    let mut to = from + hit.words as usize;
    if open && !reading.is_mark(to, ")") {
        return None;
    }
    to += usize::from(open);
    to = relative(reading, to, "daypart").map_or(to, |(hit, _)| to + hit.words as usize);
    Some((hit.row.cell(1).parse().ok()?, to))
}

/// Past what links a weekday to its date: a mark, "the", «الموافق».
fn skip_apposition(reading: &Reading, at: usize, weekday: bool) -> usize {
    let mark = if weekday { ",،(" } else { ",،" };
    let next = if reading.is_mark(at, mark) { at + 1 } else { at };
    match relative(reading, next, "namely") {
        Some((hit, _)) if weekday => next + hit.words as usize,
        _ => next,
    }
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

/// Past a mark of the era after a year.
pub(super) fn era(reading: &Reading, mut when: When, to: usize) -> (When, usize) {
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
    let point = reading.is_mark(next, ".°º") && reading.touches_previous(next);
    if point && second_day(reading, next + 1).is_some() {
        next += 1;
    }
    if let Some((second, to)) = second_day(reading, next).filter(|(second, _)| *second > day) {
        until = Some(second);
        next = to;
    }
    if reading.is_mark(next, ".°º") && reading.touches_previous(next) {
        next += 1;
    }
    let month_at =
        [next, link_end(reading, next)].into_iter().find(|&n| reading.hit(n, Slot::Months).is_some());
    let Some(month_at) = month_at else { return of_told_month(reading, at, day, next) };
    let (month, hijri, next) = month_name(reading, month_at)?;
    let date = Written { day: Some(day), until_day: until, month: Some(month), hijri, ..Written::default() };
    let (date, to) = year_part(reading, date, next);
    Some((When::Date(date), to))
}

/// "The tenth of last month", «25 الجاري».
fn of_told_month(reading: &Reading, at: usize, day: u8, next: usize) -> Option<(When, usize)> {
    let told = |at: usize| match unit_phrase(reading, at)? {
        (When::Unit { unit: Unit::Month, shift }, to) => Some((shift, to)),
        _ => None,
    };
    let linked = relative(reading, next, "of").map(|(hit, _)| next + hit.words as usize);
    let figure = reading.tokens[at].kind == TokenKind::Number;
    let led = || {
        at > 0
            && (reading.word_before(at, "in_time").is_some() || relative(reading, at - 1, "unit").is_some())
    };
    let this = || {
        let found = shift_after(reading, next).filter(|(_, shift)| figure && *shift == 0 && led());
        found.map(|(to, shift)| (shift, to))
    };
    let (shift, to) = match linked {
        Some(linked) => [linked, short_link_end(reading, next), next].into_iter().find_map(told)?,
        None => this()?,
    };
    Some((When::Date(Written { day: Some(day), month_shift: Some(shift), ..Written::default() }), to))
}

/// Past words between day and month ("of", "of the month of").
pub(super) fn link_end(reading: &Reading, at: usize) -> usize {
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
    let own = reading.hit(at, Slot::Months).is_some_and(|h| {
        let next = at + h.words as usize;
        h.cut.has(Cut::LOCATIVE)
            || h.row.cell(3) == "in"
            || relative(reading, next, "month_after").is_some()
            || parts_follow(reading) && relative(reading, next, "part").is_some()
    });
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
    to = relative(reading, to, "month_after").map_or(to, |(hit, _)| to + hit.words as usize);
    Some((month, hit.row.cell(2) == "hijri", to))
}

/// The year after a month: written, named by its distance, or the month's own distance.
pub(super) fn year_part(reading: &Reading, mut date: Written, at: usize) -> (Written, usize) {
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
