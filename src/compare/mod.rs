//! Events to relations.
//!
//! Takes everything known of a run, gives relations between claims of different articles: candidates,
//! alignment, one detector per kind in `rules`, a calibrated decision. Says no word of formats.

pub mod align;
pub mod candidates;
pub mod classes;
mod clause;
mod counterpart;
pub mod decide;
pub mod explain;
pub mod judge;
pub mod learned;
mod lone;
pub mod reading;
mod reason;
pub mod rules;

use crate::event;
use crate::model::{
    Article, ArticleIx, ArticleText, Claim, ClaimIx, Copies, Event, EventIx, Kind, Quantity, Relation, Side,
    Span, TokenKind, Verdict,
};
use align::Pair;
use counterpart::{Fit, Rarity};
use decide::Decision;
use rayon::prelude::*;
use reading::Reading;
use rules::Trace;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_128;

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
    trace: Trace,
}

/// Every candidate pair with what stands of it.
fn weigh_all(scene: Scene<'_>) -> Vec<((SentenceIx, SentenceIx, EventIx), Weighed)> {
    let pairs = sentence_pairs(scene);
    let readings = Readings::of(scene, &pairs);
    let rarity = Rarity::of(&readings);
    let reprints = Reprints::of(scene);
    let found: Vec<Found> =
        pairs.par_iter().map(|&pair| relate_sentences(scene, &readings, &rarity, &reprints, pair)).collect();
    let mut fits: Vec<Fit> = found.iter().map(|one| one.fit).collect();
    counterpart::make_mutual(&pairs, &mut fits);
    let mut weighed = Vec::with_capacity(pairs.len());
    for ((pair, mut found), fit) in pairs.into_iter().zip(found).zip(fits) {
        let trace = &mut found.trace;
        let whole = found.whole.and_then(|whole| decide::among_counterparts(whole, &fit, trace));
        let clause = found.clause.and_then(|(clause, own)| {
            decide::among_clauses(clause, &Fit { mutual: fit.mutual, ..own }, trace)
        });
        let relation = decide::stronger(whole, clause);
        weighed.push((pair, Weighed { relation, trace: found.trace }));
    }
    weighed
}

/// Relates the claims of every event.
#[must_use]
pub fn relate(scene: Scene<'_>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut related: BTreeMap<(SentenceIx, SentenceIx), Relation> = BTreeMap::new();
    for ((a, b, _), Weighed { relation, trace }) in weigh_all(scene) {
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
    /// Their features, in the order of [`learned::features::NAMES`].
    pub features: [f64; learned::features::COUNT],
    /// What the detectors alone decide.
    pub decision: Option<Decision>,
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
            let pair = Pair::new(one, other);
            let (decision, found) = decide::decide_of_all(&pair, &mut Trace::default());
            let residue = learned::residue::Residue::of(&pair);
            let look = Look {
                a,
                b,
                likeness: 0.0,
                mutual: 0.0,
                likely: learned::likely(&pair, &found, &residue),
                features: learned::features::of(&pair, &found, &residue),
                decision,
            };
            (Some(look), rarity.fit(&pair, event))
        })
        .collect();
    let (looks, mut fits): (Vec<_>, Vec<_>) = looks.into_iter().unzip();
    counterpart::make_mutual(&pairs, &mut fits);
    let measured = looks.into_iter().zip(fits).filter_map(|(look, fit)| {
        look.map(|look| Look { likeness: fit.likeness, mutual: fit.mutual, ..look })
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
        let read = keys.par_iter().filter_map(|&(sentence, event)| {
            Some(((sentence, event), readings_of(scene, sentence, Some(event))?))
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
    pairs
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
    Reading::new(scene.articles.get(article as usize)?, scene.texts.get(article as usize)?, &claims)
}

/// What was found in a pair of sentences, as wholes and in the clauses of them that fit best.
#[derive(Default)]
struct Found {
    whole: Option<Relation>,
    fit: Fit,
    clause: Option<(Relation, Fit)>,
    trace: Trace,
}

fn relate_sentences(
    scene: Scene<'_>,
    readings: &Readings<'_>,
    rarity: &Rarity,
    reprints: &Reprints,
    (a, b, event): (SentenceIx, SentenceIx, EventIx),
) -> Found {
    let mut trace = Trace::default();
    let (Some(one), Some(other)) = (readings.0.get(&(a, event)), readings.0.get(&(b, event))) else {
        return Found::default();
    };
    let pair = Pair::new(one, other);
    let setting = Fit {
        series: is_series(scene, event) || tells_prices(one) && tells_prices(other),
        accord: kind_of(scene, event).is_some_and(event::kinds::EventKind::is_accord),
        contact: kind_of(scene, event).is_some_and(event::kinds::EventKind::is_contact),
        one_toll: kind_of(scene, event).is_some_and(event::kinds::EventKind::has_one_toll),
        ..Fit::default()
    };
    let (mut found, fit) = weigh(&pair, rarity, event, setting, &mut trace);
    if found
        .as_ref()
        .is_some_and(|one| one.finding.kind == Some(Kind::Number) && is_told_there_too(scene, &pair, one))
    {
        found = trace.stop("number", "told_there_too");
    }
    let whole = found.map(|decision| relation(scene, reprints, &pair, decision, event));
    let clause = in_clause(scene, &pair, rarity, reprints, event, setting);
    Found { whole, fit, clause, trace }
}

/// A count from which on the same one hardly stands in two articles by chance.
const MIN_TELLING_COUNT: f64 = 20.0;

/// Whether an article also gives the value that the other has: both list such figures, of several things or hours.
fn is_told_there_too(scene: Scene<'_>, pair: &Pair<'_>, decision: &Decision) -> bool {
    let gives = |article: ArticleIx, value: Option<&String>| {
        let first = scene.claims.partition_point(|claim| claim.article < article);
        let own = scene.claims[first..].iter().take_while(|claim| claim.article == article);
        value.is_some_and(|value| {
            // Small counts stand in every article, of anything.
            let telling = |one: &&Quantity| one.unit.is_some() || one.low >= MIN_TELLING_COUNT;
            let mut given = own.flat_map(|claim| &claim.quantities).filter(telling);
            given.any(|one| rules::figures::text(one) == *value)
        })
    };
    let values = &decision.finding.values;
    gives(pair.a.article, values.get("b")) || gives(pair.b.article, values.get("a"))
}

/// What the detectors decide of a pair, and how well it fits; series and accord are taken from `setting`.
fn weigh(
    pair: &Pair<'_>,
    rarity: &Rarity,
    event: EventIx,
    setting: Fit,
    trace: &mut Trace,
) -> (Option<Decision>, Fit) {
    let Fit { series, accord, contact, one_toll, .. } = setting;
    let mut fit = Fit { series, accord, contact, one_toll, ..rarity.fit(pair, event) };
    let (decision, found) = decide::decide_of_all(pair, trace);
    let decision = decision.map(|mut decision| {
        if decision.finding.verdict == Verdict::Agreement && fit.likeness >= decide::FIT_SURE {
            let likely = learned::likely(pair, &found, &learned::residue::Residue::of(pair));
            decision.finding.features.push(("same_chance", likely.same));
        }
        decision
    });
    if let Some(found) = decision.as_ref().filter(|one| one.finding.verdict != Verdict::Agreement) {
        fit.around = rarity.around(pair, event, &found.finding.a, &found.finding.b);
    }
    (decision, fit)
}

/// What stands between the clauses of two long sentences that fit best.
fn in_clause(
    scene: Scene<'_>,
    pair: &Pair<'_>,
    rarity: &Rarity,
    reprints: &Reprints,
    event: EventIx,
    setting: Fit,
) -> Option<(Relation, Fit)> {
    let common = clause::common(pair, |reading, word| rarity.weigh(reading, word, event))?;
    if common.likeness < decide::FIT_CLAUSE {
        return None;
    }
    let cuts = (clause::Cut::of(pair.a, &common.a)?, clause::Cut::of(pair.b, &common.b)?);
    let (a, b) = (cuts.0.reading(pair.a)?, cuts.1.reading(pair.b)?);
    let part = Pair::new(&a, &b);
    let (decision, fit) = weigh(&part, rarity, event, setting, &mut Trace::default());
    let decision = decision?;
    if !decide::holds_in_clause(&decision) || decide::said_by_both(pair, &decision.finding) {
        return None;
    }
    let mut found = relation(scene, reprints, &part, decision, event);
    (found.a.sentence, found.b.sentence) = (pair.a.span, pair.b.span);
    Some((found, fit))
}

/// Whether an event is of a kind reported time and again, each time with other values: markets, counts, weather.
fn is_series(scene: Scene<'_>, event: EventIx) -> bool {
    kind_of(scene, event).is_some_and(event::kinds::EventKind::is_periodic)
}

fn kind_of(scene: Scene<'_>, event: EventIx) -> Option<event::kinds::EventKind> {
    let kind = scene.events.get(event as usize).and_then(|event| event.kind.as_deref());
    kind.and_then(event::kinds::EventKind::named)
}

/// Whether a sentence tells of a market, whose values change by the hour.
fn tells_prices(reading: &Reading<'_>) -> bool {
    *reading.once.tells_prices.get_or_init(|| {
        let kinds = event::kinds::mentions(reading.tokens, reading.lang);
        kinds.iter().any(|one| one.kind.is_periodic() && one.kind.rank() == 3)
    })
}

fn relation(
    scene: Scene<'_>,
    reprints: &Reprints,
    pair: &Pair<'_>,
    decision: Decision,
    event: EventIx,
) -> Relation {
    let Decision { finding, score, band } = decision;
    let a = side(pair.a, finding.a);
    let b = side(pair.b, finding.b);
    let (origins, reprints) = reprints.origins(scene, a.article, b.article);
    let basis = match event::gate(scene.events, scene.claims, a.claim, b.claim) {
        event::Gate::Linked { basis, .. } => basis,
        _ => {
            let label = scene.events.get(event as usize).map_or("", |event| event.label.as_str());
            reason::say("event_shared", &[("a", reason::plain(label))])
        }
    };
    Relation {
        id: id(pair, finding.rule, &a, &b),
        verdict: finding.verdict,
        kind: finding.kind,
        score,
        band,
        event,
        event_basis: basis,
        a,
        b,
        values: finding.values,
        reason: finding.reason,
        settle: finding.settle,
        origins,
        reprints,
        features: finding.features,
    }
}

fn side(reading: &Reading<'_>, evidence: Vec<Span>) -> Side {
    let holds = |claim: &Claim| evidence.first().is_some_and(|span| claim.span.contains(*span));
    let claim = reading.claims.iter().find(|(_, claim)| holds(claim)).or(reading.claims.first());
    Side {
        article: reading.article,
        claim: claim.map_or(0, |(nth, _)| *nth),
        sentence: reading.span,
        evidence,
    }
}

/// How many articles each article stands for beside itself.
struct Reprints(Vec<u32>);

impl Reprints {
    fn of(scene: Scene<'_>) -> Self {
        let verdicts = &scene.copies.verdicts;
        let mut counts = vec![0; verdicts.len()];
        for (_, one) in verdicts.iter().enumerate().filter(|(nth, one)| one.kept as usize != *nth) {
            if let Some(count) = counts.get_mut(one.kept as usize) {
                *count += 1;
            }
        }
        Self(counts)
    }

    /// Independent origins behind two articles, and the reprints that stand behind either.
    fn origins(&self, scene: Scene<'_>, a: ArticleIx, b: ArticleIx) -> (u32, u32) {
        let (a, b) = (kept(scene, a), kept(scene, b));
        let copies = |of: ArticleIx| self.0.get(of as usize).copied().unwrap_or(0);
        if a == b { (1, copies(a)) } else { (2, copies(a) + copies(b)) }
    }
}

fn id(pair: &Pair<'_>, rule: &str, a: &Side, b: &Side) -> String {
    let place = |reading: &Reading<'_>, side: &Side| {
        format!("{}\u{1f}{}\u{1f}{}", reading.source.id, side.sentence.start, side.sentence.end)
    };
    let key = format!("{rule}\u{1f}{}\u{1f}{}", place(pair.a, a), place(pair.b, b));
    format!("{:016x}", xxh3_128(key.as_bytes()) as u64)
}
