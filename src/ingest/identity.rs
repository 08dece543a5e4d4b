//! Outlets and ids over the whole run, which no file can settle alone.

use super::assemble::stem;
use super::{Options, OutletRule};
use crate::model::{Article, OutletSource, Problem, ProblemCode, SourceRef};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::Xxh3;

/// Renamed articles that are listed before they are only counted.
const LISTED_DUPLICATES: usize = 1000;

/// Names the outlets that no field and no address named.
pub(super) fn outlets(articles: &mut [Article], options: &Options) {
    if let OutletRule::Auto = options.outlet {
        return folders(articles);
    }
    for article in articles.iter_mut().filter(|a| a.outlet_source == OutletSource::Unknown) {
        let file = article.source.file.as_str();
        let (outlet, source) = match &options.outlet {
            OutletRule::Named(name) => (name.trim().to_owned(), OutletSource::Option),
            OutletRule::FileName => (stem(file), OutletSource::FileName),
            _ => {
                (folder_parts(file).last().map(|f| (*f).to_owned()).unwrap_or_default(), OutletSource::Folder)
            }
        };
        if !outlet.is_empty() {
            (article.outlet, article.outlet_source) = (outlet, source);
        }
    }
}

/// Where the one-article files of a run lie in several folders, the folders are the outlets: the first part
/// of the path below what all share, unless it is a date.
fn folders(articles: &mut [Article]) {
    let lies_in_folder =
        |a: &&mut Article| a.outlet_source == OutletSource::Unknown && a.source.line.is_none();
    let shared = {
        let mut paths =
            articles.iter().filter(|a| a.outlet_source == OutletSource::Unknown && a.source.line.is_none());
        let Some(first) = paths.next() else { return };
        let first = folder_parts(&first.source.file);
        paths.fold(first.len(), |shared, a| {
            let parts = folder_parts(&a.source.file);
            first.iter().zip(&parts).take(shared).take_while(|(x, y)| x == y).count()
        })
    };
    let name = |file: &str| {
        let is_date = |part: &&str| part.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'_');
        folder_parts(file).into_iter().skip(shared).find(|p| !is_date(p)).map(str::to_owned)
    };
    let names: BTreeSet<Option<String>> =
        articles.iter_mut().filter(lies_in_folder).map(|a| name(&a.source.file)).collect();
    if names.iter().flatten().count() < 2 {
        return;
    }
    for article in articles.iter_mut().filter(lies_in_folder) {
        if let Some(outlet) = name(&article.source.file) {
            (article.outlet, article.outlet_source) = (outlet, OutletSource::Folder);
        }
    }
}

fn folder_parts(file: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = file.split(['/', '\\', '!']).filter(|p| !p.is_empty() && *p != ".").collect();
    parts.pop();
    // An archive counts as the folder that it is once unpacked.
    parts.iter().map(|part| part.strip_suffix(".zip").unwrap_or(part)).collect()
}

/// Gives every article an id of its own: its input's, else a content hash; what comes second under an id
/// becomes `id~2`. Which one is second depends on the content alone, not on the order of input.
pub(super) fn ids(articles: &mut [Article], problems: &mut Vec<Problem>) {
    articles.par_iter_mut().filter(|a| a.id.is_empty()).for_each(|a| a.id = content_hash(a));
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.par_sort_unstable_by(|&a, &b| articles[a].id.cmp(&articles[b].id).then(a.cmp(&b)));
    let same_id = |a: &usize, b: &usize| articles[*a].id == articles[*b].id;
    let is_taken = |id: &str| order.binary_search_by(|&nth| articles[nth].id.as_str().cmp(id)).is_ok();
    let mut renamed: Vec<(usize, String)> = Vec::new();
    for same in order.chunk_by(same_id).filter(|same| same.len() > 1) {
        let id = &articles[same[0]].id;
        let mut same = same.to_vec();
        same.sort_by(|&a, &b| by_content(&articles[a], &articles[b]).then(a.cmp(&b)));
        let mut number = 2;
        for nth in same.into_iter().skip(1) {
            let mut name = format!("{id}~{number}");
            while is_taken(&name) {
                number += 1;
                name = format!("{id}~{number}");
            }
            number += 1;
            renamed.push((nth, name));
        }
    }
    renamed.sort_unstable();
    let more = renamed.len().saturating_sub(LISTED_DUPLICATES);
    for (count, (nth, name)) in renamed.into_iter().enumerate() {
        let article = &mut articles[nth];
        let taken = std::mem::replace(&mut article.id, name);
        let message = match count.cmp(&LISTED_DUPLICATES) {
            Ordering::Less => {
                format!("The id \"{taken}\" is taken; the article is called \"{}\".", article.id)
            }
            Ordering::Equal => {
                format!("From here on {more} more articles were renamed because their id is taken.")
            }
            Ordering::Greater => continue,
        };
        let SourceRef { file, line } = article.source.clone();
        problems.push(Problem {
            file,
            line,
            field: Some("id".to_owned()),
            code: ProblemCode::DuplicateId,
            message,
        });
    }
    for article in articles.iter_mut().filter(|a| a.outlet.is_empty()) {
        article.outlet.clone_from(&article.id);
    }
}

fn by_content(a: &Article, b: &Article) -> Ordering {
    let key = |a: &Article| {
        (a.published.as_ref().map(|p| p.at), a.url.clone(), a.source.file.clone(), a.source.line)
    };
    (&a.outlet, &a.title, &a.text).cmp(&(&b.outlet, &b.title, &b.text)).then_with(|| key(a).cmp(&key(b)))
}

/// xxh3-128 of outlet, title and text, 32 hex digits.
fn content_hash(article: &Article) -> String {
    let mut hash = Xxh3::new();
    for part in [&article.outlet, article.title.as_deref().unwrap_or_default(), &article.text] {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    }
    format!("{:032x}", hash.digest128())
}
