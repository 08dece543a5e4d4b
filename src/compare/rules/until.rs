//! Times up to which something lasts.
//!
//! Takes a reading and a time of it, says whether the time is an end ("until Wednesday"). What lasts has two days, of which each
//! report may give the other. Shared by detectors; none of its own.

use crate::compare::reading::Reading;
use crate::model::TimeRef;
use crate::text::phrase::{self, PhraseIndexes};
use std::sync::LazyLock;

static UNTIL: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("until_words"));

/// Whether a time is that up to which something lasts ("until Wednesday").
pub(super) fn is_until(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let (first, last) = (reading.token_at(time.span.start), reading.token_at(time.span.end));
    phrase::rows_in(&UNTIL, reading.tokens, reading.lang).any(|(hit, row)| match row.cell(1) {
        // An article or "the day of" may stand between, and no word of its own ("taken to hospital on Monday").
        "before" => {
            let between = hit.last_token + 1..first;
            let of_its_own = reading.words.iter().any(|word| between.contains(&(word.token as usize)));
            (1..=2).contains(&first.saturating_sub(hit.last_token)) && !of_its_own
        }
        _ => hit.first_token >= last && hit.first_token - last <= 1,
    })
}
