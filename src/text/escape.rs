//! The escapes of a JSON string, and what they mean.
//!
//! Takes what stands between the quotation marks, gives the text: as a whole, or part by part where it is long.

use crate::text::simd::{self, Path};
use std::borrow::Cow;

/// A text as it is, or as it stands in a JSON string.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Written<'t> {
    /// As it is.
    Plain(&'t str),
    /// With escapes, between the quotation marks.
    Json(&'t str),
}

impl<'t> Written<'t> {
    /// What is written.
    pub(crate) fn raw(self) -> &'t str {
        let (Written::Plain(raw) | Written::Json(raw)) = self;
        raw
    }

    /// The same, of other characters.
    pub(crate) fn with<'p>(self, raw: &'p str) -> Written<'p> {
        match self {
            Written::Plain(_) => Written::Plain(raw),
            Written::Json(_) => Written::Json(raw),
        }
    }

    /// What is meant; `None` where an escape means nothing.
    pub(crate) fn text(self) -> Option<Cow<'t, str>> {
        match self {
            Written::Plain(text) => Some(Cow::Borrowed(text)),
            Written::Json(raw) => unescape(raw),
        }
    }

    /// The longest part of at most `most` bytes, or up to the next blank where these hold none, and what is behind it;
    /// no escape is cut. Both have a blank between them, at the end of the first.
    pub(crate) fn split(self, most: usize) -> Option<(Self, Self)> {
        let raw = self.raw();
        let (first, later) = raw.as_bytes().split_at_checked(most)?;
        let at = memchr::memrchr2(b' ', b'\n', first)
            .or_else(|| memchr::memchr2(b' ', b'\n', later).map(|at| most + at))?;
        let (first, later) = raw.split_at_checked(at + 1)?;
        Some((self.with(first), self.with(later)))
    }
}

/// Escapes of two characters: the one behind the backslash, and what both stand for.
pub(crate) const OF_TWO: [(u8, u8); 8] = [
    (b'"', b'"'),
    (b'\\', b'\\'),
    (b'/', b'/'),
    (b'n', b'\n'),
    (b't', b'\t'),
    (b'r', b'\r'),
    (b'b', 8),
    (b'f', 12),
];

/// The text that `raw` escapes; `None` where an escape means nothing.
pub(crate) fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let Some(first) = memchr::memchr(b'\\', raw.as_bytes()) else { return Some(Cow::Borrowed(raw)) };
    let mut text = String::with_capacity(raw.len() + ROOM);
    text.push_str(raw.get(..first)?);
    append_on(Path::default(), raw.get(first..)?, &mut text).map(|()| Cow::Owned(text))
}

/// Room behind a text in which vectors may write.
const ROOM: usize = 64;

/// Appends what `rest` escapes.
pub(crate) fn append_on(path: Path, mut rest: &str, text: &mut String) -> Option<()> {
    loop {
        let done = simd::unescape(path, rest, text);
        rest = rest.get(done..)?;
        let at = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        text.push_str(rest.get(..at)?);
        rest = rest.get(at..)?;
        if rest.is_empty() {
            return Some(());
        }
        // Escapes of a script that is escaped as a whole follow each other.
        while rest.starts_with('\\') {
            let (c, len) = one(rest)?;
            text.push(c);
            rest = rest.get(len..)?;
        }
    }
}

/// The character of the escape at the start of `escapes`, and its length.
pub(crate) fn one(escapes: &str) -> Option<(char, usize)> {
    let kind = *escapes.as_bytes().get(1)?;
    if kind == b'u' {
        return code_point(escapes);
    }
    OF_TWO.iter().find(|escape| escape.0 == kind).map(|escape| (char::from(escape.1), 2))
}

/// The character of the escape `\uXXXX`, or of two that are the halves of one, and its length.
fn code_point(escapes: &str) -> Option<(char, usize)> {
    let half = |at: usize| -> Option<u32> {
        let digits = escapes.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
    };
    match half(0)? {
        high @ 0xD800..0xDC00 => {
            let low = half(6)?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            char::from_u32(0x10000 + ((high - 0xD800) << 10) + low).map(|c| (c, 12))
        }
        unit => char::from_u32(unit).map(|c| (c, 6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn escapes_mean_what_a_full_reader_takes_them_for(
            pieces in prop::collection::vec("[a-zء-ي]{0,3}|[a-z]{30,40}|[ء-ي😀]{20,40}|\\\\[nrtbf\"/\\\\ux]|\\\\u[0-9a-fA-F+]{4}|\\\\ud8[0-9a-f]{2}|\\\\udc[0-9a-f]{2}", 0..8),
        ) {
            let raw = pieces.concat();
            let expected: Option<String> = serde_json::from_str(&format!("\"{raw}\"")).ok();
            for path in Path::all_here() {
                let mut text = String::new();
                let read = append_on(path, &raw, &mut text).map(|()| text);
                prop_assert_eq!(&read, &expected, "{:?}", path);
            }
            // A quotation mark or a backslash that escapes the closing one ends the string elsewhere.
            prop_assert_eq!(unescape(&raw).map(Cow::into_owned), expected);
        }
    }
}
