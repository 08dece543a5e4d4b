//! Framing and grouping of a synthetic day: a thousand and ten thousand articles, four reports an event.
//!
//! `cargo bench --bench event`. Text and claims are made beforehand; only [`crosswire::event::frame`] and
//! [`crosswire::compare::candidates::pairs`] are timed.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crosswire::compare::{Scene, candidates};
use crosswire::model::{Article, Copies, DatePrecision, DateSource, OutletSource, Published};
use crosswire::{claim, event, text};
use std::hint::black_box;

const KINDS: [&str; 8] = [
    "A bomb went off at the market in",
    "An earthquake shook the town of",
    "A passenger train derailed near",
    "Floods swept through the valley of",
    "Ministers of two states met for talks in",
    "Workers went on strike at the port of",
    "A court sentenced three former officials in",
    "Gunmen attacked an army post outside",
];

/// A name no lexicon knows, the same for the same number.
fn name(seed: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "do", "mer", "vin", "tal", "os", "rub", "shen", "lo", "pir", "gan", "wel", "tu", "zar", "min",
        "hes",
    ];
    let mut left = seed.wrapping_mul(2_654_435_761) % 65_536;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[left % 16]);
        left /= 16;
    }
    word[..1].to_uppercase() + &word[1..]
}

fn article(nth: usize) -> Article {
    let (of, report) = (nth / 4, nth % 4);
    let day = 1 + of % 27;
    let (town, man, woman) = (name(of * 3), name(of * 3 + 1), name(of * 3 + 2));
    let opening = KINDS[of % KINDS.len()];
    let figure = 11 + of % 70;
    let text = format!(
        "{opening} {town} on Monday, officials said.\n\
         At least {figure} people were hurt, the regional office of {man} told reporters.\n\
         {woman}, who heads the council of {town}, said roads to the {man} bridge were closed report {report}.\n\
         In March 2012 a similar case in {town} kept the council of {woman} busy for weeks.\n\
         The government promised help and called on people to stay calm."
    );
    Article {
        id: format!("a{nth:06}"),
        outlet: format!("outlet {report}"),
        outlet_source: OutletSource::Field,
        title: Some(format!("{opening} {town}")),
        text,
        published: Some(Published {
            at: jiff::civil::date(2021, 3, 1)
                .at(0, 0, 0, 0)
                .saturating_add(jiff::Span::new().days(day as i64)),
            utc_offset_minutes: None,
            precision: DatePrecision::Day,
            source: DateSource::Field,
        }),
        lang: "en".parse().unwrap_or_default(),
        ..Article::default()
    }
}

fn events(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("event");
    group.sample_size(10);
    for size in [1_000, 10_000] {
        let articles: Vec<Article> = (0..size).map(article).collect();
        let texts = text::read(&articles);
        let mut claims = claim::extract(&articles, &texts);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::new("frame", size), |bencher| {
            bencher.iter(|| black_box(event::frame(&articles, &texts, &mut claims).len()));
        });
        let framed = event::frame(&articles, &texts, &mut claims);
        let copies = Copies::default();
        let scene =
            Scene { articles: &articles, texts: &texts, claims: &claims, events: &framed, copies: &copies };
        group.bench_function(BenchmarkId::new("candidates", size), |bencher| {
            bencher.iter(|| black_box(candidates::pairs(scene).len()));
        });
    }
    group.finish();
}

criterion_group!(benches, events);
criterion_main!(benches);
