//! What was read and how, for people who want to know before they trust it.

use super::Ingested;
use crate::model::{Article, OutletSource};
use serde::Serialize;
use std::collections::BTreeMap;

/// An account of one run's reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Articles read.
    pub articles: u64,
    /// Records that gave no article.
    pub left_out: u64,
    /// Problems by code.
    pub problems: BTreeMap<String, u64>,
    /// Articles by language ; `und` where none is.
    pub languages: BTreeMap<String, u64>,
    /// Articles by outlet; outlets that are only an article's own id count under an empty name.
    pub outlets: BTreeMap<String, u64>,
    /// When the articles were published.
    pub dates: DateSummary,
    /// The files, in input order.
    pub files: Vec<FileInspection>,
}

/// How one file was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileInspection {
    /// The path as the user named it, `-` for standard input.
    pub file: String,
    /// Size in bytes as stored.
    pub bytes: u64,
    /// `gzip`, `zstd`, `bzip2` or `zip`, where it was packed.
    pub packed: Option<String>,
    /// Format it was read as; empty where it was not read.
    pub format: String,
    /// What the format was told from: `option`, `content` or `name`.
    pub format_from: String,
    /// Character encoding.
    pub encoding: String,
    /// What stands between cells of a table.
    pub delimiter: Option<char>,
    /// Records found.
    pub records: u64,
    /// Articles they gave.
    pub articles: u64,
    /// Which column filled which field, fields in the order of [`super::Field::ALL`], best column first.
    pub columns: Vec<ColumnUse>,
    /// Columns passed through in `extra`, sorted.
    pub unknown_columns: Vec<String>,
    /// Articles by language ; `und` where none is.
    pub languages: BTreeMap<String, u64>,
    /// Articles by outlet; outlets that are only an article's own id count under an empty name.
    pub outlets: BTreeMap<String, u64>,
    /// How outlets were found.
    pub outlet_sources: BTreeMap<String, u64>,
    /// When the articles were published.
    pub dates: DateSummary,
    /// Texts whose markup was taken off, so that offsets count the bare text.
    pub markup_removed: u64,
    /// JSON records that had to be mended (bare control characters, lone surrogates, NaN).
    pub mended: u64,
    /// Remarks for the reader, one sentence each.
    pub notes: Vec<String>,
}

/// One column and the field it fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// The article's field.
    pub field: String,
    /// The column's name, or a dotted path into nested objects.
    pub column: String,
    /// How it was recognised.
    pub found_by: FoundBy,
}

/// How a column was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// The caller said so.
    Map,
    /// By its name.
    Name,
    /// By its values.
    Value,
}

/// Dates of publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DateSummary {
    /// The earliest, as exact as it is known.
    pub from: Option<String>,
    /// The latest, as exact as it is known.
    pub to: Option<String>,
    /// Articles without a date.
    pub without: u64,
    /// What the dates were read from.
    pub sources: BTreeMap<String, u64>,
    /// Where days and months were both possible: `day_first` or `month_first`, and why.
    pub order: Option<String>,
}

pub(super) fn summarise(all: &mut Ingested) {
    let files = std::mem::take(&mut all.inspection.files);
    all.inspection = Inspection { files, ..Inspection::default() };
    let inspection = &mut all.inspection;
    let mut of_file: BTreeMap<&str, Vec<&Article>> = BTreeMap::new();
    for article in &all.articles {
        of_file.entry(&article.source.file).or_default().push(article);
    }
    for file in &mut inspection.files {
        let articles = of_file.get(file.file.as_str()).map(Vec::as_slice).unwrap_or_default();
        file.languages = counted(articles.iter().map(|a| a.lang.code()));
        file.outlets = counted(articles.iter().map(|a| outlet_name(a)));
        file.outlet_sources = counted_variants(articles.iter().map(|a| a.outlet_source));
        let order = file.dates.order.take();
        file.dates = dates(articles.iter().copied());
        file.dates.order = order;
        inspection.left_out += file.records.saturating_sub(file.articles);
        for (lang, count) in &file.languages {
            *inspection.languages.entry(lang.clone()).or_default() += count;
        }
        for (outlet, count) in &file.outlets {
            *inspection.outlets.entry(outlet.clone()).or_default() += count;
        }
    }
    inspection.articles = all.articles.len() as u64;
    inspection.dates = dates(all.articles.iter());
    for problem in &all.problems {
        *inspection.problems.entry(source_name(&problem.code)).or_default() += 1;
    }
}

fn dates<'a>(articles: impl Iterator<Item = &'a Article>) -> DateSummary {
    let mut summary = DateSummary::default();
    let mut span = None;
    let mut sources = Vec::new();
    for article in articles {
        let Some(published) = &article.published else {
            summary.without += 1;
            continue;
        };
        sources.push(published.source);
        let (first, last) = span.get_or_insert((published, published));
        if published.at < first.at {
            *first = published;
        }
        if published.at > last.at {
            *last = published;
        }
    }
    summary.sources = counted_variants(sources.into_iter());
    if let Some((first, last)) = span {
        (summary.from, summary.to) = (Some(first.iso()), Some(last.iso()));
    }
    summary
}

fn outlet_name(article: &Article) -> &str {
    match article.outlet_source {
        OutletSource::Unknown => "",
        _ => &article.outlet,
    }
}

fn counted<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

fn counted_variants<T: Copy + PartialEq + Serialize>(
    variants: impl Iterator<Item = T>,
) -> BTreeMap<String, u64> {
    let mut counts: Vec<(T, u64)> = Vec::new();
    for variant in variants {
        match counts.iter_mut().find(|(known, _)| *known == variant) {
            Some((_, count)) => *count += 1,
            None => counts.push((variant, 1)),
        }
    }
    counts.into_iter().map(|(variant, count)| (source_name(&variant), count)).collect()
}

/// The name a unit variant has in output.
fn source_name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
