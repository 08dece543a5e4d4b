//! One engine for every language: known forms first, then prefixes, then suffixes by stage.

use super::verbs::{self, Verb};
use crate::lexicon::{Lexicon, Row};
use ahash::{AHashMap, AHashSet};
use compact_str::CompactString;
use std::ops::ControlFlow;

/// Letters that a known form has at least behind a prefix.
const LEAST_KNOWN: usize = 3;

/// Stage of the endings that stand for the object of a verb or the owner of a thing.
const OBJECT: u8 = 1;

/// What one language's tables say, made ready for look-up.
#[derive(Debug, Default)]
pub(super) struct Stemmer {
    lemmas: AHashMap<&'static str, &'static str>,
    verbs: AHashMap<CompactString, Verb>,
    /// Words that lose nothing at their front, and the stems of their inflected forms.
    whole_fronts: AHashSet<CompactString>,
    /// Words that lose nothing at their end.
    whole_ends: AHashSet<&'static str>,
    /// Longest first.
    prefixes: Vec<Affix>,
    /// What stands before verbs of the present only.
    futures: Vec<Affix>,
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
        let rows = words.table("affixes").rows();
        let side = |name: &str| {
            let mut side: Vec<Affix> =
                rows.iter().filter(|row| row.cell(1) == name).map(Affix::read).collect();
            side.sort_by_key(|affix| (affix.stage, std::cmp::Reverse(affix.letters.len())));
            side
        };
        let bases = words.table("bases").rows();
        let keeping = |part: &'static str| {
            bases.iter().filter(move |row| matches!(row.cell(1), "both" | "") || row.cell(1) == part)
        };
        let mut stemmer = Self {
            lemmas: words.table("lemmas").rows().iter().map(|row| (row.key(), row.cell(1))).collect(),
            verbs: verbs::forms(words),
            whole_fronts: AHashSet::new(),
            whole_ends: keeping("end").map(Row::key).collect(),
            prefixes: side("prefix"),
            futures: side("future"),
            suffixes: side("suffix"),
        };
        let fronts = keeping("front")
            .flat_map(|row| [row.key().into(), stemmer.without_suffixes(row.key(), Known::Asked)])
            .collect();
        stemmer.whole_fronts = fronts;
        stemmer
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.prefixes.is_empty() && self.suffixes.is_empty()
    }

    /// The known lemma, else the word without its longest front clitics and its endings.
    pub(super) fn stem(&self, word: &str) -> CompactString {
        if let Some(lemma) = self.known(word) {
            return lemma;
        }
        let mut barest = word;
        self.each_rest(word, |prefix, rest| {
            if let Some(lemma) = self.known(rest) {
                return ControlFlow::Break(lemma);
            }
            if prefix.leaves_enough(rest) {
                barest = rest;
            }
            ControlFlow::Continue(())
        })
        .unwrap_or_else(|| self.without_suffixes(barest, Known::Asked))
    }

    /// Calls `tell` with the word without each prefix it may have, shortest prefix first.
    pub(super) fn each_bare(&self, word: &str, mut tell: impl FnMut(&str)) {
        if let Some(rest) = self.without_future(word) {
            tell(rest);
        }
        let _: Option<()> = self.each_rest(word, |prefix, rest| {
            if prefix.leaves_enough(rest) || self.known(rest).is_some() {
                tell(rest);
            }
            ControlFlow::Continue(())
        });
    }

    /// Visits what each prefix leaves, shortest prefix first, up to a rest whose front is whole.
    fn each_rest<'w, T>(
        &self,
        word: &'w str,
        mut visit: impl FnMut(&Affix, &'w str) -> ControlFlow<T>,
    ) -> Option<T> {
        if self.has_whole_front(word) {
            return None;
        }
        for prefix in self.prefixes.iter().rev() {
            let Some(rest) = prefix.behind(word) else { continue };
            if rest.chars().count() < LEAST_KNOWN {
                continue;
            }
            if let ControlFlow::Break(found) = visit(prefix, rest) {
                return Some(found);
            }
            if self.has_whole_front(rest) {
                break;
            }
        }
        None
    }

    /// The lemma of an irregular form or a verb's.
    fn known(&self, word: &str) -> Option<CompactString> {
        if let Some(lemma) = self.lemmas.get(word) {
            return Some(self.without_suffixes(lemma, Known::Not));
        }
        if let Some(verb) = self.verbs.get(word) {
            return Some(verb.past.into());
        }
        let rest = self.without_future(word)?;
        self.verbs.get(rest).map(|verb| verb.past.into())
    }

    /// Whether `form` is a verb's of the present (`Some(true)`) or of the past, as it stands or without an object.
    pub(super) fn conjugated(&self, form: &str) -> Option<bool> {
        let without_object = || {
            let objects = self.suffixes.iter().filter(|suffix| suffix.stage == OBJECT);
            let mut rests = objects.filter_map(|object| form.strip_suffix(object.letters));
            rests.find_map(|rest| self.verbs.get(rest))
        };
        self.verbs.get(form).or_else(without_object).map(|verb| verb.present)
    }

    /// Whether `form` is a verb's with an ending that names hardly have, or a verb of the present behind its future
    /// mark.
    pub(super) fn no_name(&self, form: &str) -> bool {
        let future = || self.without_future(form).is_some_and(|rest| rest.chars().count() >= 4);
        self.verbs.get(form).is_some_and(|verb| verb.sure) || future()
    }

    /// A verb of the present behind its future mark.
    fn without_future<'w>(&self, word: &'w str) -> Option<&'w str> {
        let mut rests = self.futures.iter().filter_map(|future| future.strip_front(word));
        rests.find(|rest| self.verbs.get(*rest).is_some_and(|verb| verb.present))
    }

    fn has_whole_front(&self, word: &str) -> bool {
        let open = self.prefixes.iter().any(|prefix| prefix.behind(word).is_some());
        // A verb behind its conjunction may look like an inflected noun that begins with the same letters.
        let verb = || {
            self.prefixes
                .iter()
                .filter_map(|prefix| prefix.behind(word))
                .any(|rest| self.known(rest).is_some())
        };
        open && (self.whole_fronts.contains(word)
            || self.whole_fronts.contains(&self.without_suffixes(word, Known::Asked)) && !verb())
    }

    /// The word without its endings; of each stage at most one goes.
    fn without_suffixes(&self, word: &str, known: Known) -> CompactString {
        let mut stem = CompactString::from(word);
        if self.whole_ends.contains(word) {
            return stem;
        }
        let mut done = None;
        for suffix in &self.suffixes {
            if done == Some(suffix.stage) {
                continue;
            }
            if suffix.strip_back(&mut stem) {
                done = Some(suffix.stage);
                // A form may be known only without its pronoun.
                if known == Known::Asked {
                    if let Some(lemma) = self.lemmas.get(stem.as_str()) {
                        return self.without_suffixes(lemma, Known::Not);
                    }
                    if let Some(verb) = self.verbs.get(&stem) {
                        return verb.past.into();
                    }
                }
                if self.whole_ends.contains(stem.as_str()) {
                    break;
                }
            }
        }
        stem
    }
}

/// Whether a shortened word is looked up among lemmas and verbs; a lemma itself is not, so that look-ups end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Asked,
    Not,
}

impl Affix {
    fn read(row: &Row) -> Self {
        let number = |nth: usize| row.cell(nth).parse().unwrap_or(0);
        Self {
            letters: row.key(),
            becomes: row.cell(4),
            least: number(2),
            stage: u8::try_from(number(3)).unwrap_or(0),
        }
    }

    fn leaves_enough(&self, rest: &str) -> bool {
        rest.chars().count() >= self.least
    }

    /// What of `word` stands behind these letters. A letter of most scripts shows by its second byte, which is looked at
    /// first.
    fn behind<'w>(&self, word: &'w str) -> Option<&'w str> {
        let second = |text: &str| text.as_bytes().get(1).copied();
        if self.letters.len() > 1 && second(word) != second(self.letters) {
            return None;
        }
        word.strip_prefix(self.letters)
    }

    fn strip_front<'w>(&self, word: &'w str) -> Option<&'w str> {
        let rest = self.behind(word)?;
        (rest.chars().count() >= self.least).then_some(rest)
    }

    fn strip_back(&self, word: &mut CompactString) -> bool {
        if !self.letters.is_empty() && word.as_bytes().last() != self.letters.as_bytes().last() {
            return false;
        }
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
