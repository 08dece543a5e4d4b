//! Kinds of people: which words name a soldier, a civilian, a child, and which kinds nobody is both of.
//!
//! Shared by the detector of participants. No detector of its own.

use crate::compare::align::Pair;
use crate::compare::classes;
use crate::compare::reading::{BEFALLING, Reading};
use crate::lexicon;
use crate::model::{Lang, Span};
use crate::text::stem;
use ahash::AHashMap;
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Least likeness of what stands around the two fates.
const MIN_ARGS: f64 = 0.3;

/// One kind of people in another's place under the same fate ("a conscript was hurt", "a civilian was hurt"): the words of
/// both, where neither side names the other's kind.
pub(super) fn swapped(pair: &Pair<'_>) -> Option<(Span, Span)> {
    let fates = classes::ids(BEFALLING);
    let fated = pair.links.iter().filter(|link| {
        let (one, other) = pair.acts(link);
        let befalls = |classes: &[classes::ClassId]| classes.iter().any(|class| fates.contains(class));
        link.is_same() && pair.same_polarity(link) && befalls(&one.classes) && befalls(&other.classes)
    });
    let in_b = |nth: u32| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth);
    for link in fated.filter(|link| link.args >= MIN_ARGS) {
        let lone_a = lone(pair.a, link.a, |nth| pair.matched[nth as usize].is_some());
        let lone_b = lone(pair.b, link.b, in_b);
        for (kind_a, span_a) in &lone_a {
            for (kind_b, span_b) in &lone_b {
                // Whoever both sides name is nobody's substitute.
                let in_a = (0..pair.a.words.len() as u32)
                    .any(|nth| pair.matched[nth as usize].is_none() && kind_of(pair.a, nth) == Some(*kind_b));
                let there = (0..pair.b.words.len() as u32)
                    .any(|nth| !in_b(nth) && kind_of(pair.b, nth) == Some(*kind_a));
                if are_apart(kind_a, kind_b) && !in_a && !there {
                    return Some((*span_a, *span_b));
                }
            }
        }
    }
    None
}

/// The words near act `fate`, and nearer to it than to any other, that name a kind of people and have no counterpart.
fn lone(reading: &Reading<'_>, fate: usize, matched: impl Fn(u32) -> bool) -> Vec<(&'static str, Span)> {
    let span_of = |nth: u32| reading.tokens[reading.words[nth as usize].token as usize].span;
    let gap = |act: usize, span: Span| {
        let act = reading.acts[act].span;
        span.start.saturating_sub(act.end).max(act.start.saturating_sub(span.end))
    };
    // Only another fate takes them away; "were hurt" and "with injuries" are one.
    let fates = classes::ids(BEFALLING);
    let other_fate = |act: usize| {
        let (own, other) = (&reading.acts[fate].classes, &reading.acts[act].classes);
        let befalls = other.iter().any(|class| fates.contains(class));
        act != fate && befalls && !other.iter().any(|class| own.contains(class))
    };
    let nearest = |nth: u32| {
        let own = gap(fate, span_of(nth));
        (0..reading.acts.len()).all(|act| !other_fate(act) || gap(act, span_of(nth)) > own)
    };
    let around = reading.acts[fate].around.iter().copied();
    around
        .filter(|&nth| !matched(nth) && nearest(nth) && is_told(reading, span_of(nth)))
        .filter_map(|nth| Some((kind_of(reading, nth)?, span_of(nth))))
        .collect()
}

/// Whether words stand in what a claim tells, not in the words of who tells it ("media sources said").
fn is_told(reading: &Reading<'_>, span: Span) -> bool {
    let speaks = |claim: &crate::model::Claim| {
        claim.speaker.as_ref().and_then(|speaker| speaker.span).is_some_and(|speaker| speaker.overlaps(span))
    };
    reading.claims.iter().any(|(_, claim)| claim.content.contains(span) && !speaks(claim))
}

/// The kind of people that a content word names; `None` for words of anybody.
fn kind_of(reading: &Reading<'_>, nth: u32) -> Option<&'static str> {
    let token = &reading.tokens[reading.words[nth as usize].token as usize];
    let kinds = KINDS.get(&reading.lang)?;
    let forms = stem::candidates(&token.folded, reading.lang);
    forms.iter().find_map(|form| kinds.get(form)).copied()
}

/// The kinds of people of each language, under the words of `counted.tsv` and their forms.
static KINDS: LazyLock<BTreeMap<Lang, AHashMap<CompactString, &'static str>>> = LazyLock::new(|| {
    let named = |lang: Lang| {
        let rows = lexicon::of(lang)?.table("counted").rows().iter();
        let kinds = rows.filter(|row| row.cell(2) == "person" && row.cell(1) != "person");
        let words = kinds.flat_map(|row| {
            let forms =
                std::iter::once(row.key()).chain(row.cell(3).split(';').filter(|form| !form.is_empty()));
            forms.filter(|form| !form.contains(' ')).map(|form| (form, row.cell(1)))
        });
        let mut under: AHashMap<CompactString, &'static str> = AHashMap::new();
        for (form, kind) in words {
            under.insert(form.into(), kind);
        }
        Some((lang, under))
    };
    lexicon::languages().filter_map(named).collect()
});

fn are_apart(one: &str, other: &str) -> bool {
    let key = if one < other { format!("{one} {other}") } else { format!("{other} {one}") };
    lexicon::common().table("person_kinds_apart").has(&key)
}
