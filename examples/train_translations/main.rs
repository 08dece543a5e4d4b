//! Learns which words of two languages translate each other and writes `translations.tsv` beside each language's tables.
//!
//! `cargo run --release --example train_translations` from the project root; reads `../shared/data` (or the folder given).
//! From the rows of a set that is the same in several languages it learns word translation models both ways (Brown and
//! others 1993, model 1), and keeps the pairs that both hold likely. English is the pivot: every other language's stems are
//! given their English stems. The same data give the same bytes.

use crosswire::lexicon;
use crosswire::model::{Lang, TokenKind};
use crosswire::text::token;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 8;
/// Sentence pairs that hold both words at least.
const MIN_TOGETHER: u32 = 4;
/// Least geometric mean of the chances both ways.
const MIN_CHANCE: f64 = 0.18;
/// Pivots of a stem at most.
const MAX_PIVOTS: usize = 2;
/// The second pivot is at least this likely beside the first.
const MIN_SECOND: f64 = 0.6;

const HEAD: &str = "\
# Stems and the English stems that translate them, by which words of two languages meet where no table of ours joins them.
# pivots: English stems, the likelier first. Written by examples/train_translations; do not edit. Learned from a
# machine-translated part of MultiNLI (BSD-3-Clause, (c) 2019 Salesforce.com, Inc.). Word pairs only; MIT OR Apache-2.0.
stem	pivots
";

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::args().nth(1).map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let english = sentences(&shared, "en")?;
    for lang in ["ar", "fr", "tr"] {
        let own = sentences(&shared, lang)?;
        let pairs: Vec<(&[String], &[String])> =
            own.iter().zip(&english).map(|(a, b)| (a.as_slice(), b.as_slice())).collect();
        let table = table(&pairs);
        std::fs::write(root.join(format!("src/lexicon/data/{lang}/translations.tsv")), table)?;
    }
    Ok(())
}

/// The stems of each sentence, in the order of the rows: premise, then hypothesis.
fn sentences(shared: &Path, lang: &str) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(shared.join(format!("mnli15k/multinli.train.{lang}.tsv")))?;
    let lang: Lang = lang.parse()?;
    let rows = text.lines().skip(1).map(|line| line.split('\t').chain(std::iter::repeat("")).take(2));
    Ok(rows.flatten().map(|sentence| stems(sentence, lang)).collect())
}

/// The stems of the words of `sentence` that are no small words.
fn stems(sentence: &str, lang: Lang) -> Vec<String> {
    let small = lexicon::of(lang).map(|words| ["stopwords", "function_words"].map(|name| words.table(name)));
    let is_small = |folded: &str, stem: &str| {
        small.is_some_and(|tables| tables.iter().any(|table| table.has(folded) || table.has(stem)))
    };
    let words = token::tokens(sentence, lang).into_iter().filter(|token| token.kind == TokenKind::Word);
    let told =
        words.filter(|token| token.folded.chars().nth(1).is_some() && !is_small(&token.folded, &token.stem));
    let mut stems: Vec<String> = told.map(|token| token.stem.to_string()).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Chances of the words of one side given a word of the other.
type Model = BTreeMap<(u32, u32), f64>;

fn table(pairs: &[(&[String], &[String])]) -> String {
    let (own, own_names) = numbered(pairs.iter().map(|pair| pair.0));
    let (pivot, pivot_names) = numbered(pairs.iter().map(|pair| pair.1));
    let rows: Vec<(Vec<u32>, Vec<u32>)> = own.into_iter().zip(pivot).collect();
    let mut together: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for (a, b) in &rows {
        for &x in a {
            b.iter().for_each(|&y| *together.entry((x, y)).or_default() += 1);
        }
    }
    together.retain(|_, count| *count >= MIN_TOGETHER);
    let forward = learn(&rows, &together, false);
    let back = learn(&rows, &together, true);
    let mut best: BTreeMap<u32, Vec<(f64, u32)>> = BTreeMap::new();
    for (&(x, y), &chance) in &forward {
        let both = (chance * back.get(&(x, y)).copied().unwrap_or(0.0)).sqrt();
        if both >= MIN_CHANCE {
            best.entry(x).or_default().push((both, y));
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for (x, mut pivots) in best {
        pivots.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        let most = pivots[0].0;
        let kept = pivots.iter().take(MAX_PIVOTS).filter(|pivot| pivot.0 >= most * MIN_SECOND);
        let names: Vec<&str> = kept.map(|pivot| pivot_names[pivot.1 as usize].as_str()).collect();
        lines.push(format!("{}\t{}", own_names[x as usize], names.join(";")));
    }
    lines.sort_unstable();
    let mut out = HEAD.to_owned();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Sentences as numbers of their words, and the words, in the order of their letters.
fn numbered<'s>(sentences: impl Iterator<Item = &'s [String]> + Clone) -> (Vec<Vec<u32>>, Vec<String>) {
    let mut names: Vec<String> = sentences.clone().flatten().cloned().collect();
    names.sort_unstable();
    names.dedup();
    let number = |word: &String| names.binary_search(word).map_or(0, |nth| nth as u32);
    let numbered = sentences.map(|sentence| sentence.iter().map(number).collect()).collect();
    (numbered, names)
}

/// Chances that a word of one side brings one of the other: of the pivot given the own word, or the other way round. Of each
/// word a part goes to none, so that what has no counterpart does not claim a chance one.
fn learn(rows: &[(Vec<u32>, Vec<u32>)], allowed: &BTreeMap<(u32, u32), u32>, back: bool) -> Model {
    let mut model: Model = allowed.keys().map(|&pair| (pair, 1.0)).collect();
    for _ in 0..ROUNDS {
        let mut counts: Model = BTreeMap::new();
        let mut totals: BTreeMap<u32, f64> = BTreeMap::new();
        for (own, pivot) in rows {
            let (givers, takers) = if back { (pivot, own) } else { (own, pivot) };
            for &taker in takers {
                let pair = |giver: u32| if back { (taker, giver) } else { (giver, taker) };
                let of = |giver: u32| model.get(&pair(giver)).copied().unwrap_or(0.0);
                let sum: f64 = givers.iter().map(|&giver| of(giver)).sum::<f64>() + NONE;
                for &giver in givers {
                    let share = of(giver) / sum;
                    if share > 0.0 {
                        *counts.entry(pair(giver)).or_default() += share;
                        *totals.entry(giver).or_default() += share;
                    }
                }
            }
        }
        for (pair, chance) in &mut model {
            let giver = if back { pair.1 } else { pair.0 };
            let total = totals.get(&giver).copied().unwrap_or(0.0) + SMOOTHING;
            *chance = counts.get(pair).copied().unwrap_or(0.0) / total;
        }
        model.retain(|_, chance| *chance > 1e-4);
    }
    model
}

/// What no word of the other side explains, and what keeps rare words from certainty.
const NONE: f64 = 0.02;
const SMOOTHING: f64 = 1.0;
