//! Why two sentences are related, or why not.
//!
//! Takes two sentences of a scene, gives every gate, feature and number the decision passed through.

use super::align::{Pair, Tie};
use super::classes::{self, Link};
use super::decide;
use super::reading::Reading;
use super::rules::{Finding, Trace};
use super::{Scene, readings_of};
use crate::model::{ArticleIx, Relation};

/// Everything behind a relation, or behind its absence.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Share of the lighter sentence's substance that is matched, 0–1.
    pub containment: f64,
    /// Matched over all substance, 0–1.
    pub jaccard: f64,
    /// Words that were matched, side `a` first.
    pub matched: Vec<(String, String)>,
    /// Predicates that were tied: words of both sides, how, likeness of their arguments 0–1.
    pub ties: Vec<(String, String, String, f64)>,
    /// Everything the detectors found, with scores; the first is what stands.
    pub findings: Vec<(f64, Finding)>,
    /// Which gate stopped which detector.
    pub stops: Vec<(&'static str, &'static str)>,
    /// Whether the events of the two sentences allow a comparison, and why; filled where a scene is known.
    pub event: Option<String>,
}

/// Explains two sentences of a scene, by article and sentence index; `None` where either has no claims.
#[must_use]
pub fn sentences(scene: Scene<'_>, one: (ArticleIx, u32), other: (ArticleIx, u32)) -> Option<Explanation> {
    let (a, b) = (readings_of(scene, one, None)?, readings_of(scene, other, None)?);
    let mut explanation = of_readings(&a, &b);
    let events = |reading: &Reading<'_>| -> Vec<u32> {
        reading.claims.iter().filter_map(|(_, claim)| claim.event).collect()
    };
    let (left, right) = (events(&a), events(&b));
    let shared =
        left.iter().find(|event| right.contains(event)).and_then(|&nth| scene.events.get(nth as usize));
    explanation.event = Some(match shared {
        Some(event) => event.label.clone(),
        None if left.is_empty() || right.is_empty() => "no event could be told for one of the two".to_owned(),
        None => "the two belong to different events".to_owned(),
    });
    Some(explanation)
}

/// Explains a relation of a finished run.
#[must_use]
pub fn relation(scene: Scene<'_>, relation: &Relation) -> Option<Explanation> {
    let place = |side: &crate::model::Side| {
        let claim = scene.claims.get(side.claim as usize)?;
        Some((side.article, claim.sentence))
    };
    sentences(scene, place(&relation.a)?, place(&relation.b)?)
}

/// Explains two readings.
#[must_use]
pub fn of_readings(one: &Reading<'_>, other: &Reading<'_>) -> Explanation {
    let pair = Pair::new(one, other);
    let mut trace = Trace::default();
    let stands = decide::decide(&pair, &mut trace);
    let mut findings: Vec<(f64, Finding)> =
        decide::all(&pair, &mut Trace::default()).into_iter().map(|one| (one.score, one.finding)).collect();
    findings.sort_by_key(|(_, finding)| stands.as_ref().is_none_or(|best| best.finding != *finding));
    Explanation {
        containment: pair.containment,
        jaccard: pair.jaccard,
        matched: matched(&pair),
        ties: ties(&pair),
        findings,
        stops: trace.stops,
        event: None,
    }
}

fn matched(pair: &Pair<'_>) -> Vec<(String, String)> {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let word = |reading: &Reading<'_>, nth: usize| {
        reading.words_of(reading.tokens[reading.words[nth].token as usize].span).to_owned()
    };
    hits.map(|(a, b)| (word(pair.a, a), word(pair.b, b))).collect()
}

fn ties(pair: &Pair<'_>) -> Vec<(String, String, String, f64)> {
    pair.links
        .iter()
        .map(|link| {
            let (one, other) = pair.acts(link);
            let name = |id| classes::class(id).name;
            let how = match link.link {
                Tie::Stem => "same word".to_owned(),
                Tie::Class(Link::Same(class)) => format!("both {}", name(class)),
                Tie::Class(Link::Near(a, b)) => format!("{} near {}", name(a), name(b)),
                Tie::Class(Link::Direct(a, b)) => format!("{} against {}", name(a), name(b)),
                Tie::Class(Link::Framing(a, b)) => format!("{} opposed in framing to {}", name(a), name(b)),
                Tie::Class(Link::None) => String::new(),
            };
            let sign = if pair.same_polarity(link) { "" } else { ", polarity differs" };
            let words = (pair.a.words_of(one.span).to_owned(), pair.b.words_of(other.span).to_owned());
            (words.0, words.1, format!("{how}{sign}"), link.args)
        })
        .collect()
}
