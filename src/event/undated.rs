//! The days of articles that tell none, from the happening they report.
//!
//! Takes the events of a run; gives, for an article without a day whose news another report dates, the days it can
//! have been published on, and resolves its times by them. A folder of bare texts has no other calendar.

use super::when::days;
use crate::claim::time::{Anchors, Days, find_within, own_weekday};
use crate::model::{Article, ArticleIx, ArticleText, Claim, Event, EventRole, Modality, TimeBasis};
use ahash::AHashMap;
use jiff::{Span as Duration, civil::Date};

/// News is published within this many days of what it reports, where nothing tells the day.
const REPORT_LAG_DAYS: i32 = 2;
/// The weekday that the text calls its own lies within this many days of what it reports.
const WEEKDAY_LAG_DAYS: i32 = 3;
/// A report that is to date a happening for another was itself published within this many days of it.
const WITNESS_DAYS: i32 = 14;
/// The longest interval, in days, by which an event dates a report.
const MAX_EVENT_DAYS: i32 = 3;

/// The days each article without a day of its own can have been published on, sorted by article. An event dates it that
/// is its news, told as done, and that another report, which knows its own day, tells too.
#[must_use]
pub fn windows(
    articles: &[Article],
    texts: &[ArticleText],
    claims: &[Claim],
    events: &[Event],
) -> Vec<(ArticleIx, Days)> {
    let own: Vec<Option<Date>> = articles
        .iter()
        .zip(texts)
        .map(|(article, text)| {
            let stated = article.published.as_ref().map(|published| published.date());
            stated.or_else(|| Anchors::of(article, text).published)
        })
        .collect();
    let mut out: Vec<(ArticleIx, Days)> = Vec::new();
    for event in events {
        let Some(happened) = event.from.zip(event.to).filter(|(a, b)| days(*a, *b) < MAX_EVENT_DAYS) else {
            continue;
        };
        let witness = |ix: ArticleIx| {
            let day = own.get(ix as usize).copied().flatten();
            day.is_some_and(|day| (0..=WITNESS_DAYS).contains(&days(happened.1, day)))
        };
        if !event.articles.iter().any(|one| witness(one.article)) {
            continue;
        }
        let undated = event.articles.iter().filter(|one| one.role == EventRole::Main).map(|one| one.article);
        for ix in undated.filter(|&ix| own.get(ix as usize) == Some(&None) && told_as_done(claims, event, ix))
        {
            let Some((article, text)) = articles.get(ix as usize).zip(texts.get(ix as usize)) else {
                continue;
            };
            out.extend(window(happened, own_weekday(&article.text, text)).map(|days| (ix, days)));
        }
    }
    out.sort_unstable();
    out.dedup_by_key(|one| one.0);
    out
}

/// Whether an article first tells the event as something that was.
fn told_as_done(claims: &[Claim], event: &Event, article: ArticleIx) -> bool {
    let own = event.claims.iter().filter_map(|ix| claims.get(*ix as usize));
    let first = own.filter(|claim| claim.article == article).find(|claim| !claim.predicates.is_empty());
    first.is_some_and(|claim| claim.modality == Modality::Fact)
}

fn window(happened: Days, weekday: Option<u8>) -> Option<Days> {
    let later = |lag: i32| happened.1.checked_add(Duration::new().days(lag)).ok();
    match weekday {
        None => Some((happened.0, later(REPORT_LAG_DAYS)?)),
        Some(weekday) => {
            let is_it = |day: &Date| day.weekday().to_monday_one_offset() == weekday as i8;
            let day = happened.0.series(Duration::new().days(1)).find(is_it)?;
            (day <= later(WEEKDAY_LAG_DAYS)?).then_some((day, day))
        }
    }
}

/// Resolves the times of claims whose articles have a window by its days; what is resolved already stays.
pub(super) fn date(articles: &[Article], texts: &[ArticleText], claims: &mut [Claim], events: &[Event]) {
    if articles.iter().all(|article| article.published.is_some()) {
        return;
    }
    let windows: AHashMap<ArticleIx, Days> = windows(articles, texts, claims, events).into_iter().collect();
    for claim in claims {
        let Some(&window) = windows.get(&claim.article) else { continue };
        let open = |basis: TimeBasis| basis == TimeBasis::Unresolved;
        if !claim.times.iter().any(|time| open(time.basis)) {
            continue;
        }
        let (article, text) = (&articles[claim.article as usize], &texts[claim.article as usize]);
        let Some(sentence) = text.sentences.get(claim.sentence as usize) else { continue };
        let found = find_within(&article.text, text.tokens_of(sentence), sentence.lang, window);
        for time in claim.times.iter_mut().filter(|time| open(time.basis)) {
            if let Some(same) = found.iter().find(|one| one.span == time.span) {
                (time.from, time.to, time.basis) = (same.from, same.to, same.basis);
            }
        }
    }
}
