//! Paragraphs: what line breaks mean.
//!
//! A line break ends a paragraph, unless the lines were wrapped to a width: then every line but a paragraph's last
//! is so long that the next line's first word did not fit.

use super::chars::length;
use crate::model::Span;

/// Widths to which text is wrapped, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// The paragraphs of `text`, in order; blank lines are in none.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let mut out: Vec<Span> = Vec::with_capacity(lines.len());
    let mut first = 0;
    while first < lines.len() {
        let block = block_len(text, &lines[first..]);
        join_wrapped(text, &lines[first..first + block], &mut out);
        first += block;
    }
    out
}

/// Lines that hold more than white space, without their line ends.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let rare = unicode_breaks(bytes);
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0x0C, bytes).chain(std::iter::once(text.len()));
    let mut push = |from: usize, to: usize| {
        let Some(line) = text.get(from..to) else { return };
        if line.as_bytes().first().is_some_and(u8::is_ascii_graphic) || !line.trim().is_empty() {
            out.push(Span::new(from, to));
        }
    };
    let mut rare = rare.into_iter().peekable();
    for end in ends {
        while let Some(at) = rare.next_if(|&at| at < end) {
            push(start, at);
            start = at + 3;
        }
        push(start, end);
        start = end + 1;
    }
    out
}

/// Where U+2028 and U+2029 stand, which are rare, as is the byte they begin with.
fn unicode_breaks(bytes: &[u8]) -> Vec<usize> {
    let is_break = |at: &usize| matches!(bytes.get(*at + 1..*at + 3), Some([0x80, 0xA8 | 0xA9]));
    memchr::memchr_iter(0xE2, bytes).filter(is_break).collect()
}

/// How many lines follow each other without a blank line between.
fn block_len(text: &str, lines: &[Span]) -> usize {
    let adjoin = |pair: &[Span]| {
        let gap = &text[pair[0].end as usize..pair[1].start as usize];
        gap == "\n" || gap == "\r\n" || gap == "\r"
    };
    1 + lines.windows(2).take_while(|pair| adjoin(pair)).count()
}

fn join_wrapped(text: &str, block: &[Span], out: &mut Vec<Span>) {
    if let [line] = block {
        return out.push(*line);
    }
    let width = wrap_width(text, block);
    let mut paragraph: Option<Span> = None;
    for (nth, line) in block.iter().enumerate() {
        let joined = paragraph.map_or(*line, |open| open.join(*line));
        let goes_on = block.get(nth + 1).is_some_and(|next| continues(line.of(text), next.of(text), width));
        paragraph = goes_on.then_some(joined);
        if !goes_on {
            out.push(joined);
        }
    }
}

/// The width to which the lines of a block are wrapped, if they are.
fn wrap_width(text: &str, block: &[Span]) -> Option<usize> {
    // A line of more bytes has more characters than any width.
    let most = WIDTHS.end() * 4;
    if block.len() < 3 || block.iter().any(|line| line.len() > most && line.of(text).trim_end().len() > most)
    {
        return None;
    }
    let lengths: Vec<usize> = block.iter().map(|line| width_of(line.of(text))).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    if !WIDTHS.contains(&longest) {
        return None;
    }
    // Where an indent opens each paragraph, the short line before it tells nothing.
    let (mut inner, mut full) = (0, 0);
    for (pair, length) in block.windows(2).zip(lengths) {
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        if !opens_by_indent(line, next) {
            inner += 1;
            full += usize::from(is_full(length, next, longest));
        }
    }
    (full > 0 && full * 5 >= inner * 4).then_some(longest)
}

/// Characters of a line without the white space at its end.
fn width_of(line: &str) -> usize {
    length(line.trim_end())
}

/// Whether `next` is indented further than `line`, as the first line of a paragraph is.
fn opens_by_indent(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
    next.starts_with([' ', '\t', '\u{3000}']) && indent(next) >= 2 && indent(line) < indent(next)
}

/// Whether the first word of `next` did not fit on a line of `length` characters.
fn is_full(line: usize, next: &str, width: usize) -> bool {
    let room = width.saturating_sub(line + 1);
    let word = next.trim_start_matches(char::is_whitespace);
    let mut letters = word.chars().take_while(|c| !c.is_whitespace());
    line + 1 > width || letters.nth(room).is_some()
}

/// Whether the sentence may run on from one line to the next.
fn continues(line: &str, next: &str, width: Option<usize>) -> bool {
    if opens_by_indent(line, next) {
        return false;
    }
    if let Some(width) = width {
        return is_full(width_of(line), next, width);
    }
    // Two lines show no width: only a small letter tells, behind a line that is no heading.
    let goes_on = next.trim_start().chars().next().is_some_and(char::is_lowercase);
    let open = line
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '،'));
    goes_on && open && width_of(line) >= *WIDTHS.start()
}
