//! Which words of two readings are one.
//!
//! Takes two readings, gives for each word of the first its match in the second, and how alike two groups of their words are.

use crate::compare::reading::{Reading, Word};

/// Matches words one to one, in order of the first side: by a shared key, by the consonants of a name, by spelling.
pub(super) fn match_words(a: &Reading<'_>, b: &Reading<'_>) -> Vec<Option<(u32, f64)>> {
    let same_language = a.lang == b.lang;
    let by_key = b.words_by_key();
    let holding = |key: u64| {
        let from = by_key.partition_point(|held| held.0 < key);
        by_key[from..].iter().take_while(move |held| held.0 == key).map(|(_, nth)| nth)
    };
    let mut taken = vec![false; b.words.len()];
    let mut matched: Vec<Option<(u32, f64)>> = vec![None; a.words.len()];
    for (nth, word) in a.words.iter().enumerate() {
        let exact = |other: &u32| !taken[*other as usize] && b.words[*other as usize].folded == word.folded;
        let of_keys = || word.keys.iter().flat_map(|&key| holding(key));
        let hit = of_keys().find(|other| exact(other)).or_else(|| of_keys().find(|o| !taken[**o as usize]));
        if let Some(&other) = hit {
            taken[other as usize] = true;
            matched[nth] = Some((other, 1.0));
        }
    }
    for (nth, word) in a.words.iter().enumerate().filter(|(_, word)| !word.skeleton.is_empty()) {
        if matched[nth].is_some() {
            continue;
        }
        let fits = |(at, other): &(usize, &Word)| !taken[*at] && is_near(word, other, same_language);
        if let Some((other, _)) = b.words.iter().enumerate().find(fits) {
            taken[other] = true;
            matched[nth] = Some((other as u32, 0.85));
        }
    }
    if !same_language {
        match_translations(a, b, &mut taken, &mut matched);
    }
    matched
}

/// How surely two words that a learned table translates into each other are one.
const TRANSLATED: f64 = 0.8;

/// Matches what is left of two languages by the English stems that translate it.
fn match_translations(
    a: &Reading<'_>,
    b: &Reading<'_>,
    taken: &mut [bool],
    matched: &mut [Option<(u32, f64)>],
) {
    for (nth, word) in a.words.iter().enumerate().filter(|(_, word)| !word.pivots.is_empty()) {
        if matched[nth].is_some() {
            continue;
        }
        let translates = |other: &Word| other.pivots.iter().any(|pivot| word.pivots.contains(pivot));
        let hit = b.words.iter().enumerate().find(|(at, other)| !taken[*at] && translates(other));
        if let Some((other, _)) = hit {
            taken[other] = true;
            matched[nth] = Some((other as u32, TRANSLATED));
        }
    }
}

/// Whether two words are spellings of one name or one long word.
fn is_near(a: &Word, b: &Word, same_language: bool) -> bool {
    let one_name = if same_language {
        a.name && b.name && a.skeleton.is_like(&b.skeleton)
    } else {
        (a.name || b.name) && a.skeleton.meets(&b.skeleton)
    };
    if one_name {
        return true;
    }
    let long = |word: &Word| word.folded.chars().nth(LEAST_SPELLED - 1).is_some();
    same_language && one_edit_apart(&a.folded, &b.folded) && long(a) && long(b)
}

/// Letters of a word of which one may be another.
const LEAST_SPELLED: usize = 6;

/// Whether two words are the same but for one letter at most: another, or one more.
fn one_edit_apart(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (before_a, before_b) = (a.clone(), b.clone());
        match (a.next(), b.next()) {
            (None, None) => return true,
            (x, y) if x == y => {}
            _ => {
                let (rest_a, rest_b) = (a.as_str(), b.as_str());
                return rest_a == rest_b || rest_a == before_b.as_str() || before_a.as_str() == rest_b;
            }
        }
    }
}

/// How alike two groups of words are, as a share of the lighter, and how many of them meet.
pub(super) fn likeness(
    matched: &[Option<(u32, f64)>],
    words_a: &[Word],
    words_b: &[Word],
    of_a: &[u32],
    of_b: &[u32],
) -> (f64, usize) {
    let mut shared = 0.0;
    let mut count = 0;
    for &nth in of_a {
        // One name may stand twice; a match elsewhere of the same key is as good.
        let word = &words_a[nth as usize];
        let direct = matched[nth as usize].filter(|(other, _)| of_b.contains(other)).map(|(_, score)| score);
        let score = direct.or_else(|| {
            let again =
                |other: &&u32| words_b[**other as usize].keys.iter().any(|key| word.keys.contains(key));
            of_b.iter().find(again).map(|_| 1.0)
        });
        if let Some(score) = score {
            shared += score * word.weight;
            count += 1;
        }
    }
    let weigh = |words: &[Word], of: &[u32]| of.iter().map(|&nth| words[nth as usize].weight).sum::<f64>();
    let least = weigh(words_a, of_a).min(weigh(words_b, of_b));
    (ratio(shared, least), count)
}

/// A part over a whole, 0–1; 0 of nothing.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole <= 0.0 { 0.0 } else { (part / whole).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_edit_is_a_distance_of_one_at_most(a in "[abج]{0,6}", b in "[abج]{0,6}") {
            prop_assert_eq!(one_edit_apart(&a, &b), strsim::levenshtein(&a, &b) <= 1, "{} {}", a, b);
        }
    }
}
