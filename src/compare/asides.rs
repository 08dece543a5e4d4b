//! What two reports of one event tell beside it.
//!
//! Takes a scene, gives pairs of sentences of two articles that report one event, of which at least one sentence tells of
//! something else: what was before, what is to come, how things stand. Such a sentence belongs to no event, or to one that its article
//! alone tells of, so that it meets no other by its event. Two of them meet by what an aside is known by: the same time, the same
//! telling figure, or two acts that both tell ("was sanctioned for buying it"). Among few articles that were gathered around their
//! happenings all of them meet: what two reports date apart was taken for two happenings, and is one. Decides nothing.

use super::classes::{self, ClassId, Says};
use super::{Scene, SentenceIx};
use crate::model::{ArticleIx, Claim, Event, EventIx, EventRole, Quantity, TimeRef};
use std::collections::BTreeSet;

/// Main articles of an event up to which what they tell beside it is compared.
const FEW_REPORTS: usize = 12;
/// Days that the times of two asides span at most: a month of a year, a season, a year.
const MAX_DAYS: i32 = 366;
/// Least count that two asides hardly share by chance.
const MIN_TELLING: f64 = 11.0;
/// Acts that two asides hardly share by chance.
const MIN_ACTS: usize = 2;

/// Pairs of sentences with the event that both articles report; sorted, each once.
pub(super) fn pairs(scene: Scene<'_>) -> Vec<(SentenceIx, SentenceIx, EventIx)> {
    let mut pairs = Vec::new();
    for (nth, event) in scene.events.iter().enumerate() {
        let nth = nth as EventIx;
        let told: Vec<(ArticleIx, Vec<Told<'_>>)> =
            reports(event).into_iter().map(|article| (article, told_by(scene, article, nth))).collect();
        for (at, (one, of_one)) in told.iter().enumerate() {
            for (other, of_other) in
                told[at + 1..].iter().filter(|(other, _)| super::may_differ(scene, *one, *other))
            {
                let met = of_one.iter().flat_map(|a| of_other.iter().map(move |b| (a, b)));
                let met = met.filter(|(a, b)| (a.aside || b.aside) && (event.gathered || a.meets(b)));
                pairs.extend(met.map(|(a, b)| ((*one, a.sentence), (*other, b.sentence), nth)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The articles that report an event, where they are few.
fn reports(event: &Event) -> Vec<ArticleIx> {
    let main = event.articles.iter().filter(|one| one.role == EventRole::Main);
    let main: BTreeSet<ArticleIx> = main.map(|one| one.article).collect();
    if (2..=FEW_REPORTS).contains(&main.len()) { main.into_iter().collect() } else { Vec::new() }
}

/// Whether a claim may stand beside `event` in an article that reports it: no other article is known to tell what it tells.
pub(super) fn is_aside(scene: Scene<'_>, claim: &Claim) -> bool {
    let alone =
        |event: EventIx| scene.events.get(event as usize).is_some_and(|event| event.articles.len() == 1);
    claim.event.is_none_or(alone)
}

/// What one sentence tells that another may tell too.
struct Told<'s> {
    sentence: u32,
    aside: bool,
    times: Vec<&'s TimeRef>,
    figures: Vec<&'s Quantity>,
    /// Classes of what is done, sorted.
    acts: Vec<ClassId>,
}

impl Told<'_> {
    fn at(sentence: u32) -> Self {
        Self { sentence, aside: true, times: Vec::new(), figures: Vec::new(), acts: Vec::new() }
    }

    fn meets(&self, other: &Told<'_>) -> bool {
        let at_once = |one: &TimeRef, other: &TimeRef| {
            let days = |time: &TimeRef| Some((time.from?, time.to?));
            days(one)
                .zip(days(other))
                .is_some_and(|((from, to), (since, until))| from <= until && since <= to)
        };
        let equal = |one: &Quantity, other: &Quantity| {
            one.unit == other.unit && (one.low, one.high) == (other.low, other.high)
        };
        self.times.iter().any(|one| other.times.iter().any(|two| at_once(one, two)))
            || self.figures.iter().any(|one| other.figures.iter().any(|two| equal(one, two)))
            || self.acts.iter().filter(|act| other.acts.contains(act)).count() >= MIN_ACTS
    }
}

/// The sentences of an article that tell of `event` or of nothing another article tells.
fn told_by(scene: Scene<'_>, article: ArticleIx, event: EventIx) -> Vec<Told<'_>> {
    let first = scene.claims.partition_point(|claim| claim.article < article);
    let own = scene.claims[first..].iter().take_while(|claim| claim.article == article);
    let mut told: Vec<Told<'_>> = Vec::new();
    for claim in own {
        let aside = claim.event != Some(event);
        if aside && !is_aside(scene, claim) {
            continue;
        }
        if told.last().is_none_or(|last| last.sentence != claim.sentence) {
            told.push(Told::at(claim.sentence));
        }
        if let Some(last) = told.last_mut() {
            last.aside &= aside;
            last.times.extend(claim.times.iter().filter(|time| is_known(time)));
            last.figures.extend(claim.quantities.iter().filter(|quantity| is_telling(quantity)));
            // A happening with a day of its own is no second telling of another because something was done in both.
            last.acts.extend(acts(claim).filter(|_| !aside || claim.event.is_none()));
            last.acts.sort_unstable();
            last.acts.dedup();
        }
    }
    told
}

/// Whether a time is resolved and short enough to tell one thing from another.
fn is_known(time: &TimeRef) -> bool {
    let days = time.from.zip(time.to).and_then(|(from, to)| to.since(from).ok());
    days.is_some_and(|span| span.get_days() <= MAX_DAYS)
}

/// The classes of what a claim says was done, without words of talk and decision, which every report of a talk has, and without what
/// befalls people, which every report of a disaster has.
fn acts(claim: &Claim) -> impl Iterator<Item = ClassId> + '_ {
    let all = claim.predicates.iter().flat_map(|one| &one.classes).filter_map(|class| classes::id(class));
    all.filter(|id| !classes::says(*id, Says::Topic) && !classes::says(*id, Says::Fate))
}

fn is_telling(quantity: &Quantity) -> bool {
    quantity.low >= MIN_TELLING || quantity.unit.is_some()
}
