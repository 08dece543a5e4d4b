//! The wanted fields of one JSON object, found without reading the rest.
//!
//! A reader of whole values spends its time on the text of the article: allocating, validating, copying. Here the
//! line is already valid UTF-8, values stay where they are, and the end of a string is searched with vectors.

use crate::text::escape::unescape;
use std::borrow::Cow;

/// A value as it stands in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Value<'l> {
    /// The key is not there, or its value is null.
    #[default]
    Absent,
    /// What stands between the quotes of a string; escapes are not yet read.
    Text(&'l str),
    /// A number, `true`, `false`, an object or an array, as written.
    Other(&'l str),
}

impl<'l> Value<'l> {
    /// The value as text; `None` for an object, an array, or escapes that mean nothing.
    pub(super) fn text(self) -> Option<Cow<'l, str>> {
        match self {
            Value::Absent => Some(Cow::Borrowed("")),
            Value::Text(raw) => unescape(raw),
            Value::Other(raw) if raw.starts_with(['{', '[']) => None,
            Value::Other(raw) => Some(Cow::Borrowed(raw)),
        }
    }
}

/// Reads the object `line`; `slot` says which of `values` a key fills, `None` for keys nobody wants.
///
/// Of a key that comes twice the last value counts. `None` where the line is no JSON object. Lenient inside values
/// nobody asked for: their brackets and quotes must match, no more.
pub(super) fn read<'l>(
    line: &'l str,
    slot: impl Fn(&str) -> Option<usize>,
    values: &mut [Value<'l>],
) -> Option<()> {
    values.fill(Value::Absent);
    let mut at = Cursor { line, at: 0 };
    at.expect(b'{')?;
    if at.peek()? == b'}' {
        at.at += 1;
        return at.ends();
    }
    loop {
        at.expect(b'"')?;
        let key = at.string()?;
        at.expect(b':')?;
        let value = at.value()?;
        let slot = slot(&unescape(key)?);
        if let Some(place) = slot.and_then(|s| values.get_mut(s)) {
            *place = value;
        }
        match at.next()? {
            b',' => {}
            b'}' => return at.ends(),
            _ => return None,
        }
    }
}

struct Cursor<'l> {
    line: &'l str,
    at: usize,
}

impl<'l> Cursor<'l> {
    /// The next byte that is no white space, not passed.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.line.as_bytes();
        while matches!(bytes.get(self.at)?, b' ' | b'\t' | b'\r' | b'\n') {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    fn ends(mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// What stands in the string whose opening quote was passed.
    fn string(&mut self) -> Option<&'l str> {
        let start = self.at;
        loop {
            self.at += memchr::memchr(b'"', self.line.as_bytes().get(self.at..)?)? + 1;
            let raw = self.line.get(start..self.at - 1)?;
            // A quote behind an odd number of backslashes is escaped.
            if raw.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0 {
                return Some(raw);
            }
        }
    }

    fn value(&mut self) -> Option<Value<'l>> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.string().map(Value::Text)
            }
            b'{' | b'[' => self.nested(),
            _ => self.bare(),
        }
    }

    fn nested(&mut self) -> Option<Value<'l>> {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            match *self.line.as_bytes().get(self.at)? {
                b'"' => {
                    self.at += 1;
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(Value::Other(self.line.get(start..self.at)?));
            }
        }
    }

    fn bare(&mut self) -> Option<Value<'l>> {
        let start = self.at;
        let rest = self.line.as_bytes().get(start..)?;
        let len = rest.iter().position(|b| matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'))?;
        self.at += len;
        match self.line.get(start..self.at)? {
            "null" => Some(Value::Absent),
            word @ ("true" | "false") => Some(Value::Other(word)),
            number if number.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                Some(Value::Other(number))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value as Json;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            "\\PC{0,12}|[\"\\\\\n\u{0}-\u{1f}{}\\[\\],:]{0,6}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::btree_map("[a-c\"\\\\]{0,2}", inner, 0..4)
                    .prop_map(|map| Json::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_object_is_read_as_a_full_reader_reads_it(json in any_json(), pretty in any::<bool>()) {
            let line = if pretty { serde_json::to_string_pretty(&json).unwrap() } else { json.to_string() };
            let mut values = [Value::Absent; 3];
            let keys = ["a", "b", "\""];
            let read = read(&line, |key| keys.iter().position(|k| *k == key), &mut values);
            let Json::Object(object) = json else { return {
                prop_assert!(read.is_none());
                Ok(())
            } };
            prop_assert!(read.is_some());
            for (key, value) in keys.iter().zip(values) {
                match object.get(*key) {
                    None | Some(Json::Null) => prop_assert_eq!(value, Value::Absent),
                    Some(Json::String(s)) => prop_assert_eq!(value.text().unwrap(), s.as_str()),
                    Some(other) => {
                        let Value::Other(raw) = value else { return Err(TestCaseError::fail("a value")) };
                        prop_assert_eq!(&serde_json::from_str::<Json>(raw).unwrap(), other);
                    }
                }
            }
        }

        #[test]
        fn no_line_makes_it_panic(line in "\\PC{0,40}|[{}\\[\\]\",:\\\\a0 ]{0,40}") {
            let _ = read(&line, |_| Some(0), &mut [Value::Absent]);
        }
    }
}
