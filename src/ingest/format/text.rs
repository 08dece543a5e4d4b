//! Plain text: one article a file.

use super::FileContext;
use crate::ingest::Field;
use crate::ingest::draft::{Draft, Records};

/// A longer first line is a paragraph.
const MAX_TITLE_CHARS: usize = 160;

/// Takes the whole text as the body; the first line is the title too where it reads like one.
pub(in crate::ingest) fn read(text: &str, _file: &FileContext) -> Records {
    let mut draft = Draft::default();
    if let Some(title) = title(text) {
        draft.set(Field::Title, title);
    }
    draft.set(Field::Text, text);
    Records { drafts: vec![draft], seen: 1, ..Records::default() }
}

/// The first line that holds anything, where it is short, does not end like a sentence and more follows.
fn title(text: &str) -> Option<&str> {
    let (first, rest) = text.trim_start().split_once(['\n', '\r'])?;
    let first = first.trim();
    let ends_open =
        !first.ends_with(['.', '!', '?', '؟', '…', '؛', ';', ':', ',', '،', '。', '！', '？', '।']);
    let short = first.chars().count() <= MAX_TITLE_CHARS;
    let words = first.chars().any(char::is_alphabetic);
    (short && ends_open && words && !rest.trim().is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_short_first_line_without_an_end_mark_is_the_title() {
        assert_eq!(title("Talks end in Geneva\n\nThe talks ended."), Some("Talks end in Geneva"));
        assert_eq!(title("The talks ended.\nMore came."), None);
        assert_eq!(title("Only one line"), None);
        assert_eq!(title(&format!("{}\nmore", "word ".repeat(60))), None);
    }
}
