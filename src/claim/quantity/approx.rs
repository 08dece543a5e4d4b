//! Words beside a number that widen or open it.
//!
//! A number stated as it is stands for itself. "About" widens it to ten per cent either way, at least to half
//! its own rounding step and by that to a fifth of it at most: about 3 million is 2.5 to 3.5 million, about 33 is
//! 29.7 to 36.3. "Nearly" widens it
//! downwards only. "More than", "at least", "up to" and "fewer than" open one side.

use super::amount::{Amount, Kind};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Hit, Slot};
use crate::lexicon;
use crate::model::Rounding;

/// Share of the value by which "about" widens it.
pub(super) const ABOUT: f64 = 0.1;

/// The most that a coarse rounding step widens "about" to.
const WIDEST: f64 = 0.2;

/// What an approximator does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    About,
    Nearly,
    Over,
    AtLeast,
    Under,
    AtMost,
    Between,
}

impl Bound {
    fn of(hit: &Hit) -> Option<Self> {
        Some(match hit.row.cell(1) {
            "about" => Self::About,
            "nearly" => Self::Nearly,
            "over" => Self::Over,
            "at_least" => Self::AtLeast,
            "under" => Self::Under,
            "at_most" => Self::AtMost,
            "between" => Self::Between,
            _ => return None,
        })
    }
}

/// The tokens of a number with its approximators.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) bound: Option<Bound>,
}

/// Looks for approximators on both sides of `amount`, not further back than token `free`.
pub(super) fn around(reading: &Reading, amount: &Amount, free: usize) -> Around {
    let mut around = Around { from: amount.from, to: amount.to, bound: None };
    while let Some((at, hit)) = before(reading, around.from).filter(|(at, _)| *at >= free) {
        let bound = Bound::of(&hit).filter(|bound| *bound != Bound::AtMost || !is_reached(reading, at, &hit));
        around.from = at;
        around.bound = strongest(bound, around.bound);
    }
    if around.bound.is_none() {
        around.bound = above_head(reading, around.from, free);
    }
    // Behind the number or behind one noun: "12 dead at least", "30 or more".
    for at in [amount.number_to, amount.to, amount.to + 1, amount.to + 2] {
        let Some(hit) = reading.hit(at, Slot::Approximators).filter(|h| h.row.cell(2) != "before") else {
            continue;
        };
        around.bound = strongest(Bound::of(&hit), around.bound);
        if at <= amount.to {
            around.to = around.to.max(at + hit.words as usize);
        }
        break;
    }
    around
}

/// Whether a word that may say "at most" stands behind a verb that says what was reached («выросло до 121»).
fn is_reached(reading: &Reading, at: usize, hit: &Hit) -> bool {
    let Some(verb) = at.checked_sub(1).and_then(|before| reading.tokens.get(before)) else { return false };
    let cues = lexicon::of(reading.lang).map(|words| words.table("figure_cues"));
    let phrase = format!("{} {}", verb.folded, hit.row.key());
    cues.and_then(|cues| cues.get(&phrase)).is_some_and(|row| row.cell(1) == "later")
}

/// Tokens between a verb of exceeding and the figure, where what is counted stands between them.
const HEAD: usize = 6;

/// «تجاوز عدد الجرحى الأربعين»: the verb, then "the number of …", then the figure that is exceeded.
fn above_head(reading: &Reading, from: usize, free: usize) -> Option<Bound> {
    let head = (from.saturating_sub(HEAD).max(free)..from)
        .rev()
        .find(|&at| reading.word(at, "number_of").is_some() || reading.is_mark(at, ".,،؛;"))?;
    reading.word(head, "number_of")?;
    let (at, hit) = reading.hit_before(head, Slot::Approximators)?;
    let exceeds = hit.row.cell(2) == "before" && matches!(hit.row.cell(1), "over" | "at_most");
    (at >= free && exceeds).then(|| Bound::of(&hit)).flatten()
}

fn before(reading: &Reading, end: usize) -> Option<(usize, Hit)> {
    // "More than (1,300)": a bracket may stand around the figure.
    let open = end.checked_sub(1).filter(|&at| reading.is_mark(at, "(["));
    let hit = reading.hit_before(end, Slot::Approximators);
    let hit = hit.or_else(|| reading.hit_before(open?, Slot::Approximators));
    hit.filter(|(_, h)| h.row.cell(2) != "after")
}

/// A bound that opens a side says more than "about".
fn strongest(new: Option<Bound>, old: Option<Bound>) -> Option<Bound> {
    match (new, old) {
        (Some(Bound::About | Bound::Nearly), Some(old)) => Some(old),
        (Some(new), _) => Some(new),
        (None, old) => old,
    }
}

/// The interval of `amount` under `bound`, and how it came about.
pub(super) fn bounds(amount: &Amount, bound: Option<Bound>) -> (f64, f64, Rounding) {
    let (low, high) = (amount.low, amount.high);
    let slack = |value: f64| (value.abs() * ABOUT).max((amount.step / 2.0).min(value.abs() * WIDEST));
    let own = match amount.kind {
        Kind::Range => Rounding::Range,
        Kind::Vague => Rounding::Vague,
        Kind::Stated | Kind::Dual | Kind::Score => Rounding::Exact,
        Kind::Share { .. } => Rounding::About,
    };
    let widened = if let Kind::Share { slack } = amount.kind { slack } else { 0.0 };
    match bound {
        None | Some(Bound::Between) => (low - widened, high + widened, own),
        Some(Bound::About) => (low - slack(low), high + slack(high), Rounding::About),
        Some(Bound::Nearly) => (low - slack(low), high, Rounding::About),
        Some(Bound::Over | Bound::AtLeast) => (low, f64::INFINITY, Rounding::AtLeast),
        Some(Bound::Under | Bound::AtMost) => (f64::NEG_INFINITY, high, Rounding::AtMost),
    }
}
