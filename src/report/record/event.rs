//! Events.

use super::Offsets;
use crate::model::{self, EventRole};
use schemars::JsonSchema;
use serde::Serialize;

/// One happening that claims of several articles may speak of.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "record", rename = "event")]
pub struct Event<'a> {
    /// Content hash.
    pub id: &'a str,
    /// A short name for people.
    pub label: &'a str,
    /// Type of contact or happening; null where none was told.
    #[serde(rename = "type")]
    pub kind: Option<&'a str>,
    /// First day it can have been, ISO 8601.
    pub from: Option<String>,
    /// Last day it can have been, inclusive, ISO 8601.
    pub to: Option<String>,
    /// How the dates were decided, in words.
    pub date_basis: &'a str,
    /// Gazetteer id or folded name of the place.
    pub venue: Option<&'a str>,
    /// Canonical names, sorted.
    pub participants: &'a [String],
    /// The articles that speak of it.
    pub articles: Vec<EventArticle<'a>>,
    /// How many claims belong to it.
    pub claims: usize,
}

/// How an article speaks of an event.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventArticle<'a> {
    /// Id of the article.
    pub id: &'a str,
    /// Its news, or told as background.
    pub role: EventRole,
}

impl<'a> Event<'a> {
    /// The record of `event`.
    #[must_use]
    pub fn new(offsets: &Offsets<'a>, event: &'a model::Event) -> Self {
        let article = |a: &model::EventArticle| EventArticle { id: offsets.id(a.article), role: a.role };
        Self {
            id: &event.id,
            label: &event.label,
            kind: event.kind.as_deref(),
            from: event.from.map(|d| d.to_string()),
            to: event.to.map(|d| d.to_string()),
            date_basis: &event.date_basis,
            venue: event.venue.as_deref(),
            participants: &event.participants,
            articles: event.articles.iter().map(article).collect(),
            claims: event.claims.len(),
        }
    }
}
