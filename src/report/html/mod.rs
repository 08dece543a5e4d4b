//! The report as one offline page.
//!
//! Takes a [`Report`], gives one HTML file that asks the network for nothing.

use super::escape::html_to;
use super::legend;
use super::record::{self, Offsets, run_hash};
use crate::model::Report;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The page as text.
///
/// # Errors
/// None in practice: only those of a template that does not fit its data, which tests rule out.
pub fn render(report: &Report) -> io::Result<String> {
    let mut page = Vec::new();
    write(report, &mut page)?;
    String::from_utf8(page).map_err(io::Error::other)
}

/// Writes the page.
///
/// # Errors
/// Those of `out`.
pub fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let offsets = Offsets::new(&report.articles);
    let mut page = String::from("<!doctype html><meta charset=utf-8><title>Crosswire</title>");
    for relation in &report.relations {
        let row = record::Relation::new(report, &offsets, relation);
        page += "<article id=\"";
        html_to(&mut page, row.id).map_err(io::Error::other)?;
        let _ = write!(page, "\"><h2>{}</h2>", legend::verdict(relation.verdict).en);
        for side in [&row.a, &row.b] {
            page += "<h3 dir=auto>";
            html_to(&mut page, side.outlet).map_err(io::Error::other)?;
            page += "</h3><blockquote dir=auto>";
            html_to(&mut page, side.exact).map_err(io::Error::other)?;
            page += "</blockquote>";
        }
        page += "</article>";
    }
    let _ = write!(page, "<footer>{}</footer>", run_hash(report));
    out.write_all(page.as_bytes())
}
