//! Schemas, completions and the manual.

use super::args::{Cli, SchemaArgs};
use super::exit::{Failure, Outcome};
use super::output;
use clap::CommandFactory;
use crosswire::report::schema;
use std::io::Write;
use std::path::Path;

/// Prints the JSON Schema of one record or of all.
pub(crate) fn schema(args: &SchemaArgs) -> Result<Outcome, Failure> {
    let value = match &args.record {
        Some(name) => serde_json::to_value(schema::of(name).ok_or_else(|| unknown_record(name))?),
        None => serde_json::to_value(schema::all().into_iter().collect::<std::collections::BTreeMap<_, _>>()),
    };
    let text = value.and_then(|v| serde_json::to_string_pretty(&v)).map_err(Failure::usage)?;
    writeln!(output::stdout(), "{text}")?;
    Ok(Outcome::Done)
}

fn unknown_record(name: &str) -> Failure {
    let known: Vec<_> = schema::all().into_iter().map(|(name, _)| name).collect();
    Failure::usage(format!("there is no record \"{name}\"; the records are {}", known.join(", ")))
}

/// Prints completions for `shell`.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "crosswire", &mut script);
    output::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the manual page, or writes one for each command into `folder`.
pub(crate) fn man(folder: Option<&Path>) -> Result<Outcome, Failure> {
    match folder {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|e| Failure::write(folder, &e))?;
            clap_mangen::generate_to(Cli::command(), folder).map_err(|e| Failure::write(folder, &e))?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            output::stdout().write_all(&page)?;
        }
    }
    Ok(Outcome::Done)
}
