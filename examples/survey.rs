//! Writes every pair of sentences a run aligns with the numbers its decision rests on, one JSON line a pair.
//!
//! `cargo run --release --example survey -- PATH…`; to measure thresholds against pairs whose relation is known.

use crosswire::compare::{self, Scene};
use crosswire::ingest::{self, Options};
use crosswire::pipeline::{self, Settings, Silent};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let report = pipeline::claims(ingest::read(&paths, &Options::default())?, &Settings::default(), &Silent);
    let copies =
        pipeline::copies(ingest::read(&paths, &Options::default())?, &Settings::default(), &Silent).copies;
    let scene = Scene { copies: &copies, ..Scene::of(&report) };
    let sentence = |(article, nth): (u32, u32)| -> Option<(&str, &str)> {
        let article_text = report.texts.get(article as usize)?.sentences.get(nth as usize)?;
        let article = report.articles.get(article as usize)?;
        Some((&article.id, article.text.get(article_text.span.range())?))
    };
    let lang = |(article, nth): (u32, u32)| -> Option<String> {
        let text = report.texts.get(article as usize)?;
        Some(format!("{:?}", text.sentences.get(nth as usize)?.lang))
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for look in compare::survey(scene) {
        let (Some((a_id, a)), Some((b_id, b))) = (sentence(look.a), sentence(look.b)) else { continue };
        let decision = look
            .decision
            .map(|one| format!("{:?}/{:?}/{:.2}", one.finding.verdict, one.finding.kind, one.score));
        let row = serde_json::json!({
            "a_id": a_id, "a": a, "b_id": b_id, "b": b, "likeness": look.likeness, "mutual": look.mutual,
            "same": look.likely.same, "opposed": look.likely.opposed, "d": decision, "f": look.features.to_vec(), "stops": look.stops, "retold": look.retold, "of_run": look.of_run,
            "at": [look.a.1, look.b.1], "langs": [lang(look.a), lang(look.b)],
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}
