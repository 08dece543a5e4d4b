//! `crosswire demo`: the newsroom that comes with Crosswire.

use super::args::DemoArgs;
use super::exit::{Failure, Outcome};
use super::{Session, compare};
use crosswire::ingest;
use crosswire::pipeline::Settings;

const NEWS: &str = include_str!("../../corpus/news.jsonl");

/// Compares the corpus and writes its report.
pub(crate) fn run(args: &DemoArgs, session: &Session) -> Result<Outcome, Failure> {
    let read = ingest::read_bytes("corpus/news.jsonl", NEWS.as_bytes(), &ingest::Options::default())
        .map_err(Failure::usage)?;
    compare::compare(read, &Settings::default(), Some(&args.output), None, session)?;
    if args.with_corpus {
        let path = args.output.join("news.jsonl");
        std::fs::write(&path, NEWS).map_err(|e| Failure::write(&path, &e))?;
    }
    Ok(Outcome::Done)
}
