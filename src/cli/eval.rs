//! `crosswire eval`: figures against gold pairs.

use super::args::{EvalArgs, EvalTask, TextOrJson};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, measure, output};
use crosswire::eval::{self, GoldPair, Score, Tally};
use crosswire::model::Band;
use crosswire::pipeline::{self, Settings};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// With paths, compares the articles and looks the gold pairs up in the result; without, asks the judge about
/// each pair alone.
pub(crate) fn run(mut args: EvalArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    if args.task != EvalTask::Pairs {
        return measure::run(&args, session);
    }
    let pairs = gold(&args, session)?;
    let found = if args.input.paths.is_empty() {
        eval::by_judge(&pairs)
    } else {
        let settings = Settings { min_band: Band::Low, ..Settings::default() };
        let report = pipeline::compare(input::read(&args.input, session)?, &settings, &session.bars);
        eval::by_run(&pairs, &report)
    };
    let tally = Tally::of(&pairs, &found);
    output::write_to(None, |out| match args.format {
        TextOrJson::Text => write!(out, "{tally}"),
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(&tally))?;
            writeln!(out)
        }
    })?;
    if let Some(folder) = &args.report {
        measure::file(folder, &args, &tally.to_string(), &as_json(&tally))?;
    }
    Ok(Outcome::Done)
}

fn gold(args: &EvalArgs, session: &Session) -> Result<Vec<GoldPair>, Failure> {
    let path = args.gold.display();
    let text = std::fs::read_to_string(&args.gold)
        .map_err(|e| Failure::usage(format!("cannot read {path}: {e}")))?;
    let (pairs, bad) = eval::read_gold(&text);
    for line in &bad {
        session.note(&format!(
            "crosswire: {path}:{line}: this is no gold pair; it wants a_sentence, b_sentence and relation"
        ));
    }
    if pairs.is_empty() {
        return Err(Failure::usage(format!("{path} holds no gold pair")));
    }
    Ok(pairs)
}

fn as_json(tally: &Tally) -> Value {
    let confusion: Vec<Value> = tally
        .confusion
        .iter()
        .map(|((truth, given), pairs)| json!({ "true": truth, "found": given, "pairs": pairs }))
        .collect();
    json!({
        "pairs": tally.pairs,
        "out_of_scope": tally.out_of_scope,
        "hard_negatives": tally.hard_negatives,
        "false_flags": tally.false_flags,
        "relations": scores(&tally.relations),
        "kinds": scores(&tally.kinds),
        "contradiction_bands": scores(&tally.bands),
        "confusion": confusion,
    })
}

fn scores(of: &BTreeMap<&'static str, Score>) -> Value {
    let one = |score: &Score| {
        json!({
            "precision": score.precision(), "recall": score.recall(), "f1": score.f1(),
            "right": score.right, "wrong": score.wrong, "missed": score.missed,
        })
    };
    of.iter().map(|(name, score)| ((*name).to_owned(), one(score))).collect::<serde_json::Map<_, _>>().into()
}
