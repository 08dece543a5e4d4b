//! Causes: what two sentences say brought one happening about.
//!
//! Shared by the detector of framing. No detector of its own.

use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::event::kinds::{self, EventKind, KindRelation};
use crate::lexicon;
use crate::model::{Lang, Span, TokenKind};
use crate::text::phrase::PhraseIndex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("cause_cues"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// Content words of a cause at most, and tokens of what it brought about.
const CAUSE_WORDS: usize = 6;
const EFFECT_TOKENS: usize = 12;

/// What struck once put down to two causes that have no word and no kind of happening in common: the words of both.
///
/// Of deaths and losses alone nothing is said: they have near and far causes ("killed by smoke", "killed in the fire"); nor
/// of what goes on for long, which has many.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let of_a = pair.a.once.causes.get_or_init(|| causes(pair.a));
    let of_b = pair.b.once.causes.get_or_init(|| causes(pair.b));
    for one in of_a {
        for other in of_b {
            if is_one_happening(one, other) && !share_a_cause(pair, one, other) {
                return Some((span(pair.a, &one.words)?, span(pair.b, &other.words)?));
            }
        }
    }
    None
}

/// A cause that a sentence names.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Cause {
    /// Its content words, as indexes into the reading's.
    words: Range<usize>,
    /// The kinds of happenings among its words.
    kinds: Vec<EventKind>,
    /// The kinds of happenings it is said to have brought about.
    effects: Vec<EventKind>,
}

fn causes(reading: &Reading<'_>) -> Vec<Cause> {
    let (Some(index), Some(lexicon)) = (CUES.get(&reading.lang), lexicon::of(reading.lang)) else {
        return Vec::new();
    };
    let rows = lexicon.table("cause_cues").rows();
    let side = |row: usize| rows.get(row).map_or("", |row| row.cell(1));
    index
        .matches(reading.tokens)
        .iter()
        .filter_map(|cue| read(reading, cue.first_token..cue.last_token + 1, side(cue.row)))
        .collect()
}

/// The cause that the words of `cue` tie to a happening; `None` where either is missing.
fn read(reading: &Reading<'_>, cue: Range<usize>, side: &str) -> Option<Cause> {
    let (low, high) = clause(reading, &cue);
    let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
    let before = place(low)..place(cue.start);
    let after = place(cue.end)..place(high);
    let tokens_before = low.max(cue.start.saturating_sub(EFFECT_TOKENS))..cue.start;
    let (words, effect) = match side {
        "by" => (after.start..after.end.min(after.start + CAUSE_WORDS), tokens_before),
        "by_before" | "is" => {
            let effect = cue.end..high.min(cue.end + EFFECT_TOKENS);
            (before.end.saturating_sub(CAUSE_WORDS).max(before.start)..before.end, effect)
        }
        // "The cause of the accident was a rock": what happened is named by its kind, and its cause after that.
        "of" => {
            let named = kinds::mentions(reading.tokens.get(cue.end..high)?, reading.lang);
            let first = named.iter().find(|at| at.first_token < EFFECT_TOKENS / 2)?;
            let end = cue.end + first.last_token + 1;
            let from = place(end);
            (from..after.end.min(from + CAUSE_WORDS), cue.end..end)
        }
        _ => return None,
    };
    let kinds_in = |tokens: Range<usize>| -> Vec<EventKind> {
        let tokens = reading.tokens.get(tokens).unwrap_or_default();
        kinds::mentions(tokens, reading.lang).iter().map(|at| at.kind).collect()
    };
    let last = reading.words.get(words.end.checked_sub(1)?)?.token as usize + 1;
    let own = reading.words.get(words.start)?.token as usize..last;
    let effects: Vec<EventKind> = kinds_in(effect).into_iter().filter(|kind| kind.has_one_toll()).collect();
    (!effects.is_empty() && !words.is_empty()).then(|| Cause { words, kinds: kinds_in(own), effects })
}

/// The tokens between the marks around `cue`.
fn clause(reading: &Reading<'_>, cue: &Range<usize>) -> (usize, usize) {
    let mark = |nth: &usize| {
        reading.tokens[*nth].kind == TokenKind::Mark
            && !matches!(reading.tokens[*nth].folded.as_str(), "\"" | "«" | "»" | "“" | "”" | "'" | "-")
    };
    let low = (0..cue.start).rev().find(mark).map_or(0, |at| at + 1);
    let high = (cue.end..reading.tokens.len()).find(mark).unwrap_or(reading.tokens.len());
    (low, high)
}

fn is_one_happening(one: &Cause, other: &Cause) -> bool {
    let akin = |a: &EventKind| other.effects.iter().any(|b| a.relation(*b) >= KindRelation::Akin);
    one.effects.iter().any(akin)
}

/// Whether a cause has a word that stands anywhere on the other side, or the two are happenings that can be one.
fn share_a_cause(pair: &Pair<'_>, one: &Cause, other: &Cause) -> bool {
    let there = |nth: usize| pair.matched[nth].is_some();
    let here = |nth: usize| pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == nth);
    let akin = |a: &EventKind| other.kinds.iter().any(|b| a.relation(*b) >= KindRelation::Akin);
    one.words.clone().any(there) || other.words.clone().any(here) || one.kinds.iter().any(akin)
}

fn span(reading: &Reading<'_>, words: &Range<usize>) -> Option<Span> {
    let of = |nth: usize| Some(reading.tokens[reading.words.get(nth)?.token as usize].span);
    Some(of(words.start)?.join(of(words.end.checked_sub(1)?)?))
}
