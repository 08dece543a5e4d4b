//! Paragraphs: what line breaks mean.
//!
//! A line break ends a paragraph, unless the lines were wrapped to a width: then every line but a paragraph's last
//! is so long that the next line's first word did not fit.

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
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0x0C, bytes).chain(std::iter::once(text.len()));
    let mut push = |from: usize, to: usize| {
        if text.get(from..to).is_some_and(|line| !line.trim().is_empty()) {
            out.push(Span::new(from, to));
        }
    };
    for end in ends {
        at_unicode_breaks(text, start, end, &mut push);
        start = end + 1;
    }
    out
}

/// Cuts at U+2028 and U+2029, which are rare, as is the byte they begin with.
fn at_unicode_breaks(text: &str, start: usize, end: usize, push: &mut impl FnMut(usize, usize)) {
    let Some(line) = text.as_bytes().get(start..end) else { return };
    let mut from = start;
    for at in memchr::memchr_iter(0xE2, line).map(|at| start + at) {
        if text.get(at..end).is_some_and(|tail| tail.starts_with(['\u{2028}', '\u{2029}'])) {
            push(from, at);
            from = at + 3;
        }
    }
    push(from, end);
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
    if block.len() < 3 {
        return None;
    }
    let longest = block.iter().map(|line| length(line.of(text))).max().unwrap_or(0);
    if !WIDTHS.contains(&longest) {
        return None;
    }
    // Where an indent opens each paragraph, the short line before it tells nothing.
    let inner = || block.windows(2).filter(|pair| !opens_by_indent(pair[0].of(text), pair[1].of(text)));
    let full = inner().filter(|pair| is_full(pair[0].of(text), pair[1].of(text), longest)).count();
    (full > 0 && full * 5 >= inner().count() * 4).then_some(longest)
}

/// Whether `next` is indented further than `line`, as the first line of a paragraph is.
fn opens_by_indent(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
    indent(next) >= 2 && indent(line) < indent(next)
}

/// Whether the first word of `next` did not fit on `line`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    length(line) + 1 + length(word) > width
}

fn length(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Whether the sentence may run on from one line to the next.
fn continues(line: &str, next: &str, width: Option<usize>) -> bool {
    if opens_by_indent(line, next) {
        return false;
    }
    if let Some(width) = width {
        return is_full(line, next, width);
    }
    // Two lines show no width: only a small letter tells, behind a line that is no heading.
    let goes_on = next.trim_start().chars().next().is_some_and(char::is_lowercase);
    let open = line
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '،'));
    goes_on && open && length(line) >= *WIDTHS.start()
}
