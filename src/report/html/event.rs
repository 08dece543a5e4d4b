//! One event with everything that was found about it.

use super::group::{connected, differences};
use super::isolate::isolated;
use super::limits;
use super::relation::{Page, RelationView, name};
use super::template::data;
use crate::model::{Band, Event, EventIx, EventRole, Relation, Verdict};
use crate::report::legend::{self, Phrase};
use minijinja::{Value, context};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The events with a card: those with the surest and most contradictions first.
pub(super) fn in_reading_order(page: &Page<'_>) -> Vec<EventIx> {
    let rank = |event: &EventIx| {
        let count = |keep: fn(&Relation) -> bool| {
            page.by_event[event].iter().filter(|&&nth| keep(page.relation(nth))).count()
        };
        let sure = count(|r| r.verdict == Verdict::Contradiction && r.band == Band::High);
        let shown = count(|r| r.verdict == Verdict::Contradiction && r.band > Band::Low);
        let told = count(|r| r.verdict != Verdict::Contradiction);
        (sure, shown, told)
    };
    let mut events: Vec<EventIx> = page.by_event.keys().copied().collect();
    events.sort_by_key(|event| (std::cmp::Reverse(rank(event)), *event));
    events.truncate(limits::MAX_EVENTS);
    events
}

/// The card of one event.
pub(super) fn card(page: &Page<'_>, event: EventIx) -> Value {
    let relations = page.by_event.get(&event).map(Vec::as_slice).unwrap_or_default();
    let of = |verdict: Verdict, keep: fn(Band) -> bool| -> Vec<usize> {
        let fits = |nth: &&usize| {
            let relation = page.relation(**nth);
            relation.verdict == verdict && keep(relation.band)
        };
        relations.iter().filter(fits).copied().collect()
    };
    let any = |_: Band| true;
    let (plain, faint) =
        (of(Verdict::Contradiction, |b| b > Band::Low), of(Verdict::Contradiction, |b| b == Band::Low));
    let (updates, scopes, agreements) =
        (of(Verdict::Update, any), of(Verdict::Scope, any), of(Verdict::Agreement, any));
    let scope_views: Vec<RelationView<'_>> = scopes.iter().map(|&nth| RelationView::new(page, nth)).collect();
    context! {
        event => page.report.events.get(event as usize).map(|e| data(EventView::new(page, event, e))),
        counts => context! {
            contradictions => plain.len() + faint.len(),
            updates => updates.len(),
            scopes => scopes.len(),
            agreements => agreements.len(),
        },
        contradictions => data(differences(page, &plain)),
        faint => data(differences(page, &faint)),
        faint_count => faint.len(),
        updates => data(connected(page, &updates)),
        scopes => data(scope_views),
        agreements => data(connected(page, &agreements)),
    }
}

/// What has no card: events without relations, and relations there was no room for.
pub(super) fn rest(page: &Page<'_>, shown: &[EventIx]) -> Value {
    let in_cards: usize = shown.iter().map(|event| page.by_event[event].len()).sum();
    let quiet = (0..page.report.events.len() as EventIx).filter(|event| !page.by_event.contains_key(event));
    let quiet: Vec<EventIx> = quiet.collect();
    // The events most outlets speak of are the ones a reader may miss.
    let mut named: Vec<EventIx> = quiet.clone();
    let articles = |event: &EventIx| page.report.events[*event as usize].articles.len();
    named.sort_by_key(|event| (std::cmp::Reverse(articles(event)), *event));
    named.truncate(limits::MAX_EVENT_NAMES);
    let views: Vec<EventView<'_>> =
        named.iter().map(|&event| EventView::new(page, event, &page.report.events[event as usize])).collect();
    context! {
        events => data(&views),
        quiet => quiet.len(),
        more_events => quiet.len() - views.len(),
        more_relations => page.report.relations.len() - in_cards,
        none => page.report.relations.is_empty(),
    }
}

/// An event as its card is headed.
#[derive(Debug, Serialize)]
pub(super) struct EventView<'a> {
    number: EventIx,
    id: &'a str,
    pub(super) label: String,
    kind: Option<Phrase>,
    from: Option<String>,
    to: Option<String>,
    date_basis: Option<Phrase>,
    venue: Option<Cow<'a, str>>,
    participants: Vec<Cow<'a, str>>,
    more_participants: usize,
    main: Vec<OutletView<'a>>,
    background: Vec<OutletView<'a>>,
    claims: usize,
    articles: usize,
}

/// An outlet and how many of its articles speak of the event.
#[derive(Debug, Serialize)]
struct OutletView<'a> {
    name: Cow<'a, str>,
    articles: usize,
}

impl<'a> EventView<'a> {
    pub(super) fn new(page: &Page<'a>, number: EventIx, event: &'a Event) -> Self {
        let outlets = |role: EventRole| -> Vec<OutletView<'a>> {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for told in event.articles.iter().filter(|a| a.role == role) {
                if let Some(article) = page.article(told.article) {
                    *counts.entry(&article.outlet).or_default() += 1;
                }
            }
            let views =
                counts.into_iter().map(|(outlet, articles)| OutletView { name: name(outlet), articles });
            views.take(limits::MAX_OUTLETS).collect()
        };
        Self {
            number,
            id: &event.id,
            label: isolated(&name(&event.label), &[]),
            kind: event.kind.as_deref().map(legend::term),
            from: event.from.map(|d| d.to_string()),
            to: event.to.filter(|_| event.from != event.to).map(|d| d.to_string()),
            date_basis: (!event.date_basis.is_empty()).then(|| legend::sentence(&name(&event.date_basis))),
            venue: event.venue.as_deref().map(|venue| name(place_words(page, event, venue))),
            participants: event
                .participants
                .iter()
                .take(limits::MAX_PARTICIPANTS)
                .map(|p| name(party_words(page, event, p)))
                .collect(),
            more_participants: event.participants.len().saturating_sub(limits::MAX_PARTICIPANTS),
            main: outlets(EventRole::Main),
            background: outlets(EventRole::Background),
            claims: event.claims.len(),
            articles: event.articles.len(),
        }
    }
}

/// The words in which the event's claims name the place `venue` most often; `venue` itself, where none does.
fn place_words<'a>(page: &Page<'a>, event: &'a Event, venue: &'a str) -> &'a str {
    let claims = event.claims.iter().filter_map(|&claim| page.report.claims.get(claim as usize));
    let named = claims.flat_map(|claim| {
        let here = claim.places.iter().filter(|place| place.id.as_deref().unwrap_or(&place.name) == venue);
        here.filter_map(|place| page.article(claim.article)?.text.get(place.span.range()))
    });
    most_often(named).unwrap_or(venue)
}

/// The name in which the event's claims write the participant `canonical` most often.
fn party_words<'a>(page: &Page<'a>, event: &'a Event, canonical: &'a str) -> &'a str {
    let claims = event.claims.iter().filter_map(|&claim| page.report.claims.get(claim as usize));
    let named = claims.flat_map(|claim| claim.participants.iter().filter(|p| p.canonical == canonical));
    most_often(named.map(|participant| participant.name.as_str())).unwrap_or(canonical)
}

fn most_often<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.map(str::trim).filter(|name| !name.is_empty()) {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(name, n)| (*n, std::cmp::Reverse(*name))).map(|(name, _)| name)
}
