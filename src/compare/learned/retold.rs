//! What two sentences of a run look like that may tell one fact, beside what they look like alone.
//!
//! Takes an aligned pair, gives named numbers between −1 and 1, the same whichever side comes first: whose words they are, which
//! values and days meet, how much of what is done on one side is done on the other. What the run knows of them (how well they fit
//! among all sentences of their articles) is added by `of_run`. Decides nothing.

use crate::compare::align::Pair;
use crate::compare::counterpart::Fit;
use crate::compare::reading::{Count, Reading};
use crate::compare::rules::dating;
use crate::model::{SourceKind, TimeRef};
use crate::text::skeleton;

/// Each number with what it means, in the order of [`of`].
pub const NAMES: [(&str, &str); COUNT] = [
    ("values_met", "equal values in one unit that are large or measured, of 2"),
    (
        "values_unmet",
        "values of the side with fewer in a unit that the other side has too, without an equal there, of 2",
    ),
    ("people_unmet", "1 where both sides count without a unit and no value is on both"),
    ("speakers_meet", "1 where the names of two speakers meet, in any script"),
    ("speakers_apart", "1 where both sides name who speaks and no part of a name meets"),
    ("quoted_both", "1 where both sides quote"),
    ("quoted_one", "1 where one side alone quotes"),
    ("days_met", "1 where both tell of one day"),
    ("days_unmet", "1 where both tell of days and none meets"),
    ("acts_met", "known acts of the side with fewer that the other side tells with equal polarity, share"),
    ("acts_denied_alone", "1 where the number of denials is odd on one side alone"),
    ("words_met", "matched words that are no names, of 8"),
    ("names_unmet_both", "1 where each side has names and none is on both"),
    ("openings", "1 where both open their article"),
    ("apart_in_text", "distance of their places in their articles, of 10 sentences"),
];

/// How many numbers there are.
pub const COUNT: usize = 15;

/// What the run knows of two sentences, in the order of `of_run`.
pub const OF_RUN: [(&str, &str); 4] = [
    ("likeness", "matched over all rare words of both"),
    ("mutual", "likeness over the best of either between the two articles"),
    ("best", "1 where neither has a better counterpart"),
    ("lead_over_next", "likeness less the next best of either between the two articles"),
];

/// The numbers of a pair.
#[must_use]
pub fn of(pair: &Pair<'_>) -> [f64; COUNT] {
    let (values_met, values_unmet) = values(pair);
    let (speakers_meet, speakers_apart) = speakers(pair);
    let quotes =
        [pair.a, pair.b].map(|side| side.claims.iter().any(|(_, one)| one.source == SourceKind::Direct));
    let (days_met, days_unmet) = days(pair);
    let [of_a, of_b] = [pair.a, pair.b].map(|side| side.words.iter().filter(|word| word.name).count());
    let yes = |is: bool| f64::from(is);
    [
        values_met,
        values_unmet,
        yes(people_unmet(pair)),
        yes(speakers_meet),
        yes(speakers_apart),
        yes(quotes == [true, true]),
        yes(quotes[0] != quotes[1]),
        yes(days_met),
        yes(days_unmet),
        acts_met(pair),
        yes(denials(pair.a) % 2 != denials(pair.b) % 2),
        words_met(pair),
        yes(of_a > 0 && of_b > 0 && pair.shared_names == 0),
        yes(pair.a.sentence == 0 && pair.b.sentence == 0),
        f64::from(pair.a.sentence.abs_diff(pair.b.sentence).min(10)) / 10.0,
    ]
}

/// The numbers that the run adds.
#[must_use]
pub(in crate::compare) fn of_run(fit: &Fit) -> [f64; OF_RUN.len()] {
    [fit.likeness, fit.mutual, f64::from(fit.mutual >= BEST), fit.lead]
}

/// Nearness to the best fit that is the best fit.
const BEST: f64 = 0.98;

/// Least count without a unit that two reports of one event hardly share by chance.
const MIN_LARGE: f64 = 11.0;

fn values(pair: &Pair<'_>) -> (f64, f64) {
    let equal = |a: &Count<'_>, b: &Count<'_>| {
        a.quantity.unit == b.quantity.unit
            && (a.quantity.low - b.quantity.low).abs() <= SLACK * b.quantity.low.abs()
    };
    let telling = |one: &Count<'_>| one.quantity.unit.is_some() || one.quantity.low >= MIN_LARGE;
    let met =
        pair.a.counts.iter().filter(|a| telling(a) && pair.b.counts.iter().any(|b| equal(a, b))).count();
    let unmet = |one: &Reading<'_>, other: &Reading<'_>| {
        let rival = |a: &Count<'_>| other.counts.iter().any(|b| a.quantity.unit == b.quantity.unit);
        one.counts.iter().filter(|a| rival(a) && !other.counts.iter().any(|b| equal(a, b))).count()
    };
    let unmet = unmet(pair.a, pair.b).min(unmet(pair.b, pair.a));
    (met.min(2) as f64 / 2.0, unmet.min(2) as f64 / 2.0)
}

/// Difference of two values, over the value, that is a rounding.
const SLACK: f64 = 0.02;

fn people_unmet(pair: &Pair<'_>) -> bool {
    let counted = |one: &&Count<'_>| one.quantity.unit.is_none();
    let (mut a, mut b) = (pair.a.counts.iter().filter(counted), pair.b.counts.iter().filter(counted));
    let any = a.clone().next().is_some() && b.clone().next().is_some();
    any && !a.any(|x| b.any(|y| x.quantity.low == y.quantity.low))
}

fn speakers(pair: &Pair<'_>) -> (bool, bool) {
    let named = |reading: &Reading<'_>| {
        let speakers = reading.claims.iter().filter_map(|(_, claim)| claim.speaker.as_ref());
        let words = speakers.flat_map(|speaker| speaker.canonical.split_whitespace());
        words
            .filter(|word| word.chars().count() > 2)
            .map(|word| skeleton::of(word, reading.lang))
            .collect::<Vec<_>>()
    };
    let (a, b) = (named(pair.a), named(pair.b));
    let meet = a.iter().any(|x| b.iter().any(|y| x.meets(y)));
    (meet, !meet && !a.is_empty() && !b.is_empty())
}

fn days(pair: &Pair<'_>) -> (bool, bool) {
    let days = |reading: &Reading<'_>| -> Vec<_> {
        let known = |time: &&TimeRef| time.from.is_some() && time.from == time.to;
        dating::told(reading).into_iter().filter(known).map(|time| time.from).collect()
    };
    let (a, b) = (days(pair.a), days(pair.b));
    let met = a.iter().any(|day| b.contains(day));
    (met, !met && !a.is_empty() && !b.is_empty())
}

fn acts_met(pair: &Pair<'_>) -> f64 {
    let known = |reading: &Reading<'_>| {
        (0..reading.acts.len())
            .filter(|&nth| !reading.acts[nth].reports && !reading.acts[nth].classes.is_empty())
            .collect::<Vec<_>>()
    };
    let (a, b) = (known(pair.a), known(pair.b));
    let said = |of_a: bool, nth: usize| {
        let of = |link: &&crate::compare::align::ActLink| if of_a { link.a == nth } else { link.b == nth };
        pair.links.iter().filter(of).any(|link| link.is_same() && pair.same_polarity(link))
    };
    let (few, of_a) = if a.len() <= b.len() { (a, true) } else { (b, false) };
    if few.is_empty() {
        return 0.5;
    }
    few.iter().filter(|&&nth| said(of_a, nth)).count() as f64 / few.len() as f64
}

fn denials(reading: &Reading<'_>) -> usize {
    reading.acts.iter().filter(|act| Pair::is_denied(act)).count()
}

fn words_met(pair: &Pair<'_>) -> f64 {
    let hits = pair.matched.iter().enumerate().filter_map(|(nth, hit)| Some((nth, (*hit)?.0 as usize)));
    let plain = hits.filter(|&(a, b)| !pair.a.words[a].name && !pair.b.words[b].name);
    plain.count().min(8) as f64 / 8.0
}
