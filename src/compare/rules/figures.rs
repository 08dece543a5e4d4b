//! Counts of two sentences, paired and compared.
//!
//! Shared by the detectors of numbers, updates, scope and agreement: which counts speak of the same thing, and how
//! their intervals stand. No detector of its own.

use crate::compare::align::{Later, Pair};
use crate::compare::classes::{self, Link};
use crate::compare::reading::{BEFALLING, Count, Reading};
use crate::lexicon;
use crate::model::{Quantity, Rounding};

/// Two counts of the same thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    /// Index into the counts of side `a`.
    pub(crate) a: usize,
    /// Index into the counts of side `b`.
    pub(crate) b: usize,
    /// How sure it is that they count the same thing, 0–1.
    pub(crate) same: f64,
    /// How the values stand.
    pub(crate) values: Values,
    /// One side counts a kind ("soldiers"), the other anybody ("people"): the kind may be a part.
    pub(crate) loose: bool,
}

/// How two values stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    /// The same value, or one inside the other's rounding.
    Agree,
    /// A bound and a value that fits it, or two bounds.
    Bounded,
    /// The intervals do not meet.
    Differ,
}

/// Counts of the two sides that speak of the same thing, each at most once, the surest first.
pub(crate) fn pair_up(pair: &Pair<'_>) -> Vec<Figure> {
    let mut all: Vec<Figure> = Vec::new();
    for (ia, a) in pair.a.counts.iter().enumerate() {
        for (ib, b) in pair.b.counts.iter().enumerate() {
            let Some(same) = same_thing(pair, a, b) else { continue };
            let loose = is_loose(pair, a, b);
            all.push(Figure { a: ia, b: ib, same, values: compare(a.quantity, b.quantity), loose });
        }
    }
    // Of equally sure pairs, equal values belong together: two lists of the same figures are no difference.
    all.sort_by(|x, y| {
        let bonus = |one: &Figure| if one.values == Values::Agree { 0.25 } else { 0.0 };
        let rank = |one: &Figure| ((one.same + bonus(one)) * 20.0).round() as i32;
        rank(y).cmp(&rank(x)).then(x.values.order().cmp(&y.values.order())).then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut kept: Vec<Figure> = Vec::new();
    for one in all {
        if kept.iter().all(|other| other.a != one.a && other.b != one.b) {
            kept.push(one);
        }
    }
    kept
}

impl Values {
    fn order(self) -> u8 {
        match self {
            Values::Agree => 0,
            Values::Bounded => 1,
            Values::Differ => 2,
        }
    }
}

/// How sure it is that two counts count the same thing; `None` where they do not.
fn same_thing(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> Option<f64> {
    if a.quantity.unit != b.quantity.unit {
        return None;
    }
    let (context, shared) = pair.likeness(&a.around, &b.around);
    if a.quantity.unit.as_deref() == Some(AGE) {
        return is_one_holder(pair, a, b).then_some(SAME_HOLDER);
    }
    let fate = match classes::link(&a.classes, &b.classes) {
        Link::Same(_) => 1.0,
        Link::Near(..) => 0.7,
        Link::Direct(..) | Link::Framing(..) => return None,
        Link::None if a.classes.is_empty() || b.classes.is_empty() => 0.4,
        // Parts of one toll ("five soldiers and four attackers") may stand far from the word that says what befell them.
        Link::None if tells_harm(pair.a) && tells_harm(pair.b) && a.of == b.of && a.of.is_some() => 0.7,
        Link::None if a.quantity.unit.is_none() => return None,
        Link::None => 0.1,
    };
    let thing = match (&a.of, &b.of) {
        (Some(x), Some(y)) if x == y => 1.0,
        (Some(x), Some(y)) if is_generic(x) || is_generic(y) => 0.6,
        (Some(_), Some(_)) if a.quantity.unit.is_none() && !said_of_both(a, b) => return None,
        (Some(_), Some(_)) => 0.3,
        _ => 0.5,
    };
    let one_kind = a.of == b.of && a.of.as_deref().is_some_and(|of| !is_generic(of));
    // A whole belongs to a whole; a part may be told alone elsewhere ("three attackers died").
    let standing = match a.part != b.part {
        true if one_kind => 0.05,
        true => 0.25,
        false => 0.0,
    };
    let sure = 0.4 * fate + 0.3 * thing + 0.3 * context - standing;
    let measured = a.quantity.unit.is_some();
    if measured {
        // Two known acts without a tie ("exports stood at", "output rose to") are two measures.
        let enough = if fate <= 0.1 && !measures_one_thing(a.quantity) { 0.6 } else { 0.35 };
        if pair.containment < 0.75 && !measures_one_thing(a.quantity) && measure_apart(pair, a, b) {
            return None;
        }
        let about = shared >= 1 && (context >= enough || fate > 0.1 && pair.containment >= 0.5);
        // A unit that measures one thing alone says by itself what is measured.
        let telling = !matches!(a.quantity.unit.as_deref(), Some("percent" | "minute" | "year" | "usd"));
        let sure = if telling { sure.max(0.6) } else { sure };
        return (about || fate >= 0.7 && pair.containment >= 0.25).then_some(sure);
    }
    if a.part && b.part && !one_kind && context < 0.6 {
        return None;
    }
    let enough = { fate >= 0.7 && thing >= 0.5 || context >= 0.6 };
    (enough && (fate > 0.1 || context >= 0.5)).then_some(sure)
}

/// How many other figures of heads the two sides share: the more, the surer that both tell one tally.
pub(crate) fn anchors(pair: &Pair<'_>, figure: &Figure) -> usize {
    let agreed = |other: &&Figure| {
        other.values == Values::Agree
            && other.same >= SAME_ANCHOR
            && !other.loose
            && is_one_value(pair.a.counts[other.a].quantity, pair.b.counts[other.b].quantity)
            && (other.a, other.b) != (figure.a, figure.b)
            && (is_toll(pair, other) || is_of_one_kind(pair, other, figure))
    };
    pair_up(pair).iter().filter(agreed).count()
}

/// Whether two quantities are the same, also in their rounding words.
pub(crate) fn is_equal(a: &Quantity, b: &Quantity) -> bool {
    (a.low, a.high) == (b.low, b.high) && a.rounding == b.rounding && a.rounding != Rounding::About
}

/// Whether two figures count things of one kind that is not just anybody ("51 votes", "68 votes").
fn is_of_one_kind(pair: &Pair<'_>, one: &Figure, other: &Figure) -> bool {
    let of = |figure: &Figure| pair.a.counts[figure.a].of.as_deref().filter(|of| !is_generic(of));
    of(one).is_some() && of(one) == of(other)
}

/// Whether two quantities name one value, also where one calls it the least ("12 dead", "at least 12 dead").
fn is_one_value(a: &Quantity, b: &Quantity) -> bool {
    let named = |one: &Quantity| matches!(one.rounding, Rounding::Exact | Rounding::AtLeast);
    is_equal(a, b) || named(a) && named(b) && a.low == b.low
}

/// How sure an agreeing count must be one thing to stand for one tally.
const SAME_ANCHOR: f64 = 0.65;

/// The unit of ages.
const AGE: &str = "age_year";
/// How sure it is that two ages beside one name are of one person.
const SAME_HOLDER: f64 = 0.9;
/// Tokens before an age within which its holder is named.
const HOLDER: usize = 6;

/// Whether a unit says by itself what is measured.
pub(crate) fn measures_one_thing(quantity: &Quantity) -> bool {
    matches!(quantity.unit.as_deref(), Some("magnitude" | "celsius" | "kilometre_per_hour"))
}

/// Whether a quantity is somebody's age.
pub(crate) fn is_age(quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some(AGE)
}

/// Whether two ages stand right behind the same name.
fn is_one_holder(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let holder = |reading: &Reading<'_>, count: &Count<'_>| -> Vec<usize> {
        let at = reading.token_at(count.quantity.span.start);
        let near = |word: &crate::compare::reading::Word| {
            (word.token as usize) < at && word.token as usize + HOLDER >= at
        };
        let own = (0..reading.words.len()).filter(|&nth| near(&reading.words[nth]));
        own.rev().take(3).collect()
    };
    let (of_a, of_b) = (holder(pair.a, a), holder(pair.b, b));
    let met =
        of_a.iter().filter(|&&nth| pair.matched[nth].is_some_and(|(hit, _)| of_b.contains(&(hit as usize))));
    let named = |reading: &Reading<'_>, of: &[usize]| of.iter().any(|&nth| reading.words[nth].name);
    // The word right before an age is the last of its name.
    let last = of_a
        .first()
        .zip(of_b.first())
        .is_some_and(|(&x, &y)| pair.matched[x].is_some_and(|(hit, _)| hit as usize == y));
    last && met.count() >= 2 && (named(pair.a, &of_a) || named(pair.b, &of_b))
}

/// Whether the side that names a kind counts no more than the side that counts anybody.
pub(crate) fn kind_may_be_part(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    let kind = |count: &Count<'_>| count.of.as_deref().is_some_and(|of| !is_generic(of));
    match (kind(a), kind(b)) {
        (true, false) => a.quantity.low <= b.quantity.high,
        (false, true) => b.quantity.low <= a.quantity.high,
        _ => false,
    }
}

/// Content words before a figure that tell what is measured.
const SUBJECT: usize = 4;

/// Whether what stands before two measured figures has nothing in common ("exports stood at", "output rose to").
fn measure_apart(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let before = |reading: &Reading<'_>, count: &Count<'_>| -> Vec<usize> {
        let at = reading.token_at(count.quantity.span.start);
        let own = (0..reading.words.len()).rev().filter(|&nth| (reading.words[nth].token as usize) < at);
        own.take(SUBJECT).collect()
    };
    let (of_a, of_b) = (before(pair.a, a), before(pair.b, b));
    let met = |&nth: &usize| pair.matched[nth].is_some_and(|(hit, _)| of_b.contains(&(hit as usize)));
    !of_a.is_empty() && !of_b.is_empty() && !of_a.iter().any(met)
}

/// Whether exactly one of two counts names a kind of people or things.
fn is_loose(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let kind = |count: &Count<'_>| count.of.as_deref().is_some_and(|of| !is_generic(of));
    // Two words of one class ("people", "foreigners") may be the whole and a part.
    let other_words = a.of == b.of && a.of.as_deref() == Some("person") && a.quantity.of != b.quantity.of;
    let same_language =
        pair.a.lang == pair.b.lang && a.quantity.of_span.is_some() && b.quantity.of_span.is_some();
    a.quantity.unit.is_none() && (kind(a) != kind(b) || other_words && same_language)
}

/// Whether both things counted are names of one fate ("the dead", "victims"), so that the nouns need not be one.
fn said_of_both(a: &Count<'_>, b: &Count<'_>) -> bool {
    let state = |of: &Option<compact_str::CompactString>| {
        of.as_ref().is_some_and(|of| lexicon::common().table("counted_fates").has(of))
    };
    state(&a.of) || state(&b.of)
}

/// Whether a sentence tells of dead or wounded.
fn tells_harm(reading: &Reading<'_>) -> bool {
    let harm = classes::ids(["kill", "die", "injure"]);
    reading.acts.iter().any(|act| act.classes.iter().any(|class| harm.contains(class)))
}

/// Nouns that stand for anybody.
fn is_generic(of: &str) -> bool {
    matches!(of, "person" | "dead" | "wounded" | "injured" | "killed" | "victim" | "case" | "infected")
}

/// A figure is taken for another cut short where its last written place is at most this share of it.
const MAX_ROUNDED: f64 = 0.05;

/// Whether `rounded` is `exact` with its last places left off or rounded ("164.8 million", "164,781,745").
fn is_rounded_of(rounded: &Quantity, exact: &Quantity) -> bool {
    let value = |one: &Quantity| (one.low == one.high && one.low.is_finite()).then_some(one.low.abs());
    let Some((coarse, fine)) = value(rounded).zip(value(exact)) else { return false };
    let place = last_place(coarse);
    place > last_place(fine) && place <= coarse * MAX_ROUNDED && (coarse - fine).abs() < place
}

/// The worth of the last place of a value that is not 0: 100 for 2,800, 0.1 for 6.2.
fn last_place(value: f64) -> f64 {
    let whole = |place: i32| {
        let scaled = value / 10f64.powi(place);
        scaled.round() >= 1.0 && (scaled - scaled.round()).abs() < 1e-9 * scaled
    };
    let place = (-6..=15).rev().find(|&place| whole(place)).unwrap_or(-6);
    10f64.powi(place)
}

/// How two quantities stand to each other.
pub(crate) fn compare(a: &Quantity, b: &Quantity) -> Values {
    // A rounded figure allows a tenth more than its words were read to allow.
    let rounded = [a, b].iter().any(|one| one.rounding == Rounding::About);
    let slack = if rounded { 0.05 * a.low.abs().max(b.low.abs()) } else { 0.0 };
    let slack = if slack.is_finite() { slack } else { 0.0 };
    let meet =
        a.low - slack <= b.high && b.low - slack <= a.high || is_rounded_of(a, b) || is_rounded_of(b, a);
    if !meet {
        return Values::Differ;
    }
    let open =
        |one: &Quantity| matches!(one.rounding, Rounding::AtLeast | Rounding::AtMost | Rounding::Vague);
    let anchor = |one: &Quantity| if one.low.is_finite() { one.low } else { one.high };
    let close = (anchor(a) - anchor(b)).abs() <= 0.02 * anchor(a).abs().max(anchor(b).abs());
    if close || !open(a) && !open(b) { Values::Agree } else { Values::Bounded }
}

/// What else grows by being counted while an event goes on, beside what befalls people and things.
const GROWING: [&str; 5] = ["outbreak", "recover", "find", "flood", "burn"];

/// Whether the figures count something that grows while the event goes on.
pub(crate) fn is_toll(pair: &Pair<'_>, figure: &Figure) -> bool {
    let growing = classes::ids(BEFALLING.into_iter().chain(GROWING));
    let grows = |count: &Count<'_>| count.classes.iter().any(|class| growing.contains(class));
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    // Heads and houses grow by being counted; sums and shares are estimated.
    a.quantity.unit.is_none() && (grows(a) || grows(b))
}

/// Whether both figures count all whom one fate befell ("12 dead", "13 people were killed"), so that an event has one.
pub(crate) fn is_whole_toll(pair: &Pair<'_>, figure: &Figure) -> bool {
    let (a, b) = (&pair.a.counts[figure.a], &pair.b.counts[figure.b]);
    let whole = |count: &Count<'_>| !count.part && count.of.as_deref().is_none_or(is_generic);
    whole(a)
        && whole(b)
        && is_toll(pair, figure)
        && matches!(classes::link(&a.classes, &b.classes), Link::Same(_))
}

/// Whether the figures speak of something over before the reports: then a difference is no update.
pub(crate) fn is_settled(pair: &Pair<'_>) -> bool {
    let past = |reading: &Reading<'_>| {
        let Some(published) = reading.source.published.as_ref().map(|p| p.date()) else { return false };
        let dates = reading.times().filter_map(|time| time.to);
        let latest = dates.filter(|day| *day <= published).max();
        latest.is_some_and(|day| published.since(day).is_ok_and(|gap| gap.get_days() >= 4))
    };
    past(pair.a) || past(pair.b)
}

/// Whether the later side has the greater figure, by publication; `None` where no order is known.
pub(crate) fn grows(pair: &Pair<'_>, figure: &Figure) -> Option<bool> {
    let (a, b) = (pair.a.counts[figure.a].quantity, pair.b.counts[figure.b].quantity);
    match pair.later {
        Later::Unknown | Later::SameDay => None,
        Later::SameDayEarlier => Some(a.low > b.low || a.high > b.high),
        Later::SameDayLater | Later::NextDay => Some(b.low > a.low || b.high > a.high),
    }
}

/// A quantity as a value of a relation: `33`, `300±`, `≥ 30`, `5–7`, with its unit.
pub(crate) fn text(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let number = |value: f64| {
        let short = format!("{value:.3}");
        short.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let value = match (quantity.low.is_finite(), quantity.high.is_finite()) {
        (true, false) => format!("≥ {}", number(quantity.low)),
        (false, true) => format!("≤ {}", number(quantity.high)),
        _ if quantity.low == quantity.high => number(quantity.low),
        _ => format!("{}–{}", number(quantity.low), number(quantity.high)),
    };
    value + &unit
}
