//! Golden values of every hash that is written down, the same from each path the processor has.
//!
//! `tests/cases/neardup/golden.jsonl` holds a text a line and what the plain path makes of it. The file changes on
//! `CROSSWIRE_WRITE_GOLDEN=1` only, and then every index and fingerprint ever written is void.

use super::{Config, profile, shingle, sketch, winnow};
use crate::text::scan::{Path, Scanner};
use serde::{Deserialize, Serialize};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/neardup/golden.jsonl");

/// A text and all its hashes, in hexadecimal, with the settings of [`Config::default`].
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Golden {
    text: String,
    words: Vec<String>,
    shingles: Vec<String>,
    content: String,
    lanes: Vec<String>,
    keys: Vec<String>,
    prints: Vec<String>,
}

impl Golden {
    fn on(path: Path, text: &str) -> Self {
        let config = Config::default();
        let words = words_on(path, text);
        let (mut shingles, mut keys, mut prints) = (Vec::new(), Vec::new(), Vec::new());
        if words.len() < config.shingle_words {
            shingle::append(&words, config.shingle_words, &mut shingles);
        } else {
            shingle::append_on(path, &words, config.shingle_words, &mut shingles);
        }
        let lanes = sketch::sketch_on(path, &shingles);
        if let Some(lanes) = &lanes {
            config.bands().append_keys(lanes, &mut keys);
        }
        winnow::append(&shingles, winnow::window(&config), &mut prints);
        let long = |values: &[u64]| values.iter().map(|v| format!("{v:016x}")).collect();
        let short = |values: &[u32]| values.iter().map(|v| format!("{v:08x}")).collect();
        Self {
            text: text.to_owned(),
            words: long(&words),
            shingles: long(&shingles),
            content: format!("{:032x}", profile::content(&words)),
            lanes: lanes.map_or_else(Vec::new, |lanes| short(&lanes)),
            keys: short(&keys),
            prints: long(&prints),
        }
    }
}

fn words_on(path: Path, text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    Scanner::on(path).words(text, &mut words);
    words
}

fn golden() -> Vec<Golden> {
    let file = std::fs::read_to_string(FILE).expect("the golden values");
    file.lines().map(|line| serde_json::from_str(line).expect("golden values")).collect()
}

#[test]
fn every_path_of_this_processor_gives_the_golden_values() {
    if std::env::var_os("CROSSWIRE_WRITE_GOLDEN").is_some_and(|v| v == "1") {
        let anew = golden().iter().map(|old| Golden::on(Path::Plain, &old.text)).collect::<Vec<_>>();
        let lines = anew.iter().map(|g| serde_json::to_string(g).expect("JSON") + "\n");
        std::fs::write(FILE, lines.collect::<String>()).expect("written");
    }
    for expected in golden() {
        for path in Path::all_here() {
            assert_eq!(Golden::on(path, &expected.text), expected, "{path:?}");
        }
    }
}

#[test]
fn words_do_not_depend_on_where_a_block_of_any_path_begins() {
    for expected in golden() {
        for path in Path::all_here() {
            let words = words_on(path, &expected.text);
            for before in 1..=65 {
                let moved = format!("{}{}", " ".repeat(before), expected.text);
                assert_eq!(words_on(path, &moved), words, "{path:?}, {before} blanks before {moved}");
            }
        }
    }
}
