//! Mends the faults that common writers of JSON leave behind.

/// Mends bare control characters inside strings, lone surrogate escapes and `NaN` or `Infinity`; `None`
/// where there is none of them.
pub(super) fn mend(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len() + 16);
    let mut changed = false;
    let mut in_string = false;
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '"' => {
                in_string = !in_string;
                mended.push(c);
            }
            '\\' if in_string => match escape(rest) {
                Escape::Whole(length) => {
                    mended.push_str(&rest[..length]);
                    taken = length;
                }
                Escape::Lone => {
                    mended.push('\u{FFFD}');
                    (taken, changed) = (6, true);
                }
            },
            c if in_string && c < ' ' => {
                mended.push_str(&format!("\\u{:04x}", c as u32));
                changed = true;
            }
            'N' | 'I' | '-' if !in_string => {
                if let Some(word) = ["NaN", "Infinity", "-Infinity"].iter().find(|w| rest.starts_with(**w)) {
                    mended.push_str("null");
                    (taken, changed) = (word.len(), true);
                } else {
                    mended.push(c);
                }
            }
            c => mended.push(c),
        }
        rest = &rest[taken..];
    }
    changed.then_some(mended)
}

enum Escape {
    /// An escape, or a pair of surrogates, of this many bytes.
    Whole(usize),
    /// One half of a pair.
    Lone,
}

fn escape(rest: &str) -> Escape {
    let second = rest[1..].chars().next().map_or(0, char::len_utf8);
    match unit(rest) {
        Some(0xD800..=0xDBFF) => match rest.get(6..).and_then(unit) {
            Some(0xDC00..=0xDFFF) => Escape::Whole(12),
            _ => Escape::Lone,
        },
        Some(0xDC00..=0xDFFF) => Escape::Lone,
        _ => Escape::Whole(1 + second),
    }
}

fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn what_can_be_mended_parses_and_the_rest_is_left_alone() {
        for json in [r#"{"a":NaN}"#, "{\"a\":\"x\ty\"}", r#"{"a":"\ud800x"}"#, r#"{"a":-Infinity}"#] {
            let mended = mend(json).unwrap_or_default();
            assert!(serde_json::from_str::<serde_json::Value>(&mended).is_ok(), "{json} -> {mended}");
        }
        assert_eq!(mend(r#"{"a":"😀 NaN \\"}"#), None);
    }
}
