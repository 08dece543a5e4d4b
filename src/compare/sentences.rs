//! One pair of sentences to what may stand between them.
//!
//! Takes a pair with its readings, gives the relation of the wholes and that of the clauses that fit best, each beside how well
//! the words behind it fit. What stands once the other sentences are known is decided in `decide`.

use super::align::Pair;
use super::counterpart::{Fit, Rarity};
use super::decide::{self, Decision};
use super::gates;
use super::reading::{Count, Reading};
use super::rules::{self, Trace};
use super::stories::{Of, Stories};
use super::{Readings, Scene, SentenceIx, clause, kept, learned, lone, reason};
use crate::event;
use crate::model::{ArticleIx, Claim, EventIx, Kind, Quantity, Relation, Side, Span, Verdict};
use xxhash_rust::xxh3::xxh3_128;

/// What was found in a pair of sentences, as wholes and in the clauses of them that fit best.
#[derive(Default)]
pub(super) struct Found {
    pub(super) whole: Option<Relation>,
    pub(super) fit: Fit,
    pub(super) clause: Option<(Relation, Fit)>,
    /// How two sentences of one story would contradict each other if they were given alone.
    pub(super) alone: Option<Relation>,
    /// What the later of them would tell as newer.
    pub(super) newer: Option<Relation>,
    pub(super) trace: Trace,
}

pub(super) fn relate_sentences(
    scene: Scene<'_>,
    readings: &Readings<'_>,
    rarity: &Rarity,
    reprints: &Reprints,
    stories: &Stories,
    (a, b, event): (SentenceIx, SentenceIx, EventIx),
) -> Found {
    let mut trace = Trace::default();
    let (Some(one), Some(other)) = (readings.0.get(&(a, event)), readings.0.get(&(b, event))) else {
        return Found::default();
    };
    let pair = Pair::new(one, other).of_event(stories.kind(event));
    let mut setting = stories.setting(event, one.article, other.article);
    setting.series |= tells_prices(one) && tells_prices(other);
    let (mut found, mut fit) = weigh(&pair, rarity, event, setting, &mut trace);
    // Whom a happening killed is no price, whatever else its report tells of.
    fit.series &= stories.is_series(event) || !found.as_ref().is_some_and(|one| feature(one, "toll"));
    if found
        .as_ref()
        .is_some_and(|one| one.finding.kind == Some(Kind::Number) && is_told_there_too(scene, &pair, one))
        // Others may be of that age.
        && !found.as_ref().is_some_and(|one| feature(one, "age"))
    {
        found = trace.stop("number", "told_there_too");
    }
    if let Some(one) = &mut found
        && one.finding.kind == Some(Kind::Number)
        && (is_lone(stories, &pair, one, event) || is_lone_measure(stories, &pair, one, event))
    {
        one.finding.features.push(("lone_value", 1.0));
    }
    let of_event = |reading: &Reading<'_>| reading.claims.iter().any(|(_, claim)| claim.event == Some(event));
    if let Some(found) = &mut found
        && !(of_event(one) && of_event(other))
    {
        found.finding.features.push(("aside", 1.0));
    }
    let whole = found.map(|decision| relation(scene, reprints, &pair, decision, event));
    let clause = in_clause(scene, &pair, rarity, reprints, event, setting);
    let alone = alone(scene, &pair, reprints, &fit, event);
    let (newer, alone) = match alone {
        Some(one) if one.verdict == Verdict::Update => (Some(one), None),
        alone => (None, alone),
    };
    Found { whole, fit, clause, alone, newer, trace }
}

/// What two sentences that fit in two reports of one story would be to each other if they were given alone: there the event is
/// known and fewer words must meet.
fn alone(
    scene: Scene<'_>,
    pair: &Pair<'_>,
    reprints: &Reprints,
    fit: &Fit,
    event: EventIx,
) -> Option<Relation> {
    if !gates::may_stand_alone(fit) {
        return None;
    }
    let pair = Pair::new(pair.a, pair.b);
    let (decision, _) = lone::decide(&pair, &mut Trace::default());
    let told = |one: &Decision| matches!(one.finding.verdict, Verdict::Contradiction | Verdict::Update);
    let mut decision = decision.filter(told)?;
    decision.finding.features.push(("alone", 1.0));
    Some(relation(scene, reprints, &pair, decision, event))
}

fn feature(decision: &Decision, name: &str) -> bool {
    decision.finding.features.iter().any(|(own, value)| *own == name && *value > 0.0)
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

/// Whether each article gives one value alone of the measure that both figures are said to be of.
fn is_lone_measure(stories: &Stories, pair: &Pair<'_>, decision: &Decision, event: EventIx) -> bool {
    let once = |reading: &Reading<'_>, spans: &[Span]| {
        let deciding = |count: &&Count<'_>| spans.iter().any(|span| span.overlaps(count.quantity.span));
        let measure = reading.counts.iter().find(deciding).and_then(|count| count.measure);
        measure.is_some_and(|measure| stories.tells_once(reading.article, event, Of::Measure(measure)))
    };
    feature(decision, "named_measure")
        && once(pair.a, &decision.finding.a)
        && once(pair.b, &decision.finding.b)
}

/// Whether each article gives one value alone of what the two figures measure or count: then an event has one of it.
fn is_lone(stories: &Stories, pair: &Pair<'_>, decision: &Decision, event: EventIx) -> bool {
    let of = |reading: &Reading<'_>, spans: &[Span]| {
        let deciding = |count: &&Count<'_>| spans.iter().any(|span| span.overlaps(count.quantity.span));
        let count = reading.counts.iter().find(deciding)?;
        Some(Of::unit_or_thing(count.quantity, reading.lang))
    };
    let (Some(a), Some(b)) = (of(pair.a, &decision.finding.a), of(pair.b, &decision.finding.b)) else {
        return false;
    };
    let often = |unit: &str| matches!(unit, "percent" | "percentage_point" | "minute" | "month" | "age_year");
    let telling = match &a {
        Of::Unit(unit) => !often(unit) || feature(decision, "lone_measure"),
        Of::Thing(Some(thing)) => !rules::figures::is_generic(thing),
        Of::Thing(None) | Of::Measure(_) => false,
    };
    let once = |reading: &Reading<'_>, of: &Of| stories.tells_once(reading.article, event, of.clone());
    telling && a == b && once(pair.a, &a) && once(pair.b, &b)
}

/// What the detectors decide of a pair, and how well it fits; series and accord are taken from `setting`.
fn weigh(
    pair: &Pair<'_>,
    rarity: &Rarity,
    event: EventIx,
    setting: Fit,
    trace: &mut Trace,
) -> (Option<Decision>, Fit) {
    let Fit { series, accord, contact, one_toll, few, in_many, gathered, one_story, reports, .. } = setting;
    let own = rarity.fit(pair, event);
    let mut fit =
        Fit { series, accord, contact, one_toll, few, in_many, gathered, one_story, reports, ..own };
    let (decision, found) = decide::decide_of_all(pair, trace);
    let said = decision.is_some();
    let retold = || Some(learned::retold(pair, &found, &learned::residue::Residue::of(pair)));
    let near = !said && !fit.in_many && fit.likeness >= gates::FIT_SURE;
    let agreeing = |one: &Decision| one.finding.verdict == Verdict::Agreement;
    if pair.a.lang != pair.b.lang || near && found.iter().any(agreeing) {
        fit.retold = retold();
    }
    let decision = decision.or_else(|| gates::unsaid(pair, &found, &fit));
    let agrees = decision.as_ref().is_some_and(|one| one.finding.verdict == Verdict::Agreement);
    if agrees && fit.retold.is_none() && (fit.likeness >= gates::FIT_SURE || !said) {
        fit.retold = retold();
    }
    let decision = decision.map(|mut decision| {
        if said && decision.finding.verdict == Verdict::Agreement && fit.likeness >= gates::FIT_SURE {
            let likely = learned::likely(pair, &found, &learned::residue::Residue::of(pair));
            decision.finding.features.push(("same_chance", likely.same));
            decision.finding.features.push(("opposed_chance", likely.opposed));
        }
        decision
    });
    if let Some(found) = decision.as_ref().filter(|one| one.finding.verdict != Verdict::Agreement) {
        fit.around = rarity.around(pair, event, &found.finding.a, &found.finding.b);
    }
    let decision = decision.map(|mut decision| {
        let contradiction = decision.finding.verdict == Verdict::Contradiction;
        // The model has seen pairs of one language only.
        if contradiction && pair.a.lang == pair.b.lang {
            let likely = learned::likely(pair, &found, &learned::residue::Residue::of(pair));
            let chances = [("same_chance", likely.same), ("opposed_chance", likely.opposed)];
            decision.finding.features.extend(chances);
        }
        decision
    });
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
    if common.likeness < gates::FIT_CLAUSE {
        return None;
    }
    let cuts = (clause::Cut::of(pair.a, &common.a)?, clause::Cut::of(pair.b, &common.b)?);
    let (a, b) = (cuts.0.reading(pair.a)?, cuts.1.reading(pair.b)?);
    let part = Pair::new(&a, &b).of_event(pair.event);
    let (decision, fit) = weigh(&part, rarity, event, setting, &mut Trace::default());
    let decision = decision?;
    if !gates::holds_in_clause(&decision) || decide::said_by_both(pair, &decision.finding) {
        return None;
    }
    let mut found = relation(scene, reprints, &part, decision, event);
    (found.a.sentence, found.b.sentence) = (pair.a.span, pair.b.span);
    Some((found, fit))
}

/// The kind of an event.
pub(super) fn kind_of(scene: Scene<'_>, event: EventIx) -> Option<event::kinds::EventKind> {
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
pub(super) struct Reprints(Vec<u32>);

impl Reprints {
    pub(super) fn of(scene: Scene<'_>) -> Self {
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
