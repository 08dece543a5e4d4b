//! `crosswire eval --task …`: figures of one stage against gold, and dated results.

use super::args::{EvalArgs, EvalTask, TextOrJson};
use super::exit::{Failure, Outcome};
use super::{Session, input, output};
use crosswire::eval::{self, Measured, Score};
use crosswire::model::Report;
use crosswire::pipeline::{self, Settings};
use crosswire::text::language;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Measures the stage that `args.task` names.
pub(crate) fn run(args: &EvalArgs, session: &Session) -> Result<Outcome, Failure> {
    let path = args.gold.display();
    let text =
        fs::read_to_string(&args.gold).map_err(|e| Failure::usage(format!("cannot read {path}: {e}")))?;
    let measured = match args.task {
        EvalTask::Quotations => eval::quotations::measure(&records(&text, args)?, &finished(args, session)?),
        EvalTask::Times => eval::times::measure(&records(&text, args)?, &finished(args, session)?),
        EvalTask::Events => eval::events::measure(&records(&text, args)?, &finished(args, session)?),
        EvalTask::Sentences | EvalTask::Pairs => sentences(&text, args)?,
    };
    let wanted = match args.format {
        TextOrJson::Text => measured.to_string(),
        TextOrJson::Json => format!("{:#}\n", as_json(&measured)),
    };
    output::write_to(None, |out| out.write_all(wanted.as_bytes()))?;
    if let Some(folder) = &args.report {
        file(folder, args, &measured.to_string(), &as_json(&measured))?;
    }
    Ok(Outcome::Done)
}

fn finished(args: &EvalArgs, session: &Session) -> Result<Report, Failure> {
    if args.input.paths.is_empty() {
        return Err(Failure::usage("this task measures articles: name their files or folders".to_owned()));
    }
    Ok(pipeline::claims(input::read(&args.input, session)?, &Settings::default(), &session.bars))
}

/// The gold's records, from JSON lines or one JSON array.
fn records<T: DeserializeOwned>(text: &str, args: &EvalArgs) -> Result<Vec<T>, Failure> {
    let path = args.gold.display();
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|e| Failure::usage(format!("{path}: {e}")));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(nth, line)| {
            serde_json::from_str(line).map_err(|e| Failure::usage(format!("{path}:{}: {e}", nth + 1)))
        })
        .collect()
}

/// Texts with their sentences, or one sentence a line in the language that the file's extension or the text tells.
fn sentences(text: &str, args: &EvalArgs) -> Result<Measured, Failure> {
    if text.trim_start().starts_with('{') {
        let gold = records::<eval::sentences::GoldSentences>(text, args)?;
        return Ok(eval::sentences::of_texts(&gold));
    }
    let code = args.gold.extension().and_then(|e| e.to_str()).and_then(|code| code.parse().ok());
    let head = text.get(..text.len().min(4096)).unwrap_or(text);
    Ok(eval::sentences::of_lines(text, code.unwrap_or_else(|| language::detect(head))))
}

/// Writes the result as Markdown and JSON, named by day, task and gold.
pub(crate) fn file(folder: &Path, args: &EvalArgs, table: &str, json: &Value) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|e| Failure::write(folder, &e))?;
    let day = jiff::Zoned::now().date();
    let task = match args.task {
        EvalTask::Pairs => "pairs",
        EvalTask::Quotations => "quotations",
        EvalTask::Times => "times",
        EvalTask::Events => "events",
        EvalTask::Sentences => "sentences",
    };
    let gold = args.gold.file_name().and_then(|n| n.to_str()).unwrap_or("gold");
    let stem = format!("{day}-{task}-{gold}");
    let mut page =
        format!("# {task}, {gold}, {day}\n\nCrosswire {}. Command:\n\n", env!("CARGO_PKG_VERSION"));
    let paths: Vec<String> = args.input.paths.iter().map(|path| shown(Path::new(path))).collect();
    let _ = writeln!(
        page,
        "```\ncrosswire eval --task {task} --gold {} {}\n```\n\n```\n{}```",
        shown(&args.gold),
        paths.join(" "),
        table
            .lines()
            .filter(|line| !line.starts_with("wrong "))
            .fold(String::new(), |all, line| all + line + "\n")
    );
    for (ending, words) in [("md", page), ("json", format!("{json:#}\n"))] {
        let path = folder.join(format!("{stem}.{ending}"));
        fs::write(&path, words).map_err(|e| Failure::write(&path, &e))?;
    }
    Ok(())
}

/// A path as a result may name it: without the folders of this machine.
fn shown(path: &Path) -> String {
    if path.is_relative() {
        return path.display().to_string();
    }
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn as_json(measured: &Measured) -> Value {
    let one = |((view, name), score): (&(&'static str, String), &Score)| {
        json!({
            "view": view, "name": name, "precision": score.precision(), "recall": score.recall(),
            "f1": score.f1(), "right": score.right, "wrong": score.wrong, "missed": score.missed,
        })
    };
    let confusion = measured.confusion.iter().map(|((view, truth, found), cases)| {
        json!({ "view": view, "true": truth, "found": found, "cases": cases })
    });
    json!({
        "cases": measured.cases,
        "out_of_scope": measured.out_of_scope,
        "scores": measured.scores.iter().map(one).collect::<Vec<_>>(),
        "confusion": confusion.collect::<Vec<_>>(),
    })
}
