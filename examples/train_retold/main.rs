//! Learns the weights of `src/compare/learned/retold.tsv` from the project's own newsrooms and writes them there.
//!
//! `cargo run --release --example train_retold` from the project root; reads `corpus`. Every pair of sentences that a run aligns
//! is looked at as the run sees it; what is true of it comes from the newsrooms' gold and from `unlisted.tsv`, and a pair that
//! neither lists and that is no one's best counterpart counts a little as two facts. Prints what a chance is worth, newsroom by
//! newsroom, by models that did not see it. Run again when the alignment or the detectors change. The same data give the same bytes.

#[path = "../train_weights/fit.rs"]
#[allow(dead_code, reason = "the other trainer also asks where a row comes from")]
mod fit;
#[path = "../newsrooms/mod.rs"]
mod newsrooms;

use crosswire::compare::learned::{features, retold};
use crosswire::compare::{self, Look};
use crosswire::eval::Label;
use crosswire::model::Verdict;
use fit::Row;
use newsrooms::{Newsroom, OPEN, Unlisted};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

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

/// Newsrooms of [`OPEN`] that these weights are learned from: with the sixth as well, agreements of the two newsrooms that nobody reads
/// were found slightly less and less surely. The weights that are shipped were learned before the last changes to events and claims;
/// learned anew they were no better there.
const READ: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unlisted = newsrooms::unlisted(include_str!("unlisted.tsv"));
    let mut samples = Vec::new();
    for (nth, (name, _, _)) in OPEN[..READ].iter().enumerate() {
        let room = Newsroom::open(nth)?;
        let unlisted = unlisted.get(name).cloned().unwrap_or_default();
        let looks = compare::survey(room.scene());
        samples.extend(looks.iter().filter_map(|look| sample(nth, &room, &unlisted, look)));
    }
    let names: Vec<&str> =
        features::NAMES.iter().chain(&retold::NAMES).chain(&retold::OF_RUN).map(|(name, _)| *name).collect();
    let mut out = format!("{HEAD}model\tfeature\tweight\n");
    for (model, across) in [("across", true), ("within", false)] {
        let rows: Vec<Row<'_>> =
            samples.iter().filter(|one| one.across == across).filter_map(|one| row(one, &names)).collect();
        let (learned, chances) = fit::fit(&rows, names.iter().map(|&name| name.to_owned()).collect(), RIDGE);
        learned.write(&mut out, model);
        std::io::stdout().write_all(worth(model, &rows, &chances).as_bytes())?;
    }
    std::fs::write(root.join("src/compare/learned/retold.tsv"), out)?;
    Ok(())
}

/// A pair that a run over a newsroom aligns.
fn sample(nth: usize, room: &Newsroom, unlisted: &Unlisted, look: &Look) -> Option<Sample> {
    let (a_lang, b_lang) = (room.sentence(look.a)?.2, room.sentence(look.b)?.2);
    let listed = room.label(look.a, look.b).map(|label| *label == Label::Related(Verdict::Agreement));
    let inputs = look.features.iter().chain(&look.retold).chain(&look.of_run).copied().collect();
    (look.likeness > MIN_LIKENESS).then(|| Sample {
        inputs,
        agreed: listed.or_else(|| unlisted.get(&room.places(look.a, look.b)?).copied()),
        across: a_lang != b_lang,
        near: look.mutual,
        room: nth,
    })
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
    let set = OPEN[sample.room].0;
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
