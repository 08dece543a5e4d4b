//! Records, one JSON object a line.
//!
//! Takes a [`Report`], streams lines in the report's order; nothing is held but the line at hand.

use super::record::{self, Offsets};
use crate::model::{ArticleIx, Report};
use serde::Serialize;
use std::io::{self, Write};

/// One record as one line.
///
/// # Errors
/// Those of `out`.
pub fn line(record: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

/// What made the report; the first line of every file of it.
///
/// # Errors
/// Those of `out`.
pub fn run(report: &Report, out: &mut impl Write) -> io::Result<()> {
    line(&record::Run::new(report), out)
}

/// The sentences of all articles.
///
/// # Errors
/// Those of `out`.
pub fn sentences(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    for (article, text) in (0..).zip(&report.texts) {
        for (index, sentence) in (0..).zip(&text.sentences) {
            line(&record::Sentence::new(&offsets, article, index, sentence), out)?;
        }
    }
    Ok(())
}

/// The claims.
///
/// # Errors
/// Those of `out`.
pub fn claims(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    report.claims.iter().try_for_each(|c| line(&record::Claim::new(&offsets, c, &report.events), out))
}

/// The events.
///
/// # Errors
/// Those of `out`.
pub fn events(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    report.events.iter().try_for_each(|e| line(&record::Event::new(&offsets, e), out))
}

/// One record per article, in article order: which it is a copy of, if any.
///
/// # Errors
/// Those of `out`.
pub fn articles(report: &Report, out: &mut impl Write) -> io::Result<()> {
    articles_in(report, 0..report.articles.len() as ArticleIx, out)
}

/// Like [`articles`], in an order of the caller's, such as that of the input.
///
/// # Errors
/// Those of `out`.
pub fn articles_in(
    report: &Report,
    order: impl IntoIterator<Item = ArticleIx>,
    out: &mut impl Write,
) -> io::Result<()> {
    order.into_iter().try_for_each(|at| line(&record::Article::new(report, at), out))
}

/// The verified pairs of articles that share text.
///
/// # Errors
/// Those of `out`.
pub fn pairs(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    report.copies.pairs.iter().try_for_each(|p| line(&record::Pair::new(&offsets, p), out))
}

/// The shared passages.
///
/// # Errors
/// Those of `out`.
pub fn passages(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    report.copies.passages.iter().try_for_each(|p| line(&record::Passage::new(&offsets, p), out))
}

/// The relations.
///
/// # Errors
/// Those of `out`.
pub fn relations(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    report.relations.iter().try_for_each(|r| line(&record::Relation::new(report, &offsets, r), out))
}

/// The problems.
///
/// # Errors
/// Those of `out`.
pub fn problems(report: &Report, out: &mut impl Write) -> io::Result<()> {
    report.problems.iter().try_for_each(|p| line(&record::Problem::new(p), out))
}
