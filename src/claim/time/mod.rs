//! Time expressions, resolved to days where that is possible.
//!
//! Takes the tokens of a sentence and the article's [`Anchors`], gives inclusive day intervals with the
//! basis they rest on. What cannot be resolved is kept without dates. Durations are quantities, not times.

mod anchors;
mod calendar;
mod date;
pub(super) mod expr;
mod figures;
mod part;
mod resolve;
mod undated;
mod units;
mod year;

pub use anchors::Anchors;
pub use calendar::Days;
pub use undated::{find_within, own_weekday};

use super::reading::Reading;
use crate::model::{Lang, TimeBasis, TimeRef, Token};
use expr::{Expr, When};

/// The time expressions of one sentence in reading order; they never overlap.
#[must_use]
pub fn find(text: &str, tokens: &[Token], lang: Lang, anchors: &Anchors) -> Vec<TimeRef> {
    let reading = Reading::new(text, tokens, lang);
    of(&reading, &expr::scan(&reading), anchors)
}

/// The time expressions `found` in a sentence that is looked up already, resolved.
pub(super) fn of(reading: &Reading, found: &[Expr], anchors: &Anchors) -> Vec<TimeRef> {
    let mut out: Vec<TimeRef> = found.iter().map(|expr| time_ref(reading, expr, anchors)).collect();
    date_offsets(found, &mut out);
    out
}

/// As [`of`], where what they date lies ahead: a weekday is the next, a date without a year the coming one.
pub(super) fn of_ahead(reading: &Reading, found: &[Expr], anchors: &Anchors) -> Vec<TimeRef> {
    found.iter().map(|expr| resolved(reading, expr, anchors, true)).collect()
}

fn time_ref(reading: &Reading, expr: &Expr, anchors: &Anchors) -> TimeRef {
    resolved(reading, expr, anchors, expr::looks_ahead(reading, expr.from))
}

fn resolved(reading: &Reading, expr: &Expr, anchors: &Anchors, ahead: bool) -> TimeRef {
    let (days, basis) = resolve::resolve(expr, anchors, ahead);
    TimeRef {
        span: reading.span(expr.from, expr.to),
        from: days.map(|d| d.0),
        to: days.map(|d| d.1),
        basis,
        predicate: None,
    }
}

/// Tokens behind an offset within which the day of what it counts from is given.
const EVENT_REACH: usize = 20;

/// "A week after the summit of 29 September": the event's own date, where the sentence gives it after the
/// offset, dates the offset.
fn date_offsets(found: &[Expr], out: &mut [TimeRef]) {
    for nth in 0..found.len() {
        let When::Offset { count, unit, after } = found[nth].when else { continue };
        let near = |later: &usize| found[*later].from <= found[nth].to + EVENT_REACH;
        let event = (nth + 1..found.len())
            .take_while(near)
            .map(|later| &out[later])
            .find(|t| t.basis != TimeBasis::Unresolved && t.from == t.to);
        let Some(day) = event.and_then(|t| t.from.zip(t.to)) else { continue };
        if let Some(days) = resolve::offset(day, count, unit, after) {
            out[nth].from = Some(days.0);
            out[nth].to = Some(days.1);
        }
    }
}
