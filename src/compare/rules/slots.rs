//! What two sentences share in their slots, whatever words they choose: the same parties meeting, the same subjects
//! talked about, the same thing agreed or owed, the same telling figure, the same thing that is named by a number.
//!
//! Takes an aligned pair, gives each kind of shared slot with how sure it is and the words that show it. Shared by the
//! detector of agreement; no detector of its own. That both speak of one event is decided elsewhere.

use super::{each_names_another, framing, topics};
use crate::claim::place::{self, PlaceRelation};
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes::{self, ClassId, Link, Says};
use crate::compare::reading::{Act, Count, Reading};
use crate::model::{
    Modality, Participant, PlaceRef, PlaceRole, Polarity, Quantity, Rounding, Span, TokenKind,
};
use crate::text::concept;

/// One kind of shared slot.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// The feature it gives.
    pub(super) feature: &'static str,
    /// How sure it is, 0–1.
    pub(super) strength: f64,
    /// The words that show it, side `a` and side `b`.
    pub(super) spans: (Vec<Span>, Vec<Span>),
}

/// Every kind of slot the two sides share.
pub(super) fn of(pair: &Pair<'_>) -> Vec<Shared> {
    if pair.places == PlaceRelation::Disjoint || quarters_differ(pair).is_some() {
        return Vec::new();
    }
    let talks = if each_names_another(pair) {
        [None, None, None]
    } else {
        [meeting(pair), topics::shared(pair), outcome(pair)]
    };
    talks.into_iter().flatten().chain(telling_figures(pair)).chain(numbered_thing(pair)).collect()
}

/// Classes of people coming together.
pub(super) const MEETING: [&str; 6] = ["meet", "visit", "host", "negotiate", "call", "attend"];
/// Content words behind a word of meeting among which those who meet are named.
const MEETING_REACH: usize = 15;
/// Parties that make a meeting one.
const MIN_PARTIES: usize = 2;

/// Both say that the same two parties came together.
fn meeting(pair: &Pair<'_>) -> Option<Shared> {
    let meeting = classes::ids(MEETING);
    let parties = parties(pair);
    if parties.len() < MIN_PARTIES {
        return None;
    }
    let met = |link: &&ActLink| {
        let (one, other) = pair.acts(link);
        let named = |party: &&(Span, Span)| {
            is_near(pair.a, one, party.0, MEETING_REACH) && is_near(pair.b, other, party.1, MEETING_REACH)
        };
        link.is_same()
            && is_told(one, other)
            && has(one, &meeting)
            && has(other, &meeting)
            && parties.iter().filter(named).count() >= MIN_PARTIES
    };
    let link = pair.links.iter().filter(met).max_by(|x, y| x.args.total_cmp(&y.args))?;
    let (one, other) = pair.acts(link);
    let mut spans = (vec![one.span], vec![other.span]);
    for (a, b) in parties {
        spans.0.push(a);
        spans.1.push(b);
    }
    let surely = pair.places == PlaceRelation::Same;
    Some(Shared { feature: "meeting", strength: if surely { 1.0 } else { 0.7 }, spans })
}

/// Whether `span` stands up to six content words before an act or up to `reach` behind it.
pub(super) fn is_near(reading: &Reading<'_>, act: &Act, span: Span, reach: usize) -> bool {
    let place =
        |at: u32| reading.words.partition_point(|one| reading.tokens[one.token as usize].span.end <= at);
    let (at, nth) = (place(act.span.start), place(span.start));
    (at.saturating_sub(6)..=at + reach).contains(&nth)
}

/// The people and bodies that both sides name, each once, with their words.
fn parties(pair: &Pair<'_>) -> Vec<(Span, Span)> {
    let mut found: Vec<(&Participant, &Participant)> = Vec::new();
    for one in participants(pair.a) {
        let other = participants(pair.b).find(|other| is_one_party(pair, one, other));
        let Some(other) = other else { continue };
        let known = |(a, b): &(&Participant, &Participant)| {
            is_part(&a.canonical, &one.canonical) || is_part(&b.canonical, &other.canonical)
        };
        if !found.iter().any(known) {
            found.push((one, other));
        }
    }
    found.into_iter().map(|(one, other)| (one.span, other.span)).collect()
}

pub(super) fn participants<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = &'r Participant> {
    reading.claims.iter().flat_map(|(_, claim)| &claim.participants)
}

/// Whether two names are of one party: one holds the other, or, across languages, their words match.
fn is_one_party(pair: &Pair<'_>, one: &Participant, other: &Participant) -> bool {
    if pair.a.lang == pair.b.lang {
        return is_part(&one.canonical, &other.canonical);
    }
    let inside = |reading: &Reading<'_>, span: Span, nth: usize| word(reading, nth as u32).overlaps(span);
    let mut hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    hits.any(|(a, b)| pair.a.words[a].name && inside(pair.a, one.span, a) && inside(pair.b, other.span, b))
}

/// Whether one of two names has all words of the other.
fn is_part(one: &str, other: &str) -> bool {
    let holds = |all: &str, some: &str| some.split(' ').all(|word| all.split(' ').any(|own| own == word));
    holds(one, other) || holds(other, one)
}

/// Least theme of outcomes that need not be alike in their words.
const MIN_THEME: f64 = 0.45;
/// What a part of the other side's place is worth to the theme, where the same place is worth 0.6.
const PART_OF_PLACE: f64 = 0.45;
/// What it is worth that both speak of what was agreed before.
const ACCORDS: f64 = 0.3;

/// Both tell the same outcome: acts of one class, agreed, owed or kept to on both sides, over one theme.
fn outcome(pair: &Pair<'_>) -> Option<Shared> {
    let mut best: Option<(&ActLink, f64)> = None;
    for link in &pair.links {
        let (one, other) = pair.acts(link);
        let by_class = link.is_alike() && matches!(link.link, Tie::Class(_));
        let outcomes = is_outcome(pair.a, one) && is_outcome(pair.b, other);
        let wishes = framing::is_wish(pair.a, one) != framing::is_wish(pair.b, other);
        if !by_class || !outcomes || wishes || !is_told(one, other) || is_elsewhere(pair, one, other) {
            continue;
        }
        let accords = is_kept(pair.a, one) && is_kept(pair.b, other);
        let theme = framing::theme(pair, link)
            + part_of_place(pair, one, other)
            + if accords { ACCORDS } else { 0.0 };
        if best.is_none_or(|(_, most)| theme > most) {
            best = Some((link, theme.min(1.0)));
        }
    }
    let (link, theme) = best.filter(|(_, theme)| *theme >= MIN_THEME)?;
    let (one, other) = pair.acts(link);
    Some(Shared { feature: "outcome", strength: theme, spans: (vec![one.span], vec![other.span]) })
}

/// Least value that two reports of one event hardly share by chance.
const MIN_TELLING: f64 = 11.0;
/// Units of times and ages, which stand beside many facts.
const OF_TIME: [&str; 4] = ["minute", "year", "month", "age_year"];

/// Both give the same exact figure, one that is not round and so hardly stands in two reports of one event for two things.
fn telling_figures(pair: &Pair<'_>) -> Option<Shared> {
    let mut spans = (Vec::new(), Vec::new());
    for one in pair.a.counts.iter().filter(|count| is_telling(count)) {
        let same = |other: &&Count<'_>| {
            is_one_value(one.quantity, other.quantity)
                && one.quantity.rounding == other.quantity.rounding
                && one.quantity.unit == other.quantity.unit
                && one.part == other.part
                && is_telling(other)
                && !matches!(
                    classes::link(&one.classes, &other.classes),
                    Link::Direct(..) | Link::Framing(..)
                )
        };
        if let Some(other) = pair.b.counts.iter().find(same) {
            spans.0.push(one.quantity.span);
            spans.1.push(other.quantity.span);
        }
    }
    let strength = [0.0, 0.6, 1.0][spans.0.len().min(2)];
    (strength > 0.0).then_some(Shared { feature: "telling", strength, spans })
}

/// Both tell an act alike of one thing that is named by letters and a number ("S-400", "A320").
fn numbered_thing(pair: &Pair<'_>) -> Option<Shared> {
    let alike = |link: &&ActLink| {
        let (one, other) = pair.acts(link);
        link.is_alike() && pair.same_polarity(link) && is_told(one, other) && !one.reports && !other.reports
    };
    pair.links.iter().filter(alike).find_map(|link| {
        let (one, other) = pair.acts(link);
        let shared = |nth: &&u32| {
            let hit = pair.matched[**nth as usize];
            hit.is_some_and(|(hit, _)| {
                other.around.contains(&hit) && is_numbered(pair.a, **nth) && is_numbered(pair.b, hit)
            })
        };
        let nth = *one.around.iter().find(shared)?;
        let (hit, _) = pair.matched[nth as usize]?;
        let spans = (vec![one.span, word(pair.a, nth)], vec![other.span, word(pair.b, hit)]);
        Some(Shared { feature: "numbered", strength: 1.0, spans })
    })
}

/// Whether a content word is letters and a number.
fn is_numbered(reading: &Reading<'_>, nth: u32) -> bool {
    let token = &reading.tokens[reading.words[nth as usize].token as usize];
    let has = |is: fn(char) -> bool| token.folded.chars().any(is);
    token.kind == TokenKind::Word && has(char::is_alphabetic) && has(|letter| letter.is_ascii_digit())
}

/// Whether two quantities state one value: "nearly" bounds it from above, "about" lies around it.
fn is_one_value(one: &Quantity, other: &Quantity) -> bool {
    let stated = |of: &Quantity| [of.high, (of.low + of.high) / 2.0];
    (one.low, one.high) == (other.low, other.high)
        || one.rounding == Rounding::About
            && stated(one).iter().any(|x| stated(other).iter().any(|y| (x - y).abs() <= ROUNDED * y.abs()))
}

/// Difference of two stated values, over the value, that comes of computing alone.
const ROUNDED: f64 = 0.0005;

/// Whether a count of something is exact, no time and no year, and has two digits at least that are no closing zeros.
fn is_telling(count: &Count<'_>) -> bool {
    let quantity = count.quantity;
    let value = (quantity.low + quantity.high) / 2.0;
    // A bare number may be part of a name.
    if count.of.is_none() && quantity.unit.is_none() && count.classes.is_empty() {
        return false;
    }
    let timed = quantity.unit.as_deref().is_some_and(|unit| OF_TIME.contains(&unit));
    let year = quantity.unit.is_none() && (1900.0..2100.0).contains(&value) && value.fract() == 0.0;
    let bare = |value: f64| {
        let digits: String = format!("{value:.3}").chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    };
    // Of "nearly 1,200" the bound is stated, of "about 1,200" the middle.
    let bare = bare(value).min(bare(quantity.high));
    matches!(quantity.rounding, Rounding::Exact | Rounding::About)
        && (quantity.low == quantity.high || quantity.rounding == Rounding::About)
        && !timed
        && !year
        && bare >= 2
        && (value >= MIN_TELLING || value.fract() != 0.0)
}

/// Whether an act is keeping to what was agreed: a word of it that holds, or stands right before, one of an accord.
fn is_kept(reading: &Reading<'_>, act: &Act) -> bool {
    let kept = classes_of(act).any(|class| classes::class(class).aspect == COMPLIANCE);
    let accord = classes::ids(ACCORD);
    let end = reading.token_at(act.span.end.saturating_sub(1)) + 1;
    let behind = |near: &&Act| {
        near.span.start >= act.span.end && reading.token_at(near.span.start) <= end + ACCORD_REACH
    };
    let named = || reading.acts.iter().filter(behind).any(|near| has(near, &accord));
    // The phrase may name the accord itself ("carry out the accords").
    kept && (reading.words_of(act.span).contains(char::is_whitespace) || named())
}

/// Classes of what is kept to.
const ACCORD: [&str; 3] = ["agree", "sign", "truce"];
/// Tokens between a word of keeping and the accord that is kept.
const ACCORD_REACH: usize = 3;

/// The aspect of keeping to what was agreed.
const COMPLIANCE: &str = "compliance";

/// Whether an act is an outcome of talks or a duty.
fn is_outcome(reading: &Reading<'_>, act: &Act) -> bool {
    let ending = classes_of(act).any(|class| classes::says(class, Says::Talks));
    is_kept(reading, act) || ending && (framing::is_ahead(reading, act) || reading.is_needed(act.span))
}

/// The places closely behind an act, where something is to be done; a quarter of a place ("the north of the country") is a
/// place of its own and left out.
fn places_near<'r>(reading: &'r Reading<'_>, act: &'r Act) -> impl Iterator<Item = &'r PlaceRef> {
    let meant = |place: &&PlaceRef| !matches!(place.role, PlaceRole::Origin | PlaceRole::Actor);
    let near = move |place: &&PlaceRef| is_behind(act, place.span) && quarter_of(reading, place).is_none();
    reading.places().filter(meant).filter(near)
}

fn is_behind(act: &Act, span: Span) -> bool {
    (act.span.end..=act.span.end + NEAR_PLACE).contains(&span.start)
}

/// Bytes between an act and a place that it is about.
const NEAR_PLACE: u32 = 200;

fn relates(pair: &Pair<'_>, one: &Act, other: &Act, wanted: PlaceRelation) -> bool {
    let mut pairs = places_near(pair.a, one).flat_map(|a| places_near(pair.b, other).map(move |b| (a, b)));
    pairs.any(|(a, b)| place::relation(a, b) == wanted)
}

/// What it is worth that one side's place near the act lies in the other's.
fn part_of_place(pair: &Pair<'_>, one: &Act, other: &Act) -> f64 {
    if relates(pair, one, other, PlaceRelation::PartOf) { PART_OF_PLACE } else { 0.0 }
}

/// Whether both acts have places and none of them is, or lies in, one of the other's; where a side has a quarter of a place
/// alone, what lies in it cannot be told.
fn is_elsewhere(pair: &Pair<'_>, one: &Act, other: &Act) -> bool {
    let any = |reading: &Reading<'_>, act: &Act| places_near(reading, act).next().is_some();
    let quarter = |reading: &Reading<'_>, act: &Act| {
        let mut named = reading.places().filter(|place| is_behind(act, place.span));
        named.any(|place| quarter_of(reading, place).is_some())
    };
    let (any_a, any_b) = (any(pair.a, one), any(pair.b, other));
    let untold = !any_a && any_b && quarter(pair.a, one) || !any_b && any_a && quarter(pair.b, other);
    untold
        || any_a
            && any_b
            && ![PlaceRelation::Same, PlaceRelation::PartOf, PlaceRelation::Unknown]
                .iter()
                .any(|wanted| relates(pair, one, other, *wanted))
}

/// The two names of one place of which the sides name different quarters ("the north-east of", "the north-west of").
pub(super) fn quarters_differ(pair: &Pair<'_>) -> Option<(Span, Span)> {
    pair.a.places().find_map(|one| {
        let own = quarter_of(pair.a, one)?;
        pair.b.places().find_map(|other| {
            let theirs = quarter_of(pair.b, other)?;
            let same = place::relation(one, other) == PlaceRelation::Same;
            (same && own.0 != theirs.0).then(|| (own.1.join(one.span), theirs.1.join(other.span)))
        })
    })
}

/// The quarter of a place that is named right before it, as concepts, with its words.
fn quarter_of(reading: &Reading<'_>, place: &PlaceRef) -> Option<(Vec<u64>, Span)> {
    let at = reading.token_at(place.span.start);
    let before = &reading.tokens[at.saturating_sub(2)..at];
    let quarters: Vec<(u64, Span)> = before
        .iter()
        .zip(at.saturating_sub(2)..)
        .filter_map(|(token, nth)| Some((quarter(reading, nth)?, token.span)))
        .collect();
    let span = quarters.last().filter(|(_, span)| before.last().is_some_and(|last| last.span == *span))?.1;
    let mut names: Vec<u64> = quarters.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    Some((names, quarters.first().map_or(span, |first| first.1.join(span))))
}

/// The quarter of the sky that token `at` names by itself.
pub(super) fn quarter(reading: &Reading<'_>, at: usize) -> Option<u64> {
    *reading.once.quarters.get_or_init(|| quarters(reading)).get(at)?
}

fn quarters(reading: &Reading<'_>) -> Vec<Option<u64>> {
    let known = QUARTERS.map(concept::key);
    let alone =
        |token| concept::of_tokens(std::slice::from_ref(token), reading.lang).first().copied().flatten();
    reading.tokens.iter().map(|token| alone(token).filter(|key| known.contains(key))).collect()
}

/// Concepts of the quarters of the sky.
const QUARTERS: [&str; 4] = ["north", "south", "east", "west"];

/// Whether both acts are told as so, or both as still to come.
fn is_told(one: &Act, other: &Act) -> bool {
    let planned = |act: &Act| act.modality == Modality::Planned;
    let fact = |act: &Act| act.modality == Modality::Fact;
    one.polarity == Polarity::Positive
        && other.polarity == Polarity::Positive
        && !(planned(one) && fact(other) && !one.classes.is_empty() && one.classes == other.classes)
        && !(planned(other) && fact(one) && one.classes == other.classes)
}

pub(super) fn has(act: &Act, wanted: &[ClassId]) -> bool {
    act.classes.iter().any(|class| wanted.contains(class))
}

fn classes_of(act: &Act) -> impl Iterator<Item = ClassId> + '_ {
    act.classes.iter().copied()
}

pub(super) fn word(reading: &Reading<'_>, nth: u32) -> Span {
    reading.tokens[reading.words[nth as usize].token as usize].span
}
