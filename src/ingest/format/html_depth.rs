//! How deep the elements of a page nest, told in one pass before a parser builds them.
//!
//! Parsers of HTML take time that grows with length times depth, and walk the tree by recursion. Browsers
//! stop at 512; a page that nests deeper was made to do harm.

/// Elements that stay open until their own end tag; the others close by themselves or hold nothing.
const SELF_CLOSING: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rb", "rp", "rt", "rtc", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "track", "wbr",
];
/// An end tag reaches no element beyond one of these.
const BARRIERS: &[&str] =
    &["table", "template", "object", "applet", "marquee", "button", "select", "svg", "math"];
/// Elements whose content is no markup.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "noframes", "xmp", "iframe", "noembed", "plaintext"];

/// Whether `html` has at most `max_depth` elements open at once and at most `max_tags` tags.
pub(super) fn is_tame(html: &str, max_depth: usize, max_tags: usize) -> bool {
    let mut open: Vec<String> = Vec::new();
    let mut tags = 0;
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
        let name = &tag[..end];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = name.to_ascii_lowercase();
        rest = after_attributes(&tag[end..]);
        tags += 1;
        if closing {
            close(&mut open, &name);
        } else if RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        } else if !SELF_CLOSING.contains(&name.as_str()) {
            open.push(name);
        }
        if open.len() > max_depth || tags > max_tags {
            return false;
        }
    }
    true
}

fn close(open: &mut Vec<String>, name: &str) {
    for nth in (0..open.len()).rev() {
        if open[nth] == name {
            open.truncate(nth);
            return;
        }
        if BARRIERS.contains(&open[nth].as_str()) {
            return;
        }
    }
}

/// What follows the `>` of a tag; a `>` inside a quoted value does not end it.
fn after_attributes(mut tag: &str) -> &str {
    loop {
        let Some(at) = tag.find(['>', '"', '\'']) else { return "" };
        let quote = tag.as_bytes()[at];
        tag = &tag[at + 1..];
        if quote == b'>' {
            return tag;
        }
        // A quote that is no value, as in <a b"c>, does not open one.
        tag = match memchr::memchr(quote, tag.as_bytes()) {
            Some(end) => &tag[end + 1..],
            None => return tag.split_once('>').map_or("", |(_, after)| after),
        };
    }
}

fn after_raw<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::is_tame;

    #[test]
    fn depth_counts_what_stays_open() {
        assert!(is_tame(&"<p>one<p>two<br>".repeat(1000), 10, 10_000));
        assert!(is_tame(&"<div class='a>b'>x</div>".repeat(1000), 10, 10_000));
        assert!(is_tame(&"<div><span>unclosed</div>".repeat(1000), 10, 10_000));
        assert!(!is_tame(&"<div>".repeat(11), 10, 10_000));
        assert!(!is_tame(&"<div><table></div></table>".repeat(11), 10, 10_000));
        assert!(!is_tame(&"<br>".repeat(11), 10, 10));
    }
}
