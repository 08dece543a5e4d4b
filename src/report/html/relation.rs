//! What every section of the page looks things up in, and one relation as it is shown.

use super::limits;
use super::limits::{MAX_NAME_CHARS, MAX_URL_BYTES};
use super::pieces::{
    Piece, clipped, direction, lag, marked, minutes_between, short, short_reason, shown_date,
};
use crate::compare::classes;
use crate::model::{Article, ArticleIx, Kind, Reason, Relation, Report, Side, SourceKind, Verdict};
use crate::report::escape::web_address;
use crate::report::legend::{self, Phrase, phrase};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The report with what the page looks up again and again.
pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    /// Outlets by name, with their number in the filters.
    pub(super) outlets: BTreeMap<&'a str, usize>,
    /// Relations that stand in the page, as indices, in the report's order.
    pub(super) shown: Vec<usize>,
    /// Relations of every event that stand in the page.
    pub(super) by_event: BTreeMap<u32, Vec<usize>>,
    /// Articles that can be read in the page, in order.
    pub(super) readable: Vec<ArticleIx>,
    is_readable: Vec<bool>,
}

impl<'a> Page<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut outlets: BTreeMap<&str, usize> =
            report.articles.iter().map(|a| (a.outlet.as_str(), 0)).collect();
        for (number, slot) in outlets.values_mut().enumerate() {
            *slot = number;
        }
        let shown = shown_relations(report);
        let mut by_event: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &nth in &shown {
            by_event.entry(report.relations[nth].event).or_default().push(nth);
        }
        let readable = readable_articles(report, &shown);
        let mut is_readable = vec![false; report.articles.len()];
        for &article in &readable {
            is_readable[article as usize] = true;
        }
        Self { report, outlets, shown, by_event, readable, is_readable }
    }

    pub(super) fn article(&self, at: ArticleIx) -> Option<&'a Article> {
        self.report.articles.get(at as usize)
    }

    pub(super) fn relation(&self, nth: usize) -> &'a Relation {
        &self.report.relations[nth]
    }

    pub(super) fn source(&self, at: ArticleIx) -> Source<'a> {
        let article = self.article(at);
        Source {
            outlet: name(article.map_or("", |a| &a.outlet)),
            outlet_number: article.and_then(|a| self.outlets.get(a.outlet.as_str())).copied().unwrap_or(0),
            title: article.and_then(|a| a.title.as_deref()).filter(|t| !t.trim().is_empty()).map(name),
            url: article
                .and_then(|a| a.url.as_deref())
                .and_then(web_address)
                .filter(|url| url.len() <= MAX_URL_BYTES),
            published: article.and_then(|a| a.published.as_ref()).map(shown_date),
            id: name(article.map_or("", |a| &a.id)),
            number: at,
            readable: self.is_readable.get(at as usize).copied().unwrap_or(false),
            dir: article.map_or("auto", |a| direction(a.lang)),
            lang: article.map_or("und".to_owned(), |a| a.lang.to_string()),
        }
    }
}

/// Relations are sorted best first, so the first of each verdict stay.
fn shown_relations(report: &Report) -> Vec<usize> {
    let mut left = BTreeMap::from([
        (Verdict::Contradiction, limits::MAX_CONTRADICTIONS),
        (Verdict::Update, limits::MAX_UPDATES),
        (Verdict::Scope, limits::MAX_UPDATES),
        (Verdict::Agreement, limits::MAX_AGREEMENTS),
    ]);
    let mut fits = |r: &Relation| {
        let room = left.entry(r.verdict).or_default();
        let fits = *room > 0 && (r.event as usize) < report.events.len();
        *room -= usize::from(fits);
        fits
    };
    (0..report.relations.len()).filter(|&nth| fits(&report.relations[nth])).collect()
}

/// Articles with contradictions come first when not all fit.
fn readable_articles(report: &Report, shown: &[usize]) -> Vec<ArticleIx> {
    let mut weight: BTreeMap<ArticleIx, (usize, usize)> = BTreeMap::new();
    for relation in shown.iter().map(|&nth| &report.relations[nth]) {
        for side in [&relation.a, &relation.b] {
            let (contradictions, all) = weight.entry(side.article).or_default();
            *contradictions += usize::from(relation.verdict == Verdict::Contradiction);
            *all += 1;
        }
    }
    weight.retain(|&at, _| (at as usize) < report.articles.len());
    let mut order: Vec<ArticleIx> = weight.keys().copied().collect();
    order.sort_by_key(|at| (std::cmp::Reverse(weight[at]), *at));
    order.truncate(limits::MAX_ARTICLES);
    order.sort_unstable();
    order
}

/// An article as it is named wherever it is named.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Source<'a> {
    pub(super) outlet: Cow<'a, str>,
    pub(super) outlet_number: usize,
    title: Option<Cow<'a, str>>,
    url: Option<&'a str>,
    pub(super) published: Option<String>,
    id: Cow<'a, str>,
    number: ArticleIx,
    readable: bool,
    dir: &'static str,
    lang: String,
}

/// One side of a relation as it is shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SideView<'a> {
    source: Source<'a>,
    speaker: Option<Cow<'a, str>>,
    sourced: &'static Phrase,
    pieces: Vec<Piece<'a>>,
    value: Option<Phrase>,
    dir: &'static str,
    lang: String,
}

impl<'a> SideView<'a> {
    pub(super) fn outlet_number(&self) -> usize {
        self.source.outlet_number
    }

    pub(super) fn lang(&self) -> &str {
        &self.lang
    }

    pub(super) fn new(page: &Page<'a>, side: &'a Side, value: Option<&'a str>) -> Self {
        let claim = page.report.claims.get(side.claim as usize);
        let lang =
            claim.map(|c| c.lang).or_else(|| page.article(side.article).map(|a| a.lang)).unwrap_or_default();
        let sourced = match claim.map_or(SourceKind::Asserted, |c| c.source) {
            SourceKind::Asserted => "asserts",
            SourceKind::Direct => "quotes",
            SourceKind::Indirect => "attributes_to",
            SourceKind::Unnamed => "unnamed_source",
        };
        Self {
            source: page.source(side.article),
            speaker: claim.and_then(|c| c.speaker.as_ref()).map(|s| name(&s.name)),
            sourced: phrase(sourced),
            pieces: page
                .article(side.article)
                .map(|a| clipped(marked(&a.text, side.sentence, &side.evidence)))
                .unwrap_or_default(),
            value: value.map(shown_value),
            dir: direction(lang),
            lang: lang.to_string(),
        }
    }
}

/// One relation as it is shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RelationView<'a> {
    number: usize,
    id: &'a str,
    verdict: &'static str,
    verdict_name: &'static Phrase,
    kind: Option<&'static str>,
    kind_name: Option<&'static Phrase>,
    band: &'static str,
    band_name: &'static Phrase,
    score: String,
    reason: Phrase,
    settle: Option<Phrase>,
    event_basis: Option<Phrase>,
    a: SideView<'a>,
    b: SideView<'a>,
    lag: Option<Phrase>,
    facts: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    features: Vec<(&'static str, String)>,
    origins: u32,
    reprints: u32,
    outlets: String,
    langs: String,
}

impl<'a> RelationView<'a> {
    pub(super) fn new(page: &Page<'a>, nth: usize) -> Self {
        let relation = page.relation(nth);
        let value = |name: &str| relation.values.get(name).map(String::as_str);
        let outlet = |side: &Side| page.article(side.article).map_or("", |a| a.outlet.as_str());
        let mut names = [outlet(&relation.a), outlet(&relation.b)];
        // The longer one first, in case one begins with the other.
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let told = |reason: &Reason| (!reason.en.is_empty()).then(|| short_reason(reason, &names));
        let lag_between = || {
            let minutes =
                minutes_between(page.article(relation.a.article)?, page.article(relation.b.article)?)?;
            (minutes != 0).then(|| lag(minutes))
        };
        let (a, b) = (&relation.a, &relation.b);
        let (a, b) = (SideView::new(page, a, value("a")), SideView::new(page, b, value("b")));
        let facts = relation.values.iter().filter(|(name, _)| !matches!(name.as_str(), "a" | "b"));
        Self {
            number: nth + 1,
            id: &relation.id,
            verdict: relation.verdict.name(),
            verdict_name: legend::verdict(relation.verdict),
            kind: relation.kind.map(Kind::name),
            kind_name: relation.kind.map(legend::kind),
            band: relation.band.name(),
            band_name: legend::band(relation.band),
            score: format!("{:.2}", relation.score),
            reason: short_reason(&relation.reason, &names),
            settle: told(&relation.settle),
            event_basis: told(&relation.event_basis),
            outlets: spaced([a.source.outlet_number, b.source.outlet_number].iter()),
            langs: spaced([&a.lang, &b.lang].iter()),
            lag: lag_between(),
            facts: facts.map(|(key, value)| (name(key), name(value))).collect(),
            features: relation.features.iter().map(|&(name, n)| (name, format!("{n:.2}"))).collect(),
            origins: relation.origins,
            reprints: relation.reprints,
            a,
            b,
        }
    }
}

/// A value in both languages: a name out of the records has one in each, anything else is itself.
fn shown_value(value: &str) -> Phrase {
    if legend::is_term(value) {
        return legend::term(value);
    }
    if let Some(class) = classes::id(value).map(classes::class) {
        return Phrase { en: class.en.to_owned(), ar: class.ar.to_owned() };
    }
    let value = name(value).into_owned();
    Phrase { en: value.clone(), ar: value }
}

/// A name, a title or a value, cut where it is too long for one.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    short(text, MAX_NAME_CHARS)
}

/// Distinct items, sorted, with a space between.
pub(super) fn spaced<T: ToString>(items: impl Iterator<Item = T>) -> String {
    let mut items: Vec<String> = items.map(|i| i.to_string()).collect();
    items.sort();
    items.dedup();
    items.join(" ")
}
