//! Relations measured on gold.
//!
//! The project's own newsroom always; the sets in `../shared/data` where they are, with a note where they are not.
//! `GOLD_SHOW=1 cargo test --test gold -- --nocapture` prints every pair that is wrong.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test says what it measured and why it was skipped"
)]

mod shared_data;

use crosswire::eval::{self, Found, GoldPair, Label, Tally};
use crosswire::ingest::{self, Options};
use crosswire::model::{Article, Report, Verdict};
use crosswire::pipeline::{self, Settings, Silent};
use shared_data::shared;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn gold(path: &Path) -> Vec<GoldPair> {
    let text = fs::read_to_string(path).expect("a readable gold file");
    let (pairs, bad) = eval::read_gold(&text);
    assert!(bad.is_empty(), "{}: lines {bad:?} are no gold pairs", path.display());
    pairs
}

fn run(paths: &[PathBuf]) -> Report {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let read = ingest::read(&paths, &Options::default()).expect("readable articles");
    pipeline::compare(read, &Settings::default(), &Silent)
}

fn dated(pairs: &mut [GoldPair], articles: &[Article]) {
    let dates: BTreeMap<&str, String> = articles
        .iter()
        .filter_map(|article| Some((article.id.as_str(), article.published.as_ref()?.at.to_string())))
        .collect();
    for pair in pairs {
        pair.a_date = dates.get(pair.a_article.as_str()).cloned();
        pair.b_date = dates.get(pair.b_article.as_str()).cloned();
    }
}

fn show(title: &str, pairs: &[GoldPair], found: &[Found]) -> Tally {
    let tally = Tally::of(pairs, found);
    eprintln!("== {title}\n{tally}");
    if std::env::var_os("GOLD_SHOW").is_some() {
        for (pair, one) in pairs.iter().zip(found).filter(|(_, one)| one.in_scope) {
            let right = match pair.label {
                Label::Related(verdict) => {
                    one.verdict == Some(verdict) && (pair.kind.is_none() || one.kind == pair.kind)
                }
                _ => !matches!(one.verdict, Some(Verdict::Agreement | Verdict::Contradiction)),
            };
            if !right {
                let truth = (pair.label.name(), pair.kind);
                eprintln!(
                    "{} {truth:?} found {:?} {:?} {:.2}: {}",
                    pair.id, one.verdict, one.kind, one.score, pair.why
                );
                eprintln!("   A {}\n   B {}", pair.a_sentence, pair.b_sentence);
            }
        }
    }
    tally
}

#[test]
fn the_newsroom_of_the_project() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut pairs = gold(&root.join("gold/claims.jsonl"));
    let report = run(&[root.join("news.jsonl")]);
    let whole = show("corpus, whole run", &pairs, &eval::by_run(&pairs, &report));
    assert!(whole.false_flags == 0, "pairs of two happenings in the newsroom are not flagged");
    assert!(whole.relation("contradiction").precision() >= 0.95, "contradictions of a run are right");
    assert!(whole.relation("contradiction").recall() >= 0.7, "contradictions are found in a run");
    assert!(whole.relation("agreement").recall() >= 0.65, "agreements are found in a run");
    dated(&mut pairs, &report.articles);
    let same: Vec<GoldPair> = pairs.into_iter().filter(|pair| pair.label != Label::DifferentEvent).collect();
    let judged = show("corpus, judge", &same, &eval::by_judge(&same));
    assert!(judged.relation("contradiction").precision() >= 0.93, "contradictions of the newsroom are right");
    assert!(judged.relation("contradiction").recall() >= 0.78, "contradictions of the newsroom are found");
    assert!(judged.relation("agreement").recall() >= 0.82, "agreements of the newsroom are found");
    assert!(judged.relation("agreement").precision() >= 0.85, "agreements of the newsroom are right");
}

#[test]
fn the_newsrooms_that_rules_were_not_written_from() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    // Recall of contradictions and of agreements, as measured, less what one pair is worth.
    let floors =
        // The model of what stands has seen all but the last two rooms, that of agreements across languages all but the last three;
        // blind figures are printed by `train_stands` and `train_retold`.
        [
            ("second", 0.55, 0.7),
            ("third", 0.25, 0.6),
            ("fourth", 0.4, 0.55),
            ("fifth", 0.41, 0.53),
            ("sixth", 0.14, 0.47),
            ("seventh", 0.23, 0.33),
            ("eighth", 0.19, 0.46),
        ];
    for (room, contradictions, agreements) in floors {
        let pairs = gold(&root.join(room).join("claims.jsonl"));
        let report = run(&[root.join(room).join("news.jsonl")]);
        let found = show(room, &pairs, &eval::by_run(&pairs, &report));
        // One of the fourth is an agreement of two sides of one fight.
        let flagged = if room == "fourth" { 1 } else { 0 };
        assert!(
            found.false_flags <= flagged,
            "{room}: pairs of two happenings or of other facts are not flagged"
        );
        assert!(
            found.relation("contradiction").recall() >= contradictions,
            "{room}: contradictions are found"
        );
        assert!(found.relation("agreement").recall() >= agreements, "{room}: agreements are found");
    }
}

#[test]
fn the_seed_reports() {
    let Some(path) = shared("gold/seeds_dev.jsonl") else { return };
    let pairs = gold(&path);
    let Some(seeds) = shared("seeds") else { return };
    let report = run(&[seeds]);
    let run = show("seeds, whole run", &pairs, &eval::by_run(&pairs, &report));
    assert!(run.false_flags == 0, "hard negatives of the seeds are not flagged");
    assert!(run.relation("contradiction").right >= 7, "opposed framing is found in the seeds");
    assert!(
        run.relation("agreement").right >= 15,
        "agreements told in part of a sentence are found in the seeds"
    );
    let judged = show("seeds, judge", &pairs, &eval::by_judge(&pairs));
    assert!(judged.false_flags == 0, "hard negatives are not flagged by their sentences alone");
}

#[test]
fn minimal_edits() {
    let Some(path) = shared("gold/seed_synthetic_dev.jsonl") else { return };
    let pairs = gold(&path);
    let judged = show("synthetic, judge", &pairs, &eval::by_judge(&pairs));
    assert!(judged.relation("contradiction").missed <= 1 && judged.relation("agreement").missed <= 1);
}

#[test]
fn real_news_of_many_outlets() {
    let Some(path) = shared("gold/saudi/claim_pairs.jsonl") else { return };
    let mut pairs = gold(&path);
    let Some(corpus) = shared("gold/saudi/corpus.jsonl") else { return };
    // Events with these names are looked at only at the end of a piece of work, so that the rest may be read freely.
    let unseen = ["E18", "E20", "E28", "E38", "E44"];
    let events = events_of(&path);
    if std::env::var_os("GOLD_UNSEEN").is_none() {
        pairs.retain(|pair| {
            events.get(&pair.id).is_some_and(|e| !unseen.contains(&e.as_str()) && !e.starts_with('M'))
        });
    } else {
        pairs.retain(|pair| {
            events.get(&pair.id).is_none_or(|e| unseen.contains(&e.as_str()) || e.starts_with('M'))
        });
    }
    let report = run(&[corpus]);
    let whole = show("saudi, whole run", &pairs, &eval::by_run(&pairs, &report));
    assert!(whole.false_flags <= 1, "pairs of different events in real news are not flagged");
    assert!(whole.relation("agreement").recall() >= 0.55, "agreements in real news are found in a run");
    assert!(
        whole.relation("contradiction").precision() >= 0.9,
        "contradictions of real news are right in a run"
    );
    dated(&mut pairs, &report.articles);
    let same: Vec<GoldPair> = pairs.into_iter().filter(|pair| pair.label != Label::DifferentEvent).collect();
    let judged = show("saudi, judge", &same, &eval::by_judge(&same));
    assert!(judged.relation("agreement").f1() >= 0.65, "agreements in real news are found");
}

fn events_of(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).expect("a readable gold file");
    let records = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let text_of = |record: &serde_json::Value, key: &str| record[key].as_str().map(str::to_owned);
    records.filter_map(|record| Some((text_of(&record, "id")?, text_of(&record, "a_event")?))).collect()
}

#[test]
fn arabic_headline_pairs() {
    let Some(path) = shared("ans/dev.csv") else { return };
    let mut reader = csv::Reader::from_path(path).expect("a readable table");
    let rows = reader.records().filter_map(Result::ok);
    let pairs: Vec<GoldPair> = rows
        .enumerate()
        .filter_map(|(nth, row)| {
            let json = serde_json::json!({"id": format!("ans{nth}"), "a": row.get(0)?, "b": row.get(1)?, "lang": "ar", "relation": row.get(2)?});
            eval::read_gold(&json.to_string()).0.pop()
        })
        .filter(|pair| pair.label != Label::None)
        .collect();
    let found = eval::by_judge(&pairs);
    let tally = show("ans dev, judge", &pairs, &found);
    let macro_f1 = tally.macro_f1(&["agreement", "contradiction"]);
    eprintln!("macro-F1 agree/disagree {macro_f1:.3}");
    assert!(macro_f1 >= 0.72, "headline pairs are told apart");
    assert!(tally.relation("contradiction").precision() >= 0.85, "headlines called opposed are opposed");
}
