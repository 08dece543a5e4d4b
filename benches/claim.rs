//! Extraction alone: the project's newsroom in Arabic and English, sentences a second.
//!
//! `cargo bench --bench claim`. Sentences and tokens are made beforehand; only [`crosswire::claim::extract`] is timed,
//! and beside it the finders of quantities and times.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crosswire::claim::{self, quantity, time};
use crosswire::ingest::{self, Options};
use crosswire::model::{Article, ArticleText};
use crosswire::text;
use std::hint::black_box;

/// The newsroom's articles of one language.
fn newsroom(lang: &str) -> Vec<Article> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/news.jsonl");
    let read = ingest::read(&[path.to_owned()], &Options::default()).expect("the newsroom can be read");
    read.articles.into_iter().filter(|article| article.lang.code() == lang).collect()
}

fn sentences(texts: &[ArticleText]) -> u64 {
    texts.iter().map(|text| text.sentences.len() as u64).sum()
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("claims");
    for lang in ["ar", "en"] {
        let articles = newsroom(lang);
        let texts = text::read(&articles);
        group.throughput(Throughput::Elements(sentences(&texts)));
        group.bench_function(lang, |bencher| {
            bencher.iter(|| black_box(claim::extract(black_box(&articles), &texts)));
        });
    }
    group.finish();

    let articles = newsroom("ar");
    let texts = text::read(&articles);
    let anchors = time::Anchors::on(jiff::civil::date(2026, 3, 1));
    let each = || {
        let all = articles.iter().zip(&texts);
        all.flat_map(|(article, text)| text.sentences.iter().map(move |sentence| (article, text, sentence)))
    };
    let mut group = criterion.benchmark_group("slots");
    group.throughput(Throughput::Elements(sentences(&texts)));
    group.bench_function("quantities", |bencher| {
        bencher.iter(|| {
            for (article, text, sentence) in each() {
                black_box(quantity::find(&article.text, text.tokens_of(sentence), sentence.lang));
            }
        });
    });
    group.bench_function("times", |bencher| {
        bencher.iter(|| {
            for (article, text, sentence) in each() {
                black_box(time::find(&article.text, text.tokens_of(sentence), sentence.lang, &anchors));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
