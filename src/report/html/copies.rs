//! Groups of copies and shared passages, side by side with their differences.

use super::diff;
use super::limits;
use super::pieces::{Piece, clipped, lag, marked, minutes_between, percent};
use super::relation::{Page, Source, name};
use super::template::data;
use crate::model::{ArticleIx, Cluster, CopyMethod, Passage, Span};
use crate::report::legend::{Phrase, phrase};
use minijinja::{Value, context};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Two texts side by side.
#[derive(Debug, Serialize)]
struct Compared<'a> {
    a: Vec<Piece<'a>>,
    b: Vec<Piece<'a>>,
    compared: bool,
}

#[derive(Debug, Serialize)]
struct ClusterView<'a> {
    id: &'a str,
    kept: Source<'a>,
    agency: Option<Cow<'a, str>>,
    members: Vec<MemberView<'a>>,
    more: usize,
    size: usize,
    outlets: usize,
}

#[derive(Debug, Serialize)]
struct MemberView<'a> {
    source: Source<'a>,
    method: Option<&'static Phrase>,
    lag: Option<Phrase>,
    agency: Option<Cow<'a, str>>,
    share: String,
    score: String,
    texts: Option<Compared<'a>>,
}

#[derive(Debug, Serialize)]
struct PassageView<'a> {
    a: Source<'a>,
    b: Source<'a>,
    words: u32,
    similarity: String,
    texts: Compared<'a>,
}

/// The whole section; word-by-word comparison stops when the page's share of words is used up.
pub(super) fn section(page: &Page<'_>) -> Value {
    let copies = &page.report.copies;
    let mut words_left = limits::MAX_DIFF_WORDS_IN_ALL;
    let mut order: Vec<&Cluster> = copies.clusters.iter().collect();
    order.sort_by_key(|c| (std::cmp::Reverse(c.members.len()), &c.id));
    let clusters: Vec<ClusterView<'_>> =
        order.iter().take(limits::MAX_CLUSTERS).map(|c| cluster(page, c, &mut words_left)).collect();
    let mut alone: Vec<&Passage> = copies.passages.iter().filter(|p| !in_one_cluster(page, p)).collect();
    alone.sort_by_key(|p| (std::cmp::Reverse(p.words), p.a, p.b, p.a_span));
    let passages: Vec<PassageView<'_>> =
        alone.iter().take(limits::MAX_PASSAGES).map(|p| passage(page, p, &mut words_left)).collect();
    context! {
        more_clusters => order.len() - clusters.len(),
        more_passages => alone.len() - passages.len(),
        clusters => data(clusters),
        passages => data(passages),
        notes => data(copies.notes.iter().take(limits::MAX_OUTLETS).map(|note| name(note)).collect::<Vec<_>>()),
    }
}

fn in_one_cluster(page: &Page<'_>, passage: &Passage) -> bool {
    let cluster = |at: ArticleIx| page.report.copies.verdicts.get(at as usize).and_then(|v| v.cluster);
    cluster(passage.a).is_some() && cluster(passage.a) == cluster(passage.b)
}

fn cluster<'a>(page: &Page<'a>, cluster: &'a Cluster, words_left: &mut usize) -> ClusterView<'a> {
    let others: Vec<ArticleIx> = cluster.members.iter().copied().filter(|&m| m != cluster.kept).collect();
    let mut order = others.clone();
    let lag_of = |at: &ArticleIx| page.report.copies.verdicts.get(*at as usize).and_then(|v| v.lag_minutes);
    order.sort_by_key(|at| (lag_of(at).is_none(), lag_of(at), *at));
    let outlets: BTreeSet<&str> =
        cluster.members.iter().filter_map(|&m| page.article(m)).map(|a| a.outlet.as_str()).collect();
    let verdict = page.report.copies.verdicts.get(cluster.kept as usize);
    let shown = order.iter().take(limits::MAX_MEMBERS);
    let members: Vec<MemberView<'a>> = shown.map(|&at| member(page, cluster.kept, at, words_left)).collect();
    ClusterView {
        id: &cluster.id,
        kept: page.source(cluster.kept),
        agency: verdict.and_then(|v| v.agency.as_deref()).map(name),
        more: others.len() - members.len(),
        size: cluster.members.len(),
        outlets: outlets.len(),
        members,
    }
}

fn member<'a>(page: &Page<'a>, kept: ArticleIx, at: ArticleIx, words_left: &mut usize) -> MemberView<'a> {
    let verdict = page.report.copies.verdicts.get(at as usize);
    let method = verdict.and_then(|v| v.method).map(|method| match method {
        CopyMethod::Exact => phrase("method_exact"),
        CopyMethod::Near => phrase("method_near"),
        CopyMethod::Contained => phrase("method_contained"),
    });
    let whole = |at: ArticleIx| Span::new(0, page.article(at).map_or(0, |a| a.text.len()));
    let exact = verdict.is_some_and(|v| v.method == Some(CopyMethod::Exact));
    let mut texts = || compare(page, (kept, whole(kept)), (at, whole(at)), words_left);
    MemberView {
        source: page.source(at),
        method,
        lag: lag_between(page, kept, at),
        agency: verdict.and_then(|v| v.agency.as_deref()).map(name),
        share: percent(verdict.map_or(0.0, |v| v.containment)),
        score: verdict.map_or(String::new(), |v| format!("{:.2}", v.score)),
        texts: if exact { None } else { Some(texts()).filter(|t| t.compared) },
    }
}

/// The lag as exactly as the dates allow: by the minute, or in whole days.
fn lag_between(page: &Page<'_>, kept: ArticleIx, at: ArticleIx) -> Option<Phrase> {
    let stated = page.report.copies.verdicts.get(at as usize)?.lag_minutes?;
    let exact = minutes_between(page.article(kept)?, page.article(at)?).is_some();
    (exact || (stated != 0 && stated % (24 * 60) == 0)).then(|| lag(stated))
}

fn passage<'a>(page: &Page<'a>, passage: &'a Passage, words_left: &mut usize) -> PassageView<'a> {
    PassageView {
        a: page.source(passage.a),
        b: page.source(passage.b),
        words: passage.words,
        similarity: percent(passage.similarity),
        texts: compare(page, (passage.a, passage.a_span), (passage.b, passage.b_span), words_left),
    }
}

fn compare<'a>(
    page: &Page<'a>,
    a: (ArticleIx, Span),
    b: (ArticleIx, Span),
    words_left: &mut usize,
) -> Compared<'a> {
    let text = |at: ArticleIx| page.article(at).map_or("", |article| article.text.as_str());
    let plain = |(at, span): (ArticleIx, Span)| clipped(marked(text(at), span, &[]));
    let texts = &page.report.texts;
    let both = texts.get(a.0 as usize).zip(texts.get(b.0 as usize));
    let fits = a.1.len().max(b.1.len()) <= limits::MAX_ARTICLE_BYTES;
    let diff = both.filter(|_| fits).and_then(|(a_text, b_text)| {
        let words = diff::count(a_text, a.1) + diff::count(b_text, b.1);
        if words == 0 || words > *words_left {
            return None;
        }
        let pieces = diff::words((text(a.0), a_text, a.1), (text(b.0), b_text, b.1))?;
        *words_left -= words;
        Some(pieces)
    });
    match diff {
        Some((a, b)) => Compared { a, b, compared: true },
        None => Compared { a: plain(a), b: plain(b), compared: false },
    }
}
