//! Which counts of two sentences count the same thing.
//!
//! Takes two counts with what befell what they count, gives how sure it is that they count one thing. No detector of its
//! own; `figures` pairs and compares what is found here.

use super::figures::{AGE, is_generic, measures_one_thing};
use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId, Link};
use crate::compare::reading::{BEFALLING, Count, Reading, measures};
use crate::lexicon;
use crate::model::Span;

/// How sure it is that two ages beside one name are of one person.
const SAME_HOLDER: f64 = 0.9;
/// Tokens before an age within which its holder is named.
const HOLDER: usize = 6;

/// How sure it is that two counts count the same thing; `None` where they do not.
pub(super) fn same_thing(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> Option<f64> {
    if a.quantity.unit != b.quantity.unit {
        return None;
    }
    // A depth is no height, whatever else is alike.
    if measures::apart(a, b) {
        return None;
    }
    let (context, shared) = pair.likeness(&a.around, &b.around);
    if a.quantity.unit.as_deref() == Some(AGE) {
        return is_one_holder(pair, a, b).then_some(SAME_HOLDER);
    }
    let fate = match classes::link(&a.classes, &b.classes) {
        Link::Same(_) => 1.0,
        // "Were killed", "lost their lives": one fate.
        _ if tells_death(a) && tells_death(b) => 1.0,
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
    // "Jumped six percent" is a change, "half of the capital" a share.
    if a.quantity.unit.as_deref() == Some("percent") && is_change(pair.a, a) != is_change(pair.b, b) {
        return None;
    }
    if measured && lasts(pair, a, b) {
        return Some(sure.max(SAME_LENGTH));
    }
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

/// How sure it is that two counts of one noun count the same, where no act ties them ("a jet with 146 passengers on board",
/// "it carried 171 passengers"); `None` where something befell one that did not befall the other, or the nouns differ.
pub(super) fn same_noun(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> Option<f64> {
    let units = a.quantity.unit.is_some() || b.quantity.unit.is_some();
    let noun = one_noun(pair, a, b);
    if units || !noun || a.part != b.part {
        return None;
    }
    let (fate_a, fate_b) = (fates(a), fates(b));
    let opposed = matches!(classes::link(&a.classes, &b.classes), Link::Direct(..) | Link::Framing(..));
    let other_fate =
        !fate_a.is_empty() && !fate_b.is_empty() && !fate_a.iter().any(|one| fate_b.contains(one));
    if opposed || other_fate {
        return None;
    }
    let specific = !a.of.as_deref().is_some_and(is_generic);
    let (context, shared) = pair.likeness(&a.around, &b.around);
    let across = pair.a.lang != pair.b.lang;
    let least = if across { CONTEXT_ACROSS } else { CONTEXT };
    let held = if across { HELD_ACROSS } else { HELD };
    // A noun of anybody needs more beside it; something befell one side only, and the other may tell of more than those.
    let near = shared >= 1 && context >= least || pair.containment >= held;
    let close = shared >= 2 && context >= 2.0 * least || pair.containment >= 1.5 * held;
    let alone = fate_a.is_empty() != fate_b.is_empty();
    let enough = if specific && !alone { near } else { close };
    enough.then_some(0.45 + 0.2 * context)
}

/// Least likeness of the words around two counts of one noun, and least share of the lighter sentence that is matched, within
/// and across languages.
const CONTEXT: f64 = 0.2;
const CONTEXT_ACROSS: f64 = 0.1;
const HELD: f64 = 0.4;
const HELD_ACROSS: f64 = 0.2;

/// How sure it is that two lengths are of one thing where an act on both sides says that it lasted so long.
const SAME_LENGTH: f64 = 0.65;

/// Whether both figures are the only length of their side, and an act says that something lasted so long.
fn lasts(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    let lasting = classes::ids(["last_long", "sentence"]);
    let told = |count: &Count<'_>| count.classes.iter().find(|class| lasting.contains(class)).copied();
    let only = |reading: &Reading<'_>, count: &Count<'_>| {
        reading.counts.iter().filter(|other| other.quantity.unit == count.quantity.unit).count() == 1
    };
    let length = matches!(a.quantity.unit.as_deref(), Some("minute" | "month"));
    length && told(a).is_some() && told(a) == told(b) && only(pair.a, a) && only(pair.b, b)
}

/// Whether a share is by how much something rose or fell, and not what it rose or fell to.
fn is_change(reading: &Reading<'_>, count: &Count<'_>) -> bool {
    let moves = classes::ids(["rise", "fall"]);
    let at = reading.token_at(count.quantity.span.start);
    let to = lexicon::of(reading.lang).map(|words| words.table("slot_words"));
    let led = at.checked_sub(1).and_then(|before| reading.tokens.get(before)).is_some_and(|token| {
        let row = to.and_then(|words| words.get(&token.folded));
        row.is_some_and(|row| row.cell(1).split('+').any(|role| role == "to"))
    });
    !led && count.classes.iter().any(|class| moves.contains(class))
}

/// Whether those counted are told as dead.
pub(super) fn tells_death(count: &Count<'_>) -> bool {
    let deaths = classes::ids(["kill", "die", "drown"]);
    count.classes.iter().any(|class| deaths.contains(class))
}

/// What befell those whom a count counts.
fn fates(count: &Count<'_>) -> Vec<ClassId> {
    let fates = classes::ids(BEFALLING);
    count.classes.iter().copied().filter(|class| fates.contains(class)).collect()
}

/// Whether two counts name one noun: of one class, or words that the two sentences share.
fn one_noun(pair: &Pair<'_>, a: &Count<'_>, b: &Count<'_>) -> bool {
    if a.of.is_some() && a.of == b.of {
        return true;
    }
    let words = |reading: &Reading<'_>, span: Option<Span>| -> Vec<usize> {
        let Some(span) = span else { return Vec::new() };
        let inside = |nth: &usize| reading.tokens[reading.words[*nth].token as usize].span.overlaps(span);
        (0..reading.words.len()).filter(inside).collect()
    };
    let (of_a, of_b) = (words(pair.a, a.quantity.of_span), words(pair.b, b.quantity.of_span));
    let last = of_a.last().and_then(|&nth| pair.matched[nth]);
    last.is_some_and(|(hit, _)| of_b.last() == Some(&(hit as usize)))
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
    let met: Vec<usize> = of_a
        .iter()
        .copied()
        .filter(|&nth| pair.matched[nth].is_some_and(|(hit, _)| of_b.contains(&(hit as usize))))
        .collect();
    // The name must be of both: "a child from Nepal, aged 7", "a child from India, aged 4".
    let named = met.iter().any(|&nth| {
        let hit = pair.matched[nth].map(|(hit, _)| hit as usize);
        pair.a.words[nth].name || hit.is_some_and(|hit| pair.b.words[hit].name)
    });
    // The word right before an age is the last of its name.
    let last = of_a
        .first()
        .zip(of_b.first())
        .is_some_and(|(&x, &y)| pair.matched[x].is_some_and(|(hit, _)| hit as usize == y));
    last && met.len() >= 2 && named
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
