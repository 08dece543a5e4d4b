//! Bytes a second of folding, tokens, sentences and the whole text stage, and stems a second.
//!
//! The text is generated: words of no meaning with the letters, lengths and marks of news.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use crosswire::model::Lang;
use crosswire::text::{analyse, fold, phrase::PhraseIndex, sentence, stem, token};
use std::hint::black_box;

/// A small generator with a fixed seed, so that every run reads the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn words(dice: &mut Dice, letters: &[char], fronts: &[&str], ends: &[&str], count: usize) -> Vec<String> {
    let word = |dice: &mut Dice| {
        let mut word = fronts[dice.roll(fronts.len())].to_owned();
        (0..2 + dice.roll(4)).for_each(|_| word.push(letters[dice.roll(letters.len())]));
        word + ends[dice.roll(ends.len())]
    };
    (0..count).map(|_| word(dice)).collect()
}

fn text(dice: &mut Dice, words: &[String], comma: &str, sentences: usize) -> String {
    let mut text = String::new();
    for nth in 0..sentences {
        let length = 12 + dice.roll(20);
        for at in 0..length {
            let word = &words[dice.roll(words.len())];
            let mut letters = word.chars();
            match letters.next().filter(|_| at == 0) {
                Some(first) => text.extend(first.to_uppercase().chain(letters)),
                None => text.push_str(word),
            }
            match dice.roll(14) {
                _ if at + 1 == length => text.push('.'),
                0 => text.push_str(comma),
                1 => text.push_str(" 1,250"),
                _ => {}
            }
            text.push(if at + 1 == length && nth % 4 == 3 { '\n' } else { ' ' });
        }
    }
    text
}

fn arabic() -> (String, Lang) {
    let mut dice = Dice(7);
    let letters: Vec<char> = "ابتثجحخدرزسشصضطعغفقكلمنهويأإةى".chars().collect();
    let words = words(
        &mut dice,
        &letters,
        &["", "ال", "و", "وال", "ب", "لل"],
        &["", "", "ات", "ية", "ها", "ّ"],
        4_000,
    );
    (text(&mut dice, &words, "،", 4_000), "ar".parse().unwrap_or_default())
}

fn english() -> (String, Lang) {
    let mut dice = Dice(11);
    let letters: Vec<char> = "etaoinshrdlucmfwypvbgk".chars().collect();
    let words = words(&mut dice, &letters, &["", "re", "un"], &["", "", "s", "ed", "ing"], 4_000);
    (text(&mut dice, &words, ",", 4_000), "en".parse().unwrap_or_default())
}

fn stages(c: &mut Criterion) {
    for (text, lang) in [arabic(), english()] {
        let mut group = c.benchmark_group(format!("text-{lang}"));
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
        group.bench_function("fold", |b| b.iter(|| fold::fold(black_box(&text))));
        group.bench_function("sentences", |b| b.iter(|| sentence::split(black_box(&text), lang)));
        group.bench_function("tokens", |b| b.iter(|| token::tokens(black_box(&text), lang)));
        group.bench_function("analyse", |b| b.iter(|| analyse(black_box(&text), Some(lang))));
        let found = analyse(&text, Some(lang));
        let keys: Vec<_> = found.tokens.iter().step_by(37).map(|token| token.folded.as_str()).collect();
        let index = PhraseIndex::new(lang, keys);
        group.bench_function("phrases", |b| b.iter(|| index.matches(black_box(&found.tokens))));
        group.throughput(Throughput::Elements(found.tokens.len() as u64));
        group.bench_function("stem", |b| {
            b.iter(|| found.tokens.iter().map(|token| stem::stem(&token.folded, lang).len()).sum::<usize>());
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
