//! Counts of right and wrong.
//!
//! Takes gold pairs and what was found for them, gives a confusion table and figures by label, kind and band.

use super::gold::{GoldPair, Label};
use crate::model::{Band, Kind, Verdict};
use std::collections::BTreeMap;

/// What was found for a gold pair.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Found {
    /// The relation; `None` where nothing was found.
    pub verdict: Option<Verdict>,
    /// The kind of contradiction.
    pub kind: Option<Kind>,
    /// The band.
    pub band: Option<Band>,
    /// The score, 0–1.
    pub score: f64,
    /// Whether both sentences are in the articles that were compared.
    pub in_scope: bool,
}

/// Precision, recall and F1 of one thing.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Found and true.
    pub right: u32,
    /// Found and not true.
    pub wrong: u32,
    /// True and not found.
    pub missed: u32,
}

impl Score {
    /// Share of what was found that is true, 0–1; 0 where nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of what is true that was found, 0–1.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// Everything counted over one set of gold pairs.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Pairs counted.
    pub pairs: u32,
    /// Pairs whose sentences are not in the articles compared; counted nowhere else.
    pub out_of_scope: u32,
    /// (true label, found relation or `none`) → pairs.
    pub confusion: BTreeMap<(&'static str, &'static str), u32>,
    /// By relation.
    pub relations: BTreeMap<&'static str, Score>,
    /// By kind of contradiction; right only where the kind is.
    pub kinds: BTreeMap<&'static str, Score>,
    /// Contradictions by band: right, wrong; nothing is missed in a band.
    pub bands: BTreeMap<&'static str, Score>,
    /// Pairs of two events or of different claims that were called agreement or contradiction.
    pub false_flags: u32,
    /// Pairs of two events or of different claims.
    pub hard_negatives: u32,
}

impl Tally {
    /// Counts `found` against `pairs`, which stand in the same order.
    #[must_use]
    pub fn of(pairs: &[GoldPair], found: &[Found]) -> Self {
        let mut tally = Self::default();
        for (pair, found) in pairs.iter().zip(found) {
            tally.count(pair, found);
        }
        tally
    }

    fn count(&mut self, pair: &GoldPair, found: &Found) {
        if !found.in_scope {
            self.out_of_scope += 1;
            return;
        }
        self.pairs += 1;
        let given = found.verdict.map_or("none", |verdict| Label::Related(verdict).name());
        *self.confusion.entry((pair.label.name(), given)).or_default() += 1;
        let flagged = matches!(found.verdict, Some(Verdict::Agreement | Verdict::Contradiction));
        if matches!(pair.label, Label::DifferentEvent | Label::None) {
            self.hard_negatives += 1;
            self.false_flags += u32::from(flagged);
        }
        let truth = match pair.label {
            Label::Related(verdict) => Some(verdict),
            _ => None,
        };
        count_one(&mut self.relations, truth.map(Verdict::name), found.verdict.map(Verdict::name));
        if pair.kind.is_some() || found.kind.is_some() {
            count_one(&mut self.kinds, pair.kind.map(Kind::name), found.kind.map(Kind::name));
        }
        if let (Some(Verdict::Contradiction), Some(band)) = (found.verdict, found.band) {
            let score = self.bands.entry(band.name()).or_default();
            if truth == Some(Verdict::Contradiction) { score.right += 1 } else { score.wrong += 1 }
        }
    }

    /// Mean F1 of the named relations.
    #[must_use]
    pub fn macro_f1(&self, names: &[&str]) -> f64 {
        let sum: f64 = names.iter().map(|name| self.relation(name).f1()).sum();
        sum / names.len().max(1) as f64
    }

    /// The score of one relation.
    #[must_use]
    pub fn relation(&self, name: &str) -> Score {
        self.relations.get(name).copied().unwrap_or_default()
    }
}

fn count_one(
    scores: &mut BTreeMap<&'static str, Score>,
    truth: Option<&'static str>,
    given: Option<&'static str>,
) {
    match (truth, given) {
        (Some(truth), Some(given)) if truth == given => scores.entry(truth).or_default().right += 1,
        (truth, given) => {
            if let Some(truth) = truth {
                scores.entry(truth).or_default().missed += 1;
            }
            if let Some(given) = given {
                scores.entry(given).or_default().wrong += 1;
            }
        }
    }
}

/// The table as plain lines, for a terminal or a test.
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} pairs, {} not in the articles", self.pairs, self.out_of_scope)?;
        writeln!(f, "false flags on hard negatives: {} of {}", self.false_flags, self.hard_negatives)?;
        for (title, scores) in [("relation", &self.relations), ("kind", &self.kinds), ("band", &self.bands)] {
            for (name, score) in scores {
                let Score { right, wrong, missed } = score;
                writeln!(
                    f,
                    "{title:9} {name:14} P {:.3}  R {:.3}  F1 {:.3}  ({right} right, {wrong} wrong, {missed} missed)",
                    score.precision(),
                    score.recall(),
                    score.f1()
                )?;
            }
        }
        for ((truth, given), count) in &self.confusion {
            writeln!(f, "{truth:16} as {given:14} {count}")?;
        }
        Ok(())
    }
}
