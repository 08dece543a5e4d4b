//! The one place where text becomes part of a format.
//!
//! Takes any text, also hostile, and gives text that is inert in HTML, CSV, Markdown or a terminal. Every
//! renderer of this folder writes article text through here and through nothing else.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// `text` for an HTML text node or a quoted attribute value.
///
/// Control characters and bidirectional overrides, which could hide or reorder words, are spelled out
/// (`[U+202E]`).
#[must_use]
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a String cannot fail.
    let _ = html_to(&mut out, text);
    out
}

/// Like [`html`], into `out`.
///
/// # Errors
/// Those of `out`.
pub fn html_to(out: &mut impl Write, text: &str) -> fmt::Result {
    let mut plain_from = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '`' => "&#96;",
            c if is_deceptive(c) => "",
            _ => continue,
        };
        out.write_str(&text[plain_from..at])?;
        if entity.is_empty() {
            spell_out(out, c)?;
        } else {
            out.write_str(entity)?;
        }
        plain_from = at + c.len_utf8();
    }
    out.write_str(&text[plain_from..])
}

/// The address, where it may be linked: `http` or `https`, and nothing in it that ends an attribute or a word.
#[must_use]
pub fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let after = ["http://", "https://"].iter().find_map(|scheme| {
        let head = url.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    })?;
    let sound =
        |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\');
    (!after.is_empty() && url.chars().all(sound) && !url.chars().any(is_deceptive)).then_some(url)
}

/// `text` for a text cell of a CSV file that a spreadsheet may open.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe before it; quoting is the CSV
/// writer's work. NUL is dropped.
#[must_use]
pub fn csv(text: &str) -> Cow<'_, str> {
    let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { Cow::Borrowed(text) };
    if text.starts_with(starts_formula) { Cow::Owned(format!("'{text}")) } else { text }
}

/// The wide forms are formulas too where a spreadsheet's language is Chinese, Japanese or Korean.
fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// `text` as one line of inline Markdown: no markup, no HTML, line ends become spaces.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_deceptive(c) => {
                // Writing to a String cannot fail.
                let _ = spell_out(&mut out, c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '>' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    guard_line_start(out)
}

/// A line that begins like a list, a heading or a rule is none.
fn guard_line_start(line: String) -> String {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let guarded =
        if digits == 0 { line.starts_with(['-', '+', '=', '!']) } else { rest.starts_with(['.', ')']) };
    if guarded { format!("{}\\{}", &line[..digits], &line[digits..]) } else { line }
}

/// `text` as one line for a terminal: control characters and overrides are spelled out, line ends are spaces.
///
/// The characters stay in logical order; turning them is the terminal's work.
#[must_use]
pub fn terminal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_deceptive(c) => {
                // Writing to a String cannot fail.
                let _ = spell_out(&mut out, c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether a reader could be shown other words, or other order, than what is there.
fn is_deceptive(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    control || matches!(c, '\u{202D}' | '\u{202E}' | '\u{FFFE}' | '\u{FFFF}')
}

fn spell_out(out: &mut impl Write, c: char) -> fmt::Result {
    write!(out, "[U+{:04X}]", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_script_tag_is_text() {
        assert_eq!(html("</script><b a='x'>"), "&lt;/script&gt;&lt;b a=&#39;x&#39;&gt;");
    }

    #[test]
    fn an_override_is_spelled_out() {
        assert_eq!(html("a\u{202E}b\0"), "a[U+202E]b[U+0000]");
        assert_eq!(terminal("a\u{1b}[31m\nb"), "a[U+001B][31m b");
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(web_address(" HTTPS://x.example/a?b=c "), Some("HTTPS://x.example/a?b=c"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "http://",
            "https://a\"b",
            "//x",
            "http://a b",
            "\u{1}http://a",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_formula_is_text_in_a_spreadsheet() {
        for formula in ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"] {
            assert_eq!(csv(formula), format!("'{formula}"));
        }
        assert_eq!(csv("1=1"), "1=1");
    }

    #[test]
    fn markdown_markup_is_text() {
        assert_eq!(markdown("*a* <b> [c](d)"), "\\*a\\* &lt;b\\> \\[c\\](d)");
        assert_eq!(markdown("1. a"), "1\\. a");
        assert_eq!(markdown("- a\n# b"), "\\- a \\# b");
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_html_place(text in "(?s).{0,80}") {
            let safe = html(&text);
            let live = safe.contains(['<', '>', '"', '\'', '`', '\0', '\u{202E}']);
            prop_assert!(!live, "{}", safe);
        }
    }
}
