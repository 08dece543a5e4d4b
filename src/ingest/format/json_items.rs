//! Cuts a JSON text into its top-level objects without parsing them, so that one broken object costs no
//! other.

use super::object::Item;

/// Where the cutting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// At the end of the array or text.
    Whole,
    /// Inside an object or before the closing bracket; the line where that object began or the text ended.
    Cut(u64),
}

/// The objects that follow one another in `text`, between or without commas, from `line` on; other values
/// are passed over and counted.
pub(super) fn items(text: &str, mut line: u64, in_array: bool) -> (Vec<Item<'_>>, u64, Ended) {
    let bytes = text.as_bytes();
    let (mut items, mut others) = (Vec::new(), 0);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => line += 1,
            b'{' => match object_end(bytes, at) {
                Some(end) => {
                    // Both ends are ASCII, so they are borders of characters.
                    items.push(Item { line, json: &text[at..end], key: None });
                    line += memchr::memchr_iter(b'\n', &bytes[at..end]).count() as u64;
                    at = end;
                    continue;
                }
                None => return (items, others, Ended::Cut(line)),
            },
            b']' if in_array => return (items, others, Ended::Whole),
            b' ' | b'\t' | b'\r' | b',' | 0x1E => {}
            b'"' => {
                others += 1;
                let Some(end) = string_end(bytes, at) else { return (items, others, Ended::Cut(line)) };
                at = end;
                continue;
            }
            _ => {
                others += 1;
                let stop = |b: &u8| matches!(b, b',' | b'\n' | b'{' | b']' | b'"');
                at += 1 + bytes[at + 1..].iter().position(stop).unwrap_or(bytes.len() - at - 1);
                continue;
            }
        }
        at += 1;
    }
    (items, others, if in_array { Ended::Cut(line) } else { Ended::Whole })
}

/// One past the brace that closes the one at `start`.
fn object_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// One past the quote that closes the one at `start`.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}
