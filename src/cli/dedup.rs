//! `crosswire dedup`: which articles are copies.

use super::args::{DedupArgs, RecordFormat};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::progress::StreamBars;
use super::{Session, input, output, stages};
use crosswire::model::{Copies, Problem};
use crosswire::neardup::{self, Bands, Config, stream};
use crosswire::pipeline::{self, Settings};
use crosswire::report::{csv, jsonl};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// From this size on, JSONL is searched without holding the texts.
const STREAM_FROM_BYTES: u64 = 64 << 20;

/// Finds copies and prints one record for each article, in input order.
pub(crate) fn run(mut args: DedupArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    file.fill_copies(&mut args.copies);
    let neardup = input::copy_config(&args.copies)?;
    if args.explain_bands {
        return explain_bands(&neardup);
    }
    let on_screen = args.output.is_none() && output::is_terminal();
    let format = args.format.unwrap_or(if on_screen { RecordFormat::Text } else { RecordFormat::Jsonl });
    let asked = args.stream || args.memory.is_some();
    if asked && format != RecordFormat::Jsonl && args.format.is_some() {
        return Err(Failure::usage("--stream and --memory write jsonl only; leave out --format"));
    }
    if asked || format == RecordFormat::Jsonl && is_large_jsonl(&args) {
        return streamed(&args, neardup, session);
    }
    in_memory(&args, neardup, format, session)
}

fn in_memory(
    args: &DedupArgs,
    neardup: Config,
    format: RecordFormat,
    session: &Session,
) -> Result<Outcome, Failure> {
    let settings = Settings { neardup, ..Settings::default() };
    let read = input::read(&args.input, session)?;
    let report = if args.against.is_empty() {
        pipeline::copies(read, &settings, &session.bars)
    } else {
        let existing = input::read_existing(&args.against, &args.input, session)?;
        pipeline::copies_against(existing, read, &settings, &session.bars)
    };
    output::write_to(args.output.as_deref(), |mut out| match format {
        RecordFormat::Text => stages::copies_as_text(&report, out),
        RecordFormat::Jsonl => jsonl::articles_in(&report, report.input_order.iter().copied(), &mut out),
        RecordFormat::Csv => csv::clusters(&report, out),
    })?;
    write_beside(args.pairs.as_deref(), |mut out| jsonl::pairs(&report, &mut out))?;
    write_beside(args.passages.as_deref(), |mut out| jsonl::passages(&report, &mut out))?;
    write_beside(args.differences.as_deref(), |mut out| {
        let order = report.input_order.iter().copied();
        neardup::write_differences(&report.articles[..], &report.copies, order, &settings.neardup, &mut out)
    })?;
    tell_notes(&report.copies, session);
    Ok(Outcome::Done)
}

fn streamed(args: &DedupArgs, neardup: Config, session: &Session) -> Result<Outcome, Failure> {
    let mut options = stream::Options { neardup, ..stream::Options::default() };
    if let Some(size) = &args.memory {
        options.memory.bytes = input::size(size)?;
    }
    for pair in &args.input.map {
        map_field(&mut options.fields, pair)?;
    }
    let [existing, paths] = [&args.against, &args.input.paths]
        .map(|paths| paths.iter().map(PathBuf::from).collect::<Vec<PathBuf>>());
    let files = existing.iter().chain(&paths);
    let bytes = files.filter_map(|p| p.metadata().ok()).map(|m| m.len()).sum();
    let bars = StreamBars::new(&session.bars, bytes);
    let found = stream::find_against_watched(&existing, &paths, &options, &bars).map_err(Failure::usage)?;
    bars.finish();
    input::tell_problems(&found.problems, session);
    if !existing.is_empty() && found.copies.existing == 0 {
        return Err(input::no_existing(&args.against));
    }
    if found.is_empty() {
        let why = found.problems.first().map(Problem::to_string).unwrap_or_default();
        return Err(Failure::usage(format!("no article could be read; {why}")));
    }
    output::write_to(args.output.as_deref(), |mut out| found.write_articles(&mut out))?;
    write_beside(args.pairs.as_deref(), |mut out| found.write_pairs(&mut out))?;
    write_beside(args.passages.as_deref(), |mut out| found.write_passages(&mut out))?;
    write_beside(args.differences.as_deref(), |mut out| found.write_differences(&options.neardup, &mut out))?;
    tell_notes(&found.copies, session);
    Ok(Outcome::Done)
}

fn map_field(fields: &mut stream::Fields, pair: &str) -> Result<(), Failure> {
    let (field, column) =
        pair.split_once('=').ok_or_else(|| Failure::usage(format!("--map \"{pair}\" lacks a =")))?;
    let keys = match field {
        "text" => &mut fields.text,
        "id" => &mut fields.id,
        "outlet" => &mut fields.outlet,
        "published" => &mut fields.published,
        // The other fields leave no trace in what dedup writes.
        _ => return Ok(()),
    };
    *keys = vec![column.to_owned()];
    Ok(())
}

fn write_beside(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    path.map_or(Ok(()), |path| output::write_to(Some(path), write))
}

fn tell_notes(copies: &Copies, session: &Session) {
    copies.notes.iter().for_each(|note| session.note(&format!("crosswire: {note}")));
}

/// Whether every path is a JSONL file and together they are large.
fn is_large_jsonl(args: &DedupArgs) -> bool {
    let endings = [".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst", ".jsonl.bz2", ".ndjson.gz", ".ndjson.zst"];
    let is_jsonl = |path: &String| endings.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    let bytes =
        |path: &String| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
    let paths = || args.input.paths.iter().chain(&args.against);
    let sizes: Option<Vec<u64>> = paths().map(bytes).collect();
    paths().all(is_jsonl) && sizes.is_some_and(|s| s.iter().sum::<u64>() >= STREAM_FROM_BYTES)
}

fn explain_bands(config: &Config) -> Result<Outcome, Failure> {
    let bands = config.bands.unwrap_or_else(|| Bands::for_jaccard(config.min_jaccard));
    output::write_to(None, |out| {
        writeln!(out, "{} bands of {} lanes for Jaccard {}", bands.bands, bands.rows, config.min_jaccard)?;
        writeln!(out, "similarity  chance to be compared")?;
        for (jaccard, chance) in bands.curve() {
            let bar = "#".repeat((chance * 40.0).round() as usize);
            writeln!(out, "{jaccard:>10.2}  {chance:.4}  {bar}")?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}
