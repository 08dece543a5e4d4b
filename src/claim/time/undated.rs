//! Time expressions of an article of which only a few days are known that it can have been published on.
//!
//! Takes those days, gives what every one of them would give; where they differ an expression stays unresolved.

use super::calendar::{days_between, plus};
use super::expr::{self, Expr, When};
use super::{Anchors, Days, of};
use crate::claim::reading::Reading;
use crate::model::{ArticleText, Lang, TimeBasis, TimeRef, Token};

/// The weekday an article was written on, where all it says of its own day agrees ("yesterday, Wednesday"); Monday is 1.
#[must_use]
pub fn own_weekday(text: &str, article: &ArticleText) -> Option<u8> {
    let mut own = None;
    for sentence in &article.sentences {
        let reading = Reading::new(text, article.tokens_of(sentence), sentence.lang);
        for told in expr::scan(&reading).iter().filter_map(weekday_told) {
            if *own.get_or_insert(told) != told {
                return None;
            }
        }
    }
    own
}

fn weekday_told(found: &Expr) -> Option<u8> {
    match found.when {
        When::Day { offset, weekday: Some(weekday) } => {
            Some((i32::from(weekday) - 1 - offset).rem_euclid(7) as u8 + 1)
        }
        _ => None,
    }
}

/// Days from which on a stretch is so long that its ends may move with the day it is counted from.
const LONG_DAYS: i64 = 28;

/// What two days give alike; of long stretches counted back from them, all that either covers.
fn common(one: &TimeRef, other: &TimeRef) -> Option<Days> {
    let (a, b) = (one.from.zip(one.to)?, other.from.zip(other.to)?);
    let moved = days_between(a.0, b.0).abs().max(days_between(a.1, b.1).abs());
    let long = days_between(a.0, a.1).min(days_between(b.0, b.1)) >= LONG_DAYS;
    (moved == 0 || long && moved <= MOST_MOVED).then(|| (a.0.min(b.0), a.1.max(b.1)))
}

/// Days by which a stretch moves with the day it is counted from; a calendar month or year jumps farther.
const MOST_MOVED: i64 = 6;

/// The time expressions of one sentence of an article that was published on one of the days of `window`. What rests on
/// that day has the basis [`TimeBasis::Event`]. Costs one resolution for each day.
#[must_use]
pub fn find_within(text: &str, tokens: &[Token], lang: Lang, window: Days) -> Vec<TimeRef> {
    let reading = Reading::new(text, tokens, lang);
    let found = expr::scan(&reading);
    let mut out = of(&reading, &found, &Anchors::on(window.0));
    let mut day = window.0;
    while day < window.1 {
        day = plus(day, 1);
        for (one, other) in out.iter_mut().zip(of(&reading, &found, &Anchors::on(day))) {
            (one.from, one.to) = common(one, &other).unzip();
        }
    }
    for time in out.iter_mut().filter(|time| time.basis == TimeBasis::Publication) {
        time.basis = if time.from.is_some() { TimeBasis::Event } else { TimeBasis::Unresolved };
    }
    out
}
