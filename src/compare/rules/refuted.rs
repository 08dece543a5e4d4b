//! What somebody else said and a sentence calls untrue ("that he had met them, which is not so").
//!
//! Takes an aligned pair, gives the words of one side that are retold to be refuted and those of the other side that tell them
//! as so. Shared by the detector of negation; no detector of its own.

use crate::compare::align::Pair;
use crate::compare::classes;
use crate::compare::reading::{Reading, class_key};
use crate::lexicon;
use crate::model::{Lang, Polarity, Span, TokenKind};
use crate::text::phrase::{PhraseIndex, PhraseMatch};
use crate::text::stem::Fit;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<BTreeMap<Lang, PhraseIndex>> = LazyLock::new(|| {
    let all = lexicon::languages().filter_map(|lang| Some((lang, lexicon::of(lang)?.table("refutations"))));
    all.map(|(lang, table)| (lang, PhraseIndex::of_table(lang, table))).collect()
});

/// Tokens of what is retold before or behind the words that refute it.
const RETOLD: usize = 16;
/// Content words of what is retold that both sides must have, and the share of its weight that they make.
const MIN_SHARED: usize = 2;
const MIN_COVERED: f64 = 0.6;
/// Tokens among which the other side tells it.
const TOLD: usize = 12;
/// Tokens beside it in which a negator stands.
const NEGATED: usize = 3;

/// What two words of one class of acts count for.
const OF_A_CLASS: f64 = 0.5;

/// What a sentence retells and calls untrue.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Refuted {
    /// The words that call it untrue.
    cue: Span,
    /// The content words of what is retold, as indexes into the reading's.
    words: Range<usize>,
}

/// What one side refutes and the other tells.
pub(super) struct Clash {
    /// The words of side `a`.
    pub(super) a: Vec<Span>,
    /// The words of side `b`.
    pub(super) b: Vec<Span>,
    /// Whether side `a` refutes.
    pub(super) by_a: bool,
    /// Share of what is retold that the other side has, 0–1.
    pub(super) covered: f64,
}

/// The surest of what one side refutes and the other tells as so.
pub(super) fn by_either(pair: &Pair<'_>) -> Option<Clash> {
    let in_b = |nth: usize| pair.matched[nth].map(|(hit, _)| hit as usize);
    let in_a =
        |nth: usize| pair.matched.iter().position(|hit| hit.is_some_and(|(hit, _)| hit as usize == nth));
    let by_a = clash(pair.a, pair.b, in_b).map(|(a, b, covered)| Clash { a, b, by_a: true, covered });
    let by_b = clash(pair.b, pair.a, in_a).map(|(b, a, covered)| Clash { a, b, by_a: false, covered });
    match (by_a, by_b) {
        // Both refute it.
        (Some(_), Some(_)) => None,
        (by_a, by_b) => by_a.or(by_b),
    }
}

fn clash(
    refuting: &Reading<'_>,
    telling: &Reading<'_>,
    hit: impl Fn(usize) -> Option<usize>,
) -> Option<(Vec<Span>, Vec<Span>, f64)> {
    let span = |reading: &Reading<'_>, nth: usize| reading.tokens[reading.words[nth].token as usize].span;
    for one in refuted(refuting) {
        let weight = |nth: usize| refuting.words[nth].weight;
        // All places where the other side has the word: the nearest of them tell it together.
        let places = |nth: usize| -> Vec<usize> {
            let alike = |other: &usize| {
                hit(nth) == Some(*other)
                    || telling.words[*other].keys.iter().any(|key| refuting.words[nth].keys.contains(key))
            };
            (0..telling.words.len()).filter(alike).collect()
        };
        let places: Vec<(usize, Vec<usize>)> = one.words.clone().map(|nth| (nth, places(nth))).collect();
        let from = |first: usize| -> Vec<(usize, usize)> {
            let token = |nth: usize| telling.words[nth].token as usize;
            let near = |other: &usize| *other >= first && token(*other) - token(first) <= TOLD;
            places.iter().filter_map(|(nth, all)| Some((*nth, all.iter().copied().find(near)?))).collect()
        };
        // "The killing of prisoners", "killed in a raid": acts of one class say less than one word does.
        let sure = |x: usize, y: usize| if is_one_word(refuting, x, telling, y) { 1.0 } else { OF_A_CLASS };
        let weigh =
            |hits: &[(usize, usize)]| hits.iter().map(|(x, y)| weight(*x) * sure(*x, *y)).sum::<f64>();
        let firsts = places.iter().flat_map(|(_, all)| all.iter().copied());
        let best = firsts.map(from).max_by(|x, y| weigh(x).total_cmp(&weigh(y)).then(y.cmp(x)));
        let Some(hits) = best else { continue };
        let covered = weigh(&hits) / one.words.clone().map(weight).sum::<f64>().max(f64::EPSILON);
        // A name alone is whom it is about.
        let told = hits.iter().any(|(nth, _)| !refuting.words[*nth].name);
        if hits.len() < MIN_SHARED || !told || covered < MIN_COVERED {
            continue;
        }
        let tokens = || hits.iter().map(|(_, nth)| telling.words[*nth].token as usize);
        let (first, last) = (tokens().min()?, tokens().max()?);
        let near = first.saturating_sub(NEGATED)..(last + 1 + NEGATED).min(telling.tokens.len());
        let denied = telling.tokens[near.clone()].iter().any(|token| telling.is_negator(token))
            || telling.acts.iter().any(|act| {
                act.polarity == Polarity::Negative && near.contains(&telling.token_at(act.span.start))
            });
        let called_untrue =
            refuted(telling).iter().any(|own| hits.iter().any(|(_, nth)| own.words.contains(nth)));
        if denied || called_untrue {
            continue;
        }
        let retold = span(refuting, hits.first()?.0).join(span(refuting, hits.last()?.0));
        let told = telling.tokens[first].span.join(telling.tokens[last].span);
        return Some((vec![retold, one.cue], vec![told], covered));
    }
    None
}

/// Whether two words meet by more than a class of acts.
fn is_one_word(left: &Reading<'_>, x: usize, right: &Reading<'_>, y: usize) -> bool {
    let (one, other) = (&left.words[x], &right.words[y]);
    let of_class = |key: &u64| {
        let acts = left.acts.iter().flat_map(|act| &act.classes);
        acts.copied().any(|class| *key == class_key(classes::class(class).name))
    };
    let mut shared = one.keys.iter().filter(|key| other.keys.contains(key)).peekable();
    shared.peek().is_none() || shared.any(|key| !of_class(key))
}

fn refuted<'r>(reading: &'r Reading<'_>) -> &'r [Refuted] {
    reading.once.refuted.get_or_init(|| read(reading))
}

fn read(reading: &Reading<'_>) -> Vec<Refuted> {
    let (Some(index), Some(lexicon)) = (CUES.get(&reading.lang), lexicon::of(reading.lang)) else {
        return Vec::new();
    };
    let rows = lexicon.table("refutations").rows();
    let reported = lexicon.table("complementisers");
    let found: Vec<PhraseMatch> =
        index.matches(reading.tokens).into_iter().filter(|one| one.fit < Fit::Stem).collect();
    let side = |one: &PhraseMatch| rows.get(one.row).map_or("", |row| row.cell(1));
    let place = |token: usize| reading.words.partition_point(|word| (word.token as usize) < token);
    let read = found.iter().filter(|one| side(one) != "open").filter_map(|one| {
        let mark = |at: &usize| {
            let token = &reading.tokens[*at];
            token.kind == TokenKind::Mark
                && matches!(token.folded.as_str(), "." | ";" | "؛" | "!" | "?" | "؟" | ":")
        };
        let tokens = if side(one) == "ahead" {
            let end = (one.last_token + 1 + RETOLD).min(reading.tokens.len());
            let pause = |at: &usize| mark(at) || matches!(reading.tokens[*at].folded.as_str(), "," | "،");
            one.last_token + 1..(one.last_token + 1..end).find(pause).unwrap_or(end)
        } else {
            let low = one.first_token.saturating_sub(RETOLD);
            let low = (low..one.first_token).rev().find(mark).map_or(low, |at| at + 1);
            // What was said begins behind the nearest word that opens it and leaves something to be said.
            let opened = (low..one.first_token).rev().filter(|&at| {
                let by_row = |open: &PhraseMatch| side(open) == "open" && open.last_token == at;
                let by_word = || side(one) == "behind" && reported.has(&reading.tokens[at].folded);
                found.iter().any(by_row) || by_word()
            });
            let enough = |at: &usize| place(one.first_token) >= place(at + 1) + MIN_SHARED;
            opened.into_iter().find(enough)? + 1..one.first_token
        };
        let words = place(tokens.start)..place(tokens.end);
        // What is said not to be so, and refuted, is so.
        let denied = reading.tokens[tokens].iter().any(|token| reading.is_negator(token));
        let cue = reading.tokens[one.first_token].span.join(reading.tokens[one.last_token].span);
        (!denied && words.len() >= MIN_SHARED).then_some(Refuted { cue, words })
    });
    read.collect()
}
