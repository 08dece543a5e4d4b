//! Parts of longer stretches: "late last year", "the end of the month", "mid-March", "yıl sonunda".

use super::date;
use super::expr::{Unit, When, Written, core_at, is_year, relative};
use super::units::{plural_at, unit_at};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Slot};
use crate::model::TokenKind;

/// A part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    FirstHalf,
    SecondHalf,
    Quarter(u8),
}

impl Part {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "early" => Self::Early,
            "mid" => Self::Mid,
            "late" => Self::Late,
            "first_half" => Self::FirstHalf,
            "second_half" => Self::SecondHalf,
            "q1" => Self::Quarter(1),
            "q2" => Self::Quarter(2),
            "q3" => Self::Quarter(3),
            "q4" => Self::Quarter(4),
            _ => return None,
        })
    }
}

/// Past words that only link a part to its whole ("of", "the month of").
fn skip_filler(reading: &Reading, at: usize) -> usize {
    match relative(reading, at, "of") {
        Some((hit, _)) if relative(reading, at + hit.words as usize, "shift").is_none() => {
            let unit = relative(reading, at, "unit").is_some();
            if unit && !is_year(reading, at + 1) { at } else { at + hit.words as usize }
        }
        _ => at,
    }
}

/// What a stretch says and which part of it is meant.
pub(super) type Parted = (Option<Part>, (When, usize));

/// An expression that begins with its part.
pub(super) fn led(reading: &Reading, at: usize) -> Option<Parted> {
    let (hit, name) = relative(reading, at, "part")?;
    let part = Part::named(name);
    let core = at + hit.words as usize;
    let whole = skip_filler(reading, core);
    match core_at(reading, whole) {
        Some((When::Day { .. } | When::Weekday { .. } | When::DayOfWeek { .. }, _)) => {
            return core_at(reading, core).map(|found| (None, found));
        }
        Some(found) => return Some((part, found)),
        None => {}
    }
    let stretch = |at: usize| {
        core_at(reading, at).filter(|(when, _)| matches!(when, When::Date(_) | When::Unit { .. }))
    };
    let found =
        [core, past_article(reading, core), date::link_end(reading, core)].into_iter().find_map(stretch);
    found.or_else(|| bare(reading, core)).or_else(|| bare(reading, whole)).map(|found| (part, found))
}

fn past_article(reading: &Reading, at: usize) -> usize {
    relative(reading, at, "the").map_or(at, |(hit, _)| at + hit.words as usize)
}

/// "The year" behind a word for its part: the one that is being told of.
fn bare(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let at = past_article(reading, at);
    let (to, unit) = unit_at(reading, at)?;
    let measured = matches!(unit, Unit::Week | Unit::Month | Unit::Year) && !plural_at(reading, at);
    let definite = reading.words.setting("definite_units") != "yes"
        || reading.hits(at).iter().any(|h| h.slot == Slot::RelativeTime && h.cut.has(Cut::ARTICLE));
    (measured && definite && !goes_on(reading, to)).then_some((When::Bare { unit }, to))
}

/// Whether what follows a unit makes another one of it ("the school year", "the end of the year of").
fn goes_on(reading: &Reading, to: usize) -> bool {
    relative(reading, to, "not_calendar").is_some()
        || reading.word(to, "of").is_some()
        || reading.hit(to, Slot::Ordinals).is_some()
        || reading.hit(to, Slot::Months).is_some()
        || reading.tokens.get(to).is_some_and(|token| token.kind == TokenKind::Number)
}

/// "mid-March", "mi-2021": a part written onto what it is a part of.
pub(super) fn glued(reading: &Reading, at: usize) -> Option<Parted> {
    let token = reading.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
    let (front, rest) = token.folded.split_once('-')?;
    let key = format!("{front}-");
    let row = reading.words.row(&key, Slot::RelativeTime).filter(|row| row.cell(1) == "part")?;
    let part = Some(Part::named(row.cell(2))?);
    if let Some(month) = reading.words.row(rest, Slot::Months) {
        let named = Written {
            month: month.cell(1).parse().ok(),
            hijri: month.cell(2) == "hijri",
            ..Written::default()
        };
        let (date, to) = date::year_part(reading, named, at + 1);
        return Some((part, (When::Date(date), to)));
    }
    if let Some(year) = rest.parse().ok().filter(|year| rest.len() == 4 && (1600..=2199).contains(year)) {
        return Some((part, (When::Date(Written { year: Some(year), ..Written::default() }), at + 1)));
    }
    let unit = reading.words.row(rest, Slot::RelativeTime).filter(|row| row.cell(1).starts_with("unit"))?;
    let unit = Unit::named(unit.cell(2).trim_end_matches('+'))?;
    matches!(unit, Unit::Week | Unit::Month | Unit::Year).then_some((part, (When::Bare { unit }, at + 1)))
}

/// A compound that names a unit and its part («Jahresende»).
pub(super) fn compound(reading: &Reading, at: usize) -> Option<Parted> {
    let (hit, value) = relative(reading, at, "part_unit")?;
    let (part, unit) = value.split_once(':')?;
    let to = at + hit.words as usize;
    Some(match Unit::named(unit)? {
        // "Until the weekend" is the one to come.
        unit if part == "ahead" => (None, (When::Unit { unit, shift: 0 }, to)),
        Unit::Weekend => (None, (When::Weekend, to)),
        unit => (Part::named(part), (When::Bare { unit }, to)),
    })
}

/// «geçen yılın başında», «2021 ortasında»: the part behind its whole, where the language puts it there.
pub(super) fn followed(reading: &Reading, at: usize, found: Option<(When, usize)>) -> Option<Parted> {
    let after = |to: usize| {
        let (hit, name) = relative(reading, to, "part").filter(|_| parts_follow(reading))?;
        Some((Part::named(name), to + hit.words as usize))
    };
    match found {
        Some((when, to)) => match after(to) {
            Some((part, end)) if !matches!(when, When::Day { .. } | When::Weekday { .. }) => {
                Some((part, (when, end)))
            }
            _ => Some((None, (when, to))),
        },
        None => {
            let (when, to) = bare(reading, at).filter(|_| parts_follow(reading))?;
            after(to).map(|(part, end)| (part, (when, end)))
        }
    }
}

/// Whether the language writes a part behind its whole.
pub(super) fn parts_follow(reading: &Reading) -> bool {
    reading.words.setting("parts_follow") == "yes"
}
