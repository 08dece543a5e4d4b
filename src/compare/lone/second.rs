//! A second look at two sentences alone, where no detector found a difference.
//!
//! Takes an aligned pair that is said to speak of one event, gives what a run would want more words in common for: two days of
//! one happening, an act that one side denies, acts that undo each other. `None` where nothing ties the two.

use super::found;
use super::occasion::Slot;
use crate::compare::align::{ActLink, Pair, Tie};
use crate::compare::classes::Link;
use crate::compare::reading::{Act, Reading};
use crate::compare::rules::{self, Finding, dating};
use crate::model::{Kind, Modality, Rounding};

/// Share of the lighter sentence that is matched, from which on two sentences tell of one thing without a shared act.
const MIN_HELD: f64 = 0.2;

/// Two days on which one happening is said to have been, where nothing else differs.
pub(super) fn day(pair: &Pair<'_>, apart: &[Slot]) -> Option<Finding> {
    if apart != [Slot::Day] || !is_tied(pair) {
        return None;
    }
    let (of_a, of_b) = (dating::told(pair.a), dating::told(pair.b));
    let (one, other) =
        of_a.iter().flat_map(|one| of_b.iter().map(move |other| (*one, *other))).find(|(one, other)| {
            dating::differ(pair, one, other) == Some(true) && dating::of_one_turn(pair, one, other)
        })?;
    Some(found(
        pair,
        if is_ahead(pair) { Kind::Modality } else { Kind::Date },
        vec![one.span],
        vec![other.span],
    ))
}

/// Whether one act lies ahead on one side and is done on the other: then its status differs, and the day with it.
fn is_ahead(pair: &Pair<'_>) -> bool {
    let ahead = |act: &Act| act.modality == Modality::Planned;
    pair.links.iter().filter(|link| link.is_same() && pair.same_polarity(link)).any(|link| {
        let (one, other) = pair.acts(link);
        !one.classes.is_empty() && ahead(one) != ahead(other)
    })
}

/// The one figure of each side, of one unit that says what it measures or of one noun, where nothing else differs.
pub(super) fn value(pair: &Pair<'_>, apart: &[Slot]) -> Option<Finding> {
    let only = |slot: &Slot| matches!(slot, Slot::Value | Slot::Figure);
    if !apart.contains(&Slot::Value) || !apart.iter().all(only) || !is_tied(pair) {
        return None;
    }
    let (a, b) = (pair.a.counts.first()?, pair.b.counts.first()?);
    let unit = a.quantity.unit.is_some();
    let noun = a.of.is_some() && a.of == b.of;
    let vague = |rounding: Rounding| rounding == Rounding::Vague;
    if !(unit || noun) || vague(a.quantity.rounding) || vague(b.quantity.rounding) || a.former || b.former {
        return None;
    }
    Some(found(pair, Kind::Number, vec![a.quantity.span], vec![b.quantity.span]))
}

fn is_tied(pair: &Pair<'_>) -> bool {
    pair.containment >= MIN_HELD
        || pair.shared_names > 0
        || pair.links.iter().any(|link| link.is_same() && pair.same_polarity(link) && link.shared > 0)
}

/// An act that one side denies and the other tells.
pub(super) fn denied(pair: &Pair<'_>) -> Option<Finding> {
    let link =
        pair.links.iter().find(|link| link.is_same() && !pair.same_polarity(link) && is_bound(pair, link))?;
    let (one, other) = pair.acts(link);
    // Two denials are worded in two ways.
    if pair.a.negators() > 0 && pair.b.negators() > 0 {
        return None;
    }
    let wish = |act: &Act| act.modality == Modality::Goal;
    (!wish(one) && !wish(other) && !rules::leaves_what_is_told(pair, link))
        .then(|| found(pair, Kind::Negation, Pair::act_spans(one), Pair::act_spans(other)))
}

/// Acts that undo each other.
pub(super) fn undone(pair: &Pair<'_>) -> Option<Finding> {
    let direct = |link: &&ActLink| matches!(link.link, Tie::Class(Link::Direct(..)));
    let mut links = pair.links.iter().filter(direct).filter(|link| pair.same_polarity(link));
    let link = links.find(|link| is_bound(pair, link))?;
    let (one, other) = pair.acts(link);
    (!Pair::is_denied(one)).then(|| found(pair, Kind::Opposite, Pair::act_spans(one), Pair::act_spans(other)))
}

/// Words of a sentence that tells one thing.
const MOST_WORDS: usize = 14;

/// Whether two acts speak of one thing, in sentences that each tell one: something around both is shared, nothing stands in the
/// place of something else, and neither side has what the other has.
fn is_bound(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let short = |reading: &Reading<'_>| reading.words.len() <= MOST_WORDS;
    let classed = !one.classes.is_empty() && !other.classes.is_empty();
    let tied = link.shared > 0 || one.total || other.total || pair.containment >= MIN_HELD;
    // A translator turns a sentence as he likes.
    let quoted = |reading: &Reading<'_>, act: &Act| {
        reading.claims.iter().any(|(_, claim)| claim.quote.is_some_and(|quote| quote.contains(act.span)))
    };
    let translated = pair.a.lang != pair.b.lang && quoted(pair.a, one) && quoted(pair.b, other);
    classed
        && !translated
        && tied
        && short(pair.a)
        && short(pair.b)
        && !one.reports
        && !other.reports
        && !dating::at_other_times(pair, link.a, link.b)
        && !pair.also_said(link)
        && !rules::stand_apart(pair, link)
}
