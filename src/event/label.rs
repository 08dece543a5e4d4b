//! Groups of frames to events: slots, dates with their basis, a name for people.
//!
//! A label is made of the articles' own words: kind · who · where · when.

use super::frame::{Frame, same_party};
use super::kinds::EventKind;
use super::when::{When, WhenBasis};
use crate::model::{Article, ArticleIx, Claim, ClaimIx, Event, EventArticle, EventRole, Lang};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3;

/// Names in a label at most.
const LABEL_NAMES: usize = 3;

/// Makes the event of one group.
pub(crate) fn event(articles: &[Article], all: &[Claim], frames: &[Frame], group: &[usize]) -> Event {
    let members: Vec<&Frame> = group.iter().map(|&nth| &frames[nth]).collect();
    let when = when(&members);
    let voiced = in_one_language(&members);
    let (venue, _) = venue(&members);
    let (_, venue_name) = self::venue(&voiced);
    let parties = parties(&voiced);
    let kind = kind(&members);
    let claims = claims(&members);
    let label = label(articles, &voiced, kind, &parties, venue_name, when.map(|(when, _)| when));
    Event {
        id: id(articles, all, &members),
        label,
        kind: kind.map(|kind| kind.id().into()),
        from: when.map(|(when, _)| when.from),
        to: when.map(|(when, _)| when.to),
        date_basis: date_basis(&members, when),
        venue: venue.map(Into::into),
        participants: parties.into_iter().map(|(canonical, _)| canonical).collect(),
        articles: roles(&members),
        claims,
        gathered: false,
    }
}

/// The members in the language most of them are in: a label speaks one language.
fn in_one_language<'f>(members: &[&'f Frame]) -> Vec<&'f Frame> {
    let mut counts: BTreeMap<Lang, usize> = BTreeMap::new();
    members.iter().for_each(|frame| *counts.entry(frame.lang).or_default() += 1);
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(lang, _)| *lang);
    members.iter().copied().filter(|frame| Some(frame.lang) == most).collect()
}

fn claims(members: &[&Frame]) -> Vec<ClaimIx> {
    let mut claims: Vec<ClaimIx> =
        members.iter().flat_map(|frame| frame.claims.iter().map(|claim| claim.0)).collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

fn roles(members: &[&Frame]) -> Vec<EventArticle> {
    let mut roles: BTreeMap<ArticleIx, EventRole> = BTreeMap::new();
    for frame in members {
        let role = roles.entry(frame.article).or_insert(frame.role);
        *role = (*role).min(frame.role);
    }
    roles.into_iter().map(|(article, role)| EventArticle { article, role }).collect()
}

/// The days most members name, the surest basis first, the narrowest among equals; with how many name them.
fn when(members: &[&Frame]) -> Option<(When, usize)> {
    let mut named: BTreeMap<(WhenBasis, i32, jiff::civil::Date), (When, usize)> = BTreeMap::new();
    for when in members.iter().filter_map(|frame| frame.when) {
        named.entry((when.basis, when.days(), when.from)).or_insert((when, 0)).1 += 1;
    }
    named
        .into_iter()
        .min_by_key(|((basis, days, from), (_, times))| (*basis, std::cmp::Reverse(*times), *days, *from))
        .map(|(_, named)| named)
}

fn date_basis(members: &[&Frame], when: Option<(When, usize)>) -> String {
    let Some((when, times)) = when else {
        return "no article dates it; held together by its other slots and rare words".to_owned();
    };
    let reports = members.len();
    match when.basis {
        WhenBasis::Stated => format!("{times} of {reports} reports state the day"),
        WhenBasis::Statement => {
            format!("{times} of {reports} reports date what was said of it; taken a day back")
        }
        WhenBasis::Published => "no report states the day; taken from the days of publication".to_owned(),
    }
}

fn kind(members: &[&Frame]) -> Option<super::kinds::EventKind> {
    let mut weights: BTreeMap<super::kinds::EventKind, f32> = BTreeMap::new();
    for frame in members {
        let role = if frame.role == EventRole::Main { 1.0 } else { 0.3 };
        let top = frame.kinds.first().map_or(1.0, |kind| kind.1.max(0.01));
        for (kind, weight) in &frame.kinds {
            *weights.entry(*kind).or_default() += role * weight / top;
        }
    }
    weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(kind, _)| kind)
}

/// Id or folded name of the place most members give first, and its words.
fn venue(members: &[&Frame]) -> (Option<String>, Option<String>) {
    let mut named: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for frame in members {
        let Some(place) = frame.venues.first() else { continue };
        let key = place.id.as_ref().unwrap_or(&place.name).to_string();
        let words = frame
            .names
            .iter()
            .find(|(folded, _)| *folded == place.name.as_str())
            .map(|(_, words)| words.clone());
        let entry = named.entry(key).or_insert((0, String::new()));
        // What is told apart by its place names it more surely than an agreement, whose theme has places too.
        entry.0 += if frame.kind().is_some_and(EventKind::venue_identifies) { 2 } else { 1 };
        if let Some(words) = words.filter(|words| entry.1.is_empty() || words.len() < entry.1.len()) {
            entry.1 = words;
        }
    }
    match named.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(&a.0))) {
        None => (None, None),
        Some((key, (_, words))) => (Some(key), (!words.is_empty()).then_some(words)),
    }
}

/// Folded names that at least half of the articles' news have, the most frequent first, with their words.
fn parties(members: &[&Frame]) -> Vec<(String, String)> {
    let main: Vec<&&Frame> = members.iter().filter(|frame| frame.role == EventRole::Main).collect();
    let of: Vec<&&Frame> = if main.is_empty() { members.iter().collect() } else { main };
    let mut counted: Vec<(String, usize)> = Vec::new();
    let mut all: Vec<&String> = of.iter().flat_map(|frame| &frame.parties).collect();
    all.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    all.dedup();
    for name in all {
        if counted.iter().any(|(known, _)| same_party(known, name)) {
            continue;
        }
        let times =
            of.iter().filter(|frame| frame.parties.iter().any(|other| same_party(name, other))).count();
        if times * 2 >= of.len() {
            counted.push((name.clone(), times));
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let words = |canonical: &str| {
        let named =
            members.iter().flat_map(|frame| &frame.names).filter(|(name, _)| same_party(name, canonical));
        named.map(|(_, words)| words).min_by_key(|words| (words.chars().count(), (*words).clone())).cloned()
    };
    let mut parties: Vec<(String, String)> = counted
        .into_iter()
        .map(|(canonical, _)| {
            let shown = words(&canonical).unwrap_or_else(|| canonical.clone());
            (canonical, shown)
        })
        .collect();
    parties.truncate(12);
    parties
}

fn label(
    articles: &[Article],
    members: &[&Frame],
    kind: Option<super::kinds::EventKind>,
    parties: &[(String, String)],
    venue: Option<String>,
    when: Option<When>,
) -> String {
    let of_kind =
        members.iter().filter(|frame| frame.kind() == kind).filter_map(|frame| frame.kind_words.as_ref());
    let kind_words = of_kind.min_by_key(|words| (words.chars().count(), (*words).clone())).cloned();
    let separator = if members.iter().any(|frame| is_arabic(articles, frame)) { "، " } else { ", " };
    let names: Vec<&str> = parties.iter().take(LABEL_NAMES).map(|(_, words)| words.as_str()).collect();
    let names = (!names.is_empty()).then(|| names.join(separator));
    let days = when.map(|when| match when.from == when.to {
        true => when.from.to_string(),
        false => format!("{}–{}", when.from, when.to),
    });
    let mut parts: Vec<String> = [kind_words, names, venue, days].into_iter().flatten().collect();
    if parts.is_empty() {
        let first = members.iter().filter_map(|frame| articles.get(frame.article as usize)).next();
        parts.extend(first.map(|article| article.title.clone().unwrap_or_else(|| article.id.clone())));
    }
    parts.join(" · ")
}

fn is_arabic(articles: &[Article], frame: &Frame) -> bool {
    articles.get(frame.article as usize).is_some_and(|article| article.lang.code() == "ar")
}

/// Content hash of the articles and, of what they recall, of where they begin to: an article may recall several happenings.
fn id(articles: &[Article], all: &[Claim], members: &[&Frame]) -> String {
    let mut hash = Xxh3::new();
    for frame in members {
        let Some(article) = articles.get(frame.article as usize) else { continue };
        hash.update(article.id.as_bytes());
        hash.update(&[0, frame.role as u8]);
        if frame.role == EventRole::Background {
            let first = frame.claims.iter().filter_map(|claim| all.get(claim.0 as usize));
            let at = first.map(|claim| claim.span.start).min().unwrap_or(0);
            hash.update(&at.to_le_bytes());
        }
    }
    format!("e-{:016x}", hash.digest())
}
