//! All files of a report in one folder.
//!
//! Takes a [`Report`] and a folder, gives exactly the published files. The same report gives the same bytes.

use super::{csv, html, json, jsonl, markdown};
use crate::model::Report;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

type Writer = BufWriter<File>;
type Render = fn(&Report, &mut Writer) -> io::Result<()>;

/// The files in the order in which they are told; they are written side by side.
const FILES: [(&str, Render); 11] = [
    ("report.html", |report, out| html::write(report, out)),
    ("report.json", |report, out| json::write(report, out)),
    ("summary.md", |report, out| markdown::write(report, out)),
    ("relations.jsonl", |report, out| records(jsonl::relations, report, out)),
    ("claims.jsonl", |report, out| records(jsonl::claims, report, out)),
    ("events.jsonl", |report, out| records(jsonl::events, report, out)),
    ("clusters.jsonl", |report, out| records(jsonl::articles, report, out)),
    ("passages.jsonl", |report, out| records(jsonl::passages, report, out)),
    ("problems.jsonl", |report, out| records(jsonl::problems, report, out)),
    ("relations.csv", |report, out| csv::relations(report, out)),
    ("clusters.csv", |report, out| csv::clusters(report, out)),
];

/// Writes every file into `dir`, which is made where it is not there; files of the same names are replaced.
///
/// # Errors
/// Those of the file system, with the path in the message.
pub fn write_all(report: &Report, dir: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(dir).map_err(|e| at_path(dir, &e))?;
    FILES.par_iter().map(|(name, render)| write_file(report, dir.join(name), *render)).collect()
}

fn write_file(report: &Report, path: PathBuf, render: Render) -> io::Result<PathBuf> {
    let write = || {
        let mut out = BufWriter::new(File::create(&path)?);
        render(report, &mut out)?;
        out.flush()
    };
    write().map_err(|e| at_path(&path, &e))?;
    Ok(path)
}

fn records(
    write: fn(&Report, &mut Writer) -> io::Result<()>,
    report: &Report,
    out: &mut Writer,
) -> io::Result<()> {
    jsonl::run(report, out)?;
    write(report, out)
}

fn at_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
