//! Near duplicates on real copies and on written cases.

use crosswire::model::{Article, Copies};
use crosswire::neardup::{self, Config};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Real Arabic wire copy of 2015, judged by hand.
const GOLD: &str = "../shared/data/gold/saudi";

#[test]
fn hand_judged_copies_are_found_and_independent_reports_are_not() {
    if !Path::new(GOLD).exists() {
        println!("skipped: {GOLD} is not here");
        return;
    }
    let articles = read_articles(&format!("{GOLD}/copy_corpus.jsonl"));
    let copies = neardup::find(&articles, &Config::default());
    let called = called_copied(&copies);
    let position: BTreeMap<&str, u32> =
        articles.iter().enumerate().map(|(ix, a)| (a.id.as_str(), ix as u32)).collect();
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in lines(&format!("{GOLD}/copy_pairs.jsonl")) {
        let (a, b) = (position[text(&line, "a")], position[text(&line, "b")]);
        let found = called.contains(&(a.min(b), a.max(b)));
        let label = text(&line, "label");
        let entry = tally.entry(label.to_owned()).or_default();
        entry.0 += usize::from(found);
        entry.1 += 1;
        let expected = matches!(label, "copy" | "partial");
        if found != expected {
            println!("{label} {} found={found}", text(&line, "id"));
        }
    }
    println!("{tally:?}");
    let share = |label: &str| tally.get(label).map_or(0.0, |t| t.0 as f64 / t.1 as f64);
    assert!(share("copy") >= 0.98, "copies found: {tally:?}");
    assert!(share("partial") >= 0.92, "partial copies found: {tally:?}");
    assert_eq!(share("independent") + share("different"), 0.0, "no false copies: {tally:?}");
}

fn called_copied(copies: &Copies) -> BTreeSet<(u32, u32)> {
    let pairs = copies.pairs.iter().map(|p| (p.a, p.b));
    pairs.chain(copies.passages.iter().map(|p| (p.a, p.b))).collect()
}

fn read_articles(path: &str) -> Vec<Article> {
    let article = |line: serde_json::Value| Article {
        id: text(&line, "id").to_owned(),
        text: text(&line, "text").to_owned(),
        ..Article::default()
    };
    lines(path).map(article).collect()
}

fn lines(path: &str) -> impl Iterator<Item = serde_json::Value> {
    let file = fs::read_to_string(path).unwrap_or_default();
    file.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect::<Vec<_>>().into_iter()
}

fn text<'l>(line: &'l serde_json::Value, key: &str) -> &'l str {
    line[key].as_str().unwrap_or_default()
}
