//! Names in quotation marks: of festivals, plays, campaigns, groups.
//!
//! Takes an aligned pair, says whether the two sides name two things of one kind. Shared by detectors; none of its own.

use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::model::{Span, TokenKind};
use std::ops::Range;

/// Content words of a name in quotation marks at most; more is speech.
const LONGEST: usize = 6;
/// Tokens between the noun that says what kind of thing is named and the name.
const REACH: u32 = 3;

/// A name in quotation marks with the noun before it, as indexes into the words of its reading.
struct Title {
    kind: u32,
    words: Range<u32>,
}

/// Whether both sides name a thing of one kind in quotation marks ("the festival «X»", "the festival «Y»") and never the same.
pub(in crate::compare) fn differ(pair: &Pair<'_>) -> bool {
    let (of_a, of_b) = (titles(pair.a), titles(pair.b));
    let in_b = |nth: u32| pair.matched[nth as usize].map(|(hit, _)| hit);
    let like = |x: u32, y: u32| {
        let (one, other) = (&pair.a.words[x as usize], &pair.b.words[y as usize]);
        in_b(x) == Some(y)
            || one.keys.iter().any(|key| other.keys.contains(key))
            || one.skeleton.meets(&other.skeleton)
    };
    let mut apart = false;
    for one in &of_a {
        // The name may stand bare on the other side.
        if one.words.clone().any(|nth| in_b(nth).is_some()) {
            return false;
        }
        for other in of_b.iter().filter(|other| like(one.kind, other.kind)) {
            if one.words.clone().any(|x| other.words.clone().any(|y| like(x, y))) {
                return false;
            }
            apart = true;
        }
    }
    let bare = |title: &Title| {
        title.words.clone().any(|nth| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth))
    };
    apart && !of_b.iter().any(bare)
}

fn titles(reading: &Reading<'_>) -> Vec<Title> {
    let mark = |nth: usize| {
        let token = &reading.tokens[nth];
        (token.kind == TokenKind::Mark).then(|| token.folded.as_str())
    };
    let opens = |text: &str| matches!(text, "«" | "“" | "\"" | "„" | "‹");
    let closes = |text: &str| matches!(text, "»" | "”" | "\"" | "“" | "›");
    let spoken = |span: Span| {
        reading.claims.iter().any(|(_, claim)| claim.quote.is_some_and(|quote| quote.overlaps(span)))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let Some(end) = mark(at)
            .filter(|text| opens(text))
            .and_then(|_| (at + 1..reading.tokens.len()).find(|&nth| mark(nth).is_some_and(closes)))
        else {
            at += 1;
            continue;
        };
        let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
        let words = place(at)..place(end);
        let kind = words.start.checked_sub(1).filter(|&nth| reading.words[nth].token + REACH > at as u32);
        let span = reading.tokens[at].span.join(reading.tokens[end].span);
        if let Some(kind) = kind.filter(|_| (1..=LONGEST).contains(&words.len()) && !spoken(span)) {
            found.push(Title { kind: kind as u32, words: words.start as u32..words.end as u32 });
        }
        at = end + 1;
    }
    found
}
