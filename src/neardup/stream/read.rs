//! Files to rows and profiles, in parallel, piece by piece.

use super::lazy::{self, Value};
use super::row::{Names, Row};
use super::source::Source;
use super::{Fields, Options};
use crate::model::{Problem, ProblemCode};
use crate::neardup::store::Store;
use crate::neardup::{Profiler, Profiles};
use rayon::prelude::*;
use std::borrow::Cow;
use std::io;
use std::sync::Mutex;

/// Bytes of a piece: small enough to stay in a core's cache from reading to hashing.
const PIECE: u64 = 1 << 19;
/// Most pieces read between two joins, and what is kept of one until then.
const PIECES_AT_ONCE: usize = 512;
const BYTES_OF_A_PIECE: usize = 1 << 17;

/// What the files hold.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) names: Names,
    pub(super) problems: Vec<Problem>,
}

/// One piece's rows, what is kept of their texts, and how many lines end in it.
#[derive(Debug, Default)]
struct Piece {
    rows: Rows,
    profiles: Profiles,
    lines: u32,
}

/// Scratch space of one thread.
struct Scratch {
    bytes: Vec<u8>,
    profiler: Profiler,
    /// Records of the last piece; the next has about as many.
    records: usize,
}

/// Reads every record of every source once. `read_bytes` is told how many bytes were read, from any thread.
pub(super) fn rows(
    sources: &[Source],
    options: &Options,
    read_bytes: &(dyn Fn(u64) + Sync),
) -> io::Result<(Rows, Store)> {
    let spare: Mutex<Vec<Scratch>> = Mutex::default();
    let mut all = Rows::default();
    let mut store = Store::new(options.neardup.bands().bands, &options.memory);
    let at_once = options.memory.fit(4, BYTES_OF_A_PIECE, 4, PIECES_AT_ONCE);
    for (nth, source) in sources.iter().enumerate() {
        let starts: Vec<u64> = (0..source.len).step_by(PIECE as usize).collect();
        let mut lines = 0;
        // Pieces are joined in order, batch by batch, so that little lies in memory twice.
        for batch in starts.chunks(at_once) {
            let pieces = batch.par_iter().map(|&start| {
                let taken = spare.lock().ok().and_then(|mut s| s.pop());
                let new =
                    || Scratch { bytes: Vec::new(), profiler: Profiler::new(&options.neardup), records: 0 };
                let mut scratch = taken.unwrap_or_else(new);
                let piece = piece(source, nth as u32, start, options, &mut scratch);
                read_bytes(PIECE.min(source.len - start));
                if let Ok(mut spare) = spare.lock() {
                    spare.push(scratch);
                }
                piece
            });
            for piece in pieces.collect::<io::Result<Vec<Piece>>>()? {
                all.append(piece.rows, lines);
                store.append(piece.profiles)?;
                lines += piece.lines;
            }
        }
    }
    Ok((all, store))
}

impl Rows {
    fn append(&mut self, mut other: Rows, lines_before: u32) {
        other.rows.iter_mut().for_each(|row| row.line += lines_before);
        for problem in &mut other.problems {
            problem.line = problem.line.map(|line| line + u64::from(lines_before));
        }
        self.rows.append(&mut other.rows);
        self.names.append(&other.names);
        self.problems.append(&mut other.problems);
    }
}

/// Reads the lines that begin in the piece at `start`.
fn piece(
    source: &Source,
    file: u32,
    start: u64,
    options: &Options,
    scratch: &mut Scratch,
) -> io::Result<Piece> {
    let mut piece = Piece::default();
    let from = start.saturating_sub(1);
    let want = (start - from + PIECE) as usize;
    fill(source, &mut scratch.bytes, from, want)?;
    // A line begins behind a line feed; the one before the piece is looked at too.
    let first = if start == 0 { Some(0) } else { memchr::memchr(b'\n', &scratch.bytes).map(|at| at + 1) };
    let Some(mut at) = first.filter(|at| *at < want) else { return Ok(piece) };
    let mut file_ends = scratch.bytes.len() < want;
    let room = scratch.records + scratch.records / 8;
    piece.profiles.reserve(room, options.neardup.bands().bands);
    piece.rows.rows.reserve(room);
    while at < want.min(scratch.bytes.len()) {
        let end = match memchr::memchr(b'\n', &scratch.bytes[at..]) {
            Some(len) => at + len,
            None if file_ends => scratch.bytes.len(),
            None => {
                let had = scratch.bytes.len();
                let longest = at + options.max_record_bytes;
                if had > longest {
                    piece.lines += 1;
                    let message = format!(
                        "the record is longer than {} bytes and was left out",
                        options.max_record_bytes
                    );
                    problem(source, piece.lines, None, ProblemCode::TooLarge, message, &mut piece.rows);
                    break;
                }
                fill(source, &mut scratch.bytes, from, had * 2)?;
                file_ends = scratch.bytes.len() < had * 2;
                continue;
            }
        };
        let Scratch { bytes, profiler, .. } = scratch;
        piece.lines += 1;
        let row =
            Row { at: from + at as u64, len: (end - at) as u32, file, line: piece.lines, minutes: None };
        record(source, row, &bytes[at..end], &options.fields, profiler, &mut piece);
        at = end + 1;
    }
    scratch.records = piece.rows.rows.len();
    Ok(piece)
}

/// Makes `bytes` hold up to `want` bytes of the source from `from` on.
fn fill(source: &Source, bytes: &mut Vec<u8>, from: u64, want: usize) -> io::Result<()> {
    bytes.resize(want, 0);
    let filled = source.read_at(bytes, from)?;
    bytes.truncate(filled);
    Ok(())
}

fn record(
    source: &Source,
    mut row: Row,
    bytes: &[u8],
    fields: &Fields,
    profiler: &mut Profiler,
    piece: &mut Piece,
) {
    let Piece { rows: to, profiles, .. } = piece;
    let line = utf8(bytes);
    if let Cow::Owned(_) = line {
        let message = "bytes that are not valid UTF-8 were replaced".to_owned();
        problem(source, row.line, None, ProblemCode::InvalidBytes, message, to);
    }
    let line = line.trim_start_matches('\u{feff}');
    if line.trim_ascii().is_empty() {
        return;
    }
    let Some(found) = Record::read(line, fields) else {
        let message = "the line is no JSON object; it was left out".to_owned();
        return problem(source, row.line, None, ProblemCode::Malformed, message, to);
    };
    let Some(text) = found.text else {
        let message = format!("no key holds the text ({}); the record was left out", fields.text.join(", "));
        return problem(source, row.line, None, ProblemCode::NoText, message, to);
    };
    row.minutes = super::time::minutes(&found.published);
    profiler.add(&text, profiles);
    let id = if found.id.is_empty() { Cow::Owned(content_id(&text)) } else { found.id };
    to.names.push([&id, &found.outlet, &found.published]);
    to.rows.push(row);
}

/// An id for a record without one.
fn content_id(text: &str) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

/// The place of `key` among the keys of all lists, end to end.
fn slot(key: &str, lists: &[&Vec<String>]) -> Option<usize> {
    let mut before = 0;
    for list in lists {
        for (nth, name) in list.iter().enumerate() {
            if name.len() == key.len() && name == key {
                return Some(before + nth);
            }
        }
        before += list.len();
    }
    None
}

pub(super) fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

fn problem(
    source: &Source,
    line: u32,
    field: Option<String>,
    code: ProblemCode,
    message: String,
    to: &mut Rows,
) {
    to.problems.push(Problem { file: source.name.clone(), line: Some(line.into()), field, code, message });
}

/// The fields of one record that matter here.
#[derive(Debug, Default)]
pub(super) struct Record<'l> {
    pub(super) text: Option<Cow<'l, str>>,
    id: Cow<'l, str>,
    outlet: Cow<'l, str>,
    published: Cow<'l, str>,
}

impl<'l> Record<'l> {
    /// `None` where the line is no JSON object. Of several keys for one field the first of the list that is
    /// filled counts.
    pub(super) fn read(line: &'l str, fields: &Fields) -> Option<Self> {
        let lists = [&fields.text, &fields.id, &fields.outlet, &fields.published];
        let mut values = [Value::Absent; Fields::MOST_KEYS];
        lazy::read(line, |key| slot(key, &lists), &mut values)?;
        let mut from = 0;
        let [text, id, outlet, published] = lists.map(|list| {
            let own = values.get(from..from + list.len()).unwrap_or_default();
            from += list.len();
            own.iter().find(|v| **v != Value::Absent)
        });
        let short = |value: Option<&Value<'l>>| value.and_then(|v| v.text()).unwrap_or_default();
        Some(Self {
            text: text.filter(|v| matches!(v, Value::Text { .. })).and_then(|v| v.text()),
            id: short(id),
            outlet: short(outlet),
            published: short(published),
        })
    }
}
