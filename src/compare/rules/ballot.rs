//! How a vote went: for, against, of how many.
//!
//! Takes a sentence, gives the votes it tells where a word of voting stands in it ("68 to 51", "71 in favour", «بـ71 صوتا
//! مؤيدا و51 معارضا», "two of the seven members voted against"). Shared by the detector of numbers; no detector of its own.

use super::figures::Values;
use crate::compare::align::Pair;
use crate::compare::classes;
use crate::compare::reading::{Act, Reading};
use crate::lexicon::{self, Row};
use crate::model::{Lang, Rounding, Span, TokenKind};
use crate::text::phrase::{self, PhraseIndexes};
use crate::text::stem::Fit;
use std::sync::LazyLock;

static WORDS: LazyLock<PhraseIndexes> = LazyLock::new(|| phrase::indexes("ballots"));

/// The votes that a sentence tells.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::compare) struct Ballot {
    /// Votes for.
    pub(super) ayes: Option<f64>,
    /// Votes against.
    pub(super) noes: Option<f64>,
    /// Those who could vote, where the votes are told as so many of them.
    pub(super) of: Option<f64>,
    /// Where it is told.
    pub(super) span: Span,
}

/// A word of voting and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Vote,
    For,
    Against,
    Abstain,
    Versus,
}

/// Tokens between votes and the word that says for which side they are, and between two figures told against each other.
const REACH_SIDE: usize = 2;
const REACH: usize = 4;
/// Tokens between the votes and the word of voting.
const REACH_VOTE: usize = 14;

/// The vote that `reading` tells, if it tells one.
pub(super) fn of(reading: &Reading<'_>) -> Option<Ballot> {
    *reading.once.ballot.get_or_init(|| read(reading))
}

fn read(reading: &Reading<'_>) -> Option<Ballot> {
    let words = words(reading);
    let casts = classes::ids(["vote"]);
    let votes_by_act = reading.acts.iter().filter(|act| act.classes.iter().any(|one| casts.contains(one)));
    let mut votes: Vec<usize> = votes_by_act.map(|act| reading.token_at(act.span.start)).collect();
    votes.extend(words.iter().filter(|(role, ..)| *role == Role::Vote).map(|(_, first, _)| *first));
    // "With the consent of six of its members": a word for a side and so many of a body are a vote too.
    let sided = |span: Span| {
        let (first, end) = (reading.token_at(span.start), reading.token_at(span.end.saturating_sub(1)) + 1);
        let side = words.iter().any(|(role, _, last)| {
            matches!(role, Role::For | Role::Against) && *last <= first && first - last <= 1
        });
        side && is_of(reading, end, end + 2)
    };
    let led_by = |wanted: Role| {
        let led = |count: &&crate::compare::reading::Count<'_>| {
            let first = reading.token_at(count.quantity.span.start);
            // «أيد المشروع 112 نائبا»: what is voted on stands between.
            let object = if count.of.is_some() { OBJECT } else { 0 };
            words.iter().any(|(role, _, last)| {
                *role == wanted && *last <= first && first - last <= object && !reading.breaks(*last, first)
            })
        };
        reading.counts.iter().find(led).map(|count| reading.token_at(count.quantity.span.start))
    };
    votes.extend(led_by(Role::For).zip(led_by(Role::Against)).map(|(ayes, _)| ayes));
    let of_body: Vec<usize> = reading
        .counts
        .iter()
        .filter(|count| sided(count.quantity.span))
        .map(|count| reading.token_at(count.quantity.span.start))
        .collect();
    votes.extend(&of_body);
    if votes.is_empty() {
        return None;
    }
    let near = |at: usize| votes.iter().any(|vote| vote.abs_diff(at) <= REACH_VOTE);
    let figures: Vec<(f64, usize, usize, Span)> = figures(reading, near);
    let mut ballot = Ballot::default();
    if let Some((ayes, noes, span)) = told_against_each_other(reading, &figures, &words) {
        ballot = Ballot { ayes: Some(ayes), noes: Some(noes), of: None, span };
    }
    for (nth, &(value, first, end, span)) in figures.iter().enumerate() {
        let next = figures.get(nth + 1).map_or(usize::MAX, |next| next.1);
        let Some(role) = side_of(reading, &words, (first, end, next)) else { continue };
        let place = match role {
            Role::For => &mut ballot.ayes,
            Role::Against => &mut ballot.noes,
            _ => continue,
        };
        if place.is_none() {
            *place = Some(value);
            ballot.span = if ballot.span == Span::default() { span } else { ballot.span.join(span) };
            let of = figures.get(nth + 1).filter(|next| next.0 > value && is_of(reading, end, next.1));
            ballot.of = ballot.of.or(of.map(|next| next.0));
        }
    }
    // One side alone is a vote where the figure counts votes, or so many of a body.
    let counted = reading
        .counts
        .iter()
        .any(|count| count.of.as_deref() == Some("vote") && ballot.span.overlaps(count.quantity.span));
    let told = ballot.ayes.is_some() && ballot.noes.is_some()
        || ballot.of.is_some()
        || counted
        || !of_body.is_empty();
    (told && (ballot.ayes.is_some() || ballot.noes.is_some())).then_some(ballot)
}

/// How two votes stand; `None` where they tell of different sides, or share no number of voters that would tie them.
pub(super) fn compare(a: &Ballot, b: &Ballot) -> Option<Values> {
    let sides = [(a.ayes, b.ayes), (a.noes, b.noes)];
    let told: Vec<(f64, f64)> = sides.into_iter().filter_map(|(x, y)| x.zip(y)).collect();
    if told.iter().any(|(x, y)| x != y) {
        return Some(Values::Differ);
    }
    if !told.is_empty() {
        return Some(Values::Agree);
    }
    // Six of seven for, two of seven against: more than there are.
    let of = a.of.or(b.of)?;
    let (ayes, noes) = (a.ayes.or(b.ayes)?, a.noes.or(b.noes)?);
    let one_body = a.of.is_none() || b.of.is_none() || a.of == b.of;
    one_body.then_some(if ayes + noes > of { Values::Differ } else { Values::Bounded })
}

/// The ballots of two sentences that tell of one vote, and how they stand.
pub(super) fn of_both(pair: &Pair<'_>) -> Option<(Ballot, Ballot, Values)> {
    let (a, b) = match (of(pair.a), of(pair.b)) {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => (a, without_opponents(pair.b)?),
        (None, Some(b)) => (without_opponents(pair.a)?, b),
        (None, None) => return None,
    };
    let values = compare(&a, &b)?;
    Some((a, b, values))
}

/// The vote that a decision of all is: nobody voted against it.
fn without_opponents(reading: &Reading<'_>) -> Option<Ballot> {
    let of_all = classes::ids(["unanimous"]);
    let told = |act: &&Act| !Pair::is_denied(act) && act.classes.iter().any(|one| of_all.contains(one));
    let act = reading.acts.iter().find(told)?;
    Some(Ballot { noes: Some(0.0), span: act.span, ..Ballot::default() })
}

/// A vote as a value of a relation.
pub(super) fn text(ballot: &Ballot) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), |value| format!("{value}"));
    match ballot.of {
        Some(of) => format!("{}–{} / {of}", number(ballot.ayes), number(ballot.noes)),
        None => format!("{}–{}", number(ballot.ayes), number(ballot.noes)),
    }
}

/// The words of voting: role, first token, one past the last; none that a clitic joins stands behind what it is joined to.
fn words(reading: &Reading<'_>) -> Vec<(Role, usize, usize)> {
    let role = |row: &Row| match row.cell(1) {
        "vote" => Some(Role::Vote),
        "for" => Some(Role::For),
        "against" => Some(Role::Against),
        "abstain" => Some(Role::Abstain),
        "versus" => Some(Role::Versus),
        _ => None,
    };
    let found = phrase::rows_in(&WORDS, reading.tokens, reading.lang).filter(|(one, _)| one.fit < Fit::Stem);
    found.filter_map(|(one, row)| Some((role(row)?, one.first_token, one.last_token + 1))).collect()
}

/// No chamber has more members.
const MOST_VOTES: u32 = 3000;

/// The plain whole numbers near a word of voting: value, first token, one past the last, span.
fn figures(reading: &Reading<'_>, near: impl Fn(usize) -> bool) -> Vec<(f64, usize, usize, Span)> {
    let mut found = Vec::new();
    for count in &reading.counts {
        let quantity = count.quantity;
        let first = reading.token_at(quantity.span.start);
        let end = reading.token_at(quantity.span.end.saturating_sub(1)) + 1;
        if !near(first) || quantity.rounding != Rounding::Exact || quantity.low.fract() != 0.0 {
            continue;
        }
        match quantity.unit.as_deref() {
            None => found.push((quantity.low, first, end, quantity.span)),
            // "5-2" is read as a result.
            Some("score") => {
                found.push(((quantity.low / 1000.0).floor(), first, first, quantity.span));
                found.push((quantity.low % 1000.0, first, end, quantity.span));
            }
            _ => {}
        }
    }
    // Figures that stand like the number of a bill ("passed the bill 47-39").
    for (nth, token) in reading.tokens.iter().enumerate() {
        let value = token.folded.parse::<u32>().ok().filter(|_| token.kind == TokenKind::Number && near(nth));
        let Some(value) = value.filter(|value| *value < MOST_VOTES) else { continue };
        let known = reading.counts.iter().any(|count| count.quantity.span.overlaps(token.span));
        if !known {
            found.push((f64::from(value), nth, nth + 1, token.span));
        }
    }
    found.sort_by_key(|(_, first, end, _)| (*first, *end));
    found
}

/// "68 to 51", "68-51", «68 صوتا مقابل 51»: the votes for, then those against.
fn told_against_each_other(
    reading: &Reading<'_>,
    figures: &[(f64, usize, usize, Span)],
    words: &[(Role, usize, usize)],
) -> Option<(f64, f64, Span)> {
    figures.windows(2).find_map(|two| {
        let (&(ayes, _, end, span), &(noes, next, _, other)) = (two.first()?, two.get(1)?);
        let versus = words
            .iter()
            .filter(|(role, ..)| matches!(role, Role::Versus | Role::Against))
            // "68 votes against 51": right before the second figure it parts the two.
            .any(|(_, first, last)| *first >= end && *last == next && next - end <= REACH);
        let dash = next == end + 1
            && reading.tokens.get(end).is_some_and(|token| {
                token.kind == TokenKind::Mark && matches!(token.folded.as_str(), "-" | "–" | "—")
            });
        let score = span == other;
        (versus || dash || score).then(|| (ayes, noes, span.join(other)))
    })
}

/// Which side votes are for: a word right behind them, or one before them where none stands behind.
fn side_of(
    reading: &Reading<'_>,
    words: &[(Role, usize, usize)],
    (first, end, next): (usize, usize, usize),
) -> Option<Role> {
    let sides =
        || words.iter().filter(|(role, ..)| matches!(role, Role::For | Role::Against | Role::Abstain));
    // «بتأييد 18 عضوا ومعارضة سبعة»: a word that "and" is written onto opens the next side.
    let opens = |at: usize| {
        reading.tokens.get(at).is_some_and(|token| begins_with_conjunction(&token.folded, reading.lang))
    };
    let behind = sides()
        .find(|(_, at, last)| *at >= end && *at <= end + REACH_SIDE && *last < next.max(1) && !opens(*at));
    if let Some((role, ..)) = behind {
        return Some(*role);
    }
    let further = sides().find(|(_, at, _)| *at > end && *at <= end + REACH_OF && is_of(reading, end, next));
    if let Some((role, ..)) = further {
        return Some(*role);
    }
    let before = sides().rfind(|(_, _, last)| *last <= first && first - last <= 1);
    let counted = |span: Span| reading.token_at(span.start) == first;
    let of_people = reading.counts.iter().any(|count| count.of.is_some() && counted(count.quantity.span));
    let over_object = || {
        let near = sides().rfind(|(_, _, last)| *last <= first && first - last <= OBJECT);
        near.filter(|(_, _, last)| of_people && !reading.breaks(*last, first))
    };
    before.or_else(over_object).map(|(role, ..)| *role)
}

/// Tokens of what is voted on, between the verb and who votes.
const OBJECT: usize = 3;

/// Whether a conjunction is written onto a word.
fn begins_with_conjunction(word: &str, lang: Lang) -> bool {
    let Some(words) = lexicon::of(lang) else { return false };
    let mut affixes = words.table("slot_affixes").rows().iter();
    affixes.any(|row| row.cell(1) == "conjunction" && word.starts_with(row.key().trim_matches('-')))
}

/// Tokens between "two of the seven members" and what they voted.
const REACH_OF: usize = 10;

/// Whether between two figures a word says that the first counts some of the second ("six of the seven").
fn is_of(reading: &Reading<'_>, end: usize, next: usize) -> bool {
    let Some(words) = lexicon::of(reading.lang).map(|words| words.table("slot_words")) else { return false };
    let links = |token: &crate::model::Token| {
        words.get(&token.folded).is_some_and(|row| row.cell(1).split('+').any(|role| role == "of"))
    };
    let between = reading.tokens.get(end..next.min(reading.tokens.len())).unwrap_or_default();
    between.len() <= REACH && between.iter().any(links)
}
