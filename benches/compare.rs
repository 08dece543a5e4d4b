//! Comparison alone: one pair judged, one pair aligned and decided, the project's newsroom related.
//!
//! `cargo bench --bench compare`. Reading, copies, claims and events are made beforehand where they are not named.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crosswire::compare::{self, Scene, align::Pair, decide, judge::judge, reading::Reading, rules::Trace};
use crosswire::ingest::{self, Options};
use crosswire::pipeline::{self, Settings, Silent};
use std::hint::black_box;

fn bench(criterion: &mut Criterion) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/news.jsonl");
    let read = ingest::read(&[path.to_owned()], &Options::default()).expect("the newsroom can be read");
    let report = pipeline::compare(read, &Settings::default(), &Silent);
    let scene = Scene::of(&report);

    let (a, b) =
        ("Bread prices rose in the capital on Monday.", "Bread prices fell in the capital on Monday.");
    criterion.bench_function("judge one pair of texts", |bencher| {
        bencher.iter(|| judge(black_box(a), black_box(b), None, None, None));
    });

    let mut readings = Vec::new();
    for (nth, claim) in report.claims.iter().enumerate() {
        let own = [(nth as u32, claim)];
        let (article, text) =
            (&report.articles[claim.article as usize], &report.texts[claim.article as usize]);
        readings.extend(Reading::new(article, text, &own));
    }
    let pairs: Vec<(&Reading<'_>, &Reading<'_>)> =
        readings.iter().zip(readings.iter().skip(7)).filter(|(x, y)| x.article != y.article).collect();
    let mut group = criterion.benchmark_group("align and decide");
    group.throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function("sentence pairs", |bencher| {
        bencher.iter(|| {
            for (one, other) in &pairs {
                black_box(decide::decide(&Pair::new(one, other), &mut Trace::default()));
            }
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("relate");
    group.throughput(Throughput::Elements(report.claims.len() as u64));
    group.bench_function("the newsroom", |bencher| bencher.iter(|| black_box(compare::relate(scene))));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
