//! Reading alone: JSON lines, CSV and HTML of one made-up day, bytes a second.
//!
//! `cargo bench --bench ingest`. Files are written into the system's temporary folder beforehand.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crosswire::ingest::{self, Options};
use crosswire::model::Article;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Times the newsroom is repeated.
const COPIES: usize = 60;

fn newsroom() -> Vec<Article> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/news.jsonl");
    ingest::read(&[path.to_owned()], &Options::default()).expect("the newsroom can be read").articles
}

fn jsonl(articles: &[Article]) -> String {
    let line = |(nth, article): (usize, &Article)| {
        let id = format!("{}-{nth}", article.id);
        serde_json::json!({ "id": id, "outlet": article.outlet, "text": article.text }).to_string() + "\n"
    };
    articles.iter().cycle().take(articles.len() * COPIES).enumerate().map(line).collect()
}

fn csv(articles: &[Article]) -> String {
    let mut out = "id,outlet,text\n".to_owned();
    for (nth, article) in articles.iter().cycle().take(articles.len() * COPIES).enumerate() {
        let text = article.text.replace('"', "\"\"");
        let _ = writeln!(out, "{}-{nth},{},\"{text}\"", article.id, article.outlet);
    }
    out
}

fn page(article: &Article) -> String {
    let paragraphs: String = article.text.lines().map(|line| format!("<p>{line}</p>\n")).collect();
    format!(
        "<!doctype html><html><head><title>News</title></head><body><article>{paragraphs}</article></body></html>"
    )
}

fn file(folder: &Path, name: &str, words: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, words).expect("a writable temporary folder");
    path
}

fn bench(criterion: &mut Criterion) {
    let articles = newsroom();
    let folder = std::env::temp_dir().join(format!("crosswire-bench-ingest-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a writable temporary folder");
    let files = [
        ("jsonl", file(&folder, "day.jsonl", &jsonl(&articles))),
        ("csv", file(&folder, "day.csv", &csv(&articles))),
        ("html", file(&folder, "page.html", &articles.first().map(page).unwrap_or_default())),
    ];
    let mut group = criterion.benchmark_group("read");
    for (format, path) in &files {
        let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
        let paths = [path.display().to_string()];
        group.throughput(Throughput::Bytes(bytes));
        group.bench_function(*format, |bencher| {
            bencher.iter(|| black_box(ingest::read(black_box(&paths), &Options::default())));
        });
    }
    group.finish();
    let _ = std::fs::remove_dir_all(&folder);
}

criterion_group!(benches, bench);
criterion_main!(benches);
