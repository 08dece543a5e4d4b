//! Rendering alone: every format of the finished report of the shipped corpus, bytes a second.
//!
//! `cargo bench --bench report`. The report is made beforehand; each format is written into memory.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crosswire::ingest::{self, Options};
use crosswire::model::Report;
use crosswire::pipeline::{self, Settings, Silent};
use crosswire::report::{csv, html, json, jsonl, markdown, text};
use std::hint::black_box;
use std::io;

fn corpus() -> Report {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/news.jsonl");
    let read = ingest::read(&[path.to_owned()], &Options::default()).expect("the corpus can be read");
    pipeline::compare(read, &Settings::default(), &Silent)
}

type Format = (&'static str, fn(&Report, &mut Vec<u8>) -> io::Result<()>);

const FORMATS: [Format; 9] = [
    ("html", |report, out| html::write(report, out)),
    ("json", |report, out| json::write(report, out)),
    ("markdown", |report, out| markdown::write(report, out)),
    ("text", |report, out| text::write(report, text::Config::default(), out)),
    ("relations.csv", |report, out| csv::relations(report, out)),
    ("clusters.csv", |report, out| csv::clusters(report, out)),
    ("relations.jsonl", |report, out| jsonl::relations(report, out)),
    ("claims.jsonl", |report, out| jsonl::claims(report, out)),
    ("events.jsonl", |report, out| jsonl::events(report, out)),
];

fn bench(criterion: &mut Criterion) {
    let report = corpus();
    let mut group = criterion.benchmark_group("report");
    for (name, write) in FORMATS {
        let mut out = Vec::new();
        write(&report, &mut out).expect("memory can be written to");
        group.throughput(Throughput::Bytes(out.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                out.clear();
                let written = write(black_box(&report), &mut out);
                black_box((written.is_ok(), out.len()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
