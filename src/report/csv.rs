//! Tables for spreadsheets and statistics programs.
//!
//! Takes a [`Report`], streams RFC 4180 CSV in UTF-8 without a byte-order mark. A comment line would break
//! parsers, so what made a file stands in columns at the end of every row: `crosswire_version`, `settings`
//! (as JSON), `inputs` (the hash of each file the row draws on) and `run` (the hash over version, settings
//! and all inputs, the same in every file of a report).

use super::escape;
use super::record::{self, Exact, Number, Offsets, run_hash};
use crate::model::{Article, Report};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns of `relations.csv`.
pub const RELATION_COLUMNS: [&str; 32] = [
    "id",
    "relation",
    "kind",
    "score",
    "band",
    "event",
    "event_label",
    "a_article",
    "a_outlet",
    "a_published",
    "a_speaker",
    "a_start",
    "a_end",
    "a_exact",
    "a_evidence",
    "b_article",
    "b_outlet",
    "b_published",
    "b_speaker",
    "b_start",
    "b_end",
    "b_exact",
    "b_evidence",
    "values",
    "reason_en",
    "reason_ar",
    "origins",
    "reprints",
    "crosswire_version",
    "settings",
    "inputs",
    "run",
];

/// Columns of `clusters.csv`.
pub const CLUSTER_COLUMNS: [&str; 20] = [
    "id",
    "cluster",
    "kept_id",
    "kept",
    "method",
    "score",
    "containment",
    "lag_minutes",
    "agency",
    "outlet",
    "published",
    "file",
    "line",
    "title",
    "lang",
    "url",
    "crosswire_version",
    "settings",
    "inputs",
    "run",
];

/// The relations, one a row; evidence pieces of one side are joined by ` | `.
///
/// # Errors
/// Those of `out`.
pub fn relations(report: &Report, out: impl Write) -> io::Result<()> {
    let made = Provenance::new(report);
    let offsets = Offsets::new(&report.articles);
    let mut table = Table::new(out, &RELATION_COLUMNS)?;
    for relation in &report.relations {
        let row = record::Relation::new(report, &offsets, relation);
        let label = report.events.get(relation.event as usize).map_or("", |e| &e.label);
        table.text(row.id)?;
        table.text(&name_of(&row.relation))?;
        table.text(&name_of(&row.kind))?;
        table.number(row.score)?;
        table.text(&name_of(&row.band))?;
        table.text(row.event.unwrap_or_default())?;
        table.text(label)?;
        for side in [&row.a, &row.b] {
            side_cells(&mut table, side)?;
        }
        table.text(&row.values.map(values_cell).unwrap_or_default())?;
        table.text(&row.reason.en)?;
        table.text(&row.reason.ar)?;
        table.number(Number(f64::from(row.origins)))?;
        table.number(Number(f64::from(row.reprints)))?;
        let inputs = [relation.a.article, relation.b.article];
        made.cells(&mut table, inputs.iter().filter_map(|&at| report.articles.get(at as usize)))?;
        table.end_row()?;
    }
    table.finish()
}

/// One row per article in article order, those in no cluster included: which article it is a copy of, if any.
///
/// # Errors
/// Those of `out`.
pub fn clusters(report: &Report, out: impl Write) -> io::Result<()> {
    let made = Provenance::new(report);
    let mut table = Table::new(out, &CLUSTER_COLUMNS)?;
    for (at, article) in (0..).zip(&report.articles).skip(report.copies.existing as usize) {
        let row = record::Article::new(report, at);
        table.text(row.id)?;
        table.text(row.cluster.unwrap_or_default())?;
        table.text(row.kept_id)?;
        table.text(if row.kept { "true" } else { "false" })?;
        table.text(&name_of(&row.method))?;
        table.number(row.score)?;
        table.number(row.containment)?;
        table.raw(&row.lag_minutes.map(|m| m.to_string()).unwrap_or_default())?;
        table.text(row.agency.unwrap_or_default())?;
        table.text(row.outlet)?;
        table.text(&row.published.unwrap_or_default())?;
        table.text(&row.source.file)?;
        table.raw(&row.source.line.map(|l| l.to_string()).unwrap_or_default())?;
        table.text(row.title.unwrap_or_default())?;
        table.text(&row.lang)?;
        table.text(row.url.unwrap_or_default())?;
        made.cells(&mut table, std::iter::once(article))?;
        table.end_row()?;
    }
    table.finish()
}

fn side_cells<W: Write>(table: &mut Table<W>, side: &record::Side<'_>) -> io::Result<()> {
    table.text(side.article)?;
    table.text(side.outlet)?;
    table.text(side.published.as_deref().unwrap_or_default())?;
    table.text(side.speaker.unwrap_or_default())?;
    table.number(Number(f64::from(side.start)))?;
    table.number(Number(f64::from(side.end)))?;
    table.text(side.exact)?;
    let evidence: Vec<&str> = side.evidence.iter().map(|Exact { exact, .. }| *exact).collect();
    table.text(&evidence.join(" | "))
}

fn values_cell(values: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = values.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("; ")
}

/// The name a record gives to a plain enum; empty for null.
fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The columns that say what made a row.
struct Provenance<'a> {
    version: &'a str,
    settings: String,
    input_hash: BTreeMap<&'a str, &'a str>,
    run: String,
}

impl<'a> Provenance<'a> {
    fn new(report: &'a Report) -> Self {
        Self {
            version: &report.version,
            settings: serde_json::to_string(&report.settings).unwrap_or_default(),
            input_hash: report.inputs.iter().map(|i| (i.file.as_str(), i.xxh3.as_str())).collect(),
            run: run_hash(report),
        }
    }

    fn cells<'b, W: Write>(
        &self,
        table: &mut Table<W>,
        articles: impl Iterator<Item = &'b Article>,
    ) -> io::Result<()> {
        let mut hashes: Vec<&str> = articles.filter_map(|a| self.hash_of(&a.source.file)).collect();
        hashes.dedup();
        table.text(self.version)?;
        table.raw(&self.settings)?;
        table.raw(&hashes.join(" "))?;
        table.raw(&self.run)
    }

    /// An archive member `archive.zip!member` has its archive's hash.
    fn hash_of(&self, file: &str) -> Option<&str> {
        let archive = || file.split_once('!').and_then(|(archive, _)| self.input_hash.get(archive));
        self.input_hash.get(file).or_else(archive).copied()
    }
}

/// A CSV writer whose text cells cannot become formulas.
struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    fn new(out: W, columns: &[&str]) -> io::Result<Self> {
        let mut table = Self(csv::WriterBuilder::new().from_writer(out));
        for column in columns {
            table.raw(column)?;
        }
        table.end_row()?;
        Ok(table)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.raw(&escape::csv(text))
    }

    fn number(&mut self, number: Number) -> io::Result<()> {
        self.raw(&serde_json::to_string(&number)?)
    }

    fn raw(&mut self, cell: &str) -> io::Result<()> {
        self.0.write_field(cell).map_err(io::Error::from)
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.0.write_record(None::<&[u8]>).map_err(io::Error::from)
    }

    fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
