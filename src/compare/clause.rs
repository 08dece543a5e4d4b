//! The part of two long sentences that tells one fact.
//!
//! Takes an aligned pair, gives the run of clauses of each side whose words fit best, as a local alignment of bags of
//! words: what both share counts for a run, what either has alone counts against it. Real news tells five things in a
//! sentence; two reports that share one of them are compared there. Decides nothing.

use super::align::Pair;
use super::reading::Reading;
use crate::lexicon;
use crate::model::{Claim, ClaimIx, Span, TokenKind};
use std::ops::Range;

/// What a word that one side has alone costs, of what a shared one is worth.
const LOSS: f64 = 0.3;
/// Content words of a sentence from which on it may tell more than one thing.
const LONG: usize = 9;
/// Shared content words, by weight, from which on a run tells a fact.
const MIN_SHARED: usize = 3;
/// Clauses of a sentence that are looked at, so that a text without stops costs no more than another.
const MAX_CLAUSES: usize = 16;

/// The best fitting runs of two sentences.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Common {
    /// Tokens of side `a`.
    pub(super) a: Range<usize>,
    /// Tokens of side `b`.
    pub(super) b: Range<usize>,
    /// Shared over all weight of the two runs (Dice), 0–1.
    pub(super) likeness: f64,
}

/// The runs of clauses of the two sides that fit best; `None` where neither sentence is long, where the runs are the whole
/// sentences, or where they share less than a fact takes. `weigh` tells what a content word is worth.
pub(super) fn common<'s>(pair: &Pair<'s>, weigh: impl Fn(&Reading<'s>, usize) -> f64) -> Option<Common> {
    if pair.a.words.len().max(pair.b.words.len()) < LONG {
        return None;
    }
    let cuts = |reading: &'s Reading<'s>| reading.once.borders.get_or_init(|| borders(reading)).as_slice();
    let (cuts_a, cuts_b) = (cuts(pair.a), cuts(pair.b));
    if cuts_a.len() < 3 && cuts_b.len() < 3 {
        return None;
    }
    let clause_of = |cuts: &[usize], reading: &Reading<'_>, word: usize| {
        cuts.partition_point(|&cut| cut <= reading.words[word].token as usize).saturating_sub(1)
    };
    let weights = |reading: &Reading<'s>, cuts: &[usize]| {
        let mut sums = vec![0.0; cuts.len()];
        for word in 0..reading.words.len() {
            sums[clause_of(cuts, reading, word)] += weigh(reading, word);
        }
        sums
    };
    let (own_a, own_b) = (weights(pair.a, cuts_a), weights(pair.b, cuts_b));
    let mut shared = vec![vec![(0.0, 0usize); cuts_b.len()]; cuts_a.len()];
    for (nth, (other, score)) in pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?)))
    {
        let worth = score * (weigh(pair.a, nth) + weigh(pair.b, other as usize)) / 2.0;
        let cell = &mut shared[clause_of(cuts_a, pair.a, nth)][clause_of(cuts_b, pair.b, other as usize)];
        *cell = (cell.0 + worth, cell.1 + 1);
    }
    let (clauses_a, clauses_b) = (cuts_a.len() - 1, cuts_b.len() - 1);
    let mut best: Option<(f64, Common)> = None;
    for from_a in 0..clauses_a {
        let mut column = vec![(0.0, 0usize); clauses_b];
        let mut whole_a = 0.0;
        for to_a in from_a + 1..=clauses_a {
            whole_a += own_a[to_a - 1];
            for (sum, cell) in column.iter_mut().zip(&shared[to_a - 1]) {
                *sum = (sum.0 + cell.0, sum.1 + cell.1);
            }
            for from_b in 0..clauses_b {
                let (mut met, mut count, mut whole_b) = (0.0, 0, 0.0);
                for to_b in from_b + 1..=clauses_b {
                    met += column[to_b - 1].0;
                    count += column[to_b - 1].1;
                    whole_b += own_b[to_b - 1];
                    let gain = met - LOSS * (whole_a + whole_b - 2.0 * met);
                    if count >= MIN_SHARED && best.as_ref().is_none_or(|(most, _)| gain > *most) {
                        let likeness =
                            if whole_a + whole_b > 0.0 { 2.0 * met / (whole_a + whole_b) } else { 0.0 };
                        let runs = Common {
                            a: cuts_a[from_a]..cuts_a[to_a],
                            b: cuts_b[from_b]..cuts_b[to_b],
                            likeness,
                        };
                        best = Some((gain, runs));
                    }
                }
            }
        }
    }
    let (gain, runs) = best?;
    let whole = runs.a.len() == pair.a.tokens.len() && runs.b.len() == pair.b.tokens.len();
    (gain > 0.0 && !whole).then_some(runs)
}

/// Where the clauses of a sentence begin, as tokens, and its end: after a mark that parts, before a word that opens a
/// clause, before an act joined to what precedes it.
fn borders(reading: &Reading<'_>) -> Vec<usize> {
    let small = lexicon::of(reading.lang)
        .map(|lexicon| ["complementisers", "connectors", "function_words"].map(|name| lexicon.table(name)));
    let opens = |nth: usize| {
        let folded = &reading.tokens[nth].folded;
        small.is_some_and(|[complementisers, connectors, function]| {
            complementisers.has(folded)
                || connectors.has(folded)
                || function.get(folded).is_some_and(|row| row.cell(1) == "rel")
        })
    };
    let parts = |nth: usize| {
        let token = &reading.tokens[nth];
        token.kind == TokenKind::Mark
            && matches!(
                token.folded.as_str(),
                "," | "،" | ";" | "؛" | ":" | "(" | ")" | "«" | "»" | "\"" | "“" | "”"
            )
    };
    let joined: Vec<usize> = reading
        .acts
        .iter()
        .filter(|act| reading.is_joined(act.span))
        .map(|act| reading.token_at(act.span.start))
        .collect();
    let mut cuts = vec![0];
    for nth in 1..reading.tokens.len() {
        if (parts(nth - 1) && !parts(nth) || opens(nth) || joined.contains(&nth)) && cuts.len() < MAX_CLAUSES
        {
            cuts.push(nth);
        }
    }
    cuts.push(reading.tokens.len());
    cuts
}

/// The claims of a run of tokens, cut to what stands in it.
pub(super) struct Cut(Vec<(ClaimIx, Claim)>, Range<usize>);

impl Cut {
    /// Cuts the claims of `reading` to `run`.
    pub(super) fn of(reading: &Reading<'_>, run: &Range<usize>) -> Option<Self> {
        let tokens = reading.tokens.get(run.clone())?;
        let span = tokens.first()?.span.join(tokens.last()?.span);
        let own = reading.claims.iter().filter(|(_, claim)| claim.span.overlaps(span));
        let cut: Vec<(ClaimIx, Claim)> = own.map(|(nth, claim)| (*nth, trimmed(claim, span))).collect();
        (!cut.is_empty()).then(|| Self(cut, run.clone()))
    }

    /// The run as a reading of its own.
    pub(super) fn reading<'c>(&'c self, of: &Reading<'c>) -> Option<Reading<'c>> {
        let claims: Vec<(ClaimIx, &Claim)> = self.0.iter().map(|(nth, claim)| (*nth, claim)).collect();
        Reading::of_run(of, self.1.clone(), &claims)
    }
}

/// A claim with the slots that stand in `span`.
fn trimmed(claim: &Claim, span: Span) -> Claim {
    let mut cut = claim.clone();
    let mut moved = vec![None; cut.predicates.len()];
    let mut kept = 0;
    for (nth, predicate) in claim.predicates.iter().enumerate() {
        if span.contains(predicate.span) {
            moved[nth] = Some(kept);
            kept += 1;
        }
    }
    cut.predicates.retain(|one| span.contains(one.span));
    cut.quantities.retain(|one| span.contains(one.span));
    for quantity in &mut cut.quantities {
        quantity.predicate = quantity
            .predicate
            .and_then(|nth| moved.get(nth as usize).copied().flatten())
            .map(|nth| nth as u32);
    }
    cut.times.retain(|one| span.contains(one.span));
    cut.places.retain(|one| span.contains(one.span));
    cut.participants.retain(|one| span.contains(one.span));
    cut
}
