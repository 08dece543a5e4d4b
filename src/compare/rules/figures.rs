//! Counts of two sentences, paired and compared.
//!
//! Shared by the detectors of numbers, updates, scope and agreement: which counts speak of the same thing, and how
//! their intervals stand. No detector of its own.

use super::alike;
use crate::compare::align::{Later, Pair};
use crate::compare::classes::{self, Link};
use crate::compare::reading::{BEFALLING, Count, Reading};
use crate::model::{Quantity, Rounding};
use std::cell::OnceCell;

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
pub(crate) fn pair_up<'p>(pair: &'p Pair<'_>) -> &'p [Figure] {
    pair.figures.alike.get_or_init(|| paired(pair, alike::same_thing))
}

/// As [`pair_up`], with counts of one noun whose acts are told in words that no table ties.
pub(super) fn pair_up_by_noun<'p>(pair: &'p Pair<'_>) -> &'p [Figure] {
    let alike = |pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>| {
        alike::same_thing(pair, a, b).or_else(|| alike::same_noun(pair, a, b))
    };
    pair.figures.by_noun.get_or_init(|| paired(pair, alike))
}

/// The figures of a pair, paired when a detector first asks.
#[derive(Debug, Default)]
pub(in crate::compare) struct Figures {
    alike: OnceCell<Vec<Figure>>,
    by_noun: OnceCell<Vec<Figure>>,
}

fn paired(
    pair: &Pair<'_>,
    same_thing: impl Fn(&Pair<'_>, &Count<'_>, &Count<'_>) -> Option<f64>,
) -> Vec<Figure> {
    let mut all: Vec<Figure> = Vec::new();
    for (ia, a) in pair.a.counts.iter().enumerate().filter(|(_, count)| !count.former) {
        for (ib, b) in pair.b.counts.iter().enumerate().filter(|(_, count)| !count.former) {
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
pub(super) const AGE: &str = "age_year";

/// Whether a unit says by itself what is measured.
pub(crate) fn measures_one_thing(quantity: &Quantity) -> bool {
    matches!(quantity.unit.as_deref(), Some("magnitude" | "celsius" | "kilometre_per_hour"))
}

/// Whether a count is the one result of a happening: of a match, or the term that a court gave.
pub(crate) fn is_result(count: &Count<'_>) -> bool {
    let passed = classes::ids(["sentence"]);
    match count.quantity.unit.as_deref() {
        Some("score") => true,
        Some("month" | "minute") => count.classes.iter().any(|class| passed.contains(class)),
        _ => false,
    }
}

/// Whether a quantity is somebody's age.
pub(crate) fn is_age(quantity: &Quantity) -> bool {
    quantity.unit.as_deref() == Some(AGE)
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

/// Whether exactly one of two counts names a kind of people or things.
fn is_loose(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let kind = |count: &Count<'_>| count.of.as_deref().is_some_and(|of| !is_generic(of));
    // Two words of one class ("people", "foreigners") may be the whole and a part.
    let other_words = a.of == b.of && a.of.as_deref() == Some("person") && a.quantity.of != b.quantity.of;
    let same_language =
        pair.a.lang == pair.b.lang && a.quantity.of_span.is_some() && b.quantity.of_span.is_some();
    // Whoever is aboard is a passenger.
    let aboard = classes::ids(["aboard", "carry"]);
    let is_aboard = |count: &Count<'_>| {
        count.classes.iter().any(|class| aboard.contains(class))
            && matches!(count.of.as_deref(), None | Some("person" | "passenger"))
    };
    let all_aboard = is_aboard(a) && is_aboard(b);
    a.quantity.unit.is_none() && !all_aboard && (kind(a) != kind(b) || other_words && same_language)
}

/// Nouns that stand for anybody.
pub(crate) fn is_generic(of: &str) -> bool {
    matches!(of, "person" | "dead" | "wounded" | "injured" | "killed" | "victim" | "case" | "infected")
}

/// A figure is taken for another cut short where its last written place is at most this share of it; a figure written with a
/// decimal ("1.3 billion") was cut there, whatever the share.
const MAX_ROUNDED: f64 = 0.05;
const MAX_ROUNDED_DECIMAL: f64 = 0.1;

/// Whether `rounded` is `exact` with its last places left off or rounded ("164.8 million", "164,781,745").
fn is_rounded_of(rounded: &Quantity, exact: &Quantity) -> bool {
    let value = |one: &Quantity| (one.low == one.high && one.low.is_finite()).then_some(one.low.abs());
    let Some((coarse, fine)) = value(rounded).zip(value(exact)) else { return false };
    let place = last_place(coarse);
    let share = if is_decimal(coarse) { MAX_ROUNDED_DECIMAL } else { MAX_ROUNDED };
    let cut = place > last_place(fine) && place <= coarse * share && (coarse - fine).abs() < place;
    cut || is_counted_in_scale(coarse, fine)
}

/// Whether a round figure counts the thousands, millions or billions of the other ("10 thousand", "10,454").
fn is_counted_in_scale(coarse: f64, fine: f64) -> bool {
    let Some(scale) = [1e12, 1e9, 1e6, 1e3].into_iter().find(|&scale| coarse >= scale) else { return false };
    let whole = coarse % scale == 0.0 && fine % scale != 0.0;
    whole && scale <= coarse * MAX_ROUNDED_DECIMAL && (fine / scale).round() * scale == coarse
}

/// Whether a value is written with a decimal: of millions and above, or below a thousand. Thousands are written out.
fn is_decimal(value: f64) -> bool {
    let millions = [1e12, 1e9, 1e6].into_iter().find(|&scale| value >= scale);
    let scale = millions.or((value < 1e3).then_some(1.0));
    scale.is_some_and(|scale| (value / scale - (value / scale).round()).abs() > 1e-9)
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

/// The least times that one bound is of another of its kind, from which on the two tell two values.
/// Small ones are counted up.
const APART: f64 = 2.0;
const MANY: f64 = 1000.0;

/// Whether both are the least of what they count and one is many times the other ("more than 22 million", "more than 500 million").
fn are_bounds_apart(a: &Quantity, b: &Quantity) -> bool {
    let (less, more) = (a.low.min(b.low), a.low.max(b.low));
    let least = a.rounding == Rounding::AtLeast && b.rounding == Rounding::AtLeast;
    least && less >= MANY && more >= less * APART
}

/// Kilometres of a nautical mile over those of a mile on land.
const NAUTICAL: f64 = 1.852 / 1.609_344;

/// Whether one number of miles is read as nautical on one side and as miles on land on the other: at sea a mile is a nautical one.
fn are_miles_of_two_kinds(a: &Quantity, b: &Quantity) -> bool {
    let nautical = |x: f64, y: f64| y > 0.0 && (x / y - NAUTICAL).abs() < 1e-4;
    let length = a.unit.as_deref() == Some("kilometre") && a.unit == b.unit;
    length && (nautical(a.low, b.low) || nautical(b.low, a.low))
}

/// Minutes of the shortest and the longest month.
const MONTH: (f64, f64) = (28.0 * 1440.0, 31.0 * 1440.0);

/// A stretch of time in minutes, a month being of any length a month may have; anything else as it is.
pub(crate) fn in_minutes(quantity: &Quantity) -> Quantity {
    let mut own = quantity.clone();
    if own.unit.as_deref() == Some("month") {
        (own.low, own.high) = (own.low * MONTH.0, own.high * MONTH.1);
        own.unit = Some("minute".into());
    }
    own
}

/// How two quantities stand to each other.
pub(crate) fn compare(a: &Quantity, b: &Quantity) -> Values {
    // A rounded figure allows a tenth more than its words were read to allow.
    let rounded = [a, b].iter().any(|one| one.rounding == Rounding::About);
    let slack = if rounded { 0.05 * a.low.abs().max(b.low.abs()) } else { 0.0 };
    let slack = if slack.is_finite() { slack } else { 0.0 };
    let meet = a.low - slack <= b.high && b.low - slack <= a.high
        || is_rounded_of(a, b)
        || is_rounded_of(b, a)
        || are_miles_of_two_kinds(a, b);
    if !meet || are_bounds_apart(a, b) {
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
        && (matches!(classes::link(&a.classes, &b.classes), Link::Same(_))
            || alike::tells_death(a) && alike::tells_death(b))
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
    let (unit, size) = shown_in(quantity);
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let number = |value: f64| {
        let short = format!("{:.3}", value / size);
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

/// The unit in which a quantity is shown and what it is of the quantity's own: lengths of time are kept in minutes, and told in hours
/// and days where they are whole ones.
fn shown_in(quantity: &Quantity) -> (Option<&str>, f64) {
    let unit = quantity.unit.as_deref();
    let bounds = || [quantity.low, quantity.high].into_iter().filter(|bound| bound.is_finite());
    let whole = |size: &&(&str, f64)| bounds().all(|bound| bound >= size.1 && bound % size.1 == 0.0);
    let longer = LONGER.iter().find(whole).filter(|_| unit == Some("minute"));
    longer.map_or((unit, 1.0), |(name, size)| (Some(*name), *size))
}

/// Units of more than a minute, the longest first, with the minutes in one.
const LONGER: [(&str, f64); 2] = [("day", 1440.0), ("hour", 60.0)];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn length(low: f64, high: f64) -> Quantity {
        Quantity {
            span: Span { start: 0, end: 0 },
            low,
            high,
            rounding: Rounding::Exact,
            unit: Some("minute".into()),
            of: None,
            of_span: None,
            predicate: None,
        }
    }

    #[test]
    fn lengths_of_time_are_shown_in_the_longest_unit_that_is_whole() {
        let shown = [
            (86_400.0, 86_400.0, "60 day"),
            (7_200.0, 10_080.0, "5–7 day"),
            (180.0, 180.0, "3 hour"),
            (190.0, 190.0, "190 minute"),
            (0.0, 0.0, "0 minute"),
            (1_440.0, f64::INFINITY, "≥ 1 day"),
        ];
        for (low, high, want) in shown {
            assert_eq!(text(&length(low, high)), want);
        }
    }
}
