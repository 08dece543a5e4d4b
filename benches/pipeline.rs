//! The whole run, from articles in memory to a finished report, at 1,000 and 10,000 articles.
//!
//! The newsroom is made up on the spot: five outlets tell each event in their own order, with figures that
//! sometimes differ, in Arabic and English by turns. `cargo bench --bench pipeline`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use crosswire::ingest::{self, Ingested};
use crosswire::pipeline::{self, Settings, Silent};
use std::fmt::Write;
use std::hint::black_box;

const TOWNS_AR: &[&str] =
    &["تل الزيتون", "دير النبع", "وادي السرو", "الزاهرية", "رأس الجسر", "عين الرمل", "كفر الندى"];
const TOWNS_EN: &[&str] =
    &["Tell al-Zaytun", "Dayr al-Nab", "Wadi al-Sarw", "Zahiriya", "Ras al-Jisr", "Ayn al-Raml"];

fn newsroom(articles: usize) -> Ingested {
    let mut lines = String::new();
    for nth in 0..articles {
        let (event, outlet) = (nth / 5, nth % 5);
        let day = 1 + event % 28;
        let dead = 3 + event % 40 + usize::from(outlet == 3);
        let hurt = dead * 2 + event % 11;
        let body = if event % 2 == 0 {
            arabic(event, outlet, dead, hurt)
        } else {
            english(event, outlet, dead, hurt)
        };
        let _ = writeln!(
            lines,
            r#"{{"id":"n{nth:06}","outlet":"outlet-{outlet}","published":"2024-03-{day:02}T{:02}:00:00Z","text":"{body}"}}"#,
            8 + outlet
        );
    }
    ingest::read_bytes("bench.jsonl", lines.as_bytes(), &ingest::Options::default())
        .expect("options are in range")
}

fn arabic(event: usize, outlet: usize, dead: usize, hurt: usize) -> String {
    let town = TOWNS_AR[event % TOWNS_AR.len()];
    let told = [
        format!("قتل {dead} شخصا وأصيب {hurt} آخرون في حريق شب في سوق {town} رقم {event} صباح اليوم."),
        format!("وقال محافظ {town} إن السلطات أغلقت الطريق المؤدية إلى السوق أمام السيارات."),
        format!("وأضاف أن {} سيارة إطفاء شاركت في إخماد الحريق.", 5 + event % 9),
        "ونفى متحدث باسم البلدية أن يكون الحريق متعمدا.".to_owned(),
        format!("وقدرت الخسائر بنحو {} مليون دينار.", 2 + event % 17),
    ];
    in_turn(&told, outlet)
}

fn english(event: usize, outlet: usize, dead: usize, hurt: usize) -> String {
    let town = TOWNS_EN[event % TOWNS_EN.len()];
    let told = [
        format!(
            "A fire in market {event} of {town} killed {dead} people and injured {hurt} others on Monday."
        ),
        format!("The governor of {town} said the authorities closed the road to the market to cars."),
        format!("He added that {} fire engines helped to put the fire out.", 5 + event % 9),
        "A spokesman for the municipality denied that the fire was deliberate.".to_owned(),
        format!("Damage was put at about {} million dinars.", 2 + event % 17),
    ];
    in_turn(&told, outlet)
}

fn in_turn(told: &[String], outlet: usize) -> String {
    let order: Vec<&str> = (0..told.len()).map(|i| told[(i * 2 + outlet) % told.len()].as_str()).collect();
    order.join(" ")
}

fn pipeline_at_size(c: &mut Criterion) {
    let mut group = c.benchmark_group("pipeline");
    group.sample_size(10);
    for articles in [1_000, 10_000] {
        group.throughput(Throughput::Elements(articles as u64));
        group.bench_with_input(BenchmarkId::from_parameter(articles), &articles, |b, &articles| {
            b.iter_batched(
                || newsroom(articles),
                |read| black_box(pipeline::compare(read, &Settings::default(), &Silent)),
                criterion::BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, pipeline_at_size);
criterion_main!(benches);
