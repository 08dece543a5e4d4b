//! Shares told as a fraction or as so many in so many: "a third of", "nine in ten".
//!
//! Takes a reading and a token, gives the share as a percentage. A fraction is a rounded value: it is widened as "about"
//! widens a number. Says nothing of what the share is of.

use super::amount::{Amount, Kind};
use crate::claim::number::{Cardinal, cardinal};
use crate::claim::reading::Reading;
use crate::claim::vocabulary::{Cut, Slot};
use crate::model::TokenKind;

/// Wholes of which news tells so many: "three in four", "nine in ten", "one in a thousand".
const WHOLES: [f64; 9] = [3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 100.0, 1000.0];

/// The share that begins at token `at`.
pub(super) fn at(reading: &Reading, at: usize) -> Option<Amount> {
    ratio(reading, at).or_else(|| fraction(reading, at))
}

/// "Nine in ten", "nine workers out of ten", where what the whole counts does not follow.
fn ratio(reading: &Reading, at: usize) -> Option<Amount> {
    let part = cardinal(reading, at).filter(is_plain)?;
    let noun = reading.hit(part.to, Slot::Counted).map(|hit| part.to + hit.words as usize);
    let (of, to) = [Some(part.to), noun].into_iter().flatten().find_map(|end| {
        let hit = reading.word(end, "in_all")?;
        Some((hit.row.key(), end + hit.words as usize))
    })?;
    let whole = cardinal(reading, to).filter(is_plain)?;
    // "Two in three attacks" tells of three; "two in every three" does not.
    let every = of.contains(' ');
    let counts = reading
        .hits(whole.to)
        .iter()
        .any(|hit| matches!(hit.slot, Slot::Units | Slot::Counted | Slot::Months | Slot::RelativeTime));
    let fits = part.value < whole.value && WHOLES.contains(&whole.value) && (every || !counts);
    if !fits || is_inside_range(reading, at) {
        return None;
    }
    Some(of_percent(at, whole.to, 100.0 * part.value / whole.value, 50.0 / whole.value))
}

/// Whether a number stands by itself: a small whole one.
fn is_plain(number: &Cardinal) -> bool {
    number.value >= 1.0 && number.value.fract() == 0.0 && !number.scaled
}

fn is_inside_range(reading: &Reading, at: usize) -> bool {
    at > 0 && (reading.is_mark(at - 1, "-–—/:.") || reading.tokens[at - 1].kind == TokenKind::Number)
}

/// "A third of", and the bare word where the language needs none for "of".
fn fraction(reading: &Reading, at: usize) -> Option<Amount> {
    // With an article written on it, it is a quarter of a year or the third that is left.
    let hit = reading.hit(at, Slot::Fractions).filter(|hit| !hit.cut.has(Cut::ARTICLE))?;
    let to = at + hit.words as usize;
    let bare = reading.words.setting("share_bare") == "yes";
    let linked = reading.word(to, "of").is_some() || reading.word(to, "article").is_some();
    let led = reading.hit_before(at, Slot::Approximators).is_some();
    let other = reading
        .hits(to)
        .iter()
        .any(|hit| matches!(hit.slot, Slot::Units | Slot::Multipliers | Slot::Months | Slot::Numbers))
        || reading.word(to, "no_share").is_some();
    // "A quarter of an hour", "half of a million": a part of a unit.
    let of = reading.word(to, "of").map_or(to, |hit| to + hit.words as usize);
    let of = reading.word(of, "one").map_or(of, |hit| of + hit.words as usize);
    let of_unit =
        of > to && reading.hits(of).iter().any(|hit| matches!(hit.slot, Slot::Units | Slot::Multipliers));
    let other = other || of_unit;
    // "The third", "in the second quarter": an ordinal or a part of a year before it makes another thing of it.
    let named = at > 0 && reading.hit(at - 1, Slot::Ordinals).is_some();
    let noun = reading.tokens.get(to).is_some_and(|token| token.kind == TokenKind::Word);
    if other || named || !(linked || led || bare && noun) {
        return None;
    }
    let share: f64 = hit.row.cell(1).parse().ok()?;
    Some(of_percent(at, to, share, share * HALF_STEP))
}

/// Share of a fraction by which it may be off: who says "a third" means no figure.
const HALF_STEP: f64 = 0.06;

fn of_percent(from: usize, to: usize, share: f64, slack: f64) -> Amount {
    let slack = slack.min(share * HALF_STEP);
    let mut amount = Amount::new(from, to, share, share, Kind::Share { slack });
    amount.unit = Some("percent".into());
    amount
}
