//! The stages in between, for people who build on them.

use super::args::{InputArgs, StageArgs, StageFormat};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, output};
use crosswire::model::Report;
use crosswire::pipeline::{self, Settings};
use crosswire::report::{escape, jsonl};
use std::io::{self, Write};

/// Prints the sentences.
pub(crate) fn sentences(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::sentences(read, &Settings::default(), &session.bars);
    print(&report, args.format, sentences_as_text, |r, mut o| jsonl::sentences(r, &mut o))
}

/// Prints the claims.
pub(crate) fn claims(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::claims(read, &Settings::default(), &session.bars);
    print(&report, args.format, claims_as_text, |r, mut o| jsonl::claims(r, &mut o))
}

/// Prints the events.
pub(crate) fn events(args: StageArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    let (args, read) = open(args, file, session)?;
    let report = pipeline::claims(read, &Settings::default(), &session.bars);
    print(&report, args.format, events_as_text, |r, mut o| jsonl::events(r, &mut o))
}

/// One cluster a block: the kept article, then its copies. Names and titles stand on lines of their own.
pub(crate) fn copies_as_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let copies = &report.copies;
    let copied: usize = copies.clusters.iter().map(|cluster| cluster.members.len() - 1).sum();
    let articles = report.articles.len() - copies.existing as usize;
    writeln!(out, "{articles} articles, {} clusters, {copied} copies", copies.clusters.len())?;
    for cluster in &copies.clusters {
        writeln!(out, "\n{}", cluster.id)?;
        for &member in &cluster.members {
            let verdict = &copies.verdicts[member as usize];
            let mark =
                if member == cluster.kept { "kept".to_owned() } else { format!("{:.3}", verdict.score) };
            writeln!(out, "  {mark:>5}  {}", escape::terminal(&report.articles[member as usize].id))?;
        }
    }
    Ok(())
}

fn sentences_as_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (article, text) in report.articles.iter().zip(&report.texts) {
        writeln!(out, "{} [{}]", escape::terminal(&article.id), text.lang)?;
        for sentence in &text.sentences {
            writeln!(out, "  {}", escape::terminal(sentence.span.of(&article.text)))?;
        }
    }
    Ok(())
}

fn claims_as_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for claim in &report.claims {
        let article = &report.articles[claim.article as usize];
        writeln!(out, "{}  {}", claim.id, escape::terminal(&article.id))?;
        writeln!(out, "  {}", escape::terminal(claim.span.of(&article.text)))?;
        if let Some(speaker) = &claim.speaker {
            writeln!(out, "  by {}", escape::terminal(&speaker.name))?;
        }
        writeln!(out, "  {:?}, {:?}, {:?}", claim.source, claim.polarity, claim.modality)?;
    }
    Ok(())
}

fn events_as_text(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for event in &report.events {
        writeln!(out, "{}", escape::terminal(&event.label))?;
        writeln!(out, "  {} claims; {}", event.claims.len(), escape::terminal(&event.date_basis))?;
        for place in &event.articles {
            let id = &report.articles[place.article as usize].id;
            writeln!(out, "  {:?} {}", place.role, escape::terminal(id))?;
        }
    }
    Ok(())
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
