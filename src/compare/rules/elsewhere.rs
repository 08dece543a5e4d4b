//! Places of which one side says itself that it was not there: kilometres away from it, or "not in" it.
//!
//! Takes an aligned pair, gives the words of the place that one side names and of the other's telling how far from it, or that not
//! there, it was. Shared by the detector of places; no detector of its own.

use super::anchor::{self, Tied};
use super::venue::{self, cues};
use super::{place, slots};
use crate::compare::align::Pair;
use crate::compare::reading::{Act, Reading};
use crate::lexicon;
use crate::model::{Quantity, Span, TokenKind};

/// Two spans of places, how both are tied to one happening, and whether that is the next of a row.
type Apart = (Span, Span, Tied, bool);

/// Kilometres from a place from which on one is not there.
const AWAY: f64 = 2.0;
/// Tokens between a distance and the place that it is measured from, and content words of that place's name.
const MEASURED_REACH: usize = 4;
const NAME_WORDS: usize = 2;
/// Tokens between a word of place and the place that it names.
const NAMED_REACH: usize = 3;
/// Tokens before a denied place among which another denial makes it one of a list.
const LIST: usize = 10;
/// Words beside the place that both sides of a distance have, where they are said to tell of one event.
const MIN_SHARED: usize = 2;

/// One happening at a place and at a distance from it ("at the crossing", "thirty kilometres south of the crossing").
pub(super) fn away(pair: &Pair<'_>) -> Option<Apart> {
    by_either(pair, distant)
}

/// One happening at a place and elsewhere, "not there" ("at the town hall", "in a hotel, not in the town hall").
pub(super) fn not_there(pair: &Pair<'_>) -> Option<Apart> {
    by_either(pair, denied)
}

fn by_either(pair: &Pair<'_>, look: impl Fn(&Sides<'_, '_>) -> Option<Apart>) -> Option<Apart> {
    let turn = |(one, other, tied, next): Apart| (other, one, tied, next);
    look(&Sides { pair, flipped: false }).or_else(|| look(&Sides { pair, flipped: true }).map(turn))
}

/// A pair with the side that measures or denies on the left.
struct Sides<'p, 's> {
    pair: &'p Pair<'s>,
    flipped: bool,
}

impl<'s> Sides<'_, 's> {
    fn left(&self) -> &'s Reading<'s> {
        if self.flipped { self.pair.b } else { self.pair.a }
    }

    fn right(&self) -> &'s Reading<'s> {
        if self.flipped { self.pair.a } else { self.pair.b }
    }

    /// Whether content word `x` of the left and `y` of the right are one.
    fn same(&self, x: u32, y: u32) -> bool {
        let (in_a, in_b) = if self.flipped { (y, x) } else { (x, y) };
        self.pair.matched[in_a as usize].is_some_and(|(hit, _)| hit == in_b)
    }

    /// The word of the right that word `x` of the left is.
    fn other(&self, x: u32) -> Option<u32> {
        (0..self.right().words.len() as u32).find(|&y| self.same(x, y))
    }

    fn tied(&self, left: Span, right: Span) -> Tied {
        let (one, other) = (anchor::of(self.left(), left), anchor::of(self.right(), right));
        let (one, other) = if self.flipped { (other, one) } else { (one, other) };
        anchor::tied(self.pair, &one, &other)
    }

    /// Whether the two are said to tell of one event and share so many words beside those of the place.
    fn share_more(&self, place: usize, least: usize) -> bool {
        self.pair.event.is_none() && self.pair.matched.iter().flatten().count() >= place + least
    }
}

fn span_of(reading: &Reading<'_>, nth: u32) -> Span {
    reading.tokens[reading.words[nth as usize].token as usize].span
}

fn distant(sides: &Sides<'_, '_>) -> Option<Apart> {
    let (left, right) = (sides.left(), sides.right());
    let far = |quantity: &Quantity| quantity.unit.as_deref() == Some("kilometre") && quantity.low >= AWAY;
    let measures = |reading: &Reading<'_>| reading.counts.iter().any(|count| far(count.quantity));
    if measures(right) || !measures(left) {
        return None;
    }
    let (own, cues) = (cues(left), cues(right));
    let cued = |token: usize| cues.iter().any(|(_, end, denied)| *end == token && !denied);
    // Where names have no capitals, any word of place right before it shows the place.
    let names = |y: u32| right.words[y as usize].name || is_caseless(right);
    for quantity in left.counts.iter().map(|count| count.quantity).filter(|quantity| far(quantity)) {
        let from = left
            .words
            .partition_point(|word| left.tokens[word.token as usize].span.start < quantity.span.end);
        let behind = measured_place(left, &own, quantity.span, from);
        let place = behind.len();
        // Of a name all words stand on both sides: any town is a town.
        if behind.iter().any(|&x| sides.other(x).is_none()) {
            continue;
        }
        // Who measures from a place and names it again tells of it too.
        if behind.iter().any(|&x| is_named_again(left, x)) {
            continue;
        }
        for (x, y) in behind.into_iter().filter_map(|x| Some((x, sides.other(x)?))) {
            let there = span_of(right, y);
            let at =
                venue::is_in_one(right, there) || names(y) && cued(right.words[y as usize].token as usize);
            let tied = sides.tied(quantity.span, there);
            if at && (tied != Tied::Loosely || sides.share_more(place, MIN_SHARED)) {
                return Some((quantity.span.join(span_of(left, x)), there, tied, false));
            }
        }
    }
    None
}

/// Whether another word of a sentence is the word `nth` of it.
fn is_named_again(reading: &Reading<'_>, nth: u32) -> bool {
    let own = &reading.words[nth as usize];
    let mut others = reading.words.iter().enumerate().filter(|(at, _)| *at != nth as usize);
    others.any(|(_, word)| word.keys.iter().any(|key| own.keys.contains(key)))
}

/// The content words that follow each other right behind a distance: the place that it is measured from. Empty where a word says
/// that something is there ("at a depth of 200 kilometres in the district").
fn measured_place(
    reading: &Reading<'_>,
    cues: &[(usize, usize, bool)],
    quantity: Span,
    from: usize,
) -> Vec<u32> {
    let token = |nth: usize| reading.words.get(nth).map(|word| word.token as usize);
    let end = reading.token_at(quantity.end.saturating_sub(1)) + 1;
    let quarter = |nth: &usize| token(*nth).is_some_and(|at| slots::quarter(reading, at).is_some());
    // "South of", "east of".
    let first = (from..from + 2).find(|nth| !quarter(nth)).unwrap_or(from);
    let Some(at) = token(first) else { return Vec::new() };
    let there = cues.iter().any(|(cue, _, denied)| !denied && (end..at).contains(cue));
    if there || at - end > MEASURED_REACH || reading.breaks(end, at) {
        return Vec::new();
    }
    let mut place = vec![first as u32];
    while let Some(next) = token(first + place.len()) {
        if place.len() >= NAME_WORDS || next != at + place.len() {
            break;
        }
        place.push((first + place.len()) as u32);
    }
    place
}

fn denied(sides: &Sides<'_, '_>) -> Option<Apart> {
    let (left, right) = (sides.left(), sides.right());
    let cues = cues(left);
    for &(first, end, _) in cues.iter().filter(|(_, _, denied)| *denied) {
        // "Not in the hall": a small word of place ties what is denied to where it was.
        let placed = left.is_preposition(end - 1)
            || cues.iter().any(|(from, _, denied)| !denied && (first + 1..=end).contains(from));
        if first == 0 || !placed {
            continue;
        }
        let words = denied_place(left, end);
        let met: Vec<(u32, u32)> = words.iter().filter_map(|&x| Some((x, sides.other(x)?))).collect();
        let Some(&(x, y)) = met.last() else { continue };
        let there = span_of(right, y);
        let mut before = right.tokens[..right.token_at(there.start)].iter().rev().take(NAMED_REACH);
        // "Neither here nor there" is no correction.
        let listed = |at: usize| left.tokens.get(at).is_some_and(|token| left.is_negator(token));
        let listed = (first.saturating_sub(LIST)..first).chain(end..end + NAMED_REACH).any(listed);
        if listed || 2 * met.len() < words.len() || before.any(|token| right.is_negator(token)) {
            continue;
        }
        let tied = sides.tied(span_of(left, x), there);
        let acted = sides.pair.event.is_none()
            && sides.pair.links.iter().any(|link| link.is_alike() && sides.pair.same_polarity(link));
        if tied != Tied::Loosely || acted || sides.share_more(met.len(), 1) {
            let whole = left.tokens[first].span.join(span_of(left, x));
            return Some((whole, there, tied.max(Tied::ByAct), false));
        }
    }
    None
}

/// The content words behind token `end` that name a place, a ground or a building; empty where they name none.
fn denied_place(reading: &Reading<'_>, end: usize) -> Vec<u32> {
    let last = reading.tokens.len().min(end + NAMED_REACH);
    let mark = |at: &usize| reading.tokens[*at].kind == TokenKind::Mark;
    let stop = (end..last).find(mark).unwrap_or(last);
    let inside = |&x: &u32| (end..stop).contains(&(reading.words[x as usize].token as usize));
    let words: Vec<u32> = (0..reading.words.len() as u32).filter(inside).collect();
    let span = |x: u32| span_of(reading, x);
    let told = |x: &u32| {
        let timed = reading.times().any(|time| time.span.overlaps(span(*x)));
        let acting = |act: &Act| !act.classes.is_empty() && act.span.overlaps(span(*x));
        timed || reading.acts.iter().any(acting)
    };
    let named = |x: &u32| {
        venue::names_one(reading, span(*x))
            || place::stands(&reading.words[*x as usize])
            || reading.places().any(|place| place.span.overlaps(span(*x)))
            || reading.words[*x as usize].name && !is_caseless(reading)
    };
    if words.iter().any(named) && !words.iter().all(told) { words } else { Vec::new() }
}

/// Whether the language of a sentence writes names without capitals.
fn is_caseless(reading: &Reading<'_>) -> bool {
    lexicon::of(reading.lang).is_some_and(|lexicon| {
        lexicon.table("slot_affixes").rows().iter().any(|row| row.cell(1) == "article")
    })
}
