//! The short summary for a terminal.
//!
//! Takes a [`Report`], gives plain lines. Arabic stays in logical order, one Arabic string a line and never in
//! a table column, because terminals order such lines as they please. Colour is the caller's to ask for.

use super::escape::terminal;
use super::legend::{self, phrase};
use super::record::{self, Offsets};
use super::summary::{Summary, summary};
use crate::model::{Band, Relation, Report, Verdict};
use std::io::{self, Write};

/// How the summary is written.
#[derive(Debug, Clone, Copy)]
pub struct Config {
    /// Whether to mark words with ANSI colours.
    pub color: bool,
    /// Most relations to spell out; the rest are counted.
    pub max_relations: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self { color: false, max_relations: 10 }
    }
}

/// Writes what was read, what was found, and the first contradictions.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report, config: Config, out: &mut impl Write) -> io::Result<()> {
    let style = Style(config.color);
    counts(&summary(report), &report.version, style, out)?;
    let offsets = Offsets::new(&report.articles);
    let shown = |r: &&Relation| r.verdict == Verdict::Contradiction && r.band > Band::Low;
    for relation in report.relations.iter().filter(shown).take(config.max_relations) {
        write_relation(report, &offsets, relation, style, out)?;
    }
    let more = report.relations.iter().filter(shown).count().saturating_sub(config.max_relations);
    if more > 0 {
        writeln!(out, "\n{}: {more}", phrase("more_in_report").en)?;
    }
    Ok(())
}

fn counts(counts: &Summary, version: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let languages: Vec<String> = counts.languages.iter().map(|(code, n)| format!("{code} {n}")).collect();
    writeln!(out, "{} {version}", style.bold("Crosswire"))?;
    let mut fact = |key: &str, value: String| writeln!(out, "  {}: {value}", phrase(key).en);
    fact("articles", format!("{} ({})", counts.articles, languages.join(", ")))?;
    fact("outlets", counts.outlets.len().to_string())?;
    if let (Some(first), Some(last)) = (&counts.first_day, &counts.last_day) {
        fact("dates", if first == last { first.clone() } else { format!("{first} – {last}") })?;
    }
    if counts.undated > 0 {
        fact("undated", counts.undated.to_string())?;
    }
    fact("clusters", format!("{} ({}: {})", counts.clusters, phrase("reprints").en, counts.reprints))?;
    fact("events", format!("{} ({}: {})", counts.events, phrase("shared_events").en, counts.shared_events))?;
    let bands: Vec<String> = counts.bands.iter().rev().map(|(&b, n)| format!("{} {n}", b.name())).collect();
    let bands = if bands.is_empty() { String::new() } else { format!(" ({})", bands.join(", ")) };
    fact("contradictions", format!("{}{bands}", counts.of(Verdict::Contradiction)))?;
    fact("updates", counts.of(Verdict::Update).to_string())?;
    fact("scopes", counts.of(Verdict::Scope).to_string())?;
    fact("agreements", counts.of(Verdict::Agreement).to_string())?;
    if counts.problems > 0 {
        fact("problems", counts.problems.to_string())?;
    }
    Ok(())
}

fn write_relation<'a>(
    report: &'a Report,
    offsets: &Offsets<'a>,
    relation: &'a Relation,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let row = record::Relation::new(report, offsets, relation);
    let kind = relation.kind.map_or_else(|| legend::verdict(relation.verdict), legend::kind);
    writeln!(
        out,
        "\n{} · {} {:.2} · {}",
        style.bold(&kind.en),
        relation.band.name(),
        relation.score,
        terminal(row.id)
    )?;
    if let Some(event) = report.events.get(relation.event as usize) {
        writeln!(out, "  {}:", phrase("event").en)?;
        writeln!(out, "    {}", terminal(&event.label))?;
    }
    for side in [&row.a, &row.b] {
        writeln!(out, "  {}", style.bold(&terminal(side.outlet)))?;
        writeln!(out, "    {}", side.published.as_deref().unwrap_or(&phrase("no_date").en))?;
        if let Some(speaker) = side.speaker {
            writeln!(out, "    {}:", phrase("attributes_to").en)?;
            writeln!(out, "    {}", terminal(speaker))?;
        }
        writeln!(out, "    {}", terminal(side.exact))?;
        for piece in &side.evidence {
            writeln!(out, "    > {}", style.mark(&terminal(piece.exact)))?;
        }
    }
    writeln!(out, "  {}", terminal(&relation.reason.en))
}

#[derive(Clone, Copy)]
struct Style(bool);

impl Style {
    fn bold(self, text: &str) -> String {
        if self.0 { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
    fn mark(self, text: &str) -> String {
        if self.0 { format!("\u{1b}[33m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
