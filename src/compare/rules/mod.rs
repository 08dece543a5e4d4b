//! One detector per file.
//!
//! A detector takes an aligned [`Pair`], gives its [`Finding`] or notes in the [`Trace`] which gate stopped it. Every
//! file's head is its documentation, under the same five headings, and is exposed here as data.

mod agreement;
mod alike;
pub(super) mod anchor;
mod attribution;
pub(super) mod ballot;
pub(super) mod bearing;
pub(super) mod blame;
pub(super) mod cause;
pub(super) mod company;
mod date;
pub(super) mod dating;
pub(super) mod difference;
mod discord;
mod elsewhere;
mod emphasis;
pub(super) mod figures;
mod framing;
mod modality;
mod mouth;
mod negation;
mod number;
pub(super) mod numbered;
mod opposite;
mod order;
pub(super) mod participant;
mod people;
mod place;
mod quotation;
pub(super) mod refuted;
mod scope;
mod slots;
pub(super) mod titles;
mod until;
mod update;
pub(super) mod venue;

use super::align::{ActLink, Pair};
use crate::model::{Kind, Modality, Reason, Span, Verdict};
pub(super) use negation::is_denied_by_both;
use std::collections::BTreeMap;

/// What a detector found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The detector's name.
    pub rule: &'static str,
    /// What the sentences are to each other.
    pub verdict: Verdict,
    /// The kind, for a contradiction.
    pub kind: Option<Kind>,
    /// The words that decide on side `a`.
    pub a: Vec<Span>,
    /// The words that decide on side `b`.
    pub b: Vec<Span>,
    /// The normalised values compared.
    pub values: BTreeMap<String, String>,
    /// Why.
    pub reason: Reason,
    /// What would settle it.
    pub settle: Reason,
    /// What the decision is made from, by name; [`decide`](super::decide) weighs it.
    pub features: Vec<(&'static str, f64)>,
}

/// Why detectors said nothing, in the order they were asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// (rule, gate).
    pub stops: Vec<(&'static str, &'static str)>,
}

impl Trace {
    /// Notes that `gate` stopped `rule`; always `None`, so that a detector can return it.
    pub fn stop<T>(&mut self, rule: &'static str, gate: &'static str) -> Option<T> {
        if !self.stops.contains(&(rule, gate)) {
            self.stops.push((rule, gate));
        }
        None
    }
}

/// A detector with its documentation.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name, which is the kind's or relation's.
    pub name: &'static str,
    /// Its documentation in Markdown, from the head of its file.
    source: &'static str,
    detect: fn(&Pair<'_>, &mut Trace) -> Option<Finding>,
}

impl Rule {
    /// The documentation in Markdown: a title line, then the five headings.
    #[must_use]
    pub fn doc(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// The text under one of the documentation's headings; empty where it lacks it.
    #[must_use]
    pub fn section(&self, heading: &str) -> String {
        let doc = self.doc();
        let mut parts = doc.split("\n# ").skip(1);
        let part = parts.find_map(|part| part.strip_prefix(heading));
        part.map(|text| text.trim().to_owned()).unwrap_or_default()
    }

    /// Runs the detector.
    pub fn detect(&self, pair: &Pair<'_>, trace: &mut Trace) -> Option<Finding> {
        (self.detect)(pair, trace)
    }
}

/// The headings every detector documents itself under.
pub const HEADINGS: [&str; 5] = ["What it flags", "Why it matters", "Example", "Not flagged", "Limits"];

macro_rules! rules {
    ($($name:ident),+ $(,)?) => {
        [$(Rule { name: stringify!($name), source: include_str!(concat!(stringify!($name), ".rs")), detect: $name::detect }),+]
    };
}

static RULES: [Rule; 13] = rules![
    attribution,
    quotation,
    negation,
    modality,
    opposite,
    number,
    date,
    place,
    participant,
    framing,
    update,
    scope,
    agreement,
];

/// All detectors, in the order they are asked.
#[must_use]
pub fn all() -> &'static [Rule] {
    &RULES
}

/// Whether one side denies all cases of the act and the other tells of one: what else the denial names, the other side has
/// too, and no other name stands there ("nobody was hurt", "five passengers were hurt").
pub(super) fn within_all(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let (denied, told, denying) = match (one.total, other.total) {
        (true, false) => (one, other, pair.a),
        (false, true) => (other, one, pair.b),
        _ => return false,
    };
    if Pair::is_denied(told) || told.modality == Modality::Planned {
        return false;
    }
    let met = |nth: u32| {
        if one.total {
            pair.matched[nth as usize].is_some()
        } else {
            pair.matched.iter().flatten().any(|(hit, _)| *hit == nth)
        }
    };
    // Words of the other acts that answer the same are no argument ("unhurt, without injuries").
    let answers = |span: Span| {
        let tied = |near: &&ActLink| if one.total { near.b == link.b } else { near.a == link.a };
        let mut acts =
            pair.links.iter().filter(tied).map(|near| &denying.acts[if one.total { near.a } else { near.b }]);
        acts.any(|act| act.span.overlaps(span))
    };
    let of_what = |nth: &u32| {
        says_of_what(denying, *nth)
            && !answers(denying.tokens[denying.words[*nth as usize].token as usize].span)
    };
    let own: Vec<u32> = denied.around.iter().copied().filter(of_what).collect();
    let shared = own.iter().filter(|&&nth| met(nth)).count();
    // "Not a single shot was fired": whatever else is told around it, any shot fired stands against that.
    let none_of = || link.is_same() && denying.none_of(denied).is_some_and(met);
    (own.is_empty() || shared > 0 && shared * 4 >= own.len() || none_of()) && !other_names(pair, link)
}

/// Whether the side that denies an act leaves of it what the other side tells ("registered but one infection", "an infection was
/// registered").
pub(super) fn leaves_what_is_told(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    let in_a = |nth: u32| pair.matched[nth as usize].is_some();
    let in_b = |nth: u32| pair.matched.iter().flatten().any(|(hit, _)| *hit == nth);
    pair.a.left_of(one).any(in_a) || pair.b.left_of(other).any(in_b)
}

/// Whether a word tells what an act is about: outside the words of who speaks, of times and of nobody.
fn says_of_what(reading: &super::reading::Reading<'_>, nth: u32) -> bool {
    let word = &reading.words[nth as usize];
    let span = reading.tokens[word.token as usize].span;
    let framed = reading.claims.iter().all(|(_, claim)| !claim.content.overlaps(span));
    let light =
        |act: &super::reading::Act| act.span.overlaps(span) && (act.classes.is_empty() || act.reports);
    !framed
        && !reading.is_none_word(span)
        && !reading.times().any(|time| time.span.overlaps(span))
        && !reading.acts.iter().any(light)
}

/// An act that one side tells as still to come and the other, which is later, as done.
pub(super) fn status_update(pair: &Pair<'_>, link: &ActLink, modalities: [Modality; 2]) -> Finding {
    modality::finding(pair, link, Verdict::Update, "update", modalities)
}

/// Whether an act link speaks of one argument: the words around both acts match well enough, or the sentences do, and
/// nothing stands in the place of something else.
fn same_argument(pair: &Pair<'_>, link: &ActLink) -> bool {
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
pub(super) fn stand_apart(pair: &Pair<'_>, link: &ActLink) -> bool {
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
    let neighbours = |reading: &super::reading::Reading<'_>, act: Span| -> [Option<u32>; 2] {
        let span = |word: &super::reading::Word| reading.tokens[word.token as usize].span;
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
fn substituted(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    // Where nearly all around the acts is shared, only their nearest words can stand for something else.
    if link.args >= 0.8 && link.shared >= 4 || link.args >= 0.55 && link.shared >= 6 {
        return substituted_among(pair, &one.core, &other.core);
    }
    substituted_among(pair, &one.around, &other.around)
}

/// Whether right beside two acts something stands in the place of something else ("gold rose", "oil fell").
pub(super) fn done_to_another(pair: &Pair<'_>, link: &ActLink) -> bool {
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
    let beside = |words: &[super::reading::Word], at: u32| {
        let next = usize::try_from(i64::from(at) + step).ok()?;
        let gap = i64::from(words.get(next)?.token) - i64::from(words[at as usize].token);
        (gap == step).then_some(next)
    };
    let (Some(a), Some(b)) = (beside(&pair.a.words, in_a), beside(&pair.b.words, in_b)) else { return false };
    let taken = pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == b);
    let acting = |acts: &[super::reading::Act], span: Span| acts.iter().any(|act| act.span.overlaps(span));
    let span_of = |reading: &super::reading::Reading<'_>, nth: usize| {
        reading.tokens[reading.words[nth].token as usize].span
    };
    let timed = |reading: &super::reading::Reading<'_>, span: Span| {
        reading.times().any(|time| time.span.overlaps(span))
    };
    let (span_a, span_b) = (span_of(pair.a, a), span_of(pair.b, b));
    // Before one noun, a word with an article and one without stand in two constructions ("the town closed the restaurant",
    // "the restaurant still serves").
    if step < 0 && pair.a.is_prefixed(span_a) != pair.b.is_prefixed(span_b) {
        return false;
    }
    // A word of another language that no table knows may be the other's translation.
    let known = |reading: &super::reading::Reading<'_>, nth: usize| reading.words[nth].keys.len() > 1;
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
pub(super) fn other_names(pair: &Pair<'_>, link: &ActLink) -> bool {
    let (one, other) = pair.acts(link);
    // Who reports it is no argument of it.
    let speaks = |reading: &super::reading::Reading<'_>, nth: u32| {
        let span = reading.tokens[reading.words[nth as usize].token as usize].span;
        let speakers = reading.claims.iter().filter_map(|(_, claim)| claim.speaker.as_ref()?.span);
        speakers.into_iter().any(|one| one.overlaps(span))
            && reading.claims.iter().all(|(_, claim)| !claim.content.overlaps(span))
    };
    let named = |reading: &super::reading::Reading<'_>, around: &[u32]| {
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
pub(super) fn each_names_another(pair: &Pair<'_>) -> bool {
    let in_b = |nth: usize| pair.matched.iter().flatten().any(|(hit, _)| *hit as usize == nth);
    names_of_its_own(pair.a, |nth| pair.matched[nth].is_some()) && names_of_its_own(pair.b, in_b)
}

fn names_of_its_own(reading: &super::reading::Reading<'_>, matched: impl Fn(usize) -> bool) -> bool {
    let told = |claim: &&crate::model::Claim, span: Span| {
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

/// Features every detector gives.
fn common_features(pair: &Pair<'_>, link: Option<&ActLink>) -> Vec<(&'static str, f64)> {
    let args = link.map_or(0.0, |link| link.args);
    let verbs = link.is_some_and(|link| {
        let (one, other) = pair.acts(link);
        pair.a.is_plain_verb(one.span) && pair.b.is_plain_verb(other.span)
    });
    vec![
        ("verbs", f64::from(verbs)),
        ("arguments", args),
        ("containment", pair.containment),
        ("jaccard", pair.jaccard),
        ("names", (pair.shared_names as f64).min(4.0) / 4.0),
        ("same_language", f64::from(pair.a.lang == pair.b.lang)),
    ]
}

/// Sorts spans and joins those that touch.
fn tidy(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut tidy: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match tidy.last_mut() {
            Some(last) if span.start <= last.end => *last = last.join(span),
            _ => tidy.push(span),
        }
    }
    tidy
}

/// The words from the first to the last of `spans`, as a reason cites them.
fn cite(reading: &super::reading::Reading<'_>, spans: &[Span]) -> Reason {
    let whole = spans.iter().copied().reduce(|x, y| x.join(y)).unwrap_or(reading.span);
    super::reason::plain(reading.words_of(whole))
}

fn values(a: impl Into<String>, b: impl Into<String>) -> BTreeMap<String, String> {
    BTreeMap::from([("a".to_owned(), a.into()), ("b".to_owned(), b.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_documents_itself_under_the_same_headings() {
        for rule in all() {
            for heading in HEADINGS {
                assert!(!rule.section(heading).is_empty(), "{} lacks “{heading}”", rule.name);
            }
        }
    }
}
