//! JSON Schemas of every record, made from the structs that write them.
//!
//! Takes nothing, gives JSON Schema 2020-12 documents.

use super::record;
use schemars::{Schema, schema_for};

/// The schema of every record by its name, sorted by name.
#[must_use]
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("article", schema_for!(record::Article<'_>)),
        ("claim", schema_for!(record::Claim<'_>)),
        ("difference", schema_for!(crate::neardup::DifferenceRecord<'_>)),
        ("event", schema_for!(record::Event<'_>)),
        ("judge", schema_for!(record::Judge<'_>)),
        ("pair", schema_for!(record::Pair<'_>)),
        ("passage", schema_for!(record::Passage<'_>)),
        ("problem", schema_for!(record::Problem<'_>)),
        ("relation", schema_for!(record::Relation<'_>)),
        ("run", schema_for!(record::Run<'_>)),
        ("sentence", schema_for!(record::Sentence<'_>)),
    ]
}

/// The schema of the record `name`, where there is one.
#[must_use]
pub fn of(name: &str) -> Option<Schema> {
    all().into_iter().find_map(|(record, schema)| (record == name).then_some(schema))
}
