//! The articles themselves, with the sentences that stand in relations.

use super::limits;
use super::pieces::{Piece, marked};
use super::relation::{Page, Source};
use super::template::data;
use crate::model::{ArticleIx, Span, Verdict};
use crate::report::legend;
use minijinja::{Value, context};
use serde::Serialize;
use std::collections::BTreeMap;

/// A run of an article's text: a sentence with its relations, or what stands between sentences.
#[derive(Debug, Serialize)]
struct Stretch<'a> {
    pieces: Vec<Piece<'a>>,
    links: Vec<Link<'a>>,
    verdict: Option<&'static str>,
}

/// A link to a relation.
#[derive(Debug, Serialize)]
struct Link<'a> {
    id: &'a str,
    number: usize,
    verdict: &'static str,
    name: &'static legend::Phrase,
}

/// How many articles can be read here and how many cannot.
pub(super) fn head(page: &Page<'_>) -> Value {
    let in_relations: std::collections::BTreeSet<ArticleIx> =
        page.report.relations.iter().flat_map(|r| [r.a.article, r.b.article]).collect();
    context! { shown => page.readable.len(), more => in_relations.len().saturating_sub(page.readable.len()) }
}

/// One article.
pub(super) fn article(page: &Page<'_>, at: ArticleIx) -> Value {
    let source: Source<'_> = page.source(at);
    let (stretches, cut) = stretches(page, at);
    let links: usize = stretches.iter().map(|s| s.links.len()).sum();
    context! {
        source => data(source),
        stretches => data(stretches),
        links => links,
        cut => cut,
    }
}

fn stretches<'a>(page: &Page<'a>, at: ArticleIx) -> (Vec<Stretch<'a>>, bool) {
    let Some(article) = page.article(at) else { return (Vec::new(), false) };
    let end = text_end(&article.text);
    let mut stretches = Vec::new();
    let mut done = 0;
    for (span, about) in sentences(page, at) {
        if span.start < done || span.end > end {
            continue;
        }
        plain(&mut stretches, &article.text, Span { start: done, end: span.start });
        stretches.push(Stretch {
            pieces: marked(&article.text, span, &about.evidence),
            verdict: about.links.first().map(|link| link.verdict),
            links: about.links,
        });
        done = span.end;
    }
    plain(&mut stretches, &article.text, Span { start: done, end });
    (stretches, (end as usize) < article.text.len())
}

/// The end of the text, or the last character border before the limit.
fn text_end(text: &str) -> u32 {
    let mut end = text.len().min(limits::MAX_ARTICLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end as u32
}

fn plain<'a>(stretches: &mut Vec<Stretch<'a>>, text: &'a str, span: Span) {
    let pieces = marked(text, span, &[]);
    if !pieces.is_empty() {
        stretches.push(Stretch { pieces, links: Vec::new(), verdict: None });
    }
}

#[derive(Default)]
struct About<'a> {
    evidence: Vec<Span>,
    links: Vec<Link<'a>>,
}

/// The sentences of `at` that stand in a relation of the page, contradictions first among their links.
fn sentences<'a>(page: &Page<'a>, at: ArticleIx) -> BTreeMap<Span, About<'a>> {
    let mut found: BTreeMap<Span, About<'a>> = BTreeMap::new();
    for &nth in &page.shown {
        let relation = page.relation(nth);
        for side in [&relation.a, &relation.b].into_iter().filter(|side| side.article == at) {
            let about = found.entry(side.sentence).or_default();
            about.evidence.extend(&side.evidence);
            about.links.push(Link {
                id: &relation.id,
                number: nth + 1,
                verdict: relation.verdict.name(),
                name: relation.kind.map_or_else(|| legend::verdict(relation.verdict), legend::kind),
            });
        }
    }
    let rank = |link: &Link<'_>| (link.verdict != Verdict::Contradiction.name(), link.number);
    for about in found.values_mut() {
        about.links.sort_by_key(rank);
    }
    found
}
