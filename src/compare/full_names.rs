//! Who is meant by a surname alone.
//!
//! Takes the claims of a run, gives for each event the full names its reports hold. A report that names somebody by the
//! surname alone means whom the other reports of the event name in full, where that is one.

use super::Scene;
use crate::model::{Claim, EventIx, Lang};
use ahash::AHashMap;

/// The full names of each event, by their words and languages; none for a word that several hold.
pub(super) struct FullNames(AHashMap<(EventIx, Lang), AHashMap<String, Option<String>>>);

impl FullNames {
    /// Collects the names of all claims. Costs a look at each claim.
    pub(super) fn of(scene: Scene<'_>) -> Self {
        let mut all: AHashMap<(EventIx, Lang), AHashMap<String, Option<String>>> = AHashMap::new();
        for claim in scene.claims {
            let Some(event) = claim.event else { continue };
            let Some(text) = scene.texts.get(claim.article as usize) else { continue };
            let holding = all.entry((event, text.lang)).or_default();
            for name in names(claim) {
                for word in name.split(' ') {
                    let held = holding.entry(word.to_owned()).or_insert_with(|| Some(name.to_owned()));
                    *held = held.take().and_then(|old| longer(old, name));
                }
            }
        }
        Self(all)
    }

    /// The speakers of `claims` that are one word, with their full names; sorted.
    pub(super) fn of_speakers<'c>(
        &self,
        event: EventIx,
        lang: Lang,
        claims: impl Iterator<Item = &'c Claim>,
    ) -> Vec<(String, String)> {
        let Some(holding) = self.0.get(&(event, lang)) else { return Vec::new() };
        let surnames = claims.filter_map(|claim| claim.speaker.as_ref()).map(|one| &one.canonical);
        let full = surnames.filter(|name| !name.contains(' ')).filter_map(|name| {
            let full = holding.get(name)?.as_ref()?;
            Some((name.clone(), full.clone()))
        });
        let mut full: Vec<(String, String)> = full.collect();
        full.sort();
        full.dedup();
        full
    }
}

/// The names of two words and more in a claim, its speaker's with them.
fn names(claim: &Claim) -> impl Iterator<Item = &str> {
    let speaker = claim.speaker.iter().map(|one| one.canonical.as_str());
    claim
        .participants
        .iter()
        .map(|one| one.canonical.as_str())
        .chain(speaker)
        .filter(|name| name.contains(' '))
}

/// The longer of two names of which one holds all words of the other; none where they are two.
fn longer(one: String, other: &str) -> Option<String> {
    let holds = |long: &str, short: &str| short.split(' ').all(|word| long.split(' ').any(|own| own == word));
    if holds(&one, other) { Some(one) } else { holds(other, &one).then(|| other.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_form_of_one_name_is_kept_and_two_names_are_none() {
        assert_eq!(longer("amin tawil".to_owned(), "amin al tawil").as_deref(), Some("amin al tawil"));
        assert_eq!(longer("amin tawil".to_owned(), "samir tawil"), None);
    }
}
