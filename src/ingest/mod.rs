//! Paths and bytes to articles.
//!
//! Takes paths, globs, folders or standard input; gives articles, the files they came from and the
//! problems on the way. A bad record is a problem, never the end of the run. Says no word of comparison.

use crate::model::{Article, InputFile, Problem};

/// What was read.
#[derive(Debug, Default)]
pub struct Ingested {
    /// Articles, in input order.
    pub articles: Vec<Article>,
    /// Files, in input order.
    pub inputs: Vec<InputFile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}
