//! What is known of each event before any two of its sentences are compared.
//!
//! Takes the events of a run, gives each one's kind and whose news it is, worked out once.

use super::counterpart::Fit;
use super::reading::measures::Measure;
use super::{Readings, Scene};
use crate::claim::quantity;
use crate::event::FEW_ARTICLES;
use crate::event::kinds::EventKind;
use crate::model::{ArticleIx, Event, EventIx, EventRole, Lang, Quantity};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Main articles of an event from which on its reports tell of many things.
const MANY_REPORTS: usize = 12;

/// The events of a run, in their order.
pub(super) struct Stories {
    stories: Vec<Story>,
    in_many: bool,
    /// Whether an article gives one value alone of what a figure tells of an event.
    told: BTreeMap<(ArticleIx, EventIx, Of), Told>,
}

/// What a figure is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// What it measures, as words beside it say.
    Measure(Measure),
    /// Its unit.
    Unit(CompactString),
    /// The class or stem of the thing it counts; none where that is not told.
    Thing(Option<CompactString>),
}

impl Of {
    /// The unit of a figure, else the thing it counts.
    pub(super) fn unit_or_thing(quantity: &Quantity, lang: Lang) -> Self {
        let class = |of: &CompactString| quantity::of_class(of, lang).map_or_else(|| of.clone(), Into::into);
        match &quantity.unit {
            Some(unit) => Self::Unit(unit.clone()),
            None => Self::Thing(quantity.of.as_ref().map(class)),
        }
    }
}

/// The least value that an article gives of something, and whether it gives no other.
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
        let mut told: BTreeMap<(ArticleIx, EventIx, Of), Told> = BTreeMap::new();
        for (((article, _), event), reading) in &readings.0 {
            for count in &reading.counts {
                let low = count.quantity.low;
                let of =
                    [count.measure.map(Of::Measure), Some(Of::unit_or_thing(count.quantity, reading.lang))];
                for of in of.into_iter().flatten() {
                    let known = told.entry((*article, *event, of)).or_insert(Told { low, once: true });
                    known.once &= known.low == low;
                }
            }
        }
        let in_many = scene.articles.len() > FEW_ARTICLES;
        Self { stories: scene.events.iter().map(Story::of).collect(), in_many, told }
    }

    /// Whether an article gives one value alone of what a figure of it is of.
    pub(super) fn tells_once(&self, article: ArticleIx, event: EventIx, of: Of) -> bool {
        self.told.get(&(article, event, of)).is_some_and(|told| told.once)
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
