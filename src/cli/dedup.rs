//! `crosswire dedup`: which articles are copies.

use super::args::{DedupArgs, RecordFormat};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, output, stages};
use crosswire::pipeline::{self, Settings};
use crosswire::report::{csv, jsonl};

/// Finds copies and prints one record for each article, in input order.
pub(crate) fn run(mut args: DedupArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    file.fill_copies(&mut args.copies);
    let mut neardup = input::copy_config(&args.copies)?;
    neardup.passages &= args.passages.is_some();
    let settings = Settings { neardup, ..Settings::default() };
    let read = input::read(&args.input, session)?;
    let report = pipeline::copies(read, &settings, &session.bars);

    let on_screen = args.output.is_none() && output::is_terminal();
    let format = args.format.unwrap_or(if on_screen { RecordFormat::Text } else { RecordFormat::Jsonl });
    output::write_to(args.output.as_deref(), |mut out| match format {
        RecordFormat::Text => stages::copies_as_text(&report, out),
        RecordFormat::Jsonl => jsonl::articles_in(&report, report.input_order.iter().copied(), &mut out),
        RecordFormat::Csv => csv::clusters(&report, out),
    })?;
    if let Some(path) = &args.pairs {
        output::write_to(Some(path), |mut out| jsonl::pairs(&report, &mut out))?;
    }
    if let Some(path) = &args.passages {
        output::write_to(Some(path), |mut out| jsonl::passages(&report, &mut out))?;
    }
    report.copies.notes.iter().for_each(|note| session.note(&format!("crosswire: {note}")));
    Ok(Outcome::Done)
}
