//! JSON: an array of articles, an object that holds one, one article, or articles one after another.

use super::FileContext;
use super::json_items::{Ended, items};
use super::object::{Item, Plan, drafts, recognise};
use crate::ingest::Field;
use crate::ingest::draft::Records;
use crate::model::ProblemCode;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// An array of articles is looked for this deep.
const MAX_DEPTH: usize = 6;

/// Reads what `text` holds; a broken or cut text gives every whole article before and after the break.
pub(in crate::ingest) fn read(text: &str, file: &FileContext) -> Records {
    let start = text.len() - text.trim_start().len();
    let line = 1 + lines(&text[..start]);
    let body = &text[start..];
    let (found, others, ended) = match body.strip_prefix('[') {
        Some(rest) => items(rest, line, true),
        None => items(body, line, false),
    };
    let inner = match found.as_slice() {
        [single] if !body.starts_with('[') => inside(single, file),
        _ => None,
    };
    // A cut object that holds the array is opened by force: what follows its last `[{` is the array.
    let opened = match (found.is_empty(), ended) {
        (true, Ended::Cut(_)) if body.starts_with('{') => opened_array(body, line),
        _ => None,
    };
    let (found, others, ended) = match (inner, opened) {
        (Some(inner), _) => (inner, 0, ended),
        (None, Some(opened)) => opened,
        (None, None) => (found, others, ended),
    };
    let columns = recognise(&found, file);
    let mut records = Records::default();
    drafts(&found, &Plan::new(&columns), file, &mut records);
    records.columns = columns.uses;
    records.unknown_columns = columns.unknown;
    records.notes.extend(columns.notes);
    if others > 0 {
        let message =
            format!("{others} values that are no objects were passed over. An article must be an object.");
        records.problems.push(file.problem(None, ProblemCode::Malformed, message));
    }
    if let Ended::Cut(line) = ended {
        let message =
            "The JSON text breaks off. The whole records before the break were read; get the file again.";
        records.seen += 1;
        records.problems.push(file.problem(Some(line), ProblemCode::Malformed, message));
    }
    records
}

fn lines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

fn opened_array(body: &str, line: u64) -> Option<(Vec<Item<'_>>, u64, Ended)> {
    let bytes = body.as_bytes();
    let at = memchr::memchr_iter(b'[', bytes).take(64).find(|at| {
        let next = bytes[at + 1..].iter().find(|b| !b.is_ascii_whitespace());
        next == Some(&b'{')
    })?;
    let (found, others, ended) = items(&body[at + 1..], line + lines(&body[..at]), true);
    (!found.is_empty()).then_some((found, others, ended))
}

/// The articles inside an object that is none itself: the largest array of objects below it, else its own
/// values where they are articles by id.
fn inside<'t>(whole: &Item<'t>, file: &FileContext) -> Option<Vec<Item<'t>>> {
    if recognise(std::slice::from_ref(whole), file).has(Field::Text) && !holds_array_of_objects(whole.json) {
        return None;
    }
    let mut best: Option<&'t str> = None;
    largest_array(whole.json, 0, &mut best);
    let own = recognise(std::slice::from_ref(whole), file);
    let line_of =
        |part: &str| whole.line + lines(&whole.json[..part.as_ptr() as usize - whole.json.as_ptr() as usize]);
    if let Some(array) = best {
        let (found, _, _) = items(&array[1..], line_of(array), true);
        // An article may hold an array of objects itself, such as its pictures.
        let articles = recognise(&found, file);
        if articles.has(Field::Text) || !own.has(Field::Text) {
            return Some(found);
        }
        return None;
    }
    if own.has(Field::Text) {
        return None;
    }
    let values = values(whole.json)?;
    let objects: Vec<Item> = values
        .into_iter()
        .map(|(key, raw)| (key, raw.get()))
        .filter(|(_, raw)| raw.starts_with('{'))
        .map(|(key, json)| Item { line: line_of(json), json, key: Some(key) })
        .collect();
    (objects.len() > 1 && recognise(&objects, file).has(Field::Text)).then_some(objects)
}

fn holds_array_of_objects(json: &str) -> bool {
    let mut best = None;
    largest_array(json, 0, &mut best);
    best.is_some()
}

fn largest_array<'t>(json: &'t str, depth: usize, best: &mut Option<&'t str>) {
    if depth > MAX_DEPTH {
        return;
    }
    for (_, raw) in values(json).unwrap_or_default() {
        let raw = raw.get();
        if raw.starts_with('{') {
            largest_array(raw, depth + 1, best);
        } else if raw.strip_prefix('[').is_some_and(|r| r.trim_start().starts_with('{'))
            && best.is_none_or(|b| raw.len() > b.len())
        {
            *best = Some(raw);
        }
    }
}

/// Keys and raw values of an object.
fn values(json: &str) -> Option<Vec<(String, &RawValue)>> {
    struct Values;
    impl<'de> Visitor<'de> for Values {
        type Value = Vec<(String, &'de RawValue)>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut values = Vec::new();
            while let Some(entry) = map.next_entry()? {
                values.push(entry);
            }
            Ok(values)
        }
    }
    impl<'de> DeserializeSeed<'de> for Values {
        type Value = Vec<(String, &'de RawValue)>;
        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            deserializer.deserialize_map(self)
        }
    }
    Values.deserialize(&mut serde_json::Deserializer::from_str(json)).ok()
}
