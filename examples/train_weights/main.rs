//! Learns the weights of `src/compare/learned/weights.tsv` and writes them there, with `bands.tsv` beside them.
//!
//! `cargo run --release --example train_weights` from the project root; reads `../shared/data` (or the folder given). Pairs
//! of sentences become inputs by the library's own alignment and detectors, so this is run again when those change. What
//! a score is worth is measured on scores given by models that did not see the pair's group. The same data give the same bytes.

mod data;
mod fit;

use crosswire::compare::learned::{self, residue::Residue};
use crosswire::compare::{decide, judge, rules::Trace};
use data::{Sample, Truth};
use fit::{Model, Row};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Left-over words seen in fewer pairs than this are not learned.
const MIN_SEEN: usize = 5;
/// Strength of the pull of all weights towards zero.
const RIDGE: f64 = 1.0;

const HEAD: &str = "\
# Weights of two logistic regressions: chance = logistic(calibration_scale x (bias + sum of weight x input) + calibration_shift).
# model same: both sentences tell of one thing; opposed: they contradict each other, given that they do.
# feature: a name of learned/features.rs, =class (a class of predicates only one side has), ~stem (a word only one side has).
# Written by examples/train_weights; do not edit. Learned from ANS (Apache-2.0), ANT Corpus v2.1 (Apache-2.0) and a
# machine-translated part of MultiNLI (BSD-3-Clause, (c) 2019 Salesforce.com, Inc.). Weights only; MIT OR Apache-2.0.
";

const BANDS_HEAD: &str = "\
# What the scores of weights.tsv are worth, by models that did not see the pair's group: of `pairs` with a score from `from` up to `to`,
# the share `right` is of the class. set: where the pairs come from. Written by examples/train_weights.
";

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::args().nth(1).map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let samples = data::read(&shared)?;
    let inputs: Vec<Vec<(String, f64)>> = samples.par_iter().map(inputs).collect();
    let mut weights = format!("{HEAD}model\tfeature\tweight\n");
    let mut bands = format!("{BANDS_HEAD}model\tset\tfrom\tto\tpairs\tright\n");
    for (name, class) in [("opposed", opposed as Class), ("same", same as Class)] {
        let rows = rows(&samples, &inputs, class, name == "opposed");
        let (model, chances) = learn(&rows);
        model.write(&mut weights, name);
        write_bands(&mut bands, name, &rows, &chances);
    }
    let folder = root.join("src/compare/learned");
    std::fs::write(folder.join("weights.tsv"), weights)?;
    std::fs::write(folder.join("bands.tsv"), bands)?;
    Ok(())
}

fn inputs(sample: &Sample) -> Vec<(String, f64)> {
    let look = judge::with_pair([&sample.a, &sample.b], [None, None], Some(sample.lang), |pair, _| {
        let found = decide::all(pair, &mut Trace::default());
        learned::inputs(pair, &found, &Residue::of(pair))
    });
    look.unwrap_or_default()
}

/// What a sample is to a model and how much it counts; `None` where it says nothing to it.
type Class = fn(&Sample) -> Option<(bool, f64)>;

fn opposed(sample: &Sample) -> Option<(bool, f64)> {
    let weight = match sample.set {
        "ans" => 1.0,
        "ant" => 0.3,
        _ => 0.1,
    };
    (sample.truth != Truth::Neither).then_some((sample.truth == Truth::Opposed, weight))
}

fn same(sample: &Sample) -> Option<(bool, f64)> {
    let weight = match sample.set {
        "ans" => 0.5,
        "ant" => 1.0,
        _ => return None,
    };
    Some((sample.truth != Truth::Neither, weight))
}

fn rows<'s>(
    samples: &'s [Sample],
    inputs: &'s [Vec<(String, f64)>],
    class: Class,
    with_words: bool,
) -> Vec<Row<'s>> {
    let rows = samples.iter().zip(inputs).filter_map(|(sample, inputs)| {
        let (truth, weight) = class(sample)?;
        let kept = |name: &str| with_words || !name.starts_with(['~', '=']);
        let inputs =
            inputs.iter().filter(|(name, _)| kept(name)).map(|(name, x)| (name.as_str(), *x)).collect();
        Some(Row { inputs, truth, weight, group: sample.group, set: sample.set })
    });
    rows.collect()
}

fn learn(rows: &[Row<'_>]) -> (Model, Vec<f64>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    // Words of machine translations are no words of news; classes are the same in any language.
    let counts = |row: &Row<'_>, name: &str| row.set != "mnli" || name.starts_with('=');
    let all = rows.iter().flat_map(|row| row.inputs.iter().map(move |(name, _)| (row, *name)));
    for (_, name) in all.filter(|(row, name)| counts(row, name)) {
        *seen.entry(name).or_default() += 1;
    }
    let features = learned::features::NAMES.iter().map(|(name, _)| *name);
    let words = seen.iter().filter(|(name, count)| name.starts_with(['~', '=']) && **count >= MIN_SEEN);
    let names: Vec<String> = features.chain(words.map(|(name, _)| *name)).map(str::to_owned).collect();
    fit::fit(rows, names, RIDGE)
}

fn write_bands(out: &mut String, name: &str, rows: &[Row<'_>], chances: &[f64]) {
    let mut sets: Vec<&str> = rows.iter().map(|row| row.set).collect();
    sets.sort_unstable();
    sets.dedup();
    for set in sets {
        for step in 0..10 {
            let (from, to) = (f64::from(step) / 10.0, f64::from(step + 1) / 10.0);
            let within = |chance: f64| chance >= from && (chance < to || step == 9);
            let all = rows.iter().zip(chances).filter(|(row, chance)| row.set == set && within(**chance));
            let inside: Vec<&Row<'_>> = all.map(|(row, _)| row).collect();
            let right = inside.iter().filter(|row| row.truth).count();
            if !inside.is_empty() {
                let share = right as f64 / inside.len() as f64;
                let _ = writeln!(out, "{name}\t{set}\t{from:.1}\t{to:.1}\t{}\t{share:.3}", inside.len());
            }
        }
    }
}
