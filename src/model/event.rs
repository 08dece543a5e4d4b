//! What claims are about.

use super::{ArticleIx, ClaimIx};
use compact_str::CompactString;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Position of an event in the run's event list.
pub type EventIx = u32;

/// One happening that claims of several articles may speak of.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Content hash of what the event is made of.
    pub id: String,
    /// A short name for people, made from its slots and the articles' own words.
    pub label: String,
    /// Type of contact or happening from the lexicon (`summit`, `call`, `attack`), where one was told.
    pub kind: Option<CompactString>,
    /// First day it can have been.
    pub from: Option<Date>,
    /// Last day it can have been.
    pub to: Option<Date>,
    /// How the dates were decided, in words.
    pub date_basis: String,
    /// Gazetteer id or folded name of the place.
    pub venue: Option<CompactString>,
    /// Canonical names, sorted.
    pub participants: Vec<String>,
    /// The articles that speak of it, sorted.
    pub articles: Vec<EventArticle>,
    /// Its claims, sorted.
    pub claims: Vec<ClaimIx>,
    /// Whether the articles it was found among are few and were gathered around their happenings, so that hardly anything in them is
    /// alike by chance.
    #[serde(skip)]
    pub gathered: bool,
}

/// How an article speaks of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EventArticle {
    /// The article.
    pub article: ArticleIx,
    /// Its news, or told as background.
    pub role: EventRole,
}

/// Whether an event is an article's news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventRole {
    /// The article reports it.
    Main,
    /// The article recalls it.
    Background,
}
