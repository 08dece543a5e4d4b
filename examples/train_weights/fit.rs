//! Logistic regression with a pull towards zero, by Newton's method with conjugate gradients, and its calibration.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// One pair as the fit sees it.
pub(crate) struct Row<'s> {
    /// Inputs by name.
    pub(crate) inputs: Vec<(&'s str, f64)>,
    /// Whether it is of the class.
    pub(crate) truth: bool,
    /// How much it counts.
    pub(crate) weight: f64,
    /// Rows of one group stay together.
    pub(crate) group: u64,
    /// Where it comes from.
    pub(crate) set: &'static str,
}

/// A fitted model.
pub(crate) struct Model {
    pub(crate) names: Vec<String>,
    pub(crate) weights: Vec<f64>,
    pub(crate) bias: f64,
    pub(crate) scale: f64,
    pub(crate) shift: f64,
}

impl Model {
    /// Writes the weights under the name of the model, one a line, sorted by feature.
    pub(crate) fn write(&self, out: &mut String, name: &str) {
        let mut lines: BTreeMap<&str, f64> =
            self.names.iter().map(String::as_str).zip(self.weights.iter().copied()).collect();
        lines.extend([
            ("bias", self.bias),
            ("calibration_scale", self.scale),
            ("calibration_shift", self.shift),
        ]);
        for (feature, weight) in lines {
            let _ = writeln!(out, "{name}\t{feature}\t{weight:.4}");
        }
    }
}

/// A model fitted on all rows, and the chance of each row by models that did not see its group.
pub(crate) fn fit(rows: &[Row<'_>], names: Vec<String>, ridge: f64) -> (Model, Vec<f64>) {
    let at: HashMap<&str, usize> = names.iter().enumerate().map(|(nth, name)| (name.as_str(), nth)).collect();
    let sparse: Vec<Sparse> = rows
        .iter()
        .map(|row| {
            let known = row.inputs.iter().filter_map(|(name, x)| Some((*at.get(name)?, *x)));
            let inputs = known.chain([(names.len(), 1.0)]).collect();
            Sparse { inputs, truth: f64::from(row.truth), weight: row.weight }
        })
        .collect();
    let mut pull = vec![ridge; names.len()];
    pull.push(1e-6);
    let mut unseen = vec![0.0; rows.len()];
    for fold in 0..FOLDS {
        let held = |nth: &usize| rows[*nth].group % FOLDS == fold;
        let seen: Vec<&Sparse> = (0..rows.len()).filter(|nth| !held(nth)).map(|nth| &sparse[nth]).collect();
        let weights = newton(&seen, &pull);
        for nth in (0..rows.len()).filter(held) {
            unseen[nth] = sparse[nth].sum(&weights);
        }
    }
    let line: Vec<Sparse> = rows
        .iter()
        .zip(&unseen)
        .map(|(row, sum)| Sparse {
            inputs: vec![(0, *sum), (1, 1.0)],
            truth: f64::from(row.truth),
            weight: row.weight,
        })
        .collect();
    let calibration = newton(&line.iter().collect::<Vec<_>>(), &[1e-3, 1e-3]);
    let (scale, shift) = (calibration[0], calibration[1]);
    let mut weights = newton(&sparse.iter().collect::<Vec<_>>(), &pull);
    let bias = weights.pop().unwrap_or_default();
    let chances = unseen.iter().map(|sum| logistic(scale * sum + shift)).collect();
    (Model { names: names.clone(), weights, bias, scale, shift }, chances)
}

/// Parts the groups of pairs fall into; each is scored by a model that learned from the others.
const FOLDS: u64 = 8;

/// A row with its inputs by place.
struct Sparse {
    inputs: Vec<(usize, f64)>,
    truth: f64,
    weight: f64,
}

impl Sparse {
    fn sum(&self, weights: &[f64]) -> f64 {
        self.inputs.iter().map(|(nth, x)| weights[*nth] * x).sum()
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// The weights of least loss.
fn newton(rows: &[&Sparse], pull: &[f64]) -> Vec<f64> {
    let mut weights = vec![0.0; pull.len()];
    for _ in 0..25 {
        let mut slope: Vec<f64> = weights.iter().zip(pull).map(|(w, pull)| w * pull).collect();
        let mut bends = Vec::with_capacity(rows.len());
        for row in rows {
            let chance = logistic(row.sum(&weights));
            for (nth, x) in &row.inputs {
                slope[*nth] += row.weight * (chance - row.truth) * x;
            }
            bends.push(row.weight * chance * (1.0 - chance));
        }
        let bend = |v: &[f64]| -> Vec<f64> {
            let mut out: Vec<f64> = v.iter().zip(pull).map(|(v, pull)| v * pull).collect();
            for (row, bend) in rows.iter().zip(&bends) {
                let along = bend * row.sum(v);
                for (nth, x) in &row.inputs {
                    out[*nth] += along * x;
                }
            }
            out
        };
        let step = solve(&bend, &slope);
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight -= step;
        }
        if step.iter().all(|step| step.abs() < 1e-7) {
            break;
        }
    }
    weights
}

/// Conjugate gradients: the vector that `apply` turns into `wanted`.
fn solve(apply: &dyn Fn(&[f64]) -> Vec<f64>, wanted: &[f64]) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let mut found = vec![0.0; wanted.len()];
    let mut rest = wanted.to_vec();
    let mut along = rest.clone();
    let mut size = dot(&rest, &rest);
    for _ in 0..200 {
        if size < 1e-18 {
            break;
        }
        let turned = apply(&along);
        let step = size / dot(&along, &turned);
        for nth in 0..found.len() {
            found[nth] += step * along[nth];
            rest[nth] -= step * turned[nth];
        }
        let next = dot(&rest, &rest);
        let keep = next / size;
        for (along, rest) in along.iter_mut().zip(&rest) {
            *along = rest + keep * *along;
        }
        size = next;
    }
    found
}
