//! The result as records.

use super::{Found, OUTLET, PUBLISHED};
use crate::model::{CodepointIndex, CopyMethod, KeptFrom};
use crate::neardup::{Config, Texts, write_differences};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug, Serialize)]
#[serde(tag = "record", rename = "article")]
struct Article<'f> {
    id: &'f str,
    cluster: Option<&'f str>,
    kept_id: &'f str,
    kept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_from: Option<KeptFrom>,
    method: Option<CopyMethod>,
    score: f64,
    containment: f64,
    lag_minutes: Option<i64>,
    agency: Option<&'f str>,
    outlet: &'f str,
    published: Option<&'f str>,
    source: Place<'f>,
}

#[derive(Debug, Serialize)]
struct Place<'f> {
    file: &'f str,
    line: u32,
}

#[derive(Debug, Serialize)]
#[serde(tag = "record", rename = "pair")]
struct Pair<'f> {
    a: &'f str,
    b: &'f str,
    jaccard: f64,
    containment_a: f64,
    containment_b: f64,
    shared_words: u32,
    longest_run_words: u32,
}

#[derive(Debug, Serialize)]
#[serde(tag = "record", rename = "passage")]
struct Passage<'f> {
    a: &'f str,
    b: &'f str,
    a_start: u32,
    a_end: u32,
    b_start: u32,
    b_end: u32,
    words: u32,
    similarity: f64,
    offset_unit: &'f str,
}

/// Four digits, as every record has them.
fn score(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

impl Found {
    /// Writes one `article` record for each input record, those of an existing set left out, in input order, as JSON
    /// lines.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_articles(&self, out: &mut impl Write) -> io::Result<()> {
        let verdicts = self.copies.verdicts.iter().zip(0..).skip(self.copies.existing as usize);
        verdicts.into_iter().try_for_each(|(verdict, ix)| {
            let row = &self.input.rows[ix as usize];
            let (id, outlet) = (self.id(ix), self.input.names.get(ix, OUTLET));
            let published = self.input.names.get(ix, PUBLISHED);
            let cluster = verdict.cluster.and_then(|c| self.copies.clusters.get(c as usize));
            let record = Article {
                id,
                cluster: cluster.map(|c| c.id.as_str()),
                kept_id: self.id(verdict.kept),
                kept: verdict.kept == ix,
                kept_from: self.copies.kept_from(verdict.kept),
                method: verdict.method,
                score: score(verdict.score),
                containment: score(verdict.containment),
                lag_minutes: verdict.lag_minutes,
                agency: verdict.agency.as_deref(),
                outlet: if outlet.is_empty() { id } else { outlet },
                published: (!published.is_empty()).then_some(published),
                source: Place { file: &self.input.sources[row.file as usize].name, line: row.line },
            };
            line(&record, out)
        })
    }

    /// Writes one `pair` record for each verified pair, as JSON lines.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_pairs(&self, out: &mut impl Write) -> io::Result<()> {
        self.copies.pairs.iter().try_for_each(|pair| {
            let record = Pair {
                a: self.id(pair.a),
                b: self.id(pair.b),
                jaccard: score(pair.jaccard),
                containment_a: score(pair.containment_a),
                containment_b: score(pair.containment_b),
                shared_words: pair.shared_words,
                longest_run_words: pair.longest_run_words,
            };
            line(&record, out)
        })
    }

    /// Writes what each near or contained copy cut and added, as [`write_differences`] does.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_differences(&self, config: &Config, out: &mut impl Write) -> io::Result<()> {
        let new = self.copies.existing..self.input.rows.len() as u32;
        write_differences(&self.input, &self.copies, new, config, out)
    }

    /// Writes one `passage` record for each shared passage, as JSON lines; offsets are code points. Reads the
    /// texts again.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write_passages(&self, out: &mut impl Write) -> io::Result<()> {
        for of_a in self.copies.passages.chunk_by(|x, y| x.a == y.a) {
            let text = self.input.text(of_a[0].a);
            let in_a = CodepointIndex::new(&text);
            for of_b in of_a.chunk_by(|x, y| x.b == y.b) {
                let text = self.input.text(of_b[0].b);
                let in_b = CodepointIndex::new(&text);
                for passage in of_b {
                    let ((a_start, a_end), (b_start, b_end)) =
                        (in_a.span(passage.a_span), in_b.span(passage.b_span));
                    let (a, b) = (self.id(passage.a), self.id(passage.b));
                    let similarity = score(passage.similarity);
                    let words = passage.words;
                    let offset_unit = "codepoint";
                    let record =
                        Passage { a, b, a_start, a_end, b_start, b_end, words, similarity, offset_unit };
                    line(&record, out)?;
                }
            }
        }
        Ok(())
    }
}

fn line(record: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}
