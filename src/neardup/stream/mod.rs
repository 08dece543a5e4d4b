//! Large JSONL inputs to copies, without holding their texts.
//!
//! Files are read in pieces by all threads; a text is folded, hashed and sketched while it lies in the cache, and
//! forgotten. What stays is about 400 bytes a record (900 with passages), or 250 where [`Memory`] sends sketches,
//! fingerprints and candidates to temporary files. Texts that come up as candidates are read again. Packed files and
//! standard input are unpacked to a temporary file first.
//!
//! ```no_run
//! use crosswire::neardup::stream;
//! let found = stream::find(&["news.jsonl".into()], &stream::Options::default(), &|_| {})?;
//! found.write_articles(&mut std::io::stdout().lock())?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod lazy;
mod read;
mod record;
mod row;
mod source;
mod time;

use super::engine::compare_within;
use super::{Config, Memory, Meta, Reading, Texts};
use crate::model::{Copies, Problem};
use crate::text::escape::{Written, unescape};
use read::Record;
use row::{ID, Names, OUTLET, PUBLISHED, Row};
use source::Source;
use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

/// How a large input is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// How copies are found.
    pub neardup: Config,
    /// Which keys of a record hold what.
    pub fields: Fields,
    /// Longest line that is read, in bytes; default 256 MiB. A longer one is a problem, the rest is read.
    pub max_record_bytes: usize,
    /// How much memory the sketches of all records may take; default no bound. Beyond it they go to temporary files
    /// in its folder, where packed input is unpacked to as well. It changes the time a run takes, not its result.
    pub memory: Memory,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            neardup: Config { passages: false, ..Config::default() },
            fields: Fields::default(),
            max_record_bytes: 256 << 20,
            memory: Memory::unbounded(),
        }
    }
}

/// Keys of a record, the best of each field first; at most 24 in all.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The body.
    pub text: Vec<String>,
    /// The id; a record without one is called by a hash of its text.
    pub id: Vec<String>,
    /// Who published it.
    pub outlet: Vec<String>,
    /// When it was published.
    pub published: Vec<String>,
}

impl Fields {
    const MOST_KEYS: usize = 24;
}

impl Default for Fields {
    fn default() -> Self {
        let keys = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect();
        Self {
            text: keys(&["text", "content", "body", "article", "maintext"]),
            id: keys(&["id", "_id", "uid"]),
            outlet: keys(&["outlet", "source", "publisher", "media_name", "source_name"]),
            published: keys(&["published", "date", "publish_date", "published_at", "datetime", "timestamp"]),
        }
    }
}

/// What was found in a large input.
#[derive(Debug)]
pub struct Found {
    /// Copies; articles are numbered in input order, their spans are bytes of the decoded text.
    pub copies: Copies,
    /// What could not be read.
    pub problems: Vec<Problem>,
    input: Input,
}

/// Is told, from any thread, how far a run is.
pub trait Watch: Sync {
    /// So many more bytes were read.
    fn read(&self, bytes: u64);
    /// So many more pairs of texts are to be compared.
    fn found(&self, _pairs: u64) {}
    /// So many more of them were.
    fn compared(&self, _pairs: u64) {}
}

/// Watches the reading only.
struct Bytes<'f>(&'f (dyn Fn(u64) + Sync));

impl Watch for Bytes<'_> {
    fn read(&self, bytes: u64) {
        (self.0)(bytes);
    }
}

/// Finds the copies in JSONL files (also packed; `-` is standard input). `progress` is told, from any thread, how
/// many more bytes were read.
///
/// # Errors
/// When a file cannot be opened or read, or a temporary file cannot be written. A record that cannot be read is a problem of the result.
pub fn find(paths: &[PathBuf], options: &Options, progress: &(dyn Fn(u64) + Sync)) -> io::Result<Found> {
    find_against(&[], paths, options, progress)
}

/// As [`find`], for the copies of the records of `existing` among those of `paths`; see
/// [`find_against`](super::find_against).
///
/// # Errors
/// When a file cannot be opened or read, or a temporary file cannot be written.
pub fn find_against(
    existing: &[PathBuf],
    paths: &[PathBuf],
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<Found> {
    find_against_watched(existing, paths, options, &Bytes(progress))
}

/// As [`find_against`], where `watch` is told of the comparing, too.
///
/// # Errors
/// When a file cannot be opened or read, or a temporary file cannot be written.
pub fn find_against_watched(
    existing: &[PathBuf],
    paths: &[PathBuf],
    options: &Options,
    watch: &dyn Watch,
) -> io::Result<Found> {
    let open = |path: &PathBuf| {
        Source::open(path, &options.memory.folder)
            .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
    };
    let sources = existing.iter().chain(paths).map(open).collect::<io::Result<Vec<Source>>>()?;
    let (read::Rows { rows, names, problems }, store) =
        read::rows(&sources, options, &|bytes| watch.read(bytes))?;
    let input = Input { sources, rows, names, fields: options.fields.clone() };
    let metas: Vec<Meta> = input
        .rows
        .iter()
        .zip(0..)
        .map(|(row, ix)| Meta {
            minutes: row.minutes.map(i64::from),
            by_input: ix,
            existing: (row.file as usize) < existing.len(),
        })
        .collect();
    let mut copies = compare_within(&input, store, &metas, &options.neardup, (&options.memory, watch))?;
    super::name_clusters(&mut copies, |ix| input.names.get(ix, ID));
    Ok(Found { copies, problems, input })
}

impl Found {
    /// Number of records, those of an existing set left out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.input.rows.len() - self.copies.existing as usize
    }

    /// Whether there was no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of record `ix`.
    #[must_use]
    pub fn id(&self, ix: u32) -> &str {
        self.input.names.get(ix, ID)
    }
}

/// The input as the engine sees it: rows in memory, texts where they were.
#[derive(Debug)]
struct Input {
    sources: Vec<Source>,
    rows: Vec<Row>,
    names: Names,
    fields: Fields,
}

impl Texts for Input {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn text(&self, ix: u32) -> Cow<'_, str> {
        Cow::Owned(self.read_text(ix).unwrap_or_default())
    }

    fn words(
        &self,
        ix: u32,
        reading: &mut Reading,
        words: &mut Vec<u64>,
        behind_part: &mut dyn FnMut(&mut Vec<u64>),
    ) {
        let before = words.len();
        if self.read_words(ix, reading, words, behind_part).is_none() {
            words.truncate(before);
        }
    }

    fn id(&self, ix: u32) -> &str {
        self.names.get(ix, ID)
    }
}

/// Bytes of a long text read at a time.
const BYTES_AT_ONCE: usize = 1 << 20;

impl Input {
    fn read_text(&self, ix: u32) -> Option<String> {
        let (row, source) = self.place(ix)?;
        let mut bytes = vec![0; row.len as usize];
        let filled = source.read_at(&mut bytes, row.at).ok()?;
        bytes.truncate(filled);
        if row.mended {
            let line = read::utf8(&bytes);
            let text = Record::read(line.trim_start_matches('\u{feff}'), &self.fields)?.text?;
            return unescape(text).map(Cow::into_owned);
        }
        let text = match unescape(simdutf8::basic::from_utf8(&bytes).ok()?)? {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(text) if text.len() <= BYTES_AT_ONCE => Some(text.to_owned()),
            Cow::Borrowed(_) => None,
        };
        // A long text is not copied.
        text.or_else(|| String::from_utf8(bytes).ok())
    }

    fn place(&self, ix: u32) -> Option<(&Row, &Source)> {
        let row = self.rows.get(ix as usize)?;
        Some((row, self.sources.get(row.file as usize)?))
    }

    /// As [`Texts::words`]; `None` where the text can no longer be read.
    fn read_words(
        &self,
        ix: u32,
        Reading { scanner, bytes }: &mut Reading,
        words: &mut Vec<u64>,
        behind_part: &mut dyn FnMut(&mut Vec<u64>),
    ) -> Option<()> {
        let (row, source) = self.place(ix)?;
        if row.mended {
            scanner.words_in_parts(&self.read_text(ix)?, words, behind_part);
            return Some(());
        }
        let (mut at, end) = (row.at, row.at + u64::from(row.len));
        bytes.clear();
        loop {
            let held = bytes.len();
            let more = (end - at).min(BYTES_AT_ONCE as u64) as usize;
            bytes.resize(held + more, 0);
            if source.read_at(&mut bytes[held..], at).ok()? < more {
                return None;
            }
            at += more as u64;
            // Words are cut at a blank, where no escape and no character is cut.
            let whole = if at == end { Some(bytes.len()) } else { memchr::memrchr2(b' ', b'\n', bytes) };
            if let Some(whole) = whole {
                let raw = simdutf8::basic::from_utf8(&bytes[..whole]).ok()?;
                scanner.words_as_written(Written::Json(raw), words, &mut *behind_part)?;
                bytes.drain(..whole);
            }
            if at == end {
                return Some(());
            }
        }
    }
}
