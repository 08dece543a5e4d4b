//! The slot words of one language in one look-up structure.
//!
//! Takes the lexicon's tables of numbers, units, times, counted things and places, gives for any run of words
//! the rows whose key it is, with the clitics and endings that had to be cut to find them. A key of several
//! words is followed word by word, so one walk over a sentence serves every table.

use crate::lexicon::{self, Row, Table};
use crate::model::Lang;
use crate::text::memo;
use ahash::AHashMap;
use compact_str::CompactString;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

/// The tables that slot finders read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Slot {
    Numbers,
    Multipliers,
    Vague,
    Approximators,
    Units,
    Ordinals,
    Months,
    Weekdays,
    RelativeTime,
    Counted,
    Designators,
    Places,
    Demonyms,
    PlaceCues,
    Function,
    Fractions,
}

const TABLES: [(&str, Slot); 16] = [
    ("numbers", Slot::Numbers),
    ("multipliers", Slot::Multipliers),
    ("vague_numbers", Slot::Vague),
    ("approximators", Slot::Approximators),
    ("units", Slot::Units),
    ("ordinals", Slot::Ordinals),
    ("months", Slot::Months),
    ("weekdays", Slot::Weekdays),
    ("relative_time", Slot::RelativeTime),
    ("counted", Slot::Counted),
    ("designators", Slot::Designators),
    ("places", Slot::Places),
    ("demonyms", Slot::Demonyms),
    ("place_cues", Slot::PlaceCues),
    ("slot_words", Slot::Function),
    ("fractions", Slot::Fractions),
];

/// What was cut off a word to find it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut(pub(super) u8);

impl Cut {
    pub(super) const CONJUNCTION: u8 = 1;
    pub(super) const PREPOSITION: u8 = 2;
    pub(super) const ARTICLE: u8 = 4;
    pub(super) const ENDING: u8 = 8;
    pub(super) const DUAL: u8 = 16;
    pub(super) const LOCATIVE: u8 = 32;
    pub(super) const APOSTROPHE: u8 = 64;

    pub(super) fn has(self, flag: u8) -> bool {
        self.0 & flag != 0
    }

    fn and(self, flag: u8) -> Self {
        Self(self.0 | flag)
    }

    /// How much was cut; whole words win over cut ones.
    fn weight(self) -> u32 {
        (self.0 & !(Self::LOCATIVE | Self::DUAL)).count_ones()
    }
}

/// A row found in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// Words it covers.
    pub(super) words: u32,
    pub(super) slot: Slot,
    pub(super) row: &'static Row,
    pub(super) cut: Cut,
}

/// One language's slot words.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    lang: Lang,
    /// What each node goes on with; node 0 is the root.
    next: Vec<AHashMap<CompactString, u32>>,
    ends: Vec<Vec<(Slot, &'static Row)>>,
    conjunctions: Vec<&'static str>,
    prepositions: Vec<(&'static str, u8)>,
    articles: Vec<(&'static str, u8)>,
    endings: Vec<Ending>,
    inflections: Vec<&'static str>,
    locative_suffixes: Vec<&'static str>,
    /// Words that are whole though they open or end as if something were attached.
    bases: Option<&'static Table>,
    settings: BTreeMap<&'static str, &'static str>,
}

/// A form of a word with which a key begins.
#[derive(Debug, Clone, Copy)]
struct Start {
    node: u32,
    cut: Cut,
    ending: Option<u16>,
}

thread_local! {
    static STARTS: memo::Local<Rc<[Start]>> = RefCell::default();
    static NO_STARTS: Rc<[Start]> = Rc::default();
}

#[derive(Debug)]
struct Ending {
    cut: &'static str,
    restore: &'static str,
    dual: bool,
    slots: Vec<Slot>,
}

static ALL: LazyLock<BTreeMap<Lang, Vocabulary>> =
    LazyLock::new(|| lexicon::languages().map(|lang| (lang, Vocabulary::load(lang))).collect());
static NONE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::default);

impl Vocabulary {
    /// The slot words of `lang`; an empty vocabulary where it has no lexicon.
    pub(super) fn of(lang: Lang) -> &'static Self {
        ALL.get(&lang).unwrap_or(&NONE)
    }

    /// The vocabulary that Latin-script stamps in other texts are read with.
    pub(super) fn latin() -> &'static Self {
        "en".parse().map_or(&NONE, Self::of)
    }

    /// A setting of the language's numerals (`numerals.tsv`).
    pub(super) fn setting(&self, name: &str) -> &'static str {
        self.settings.get(name).copied().unwrap_or("")
    }

    /// Whether numerals of the language put units before tens, joined by a conjunction.
    pub(super) fn units_first(&self) -> bool {
        self.setting("units_first") == "yes"
    }

    /// What is left of `word` without each conjunction it may open with.
    pub(super) fn without_conjunction<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        self.conjunctions.iter().filter_map(|front| word.strip_prefix(front))
    }

    fn load(lang: Lang) -> Self {
        let mut new = Self { lang, next: vec![AHashMap::new()], ends: vec![Vec::new()], ..Self::default() };
        let Some(words) = lexicon::of(lang) else { return new };
        new.bases = Some(words.table("bases"));
        new.settings = words.table("numerals").rows().iter().map(|r| (r.key(), r.cell(1))).collect();
        for row in words.table("slot_affixes").rows() {
            new.add_affix(row);
        }
        new.inflections.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        for (name, slot) in TABLES {
            for row in words.table(name).rows() {
                new.add(row.key(), slot, row);
                if slot == Slot::Counted || slot == Slot::Units {
                    row.cell(PLURALS)
                        .split(';')
                        .filter(|p| !p.is_empty())
                        .for_each(|p| new.add(p, slot, row));
                }
            }
        }
        new
    }

    fn add_affix(&mut self, row: &'static Row) {
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

    fn add(&mut self, key: &'static str, slot: Slot, row: &'static Row) {
        self.add_words(key, slot, row, false);
        if !self.inflections.is_empty() && inflects(slot) {
            self.add_words(key, slot, row, true);
        }
    }

    fn add_words(&mut self, key: &'static str, slot: Slot, row: &'static Row, base: bool) {
        let mut node = 0u32;
        for word in key.split(' ') {
            let word = if base { self.base(word) } else { CompactString::from(word) };
            let fresh = self.ends.len() as u32;
            node = *self.next[node as usize].entry(word).or_insert(fresh);
            if node == fresh {
                self.ends.push(Vec::new());
                self.next.push(AHashMap::new());
            }
        }
        let ends = &mut self.ends[node as usize];
        if !ends.iter().any(|&(_, r)| std::ptr::eq(r, row)) {
            ends.push((slot, row));
        }
    }

    /// The word without its case ending, marked so that it meets only other bases.
    fn base(&self, word: &str) -> CompactString {
        self.cut_base(word).unwrap_or_else(|| compact_str::format_compact!("{word}~"))
    }

    /// The base of a word that has a case ending; a bare word is found whole or not at all.
    fn cut_base(&self, word: &str) -> Option<CompactString> {
        let cut = self.inflections.iter().filter(|e| word.ends_with(**e));
        let cut = cut.map(|e| word.len() - e.len()).find(|&len| word[..len].chars().count() >= 3);
        cut.map(|len| compact_str::format_compact!("{}~", &word[..len]))
    }

    /// Every row whose key begins at `words[0]`, longest and least cut first.
    pub(super) fn hits<'w>(&self, words: impl Fn(usize) -> Option<&'w str>, out: &mut Vec<Hit>) {
        let from = out.len();
        let Some(first) = words(0) else { return };
        if self.next.is_empty() {
            return;
        }
        for start in self.starts(first).iter() {
            let ending = start.ending.and_then(|nth| self.endings.get(nth as usize));
            let slots = ending.map(|ending| ending.slots.as_slice()).unwrap_or_default();
            self.walk((start.node, 1), start.cut, slots, &words, out);
        }
        let found = &mut out[from..];
        if found.len() < 2 {
            return;
        }
        found.sort_by_key(|h| (std::cmp::Reverse(h.words), h.cut.weight(), h.slot));
        let least = |h: &Hit| {
            let alike = found.iter().filter(|o| o.words == h.words && o.slot == h.slot);
            alike.map(|o| o.cut.weight()).min().unwrap_or(0)
        };
        let keep: Vec<Hit> = found.iter().filter(|h| h.cut.weight() <= least(h)).copied().collect();
        out.truncate(from);
        out.extend(keep);
        let whole = out[from..].iter().filter(|h| h.cut.weight() == 0).map(|h| h.words).max().unwrap_or(0);
        let mut nth = from;
        while nth < out.len() {
            let hit = out[nth];
            if hit.cut.weight() > 0 && hit.words <= whole {
                out.remove(nth);
            } else {
                nth += 1;
            }
        }
    }

    /// The forms of `word` with which keys begin.
    fn starts(&self, word: &str) -> Rc<[Start]> {
        memo::recall(&STARTS, self.lang, word, || {
            let mut starts = Vec::new();
            self.forms(word, &mut |form, cut, ending| {
                starts.extend(self.next[0].get(form).map(|&node| Start { node, cut, ending }));
            });
            if starts.is_empty() { NO_STARTS.with(Rc::clone) } else { starts.into() }
        })
    }

    fn walk<'w>(
        &self,
        (node, words): (u32, u32),
        cut: Cut,
        slots: &[Slot],
        word_at: &impl Fn(usize) -> Option<&'w str>,
        out: &mut Vec<Hit>,
    ) {
        for &(slot, row) in &self.ends[node as usize] {
            if slots.is_empty() || slots.contains(&slot) {
                out.push(Hit { words, slot, row, cut });
            }
        }
        let further = &self.next[node as usize];
        let Some(word) = word_at(words as usize).filter(|_| !further.is_empty()) else { return };
        let mut step = |form: &str, cut: Cut| {
            if let Some(&next) = further.get(form) {
                self.walk((next, words + 1), cut, slots, word_at, out);
            }
        };
        step(word, cut);
        if let Some(at) = word.find('\'').filter(|&at| at > 0) {
            step(&word[..at], cut);
        }
        if let Some(base) = self.cut_base(word) {
            step(&base, cut);
        }
    }

    /// The row of one table whose key, or one of whose further forms, is `key`, with hyphens or spaces.
    pub(super) fn row(&self, key: &str, slot: Slot) -> Option<&'static Row> {
        let parts: [Option<&str>; 2] = [Some(key), None];
        let mut found = Vec::new();
        self.hits(|nth| parts.get(nth).copied().flatten(), &mut found);
        found.iter().find(|h| h.slot == slot).map(|h| h.row)
    }

    /// Calls `visit` with every form of `word` that a key may have, and the ending that was cut off by its number.
    fn forms(&self, word: &str, visit: &mut dyn FnMut(&str, Cut, Option<u16>)) {
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
}

/// Column of `counted.tsv` and `units.tsv` that lists further forms of the key, separated by `;`.
const PLURALS: usize = 3;

fn inflects(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::Counted
            | Slot::Units
            | Slot::Places
            | Slot::Demonyms
            | Slot::Months
            | Slot::Weekdays
            | Slot::RelativeTime
    )
}
