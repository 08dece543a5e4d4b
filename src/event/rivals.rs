//! What tells recurring contacts of the same people apart.
//!
//! Two presidents meet again and again, and each time talk of the same war. A word that most reports of their
//! meetings hold says nothing of which meeting a report means, however rare it is in news at large.

use super::frame::{Frame, named_alike};
use super::terms::Term;
use crate::model::EventRole;
use ahash::AHashMap;
use rayon::prelude::*;

/// Rivals from which on their common words are set aside.
const MIN_RIVALS: usize = 3;
/// Rivals looked at.
const MAX_RIVALS: usize = 500;

/// Takes out of the telling words of each undated contact those that more than half of its rivals, and more than two, hold: reports
/// of contacts with someone who takes part in this one too.
pub(crate) fn tell_apart(frames: &mut [Frame]) {
    let contacts: Vec<usize> = (0..frames.len())
        .filter(|&nth| {
            frames[nth].role == EventRole::Main && frames[nth].kind().is_some_and(|kind| kind.is_contact())
        })
        .collect();
    let told: Vec<(usize, Vec<Term>)> =
        contacts.par_iter().map(|&nth| (nth, apart_from_rivals(frames, &contacts, nth))).collect();
    for (nth, telling) in told {
        frames[nth].telling = telling;
    }
}

fn apart_from_rivals(frames: &[Frame], contacts: &[usize], nth: usize) -> Vec<Term> {
    let own = &frames[nth];
    let rivals = contacts.iter().filter(|&&other| named_alike(own, &frames[other]) > 0);
    let rivals: Vec<usize> = rivals.copied().take(MAX_RIVALS).collect();
    if own.when.is_some() || rivals.len() < MIN_RIVALS {
        return own.telling.clone();
    }
    let mut holding: AHashMap<Term, usize> = AHashMap::new();
    for &rival in &rivals {
        frames[rival].telling.iter().for_each(|&term| *holding.entry(term).or_default() += 1);
    }
    let most = (rivals.len() / 2).max(2);
    let rare = |term: &Term| holding.get(term).is_none_or(|&held| held <= most);
    own.telling.iter().copied().filter(rare).collect()
}
