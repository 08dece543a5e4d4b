//! Times up to which something lasts.
//!
//! Takes a reading and a time of it, says whether the time is an end ("until Wednesday"). What lasts has two days, of which each
//! report may give the other. Shared by detectors; none of its own.

use crate::compare::reading::Reading;
use crate::model::{Span, TimeRef};
use crate::text::phrase::{self, PhraseIndexes};
use std::sync::LazyLock;

static UNTIL: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("until_words"));

/// Whether a time is that up to which something lasts ("until Wednesday").
pub(super) fn is_until(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let ends = reading
        .once
        .ends
        .get_or_init(|| reading.times().map(|time| time.span).filter(ends(reading)).collect());
    ends.contains(&time.span)
}

/// Says of the times of a reading whether each is an end.
fn ends(reading: &Reading<'_>) -> impl Fn(&Span) -> bool {
    let words = phrase::rows_in(&UNTIL, reading.tokens, reading.lang);
    let words: Vec<_> = words.map(|(hit, row)| (hit, row.cell(1) == "before")).collect();
    move |time| {
        let (first, last) = (reading.token_at(time.start), reading.token_at(time.end));
        words.iter().any(|(hit, before)| {
            if !before {
                return hit.first_token >= last && hit.first_token - last <= 1;
            }
            // An article or "the day of" may stand between, and no word of its own ("taken to hospital on Monday").
            let between = hit.last_token + 1..first;
            let of_its_own = reading.words.iter().any(|word| between.contains(&(word.token as usize)));
            (1..=2).contains(&first.saturating_sub(hit.last_token)) && !of_its_own
        })
    }
}
