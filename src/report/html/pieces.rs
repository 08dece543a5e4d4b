//! Text cut into pieces that are marked or not, and the small strings around it.

use super::isolate::isolated;
use super::limits::{MAX_REASON_CHARS, MAX_RUN_CHARS};
use crate::model::{Article, DatePrecision, Lang, Published, Reason, Span};
use crate::report::legend::{Phrase, phrase};
use serde::Serialize;
use std::borrow::Cow;

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

/// Pieces of which a long unmarked or marked run shows only its ends, so that one endless sentence fits a card.
pub(super) fn clipped(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let last = pieces.len().saturating_sub(1);
    let mut out = Vec::with_capacity(pieces.len());
    for (nth, Piece { text, mark }) in pieces.into_iter().enumerate() {
        let (head, tail) = match text.char_indices().nth(2 * MAX_RUN_CHARS) {
            None => (text, ""),
            Some(_) if nth == last && !mark && nth > 0 => (first_chars(text, MAX_RUN_CHARS), ""),
            Some(_) => (first_chars(text, MAX_RUN_CHARS), last_chars(text, MAX_RUN_CHARS)),
        };
        out.push(Piece { text: head, mark });
        if head.len() < text.len() {
            out.push(Piece { text: " … ", mark: false });
            if !tail.is_empty() {
                out.push(Piece { text: tail, mark });
            }
        }
    }
    out
}

/// `text`, cut after `max` characters.
pub(super) fn short(text: &str, max: usize) -> Cow<'_, str> {
    let head = first_chars(text, max);
    if head.len() < text.len() { Cow::Owned(format!("{head}…")) } else { Cow::Borrowed(text) }
}

/// Both languages of `reason`, cut like [`short`], with `names` isolated.
pub(super) fn short_reason(reason: &Reason, names: &[&str]) -> Phrase {
    let cut = |text: &str| isolated(&short(text, MAX_REASON_CHARS), names);
    Phrase { en: cut(&reason.en), ar: cut(&reason.ar) }
}

fn first_chars(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).map_or(text, |(end, _)| &text[..end])
}

fn last_chars(text: &str, max: usize) -> &str {
    text.char_indices().rev().nth(max.saturating_sub(1)).map_or(text, |(start, _)| &text[start..])
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
    fn an_endless_sentence_shows_its_ends_and_its_evidence() {
        let long = "ض".repeat(5_000);
        let pieces = vec![
            Piece { text: &long, mark: false },
            Piece { text: "mark", mark: true },
            Piece { text: &long, mark: false },
        ];
        let shown = clipped(pieces);
        assert!(shown.iter().map(|p| p.text.chars().count()).sum::<usize>() < 4 * MAX_RUN_CHARS);
        assert!(shown.contains(&Piece { text: "mark", mark: true }));
        assert_eq!(short("يوم", 2), "يو…");
    }

    #[test]
    fn a_lag_is_told_in_two_units() {
        assert_eq!(lag(95).en, "+1 h 35 min");
        assert_eq!(lag(-2).en, "−2 min");
        assert_eq!(lag(0).en, "+0 min");
        assert_eq!(lag(1445).en, "+1 d 5 min");
    }
}
