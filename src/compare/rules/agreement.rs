//! Both report the same fact with compatible values.
//!
//! # What it flags
//! The same or a near predicate over the same argument with equal polarity, figures of the same thing that agree,
//! sentences that share most of their substance, or slots that do: the same parties meeting, the same subjects talked
//! about, the same outcome agreed or owed.
//!
//! # Why it matters
//! Independent agreement is what confirms a report; the number of independent origins is told with it.
//!
//! # Example
//! "Seven people drowned" / "Seven people lost their lives in the water".
//!
//! # Not flagged
//! The same topic without the same fact; copies of one text count as one origin.
//!
//! # Limits
//! A paraphrase that shares no word, class, figure, name or slot is not seen.

use super::figures::{self, Values};
use super::{Finding, Trace, cite, common_features, discord, numbered, slots, tidy, titles, values};
use crate::claim::place::PlaceRelation;
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes;
use crate::compare::reading::Count;
use crate::compare::reason;
use crate::model::{Kind, Modality, PlaceRole, Verdict};

const NAME: &str = "agreement";
/// A toll from which on two equal ones hardly meet by chance.
const MIN_TOLL: f64 = 5.0;
/// Least share of the lighter side that is matched where nothing else is shared, within and across languages.
const MIN_CONTAINED: f64 = 0.4;
const MIN_CONTAINED_ACROSS: f64 = 0.1;
/// Least likeness of the words around two acts for them to be cited before the slots both sides share.
const MIN_CITED: f64 = 0.4;

pub(super) fn detect(pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
    let paired = figures::pair_up(pair);
    let agreeing = paired.iter().filter(|figure| figure.values == Values::Agree);
    let figure = agreeing.clone().max_by(|x, y| x.same.total_cmp(&y.same));
    let differing = paired.iter().any(|figure| figure.values == Values::Differ && figure.same >= 0.6);
    let alike = |link: &&ActLink| {
        let says_it = link.is_alike() && pair.same_polarity(link) || denies_the_opposite(pair, link);
        says_it && compatible(pair, link)
    };
    let best = pair.links.iter().filter(alike).max_by(|x, y| weight(x).total_cmp(&weight(y)));
    let acts = pair.links.iter().filter(alike).filter(|link| link.args >= 0.25).count();
    let shared = slots::of(pair);
    let least = if pair.a.lang == pair.b.lang { MIN_CONTAINED } else { MIN_CONTAINED_ACROSS };
    if best.is_none() && figure.is_none() && shared.is_empty() && pair.containment < least {
        return trace.stop(NAME, "nothing_in_common");
    }
    if titles::differ(pair) {
        return trace.stop(NAME, "another_title");
    }
    if numbered::differ(pair) {
        return trace.stop(NAME, "another_number_of_a_row");
    }
    let all_but_same = pair.containment >= ALL_BUT_THE_SAME;
    if !all_but_same && values_apart(pair) {
        return trace.stop(NAME, "other_values");
    }
    if !all_but_same && is_denied(pair, best) {
        return trace.stop(NAME, "denied");
    }
    let mut features = common_features(pair, best);
    features.push(("act", best.map_or(0.0, |link| if link.is_same() { 1.0 } else { 0.6 })));
    features.push(("acts", (acts as f64).min(3.0) / 3.0));
    // Long sentences tell of more than one thing; short ones stand or fall with their acts.
    let long = pair.a.words.len().min(pair.b.words.len()) > 12;
    features.push(("other_acts", if long { 0.35 } else { 1.0 } * other_acts(pair)));
    features.push(("figure", figure.map_or(0.0, |figure| figure.same)));
    features.push(("figures", (agreeing.clone().count() as f64).min(3.0) / 3.0));
    features.push(("figures_differ", f64::from(differing)));
    let toll = |figure: &&figures::Figure| {
        let exact = figures::is_equal(pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
        let many = pair.a.counts[figure.a].quantity.low >= MIN_TOLL;
        exact && many && figures::is_whole_toll(pair, figure)
    };
    features.push(("whole_toll", f64::from(agreeing.clone().any(|figure| toll(&figure)))));
    features.push(("same_place", f64::from(pair.places == PlaceRelation::Same)));
    let elsewhere = pair.places == PlaceRelation::Disjoint || slots::quarters_differ(pair).is_some();
    features.push(("other_place", f64::from(elsewhere)));
    features.push(("places_apart", f64::from(places_apart(pair))));
    features.push(("told", (told(pair) as f64).min(8.0) / 8.0));
    features.push(("short", f64::from(pair.a.words.len().min(pair.b.words.len()) <= 4)));
    features.extend(shared.iter().map(|one| (one.feature, one.strength)));
    let surest = shared.into_iter().max_by(|x, y| x.strength.total_cmp(&y.strength));
    let mut spans = (Vec::new(), Vec::new());
    if let Some(shared) = surest.filter(|_| best.is_none_or(|link| link.args < MIN_CITED)) {
        spans = shared.spans;
    } else if let Some(link) = best.filter(|link| link.args > 0.0) {
        let (one, other) = pair.acts(link);
        spans.0.extend(Pair::act_spans(one));
        spans.1.extend(Pair::act_spans(other));
        for &nth in &one.around {
            let Some((hit, _)) = pair.matched[nth as usize].filter(|(hit, _)| other.around.contains(hit))
            else {
                continue;
            };
            if spans.0.len() < 5 {
                spans.0.push(pair.a.tokens[pair.a.words[nth as usize].token as usize].span);
                spans.1.push(pair.b.tokens[pair.b.words[hit as usize].token as usize].span);
            }
        }
    }
    if let Some(figure) = figure {
        spans.0.push(pair.a.counts[figure.a].quantity.span);
        spans.1.push(pair.b.counts[figure.b].quantity.span);
    }
    if spans.0.is_empty() || spans.1.is_empty() {
        spans = shared_words(pair);
    }
    let (a, b) = (tidy(spans.0), tidy(spans.1));
    if let Some(gate) = discord::of(pair, &a, &b) {
        return trace.stop(NAME, gate);
    }
    let figures = figure.map(|figure| {
        let text = |count: &crate::compare::reading::Count<'_>| figures::text(count.quantity);
        values(text(&pair.a.counts[figure.a]), text(&pair.b.counts[figure.b]))
    });
    let key = if figure.is_some() { "agreement_number" } else { "agreement" };
    Some(Finding {
        rule: NAME,
        verdict: Verdict::Agreement,
        kind: None::<Kind>,
        values: figures.unwrap_or_default(),
        reason: reason::contrast(pair, key, cite(pair.a, &a), cite(pair.b, &b)),
        settle: reason::say("settle_agreement", &[]),
        a,
        b,
        features,
    })
}

/// Share of the lighter side from which on a value that differs is a slip in one text.
const ALL_BUT_THE_SAME: f64 = 0.95;

/// Whether both sides give values in one unit, or count one thing, and none of them meet: then they tell two facts, or
/// differ on one.
fn values_apart(pair: &Pair<'_>) -> bool {
    let of_one_kind = |a: &Count<'_>, b: &Count<'_>| match (&a.quantity.unit, &b.quantity.unit) {
        (Some(one), Some(other)) => one == other,
        (None, None) => {
            let fate = matches!(classes::link(&a.classes, &b.classes), classes::Link::Same(_));
            fate && a.of.is_some() && a.of == b.of && a.part == b.part
        }
        _ => false,
    };
    let fits = |a: &Count<'_>, b: &Count<'_>| figures::compare(a.quantity, b.quantity) != Values::Differ;
    let others = |a: &Count<'_>| pair.b.counts.iter().filter(|b| of_one_kind(a, b)).collect::<Vec<_>>();
    pair.a.counts.iter().any(|a| {
        let kinds = others(a);
        // Another value of this kind on the same side may be the one that both give.
        let met = pair
            .a
            .counts
            .iter()
            .filter(|near| of_one_kind(near, a))
            .any(|near| pair.b.counts.iter().any(|b| of_one_kind(near, b) && fits(near, b)));
        !kinds.is_empty() && !met
    })
}

/// Whether one side denies what the other tells, over words as much alike as those of the surest act they share.
fn is_denied(pair: &Pair<'_>, best: Option<&ActLink>) -> bool {
    let opposed = pair.links.iter().filter(|link| link.is_same() && !pair.same_polarity(link));
    // "Shall leave nobody", "shall not leave anybody": what one language denies by its verb another denies by its noun.
    let opposed = opposed.filter(|link| pair.a.lang == pair.b.lang || !discord::names_nobody(pair, link));
    if opposed
        .clone()
        .any(|link| link.args >= MIN_DENIED && best.is_some_and(|best| governs(pair, link, best)))
    {
        return true;
    }
    let denied = opposed.filter(|link| !pair.also_said(link)).map(|link| link.args).fold(0.0, f64::max);
    let least = best.map_or(0.0, |link| if link.is_same() { link.args } else { link.args - 0.2 });
    denied >= MIN_DENIED && denied >= least - 0.1
}

/// Whether on the side that denies it, an act is right above another ("did not order the arrest of"): then that is denied too.
fn governs(pair: &Pair<'_>, above: &ActLink, below: &ActLink) -> bool {
    let (one, other) = pair.acts(above);
    let (reading, above, below) = match Pair::is_denied(one) {
        true => (pair.a, one, &pair.a.acts[below.a]),
        false => (pair.b, other, &pair.b.acts[below.b]),
    };
    let end = reading.token_at(above.span.end.saturating_sub(1)) + 1;
    let at = reading.token_at(below.span.start);
    below.span.start >= above.span.end && at <= end + GOVERNED
}

/// Tokens between a verb and the act that it governs: who does it may stand between.
const GOVERNED: usize = 3;

/// Whether one side denies what the other tells the opposite of ("did not attend", "stayed away").
fn denies_the_opposite(pair: &Pair<'_>, link: &ActLink) -> bool {
    matches!(link.link, Tie::Class(classes::Link::Direct(..))) && !pair.same_polarity(link)
}

/// Least likeness of the words around a denied act for the denial to stand against an agreement.
const MIN_DENIED: f64 = 0.3;

/// Share of the known acts of the side with fewer that the other side does not have, 0–1.
fn other_acts(pair: &Pair<'_>) -> f64 {
    let known = |acts: &[crate::compare::reading::Act]| {
        (0..acts.len()).filter(|&nth| !acts[nth].reports && !acts[nth].classes.is_empty()).collect::<Vec<_>>()
    };
    let (a, b) = (known(&pair.a.acts), known(&pair.b.acts));
    let tied = |side_a: bool, nth: usize| {
        pair.links.iter().any(|link| {
            link.is_alike() && pair.same_polarity(link) && if side_a { link.a == nth } else { link.b == nth }
        })
    };
    let (all, met) = if a.len() <= b.len() {
        (a.len(), a.iter().filter(|&&nth| tied(true, nth)).count())
    } else {
        (b.len(), b.iter().filter(|&&nth| tied(false, nth)).count())
    };
    if all == 0 { 0.5 } else { 1.0 - met as f64 / all as f64 }
}

/// Whether each side names a known place that is none of the other's and lies in none of them: the same may be told of two.
fn places_apart(pair: &Pair<'_>) -> bool {
    let alone = |one: &crate::compare::reading::Reading<'_>, other: &crate::compare::reading::Reading<'_>| {
        let apart = |place: &crate::model::PlaceRef| {
            let mut others = other.places();
            others.all(|near| crate::claim::place::relation(place, near) == PlaceRelation::Disjoint)
        };
        one.places().any(|place| place.id.is_some() && place.role != PlaceRole::Origin && apart(place))
    };
    alone(pair.a, pair.b) && alone(pair.b, pair.a)
}

/// How many matched words tell something: outside names, offices, times and the words of who speaks.
fn told(pair: &Pair<'_>) -> usize {
    let tells = |reading: &crate::compare::reading::Reading<'_>, nth: usize| {
        let word = &reading.words[nth];
        let span = reading.tokens[word.token as usize].span;
        let named = reading.claims.iter().any(|(_, claim)| {
            claim.participants.iter().any(|one| one.span.overlaps(span))
                || claim.speaker.as_ref().and_then(|one| one.span).is_some_and(|one| one.overlaps(span))
        });
        word.weight >= 1.0 && !named && !reading.times().any(|time| time.span.overlaps(span))
    };
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    hits.filter(|&(a, b)| tells(pair.a, a) && tells(pair.b, b)).count()
}

fn weight(link: &ActLink) -> f64 {
    let tie = match link.link {
        Tie::Stem => 0.9,
        Tie::Class(_) if link.is_same() => 1.0,
        Tie::Class(_) => 0.6,
    };
    tie * (0.2 + link.args)
}

/// A fact and a plan are no agreement; all other statuses may report one thing.
fn compatible(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (x, y) = pair.acts(link);
    let ahead = |modality: Modality| matches!(modality, Modality::Planned);
    !(ahead(x.modality) && y.modality == Modality::Fact || ahead(y.modality) && x.modality == Modality::Fact)
}

fn shared_words(pair: &Pair<'_>) -> (Vec<crate::model::Span>, Vec<crate::model::Span>) {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    hits.map(|(x, y)| {
        let span = |reading: &crate::compare::reading::Reading<'_>, nth: usize| {
            reading.tokens[reading.words[nth].token as usize].span
        };
        (span(pair.a, x), span(pair.b, y))
    })
    .unzip()
}
