//! Made-up words and how they are spelt.

use super::random::Random;
use super::{Script, Sentences, Word};
use ahash::AHashSet;

/// Words of one script, the most frequent first.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    script: Script,
}

const LATIN_STARTS: [&str; 20] =
    ["b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v"];
const LATIN_VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "ie"];
const LATIN_ENDS: [&str; 10] = ["", "", "", "n", "r", "s", "t", "l", "nd", "st"];
const ARABIC_LETTERS: [&str; 26] = [
    "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ك",
    "ل", "م", "ن", "ه", "و",
];
const ARABIC_BEFORE: [&str; 8] = ["", "", "", "ال", "ال", "و", "م", "ي"];
const ARABIC_MIDDLE: [&str; 5] = ["", "", "ا", "ي", "و"];
const ARABIC_AFTER: [&str; 8] = ["", "", "", "ة", "ات", "ين", "ون", "ي"];

impl Vocabulary {
    pub(super) fn new(size: usize, script: Script, seed: u64) -> Self {
        let mut random = Random::new(seed, 0, 0);
        let (mut seen, mut words) = (AHashSet::with_capacity(size), Vec::with_capacity(size));
        while words.len() < size {
            // Frequent words are short: one part up to rank 300, two to 20,000 or so, then three.
            let parts = match words.len() {
                0..300 => 1,
                300..20_000 => 1 + random.below(2) as usize,
                _ => 2 + random.below(2) as usize,
            };
            let word = match script {
                Script::Latin => latin(parts, &mut random),
                Script::Arabic => arabic(parts, &mut random),
            };
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        Self { words, script }
    }

    /// Appends an article: sentences end in a full stop, three or so make a paragraph. `otherwise` spells every
    /// third word, and all digits, in another way that reads the same.
    pub(super) fn spell(
        &self,
        sentences: &Sentences,
        otherwise: bool,
        random: &mut Random,
        out: &mut String,
    ) {
        for (nth, sentence) in sentences.iter().enumerate() {
            for (at, word) in sentence.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                }
                match word {
                    Word::Figure(n) => self.figure(*n, otherwise, out),
                    Word::Common(n) => {
                        let word = self.words.get(*n as usize).map_or("", String::as_str);
                        if otherwise && random.below(3) == 0 {
                            self.respell(word, random, out);
                        } else {
                            out.push_str(word);
                        }
                    }
                }
            }
            out.push('.');
            if nth + 1 < sentences.len() {
                out.push(if nth % 3 == 2 { '\n' } else { ' ' });
            }
        }
    }

    fn figure(&self, n: u32, otherwise: bool, out: &mut String) {
        let digits = n.to_string();
        match (self.script, otherwise) {
            (Script::Arabic, true) => {
                out.extend(
                    digits.chars().map(|d| char::from_u32(d as u32 - '0' as u32 + 0x660).unwrap_or(d)),
                );
            }
            _ => out.push_str(&digits),
        }
    }

    fn respell(&self, word: &str, random: &mut Random, out: &mut String) {
        for (at, c) in word.chars().enumerate() {
            match (self.script, c) {
                (Script::Arabic, 'ا') if at == 0 => out.push('أ'),
                (Script::Arabic, 'ة') => out.push('ه'),
                (Script::Arabic, 'ي') => out.push('ى'),
                (Script::Latin, 'e') => out.push('é'),
                (Script::Latin, c) if at == 0 => out.extend(c.to_uppercase()),
                _ => out.push(c),
            }
            if self.script == Script::Arabic && random.below(6) == 0 {
                out.push(if random.below(2) == 0 { '\u{64E}' } else { '\u{640}' });
            }
        }
    }
}

fn pick<'a>(from: &[&'a str], random: &mut Random) -> &'a str {
    from[random.below(from.len() as u64) as usize]
}

fn latin(parts: usize, random: &mut Random) -> String {
    let mut word = String::new();
    for _ in 0..parts {
        word.push_str(pick(&LATIN_STARTS, random));
        word.push_str(pick(&LATIN_VOWELS, random));
        word.push_str(pick(&LATIN_ENDS, random));
    }
    word
}

fn arabic(parts: usize, random: &mut Random) -> String {
    let affixed = parts > 1;
    let mut word = if affixed { pick(&ARABIC_BEFORE, random).to_owned() } else { String::new() };
    for _ in 0..=parts {
        word.push_str(pick(&ARABIC_LETTERS, random));
    }
    word.push_str(pick(&ARABIC_MIDDLE, random));
    word.push_str(if affixed { pick(&ARABIC_AFTER, random) } else { "" });
    word
}
