//! How well the stages before comparison do, against gold: floors that figures may not fall below.
//!
//! The project's own newsroom always; published sets and the seeds where they are at hand, with a note where they are
//! not. `SHOW=1 cargo test --test accuracy -- --nocapture` prints what is wrong. Relations are measured in `gold.rs`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test says what it measured and why it was skipped"
)]

mod shared_data;

use crosswire::eval::{Measured, events, quotations, sentences, times};
use crosswire::ingest::{self, Options};
use crosswire::model::{Lang, Report};
use crosswire::pipeline::{self, Settings, Silent};
use serde::de::DeserializeOwned;
use shared_data::shared;
use std::fs;
use std::path::Path;

fn rows<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = fs::read_to_string(path).expect("a readable gold file");
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(&text).expect("gold in JSON");
    }
    text.lines().map(|line| serde_json::from_str(line).expect("gold in JSON lines")).collect()
}

fn run(path: &Path) -> Report {
    let read = ingest::read(&[path.display().to_string()], &Options::default()).expect("readable articles");
    pipeline::claims(read, &Settings::default(), &Silent)
}

fn show(title: &str, measured: &Measured) {
    eprintln!("== {title}");
    let all = std::env::var_os("SHOW").is_some();
    measured
        .to_string()
        .lines()
        .filter(|line| all || !line.starts_with("wrong"))
        .for_each(|l| eprintln!("{l}"));
}

#[test]
fn sentence_boundaries_match_news_in_six_languages() {
    let sets = [
        ("iwsltt2017.ar", "ar", 0.93),
        ("news-commentary-v15.dev.ar", "ar", 0.99),
        ("wsj.03-06.en", "en", 0.98),
        ("wmt20.ru-en.ru", "ru", 0.97),
        ("wmt15.fr-en.fr", "fr", 0.97),
        ("wmt18.tr-en.tr", "tr", 0.97),
    ];
    for (name, lang, floor) in sets {
        let Some(path) = shared(&format!("segmentation/news/{name}")) else { return };
        let text = fs::read_to_string(path).expect("a readable set");
        let measured = sentences::of_lines(&text, lang.parse().expect("a language code"));
        show(name, &measured);
        assert!(measured.all().f1() >= floor, "{name}: {:.4} < {floor}", measured.all().f1());
    }
}

#[test]
fn golden_rules_of_sentences_hold() {
    let Some(path) = shared("segmentation/rules/pysbd_golden.jsonl") else { return };
    let gold: Vec<sentences::GoldSentences> = rows(&path);
    // The Arabic cases end sentences at «:» and «،», which for us end none.
    let arabic: Lang = "ar".parse().expect("a language code");
    for row in gold.iter().filter(|row| sentences::language_of(row) != arabic) {
        let measured = sentences::of_texts(std::slice::from_ref(row));
        assert!(measured.wrong.is_empty(), "{}: {:?}", row.lang, measured.wrong);
    }
}

#[test]
fn quotations_have_their_speakers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let own = quotations::measure(&rows(&root.join("gold/quotations.jsonl")), &run(&root.join("news.jsonl")));
    show("the newsroom's quotations", &own);
    assert!(own.all().precision() >= 0.95 && own.all().recall() >= 0.92);
    for room in ["second", "third", "fifth"] {
        let (gold, news) = (root.join(room).join("quotations.jsonl"), root.join(room).join("news.jsonl"));
        let measured = quotations::measure(&rows(&gold), &run(&news));
        show(&format!("the quotations of the {room} newsroom"), &measured);
        assert!(measured.all().precision() >= 0.97 && measured.all().recall() >= 0.97, "{room}");
    }
    let (Some(gold), Some(seeds)) = (shared("gold/seed_quotes_dev.jsonl"), shared("seeds")) else { return };
    let seeds = quotations::measure(&rows(&gold), &run(&seeds));
    show("the seeds' quotations", &seeds);
    assert!(seeds.all().precision() >= 0.95 && seeds.all().recall() >= 0.92);
}

#[test]
fn times_of_the_seeds_are_resolved() {
    let (Some(gold), Some(seeds)) = (shared("gold/seed_times_dev.jsonl"), shared("seeds")) else { return };
    let mut gold: Vec<times::GoldTime> = rows(&gold);
    // Two seeds do not tell their day; the others do, and the day the annotators took is not used.
    gold.iter_mut().for_each(|row| row.note.clear());
    let measured = times::measure(&gold, &run(&seeds));
    show("the seeds' times", &measured);
    assert!(measured.wrong.is_empty(), "{}", measured.wrong.join("\n"));
}

#[test]
fn articles_of_one_event_are_found_together() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let own = events::measure(&rows(&root.join("gold/events.jsonl")), &run(&root.join("news.jsonl")));
    show("the newsroom's events", &own);
    let one = own.scores[&("languages", "one".to_owned())];
    assert!(own.all().precision() >= 0.99 && one.recall() >= 0.85);
}
