//! The whole run, stage by stage. Read this first.

use crate::ingest::Ingested;
use crate::model::{Article, ArticleIx, Report};
use crate::{claim, compare, event, neardup, text};
use std::collections::BTreeMap;

/// Settings of all stages.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Near-duplicate search.
    pub neardup: neardup::Config,
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
    let Ingested { articles, inputs, problems, inspection: _ } = read;
    let articles = in_content_order(articles);

    progress.begin("text", articles.len());
    let texts = text::read(&articles);
    progress.end("text", texts.iter().map(|t| t.sentences.len()).sum());

    progress.begin("copies", articles.len());
    let copies = neardup::find(&articles, &settings.neardup);
    progress.end("copies", copies.clusters.len());

    progress.begin("claims", articles.len());
    let mut claims = claim::extract(&articles, &texts);
    progress.end("claims", claims.len());

    progress.begin("events", claims.len());
    let events = event::frame(&articles, &texts, &mut claims);
    progress.end("events", events.len());

    progress.begin("relations", claims.len());
    let scene = compare::Scene {
        articles: &articles,
        texts: &texts,
        claims: &claims,
        events: &events,
        copies: &copies,
    };
    let compare::Comparison { relations, gates } = compare::relate(scene);
    progress.end("relations", relations.len());

    Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        settings: settings_by_name(settings),
        inputs,
        articles,
        texts,
        copies,
        claims,
        events,
        relations,
        gates,
        problems,
    }
}

/// Sorts by id, then outlet, then text, so that input order leaves no trace.
fn in_content_order(mut articles: Vec<Article>) -> Vec<Article> {
    articles.sort_by(|a, b| (&a.id, &a.outlet, &a.text).cmp(&(&b.id, &b.outlet, &b.text)));
    debug_assert!(ArticleIx::try_from(articles.len()).is_ok());
    articles
}

fn settings_by_name(settings: &Settings) -> BTreeMap<String, serde_json::Value> {
    let neardup = serde_json::to_value(&settings.neardup).unwrap_or_default();
    BTreeMap::from([("neardup".to_owned(), neardup)])
}
