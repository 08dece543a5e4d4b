//! Our own sentences with other people's words in them, kept readable in both directions.
//!
//! "33 in [an Arabic name], 36 in …" is shown in the wrong order unless the name is isolated; so is an ISO date in an
//! Arabic sentence. Names, quoted words and dates get Unicode isolates; the words themselves stay as they are.

const FIRST_STRONG: char = '\u{2068}';
const LEFT_TO_RIGHT: char = '\u{2066}';
const END: char = '\u{2069}';
const QUOTES: [(char, char); 2] = [('“', '”'), ('«', '»')];

/// `text` with every one of `names`, every quotation and every ISO date isolated.
pub(super) fn isolated(text: &str, names: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(name) = names.iter().filter(|n| !n.is_empty()).find(|n| rest.starts_with(**n)) {
            wrap(&mut out, FIRST_STRONG, name);
            rest = &rest[name.len()..];
        } else if let Some(inner) = quoted(rest) {
            out.push(first);
            wrap(&mut out, FIRST_STRONG, inner);
            rest = &rest[first.len_utf8() + inner.len()..];
        } else if let Some(date) = dates(rest) {
            wrap(&mut out, LEFT_TO_RIGHT, date);
            rest = &rest[date.len()..];
        } else {
            // A run of digits is taken whole, so that no date is found in its middle.
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let taken = digits.max(first.len_utf8());
            out.push_str(&rest[..taken]);
            rest = &rest[taken..];
        }
    }
    out
}

fn wrap(out: &mut String, open: char, words: &str) {
    out.push(open);
    out.push_str(words);
    out.push(END);
}

/// The words between the quotation mark that `text` begins with and its partner.
fn quoted(text: &str) -> Option<&str> {
    let (open, close) = QUOTES.into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    inner.find(close).map(|end| &inner[..end])
}

/// The ISO date that `text` begins with, and the end of the interval where one follows.
fn dates(text: &str) -> Option<&str> {
    let first = date(text)?;
    let more = ["–", " – ", "/"].iter().find_map(|between| {
        let after = text[first..].strip_prefix(between)?;
        Some(between.len() + date(after)?)
    });
    text.get(..first + more.unwrap_or(0))
}

/// The length of the ISO date that `text` begins with.
fn date(text: &str) -> Option<usize> {
    const SHAPE: &[u8] = b"dddd-dd-dd";
    let bytes = text.as_bytes().get(..SHAPE.len())?;
    let fits = |(b, s): (&u8, &u8)| if *s == b'd' { b.is_ascii_digit() } else { b == s };
    bytes.iter().zip(SHAPE).all(fits).then_some(SHAPE.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, names: &[&str]) -> String {
        isolated(text, names).replace([FIRST_STRONG, LEFT_TO_RIGHT], "[").replace(END, "]")
    }

    #[test]
    fn names_quotations_and_dates_stand_by_themselves() {
        assert_eq!(shown("33 in أفق, 36 in B", &["أفق", "B"]), "33 in [أفق], 36 in [B]");
        assert_eq!(shown("يوم 2015-08-07–2015-08-08 «x y»", &[]), "يوم [2015-08-07–2015-08-08] «[x y]»");
        assert_eq!(shown("“open 12015-08-07", &[""]), "“open 12015-08-07");
    }
}
