//! Paths as the user wrote them to files in a stable order.

use crate::model::{Problem, ProblemCode};
use globset::GlobBuilder;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Standard input.
    Stdin,
    /// A file; `named` where the user wrote its own path or it matched a glob, so that any ending will do.
    File {
        /// Where it lies.
        path: PathBuf,
        /// Whether the user named it and not only its folder.
        named: bool,
    },
}

/// Finds the files behind `paths`, each once, in the order of `paths`, folders sorted by name.
pub(super) fn discover(paths: &[String]) -> (Vec<Place>, Vec<Problem>) {
    let mut found = Found::default();
    for path in paths {
        match path.as_str() {
            "-" => found.stdin(),
            _ if Path::new(path).is_dir() => found.folder(path),
            _ if Path::new(path).exists() => found.file(PathBuf::from(path), true),
            _ if path.contains(['*', '?', '[', '{']) => found.glob(path),
            _ => found.problem(
                path,
                ProblemCode::Unreadable,
                "There is no such file or folder. Check the spelling and the working folder.".to_owned(),
            ),
        }
    }
    (found.places, found.problems)
}

#[derive(Default)]
struct Found {
    places: Vec<Place>,
    problems: Vec<Problem>,
    seen: BTreeSet<PathBuf>,
}

impl Found {
    fn stdin(&mut self) {
        if !self.places.contains(&Place::Stdin) {
            self.places.push(Place::Stdin);
        }
    }

    fn file(&mut self, path: PathBuf, named: bool) {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if self.seen.insert(real) {
            self.places.push(Place::File { path, named });
        }
    }

    fn folder(&mut self, folder: &str) {
        let before = self.places.len() + self.problems.len();
        self.walk(Path::new(folder), |_| true, false);
        if self.places.len() + self.problems.len() == before {
            let message = "The folder holds no file to read. Name a folder with .txt, .jsonl, .json, .csv or \
                           .html files, packed or not.";
            self.problem(folder, ProblemCode::Empty, message.to_owned());
        }
    }

    fn glob(&mut self, pattern: &str) {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        let matcher = match glob {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let message =
                    format!("The pattern cannot be read: {}. Quote it, or name the file.", error.kind());
                return self.problem(pattern, ProblemCode::Unreadable, message);
            }
        };
        let before = self.places.len();
        let fixed = pattern.find(['*', '?', '[', '{']).unwrap_or(0);
        let base = pattern[..fixed].rfind('/').map_or("", |slash| &pattern[..=slash]);
        let base = if base.is_empty() { Path::new(".") } else { Path::new(base) };
        let bare = |path: &Path| path.strip_prefix("./").is_ok_and(|path| matcher.is_match(path));
        self.walk(base, |path| matcher.is_match(path) || bare(path), true);
        if self.places.len() == before {
            let message = "No file matches the pattern. Check it with ls; ** crosses folders, * does not.";
            self.problem(pattern, ProblemCode::Empty, message.to_owned());
        }
    }

    fn walk(&mut self, base: &Path, wanted: impl Fn(&Path) -> bool, named: bool) {
        let shown =
            |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(base).follow_links(true).sort_by_file_name().into_iter().filter_entry(shown)
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() && wanted(entry.path()) => {
                    let path = entry.path();
                    self.file(path.strip_prefix("./").unwrap_or(path).to_path_buf(), named);
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(base).display().to_string();
                    let message =
                        "The folder cannot be listed. Check that it may be read and links end somewhere.";
                    self.problem(&path, ProblemCode::Unreadable, message.to_owned());
                }
            }
        }
    }

    fn problem(&mut self, file: &str, code: ProblemCode, message: String) {
        self.problems.push(Problem { file: file.to_owned(), line: None, field: None, code, message });
    }
}
