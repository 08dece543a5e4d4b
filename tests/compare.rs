//! How two sentences stand to each other, as data.
//!
//! Cases lie in `tests/cases/compare/*.toml`: two sentences of one event, the answers that are right, and why. A case
//! with `open = true` is known to be missed; it is told of and does not fail. Cases in `tests/cases/run/*.toml` are two reports
//! of one event, with what a run must and must not show between them.

use crosswire::compare::judge::{Judgement, judge, read_date};
use crosswire::ingest::{self, Options};
use crosswire::model::{Report, Side, Verdict};
use crosswire::pipeline::{self, Settings, Silent};
use serde::Deserialize;
use std::fs;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    lang: Option<String>,
    a: String,
    b: String,
    a_date: Option<String>,
    b_date: Option<String>,
    want: String,
    why: String,
    #[serde(default)]
    open: bool,
}

#[test]
fn sentences_stand_to_each_other_as_their_cases_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/compare");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("cases").filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    let (mut all, mut open) = (0, 0);
    for path in paths {
        let cases: Cases = toml::from_str(&fs::read_to_string(&path).expect("cases")).expect("cases in TOML");
        let file = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        for case in &cases.case {
            all += 1;
            open += u32::from(case.open);
            if let Err(found) = check(case) {
                let told = format!(
                    "{file}: {} — wanted {}, found {found}\n  {}\n  {}",
                    case.why, case.want, case.a, case.b
                );
                if case.open { eprintln!("open: {told}") } else { wrong.push(told) }
            }
        }
    }
    eprintln!("{all} cases, {open} open");
    assert!(wrong.is_empty(), "{} of {all} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[derive(Debug, Deserialize)]
struct Runs {
    case: Vec<Run>,
}

#[derive(Debug, Deserialize)]
struct Run {
    why: String,
    shown: Vec<String>,
    hidden: Vec<String>,
    /// Words of two sentences that are shown to agree.
    #[serde(default)]
    agree: Vec<[String; 2]>,
    /// Words of two sentences that are not.
    #[serde(default)]
    apart: Vec<[String; 2]>,
    a: Told,
    b: Told,
}

#[derive(Debug, Deserialize)]
struct Told {
    title: String,
    date: String,
    text: String,
}

#[test]
fn a_run_shows_between_two_reports_what_their_cases_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/run");
    let mut wrong = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("cases").filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let runs: Runs = toml::from_str(&fs::read_to_string(&path).expect("cases")).expect("cases in TOML");
        for case in &runs.case {
            let report = report(case);
            let found = differences(&report);
            let missed = case.shown.iter().any(|kind| !found.contains(kind));
            let flagged = case.hidden.iter().any(|kind| found.contains(kind));
            if missed || flagged {
                wrong.push(format!("{}: found {found:?}", case.why));
            }
            for (pair, wanted) in
                case.agree.iter().map(|pair| (pair, true)).chain(case.apart.iter().map(|pair| (pair, false)))
            {
                if agree(&report, pair) != wanted {
                    let what = if wanted { "is missed" } else { "is shown" };
                    wrong.push(format!("{}: an agreement {what}: {pair:?}", case.why));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether two sentences that hold these words are shown to agree.
fn agree(report: &Report, words: &[String; 2]) -> bool {
    let tells = |side: &Side, words: &str| {
        let text = report.articles.get(side.article as usize).map_or("", |article| article.text.as_str());
        text.get(side.sentence.range()).is_some_and(|sentence| sentence.contains(words))
    };
    let both = |a: &Side, b: &Side| tells(a, &words[0]) && tells(b, &words[1]);
    let mut agreed = report.relations.iter().filter(|one| one.verdict == Verdict::Agreement);
    agreed.any(|one| both(&one.a, &one.b) || both(&one.b, &one.a))
}

fn report(case: &Run) -> Report {
    let line = |id: &str, told: &Told| {
        let record = serde_json::json!({
            "id": id, "outlet": format!("outlet {id}"), "title": told.title, "text": told.text, "published": told.date,
        });
        record.to_string()
    };
    let lines = format!("{}\n{}\n", line("a", &case.a), line("b", &case.b));
    let read = ingest::read_bytes("case.jsonl", lines.as_bytes(), &Options::default()).expect("readable");
    pipeline::compare(read, &Settings::default(), &Silent)
}

fn differences(report: &Report) -> Vec<String> {
    let opposed = report.relations.iter().filter(|one| one.verdict == Verdict::Contradiction);
    opposed.filter_map(|one| Some(format!("{:?}", one.kind?).to_lowercase())).collect()
}

fn check(case: &Case) -> Result<(), String> {
    let found = answer(case, false);
    let turned = answer(case, true);
    let (given, other) = (name(&found), name(&turned));
    if given != other {
        return Err(format!("{given} one way round and {other} the other"));
    }
    if case.want.split('|').any(|want| want.trim() == given) {
        return Ok(());
    }
    Err(format!("{given} ({:.2})", found.score))
}

fn answer(case: &Case, turned: bool) -> Judgement {
    let date = |text: &Option<String>| text.as_deref().and_then(read_date);
    let lang = case.lang.as_deref().and_then(|code| code.parse().ok());
    let (a, b) = ((&case.a, date(&case.a_date)), (&case.b, date(&case.b_date)));
    let (one, other) = if turned { (b, a) } else { (a, b) };
    judge(one.0, other.0, one.1, other.1, lang)
}

fn name(found: &Judgement) -> String {
    let low = |text: String| text.to_lowercase();
    match (found.verdict, found.kind) {
        (None, _) => "none".to_owned(),
        (Some(verdict), None) => low(format!("{verdict:?}")),
        (Some(verdict), Some(kind)) => low(format!("{verdict:?} {kind:?}")),
    }
}
