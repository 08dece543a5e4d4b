//! The whole report as one JSON document, streamed.
//!
//! Takes a [`Report`], gives one object: what made it, the counts, the articles with their texts (so that every
//! offset can be checked), and the same records as the JSONL files.

use super::record::{self, Offsets};
use super::summary::{Summary, summary};
use crate::model::Report;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the document, with a line end after it.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Document(report))?;
    out.write_all(b"\n")
}

struct Document<'a>(&'a Report);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let offsets = Offsets::new(&report.articles);
        let counts: Summary = summary(report);
        let mut document = to.serialize_map(None)?;
        document.serialize_entry("run", &record::Run::new(report))?;
        document.serialize_entry("summary", &counts)?;
        document.serialize_entry("gates", &report.gates)?;
        document.serialize_entry(
            "articles",
            &Records(|| (0..report.articles.len() as u32).map(|at| ReadArticle::new(report, at))),
        )?;
        document.serialize_entry(
            "events",
            &Records(|| report.events.iter().map(|e| record::Event::new(&offsets, e))),
        )?;
        document.serialize_entry(
            "relations",
            &Records(|| report.relations.iter().map(|r| record::Relation::new(report, &offsets, r))),
        )?;
        document.serialize_entry(
            "claims",
            &Records(|| report.claims.iter().map(|c| record::Claim::new(&offsets, c, &report.events))),
        )?;
        document.serialize_entry(
            "passages",
            &Records(|| report.copies.passages.iter().map(|p| record::Passage::new(&offsets, p))),
        )?;
        document.serialize_entry("notes", &report.copies.notes)?;
        document
            .serialize_entry("problems", &Records(|| report.problems.iter().map(record::Problem::new)))?;
        document.end()
    }
}

/// An article with its text.
#[derive(Serialize)]
struct ReadArticle<'a> {
    #[serde(flatten)]
    record: record::Article<'a>,
    author: Option<&'a str>,
    extra: &'a BTreeMap<String, Value>,
    text: &'a str,
}

impl<'a> ReadArticle<'a> {
    fn new(report: &'a Report, at: u32) -> Self {
        let article = &report.articles[at as usize];
        Self {
            record: record::Article::new(report, at),
            author: article.author.as_deref(),
            extra: &article.extra,
            text: &article.text,
        }
    }
}

/// A sequence made while it is written.
struct Records<F>(F);

impl<F, I> Serialize for Records<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((self.0)())
    }
}
