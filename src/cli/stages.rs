//! The stages in between, for people who build on them.

use super::args::{InputArgs, StageArgs, StageFormat};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, output};
use crosswire::model::Report;
use crosswire::pipeline::{self, Settings};
use crosswire::report::{jsonl, text};
use std::io::{self, Write};

/// Prints the sentences.
pub(crate) fn sentences(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::sentences(read, &Settings::default(), &session.bars);
    print(&report, args.format, |r, o| text::sentences(r, o), |r, o| jsonl::sentences(r, o))
}

/// Prints the claims.
pub(crate) fn claims(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::claims(read, &Settings::default(), &session.bars);
    print(&report, args.format, |r, o| text::claims(r, o), |r, o| jsonl::claims(r, o))
}

/// Prints the events.
pub(crate) fn events(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::claims(read, &Settings::default(), &session.bars);
    print(&report, args.format, |r, o| text::events(r, o), |r, o| jsonl::events(r, o))
}

type Printer = fn(&Report, &mut dyn Write) -> io::Result<()>;

fn open(
    mut args: StageArgs,
    file: &FileSettings,
    session: &Session,
) -> Result<(StageArgs, crosswire::ingest::Ingested), Failure> {
    file.fill_input(&mut args.input);
    let input: &InputArgs = &args.input;
    let read = input::read(input, session)?;
    Ok((args, read))
}

fn print(
    report: &Report,
    format: Option<StageFormat>,
    as_text: Printer,
    as_jsonl: Printer,
) -> Result<Outcome, Failure> {
    let format = format.unwrap_or(if output::is_terminal() { StageFormat::Text } else { StageFormat::Jsonl });
    output::write_to(None, |out| match format {
        StageFormat::Text => as_text(report, out),
        StageFormat::Jsonl => as_jsonl(report, out),
    })?;
    Ok(Outcome::Done)
}
