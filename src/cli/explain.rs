//! `crosswire explain`: every gate, feature and number behind a relation, or behind its absence.

use super::args::{ExplainArgs, TextOrJson};
use super::config::FileSettings;
use super::exit::{Failure, Outcome};
use super::{Session, input, output};
use crosswire::compare::explain::{self, Explanation};
use crosswire::compare::{self, Scene, judge};
use crosswire::event::{self, Gate};
use crosswire::model::{ArticleIx, Band, ClaimIx, Report};
use crosswire::pipeline::{self, Settings};
use crosswire::report::escape::terminal;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Explains a relation or a pair of claims of a run, or two sentences given as they are.
pub(crate) fn run(mut args: ExplainArgs, file: &FileSettings, session: &Session) -> Result<Outcome, Failure> {
    file.fill_input(&mut args.input);
    let told = match (&args.id, &args.a, &args.b) {
        (None, Some(a), Some(b)) => of_sentences(a, b),
        (Some(id), _, _) => of_run(id, &args, session)?,
        _ => return Err(Failure::usage("name a relation's id, or two sentences with --a and --b")),
    };
    output::write_to(None, |out| match args.format {
        TextOrJson::Text => as_text(&told, out),
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &told)?;
            writeln!(out)
        }
    })?;
    Ok(Outcome::Done)
}

fn of_sentences(a: &str, b: &str) -> Value {
    let found = judge::judge(a, b, None, None, None);
    json!({
        "a": a,
        "b": b,
        "relation": found.verdict,
        "kind": found.kind,
        "score": found.score,
        "band": found.band,
        "reason": found.reason.en,
        "values": found.values,
        "a_evidence": found.a_evidence,
        "b_evidence": found.b_evidence,
        "features": features(&found.features),
        "stopped": stops(&found.trace.stops),
    })
}

fn of_run(id: &str, args: &ExplainArgs, session: &Session) -> Result<Value, Failure> {
    if args.input.paths.is_empty() {
        return Err(Failure::usage(format!("name the articles too: crosswire explain {id} PATH…")));
    }
    let settings = Settings { min_band: Band::Low, ..Settings::default() };
    let report = pipeline::compare(input::read(&args.input, session)?, &settings, &session.bars);
    let (a, b) = claims_of(id, &report)?;
    let scene = Scene::of(&report);
    let claim = |ix: ClaimIx| &report.claims[ix as usize];
    let place = |ix: ClaimIx| (claim(ix).article, claim(ix).sentence);
    let explained = explain::sentences(scene, place(a), place(b));
    let relation = report.relations.iter().find(|r| {
        let sides = (place(r.a.claim), place(r.b.claim));
        sides == (place(a), place(b)) || sides == (place(b), place(a))
    });
    let mut told = explained.map_or(Value::Null, |e| of_explanation(&e));
    told["a"] = side(&report, a);
    told["b"] = side(&report, b);
    told["event_gate"] = gate(&report, a, b);
    told["among_the_run"] = among_the_run(scene, place(a), place(b));
    told["relation_id"] = json!(relation.map(|r| &r.id));
    Ok(told)
}

/// How the pair stands among the other sentences of the two articles, and which gates stopped what was found in it.
fn among_the_run(scene: Scene<'_>, a: (ArticleIx, u32), b: (ArticleIx, u32)) -> Value {
    let sides = |look: &compare::Look| (look.a, look.b) == (a, b) || (look.a, look.b) == (b, a);
    match compare::survey(scene).into_iter().find(sides) {
        Some(look) => json!({
            "candidate": true,
            "rare_likeness": look.likeness,
            "mutual": look.mutual,
            "stopped": stops(&look.stops),
        }),
        None => json!({ "candidate": false }),
    }
}

/// The two claims that `id` names: a relation's, or `CLAIM:CLAIM`.
fn claims_of(id: &str, report: &Report) -> Result<(ClaimIx, ClaimIx), Failure> {
    if let Some((a, b)) = id.split_once(':') {
        let find = |id: &str| {
            let nth = report.claims.iter().position(|claim| claim.id == id);
            nth.map(|n| n as ClaimIx).ok_or_else(|| {
                Failure::usage(format!("no claim has the id {id}; crosswire claims lists them"))
            })
        };
        return Ok((find(a)?, find(b)?));
    }
    let relation = report.relations.iter().find(|relation| relation.id == id);
    relation.map(|r| (r.a.claim, r.b.claim)).ok_or_else(|| {
        Failure::usage(format!(
            "no relation of these articles has the id {id}; for a pair without one write CLAIM:CLAIM"
        ))
    })
}

fn side(report: &Report, claim: ClaimIx) -> Value {
    let claim = &report.claims[claim as usize];
    let article = &report.articles[claim.article as usize];
    let sentence = report.texts[claim.article as usize].sentences.get(claim.sentence as usize);
    json!({
        "article": article.id,
        "outlet": article.outlet,
        "claim": claim.id,
        "sentence": sentence.map(|s| s.span.of(&article.text)),
        "event": claim.event.and_then(|e| report.events.get(e as usize)).map(|e| &e.label),
    })
}

fn gate(report: &Report, a: ClaimIx, b: ClaimIx) -> Value {
    match event::gate(&report.events, &report.claims, a, b) {
        Gate::Linked { basis, .. } => json!({ "passed": true, "why": basis.en }),
        Gate::Blocked { why, reason } => json!({ "passed": false, "code": why.code(), "why": reason.en }),
        Gate::Unresolved { reason } => {
            json!({ "passed": false, "code": "event_unresolved", "why": reason.en })
        }
    }
}

fn of_explanation(explained: &Explanation) -> Value {
    let findings: Vec<Value> = explained
        .findings
        .iter()
        .map(|(score, finding)| {
            json!({
                "rule": finding.rule, "relation": finding.verdict, "kind": finding.kind, "score": score,
                "reason": finding.reason.en, "values": finding.values, "features": features(&finding.features),
            })
        })
        .collect();
    let ties: Vec<Value> = explained
        .ties
        .iter()
        .map(|(a, b, how, likeness)| json!({ "a": a, "b": b, "how": how, "likeness": likeness }))
        .collect();
    json!({
        "containment": explained.containment,
        "jaccard": explained.jaccard,
        "matched_words": explained.matched,
        "tied_predicates": ties,
        "findings": findings,
        "stopped": stops(&explained.stops),
        "event": explained.event,
    })
}

fn features(of: &[(&'static str, f64)]) -> Value {
    of.iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn stops(of: &[(&'static str, &'static str)]) -> Value {
    of.iter().map(|(rule, gate)| json!({ "rule": rule, "gate": gate })).collect()
}

/// The same as nested lines: one value a line, so that Arabic never shares a line with another string.
fn as_text(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| field(name, value, 0, out)),
        other => writeln!(out, "{}", plain(other)),
    }
}

fn field(name: &str, value: &Value, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let pad = "  ".repeat(depth);
    match value {
        Value::Null => Ok(()),
        Value::Object(fields) if fields.is_empty() => Ok(()),
        Value::Array(items) if items.is_empty() => Ok(()),
        Value::Object(fields) => {
            writeln!(out, "{pad}{name}")?;
            fields.iter().try_for_each(|(name, value)| field(name, value, depth + 1, out))
        }
        Value::Array(items) => {
            writeln!(out, "{pad}{name}")?;
            items.iter().try_for_each(|item| match item {
                Value::Object(_) => field("-", item, depth + 1, out),
                Value::Array(pair) => {
                    let words: Vec<String> = pair.iter().map(plain).collect();
                    writeln!(out, "{pad}  {}", words.join("  =  "))
                }
                other => writeln!(out, "{pad}  {}", plain(other)),
            })
        }
        other => writeln!(out, "{pad}{name}: {}", plain(other)),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => terminal(text),
        Value::Number(number) => number
            .as_f64()
            .filter(|n| n.fract() != 0.0)
            .map_or_else(|| number.to_string(), |n| format!("{n:.3}")),
        other => other.to_string(),
    }
}
