//! What carries an act, and how far a denial of it goes.
//!
//! Takes the acts of a reading; gives a noun of doing the denial and the status of the light verb that carries it ("did not
//! reach a deal", "will hold talks"), and says which denials leave nobody and nothing out and which only say "not yet".

use super::{Act, Reading};
use crate::compare::classes;
use crate::lexicon;
use crate::model::{Modality, Polarity, Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes, PhraseMatch};
use crate::text::stem::Fit;
use std::sync::LazyLock;

/// Tokens between a light verb and the noun it carries: its subject and a preposition stand there.
const CARRIED: usize = 4;
/// Tokens between a denied act and a word for any or for yet in its clause.
const BESIDE: usize = 4;
/// Tokens between a word that denies all and what it denies.
const ADJECTIVES: usize = 2;

/// Classes of verbs that say little without their object.
const LIGHT: [&str; 9] =
    ["give", "receive", "happen", "organise", "use", "contain", "register", "carry", "record_set"];

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
                place.contains("before")
                    && denies
                    && hit.last_token < first
                    && first - hit.last_token <= ADJECTIVES + 1
                    && !self.is_definite(act.span)
                    || place.contains("within") && self.stands_beside(hit, first, end)
            });
            act.open = yet.iter().any(|(hit, ends)| {
                (ends.is_empty() || self.ends_clause(hit.last_token + 1))
                    && self.stands_beside(hit, first, end)
            });
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
    pub(super) fn breaks(&self, from: usize, to: usize) -> bool {
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
    act.classes.iter().any(|&class| STEPS.contains(&classes::class(class).aspect))
}

/// Aspects of such steps.
const STEPS: [&str; 8] = ["accord", "approval", "law", "voting", "permission", "office", "companies", "club"];

fn says_little(verb: &Act) -> bool {
    let light = classes::ids(LIGHT);
    verb.classes.iter().all(|class| light.contains(class))
}

/// A phrase found, with the second cell of its row.
pub(super) type Hit = (PhraseMatch, &'static str);

static FILLERS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("not_negators"));
static LIGHT_VERBS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("light_verbs"));
static NONE_WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("none_words"));
static YET_WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("yet_words"));
