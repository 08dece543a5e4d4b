//! A second look at two sentences alone, where no detector found a difference.
//!
//! Takes an aligned pair that is said to speak of one event, gives what a run would want more words in common for: two days of
//! one happening, an act that one side denies, acts that undo each other. `None` where nothing ties the two.

use super::occasion::Slot;
use super::{found, held};
use crate::compare::align::{ActLink, Later, Pair, Tie};
use crate::compare::classes::{self, Link};
use crate::compare::reading::{Act, Reading, measures};
use crate::compare::rules::{self, Finding, dating};
use crate::model::{Kind, Modality, Rounding, TimeRef};

/// Share of the lighter sentence that is matched, from which on two sentences tell of one thing without a shared act.
const MIN_HELD: f64 = 0.2;

/// Two days on which one happening is said to have been, where nothing else differs.
pub(super) fn day(pair: &Pair<'_>, apart: &[Slot]) -> Option<Finding> {
    if apart != [Slot::Day] || !is_tied(pair) || !is_ahead(pair) && names_one_day(pair) {
        return None;
    }
    let (of_a, of_b) = (dating::told(pair.a), dating::told(pair.b));
    let (one, other) =
        of_a.iter().flat_map(|one| of_b.iter().map(move |other| (*one, *other))).find(|(one, other)| {
            // A measure is told as of a month, a deed on a day.
            !(measures_a_month(pair.a, one) || measures_a_month(pair.b, other))
                && dating::differ(pair, one, other) == Some(true)
                && dating::of_one_turn(pair, one, other)
        })?;
    Some(found(
        pair,
        if is_ahead(pair) { Kind::Modality } else { Kind::Date },
        vec![one.span],
        vec![other.span],
    ))
}

/// Whether any day that one side names is one of the other's, be it that of the telling.
fn names_one_day(pair: &Pair<'_>) -> bool {
    let met = |one: &TimeRef| {
        let day = |other: &TimeRef| {
            let named = pair.a.weekday(one).zip(pair.b.weekday(other)).is_some_and(|(a, b)| a == b);
            named || one.from.is_some() && (one.from, one.to) == (other.from, other.to)
        };
        pair.b.times().any(day)
    };
    pair.a.times().any(met)
}

/// Whether a time is a month or longer, as of which the sentence gives a measure.
fn measures_a_month(reading: &Reading<'_>, time: &TimeRef) -> bool {
    let day = match time.from.zip(time.to) {
        Some((from, to)) => from == to,
        None => {
            reading.weekday(time).is_some() || reading.calendar(time).is_some_and(|(day, ..)| day.is_some())
        }
    };
    !day && reading.counts.iter().any(|count| count.quantity.unit.is_some())
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
    if measures::apart(a, b) {
        return None;
    }
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
        && !held::is_said_by_both(pair, link)
        && !rules::stand_apart(pair, link)
}

/// What an earlier report tells as ahead and a later one as done, though each words it in its own way.
pub(super) fn came_about(pair: &Pair<'_>, alike: bool) -> Option<Finding> {
    if pair.later != Later::NextDay {
        return None;
    }
    let done = |act: &Act| act.modality == Modality::Fact && !Pair::is_denied(act) && !act.reports;
    let link = pair.links.iter().filter(|link| link.is_same()).find(|link| {
        let (one, other) = pair.acts(link);
        let tied = link.shared > 0 || pair.shared_names > 0 || pair.containment >= MIN_HELD;
        !one.classes.is_empty()
            && !Pair::is_denied(one)
            && done(other)
            && tied
            && (is_ahead_itself(one) || !alike && link.shared > 0 && lies_ahead(pair.a, one))
            && !lies_ahead(pair.b, other)
            && !is_dated_ahead(pair.b)
            && !was_before(pair)
            && !is_vowed(pair.b, link.b)
            && !pair.b.is_present(other.span)
    })?;
    let status = pair.acts(link).0.modality;
    let ahead = if status == Modality::Fact { Modality::Planned } else { status };
    Some(rules::status_update(pair, link, [ahead, Modality::Fact]))
}

/// What an earlier report tells as promised and a later one as done.
pub(super) fn kept(pair: &Pair<'_>) -> Option<Finding> {
    let promised = |link: &ActLink| link.is_same() && is_vowed(pair.a, link.a) && !is_vowed(pair.b, link.b);
    pair.links.iter().any(promised).then(|| came_about(pair, false)).flatten()
}

/// Whether all days that a sentence names lie behind its report: then it tells what is to come.
fn is_dated_ahead(reading: &Reading<'_>) -> bool {
    let Some(published) = reading.source.published.as_ref().map(|one| one.date()) else { return false };
    let mut days = reading.times().filter_map(|time| time.from.zip(time.to)).peekable();
    days.peek().is_some() && days.all(|(from, to)| from >= published && to > published)
}

/// Whether the later report dates the deed no later than the earlier report, which still tells it for a day to come: the two differ.
fn was_before(pair: &Pair<'_>) -> bool {
    let Some(published) = pair.a.source.published.as_ref().map(|one| one.date()) else { return false };
    let ahead = pair.a.times().filter_map(|time| time.from).any(|from| from > published);
    let mut deeds = dating::told(pair.b).into_iter().filter_map(|time| time.to).peekable();
    ahead && deeds.peek().is_some() && deeds.all(|to| to <= published)
}

/// Whether an act stands right under a promise, a plan or what is ahead itself ("vowed to lodge an appeal").
fn is_vowed(reading: &Reading<'_>, act: usize) -> bool {
    let above = act.checked_sub(1).and_then(|nth| reading.acts.get(nth));
    let promises = classes::ids(["promise", "undecided"]);
    above.is_some_and(|above| {
        above.claim == reading.acts[act].claim
            && (is_ahead_itself(above) || above.classes.iter().any(|class| promises.contains(class)))
    })
}

fn is_ahead_itself(act: &Act) -> bool {
    matches!(act.modality, Modality::Planned | Modality::Expected)
}

/// Whether an act is told as still to come: by its own form, or as a noun in a statement of what is to be.
fn lies_ahead(reading: &Reading<'_>, act: &Act) -> bool {
    let promises = classes::ids(["promise", "undecided"]);
    let noun = reading.may_be_noun(act.span) || reading.is_prefixed(act.span);
    let near = |other: &Act| {
        // Who keeps his word has promised nothing new.
        let promised =
            !other.classes.is_empty() && other.classes.iter().all(|class| promises.contains(class));
        let sets = is_ahead_itself(other) || promised;
        other.claim == act.claim && sets && !Pair::is_denied(other)
    };
    is_ahead_itself(act)
        || noun && reading.acts.iter().any(near)
        || noun && tells_of_what_is_to_come(reading, act.claim)
}

/// Whether a claim has a verb with the mark of the future, though no table knows it.
fn tells_of_what_is_to_come(reading: &Reading<'_>, claim: usize) -> bool {
    let Some((_, claim)) = reading.claims.get(claim) else { return false };
    let mut own = reading.tokens.iter().filter(|token| claim.content.contains(token.span));
    own.any(|token| reading.has_future_mark(token.span))
}
