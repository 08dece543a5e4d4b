//! Drafts to articles: dates, addresses and languages are read, markup comes off, what is empty stays out.

use super::draft::Draft;
use super::format::FileContext;
use super::{Field, columns, date};
use crate::model::{Article, DateSource, OutletSource, Problem, ProblemCode, Published, SourceRef};
use rayon::prelude::*;

/// What a file's drafts became.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<Problem>,
    pub(super) markup_removed: u64,
    pub(super) date_order: Option<String>,
}

/// Makes articles of `drafts`, in parallel and in their order; `single` says that the file is one article,
/// whose name may tell its date and id.
pub(super) fn assemble(drafts: Vec<Draft>, single: bool, file: &FileContext) -> Assembled {
    let order = DayOrder::of(&drafts, file.options.day_first);
    let made: Vec<Made> = drafts
        .into_par_iter()
        .with_min_len(16)
        .map(|draft| article(draft, single, order.day_first, file))
        .collect();
    let mut all = Assembled { date_order: order.told_from.map(str::to_owned), ..Assembled::default() };
    for made in made {
        all.articles.extend(made.article);
        all.problems.extend(made.problems);
        all.markup_removed += u64::from(made.markup_removed);
    }
    all
}

#[derive(Default)]
struct Made {
    article: Option<Article>,
    problems: Vec<Problem>,
    markup_removed: bool,
}

fn article(mut draft: Draft, single: bool, day_first: bool, file: &FileContext) -> Made {
    let mut made = Made::default();
    let text = draft.take(Field::Text).unwrap_or_default();
    let text = match draft.may_hold_markup.then(|| super::format::html::without_markup(&text)).flatten() {
        Some(bare) => {
            made.markup_removed = true;
            bare
        }
        None => text,
    };
    if let Some(problem) = unfit(&text, draft.line, file) {
        made.problems.push(problem);
        return made;
    }
    let url = trimmed(draft.take(Field::Url));
    let published = published(&mut draft, url.as_deref(), single, day_first, file, &mut made.problems);
    let (outlet, outlet_source) = outlet(&mut draft, url.as_deref());
    let mut extra = std::mem::take(&mut draft.extra);
    let lang = match trimmed(draft.take(Field::Lang)) {
        Some(name) => columns::language(&name).unwrap_or_else(|| {
            extra.insert("lang".to_owned(), name.into());
            crate::model::Lang::UNDETERMINED
        }),
        None => crate::model::Lang::UNDETERMINED,
    };
    if let Some(name) = draft.take(Field::File) {
        extra.insert(Field::File.name().to_owned(), name.into());
    }
    let named_by = draft.text_file.as_deref().or(single.then_some(file.name)).map(stem);
    made.article = Some(Article {
        id: trimmed(draft.take(Field::Id)).or(named_by).unwrap_or_default(),
        outlet,
        outlet_source,
        title: trimmed(draft.take(Field::Title)),
        text,
        published,
        url,
        author: trimmed(draft.take(Field::Author)),
        lang,
        extra,
        source: match draft.text_file {
            Some(file) => SourceRef { file, line: None },
            None => SourceRef { file: file.name.to_owned(), line: draft.line },
        },
    });
    made
}

/// Why the text can be no article.
fn unfit(text: &str, line: Option<u64>, file: &FileContext) -> Option<Problem> {
    let limit = file.options.max_article_bytes;
    if text.len() as u64 > limit {
        let message = format!(
            "The article has {} bytes, more than {limit}, and was left out. Raise max_article_bytes.",
            text.len()
        );
        return Some(file.problem(line, ProblemCode::TooLarge, message));
    }
    let message = "The article has no words and was left out.";
    (!text.chars().any(char::is_alphanumeric)).then(|| file.problem(line, ProblemCode::EmptyArticle, message))
}

fn published(
    draft: &mut Draft,
    url: Option<&str>,
    single: bool,
    day_first: bool,
    file: &FileContext,
    problems: &mut Vec<Problem>,
) -> Option<Published> {
    let source = draft.date_source.unwrap_or(DateSource::Field);
    if let Some(value) = trimmed(draft.take(Field::Published)) {
        if let Some(published) = date::parse(&value, day_first, source) {
            return Some(published);
        }
        let shown: String = value.chars().take(60).collect();
        let message = format!(
            "The date \"{shown}\" cannot be read; the article is kept without it. Write 2021-09-29 or 2021-09-29T18:30:00Z."
        );
        let problem = file.problem(draft.line, ProblemCode::BadDate, message);
        problems.push(Problem { field: Some("published".to_owned()), ..problem });
        draft.extra.insert("published".to_owned(), value.into());
    }
    url.and_then(date::in_url).or_else(|| single.then(|| date::in_file_name(file.name)).flatten())
}

fn outlet(draft: &mut Draft, url: Option<&str>) -> (String, OutletSource) {
    if let Some(outlet) = trimmed(draft.take(Field::Outlet)) {
        let host = columns::is_url(&outlet).then(|| host(&outlet)).flatten();
        return (host.unwrap_or(outlet), OutletSource::Field);
    }
    match url.and_then(host) {
        Some(host) => (host, OutletSource::Url),
        None => (String::new(), OutletSource::Unknown),
    }
}

/// The host of an address, lower case, without `www.`, user and port.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

fn trimmed(value: Option<String>) -> Option<String> {
    let value = value?;
    let bare = value.trim();
    match bare.len() {
        0 => None,
        same if same == value.len() => Some(value),
        _ => Some(bare.to_owned()),
    }
}

/// The file's name without folders and endings that name a format or packing.
pub(super) fn stem(name: &str) -> String {
    let base = name.rsplit(['/', '\\', '!']).next().unwrap_or(name);
    let mut base = base;
    while let Some((rest, ending)) = base.rsplit_once('.')
        && !rest.is_empty()
        && (super::Format::of_ending(ending).is_some()
            || matches!(ending, "gz" | "zst" | "bz2" | "zip" | "md"))
    {
        base = rest;
    }
    base.to_owned()
}

/// Which of day and month comes first in dates such as `03/04/2021`.
struct DayOrder {
    day_first: bool,
    told_from: Option<&'static str>,
}

impl DayOrder {
    /// Told from the dates of the file that can be read in one way only.
    fn of(drafts: &[Draft], given: Option<bool>) -> Self {
        if let Some(day_first) = given {
            let told_from = if day_first { "day_first: option" } else { "month_first: option" };
            return Self { day_first, told_from: Some(told_from) };
        }
        let (mut day, mut month, mut open) = (0u64, 0u64, 0u64);
        for (first, second) in drafts.iter().filter_map(|d| date::order_evidence(d.get(Field::Published)?)) {
            match (first > 12, second > 12) {
                (true, false) => day += 1,
                (false, true) => month += 1,
                _ => open += 1,
            }
        }
        let told_from = match (day, month) {
            (0, 0) if open == 0 => None,
            (0, 0) => Some("day_first: assumed, no date tells"),
            _ if day >= month => Some("day_first: told by the dates"),
            _ => Some("month_first: told by the dates"),
        };
        Self { day_first: day >= month, told_from }
    }
}
