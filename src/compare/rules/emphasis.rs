//! Emphasis: what a meeting is said to have been about, and a list of its subjects that leaves just that out.
//!
//! Takes an aligned pair of a meeting, gives the words of the side that names its centre and those of the side whose list of
//! three subjects or more is of other things. Shared by the detector of framing; no detector of its own.

use crate::compare::align::Pair;
use crate::compare::classes::{self, ClassId};
use crate::compare::learned::features;
use crate::compare::reading::{Act, Reading};
use crate::model::{Polarity, Span, TokenKind};

/// Classes of people coming together, whose noun the centre is said of.
const MEETING: [&str; 5] = ["meet", "negotiate", "call", "visit", "discuss"];
/// Content words between the noun of a meeting and the word that names its centre.
const BESIDE: usize = 3;
/// Content words of a centre, and of a list of subjects.
const CENTRE: usize = 4;
const LIST: usize = 16;
/// Joints of a list of three subjects.
const MIN_JOINTS: usize = 2;
/// Least rarity of a word that names a subject.
const MIN_RARITY: f64 = 0.35;

/// The centre that one side names and the list of the other that lacks it: the words of both.
pub(super) fn apart(pair: &Pair<'_>) -> Option<(Vec<Span>, Vec<Span>)> {
    if !pair.event.is_some_and(|event| event.is_contact()) {
        return None;
    }
    let turned = |(b, a): (Vec<Span>, Vec<Span>)| (a, b);
    clash(pair, pair.a, pair.b, false).or_else(|| clash(pair, pair.b, pair.a, true).map(turned))
}

fn clash(
    pair: &Pair<'_>,
    left: &Reading<'_>,
    right: &Reading<'_>,
    flipped: bool,
) -> Option<(Vec<Span>, Vec<Span>)> {
    let focus = classes::ids(["focus"]);
    // Whoever names a centre on both sides is compared by its words elsewhere.
    if right.acts.iter().any(|act| has(act, &focus)) {
        return None;
    }
    let (word, centre) = centre(left, &focus)?;
    let (talk, list) = list(right)?;
    let met = |x: usize| {
        let by_pair = if flipped {
            pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == x)
        } else {
            pair.matched[x].is_some()
        };
        by_pair || right.words.iter().any(|y| y.keys.iter().any(|key| left.words[x].keys.contains(key)))
    };
    if centre.iter().any(|&nth| met(nth)) {
        return None;
    }
    let span = |reading: &Reading<'_>, list: &[usize]| {
        let spans = list.iter().map(|&nth| reading.tokens[reading.words[nth].token as usize].span);
        spans.reduce(|x, y| x.join(y))
    };
    Some((vec![word.join(span(left, &centre)?)], vec![talk.join(span(right, &list)?)]))
}

/// The word that names the centre of a meeting and the content words of that centre.
fn centre(reading: &Reading<'_>, focus: &[ClassId]) -> Option<(Span, Vec<usize>)> {
    let meeting = classes::ids(MEETING);
    reading.acts.iter().filter(|act| has(act, focus) && act.polarity == Polarity::Positive).find_map(|act| {
        let first = place(reading, act.span.start);
        let beside = |near: &&Act| {
            let at = place(reading, near.span.start);
            near.span != act.span && at.abs_diff(first) <= BESIDE && has(near, &meeting)
        };
        let noun = reading.acts.iter().find(beside)?;
        if !is_subject(reading, act, noun) {
            return None;
        }
        let from = act.span.end.max(if noun.span.start > act.span.start { noun.span.end } else { 0 });
        let words = subjects(reading, from, CENTRE);
        (!words.is_empty()).then_some((act.span, words))
    })
}

/// Whether the meeting itself is what a finite verb says the centre of («ركزت القمة على», "the talks focused on"): a speech, a tour
/// or somebody who opens a meeting with one thing does not tell what the whole of it was about.
fn is_subject(reading: &Reading<'_>, verb: &Act, noun: &Act) -> bool {
    let (first, last) = if verb.span.start < noun.span.start { (verb, noun) } else { (noun, verb) };
    let between = reading.token_at(first.span.end)..reading.token_at(last.span.start);
    let small = |at: usize| !reading.words.iter().any(|word| word.token as usize == at);
    let bound = reading.is_prefixed(verb.span) || reading.has_preposition(noun.span);
    !bound && between.clone().all(small) && !between.into_iter().any(|at| reading.is_preposition(at))
}

/// The word of talking and the content words of a list of three subjects or more behind it.
fn list(reading: &Reading<'_>) -> Option<(Span, Vec<usize>)> {
    let talking = classes::ids(["discuss"]);
    let talked = |act: &&Act| has(act, &talking) && act.polarity == Polarity::Positive && !act.reports;
    reading.acts.iter().filter(talked).find_map(|act| {
        let words = subjects(reading, act.span.end, LIST);
        (joints(reading, &words) >= MIN_JOINTS).then_some((act.span, words))
    })
}

/// Content words behind byte `from` up to a strong mark that name subjects: no times, people or words of meeting.
fn subjects(reading: &Reading<'_>, from: u32, most: usize) -> Vec<usize> {
    let first = place(reading, from);
    let end = (reading.token_at(from)..reading.tokens.len()).find(|&at| is_strong(reading, at));
    let end = end.unwrap_or(reading.tokens.len());
    let short = |nth: &usize| (reading.words[*nth].token as usize) < end && *nth < first + most;
    let comma = |nth: &usize| {
        let from = reading.token_at(from);
        most > CENTRE || !(from..reading.words[*nth].token as usize).any(|at| is_comma(reading, at))
    };
    let named = |nth: &usize| {
        let token = &reading.tokens[reading.words[*nth].token as usize];
        let party = |one: &crate::model::Participant| one.span.overlaps(token.span);
        !reading.times().any(|time| time.span.overlaps(token.span))
            && !reading.claims.iter().any(|(_, claim)| claim.participants.iter().any(party))
            && features::rarity(token, reading) >= MIN_RARITY
    };
    (first..reading.words.len()).take_while(short).take_while(comma).filter(named).collect()
}

/// How many of the words of a list follow a comma or a word for "and", which may be written onto them.
fn joints(reading: &Reading<'_>, list: &[usize]) -> usize {
    let joined = |&&nth: &&usize| {
        let at = reading.words[nth].token as usize;
        reading.is_joined(reading.tokens[at].span) || at > 0 && is_comma(reading, at - 1)
    };
    list.iter().filter(joined).count()
}

fn is_comma(reading: &Reading<'_>, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.kind == TokenKind::Mark && matches!(token.folded.as_str(), "," | "،")
}

fn is_strong(reading: &Reading<'_>, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.kind == TokenKind::Mark && matches!(token.folded.as_str(), ";" | "؛" | "." | ":" | "!" | "؟" | "?")
}

fn place(reading: &Reading<'_>, at: u32) -> usize {
    reading.words.partition_point(|one| reading.tokens[one.token as usize].span.end <= at)
}

fn has(act: &Act, wanted: &[ClassId]) -> bool {
    act.classes.iter().any(|class| wanted.contains(class))
}
