//! One news item as it was read.

use super::Lang;
use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Position of an article in the run's article list, which is sorted by content and not by input order.
pub type ArticleIx = u32;

/// One news item: its text as read, and what is known of where it came from.
///
/// `text` is never changed after reading; every [`Span`](super::Span) points into it. The title is kept
/// apart, except in plain-text files, where the first line is both.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Article {
    /// The input's own id, else the file stem of a text file, else a content hash; unique in a run.
    pub id: String,
    /// Who published it; where nothing says so, the article is its own outlet and this is its id.
    pub outlet: String,
    /// How the outlet was found.
    pub outlet_source: OutletSource,
    /// Headline, where the input has one.
    pub title: Option<String>,
    /// The body, exactly as decoded.
    pub text: String,
    /// When it was published, where anything says so.
    pub published: Option<Published>,
    /// Address of the page.
    pub url: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Language the input states or the text shows.
    pub lang: Lang,
    /// Columns Crosswire has no use for, passed through.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// File and line it was read from.
    pub source: SourceRef,
}

/// File and line of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct SourceRef {
    /// The path as the user named it, `-` for standard input; a member of an archive is `archive.zip!member`.
    pub file: String,
    /// Line of the record from 1, where the format has lines.
    pub line: Option<u64>,
}

/// How an article's outlet was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutletSource {
    /// A field of the record.
    Field,
    /// The host of its URL.
    Url,
    /// The folder the file lies in.
    Folder,
    /// The file's name.
    FileName,
    /// The caller named it.
    Option,
    /// Nothing says; the article stands for itself.
    #[default]
    Unknown,
}

/// When an article was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// Local wall time; midnight where only a day is known.
    pub at: DateTime,
    /// Offset from UTC in minutes, where the input states one.
    pub utc_offset_minutes: Option<i32>,
    /// How exact `at` is.
    pub precision: DatePrecision,
    /// What it was read from.
    pub source: DateSource,
}

impl Published {
    /// The day of publication.
    #[must_use]
    pub fn date(&self) -> Date {
        self.at.date()
    }

    /// The date as ISO 8601 text, as exact as it is known and no more.
    #[must_use]
    pub fn iso(&self) -> String {
        match self.precision {
            DatePrecision::Day => self.at.date().to_string(),
            DatePrecision::Month => self.at.date().to_string()[..7].to_owned(),
            DatePrecision::Year => self.at.date().to_string()[..4].to_owned(),
            DatePrecision::Minute | DatePrecision::Second => self.at.to_string() + &self.offset(),
        }
    }

    fn offset(&self) -> String {
        match self.utc_offset_minutes {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(m) => format!("{}{:02}:{:02}", if m < 0 { '-' } else { '+' }, m.abs() / 60, m.abs() % 60),
        }
    }
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A day.
    Day,
    /// A minute.
    Minute,
    /// A second.
    Second,
}

/// What a publication date was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateSource {
    /// A field of the record.
    Field,
    /// A date inside the URL.
    Url,
    /// Page metadata.
    Metadata,
    /// The file's name.
    FileName,
    /// A date stated in the text itself, such as a tweet stamp or a dateline.
    Text,
}
