//! Blame: who is said to have begun it or to answer for it, and what is said not to have been the cause.
//!
//! Takes an aligned pair, gives the words of two sides that put one happening on two parties, or of which one denies the cause
//! that the other names. Shared by the detector of framing; no detector of its own.

use super::cause::{self, Cause};
use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::model::{Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use std::sync::LazyLock;

static CUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("blame_cues"));

/// Content words beside a word of blame among which the party stands, and behind a denial what was not the cause.
const PARTY_REACH: usize = 5;
const DENIED_REACH: usize = 2;
/// Words behind one of blame among which the word stands that makes it one.
const NEEDED_REACH: usize = 12;
/// Content words between what did something and its act.
const DOER_REACH: usize = 6;

/// Blame that a sentence puts on somebody, or takes off something.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Blame {
    kind: &'static str,
    /// Its words.
    span: Span,
    /// It stands right behind a comma, as an aside.
    aside: bool,
    /// Content words that name the party, or what was not the cause, as indexes into the reading's.
    who: Vec<u32>,
}

/// One thing begun by, or put on, two parties: the words of both. Each side must name the party that the other blames, or both
/// must be known to tell of one event.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let (of_a, of_b) = (blames(pair.a), blames(pair.b));
    let there = |nth: u32| pair.matched[nth as usize].is_some();
    let here = |nth: u32| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth);
    for one in of_a.iter().filter(|one| !denies_a_cause(one)) {
        for other in of_b.iter().filter(|other| other.kind == one.kind) {
            let same = |x: u32, y: u32| {
                let (p, q) = (&pair.a.words[x as usize], &pair.b.words[y as usize]);
                pair.matched[x as usize].is_some_and(|(hit, _)| hit == y)
                    || p.keys.iter().any(|key| q.keys.contains(key))
                    || p.skeleton.meets(&q.skeleton)
            };
            let apart = !one.who.iter().any(|&x| other.who.iter().any(|&y| same(x, y)));
            // "A blamed B", "B blamed A": each names the other's party too.
            let crossed = one.who.iter().any(|&x| there(x)) && other.who.iter().any(|&y| here(y));
            let either = one.who.iter().any(|&x| there(x)) || other.who.iter().any(|&y| here(y));
            let known = pair.event.is_some() && one.kind == FIRST && either;
            if apart && !one.who.is_empty() && !other.who.is_empty() && (crossed || known) {
                return Some((words(pair.a, one), words(pair.b, other)));
            }
        }
    }
    None
}

/// Who began it.
const FIRST: &str = "first";

/// What one side names as the cause and the other denies to have been it: the words of both.
pub(super) fn denied(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let turned = |(b, a): (Span, Span)| (a, b);
    denies(pair, pair.a, pair.b, false).or_else(|| denies(pair, pair.b, pair.a, true).map(turned))
}

fn denies(pair: &Pair<'_>, left: &Reading<'_>, right: &Reading<'_>, flipped: bool) -> Option<(Span, Span)> {
    // Where both deny a cause, neither names what the other denies.
    if blames(right).iter().any(denies_a_cause) {
        return None;
    }
    let explains = !cause::of(left).is_empty();
    let same = |x: u32, y: u32| {
        let (in_a, in_b) = if flipped { (y, x) } else { (x, y) };
        pair.matched[in_a as usize].is_some_and(|(hit, _)| hit == in_b)
            || left.words[x as usize].keys.iter().any(|key| right.words[y as usize].keys.contains(key))
    };
    for out in blames(left)
        .iter()
        .filter(|one| one.kind == "cleared" || one.kind == "not" && (explains || one.aside))
    {
        for &x in &out.who {
            for y in (0..right.words.len() as u32).filter(|&y| same(x, y)) {
                let told = cause::of(right).iter().any(|cause: &Cause| cause.names(y)) || does(right, y);
                if told && !denied_there(right, y) {
                    let span = |reading: &Reading<'_>, nth: u32| {
                        reading.tokens[reading.words[nth as usize].token as usize].span
                    };
                    return Some((out.span.join(span(left, x)), span(right, y)));
                }
            }
        }
    }
    None
}

/// Whether a word stands before an act of its clause, as what did it.
fn does(reading: &Reading<'_>, nth: u32) -> bool {
    let at = reading.words[nth as usize].token as usize;
    let place = |span: Span| {
        reading.words.partition_point(|word| (word.token as usize) < reading.token_at(span.start))
    };
    reading.acts.iter().any(|act| {
        let from = reading.token_at(act.span.start);
        let plain = (at..from).all(|at| reading.tokens[at].kind != TokenKind::Mark);
        !act.reports
            && from > at
            && plain
            && place(act.span) <= nth as usize + DOER_REACH
            && act.negator.is_none()
    })
}

fn denies_a_cause(blame: &Blame) -> bool {
    matches!(blame.kind, "not" | "cleared")
}

fn denied_there(reading: &Reading<'_>, nth: u32) -> bool {
    blames(reading).iter().any(|one| denies_a_cause(one) && one.who.contains(&nth))
}

fn words(reading: &Reading<'_>, blame: &Blame) -> Span {
    let spans = blame.who.iter().map(|&nth| reading.tokens[reading.words[nth as usize].token as usize].span);
    spans.fold(blame.span, |all, one| all.join(one))
}

fn blames<'r>(reading: &'r Reading<'_>) -> &'r [Blame] {
    reading.once.blames.get_or_init(|| read(reading))
}

fn read(reading: &Reading<'_>) -> Vec<Blame> {
    let read = phrase::rows_in(&CUES, reading.tokens, reading.lang).filter_map(|(one, row)| {
        let (kind, side, needs) = (row.cell(1), row.cell(2), row.cell(3));
        let near = reading.tokens.iter().skip(one.last_token + 1).take(NEEDED_REACH);
        if !needs.is_empty()
            && !near.into_iter().any(|token| needs.split('|').any(|word| token.folded == word))
        {
            return None;
        }
        let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
        let mark = |at: usize| {
            let token = &reading.tokens[at];
            token.kind == TokenKind::Mark
                && !matches!(token.folded.as_str(), "«" | "»" | "\"" | "“" | "”" | "-")
        };
        let (first, after) = (place(one.first_token), place(one.last_token + 1));
        let token_of = |nth: usize| reading.words[nth].token as usize;
        let denies = matches!(kind, "not" | "cleared");
        let reach = if denies { DENIED_REACH } else { PARTY_REACH };
        let behind = || -> Vec<usize> {
            let near = (after..reading.words.len().min(after + reach))
                .take_while(|&nth| !(one.last_token + 1..token_of(nth)).any(mark));
            near.collect()
        };
        let before = || -> Vec<usize> {
            let near = (first.saturating_sub(reach)..first)
                .rev()
                .take_while(|&nth| !(token_of(nth)..one.first_token).any(mark));
            near.collect()
        };
        let party = |list: Vec<usize>| -> Vec<u32> {
            let named = list.iter().copied().find(|&nth| is_party(reading, nth));
            // Who began it may be told by a noun alone ("the patrol fired first").
            let Some(nearest) = named.or(list.first().copied().filter(|_| denies || kind == FIRST)) else {
                return Vec::new();
            };
            // The nearest party, with the words right beside it.
            let beside = |nth: usize| {
                nth == nearest || nth.abs_diff(nearest) == 1 && (named.is_none() || is_party(reading, nth))
            };
            let near = list.into_iter().filter(|&nth| beside(nth) || denies);
            near.map(|nth| nth as u32).collect()
        };
        let who = match side {
            "after" => party(behind()),
            // Where the verb comes first, who did it follows.
            _ => {
                let who = party(before());
                if who.is_empty() { party(behind()) } else { who }
            }
        };
        let span = reading.tokens[one.first_token].span.join(reading.tokens[one.last_token].span);
        let comma = one
            .first_token
            .checked_sub(1)
            .is_some_and(|at| matches!(reading.tokens[at].folded.as_str(), "," | "،"));
        (!who.is_empty()).then_some(Blame { kind, span, aside: comma, who })
    });
    read.collect()
}

/// Whether a content word names a party: a name, a state or people by their origin, somebody who takes part.
fn is_party(reading: &Reading<'_>, nth: usize) -> bool {
    let word = &reading.words[nth];
    let span = reading.tokens[word.token as usize].span;
    let mut parties = reading.claims.iter().flat_map(|(_, claim)| &claim.participants);
    word.name
        || reading.places().any(|place| place.span.overlaps(span))
        || parties.any(|one| one.span.overlaps(span))
}
