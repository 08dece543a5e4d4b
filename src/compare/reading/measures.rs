//! What a figure measures: a depth, a price, a prison term.
//!
//! Takes a reading's tokens and a quantity, gives the measure that the words beside it say, else the act it belongs to. Two
//! reports word a measure in their own ways ("fell sixty metres", "the depth of the ravine"), and two languages always do;
//! the measure is the same. The words are data (`<lang>/measures.tsv`), as are the measures and the units they are given in
//! (`common/measures.tsv`, `common/unit_dimensions.tsv`).

use super::{Count, Reading};
use crate::compare::classes::{self, ClassId};
use crate::lexicon;
use crate::model::{Quantity, Token, TokenKind};
use crate::text::phrase::{self, PhraseIndexes, PhraseMatch};
use crate::text::stem::Fit;
use std::sync::LazyLock;

/// A row of `common/measures.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure(u16);

impl Measure {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'static str {
        MEASURES[self.0 as usize].id
    }
}

struct Row {
    id: &'static str,
    dimensions: Vec<&'static str>,
    classes: Vec<ClassId>,
    /// Measures of one family are worded alike.
    family: &'static str,
}

static MEASURES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = lexicon::common().table("measures").rows().iter();
    rows.map(|row| Row {
        id: row.key(),
        dimensions: row.cell(1).split(',').collect(),
        classes: classes::ids(row.cell(2).split(',').filter(|class| !class.is_empty())),
        family: row.cell(3),
    })
    .collect()
});

static CUES: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("measures"));

/// The dimension of figures that have no unit.
const PEOPLE: &str = "people";
/// Tokens before and behind a figure within which a word says what it measures; each token behind counts for two.
const REACH: usize = 9;

/// What a unit measures; of no unit, people.
pub(in crate::compare) fn dimension(unit: Option<&str>) -> Option<&'static str> {
    let Some(unit) = unit else { return Some(PEOPLE) };
    lexicon::common().table("unit_dimensions").get(unit).map(|row| row.cell(1))
}

/// A word that says what a figure measures, with the measures it may say.
pub(super) struct MeasureCue {
    first: usize,
    last: usize,
    says: Vec<Measure>,
}

impl Reading<'_> {
    /// The words of the sentence that say what figures measure.
    pub(super) fn measure_cues(&self) -> Vec<MeasureCue> {
        let sure = |found: &PhraseMatch| found.fit < Fit::Stem;
        let found = phrase::rows_in(&CUES, self.tokens, self.lang).filter(|(found, _)| sure(found));
        found
            .map(|(found, row)| MeasureCue {
                first: found.first_token,
                last: found.last_token,
                says: row.cell(1).split(',').filter_map(named).collect(),
            })
            .collect()
    }

    /// What `quantity` measures, as the nearest word of its kind says, else the act of its count.
    pub(super) fn measure_of(
        &self,
        cues: &[MeasureCue],
        quantity: &Quantity,
        told: &[ClassId],
    ) -> Option<Measure> {
        let dimension = dimension(quantity.unit.as_deref())?;
        let (first, end) =
            (self.token_at(quantity.span.start), self.token_at(quantity.span.end.saturating_sub(1)) + 1);
        let fits = |measure: &Measure| MEASURES[measure.0 as usize].dimensions.contains(&dimension);
        let near = cues.iter().filter_map(|cue| {
            let measure = cue.says.iter().copied().find(|measure| fits(measure))?;
            let (gap, behind) = if cue.last < first {
                (cue.last + 1..first, false)
            } else if cue.first >= end {
                (end..cue.first, true)
            } else {
                // The unit itself may say it ("a tonne").
                (0..0, true)
            };
            let far = if behind { 2 * gap.len() } else { gap.len() };
            let free = far <= REACH && !self.is_parted(gap, dimension, quantity);
            // Of two words at one distance the longer says more.
            free.then_some(((far, usize::MAX - (cue.last - cue.first)), measure))
        });
        if let Some((_, measure)) = near.min_by_key(|(rank, measure)| (*rank, *measure)) {
            return Some(measure);
        }
        let by_act = |row: &Row| {
            row.dimensions.contains(&dimension) && told.iter().any(|class| row.classes.contains(class))
        };
        MEASURES.iter().position(by_act).map(|nth| Measure(nth as u16))
    }

    /// Whether a sentence's end or another figure of the dimension stands between.
    fn is_parted(&self, gap: std::ops::Range<usize>, wanted: &str, own: &Quantity) -> bool {
        let Some(tokens) = self.tokens.get(gap) else { return true };
        let ends = |token: &Token| {
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), "." | ";" | "؛" | "!" | "?" | "؟")
        };
        let other = |token: &Token| {
            let quantities = self.claims.iter().flat_map(|(_, claim)| &claim.quantities);
            let alike =
                |one: &&Quantity| one.span != own.span && dimension(one.unit.as_deref()) == Some(wanted);
            quantities.filter(alike).any(|one| one.span.overlaps(token.span))
        };
        tokens.iter().any(|token| ends(token) || other(token))
    }
}

/// Whether words say that two counts measure two things: a depth and a height.
pub(in crate::compare) fn apart(a: &Count<'_>, b: &Count<'_>) -> bool {
    let family = |measure: Measure| MEASURES[measure.0 as usize].family;
    // How long something goes on is told of a truce and of a sentence too.
    let wide = |measure: Measure| family(measure) == HOW_LONG;
    let other = |(one, other): (Measure, Measure)| family(one) != family(other) && !wide(one) && !wide(other);
    a.quantity.unit.is_some() && a.measure.zip(b.measure).is_some_and(other)
}

/// Whether a measure says how long something goes on, which is told of a thing and of its parts.
pub(in crate::compare) fn is_lasting(measure: Measure) -> bool {
    MEASURES[measure.0 as usize].family == HOW_LONG
}

/// The family of all lengths of time.
const HOW_LONG: &str = "how_long";

fn named(id: &str) -> Option<Measure> {
    MEASURES.iter().position(|row| row.id == id).map(|nth| Measure(nth as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_that_a_word_says_is_known_and_every_unit_has_a_dimension() {
        for lang in lexicon::languages() {
            let Some(lexicon) = lexicon::of(lang) else { continue };
            for row in lexicon.table("measures").rows() {
                assert!(row.cell(1).split(',').all(|id| named(id).is_some()), "{lang}: {}", row.key());
            }
        }
        for row in lexicon::common().table("measures").rows() {
            let known = |class: &str| class.is_empty() || classes::id(class).is_some();
            assert!(row.cell(2).split(',').all(known), "{}: {}", row.key(), row.cell(2));
        }
    }
}
