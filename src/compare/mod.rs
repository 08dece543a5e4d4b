//! Events to relations.
//!
//! Takes everything known of a run, gives relations between claims of different articles: candidates,
//! alignment, one detector per kind in `rules`, a calibrated decision. Says no word of formats.

pub mod align;
mod asides;
pub mod candidates;
pub mod classes;
mod clause;
mod counterpart;
pub mod decide;
pub mod explain;
mod full_names;
mod gates;
pub mod judge;
pub mod learned;
mod lone;
pub mod reading;
mod reason;
pub mod rules;
mod sentences;
mod stories;

use crate::model::{
    Article, ArticleIx, ArticleText, Claim, ClaimIx, Copies, Event, EventIx, Relation, Report, TokenKind,
    Verdict,
};
use align::Pair;
use counterpart::{Fit, Rarity};
use decide::Decision;
use full_names::FullNames;
use rayon::prelude::*;
use reading::Reading;
use rules::Trace;
use sentences::{Found, Reprints, relate_sentences};
use std::collections::{BTreeMap, BTreeSet};
use stories::Stories;

/// Everything the comparison looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Articles.
    pub articles: &'a [Article],
    /// Their texts.
    pub texts: &'a [ArticleText],
    /// Claims with their events.
    pub claims: &'a [Claim],
    /// Events.
    pub events: &'a [Event],
    /// Copies: a reprint is no second source.
    pub copies: &'a Copies,
}

impl<'a> Scene<'a> {
    /// What a run has laid out so far.
    #[must_use]
    pub fn of(report: &'a Report) -> Self {
        let Report { articles, texts, claims, events, copies, .. } = report;
        Self { articles, texts, claims, events, copies }
    }
}

/// What the comparison found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Relations, contradictions first, then by score and id.
    pub relations: Vec<Relation>,
    /// How many candidate pairs each gate stopped.
    pub gates: BTreeMap<String, u64>,
}

/// A candidate pair with what may stand of it, each beside how well the words behind it fit.
struct Weighed {
    relation: Option<Relation>,
    /// The numbers of a contradiction that was found among gathered articles, whether or not it is shown.
    stands: Option<Vec<(&'static str, f64)>>,
    trace: Trace,
}

/// Every candidate pair with what stands of it.
fn weigh_all(scene: Scene<'_>) -> Vec<((SentenceIx, SentenceIx, EventIx), Weighed)> {
    let pairs = sentence_pairs(scene);
    let readings = Readings::of(scene, &pairs);
    let rarity = Rarity::of(&readings);
    let (reprints, stories) = (Reprints::of(scene), Stories::of(scene, &readings));
    let found: Vec<Found> = pairs
        .par_iter()
        .map(|&pair| relate_sentences(scene, &readings, &rarity, &reprints, &stories, pair))
        .collect();
    let mut fits: Vec<Fit> = found.iter().map(|one| one.fit).collect();
    counterpart::make_mutual(&pairs, &mut fits);
    let mut weighed = Vec::with_capacity(pairs.len());
    for ((pair, mut found), fit) in pairs.into_iter().zip(found).zip(fits) {
        let trace = &mut found.trace;
        let opposed = gates::are_opposed(found.whole.as_ref(), trace);
        let contradicts = |one: &&Relation| one.verdict == Verdict::Contradiction;
        let in_run = found.whole.as_ref().filter(contradicts);
        let stands = (fit.gathered && in_run.is_some() == found.whole.is_some())
            .then(|| learned::stands::of(in_run, found.alone.as_ref(), &fit))
            .flatten();
        let found_there = in_run.or(found.alone.as_ref()).filter(|_| stands.is_some()).cloned();
        let whole = found.whole.and_then(|whole| gates::among_counterparts(whole, &fit, trace));
        let clause = found.clause.filter(|(clause, _)| !opposed || clause.verdict != Verdict::Agreement);
        let clause = clause.and_then(|(clause, own)| {
            gates::among_clauses(clause, &Fit { mutual: fit.mutual, ..own }, trace)
        });
        let relation = gates::stronger(whole, clause).map(|one| gates::doubt(one, &fit, trace));
        let alone = || found.alone.and_then(|alone| gates::standing_alone(alone, &fit));
        let relation = relation.or_else(alone);
        let chance = stands.as_ref().map_or(0.0, |one| learned::stands_chance(one));
        let relation = gates::among_gathered(relation, || found_there, chance);
        let relation = gates::or_newer(relation, found.newer, &fit);
        weighed.push((pair, Weighed { relation, stands, trace: found.trace }));
    }
    weighed
}

/// Relates the claims of every event.
#[must_use]
pub fn relate(scene: Scene<'_>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut related: BTreeMap<(SentenceIx, SentenceIx), Relation> = BTreeMap::new();
    for ((a, b, _), Weighed { relation, trace, .. }) in weigh_all(scene) {
        if let Some(relation) = relation
            && related.get(&(a, b)).is_none_or(|old| old.score < relation.score)
        {
            related.insert((a, b), relation);
        }
        for (rule, gate) in trace.stops {
            *comparison.gates.entry(format!("{rule}.{gate}")).or_default() += 1;
        }
    }
    comparison.relations.extend(related.into_values());
    comparison.relations.sort_by(|x, y| {
        let first = |one: &Relation| one.verdict != Verdict::Contradiction;
        first(x).cmp(&first(y)).then(y.score.total_cmp(&x.score)).then_with(|| x.id.cmp(&y.id))
    });
    comparison
}

/// A pair of sentences that a run aligned, with the numbers its decision rests on.
#[derive(Debug, Clone)]
pub struct Look {
    /// One sentence: its article and its place in it.
    pub a: (ArticleIx, u32),
    /// The other.
    pub b: (ArticleIx, u32),
    /// Likeness by rare words of their event (Dice), 0–1.
    pub likeness: f64,
    /// That over the best either has in the other's article, 0–1.
    pub mutual: f64,
    /// What the learned model holds of them.
    pub likely: learned::Likely,
    /// What the run knows of them, in the order of [`learned::retold::OF_RUN`].
    pub of_run: [f64; learned::retold::OF_RUN.len()],
    /// What tells one fact from two in a run, in the order of [`learned::retold::NAMES`].
    pub retold: [f64; learned::retold::COUNT],
    /// Their features, in the order of [`learned::features::NAMES`].
    pub features: [f64; learned::features::COUNT],
    /// The numbers of a contradiction that was found, in the run or in the two alone, under the names of [`learned::stands`]; whether
    /// or not it is shown.
    pub stands: Option<Vec<(&'static str, f64)>>,
    /// What the detectors alone decide.
    pub decision: Option<Decision>,
    /// Which gate stopped which detector, those of the run included: likeness by rare words, better counterparts.
    pub stops: Vec<(&'static str, &'static str)>,
}

/// Every pair of sentences a run aligns, whether or not anything is shown of it; to measure thresholds on.
#[must_use]
pub fn survey(scene: Scene<'_>) -> Vec<Look> {
    let pairs = sentence_pairs(scene);
    let readings = Readings::of(scene, &pairs);
    let rarity = Rarity::of(&readings);
    let looks: Vec<(Option<Look>, Fit)> = pairs
        .par_iter()
        .map(|&(a, b, event)| {
            let sides = readings.0.get(&(a, event)).zip(readings.0.get(&(b, event)));
            let Some((one, other)) = sides else { return (None, Fit::default()) };
            let pair = Pair::new(one, other).of_event(sentences::kind_of(scene, event));
            let (decision, found) = decide::decide_of_all(&pair, &mut Trace::default());
            let residue = learned::residue::Residue::of(&pair);
            let look = Look {
                a,
                b,
                likeness: 0.0,
                mutual: 0.0,
                of_run: Default::default(),
                retold: learned::retold::of(&pair),
                stands: None,
                likely: learned::likely(&pair, &found, &residue),
                features: learned::features::of(&pair, &found, &residue),
                decision,
                stops: Vec::new(),
            };
            (Some(look), rarity.fit(&pair, event))
        })
        .collect();
    let (looks, mut fits): (Vec<_>, Vec<_>) = looks.into_iter().unzip();
    counterpart::make_mutual(&pairs, &mut fits);
    let measured =
        looks.into_iter().zip(fits).zip(weigh_all(scene)).filter_map(|((look, fit), (_, weighed))| {
            look.map(|look| Look {
                likeness: fit.likeness,
                mutual: fit.mutual,
                of_run: learned::retold::of_run(&fit),
                stands: weighed.stands,
                stops: weighed.trace.stops,
                ..look
            })
        });
    measured.collect()
}

/// The readings that the pairs need, each made once.
struct Readings<'a>(BTreeMap<(SentenceIx, EventIx), Reading<'a>>);

impl<'a> Readings<'a> {
    fn of(scene: Scene<'a>, pairs: &[(SentenceIx, SentenceIx, EventIx)]) -> Self {
        let keys: BTreeSet<(SentenceIx, EventIx)> =
            pairs.iter().flat_map(|&(a, b, event)| [(a, event), (b, event)]).collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let names = FullNames::of(scene);
        let read = keys.par_iter().filter_map(|&(sentence, event)| {
            let mut reading = readings_of(scene, sentence, Some(event))?;
            let claims = reading.claims.iter().map(|(_, claim)| *claim);
            reading.full_names = names.of_speakers(event, reading.lang, claims);
            Some(((sentence, event), reading))
        });
        Self(read.collect::<Vec<_>>().into_iter().collect())
    }
}

/// A sentence: its article and its place in it.
type SentenceIx = (ArticleIx, u32);

/// Pairs of sentences whose claims of one event are worth aligning, sorted, each once for an event.
fn sentence_pairs(scene: Scene<'_>) -> Vec<(SentenceIx, SentenceIx, EventIx)> {
    let place = |claim: ClaimIx| {
        let claim = scene.claims.get(claim as usize)?;
        Some(((claim.article, claim.sentence), claim.event?))
    };
    let pairs = candidates::pairs(scene).into_iter().filter_map(|(a, b)| {
        let ((one, event), (other, _)) = (place(a)?, place(b)?);
        (!is_reprint(scene, one, other)).then_some((one, other, event))
    });
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    // What already meets in an event is no aside.
    let met: BTreeSet<(SentenceIx, SentenceIx)> = pairs.iter().map(|&(a, b, _)| (a, b)).collect();
    let beside = asides::pairs(scene).into_iter();
    pairs.extend(beside.filter(|&(a, b, _)| !met.contains(&(a, b)) && !is_reprint(scene, a, b)));
    pairs.sort_unstable();
    pairs
}

/// Whether two articles are of different outlets, as far as outlets are known.
fn may_differ(scene: Scene<'_>, a: ArticleIx, b: ArticleIx) -> bool {
    let of = |article: ArticleIx| scene.articles.get(article as usize);
    of(a).zip(of(b)).is_some_and(|(a, b)| !candidates::same_outlet(a, b))
}

/// Whether two sentences of copies are the same words: then one says nothing the other does not. Copies whose sentences
/// differ are compared, and what they agree on has one origin.
fn is_reprint(scene: Scene<'_>, a: SentenceIx, b: SentenceIx) -> bool {
    let words = |(article, sentence): SentenceIx| {
        let text = scene.texts.get(article as usize)?;
        let tokens = text.tokens_of(text.sentences.get(sentence as usize)?);
        Some(tokens.iter().filter(|token| token.kind != TokenKind::Mark).map(|token| &token.folded))
    };
    kept(scene, a.0) == kept(scene, b.0)
        && words(a).zip(words(b)).is_none_or(|(mut one, mut other)| one.by_ref().eq(other.by_ref()))
}

/// The article that stands for `article` and its reprints.
fn kept(scene: Scene<'_>, article: ArticleIx) -> ArticleIx {
    scene.copies.verdicts.get(article as usize).map_or(article, |verdict| verdict.kept)
}

/// The claims of a sentence that its article alone tells.
fn asides_of(scene: Scene<'_>, at: SentenceIx) -> Vec<(ClaimIx, &Claim)> {
    let first = scene.claims.partition_point(|claim| (claim.article, claim.sentence) < at);
    let own = scene.claims[first..].iter().take_while(|claim| (claim.article, claim.sentence) == at);
    let own = own.enumerate().filter(|(_, claim)| asides::is_aside(scene, claim));
    own.map(|(nth, claim)| ((first + nth) as ClaimIx, claim)).collect()
}

/// The reading of a sentence with its claims of `event`, or with all of them; `None` where it has none.
fn readings_of(
    scene: Scene<'_>,
    (article, sentence): SentenceIx,
    event: Option<EventIx>,
) -> Option<Reading<'_>> {
    let first = scene.claims.partition_point(|claim| (claim.article, claim.sentence) < (article, sentence));
    let own = scene.claims[first..]
        .iter()
        .take_while(|claim| (claim.article, claim.sentence) == (article, sentence));
    let claims: Vec<(ClaimIx, &Claim)> = own
        .enumerate()
        .filter(|(_, claim)| event.is_none() || claim.event == event)
        .map(|(nth, claim)| ((first + nth) as ClaimIx, claim))
        .collect();
    let claims = if claims.is_empty() { asides_of(scene, (article, sentence)) } else { claims };
    Reading::new(scene.articles.get(article as usize)?, scene.texts.get(article as usize)?, &claims)
}
