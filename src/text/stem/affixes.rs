//! One engine for every language: lemmas first, then prefixes, then suffixes by stage.

use crate::lexicon::{Lexicon, Row};
use ahash::{AHashMap, AHashSet};
use compact_str::CompactString;

/// What one language's tables say, made ready for look-up.
#[derive(Debug, Default)]
pub(super) struct Stemmer {
    lemmas: AHashMap<&'static str, &'static str>,
    bases: AHashSet<&'static str>,
    /// Longest first.
    prefixes: Vec<Affix>,
    /// By stage, then longest first.
    suffixes: Vec<Affix>,
}

#[derive(Debug)]
struct Affix {
    letters: &'static str,
    becomes: &'static str,
    /// Letters that must remain.
    least: usize,
    stage: u8,
}

impl Stemmer {
    pub(super) fn build(words: &'static Lexicon) -> Self {
        let lemmas = words.table("lemmas").rows().iter().map(|row| (row.key(), row.cell(1))).collect();
        let bases = words.table("bases").rows().iter().map(Row::key).collect();
        let rows = words.table("affixes").rows();
        let side = |name: &str| {
            let mut side: Vec<Affix> =
                rows.iter().filter(|row| row.cell(1) == name).map(Affix::read).collect();
            side.sort_by_key(|affix| (affix.stage, std::cmp::Reverse(affix.letters.len())));
            side
        };
        Self { lemmas, bases, prefixes: side("prefix"), suffixes: side("suffix") }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.prefixes.is_empty() && self.suffixes.is_empty()
    }

    /// The word without its longest front clitics and its endings.
    pub(super) fn stem(&self, word: &str) -> CompactString {
        if let Some(lemma) = self.lemmas.get(word) {
            return (*lemma).into();
        }
        let bare = self.barest(word);
        if bare.len() != word.len()
            && let Some(lemma) = self.lemmas.get(bare)
        {
            return (*lemma).into();
        }
        self.without_suffixes(bare)
    }

    /// Calls `tell` with the word without each prefix it may have, shortest prefix first.
    pub(super) fn each_bare(&self, word: &str, mut tell: impl FnMut(&str)) {
        if self.bases.contains(word) {
            return;
        }
        for prefix in self.prefixes.iter().rev() {
            if let Some(rest) = prefix.strip_front(word) {
                tell(rest);
            }
        }
    }

    fn barest<'w>(&self, word: &'w str) -> &'w str {
        if self.is_base(word) {
            return word;
        }
        self.prefixes.iter().find_map(|prefix| prefix.strip_front(word)).unwrap_or(word)
    }

    /// Whether the word, or the word without an ending, is known to be whole.
    fn is_base(&self, word: &str) -> bool {
        self.bases.contains(word)
            || self
                .suffixes
                .iter()
                .any(|suffix| word.strip_suffix(suffix.letters).is_some_and(|rest| self.bases.contains(rest)))
    }

    fn without_suffixes(&self, word: &str) -> CompactString {
        let mut stem = CompactString::from(word);
        let mut done_stage = None;
        for suffix in &self.suffixes {
            if done_stage == Some(suffix.stage) {
                continue;
            }
            if self.bases.contains(stem.as_str()) {
                break;
            }
            if suffix.strip_back(&mut stem) {
                done_stage = Some(suffix.stage);
            }
        }
        stem
    }
}

impl Affix {
    fn read(row: &Row) -> Self {
        let number = |nth: usize| row.cell(nth).parse().unwrap_or(0);
        Self {
            letters: row.key().trim_end_matches(|c: char| c.is_ascii_digit()),
            becomes: row.cell(4),
            least: number(2),
            stage: u8::try_from(number(3)).unwrap_or(0),
        }
    }

    fn strip_front<'w>(&self, word: &'w str) -> Option<&'w str> {
        let rest = word.strip_prefix(self.letters)?;
        (rest.chars().count() >= self.least).then_some(rest)
    }

    fn strip_back(&self, word: &mut CompactString) -> bool {
        let Some(rest) = word.strip_suffix(self.letters) else { return false };
        if rest.chars().count() < self.least {
            return false;
        }
        let len = rest.len();
        word.truncate(len);
        word.push_str(self.becomes);
        true
    }
}
