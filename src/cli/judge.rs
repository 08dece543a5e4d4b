//! `crosswire judge`: pairs of sentences in, their relations out, line by line and in input order.

use super::args::JudgeArgs;
use super::exit::{Failure, Outcome};
use super::{Session, output};
use crosswire::compare::judge;
use crosswire::model::Lang;
use crosswire::report::jsonl;
use crosswire::report::record::Judge;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

/// Pairs judged side by side before their answers are written.
const BATCH: usize = 2048;

/// One line of input.
#[derive(Debug, Deserialize)]
struct PairIn {
    #[serde(default)]
    id: Value,
    a: String,
    b: String,
    #[serde(default)]
    a_date: Option<String>,
    #[serde(default)]
    b_date: Option<String>,
    #[serde(default)]
    lang: Option<String>,
}

/// Judges every line of the file; a line that is no pair is told on standard error and the rest goes on.
pub(crate) fn run(args: &JudgeArgs, session: &Session) -> Result<Outcome, Failure> {
    let mut lines = open(&args.pairs)?.split(b'\n').enumerate();
    let mut out = output::stdout();
    let mut read = Tally::default();
    loop {
        let batch: Vec<(usize, Vec<u8>)> = lines
            .by_ref()
            .take(BATCH)
            .map(|(nth, line)| Ok((nth + 1, line?)))
            .collect::<io::Result<_>>()
            .map_err(|e| Failure::usage(format!("{}: {e}", args.pairs)))?;
        if batch.is_empty() {
            break;
        }
        judge_batch(&batch, &args.pairs, &mut read, &mut out, session)?;
    }
    out.flush()?;
    match read {
        Tally { good: 0, bad: 1.. } => Err(Failure::usage(format!("{}: no line is a pair", args.pairs))),
        _ => Ok(Outcome::Done),
    }
}

#[derive(Default)]
struct Tally {
    good: usize,
    bad: usize,
}

fn judge_batch(
    batch: &[(usize, Vec<u8>)],
    file: &str,
    read: &mut Tally,
    out: &mut impl Write,
    session: &Session,
) -> Result<(), Failure> {
    let kept = batch.iter().filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace));
    let pairs: Vec<(usize, Result<PairIn, String>)> = kept.map(|(nth, line)| (*nth, parse(line))).collect();
    let found: Vec<_> = pairs.par_iter().map(|(_, pair)| pair.as_ref().ok().map(judge_one)).collect();
    for ((nth, pair), found) in pairs.iter().zip(&found) {
        match (pair, found) {
            (Ok(pair), Some(found)) => {
                read.good += 1;
                let answer = Judge::new(&pair.id, found.verdict, found.kind, found.score, &found.reason);
                jsonl::line(&answer, out)?;
            }
            (Err(why), _) => {
                read.bad += 1;
                session.note(&format!("crosswire: {file}:{nth}: {why}"));
            }
            (Ok(_), None) => {}
        }
    }
    Ok(())
}

fn judge_one(pair: &PairIn) -> judge::Judgement {
    let date = |text: &Option<String>| text.as_deref().and_then(judge::read_date);
    let lang = pair.lang.as_deref().and_then(|code| code.parse::<Lang>().ok());
    judge::judge(&pair.a, &pair.b, date(&pair.a_date), date(&pair.b_date), lang)
}

fn parse(line: &[u8]) -> Result<PairIn, String> {
    let pair: PairIn = serde_json::from_slice(line)
        .map_err(|e| format!("{e}; a line looks like {{\"id\": 1, \"a\": \"…\", \"b\": \"…\"}}"))?;
    for (field, date) in [("a_date", &pair.a_date), ("b_date", &pair.b_date)] {
        if let Some(text) = date.as_deref().filter(|text| judge::read_date(text).is_none()) {
            return Err(format!(
                "[{field}] \"{text}\" is no date; write it as 2024-05-14 or 2024-05-14T12:30:00"
            ));
        }
    }
    match &pair.lang {
        Some(code) => code.parse::<Lang>().map(|_| pair).map_err(|e| format!("[lang] {e}")),
        None => Ok(pair),
    }
}

fn open(file: &str) -> Result<Box<dyn BufRead>, Failure> {
    if file == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    match File::open(file) {
        Ok(opened) => Ok(Box::new(BufReader::new(opened))),
        Err(e) => Err(Failure::usage(format!("cannot read {file}: {e}"))),
    }
}
