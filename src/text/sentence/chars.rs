//! Questions about single characters, answered without the Unicode tables for the letters that news is written in.

/// White space, a control or an invisible character: nothing a sentence begins or ends with.
#[inline]
pub(super) fn is_gap(c: char) -> bool {
    match c {
        '\0'..=' ' | '\u{7F}' => true,
        '!'..='~' | '\u{61D}'..='\u{167F}' => false,
        _ => c.is_whitespace() || c.is_control() || crate::text::fold::is_invisible(c),
    }
}

/// A letter or a figure of any script, as [`char::is_alphanumeric`].
#[inline]
pub(super) fn is_word_char(c: char) -> bool {
    match c {
        // Most letters of Arabic, and of Cyrillic.
        '\u{620}'..='\u{64A}' | '\u{400}'..='\u{481}' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

/// A capital letter, as [`char::is_uppercase`].
#[inline]
pub(super) fn is_capital(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_uppercase(),
        '\u{400}'..='\u{42F}' => true,
        '\u{430}'..='\u{45F}' => false,
        _ => c.is_uppercase(),
    }
}

/// The words of `text` and where they begin, as [`str::split_whitespace`] cuts them.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let (end, behind) = next_space(text, at);
            let start = std::mem::replace(&mut at, behind);
            if start < end {
                return Some((start, &text[start..end]));
            }
            if end >= text.len() {
                return None;
            }
        }
    })
}

/// Where the next white space at or after `at` begins and ends; both the end of the text where there is none.
#[inline]
fn next_space(text: &str, at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut at = at;
    // White space begins with one of these bytes, and few letters of the scripts with case do.
    while let Some(found) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| SPACES[byte as usize]))
    {
        let from = at + found;
        let Some(c) = text.get(from..).and_then(|tail| tail.chars().next()) else { break };
        at = from + c.len_utf8();
        if c.is_whitespace() {
            return (from, at);
        }
    }
    (text.len(), text.len())
}

/// Bytes with which white space begins.
static SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let bytes = [b' ', b'\t', b'\n', 0x0B, 0x0C, b'\r', 0xC2, 0xE1, 0xE2, 0xE3];
    let mut nth = 0;
    while nth < bytes.len() {
        spaces[bytes[nth] as usize] = true;
        nth += 1;
    }
    spaces
};

/// Characters of `text`; bytes that begin one.
#[inline]
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.bytes().filter(|&byte| (byte as i8) >= -64).count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_tell_what_the_tables_tell() {
        for c in '\0'..=char::MAX {
            let gap = c.is_whitespace() || c.is_control() || crate::text::fold::is_invisible(c);
            assert_eq!(is_gap(c), gap, "{c:?}");
            assert_eq!(is_word_char(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_capital(c), c.is_uppercase(), "{c:?}");
            let text = format!("{c}a{c}{c}é{c}");
            let bare: Vec<&str> = words(&text).map(|(_, word)| word).collect();
            assert_eq!(bare, text.split_whitespace().collect::<Vec<_>>(), "{c:?}");
            assert!(words(&text).all(|(at, word)| text[at..].starts_with(word)));
        }
        for text in ["", "a", "قمة", "e\u{301} – 𝒳"] {
            assert_eq!(length(text), text.chars().count());
        }
    }
}
