//! Tolls taken apart: which counts of a sentence are parts of which whole.
//!
//! Takes the counts of a reading, marks those that a word such as "among them" makes parts, with the parts coordinated
//! to them; a part shares the fate of its whole ("12 dead, among them five soldiers and three foreigners").

use super::counts::fates;
use super::{Count, Reading};
use crate::claim::quantity;
use crate::compare::classes::ClassId;
use crate::lexicon::{self, Row};
use crate::model::{Lang, Quantity, Span, Token, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::stem::Fit;
use std::sync::LazyLock;

/// What the words around a figure say of its standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureCue {
    /// It replaces an earlier one ("rose to", "new toll", "final toll").
    Later,
    /// It is a first one ("preliminary", "so far").
    First,
    /// It counts a part ("among them", "including").
    Part,
    /// It is the last there will be ("final toll").
    Final,
    /// It counts all there are by now ("the toll stands at").
    Total,
    /// What it was before ("up from", "instead of").
    Former,
    /// It counts one place or group of several ("in the port alone").
    Alone,
    /// It says how many there may be ("a capacity of").
    Limit,
    /// It is told of another happening ("in a separate attack").
    Other,
}

static CUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("figure_cues"));

/// Tokens between a cue and the first part after it, and between one part and the next.
const REACH: usize = 7;
/// Tokens between a figure and the word that says of which one place or group it is told.
const REACH_ALONE: usize = 12;
/// Tokens between a part and a cue behind it ("three of them").
const REACH_BACK: usize = 4;

/// The cues of figures among `tokens`, with their places.
pub(super) fn cues(tokens: &[Token], lang: Lang) -> Vec<(FigureCue, Span)> {
    let read = |row: &Row| match row.cell(1) {
        "later" => Some(FigureCue::Later),
        "first" => Some(FigureCue::First),
        "part" => Some(FigureCue::Part),
        "final" => Some(FigureCue::Final),
        "total" => Some(FigureCue::Total),
        "former" => Some(FigureCue::Former),
        "alone" => Some(FigureCue::Alone),
        "limit" => Some(FigureCue::Limit),
        "other" => Some(FigureCue::Other),
        _ => None,
    };
    let span = |first: usize, last: usize| tokens[first].span.join(tokens[last].span);
    // A bare stem is another word: "that it reach" is not "it reached".
    phrase::rows_in(&CUES, tokens, lang)
        .filter(|(one, _)| one.fit < Fit::Stem)
        .filter_map(|(one, row)| Some((read(row)?, span(one.first_token, one.last_token))))
        .collect()
}

/// Tokens between a word such as "instead of" and the figure that was before.
const REACH_FORMER: usize = 1;

impl Reading<'_> {
    /// Whether a figure is one that another replaced: a word that says so stands right before it.
    pub(super) fn is_former(&self, figure: Span) -> bool {
        let at = self.token_at(figure.start);
        if self.is_left(figure) {
            return true;
        }
        self.cues.iter().filter(|(cue, _)| *cue == FigureCue::Former).any(|(_, span)| {
            let end = self.token_at(span.end.saturating_sub(1)) + 1;
            span.overlaps(figure) || end <= at && at <= end + REACH_FORMER
        })
    }

    /// "From five to eight", "to 8 percent from 5": the figure that another is reached from.
    fn is_left(&self, figure: Span) -> bool {
        let Some(words) = lexicon::of(self.lang).map(|words| words.table("slot_words")) else { return false };
        let plays = |at: usize, wanted: &str| {
            self.tokens
                .get(at)
                .and_then(|token| words.get(&token.folded))
                .is_some_and(|row| row.cell(1).split('+').any(|role| role == wanted))
        };
        let first = self.token_at(figure.start);
        if first == 0 || !plays(first - 1, "from") {
            return false;
        }
        let figures = self.claims.iter().flat_map(|(_, claim)| &claim.quantities).map(|one| one.span);
        figures.filter(|span| *span != figure).any(|span| {
            let at = self.token_at(span.start);
            at > 0 && plays(at - 1, "to") && at.abs_diff(first) <= REACH
        })
    }

    /// Marks the figures that a word such as "alone" bears on: the nearest one.
    fn mark_alone(&self, counts: &mut [Count<'_>]) {
        for (_, cue) in self.cues.iter().filter(|(cue, _)| *cue == FigureCue::Alone) {
            let at = self.token_at(cue.start);
            let gap = |count: &Count<'_>| self.token_at(count.quantity.span.start).abs_diff(at);
            let nearest =
                counts.iter_mut().filter(|count| gap(count) <= REACH_ALONE).min_by_key(|count| gap(count));
            if let Some(count) = nearest {
                count.part = true;
            }
        }
    }

    /// Whether a figure counts some of those that the noun behind it names whole: "fourteen of the dead".
    pub(super) fn is_some_of(&self, quantity: &Quantity) -> bool {
        let Some(of) = quantity.of_span.filter(|of| of.start >= quantity.span.end) else { return false };
        let state = quantity.of.as_ref().is_some_and(|of| quantity::of_kind(of, self.lang) == Some("state"));
        let between = self.token_at(quantity.span.end)..self.token_at(of.start);
        let Some(words) = lexicon::of(self.lang).map(|words| words.table("slot_words")) else { return false };
        let links = |token: &Token| {
            words.get(&token.folded).is_some_and(|row| row.cell(1).split('+').any(|role| role == "of"))
        };
        state
            && quantity.unit.is_none()
            && self.tokens.get(between).is_some_and(|tokens| tokens.iter().any(links))
    }

    /// Marks the parts among `counts`, which are in reading order, and gives them the fate of their whole.
    pub(super) fn tie_parts(&self, counts: &mut [Count<'_>]) {
        self.mark_alone(counts);
        let marked: Vec<Span> =
            self.cues.iter().filter(|(cue, _)| *cue == FigureCue::Part).map(|(_, span)| *span).collect();
        for cue in marked {
            let own: Vec<usize> = self.parts_after(cue, counts);
            if own.is_empty() {
                if let Some(behind) = self.part_before(cue, counts) {
                    counts[behind].part = true;
                }
                continue;
            }
            let fate = self.fate_of_whole(cue, own[0], counts);
            for nth in own {
                counts[nth].part = true;
                if let Some(fate) = &fate {
                    counts[nth].classes.clone_from(fate);
                }
            }
        }
    }

    /// The counts that `cue` introduces: the first close behind it and those joined to it, up to the next fate.
    fn parts_after(&self, cue: Span, counts: &[Count<'_>]) -> Vec<usize> {
        let mut parts = Vec::new();
        let mut from = self.token_at(cue.end.saturating_sub(1)) + 1;
        for (nth, count) in
            counts.iter().enumerate().filter(|(_, count)| count.quantity.span.start >= cue.end)
        {
            let at = self.token_at(count.quantity.span.start);
            if count.quantity.unit.is_some() || at > from + REACH || self.is_ended(from, at) {
                break;
            }
            parts.push(nth);
            let end = count
                .quantity
                .of_span
                .map_or(count.quantity.span.end, |of| of.end.max(count.quantity.span.end));
            from = self.token_at(end.saturating_sub(1)) + 1;
        }
        parts
    }

    /// Whether between two tokens a sentence ends or another fate is told ("… and wounded 12").
    fn is_ended(&self, from: usize, to: usize) -> bool {
        let strong = |token: &Token| {
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), ";" | "؛" | "." | "!" | "?" | "؟")
        };
        let between = self.tokens.get(from..to).unwrap_or_default();
        let fates = fates();
        let told = |act: &super::Act| {
            let at = self.token_at(act.span.start);
            (from..to).contains(&at) && act.classes.iter().any(|class| fates.contains(class))
        };
        between.iter().any(strong) || self.acts.iter().any(told)
    }

    /// The count right before `cue` ("three of them"), where that is a part and not the whole of a list.
    fn part_before(&self, cue: Span, counts: &[Count<'_>]) -> Option<usize> {
        let at = self.token_at(cue.start);
        let before = counts.iter().rposition(|count| count.quantity.span.end <= cue.start)?;
        let end = self.token_at(counts[before].quantity.span.end.saturating_sub(1)) + 1;
        // The whole that is then taken apart without figures ("12 dead, among them women").
        let named = counts[before].quantity.of_span.is_some_and(|of| of.end <= cue.start);
        (at < end + REACH_BACK && !named).then_some(before)
    }

    /// What befell the whole that the parts behind `cue` belong to.
    fn fate_of_whole(&self, cue: Span, first: usize, counts: &[Count<'_>]) -> Option<Vec<ClassId>> {
        let fates = fates();
        let has_fate = |classes: &[ClassId]| classes.iter().any(|class| fates.contains(class));
        let named = self.acts.iter().find(|act| cue.overlaps(act.span) && has_fate(&act.classes));
        if let Some(act) = named {
            return Some(act.classes.clone());
        }
        let part = &counts[first];
        let whole = counts[..first].iter().rev().find(|count| {
            count.quantity.unit.is_none() && !count.part && count.quantity.low >= part.quantity.low
        })?;
        has_fate(&whole.classes).then(|| whole.classes.clone())
    }
}
