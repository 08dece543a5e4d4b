//! What an evaluation of one stage found, by any number of views.
//!
//! Takes one case after another, gives precision, recall and F1 by view (kind, language, source …) and the cases
//! that are wrong in words.

use super::tally::Score;
use std::collections::BTreeMap;

/// Counts of one stage against gold.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Gold cases counted.
    pub cases: u32,
    /// Gold cases whose article or words are not in the input; counted nowhere else.
    pub out_of_scope: u32,
    /// (view, name in it) → score; the view `all` has one name, the stage's.
    pub scores: BTreeMap<(&'static str, String), Score>,
    /// (view, true name, found name) → cases.
    pub confusion: BTreeMap<(&'static str, String, String), u32>,
    /// What is wrong, one line a case, in the order of the gold.
    pub wrong: Vec<String>,
}

/// How one case came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Found as the gold says.
    Right,
    /// Not found.
    Missed,
    /// Found otherwise than the gold says: one missed and one wrong.
    Differs,
    /// Found where the gold has nothing.
    Extra,
}

impl Measured {
    /// Counts one case under each of `views`, a view and the name the case has in it.
    pub fn count<'v>(&mut self, outcome: Outcome, views: impl IntoIterator<Item = (&'static str, &'v str)>) {
        self.cases += u32::from(outcome != Outcome::Extra);
        for (view, name) in views {
            let score = self.scores.entry((view, name.to_owned())).or_default();
            score.right += u32::from(outcome == Outcome::Right);
            score.missed += u32::from(matches!(outcome, Outcome::Missed | Outcome::Differs));
            score.wrong += u32::from(matches!(outcome, Outcome::Differs | Outcome::Extra));
        }
    }

    /// Counts what one case is taken for.
    pub fn confuse(&mut self, view: &'static str, truth: &str, found: &str) {
        *self.confusion.entry((view, truth.to_owned(), found.to_owned())).or_default() += 1;
    }

    /// The score over all cases.
    #[must_use]
    pub fn all(&self) -> Score {
        let mut all = self.scores.iter().filter(|((view, _), _)| *view == "all");
        all.next().map(|(_, score)| *score).unwrap_or_default()
    }
}

/// The table as plain lines, for a terminal or a test.
impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} cases, {} not in the input", self.cases, self.out_of_scope)?;
        for ((view, name), score) in &self.scores {
            let Score { right, wrong, missed } = score;
            writeln!(
                f,
                "{view:10} {name:24} P {:.3}  R {:.3}  F1 {:.3}  ({right} right, {wrong} wrong, {missed} missed)",
                score.precision(),
                score.recall(),
                score.f1()
            )?;
        }
        for ((view, truth, found), count) in &self.confusion {
            writeln!(f, "{view:10} {truth} as {found}: {count}")?;
        }
        self.wrong.iter().try_for_each(|line| writeln!(f, "wrong      {line}"))
    }
}
