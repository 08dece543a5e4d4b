//! What carries an act, and how far a denial of it goes.
//!
//! Takes the acts of a reading; gives a noun of doing the denial and the status of the light verb that carries it ("did not
//! reach a deal", "will hold talks"), and says which denials leave nobody and nothing out and which only say "not yet".

use super::{Act, Reading};
use crate::compare::classes::{self, Says};
use crate::lexicon;
use crate::model::{Modality, Polarity, Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes, PhraseMatch};
use crate::text::stem::Fit;
use std::sync::LazyLock;

/// Tokens between a light verb and the noun it carries: its subject and a preposition stand there.
const CARRIED: usize = 4;
/// Tokens between a denied act and a word for any or for yet in its clause.
const BESIDE: usize = 4;
/// Tokens of a subject between a word that denies all and the verb.
const SUBJECT: usize = 8;
/// Tokens between a word that denies all and what it denies.
const ADJECTIVES: usize = 2;

/// Tokens between a denied verb and the word that excepts one case.
const EXCEPTED: usize = 6;
/// Content words that name that case.
const LEFT: usize = 2;

/// Classes of verbs that say little without their object.
const LIGHT: [&str; 10] = [
    "give",
    "receive",
    "happen",
    "organise",
    "use",
    "contain",
    "register",
    "carry",
    "record_set",
    "complete",
];

impl Reading<'_> {
    /// Gives each noun of doing what the light verb before it says of it.
    pub(super) fn carry(&self, acts: &mut [Act]) {
        let hits = self.light_verbs();
        for nth in 0..acts.len() {
            let (first, _) = self.tokens_of(acts[nth].span);
            if acts[nth].classes.is_empty() || !self.may_be_noun(acts[nth].span) {
                continue;
            }
            let near = |hit: &&Hit| {
                hit.0.last_token < first
                    && first - hit.0.last_token <= CARRIED + 1
                    && hit.1.contains("verb")
                    && !self.breaks(hit.0.last_token + 1, first)
            };
            let Some((light, _)) = hits.iter().rev().find(near) else { continue };
            let span = self.tokens[light.first_token].span.join(self.tokens[light.last_token].span);
            let between = |act: &Act| act.span.start >= span.end && act.span.end <= acts[nth].span.start;
            let own = acts.iter().find(|act| act.span.overlaps(span));
            if acts.iter().any(|act| between(act) && !act.classes.is_empty())
                || own.is_some_and(|verb| !says_little(verb))
            {
                continue;
            }
            let (denied, status) = own.map_or((None, Modality::Fact), |verb| {
                (verb.negator.filter(|_| verb.polarity == Polarity::Negative), verb.modality)
            });
            let ahead = if self.has_future_mark(span) { Modality::Planned } else { status };
            let act = &mut acts[nth];
            if let (Some(negator), Polarity::Positive) = (denied, act.polarity) {
                act.polarity = Polarity::Negative;
                act.negator = Some(negator);
            }
            if act.modality == Modality::Fact {
                act.modality = ahead;
                act.carried = !self.is_present(span);
            }
        }
    }

    /// Says of each denied act whether its denial leaves nothing out, and whether it only says "not yet".
    pub(super) fn mark_denials(&self, acts: &mut [Act]) {
        let unhurt = classes::id("no_harm");
        for act in acts.iter_mut().filter(|act| unhurt.is_some_and(|class| act.classes.contains(&class))) {
            act.total = act.polarity == Polarity::Positive;
        }
        if acts.iter().all(|act| act.polarity == Polarity::Positive) {
            return;
        }
        let (none, yet) = (self.none_words(), self.hits(&YET_WORDS));
        for act in acts.iter_mut().filter(|act| act.polarity == Polarity::Negative) {
            let Some(negator) = act.negator else { continue };
            let (first, end) = self.tokens_of(act.span);
            act.total = none.iter().any(|(hit, place)| {
                let denies = negator.overlaps(self.tokens[hit.first_token].span)
                    || hit.last_token < first && first - hit.last_token <= 1;
                // "Not a single rubber bullet was fired": its subject stands between.
                let subject =
                    || negator.overlaps(self.tokens[hit.first_token].span) && self.none_of(act).is_some();
                place.contains("before")
                    && denies
                    && hit.last_token < first
                    && (first - hit.last_token <= ADJECTIVES + 1 || subject())
                    && !self.is_definite(act.span)
                    || place.contains("within") && self.stands_beside(hit, first, end)
            });
            act.open = yet.iter().any(|(hit, ends)| {
                (ends.is_empty() || self.ends_clause(hit.last_token + 1))
                    && self.stands_beside(hit, first, end)
            });
        }
    }

    /// Whether a denied act is allowed for in part ("not allowed except by decree"): that is no plain denial.
    pub(in crate::compare) fn is_excepted(&self, act: &Act) -> bool {
        let behind = self.tokens.get(self.token_at(act.span.end)..).unwrap_or_default();
        act.polarity == Polarity::Negative
            && phrase::rows_in(&EXCEPTIVES, behind, self.lang).any(|(hit, _)| hit.exact)
    }

    /// The content words of which alone a denied act is so ("registered but one infection"); empty where there are none.
    pub(in crate::compare) fn left_of(&self, act: &Act) -> std::ops::Range<u32> {
        let (_, end) = self.tokens_of(act.span);
        let near = (end + EXCEPTED).min(self.tokens.len());
        let clause = (end..near).find(|&at| self.breaks(at, at + 1)).unwrap_or(near);
        let mut found =
            phrase::rows_in(&EXCEPTIVES, self.tokens.get(end..clause).unwrap_or_default(), self.lang);
        let leaves = |at: usize| act.polarity == Polarity::Negative && !self.opens_clause(at);
        let hit =
            found.find(|(hit, row)| hit.exact && row.cell(1) == "case" && leaves(end + hit.last_token + 1));
        let Some((hit, _)) = hit else { return 0..0 };
        let first = self.words.partition_point(|word| word.token as usize <= end + hit.last_token);
        let last = (first + LEFT).min(self.words.len());
        first as u32..last as u32
    }

    /// What stands behind a word that leaves one case is told of that case ("registered but one infection").
    pub(super) fn lift_left(&self, acts: &mut [Act]) {
        for act in acts.iter_mut().filter(|act| act.polarity == Polarity::Negative) {
            let Some(negator) = act.negator.filter(|negator| negator.end <= act.span.start) else { continue };
            let (from, to) = (self.token_at(negator.end), self.token_at(act.span.start));
            let tokens = self.tokens.get(from..to).unwrap_or_default();
            let mut hits = phrase::rows_in(&EXCEPTIVES, tokens, self.lang);
            let leaves = hits.any(|(hit, row)| hit.exact && row.cell(1) == "case");
            if leaves && !self.breaks(from, to) {
                act.polarity = Polarity::Positive;
                act.negator = None;
            }
        }
    }

    /// Whether token `at` belongs to a phrase that says "still" with a negator ("ما زال").
    #[must_use]
    pub fn is_filler(&self, at: usize) -> bool {
        let hits = self.once.fillers.get_or_init(|| self.hits(&FILLERS));
        let covers = |hit: &PhraseMatch| (hit.first_token..=hit.last_token).contains(&at);
        hits.iter().any(|(hit, means)| *means == "continue" && covers(hit))
    }

    /// Whether a word that carries an act or leaves nothing out stands at token `at`.
    pub(super) fn is_small_carrier(&self, at: usize) -> bool {
        let on = |hits: &[Hit]| hits.iter().any(|(hit, _)| (hit.first_token..=hit.last_token).contains(&at));
        on(self.light_verbs()) || on(self.none_words())
    }

    /// Whether a negator stands inside `span`.
    #[must_use]
    pub fn holds_negator(&self, span: Span) -> bool {
        let (first, end) = self.tokens_of(span);
        (first..end.min(self.tokens.len())).any(|at| self.is_negator(&self.tokens[at]))
    }

    /// Whether a word for nobody and nothing stands at `span` ("nobody", "any").
    #[must_use]
    pub fn is_none_word(&self, span: Span) -> bool {
        let at = self.token_at(span.start);
        self.none_words().iter().any(|(hit, _)| (hit.first_token..=hit.last_token).contains(&at))
    }

    /// The content word that the denial of an act leaves none of ("not a single shot was fired", "hurt any of the guests"), where
    /// it is another than the act.
    pub(in crate::compare) fn none_of(&self, act: &Act) -> Option<u32> {
        let (first, end) = self.tokens_of(act.span);
        let near = |hit: &PhraseMatch| {
            // The subject that it belongs to may be long ("no civilian in the two villages was hurt").
            let own = act.negator.is_some_and(|negator| negator.overlaps(self.tokens[hit.first_token].span));
            let reach = if own { SUBJECT } else { BESIDE + 1 };
            let before = hit.last_token < first && first - hit.last_token <= reach;
            let after = hit.first_token >= end && hit.first_token - end <= BESIDE;
            before && !self.breaks(hit.last_token + 1, first) || after && !self.breaks(end, hit.first_token)
        };
        self.none_words().iter().filter(|(hit, _)| near(hit)).find_map(|(hit, _)| {
            let nth = self.words.partition_point(|word| word.token as usize <= hit.last_token);
            let at = self.words.get(nth)?.token as usize;
            (at - hit.last_token <= ADJECTIVES + 1 && !(first..end).contains(&at)).then_some(nth as u32)
        })
    }

    /// Whether a word for any or none stands right before a content word ("any official", "no minister").
    pub(in crate::compare) fn is_behind_none(&self, nth: u32) -> bool {
        let at = self.words.get(nth as usize).map_or(0, |word| word.token as usize);
        self.none_words().iter().any(|(hit, _)| hit.last_token + 1 == at)
    }

    /// Whether a match stands right before an act of tokens `first..end`, or in its clause right after it.
    fn stands_beside(&self, hit: &PhraseMatch, first: usize, end: usize) -> bool {
        let before = hit.last_token < first && first - hit.last_token <= ADJECTIVES;
        let after =
            hit.first_token >= end && hit.first_token - end <= BESIDE && !self.breaks(end, hit.first_token);
        before && !self.breaks(hit.last_token + 1, first) || after
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Mark) || self.is_preposition(at)
    }

    /// Whether a mark stands among the tokens `from..to`.
    pub(in crate::compare) fn breaks(&self, from: usize, to: usize) -> bool {
        self.tokens.get(from..to).unwrap_or_default().iter().any(|token| {
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), "," | "،" | ";" | "؛" | ":" | "." | "-" | "–" | "—")
        })
    }

    /// Whether token `at` is an auxiliary or an adverb without a meaning of its own.
    pub(super) fn is_auxiliary(&self, at: usize) -> bool {
        let Some((lexicon, token)) = lexicon::of(self.lang).zip(self.tokens.get(at)) else { return false };
        let row = lexicon.table("function_words").get(&token.folded);
        row.is_some_and(|row| matches!(row.cell(1), "aux" | "be" | "adv"))
    }

    /// Whether an article stands before the word at `span` or is written onto it.
    fn is_definite(&self, span: Span) -> bool {
        let at = self.token_at(span.start);
        let before = at.checked_sub(1).and_then(|nth| self.tokens.get(nth));
        let determined = before.zip(lexicon::of(self.lang)).is_some_and(|(token, lexicon)| {
            let negates = lexicon.table("none_words").has(&token.folded);
            !negates
                && lexicon.table("function_words").get(&token.folded).is_some_and(|row| row.cell(1) == "det")
                && lexicon.table("any_words").get(&token.folded).is_none()
        });
        determined || self.is_prefixed(span) && !self.has_preposition(span)
    }

    fn tokens_of(&self, span: Span) -> (usize, usize) {
        (self.token_at(span.start), self.token_at(span.end.saturating_sub(1)) + 1)
    }

    fn light_verbs(&self) -> &[Hit] {
        self.once.light_verbs.get_or_init(|| self.hits(&LIGHT_VERBS))
    }

    fn none_words(&self) -> &[Hit] {
        self.once.none_words.get_or_init(|| self.hits(&NONE_WORDS))
    }

    fn hits(&self, indexes: &PhraseIndexes) -> Vec<Hit> {
        let hits = phrase::rows_in(indexes, self.tokens, self.lang);
        hits.filter(|(hit, _)| hit.fit <= Fit::Clitic).map(|(hit, row)| (hit, row.cell(1))).collect()
    }
}

/// Whether an act is a formal step that is open until it is taken ("sign", "approve", "vote"), not a state of things.
#[must_use]
pub fn is_step(act: &Act) -> bool {
    act.classes.iter().any(|&class| classes::says(class, Says::Step))
}

fn says_little(verb: &Act) -> bool {
    let light = classes::ids(LIGHT);
    verb.classes.iter().all(|class| light.contains(class))
}

/// A phrase found, with the second cell of its row.
pub(super) type Hit = (PhraseMatch, &'static str);

static EXCEPTIVES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("exceptives"));
static FILLERS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("not_negators"));
static LIGHT_VERBS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("light_verbs"));
static NONE_WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("none_words"));
static YET_WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("yet_words"));
