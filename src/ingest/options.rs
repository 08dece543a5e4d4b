//! What a caller may say about the input.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// How to read; the default finds everything out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Columns the caller has named: article field and column (or dotted path); they beat recognition.
    pub map: Vec<(Field, String)>,
    /// Read every file as this format; default: told from the content, then the name.
    pub format: Option<Format>,
    /// Read every file in this encoding, a WHATWG label such as `windows-1256`; default: told from the bytes.
    pub encoding: Option<String>,
    /// Where the outlet is taken from when no field and no URL names it. Default: [`OutletRule::Auto`].
    pub outlet: OutletRule,
    /// Whether `03/04/2021` is 3 April (`true`) or 4 March; default: told from the column, else day first.
    pub day_first: Option<bool>,
    /// Records that are looked at to recognise columns; 1 to 100,000, default 500.
    pub sample_records: usize,
    /// Largest file after unpacking, in bytes; the rest of a larger one is left out. At least 1 KiB,
    /// default 16 GiB.
    pub max_file_bytes: u64,
    /// Largest article, in bytes; a larger one is left out. At least 1 KiB, at most 1 GiB, default 64 MiB.
    pub max_article_bytes: u64,
    /// Largest number of bytes that one stored byte may unpack to, past the first 64 MiB; guards against
    /// archives made to fill the memory. At least 10, default 300 (real text stays under 50).
    pub max_unpack_ratio: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            map: Vec::new(),
            format: None,
            encoding: None,
            outlet: OutletRule::Auto,
            day_first: None,
            sample_records: 500,
            max_file_bytes: 16 << 30,
            max_article_bytes: 64 << 20,
            max_unpack_ratio: 300,
        }
    }
}

impl Options {
    /// Checks every field.
    ///
    /// # Errors
    /// Names the first field that is out of its range and what it may be.
    pub fn check(&self) -> Result<(), Error> {
        let bad = |field, reason: &str| Err(Error::Option { field, reason: reason.to_owned() });
        if let Some(label) = &self.encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            return bad("encoding", "is no encoding we know; write a label such as utf-8 or windows-1256");
        }
        if let Some((field, _)) = self.map.iter().find(|(_, column)| column.trim().is_empty()) {
            return Err(Error::Option { field: "map", reason: format!("names no column for {field}") });
        }
        if !(1..=100_000).contains(&self.sample_records) {
            return bad("sample_records", "must lie between 1 and 100000");
        }
        if self.max_file_bytes < 1024 {
            return bad("max_file_bytes", "must be at least 1024");
        }
        if !(1024..=1 << 30).contains(&self.max_article_bytes) {
            return bad("max_article_bytes", "must lie between 1024 and 1073741824");
        }
        if self.max_unpack_ratio < 10 {
            return bad("max_unpack_ratio", "must be at least 10");
        }
        if let OutletRule::Named(name) = &self.outlet
            && name.trim().is_empty()
        {
            return bad("outlet", "must not be empty");
        }
        Ok(())
    }

    /// Reads a `field=column` pair as the command line gives it and adds it to [`Options::map`].
    ///
    /// # Errors
    /// When there is no `=`, the field is none of [`Field::ALL`], or the column is empty.
    pub fn add_map(&mut self, pair: &str) -> Result<(), Error> {
        let bad = |reason: String| Error::Option { field: "map", reason };
        let (field, column) =
            pair.split_once('=').ok_or_else(|| bad(format!("\"{pair}\" lacks a =; write text=COLUMN")))?;
        let field = field.trim().parse().map_err(bad)?;
        if column.trim().is_empty() {
            return Err(bad(format!("names no column for {field}")));
        }
        self.map.push((field, column.trim().to_owned()));
        Ok(())
    }
}

/// What makes a call fail as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// No path was given.
    #[error("no input: name a file, a folder or - for standard input")]
    NoPath,
    /// A field of [`Options`] is out of its range.
    #[error("option {field} {reason}")]
    Option {
        /// The field of [`Options`].
        field: &'static str,
        /// What it may be.
        reason: String,
    },
}

/// Where the outlet comes from when the record and its URL are silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OutletRule {
    /// The folder, where the text files of the run lie in several; else each article is its own outlet.
    #[default]
    Auto,
    /// Always the folder the file lies in.
    Folder,
    /// The file's name without its endings: one file per outlet.
    FileName,
    /// Everything is from this outlet.
    Named(String),
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The name it has on the command line and in output.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }
        impl FromStr for $name {
            type Err = String;
            fn from_str(name: &str) -> Result<Self, String> {
                let known = Self::ALL.iter().find(|v| v.name().eq_ignore_ascii_case(name));
                known.copied().ok_or_else(|| {
                    let names: Vec<_> = Self::ALL.iter().map(|v| v.name()).collect();
                    format!("\"{name}\" is no {}; it may be {}", $what, names.join(", "))
                })
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// A field of an article that a column can fill.
    Field, "article field" {
        /// The input's own id.
        Id = "id",
        /// Who published it.
        Outlet = "outlet",
        /// Headline.
        Title = "title",
        /// Body.
        Text = "text",
        /// When it was published.
        Published = "published",
        /// Address of the page.
        Url = "url",
        /// Byline.
        Author = "author",
        /// Language code or name.
        Lang = "lang",
        /// A file below the table's folder that holds the text, where the record does not.
        File = "file",
    }
}

named! {
    /// A format of files.
    Format, "format" {
        /// Plain text: one article a file.
        Text = "text",
        /// One JSON object a line.
        Jsonl = "jsonl",
        /// A JSON array of objects, an object that holds one, or objects one after another.
        Json = "json",
        /// A table with commas, tabs, semicolons or bars between cells.
        Csv = "csv",
        /// A web page: one article a file.
        Html = "html",
    }
}

impl Format {
    /// The format that a file ending (without the dot, any case) stands for.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Format> {
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Text),
            "jsonl" | "ndjson" | "jsonlines" | "ldjson" => Some(Format::Jsonl),
            "json" | "geojson" => Some(Format::Json),
            "csv" | "tsv" | "tab" | "psv" | "ssv" => Some(Format::Csv),
            "html" | "htm" | "xhtml" | "mhtml" | "shtml" => Some(Format::Html),
            _ => None,
        }
    }
}
