//! Time expressions as they are worded, before anything is counted from an anchor.
//!
//! Takes a reading, gives the expressions in it with the tokens they cover. Resolves nothing.

use super::part::{self, Part};
use super::units::{
    counted_units, day_of_week, elsewhere, shift_after, told_before, unit_phrase, unit_shift,
};
use super::{date, year};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Hit, Slot};
use crate::model::TokenKind;

/// A time expression and the tokens `from..to` it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::claim) struct Expr {
    pub(in crate::claim) from: usize,
    pub(in crate::claim) to: usize,
    pub(super) when: When,
    pub(super) part: Option<Part>,
}

impl Expr {
    /// Whether it is counted from something else that happened ("a week after").
    pub(in crate::claim) fn is_counted(&self) -> bool {
        matches!(self.when, When::Offset { .. })
    }
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
    /// A weekday of the week `shift` weeks away.
    DayOfWeek { weekday: u8, shift: i32 },
    /// The unit that is being told of, named beside its part alone.
    Bare { unit: Unit },
    /// The weekend nearest to the anchor on the side that the words look to.
    Weekend,
    /// A calendar unit, `shift` away from the one the anchor lies in.
    Unit { unit: Unit, shift: i32 },
    /// `count` units before the anchor.
    Ago { count: Count, unit: Unit },
    /// The `count` units up to the anchor.
    Past { count: Count, unit: Unit },
    /// The `count` units that follow the anchor.
    Ahead { count: Count, unit: Unit },
    /// The day that lies `count` units ahead.
    Hence { count: Count, unit: Unit },
    /// `count` units after or before something else that happened.
    Offset { count: Count, unit: Unit, after: bool },
    /// Ten years.
    Decade { first: i16 },
    /// A season of a year; `shift` years away from the anchor's where no year is written.
    Season { season: Season, year: Option<i16>, shift: i32 },
    /// A unit before or after what was told before ("the following day").
    Elsewhere,
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
    /// "The tenth of last month": the month, that many months away.
    pub(super) month_shift: Option<i32>,
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
    pub(super) fn named(name: &str) -> Option<Self> {
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

pub(super) fn relative_number<T: std::str::FromStr>(
    reading: &Reading,
    at: usize,
    kind: &str,
) -> Option<(usize, T)> {
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
    share_years(reading, &mut out);
    out
}

/// "From 28 June to 3 July 2021" is of one year; "the end of the year", where a sentence has named one, is of that.
fn share_years(reading: &Reading, found: &mut [Expr]) {
    let mut named = None;
    for nth in 0..found.len() {
        if let When::Bare { unit } = found[nth].when
            && let Some(year) = named
        {
            found[nth].when = match unit {
                Unit::Year => When::Date(Written { year: Some(year), ..Written::default() }),
                _ => When::Vague,
            };
        }
        let When::Date(date) = found[nth].when else { continue };
        named = date.year.or(named);
        let next = found.get(nth + 1).map(|next| (next.from, next.when));
        let Some((from, When::Date(Written { year: Some(year), month, hijri, .. }))) = next else { continue };
        let yearless = (date.year, date.shift, date.year_shift, date.month_shift) == (None, None, None, None);
        let range = joins(reading, found[nth].to, from) && date.day.is_some() && date.month <= month;
        if yearless && range && date.hijri == hijri {
            found[nth].when = When::Date(Written { year: Some(year), ..date });
        }
    }
}

/// Whether nothing but a word or mark of a range stands between two dates.
fn joins(reading: &Reading, from: usize, to: usize) -> bool {
    let word = || reading.word(from, "to").or_else(|| reading.word(from, "and"));
    let mut next = word().map_or(from, |hit| from + hit.words as usize);
    if next == from && reading.is_mark(from, "-–—") {
        next += 1;
    }
    // The article or preposition of the second ("bis zum", "au").
    let article =
        next < to && relative(reading, next, "of").or_else(|| relative(reading, next, "the")).is_some();
    (next > from || from == to) && (next == to || next + 1 == to && article)
}

/// Tokens before an expression within which a word of what is to come bears on it.
const AHEAD_REACH: usize = 8;

/// Whether the words before `at` speak of what is to come.
pub(super) fn looks_ahead(reading: &Reading, at: usize) -> bool {
    (at.saturating_sub(AHEAD_REACH)..at).any(|n| reading.word(n, "future").is_some())
}

fn expression(reading: &Reading, at: usize) -> Option<Expr> {
    if !may_begin(reading, at) {
        return None;
    }
    let parted = part::led(reading, at)
        .or_else(|| part::compound(reading, at))
        .or_else(|| part::glued(reading, at))
        .or_else(|| part::followed(reading, at, core_at(reading, at)));
    parted.map(|(part, (when, to))| Expr { from: at, to, when, part })
}

/// Cheap test that spares the grammar most tokens.
fn may_begin(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.kind == TokenKind::Number
        || token.kind == TokenKind::Word && token.folded.contains('-')
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

pub(super) fn core_at(reading: &Reading, at: usize) -> Option<(When, usize)> {
    date::written(reading, at)
        .or_else(|| told_before(reading, at))
        .or_else(|| day_of_week(reading, at))
        .or_else(|| unit_phrase(reading, at))
        .or_else(|| counted_units(reading, at))
        .or_else(|| season(reading, at))
        .or_else(|| decade(reading, at))
        .or_else(|| elsewhere(reading, at))
        .or_else(|| date::day_words(reading, at))
        .or_else(|| year::decade_of(reading, at))
        .or_else(|| year::year(reading, at))
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

fn season(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let shifted =
        || relative_number::<i32>(reading, at, "shift").or_else(|| relative_number(reading, at, "this"));
    let (at, lead) = match shifted() {
        Some((next, shift)) => (next, Some(shift)),
        None => (at, None),
    };
    // «2022 yazında»
    let led_by = year_value(reading, at).filter(|_| lead.is_none() && part::parts_follow(reading));
    let at = if led_by.is_some() { at + 1 } else { at };
    let (hit, name) = relative(reading, at, "season")?;
    let season = match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        _ => Season::Winter,
    };
    let next = at + hit.words as usize;
    if led_by.is_some() {
        return Some((When::Season { season, year: led_by, shift: 0 }, next));
    }
    let linked = relative(reading, next, "of").map_or(next, |(h, _)| next + h.words as usize);
    for from in [linked, next] {
        if let Some(year) = year_value(reading, from) {
            return Some((
                When::Season { season, year: Some(year), shift: 0 },
                year::year_end(reading, from + 1),
            ));
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

fn decade(reading: &Reading, at: usize) -> Option<(When, usize)> {
    let (to, first) = relative_number(reading, at, "decade")?;
    Some((When::Decade { first }, to))
}
