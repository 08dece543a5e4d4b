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
        }
        for text in ["", "a", "قمة", "e\u{301} – 𝒳"] {
            assert_eq!(length(text), text.chars().count());
        }
    }
}
