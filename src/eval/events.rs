//! Events, measured.
//!
//! Gold is JSON lines or one JSON array: `event`, the articles that report it (`main`, `docs_main` or `articles`) and
//! those that only mention it (`background`, `docs_background` or `also_mentions`). Two articles of the gold are right
//! together where the gold and the run both have them report one event.

use super::measured::{Measured, Outcome};
use crate::model::{ArticleIx, EventRole, Report};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One event of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEvent {
    /// Its name.
    pub event: String,
    /// Ids of the articles that report it.
    #[serde(alias = "docs_main", alias = "articles", default)]
    pub main: Vec<String>,
    /// Ids of the articles that mention it.
    #[serde(alias = "docs_background", alias = "also_mentions", default)]
    pub background: Vec<String>,
}

/// Measures the events of a finished run against `gold`.
#[must_use]
pub fn measure(gold: &[GoldEvent], report: &Report) -> Measured {
    let mut measured = Measured::default();
    let ids: BTreeMap<&str, ArticleIx> =
        report.articles.iter().enumerate().map(|(nth, one)| (one.id.as_str(), nth as ArticleIx)).collect();
    let mut known: BTreeSet<ArticleIx> = BTreeSet::new();
    let mut together: BTreeMap<(ArticleIx, ArticleIx), &str> = BTreeMap::new();
    for event in gold {
        let main: BTreeSet<ArticleIx> =
            event.main.iter().filter_map(|id| ids.get(id.as_str()).copied()).collect();
        measured.out_of_scope += event.main.len().saturating_sub(main.len()) as u32;
        known.extend(&main);
        for pair in pairs(&main) {
            together.entry(pair).or_insert(&event.event);
        }
    }
    let found: BTreeSet<(ArticleIx, ArticleIx)> = report
        .events
        .iter()
        .flat_map(|event| {
            let main = event.articles.iter().filter(|one| one.role == EventRole::Main).map(|one| one.article);
            pairs(&main.filter(|article| known.contains(article)).collect())
        })
        .collect();
    let name = |(a, b): (ArticleIx, ArticleIx)| {
        format!("{} and {}", report.articles[a as usize].id, report.articles[b as usize].id)
    };
    for (&pair, event) in &together {
        let outcome = if found.contains(&pair) { Outcome::Right } else { Outcome::Missed };
        measured.count(outcome, views(report, pair));
        if outcome != Outcome::Right {
            measured.wrong.push(format!("{} report {event}, found apart", name(pair)));
        }
    }
    for &pair in found.iter().filter(|pair| !together.contains_key(pair)) {
        measured.count(Outcome::Extra, views(report, pair));
        measured.wrong.push(format!("{} report different events, found together", name(pair)));
    }
    mentions(&mut measured, gold, report, &ids);
    measured
}

fn pairs(articles: &BTreeSet<ArticleIx>) -> Vec<(ArticleIx, ArticleIx)> {
    let all = articles.iter().enumerate();
    all.flat_map(|(nth, &a)| articles.iter().skip(nth + 1).map(move |&b| (a, b))).collect()
}

fn views(report: &Report, (a, b): (ArticleIx, ArticleIx)) -> [(&'static str, &'static str); 2] {
    let same = report.articles[a as usize].lang == report.articles[b as usize].lang;
    [("all", "pairs of articles"), ("languages", if same { "one" } else { "two" })]
}

/// Articles that only mention an event: found where the run has them in the background of an event that an article
/// of the gold event reports.
fn mentions(measured: &mut Measured, gold: &[GoldEvent], report: &Report, ids: &BTreeMap<&str, ArticleIx>) {
    for event in gold {
        let main: BTreeSet<ArticleIx> =
            event.main.iter().filter_map(|id| ids.get(id.as_str()).copied()).collect();
        for article in event.background.iter().filter_map(|id| ids.get(id.as_str()).copied()) {
            let holds = |one: &&crate::model::Event| {
                let reports =
                    one.articles.iter().any(|a| a.role == EventRole::Main && main.contains(&a.article));
                reports
                    && one.articles.iter().any(|a| a.article == article && a.role == EventRole::Background)
            };
            let found = report.events.iter().any(|one| holds(&one));
            measured.count(if found { Outcome::Right } else { Outcome::Missed }, [("role", "background")]);
        }
    }
}
