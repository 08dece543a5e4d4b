//! What a contradiction looks like that stands in a run of gathered reports, beside what the gates ask of it.
//!
//! Takes what the detectors make of two sentences in a run, what they make of the two alone, and how well the two fit among all
//! sentences of their articles; gives named numbers between −1 and 1, the same whichever side comes first. Decides nothing.

use crate::compare::counterpart::Fit;
use crate::model::{Kind, Relation};

/// Each number with what it means, in the order of `of`.
pub const NAMES: [(&str, &str); COUNT] = [
    ("in_run", "1 where the detectors of a run found it"),
    ("alone", "1 where the detectors of two sentences alone found it"),
    ("run_score", "the score of the former, 0 without it"),
    ("alone_score", "the score of the latter, 0 without it"),
    ("one_kind", "1 where both found one kind"),
    ("likeness", "matched over all rare words of both"),
    ("mutual", "likeness over the best of either between the two articles"),
    ("lead", "likeness less the next best of either between the two articles"),
    ("around", "likeness of the words around those that decide"),
    ("accord", "1 where the event is a contact, or something agreed or decided"),
    ("contact", "1 where the event is a contact between people"),
    ("one_toll", "1 where the event strikes once"),
    ("few", "1 where few articles tell of the event"),
    ("one_story", "1 where both report the event as their news, and it is one happening by its kind"),
    ("reports", "articles that report the event as their news, of 12"),
    ("fragment", "1 where one of the sentences has too few words"),
    ("short", "1 where neither sentence is long"),
    ("series", "1 where the values of the event change with every report"),
    ("negation", "1 for this kind"),
    ("opposite", "1 for this kind"),
    ("number", "1 for this kind"),
    ("date", "1 for this kind"),
    ("participant", "1 for this kind"),
    ("attribution", "1 for this kind"),
    ("quotation", "1 for this kind"),
    ("modality", "1 for this kind"),
    ("framing", "1 for this kind"),
];

/// How many numbers there are.
pub const COUNT: usize = 27;

/// The features of a relation that are taken over under their own names.
pub const OWN: [&str; 22] = [
    "same_chance",
    "opposed_chance",
    "containment",
    "jaccard",
    "arguments",
    "verbs",
    "names",
    "same_language",
    "total",
    "exact_word",
    "same_thing",
    "gap",
    "lone_value",
    "named_measure",
    "lone_measure",
    "one_result",
    "aside",
    "toll",
    "presence",
    "refuted",
    "cause",
    "planned",
];

/// The order of kinds in [`NAMES`]. Around one happening a report names many grounds, so that places are left to the gates.
const KINDS: [Kind; 9] = [
    Kind::Negation,
    Kind::Opposite,
    Kind::Number,
    Kind::Date,
    Kind::Participant,
    Kind::Attribution,
    Kind::Quotation,
    Kind::Modality,
    Kind::Framing,
];

/// The numbers of a contradiction that a run or two sentences alone found, the former first; none where neither did, and of kinds
/// that are left to the gates.
#[must_use]
pub(in crate::compare) fn of(
    in_run: Option<&Relation>,
    alone: Option<&Relation>,
    fit: &Fit,
) -> Option<Vec<(&'static str, f64)>> {
    let found = in_run.or(alone)?;
    let nth = KINDS.iter().position(|kind| found.kind == Some(*kind))?;
    let yes = |is: bool| f64::from(is);
    let score = |one: Option<&Relation>| one.map_or(0.0, |one| one.score);
    let both = in_run.zip(alone).is_some_and(|(x, y)| x.kind == y.kind);
    let mut numbers = [0.0; COUNT];
    let known = [
        yes(in_run.is_some()),
        yes(alone.is_some()),
        score(in_run),
        score(alone),
        yes(both),
        fit.likeness,
        fit.mutual,
        fit.lead.max(LEAST_LEAD),
        fit.around,
        yes(fit.accord),
        yes(fit.contact),
        yes(fit.one_toll),
        yes(fit.few),
        yes(fit.one_story),
        f64::from(fit.reports.min(MANY)) / f64::from(MANY),
        yes(fit.fragment),
        yes(fit.short),
        yes(fit.series),
    ];
    numbers[..known.len()].copy_from_slice(&known);
    numbers[known.len() + nth] = 1.0;
    let own = OWN.iter().map(|name| {
        let value = found.features.iter().find(|(feature, _)| feature == name);
        (*name, value.map_or(0.0, |(_, value)| *value))
    });
    Some(NAMES.iter().map(|(name, _)| *name).zip(numbers).chain(own).collect())
}

/// The lead below which a pair is as far behind as it can be.
const LEAST_LEAD: f64 = -0.5;
/// Reports from which on more say no more.
const MANY: u32 = 12;
