//! Learns the weights of `src/compare/learned/stands.tsv` from the project's own newsrooms and writes them there.
//!
//! `cargo run --release --example train_stands` from the project root; reads `corpus`. Every contradiction that the detectors find in a
//! newsroom is looked at, whether or not a gate stops it; what is true of it comes from the newsroom's gold and from `unlisted.tsv`,
//! and a pair that neither lists counts as none. Prints what a chance is worth, by models that did not see the newsroom. Run again
//! when the detectors or the events change. The same data give the same bytes.

#[path = "../train_weights/fit.rs"]
#[allow(dead_code, reason = "the other trainer also asks where a row comes from")]
mod fit;
#[path = "../newsrooms/mod.rs"]
#[allow(dead_code, reason = "the other trainer also asks for languages")]
mod newsrooms;

use crosswire::compare;
use crosswire::compare::learned::stands;
use crosswire::eval::Label;
use crosswire::model::Verdict;
use fit::Row;
use newsrooms::{Newsroom, OPEN, Unlisted};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Strength of the pull of all weights towards zero.
const RIDGE: f64 = 2.0;

const HEAD: &str = "\
# Weights of a logistic regression: chance = logistic(calibration_scale x (bias + sum of weight x input) + calibration_shift).
# model stands: a contradiction that was found in two sentences of gathered reports is one. feature: a name of learned/stands.rs or
# of the relation. Written by examples/train_stands; do not edit. Learned from the newsrooms in corpus, which are our own.
# MIT OR Apache-2.0.
";

fn main() -> Result<(), Box<dyn Error>> {
    let unlisted = newsrooms::unlisted(include_str!("unlisted.tsv"));
    let mut rows = Vec::new();
    for (nth, (name, _, _)) in OPEN.iter().enumerate() {
        let room = Newsroom::open(nth)?;
        rows.extend(of_room(nth as u64, &room, unlisted.get(name).unwrap_or(&BTreeMap::new())));
    }
    let names: Vec<String> =
        stands::NAMES.iter().map(|(name, _)| *name).chain(stands::OWN).map(str::to_owned).collect();
    let (learned, chances) = fit::fit(&rows, names, RIDGE);
    let mut out = format!("{HEAD}model\tfeature\tweight\n");
    learned.write(&mut out, "stands");
    std::io::stdout().write_all(worth(&rows, &chances).as_bytes())?;
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/compare/learned/stands.tsv"), out)?;
    Ok(())
}

/// Every contradiction that the detectors find in a newsroom.
fn of_room(group: u64, room: &Newsroom, unlisted: &Unlisted) -> Vec<Row<'static>> {
    let looks = compare::survey(room.scene());
    let row = |look: compare::Look| {
        let label = room.label(look.a, look.b).map(|label| *label == Label::Related(Verdict::Contradiction));
        let truth = label.or_else(|| unlisted.get(&room.places(look.a, look.b)?).copied()).unwrap_or(false);
        let inputs = look.stands?.into_iter().filter(|(_, value)| *value != 0.0).collect();
        Some(Row { inputs, truth, weight: 1.0, group, set: OPEN[group as usize].0 })
    };
    looks.into_iter().filter_map(row).collect()
}

/// Of contradictions with a chance in each tenth: how many, and how many are right.
fn worth(rows: &[Row<'_>], chances: &[f64]) -> String {
    let mut out = String::new();
    for tenth in 0..10 {
        let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        let within = || rows.iter().zip(chances).filter(|(_, chance)| (from..to).contains(*chance));
        let right = within().filter(|(row, _)| row.truth).count();
        let _ = writeln!(out, "from {from:.1} to {to:.1}: {} found, {right} right", within().count());
    }
    out
}
