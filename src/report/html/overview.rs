//! What was compared and how: the top of the page, its filters, problems and settings.

use super::event::EventView;
use super::limits;
use super::pieces::short;
use super::relation::{Page, name};
use super::template::data;
use crate::model::{Band, EventIx, InputFile, Problem, Report, Verdict};
use crate::report::legend;
use crate::report::summary::summary;
use minijinja::{Value, context};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Verdicts as a reader wants them.
const IN_ORDER: [Verdict; 4] = [Verdict::Contradiction, Verdict::Update, Verdict::Scope, Verdict::Agreement];

/// The head of the page.
pub(super) fn head(page: &Page<'_>) -> Value {
    let counts = summary(page.report);
    let mut outlets: Vec<(&str, usize)> =
        counts.outlets.iter().map(|(outlet, n)| (outlet.as_str(), *n)).collect();
    outlets.sort_by_key(|(name, n)| (Reverse(*n), *name));
    let more_outlets = outlets.len().saturating_sub(limits::MAX_OUTLETS);
    let outlet_count = outlets.len();
    outlets.truncate(limits::MAX_OUTLETS);
    let outlets: Vec<_> = outlets.iter().map(|(outlet, n)| (name(outlet), n)).collect();
    let languages: Vec<(&str, usize)> =
        counts.languages.iter().map(|(code, n)| (code.as_str(), *n)).collect();
    let kinds: Vec<Value> = (counts.kinds.iter())
        .map(|(&kind, n)| context! { key => kind.name(), name => data(legend::kind(kind)), count => n })
        .collect();
    let band = |band: Band| counts.bands.get(&band).copied().unwrap_or(0);
    context! {
        version => data(&page.report.version),
        articles => counts.articles,
        outlet_count => outlet_count,
        outlets => data(outlets),
        more_outlets => more_outlets,
        languages => data(languages),
        first_day => data(&counts.first_day),
        last_day => data(counts.last_day.as_ref().filter(|day| counts.first_day.as_ref() != Some(*day))),
        undated => counts.undated,
        claims => counts.claims,
        events => counts.events,
        shared_events => counts.shared_events,
        contradictions => counts.of(Verdict::Contradiction),
        high => band(Band::High),
        medium => band(Band::Medium),
        low => band(Band::Low),
        updates => counts.of(Verdict::Update),
        scopes => counts.of(Verdict::Scope),
        agreements => counts.of(Verdict::Agreement),
        clusters => counts.clusters,
        reprints => counts.reprints,
        passages => counts.passages,
        problems => counts.problems,
        kinds => kinds,
    }
}

/// What can be chosen in the filters: only what occurs in the page.
pub(super) fn filters(page: &Page<'_>, shown: &[EventIx]) -> Value {
    let relations = || page.shown.iter().map(|&nth| page.relation(nth));
    let verdicts: BTreeSet<Verdict> = relations().map(|r| r.verdict).collect();
    let kinds: BTreeSet<_> = relations().filter_map(|r| r.kind).collect();
    let bands: BTreeSet<Band> = relations().map(|r| r.band).collect();
    let articles: BTreeSet<u32> = relations().flat_map(|r| [r.a.article, r.b.article]).collect();
    let outlets: BTreeSet<(&str, usize)> = (articles.iter())
        .filter_map(|&at| page.article(at))
        .filter_map(|a| Some((a.outlet.as_str(), *page.outlets.get(a.outlet.as_str())?)))
        .collect();
    let claims: BTreeSet<u32> = relations().flat_map(|r| [r.a.claim, r.b.claim]).collect();
    let languages: BTreeSet<String> = claims
        .iter()
        .filter_map(|&c| page.report.claims.get(c as usize))
        .map(|c| c.lang.to_string())
        .collect();
    let events: Vec<EventView<'_>> =
        shown.iter().map(|&event| EventView::new(page, event, &page.report.events[event as usize])).collect();
    let named =
        |key: &'static str, name: &'static legend::Phrase| context! { key => key, name => data(name) };
    context! {
        verdicts => IN_ORDER.iter().filter(|v| verdicts.contains(v)).map(|&v| named(v.name(), legend::verdict(v))).collect::<Vec<_>>(),
        kinds => kinds.iter().map(|&k| named(k.name(), legend::kind(k))).collect::<Vec<_>>(),
        bands => bands.iter().rev().map(|&b| named(b.name(), legend::band(b))).collect::<Vec<_>>(),
        outlets => data(outlets.iter().map(|(outlet, number)| (name(outlet), number)).collect::<Vec<_>>()),
        languages => data(&languages),
        events => data(events),
        any => !page.shown.is_empty(),
    }
}

/// What could not be read.
pub(super) fn problems(page: &Page<'_>) -> Value {
    let problems = &page.report.problems;
    let shown = |problem: &Problem| {
        let (file, message) = (
            name(&problem.file).into_owned(),
            short(&problem.message, limits::MAX_REASON_CHARS).into_owned(),
        );
        let field = problem.field.as_deref().map(|field| name(field).into_owned());
        data(Problem { file, message, field, ..problem.clone() })
    };
    let shown: Vec<Value> = problems.iter().take(limits::MAX_PROBLEMS).map(shown).collect();
    context! { more => problems.len() - shown.len(), problems => shown }
}

/// Version, settings, inputs and what was set aside on the way.
pub(super) fn made_from(report: &Report) -> Value {
    let told = |value: &serde_json::Value| short(&value.to_string(), limits::MAX_SETTINGS_CHARS).into_owned();
    let settings: Vec<_> = report.settings.iter().map(|(key, value)| (name(key), told(value))).collect();
    let input = |input: &InputFile| data(InputFile { file: name(&input.file).into_owned(), ..input.clone() });
    let inputs: Vec<Value> = report.inputs.iter().take(limits::MAX_INPUTS).map(input).collect();
    context! {
        version => data(&report.version),
        settings => data(settings),
        more_inputs => report.inputs.len() - inputs.len(),
        inputs => inputs,
        gates => data(report.gates.iter().collect::<Vec<_>>()),
    }
}
