//! `crosswire PATH…` and `crosswire compare`.

use super::args::{BandName, CompareArgs, FailOn, ReportFormat};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, output};
use crosswire::ingest::Ingested;
use crosswire::model::{Band, Report, Verdict};
use crosswire::pipeline::{self, Settings};
use crosswire::report::{csv, html, json, jsonl, markdown, text, write_all};
use std::path::Path;

const PAGE: &str = "report.html";

/// Reads, compares, writes the report and prints a summary.
pub(crate) fn run(mut args: CompareArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    file.fill_copies(&mut args.copies);
    let settings = settings(&args, file)?;
    let read = input::read(&args.input, session)?;
    let report = compare(read, &settings, args.output.as_deref(), args.format, session)?;
    Ok(if args.fail_on.iter().any(|what| found(&report, *what)) { Outcome::Found } else { Outcome::Done })
}

/// Compares what was read, writes and prints it as asked.
pub(crate) fn compare(
    read: Ingested,
    settings: &Settings,
    folder: Option<&Path>,
    format: Option<ReportFormat>,
    session: &Session,
) -> Result<Report, Failure> {
    let report = pipeline::compare(read, settings, &session.bars);
    if let Some(folder) = folder {
        write_all(&report, folder).map_err(|e| Failure::write(folder, &e))?;
    } else if format.is_none() {
        write_page(&report)?;
    }
    print(&report, format.unwrap_or(ReportFormat::Text))?;
    if format.is_none() {
        let page = folder.map_or_else(|| PAGE.into(), |folder| folder.join(PAGE));
        session.note(&format!("The report is in {}", page.display()));
    }
    Ok(report)
}

fn settings(args: &CompareArgs, file: &FileSettings) -> Result<Settings, Failure> {
    let min_band = match args.min_band.or(file.min_band) {
        Some(BandName::Low) => Band::Low,
        Some(BandName::High) => Band::High,
        Some(BandName::Medium) | None => Band::Medium,
    };
    Ok(Settings { neardup: input::copy_config(&args.copies)?, min_band })
}

fn print(report: &Report, format: ReportFormat) -> Result<(), Failure> {
    output::write_to(None, |mut out| match format {
        ReportFormat::Text => {
            text::write(report, text::Config { color: output::color(), ..Default::default() }, &mut out)
        }
        ReportFormat::Json => json::write(report, &mut out),
        ReportFormat::Jsonl => jsonl::relations(report, &mut out),
        ReportFormat::Csv => csv::relations(report, out),
        ReportFormat::Markdown => markdown::write(report, &mut out),
        ReportFormat::Html => html::write(report, &mut out),
    })
}

/// Writes the page beside the caller, and never over a page that is not ours.
fn write_page(report: &Report) -> Result<(), Failure> {
    let page = Path::new(PAGE);
    let foreign = std::fs::read_to_string(page)
        .is_ok_and(|old| !old.contains("name=\"generator\" content=\"Crosswire"));
    if foreign {
        return Err(Failure::usage("report.html here is not ours, so it stays; choose a folder with -o DIR"));
    }
    output::write_to(Some(page), |mut out| html::write(report, &mut out))
}

fn found(report: &Report, what: FailOn) -> bool {
    let any = |verdict| report.relations.iter().any(|relation| relation.verdict == verdict);
    match what {
        FailOn::Contradiction => any(Verdict::Contradiction),
        FailOn::Agreement => any(Verdict::Agreement),
        FailOn::Update => any(Verdict::Update),
        FailOn::Scope => any(Verdict::Scope),
        FailOn::Copy => !report.copies.clusters.is_empty(),
        FailOn::Problem => !report.problems.is_empty(),
    }
}
