//! How a run ends.

use std::fmt;
use std::process::ExitCode;

/// How a run that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, whatever was found.
    Done,
    /// Something that `--fail-on` names was found.
    Found,
}

/// Why a run could not do its work: what is wrong and what to do, for the last line on stderr.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad usage or input, exit code 2.
    Usage(String),
    /// The reader of our output went away, which is success.
    BrokenPipe,
}

impl Failure {
    /// Bad usage or input.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Failure::Usage(message.to_string())
    }

    /// A file that could not be written.
    pub(crate) fn write(path: &std::path::Path, error: &std::io::Error) -> Self {
        Failure::usage(format!("cannot write {}: {error}; choose another place with -o", path.display()))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::usage(error),
        }
    }
}

/// The exit code of `result`: 0 done, 1 found what `--fail-on` names, 2 bad usage or input.
pub(crate) fn code(result: &Result<Outcome, Failure>) -> ExitCode {
    match result {
        Ok(Outcome::Done) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(Failure::Usage(_)) => ExitCode::from(2),
    }
}
