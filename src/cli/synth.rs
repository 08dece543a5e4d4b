//! `crosswire synth`: a corpus of any size with planted copies and their truth.

use super::args::{ScriptName, SynthArgs};
use super::exit::{Failure, Outcome};
use crosswire::synth::{self, Config, Script};
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

/// Writes `PREFIX.jsonl` and `PREFIX.truth.tsv`.
pub(crate) fn run(args: &SynthArgs) -> Result<Outcome, Failure> {
    let script = match args.script {
        ScriptName::Ar => Script::Arabic,
        ScriptName::En => Script::Latin,
    };
    let config =
        Config { articles: args.articles, copies: args.copies, script, seed: args.seed, ..Config::default() };
    let create = |ending: &str| {
        let path = PathBuf::from(format!("{}.{ending}", args.prefix));
        let file = File::create(&path).map_err(|e| Failure::write(&path, &e))?;
        Ok::<_, Failure>((BufWriter::new(file), path))
    };
    let ((mut articles, path), (mut truth, _)) = (create("jsonl")?, create("truth.tsv")?);
    synth::write(&config, &mut articles, &mut truth)
        .map_err(|e| Failure::usage(format!("{}: {e}", path.display())))?;
    Ok(Outcome::Done)
}
