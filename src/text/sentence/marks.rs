//! Finds end marks, and keeps count of the quotes on the way.

use super::chars::is_word_char;

/// A run of end marks with all that closes behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first mark.
    pub(super) start: usize,
    /// Past the last mark of the first run: `...` is one run.
    pub(super) run_end: usize,
    /// Past closing quotes and brackets and marks after them.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Whether a quotation was open at the mark.
    pub(super) quoted: bool,
    /// Whether a quote or bracket closes behind the marks.
    pub(super) closes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One `.`.
    Dot,
    /// `..`, `...`, `…`.
    Ellipsis,
    /// `!`, `?`, `؟` and runs with one of them.
    Loud,
    /// `。`, `।`, `۔` and the like, which end a sentence and do nothing else.
    Full,
}

/// Whether a quotation is open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Quotes {
    pub(super) open: bool,
}

/// Bytes at which the scan stops to look: ASCII marks and quotes, the last bytes of marks that share their first with the
/// letters of a script, and the first bytes of all others.
static LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let bytes = [b'.', b'!', b'?', b'"', 0xC2, 0xD6, QUESTION, STOP, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF];
    let mut nth = 0;
    while nth < bytes.len() {
        look[bytes[nth] as usize] = true;
        nth += 1;
    }
    look
};

/// The last bytes of «؟» and «۔».
const QUESTION: u8 = 0x9F;
const STOP: u8 = 0x94;

/// The next run of end marks at or after byte `at`.
pub(super) fn next(text: &str, at: usize, quotes: &mut Quotes) -> Option<Mark> {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at += next_look(bytes.get(at..)?)?;
        let lead = |byte: u8| at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&byte);
        let start = match bytes[at] {
            QUESTION if lead(0xD8) => at - 1,
            STOP if lead(0xDB) => at - 1,
            // The rest of another character.
            QUESTION | STOP => {
                at += 1;
                continue;
            }
            _ => at,
        };
        let c = text.get(start..).and_then(|tail| tail.chars().next()).unwrap_or('\0');
        at = start + c.len_utf8();
        if let Some(kind) = kind_of(c) {
            return Some(run(text, start, kind, quotes));
        }
        count_quote(text, c, start, quotes);
    }
}

/// Where the first byte stands at which the scan stops.
fn next_look(bytes: &[u8]) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<CHUNK>();
    let passed = chunks.iter().position(holds_look).unwrap_or(chunks.len()) * CHUNK;
    let near = if passed < bytes.len() - rest.len() { bytes.get(passed..passed + CHUNK) } else { Some(rest) };
    near?.iter().position(|&byte| LOOK[byte as usize]).map(|at| passed + at)
}

/// Bytes that are looked at together.
const CHUNK: usize = 32;

/// Whether a byte that [`LOOK`] names is among them; without a branch, so that the compiler takes them all at once.
fn holds_look(chunk: &[u8; CHUNK]) -> bool {
    let mut found = false;
    for &byte in chunk {
        found |= (byte == b'.')
            | (byte == b'!')
            | (byte == b'"')
            | (byte == b'?')
            | (byte == STOP)
            | (byte == QUESTION)
            | (byte == 0xC2)
            | (byte == 0xD6)
            | (byte & 0xFC == 0xE0)
            | (byte == 0xEF);
    }
    found
}

fn kind_of(c: char) -> Option<Kind> {
    match c {
        '.' => Some(Kind::Dot),
        '…' => Some(Kind::Ellipsis),
        '!' | '?' | '؟' | '‼' | '⁇' | '⁈' | '⁉' => Some(Kind::Loud),
        '。' | '｡' | '．' | '！' | '？' | '।' | '॥' | '۔' | '።' | '։' | '។' | '၏' | '။' => {
            Some(Kind::Full)
        }
        _ => None,
    }
}

fn count_quote(text: &str, c: char, at: usize, quotes: &mut Quotes) {
    quotes.open = match c {
        '«' | '“' | '„' | '「' | '『' => true,
        '»' | '」' | '』' => false,
        '”' | '"' => !quotes.open && opens(text, at),
        _ => return,
    };
}

/// A quote that has no word before it opens.
fn opens(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !is_word_char(c))
}

fn run(text: &str, start: usize, first: Kind, quotes: &mut Quotes) -> Mark {
    let (run_end, kind) = same_run(text, start, first);
    let quoted = quotes.open;
    let (mut end, mut closes) = (run_end, false);
    while let Some(c) = text[end..].chars().next() {
        let after = end + c.len_utf8();
        if closes_here(text, c, after, quotes) {
            closes = true;
            quotes.open &= !is_quote(c);
            end = after;
        } else if kind_of(c).is_some() && closes {
            end = after;
        } else if let Some(past) = footnote_end(text, end).or_else(|| spaced_closer(text, end, quotes)) {
            closes = true;
            quotes.open = false;
            end = past;
        } else {
            break;
        }
    }
    Mark { start, run_end, end, kind, quoted, closes }
}

/// Takes in the marks that follow, `. . .` with single spaces too.
fn same_run(text: &str, start: usize, first: Kind) -> (usize, Kind) {
    let (mut at, mut kind, mut count) = (start, first, 0);
    while let Some(c) = text[at..].chars().next() {
        let Some(next) = kind_of(c) else {
            let dot_after_space = c == ' ' && text[at..].starts_with(" .") && kind != Kind::Loud;
            if !dot_after_space || text[at + 2..].starts_with(is_word_char) {
                break;
            }
            at += 1;
            continue;
        };
        count += 1;
        kind = match (kind, next) {
            (Kind::Full, _) | (_, Kind::Full) => Kind::Full,
            (Kind::Loud, _) | (_, Kind::Loud) => Kind::Loud,
            _ if count > 1 => Kind::Ellipsis,
            _ => next,
        };
        at += c.len_utf8();
    }
    (at, kind)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '«' | '»' | '‹' | '›' | '’' | '‘' | '\'' | '`' | '」' | '』')
}

/// Whether `c`, standing right behind an end mark, closes something.
fn closes_here(text: &str, c: char, after: usize, quotes: &Quotes) -> bool {
    match c {
        ')' | ']' | '}' | '）' | '】' | '」' | '』' | '》' | '”' | '’' | '»' | '›' | '`' => true,
        '"' => quotes.open || !starts_word(text, after),
        // Opening marks that close in some languages: „…“, »…«, ‚…‘, and ASCII quotes.
        '“' | '«' | '‘' | '‹' | '\'' => !starts_word(text, after),
        _ => false,
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(is_word_char)
}

/// `[12]` behind the mark, also after a space.
fn footnote_end(text: &str, at: usize) -> Option<usize> {
    let tail = text[at..].strip_prefix(' ').unwrap_or(&text[at..]);
    let inner = tail.strip_prefix('[')?;
    let len = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (len > 0 && inner[len..].starts_with(']')).then(|| text.len() - inner.len() + len + 1)
}

/// `»` or `)` behind a space, as French sets it; `"` too, while a quotation is open.
fn spaced_closer(text: &str, at: usize, quotes: &Quotes) -> Option<usize> {
    let tail = &text[at..];
    let closer = tail.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let c = closer.chars().next().filter(|_| closer.len() < tail.len())?;
    let after = text.len() - closer.len() + c.len_utf8();
    let closes = match c {
        '»' | ')' => !starts_word(text, after),
        '"' | '”' => quotes.open && !starts_word(text, after),
        _ => false,
    };
    closes.then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chunks_hold_what_the_table_names() {
        for byte in 0..=u8::MAX {
            let mut chunk = [b'a'; CHUNK];
            chunk[17] = byte;
            assert_eq!(holds_look(&chunk), LOOK[byte as usize], "{byte:#x}");
        }
    }

    proptest! {
        #[test]
        fn the_scan_stops_where_a_scan_byte_by_byte_does(bytes in proptest::collection::vec(0x61u8.., 0..120)) {
            let slow = bytes.iter().position(|&byte| LOOK[byte as usize]);
            prop_assert_eq!(next_look(&bytes), slow);
        }
    }
}
