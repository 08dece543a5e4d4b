//! Times up to which something lasts.
//!
//! Takes a reading and a time of it, says whether the time is an end ("until Wednesday"). What lasts has two days, of which each
//! report may give the other. Shared by detectors; none of its own.

use crate::compare::reading::Reading;
use crate::lexicon;
use crate::model::{Lang, TimeRef};
use crate::text::phrase::PhraseIndex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static UNTIL: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("until_words"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// Whether a time is that up to which something lasts ("until Wednesday").
pub(super) fn is_until(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let Some((index, lexicon)) = UNTIL.get(&reading.lang).zip(lexicon::of(reading.lang)) else {
        return false;
    };
    let (first, last) = (reading.token_at(time.span.start), reading.token_at(time.span.end));
    let rows = lexicon.table("until_words").rows();
    index.matches(reading.tokens).into_iter().any(|hit| match rows.get(hit.row).map(|row| row.cell(1)) {
        // An article or "the day of" may stand between, and no word of its own ("taken to hospital on Monday").
        Some("before") => {
            let between = hit.last_token + 1..first;
            let of_its_own = reading.words.iter().any(|word| between.contains(&(word.token as usize)));
            (1..=2).contains(&first.saturating_sub(hit.last_token)) && !of_its_own
        }
        Some(_) => hit.first_token >= last && hit.first_token - last <= 1,
        None => false,
    })
}
