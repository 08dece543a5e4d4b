//! The report as one offline page.
//!
//! Takes a [`Report`], gives one HTML file that asks the network for nothing and works without its script.
//! Sections are rendered and written one after the other, so memory holds one section, not the page. What is
//! too much for a page is counted and named with the file that has it (see [`limits`]).

mod copies;
mod diff;
mod event;
mod group;
mod isolate;
pub mod limits;
mod matrix;
mod overview;
mod pieces;
mod reading;
mod relation;
mod template;

use super::record::run_hash;
use crate::model::Report;
use minijinja::{Value, context};
use relation::Page;
use std::io::{self, Write};
use template::{Templates, data};

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
    let templates = Templates::new()?;
    let page = Page::new(report);
    let mut section = |name: &str, data: Value| templates.write(name, data, out);

    section("head.html", overview::head(&page))?;
    let shown = event::in_reading_order(&page);
    section("filters.html", overview::filters(&page, &shown))?;
    for &event in &shown {
        section("event.html", event::card(&page, event))?;
    }
    section("events-rest.html", event::rest(&page, &shown))?;
    section("matrix.html", matrix::section(&page))?;
    section("copies.html", copies::section(&page))?;
    section("reading-head.html", reading::head(&page))?;
    for &article in &page.readable {
        section("reading.html", reading::article(&page, article))?;
    }
    section("problems.html", overview::problems(&page))?;
    section("legend.html", context! { legend => data(super::legend::legend()) })?;
    section("foot.html", context! { made => overview::made_from(report), run => run_hash(report) })?;
    out.write_all(b"\n")
}
