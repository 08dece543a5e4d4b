//! A small model learned from pairs whose relation is known.
//!
//! Takes an aligned pair and what the detectors found in it, gives how likely the two tell of one thing and how likely,
//! if they do, they contradict each other. Two logistic regressions over [`features::NAMES`] and the words left over; their
//! weights are data (`weights.tsv`), written by `examples/train_weights.rs`. Shows nothing by itself: what a likelihood is
//! enough for is decided in [`decide`](super::decide) and [`judge`](super::judge).

pub mod features;
pub mod residue;
pub mod retold;
pub mod stands;
pub(super) mod swap;

use super::align::Pair;
use super::decide::Decision;
use ahash::AHashMap;
use residue::Residue;
use std::sync::LazyLock;

/// How likely two statements of one event are the same thing said, or opposed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likely {
    /// That both tell of one thing, alike or opposed, 0–1.
    pub same: f64,
    /// That they contradict each other, given that they tell of one thing, 0–1.
    pub opposed: f64,
}

/// What a model is made from: every feature under its name and every left-over word or class under its key.
#[must_use]
pub fn inputs(pair: &Pair<'_>, found: &[Decision], residue: &Residue) -> Vec<(String, f64)> {
    let named = features::NAMES.iter().zip(features::of(pair, found, residue));
    let named =
        named.map(|((name, _), value)| ((*name).to_owned(), value)).filter(|(_, value)| *value != 0.0);
    named.chain(residue.keys(pair).into_iter().map(|key| (key, LEFT_OVER))).collect()
}

/// What a left-over word counts beside a feature of 0–1: less, since most are seen in few pairs only.
pub const LEFT_OVER: f64 = 0.6;

/// How likely a pair is the same thing said, or opposed; `found` is everything the detectors found in it.
#[must_use]
pub fn likely(pair: &Pair<'_>, found: &[Decision], residue: &Residue) -> Likely {
    let inputs = inputs(pair, found, residue);
    Likely { same: SAME.chance(&inputs), opposed: OPPOSED.chance(&inputs) }
}

/// The greatest weight of left-over words towards opposition.
fn turning(keys: &[String]) -> f64 {
    keys.iter().filter_map(|key| OPPOSED.weights.get(key.as_str())).copied().fold(0.0, f64::max)
}

/// One logistic regression with the line that calibrates it.
#[derive(Debug, Default)]
struct Model {
    weights: AHashMap<&'static str, f64>,
    bias: f64,
    scale: f64,
    shift: f64,
}

impl Model {
    /// The model of this name; all zero, so that every chance is a half, where the file has none.
    fn named(table: &'static str, model: &str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut read = Self { scale: 1.0, ..Self::default() };
        for line in lines {
            let mut cells = line.split('\t');
            let (Some(of), Some(feature), Some(weight)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let Some(weight) = weight.trim().parse().ok().filter(|_| of == model) else { continue };
            match feature {
                "bias" => read.bias = weight,
                "calibration_scale" => read.scale = weight,
                "calibration_shift" => read.shift = weight,
                _ => {
                    read.weights.insert(feature, weight);
                }
            }
        }
        read
    }

    fn chance(&self, inputs: &[(String, f64)]) -> f64 {
        self.chance_of(self.sum(inputs.iter().map(|(name, value)| (name.as_str(), *value))))
    }

    fn sum<'n>(&self, inputs: impl Iterator<Item = (&'n str, f64)>) -> f64 {
        inputs.map(|(name, value)| self.weights.get(name).map_or(0.0, |weight| weight * value)).sum()
    }

    /// The chance of inputs whose weighed sum is `sum`.
    fn chance_of(&self, sum: f64) -> f64 {
        1.0 / (1.0 + (-(self.scale * (self.bias + sum) + self.shift)).exp())
    }
}

static SAME: LazyLock<Model> = LazyLock::new(|| Model::named(include_str!("weights.tsv"), "same"));
static OPPOSED: LazyLock<Model> = LazyLock::new(|| Model::named(include_str!("weights.tsv"), "opposed"));
static ACROSS: LazyLock<Model> = LazyLock::new(|| Model::named(include_str!("retold.tsv"), "across"));
static WITHIN: LazyLock<Model> = LazyLock::new(|| Model::named(include_str!("retold.tsv"), "within"));

static STANDS: LazyLock<Model> = LazyLock::new(|| Model::named(include_str!("stands.tsv"), "stands"));

/// How likely a contradiction with these numbers of [`stands`] stands in a run of gathered reports, 0–1.
pub(super) fn stands_chance(numbers: &[(&'static str, f64)]) -> f64 {
    STANDS.chance_of(STANDS.sum(numbers.iter().copied()))
}

fn retold_by(across: bool) -> &'static Model {
    if across { &ACROSS } else { &WITHIN }
}

/// What the model of one fact told twice makes of a pair by itself, before the run says how well it fits.
pub(super) fn retold(pair: &Pair<'_>, found: &[Decision], residue: &Residue) -> f64 {
    let alone = features::NAMES.iter().map(|(name, _)| *name).zip(features::of(pair, found, residue));
    let told = retold::NAMES.iter().map(|(name, _)| *name).zip(retold::of(pair));
    retold_by(pair.a.lang != pair.b.lang).sum(alone.chain(told))
}

/// How likely a pair of which [`retold`] makes `alone` tells one fact alike, 0–1, once the run knows how it fits; `across` for
/// two languages.
pub(super) fn retold_chance(across: bool, alone: f64, fit: &super::counterpart::Fit) -> f64 {
    let run = retold::OF_RUN.iter().map(|(name, _)| *name).zip(retold::of_run(fit));
    let model = retold_by(across);
    model.chance_of(alone + model.sum(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_weight_in_both_models() {
        for model in [&*SAME, &*OPPOSED] {
            for (name, _) in features::NAMES {
                assert!(model.weights.contains_key(name), "{name}");
            }
        }
    }

    #[test]
    fn every_number_of_the_run_has_a_weight_and_every_weight_a_number() {
        let names = || {
            let own = retold::NAMES.iter().chain(&retold::OF_RUN);
            features::NAMES.iter().chain(own).map(|(name, _)| *name)
        };
        for model in [&*ACROSS, &*WITHIN] {
            assert!(names().all(|name| model.weights.contains_key(name)));
            assert!(model.weights.keys().all(|weighed| names().any(|name| name == *weighed)));
        }
    }

    #[test]
    fn every_number_of_what_stands_has_a_weight() {
        let names = stands::NAMES.iter().map(|(name, _)| *name).chain(stands::OWN);
        let known: Vec<&str> = names.collect();
        assert!(known.iter().all(|name| STANDS.weights.contains_key(name)));
        assert_eq!(known.len(), STANDS.weights.len());
    }

    #[test]
    fn every_weight_belongs_to_a_feature_a_class_or_a_left_over_word() {
        for name in SAME.weights.keys().chain(OPPOSED.weights.keys()) {
            let known = features::NAMES.iter().any(|(feature, _)| feature == name);
            assert!(known || name.starts_with(['=', '~']), "{name}");
        }
    }
}
