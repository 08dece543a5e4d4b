//! Lists written on one line: `1) … 2) …`, `a. … b. …`, `• … • …`.

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker {
    bullet: Option<char>,
    number: Option<u32>,
    tail: Tail,
    len: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    None,
    Dot,
    Bracket,
    DotBracket,
}

/// Where the second and later items of a list begin, if `paragraph` is one; the first begins it.
pub(super) fn item_starts(paragraph: &str) -> Vec<usize> {
    let lead = paragraph.len() - paragraph.trim_start().len();
    let Some(first) = marker(&paragraph[lead..]) else { return Vec::new() };
    let mut starts = Vec::new();
    let mut last = first;
    let mut at = lead + first.len;
    while let Some(space) = paragraph[at..].find(' ') {
        let begin = at + space + 1;
        at = begin;
        let Some(next) = marker(&paragraph[begin..]) else { continue };
        if follows(last, next) {
            starts.push(begin);
            last = next;
            at = begin + next.len;
        }
    }
    starts
}

/// The length of the marker that `piece` begins with, 0 if none: its dot ends no sentence.
pub(super) fn marker_len(piece: &str) -> usize {
    let lead = piece.len() - piece.trim_start().len();
    marker(&piece[lead..]).map_or(0, |marker| lead + marker.len)
}

fn follows(last: Marker, next: Marker) -> bool {
    let counted = match (last.number, next.number) {
        (Some(a), Some(b)) => b == a + 1,
        (None, None) => true,
        _ => false,
    };
    last.bullet == next.bullet && last.tail == next.tail && counted
}

fn marker(text: &str) -> Option<Marker> {
    let bullet = text.chars().next().filter(|c| matches!(c, '•' | '⁃' | '▪' | '◦' | '●' | '■'));
    let after_bullet = bullet.map_or(0, char::len_utf8);
    let tail = text[after_bullet..].trim_start_matches(' ');
    let count_at = text.len() - tail.len();
    let (number, number_len) = number(tail);
    let rest = &tail[number_len..];
    let (kind, kind_len) = match rest.as_bytes() {
        [b'.', b')', ..] => (Tail::DotBracket, 2),
        [b'.', ..] => (Tail::Dot, 1),
        [b')', ..] => (Tail::Bracket, 1),
        _ => (Tail::None, 0),
    };
    let counted = number.is_some() && kind != Tail::None && rest[kind_len..].starts_with(' ');
    match (bullet, counted) {
        (_, true) => Some(Marker { bullet, number, tail: kind, len: count_at + number_len + kind_len }),
        (Some(_), false) => Some(Marker { bullet, number: None, tail: Tail::None, len: after_bullet }),
        (None, false) => None,
    }
}

/// A number of one or two digits, or a single small letter.
fn number(text: &str) -> (Option<u32>, usize) {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    match text.as_bytes() {
        _ if digits == 1 || digits == 2 => (text[..digits].parse().ok(), digits),
        [letter @ b'a'..=b'z', b'.' | b')', ..] => (Some(1_000 + u32::from(*letter)), 1),
        _ => (None, 0),
    }
}
