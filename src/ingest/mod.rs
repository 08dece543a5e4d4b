//! Paths and bytes to articles.
//!
//! Takes paths, globs, folders or standard input; gives articles, the files they came from, an account of
//! how each was read, and the problems on the way. A bad record is a problem, never the end of the run.
//! Says no word of comparison.
//!
//! The way of one file: `discover` names it, `open` unpacks it, `encoding` decodes it, `sniff` tells its
//! format, one file of `format/` turns it into drafts by the columns that `columns` has
//! recognised, `assemble` makes articles of them. `identity` then settles outlets and ids over the run.
//!
//! # Adding a format
//! Add a variant to [`Format`] with its name and file endings, a file under `format/` with one function
//! `read(&Decoded, &FileContext) -> Records`, a line in `format::read`, evidence in `sniff::format_of`, and a
//! case under `tests/cases/ingest/`. A format gives drafts and problems; it decides nothing about ids,
//! outlets or dates.

mod archive;
mod assemble;
mod columns;
mod date;
mod discover;
mod draft;
mod encoding;
mod file;
mod format;
mod identity;
mod inspection;
mod kind;
mod manifest;
mod open;
mod options;
mod sniff;

pub use columns::fold_name;
pub use inspection::{ColumnUse, DateSummary, FileInspection, FoundBy, Inspection};
pub use options::{Error, Field, Format, Options, OutletRule};

use crate::model::{Article, InputFile, Lang, Problem};
use crate::text;
use rayon::prelude::*;

/// What was read.
#[derive(Debug, Default)]
pub struct Ingested {
    /// Articles, in input order.
    pub articles: Vec<Article>,
    /// Files, in input order.
    pub inputs: Vec<InputFile>,
    /// What could not be read, in input order.
    pub problems: Vec<Problem>,
    /// What was read and how, per file.
    pub inspection: Inspection,
}

/// Reads every path: files, folders (all files below, sorted by name, hidden ones skipped), globs and `-`
/// for standard input; `.gz`, `.zst`, `.bz2` and `.zip` are unpacked.
///
/// Articles come in input order and do not depend on the number of threads.
///
/// # Errors
/// When no path is given or an option is wrong. A path that cannot be read is a [`Problem`], not an error.
pub fn read(paths: &[String], options: &Options) -> Result<Ingested, Error> {
    options.check()?;
    if paths.is_empty() {
        return Err(Error::NoPath);
    }
    let (places, mut problems) = discover::discover(paths);
    let files: Vec<file::FileRead> =
        places.par_iter().flat_map_iter(|place| file::read(place, options)).collect();
    Ok(gather(files, std::mem::take(&mut problems), options))
}

/// Reads one file's bytes that are already in memory, named `name`; for callers that hold no path.
///
/// # Errors
/// When an option is wrong.
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Ingested, Error> {
    options.check()?;
    let files = file::read_bytes(name, bytes, options);
    Ok(gather(files, Vec::new(), options))
}

/// Fills in the language that each article's text shows where its input states none, and tells the
/// inspection. A comparison does so by itself; this is for callers that only inspect. Costs about 10 µs an
/// article.
pub fn detect_languages(read: &mut Ingested) {
    read.articles.par_iter_mut().filter(|a| a.lang == Lang::UNDETERMINED).for_each(|article| {
        article.lang = text::language::detect(&article.text);
    });
    inspection::summarise(read);
}

fn gather(files: Vec<file::FileRead>, problems: Vec<Problem>, options: &Options) -> Ingested {
    let mut all = Ingested { problems, ..Ingested::default() };
    let named = files.iter().flat_map(|f| &f.named_files).map(|f| f.input.file.clone());
    let named: std::collections::BTreeSet<String> = named.collect();
    let mut seen_named = std::collections::BTreeSet::new();
    let flat = files.into_iter().filter(|f| !named.contains(&f.input.file)).flat_map(|mut file| {
        let named_files = std::mem::take(&mut file.named_files);
        std::iter::once(file).chain(named_files)
    });
    for file in flat {
        if named.contains(&file.input.file) && !seen_named.insert(file.input.file.clone()) {
            continue;
        }
        all.inputs.push(file.input);
        all.articles.extend(file.articles);
        all.problems.extend(file.problems);
        all.inspection.files.push(file.inspection);
    }
    identity::outlets(&mut all.articles, options);
    identity::ids(&mut all.articles, &mut all.problems);
    inspection::summarise(&mut all);
    all
}
