//! Numbers with what they count or measure.
//!
//! Takes the tokens of a sentence, gives its quantities as intervals in base units with the thing counted.
//! Designators, dates, years, clock times, ordinals, list and telephone numbers are none. What the number says
//! of the thing (killed, deployed) is the governing predicate's to say: `predicate` stays `None` here.
//!
//! | unit | what |
//! |---|---|
//! | none | a plain count |
//! | `minute`, `month` | durations: up to weeks in minutes, from months on in months |
//! | `age_year` | an age |
//! | `usd`, `eur`, `rial`, `rial_sa` … | money; a shared name without its country is the family alone |
//! | `percent`, `percentage_point`, `kilometre`, `kilogram`, `celsius`, `magnitude` … | measures |
//! | `score` | a result of two sides, greater side × 1000 + lesser side |

mod amount;
mod approx;
mod counted;
mod not_amount;
mod result;
mod share;
mod unit;

use super::reading::Reading;
use super::time::expr::{self, Expr};
use crate::lexicon;
use crate::model::{Lang, Quantity, Span, Token};
use compact_str::CompactString;

/// The quantities of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(text: &str, tokens: &[Token], lang: Lang) -> Vec<Quantity> {
    let reading = Reading::new(text, tokens, lang);
    of(&reading, &expr::scan(&reading))
}

/// The quantities of a sentence that is looked up already, with the time expressions found in it.
pub(super) fn of(reading: &Reading, times: &[Expr]) -> Vec<Quantity> {
    let mut times = times.iter().peekable();
    let mut out: Vec<Quantity> = Vec::new();
    let mut free = 0;
    let mut at = 0;
    while at < reading.len() {
        while times.next_if(|t| t.to <= at).is_some() {}
        if times.peek().is_some_and(|t| t.from <= at) {
            at = times.peek().map_or(at + 1, |t| t.to);
            free = at;
            continue;
        }
        if let Some(after) = not_amount::skip(reading, at) {
            at = after;
            free = at;
            continue;
        }
        match quantity(reading, at, free) {
            Some((found, to)) => {
                out.push(found);
                at = to.max(at + 1);
                free = at;
            }
            None => at += 1,
        }
    }
    out
}

/// The class (`dead`, `soldier`, `hostage` …) of the thing counted, as `Quantity::of` names it, where
/// `counted.tsv` knows it. Classes are the same in every language.
#[must_use]
pub fn of_class(of: &str, lang: Lang) -> Option<&'static str> {
    lexicon::of(lang)?.table("counted").get(of).map(|row| row.cell(1))
}

/// Whether the class of the thing counted is a `person`, a `state` of persons (dead, wounded, missing …), a
/// `thing` or an `act`.
#[must_use]
pub fn of_kind(of: &str, lang: Lang) -> Option<&'static str> {
    lexicon::of(lang)?.table("counted").get(of).map(|row| row.cell(2))
}

/// Whether two units may be compared: the same, or a shared currency name and one country's money of that name.
#[must_use]
pub fn units_comparable(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || family(a) == b || family(b) == a,
        (None, None) => true,
        _ => false,
    }
}

fn family(unit: &str) -> &str {
    match unit.rsplit_once('_') {
        Some((family, country)) if country.len() == 2 => family,
        _ => unit,
    }
}

/// The quantity whose number begins at `at`; its approximator may reach back to `free`.
fn quantity(reading: &Reading, at: usize, free: usize) -> Option<(Quantity, usize)> {
    let amount = amount::at(reading, at)?;
    if not_amount::is_name(reading, &amount) {
        return None;
    }
    let around = approx::around(reading, &amount, free);
    let (low, high, rounding) = approx::bounds(&amount, around.bound);
    let unit = amount.unit.clone();
    let counted = if unit.as_deref().is_some_and(|u| u != "percent") || amount.of.is_some() {
        amount.of.map(|of| (CompactString::from(of.0), of.1))
    } else {
        counted::thing(reading, &amount, (around.from, around.to), unit.is_some())
    };
    let known = |c: &Option<Counted>| c.as_ref().is_some_and(|c| of_class(&c.0, reading.lang).is_some());
    if !counted::enough(&amount, known(&counted), around.bound.is_some()) {
        return None;
    }
    let span = reading.span(around.from, around.to);
    let (of, of_span) = counted.unzip();
    let found = Quantity { span, low, high, rounding, unit, of, of_span, predicate: None };
    Some((found, around.to))
}

/// The thing counted: canonical noun or stem, and its words.
type Counted = (CompactString, Span);
