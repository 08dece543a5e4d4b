//! What is left of two sentences once everything they share is set side by side.
//!
//! Takes an aligned pair, gives the words and acts of each side that have no counterpart, how the left-over acts stand to
//! each other, and the words that stand in one another's place. Decides nothing.

use crate::compare::align::Pair;
use crate::compare::classes::{self, Link};
use crate::compare::reading::Reading;
use crate::model::Span;

/// The left-over words and acts of both sides.
#[derive(Debug, Clone, Default)]
pub struct Residue {
    /// Words of `a` without a counterpart, as indexes into its words.
    pub words_a: Vec<u32>,
    /// Words of `b` without a counterpart.
    pub words_b: Vec<u32>,
    /// Known acts of `a` that no alike act of `b` answers, as indexes into its acts.
    pub acts_a: Vec<usize>,
    /// Known acts of `b` that no alike act of `a` answers.
    pub acts_b: Vec<usize>,
    /// How left-over acts of the two sides stand to each other, where anything is known.
    pub links: Vec<Link>,
    /// Words that stand in one another's place: each beside the same matched word.
    pub beside: Vec<(u32, u32)>,
}

impl Residue {
    /// What `pair` leaves over.
    #[must_use]
    pub fn of(pair: &Pair<'_>) -> Self {
        let free_a = |nth: usize| pair.matched[nth].is_none();
        let mut taken = vec![false; pair.b.words.len()];
        for (hit, _) in pair.matched.iter().flatten() {
            taken[*hit as usize] = true;
        }
        let left = |words: usize, free: &dyn Fn(usize) -> bool| -> Vec<u32> {
            (0..words).filter(|nth| free(*nth)).map(|nth| nth as u32).collect()
        };
        let words_a = left(pair.a.words.len(), &free_a);
        let words_b = left(pair.b.words.len(), &|nth| !taken[nth]);
        let alone = |reading: &Reading<'_>, answered: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let known = |nth: &usize| {
                let act = &reading.acts[*nth];
                !act.reports && !act.classes.is_empty() && !answered(*nth)
            };
            (0..reading.acts.len()).filter(known).collect()
        };
        let acts_a = alone(pair.a, &|nth| pair.links.iter().any(|link| link.a == nth && link.is_same()));
        let acts_b = alone(pair.b, &|nth| pair.links.iter().any(|link| link.b == nth && link.is_same()));
        let links = acts_a.iter().flat_map(|&x| acts_b.iter().map(move |&y| (x, y)));
        let links = links.map(|(x, y)| classes::link(&pair.a.acts[x].classes, &pair.b.acts[y].classes));
        let links = links.filter(|link| *link != Link::None).collect();
        let beside = beside(pair, &taken);
        Self { words_a, words_b, acts_a, acts_b, links, beside }
    }

    /// Keys of what is left over on either side: `=class` for acts of a known class, `~stem` for words that are no names;
    /// sorted, each once.
    #[must_use]
    pub fn keys(&self, pair: &Pair<'_>) -> Vec<String> {
        let mut keys = Vec::new();
        for (reading, words, acts) in
            [(pair.a, &self.words_a, &self.acts_a), (pair.b, &self.words_b, &self.acts_b)]
        {
            keys.extend(
                acts.iter()
                    .flat_map(|&nth| &reading.acts[nth].classes)
                    .map(|&class| format!("={}", classes::class(class).name)),
            );
            keys.extend(words.iter().filter_map(|&nth| {
                let word = &reading.words[nth as usize];
                let token = reading.tokens.get(word.token as usize).filter(|_| !word.name)?;
                Some(format!("~{}", token.stem))
            }));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Spans of the left-over words of both sides.
    #[must_use]
    pub fn spans(&self, pair: &Pair<'_>) -> (Vec<Span>, Vec<Span>) {
        let of = |reading: &Reading<'_>, words: &[u32]| -> Vec<Span> {
            let tokens = words
                .iter()
                .filter_map(|&nth| reading.tokens.get(reading.words[nth as usize].token as usize));
            tokens.map(|token| token.span).collect()
        };
        (of(pair.a, &self.words_a), of(pair.b, &self.words_b))
    }
}

/// Left-over words that stand right before or after the same matched word on both sides.
fn beside(pair: &Pair<'_>, taken: &[bool]) -> Vec<(u32, u32)> {
    let next = |reading: &Reading<'_>, at: u32, step: i64| -> Option<u32> {
        let to = u32::try_from(i64::from(at) + step).ok()?;
        let gap =
            i64::from(reading.words.get(to as usize)?.token) - i64::from(reading.words[at as usize].token);
        (gap.abs() <= 2).then_some(to)
    };
    let mut found = Vec::new();
    for (nth, hit) in pair.matched.iter().enumerate() {
        let Some((hit, _)) = *hit else { continue };
        for step in [-1, 1] {
            let (Some(a), Some(b)) = (next(pair.a, nth as u32, step), next(pair.b, hit, step)) else {
                continue;
            };
            if pair.matched[a as usize].is_none() && !taken[b as usize] && !found.contains(&(a, b)) {
                found.push((a, b));
            }
        }
    }
    found
}
