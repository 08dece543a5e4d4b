//! `crosswire.toml`: settings for people who run the same thing every day.
//!
//! Precedence: command line, environment, this file, built-in value. The environment is clap's doing.

use super::args::{BandName, ColorWhen, CopyArgs, Global, InputArgs, KeepWhich};
use super::exit::Failure;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE_NAME: &str = "crosswire.toml";

/// The file's contents; every key may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSettings {
    threads: Option<usize>,
    quiet: Option<bool>,
    color: Option<ColorWhen>,
    pub(crate) min_band: Option<BandName>,
    #[serde(default)]
    input: InputSettings,
    #[serde(default)]
    copies: CopySettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputSettings {
    #[serde(default)]
    map: BTreeMap<String, String>,
    format: Option<String>,
    encoding: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CopySettings {
    min_jaccard: Option<f64>,
    min_cohesion: Option<f64>,
    min_containment: Option<f64>,
    shingle_words: Option<usize>,
    passages: Option<bool>,
    keep: Option<KeepWhich>,
    window: Option<String>,
}

impl FileSettings {
    /// Reads the file `global` names, or the nearest one upward from here, or none.
    pub(crate) fn read(global: &Global) -> Result<Self, Failure> {
        if global.no_config {
            return Ok(Self::default());
        }
        let found = match &global.config {
            Some(path) => Some(path.clone()),
            None => std::env::current_dir().ok().and_then(|here| nearest(&here)),
        };
        found.map_or_else(|| Ok(Self::default()), |path| Self::parse_file(&path))
    }

    fn parse_file(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Failure::usage(format!("cannot read {}: {e}", path.display())))?;
        toml::from_str(&text)
            .map_err(|e| Failure::usage(format!("{}: {}", path.display(), e.to_string().trim_end())))
    }

    /// Fills the flags that neither the command line nor the environment set.
    pub(crate) fn fill_global(&self, global: &mut Global) {
        global.threads = global.threads.or(self.threads);
        global.quiet |= self.quiet.unwrap_or(false);
        global.color = global.color.or(self.color);
    }

    /// As above, for the input flags; a mapping on the command line wins field by field.
    pub(crate) fn fill_input(&self, input: &mut InputArgs) {
        let given = |field: &str| input.map.iter().any(|m| m.split('=').next() == Some(field));
        let added: Vec<String> =
            self.input.map.iter().filter(|(f, _)| !given(f)).map(|(f, c)| format!("{f}={c}")).collect();
        input.map.extend(added);
        input.input_format = input.input_format.take().or_else(|| self.input.format.clone());
        input.encoding = input.encoding.take().or_else(|| self.input.encoding.clone());
    }

    /// As above, for the flags of the search for copies.
    pub(crate) fn fill_copies(&self, copies: &mut CopyArgs) {
        copies.min_jaccard = copies.min_jaccard.or(self.copies.min_jaccard);
        copies.min_cohesion = copies.min_cohesion.or(self.copies.min_cohesion);
        copies.min_containment = copies.min_containment.or(self.copies.min_containment);
        copies.shingle_words = copies.shingle_words.or(self.copies.shingle_words);
        copies.no_passages |= self.copies.passages == Some(false);
        copies.keep = copies.keep.or(self.copies.keep);
        copies.window = copies.window.take().or_else(|| self.copies.window.clone());
    }
}

fn nearest(from: &Path) -> Option<PathBuf> {
    from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}
