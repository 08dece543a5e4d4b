//! Time expressions as they are worded, before anything is counted from an anchor.
//!
//! Takes a reading, gives the expressions in it with the tokens they cover. Resolves nothing.

use super::date;
use crate::claim::number::{Cardinal, cardinal};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Hit, Slot};
use crate::model::TokenKind;

/// A time expression and the tokens `from..to` it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::claim) struct Expr {
    pub(in crate::claim) from: usize,
    pub(in crate::claim) to: usize,
    pub(super) when: When,
    pub(super) part: Option<Part>,
}

/// What an expression says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum When {
    /// As much of a date as is written.
    Date(Written),
    /// Figures whose first two may be day and month or month and day.
    Either { first: u8, second: u8, year: i16 },
    /// Days from the anchor, with the weekday that is named beside it.
    Day { offset: i32, weekday: Option<u8> },
    /// A weekday, `shift` weeks away; without one the nearest.
    Weekday { weekday: u8, until: Option<u8>, shift: Option<i32> },
    /// A calendar unit, `shift` away from the one the anchor lies in.
    Unit { unit: Unit, shift: i32 },
    /// `count` units before the anchor.
    Ago { count: Count, unit: Unit },
    /// The `count` units up to the anchor.
    Past { count: Count, unit: Unit },
    /// The `count` units that follow the anchor.
    Ahead { count: Count, unit: Unit },
    /// `count` units after or before something else that happened.
    Offset { count: Count, unit: Unit, after: bool },
    /// Ten years.
    Decade { first: i16 },
    /// A season of a year; `shift` years away from the anchor's where no year is written.
    Season { season: Season, year: Option<i16>, shift: i32 },
    /// A stretch that cannot be measured ("in recent years").
    Vague,
}

/// As much of a date as is written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Written {
    pub(super) hijri: bool,
    pub(super) year: Option<i16>,
    /// Last year of a span of years.
    pub(super) until_year: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// Last day of a span of days.
    pub(super) until_day: Option<u8>,
    pub(super) weekday: Option<u8>,
    /// "last March": the month, that many occurrences away.
    pub(super) shift: Option<i32>,
    /// "March of last year".
    pub(super) year_shift: Option<i32>,
    /// "today, 5 March": the writer's own day.
    pub(super) today: bool,
}

/// How many units; a range where the words are vague.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Count {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "weekend" => Self::Weekend,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }
}

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
    fn named(name: &str) -> Option<Self> {
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

/// Seasons of the northern half of the earth, where most of the news that names them is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The value that a row of `relative_time.tsv` gives for `kind`; rows may have several kinds.
pub(super) fn value_of(hit: &Hit, kind: &str) -> Option<&'static str> {
    let nth = hit.row.cell(1).split('+').position(|k| k == kind)?;
    hit.row.cell(2).split('+').nth(nth)
}

/// The longest row of `relative_time.tsv` at `at` that has `kind`, with its value.
pub(in crate::claim) fn relative(reading: &Reading, at: usize, kind: &str) -> Option<(Hit, &'static str)> {
    let rows = reading.hits(at).iter().filter(|h| h.slot == Slot::RelativeTime);
    rows.filter_map(|h| value_of(h, kind).map(|v| (*h, v))).next()
}

fn relative_number<T: std::str::FromStr>(reading: &Reading, at: usize, kind: &str) -> Option<(usize, T)> {
    let (hit, value) = relative(reading, at, kind)?;
    Some((at + hit.words as usize, value.parse().ok()?))
}

/// Every time expression of a sentence, in reading order, not overlapping.
pub(in crate::claim) fn scan(reading: &Reading) -> Vec<Expr> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        match expression(reading, at) {
            Some(found) if found.to > at => {
                at = found.to;
                out.push(found);
            }
            _ => at += 1,
        }
    }
    out
}

fn expression(reading: &Reading, at: usize) -> Option<Expr> {
    if !may_begin(reading, at) {
        return None;
    }
    let (part, core) = match relative(reading, at, "part") {
        Some((hit, name)) => (Part::named(name), at + hit.words as usize),
        None => (None, at),
    };
    let with_part = (part.is_some()).then(|| core_at(reading, skip_filler(reading, core))).flatten();
    let (part, (when, to)) = match with_part {
        Some((When::Day { .. } | When::Weekday { .. }, _)) => (None, core_at(reading, core)?),
        Some(found) => (part, found),
        None => (None, core_at(reading, at)?),
    };
    Some(Expr { from: at, to, when, part })
}

/// Cheap test that spares the grammar most tokens.
fn may_begin(reading: &Reading, at: usize) -> bool {
    reading.tokens[at].kind == TokenKind::Number
        || reading.hits(at).iter().any(|h| {
            matches!(
                h.slot,
                Slot::RelativeTime
                    | Slot::Months
                    | Slot::Weekdays
                    | Slot::Ordinals
                    | Slot::Numbers
                    | Slot::Vague
                    | Slot::Function
            )
        })
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

fn core_at(reading: &Reading, at: usize) -> Option<(When, usize)> {
    date::written(reading, at)
        .or_else(|| unit_phrase(reading, at))
        .or_else(|| counted_units(reading, at))
        .or_else(|| season(reading, at))
        .or_else(|| decade(reading, at))
        .or_else(|| date::day_words(reading, at))
        .or_else(|| date::year(reading, at))
}

/// Whether token `at` can be a year: four plain digits in a sensible range.
pub(super) fn is_year(reading: &Reading, at: usize) -> bool {
    year_value(reading, at).is_some()
}

pub(super) fn year_value(reading: &Reading, at: usize) -> Option<i16> {
    let token = reading.tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.folded.len() == 4)?;
    let hijri = reading.words.setting("hijri_years") == "yes";
    token.folded.parse().ok().filter(|y| hijri && (1300..=1500).contains(y) || (1600..=2199).contains(y))
}

/// "last week", "this year", "the past three days", "last weekend" and their orders in other languages.
fn unit_phrase(reading: &Reading, at: usize) -> Option<(When, usize)> {
    shift_first(reading, at).or_else(|| unit_first(reading, at))
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

fn unit_at(reading: &Reading, at: usize) -> Option<(usize, Unit)> {
    let (hit, name) = relative(reading, at, "unit").or_else(|| relative(reading, at, "units"))?;
    Some((at + hit.words as usize, Unit::named(name)?))
}

fn dual_at(reading: &Reading, at: usize) -> Option<(usize, Unit)> {
    let (hit, name) = relative(reading, at, "unit2")?;
    Some((at + hit.words as usize, Unit::named(name)?))
}

fn plural_at(reading: &Reading, at: usize) -> bool {
    relative(reading, at, "units").is_some() && relative(reading, at, "unit").is_none()
}

/// "three days ago", "a week after", "24 hours" beside a word that makes a time of it.
fn counted_units(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let lead = ["ago", "since", "past", "after", "before", "in_future"].into_iter().find_map(|kind| {
        let (hit, value) = relative(reading, at, kind)?;
        (kind != "ago" || value != "after").then_some((kind, at + hit.words as usize))
    });
    if let Some((kind, next)) = lead
        && let Some(found) = after_lead(reading, kind, next)
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

fn season(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (at, lead) = match relative_number::<i32>(reading, at, "shift") {
        Some((next, shift)) => (next, Some(shift)),
        None => (at, None),
    };
    let (hit, name) = relative(reading, at, "season")?;
    let season = match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        _ => Season::Winter,
    };
    let next = at + hit.words as usize;
    let linked = relative(reading, next, "of").map_or(next, |(h, _)| next + h.words as usize);
    for from in [linked, next] {
        if let Some(year) = year_value(reading, from) {
            return Some((When::Season { season, year: Some(year), shift: 0 }, from + 1));
        }
        if let Some((to, shift)) = unit_shift(reading, from) {
            return Some((When::Season { season, year: None, shift }, to));
        }
    }
    let (to, shift) = match lead {
        Some(shift) => (next, shift),
        None => shift_after(reading, next)?,
    };
    Some((When::Season { season, year: None, shift }, to))
}

/// "last year" in either order, as the number of years away.
pub(super) fn unit_shift(reading: &Reading, at: usize) -> Option<(usize, i32)> {
    match unit_phrase(reading, at)? {
        (When::Unit { unit: Unit::Year, shift }, to) => Some((to, shift)),
        _ => None,
    }
}

fn decade(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (to, first) = relative_number(reading, at, "decade")?;
    Some((When::Decade { first }, to))
}
