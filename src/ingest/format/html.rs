//! Web pages: one article a page, found by readability rules, with what the page's head says of it.

use super::FileContext;
use super::html_depth::is_tame;
use crate::ingest::Field;
use crate::ingest::draft::{Draft, Records};
use crate::model::{DateSource, ProblemCode};
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Browsers stop at 512; deeper pages cost time that grows with the square of their depth.
const MAX_DEPTH: usize = 400;
/// Pages with more tags are no news articles; parsing them would cost more than they are worth.
const MAX_TAGS: usize = 400_000;

/// Where pages say when they were published, beyond what readability rules know; attribute and selector.
const DATE_PLACES: &[(&str, &str)] = &[
    ("content", "meta[itemprop='datePublished']"),
    ("content", "meta[property='og:article:published_time']"),
    ("content", "meta[name='pubdate']"),
    ("content", "meta[name='publishdate']"),
    ("content", "meta[name='publish-date']"),
    ("content", "meta[name='publish_date']"),
    ("content", "meta[name='publication_date']"),
    ("content", "meta[name='date']"),
    ("content", "meta[name='DC.date.issued']"),
    ("content", "meta[name='dc.date']"),
    ("content", "meta[name='sailthru.date']"),
    ("content", "meta[name='article.published']"),
    ("content", "meta[name='cXenseParse:recs:publishtime']"),
    ("datetime", "time[itemprop='datePublished']"),
    ("datetime", "time[pubdate]"),
    ("datetime", "article time[datetime]"),
    ("datetime", "header time[datetime]"),
    ("datetime", "time[datetime]"),
];
/// Where pages give their own address.
const URL_PLACES: &[(&str, &str)] =
    &[("href", "link[rel='canonical']"), ("content", "meta[property='og:url']")];

/// Reads one page.
pub(in crate::ingest) fn read(text: &str, file: &FileContext) -> Records {
    let mut records = Records { seen: 1, ..Records::default() };
    if !is_tame(text, MAX_DEPTH, MAX_TAGS) {
        let message = format!(
            "The page nests deeper than {MAX_DEPTH} elements or has more than {MAX_TAGS} tags. Save its text as .txt to read it."
        );
        records.problems.push(file.problem(None, ProblemCode::TooLarge, message));
        return records;
    }
    // Pages are the wildest input there is, and a parser's bug must not cost the neighbours.
    match catch_unwind(AssertUnwindSafe(|| page(text))) {
        Ok(Ok(draft)) => records.drafts.push(draft),
        Ok(Err(reason)) => {
            let message =
                format!("No article was found in the page: {reason}. Save its text as .txt to read it.");
            records.problems.push(file.problem(None, ProblemCode::EmptyArticle, message));
        }
        Err(_) => {
            let message = "The page could not be parsed. Save its text as .txt to read it.";
            records.problems.push(file.problem(None, ProblemCode::Malformed, message));
        }
    }
    records
}

fn page(text: &str) -> Result<Draft, String> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let document = Document::from(text);
    let own_date = first(&document, DATE_PLACES);
    let own_url = first(&document, URL_PLACES);
    let own_lang =
        first(&document, &[("lang", "html[lang]"), ("content", "meta[http-equiv='content-language']")]);
    let mut readability =
        Readability::with_document(document, None, Some(config)).map_err(|e| e.to_string())?;
    let page = readability.parse().map_err(|e| e.to_string())?;
    let mut draft = Draft { date_source: Some(DateSource::Metadata), ..Draft::default() };
    let values = [
        (Field::Title, Some(page.title)),
        (Field::Author, page.byline),
        (Field::Outlet, page.site_name),
        (Field::Published, page.published_time.or(own_date)),
        (Field::Url, own_url.or(page.url)),
        (Field::Lang, page.lang.or(own_lang)),
        (Field::Text, Some(page.text_content.to_string())),
    ];
    for (field, value) in values {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            draft.set(field, value);
        }
    }
    Ok(draft)
}

/// The first of `places` that the page fills.
fn first(document: &Document, places: &[(&str, &str)]) -> Option<String> {
    let value = |(attribute, selector): &(&str, &str)| {
        Some(document.try_select(selector)?.attr(attribute)?.to_string())
    };
    places.iter().filter_map(value).find(|value| !value.trim().is_empty())
}

/// Tags that news bodies are written with; lower case, since tickers such as <BR> are not.
const TAGS: &[&str] = &[
    "p",
    "br",
    "div",
    "a",
    "span",
    "strong",
    "b",
    "i",
    "em",
    "li",
    "ul",
    "ol",
    "img",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "figure",
    "td",
    "tr",
    "table",
];

/// The text without its markup, where it clearly is markup: at least two known tags, one of them closing or
/// empty. `None` leaves the text as it is.
pub(in crate::ingest) fn without_markup(text: &str) -> Option<String> {
    let (mut tags, mut closed) = (0, false);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        // The byte after an ASCII one is a border of a character.
        let rest = &text[at + 1..];
        let (name, closing) = rest.strip_prefix('/').map_or((rest, false), |name| (name, true));
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if TAGS.contains(&&name[..end]) && name[end..].starts_with(['>', ' ', '/', '\n', '\t']) {
            tags += 1;
            closed |= closing || matches!(&name[..end], "br" | "img");
            if tags >= 2 && closed {
                let tame = is_tame(text, MAX_DEPTH, MAX_TAGS);
                let strip = || Document::fragment(text).formatted_text().to_string();
                return tame.then(|| catch_unwind(strip).ok()).flatten();
            }
        }
    }
    None
}
