//! One detector per file.
//!
//! A detector takes an aligned [`Pair`], gives its [`Finding`] or notes in the [`Trace`] which gate stopped it. Every
//! file's head is its documentation, under the same five headings, and is exposed here as data.

mod agreement;
mod alike;
pub(super) mod anchor;
mod argument;
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
mod roles;
mod scope;
mod size;
mod slots;
pub(super) mod titles;
mod topics;
mod until;
mod update;
pub(super) mod venue;

use super::align::{ActLink, Pair};
use crate::model::{Kind, Modality, Reason, Span, Verdict};
pub(super) use argument::{done_to_another, each_names_another, other_names, stand_apart};
use argument::{same_argument, substituted};
pub(super) use negation::is_denied_by_both;
pub(super) use opposite::may_have_changed;
use std::collections::BTreeMap;
pub(super) use update::{has_come_since, of_state as update_of_state};

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
