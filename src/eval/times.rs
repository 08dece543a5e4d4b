//! Time expressions, measured.
//!
//! Gold is JSON lines: `doc` (article id), `text` (the words), `value` (a day, month, year, ISO week, or `day~day`; a
//! duration counts for nothing), `kind`, and `anchor` where the gold takes a day that the article does not tell (or
//! `note` with "doc date …"). An interval is right that holds the gold's and is no longer; a month or an approximate
//! value may lie in one a little longer.

use super::measured::{Measured, Outcome};
use crate::claim::time::{self, Anchors, Days};
use crate::event;
use crate::model::{Report, TimeRef};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One time expression of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldTime {
    /// Id of the article.
    #[serde(alias = "article")]
    pub doc: String,
    /// Its words.
    pub text: String,
    /// What it means.
    pub value: String,
    /// What kind of expression it is.
    #[serde(default)]
    pub kind: String,
    /// The day the article's relative words count from.
    #[serde(default)]
    pub anchor: Option<Date>,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// Measures the time expressions of a finished run's articles against `gold`.
#[must_use]
pub fn measure(gold: &[GoldTime], report: &Report) -> Measured {
    let mut measured = Measured::default();
    let days: BTreeMap<&str, Date> =
        gold.iter().filter_map(|row| Some((row.doc.as_str(), anchor(row)?))).collect();
    let windows: BTreeMap<u32, Days> =
        event::publication_windows(&report.articles, &report.texts, &report.claims, &report.events)
            .into_iter()
            .collect();
    let mut read: BTreeMap<&str, Vec<TimeRef>> = BTreeMap::new();
    for row in gold {
        let Some((from, to)) = gold_days(&row.value) else { continue };
        let article = report.articles.iter().position(|article| article.id == row.doc);
        let Some(nth) = article.filter(|nth| report.articles[*nth].text.contains(&row.text)) else {
            measured.out_of_scope += 1;
            continue;
        };
        let text = &report.articles[nth].text;
        let found = read.entry(&row.doc).or_insert_with(|| {
            let window = windows.get(&(nth as u32));
            times_of(report, nth, days.get(row.doc.as_str()), window)
        });
        let over = |time: &&TimeRef| {
            let words = time.span.of(text);
            words.contains(&row.text) || row.text.contains(words)
        };
        let resolved = || found.iter().filter(over).filter_map(|time| time.from.zip(time.to));
        let fits = |(first, last): (Date, Date)| spans(first, last, from, to, slack(&row.value));
        let outcome = match (resolved().any(fits), resolved().next()) {
            (true, _) => Outcome::Right,
            (false, None) => Outcome::Missed,
            (false, Some(_)) => Outcome::Differs,
        };
        let lang = report.articles[nth].lang;
        measured.count(outcome, [("all", "times"), ("kind", row.kind.as_str()), ("language", lang.code())]);
        if outcome != Outcome::Right {
            let given = resolved().next().map_or("nothing".to_owned(), |(a, b)| format!("{a}..{b}"));
            measured.wrong.push(format!("{}: {} is {}, found {given}", row.doc, row.text, row.value));
        }
    }
    measured
}

fn anchor(row: &GoldTime) -> Option<Date> {
    let noted = || row.note.split_once("doc date ").and_then(|(_, rest)| rest.get(..10)?.parse().ok());
    row.anchor.or_else(noted)
}

fn times_of(report: &Report, nth: usize, day: Option<&Date>, window: Option<&Days>) -> Vec<TimeRef> {
    let (article, text) = (&report.articles[nth], &report.texts[nth]);
    let anchors = day.map_or_else(|| Anchors::of(article, text), |day| Anchors::on(*day));
    let each = |s: &crate::model::Sentence| match window.filter(|_| day.is_none()) {
        Some(window) => time::find_within(&article.text, text.tokens_of(s), s.lang, *window),
        None => time::find(&article.text, text.tokens_of(s), s.lang, &anchors),
    };
    text.sentences.iter().flat_map(each).collect()
}

/// Days by which a found interval may be longer than the gold's.
fn slack(value: &str) -> i32 {
    match value {
        v if v.contains('~') => 2,
        v if v.len() == 7 && !v.contains('W') => 62,
        _ => 0,
    }
}

fn spans(from: Date, to: Date, gold_from: Date, gold_to: Date, slack: i32) -> bool {
    from <= gold_from && gold_to <= to && (to - from).get_days() <= (gold_to - gold_from).get_days() + slack
}

/// The days of a gold value; none for durations.
fn gold_days(value: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = value.split_once('~') {
        let front = value.get(..first.len().checked_sub(last.len())?)?;
        let first: Date = first.parse().ok()?;
        return Some((first, format!("{front}{last}").parse().unwrap_or(first)));
    }
    if let Some((year, week)) = value.split_once("-W") {
        let monday = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday).ok()?.date();
        return Some((monday, monday.saturating_add(jiff::Span::new().days(6))));
    }
    match value.len() {
        10 => value.parse().ok().map(|day: Date| (day, day)),
        7 => format!("{value}-01").parse().ok().map(|day: Date| (day, day.last_of_month())),
        4 => Some((format!("{value}-01-01").parse().ok()?, format!("{value}-12-31").parse().ok()?)),
        _ => None,
    }
}
