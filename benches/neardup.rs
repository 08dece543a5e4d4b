//! The near-duplicate engine, stage by stage and as a whole, on made-up Arabic and Latin news.
//!
//! `cargo bench --bench neardup`. Stages are in bytes of text a second, sorting and verifying in items; the scan is
//! measured on every path this processor has, plain and with vectors.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crosswire::neardup::{self, Bands, Config, Meta, Profiler, Profiles, align, shingle, sketch, stream};
use crosswire::synth::{self, Script};
use crosswire::text::scan;
use std::hint::black_box;

fn corpus(articles: u64, script: Script) -> (Vec<u8>, Vec<String>) {
    let mut lines = Vec::new();
    let config = synth::Config { articles, script, ..synth::Config::default() };
    synth::write(&config, &mut lines, &mut std::io::sink()).expect("written to memory");
    let text = |line: &[u8]| {
        let record: serde_json::Value = serde_json::from_slice(line).expect("JSON");
        record["text"].as_str().unwrap_or_default().to_owned()
    };
    let texts = lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(text).collect();
    (lines, texts)
}

fn stages(c: &mut Criterion) {
    for (name, script) in [("arabic", Script::Arabic), ("latin", Script::Latin)] {
        let (_, texts) = corpus(1000, script);
        let bytes: usize = texts.iter().map(String::len).sum();
        let words: Vec<Vec<u64>> = texts.iter().map(|t| scan::words(t)).collect();
        let shingles: Vec<Vec<u64>> = words.iter().map(|w| shingles_of(w)).collect();
        let mut group = c.benchmark_group(format!("stage/{name}"));
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
        for path in scan::Path::all_here() {
            group.bench_function(BenchmarkId::new("scan", format!("{path:?}")), |b| {
                let (mut scanner, mut found) = (scan::Scanner::on(path), Vec::new());
                b.iter(|| {
                    for text in &texts {
                        found.clear();
                        scanner.words(text, &mut found);
                        black_box(&found);
                    }
                });
            });
        }
        group.bench_function("scan with spans", |b| {
            b.iter(|| texts.iter().for_each(|text| drop(black_box(scan::words_with_spans(text)))));
        });
        group.bench_function("shingle", |b| {
            b.iter(|| {
                words.iter().for_each(|words| {
                    black_box(shingles_of(words));
                })
            });
        });
        group.bench_function("sketch", |b| {
            b.iter(|| {
                shingles.iter().for_each(|shingles| {
                    black_box(sketch::sketch(shingles));
                })
            });
        });
        for passages in [false, true] {
            group.bench_with_input(BenchmarkId::new("profile", passages), &passages, |b, &passages| {
                let mut profiler = Profiler::new(&Config { passages, ..Config::default() });
                b.iter_batched(
                    Profiles::default,
                    |mut profiles| texts.iter().for_each(|text| profiler.add(text, &mut profiles)),
                    BatchSize::LargeInput,
                );
            });
        }
        group.bench_function("align with itself", |b| {
            let mut aligner = align::Aligner::default();
            b.iter(|| words.iter().for_each(|words| drop(black_box(aligner.runs(words, words, 5)))));
        });
        group.finish();
    }
    c.bench_function("bands of a sketch", |b| {
        let lanes =
            sketch::sketch(&shingles_of(&scan::words("one two three four five six seven"))).expect("some");
        let (bands, mut keys) = (Bands::for_jaccard(0.7), Vec::new());
        b.iter(|| {
            keys.clear();
            bands.append_keys(black_box(&lanes), &mut keys);
        });
    });
}

fn shingles_of(words: &[u64]) -> Vec<u64> {
    let mut found = Vec::with_capacity(words.len());
    shingle::append(words, 5, &mut found);
    found
}

fn whole(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole");
    group.sample_size(10);
    for articles in [1000, 10_000] {
        let (lines, texts) = corpus(articles, Script::Arabic);
        group.throughput(Throughput::Bytes(lines.len() as u64));
        for passages in [false, true] {
            let config = Config { passages, ..Config::default() };
            let name = if passages { "in memory, with passages" } else { "in memory" };
            group.bench_with_input(BenchmarkId::new(name, articles), &texts, |b, texts| {
                b.iter(|| neardup::find_texts(black_box(texts.as_slice()), &config));
            });
            // What comes behind the profiles: candidates, verification, clusters, alignment.
            let name = if passages { "compared, with passages" } else { "compared" };
            group.bench_with_input(BenchmarkId::new(name, articles), &texts, |b, texts| {
                let metas: Vec<Meta> =
                    (0..articles as u32).map(|by_input| Meta { by_input, ..Meta::default() }).collect();
                b.iter_batched(
                    || neardup::profiles(texts.as_slice(), &config),
                    |profiles| neardup::compare(texts.as_slice(), profiles, &metas, &config),
                    BatchSize::LargeInput,
                );
            });
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("news.jsonl");
        std::fs::write(&path, &lines).expect("written");
        group.bench_with_input(BenchmarkId::new("streamed from JSONL", articles), &path, |b, path| {
            b.iter(|| {
                stream::find(std::slice::from_ref(path), &stream::Options::default(), &|_| {}).expect("read")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, stages, whole);
criterion_main!(benches);
