//! One file, from its bytes to its articles and the account of how it was read.

use super::archive;
use super::assemble::assemble;
use super::discover::Place;
use super::draft::Records;
use super::encoding::{self, Replaced};
use super::format::{self, FileContext, jsonl};
use super::kind::{self, Kind};
use super::manifest;
use super::open::{End, Source, packing};
use super::{ColumnUse, Field, FileInspection, Format, Options};
use crate::model::{Article, InputFile, Problem, ProblemCode};
use encoding_rs::UTF_8;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

/// Bytes that are looked at to tell what a file is.
const HEAD_BYTES: u64 = 1 << 18;
/// Bytes of JSON lines that are read at a time.
const BLOCK_BYTES: u64 = 16 << 20;
/// A file that must be held whole is read up to here.
const WHOLE_BYTES: u64 = 3 << 30;
/// An archive that comes through a pipe is read up to here.
const PIPED_ARCHIVE_BYTES: u64 = 1 << 30;
/// Problems of one kind that a file lists before it only counts them.
const LISTED_PROBLEMS: usize = 1000;

/// How a file came to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The user named it; whatever it is, it is read.
    Named,
    /// It lies in a folder or archive; only what looks like news is read.
    Walked,
    /// A table names it as a text; it names no further files.
    InTable,
}

/// What one file gave.
#[derive(Debug)]
pub(super) struct FileRead {
    pub(super) input: InputFile,
    pub(super) articles: Vec<Article>,
    pub(super) problems: Vec<Problem>,
    pub(super) inspection: FileInspection,
    /// Text files that a table named; they are not read again by themselves.
    pub(super) named_files: Vec<FileRead>,
}

/// Reads what lies at `place`; an archive gives one result per member.
pub(super) fn read(place: &Place, options: &Options) -> Vec<FileRead> {
    match place {
        Place::Stdin => {
            let mut head = [0; 4];
            let mut stdin = std::io::stdin().lock();
            let got = fill(&mut stdin, &mut head);
            let whole = Cursor::new(head[..got].to_vec()).chain(stdin);
            stream_or_archive("-", &head[..got], whole, Origin::Named, options)
        }
        Place::File { path, named } => {
            let name = path.display().to_string();
            match File::open(path) {
                Ok(file) => {
                    open_file(&name, file, if *named { Origin::Named } else { Origin::Walked }, options)
                }
                Err(error) => vec![unread(
                    &name,
                    ProblemCode::Unreadable,
                    &format!("The file cannot be opened: {error}."),
                )],
            }
        }
    }
}

/// Reads bytes that are in memory already.
pub(super) fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Vec<FileRead> {
    if packing(bytes) == Some("zip") {
        return archive::read(name, Cursor::new(bytes), options);
    }
    vec![stream(name, bytes, Origin::Named, options)]
}

fn open_file(name: &str, mut file: File, origin: Origin, options: &Options) -> Vec<FileRead> {
    let mut head = [0; 4];
    let got = fill(&mut file, &mut head);
    if let Err(error) = file.rewind() {
        // A pipe cannot go back.
        let whole = Cursor::new(head[..got].to_vec()).chain(file);
        let _ = error;
        return stream_or_archive(name, &head[..got], whole, origin, options);
    }
    if packing(&head[..got]) == Some("zip") {
        return archive::read(name, BufReader::new(file), options);
    }
    vec![stream(name, file, origin, options)]
}

fn stream_or_archive(
    name: &str,
    head: &[u8],
    mut whole: impl Read,
    origin: Origin,
    options: &Options,
) -> Vec<FileRead> {
    if packing(head) != Some("zip") {
        return vec![stream(name, whole, origin, options)];
    }
    let mut bytes = Vec::new();
    match (&mut whole).take(PIPED_ARCHIVE_BYTES).read_to_end(&mut bytes) {
        Ok(_) => archive::read(name, Cursor::new(bytes), options),
        Err(error) => vec![unread(name, ProblemCode::Unreadable, &format!("The input breaks off: {error}."))],
    }
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> usize {
    let mut got = 0;
    while got < buffer.len() {
        match reader.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    got
}

/// A file that gave nothing.
pub(super) fn unread(name: &str, code: ProblemCode, message: &str) -> FileRead {
    let problem =
        Problem { file: name.to_owned(), line: None, field: None, code, message: message.to_owned() };
    let mut read = FileRead {
        input: InputFile {
            file: name.to_owned(),
            bytes: 0,
            xxh3: String::new(),
            format: String::new(),
            encoding: String::new(),
            articles: 0,
        },
        articles: Vec::new(),
        problems: vec![problem],
        inspection: FileInspection { file: name.to_owned(), ..FileInspection::default() },
        named_files: Vec::new(),
    };
    read.input.xxh3 = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(b""));
    read
}

pub(super) fn stream(name: &str, bytes: impl Read, origin: Origin, options: &Options) -> FileRead {
    let mut source = Source::new(bytes, options);
    let mut head = Vec::new();
    source.fill(&mut head, HEAD_BYTES);
    let file = FileContext { name, options, in_table: origin == Origin::InTable };
    let mut read = match kind::tell(&head, origin, &file) {
        Ok(mut kind) => {
            let mut read = records(head, &mut source, &mut kind, &file);
            read.inspection.format = kind.format.name().to_owned();
            read.inspection.format_from = kind.told_from.to_owned();
            read.inspection.encoding = kind.encoding.name().to_ascii_lowercase();
            read
        }
        // An unreadable file is told below, with the reason it broke off.
        Err(_) if source.end.is_some() => {
            FileRead { problems: Vec::new(), ..unread(name, ProblemCode::Unreadable, "") }
        }
        Err((code, message)) => unread(name, code, &message),
    };
    read.problems.extend(early_end(source.end.as_ref(), &file));
    read.inspection.packed = source.packed.map(str::to_owned);
    let (bytes, xxh3) = source.finish(name.contains('!'));
    read.inspection.bytes = bytes;
    read.inspection.articles = read.articles.len() as u64;
    read.input = InputFile {
        file: name.to_owned(),
        bytes,
        xxh3,
        format: read.inspection.format.clone(),
        encoding: read.inspection.encoding.clone(),
        articles: read.inspection.articles,
    };
    read.problems.sort_by_key(|problem| problem.line);
    shorten(&mut read.problems, &file);
    read
}

fn early_end(end: Option<&End>, file: &FileContext) -> Option<Problem> {
    let (code, message) = match end? {
        End::Limit(limit) => (
            ProblemCode::TooLarge,
            format!(
                "The file was read up to a limit that keeps the memory bounded: {limit}. Split it, or raise max_file_bytes or max_unpack_ratio."
            ),
        ),
        End::Broken(reason) => (
            ProblemCode::Unreadable,
            format!(
                "The data breaks off or is damaged: {reason}. What came before was read; get the file again."
            ),
        ),
    };
    Some(file.problem(None, code, message))
}

fn records(head: Vec<u8>, source: &mut Source, kind: &mut Kind, file: &FileContext) -> FileRead {
    let (mut records, replaced) = if kind.format == Format::Jsonl && kind.encoding == UTF_8 {
        lines(head, source, file)
    } else {
        whole(head, source, kind, file)
    };
    let mut read = FileRead { problems: Vec::new(), ..unread(file.name, ProblemCode::Unreadable, "") };
    let single = matches!(kind.format, Format::Text | Format::Html);
    if let Some(replaced) = replaced {
        let message = format!(
            "{} places are not valid {} and were replaced, the first in this line. If the text looks wrong, name its encoding.",
            replaced.count,
            kind.encoding.name()
        );
        read.problems.push(file.problem(Some(replaced.first_line), ProblemCode::InvalidBytes, message));
    }
    let texts = manifest::read_texts(&mut records.drafts, file);
    read.problems.extend(texts.problems);
    read.named_files = texts.files;
    let no_text =
        !single && !records.drafts.is_empty() && records.drafts.iter().all(|d| d.get(Field::Text).is_none());
    let Records { drafts, problems, columns, unknown_columns, delimiter, mended, seen, notes } = records;
    read.problems.extend(problems);
    if no_text {
        let message = no_text_message(&columns, &unknown_columns, file);
        read.problems.push(Problem {
            field: Some("text".to_owned()),
            ..file.problem(None, ProblemCode::NoText, message)
        });
    } else {
        let made = assemble(drafts, single, file);
        read.articles = made.articles;
        read.problems.extend(made.problems);
        read.inspection.markup_removed = made.markup_removed;
        read.inspection.dates.order = made.date_order;
    }
    read.inspection = FileInspection {
        records: seen,
        columns,
        unknown_columns,
        delimiter,
        mended,
        notes,
        ..read.inspection
    };
    read
}

fn no_text_message(known: &[ColumnUse], unknown: &[String], file: &FileContext) -> String {
    let mapped = file.options.map.iter().find(|(field, _)| *field == Field::Text);
    let what = match mapped {
        Some((_, column)) => format!("The column \"{column}\" is not there or is empty"),
        None => "No column holds the text of the articles".to_owned(),
    };
    let known =
        known.iter().map(|c| c.column.as_str()).filter(|c| mapped.is_none_or(|(_, column)| column != c));
    let mut names: Vec<&str> = known.chain(unknown.iter().map(String::as_str)).collect();
    names.sort_unstable();
    if names.len() > 40 {
        names.truncate(40);
        names.push("…");
    }
    format!("{what}. The columns are: {}. Name the right one with --map text=COLUMN.", names.join(", "))
}

/// Reads a file that must be held whole.
fn whole(
    mut bytes: Vec<u8>,
    source: &mut Source,
    kind: &mut Kind,
    file: &FileContext,
) -> (Records, Option<Replaced>) {
    let single = matches!(kind.format, Format::Text | Format::Html);
    let most = if single { file.options.max_article_bytes } else { WHOLE_BYTES };
    // One byte past the limit tells a file that ends there from one that goes on.
    let more = (most + 1).saturating_sub(bytes.len() as u64);
    source.fill(&mut bytes, more);
    if bytes.len() as u64 > most {
        source.stop(format!(
            "{most} bytes of one {}",
            if single { "article" } else { "file that must be held whole" }
        ));
        if single {
            return (Records { seen: 1, ..Records::default() }, None);
        }
        bytes.pop();
    }
    // The head may have been ASCII where the rest is not.
    if kind.encoding == UTF_8 {
        kind.encoding = encoding::detect(&bytes, file.options.encoding.as_deref());
    }
    let decoded = encoding::decode(&bytes, kind.encoding);
    (format::read(kind.format, &decoded.text, file), decoded.replaced)
}

/// Reads JSON lines block by block.
fn lines(mut bytes: Vec<u8>, source: &mut Source, file: &FileContext) -> (Records, Option<Replaced>) {
    let mut reader = jsonl::Reader::new(FileContext { ..*file });
    let mut replaced: Option<Replaced> = None;
    // JSON may write every two bytes of a letter as six.
    let longest = file.options.max_article_bytes.saturating_mul(3);
    let mut skipping = false;
    // How much of `bytes` is known to hold no line end.
    let mut searched = 0;
    loop {
        let before = bytes.len();
        source.fill(&mut bytes, BLOCK_BYTES.saturating_sub(before as u64).max(BLOCK_BYTES / 4));
        let done = bytes.len() == before;
        let cut = if done {
            Some(bytes.len())
        } else {
            memchr::memrchr(b'\n', &bytes[searched..]).map(|at| searched + at + 1)
        };
        let Some(cut) = cut else {
            if bytes.len() as u64 > longest {
                skipping = true;
                bytes.clear();
            }
            searched = bytes.len();
            continue;
        };
        let mut block = &bytes[..cut];
        if skipping {
            let end = memchr::memchr(b'\n', block).map_or(block.len(), |at| at + 1);
            reader.skipped_line(longest);
            block = &block[end..];
            skipping = false;
        }
        let decoded = encoding::decode(block, UTF_8);
        if let Some(new) = decoded.replaced {
            let first_line = reader.line() + new.first_line - 1;
            let all = replaced.get_or_insert(Replaced { count: 0, first_line });
            all.count += new.count;
        }
        reader.block(&decoded.text);
        drop(decoded);
        bytes.drain(..cut);
        searched = bytes.len();
        if done {
            return (reader.finish(), replaced);
        }
    }
}

/// Lists the first problems of each kind and counts the others.
fn shorten(problems: &mut Vec<Problem>, file: &FileContext) {
    let mut counts = std::collections::BTreeMap::<ProblemCode, usize>::new();
    problems.retain(|problem| {
        let count = counts.entry(problem.code).or_default();
        *count += 1;
        *count <= LISTED_PROBLEMS
    });
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > LISTED_PROBLEMS) {
        let message =
            format!("There are {} more problems of this kind in the file.", count - LISTED_PROBLEMS);
        problems.push(file.problem(None, code, message));
    }
}
