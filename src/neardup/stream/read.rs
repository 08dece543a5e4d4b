//! Files to rows and profiles, in parallel, piece by piece.

use super::lazy::{self, Value};
use super::row::{Names, Row};
use super::source::Source;
use super::{Fields, Options};
use crate::model::{Problem, ProblemCode};
use crate::neardup::spares::Spares;
use crate::neardup::store::Store;
use crate::neardup::{Profiler, Profiles};
use crate::text::escape::Written;
use rayon::prelude::*;
use std::borrow::Cow;
use std::io;

/// Bytes of a piece: small enough to stay in a core's cache from reading to hashing.
const PIECE: u64 = 1 << 19;
/// Pieces a thread reads between two joins, and what is kept of one until then.
const PIECES_A_THREAD: usize = 4;
const BYTES_OF_A_PIECE: usize = 1 << 17;

/// Most records room is made for before they are read: the first ones may be far shorter than all others.
const MOST_AHEAD: usize = 1 << 22;

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
    window: Window,
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
    let spares: Spares<Scratch> = Spares::new();
    let mut all = Rows::default();
    let mut store = Store::new(options.neardup.bands().bands, &options.memory);
    let most = PIECES_A_THREAD * rayon::current_num_threads();
    let at_once = options.memory.fit(4, BYTES_OF_A_PIECE, 4, most.max(4));
    let bytes: u64 = sources.iter().map(|s| s.len).sum();
    for (nth, source) in sources.iter().enumerate() {
        let starts: Vec<u64> = (0..source.len).step_by(PIECE as usize).collect();
        let mut lines = 0;
        // Pieces are joined in order, batch by batch, so that little lies in memory twice.
        for batch in starts.chunks(at_once) {
            let pieces = batch.par_iter().map(|&start| {
                let new = || Scratch {
                    window: Window::default(),
                    profiler: Profiler::new(&options.neardup),
                    records: 0,
                };
                let piece = spares.lend(new, |scratch| piece(source, nth as u32, start, options, scratch));
                read_bytes(PIECE.min(source.len - start));
                piece
            });
            for piece in pieces.collect::<io::Result<Vec<Piece>>>()? {
                all.append(piece.rows, lines);
                store.append(piece.profiles)?;
                lines += piece.lines;
            }
            if nth == 0 && batch.first() == Some(&0) {
                // Room for all records at once, going by the first ones, spares copying when there are more and more.
                let read = batch.len() as u64 * PIECE;
                let more = |have: usize| (have as u64 * bytes.saturating_sub(read) / read * 17 / 16) as usize;
                let more = |have: usize| more(have).min(MOST_AHEAD);
                all.reserve(more);
                store.reserve(more(all.rows.len()));
            }
        }
    }
    Ok((all, store))
}

impl Rows {
    /// Makes room for more, as `more` says for what is there.
    fn reserve(&mut self, more: impl Fn(usize) -> usize) {
        self.rows.reserve_exact(more(self.rows.len()));
        self.names.reserve(more);
    }

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
    let Scratch { window, profiler, records } = scratch;
    window.move_to(from);
    let mut file_ends = window.read_on(source, want)? < want;
    // A line begins behind a line feed; the one before the piece is looked at too.
    let first = if start == 0 { Some(0) } else { memchr::memchr(b'\n', window.bytes()).map(|at| at + 1) };
    let Some(mut at) = first.filter(|at| *at < want) else { return Ok(piece) };
    let room = *records + *records / 8;
    piece.profiles.reserve(room, options.neardup.bands().bands);
    piece.rows.rows.reserve(room);
    let mut ahead = READ_AHEAD;
    // No line ends between the start of the line and here.
    let mut searched = at;
    while at < want.min(window.bytes().len()) {
        searched = searched.max(at);
        let end = match memchr::memchr(b'\n', &window.bytes()[searched..]) {
            Some(len) => searched + len,
            None if file_ends => window.bytes().len(),
            None if window.bytes().len() > at + options.max_record_bytes => {
                piece.lines += 1;
                let message =
                    format!("the record is longer than {} bytes and was left out", options.max_record_bytes);
                problem(source, piece.lines, None, ProblemCode::TooLarge, message, &mut piece.rows);
                break;
            }
            None => {
                searched = window.bytes().len();
                file_ends = window.read_on(source, ahead)? < ahead;
                ahead = (ahead * 2).min(MOST_READ_AHEAD);
                continue;
            }
        };
        piece.lines += 1;
        let (place, len) = (from + at as u64, (end - at) as u32);
        let row = Row { at: place, len, mended: false, file, line: piece.lines, minutes: None };
        record(source, row, &window.bytes()[at..end], &options.fields, profiler, &mut piece);
        at = end + 1;
    }
    *records = piece.rows.rows.len();
    Ok(piece)
}

/// Bytes read behind a piece whose last line ends later; twice as many each time, up to so many.
const READ_AHEAD: usize = 1 << 14;
const MOST_READ_AHEAD: usize = 1 << 22;

/// A part of a source in memory; its buffer is cleared of nothing and grows to the longest part.
#[derive(Default)]
struct Window {
    buffer: Vec<u8>,
    filled: usize,
    from: u64,
}

impl Window {
    fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.filled).unwrap_or_default()
    }

    /// Forgets what it holds; the next bytes read are those from place `from` on.
    fn move_to(&mut self, from: u64) {
        (self.from, self.filled) = (from, 0);
    }

    /// Reads up to `more` bytes behind those it holds; gives how many there were.
    fn read_on(&mut self, source: &Source, more: usize) -> io::Result<usize> {
        let end = self.filled + more;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        let read = source.read_at(&mut self.buffer[self.filled..end], self.from + self.filled as u64)?;
        self.filled += read;
        Ok(read)
    }
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
    row.mended = matches!(line, Cow::Owned(_));
    if row.mended {
        let message = "bytes that are not valid UTF-8 were replaced".to_owned();
        problem(source, row.line, None, ProblemCode::InvalidBytes, message, to);
    }
    let from = line.trim_start_matches('\u{feff}');
    if from.trim_ascii().is_empty() {
        return;
    }
    let Some(found) = Record::read(from, fields) else {
        let message = "the line is no JSON object; it was left out".to_owned();
        return problem(source, row.line, None, ProblemCode::Malformed, message, to);
    };
    let text = found.text.filter(|text| profiler.add_as_written(Written::Json(text), profiles).is_some());
    let Some(text) = text else {
        let message = format!("no key holds the text ({}); the record was left out", fields.text.join(", "));
        return problem(source, row.line, None, ProblemCode::NoText, message, to);
    };
    row.minutes = super::time::minutes(&found.published);
    if !row.mended {
        row.at += (text.as_ptr() as usize - line.as_ptr() as usize) as u64;
        row.len = text.len() as u32;
    }
    let id = if found.id.is_empty() { Cow::Owned(content_id(text)) } else { found.id };
    to.names.push([&id, &found.outlet, &found.published]);
    to.rows.push(row);
}

/// Bytes of a text, escapes and all, that are unescaped at a time.
const PART: usize = 1 << 16;

/// An id for a record without one, by what its text means.
fn content_id(raw: &str) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    let mut add = |part: Written<'_>| hasher.update(part.text().unwrap_or_default().as_bytes());
    let mut rest = Written::Json(raw);
    while let Some((part, behind)) = rest.split(PART) {
        add(part);
        rest = behind;
    }
    add(rest);
    format!("{:016x}", hasher.digest())
}

/// The place of `key` among the keys of all lists, end to end.
fn slot(key: &str, lists: &[&Vec<String>]) -> Option<usize> {
    let mut before = 0;
    for list in lists {
        for (nth, name) in list.iter().enumerate() {
            // Most keys differ in length or at the start, and are not compared as a whole.
            let alike = name.len() == key.len() && name.as_bytes().first() == key.as_bytes().first();
            if alike && name == key {
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
    /// As it stands between its quotation marks.
    pub(super) text: Option<&'l str>,
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
            text: text.and_then(|value| if let Value::Text(raw) = value { Some(*raw) } else { None }),
            id: short(id),
            outlet: short(outlet),
            published: short(published),
        })
    }
}
