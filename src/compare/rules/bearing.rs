//! Bearings: on which side of a place something is said to lie.
//!
//! Shared by the detector of places. No detector of its own.

use crate::compare::align::Pair;
use crate::compare::reading::Reading;
use crate::model::Span;
use crate::text::phrase::{self, PhraseIndexes};
use std::sync::LazyLock;

static WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("bearings"));

/// Tokens from a bearing to the place it is taken from ("north of the capital Cairo").
const REACH: usize = 4;
/// Content words of that place at most: what kind of place it is, and its name.
const FROM: usize = 2;
/// Content words before a bearing that name what lies there, and how many of them both sides must share.
const SUBJECT: usize = 6;
const MIN_SHARED: usize = 2;

/// One thing that lies on two sides of one place ("the square east of the city", "the square north of the city"): the words
/// of both. A quarter and one of its halves ("north", "north-east") are no difference.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let of_a = pair.a.once.bearings.get_or_init(|| bearings(pair.a));
    let of_b = pair.b.once.bearings.get_or_init(|| bearings(pair.b));
    let hit = |nth: usize| pair.matched[nth].map(|(hit, _)| hit as usize);
    for one in of_a {
        for other in of_b.iter().filter(|other| !share_a_quarter(one.quarter, other.quarter)) {
            let from_one_place =
                one.from.clone().any(|nth| hit(nth).is_some_and(|nth| other.from.contains(&nth)));
            let shared =
                one.subject.clone().filter(|&nth| hit(nth).is_some_and(|nth| other.subject.contains(&nth)));
            if from_one_place && shared.count() >= MIN_SHARED {
                return Some((one.span, other.span));
            }
        }
    }
    None
}

/// A bearing of a sentence.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Bearing {
    /// Its words, up to those of the place it is taken from.
    span: Span,
    /// Its quarter: one or two of n, e, s, w.
    quarter: &'static str,
    /// The content words that name the place it is taken from.
    from: std::ops::Range<usize>,
    /// The content words before it.
    subject: std::ops::Range<usize>,
}

fn bearings(reading: &Reading<'_>) -> Vec<Bearing> {
    let read = phrase::rows_in(&WORDS, reading.tokens, reading.lang).filter_map(|(one, row)| {
        let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
        let (first, after) = (place(one.first_token), place(one.last_token + 1));
        let near = |nth: &usize| reading.words[*nth].token as usize <= one.last_token + REACH;
        let from = after..(after..reading.words.len()).take_while(near).take(FROM).last()? + 1;
        let last = reading.words.get(from.end.checked_sub(1)?)?.token as usize;
        Some(Bearing {
            span: reading.tokens[one.first_token].span.join(reading.tokens[last].span),
            quarter: row.cell(1),
            from,
            subject: first.saturating_sub(SUBJECT)..first,
        })
    });
    read.collect()
}

fn share_a_quarter(one: &str, other: &str) -> bool {
    one.chars().any(|quarter| other.contains(quarter))
}
