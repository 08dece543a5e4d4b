//! The near-duplicate engine alone: JSONL with `id` and `text` in, `id<TAB>cluster` out.
//!
//! `cargo run --release --example neardup -- FILE.jsonl [--pairs] [--passages]`
#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use crosswire::neardup::{self, Config};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let path = arguments.iter().find(|a| !a.starts_with("--")).ok_or("name a JSONL file")?;
    let (mut ids, mut texts) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(path)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        ids.push(record["id"].to_string());
        texts.push(record["text"].as_str().unwrap_or_default().to_owned());
    }
    let config = Config { passages: has("--passages"), ..Config::default() };
    let copies = neardup::find_texts(texts.as_slice(), &config);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if has("--pairs") {
        for p in &copies.pairs {
            writeln!(out, "{}\t{}\t{:.4}", ids[p.a as usize], ids[p.b as usize], p.jaccard)?;
        }
        return Ok(());
    }
    for (id, verdict) in ids.iter().zip(&copies.verdicts) {
        let cluster = verdict.cluster.map(|c| copies.clusters[c as usize].kept).unwrap_or(verdict.kept);
        writeln!(out, "{id}\t{}", ids[cluster as usize])?;
    }
    Ok(())
}
