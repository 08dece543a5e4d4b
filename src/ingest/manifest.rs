//! Tables that tell of text files: a record without a text of its own but with the name of a file takes its
//! text from there.
//!
//! So a folder of plain texts gets outlets, dates and addresses from a `manifest.csv` beside them. Only files
//! in the table's folder or below are opened.

use super::Field;
use super::draft::Draft;
use super::file::{FileRead, Origin, stream};
use super::format::FileContext;
use crate::model::{OutletSource, Problem, ProblemCode};
use rayon::prelude::*;
use std::fs::File;
use std::path::{Component, Path, PathBuf};

/// What the named files gave.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The files that were opened, as they are when read by themselves.
    pub(super) files: Vec<FileRead>,
    /// Files that are not there or cannot be used.
    pub(super) problems: Vec<Problem>,
}

/// Reads the files that `drafts` name into them; nothing happens to drafts that have a text.
pub(super) fn read_texts(drafts: &mut [Draft], file: &FileContext) -> Texts {
    let mut texts = Texts::default();
    if file.in_table || file.name == "-" || file.name.contains('!') || !drafts.iter().any(wants_text) {
        return texts;
    }
    let folder = Path::new(file.name).parent().unwrap_or(Path::new(""));
    let read: Vec<Option<Result<FileRead, Problem>>> =
        drafts.par_iter_mut().map(|draft| wants_text(draft).then(|| one(draft, folder, file))).collect();
    for result in read.into_iter().flatten() {
        match result {
            Ok(read) => texts.files.push(read),
            Err(problem) => texts.problems.push(problem),
        }
    }
    texts
}

fn wants_text(draft: &Draft) -> bool {
    draft.get(Field::Text).is_none() && draft.get(Field::File).is_some()
}

fn one(draft: &mut Draft, folder: &Path, file: &FileContext) -> Result<FileRead, Problem> {
    let name = draft.take(Field::File).unwrap_or_default();
    let problem = |code, message: String| Problem {
        field: Some(Field::File.name().to_owned()),
        ..file.problem(draft.line, code, message)
    };
    let Some(path) = below(folder, name.trim()) else {
        let message =
            format!("The file \"{name}\" does not lie below the table's folder and was not opened.");
        return Err(problem(ProblemCode::Unreadable, message));
    };
    let opened = File::open(&path).map_err(|error| {
        problem(
            ProblemCode::Unreadable,
            format!("The file \"{name}\" that the table names cannot be opened: {error}."),
        )
    })?;
    let path = path.display().to_string();
    let mut read = stream(&path, opened, Origin::InTable, file.options);
    if let [article] = read.articles.as_mut_slice() {
        let article = std::mem::take(article);
        draft.set(Field::Text, article.text);
        let outlet = (article.outlet_source == OutletSource::Field).then_some(article.outlet);
        let lang = (article.lang != crate::model::Lang::UNDETERMINED).then(|| article.lang.code().to_owned());
        let found = [
            (Field::Title, article.title),
            (Field::Url, article.url),
            (Field::Author, article.author),
            (Field::Outlet, outlet),
            (Field::Lang, lang),
        ];
        for (field, value) in found {
            if let (None, Some(value)) = (draft.get(field), value) {
                draft.set(field, value);
            }
        }
        if let (None, Some(published)) = (draft.get(Field::Published), &article.published) {
            draft.set(Field::Published, published.iso());
            draft.date_source = Some(published.source);
        }
        draft.text_file = Some(path);
    }
    // The article is the table's.
    read.articles.clear();
    (read.input.articles, read.inspection.articles, read.inspection.records) = (0, 0, 0);
    Ok(read)
}

/// `name` as a path in `folder`, where it does not lead out of it.
fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    (stays && !name.is_empty()).then(|| folder.join(path.strip_prefix("./").unwrap_or(path)))
}
