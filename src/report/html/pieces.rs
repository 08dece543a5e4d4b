//! Text cut into pieces that are marked or not, and the small strings around it.

use crate::model::{Article, DatePrecision, Lang, Published, Span};
use crate::report::legend::{Phrase, phrase};
use serde::Serialize;

/// A run of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) mark: bool,
}

/// The words of `whole` with the words of `marks` marked; marks outside or out of order do no harm.
pub(super) fn marked<'a>(text: &'a str, whole: Span, marks: &[Span]) -> Vec<Piece<'a>> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let mut pieces = Vec::new();
    let mut push = |from: u32, to: u32, mark: bool| {
        let words = text.get(from as usize..to as usize).unwrap_or_default();
        if !words.is_empty() {
            pieces.push(Piece { text: words, mark });
        }
    };
    let mut done = whole.start;
    for mark in sorted {
        let (from, to) = (mark.start.max(done), mark.end.min(whole.end));
        if from < to {
            push(done, from, false);
            push(from, to, true);
            done = to;
        }
    }
    push(done, whole.end, false);
    pieces
}

/// The direction of text in `lang`; the text itself decides where the language is not known.
pub(super) fn direction(lang: Lang) -> &'static str {
    match lang.code() {
        "ar" | "arz" | "ckb" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        "und" => "auto",
        _ => "ltr",
    }
}

/// A date for people, as exact as it is known.
pub(super) fn shown_date(published: &Published) -> String {
    match published.precision {
        DatePrecision::Minute | DatePrecision::Second => {
            let at = published.at;
            let zone = match published.utc_offset_minutes {
                None => String::new(),
                Some(0) => " UTC".to_owned(),
                Some(m) => {
                    format!(" UTC{}{:02}:{:02}", if m < 0 { '−' } else { '+' }, m.abs() / 60, m.abs() % 60)
                }
            };
            format!("{} {:02}:{:02}{zone}", at.date(), at.hour(), at.minute())
        }
        _ => published.iso(),
    }
}

/// Minutes from the publication of `a` to that of `b`, where both are known to the minute on one clock.
pub(super) fn minutes_between(a: &Article, b: &Article) -> Option<i64> {
    let (a, b) = (a.published.as_ref()?, b.published.as_ref()?);
    let to_the_minute = a.precision >= DatePrecision::Minute && b.precision >= DatePrecision::Minute;
    let one_clock = a.utc_offset_minutes.is_some() == b.utc_offset_minutes.is_some();
    if !to_the_minute || !one_clock {
        return None;
    }
    let minutes = (b.at - a.at).total(jiff::Unit::Minute).ok()? as i64;
    let offsets = i64::from(b.utc_offset_minutes.unwrap_or(0)) - i64::from(a.utc_offset_minutes.unwrap_or(0));
    Some(minutes - offsets)
}

/// A span of time such as `+4 h 50 min`.
pub(super) fn lag(minutes: i64) -> Phrase {
    let sign = if minutes < 0 { "−" } else { "+" };
    let (days, hours, rest) = (minutes.abs() / 1440, minutes.abs() / 60 % 24, minutes.abs() % 60);
    let parts = [(days, "unit_days"), (hours, "unit_hours"), (rest, "unit_minutes")];
    let told = |unit: fn(&Phrase) -> &str| {
        let mut words: Vec<String> = (parts.iter().filter(|(n, _)| *n > 0))
            .map(|(n, key)| format!("{n} {}", unit(phrase(key))))
            .collect();
        if words.is_empty() {
            words.push(format!("0 {}", unit(phrase("unit_minutes"))));
        }
        // Days and minutes together say more than anybody reads.
        words.truncate(2);
        format!("{sign}{}", words.join(" "))
    };
    Phrase { en: told(|p| &p.en), ar: told(|p| &p.ar) }
}

/// A share as `71 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cut_a_sentence_without_losing_a_word() {
        let text = "xx one two three yy";
        let whole = Span::new(3, 16);
        let pieces = marked(text, whole, &[Span::new(11, 19), Span::new(3, 6), Span::new(4, 6)]);
        let told: Vec<(&str, bool)> = pieces.iter().map(|p| (p.text, p.mark)).collect();
        assert_eq!(told, [("one", true), (" two ", false), ("three", true)]);
    }

    #[test]
    fn a_lag_is_told_in_two_units() {
        assert_eq!(lag(95).en, "+1 h 35 min");
        assert_eq!(lag(-2).en, "−2 min");
        assert_eq!(lag(0).en, "+0 min");
        assert_eq!(lag(1445).en, "+1 d 5 min");
    }
}
