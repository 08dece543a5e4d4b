//! JSON objects to drafts, one pass per object: known columns become values, the others pass through.

use super::{FileContext, mend};
use crate::ingest::Field;
use crate::ingest::columns::{self, Columns};
use crate::ingest::draft::{Draft, Records};
use crate::model::{Problem, ProblemCode};
use ahash::AHashMap;
use rayon::prelude::*;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// Objects nested deeper than this pass through whole.
const MAX_DEPTH: usize = 4;
/// Keys under which an object keeps the one thing it stands for.
const OWN_NAME: &[&str] = &[
    "name",
    "rendered",
    "value",
    "text",
    "title",
    "#text",
    "$t",
    "@value",
    "$oid",
    "$date",
    "full_name",
    "label",
    "id",
];

/// One object as it stands in the file.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Item<'t> {
    /// Line from 1.
    pub(in crate::ingest) line: u64,
    /// Its text.
    pub(in crate::ingest) json: &'t str,
    /// The key it stands under, where that may be its id.
    pub(in crate::ingest) key: Option<String>,
}

/// Recognises the columns of `items` from as many of them as the options say.
pub(in crate::ingest) fn recognise(items: &[Item], file: &FileContext) -> Columns {
    let mut sample = Vec::new();
    for item in items.iter().take(file.options.sample_records) {
        let value = serde_json::from_str(item.json)
            .ok()
            .or_else(|| serde_json::from_str(&mend::mend(item.json)?).ok());
        if let Some(Value::Object(object)) = value {
            let mut cells = Vec::new();
            flatten("", object, 0, &mut cells);
            sample.push(cells);
        }
    }
    columns::recognise(&sample, file.options)
}

fn flatten(
    prefix: &str,
    object: serde_json::Map<String, Value>,
    depth: usize,
    cells: &mut Vec<(String, String)>,
) {
    for (key, value) in object {
        let column = join(prefix, &key);
        match value {
            Value::Object(inner) if depth < MAX_DEPTH => flatten(&column, inner, depth + 1, cells),
            value => cells.push((column, as_text(&value, ", ").unwrap_or_default())),
        }
    }
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

/// Turns `items` into drafts, in parallel and in their order.
pub(in crate::ingest) fn drafts(items: &[Item], plan: &Plan, file: &FileContext, records: &mut Records) {
    let read: Vec<Result<(Draft, bool), Problem>> =
        items.par_iter().with_min_len(16).map(|item| draft(item, plan, file)).collect();
    records.seen += read.len() as u64;
    records.drafts.reserve(read.len());
    for result in read {
        match result {
            Ok((draft, mended)) => {
                records.mended += u64::from(mended);
                records.drafts.push(draft);
            }
            Err(problem) => records.problems.push(problem),
        }
    }
}

fn draft(item: &Item, plan: &Plan, file: &FileContext) -> Result<(Draft, bool), Problem> {
    let error = match plan.read(item.json) {
        Ok(draft) => return Ok((named(draft, item), false)),
        Err(error) => error,
    };
    if let Some(mended) = mend::mend(item.json)
        && let Ok(draft) = plan.read(&mended)
    {
        return Ok((named(draft, item), true));
    }
    if !item.json.starts_with('{') {
        let message = "The line holds no JSON object and was left out. Write one object a line.";
        return Err(file.problem(Some(item.line), ProblemCode::Malformed, message));
    }
    let line = item.line + (error.line() as u64).saturating_sub(1);
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let message = format!(
        "The record is not valid JSON: {reason} at column {}. It was left out; mend that line.",
        error.column()
    );
    Err(file.problem(Some(line), ProblemCode::Malformed, message))
}

fn named(mut draft: Draft, item: &Item) -> Draft {
    draft.line = Some(item.line);
    if let (Some(key), None) = (&item.key, draft.get(Field::Id)) {
        draft.set(Field::Id, key.as_str());
    }
    draft
}

/// Keys to fields, nested as the objects are.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Plan {
    root: Node,
    names: BTreeMap<(Field, u8), String>,
}

#[derive(Debug, Default)]
struct Node {
    leaf: Option<(Field, u8)>,
    inner: AHashMap<String, Node>,
}

impl Plan {
    pub(in crate::ingest) fn new(columns: &Columns) -> Self {
        let mut plan = Plan::default();
        for (column, field, rank) in columns.iter() {
            plan.names.insert((field, rank), column.to_owned());
            // A key may hold dots itself, so the whole name is a key too.
            plan.root.inner.entry(column.to_owned()).or_default().leaf = Some((field, rank));
            if column.contains('.') {
                let mut node = &mut plan.root;
                for part in column.split('.') {
                    node = node.inner.entry(part.to_owned()).or_default();
                }
                node.leaf = Some((field, rank));
            }
        }
        plan
    }

    fn read(&self, json: &str) -> Result<Draft, serde_json::Error> {
        let mut slots =
            Slots { names: &self.names, draft: Draft::default(), ranks: [None; Field::ALL.len()] };
        let mut deserializer = serde_json::Deserializer::from_str(json);
        deserializer.deserialize_map(ObjectVisitor { node: &self.root, prefix: "", slots: &mut slots })?;
        deserializer.end()?;
        slots.draft.may_hold_markup = true;
        Ok(slots.draft)
    }
}

/// A draft and, per field, the rank of the column that fills it.
struct Slots<'p> {
    names: &'p BTreeMap<(Field, u8), String>,
    draft: Draft,
    ranks: [Option<u8>; Field::ALL.len()],
}

impl Slots<'_> {
    /// Keeps the value of the better column; the other passes through under its own name.
    fn put(&mut self, field: Field, rank: u8, value: String) {
        if value.trim().is_empty() {
            return;
        }
        let (mut loser, mut loser_rank) = (Some(value), Some(rank));
        let held = &mut self.ranks[field as usize];
        if held.is_none_or(|held| rank < held) {
            loser_rank = held.replace(rank);
            loser = self.draft.set(field, loser.unwrap_or_default());
        }
        if let Some((loser, rank)) = loser.zip(loser_rank)
            && let Some(name) = self.names.get(&(field, rank))
        {
            self.draft.extra.insert(name.clone(), Value::String(loser));
        }
    }
}

struct ObjectVisitor<'p, 's, 'n> {
    node: &'p Node,
    prefix: &'p str,
    slots: &'s mut Slots<'n>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            match self.node.inner.get(key.as_ref()) {
                Some(node) => map.next_value_seed(ValueSeed {
                    node,
                    key: &key,
                    prefix: self.prefix,
                    slots: &mut *self.slots,
                })?,
                None => {
                    let value: Value = map.next_value()?;
                    if !value.is_null() {
                        self.slots.draft.extra.insert(join(self.prefix, &key), value);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A key that is borrowed from the file where it holds no escape.
struct Key<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct ValueSeed<'p, 's, 'k, 'n> {
    node: &'p Node,
    key: &'k str,
    prefix: &'k str,
    slots: &'s mut Slots<'n>,
}

impl ValueSeed<'_, '_, '_, '_> {
    fn put(self, value: String) {
        match self.node.leaf {
            Some((field, rank)) => self.slots.put(field, rank, value),
            None => {
                self.slots.draft.extra.insert(join(self.prefix, self.key), Value::String(value));
            }
        }
    }

    fn put_value(self, value: Value) {
        let separator = if self.node.leaf.is_some_and(|(f, _)| f == Field::Text) { "\n" } else { ", " };
        if let Some(text) = as_text(&value, separator) {
            self.put(text);
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.put(value.to_owned());
        Ok(())
    }
    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.put(value);
        Ok(())
    }
    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(value.to_string());
        Ok(())
    }
    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(value.to_string());
        Ok(())
    }
    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(value.to_string());
        Ok(())
    }
    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.put(value.to_string());
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        self.put_value(Value::Array(values));
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.node.inner.is_empty() {
            let prefix = join(self.prefix, self.key);
            return ObjectVisitor { node: self.node, prefix: &prefix, slots: self.slots }.visit_map(map);
        }
        let mut object = serde_json::Map::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            if object.insert(key, value).is_some() && object.len() > 1_000_000 {
                return Err(A::Error::custom("too many keys"));
            }
        }
        self.put_value(Value::Object(object));
        Ok(())
    }
}

/// A value as text: lists joined by `separator`, objects by the one thing they stand for.
fn as_text(value: &Value, separator: &str) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(|v| as_text(v, separator)).collect();
            (!parts.is_empty()).then(|| parts.join(separator))
        }
        Value::Object(object) => OWN_NAME.iter().find_map(|key| as_text(object.get(*key)?, separator)),
    }
}
