//! What undoes an act, and the acts it undoes.
//!
//! Takes the acts of a reading; turns those that a verb of refusing, ending, failing or putting off undoes, before it or behind
//! its subject.

use super::acts::REVERSING;
use super::{Act, Reading};
use crate::compare::classes;
use crate::model::{Modality, Polarity};

impl Reading<'_> {
    /// What is refused, ended or fails is not so ("the visit was cancelled" against "the visit").
    pub(super) fn pass_reversal_on(&self, acts: &mut [Act]) {
        let reversing = classes::ids(REVERSING);
        for nth in 1..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let (from, to) = (&before[nth - 1], &mut rest[0]);
            let gap = self
                .token_at(to.span.start)
                .saturating_sub(self.token_at(from.span.end.saturating_sub(1)) + 1);
            let reverses =
                !from.classes.is_empty() && from.classes.iter().all(|class| reversing.contains(class));
            // "Ended with the expulsion" tells of an outcome, "ended the expulsion" undoes it.
            let between = self.token_at(from.span.end.saturating_sub(1)) + 1;
            let led_to = gap > 0
                && (self.is_preposition(between) || (between..between + gap).any(|at| self.opens_clause(at)))
                || self.has_preposition(to.span);
            // "The banned party killed": with an article it says what sort somebody is.
            let attribute = self.is_prefixed(from.span);
            // What is ended stands right there; a noun between is what is ended.
            let mut inner = self.words.iter().map(|word| word.token as usize);
            let other = inner.any(|at| (between..between + gap).contains(&at) && !self.is_small_carrier(at));
            let plain = from.polarity == Polarity::Positive
                && to.polarity == Polarity::Positive
                && to.negator.is_none();
            let beside = !other && gap <= CARRIED_BEHIND || self.is_verb_subject_object(from, to);
            if reverses
                && !led_to
                && !attribute
                && beside
                && plain
                && from.claim == to.claim
                && !self.is_joined(to.span)
            {
                to.polarity = Polarity::Negative;
                to.negator = Some(from.span);
            }
        }
    }

    /// Whether a finite verb that opens its clause, its subject and a definite noun of doing follow each other: verb, who does
    /// it, what it is done to ("أرجأ البرلمان التصويت").
    fn is_verb_subject_object(&self, from: &Act, to: &Act) -> bool {
        let first = self.token_at(from.span.start);
        let (low, high) = (self.token_at(from.span.end.saturating_sub(1)) + 1, self.token_at(to.span.start));
        let undoing = classes::ids(UNDOING_BEHIND_SUBJECT);
        low < high
            && high - low <= SUBJECT
            && self.opens(first)
            && !self.may_be_noun(from.span)
            && from.classes.iter().all(|class| undoing.contains(class))
            && (self.is_prefixed(to.span) && !self.has_preposition(to.span)
                || self.is_noun(to.span) && !self.is_prefixed(to.span))
            && !self.breaks(low, high)
            && !(low..high).any(|at| self.is_preposition(at))
    }

    /// What a verb behind its subject undoes was not done ("the vote was put off").
    pub(super) fn pass_reversal_back(&self, acts: &mut [Act]) {
        let undoing = classes::ids(UNDOING_BEHIND_SUBJECT);
        for nth in 1..acts.len() {
            let (before, rest) = acts.split_at_mut(nth);
            let (to, from) = (&mut before[nth - 1], &rest[0]);
            let (low, high) =
                (self.token_at(to.span.end.saturating_sub(1)) + 1, self.token_at(from.span.start));
            let undoes = !from.classes.is_empty() && from.classes.iter().all(|class| undoing.contains(class));
            let passive = low < high
                && high - low <= SUBJECT_PHRASE
                && self.is_auxiliary(high - 1)
                && !self.breaks(low, high);
            let plain = from.polarity == Polarity::Positive && from.modality == Modality::Fact;
            if undoes
                && passive
                && plain
                && to.polarity == Polarity::Positive
                && self.may_be_noun(to.span)
                && super::is_step(to)
            {
                to.polarity = Polarity::Negative;
                to.negator = Some(from.span);
            }
        }
    }
}

/// Small words between what undoes and what is undone ("without reaching any deal").
const CARRIED_BEHIND: usize = 3;

/// Tokens between what is undone and the verb behind it that undoes it ("the vote on the water bill was put off").
const SUBJECT_PHRASE: usize = 7;

/// Tokens of a subject between a verb and its object.
const SUBJECT: usize = 5;

/// Classes of acts that undo what stands behind their subject.
const UNDOING_BEHIND_SUBJECT: [&str; 6] = ["cancel", "postpone", "suspend", "reject", "block", "ban"];
