//! What one language's tables say of abbreviations and of words that begin sentences.

use super::openers;
use crate::lexicon::{self, Lexicon, Row};
use crate::model::Lang;
use crate::text::fold::fold;
use ahash::{AHashMap, AHashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LANGUAGES: LazyLock<BTreeMap<Lang, Tables>> =
    LazyLock::new(|| lexicon::languages().map(|lang| (lang, Tables::read(lexicon::of(lang)))).collect());
static COMMON: LazyLock<Tables> = LazyLock::new(|| Tables::read(Some(lexicon::common())));

/// What may follow an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A name: `Dr.`, `Gen.`; a sentence does not end here.
    Name,
    /// A figure: `No.`, `p.`; ends a sentence unless a figure follows.
    Figure,
    /// Anything; ends a sentence only before a word that begins sentences: `Corp.`, `a.m.`.
    Any,
}

#[derive(Debug, Default)]
struct Tables {
    abbreviations: AHashMap<&'static str, After>,
    starters: AHashSet<&'static str>,
    /// Words that have a capital only where a sentence begins.
    common: AHashSet<&'static str>,
    /// Endings of finite verbs, where those end sentences.
    finite: Vec<&'static str>,
    /// Phrases that only open a sentence, as written, with the words that must stand before them.
    openers: AHashMap<&'static str, usize>,
    /// The words those phrases begin with.
    opener_firsts: AHashSet<&'static str>,
    /// What those phrases begin with.
    opener_heads: Heads,
    /// Words and phrases behind which dots are a pause.
    continuers: AHashSet<&'static str>,
    /// Names of places and small words, looked up by folded form.
    lexicon: Option<&'static Lexicon>,
}

impl Tables {
    fn read(words: Option<&'static Lexicon>) -> Self {
        let Some(words) = words else { return Self::default() };
        let after = |name: &str| match name {
            "name" => After::Name,
            "figure" => After::Figure,
            _ => After::Any,
        };
        let abbreviations =
            words.table("abbreviations").rows().iter().map(|row| (row.key(), after(row.cell(1))));
        let least = |row: &Row| row.cell(1).parse().unwrap_or(0);
        let keys = |table: &str| words.table(table).rows().iter().map(Row::key);
        let mut opener_heads = Heads::default();
        keys("openers")
            .filter_map(|key| key.as_bytes().get(..openers::PEEK))
            .for_each(|head| opener_heads.add(head));
        Self {
            abbreviations: abbreviations.collect(),
            starters: keys("starters").collect(),
            common: keys("common_words").collect(),
            finite: keys("finite_endings").collect(),
            openers: words.table("openers").rows().iter().map(|row| (row.key(), least(row))).collect(),
            opener_firsts: keys("openers").filter_map(|key| key.split(' ').next()).collect(),
            opener_heads,
            continuers: keys("continuers").collect(),
            lexicon: Some(words),
        }
    }
}

/// Bits that tell what phrases may begin with; a power of two.
const HEAD_BITS: usize = 4096;

/// A bit for the first [`openers::PEEK`] bytes of each phrase.
#[derive(Debug)]
pub(super) struct Heads([u64; HEAD_BITS / 64]);

impl Default for Heads {
    fn default() -> Self {
        Self([0; HEAD_BITS / 64])
    }
}

impl Heads {
    fn add(&mut self, head: &[u8]) {
        let bit = Self::bit(head);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    /// Whether a phrase may begin with these [`openers::PEEK`] bytes; sometimes where none does.
    #[inline]
    pub(super) fn may_begin(&self, head: &[u8]) -> bool {
        let bit = Self::bit(head);
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// The bit of the first bytes of a phrase, mixed.
    #[inline]
    fn bit(head: &[u8]) -> usize {
        let low = head.first_chunk::<4>().map_or(0, |bytes| u32::from_le_bytes(*bytes));
        let high = head.last_chunk::<2>().map_or(0, |bytes| u16::from_le_bytes(*bytes));
        let mixed = u64::from(low) | u64::from(high) << 32;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize % HEAD_BITS
    }
}

/// The tables of the text's language, backed by those common to all.
#[derive(Debug)]
pub(super) struct Words {
    own: Option<&'static Tables>,
    /// A figure with a dot is an ordinal: «12. Juni».
    pub(super) dotted_ordinals: bool,
}

impl Words {
    pub(super) fn of(lang: Lang) -> Self {
        let dotted_ordinals = lexicon::common().table("dotted_ordinals").has(lang.code());
        Self { own: LANGUAGES.get(&lang), dotted_ordinals }
    }

    /// What may follow `word`, an abbreviation without its last dot.
    pub(super) fn abbreviation(&self, word: &str) -> Option<After> {
        if word.len() > 24 {
            return None;
        }
        let folded = fold(word);
        let own = self.own.and_then(|own| own.abbreviations.get(folded.as_str()));
        own.or_else(|| COMMON.abbreviations.get(folded.as_str())).copied()
    }

    /// Whether `word` often begins a sentence and is seldom part of a name.
    pub(super) fn begins_sentences(&self, word: &str) -> bool {
        word.len() <= 24 && self.own.is_some_and(|own| own.starters.contains(fold(word).as_str()))
    }

    /// Whether the language has a sign of a sentence that ends without a mark.
    pub(super) fn shows_unmarked_ends(&self) -> bool {
        self.own.is_some_and(|own| !own.common.is_empty() || !own.finite.is_empty())
    }

    /// Whether `word`, written with a capital, shows that a sentence begins.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.own.is_some_and(|own| {
            let folded = fold(word);
            own.common.contains(folded.as_str())
                || !own.common.is_empty() && own.starters.contains(folded.as_str())
        })
    }

    /// What phrases that only open sentences begin with.
    pub(super) fn opener_heads(&self) -> &'static Heads {
        static NONE: Heads = Heads([0; HEAD_BITS / 64]);
        self.own.map_or(&NONE, |own| &own.opener_heads)
    }

    /// Whether a phrase that only opens sentences begins with `word`.
    pub(super) fn opens_opener(&self, word: &str) -> bool {
        self.own.is_some_and(|own| own.opener_firsts.contains(word))
    }

    /// Whether the language has phrases that only open sentences.
    pub(super) fn has_openers(&self) -> bool {
        self.own.is_some_and(|own| !own.openers.is_empty())
    }

    /// How many words must stand before `phrase`, as written, if it only opens sentences.
    pub(super) fn opener(&self, phrase: &str) -> Option<usize> {
        self.own?.openers.get(phrase).copied()
    }

    /// Whether a sentence goes on before `word` though dots stand between.
    pub(super) fn continues(&self, word: &str) -> bool {
        word.len() <= 24 && self.own.is_some_and(|own| own.continuers.contains(fold(word).as_str()))
    }

    /// Whether no sentence ends behind `word`: a small word, or one that announces what is said.
    pub(super) fn leads_on(&self, word: &str) -> bool {
        let Some(known) = self.own.and_then(|own| own.lexicon) else { return false };
        let folded = fold(word);
        if let Some(small) = known.table("function_words").get(&folded) {
            // «… هذا العام» and «… فقط» may close a sentence.
            return !matches!(small.cell(1), "adv" | "time");
        }
        let tables = ["stopwords", "connectors", "speech_verbs"];
        word.len() <= 48 && tables.iter().any(|table| known.table(table).has(&folded))
    }

    /// Whether `name` is a place that the lexicon knows.
    pub(super) fn is_place(&self, name: &str) -> bool {
        let places = self.own.and_then(|own| own.lexicon).map(|words| words.table("places"));
        name.len() <= 64 && places.is_some_and(|places| places.has(&fold(name)))
    }

    /// Whether `word` is a small word, which ends no headline.
    pub(super) fn is_stopword(&self, word: &str) -> bool {
        let small = self.own.and_then(|own| own.lexicon).map(|words| words.table("stopwords"));
        word.len() <= 24 && small.is_some_and(|small| small.has(&fold(word)))
    }

    /// Whether `word` ends like a verb that closes a sentence.
    pub(super) fn is_finite(&self, word: &str) -> bool {
        self.own.is_some_and(|own| {
            !own.finite.is_empty() && {
                let folded = fold(word);
                own.finite
                    .iter()
                    .any(|ending| folded.strip_suffix(ending).is_some_and(|stem| stem.len() >= 2))
            }
        })
    }
}
