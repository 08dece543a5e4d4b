//! The summary in Markdown, for a ticket, a wiki or a mail.
//!
//! Takes a [`Report`], gives CommonMark: the counts, the contradictions with both sentences, and what made it.

use super::escape::markdown;
use super::legend::{self, phrase};
use super::record::{self, Exact, Offsets, run_hash};
use super::summary::{Summary, summary};
use crate::model::{Relation, Report, Verdict};
use std::io::{self, Write};

/// Most relations of one verdict spelled out; `relations.jsonl` has all.
const MAX_RELATIONS: usize = 100;

/// Most inputs listed; every JSONL file names all.
const MAX_INPUTS: usize = 200;

/// Writes the summary.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# {}\n", phrase("title").en)?;
    writeln!(out, "{}\n", phrase("tagline").en)?;
    counts(&summary(report), out)?;
    relations(report, Verdict::Contradiction, "contradictions", out)?;
    relations(report, Verdict::Update, "updates", out)?;
    relations(report, Verdict::Scope, "scopes", out)?;
    problems(report, out)?;
    provenance(report, out)
}

fn counts(counts: &Summary, out: &mut impl Write) -> io::Result<()> {
    let mut fact = |key: &str, value: String| writeln!(out, "- {}: {value}", phrase(key).en);
    let listed = |of: &std::collections::BTreeMap<String, usize>| {
        let items: Vec<String> = of.iter().map(|(name, n)| format!("{} {n}", markdown(name))).collect();
        items.join(", ")
    };
    fact("articles", counts.articles.to_string())?;
    fact("languages", listed(&counts.languages))?;
    fact("outlets", counts.outlets.len().to_string())?;
    if let (Some(first), Some(last)) = (&counts.first_day, &counts.last_day) {
        fact("dates", if first == last { first.clone() } else { format!("{first} – {last}") })?;
    }
    if counts.undated > 0 {
        fact("undated", counts.undated.to_string())?;
    }
    fact("events", counts.events.to_string())?;
    fact("shared_events", counts.shared_events.to_string())?;
    fact("claims", counts.claims.to_string())?;
    fact("contradictions", counts.of(Verdict::Contradiction).to_string())?;
    fact("updates", counts.of(Verdict::Update).to_string())?;
    fact("scopes", counts.of(Verdict::Scope).to_string())?;
    fact("agreements", counts.of(Verdict::Agreement).to_string())?;
    fact("clusters", counts.clusters.to_string())?;
    fact("reprints", counts.reprints.to_string())?;
    fact("passages", counts.passages.to_string())?;
    fact("problems", counts.problems.to_string())
}

fn relations(report: &Report, verdict: Verdict, title: &str, out: &mut impl Write) -> io::Result<()> {
    let of_verdict = || report.relations.iter().filter(|r| r.verdict == verdict);
    let all = of_verdict().count();
    if all == 0 {
        return Ok(());
    }
    writeln!(out, "\n## {} ({all})", phrase(title).en)?;
    let offsets = Offsets::new(&report.articles);
    for relation in of_verdict().take(MAX_RELATIONS) {
        write_relation(report, &offsets, relation, out)?;
    }
    if all > MAX_RELATIONS {
        writeln!(out, "\n{}: {} (`relations.jsonl`)", phrase("more_in_file").en, all - MAX_RELATIONS)?;
    }
    Ok(())
}

fn write_relation<'a>(
    report: &'a Report,
    offsets: &Offsets<'a>,
    relation: &'a Relation,
    out: &mut impl Write,
) -> io::Result<()> {
    let row = record::Relation::new(report, offsets, relation);
    let name = relation.kind.map_or_else(|| legend::verdict(relation.verdict), legend::kind);
    let band = legend::band(relation.band);
    writeln!(out, "\n### {} · {} {:.2}\n", name.en, phrase("confidence").en, relation.score)?;
    writeln!(out, "{}\n", markdown(&relation.reason.en))?;
    for side in [&row.a, &row.b] {
        write_side(side, out)?;
    }
    writeln!(out, "- {}: {}", phrase("band").en, band.en)?;
    if let Some(event) = report.events.get(relation.event as usize) {
        writeln!(out, "- {}: {}", phrase("event").en, markdown(&event.label))?;
    }
    if !relation.settle.en.is_empty() {
        writeln!(out, "- {}: {}", phrase("settle").en, markdown(&relation.settle.en))?;
    }
    writeln!(out, "- {}: {}", phrase("origins").en, relation.origins)?;
    writeln!(out, "- {}: {}", phrase("reprints").en, relation.reprints)?;
    writeln!(out, "- id: {}", markdown(row.id))
}

fn write_side(side: &record::Side<'_>, out: &mut impl Write) -> io::Result<()> {
    let when = side.published.as_deref().unwrap_or(&phrase("no_date").en);
    writeln!(out, "**{}**, {when}", markdown(side.outlet))?;
    match side.speaker {
        Some(speaker) => writeln!(out, "{}: {}\n", phrase("attributes_to").en, markdown(speaker))?,
        None => writeln!(out, "{}\n", phrase("asserts").en)?,
    }
    writeln!(out, "> {}\n", with_evidence(side))
}

/// The sentence with its deciding words in bold.
fn with_evidence(side: &record::Side<'_>) -> String {
    let chars: Vec<char> = side.exact.chars().collect();
    let mut out = String::new();
    let mut done = 0;
    for Exact { start, end, .. } in &side.evidence {
        let from = (start.saturating_sub(side.start) as usize).clamp(done, chars.len());
        let to = (end.saturating_sub(side.start) as usize).clamp(from, chars.len());
        out += &markdown(&chars[done..from].iter().collect::<String>());
        if to > from {
            out += &format!("**{}**", markdown(&chars[from..to].iter().collect::<String>()));
        }
        done = to;
    }
    out + &markdown(&chars[done..].iter().collect::<String>())
}

fn problems(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if report.problems.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {} ({})\n", phrase("problems").en, report.problems.len())?;
    for problem in report.problems.iter().take(MAX_RELATIONS) {
        writeln!(out, "- {}", markdown(&problem.to_string()))?;
    }
    if report.problems.len() > MAX_RELATIONS {
        let more = report.problems.len() - MAX_RELATIONS;
        writeln!(out, "\n{}: {more} (`problems.jsonl`)", phrase("more_in_file").en)?;
    }
    Ok(())
}

fn provenance(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", phrase("made_with").en)?;
    writeln!(out, "- Crosswire {}", report.version)?;
    writeln!(out, "- {}: {}", phrase("run").en, run_hash(report))?;
    writeln!(
        out,
        "- {}:\n\n```json\n{}\n```\n",
        phrase("settings").en,
        serde_json::to_string(&report.settings)?
    )?;
    for input in report.inputs.iter().take(MAX_INPUTS) {
        writeln!(out, "- {}: {}, xxh3 {}", phrase("input").en, markdown(&input.file), input.xxh3)?;
    }
    if report.inputs.len() > MAX_INPUTS {
        let more = report.inputs.len() - MAX_INPUTS;
        writeln!(out, "- {}: {more} (`relations.jsonl`)", phrase("more_in_file").en)?;
    }
    Ok(())
}
