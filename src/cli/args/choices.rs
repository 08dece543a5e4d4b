//! What a flag lets one choose from.

use clap::ValueEnum;

/// What `eval` measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalTask {
    /// Relations of pairs of sentences.
    Pairs,
    /// Who says what, against the claims of PATH….
    Quotations,
    /// Time expressions of PATH….
    Times,
    /// Which articles of PATH… report one event.
    Events,
    /// Sentence boundaries of the gold itself.
    Sentences,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScriptName {
    /// Arabic letters.
    Ar,
    /// Latin letters.
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ColorWhen {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeepWhich {
    /// The earliest published.
    Earliest,
    /// The longest.
    Longest,
    /// The first in article order.
    First,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BandName {
    Low,
    Medium,
    High,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// A short summary for the terminal.
    Text,
    /// Everything in one object.
    Json,
    /// The relations, one object a line.
    Jsonl,
    /// The relations as a table.
    Csv,
    /// A summary to paste.
    Markdown,
    /// The whole report as one page.
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordFormat {
    Text,
    Jsonl,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageFormat {
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum JudgeName {
    /// The best this build has.
    Auto,
    /// The rules.
    Rules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Contradiction,
    Agreement,
    Update,
    Scope,
    Copy,
    Problem,
}
