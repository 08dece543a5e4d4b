//! Calendar units: "last week", "three days ago", "the past two years", in the orders that languages word them.

use super::date;
use super::expr::{Count, Unit, When, is_year, looks_ahead, relative, relative_number};
use crate::claim::number::{Cardinal, cardinal};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Slot};
use crate::model::TokenKind;

/// "last week", "this year", "the past three days", "last weekend" and their orders in other languages.
pub(super) fn unit_phrase(reading: &Reading, at: usize) -> Option<(When, usize)> {
    shift_first(reading, at).or_else(|| unit_first(reading, at)).or_else(|| count_first(reading, at))
}

/// « les deux dernières semaines », « los dos últimos años »: the count before a word that elsewhere stands behind its unit.
fn count_first(reading: &Reading, at: usize) -> Option<(When, usize)> {
    if reading.words.setting("shift_after") != "yes" {
        return None;
    }
    let count = cardinal(reading, at).filter(|c| c.value >= 1.0 && !c.scaled)?;
    let (next, shift) =
        relative_number::<i32>(reading, count.to, "shift").filter(|(_, shift)| *shift != 0)?;
    let (to, unit) = unit_at(reading, next)?;
    Some((stretch(exactly(count.value), unit, shift), to))
}

/// "The next day", «في اليوم نفسه»: a day that is known from what was told before.
pub(super) fn told_before(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (hit, _) = relative(reading, at, "elsewhere")?;
    // "The day before yesterday" is counted from today.
    let longer = reading.hits(at).iter().any(|h| h.slot == Slot::RelativeTime && h.words > hit.words);
    (!longer).then_some((When::Elsewhere, at + hit.words as usize))
}

/// "The following week", «الأسبوع التالي»: counted from what was told before.
pub(super) fn elsewhere(reading: &Reading, at: usize) -> Option<(When, usize)> {
    // «önceki gün» is the day before yesterday.
    if relative(reading, at, "day").is_some_and(|(hit, _)| hit.words > 1) {
        return None;
    }
    let counted_on = |at: usize| relative(reading, at, "anaphor").map(|(hit, _)| at + hit.words as usize);
    if let Some((next, _)) = unit_at(reading, at)
        && let Some(to) = counted_on(next)
    {
        return Some((When::Elsewhere, to));
    }
    let next = counted_on(at)?;
    unit_at(reading, next).map(|(to, _)| (When::Elsewhere, to))
}

/// "Tuesday of last week", "last week on Tuesday".
pub(super) fn day_of_week(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let week = |at: usize| match unit_phrase(reading, at)? {
        (When::Unit { unit: Unit::Week, shift }, to) => Some((shift, to)),
        _ => None,
    };
    let day = |at: usize| match date::day_words(reading, at)? {
        (When::Weekday { weekday, until: None, shift: None }, to) => Some((weekday, to)),
        _ => None,
    };
    if let Some((weekday, next)) = day(at) {
        let (shift, to) = [next, date::link_end(reading, next)].into_iter().find_map(week)?;
        return Some((When::DayOfWeek { weekday, shift }, to));
    }
    let (shift, next) = week(at)?;
    let (weekday, to) = day(next)?;
    Some((When::DayOfWeek { weekday, shift }, to))
}

fn shift_first(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (next, shift) = relative_number::<i32>(reading, at, "shift")
        .or_else(|| relative_number::<i32>(reading, at, "this"))
        .or_else(|| past_words(reading, at))?;
    if let Some(count) = cardinal(reading, next).filter(|c| c.value >= 1.0 && !c.scaled) {
        let (to, unit) = unit_at(reading, count.to)?;
        let to = relative(reading, to, "shift").map_or(to, |(hit, _)| to + hit.words as usize);
        return Some((stretch(exactly(count.value), unit, shift), to));
    }
    let (to, unit) = unit_at(reading, next)?;
    if plural_at(reading, next) {
        return (shift != 0).then_some((When::Vague, to));
    }
    let (to, shift) = match relative_number::<i32>(reading, to, "shift") {
        Some((after, far)) if far == -2 => (after, far),
        _ => (to, shift),
    };
    Some((When::Unit { unit, shift }, to))
}

/// "in the past", "over the last", before a counted unit.
fn past_words(reading: &Reading, at: usize) -> Option<(usize, i32)> {
    let (hit, _) = relative(reading, at, "past")?;
    let next = at + hit.words as usize;
    cardinal(reading, next)?;
    Some((next, -1))
}

fn unit_first(reading: &Reading, at: usize) -> Option<(When, usize)> {
    if let Some((next, unit)) = dual_at(reading, at) {
        let (to, shift) = shift_after(reading, next)?;
        return Some((stretch(exactly(2.0), unit, shift), to));
    }
    let (next, unit) = unit_at(reading, at)?;
    if let Some((to, shift)) = shift_after(reading, next) {
        let when = if plural_at(reading, at) { When::Vague } else { When::Unit { unit, shift } };
        return Some((when, to));
    }
    // «الساعات الـ24 الماضية»: the article before a figure stands apart.
    let figure = relative(reading, next, "the").filter(|_| reading.touches_previous(next + 1));
    let next = figure.map_or(next, |_| next + 1);
    let count = cardinal(reading, next).filter(|c| c.definite || plural_at(reading, at))?;
    let (to, shift) = shift_after(reading, count.to)?;
    Some((stretch(exactly(count.value), unit, shift), to))
}

/// A word such as "last" behind what it shifts; where the language puts it before, only "before last" is one.
pub(super) fn shift_after(reading: &Reading, at: usize) -> Option<(usize, i32)> {
    let found = relative_number::<i32>(reading, at, "shift")?;
    (reading.words.setting("shift_after") == "yes" || found.1 == -2).then_some(found)
}

fn stretch(count: Count, unit: Unit, shift: i32) -> When {
    if shift > 0 { When::Ahead { count, unit } } else { When::Past { count, unit } }
}

fn exactly(value: f64) -> Count {
    Count { low: value, high: value }
}

pub(super) fn unit_at(reading: &Reading, at: usize) -> Option<(usize, Unit)> {
    let (hit, name) = relative(reading, at, "unit").or_else(|| relative(reading, at, "units"))?;
    Some((at + hit.words as usize, Unit::named(name)?))
}

fn dual_at(reading: &Reading, at: usize) -> Option<(usize, Unit)> {
    let (hit, name) = relative(reading, at, "unit2")?;
    Some((at + hit.words as usize, Unit::named(name)?))
}

pub(super) fn plural_at(reading: &Reading, at: usize) -> bool {
    relative(reading, at, "units").is_some() && relative(reading, at, "unit").is_none()
}

/// "three days ago", "a week after", "24 hours" beside a word that makes a time of it.
pub(super) fn counted_units(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let lead =
        ["ago", "since", "past", "after", "before", "in_future", "hence"].into_iter().find_map(|kind| {
            let (hit, value) = relative(reading, at, kind)?;
            (kind != "ago" || value != "after").then_some((kind, at + hit.words as usize))
        });
    if let Some((kind, next)) = lead
        && let Some(found) = to_come(reading, at, kind, next).or_else(|| after_lead(reading, kind, next))
    {
        return Some(found);
    }
    let (count, unit, to) = amount(reading, at)?;
    if let Some((hit, _)) = relative(reading, to, "ago").filter(|(_, v)| *v == "after") {
        return Some((When::Ago { count, unit }, to + hit.words as usize));
    }
    if let Some((to, shift)) = shift_after(reading, to).filter(|_| !starts_with_word(reading, at)) {
        return Some((stretch(count, unit, shift), to));
    }
    for (kind, after) in [("after", true), ("before", false)] {
        if let Some((hit, _)) = relative(reading, to, kind).filter(|_| !lasts(reading, at)) {
            return Some((When::Offset { count, unit, after }, to + hit.words as usize));
        }
    }
    None
}

/// Whether a stretch at `at` says how long something lasts, so that a word of order behind it opens another phrase
/// ("jailed for 15 years after …", «بالسجن 15 عاما بعد إدانته»): a word that governs it stands before it, or the language
/// puts its words of order in front of a stretch.
fn lasts(reading: &Reading, at: usize) -> bool {
    let governed = |role: &str| at > 0 && reading.word_before(at, role).is_some();
    reading.words.setting("order_leads") == "yes" || governed("lasting") || governed("to")
}

fn starts_with_word(reading: &Reading, at: usize) -> bool {
    relative(reading, at, "unit").is_some() || relative(reading, at, "unit2").is_some()
}

fn after_lead(reading: &Reading, kind: &str, next: usize) -> Option<(When, usize)> {
    let next = approximator_end(reading, next);
    if matches!(kind, "past" | "since" | "in_future")
        && let Some(found) = unit_phrase(reading, next)
    {
        return Some(found);
    }
    let (count, unit, to) = amount(reading, next)?;
    let of = relative(reading, to, "of").is_some_and(|(h, _)| h.words == 1 && h.cut == Cut::default())
        && reading.word(to, "of").is_some();
    let shift = shift_after(reading, to);
    Some(match (kind, shift) {
        ("past" | "since" | "in_future" | "ago", Some((to, shift))) if shift != 0 => {
            (stretch(count, unit, shift), to)
        }
        ("ago", _) if of => (When::Offset { count, unit, after: false }, to),
        ("ago", _) => (When::Ago { count, unit }, to),
        ("since", _) => (When::Past { count, unit }, to),
        ("after", _) => (When::Offset { count, unit, after: true }, to),
        ("before", _) => (When::Offset { count, unit, after: false }, to),
        _ => return None,
    })
}

/// "Will open in two weeks", «يفتتح بعد أسبوعين»: where the words look ahead and nothing else is named that it counts from.
/// Some words always count from now ("dans", "dentro de").
fn to_come(reading: &Reading, at: usize, kind: &str, next: usize) -> Option<(When, usize)> {
    let from_now = relative(reading, at, "hence").is_some();
    if !from_now && (!matches!(kind, "in_future" | "after" | "past") || !looks_ahead(reading, at)) {
        return None;
    }
    let (count, unit, to) = amount(reading, approximator_end(reading, next))?;
    // «خلال سنتين ونصف»
    if reading.hit(to, Slot::Fractions).is_some() || reading.word(to, "and").is_some() {
        return None;
    }
    let within = kind == "past" || relative(reading, at, "in_future").is_some_and(|(_, how)| how == "span");
    if within {
        return shift_after(reading, to).is_none().then_some((When::Ahead { count, unit }, to));
    }
    let counted_from = reading.word(to, "of").is_some() || relative(reading, to, "of").is_some();
    let closes = to >= reading.len() || reading.mark(to).is_some();
    (!counted_from && (closes || kind != "after")).then_some((When::Hence { count, unit }, to))
}

fn approximator_end(reading: &Reading, at: usize) -> usize {
    reading.hit(at, Slot::Approximators).map_or(at, |h| at + h.words as usize)
}

/// A number of units: "three days", a dual, "a week", "days".
fn amount(reading: &Reading, at: usize) -> Option<(Count, Unit, usize)> {
    if let Some(number) = cardinal(reading, at).filter(|c: &Cardinal| c.value > 0.0 && c.value < 10_000.0) {
        let (to, unit) = unit_at(reading, number.to)?;
        return Some((exactly(number.value), unit, to));
    }
    if let Some(vague) = reading.hit(at, Slot::Vague) {
        let (to, unit) = unit_at(reading, at + vague.words as usize)?;
        let count = Count { low: vague.row.cell(1).parse().ok()?, high: vague.row.cell(2).parse().ok()? };
        return Some((count, unit, to));
    }
    if let Some((to, unit)) = dual_at(reading, at) {
        return Some((exactly(2.0), unit, to));
    }
    let article = reading.word(at, "one").map_or(at, |h| at + h.words as usize);
    let (to, unit) = unit_at(reading, article)?;
    if reading.hits(at).iter().any(|h| h.slot == Slot::RelativeTime && h.cut.has(Cut::ARTICLE)) {
        return None;
    }
    let names_a_day = unit == Unit::Day
        && (relative(reading, to, "day").is_some()
            || reading.hit(to, Slot::Weekdays).is_some()
            || reading.tokens.get(to).is_some_and(|t| t.kind == TokenKind::Number));
    // "since the month of October", "since the year 2010": the unit only introduces a name.
    let names_a_month = unit == Unit::Month && reading.hit(to, Slot::Months).is_some();
    let names_a_year = unit == Unit::Year && is_year(reading, to);
    if names_a_day || names_a_month || names_a_year {
        return None;
    }
    let count = if plural_at(reading, article) { Count { low: 2.0, high: 10.0 } } else { exactly(1.0) };
    Some((count, unit, to))
}

/// "last year" in either order, as the number of years away.
pub(super) fn unit_shift(reading: &Reading, at: usize) -> Option<(usize, i32)> {
    match unit_phrase(reading, at)? {
        (When::Unit { unit: Unit::Year, shift }, to) => Some((to, shift)),
        _ => None,
    }
}
