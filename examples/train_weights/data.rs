//! Pairs to learn from, out of the data sets whose licences allow it.

use crosswire::model::Article;
use crosswire::model::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// What is true of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// Both tell the same.
    Alike,
    /// They contradict each other.
    Opposed,
    /// They tell of different things.
    Neither,
}

/// A pair of texts.
pub(crate) struct Sample {
    pub(crate) set: &'static str,
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) lang: Lang,
    pub(crate) truth: Truth,
    /// Pairs of one group share a text and stay together.
    pub(crate) group: u64,
}

/// Pairs of a machine-translated row that are taken from each language's file.
const PER_LANGUAGE: usize = 3000;
/// Pairs from inside one article, and pairs of two articles with like titles.
const FROM_ARTICLES: usize = 6000;
const FROM_LIKE_TITLES: usize = 2500;

/// Everything in `shared` that may be learned from.
pub(crate) fn read(shared: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = headlines(shared)?;
    samples.extend(articles(shared)?);
    samples.extend(translated(shared)?);
    Ok(samples)
}

/// Headline pairs of ANS, without those whose first headline stands in the part kept for development.
fn headlines(shared: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let table = |name: &str| -> Result<Vec<csv::StringRecord>, Box<dyn Error>> {
        let mut reader = csv::Reader::from_path(shared.join("ans").join(name))?;
        Ok(reader.records().filter_map(Result::ok).collect())
    };
    let kept_apart: BTreeSet<String> =
        table("dev.csv")?.iter().filter_map(|row| row.get(0).map(str::to_owned)).collect();
    let rows = table("train.csv")?;
    let samples = rows.iter().filter_map(|row| {
        let (a, b) = (row.get(0)?, row.get(1)?);
        let truth = match row.get(2)? {
            "agree" => Truth::Alike,
            "disagree" => Truth::Opposed,
            _ => Truth::Neither,
        };
        let fresh = !kept_apart.contains(a);
        fresh.then(|| sample("ans", a, b, "ar", truth, a))
    });
    Ok(samples.collect())
}

fn sample(set: &'static str, a: &str, b: &str, lang: &str, truth: Truth, group: &str) -> Sample {
    let lang = lang.parse().unwrap_or_default();
    Sample { set, a: a.to_owned(), b: b.to_owned(), lang, truth, group: xxh3_64(group.as_bytes()) }
}

struct Item {
    id: String,
    title: String,
    summary: Vec<String>,
    body: Vec<String>,
}

/// Pairs of ANT Corpus: a title or summary and the first sentence tell the same; a title and a later sentence, or the
/// leads of two articles with like titles, do not.
fn articles(shared: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut text = String::new();
    let file = std::fs::File::open(shared.join("antcorpus/antcorpus.jsonl.gz"))?;
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let mut items: Vec<Item> = text.lines().filter_map(item).collect();
    items.sort_by_key(|item| (xxh3_64(item.id.as_bytes()), item.title.clone()));
    let mut samples: Vec<Sample> = items.iter().flat_map(from_article).collect();
    samples.sort_by_key(|sample| xxh3_64(format!("{}{}", sample.a, sample.b).as_bytes()));
    samples.truncate(FROM_ARTICLES);
    samples.extend(like_titles(&items));
    Ok(samples)
}

fn item(line: &str) -> Option<Item> {
    let record: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| record[key].as_str().unwrap_or_default();
    let item = Item {
        id: text("id").to_owned(),
        title: text("title").to_owned(),
        summary: sentences(text("abstract")),
        body: sentences(text("text")),
    };
    (item.body.len() >= 3 && item.title.chars().count() > 20).then_some(item)
}

fn sentences(text: &str) -> Vec<String> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let read = crosswire::text::read(std::slice::from_ref(&article));
    let all = read.iter().flat_map(|text| &text.sentences);
    let words = all.filter_map(|sentence| article.text.get(sentence.span.range()));
    words.filter(|words| words.chars().count() > 25).map(str::to_owned).collect()
}

fn from_article(item: &Item) -> Vec<Sample> {
    let (first, draw) = (&item.body[0], xxh3_64(item.id.as_bytes()));
    let same_start = |a: &str| a.chars().take(40).eq(first.chars().take(40));
    let mut samples = Vec::new();
    if draw % 5 < 3 {
        samples.push(sample("ant", &item.title, first, "ar", Truth::Alike, &item.id));
    }
    if let Some(lead) = item.summary.first().filter(|lead| !same_start(lead)) {
        samples.push(sample("ant", lead, first, "ar", Truth::Alike, &item.id));
    }
    let later = &item.body[2 + (draw >> 8) as usize % (item.body.len() - 2)];
    let head = if draw & 64 == 0 { &item.title } else { first };
    samples.push(sample("ant", head, later, "ar", Truth::Neither, &item.id));
    samples
}

/// Leads of articles whose titles share rare words.
fn like_titles(items: &[Item]) -> Vec<Sample> {
    let words = |item: &Item| -> BTreeSet<String> {
        item.title.split_whitespace().filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
    };
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (nth, item) in items.iter().enumerate() {
        words(item).into_iter().for_each(|word| holders.entry(word).or_default().push(nth));
    }
    let step = (items.len() / FROM_LIKE_TITLES).max(1);
    let mut samples = Vec::new();
    for (nth, item) in items.iter().enumerate().step_by(step).take(FROM_LIKE_TITLES) {
        let mut near: BTreeMap<usize, f64> = BTreeMap::new();
        for held in words(item).iter().filter_map(|word| holders.get(word)).filter(|held| held.len() < 200) {
            for &other in held.iter().filter(|other| **other != nth) {
                *near.entry(other).or_default() += 1.0 / (held.len() as f64).sqrt();
            }
        }
        let mut near: Vec<(usize, f64)> = near.into_iter().collect();
        near.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let draw = xxh3_64(item.title.as_bytes());
        let Some(&(other, _)) = near.get(draw as usize % near.len().clamp(1, 4)) else { continue };
        let text =
            |item: &Item, bit: u64| if draw & bit == 0 { item.title.clone() } else { item.body[0].clone() };
        let (a, b) = (text(item, 16), text(&items[other], 32));
        samples.push(sample("ant", &a, &b, "ar", Truth::Neither, &item.id));
    }
    samples
}

/// Premises and hypotheses of the machine-translated MultiNLI; a row is one group in all languages.
fn translated(shared: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = Vec::new();
    for lang in ["ar", "en", "fr", "tr"] {
        let text = std::fs::read_to_string(shared.join(format!("mnli15k/multinli.train.{lang}.tsv")))?;
        for (nth, line) in text.lines().enumerate().skip(1).take(PER_LANGUAGE) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [a, b, label] = cells[..] else { continue };
            let truth = match label.trim() {
                "entailment" => Truth::Alike,
                "contradiction" | "contradictory" => Truth::Opposed,
                _ => Truth::Neither,
            };
            samples.push(sample("mnli", a, b, lang, truth, &format!("mnli{nth}")));
        }
    }
    Ok(samples)
}
