//! News-like corpora of any size with planted copies and their truth.
//!
//! Takes a size and a seed, gives articles as JSON lines and one line of truth for each. The words are made up, so
//! nothing is anybody's text. Every article is a function of seed and number alone: a corpus is written as a
//! stream, in constant memory, and is the same on every machine. Reads nothing, compares nothing.
//!
//! ```
//! use crosswire::synth::{Config, Script, write};
//! let (mut articles, mut truth) = (Vec::new(), Vec::new());
//! write(&Config { articles: 50, script: Script::Arabic, ..Config::default() }, &mut articles, &mut truth)?;
//! assert_eq!(articles.iter().filter(|b| **b == b'\n').count(), 50);
//! # Ok::<(), std::io::Error>(())
//! ```

mod copy;
mod random;
mod vocabulary;

use copy::{Kind, Plan};
use random::Random;
use serde::Serialize;
use std::io::{self, Write};
use vocabulary::Vocabulary;

/// What is written.
#[derive(Debug, Clone)]
pub struct Config {
    /// Articles in all, copies included; default 10,000.
    pub articles: u64,
    /// Share of the articles that are copies of others, 0–0.9; default 0.1.
    pub copies: f64,
    /// Letters and shape of the words; default Arabic.
    pub script: Script,
    /// Distinct words; default 80,000.
    pub vocabulary: usize,
    /// Fewest and most words of an article that is no copy; default 200–500.
    pub words: (usize, usize),
    /// Another seed, another corpus; default 1.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            articles: 10_000,
            copies: 0.1,
            script: Script::Arabic,
            vocabulary: 80_000,
            words: (200, 500),
            seed: 1,
        }
    }
}

/// Scripts a corpus is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Arabic letters, Arabic marks.
    Arabic,
    /// Latin letters.
    Latin,
}

/// Sentences of words, by number; paragraphs are runs of sentences.
type Sentences = Vec<Vec<Word>>;

/// A word of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Of the vocabulary.
    Common(u32),
    /// A number.
    Figure(u32),
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    outlet: &'a str,
    published: &'a str,
    text: &'a str,
}

/// Writes the articles as JSON lines (`id`, `outlet`, `published`, `text`), and for each a line
/// `id, family, kind, rate` of truth, separated by tabs.
///
/// The family is the number of the article it goes back to. Kinds: `src` (no copy), `edit` (words changed at the
/// rate given), `cut` (that share dropped from the end), `wrap` (a lead and a credit put around it), `move` (sentences
/// in another order), `embed` (that share of it inside a longer report), `respell` (same words in other spellings and
/// digits).
///
/// # Errors
/// When a field of `config` is out of range, or an output cannot be written.
pub fn write(config: &Config, articles: &mut impl Write, truth: &mut impl Write) -> io::Result<()> {
    let wrong = |message: &str| Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    if !(0.0..=0.9).contains(&config.copies) {
        return wrong("copies must be 0 to 0.9");
    }
    if config.vocabulary < 100 || config.vocabulary > 10_000_000 {
        return wrong("vocabulary must be 100 to 10,000,000");
    }
    if config.words.0 == 0 || config.words.1 < config.words.0 {
        return wrong("words must be a range of at least 1");
    }
    let vocabulary = Vocabulary::new(config.vocabulary, config.script, config.seed);
    let mut text = String::new();
    for nth in 0..config.articles {
        let plan = Plan::of(config, nth);
        let sentences = plan.sentences(config);
        text.clear();
        let mut random = Random::new(config.seed, nth, 3);
        vocabulary.spell(&sentences, plan.kind == Kind::Respell, &mut random, &mut text);
        let (id, outlet) = (nth.to_string(), format!("outlet-{}", random.below(40)));
        let record = Record { id: &id, outlet: &outlet, published: &plan.published(config), text: &text };
        serde_json::to_writer(&mut *articles, &record)?;
        articles.write_all(b"\n")?;
        writeln!(truth, "{nth}\t{}\t{}\t{:.3}", plan.family, plan.kind.name(), plan.rate)?;
    }
    Ok(())
}

/// The words of article `nth` as it is before anybody copies it.
fn source(config: &Config, nth: u64) -> Sentences {
    let mut random = Random::new(config.seed, nth, 1);
    let words = random.between(config.words.0, config.words.1);
    sentences_of(words, config, &mut random)
}

/// So many words in sentences of 12–30.
fn sentences_of(words: usize, config: &Config, random: &mut Random) -> Sentences {
    let (mut sentences, mut left) = (Vec::new(), words);
    while left > 0 {
        let len = random.between(12, 30).min(left);
        sentences.push((0..len).map(|_| word(config, random)).collect());
        left -= len;
    }
    sentences
}

/// A word by Zipf's law: the `r`th most frequent comes 1/`r` as often as the first. One in fifty is a number.
fn word(config: &Config, random: &mut Random) -> Word {
    if random.below(50) == 0 {
        return Word::Figure(random.below(3000) as u32);
    }
    let rank = ((config.vocabulary as f64 + 3.0).powf(random.unit()) * 3.0 - 3.0) / 3.0;
    Word::Common((rank as u32).min(config.vocabulary as u32 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(config: &Config) -> (String, String) {
        let (mut articles, mut truth) = (Vec::new(), Vec::new());
        write(config, &mut articles, &mut truth).expect("written to memory");
        (String::from_utf8(articles).expect("UTF-8"), String::from_utf8(truth).expect("UTF-8"))
    }

    #[test]
    fn the_same_seed_gives_the_same_corpus_and_a_longer_one_begins_with_other_families() {
        let config = Config { articles: 60, ..Config::default() };
        assert_eq!(corpus(&config), corpus(&config));
        assert_ne!(corpus(&config).0, corpus(&Config { seed: 2, ..config }).0);
    }

    #[test]
    fn a_respelled_copy_has_the_words_of_its_source() {
        for script in [Script::Arabic, Script::Latin] {
            let (articles, truth) =
                corpus(&Config { articles: 400, copies: 0.5, script, ..Config::default() });
            let texts: Vec<String> = articles
                .lines()
                .map(|l| {
                    serde_json::from_str::<serde_json::Value>(l).expect("JSON")["text"]
                        .as_str()
                        .expect("text")
                        .to_owned()
                })
                .collect();
            let mut respelled = 0;
            for (nth, line) in truth.lines().enumerate() {
                let fields: Vec<&str> = line.split('\t').collect();
                if fields[2] == "respell" {
                    let family: usize = fields[1].parse().expect("a number");
                    assert_ne!(texts[nth], texts[family]);
                    assert_eq!(
                        crate::text::scan::words(&texts[nth]),
                        crate::text::scan::words(&texts[family])
                    );
                    respelled += 1;
                }
            }
            assert!(respelled > 5, "{respelled}");
        }
    }
}
