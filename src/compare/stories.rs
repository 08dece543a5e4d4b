//! What is known of each event before any two of its sentences are compared.
//!
//! Takes the events of a run, gives each one's kind and whose news it is, worked out once.

use super::counterpart::Fit;
use super::reading::measures::Measure;
use super::{Readings, Scene};
use crate::event::FEW_ARTICLES;
use crate::event::kinds::EventKind;
use crate::model::{ArticleIx, Event, EventIx, EventRole};
use std::collections::BTreeMap;

/// Main articles of an event from which on its reports tell of many things.
const MANY_REPORTS: usize = 12;

/// The events of a run, in their order.
pub(super) struct Stories {
    stories: Vec<Story>,
    in_many: bool,
    /// Whether an article gives one value alone of a measure in an event.
    measures: BTreeMap<(ArticleIx, EventIx, Measure), Told>,
}

/// What an article tells of a measure.
struct Told {
    low: f64,
    once: bool,
}

struct Story {
    kind: Option<EventKind>,
    /// Few articles tell of it at all.
    few: bool,
    /// It was found among few articles that were gathered around their happenings.
    gathered: bool,
    /// How many report it as their news.
    reports: u32,
    /// Those that do, sorted; none where they are many.
    told_by: Vec<ArticleIx>,
}

impl Stories {
    pub(super) fn of(scene: Scene<'_>, readings: &Readings<'_>) -> Self {
        let mut measures: BTreeMap<(ArticleIx, EventIx, Measure), Told> = BTreeMap::new();
        for (((article, _), event), reading) in &readings.0 {
            let told = reading.counts.iter().filter_map(|count| Some((count.measure?, count.quantity.low)));
            for (measure, low) in told {
                let known = measures.entry((*article, *event, measure)).or_insert(Told { low, once: true });
                known.once &= known.low == low;
            }
        }
        let in_many = scene.articles.len() > FEW_ARTICLES;
        Self { stories: scene.events.iter().map(Story::of).collect(), in_many, measures }
    }

    /// Whether an article gives one value alone of what a figure of it measures.
    pub(super) fn tells_once(&self, article: ArticleIx, event: EventIx, measure: Measure) -> bool {
        self.measures.get(&(article, event, measure)).is_some_and(|told| told.once)
    }

    /// The kind of an event.
    pub(super) fn kind(&self, event: EventIx) -> Option<EventKind> {
        self.stories.get(event as usize)?.kind
    }

    /// Whether an event is of a kind reported time and again, each time with other values: markets, counts, weather.
    pub(super) fn is_series(&self, event: EventIx) -> bool {
        self.kind(event).is_some_and(EventKind::is_periodic)
    }

    /// What an event says of two articles' sentences.
    pub(super) fn setting(&self, event: EventIx, a: ArticleIx, b: ArticleIx) -> Fit {
        let Some(story) = self.stories.get(event as usize) else { return Fit::default() };
        Fit {
            series: self.is_series(event),
            accord: story.kind.is_some_and(EventKind::is_accord),
            contact: story.kind.is_some_and(EventKind::is_contact),
            one_toll: story.kind.is_some_and(EventKind::has_one_toll),
            few: story.few,
            in_many: self.in_many,
            gathered: story.gathered,
            one_story: story.is_one_for(a, b),
            reports: story.reports,
            ..Fit::default()
        }
    }
}

impl Story {
    fn of(event: &Event) -> Self {
        let main = event.articles.iter().filter(|one| one.role == EventRole::Main);
        let mut told_by: Vec<ArticleIx> = main.map(|one| one.article).collect();
        let reports = u32::try_from(told_by.len()).unwrap_or(u32::MAX);
        if told_by.len() > MANY_REPORTS {
            told_by.clear();
        }
        told_by.sort_unstable();
        let kind = event.kind.as_deref().and_then(EventKind::named);
        let few = event.articles.len() <= MANY_REPORTS;
        Self { kind, few, gathered: event.gathered, reports, told_by }
    }

    /// Whether two articles tell one story: the event is the news of both, by its kind one happening, and few report it.
    fn is_one_for(&self, a: ArticleIx, b: ArticleIx) -> bool {
        let tells = |article| self.told_by.binary_search(&article).is_ok();
        tells(a) && tells(b) && self.kind.is_none_or(EventKind::is_single)
    }
}
