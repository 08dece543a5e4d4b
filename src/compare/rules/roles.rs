//! Two parties that change places around an act that runs one way ("Reds beat Blues", "Blues beat Reds").
//!
//! Takes an aligned pair of one language, gives the words of the two who stand in each other's place. Word order tells who did it to
//! whom only where all else is worded alike and the same small word (or the act) leads to the second of them; a passive has another.
//! Shared by the detectors of participants and of opposed acts. No detector of its own.

use super::Pair;
use crate::compare::align::ActLink;
use crate::compare::classes;
use crate::compare::reading::{Act, Reading};
use crate::model::Span;

/// Acts that two do not do to each other in one happening.
const ONE_WAY: [&str; 12] = [
    "win",
    "lose",
    "eliminate",
    "lead",
    "trail",
    "replace",
    "inherit",
    "buy",
    "kill",
    "stab",
    "dismiss",
    "appoint",
];
/// Least likeness of two sentences that differ in the order of two names, and where nothing marks names as such.
const MIN_ALIKE: f64 = 0.6;
const MIN_ALIKE_UNMARKED: f64 = 0.7;

/// The words of whoever comes first on each side, where the two of both sides have changed places.
pub(super) fn turned(pair: &Pair<'_>) -> Option<(Span, Span)> {
    if pair.a.lang != pair.b.lang || pair.jaccard < MIN_ALIKE {
        return None;
    }
    let one_way = classes::ids(ONE_WAY);
    let runs_one_way = |act: &Act| act.classes.iter().any(|class| one_way.contains(class));
    let fits = |link: &&ActLink| {
        let (one, other) = pair.acts(link);
        link.is_same() && pair.same_polarity(link) && runs_one_way(one) && runs_one_way(other)
    };
    pair.links.iter().filter(fits).find_map(|link| {
        let (one, other) = pair.acts(link);
        let led_alike = |(first, late): (u32, u32), (second, early): (u32, u32)| {
            led_by(pair.a, one, second) == led_by(pair.b, other, late)
                && led_by(pair.a, one, first) == led_by(pair.b, other, early)
        };
        let (first, early) = in_other_order(pair, link, led_alike)?;
        Some((span_of(pair.a, first), span_of(pair.b, early)))
    })
}

/// Whether two opposed acts that run one way are told of two parties in the other order: then both tell one thing ("Reds beat
/// Blues", "Blues lost to Reds").
pub(super) fn tell_one_thing(pair: &Pair<'_>, link: &ActLink) -> bool {
    let one_way = classes::ids(ONE_WAY);
    let (one, other) = pair.acts(link);
    let runs = |act: &Act| act.classes.iter().any(|class| one_way.contains(class));
    runs(one) && runs(other) && in_other_order(pair, link, |_, _| true).is_some()
}

/// The first of two parties on each side, where both sides tell of the same two in the other order and the act goes before the second.
fn in_other_order(
    pair: &Pair<'_>,
    link: &ActLink,
    fits: impl Fn((u32, u32), (u32, u32)) -> bool,
) -> Option<(u32, u32)> {
    let (one, other) = pair.acts(link);
    let party = |nth: u32, hit: u32| {
        let marked = pair.a.words[nth as usize].name || pair.b.words[hit as usize].name;
        marked || pair.jaccard >= MIN_ALIKE_UNMARKED
    };
    let met: Vec<(u32, u32)> = one
        .around
        .iter()
        .filter_map(|&nth| Some((nth, pair.matched[nth as usize]?.0)))
        .filter(|&(nth, hit)| other.around.contains(&hit) && party(nth, hit))
        .collect();
    met.iter().find_map(|&(first, late)| {
        let turned = |&&(second, early): &&(u32, u32)| {
            first < second
                && early < late
                && is_done_to(pair.a, one, second)
                && is_done_to(pair.b, other, late)
                && fits((first, late), (second, early))
        };
        met.iter().find(turned).map(|&(_, early)| (first, early))
    })
}

fn span_of(reading: &Reading<'_>, nth: u32) -> Span {
    reading.tokens[reading.words[nth as usize].token as usize].span
}

/// Whether a word stands behind the act.
fn is_done_to(reading: &Reading<'_>, act: &Act, nth: u32) -> bool {
    span_of(reading, nth).start >= act.span.end
}

/// The word right before another, where it is not the act itself.
fn led_by<'r>(reading: &'r Reading<'_>, act: &Act, nth: u32) -> Option<&'r str> {
    let at = reading.words[nth as usize].token.checked_sub(1)?;
    let before = reading.tokens.get(at as usize)?;
    (!act.span.overlaps(before.span)).then_some(before.folded.as_str())
}
