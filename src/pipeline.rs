//! The whole run, stage by stage. Read this first.

use crate::ingest::Ingested;
use crate::model::{Article, ArticleIx, Band, Copies, Lang, Report};
use crate::{claim, compare, event, neardup, text};
use std::collections::BTreeMap;

/// Settings of all stages.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Near-duplicate search.
    pub neardup: neardup::Config,
    /// Relations below this band are left out; default [`Band::Medium`].
    pub min_band: Band,
}

impl Default for Settings {
    fn default() -> Self {
        Self { neardup: neardup::Config::default(), min_band: Band::Medium }
    }
}

/// Told when a stage begins and ends, so that a caller can show progress.
pub trait Progress: Sync {
    /// A stage begins with `items` articles or claims before it.
    fn begin(&self, _stage: &'static str, _items: usize) {}
    /// `items` more are done; called from any thread.
    fn advance(&self, _items: usize) {}
    /// The stage ended and gave `found` things.
    fn end(&self, _stage: &'static str, _found: usize) {}
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;
impl Progress for Silent {}

/// Compares everything that was read: copies, claims, events, relations.
///
/// The result depends on the articles and settings alone, not on their order or the number of threads.
#[must_use]
pub fn compare(read: Ingested, settings: &Settings, progress: &dyn Progress) -> Report {
    let mut report = lay_out(read, settings);
    cut(&mut report, progress);
    report.copies = find_copies(&report.articles, 0, &report.input_order, settings, progress);
    frame_claims(&mut report, progress);
    relate(&mut report, settings, progress);
    report
}

/// Goes as far as the copies and no further; texts, claims, events and relations stay empty.
#[must_use]
pub fn copies(read: Ingested, settings: &Settings, progress: &dyn Progress) -> Report {
    let mut report = lay_out(read, settings);
    report.copies = find_copies(&report.articles, 0, &report.input_order, settings, progress);
    report
}

/// As [`copies`], of the articles `read` in the articles of `existing`. The report holds the existing articles first;
/// its input order names the others only.
#[must_use]
pub fn copies_against(
    existing: Ingested,
    read: Ingested,
    settings: &Settings,
    progress: &dyn Progress,
) -> Report {
    let mut report = lay_out(read, settings);
    let Report { mut articles, inputs, problems, input_order, .. } = lay_out(existing, settings);
    let first_new = articles.len() as ArticleIx;
    articles.append(&mut report.articles);
    report.articles = articles;
    report.input_order.iter_mut().for_each(|ix| *ix += first_new);
    report.inputs.extend(inputs);
    report.inputs.sort();
    report.problems.extend(problems);
    report.problems.sort();
    let in_order: Vec<ArticleIx> = input_order.iter().chain(&report.input_order).copied().collect();
    report.copies = find_copies(&report.articles, first_new, &in_order, settings, progress);
    report
}

/// Goes as far as sentences, claims and their events; copies and relations stay empty.
#[must_use]
pub fn claims(read: Ingested, settings: &Settings, progress: &dyn Progress) -> Report {
    let mut report = lay_out(read, settings);
    cut(&mut report, progress);
    frame_claims(&mut report, progress);
    report
}

/// Goes as far as sentences.
#[must_use]
pub fn sentences(read: Ingested, settings: &Settings, progress: &dyn Progress) -> Report {
    let mut report = lay_out(read, settings);
    cut(&mut report, progress);
    report
}

/// Puts articles, files and problems into an order of their own, so that input order leaves no trace.
fn lay_out(read: Ingested, settings: &Settings) -> Report {
    let Ingested { articles, mut inputs, mut problems, .. } = read;
    inputs.sort();
    problems.sort();
    let (articles, input_order) = in_content_order(articles);
    Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings: settings_by_name(settings),
        inputs,
        input_order,
        articles,
        problems,
        ..Report::default()
    }
}

/// Sorts by id, then outlet, then text; also gives where each article of the input went.
fn in_content_order(articles: Vec<Article>) -> (Vec<Article>, Vec<ArticleIx>) {
    let mut keyed: Vec<(usize, Article)> = articles.into_iter().enumerate().collect();
    keyed.sort_by(|(_, a), (_, b)| (&a.id, &a.outlet, &a.text).cmp(&(&b.id, &b.outlet, &b.text)));
    let mut input_order = vec![0; keyed.len()];
    for (sorted, (read, _)) in keyed.iter().enumerate() {
        input_order[*read] = sorted as ArticleIx;
    }
    (keyed.into_iter().map(|(_, article)| article).collect(), input_order)
}

/// Cuts the texts; an article whose input states no language gets the one its text shows.
fn cut(report: &mut Report, progress: &dyn Progress) {
    progress.begin("sentences", report.articles.len());
    report.texts = text::read(&report.articles);
    for (article, text) in report.articles.iter_mut().zip(&report.texts) {
        if article.lang == Lang::UNDETERMINED {
            article.lang = text.lang;
        }
    }
    progress.end("sentences", report.texts.iter().map(|t| t.sentences.len()).sum());
}

fn find_copies(
    articles: &[Article],
    existing: ArticleIx,
    input_order: &[ArticleIx],
    settings: &Settings,
    progress: &dyn Progress,
) -> Copies {
    progress.begin("copies", articles.len());
    let copies = neardup::find_against(articles, existing as usize, input_order, &settings.neardup);
    progress.end("copies", copies.clusters.len());
    copies
}

fn frame_claims(report: &mut Report, progress: &dyn Progress) {
    progress.begin("claims", report.articles.len());
    report.claims = claim::extract(&report.articles, &report.texts);
    progress.end("claims", report.claims.len());

    progress.begin("events", report.claims.len());
    report.events = event::frame(&report.articles, &report.texts, &mut report.claims);
    progress.end("events", report.events.len());
}

fn relate(report: &mut Report, settings: &Settings, progress: &dyn Progress) {
    progress.begin("relations", report.claims.len());
    let scene = compare::Scene::of(report);
    let compare::Comparison { mut relations, gates } = compare::relate(scene);
    relations.retain(|relation| relation.band >= settings.min_band);
    progress.end("relations", relations.len());
    report.relations = relations;
    report.gates = gates;
}

fn settings_by_name(settings: &Settings) -> BTreeMap<String, serde_json::Value> {
    let neardup = serde_json::to_value(&settings.neardup).unwrap_or_default();
    let min_band = serde_json::to_value(settings.min_band).unwrap_or_default();
    BTreeMap::from([("min_band".to_owned(), min_band), ("neardup".to_owned(), neardup)])
}
