//! A sentence made ready for comparison.
//!
//! Takes a sentence's claims and tokens, gives its content words under language-neutral keys, its acts (predicates
//! with classes and the words around them) and its counts. Decides nothing.

mod acts;
mod counts;
mod denial;
mod forms;
pub(super) mod measures;
mod reversal;
mod tally;

pub use acts::undoes;
pub(super) use counts::BEFALLING;
pub use denial::is_step;
pub use tally::FigureCue;

use super::classes::ClassId;
use super::rules::anchor::Anchor;
use super::rules::ballot::Ballot;
use super::rules::bearing::Bearing;
use super::rules::blame::Blame;
use super::rules::cause::Cause;
use super::rules::company::Company;
use super::rules::refuted::Refuted;
use super::rules::venue::Venue;
use crate::lexicon;
use crate::model::{
    Article, ArticleIx, ArticleText, Claim, ClaimIx, Lang, Modality, PlaceRef, PlaceRole, Polarity, Quantity,
    Span, TimeRef, Token, TokenKind,
};
use crate::text::concept;
use crate::text::pivot;
use crate::text::skeleton::{self, Bones};
use compact_str::CompactString;
use std::sync::OnceLock;
use xxhash_rust::xxh3::xxh3_64;

/// One sentence, ready to be compared.
#[derive(Debug, Clone)]
pub struct Reading<'s> {
    /// The article.
    pub article: ArticleIx,
    /// The article itself.
    pub source: &'s Article,
    /// The sentence's place in it.
    pub sentence: u32,
    /// The whole sentence.
    pub span: Span,
    /// Its language.
    pub lang: Lang,
    /// Its tokens.
    pub tokens: &'s [Token],
    /// The sentence before it, where this one names no place of its own.
    pub before: Option<Span>,
    /// Its claims, sorted.
    pub claims: Vec<(ClaimIx, &'s Claim)>,
    /// For speakers of one word (a surname), the one full name in reports of the event that holds it; sorted.
    pub full_names: Vec<(String, String)>,
    /// Content words in reading order.
    pub words: Vec<Word>,
    /// Predicates in reading order.
    pub acts: Vec<Act>,
    /// Numbers in reading order.
    pub counts: Vec<Count<'s>>,
    /// Words that say how figures stand to others, with their places.
    pub cues: Vec<(FigureCue, Span)>,
    /// What detectors ask of it for every pair.
    pub(super) once: Once,
}

/// What detectors read of a sentence alone, worked out when its first pair asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Once {
    pub(super) negators: OnceLock<usize>,
    pub(super) denials: OnceLock<usize>,
    pub(super) company: OnceLock<Vec<Company>>,
    pub(super) ballot: OnceLock<Option<Ballot>>,
    pub(super) bearings: OnceLock<Vec<Bearing>>,
    pub(super) blames: OnceLock<Vec<Blame>>,
    pub(super) borders: OnceLock<Vec<usize>>,
    pub(super) causes: OnceLock<Vec<Cause>>,
    pub(super) dated: OnceLock<Vec<(usize, usize, Anchor)>>,
    pub(super) ends: OnceLock<Vec<Span>>,
    pub(super) located: OnceLock<Vec<(PlaceRef, Anchor)>>,
    pub(super) quarters: OnceLock<Vec<Option<u64>>>,
    pub(super) refuted: OnceLock<Vec<Refuted>>,
    pub(super) venues: OnceLock<Vec<Venue>>,
    pub(super) weights: OnceLock<Vec<f64>>,
    pub(super) grams: OnceLock<Vec<u64>>,
    pub(super) tells_prices: OnceLock<bool>,
    ordinals: OnceLock<Vec<Option<&'static str>>>,
    fillers: OnceLock<Vec<denial::Hit>>,
    light_verbs: OnceLock<Vec<denial::Hit>>,
    none_words: OnceLock<Vec<denial::Hit>>,
    words_by_key: OnceLock<Vec<(u64, u32)>>,
}

/// A content word.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its token in the sentence.
    pub token: u32,
    /// Keys under which it matches: stem, concept, classes, place.
    pub keys: Vec<u64>,
    /// Keys of the English stems that translate it, its own where it is English; they match words of other languages.
    pub pivots: Vec<u64>,
    /// Consonants of the word, for names across scripts.
    pub skeleton: Bones,
    /// Whether it is a name or part of one.
    pub name: bool,
    /// What it weighs when words are counted, 0–2.
    pub weight: f64,
    /// Folded form, for near spellings.
    pub folded: CompactString,
}

/// A predicate and the words around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Where it stands.
    pub span: Span,
    /// The negator or denial verb above it.
    pub negator: Option<Span>,
    /// Key of its stem.
    pub stem: u64,
    /// Its classes, sorted.
    pub classes: Vec<ClassId>,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// Its status.
    pub modality: Modality,
    /// Its claim's place in [`Reading::claims`].
    pub claim: usize,
    /// Content words near it, as indexes into [`Reading::words`]: up to six before and nine after.
    pub around: Vec<u32>,
    /// Content words right after it.
    pub after: Vec<u32>,
    /// The two content words on either side.
    pub core: Vec<u32>,
    /// Whether it only reports ("said", "announced").
    pub reports: bool,
    /// Whether its denial leaves nobody and nothing out ("nobody died").
    pub total: bool,
    /// Whether its denial only says that it is still to come ("has not yet signed").
    pub open: bool,
    /// Whether it is a noun that a finite verb carries ("held talks").
    pub carried: bool,
}

/// A number, what it counts and what is said of that.
#[derive(Debug, Clone)]
pub struct Count<'s> {
    /// The quantity.
    pub quantity: &'s Quantity,
    /// Class or stem of the thing counted.
    pub of: Option<CompactString>,
    /// Classes of the thing counted and of the predicate that governs it.
    pub classes: Vec<ClassId>,
    /// The governing act, as an index into [`Reading::acts`].
    pub act: Option<usize>,
    /// Its claim's place in [`Reading::claims`].
    pub claim: usize,
    /// Whether it counts a part of another ("among them").
    pub part: bool,
    /// Whether it is the value that another replaced ("up from 12", "instead of six").
    pub former: bool,
    /// Content words near it.
    pub around: Vec<u32>,
    /// What it measures, where words or acts beside it say so.
    pub measure: Option<measures::Measure>,
}

/// The key under which words of a class of acts match.
pub(super) fn class_key(class: &str) -> u64 {
    xxh3_64(format!("={class}").as_bytes())
}

impl<'s> Reading<'s> {
    /// Reads the sentence that `claims` share; they must be of one sentence and sorted. `None` for a sentence the text
    /// does not have.
    #[must_use]
    pub fn new(source: &'s Article, text: &'s ArticleText, claims: &[(ClaimIx, &'s Claim)]) -> Option<Self> {
        let first = claims.first()?.1;
        let sentence = text.sentences.get(first.sentence as usize)?;
        let mut reading = Self::read(source, sentence.span, sentence.lang, text.tokens_of(sentence), claims)?;
        if reading.locations().next().is_none() && first.sentence > 0 {
            let before = text.sentences.get(first.sentence as usize - 1)?.span;
            reading.before = Some(before);
        }
        Some(reading)
    }

    /// Reads a whole text as one; `claims` are all of its claims.
    #[must_use]
    pub fn whole(
        source: &'s Article,
        text: &'s ArticleText,
        claims: &[(ClaimIx, &'s Claim)],
    ) -> Option<Self> {
        let span = text.sentences.first()?.span.join(text.sentences.last()?.span);
        Self::read(source, span, text.lang, &text.tokens, claims)
    }

    /// Reads the tokens `run` of the sentence that `whole` reads, as a sentence of its own; `claims` are its claims, cut to
    /// that run.
    pub(super) fn of_run(
        whole: &Reading<'s>,
        run: std::ops::Range<usize>,
        claims: &[(ClaimIx, &'s Claim)],
    ) -> Option<Self> {
        let tokens = whole.tokens.get(run)?;
        let span = tokens.first()?.span.join(tokens.last()?.span);
        let mut reading = Self::read(whole.source, span, whole.lang, tokens, claims)?;
        reading.before = whole.before;
        reading.full_names.clone_from(&whole.full_names);
        Some(reading)
    }

    fn read(
        source: &'s Article,
        span: Span,
        lang: Lang,
        tokens: &'s [Token],
        claims: &[(ClaimIx, &'s Claim)],
    ) -> Option<Self> {
        let first = claims.first()?.1;
        let mut reading = Self {
            article: first.article,
            source,
            sentence: first.sentence,
            span,
            lang,
            tokens,
            before: None,
            claims: claims.to_vec(),
            full_names: Vec::new(),
            words: Vec::new(),
            acts: Vec::new(),
            counts: Vec::new(),
            cues: tally::cues(tokens, lang),
            once: Once::default(),
        };
        reading.words = reading.read_words();
        reading.acts = reading.read_acts();
        reading.counts = reading.read_counts();
        Some(reading)
    }

    /// The times its claims name.
    pub fn times(&self) -> impl Iterator<Item = &'s TimeRef> + '_ {
        self.claims.iter().flat_map(|(_, claim)| &claim.times)
    }

    /// The places where its claims say something happens.
    pub fn locations(&self) -> impl Iterator<Item = &'s PlaceRef> + '_ {
        self.places().filter(|place| place.role == PlaceRole::Location)
    }

    /// All places its claims name.
    pub fn places(&self) -> impl Iterator<Item = &'s PlaceRef> + '_ {
        self.claims.iter().flat_map(|(_, claim)| &claim.places)
    }

    /// The words of `span`.
    #[must_use]
    pub fn words_of(&self, span: Span) -> &'s str {
        self.source.text.get(span.range()).unwrap_or_default()
    }

    /// Sum of the weights of all content words.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.words.iter().map(|word| word.weight).sum()
    }

    /// Each key of each content word with the word's index; sorted.
    pub(super) fn words_by_key(&self) -> &[(u64, u32)] {
        self.once.words_by_key.get_or_init(|| {
            let words = self.words.iter().zip(0..);
            let mut keys: Vec<(u64, u32)> =
                words.flat_map(|(word, nth)| word.keys.iter().map(move |&key| (key, nth))).collect();
            keys.sort_unstable();
            keys
        })
    }

    /// Index of the first token at or after byte `at`.
    pub(super) fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }

    fn read_words(&self) -> Vec<Word> {
        let small =
            lexicon::of(self.lang).map(|words| ["stopwords", "function_words"].map(|name| words.table(name)));
        let frames: Vec<Span> = self.claims.iter().map(|(_, claim)| claim.content).collect();
        let mut words = Vec::with_capacity(self.tokens.len());
        let concepts = concept::of_tokens(self.tokens, self.lang);
        for (nth, token) in self.tokens.iter().enumerate() {
            if token.kind != TokenKind::Word || token.folded.chars().nth(1).is_none() {
                continue;
            }
            if self.is_filler(nth) {
                continue;
            }
            let is_small = |table: &&lexicon::Table| table.has(&token.folded) || table.has(&token.stem);
            if small.is_some_and(|tables| tables.iter().any(is_small)) {
                continue;
            }
            if self
                .claims
                .iter()
                .any(|(_, claim)| claim.cue.as_ref().is_some_and(|cue| cue.span.overlaps(token.span)))
            {
                continue;
            }
            let framed = !frames.iter().any(|content| content.overlaps(token.span));
            let word = self.read_word(nth, token, concepts[nth]);
            words.push(Word { weight: if framed { 0.25 * word.weight } else { word.weight }, ..word });
        }
        words
    }

    fn read_word(&self, nth: usize, token: &Token, concept: Option<u64>) -> Word {
        let mut keys = vec![xxh3_64(token.stem.as_bytes())];
        keys.extend(concept);
        let mut name = self.is_capitalised(nth, token);
        for (_, claim) in &self.claims {
            for place in claim.places.iter().filter(|place| place.span.overlaps(token.span)) {
                name = true;
                let id = place.id.as_ref().unwrap_or(&place.name);
                keys.push(xxh3_64(format!("@{id}").as_bytes()));
            }
            // One word that takes part may be any noun ("the authorities"); several are a name or a full title.
            let full = |span: Span| self.words_of(span).split_whitespace().nth(1).is_some();
            name |= claim.participants.iter().any(|one| one.span.overlaps(token.span) && full(one.span));
            for predicate in claim.predicates.iter().filter(|one| one.span.overlaps(token.span)) {
                keys.extend(predicate.classes.iter().map(|class| class_key(class)));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let weight = if name { 1.2 } else { 1.0 };
        Word {
            token: nth as u32,
            keys,
            pivots: pivot::of(&token.stem, self.lang),
            skeleton: skeleton::of(&token.folded, self.lang),
            name,
            weight,
            folded: token.folded.clone(),
        }
    }

    /// Whether a word begins with a capital that its place in the sentence does not ask for.
    fn is_capitalised(&self, nth: usize, token: &Token) -> bool {
        nth > 0 && self.words_of(token.span).chars().next().is_some_and(char::is_uppercase)
    }

    /// Content words up to `before` before and `after` after `span`, itself left out, within its clause marks.
    fn near(&self, span: Span, before: usize, after: usize) -> Vec<u32> {
        let own_first = self.token_at(span.start);
        let own_end = self.token_at(span.end.saturating_sub(1)) + 1;
        let (low, high) = self.clause_around(own_first, own_end);
        let place = |token: usize| self.words.partition_point(|word| (word.token as usize) < token);
        let (first, end) = (place(own_first), place(own_end));
        let (low, high) = (place(low).max(first.saturating_sub(before)), place(high).min(end + after));
        (low..first).chain(end..high).map(|nth| nth as u32).collect()
    }

    /// The tokens between the strong marks around tokens `first..end`.
    fn clause_around(&self, first: usize, end: usize) -> (usize, usize) {
        let strong = |token: &Token| {
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), ";" | "؛" | "." | "!" | "?" | "؟")
        };
        let low = self.tokens[..first.min(self.tokens.len())].iter().rposition(strong).map_or(0, |at| at + 1);
        let after = self.tokens.get(end..).unwrap_or_default();
        (low, after.iter().position(strong).map_or(self.tokens.len(), |at| end + at))
    }
}
