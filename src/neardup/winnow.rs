//! Shingle hashes to fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003).
//!
//! Of every `window` shingles in a row the least is kept. Two texts that share a run of `window + k − 1` words
//! share at least one fingerprint, and a text keeps about 2/(window + 1) of its shingles.

use super::Config;

/// The window that misses no run of `min_passage_words` words.
pub(super) fn window(config: &Config) -> usize {
    (config.min_passage_words + 1).saturating_sub(config.shingle_words).clamp(1, 64)
}

/// Appends the fingerprints of `shingles`; the same value twice in a row is kept once.
pub(super) fn append(shingles: &[u64], window: usize, prints: &mut Vec<u64>) {
    if shingles.len() <= window {
        prints.extend(shingles.iter().min());
        return;
    }
    // Least of the shingles from the last block border on, and to the next: two looks a shingle for any window.
    let mut before = Vec::with_capacity(window);
    let mut last = None;
    let mut start = 0;
    while start + window <= shingles.len() {
        before.clear();
        let mut least = u64::MAX;
        before.extend(shingles[start..start + window].iter().rev().map(|&s| {
            least = least.min(s);
            least
        }));
        let mut after = u64::MAX;
        for offset in 0..window.min(shingles.len() - window - start + 1) {
            if offset > 0 {
                after = after.min(shingles[start + window + offset - 1]);
            }
            let least = before[window - 1 - offset].min(after);
            if last != Some(least) {
                prints.push(least);
                last = Some(least);
            }
        }
        start += window;
    }
}

/// Appends the fingerprints of further shingles of a text, whose first print is at place `first` of `prints`; those
/// before them that share a window with them come again with them.
pub(super) fn append_on(shingles: &[u64], window: usize, first: usize, prints: &mut Vec<u64>) {
    let before = prints.len();
    append(shingles, window, prints);
    if before > first && prints.get(before) == prints.get(before - 1) {
        prints.remove(before);
    }
}

/// Where the fingerprints stand, in order: the places of the values [`append`] keeps.
pub(super) fn places(shingles: &[u64], window: usize) -> Vec<u32> {
    let mut prints = Vec::new();
    append(shingles, window, &mut prints);
    let mut at = 0;
    let found = prints.into_iter().filter_map(|print| {
        let place = at + shingles[at..].iter().position(|&s| s == print)?;
        at = place;
        Some(place as u32)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_least_of_every_window_is_kept(
            shingles in prop::collection::vec(any::<u64>(), 0..200), window in 1usize..30,
        ) {
            let mut expected: Vec<u64> = if shingles.len() <= window { shingles.iter().min().copied().into_iter().collect() }
                else { shingles.windows(window).filter_map(|w| w.iter().min().copied()).collect() };
            expected.dedup();
            let mut found = Vec::new();
            append(&shingles, window, &mut found);
            prop_assert_eq!(found, expected);
        }
    }
}
