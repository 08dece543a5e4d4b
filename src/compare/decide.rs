//! Findings to one decision.
//!
//! Takes a pair, asks every detector, scores what they found with the weights of `weights.tsv`, gives the one finding
//! that stands for the pair of sentences, or none. Abstains below the bar: rare truth is the rule.

use super::align::Pair;
use super::reading::Reading;
use super::rules::{self, Finding, Trace};
use crate::model::{Band, Kind, Span, Token, TokenKind, Verdict};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A finding with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was found.
    pub finding: Finding,
    /// 0–1.
    pub score: f64,
    /// Its band.
    pub band: Band,
}

/// Least score of a finding that is shown at all.
pub const MIN_SCORE: f64 = 0.5;
/// Least score of the band `medium`.
pub(super) const MIN_MEDIUM: f64 = 0.55;
/// Least score of the band `high`.
pub(super) const MIN_HIGH: f64 = 0.75;

static WEIGHTS: LazyLock<BTreeMap<(&'static str, &'static str), f64>> = LazyLock::new(|| {
    let lines = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?.trim().parse().ok()?))
        })
        .collect()
});

/// The decision for a pair of sentences; `None` where no finding reaches the bar.
pub fn decide(pair: &Pair<'_>, trace: &mut Trace) -> Option<Decision> {
    decide_of_all(pair, trace).0
}

/// As [`decide`], with everything the detectors found.
pub(super) fn decide_of_all(pair: &Pair<'_>, trace: &mut Trace) -> (Option<Decision>, Vec<Decision>) {
    let found = all(pair, trace);
    let mut standing: Vec<&Decision> = found.iter().collect();
    let other_turn = tells_another_turn(pair);
    standing.retain(|one| {
        let of_turn = !matches!(one.finding.kind, Some(Kind::Place | Kind::Attribution | Kind::Quotation));
        let gate = match one.score >= MIN_SCORE {
            false => Some("score"),
            true if other_turn && of_turn => Some("another_turn"),
            true => said_by_both(pair, &one.finding).then_some("said_by_both"),
        };
        gate.is_none_or(|gate| trace.stop::<()>(one.finding.rule, gate).is_some())
    });
    let best = standing.into_iter().max_by(|x, y| rank(x).cmp(&rank(y)).then(x.score.total_cmp(&y.score)));
    (best.cloned(), found)
}

/// Whether one noun of both sides has another ordinal on each ("the second shipment", "the third shipment"): then the two
/// tell of two things that follow each other.
pub(super) fn tells_another_turn(pair: &Pair<'_>) -> bool {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let mut turns = hits.filter_map(|(one, other)| {
        let (_, a) = pair.a.ordinal_beside(pair.a.words[one].token as usize)?;
        let (_, b) = pair.b.ordinal_beside(pair.b.words[other].token as usize)?;
        Some(a == b)
    });
    turns.any(|same| !same)
}

/// Whether the words that set one side apart stand in the other sentence too: then both say both, and the detector has
/// tied them to different things ("12 dead and 40 hurt" against "40 hurt and 12 dead").
pub(super) fn said_by_both(pair: &Pair<'_>, finding: &Finding) -> bool {
    if matches!(finding.kind, None | Some(Kind::Attribution | Kind::Participant)) {
        return false;
    }
    // A venue that both sides name is looked at where it is found: one may name it as where it was not.
    // So may it name the party that the other blames.
    // An age is its holder's, who is named beside it; others of that age may be told of too. What is retold is said by both.
    // What a denial leaves none of stands on both sides.
    let apart = |name: &str| matches!(name, "venue" | "blame" | "age" | "refuted" | "total");
    let denial = |name: &str| name != "total" || finding.kind == Some(Kind::Negation);
    if finding.features.iter().any(|(name, value)| apart(name) && denial(name) && *value > 0.0) {
        return false;
    }
    let stems = |reading: &Reading<'_>, spans: Option<&[Span]>| -> BTreeSet<CompactString> {
        let told =
            |token: &&Token| spans.is_none_or(|spans| spans.iter().any(|span| span.overlaps(token.span)));
        let words = reading.tokens.iter().filter(|token| token.kind != TokenKind::Mark).filter(told);
        words.map(|token| token.stem.clone()).collect()
    };
    // The same words on both sides were read in two ways.
    let as_written = |reading: &Reading<'_>, spans: &[Span]| -> Vec<CompactString> {
        let told = |token: &&Token| {
            token.kind != TokenKind::Mark && spans.iter().any(|span| span.overlaps(token.span))
        };
        reading.tokens.iter().filter(told).map(|token| token.folded.clone()).collect()
    };
    if as_written(pair.a, &finding.a) == as_written(pair.b, &finding.b) {
        return true;
    }
    let (deciding_a, deciding_b) = (stems(pair.a, Some(&finding.a)), stems(pair.b, Some(&finding.b)));
    let (all_a, all_b) = (stems(pair.a, None), stems(pair.b, None));
    // Small words are no evidence that a side says as much, except where a negator is what decides.
    let content: BTreeSet<CompactString> = if finding.kind == Some(Kind::Quotation) {
        let words = |reading: &Reading<'_>| -> Vec<CompactString> {
            reading.words.iter().map(|word| reading.tokens[word.token as usize].stem.clone()).collect()
        };
        words(pair.a).into_iter().chain(words(pair.b)).collect()
    } else {
        all_a.union(&all_b).cloned().collect()
    };
    let echoed =
        |own: &BTreeSet<CompactString>, other: &BTreeSet<CompactString>, all: &BTreeSet<CompactString>| {
            let mut apart = own.difference(other).filter(|stem| content.contains(*stem)).peekable();
            apart.peek().is_some() && apart.all(|stem| all.contains(stem))
        };
    echoed(&deciding_a, &deciding_b, &all_b) || echoed(&deciding_b, &deciding_a, &all_a)
}
/// Every finding with its score, in the order of the detectors.
pub fn all(pair: &Pair<'_>, trace: &mut Trace) -> Vec<Decision> {
    let found = rules::all().iter().filter_map(|rule| rule.detect(pair, trace));
    found
        .map(|finding| {
            let score = score(&finding);
            Decision { band: band(score), finding, score }
        })
        .collect()
}

/// A finding's score from its features.
#[must_use]
pub fn score(finding: &Finding) -> f64 {
    let weight = |feature: &str| {
        // Keys are static; the look-up compares text.
        WEIGHTS.get(&(finding.rule, feature)).copied().unwrap_or(0.0)
    };
    let sum: f64 = finding.features.iter().map(|(name, value)| weight(name) * value).sum();
    1.0 / (1.0 + (-(weight("bias") + sum)).exp())
}

/// The band of a score.
pub(super) fn band(score: f64) -> Band {
    match score {
        score if score >= MIN_HIGH => Band::High,
        score if score >= MIN_MEDIUM => Band::Medium,
        _ => Band::Low,
    }
}

/// Which finding stands for a pair of sentences: words of one mouth first, then contradictions with the plainest words,
/// then updates and scope, then agreement. Opposed framing yields to a firm agreement.
fn rank(one: &Decision) -> u8 {
    // Two causes of one happening, and who was there and was not, are told by their own words, whatever else is opposed
    // in them.
    let told =
        |feature: &str| one.finding.features.iter().any(|(name, value)| *name == feature && *value >= 1.0);
    if told("cause") || told("excluded_is_named") {
        return 9;
    }
    // A measure that only stands alone yields to all that is told by its own words.
    if told("lone_measure") {
        return 2;
    }
    match (one.finding.verdict, one.finding.kind) {
        (Verdict::Contradiction, Some(Kind::Attribution | Kind::Quotation)) => 9,
        (Verdict::Contradiction, Some(Kind::Negation | Kind::Modality)) => 8,
        (Verdict::Contradiction, Some(Kind::Opposite | Kind::Participant)) => 7,
        (Verdict::Contradiction, Some(Kind::Number)) => 6,
        (Verdict::Update, _) => 5,
        (Verdict::Contradiction, Some(Kind::Date | Kind::Place)) => 4,
        (Verdict::Contradiction, _) => 3,
        (Verdict::Scope, _) => 2,
        (Verdict::Agreement, _) => 1,
    }
}
