//! Where the evaluation data lies that is not part of the repository.

use std::path::{Path, PathBuf};

/// The path of a file or folder of `../shared/data`; says so where it is not there, and gives none.
#[allow(clippy::print_stderr, reason = "a test says why it was skipped")]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("skipped: ../shared/data/{path} is not here");
    None
}
