//! What a language writes onto its words, and the forms of a word without it.
//!
//! Takes a word, gives every form of it that a key of the slot tables may have, with what was cut off: conjunction,
//! preposition and article from its front, case and number from its end.

use super::{Slot, TABLES};
use crate::lexicon::{Lexicon, Row, Table};
use compact_str::CompactString;

/// One language's affixes (`slot_affixes.tsv`).
#[derive(Debug, Default)]
pub(super) struct Affixes {
    conjunctions: Vec<&'static str>,
    prepositions: Vec<(&'static str, u8)>,
    articles: Vec<(&'static str, u8)>,
    endings: Vec<Ending>,
    inflections: Vec<&'static str>,
    locative_suffixes: Vec<&'static str>,
    /// Words that are whole though they open or end as if something were attached.
    bases: Option<&'static Table>,
}

/// What was cut off a word to find it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::claim) struct Cut(pub(in crate::claim) u8);

impl Cut {
    pub(in crate::claim) const CONJUNCTION: u8 = 1;
    pub(in crate::claim) const PREPOSITION: u8 = 2;
    pub(in crate::claim) const ARTICLE: u8 = 4;
    pub(in crate::claim) const ENDING: u8 = 8;
    pub(in crate::claim) const DUAL: u8 = 16;
    pub(in crate::claim) const LOCATIVE: u8 = 32;
    pub(in crate::claim) const APOSTROPHE: u8 = 64;

    pub(in crate::claim) fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    fn and(self, flag: u8) -> Self {
        Self(self.0 | flag)
    }

    /// How much was cut; whole words win over cut ones.
    pub(super) fn weight(self) -> u32 {
        (self.0 & !(Self::LOCATIVE | Self::DUAL)).count_ones()
    }
}

#[derive(Debug)]
struct Ending {
    cut: &'static str,
    restore: &'static str,
    dual: bool,
    slots: Vec<Slot>,
}

impl Affixes {
    pub(super) fn of(words: &'static Lexicon) -> Self {
        let mut new = Self { bases: Some(words.table("bases")), ..Self::default() };
        for row in words.table("slot_affixes").rows() {
            new.add(row);
        }
        new.inflections.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        new
    }

    /// Whether words of the language carry case endings.
    pub(super) fn inflect(&self) -> bool {
        !self.inflections.is_empty()
    }

    /// The tables in which a form without the ending of this number is looked up; all where there is none.
    pub(super) fn slots_behind(&self, ending: Option<u16>) -> &[Slot] {
        let ending = ending.and_then(|nth| self.endings.get(nth as usize));
        ending.map(|ending| ending.slots.as_slice()).unwrap_or_default()
    }

    /// Whether `word` opens with an article that is written onto its noun, behind a conjunction or not.
    pub(super) fn has_article(&self, word: &str) -> bool {
        let opens = |word: &str| {
            self.articles.iter().any(|(article, _)| word.len() > article.len() && word.starts_with(article))
        };
        opens(word) || self.without_conjunction(word).any(opens)
    }

    /// What is left of `word` without each conjunction it may open with.
    pub(super) fn without_conjunction<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        self.conjunctions.iter().filter_map(|front| word.strip_prefix(front))
    }

    /// Calls `visit` with every form of `word` that a key may have, and the ending that was cut off by its number.
    pub(super) fn forms(&self, word: &str, visit: &mut dyn FnMut(&str, Cut, Option<u16>)) {
        let with = |rest: &str, cut: Cut, visit: &mut dyn FnMut(&str, Cut, Option<u16>)| {
            visit(rest, cut, None);
            self.without_ending(rest, cut, visit);
        };
        with(word, Cut::default(), visit);
        if let Some(at) = word.find('\'') {
            let locative = self.locative_suffixes.contains(&&word[at + 1..]);
            let place = if locative { Cut::LOCATIVE } else { 0 };
            with(&word[..at], Cut(Cut::APOSTROPHE | place), visit);
            with(&word[at + 1..], Cut(Cut::APOSTROPHE), visit);
        }
        if let Some(base) = self.cut_base(word) {
            visit(&base, Cut::default(), None);
        }
        for (rest, cut) in self.without_prefixes(word) {
            with(rest, cut, visit);
            // Preposition and article have run together: keys that are listed with their article want it back.
            if cut.has(Cut::ARTICLE)
                && cut.has(Cut::PREPOSITION)
                && let Some((article, _)) = self.articles.iter().find(|(_, flags)| *flags == Cut::ARTICLE)
            {
                visit(&compact_str::format_compact!("{article}{rest}"), Cut(cut.0 & !Cut::ARTICLE), None);
            }
        }
    }

    fn without_ending(&self, word: &str, cut: Cut, visit: &mut dyn FnMut(&str, Cut, Option<u16>)) {
        if self.keeps(word, "end") {
            return;
        }
        for (nth, ending) in self.endings.iter().enumerate() {
            let nth = u16::try_from(nth).ok();
            let Some(rest) = word.strip_suffix(ending.cut).filter(|rest| rest.chars().count() >= 2) else {
                continue;
            };
            let cut = cut.and(if ending.dual { Cut::DUAL | Cut::ENDING } else { Cut::ENDING });
            if ending.restore.is_empty() {
                visit(rest, cut, nth);
            } else {
                let mut whole = CompactString::from(rest);
                whole.push_str(ending.restore);
                visit(&whole, cut, nth);
            }
        }
    }

    /// Whether `word` is known to be whole at its `part` (front or end).
    fn keeps(&self, word: &str, part: &str) -> bool {
        let row = self.bases.and_then(|bases| bases.get(word));
        row.is_some_and(|row| matches!(row.cell(1), "both" | "") || row.cell(1) == part)
    }

    /// Conjunction, then preposition, then article; each may be absent.
    fn without_prefixes<'w>(&self, word: &'w str) -> Vec<(&'w str, Cut)> {
        let mut out: Vec<(&str, Cut)> = Vec::new();
        if self.conjunctions.is_empty() && self.articles.is_empty() || self.keeps(word, "front") {
            return out;
        }
        let long_enough = |rest: &&str| rest.chars().nth(1).is_some();
        out.push((word, Cut::default()));
        for &conjunction in &self.conjunctions {
            let rest = word.strip_prefix(conjunction).filter(long_enough);
            out.extend(rest.map(|rest| (rest, Cut(Cut::CONJUNCTION))));
        }
        for nth in 0..out.len() {
            let (word, cut) = out[nth];
            if self.keeps(word, "front") {
                continue;
            }
            for &(preposition, flags) in &self.prepositions {
                let rest = word.strip_prefix(preposition).filter(long_enough);
                out.extend(rest.map(|rest| (rest, cut.and(flags))));
            }
        }
        for nth in 0..out.len() {
            let (word, cut) = out[nth];
            for &(article, flags) in &self.articles {
                let rest = word.strip_prefix(article).filter(long_enough);
                out.extend(rest.map(|rest| (rest, cut.and(flags))));
            }
        }
        out.remove(0);
        out
    }

    /// The word without its case ending, marked so that it meets only other bases.
    pub(super) fn base(&self, word: &str) -> CompactString {
        self.cut_base(word).unwrap_or_else(|| compact_str::format_compact!("{word}~"))
    }

    /// The base of a word that has a case ending; a bare word is found whole or not at all.
    pub(super) fn cut_base(&self, word: &str) -> Option<CompactString> {
        let cut = self.inflections.iter().filter(|e| word.ends_with(**e));
        let cut = cut.map(|e| word.len() - e.len()).find(|&len| word[..len].chars().count() >= 3);
        cut.map(|len| compact_str::format_compact!("{}~", &word[..len]))
    }

    fn add(&mut self, row: &'static Row) {
        let cut = row.key().trim_matches('-');
        match row.cell(1) {
            "conjunction" => self.conjunctions.push(cut),
            "preposition" => self.prepositions.push((cut, Cut::PREPOSITION)),
            "locative" => self.prepositions.push((cut, Cut::PREPOSITION | Cut::LOCATIVE)),
            "article" => self.articles.push((cut, Cut::ARTICLE)),
            "preposition_article" => self.articles.push((cut, Cut::ARTICLE | Cut::PREPOSITION)),
            "locative_suffix" => self.locative_suffixes.push(cut),
            "inflection" => self.inflections.push(cut),
            kind @ ("ending" | "dual") => self.endings.push(Ending {
                cut,
                restore: row.cell(2),
                dual: kind == "dual",
                slots: TABLES
                    .iter()
                    .filter(|t| row.cell(3).split(',').any(|n| n == t.0))
                    .map(|t| t.1)
                    .collect(),
            }),
            _ => {}
        }
    }
}
