//! Web pages: one article a page, found by readability rules, with what the page's head says of it.

use super::FileContext;
use crate::ingest::Field;
use crate::ingest::draft::{Draft, Records};
use crate::model::{DateSource, ProblemCode};
use dom_smoothie::{Config, Readability, TextMode};

/// Pages with more elements are no news articles; parsing them would cost more than they are worth.
const MAX_ELEMENTS: usize = 200_000;

/// Reads one page.
pub(in crate::ingest) fn read(text: &str, file: &FileContext) -> Records {
    let mut records = Records { seen: 1, ..Records::default() };
    let config =
        Config { text_mode: TextMode::Formatted, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let page = Readability::new(text, None, Some(config)).and_then(|mut page| page.parse());
    let page = match page {
        Ok(page) => page,
        Err(error) => {
            let message =
                format!("No article was found in the page: {error}. Save its text as .txt to read it.");
            records.problems.push(file.problem(None, ProblemCode::EmptyArticle, message));
            return records;
        }
    };
    let mut draft = Draft { date_source: Some(DateSource::Metadata), ..Draft::default() };
    let values = [
        (Field::Title, Some(page.title)),
        (Field::Author, page.byline),
        (Field::Outlet, page.site_name),
        (Field::Published, page.published_time),
        (Field::Url, page.url),
        (Field::Lang, page.lang),
        (Field::Text, Some(page.text_content.to_string())),
    ];
    for (field, value) in values {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            draft.set(field, value);
        }
    }
    records.drafts.push(draft);
    records
}

/// Tags that no plain text holds.
const TAGS: &[&str] =
    &["</p>", "<br", "</div>", "</a>", "</span>", "</strong>", "</h2>", "</li>", "</em>", "<p>", "<img "];

/// The text without its markup, where it clearly is markup; `None` leaves the text as it is.
pub(in crate::ingest) fn without_markup(text: &str) -> Option<String> {
    memchr::memchr(b'<', text.as_bytes())?;
    let tag_at = |at: usize| {
        TAGS.iter().any(|tag| {
            text.as_bytes()[at..].get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag.as_bytes()))
        })
    };
    memchr::memchr_iter(b'<', text.as_bytes()).find(|at| tag_at(*at))?;
    Some(dom_query::Document::from(text).formatted_text().to_string())
}
