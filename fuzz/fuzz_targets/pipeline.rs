//! Any text as news: the whole run never panics, every relation points into the texts it came from, and every format
//! is written.
#![no_main]

use crosswire::ingest::{self, Format, Options};
use crosswire::pipeline::{self, Settings, Silent};
use crosswire::report::{csv, html, json, jsonl, markdown};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // Every other line goes to the other outlet, so that there is something to compare.
    let side = |odd: usize| -> String {
        let lines = text.lines().enumerate().filter(|(nth, _)| nth % 2 == odd);
        lines.map(|(_, line)| format!("{line}\n")).collect()
    };
    let options = Options { format: Some(Format::Text), ..Options::default() };
    let mut read = ingest::Ingested::default();
    for (name, text) in [("a.txt", side(0)), ("b.txt", side(1))] {
        let Ok(one) = ingest::read_bytes(name, text.as_bytes(), &options) else { panic!("the options are right") };
        read.articles.extend(one.articles);
    }
    let report = pipeline::compare(read, &Settings::default(), &Silent);
    for relation in &report.relations {
        for side in [&relation.a, &relation.b] {
            let text = &report.articles[side.article as usize].text;
            assert!(side.evidence.iter().all(|span| text.get(span.range()).is_some()));
        }
    }
    let mut out = Vec::new();
    let written = html::write(&report, &mut out)
        .and(json::write(&report, &mut out))
        .and(markdown::write(&report, &mut out))
        .and(csv::relations(&report, &mut out))
        .and(jsonl::claims(&report, &mut out));
    assert!(written.is_ok() && std::str::from_utf8(&out).is_ok());
});
