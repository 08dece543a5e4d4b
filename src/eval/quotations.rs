//! Who says what, measured.
//!
//! Gold is JSON lines: `doc` (article id), `quote` (the words said, as they stand in the article), `speaker` (the
//! fullest name the article gives; what stands in brackets is a remark), `kind` (begins with `direct` or `mixed` for
//! words in marks, `indirect` otherwise). A line `{"doc": …, "exhaustive": true}` says that the gold has every
//! quotation of that article: then what is found besides counts as wrong.

use super::locate;
use super::measured::{Measured, Outcome};
use crate::claim::name;
use crate::model::{Article, Claim, Report, SourceKind, Span};
use crate::text::fold::fold;
use serde::Deserialize;

/// One quotation of a gold file.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuotation {
    /// Id of the article.
    #[serde(alias = "article")]
    pub doc: String,
    /// The words said.
    #[serde(default)]
    pub quote: String,
    /// Who says them.
    #[serde(default)]
    pub speaker: String,
    /// How they are given.
    #[serde(default)]
    pub kind: String,
    /// Whether the gold has every quotation of the article.
    #[serde(default)]
    pub exhaustive: bool,
}

/// Measures the claims of a finished run against `gold`.
#[must_use]
pub fn measure(gold: &[GoldQuotation], report: &Report) -> Measured {
    let mut measured = Measured::default();
    let mut covered: Vec<(usize, Span)> = Vec::new();
    for row in gold.iter().filter(|row| !row.quote.is_empty()) {
        let article = report.articles.iter().position(|article| article.id == row.doc);
        let place = article.and_then(|nth| Some((nth, locate(&report.articles[nth].text, &row.quote)?)));
        let Some((nth, span)) = place else {
            measured.out_of_scope += 1;
            continue;
        };
        covered.push((nth, span));
        count(&mut measured, row, &report.articles[nth], &claims_in(report, nth, span), span);
    }
    for doc in gold.iter().filter(|row| row.exhaustive) {
        let Some(nth) = report.articles.iter().position(|article| article.id == doc.doc) else { continue };
        let own: Vec<Span> = covered.iter().filter(|(at, _)| *at == nth).map(|(_, span)| *span).collect();
        extra(&mut measured, &report.articles[nth], report, nth, &own);
    }
    measured
}

fn claims_in(report: &Report, article: usize, span: Span) -> Vec<&Claim> {
    let here = report.claims.iter().filter(|claim| claim.article as usize == article);
    here.filter(|claim| claim.content.overlaps(span)).collect()
}

fn count(measured: &mut Measured, row: &GoldQuotation, article: &Article, claims: &[&Claim], span: Span) {
    let attributed: Vec<&&Claim> =
        claims.iter().filter(|claim| claim.source != SourceKind::Asserted).collect();
    let wanted = row.speaker.split('(').next().unwrap_or_default().trim();
    let right = attributed.iter().find(|claim| speaks(claim, wanted));
    let best = right.or_else(|| attributed.iter().max_by_key(|claim| shared(claim.content, span)));
    let outcome = match (right, attributed.is_empty()) {
        (Some(_), _) => Outcome::Right,
        (None, true) => Outcome::Missed,
        (None, false) => Outcome::Differs,
    };
    let kind = if row.kind.starts_with("indirect") { "indirect" } else { "direct" };
    let how = match best.and_then(|claim| claim.speaker.as_ref()) {
        Some(speaker) if speaker.inherited => "inherited",
        Some(_) => "named",
        None => "nobody",
    };
    measured.count(
        outcome,
        [("all", "quotations"), ("kind", kind), ("language", article.lang.code()), ("speaker", how)],
    );
    let found = best.map_or("asserted", |claim| source(claim.source));
    measured.confuse("source", kind, found);
    if outcome != Outcome::Right {
        let given =
            best.and_then(|claim| claim.speaker.as_ref()).map_or("nobody", |one| one.canonical.as_str());
        measured.wrong.push(format!("{}: “{}” is {wanted}'s, found {given}", row.doc, row.quote));
    }
}

fn extra(measured: &mut Measured, article: &Article, report: &Report, nth: usize, gold: &[Span]) {
    let attributed = report.claims.iter().filter(|claim| {
        claim.article as usize == nth
            && claim.source != SourceKind::Asserted
            && !gold.iter().any(|span| claim.content.overlaps(*span))
    });
    for claim in attributed {
        let views = [("all", "quotations"), ("language", article.lang.code())];
        measured.count(Outcome::Extra, views);
        let words = claim.content.of(&article.text);
        measured.wrong.push(format!("{}: “{words}” is nobody's", article.id));
    }
}

fn shared(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether a claim's speaker is `wanted`, by name or, for offices and sources without one, by its words.
fn speaks(claim: &Claim, wanted: &str) -> bool {
    let Some(speaker) = &claim.speaker else { return false };
    let wanted = fold(wanted);
    [&speaker.canonical, &speaker.name].into_iter().any(|given| {
        let given = fold(given);
        !given.is_empty()
            && (given == wanted
                || given.contains(wanted.as_str())
                || wanted.split(' ').count() > 1 && wanted.contains(given.as_str())
                || name::same(&given, &wanted) > 0.8)
    })
}

fn source(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Asserted => "asserted",
        SourceKind::Direct => "direct",
        SourceKind::Indirect => "indirect",
        SourceKind::Unnamed => "unnamed",
    }
}
