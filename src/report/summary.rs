//! The counts every format opens with.

use crate::model::{Band, EventRole, Kind, Report, Verdict};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a run saw and found, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Articles read.
    pub articles: usize,
    /// Articles by outlet.
    pub outlets: BTreeMap<String, usize>,
    /// Articles by language code.
    pub languages: BTreeMap<String, usize>,
    /// Day of the earliest dated article, ISO 8601.
    pub first_day: Option<String>,
    /// Day of the latest dated article, ISO 8601.
    pub last_day: Option<String>,
    /// Articles without any date.
    pub undated: usize,
    /// Sentences.
    pub sentences: usize,
    /// Claims.
    pub claims: usize,
    /// Events.
    pub events: usize,
    /// Events that two or more outlets speak of.
    pub shared_events: usize,
    /// Relations of each verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// Contradictions of each kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// Contradictions in each band.
    pub bands: BTreeMap<Band, usize>,
    /// Clusters of copies.
    pub clusters: usize,
    /// Articles that are copies of another, the kept ones not counted.
    pub reprints: usize,
    /// Shared passages.
    pub passages: usize,
    /// What could not be read.
    pub problems: usize,
}

impl Summary {
    /// Relations of one verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or(0)
    }
}

/// Counts what `report` holds.
#[must_use]
pub fn summary(report: &Report) -> Summary {
    let days = || report.articles.iter().filter_map(|a| a.published.as_ref());
    let mut summary = Summary {
        articles: report.articles.len(),
        outlets: count(report.articles.iter().map(|a| a.outlet.clone())),
        languages: count(report.articles.iter().map(|a| a.lang.to_string())),
        first_day: days().min_by_key(|p| p.at).map(iso_day),
        last_day: days().max_by_key(|p| p.at).map(iso_day),
        undated: report.articles.iter().filter(|a| a.published.is_none()).count(),
        sentences: report.texts.iter().map(|t| t.sentences.len()).sum(),
        claims: report.claims.len(),
        events: report.events.len(),
        shared_events: shared_events(report),
        verdicts: count(report.relations.iter().map(|r| r.verdict)),
        clusters: report.copies.clusters.len(),
        reprints: report.copies.clusters.iter().map(|c| c.members.len().saturating_sub(1)).sum(),
        passages: report.copies.passages.len(),
        problems: report.problems.len(),
        ..Summary::default()
    };
    let contradictions = || report.relations.iter().filter(|r| r.verdict == Verdict::Contradiction);
    summary.kinds = count(contradictions().filter_map(|r| r.kind));
    summary.bands = count(contradictions().map(|r| r.band));
    summary
}

/// A date known to the year or month only stays that vague.
fn iso_day(published: &crate::model::Published) -> String {
    let iso = published.iso();
    iso.get(..10).unwrap_or(&iso).to_owned()
}

fn shared_events(report: &Report) -> usize {
    let outlets = |event: &&crate::model::Event| {
        let names: BTreeSet<&str> = (event.articles.iter())
            .filter_map(|a| report.articles.get(a.article as usize))
            .map(|a| a.outlet.as_str())
            .collect();
        let news = event.articles.iter().any(|a| a.role == EventRole::Main);
        names.len() > 1 && news
    };
    report.events.iter().filter(outlets).count()
}

fn count<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}
