//! Whether two acts are told of one argument: what is done to whom, and whose names stand beside it.

use crate::compare::align::{ActLink, Pair};
use crate::compare::reading::{Act, Reading, Word};
use crate::model::{Claim, Span};

/// Whether an act link speaks of one argument: the words around both acts match well enough, or the sentences do, and
/// nothing stands in the place of something else.
pub(super) fn same_argument(pair: &Pair<'_>, link: &ActLink) -> bool {
    let near =
        (link.args >= 0.45 || link.core >= 0.5) && link.shared >= 1 || link.args >= 0.25 && link.shared >= 2;
    let whole = pair.containment >= 0.6 && link.args >= 0.25;
    // In long sentences words meet by topic alone; there the nearest words must meet too.
    let long = pair.a.words.len().min(pair.b.words.len()) > 10;
    let across = pair.a.lang != pair.b.lang;
    let many = link.shared >= 4 && link.args >= 0.4 || across && link.shared >= 3 && link.args >= 0.3;
    let close = !long || link.core >= 0.3 || pair.containment >= 0.6 || many;
    (near || whole) && close && !substituted(pair, link) && !other_names(pair, link)
}

/// Whether two acts are done to different things: right beside them something stands in the place of something
/// else, or other names, or what follows them has nothing in common.
pub(in crate::compare) fn stand_apart(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let (object, _) = pair.likeness(&one.after, &other.after);
    // What stands under one act on both sides ("agreed to keep", "agreed to lift") is told apart by its object alone.
    let governed = pair.links.iter().filter(|near| near.is_same()).any(|near| {
        let (above_one, above_other) = pair.acts(near);
        above_one.span.end <= one.span.start && above_other.span.end <= other.span.start
    });
    if other_names(pair, link) || !governed && share_neighbour(pair, one.span, other.span) {
        return other_names(pair, link);
    }
    let told = governed || !one.after.is_empty() && !other.after.is_empty();
    substituted_among(pair, &one.core, &other.core) || told && object <= 0.0
}

/// Whether the word right before or after both acts is the same and nothing is swapped beside it ("oil rose", "oil fell").
fn share_neighbour(pair: &Pair<'_>, of_a: Span, of_b: Span) -> bool {
    let neighbours = |reading: &Reading<'_>, act: Span| -> [Option<u32>; 2] {
        let span = |word: &Word| reading.tokens[word.token as usize].span;
        let first = reading.words.partition_point(|word| span(word).end <= act.start);
        let after = reading.words.partition_point(|word| span(word).start < act.end);
        [first.checked_sub(1), (after < reading.words.len()).then_some(after)]
            .map(|nth| nth.map(|nth| nth as u32))
    };
    let beside_b = neighbours(pair.b, of_b);
    neighbours(pair.a, of_a).iter().flatten().any(|&nth| {
        let Some((hit, _)) = pair.matched[nth as usize] else { return false };
        beside_b.contains(&Some(hit)) && ![-1i64, 1].iter().any(|step| differs_beside(pair, nth, hit, *step))
    })
}

/// Whether next to a matched word the two sides have different content words ("gold prices", "oil prices").
pub(super) fn substituted(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    // Where nearly all around the acts is shared, only their nearest words can stand for something else.
    if link.args >= 0.8 && link.shared >= 4 || link.args >= 0.55 && link.shared >= 6 {
        return substituted_among(pair, &one.core, &other.core);
    }
    substituted_among(pair, &one.around, &other.around)
}

/// Whether right beside two acts something stands in the place of something else ("gold rose", "oil fell").
pub(in crate::compare) fn done_to_another(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    substituted_among(pair, &one.core, &other.core)
}

fn substituted_among(pair: &Pair<'_>, of_a: &[u32], of_b: &[u32]) -> bool {
    of_a.iter().any(|&nth| {
        let Some((hit, _)) = pair.matched[nth as usize] else { return false };
        of_b.contains(&hit) && [-1i64, 1].iter().any(|step| differs_beside(pair, nth, hit, *step))
    })
}

fn differs_beside(pair: &Pair<'_>, in_a: u32, in_b: u32, step: i64) -> bool {
    let beside = |words: &[Word], at: u32| {
        let next = usize::try_from(i64::from(at) + step).ok()?;
        let gap = i64::from(words.get(next)?.token) - i64::from(words[at as usize].token);
        (gap == step).then_some(next)
    };
    let (Some(a), Some(b)) = (beside(&pair.a.words, in_a), beside(&pair.b.words, in_b)) else { return false };
    let taken = pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == b);
    let acting = |acts: &[Act], span: Span| acts.iter().any(|act| act.span.overlaps(span));
    let span_of = |reading: &Reading<'_>, nth: usize| reading.tokens[reading.words[nth].token as usize].span;
    let timed = |reading: &Reading<'_>, span: Span| reading.times().any(|time| time.span.overlaps(span));
    let (span_a, span_b) = (span_of(pair.a, a), span_of(pair.b, b));
    // Before one noun, a word with an article and one without stand in two constructions ("the town closed the restaurant",
    // "the restaurant still serves").
    if step < 0 && pair.a.is_prefixed(span_a) != pair.b.is_prefixed(span_b) {
        return false;
    }
    // A word of another language that no table knows may be the other's translation.
    let known = |reading: &Reading<'_>, nth: usize| reading.words[nth].keys.len() > 1;
    if pair.a.lang != pair.b.lang && !(known(pair.a, a) && known(pair.b, b)) {
        return false;
    }
    pair.matched[a].is_none()
        && !taken
        && !acting(&pair.a.acts, span_a)
        && !acting(&pair.b.acts, span_b)
        && !timed(pair.a, span_a)
        && !timed(pair.b, span_b)
}

/// Whether both acts stand beside names and none of them is shared.
pub(in crate::compare) fn other_names(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    // Who reports it is no argument of it.
    let speaks = |reading: &Reading<'_>, nth: u32| {
        let span = reading.tokens[reading.words[nth as usize].token as usize].span;
        let speakers = reading.claims.iter().filter_map(|(_, claim)| claim.speaker.as_ref()?.span);
        speakers.into_iter().any(|one| one.overlaps(span))
            && reading.claims.iter().all(|(_, claim)| !claim.content.overlaps(span))
    };
    let named = |reading: &Reading<'_>, around: &[u32]| {
        let names = around.iter().filter(|nth| reading.words[**nth as usize].name);
        names.filter(|nth| !speaks(reading, **nth)).count()
    };
    let shared = one.around.iter().any(|&nth| {
        pair.a.words[nth as usize].name
            && pair.matched[nth as usize].is_some_and(|(hit, _)| other.around.contains(&hit))
    });
    !shared && named(pair.a, &one.around) > 0 && named(pair.b, &other.around) > 0 && pair.shared_names == 0
}

/// Whether each side names somebody or some body of several words that the other side does not, in what it tells: the same
/// things are told of two ("the development fund's loans", "the savings bank's loans").
pub(in crate::compare) fn each_names_another(pair: &Pair<'_>) -> bool {
    let in_b = |nth: usize| pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == nth);
    names_of_its_own(pair.a, |nth| pair.matched[nth].is_some()) && names_of_its_own(pair.b, in_b)
}

fn names_of_its_own(reading: &Reading<'_>, matched: impl Fn(usize) -> bool) -> bool {
    let told = |claim: &&Claim, span: Span| {
        claim.content.contains(span)
            && !claim.speaker.as_ref().and_then(|one| one.span).is_some_and(|one| one.overlaps(span))
    };
    reading.claims.iter().map(|(_, claim)| claim).any(|claim| {
        claim.participants.iter().filter(|one| told(claim, one.span)).any(|one| {
            let inside =
                |nth: &usize| reading.tokens[reading.words[*nth].token as usize].span.overlaps(one.span);
            let words: Vec<usize> = (0..reading.words.len()).filter(inside).collect();
            words.len() >= 2 && words.iter().all(|&nth| !matched(nth))
        })
    })
}
