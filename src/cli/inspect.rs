//! `crosswire inspect`: what was read and how.

use super::args::{InspectArgs, TextOrJson};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{input, output};
use crosswire::ingest::{self, ColumnUse, DateSummary, FileInspection, FoundBy, Ingested};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Reads and tells; a run that read nothing still tells why, and fails.
pub(crate) fn run(mut args: InspectArgs, file: &FileSettings) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    let mut read = ingest::read(&args.input.paths, &input::options(&args.input)?).map_err(Failure::usage)?;
    ingest::detect_languages(&mut read);
    output::write_to(None, |out| match args.format {
        TextOrJson::Text => as_text(&read, out),
        TextOrJson::Json => as_json(&read, out),
    })?;
    if read.articles.is_empty() {
        return Err(Failure::usage("no article could be read"));
    }
    Ok(Outcome::Done)
}

fn as_json(read: &Ingested, out: &mut dyn Write) -> io::Result<()> {
    let all = serde_json::json!({ "inspection": read.inspection, "problems": read.problems });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn as_text(read: &Ingested, out: &mut dyn Write) -> io::Result<()> {
    let all = &read.inspection;
    writeln!(out, "{} articles from {} files", all.articles, all.files.len())?;
    if all.left_out > 0 {
        writeln!(out, "{} records gave no article", all.left_out)?;
    }
    writeln!(out, "languages   {}", counts(&all.languages, usize::MAX))?;
    writeln!(out, "outlets     {}", counts(&all.outlets, 12))?;
    writeln!(out, "published   {}", dates(&all.dates))?;
    for file in &all.files {
        writeln!(out)?;
        one_file(file, out)?;
    }
    if !read.problems.is_empty() {
        writeln!(out, "\n{} problems", read.problems.len())?;
    }
    read.problems.iter().try_for_each(|problem| writeln!(out, "  {problem}"))
}

fn one_file(file: &FileInspection, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", file.file)?;
    let packed = file.packed.as_ref().map(|p| format!(", packed with {p}")).unwrap_or_default();
    let delimiter = file.delimiter.map(|d| format!(", cells parted by {d:?}")).unwrap_or_default();
    let format = if file.format.is_empty() { "not read" } else { &file.format };
    writeln!(out, "  format      {format} (told from {}){packed}{delimiter}", file.format_from)?;
    writeln!(out, "  encoding    {}", file.encoding)?;
    writeln!(out, "  articles    {} of {} records", file.articles, file.records)?;
    for column in &file.columns {
        writeln!(out, "  {:<11} {}", column.field, column_use(column))?;
    }
    if !file.unknown_columns.is_empty() {
        writeln!(out, "  passed on   {}", file.unknown_columns.join(", "))?;
    }
    file.notes.iter().try_for_each(|note| writeln!(out, "  note        {note}"))
}

fn column_use(column: &ColumnUse) -> String {
    let how = match column.found_by {
        FoundBy::Map => "as you said",
        FoundBy::Name => "by its name",
        FoundBy::Value => "by its values",
    };
    format!("column \"{}\" ({how})", column.column)
}

fn dates(dates: &DateSummary) -> String {
    let range = match (&dates.from, &dates.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => "no date in the input".to_owned(),
    };
    match dates.without {
        0 => range,
        without => format!("{range}; {without} articles without a date"),
    }
}

fn counts(of: &BTreeMap<String, u64>, most: usize) -> String {
    let mut ranked: Vec<_> = of.iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let name = |n: &str| if n.is_empty() { "unknown".to_owned() } else { n.to_owned() };
    let mut shown: Vec<_> = ranked.iter().take(most).map(|(n, c)| format!("{} {c}", name(n))).collect();
    if ranked.len() > most {
        shown.push(format!("and {} more", ranked.len() - most));
    }
    shown.join(" · ")
}
