//! Learns the weights of `src/compare/learned/retold.tsv` from the project's own newsrooms and writes them there.
//!
//! `cargo run --release --example train_retold` from the project root; reads `corpus`. Every pair of sentences that a run aligns
//! is looked at as the run sees it; what is true of it comes from the newsrooms' gold and from `unlisted.tsv`, and a pair that
//! neither lists and that is no one's best counterpart counts a little as two facts. Prints what a chance is worth, newsroom by
//! newsroom, by models that did not see it. Run again when the alignment or the detectors change. The same data give the same bytes.

#[path = "../train_weights/fit.rs"]
#[allow(dead_code, reason = "the other trainer also asks where a row comes from")]
mod fit;

use crosswire::compare::learned::{features, retold};
use crosswire::compare::{self, Look, Scene};
use crosswire::eval::{self, GoldPair, Label};
use crosswire::ingest::{self, Options};
use crosswire::model::{Report, Verdict};
use crosswire::pipeline::{self, Settings, Silent};
use fit::Row;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// The newsrooms: name, gold, articles.
const ROOMS: [(&str, &str, &str); 5] = [
    ("gold", "gold/claims.jsonl", "news.jsonl"),
    ("second", "second/claims.jsonl", "second/news.jsonl"),
    ("third", "third/claims.jsonl", "third/news.jsonl"),
    ("fourth", "fourth/claims.jsonl", "fourth/news.jsonl"),
    ("fifth", "fifth/claims.jsonl", "fifth/news.jsonl"),
];

/// Strength of the pull of all weights towards zero.
const RIDGE: f64 = 2.0;
/// What a pair counts that nobody has judged, and how near to a best counterpart it is at least.
const UNJUDGED: f64 = 0.3;
const MIN_NEAR: f64 = 0.6;
/// Least likeness of pairs that are learned from.
const MIN_LIKENESS: f64 = 0.02;

const HEAD: &str = "\
# Weights of a logistic regression: chance = logistic(calibration_scale x (bias + sum of weight x input) + calibration_shift).
# model across: two sentences of two languages in a run tell one fact alike; within: the same of one language.
# feature: a name of learned/features.rs or learned/retold.rs. Written by examples/train_retold; do not edit. Learned from the
# newsrooms in corpus, which are our own. MIT OR Apache-2.0.
";

/// A pair with what is true of it.
struct Sample {
    inputs: Vec<f64>,
    /// `None` where nobody has judged.
    agreed: Option<bool>,
    across: bool,
    near: f64,
    room: usize,
}

/// Two places in two articles: id and sentence.
type Places = [(String, u32); 2];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unlisted = unlisted(include_str!("unlisted.tsv"));
    let mut samples = Vec::new();
    for (nth, (room, gold, news)) in ROOMS.iter().enumerate() {
        let (gold, _) = eval::read_gold(&std::fs::read_to_string(root.join("corpus").join(gold))?);
        let news = root.join("corpus").join(news).to_string_lossy().into_owned();
        samples.extend(of_room(nth, &gold, unlisted.get(room).unwrap_or(&BTreeMap::new()), &news)?);
    }
    let names: Vec<&str> =
        features::NAMES.iter().chain(&retold::NAMES).chain(&retold::OF_RUN).map(|(name, _)| *name).collect();
    let mut out = format!("{HEAD}model\tfeature\tweight\n");
    for (model, across) in [("across", true), ("within", false)] {
        let rows: Vec<Row<'_>> =
            samples.iter().filter(|one| one.across == across).filter_map(|one| row(one, &names)).collect();
        let (learned, chances) = fit::fit(&rows, names.iter().map(|&name| name.to_owned()).collect(), RIDGE);
        let mut lines: BTreeMap<&str, f64> =
            learned.names.iter().map(String::as_str).zip(learned.weights.iter().copied()).collect();
        lines.extend([
            ("bias", learned.bias),
            ("calibration_scale", learned.scale),
            ("calibration_shift", learned.shift),
        ]);
        for (feature, weight) in lines {
            writeln!(out, "{model}\t{feature}\t{weight:.4}")?;
        }
        std::io::stdout().write_all(worth(model, &rows, &chances).as_bytes())?;
    }
    std::fs::write(root.join("src/compare/learned/retold.tsv"), out)?;
    Ok(())
}

fn unlisted(table: &str) -> BTreeMap<&str, BTreeMap<Places, bool>> {
    let mut rooms: BTreeMap<&str, BTreeMap<Places, bool>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [room, a, a_at, b, b_at, told] = cells[..]
            && let (Ok(a_at), Ok(b_at)) = (a_at.parse(), b_at.parse())
        {
            let mut places = [(a.to_owned(), a_at), (b.to_owned(), b_at)];
            places.sort();
            rooms.entry(room).or_default().insert(places, told == "1");
        }
    }
    rooms
}

/// Every pair that a run over `news` aligns.
fn of_room(
    room: usize,
    gold: &[GoldPair],
    unlisted: &BTreeMap<Places, bool>,
    news: &str,
) -> Result<Vec<Sample>, Box<dyn Error>> {
    let paths = [news.to_owned()];
    let read = || ingest::read(&paths, &Options::default());
    let report = pipeline::claims(read()?, &Settings::default(), &Silent);
    let copies = pipeline::copies(read()?, &Settings::default(), &Silent).copies;
    let scene = Scene {
        articles: &report.articles,
        texts: &report.texts,
        claims: &report.claims,
        events: &report.events,
        copies: &copies,
    };
    let looks = compare::survey(scene);
    Ok(looks.iter().filter_map(|look| sample(room, gold, unlisted, &report, look)).collect())
}

fn sample(
    room: usize,
    gold: &[GoldPair],
    unlisted: &BTreeMap<Places, bool>,
    report: &Report,
    look: &Look,
) -> Option<Sample> {
    let side = |(article, nth): (u32, u32)| {
        let sentence = report.texts.get(article as usize)?.sentences.get(nth as usize)?;
        let article = report.articles.get(article as usize)?;
        Some((article.id.as_str(), plain(article.text.get(sentence.span.range())?), sentence.lang))
    };
    let ((a, a_text, a_lang), (b, b_text, b_lang)) = (side(look.a)?, side(look.b)?);
    let holds = |given: &str, text: &str| text.contains(&plain(given)) || plain(given).contains(text);
    let listed = gold.iter().find(|pair| {
        let on = |x: (&str, &str), y: (&str, &str)| {
            (pair.a_article.as_str(), pair.b_article.as_str()) == (x.0, y.0)
                && holds(&pair.a_sentence, x.1)
                && holds(&pair.b_sentence, y.1)
        };
        on((a, &a_text), (b, &b_text)) || on((b, &b_text), (a, &a_text))
    });
    let listed = listed.map(|pair| pair.label == Label::Related(Verdict::Agreement));
    let mut places = [(a.to_owned(), look.a.1), (b.to_owned(), look.b.1)];
    places.sort();
    let inputs = look.features.iter().chain(&look.retold).chain(&look.of_run).copied().collect();
    (look.likeness > MIN_LIKENESS).then(|| Sample {
        inputs,
        agreed: listed.or_else(|| unlisted.get(&places).copied()),
        across: a_lang != b_lang,
        near: look.mutual,
        room,
    })
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sample as the fit sees it; one of two languages that nobody has judged counts where it is some sentence's near best.
fn row<'n>(sample: &Sample, names: &[&'n str]) -> Option<Row<'n>> {
    let weight = match sample.agreed {
        Some(_) => 1.0,
        None if sample.across && sample.near > MIN_NEAR => UNJUDGED,
        None => return None,
    };
    let inputs =
        names.iter().copied().zip(sample.inputs.iter().copied()).filter(|(_, x)| *x != 0.0).collect();
    let set = ROOMS[sample.room].0;
    Some(Row { inputs, truth: sample.agreed == Some(true), weight, group: sample.room as u64, set })
}

/// Of judged pairs with at least a chance: how many, the share that is right, and the share of all right ones that is found.
fn worth(model: &str, rows: &[Row<'_>], chances: &[f64]) -> String {
    let mut out = String::new();
    let judged = || rows.iter().zip(chances).filter(|(row, _)| row.weight == 1.0);
    let all = judged().filter(|(row, _)| row.truth).count().max(1) as f64;
    for tenth in 1..10 {
        let least = f64::from(tenth) / 10.0;
        let told: Vec<bool> =
            judged().filter(|(_, chance)| **chance >= least).map(|(row, _)| row.truth).collect();
        let right = told.iter().filter(|truth| **truth).count() as f64;
        let _ = writeln!(
            out,
            "{model} from {least:.1}: {} pairs, right {:.3}, found {:.3}",
            told.len(),
            right / told.len().max(1) as f64,
            right / all
        );
    }
    out
}
