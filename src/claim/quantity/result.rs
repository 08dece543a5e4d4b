//! Results of matches told in words: "two-nil", "three goals to one", «بهدفين لواحد», «بثلاثية نظيفة».
//!
//! Takes a reading and a token, gives the result as figures are read (see [`super`]). A word of goals, or one of winning
//! nearby, shows that a result is meant.

use super::amount::{Amount, Kind, MOST_GOALS, SCORE_REACH};
use crate::claim::number::cardinal;
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Slot};
use crate::model::TokenKind;

/// One side of a result.
struct Side {
    goals: f64,
    to: usize,
    /// A word of goals stands with it.
    named: bool,
    /// A word of its own for so many goals ("a hat-trick of", «ثلاثية»).
    haul: bool,
}

/// The result that begins at token `at`.
pub(super) fn at(reading: &Reading, at: usize) -> Option<Amount> {
    if let Some((ours, theirs)) = hyphenated(reading, at).filter(|_| is_scored(reading, at, at + 1)) {
        return Some(of_sides(at, at + 1, ours, theirs));
    }
    let ours = side(reading, at)?;
    if let Some(hit) = reading.word(ours.to, "unanswered").filter(|_| ours.named || ours.haul) {
        return Some(of_sides(at, ours.to + hit.words as usize, ours.goals, 0.0));
    }
    let (next, dash) = versus(reading, ours.to)?;
    let theirs = side(reading, next).filter(|side| !side.haul)?;
    let digits = |n: usize| reading.tokens.get(n).is_some_and(|token| token.kind == TokenKind::Number);
    // Two figures with a dash are read as such elsewhere.
    if dash && digits(at) && digits(next) {
        return None;
    }
    let named = ours.named || ours.haul || theirs.named;
    let told = named && (ours.goals != theirs.goals || theirs.named || is_scored(reading, at, theirs.to));
    (told || is_scored(reading, at, theirs.to) && !followed_by_thing(reading, theirs.to))
        .then(|| of_sides(at, theirs.to, ours.goals, theirs.goals))
}

fn of_sides(from: usize, to: usize, ours: f64, theirs: f64) -> Amount {
    let value = ours.max(theirs) * 1000.0 + ours.min(theirs);
    let mut amount = Amount::new(from, to, value, value, Kind::Score);
    amount.unit = Some("score".into());
    amount
}

/// Whether a figure goes on to what it counts: then it is no side of a result.
fn followed_by_thing(reading: &Reading, to: usize) -> bool {
    reading.hits(to).iter().any(|hit| matches!(hit.slot, Slot::Units | Slot::Counted | Slot::Multipliers))
}

fn is_scored(reading: &Reading, from: usize, to: usize) -> bool {
    (from.saturating_sub(SCORE_REACH)..to + SCORE_REACH).any(|n| reading.word(n, "score").is_some())
}

/// "Two-nil" in one word.
fn hyphenated(reading: &Reading, at: usize) -> Option<(f64, f64)> {
    let token = reading.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
    if reading.hit(at, Slot::Numbers).is_some() {
        return None;
    }
    let (ours, theirs) = token.folded.split_once('-')?;
    let goals = |word: &str| -> Option<f64> {
        if let Some(row) = reading.words.row(word, Slot::Numbers) {
            return row.cell(1).parse().ok();
        }
        let nil = reading.words.row(word, Slot::Function)?;
        nil.cell(1).split('+').any(|role| role == "nil").then_some(0.0)
    };
    let (ours, theirs) = (goals(ours)?, goals(theirs)?);
    (ours <= MOST_GOALS && theirs <= MOST_GOALS).then_some((ours, theirs))
}

/// What parts the two sides, and whether it is a mark.
fn versus(reading: &Reading, at: usize) -> Option<(usize, bool)> {
    if reading.is_mark(at, "-–—") {
        return Some((at + 1, true));
    }
    if let Some(hit) = reading.word(at, "versus").or_else(|| reading.word(at, "to")) {
        return Some((at + hit.words as usize, false));
    }
    // The preposition is written onto the second side.
    reading.hits(at).iter().any(|hit| hit.cut.has(Cut::PREPOSITION)).then_some((at, false))
}

fn side(reading: &Reading, at: usize) -> Option<Side> {
    if let Some(hit) = reading.word(at, "nil") {
        return Some(Side { goals: 0.0, to: at + hit.words as usize, named: false, haul: false });
    }
    let haul = reading.hits(at).iter().find_map(|hit| {
        let goals = hit.row.cell(1).strip_prefix("haul_").filter(|_| hit.slot == Slot::Function)?;
        Some((goals.parse::<f64>().ok()?, at + hit.words as usize))
    });
    if let Some((goals, to)) = haul {
        return Some(Side { goals, to, named: false, haul: true });
    }
    if let Some((to, dual)) = goal(reading, at) {
        let one = cardinal(reading, to).filter(|number| number.value == 1.0 && !dual && !number.digits);
        let to = one.map_or(to, |number| number.to);
        return Some(Side { goals: if dual { 2.0 } else { 1.0 }, to, named: true, haul: false })
            .filter(|_| dual || reading.words.units_first());
    }
    let number = cardinal(reading, at).filter(|number| {
        number.value.fract() == 0.0 && number.value <= MOST_GOALS && !number.scaled && !number.definite
    })?;
    let noun = goal(reading, number.to);
    let to = noun.map_or(number.to, |(to, _)| to);
    Some(Side { goals: number.value, to, named: noun.is_some(), haul: false })
}

/// Past a word of goals at `at`, and whether it is in the dual.
fn goal(reading: &Reading, at: usize) -> Option<(usize, bool)> {
    let is_goal = |hit: &&crate::claim::vocabulary::Hit| {
        hit.slot == Slot::Counted && hit.row.cell(1) == "goal" && !hit.cut.has(Cut::ARTICLE)
    };
    let hit = reading.hits(at).iter().find(is_goal)?;
    Some((at + hit.words as usize, hit.cut.has(Cut::DUAL)))
}
