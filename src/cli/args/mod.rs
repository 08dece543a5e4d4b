//! The command line, as clap reads it. What a flag means stands here and nowhere else.

mod choices;

pub(crate) use choices::{
    BandName, ColorWhen, EvalTask, FailOn, JudgeName, KeepWhich, RecordFormat, ReportFormat, ScriptName,
    StageFormat, TextOrJson,
};
use clap::{Args, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

/// Finds copied wire text, lines up claims, and shows where outlets agree and contradict each other.
///
/// Give it folders, files, globs, or - for standard input: plain text, HTML, JSON, JSONL, CSV and TSV, also
/// inside .gz, .zst, .bz2 and .zip. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "crosswire", version, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
#[command(after_help = "Try it now:  crosswire demo\nOne command in detail:  crosswire help compare")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) compare: CompareArgs,
}

/// Flags every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Worker threads; 0 takes one for each core.
    #[arg(long, global = true, env = "CROSSWIRE_THREADS", value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// No progress and no notes on standard error; problems are still in the report.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour.
    #[arg(long, global = true, env = "CROSSWIRE_COLOR", value_name = "WHEN")]
    pub(crate) color: Option<ColorWhen>,
    /// Settings file; without it crosswire.toml is looked for here and in the folders above.
    #[arg(long, global = true, env = "CROSSWIRE_CONFIG", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings file.
    #[arg(long, global = true, conflicts_with = "config")]
    pub(crate) no_config: bool,
}

/// What to read and how.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or - for standard input.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<String>,
    /// Take a field from this column, such as --map text=body; may be given again.
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Read every file as this format: text, html, jsonl, json, csv.
    #[arg(long, value_name = "FORMAT", env = "CROSSWIRE_INPUT_FORMAT")]
    pub(crate) input_format: Option<String>,
    /// Read every file in this encoding, such as windows-1256.
    #[arg(long, value_name = "LABEL", env = "CROSSWIRE_ENCODING")]
    pub(crate) encoding: Option<String>,
}

/// How copies are found.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Copies")]
pub(crate) struct CopyArgs {
    /// Least Jaccard similarity of two near-duplicates, 0 to 1.
    #[arg(long, value_name = "J", env = "CROSSWIRE_MIN_JACCARD")]
    pub(crate) min_jaccard: Option<f64>,
    /// Least share of the pairs within a cluster that must be near-duplicates, 0 to 1; 0.5 unless set.
    #[arg(long, value_name = "SHARE", env = "CROSSWIRE_MIN_COHESION")]
    pub(crate) min_cohesion: Option<f64>,
    /// Least share of one text found in another for it to count as contained, 0 to 1.
    #[arg(long, value_name = "C", env = "CROSSWIRE_MIN_CONTAINMENT")]
    pub(crate) min_containment: Option<f64>,
    /// Words per shingle.
    #[arg(long, value_name = "N")]
    pub(crate) shingle_words: Option<usize>,
    /// Do not look for shared passages.
    #[arg(long)]
    pub(crate) no_passages: bool,
    /// Which member stands for a cluster: published earliest, longest, or first in the input.
    #[arg(long, value_name = "WHICH")]
    pub(crate) keep: Option<KeepWhich>,
    /// Only articles published within this time of each other can be copies, such as 72h or 7d.
    #[arg(long, value_name = "TIME")]
    pub(crate) window: Option<String>,
}

/// Flags of a comparison.
#[derive(Debug, Default, Args)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// Write the report in every format into this folder.
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Print this to standard output instead of the summary.
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<ReportFormat>,
    /// Leave out relations below this band.
    #[arg(long, value_name = "BAND", env = "CROSSWIRE_MIN_BAND", help_heading = "Output")]
    pub(crate) min_band: Option<BandName>,
    /// Exit with 1 when any of these was found; may be a list with commas.
    #[arg(long, value_name = "WHAT", value_delimiter = ',', help_heading = "Output")]
    pub(crate) fail_on: Vec<FailOn>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what was read: formats, columns, encodings, languages, dates, problems.
    Inspect(InspectArgs),
    /// Find the copies: clusters, the article kept of each, scores, shared passages.
    Dedup(DedupArgs),
    /// Compare the claims of all articles and write the report.
    Compare(CompareArgs),
    /// Relate pairs of sentences, one JSON object {"id","a","b"} a line.
    Judge(JudgeArgs),
    /// Print the claims: speaker, quotation, polarity, numbers, times, places.
    Claims(StageArgs),
    /// Print the events and which articles speak of them.
    Events(StageArgs),
    /// Print the sentences.
    Sentences(StageArgs),
    /// Say why a relation was found, or why two sentences have none.
    Explain(ExplainArgs),
    /// Measure against a gold file: precision, recall, calibration by kind.
    Eval(EvalArgs),
    /// Print the JSON Schema of the records.
    Schema(SchemaArgs),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man {
        /// Write one page for each command into this folder instead.
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Compare the newsroom that comes with Crosswire and write its report.
    Demo(DemoArgs),
    /// Write a corpus of any size with planted copies, and the truth about them.
    Synth(SynthArgs),
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Print as.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) copies: CopyArgs,
    /// Say which of the new articles (PATH) copy articles of an existing set: a path to its articles (not to what a
    /// former dedup wrote, which holds no text); may be given again. Only the new articles are printed.
    #[arg(long, value_name = "EXISTING", value_hint = ValueHint::AnyPath, help_heading = "Copies")]
    pub(crate) against: Vec<String>,
    /// Write the records here instead of to standard output.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Print as; text when standard output is a terminal, else jsonl.
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<RecordFormat>,
    /// Write the verified pairs here.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write the shared passages here.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) passages: Option<PathBuf>,
    /// Write here what each near or contained copy cut from the kept article and what it added.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) differences: Option<PathBuf>,
    /// Do not hold the texts in memory: for JSONL of any size. Taken by itself from 64 MiB on.
    #[arg(long)]
    pub(crate) stream: bool,
    /// Keep sketches and candidates within this much memory, such as 1GiB, the rest in temporary files; takes
    /// --stream along. Changes the time, not the result. What every article needs to the end (about 250 bytes: its
    /// place, names, hash, time and verdict) and the result come on top.
    #[arg(long, value_name = "SIZE", env = "CROSSWIRE_MEMORY")]
    pub(crate) memory: Option<String>,
    /// Say which pairs the sketch can see at these settings, and end.
    #[arg(long)]
    pub(crate) explain_bands: bool,
}

#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    /// Pairs, one JSON object a line; - for standard input.
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(crate) pairs: String,
    /// Which judge decides.
    #[arg(long, value_name = "JUDGE", default_value = "auto")]
    pub(crate) judge: JudgeName,
}

#[derive(Debug, Args)]
pub(crate) struct StageArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Print as; text when standard output is a terminal, else jsonl.
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<StageFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A relation's id, or two claim ids with a colon between them.
    #[arg(value_name = "ID", required_unless_present_all = ["a", "b"])]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Instead of an id: the first sentence.
    #[arg(long, value_name = "SENTENCE", requires = "b")]
    pub(crate) a: Option<String>,
    /// Instead of an id: the second sentence.
    #[arg(long, value_name = "SENTENCE", requires = "a")]
    pub(crate) b: Option<String>,
    /// Print as.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// The gold: JSON lines, or for sentences also a text with one sentence a line.
    #[arg(long, value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) gold: PathBuf,
    /// What to measure.
    #[arg(long, value_name = "TASK", default_value = "pairs")]
    pub(crate) task: EvalTask,
    /// Also write the result into this folder, under today's date.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Output")]
    pub(crate) report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Print as.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// One record, such as relation; all of them when left out.
    pub(crate) record: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Write the report in every format into this folder.
    #[arg(long, short, value_name = "DIR", default_value = "crosswire-demo", value_hint = ValueHint::DirPath)]
    pub(crate) output: PathBuf,
    /// Also write the articles there, as news.jsonl.
    #[arg(long)]
    pub(crate) with_corpus: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// The corpus goes to PREFIX.jsonl, the truth to PREFIX.truth.tsv.
    pub(crate) prefix: String,
    /// Articles in all, copies included.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(crate) articles: u64,
    /// Share of them that are copies, 0 to 0.9.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1)]
    pub(crate) copies: f64,
    /// Letters of the words.
    #[arg(long, value_name = "SCRIPT", default_value = "ar")]
    pub(crate) script: ScriptName,
    /// Another seed, another corpus.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_bare_path_is_a_comparison() {
        let cli = Cli::try_parse_from(["crosswire", "news/", "-o", "out"]).expect("parses");
        assert!(cli.command.is_none());
        assert_eq!(cli.compare.input.paths, ["news/"]);
        assert_eq!(cli.compare.output.as_deref(), Some(std::path::Path::new("out")));
    }
}
