//! The slot words of one language in one look-up structure.
//!
//! Takes the lexicon's tables of numbers, units, times, counted things and places, gives for any run of words
//! the rows whose key it is, with the clitics and endings that had to be cut to find them. A key of several
//! words is followed word by word, so one walk over a sentence serves every table.

mod affixes;

use crate::lexicon::{self, Row};
use crate::model::Lang;
use crate::text::memo;
use affixes::Affixes;
pub(super) use affixes::Cut;
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
    affixes: Affixes,
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
        self.affixes.without_conjunction(word)
    }

    /// Whether `word` opens with an article that is written onto its noun, behind a conjunction or not.
    pub(super) fn has_article(&self, word: &str) -> bool {
        self.affixes.has_article(word)
    }

    fn load(lang: Lang) -> Self {
        let mut new = Self { lang, next: vec![AHashMap::new()], ends: vec![Vec::new()], ..Self::default() };
        let Some(words) = lexicon::of(lang) else { return new };
        new.settings = words.table("numerals").rows().iter().map(|r| (r.key(), r.cell(1))).collect();
        new.affixes = Affixes::of(words);
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

    fn add(&mut self, key: &'static str, slot: Slot, row: &'static Row) {
        self.add_words(key, slot, row, false);
        if self.affixes.inflect() && inflects(slot) {
            self.add_words(key, slot, row, true);
        }
    }

    fn add_words(&mut self, key: &'static str, slot: Slot, row: &'static Row, base: bool) {
        let mut node = 0u32;
        for word in key.split(' ') {
            let word = if base { self.affixes.base(word) } else { CompactString::from(word) };
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

    /// Every row whose key begins at `words[0]`, longest and least cut first.
    pub(super) fn hits<'w>(&self, words: impl Fn(usize) -> Option<&'w str>, out: &mut Vec<Hit>) {
        let from = out.len();
        let Some(first) = words(0) else { return };
        if self.next.is_empty() {
            return;
        }
        for start in self.starts(first).iter() {
            let slots = self.affixes.slots_behind(start.ending);
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
            self.affixes.forms(word, &mut |form, cut, ending| {
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
        if let Some(base) = self.affixes.cut_base(word) {
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
