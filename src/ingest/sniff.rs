//! What a file is, by its content first and its name second.

use super::Format;
use std::path::Path;

/// Magic numbers of files that hold no text, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file; extract its text first"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word or Excel file; save it as text or CSV"),
    (b"PAR1", "a Parquet file; convert it to JSONL"),
    (b"ARROW1", "an Arrow file; convert it to JSONL"),
    (b"SQLite format 3\0", "an SQLite database; export a table as CSV"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive; unpack it first"),
    (b"Rar!\x1A\x07", "a RAR archive; unpack it first"),
    (b"\xFD7zXZ\0", "an xz file; unpack it first"),
    (b"PK\x03\x04", "a zip archive inside another; unpack it first"),
    (b"\x1F\x8B\x08", "a gzip file packed twice; unpack it first"),
    (b"{\\rtf", "a rich text file; save it as plain text"),
];

/// What the bytes look like, where they are no text. `wide` says that they are UTF-16.
pub(super) fn binary(head: &[u8], wide: bool) -> Option<&'static str> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(name);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some("a tar archive; unpack it first");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("a film or sound file");
    }
    let control = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    (!wide && control * 10 > head.len()).then_some("a binary file")
}

/// The format of a text whose beginning is `head`, and what it was told from; `Err` says what it is instead.
pub(super) fn format_of(head: &str, name: &str) -> Result<(Format, &'static str), &'static str> {
    let by_name = ending(name).and_then(|e| Format::of_ending(&e));
    let start = head.trim_start();
    if start.starts_with('{') && looks_like_object(start) {
        return Ok((json_or_lines(start, by_name), "content"));
    }
    if let Some(rest) = start.strip_prefix('[')
        && (rest.trim_start().starts_with('{')
            || (by_name == Some(Format::Json) && rest.trim_start().starts_with(']')))
    {
        return Ok((Format::Json, "content"));
    }
    if looks_like_html(start) {
        return Ok((Format::Html, "content"));
    }
    if start.starts_with("<?xml") {
        return Err("an XML file; convert it to JSONL or HTML first");
    }
    match by_name {
        Some(Format::Text) | None if super::format::delimited::looks_delimited(head) => {
            Ok((Format::Csv, "content"))
        }
        Some(format) => Ok((format, "name")),
        None => Ok((Format::Text, "content")),
    }
}

/// The last ending of `name` without the dot, packing endings taken off.
pub(super) fn ending(name: &str) -> Option<String> {
    let name = name.rsplit('!').next().unwrap_or(name);
    let mut path = Path::new(name);
    loop {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        if !matches!(ending.as_str(), "gz" | "zst" | "bz2" | "zip" | "gzip" | "zstd") {
            return Some(ending);
        }
        path = Path::new(path.file_stem()?);
    }
}

/// Braces also open a template or a set in plain text; an object goes on with a key or closes.
fn looks_like_object(start: &str) -> bool {
    let inside = start[1..].trim_start();
    inside.starts_with('"') || inside.starts_with('}')
}

/// Lines where the first line is one whole object, or where the name says so and it does not look printed
/// over several lines.
fn json_or_lines(start: &str, by_name: Option<Format>) -> Format {
    let mut lines = start.lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines.next().unwrap_or_default();
    let whole = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    let second = lines.next();
    if whole(first) && (second.is_some_and(|l| l.starts_with('{')) || by_name == Some(Format::Jsonl)) {
        return Format::Jsonl;
    }
    let objects = start.lines().take(50).filter(|l| l.starts_with('{') && l.len() > 1).count();
    if objects >= 2 || (by_name == Some(Format::Jsonl) && first.len() > 1) {
        Format::Jsonl
    } else {
        Format::Json
    }
}

fn looks_like_html(start: &str) -> bool {
    let end = start.char_indices().nth(1024).map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<article", "<meta "];
    head.starts_with('<') && opens.iter().any(|tag| head.contains(tag))
}
