//! Arguments to calls to an exit code; the only place that prints.
//!
//! Standard output is data, standard error is progress and notes. One file a command.

mod args;
mod compare;
mod config;
mod dedup;
mod demo;
mod eval;

mod exit;
mod explain;

mod input;
mod inspect;
mod judge;
mod measure;

mod output;
mod paperwork;
mod progress;
mod stages;
mod synth;

use args::{Cli, Command};
use clap::Parser;
use config::FileSettings;
use exit::{Failure, Outcome};
use progress::StageBars;
use std::ffi::OsString;
use std::process::ExitCode;

/// What every command gets beside its own arguments.
pub(crate) struct Session {
    /// Progress, silent when asked.
    pub(crate) bars: StageBars,
    /// Whether notes on standard error are unwanted.
    pub(crate) quiet: bool,
}

impl Session {
    /// A note for the person at the terminal.
    #[allow(clippy::print_stderr, reason = "notes go to standard error, and only from here")]
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }
}

/// Runs the command line `arguments` and gives the exit code: 0 done, 1 `--fail-on`, 2 bad usage or input.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return finish_parsing(&error),
    };
    let result = dispatch(cli);
    if let Err(Failure::Usage(message)) = &result {
        complain(message);
    }
    exit::code(&result)
}

fn dispatch(mut cli: Cli) -> Result<Outcome, Failure> {
    let file = FileSettings::read(&cli.global)?;
    file.fill_global(&mut cli.global);
    set_threads(cli.global.threads)?;
    output::set_color(cli.global.color);
    let session = Session { bars: StageBars::new(cli.global.quiet), quiet: cli.global.quiet };
    match cli.command {
        None => compare::run(cli.compare, &file, &session),
        Some(Command::Compare(args)) => compare::run(args, &file, &session),
        Some(Command::Inspect(args)) => inspect::run(args, &file),
        Some(Command::Dedup(args)) => dedup::run(args, &file, &session),
        Some(Command::Claims(args)) => stages::claims(args, &file, &session),
        Some(Command::Events(args)) => stages::events(args, &file, &session),
        Some(Command::Sentences(args)) => stages::sentences(args, &file, &session),
        Some(Command::Schema(args)) => paperwork::schema(&args),
        Some(Command::Completions { shell }) => paperwork::completions(shell),
        Some(Command::Man { output }) => paperwork::man(output.as_deref()),
        Some(Command::Demo(args)) => demo::run(&args, &session),
        Some(Command::Judge(args)) => judge::run(&args, &session),
        Some(Command::Explain(args)) => explain::run(args, &file, &session),
        Some(Command::Eval(args)) => eval::run(args, &file, &session),
        Some(Command::Synth(args)) => synth::run(&args),
    }
}

fn set_threads(threads: Option<usize>) -> Result<(), Failure> {
    let Some(threads) = threads.filter(|&n| n > 0) else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|e| Failure::usage(format!("cannot start {threads} threads: {e}")))
}

fn finish_parsing(error: &clap::Error) -> ExitCode {
    // Help and version are answers, not errors; a reader that went away is no error either.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

#[allow(clippy::print_stderr, reason = "the last word of a failed run belongs on standard error")]
fn complain(message: &str) {
    eprintln!("crosswire: {message}");
}
