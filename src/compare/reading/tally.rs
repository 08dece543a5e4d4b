//! Tolls taken apart: which counts of a sentence are parts of which whole.
//!
//! Takes the counts of a reading, marks those that a word such as "among them" makes parts, with the parts coordinated
//! to them; a part shares the fate of its whole ("12 dead, among them five soldiers and three foreigners").

use super::counts::fates;
use super::{Count, Reading};
use crate::compare::classes::ClassId;
use crate::lexicon;
use crate::model::{Lang, Span, Token, TokenKind};
use crate::text::phrase::PhraseIndex;
use std::collections::BTreeMap;
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
}

static CUES: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("figure_cues"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// Tokens between a cue and the first part after it, and between one part and the next.
const REACH: usize = 7;
/// Tokens between a part and a cue behind it ("three of them").
const REACH_BACK: usize = 4;

/// The cues of figures among `tokens`, with their places.
pub(super) fn cues(tokens: &[Token], lang: Lang) -> Vec<(FigureCue, Span)> {
    let (Some(index), Some(lexicon)) = (CUES.get(&lang), lexicon::of(lang)) else { return Vec::new() };
    let rows = lexicon.table("figure_cues").rows();
    let read = |row: usize| match rows.get(row)?.cell(1) {
        "later" => Some(FigureCue::Later),
        "first" => Some(FigureCue::First),
        "part" => Some(FigureCue::Part),
        _ => None,
    };
    let span = |first: usize, last: usize| tokens[first].span.join(tokens[last].span);
    let found = index.matches(tokens);
    found.iter().filter_map(|one| Some((read(one.row)?, span(one.first_token, one.last_token)))).collect()
}

impl Reading<'_> {
    /// Marks the parts among `counts`, which are in reading order, and gives them the fate of their whole.
    pub(super) fn tie_parts(&self, counts: &mut [Count<'_>]) {
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
