//! The day that an article's relative time words count from.
//!
//! In this order: the publication date where it is known to the day; a full date that the text calls today; a
//! post's stamp; a dateline. A weekday that the text calls today corrects a stamp by a few days.

use super::calendar::{self, days_between};
use super::expr::{self, Expr, When};
use super::resolve::dated;
use crate::claim::reading::Reading;
use crate::model::{Article, ArticleText, DatePrecision, DateSource, TimeBasis};
use jiff::civil::Date;

/// The days an article's relative time expressions count from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The day of publication, stated or inferred from the text; `None` where nothing tells.
    pub published: Option<Date>,
    /// Whether `published` was read from the text and not from the record.
    pub inferred: bool,
}

impl Anchors {
    /// Reads the anchors of one article; costs one pass over its time words where the record has no date.
    #[must_use]
    pub fn of(article: &Article, text: &ArticleText) -> Self {
        let stated = article.published.as_ref().filter(|p| p.precision >= DatePrecision::Day);
        if let Some(published) = stated {
            let inferred = published.source == DateSource::Text;
            return Self { published: Some(published.date()), inferred };
        }
        Self { published: from_text(article, text), inferred: true }
    }

    /// An article whose day is known.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { published: Some(day), inferred: false }
    }

    pub(super) fn basis(&self) -> TimeBasis {
        if self.inferred { TimeBasis::Article } else { TimeBasis::Publication }
    }
}

/// What an article's own words tell of its day.
#[derive(Debug, Default)]
struct Told {
    /// A full date that the text calls today.
    today: Option<Date>,
    /// The weekday that the text calls today.
    weekday: Option<u8>,
    /// Day of a post's stamp: a full date after the post's handle.
    stamp: Option<Date>,
    /// A full date at the head of the text.
    dateline: Option<Date>,
}

fn from_text(article: &Article, text: &ArticleText) -> Option<Date> {
    let mut told = Told::default();
    for (nth, sentence) in text.sentences.iter().enumerate() {
        let reading = Reading::new(&article.text, text.tokens_of(sentence), sentence.lang);
        for found in expr::scan(&reading) {
            told.hear(&reading, &found, nth == 0);
        }
        stamp(&article.text, text, nth, &mut told);
    }
    told.today.or_else(|| told.corrected(told.stamp)).or_else(|| told.corrected(told.dateline))
}

/// Tokens from the head of the text within which a full date is its dateline.
const DATELINE_TOKENS: usize = 14;

impl Told {
    fn hear(&mut self, reading: &Reading, found: &Expr, first_sentence: bool) {
        match found.when {
            When::Date(date) if date.day.is_some() && date.year.is_some() && date.until_day.is_none() => {
                let Some((day, last)) = dated(&date) else { return };
                if date.today && day == last {
                    self.today = self.today.or(Some(day));
                }
                let head = first_sentence && found.to <= DATELINE_TOKENS && stands_apart(reading, found);
                if head && day == last {
                    self.dateline = self.dateline.or(Some(day));
                }
            }
            When::Day { offset: 0, weekday: Some(weekday) } => self.weekday = self.weekday.or(Some(weekday)),
            _ => {}
        }
    }

    /// A stamp or dateline may be a day or two off the day that the text calls today.
    fn corrected(&self, day: Option<Date>) -> Option<Date> {
        let day = day?;
        let named = self.weekday.map(|weekday| calendar::nearest(day, weekday));
        Some(named.filter(|named| days_between(day, *named).abs() <= 2).unwrap_or(day))
    }
}

/// A dateline's date stands between marks, not inside a clause.
fn stands_apart(reading: &Reading, found: &Expr) -> bool {
    let before = found.from == 0 || reading.mark(found.from - 1).is_some();
    let after = found.to >= reading.len() || reading.mark(found.to).is_some();
    before && after
}

/// A post quoted in the text ends in its author's handle and a full date in any language that has month names.
fn stamp(text: &str, article: &ArticleText, nth: usize, told: &mut Told) {
    let sentence = &article.sentences[nth];
    let tokens = article.tokens_of(sentence);
    let handle = |t: &crate::model::Token| {
        t.kind == crate::model::TokenKind::Address && t.span.of(text).starts_with('@')
    };
    let Some(at) = tokens.iter().position(handle) else { return };
    let from = sentence.tokens.start as usize + at + 1;
    // The stamp may have been cut off as a sentence of its own.
    let to = (from + STAMP_TOKENS).min(article.tokens.len());
    for lang in [sentence.lang, article.lang].into_iter().chain(crate::lexicon::languages()) {
        let reading = Reading::new(text, &article.tokens[from..to], lang);
        let days = expr::scan(&reading).into_iter().filter_map(|found| match found.when {
            When::Date(date) if date.day.is_some() && date.year.is_some() => dated(&date),
            _ => None,
        });
        if let Some(day) = days.map(|d| d.0).max() {
            told.stamp = told.stamp.max(Some(day));
            return;
        }
    }
}

/// Tokens after a handle within which its post's date stands.
const STAMP_TOKENS: usize = 12;
